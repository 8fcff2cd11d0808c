"""A real name used for a leader: only where the beginning sounds like the name and nothing else explains it."""

import pytest

from mtqa.glossary.store_csv import parse_csv
from mtqa.names.analysis import analyse
from mtqa.readers import read_text
from mtqa.segment import segment


def flagged(leader, role, name, noun):
    """What is flagged in an article about ``leader`` that says "the NAME government" once."""
    surname = leader.split()[0] if "-" in leader or leader.startswith("Kim") else leader.split()[-1]
    text = (
        f"{role} {leader} spoke to reporters on Monday about trade. {surname} said that the talks would continue.\n\n"
        f"Observers now watch to see what the {name} {noun} will do about the tariffs in the coming year."
    )
    glossary = parse_csv(f"term,kind,roles\n{leader},person,{role}\n", origin="test")
    return [(one.text, one.suggestion) for one in analyse(segment(read_text(text)), glossary).resolved]


@pytest.mark.parametrize(
    ("leader", "role", "name", "noun", "meant"),
    [
        ("Yoon Suk-yeol", "President", "Yunnan", "government", "Yoon"),
        ("Moon Jae-in", "President", "Munster", "administration", "Moon"),
        ("Park Geun-hye", "President", "Parkland", "cabinet", "Park"),
    ],
)
def test_a_name_that_begins_as_the_leader_sounds(leader, role, name, noun, meant):
    """The place of that name has no government in the article; the leader has."""
    assert flagged(leader, role, name, noun) == [(name, meant)]


@pytest.mark.parametrize(
    ("leader", "role", "name"),
    [
        ("Rishi Sunak", "Prime Minister", "Singapore"),
        ("Narendra Modi", "Prime Minister", "Madrid"),
        ("Kim Jong Un", "Leader", "Kinshasa"),
        ("Friedrich Merz", "Chancellor", "Malaysia"),
        ("Joe Biden", "President", "Bhutan"),
        ("Emmanuel Macron", "President", "Magdeburg"),
        ("Moon Jae-in", "President", "Munich"),
        ("Moon Jae-in", "President", "Montenegro"),
        ("Yoon Suk-yeol", "President", "Yemen"),
        ("Yoon Suk-yeol", "President", "Yerevan"),
        ("Barack Obama", "President", "Oblast"),
        ("Vladimir Putin", "President", "Pretoria"),
        ("Shinzo Abe", "Prime Minister", "Abuja"),
        ("Gordon Brown", "Prime Minister", "Brunei"),
        ("Lee Jae-myung", "President", "Leeds"),
        ("Xi Jinping", "President", "Xinjiang"),
    ],
)
def test_governments_of_real_places_are_left_alone(leader, role, name):
    """Countries, capitals and places that sound otherwise are meant literally."""
    assert flagged(leader, role, name, "government") == []
