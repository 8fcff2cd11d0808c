"""Corrections applied to the file that was read: nothing else of it changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import Decision, Judgement, Span, Suggestion
from mtqa.decisions import decided
from mtqa.errors import InputError
from mtqa.fix import encoded, fixed
from mtqa.fix import outcome as outcome_of
from mtqa.pipeline import assess
from mtqa.readers import read
from tests.factory import doc, finding
from tests.factory import report as report_of


def doubled(data, name):
    """The report of an article with doubled words, and nothing decided."""
    return assess(read(data, id=name))


def accept_all(report, text=""):
    """The report with every finding accepted."""
    lines = tuple(Decision(one.fingerprint, Judgement.ACCEPTED, text=text) for one in report.findings)
    return replace(report, decisions=lines)


@pytest.mark.parametrize(
    ("name", "encoding", "before", "after"),
    [
        ("a.txt", "utf-8", "He saw the the house.\r\nIt was old.\r\n", "He saw the house.\r\nIt was old.\r\n"),
        ("a.txt", "utf-8-sig", "\U0001f600 He saw the the house.\n", "\U0001f600 He saw the house.\n"),
        ("a.txt", "utf-16", "He saw the the house.\n", "He saw the house.\n"),
        ("a.txt", "cp1252", "The café saw the the “house”.\n", "The café saw the “house”.\n"),
        ("a.md", "utf-8", "# News\n\nHe saw *all* of the the house.\n", "# News\n\nHe saw *all* of the house.\n"),
        ("a.html", "utf-8", "<p>A &amp; B saw the the <b>house</b>.</p>", "<p>A &amp; B saw the <b>house</b>.</p>"),
    ],
)
def test_bytes_of_the_file_stay(name, encoding, before, after):
    """Encoding, byte-order mark, line ends and markup are those of the input."""
    data = before.encode(encoding)
    report = accept_all(doubled(data, name))
    assert [one.check for one in report.findings] == ["repeated-word"]
    result = fixed(report)
    content = encoded(result.text, like=data, report=report)
    assert content == after.encode(encoding)
    came = outcome_of(report, doubled(content, name))
    assert (len(came.gone), came.new, came.left) == (1, (), ())


def test_a_letter_outside_the_encoding():
    """Text is refused; HTML can say any letter."""
    data = "The café saw the the house.\n".encode("cp1252")
    report = accept_all(doubled(data, "a.txt"), "Łódź")
    with pytest.raises(InputError, match="does not exist in cp1252"):
        encoded(fixed(report).text, like=data, report=report)
    page = "<p>The café saw the the house.</p>".encode("cp1252")
    report = accept_all(doubled(page, "a.html"), "Łódź")
    assert b"&#321;" in encoded(fixed(report).text, like=page, report=report)


@pytest.mark.parametrize("judgement", [Judgement.DISMISSED, Judgement.UNSURE])
def test_nothing_undecided_or_dismissed_is_touched(judgement):
    """Likely ones go on request; what a person looked at and did not accept never does."""
    report = doubled(b"He saw the the house.\n", "a.txt")
    (one,) = report.findings
    assert fixed(report).text == report.document.original
    assert fixed(report, min_confidence=0).text == "He saw the house.\n"
    assert fixed(report, min_confidence=0, select=("a-an",)).applied == ()
    assert fixed(decided(report, known=[one.fingerprint]), min_confidence=0).applied == ()
    assert fixed(replace(report, ignored=((one.fingerprint, "accepted name"),)), min_confidence=0).applied == ()
    assert fixed(replace(report, decisions=(Decision(one.fingerprint, judgement),)), min_confidence=0).applied == ()


def test_accepted_and_nothing_to_put_there_is_said():
    """An error without a suggestion is named, unless its check was not asked for; undecided ones are not."""
    document = doc("He saw the house.")
    found = [replace(finding(document, "house"), fingerprint="f1"), replace(finding(document, "He"), fingerprint="f2")]
    report = replace(report_of(document, found), decisions=(Decision("f1", Judgement.ACCEPTED),))
    result = fixed(report, min_confidence=0)
    assert (result.text, result.applied) == (document.original, ())
    assert [(one.finding.text, "nobody said" in one.reason) for one in result.left_out] == [("house", True)]
    assert fixed(report, select=("a-an",)).left_out == ()


@given(
    st.text(alphabet="ab c\U0001f600é\r\n", min_size=12, max_size=40).filter(str.strip),
    st.lists(st.tuples(st.integers(0, 10), st.integers(1, 4), st.sampled_from(["", "X", "YY"])), max_size=6),
    st.randoms(),
)
def test_text_outside_stays_and_order_does_not_matter(text, places, random):
    """What lies between the applied spans is the same code points; the order of findings changes nothing."""
    document = doc(text)
    found = [
        replace(
            finding(document, Span(at, min(at + size, len(text)))),
            suggestions=(Suggestion(new),),
            fingerprint=f"f{number}",
            confidence=round(0.3 + number / 20, 2),
        )
        for number, (at, size, new) in enumerate(places)
    ]
    result = fixed(report_of(document, found), min_confidence=0)
    at, pieces = 0, []
    for one in result.applied:
        assert one.span.start >= at
        pieces += (text[at : one.span.start], one.text)
        at = one.span.end
    assert result.text == "".join([*pieces, text[at:]])
    assert len(result.applied) + len(result.left_out) == len(found)
    random.shuffle(found)
    assert fixed(report_of(document, found), min_confidence=0).text == result.text
