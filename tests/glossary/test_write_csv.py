"""Writing the native file: new, and by changing one that is there."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mtqa_tests_strategies import glossaries

from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode, Term, TermStatus
from mtqa.glossary.rows import BASIC
from mtqa.glossary.store_csv import parse_csv
from mtqa.glossary.write_csv import cells_for, to_csv, updated_csv

BERN = Entry("bern", "Bern", EntryKind.PLACE)
CHUR = Entry("chur", "Chur", EntryKind.PLACE)


def parse(text):
    """The entries of a text."""
    return parse_csv(text, origin="g.csv").entries


def update(text, *entries):
    """The text afterwards, which says what it should."""
    new = updated_csv(text, Glossary(tuple(entries)), origin="g.csv")
    assert set(parse(new)) == set(entries)
    return new


def test_a_new_file():
    """Sorted by id whatever the order, LF, the basic columns and no others."""
    text = to_csv(Glossary((CHUR, BERN)))
    assert text == f"{','.join(BASIC)}\nbern,Bern,place,,,,,,\nchur,Chur,place,,,,,,\n"
    assert to_csv(Glossary((BERN, CHUR))) == text
    assert to_csv(Glossary()) == ",".join(BASIC) + "\n"


def test_cells_of_an_entry():
    """Marks say how a form differs from its entry, languages stand before the terms if there are several."""
    entry = Entry(
        "covid",
        "COVID-19",
        variants=("Covid", "covid|19"),
        wrong=("[Cc]ovi[td]t? {2}",),
        sources=(
            Term("코로나", "ko"),
            Term("신종", "ko", TermStatus.ADMITTED),
            Term("武漢", "ja", TermStatus.DEPRECATED),
        ),
        match=MatchMode.INFLECTED,
        exceptions=(
            FormRule("Covid", MatchMode.EXACT, CaseRule.SAME_CASE),
            FormRule("[Cc]ovi[td]t? {2}", MatchMode.PATTERN, CaseRule.AS_WRITTEN),
        ),
        watch=True,
        must_flag=("Two\nlines.", "a | b"),
        extra=(("colour", "red"),),
    )
    cells = cells_for(entry)
    assert cells["variants"] == "Covid {exact same-case}|covid\\|19"
    assert cells["wrong"] == "[Cc]ovi[td]t? {2} {pattern}"
    assert cells["source_term"] == "ko:코로나|ko:신종|ja:武漢 {deprecated}"
    assert "source_lang" not in cells
    assert (cells["match"], cells["watch"], cells["must_flag"]) == ("inflected", "yes", "Two\nlines.|a \\| b")
    assert parse(to_csv(Glossary((entry,)))) == (entry,)


@pytest.mark.parametrize(
    ("text", "entries", "expected"),
    [
        ("term\nBern\n", [replace(BERN, id="Bern"), replace(CHUR, id="Chur")], "term\nBern\nChur\n"),
        ("id,term\nbern,Bern", [replace(BERN, kind=EntryKind.PERSON), CHUR], None),
        (
            "id;term;kind\r\n\r\nbern;Bern;place\r\n",
            [BERN, CHUR],
            "id;term;kind\r\n\r\nbern;Bern;place\r\nchur;Chur;place\r\n",
        ),
        ("id,term,kind\nbern,Bern,place", [BERN, CHUR], "id,term,kind\nbern,Bern,place\nchur,Chur,place"),
        ("id,term,kind\nchur,Chur,place\n\n", [BERN, CHUR], "id,term,kind\nbern,Bern,place\nchur,Chur,place\n\n"),
        (
            "id,term,kind\nb,Basel,place\na,Aarau,place\n",
            None,
            "id,term,kind\nb,Basel,place\na,Aarau,place\nbern,Bern,place\n",
        ),
        ("id,term,kind\n", [BERN], "id,term,kind\nbern,Bern,place\n"),
        ("kind,term,note,id,mine\nplace,Bern,x,bern,y\n", [], "kind,term,note,id,mine\n"),
        (
            'ID , Term,Type,\n"bern","Bern",city,\n',
            [BERN, CHUR],
            'ID , Term,Type,\n"bern","Bern",city,\nchur,Chur,place,\n',
        ),
    ],
)
def test_a_change_of_a_file(text, entries, expected):
    """Rows that stay keep their bytes; new ones go where the order has them."""
    entries = [*parse(text), BERN] if entries is None else entries
    new = update(text, *entries)
    if expected is not None:
        assert new == expected


def test_a_new_column_is_added_to_every_row():
    """The rest of the rows stays as it was, short rows get as many cells as the header."""
    text = 'term,kind,mine\n"Bern",place,"x"\nChur\n'
    bern, chur = parse(text)
    new = update(text, replace(bern, variants=("Berne",)), chur, Entry("x", "Xanten", EntryKind.PLACE))
    assert new.splitlines() == [
        "term,kind,mine,id,variants",
        "Bern,place,x,,Berne",
        "Chur,,,,",
        "Xanten,place,,x,",
    ]


def test_what_follows_from_a_term_is_written_when_the_term_changes():
    """An id or a kind that no cell gives stays what it was."""
    text = "term,kind,note\nNorth Bern,,x\n"
    (entry,) = parse(text)
    assert (entry.id, entry.kind) == ("North Bern", EntryKind.PLACE)
    new = update(text, replace(entry, term="capital"))
    assert new == "term,kind,note,id\ncapital,place,x,North Bern\n"


def test_an_id_that_another_row_takes_away():
    """Where a new row changes what the ids of others follow from, they get to say them."""
    text = "term,kind\nBern,place\n"
    (entry,) = parse(text)
    update(text, entry, Entry("Bern (place)", "Bern", EntryKind.PERSON), Entry("Chur", "Bern", EntryKind.TERM))


def test_cells_that_say_the_same_stay_as_they_are():
    """Of a changed row only the cells that changed are written anew."""
    text = "id,term,variants,roles\nbern,Bern,Berne | Berna,capital|  city\n"
    (entry,) = parse(text)
    assert update(text, replace(entry, roles=("town",))) == "id,term,variants,roles\nbern,Bern,Berne | Berna,town\n"


@settings(max_examples=80, deadline=None)
@given(old=glossaries(), new=glossaries(), delimiter=st.sampled_from(",;\t"), end=st.sampled_from(["\n", "\r\n"]))
def test_any_file_can_become_any_glossary(old, new, delimiter, end):
    """Whatever is in the file, afterwards it says what it should; and a change back says what it did."""
    rows = csv.reader(io.StringIO(to_csv(old), newline=""))
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    text = buffer.getvalue()
    assert set(parse(text)) == set(old.entries)
    there = updated_csv(text, new, origin="g.csv")
    assert set(parse(there)) == set(new.entries)
    assert set(parse(updated_csv(there, old, origin="g.csv"))) == set(old.entries)
    assert updated_csv(text, old, origin="g.csv") == text
