"""Several glossary files as one."""

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary import Glossary, merged, parse_csv

HOUSE = parse_csv("term,kind,note\nSeoul,place,house\nCovid,term,house\nQuad,org,house\n", origin="house.csv")
DESK = parse_csv("term,kind,note\nTokyo,place,desk\nCovid,term,desk\n", origin="desk.csv")


def test_later_files_add_and_override_in_place():
    """The order is that of first occurrence; an entry of a later file replaces one with its id."""
    entries = merged([HOUSE, DESK]).entries
    assert [(entry.term, entry.note) for entry in entries] == [
        ("Seoul", "house"),
        ("Covid", "desk"),
        ("Quad", "house"),
        ("Tokyo", "desk"),
    ]


@pytest.mark.parametrize("glossaries", [[HOUSE], [HOUSE, HOUSE], [Glossary(), HOUSE], [HOUSE, Glossary()]])
def test_merging_with_nothing_new_changes_nothing(glossaries):
    """One file, the same file twice, an empty glossary."""
    assert merged(glossaries).entries == HOUSE.entries


def test_no_glossary_at_all():
    """Nothing merged is the empty glossary."""
    assert merged([]) == Glossary()


def test_a_contradiction_across_files_names_both():
    """A form that one file accepts and another rejects under another id is refused."""
    strict = parse_csv("id,term,wrong\ncoronavirus-disease,Coronavirus disease,Covid\n", origin="strict.csv")
    with pytest.raises(GlossaryError, match=r"strict\.csv, row 2, column wrong: 'Covid' .* house\.csv, row 3"):
        merged([HOUSE, strict])


def test_the_same_id_may_turn_a_right_form_into_a_wrong_one():
    """Overriding an entry is how a later file changes the house style."""
    strict = parse_csv("term,kind,wrong\nSeoul,place,\nCOVID-19,term,Covid\n", origin="strict.csv")
    assert merged([parse_csv("id,term\nCOVID-19,Covid\n", origin="house.csv"), strict]).entries[0].wrong == ("Covid",)


def test_the_digest_is_of_the_content():
    """Equal content has one digest wherever it was read; any change of a form is another."""
    again = parse_csv("term,kind\nSeoul,place\nCovid,term\nQuad,org\n", origin="elsewhere.csv")
    other = parse_csv("term,kind\nSeoul,place\nCovid,term\nQUAD,org\n", origin="elsewhere.csv")
    assert HOUSE.digest == again.digest
    assert HOUSE.digest != other.digest


def test_of_two_terms_that_differ_by_capitals_the_same_one_is_replaced():
    """An entry takes the place of the one with exactly its term, not of its look-alike."""
    house = parse_csv("term,kind\nLee Jae-myung,person\nLee Jae-Myung,person\n", origin="h.csv")
    project = parse_csv("id,term,kind\nljm,Lee Jae-myung,person\n", origin="p.csv")
    assert [entry.id for entry in merged([house, project]).entries] == ["ljm", "Lee Jae-Myung"]
