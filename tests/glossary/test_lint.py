"""Everything that is wrong or doubtful in a glossary is found at once, and nothing is said about a good one."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import mtqa_tests_strategies as some
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.errors import GlossaryError
from mtqa.glossary import limits, parse_csv
from mtqa.glossary.lenient import MOST_BROKEN, read_leniently
from mtqa.glossary.lint import RULES, Level, lint_bytes, lint_entries, lint_file
from mtqa.glossary.model import Entry, EntryKind, Term
from mtqa.glossary.write_csv import to_csv

ROOT = Path(__file__).parent.parent.parent

BROKEN = """\
id,term,kind,variants,wrong,source_term,source_lang,roles,Noted
han,Han Duck-soo,persn,HDS|PM {exakt},Han Duk Su,한덕수,korean-,,x
han,Kyiv,place,Kiev,,Київ,ua,,
x,,place,a\x07b,,,,,
y,K\N{CYRILLIC SMALL LETTER U}iv,place,,,,,,
z,Odesa,place,,Kiev,,,,,too much
bad,"Od"es",place,,,,,,
seoul,Seoul,place,Hanyang; Keijo,,,,,
s2,Seoul,place,,,,,,
"""


def lint(text):
    """Remarks on a file, as (row, column, rule, level)."""
    data = text if isinstance(text, bytes) else text.encode()
    return [(one.row, one.column, one.rule, one.level.value) for one in lint_bytes(data, origin="g.csv").remarks]


def rules(*entries):
    """Rules that find something in entries, with what they call it."""
    return [(one.rule, one.level.value, one.column, one.id) for one in lint_entries(entries)]


def test_every_mistake_of_a_file():
    """The strict reader stops at the first; here all have their row and column."""
    with pytest.raises(GlossaryError):
        parse_csv(BROKEN, origin="g.csv")
    assert lint(BROKEN) == [
        (1, "Noted", "column", "warning"),
        (2, "kind", "refused", "error"),
        (2, "source_lang", "refused", "error"),
        (2, "variants", "refused", "error"),
        (3, "id", "doubled", "error"),
        (3, "source_lang", "source-language", "warning"),
        (4, "term", "refused", "error"),
        (4, "variants", "refused", "error"),
        (5, "term", "refused", "error"),
        (6, "", "refused", "error"),
        (6, "wrong", "contradiction", "error"),
        (7, "", "refused", "error"),
        (8, "variants", "separator", "warning"),
        (9, "term", "doubled", "error"),
    ]


def test_a_remark_says_what_and_what_to_do():
    """In the words of the reader, without the place, which stands beside it."""
    remarks = lint_bytes(BROKEN.encode(), origin="g.csv").remarks
    (kind,) = (one for one in remarks if one.column == "kind")
    assert kind.message.startswith("unknown kind 'persn'")
    assert str(kind).startswith("row 2, column kind: error refused: unknown kind 'persn'; did you mean 'person'?")
    (doubled,) = (one for one in remarks if (one.row, one.rule) == (9, "doubled"))
    assert (doubled.id, doubled.advice) == ("s2", "make one row of the two")
    assert all("g.csv, row 2, column" not in one.message for one in remarks)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"id,wrod\na,b\n", "no column 'term'"),
        (b"PK\x03\x04rest", "workbook"),
        ("term\nx\n".encode("utf-16"), "UTF-16"),
        (b"term\nx\0y\n", "null byte"),
        (b"term,term\na,b\n", "the column is there twice"),
        (b"term,note\nM\xfcnchen,x\nK\xf6ln,y\n", "not UTF-8 (byte 0xfc)"),
        (b'term\n"a\n', "broken quoting near line 2"),
        (b"\xef\xbb\xbfterm\nM\xfcnchen\n", "line 2: not UTF-8"),
    ],
)
def test_what_is_wrong_with_a_whole_file(data, message):
    """Each is an error, and nothing ends the search."""
    found = [one for one in lint_bytes(data, origin="g.csv").remarks if one.level is Level.ERROR]
    assert message in f"{found[0].message}; {found[0].advice}"
    assert found[0].rule == "refused"


def test_a_file_in_another_encoding_is_read_on():
    """The other mistakes of it are found too."""
    found = lint(b"id,term,kind\na,M\xfcnchen,plaice\nb,K\xf6ln,place\n")
    assert found == [(None, "", "refused", "error"), (2, "kind", "refused", "error")]


def test_broken_quoting_takes_one_row():
    """Rows below a quotation mark that nothing closes are looked at; too many of them are not."""
    text = 'id,term,kind\na,"Aarau,place\nb,Bern,plaice\nc,"Ch"ur",place\nd,Davos,plaice\n'
    assert lint(text) == [
        (2, "", "refused", "error"),
        (3, "kind", "refused", "error"),
        (4, "", "refused", "error"),
        (5, "kind", "refused", "error"),
    ]
    read = read_leniently(("term\n" + '"a\n' * 10_000).encode(), origin="g.csv")
    assert len(read.complaints) == MOST_BROKEN + 1
    assert "not looked at" in read.complaints[-1].message


def test_rows_count_as_a_spreadsheet_counts():
    """Blank rows and cells of several lines do not move what comes below."""
    assert lint('term,kind,note\n\nA,place,"x\ny"\nB,plaice,\n') == [(4, "kind", "refused", "error")]


def test_limits():
    """Of a file with too many rows those within the limit are looked at."""
    with limits.use(limits.Limits(entries=1)):
        assert lint("term,kind\nA,plaice\nB,plaice\n") == [
            (2, "kind", "refused", "error"),
            (3, "", "refused", "error"),
        ]


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (
            [Entry("a", "Kyiv", EntryKind.PLACE, sources=(Term("Київ", ""),))],
            [("source-language", "warning", "source_lang", "a")],
        ),
        (
            [Entry("a", "Kyiv", EntryKind.PLACE, sources=(Term("Київ", "ua"),))],
            [("source-language", "warning", "source_lang", "a")],
        ),
        ([Entry("a", "Kyiv", EntryKind.PLACE, url="kyiv")], [("slip", "warning", "url", "a")]),
        ([Entry("a", "Kyiv", EntryKind.PLACE, note="a\x00b")], [("refused", "error", "note", "a")]),
        ([Entry("a", "윤석열", EntryKind.PERSON)], [("script", "warning", "term", "a")]),
        ([Entry("a", "Kyiv", superseded=("Kiev",))], [("superseded", "note", "superseded", "a")]),
        ([Entry("a", "Kyiv", superseded=("Kiev",), note="until 2022")], []),
        ([Entry("a", "Kyiv"), Entry("a", "Lviv")], [("doubled", "error", "id", "a")]),
        ([Entry("a", "Kyiv"), Entry("b", "Kyiv")], [("doubled", "error", "term", "b")]),
        (
            [Entry("a", "Kyiv", wrong=("Kiev",)), Entry("b", "Chicken Kiev", variants=("Kiev",))],
            [("contradiction", "error", "wrong", "a")],
        ),
        ([Entry("a", "Kyiv", wrong=("Kyiv",))], [("contradiction", "error", "wrong", "a")]),
        # One thing twice, or two of one name.
        ([Entry("a", "Kyiv"), Entry("b", "Kiev", variants=("Kyiv",))], [("shared-form", "warning", "variants", "b")]),
        (
            [Entry("a", "Sejong", EntryKind.PLACE), Entry("b", "Sejong", EntryKind.PERSON)],
            [("shared-form", "note", "term", "b")],
        ),
        (
            [Entry("a", "Lee Jae-myung", variants=("Lee",)), Entry("b", "Lee Nak-yon", variants=("Lee",))],
            [("shared-form", "note", "variants", "b")],
        ),
        ([Entry("a", "Lee Jae-myung"), Entry("b", "Lee Jae Myung")], [("near-duplicate", "warning", "term", "b")]),
        (
            [
                Entry("a", "Yoon Suk-yeol", EntryKind.PERSON, sources=(Term("윤석열", "ko"),)),
                Entry("b", "Yun Sok Yol", EntryKind.PERSON, sources=(Term("윤석열", "ko"),)),
            ],
            [("near-duplicate", "warning", "source_term", "b")],
        ),
        # Namesakes in one language are others in another.
        (
            [
                Entry("a", "Auckland", EntryKind.PLACE, sources=(Term("オークランド", "ja"), Term("奥克兰", "zh"))),
                Entry("b", "Oakland", EntryKind.PLACE, sources=(Term("オークランド", "ja"), Term("奥克蘭市", "zh"))),
            ],
            [],
        ),
        (
            [Entry("a", "Kim Jong Un", variants=("Kim Jong-un, Kim Jong Eun",))],
            [("separator", "warning", "variants", "a")],
        ),
        ([Entry("a", "Kyiv", wrong=("Kiev;Kijev",))], [("separator", "warning", "wrong", "a")]),
        ([Entry("a", "Tucson", variants=("Tucson, Arizona",))], []),
        ([Entry("a", "King", variants=("Martin Luther King, Jr.", "AT&T", "9/11", "Dr. King"))], []),
    ],
)
def test_rules(entries, found):
    """Each rule finds its mistake in its place, and the near miss is left alone."""
    assert rules(*entries) == found


def test_columns_that_have_no_effect():
    """A column of the user's own is fine; one that is nearly ours is most often a slip."""
    assert lint("term,varaints,must flag,desk,comment\nA,B,C,D,E\n") == [
        (None, "kind", "guessed-kind", "note"),
        (1, "varaints", "column", "warning"),
    ]
    assert lint("term,kind,variants,variant of\nA,place,B,C\n") == []


def test_kinds_that_are_guessed():
    """Said once for the file, with the rows."""
    (remark,) = lint_bytes(b"term,kind\nA,\nB,place\nC,\n", origin="g.csv").remarks
    assert (remark.rule, remark.row, remark.level) == ("guessed-kind", None, Level.NOTE)
    assert "the kind of 2 entries is guessed from the term (rows 2, 4)" in remark.message


def test_files_of_other_tools(tmp_path):
    """They are read as an import reads them, and looked at in the same way."""
    text = '{"format": "mtqa-glossary", "version": 1, "entries": [{"id": "a", "term": "A", "url": "x"}]}'
    assert lint(text) == [(1, "url", "slip", "warning")]
    assert lint('{"format": "mtqa-glossary", "version": 1, "entries": [{}]}') == [(None, "", "refused", "error")]
    assert [one.term for one in lint_bytes(b"en\tko\nSeoul\t\xec\x84\x9c\xec\x9a\xb8\n", origin="g.tsv").entries] == [
        "Seoul"
    ]
    (tmp_path / "accept.txt").write_text("Seoul\n", encoding="utf-8")
    (tmp_path / "reject.txt").write_text("Soul\n", encoding="utf-8")
    assert [entry.term for entry in lint_file(tmp_path).entries] == ["Seoul", "Soul"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", "b")
    assert lint(buffer.getvalue())[0][2:] == ("refused", "error")
    with pytest.raises(GlossaryError, match="no such glossary file"):
        lint_file(tmp_path / "none.csv")


@pytest.mark.parametrize("path", ["seeds/glossary.csv", "models/packs/world-affairs.csv"])
def test_our_own_glossaries_are_clean(path):
    """No error, no warning."""
    linted = lint_file(ROOT / path)
    assert len(linted.entries) > 400
    assert [str(one) for one in linted.remarks if one.level is not Level.NOTE] == []


def test_every_rule_that_is_used_is_listed():
    """The list of rules is what there is."""
    text = BROKEN + "k,Kyjiv,place,,,,,,\nl,kyjiv,place,,,,,,\nko,서울,,,,,,,\n"
    used = {one[2] for one in lint(text)}
    assert used <= set(RULES)
    assert {"near-duplicate", "script", "guessed-kind"} <= used


@settings(max_examples=60, deadline=None)
@given(some.glossaries())
def test_a_file_of_ours_is_read_whole(glossary):
    """What the writer writes has no complaint, and the same entries as the strict reader finds."""
    text = to_csv(glossary)
    read = read_leniently(text.encode("utf-8", "surrogatepass"), origin="g.csv")
    assert read.complaints == ()
    assert read.entries == parse_csv(text, origin="g.csv").entries


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.text(st.sampled_from('aB "|;,\\{}é\x07К\n'), max_size=6), min_size=1, max_size=5), max_size=4),
    st.sampled_from(
        ["id,term,kind\n", "term,variants,match\n", "term\n", "term,source_term,source_lang\n", "id;term\n"]
    ),
)
def test_any_file(rows, header):
    """What the strict reader refuses has an error; what it takes has no complaint, and the same entries."""
    text = header + "\n".join(",".join(row) for row in rows)
    linted = lint_bytes(text.encode(), origin="g.csv")
    errors = [str(one) for one in linted.remarks if one.level is Level.ERROR]
    try:
        entries = parse_csv(text, origin="g.csv").entries
    except GlossaryError:
        entries = None
    assert entries is not None or errors
    if entries is not None:
        assert linted.entries == entries
        assert read_leniently(text.encode(), origin="g.csv").complaints == ()


def test_origin_and_row():
    """A row is that of the file, also after a colon in its name."""
    entry = replace(Entry("a", "윤", EntryKind.TERM), origin="c:\\g.csv:7")
    assert lint_entries([entry])[0].row == 7
