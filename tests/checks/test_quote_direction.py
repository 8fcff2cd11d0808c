"""Quotation marks that point the wrong way: what is turned, what is left alone."""

from pathlib import Path

import pytest

from mtqa.checks.quote_direction import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment

SEED = Path(__file__).parents[2] / "seeds" / "biden-korea-visit.txt"


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


def mended(text):
    """The article with every suggestion taken."""
    for finding in reversed(findings(text)):
        text = text[: finding.span.start] + finding.suggestions[0].text + text[finding.span.end :]
    return text


def test_seed_article():
    """The article has three wrong marks; mended, it has none."""
    text = SEED.read_text(encoding="utf-8")
    assert [text[one.span.start - 8 : one.span.end + 6] for one in findings(text)] == [
        "tically, “Lankov",
        "he past. “\n\nNort",
        "hina is, “Lankov",
    ]
    right = mended(text)
    assert "dramatically,” Lankov said. “For" in right
    assert "in the past.”\n" in right
    assert "as China is,” Lankov said." in right
    assert findings(right) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("“We agree, “she said. “We always did.”", "“We agree,” she said. “We always did.”"),
        ("“We agree! “the minister told reporters on Friday.", "“We agree!” the minister told reporters on Friday."),
        ("“We agree, “Petrov chuckled. “Yes.”", "“We agree,” Petrov chuckled. “Yes.”"),
        ("“We agree, ”Petrov said. “Yes.”", "“We agree,” Petrov said. “Yes.”"),
        ("“We agree, “ he said. “Yes.”", "“We agree,” he said. “Yes.”"),
        ("“We agree,“Petrov said. “Yes.”", "“We agree,” Petrov said. “Yes.”"),
        ("“I think—“ he began. “No.”", "“I think—” he began. “No.”"),
        ("It was a “gift“, he said, (a “gift“).", "It was a “gift”, he said, (a “gift”)."),
        ("“Yes,” she said: a ”gift” to him.", "“Yes,” she said: a “gift” to him."),
        ("”Yes,” she said. “No.”", "“Yes,” she said. “No.”"),
        ("She called it “ a gift ” again.", "She called it “a gift” again."),
        ("She called it“ a gift” again.", "She called it “a gift” again."),
        ('She called it " a gift " again.', 'She called it "a gift" again.'),
        ("‘We agree.‘ She left.", "‘We agree.’ She left."),
    ],
)
def test_turns(wrong, right):
    """Taking the suggestions gives the text that an editor would write, and nothing is left."""
    assert mended(wrong) == right
    assert findings(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "“One,” he said. “Two.” And “three”; (“four”), “five”—“six”, “seven”/“eight”.",
        "“First paragraph.\n\n“Second paragraph.\n\n“Third,” she said.",
        "“He told me, “Petrov said no.” I left.”",
        "“A is bad, said Petrov. “B is worse.”",
        "He added, “Petrov said the deal is off.",
        "He added, “Petrov said nothing.",
        "He wrote: “…and so on,” “...then,” “.com” and “$5”.",
        "“Is it ‘really’?” “‘Yes,’ he said.” ‘“No”’",
        "The ’90s; rock ’n’ roll; ’em; the students’ “union”; Hawai‘i; Qur‘an.",
        "A 6” pipe, a 12” one, 5’ 11”, and a “tall” man.",
        "„Nein“, sagte er. „Ja.“",
        "”Hej”, sade han. ”Hej då”, sade hon.",
        "« Non », dit-il. «Oui.»",
        'He said "yes", "no" and "maybe".',
        'A 6" pipe and a " mark.',
        'One " mark, two " marks and three " marks.',
        "A footnote “here”1 and “there”[2].",
        "“Yes,” he said, “Petrov is right.”",
    ],
)
def test_leaves_alone(text):
    """Right marks, other styles and doubtful places raise nothing."""
    assert findings(text) == []


def test_many_spaces_are_one_finding():
    """Tokenised quotes throughout an article are said once, with their number and no suggestion."""
    found = findings('The " one " and the " two " and the " three " here.')
    assert len(found) == 1
    assert "6 such spaces" in found[0].message
    assert found[0].suggestions == ()
    assert len(found[0].related) == 5


@pytest.mark.parametrize("unit", ["“", "”", '"', "“ ” ", "‘“’”", ", “Aa Bb said ", "“a“ "])
def test_hostile(unit):
    """Marks without end are gone through once, and a flood is gathered."""
    assert len(findings("word " + unit * 20_000)) <= 2
