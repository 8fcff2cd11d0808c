"""Where forms of the table stand, and how a candidate would stand there."""

import pytest

from mtqa.readers import read_text
from mtqa.segment import segment
from mtqa.senses.hits import find
from mtqa.senses.table import COLUMNS, read_table

GROUPS = '[sets]\n[groups.g]\ntitle = "A group"\nmargin = 1.0\nreference = "A book"\n'
ROWS = (
    "n/price\tg\tn\tprice\tprize\t\tde\tminor\t",
    "v/take\tg\tv\tmake\ttake\tobj=measure\tde\tminor\t",
    "v/impose\tg\tv\tlift\timpose\t\tko\tminor\t",
    "v/set\tg\tv\tput\ttake\t\tde\tminor\t",
    "a/heavy\tg\ta\tstrong\theavy\tnext=rain\tde\tminor\t",
    "n/aid\tg\tn\tsupport\taid\t\tde\tminor\t",
    "n/hour\tg\tn\ttime\thour\t\tde\tminor\t",
    "x/own\tg\tx\tstop of fire\tceasefire\t\tes\tminor\t",
)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """A small table."""
    folder = tmp_path_factory.mktemp("senses")
    (folder / "t.tsv").write_text("\n".join(["\t".join(COLUMNS), *ROWS]), encoding="utf-8")
    (folder / "t.toml").write_text(GROUPS, encoding="utf-8")
    return read_table(folder / "t.tsv", folder / "t.toml")


def candidates(table, text):
    """What each candidate replaces and puts there."""
    document = segment(read_text(text))
    return [(one.span.of(document.text), one.text) for hit in find(document, table) for one in hit.candidates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She won two prices for her novel last year.", [("prices", "prizes")]),
        ("The judges' price went to a student from Oslo.", [("price", "prize")]),
        ("The state made harsh measures against the flood.", [("made", "took")]),
        ("The state has made harsh measures against it.", [("made", "taken")]),
        ("These are the made measures of the last year.", [("made", "taken")]),
        ("The making of such measures takes a long while.", [("making", "taking")]),
        ("The council lifts them every year in the spring.", [("lifts", "imposes")]),
        ("They put it into the bag in the kitchen.", [("put", "take")]),
        ("He put it into the bag in the kitchen.", [("put", "took"), ("put", "take")]),
        ("Strong rain fell on the coast in the night.", [("Strong", "Heavy")]),
        ("Stronger rain fell on the coast in the night.", [("Stronger", "Heavier")]),
        ("They promised a support for the families.", [("a support", "aid")]),
        ("It was a time of waiting for the families.", [("a time", "an hour")]),
        ("The stop of fire held until the next morning.", [("stop of fire", "ceasefire")]),
    ],
)
def test_candidates_stand_as_the_word_did(table, text, expected):
    """Number, tense, degree, capitals and the article are those of the original."""
    assert candidates(table, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The lift was broken, and the guests took the stairs.",
        "They will price the shares at eleven euros each.",
        "They said that Price had signed it on Monday.",
        "The strong wind fell in the night, and rain came.",
        "The stop, of fire and smoke, was closed for a week.",
        "THE PRICE OF THE TICKET ROSE IN THE SPRING.",
        "A price-list hung on the wall of the kitchen.",
    ],
)
def test_leaves_alone(table, text):
    """Another part of speech, a name, other neighbours, a mark between the words, a shout, a compound."""
    assert candidates(table, text) == []


def test_only_prose_is_looked_at(table):
    """A heading has a grammar of its own; its words still tell what the article is about."""
    assert candidates(table, "Two prices for a novel\n\nThe jury met on Monday in the old town hall.") == []


def test_without_conditions(table):
    """The floor takes every form."""
    document = segment(read_text("The strong wind fell in the night."))
    assert [hit.pair.id for hit in find(document, table, conditions=False)] == ["a/heavy"]
