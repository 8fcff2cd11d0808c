"""Fingerprints survive edits elsewhere and tell repeated findings apart."""

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
