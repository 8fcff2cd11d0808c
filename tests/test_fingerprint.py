"""Fingerprints survive edits elsewhere and tell repeated findings apart."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import Finding, Span
from mtqa.fingerprint import with_fingerprints
from mtqa.mqm import Category, Severity
from mtqa.readers import read_text
from mtqa.segment import segment


def prints(text, *surfaces, check="name-near-miss"):
    """Fingerprints of findings on each surface, searched from left to right."""
    document, findings, at = segment(read_text(text)), [], 0
    for surface in surfaces:
        at = text.index(surface, at)
        span = Span(at, at + len(surface))
        findings.append(Finding(check, Category.SPELLING, Severity.MINOR, span, surface, message="m", confidence=1.0))
        at = span.end
    return [finding.fingerprint for finding in with_fingerprints(document, findings)]


TEXT = "The talks began on Monday.\n\nThe Kovid lockdown hurt trade in the north.\n\nIt ended in May."


def test_edits_elsewhere_keep_it():
    """Adding a paragraph and changing another does not make the finding new."""
    edited = "A new first paragraph.\n\n" + TEXT.replace("It ended in May.", "It went on, and on.")
    assert prints(TEXT, "Kovid") == prints(edited, "Kovid")


def test_edits_beside_it_change_it():
    """Another context is another finding: it must be looked at again."""
    assert prints(TEXT, "Kovid") != prints(TEXT.replace("lockdown hurt", "vaccine saved"), "Kovid")


def test_check_and_surface_matter():
    """Two checks, or two surfaces, never share a fingerprint."""
    assert prints(TEXT, "Kovid") != prints(TEXT, "Kovid", check="term-near-miss")
    assert prints(TEXT, "Kovid") != prints(TEXT.replace("Kovid", "Kovit"), "Kovit")


def test_repeats_are_told_apart():
    """The same finding in the same context twice has two fingerprints, both stable."""
    text = "Eun spoke.\n\nEun spoke.\n\nEun spoke."
    found = prints(text, "Eun", "Eun", "Eun")
    assert len(set(found)) == 3
    assert prints(text.replace("\n\nEun spoke.", "", 1), "Eun", "Eun") == found[:2]


def test_form():
    """Sixteen hexadecimal digits."""
    (one,) = prints(TEXT, "Kovid")
    assert len(one) == 16
    assert int(one, 16) >= 0


def test_alike_are_told_apart_by_their_paragraphs():
    """Mending the first of two that are alike does not make the second the first."""
    text = "It rained. The talks the the envoys held went on.\n\nIt was dry. The talks the the envoys held went on."
    first, second = prints(text, "the the", "the the")
    assert first != second
    mended = text.replace("the the", "the", 1)
    (left,) = prints(mended, "the the")
    assert left != first  # what was decided about the first is not taken for a verdict on the second


def contexts(text, *surfaces):
    """Contexts of findings on each surface, searched from left to right."""
    document, findings, at = segment(read_text(text)), [], 0
    for surface in surfaces:
        at = text.index(surface, at)
        span = Span(at, at + len(surface))
        findings.append(Finding("loop", Category.SPELLING, Severity.MINOR, span, surface, message="m", confidence=1.0))
        at = span.end
    return [finding.context for finding in with_fingerprints(document, findings)]


def test_one_half_of_the_context_survives_an_edit_beside_it():
    """What stands before, and what stands after; fewer than two words say nothing, the paragraph is the third part."""
    (old,) = contexts("Trade in the north fell after Kovid had come to the city.", "Kovid")
    (left,) = contexts("Trade in the south rose when Kovid had come to the city.", "Kovid")
    (right,) = contexts("Trade in the north fell after Kovid was found there.", "Kovid")
    assert [left[at : at + 6] == old[at : at + 6] for at in (0, 6, 12)] == [False, True, False]
    assert [right[at : at + 6] == old[at : at + 6] for at in (0, 6, 12)] == [True, False, False]
    (short,) = contexts("Kovid came.", "Kovid")
    assert short[:12] == "0" * 12
    assert len(short) == len(old) == 18


SENTENCES = st.sampled_from(["Rain fell.", "It was the the end of it.", "Kovid came to us.", "They met Kovid there."])
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5)
FOUND = re.compile("Kovid|the the")


@given(PARAGRAPHS, st.integers(0, 5), st.integers(0, 5))
def test_paragraphs_elsewhere_do_not_matter(paragraphs, place, gone):
    """No two findings share a fingerprint; a paragraph without a finding may come, and one may go."""

    def found(parts):
        text = "\n\n".join(parts)
        return prints(text, *FOUND.findall(text))

    old = found(paragraphs)
    assert len(set(old)) == len(old)
    assert found([*paragraphs[:place], "Nothing is wrong in this paragraph.", *paragraphs[place:]]) == old
    silent = [at for at, part in enumerate(paragraphs) if not FOUND.search(part)]
    if gone in silent and old:
        assert found([*paragraphs[:gone], *paragraphs[gone + 1 :]]) == old
