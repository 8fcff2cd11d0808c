"""The order of the steps: totals, duplicates, what is skipped, the signature."""

import pytest

from mtqa.data import Finding, Span
from mtqa.errors import ConfigError
from mtqa.glossary import Glossary
from mtqa.glossary.store_csv import parse_csv
from mtqa.mqm import Category, Severity
from mtqa.options import Options
from mtqa.pipeline import assess, without_duplicates
from mtqa.readers import read_text
from mtqa.summary import PENALTY_MIN_WORDS, summarise
from mtqa.testing import FakeLM

TEXT = "The talks began in the the city on Monday.\n\nBoth sides spoke of a lasting peace, and left in good spirits."


def finding(start, end, *, check="c", category=Category.SPELLING, severity=Severity.MINOR, confidence=0.6):
    """A finding that only has a place and a weight."""
    return Finding(check, category, severity, Span(start, end), "x", message="m", confidence=confidence)


def test_of_two_findings_on_one_span_the_graver_stays():
    """The same span in the same dimension is one issue; severity decides, then confidence."""
    grave, light = finding(0, 4, severity=Severity.MAJOR, confidence=0.5), finding(0, 4, confidence=0.9)
    assert without_duplicates([light, grave]) == [grave]
    surer = finding(0, 4, confidence=0.95)
    assert without_duplicates([light, surer]) == [surer]


def test_other_spans_and_other_dimensions_stay():
    """Findings that merely overlap, or are of another kind, are different issues."""
    ones = [finding(0, 4), finding(0, 5), finding(0, 4, category=Category.AWKWARD)]
    assert without_duplicates(ones) == ones


def test_penalty_is_per_thousand_words_and_leaves_furniture_out():
    """Minor counts 1, major 5; the words of the web page around the article do not count."""
    prose = "Seven words stand in this short sentence. " * 20
    document = assess(read_text(f"{prose}\n\nRelated Posts\n\nLeave a Reply")).document
    summary = summarise(document, [finding(0, 4), finding(5, 9, severity=Severity.MAJOR)])
    assert summary.n_words == 140
    assert summary.penalty == pytest.approx(1000 * 6 / 140)
    assert dict(summary.counts) == {
        Severity.NEUTRAL: 0,
        Severity.MINOR: 1,
        Severity.MAJOR: 1,
        Severity.CRITICAL: 0,
    }


def test_a_short_text_has_no_rate():
    """Points per thousand words of a text of ten words would be noise."""
    report = assess(read_text(TEXT))
    assert 0 < report.summary.n_words < PENALTY_MIN_WORDS
    assert report.summary.penalty is None


def test_what_did_not_run_says_why():
    """No glossary, an empty glossary, no model, no prose, the user's choice: each has its own reason."""
    reasons = {one.check: one.reason for one in assess(read_text(TEXT), options=Options(ignore=("loop",))).skipped}
    assert "no glossary was given" in reasons["name-near-miss"]
    assert "no language model ran" in reasons["low-fluency"]
    assert "left out by the user" in reasons["loop"]
    reasons = {one.check: one.reason for one in assess(read_text(TEXT), glossary=Glossary()).skipped}
    assert reasons["name-near-miss"] == "the glossary has no entries"
    headings = assess(read_text("# Talks begin\n\n## Peace near", media_type="text/markdown"), lm=FakeLM())
    assert headings.fluency is None
    assert "no prose" in {one.check: one.reason for one in headings.skipped}["low-fluency"]


def test_every_check_either_ran_or_is_listed():
    """Silence never means clean."""
    report = assess(read_text(TEXT), lm=FakeLM())
    assert {info.id for info in report.checks} & {one.check for one in report.skipped} == set()
    assert len(report.checks) + len(report.skipped) >= 11


def test_signature_holds_what_changes_a_number():
    """Another glossary, model or threshold is another signature; the same run has the same."""
    entries = parse_csv("term,kind\nSeoul,place\n", origin="g")
    base = assess(read_text(TEXT), glossary=entries).signature
    assert base == assess(read_text(TEXT), glossary=entries).signature
    others = {
        assess(read_text(TEXT)).signature,
        assess(read_text(TEXT), glossary=parse_csv("term,kind\nBusan,place\n", origin="g")).signature,
        assess(read_text(TEXT), glossary=entries, lm=FakeLM()).signature,
        assess(read_text(TEXT), glossary=entries, options=Options(min_confidence=0.7)).signature,
        assess(read_text(TEXT), glossary=entries, options=Options(select=("loop",))).signature,
        assess(read_text(TEXT), glossary=entries, options=Options(select=("repeated-word",))).signature,
    }
    assert len({base, *others}) == 7


def test_findings_below_the_threshold_are_left_out():
    """``min_confidence`` is the lowest confidence that is reported."""
    (one,) = assess(read_text(TEXT), options=Options(select=("repeated-word",))).findings
    above = Options(select=("repeated-word",), min_confidence=min(1.0, one.confidence + 0.01))
    assert assess(read_text(TEXT), options=above).findings == ()


@pytest.mark.parametrize("value", [-0.1, 1.5, float("nan")])
def test_a_threshold_is_a_probability(value):
    """A threshold outside 0..1 is refused."""
    with pytest.raises(ConfigError, match="between 0 and 1"):
        Options(min_confidence=value)


def test_another_language_is_said():
    """A German text called English is checked, with a notice; English ones get none."""
    german = "Der Präsident sagte am Montag, dass die Gespräche fortgesetzt werden, wenn beide Seiten es wollen. " * 3
    assert "known English" in assess(read_text(german)).document.notices[-1]
    assert assess(read_text(TEXT * 3)).document.notices == ()
