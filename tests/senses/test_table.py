"""The table that mtqa ships, and what the reader of such a table refuses."""

import re

import pytest

from mtqa.checks.wrong_sense import LANGUAGES
from mtqa.senses.table import COLUMNS, read_table, sense_table

GROUPS = """
[sets]
cities = "paris rome"

[groups.g]
title = "A group"
margin = 1.0
reference = "A book"
"""
ROW = "a/b\tg\tn\ta\tb\tnear=@cities\tfr\tminor\tnote"


def test_size_and_references():
    """At least 400 pairs; every group has rows, a reference with a year or a series, and a margin above zero."""
    pairs = sense_table().pairs
    assert len({(pair.wrong, pair.right) for pair in pairs}) >= 400
    for group in {pair.group for pair in pairs}:
        assert re.search(r"\d{4}|Publication", group.reference), group.id
        assert 0 < group.margin <= 5
        assert sum(pair.group == group for pair in pairs) >= 10


@pytest.mark.parametrize("pair", sense_table().pairs, ids=lambda pair: pair.id)
def test_rows(pair):
    """A row has known languages, lower-case wrong forms, and no candidate that is also a wrong form of it."""
    assert set(pair.languages) <= set(LANGUAGES)
    assert pair.wrong == pair.wrong.lower()
    assert pair.severity in {"minor", "major"}
    surfaces = {" ".join(surface) for surface, _ in pair.surfaces}
    assert surfaces.isdisjoint(pair.right)


HEADER = "\t".join(COLUMNS)


def write(folder, *rows, header=HEADER):
    """A table of these rows on disk."""
    (folder / "t.tsv").write_text("\n".join([header, "# a comment", *rows]), encoding="utf-8")
    (folder / "t.toml").write_text(GROUPS, encoding="utf-8")
    return folder / "t.tsv", folder / "t.toml"


def test_reads_a_table(tmp_path):
    """A row is found by the first word of each of its forms."""
    table = read_table(*write(tmp_path, ROW))
    assert [(surface, pair.id) for surface, _, pair in table.beginning_with("as")] == [(("as",), "a/b")]
    assert table.beginning_with("b") == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW + "\tmore", "10 fields"),
        (ROW.replace("\tg\t", "\tnone\t"), "no group 'none'"),
        (ROW.replace("\tb\t", "\ta\t"), "differ"),
        (ROW.replace("\tfr\t", "\t\t"), "no source language"),
        (ROW.replace("@cities", "@towns"), "no set @towns"),
        (ROW.replace("\tn\t", "\tq\t"), "'q'"),
        (ROW.replace("minor", "tiny"), "'tiny'"),
    ],
)
def test_refuses_a_row(tmp_path, row, message):
    """The message names the file, the line and the reason."""
    with pytest.raises(ValueError, match=rf"t\.tsv:3: .*{re.escape(message)}"):
        read_table(*write(tmp_path, row))


def test_refuses_an_id_twice(tmp_path):
    """Ids are unique."""
    with pytest.raises(ValueError, match=r"t\.tsv:4: the id 'a/b' is taken"):
        read_table(*write(tmp_path, ROW, ROW))


def test_refuses_another_header(tmp_path):
    """Columns in another order are not guessed."""
    with pytest.raises(ValueError, match="header"):
        read_table(*write(tmp_path, ROW, header="id\twrong"))
