"""Spellings of one article that disagree with each other."""

import pytest

from mtqa.glossary import Glossary, parse_csv
from mtqa.names.analysis import analyse
from mtqa.readers import read_text
from mtqa.segment import segment


def disagreeing(text, glossary=""):
    """The forms flagged as inconsistent, with what the article says elsewhere."""
    entries = parse_csv(glossary, origin="test") if glossary else Glossary()
    found = analyse(segment(read_text(text)), entries).inconsistencies
    for one in found:
        assert one.span.of(text) == one.text
        assert one.related
    return [(one.text, one.suggestion) for one in found]


AHN = (
    "“It is dangerous,” said Ahn Ho-young, South Korea’s former ambassador to the United States.\n\n"
    "Ahan, a former South Korean ambassador, said the response was confusing.\n\nAhn noted that the threat had grown."
)


def test_a_garbled_family_name_disagrees_with_the_full_name():
    """Role and family name in use connect the two."""
    assert disagreeing(AHN) == [("Ahan", "Ahn")]


def test_the_rarer_spelling_is_flagged_everywhere():
    """The more frequent form is the one to keep."""
    text = (
        "Governor Oleksandr Starukh said the town was shelled.\n\nThen Governor Oleksandr Staruch visited it.\n\n"
        "Doctors met Oleksandr Starukh.\n\nThey thanked Governor Oleksandr Staruch.\n\nOleksandr Starukh left."
    )
    assert disagreeing(text) == [("Oleksandr Staruch", "Oleksandr Starukh")] * 2


def test_places_with_the_same_head_are_compared():
    """A county spelt in two ways is one county."""
    text = "A plane fell in Weisel County.\n\nPolice of Weiser County came.\n\nThe mayor of Weisel County wept."
    assert disagreeing(text) == [("Weiser County", "Weisel County")]


def test_what_the_glossary_resolves_is_not_reported_twice():
    """With the entry it is a near miss, and no inconsistency."""
    assert disagreeing(AHN, "term,kind,roles\nAhn Ho-young,person,ambassador\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Kim Jong Un met envoys.\n\nKim Jong Il had refused.\n\nKim Jong Un smiled.",
        "Leader Kim Jong Un spoke.\n\nLeader Kim Il Sung founded the state.\n\nLeader Kim Jong Il followed him.",
        "Lee Jae-myung leads the party.\n\nLee Jae-yong leads Samsung.\n\nLee Jae-yong was pardoned.",
        "Coal comes from Shanxi.\n\nApples come from Shaanxi.\n\nShanxi is poor.",
        "Mines in Zambia closed.\n\nBeaches in Gambia opened.\n\nZambia protested.",
        "President George W. Bush left.\n\nPresident George H. W. Bush had left before.",
        "President Joseph Kabila left.\n\nPresident Laurent Kabila was his father.",
        "Anna Petrova spoke.\n\nPetrova is a lawyer.\n\nMs Petrova left.",
        "Mr Paris arrived.\n\nThey met in Parris.\n\nMr Paris left.",
        "Volodymyr Zelensky spoke.\n\nVolodymyr Zelenskyy left.",
        "Koreans vote.\n\nSouth Korea is ready.\n\nKorean media agree.",
        "Mr Ahn Ho-young spoke.\n\nMr Ahn Ho Young left.",
        "Seoul University won.\n\nSeoul City lost.\n\nSeoul won.",
        "Flight KE 123 left.\n\nFlight KE 132 landed.",
        "The Third Army marched.\n\nThe Fifth Army waited.",
        "Xu Zhengyu sang.\n\nZhu Zhongyu danced.\n\nXu Zhengyu bowed.",
        "Wang Yining won gold.\n\nWang Huning spoke in Beijing.",
        "In March Marshal Marchenko marched.\n\nMarch was cold.",
        "Nobody came.",
    ],
)
def test_different_entities_are_never_merged(text):
    """Relatives, look-alikes, parts, usage, inflections, numbers: none is a disagreement."""
    assert disagreeing(text) == []


def test_both_in_one_sentence_are_two():
    """A sentence that names both means two people."""
    text = "Governor Oleksandr Starukh met Governor Oleksandr Staruch.\n\nOleksandr Starukh left."
    assert disagreeing(text) == []


def test_page_furniture_counts_for_nothing():
    """A name in a list of links is no evidence."""
    text = "Governor Oleksandr Starukh spoke to the press on Monday.\n\nLeave a Reply\n\nYour email address will not be published."
    assert disagreeing(text) == []
