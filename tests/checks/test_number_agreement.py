"""The check number-agreement: singular and plural, where one reading is left."""

import time

import pytest

from mtqa.checks._counting import MANY, ONE
from mtqa.checks.number_agreement import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("He named these country.", "He named these countries."),
        ("It was signed two month ago.", "It was signed two months ago."),
        ("That is one of the reason for it.", "That is one of the reasons for it."),
        (
            "He is one of the most important leader in the region.",
            "He is one of the most important leaders in the region.",
        ),
        ("One of his colleague was there.", "One of his colleagues was there."),
        ("It holds for each countries in Asia.", "It holds for each country in Asia."),
        ("Another sanctions on Iran followed.", "Another sanction on Iran followed."),
        ("It was signed with thousand of workers.", "It was signed with thousands of workers."),
        ("When they was young, they sang.", "When they were young, they sang."),
        ("By then we has left.", "By then we have left."),
        ("As a people said, it is over.", "As a person said, it is over."),
        ("Several child of the family left.", "Several children of the family left."),
    ],
)
def test_mends(wrong, right):
    """The suggestion agrees, and nothing is left to flag."""
    (finding,) = findings(wrong)
    assert wrong[: finding.span.start] + finding.suggestions[0].text + wrong[finding.span.end :] == right
    assert findings(right) == []


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("They pushed for a new UN sanctions on Iran.", "a new UN sanctions"),
        ("It was a major problems.", "a major problems"),
        ("She was a young women who sang.", "a young women"),
    ],
)
def test_a_plural_after_a(text, flagged):
    """Whether the article or the ending is wrong nobody can know, so nothing is suggested."""
    (finding,) = findings(text)
    assert finding.text == flagged
    assert finding.suggestions == ()


@pytest.mark.parametrize(
    "text",
    [
        "A new UN sanctions regime, a human rights group, a sanctions package, a savings account, a women's team.",
        "A few countries, a hundred years, a dozen people, a great many problems, a full three months of war, a mere ten days.",
        "A series of events, a means of travel, a species, a crossroads, a people of the steppe, a news item.",
        "These country songs, two month-old cats, many city officials, several university students; both party leaders.",
        "Two hundred of them, a thousand of us, ten million of those, several hundred of the men, one in a thousand of them.",
        "This means that these people, every two years and every few months, each day.",
        "One of the family, one of the team, one of the country's best, one of the two, one of the most populous, one of those.",
        "The number three company in the country; the top ten university; phase two trial of it.",
        "Those who question it, those present; the two present a plan; these reason well.",
        "Between they and we has no sense; what they is we do not know; those of them who they is said to be.",
        "In a day sanctions were lifted; as a child things were easy; within a year elections will be held.",
        "The film has a cast of thousands; hundreds of thousands of people; the thousand of them.",
        "Many a country has tried; many more people; four star hotel; five year plan; a two week trip.",
    ],
)
def test_leaves_alone(text):
    """Compounds, quantities, groups, verbs and dialect."""
    assert findings(text) == []


def test_the_table_is_sane():
    """Each plural has one singular, none is its own plural, and none is both."""
    assert all(one != many for one, many in MANY.items())
    assert len(ONE) == len(MANY)
    assert not set(MANY) & set(ONE)
    assert (MANY["country"], MANY["child"], MANY["crisis"], MANY["church"], MANY["day"]) == (
        "countries",
        "children",
        "crises",
        "churches",
        "days",
    )


@pytest.mark.parametrize(
    "unit", ["a new ", "two ", "one of the ", "a a", "these new UN ", "of hundred ", "they was ", "A.A ", "a big-"]
)
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("word " + unit * 20_000 + " end.")
    assert time.perf_counter() - start < 4
