"""Reading the glossary file: what is accepted, and what is refused in which words."""

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.model import EntryKind, Term
from mtqa.glossary.store_csv import load_csv, parse_csv


def parse(text):
    """The glossary in ``text``."""
    return parse_csv(text, origin="g.csv")


def refused(text):
    """The message with which ``text`` is refused."""
    with pytest.raises(GlossaryError) as caught:
        parse(text)
    return str(caught.value)


def test_every_column_is_read():
    """All known columns arrive in their fields, unknown ones in extra, and the row in origin."""
    (entry,) = parse(
        "id,term,kind,variants,wrong,source_term,source_lang,roles,note,colour\n"
        'ysy,Yoon Suk-yeol,person,Yoon Suk Yeol|Yoon Seok-youl,Yun Sook-yul,윤석열,ko,President|leader,"a, b",red\n'
    ).entries
    assert entry.id == "ysy"
    assert entry.term == "Yoon Suk-yeol"
    assert entry.kind is EntryKind.PERSON
    assert entry.variants == ("Yoon Suk Yeol", "Yoon Seok-youl")
    assert entry.wrong == ("Yun Sook-yul",)
    assert entry.sources == (Term("윤석열", "ko"),)
    assert entry.roles == ("President", "leader")
    assert entry.note == "a, b"
    assert entry.extra == (("colour", "red"),)
    assert entry.origin == "g.csv:2"


@pytest.mark.parametrize(
    "text",
    [
        "term,kind\nSeoul,place\n",
        "\N{ZERO WIDTH NO-BREAK SPACE}term,kind\nSeoul,place\n",
        "term;kind\nSeoul;place\n",
        "term\tkind\nSeoul\tplace\n",
        " TERM , Kind \n Seoul , Place \n",
        "Term,Type\nSeoul,LOC\n",
        "kind,term,\nplace,Seoul,\n",
        "term,kind\r\nSeoul,place\r\n",
        '"term","kind"\n"Seoul","place"\n',
        "term,kind,,\n\nSeoul,place,,\n,,,\n",
        "term,kind\nSeoul,place,,,",
    ],
)
def test_the_same_entry_however_a_spreadsheet_writes_it(text):
    """Delimiters, quoting, case of the header, blank rows and empty trailing cells do not matter."""
    (entry,) = parse(text).entries
    assert (entry.term, entry.kind, entry.id, entry.extra) == ("Seoul", EntryKind.PLACE, "Seoul", ())


def test_a_semicolon_inside_a_comma_file_is_text():
    """The delimiter is the one under which the header has a term column."""
    (entry,) = parse("term,note; more; and; more\nSeoul,a;b\n").entries
    assert entry.term == "Seoul"
    assert entry.extra == (("note; more; and; more", "a;b"),)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("people", EntryKind.PERSON),
        ("PER", EntryKind.PERSON),
        ("gpe", EntryKind.PLACE),
        ("City", EntryKind.PLACE),
        ("organization", EntryKind.ORGANISATION),
        ("ORG", EntryKind.ORGANISATION),
        ("agreement", EntryKind.EVENT),
        ("disease", EntryKind.TERM),
        ("work-of-art", EntryKind.WORK),
        *((kind.value, kind) for kind in EntryKind),
    ],
)
def test_kinds_in_other_words(value, kind):
    """Usual words for a kind are understood, in any case."""
    assert parse(f"term,kind\nx,{value}\n").entries[0].kind is kind


def test_an_unknown_kind_names_row_column_value_and_the_nearest():
    """A misspelt kind is refused with the one that was probably meant."""
    message = refused("term,kind\nSeoul,place\nTokyo,plaace\n")
    assert message.startswith("g.csv, row 3, column kind: unknown kind 'plaace'; did you mean 'place'?")


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        ("Eun Sook", EntryKind.PERSON),
        ("Yoon Suk-yeol", EntryKind.PERSON),
        ("Ursula von der Leyen", EntryKind.PERSON),
        ("Зураб Чавчавадзе", EntryKind.PERSON),
        ("President Biden", EntryKind.PERSON),
        ("Sejong Institute", EntryKind.ORGANISATION),
        ("Bank of Korea", EntryKind.ORGANISATION),
        ("Institute for National Strategy", EntryKind.ORGANISATION),
        ("NK News", EntryKind.ORGANISATION),
        ("Pyongyang", EntryKind.PLACE),
        ("Jeju Island", EntryKind.PLACE),
        ("Mount Paektu", EntryKind.PLACE),
        ("North Korea", EntryKind.PLACE),
        ("Korean War", EntryKind.EVENT),
        ("Indo-Pacific Economic Framework", EntryKind.TERM),
        ("Terminal High Altitude Area Defense", EntryKind.TERM),
        ("House of Cards", EntryKind.TERM),
        ("THAAD", EntryKind.TERM),
        ("COVID-19", EntryKind.TERM),
        ("Covid-19", EntryKind.TERM),
        ("ballistic missile", EntryKind.TERM),
        ("supply chain", EntryKind.TERM),
        ("iPhone", EntryKind.TERM),
        ("윤석열", EntryKind.TERM),
        ("A", EntryKind.TERM),
        ("38", EntryKind.TERM),
    ],
)
def test_a_missing_kind_is_guessed(term, kind):
    """A file with terms alone still has names in it; an empty cell and no column are the same."""
    assert parse(f"term\n{term}\n").entries[0].kind is kind
    assert parse(f"term,kind\n{term},\n").entries[0].kind is kind


def test_a_missing_id_is_the_term():
    """A missing id is the term itself; with the kind, then a number, where another row has it."""
    glossary = parse(
        "id,term,kind\n,Łódź & Co.,org\n,Yunnan,place\n,Yunnan,org\nParis,Paris Hilton,person\n,Paris,place\n"
    )
    ids = [entry.id for entry in glossary.entries]
    assert ids == ["Łódź & Co.", "Yunnan", "Yunnan (organisation)", "Paris", "Paris (place)"]


def test_forms_are_trimmed_and_said_once():
    """Empty forms between separators and repetitions of the term are dropped."""
    (entry,) = parse("term,variants,roles\n  Kim  Jong Un ,Kim Jong-un| Kim Jong Un ||Kim Jong-un|, a | a |b\n").entries
    assert entry.term == "Kim Jong Un"
    assert entry.variants == ("Kim Jong-un",)
    assert entry.roles == ("a", "b")


def test_a_note_may_have_lines_and_rows_are_counted_as_a_spreadsheet_does():
    """A cell with line breaks is one row, and a blank line is a row."""
    glossary = parse('term,note\nSeoul,"one\ntwo"\n\nTokyo,\n')
    assert [entry.origin for entry in glossary.entries] == ["g.csv:2", "g.csv:4"]
    assert glossary.entries[0].note == "one\ntwo"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "g.csv: empty"),
        ("\n \n", "g.csv: empty"),
        ("name,kind\nSeoul,place\n", "g.csv, row 1: no column 'term'; the first row must name the columns"),
        ("Seoul\nTokyo\n", "g.csv, row 1: no column 'term'"),
        ("term,Kind,TYPE\n", "g.csv, row 1, column kind: the column is there twice ('TYPE')"),
        ("term,Term\n", "g.csv, row 1, column term: the column is there twice"),
        ("term,x,x\n", "g.csv, row 1, column x: the column is there twice"),
        ("term,kind\nSeoul,place\n,place\n", "g.csv, row 3, column term: empty"),
        ("term\nSeoul\n–\n", "g.csv, row 3, column term: empty"),
        ("term\nSeo\x07ul\n", "g.csv, row 2, column term: a control character (U+0007) at position 4"),
        ("term,note\nSeoul,\x1b[31m\n", "g.csv, row 2, column note: a control character (U+001B)"),
        ('term\n"Seo\nul"\n', "g.csv, row 2, column term: a control character (U+000A)"),
        ("term,variants\nSeoul,Se\N{LINE SEPARATOR}oul\n", "g.csv, row 2, column variants: a control character (U+2028)"),
        ("term\nSeo\ud800ul\n", "g.csv, row 2, column term: a control character (U+D800)"),
        ("term,kind\nSeoul,place,oops\n", "g.csv, row 2: 3 cells, but the header has 2"),
        ('term\nTokyo\n"Seo"ul\n', "g.csv, row 3: broken quoting near line 3"),
        ('term\nTokyo\n"Seoul\nPusan\n', "g.csv, row 3: broken quoting near line 4"),
        ('term\n"' + "x" * 200_000, "g.csv, row 2: a cell of more than 131,072 characters"),
        ("term\n" + "x" * 1001 + "\n", "g.csv, row 2, column term: a form of 1,001 characters"),
        ("term,variants\na," + "b|" + "x" * 1001 + "\n", "g.csv, row 2, column variants: a form of 1,001 characters"),
        ("id,term\na,Seoul\na,Tokyo\n", "g.csv, row 3, column id: 'a' is the id of g.csv, row 2 too ('Seoul')"),
        ("term,kind\nSeoul,place\nTokyo,place\nSeoul,city\n", "g.csv, row 4, column term: 'Seoul' is in g.csv, row 2"),
        ("id,term,kind\na,Xi’an,place\nb,Xi'an,place\n", "g.csv, row 3, column term"),
        ("term,wrong\nCovid,Covid\n", "g.csv, row 2, column wrong: 'Covid' is listed as wrong here and as right in g.csv, row 2"),
        ("term,variants,wrong\nSeoul,,\nA,B,Seoul\n", "g.csv, row 3, column wrong: 'Seoul'"),
        ("term,variants,wrong\nSeoul,,B\nA,B,\n", "g.csv, row 2, column wrong: 'B'"),
    ],
)  # fmt: skip
def test_refusals_name_the_place(text, message):
    """Each mistake is refused with file, row and column."""
    assert refused(text).startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "term,wrong\nCovid,covid\n",
        "term,wrong\nKim Jong Un,Kim Jong-un\n",
        "term,wrong\nŁódź,Lodz\n",
        "id,term,kind\n,Georgia,place\n,Georgia,person\n",
        "term,variants\nKim Jong Un,Kim\nKim Il Sung,Kim\n",
        "term,wrong\nCovid,Kovid\nCOVID-19,Kovid\n",
        "term\nC\nC++\n",
        "term\n",
    ],
)
def test_what_only_looks_like_a_conflict_is_accepted(text):
    """House styles of case, hyphen or accent, homonyms and shared variants are no mistakes."""
    assert len(parse(text).entries) == text.count("\n") - 1


def test_too_many_entries():
    """The limit is named with the row that passes it."""
    with limits.use(limits.Limits(entries=2)):
        assert refused("term\na\nb\nc\n").startswith("g.csv, row 4: more than 2 entries")
        assert len(parse("term\na\nb\n").entries) == 2


def load_refused(path):
    """The message with which the file is refused, without the path it begins with."""
    with pytest.raises(GlossaryError) as caught:
        load_csv(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    return message.removeprefix(str(path))


def test_load_reads_utf_8_with_or_without_mark(tmp_path):
    """Origin is the path as given."""
    path = tmp_path / "g.csv"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text("term,source_term\nSeoul,서울\n", encoding=encoding)
        (entry,) = load_csv(path).entries
        assert (entry.source_term, entry.origin) == ("서울", f"{path}:2")


def test_a_missing_file_and_a_folder(tmp_path):
    """Path mistakes are told apart."""
    assert "no such glossary file" in load_refused(tmp_path / "none.csv")
    assert "a folder, not a glossary" in load_refused(tmp_path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", ": empty"),
        (b"\xef\xbb\xbf", ": empty"),
        (b"PK\x03\x04\x14\x00", ": a spreadsheet workbook or zip file"),
        ("term\nSeoul\n".encode("utf-16"), ": encoded as UTF-16"),
        (b"term\nSe\0oul\n", ": a binary file, not CSV (null byte at offset 7)"),
        ("term\nSeoul\nMálaga\n".encode("cp1252"), ", line 3: not UTF-8 (byte 0xe1)"),
        (b"\xef\xbb\xbf" + "term\nSeoul\nMálaga\n".encode("cp1252"), ", line 3: not UTF-8 (byte 0xe1)"),
        (b"\xef\xbb\xbfterm\nSeoul\n\xff", ", line 3: not UTF-8 (byte 0xff)"),
        (b"\x89PNG\r\n\x1a\n\0\0", ": a binary file"),
    ],
)
def test_files_that_are_no_utf_8_csv(tmp_path, data, message):
    """What the file seems to be, and where it goes wrong."""
    path = tmp_path / "g.csv"
    path.write_bytes(data)
    assert load_refused(path).startswith(message)


def test_a_file_that_is_too_large(tmp_path):
    """The size is checked before the content."""
    path = tmp_path / "g.csv"
    path.write_bytes(b"\xff" * 11)
    with limits.use(limits.Limits(bytes=10)):
        assert "larger than" in load_refused(path)
