"""The article with what was accepted."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.data import Decision, Judgement, Span, Suggestion
from mtqa.decisions import Decisions, decided
from mtqa.readers import read
from mtqa.report.corrected import corrected
from mtqa.segment import segment

TEXT = "President 😀 Eun Sook-eol met the the press.\n\nKovid spreads in in Kukmin.\n"


def accepted(factory, document, *changes, judgement=Judgement.ACCEPTED):
    """A report whose findings on ``(surface, suggestion, text)`` were decided."""
    findings, events = [], []
    for surface, suggestion, text in changes:
        made = factory.finding(document, surface, suggestions=[] if suggestion is None else [Suggestion(suggestion)])
        findings.append(replace(made, fingerprint=f"{made.span.start}-{made.span.end}"))
        events.append(Decision(findings[-1].fingerprint, judgement, text=text))
    return decided(factory.report(document, findings), Decisions(tuple(events)))


def test_applies_what_was_accepted(factory):
    """The suggestion, or what the person wrote; a deletion takes a space along; the rest stays."""
    document = factory.doc(TEXT)
    report = accepted(
        factory, document, ("Eun Sook-eol", "Yoon", "Yoon Suk-yeol"), ("Kovid", "Covid", ""), ("the", "", "")
    )
    found = corrected(report)
    assert found.text == "President 😀 Yoon Suk-yeol met the press.\n\nCovid spreads in in Kukmin.\n"
    assert len(found.applied) == 3


@pytest.mark.parametrize("judgement", [Judgement.DISMISSED, Judgement.UNSURE, Judgement.OPEN])
def test_leaves_everything_else(factory, judgement):
    """What was not accepted is not touched."""
    document = factory.doc(TEXT)
    report = accepted(factory, document, ("Kovid", "Covid", "COVID"), judgement=judgement)
    assert corrected(report).text == TEXT


def test_without_a_suggestion(factory):
    """Nobody said what should stand there: left out, and said."""
    document = factory.doc(TEXT)
    found = corrected(accepted(factory, document, ("Kovid", None, "")))
    assert found.text == TEXT
    assert "write it" in found.left_out[0].reason


def test_overlapping(factory):
    """What a person typed wins over the likelier, the other is named."""
    document = factory.doc(TEXT)
    report = accepted(factory, document, ("Eun Sook-eol met", "A", ""), ("Eun", "B", "Mr. Yoon"))
    found = corrected(report)
    assert "President 😀 Mr. Yoon Sook-eol met" in found.text
    assert "overlaps" in found.left_out[0].reason


@pytest.mark.parametrize(
    ("source", "surface", "text", "expected"),
    [
        (
            b"<p>The <b>Kovid</b> &amp; flu.</p>",
            "Kovid",
            "Covid <19> & more",
            b"<p>The <b>Covid &lt;19&gt; &amp; more</b> &amp; flu.</p>",
        ),
        (b"<p>Tom &amp; Jerri ran.</p>", "& Jerri", "& Jerry", b"<p>Tom &amp; Jerry ran.</p>"),
    ],
)
def test_html(factory, source, surface, text, expected):
    """Markup stays, and what comes in is escaped."""
    document = segment(read(b"<!DOCTYPE html><html><body>" + source + b"</body></html>", id="a.html"))
    found = corrected(accepted(factory, document, (surface, None, text)))
    assert expected.decode() in found.text


def test_markup_inside(factory):
    """A finding with a tag inside is left to a person."""
    document = segment(
        read(b"<!DOCTYPE html><html><body><p>The Eun <b>Sook-eol</b> left.</p></body></html>", id="a.html")
    )
    found = corrected(accepted(factory, document, ("Eun Sook-eol", "Yoon", "")))
    assert found.text == document.original
    assert "markup" in found.left_out[0].reason


@settings(deadline=None)
@given(st.data())
def test_nothing_but_the_applied_changes(data):
    """Between the applied spans the text is the same, and the order of the findings does not matter."""
    import mtqa_tests_factory as factory

    text = data.draw(st.text(alphabet="ab 😀é\n", min_size=1, max_size=40))
    document = factory.doc(text)
    findings, events = [], []
    for n in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        one = factory.finding(
            document, Span(start, end), suggestions=["X" * n], confidence=data.draw(st.sampled_from([0.5, 0.9]))
        )
        findings.append(replace(one, fingerprint=str(n)))
        events.append(Decision(str(n), data.draw(st.sampled_from(list(Judgement)))))
    report = decided(replace(factory.report(document), findings=tuple(findings)), Decisions(tuple(events)))
    found = corrected(report)
    at, shift = 0, 0
    for change in found.applied:
        assert found.text[at + shift : change.span.start + shift] == text[at : change.span.start]
        assert found.text[change.span.start + shift :].startswith(change.text)
        shift += len(change.text) - len(change.span)
        at = change.span.end
    assert found.text[at + shift :] == text[at:]
    turned = replace(report, findings=report.findings[::-1])
    assert len(corrected(turned).applied) == len(found.applied)
