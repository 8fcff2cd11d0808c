"""The main job on the seed article: what must be found, and what must be left alone."""

from pathlib import Path

import pytest

import mtqa
from mtqa.data import BlockKind, Span
from mtqa.glossary import Glossary, load_csv

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLE = SEEDS / "biden-korea-visit.txt"
GLOSSARY = load_csv(SEEDS / "glossary.csv")

RIGHT_NAMES = (
    "Andrei Lankov",
    "Lankov",
    "Ahn Ho-young",
    "Ahn noted",
    "Zhang Jun",
    "Kim Jong Un",
    "Sejong Institute",
    "Global Times",
    "Terminal High Altitude Area Defense",
    "THAAD",
    "Indo-Pacific Economic Framework",
    "Quad",
    "Biden",
    "Pyongyang",
    "Beijing",
    "Seoul",
    "Washington",
    "Ukraine",
    "Taiwan",
)


@pytest.fixture(scope="module")
def report():
    """The article held against the whole seed glossary, without a language model."""
    return mtqa.check(ARTICLE, glossary=GLOSSARY, lm=None)


def names(report):
    """The findings about names and terms."""
    return [one for one in report.findings if one.check.startswith(("name-", "term-"))]


@pytest.mark.parametrize(
    ("surface", "meant", "times"),
    [
        ("Eun Sook-eol", "Yoon Suk-yeol", 2),
        ("Kovid", "Covid", 1),
        ("Kukmin University", "Kookmin University", 1),
        ("Anna Ivstigneva", "Anna Evstigneeva", 1),
        ("Chung Jae-hong", "Chung Jae-hung", 1),
        ("Ahan", "Ahn Ho-young", 1),
        ("Yunnan", "Yoon Suk-yeol", 1),
    ],
)
def test_garbled_names_are_found(report, surface, meant, times):
    """Each is flagged every time, and the right entry comes first."""
    found = [one for one in names(report) if one.text == surface]
    assert len(found) == times
    for one in found:
        assert GLOSSARY.by_id[one.suggestions[0].entry].term == meant
        assert meant in {suggestion.text for suggestion in one.suggestions}
        assert one.evidence


def test_nothing_else_is_flagged_as_a_name(report):
    """Eight findings about names and terms, and no more."""
    assert len(names(report)) == 8


@pytest.mark.parametrize("name", RIGHT_NAMES)
def test_right_names_are_left_alone(report, name):
    """No name or term finding touches a right name, wherever it stands."""
    text, at = report.document.text, 0
    assert name in text
    while (at := text.find(name, at)) >= 0:
        span = Span(at, at + len(name))
        assert not [one for one in names(report) if one.span.overlaps(span)]
        at = span.end


@pytest.mark.parametrize(
    "term", ["Andrei Lankov", "Ahn Ho-young", "Zhang Jun", "Kim Jong Un", "Sejong Institute", "Global Times", "Biden"]
)
def test_a_right_name_is_not_dragged_to_another_entry(term):
    """A right name that nobody put into the glossary is still left alone."""
    rest = Glossary(tuple(entry for entry in GLOSSARY.entries if term not in entry.forms))
    assert len(rest.entries) < len(GLOSSARY.entries)
    found = names(mtqa.check(ARTICLE, glossary=rest, lm=None))
    assert not [one for one in found if set(one.text.split()) & set(term.split())]


def test_an_empty_glossary_flags_no_right_name():
    """Without a glossary only the article's own contradictions are left."""
    for one in names(mtqa.check(ARTICLE, lm=None)):
        assert one.check == "name-inconsistent"
        assert not [name for name in RIGHT_NAMES if name == one.text]


def test_punctuation_and_furniture(report):
    """Three marks that point the wrong way, one doubled full stop, four blocks of the web page."""
    checks = [one.check for one in report.findings]
    assert checks.count("quote-direction") == 3
    assert checks.count("stray-punctuation") == 1
    assert [one.text for one in report.findings if one.check == "page-furniture"] == [
        "Placeholder when article work is loaded",
        "Related Posts",
        "Leave a Reply",
        "Your email address will not be published.",
    ]


def test_the_suggested_marks_read_right(report):
    """Taking the suggestions for quotation marks and full stops gives the text an editor would write."""
    text = report.document.text
    for one in reversed(report.findings):
        if one.check in {"quote-direction", "stray-punctuation"}:
            text = text[: one.span.start] + one.suggestions[0].text + text[one.span.end :]
    assert "increased dramatically,” Lankov said. “For North Korea" in text
    assert "dreamed of in the past.”\n" in text
    assert "as China is,” Lankov said." in text
    assert "conducts a nuclear test.\n" in text


@pytest.mark.model
def test_the_default_model_scores_the_prose():
    """With the real model each sentence of prose has a score; furniture and headings have none."""
    report = mtqa.check(ARTICLE, glossary=GLOSSARY, offline=True)
    fluency = report.fluency
    assert fluency is not None
    assert 0 < fluency.score < 100
    prose = [segment.index for segment in report.document.segments if segment.kind is BlockKind.PROSE]
    assert [one.segment for one in fluency.segments] == prose
    assert all(0 <= one.score <= 100 for one in fluency.segments)
    assert not report.skipped
    assert "lm:smollm2-135m@" in report.signature
