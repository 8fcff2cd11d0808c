"""The check suspicious-phrase, with suspicions made by hand."""

import pytest

from mtqa.checks.suspicious_phrase import CHECK, allowance
from mtqa.data import BlockKind, Span, Suspicion
from mtqa.glossary.store_csv import parse_csv
from mtqa.resources import Resources
from tests.factory import doc

TEXT = "The council will lift energy sanctions. “We must show strong resistance,” he said.\n" + "Nothing else. " * 40


def suspicion(document, phrase, *, chance=0.4, major=False):
    """A suspicion of the first place where the phrase stands."""
    at = document.text.index(phrase)
    return Suspicion(Span(at, at + len(phrase)), 0.7, chance, major)


def run(document, *suspicions, per_100_words=3.0, glossary=None):
    """What is flagged."""
    resources = Resources(
        document, glossary=glossary, suspicions=tuple(suspicions), phrases_per_100_words=per_100_words
    )
    return list(CHECK.run(document, resources))


def test_a_finding_says_that_it_is_a_suspicion():
    """It names rank and chance, keeps the confidence, and suggests nothing."""
    document = doc(TEXT)
    first, second = run(document, suspicion(document, "strong resistance", major=True), suspicion(document, "lift"))
    assert (first.text, first.severity, first.confidence) == ("strong resistance", "major", 0.7)
    assert "may be" in first.message
    assert "40%" in first.evidence[0].detail
    assert (second.severity, second.suggestions) == ("minor", ())
    assert "number 2" in second.evidence[0].detail


def test_only_as_many_as_asked_for():
    """About one per 100 words of prose; headings do not count; a short text may have one."""
    document = doc(TEXT)
    many = [suspicion(document, word) for word in ("lift", "resistance", "energy", "council")]
    assert len(run(document, *many, per_100_words=1.0)) == 1
    assert len(run(document, *many, per_100_words=3.0)) == 3
    assert run(document, *many, per_100_words=0.0) == []
    heading = doc("One two three four five\nSix seven.", kinds={0: BlockKind.HEADING})
    assert allowance(heading, per_100_words=50.0) == 1


def test_a_garbled_name_is_left_to_the_name_check():
    """A phrase over a name that the glossary knows better takes no place."""
    text = "South Korea’s new president, Eun Sook-eol, has pledged to lift the ban. " + "Nothing else. " * 30
    document = doc(text)
    glossary = parse_csv("term,kind,roles\nYoon Suk-yeol,person,President-elect\n", origin="test")
    found = run(
        document, suspicion(document, "Sook-eol"), suspicion(document, "lift"), per_100_words=1, glossary=glossary
    )
    assert [finding.text for finding in found] == ["lift"]


@pytest.mark.parametrize(
    ("phrase", "flagged"),
    [
        ("Global Times", False),
        ("Lankov", False),
        ("Lankov’s", False),
        ("Ivstigneva", True),
        ("Kovid lockdown", True),
        ("Global Times wrote", True),
    ],
)
def test_a_name_of_which_nothing_is_odd_is_left_alone(phrase, flagged):
    """Known words and names, or a name spelt twice in one way; an unknown name that stands once is doubted."""
    text = (
        "The Global Times wrote of it, Lankov said. Anna Ivstigneva was silent. Andrei Lankov’s view of the Kovid "
        "lockdown is another. "
    )
    document = doc(text + "Nothing else. " * 40)
    assert [finding.text for finding in run(document, suspicion(document, phrase))] == [phrase] * flagged


@pytest.mark.parametrize(
    ("resources", "reason"),
    [({"fluency": None}, "no language model"), ({}, "no network"), ({"phrases_per_100_words": 0.0}, "--phrases off")],
)
def test_says_why_it_does_not_run(resources, reason):
    """Silence never means clean."""
    given = {"fluency": object(), "suspicions": None} | resources
    assert reason in Resources(doc(TEXT), **given).missing(CHECK.info.needs)
