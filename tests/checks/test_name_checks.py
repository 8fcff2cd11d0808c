"""The four name and term checks on the seed article: what they say, and about what."""

from pathlib import Path

import pytest

from mtqa.checks import all_checks
from mtqa.glossary import load_csv, parse_csv
from mtqa.mqm import Category, Severity
from mtqa.names.evidence import REPORT_FROM
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seed():
    """The seed article with the seed glossary."""
    document = segment(read_text((ROOT / "seeds" / "biden-korea-visit.txt").read_text(encoding="utf-8")))
    return Resources(document, glossary=load_csv(ROOT / "seeds" / "glossary.csv"))


def run(name, resources):
    """The findings of one check, in order."""
    findings = all_checks()[name].run(resources.document, resources)
    return sorted((one for one in findings if one.confidence >= REPORT_FROM), key=lambda finding: finding.span)


def small(text, glossary):
    """Resources for a small text."""
    return Resources(segment(read_text(text)), glossary=parse_csv(glossary, origin="test"))


def test_names_and_terms_are_shared_out_by_kind(seed):
    """People, places and bodies go to the name check, terms to the term check; nothing to both."""
    names, terms = run("name-near-miss", seed), run("term-near-miss", seed)
    assert [finding.text for finding in terms] == ["Kovid"]
    assert "Kovid" not in [finding.text for finding in names]
    assert run("name-inconsistent", seed) == []
    assert run("term-forbidden", seed) == []


def test_a_finding_says_which_entry_and_why(seed):
    """Entry, sound and document are in the evidence; the suggestion carries the entry's id."""
    finding = next(found for found in run("name-near-miss", seed) if found.text == "Ahan")
    assert finding.category is Category.INCONSISTENT_WITH_TERMBASE
    assert finding.severity is Severity.MAJOR
    kinds = [reason.kind for reason in finding.evidence]
    assert kinds[:2] == ["entry", "sound"]
    assert "document" in kinds
    assert "Ahn Ho-young" in finding.evidence[0].detail
    assert finding.suggestions[0].entry in seed.glossary.by_id
    assert finding.related


def test_a_real_name_says_that_it_is_one(seed):
    """The message does not call a real name garbled."""
    finding = next(found for found in run("name-near-miss", seed) if found.text == "Yunnan")
    assert "real name" in finding.message
    assert finding.confidence < min(found.confidence for found in run("name-near-miss", seed) if found != finding)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Missiles fell into the Japan Sea.", [("Japan Sea", "Sea of Japan")]),
        ("The Japan Sea's coast is long.", [("Japan Sea", "Sea of Japan")]),
        ("Missiles fell into the Sea of Japan.", []),
        ("In Japan, sea levels rise.", []),
        ("It rained in Japan. Sea winds blew.", []),
    ],
)
def test_forbidden_forms_are_found_as_listed(text, expected):
    """Only the listed form, and not across punctuation."""
    resources = small(text, "term,kind,wrong\nSea of Japan,place,Japan Sea\n")
    found = run("term-forbidden", resources)
    assert [(finding.text, finding.suggestions[0].text) for finding in found] == expected


@pytest.mark.parametrize(
    "text",
    ["They spoke of denuclearizing it.", "The covenant holds.", "Sanctioned goods rotted.", "An anthropoid was seen."],
)
def test_english_words_are_no_garbled_terms(text):
    """Other words, and other forms of the word, are left alone."""
    resources = small(text, "term,kind\nCovid,term\ndenuclearisation,term\nsanctions,term\n")
    assert run("term-near-miss", resources) == []
