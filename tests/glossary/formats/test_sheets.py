"""Spreadsheets as people have them, saved as CSV or TSV."""

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary.formats import csv_
from mtqa.glossary.formats.csv_ import guarded, restored
from mtqa.glossary.formats.files import export_bytes, import_file
from mtqa.glossary.formats.headers import is_native
from mtqa.glossary.formats.languages import language_named
from mtqa.glossary.model import CaseRule, Entry, EntryKind, Glossary, TermStatus


def read(text, **options):
    """What the CSV reader makes of ``text``."""
    return csv_.read(text.encode(), origin="g.csv", **options)


def shape(entry):
    """The parts of an entry that a bilingual sheet can say."""
    return entry.term, entry.variants, entry.wrong, [(term.text, term.lang) for term in entry.sources]


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("Korean,English", "ko"),
        ("KO,EN", "ko"),
        ("ko-KR,en-US", "ko-KR"),
        ("Korean name,English name", "ko"),
        ("Korean (source),English (target)", "ko"),
        ("Term [ko],Term [en]", "ko"),
        ("source_ko,target_en", "ko"),
        ("한국어,영어", "ko"),
        ("Korean,Translation", "ko"),
        ("Source,Target", ""),
        ("Source term,Target term", ""),
        ("Original,English", ""),
        ("Term,Translation", ""),
        ("Source,English", ""),
        (" SOURCE , english ", ""),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_named_by_language_or_side(header, lang, delimiter):
    """However the two columns are named, the English one is the term and the other its source term."""
    text = f"{header}\n윤석열,Yoon Suk Yeol\n평양,Pyongyang\n".replace(",", delimiter)
    imported = read(text)
    assert [shape(entry) for entry in imported.entries] == [
        ("Yoon Suk Yeol", (), (), [("윤석열", lang)]),
        ("Pyongyang", (), (), [("평양", lang)]),
    ]
    assert [entry.kind for entry in imported.entries] == [EntryKind.PERSON, EntryKind.PLACE]
    assert imported.lost == ()


def test_the_order_of_the_columns_does_not_matter_and_titles_may_stand_above():
    """A title and an empty row stand over the header; the English column comes last but one."""
    (entry,) = read(
        "Our glossary 2026,,,\n,,,\nNotes,Korean,English,Status\npresident,윤석열,Yoon Suk Yeol,ok\n"
    ).entries
    assert shape(entry) == ("Yoon Suk Yeol", (), (), [("윤석열", "ko")])
    assert entry.note == "president"
    assert entry.origin == "g.csv:4"


def test_status_words_say_which_forms_are_right():
    """Rows of one source term are one concept; their status words say what each form is."""
    (entry,) = read(
        "Korean,English,Status\n평양,Pyeongyang,admitted\n평양,Pyongyang,Preferred\n평양,Pyengyang,do not use\n평양,Heijo,obsolete\n"
    ).entries
    assert (entry.term, entry.variants, entry.wrong, entry.superseded) == (
        "Pyongyang",
        ("Pyeongyang",),
        ("Pyengyang",),
        ("Heijo",),
    )


def test_an_unknown_status_is_kept_and_changes_nothing():
    """A word that is no status, such as one of a workflow, is kept in a column of its own."""
    (entry,) = read("English,Korean,Status\nSeoul,서울,to be checked\n").entries
    assert entry.term == "Seoul"
    assert entry.extra == (("status", "to be checked"),)


@pytest.mark.parametrize(
    "header", ["Forbidden", "Do not use", "Wrong forms", "English (forbidden)", "Deprecated terms"]
)
def test_a_column_of_forbidden_forms(header):
    """Cells of such a column are wrong forms; several stand between semicolons or bars."""
    (entry,) = read(f"English,{header}\nYoon Suk Yeol,Yun Sook-yul; Eun Sook-eol\n").entries
    assert entry.wrong == ("Yun Sook-yul", "Eun Sook-eol")


def test_a_forbidden_flag_is_about_the_term_of_its_row():
    """Yes in "Forbidden" makes the term wrong; no does nothing; neither becomes a form."""
    (entry,) = read("Korean,English,Forbidden\n평양,Pyongyang,no\n평양,Pyengyang,yes\n").entries
    assert shape(entry) == ("Pyongyang", (), ("Pyengyang",), [("평양", "ko")])


def test_synonyms_several_languages_and_two_englishes():
    """Synonyms are variants, each language a source term, American English the preferred of two."""
    (entry,) = read(
        "en-US,en-GB,ko,zh-Hant,Synonyms,Type,Case sensitive\nlabor party,labour party,노동당,勞動黨,LP|L.P.,org,yes\n"
    ).entries
    assert entry.term == "labor party"
    assert entry.variants == ("labour party", "LP", "L.P.")
    assert [(term.text, term.lang) for term in entry.sources] == [("노동당", "ko"), ("勞動黨", "zh-Hant")]
    assert entry.kind is EntryKind.ORGANISATION
    assert entry.case is CaseRule.SAME_CASE


def test_one_row_per_term_with_a_language_column():
    """A term base exported as a long table: rows of one id are one concept."""
    (entry,) = read(
        "Concept ID,Language,Term,Status\n7,en,Seoul,preferred\n7,ko,서울,preferred\n7,en,Soul,forbidden\n"
    ).entries
    assert (entry.id, entry.term, entry.wrong) == ("7", "Seoul", ("Soul",))
    assert [(term.text, term.lang) for term in entry.sources] == [("서울", "ko")]


def test_the_direction_may_be_the_other_one():
    """Language cells in each row turn a pair round that is English first."""
    (entry,) = read("Source,Target,Source language,Target language\nSeoul,서울,en,ko\n").entries
    assert shape(entry) == ("Seoul", (), (), [("서울", "ko")])


def test_one_name_of_two_source_languages_is_one_entry():
    """The same English name in two rows gathers its source terms."""
    (entry,) = read("Source,Target\n윤석열,Yoon Suk Yeol\n尹锡悦,Yoon Suk Yeol\n", source_lang="ko").entries
    assert [(term.text, term.status) for term in entry.sources] == [
        ("윤석열", TermStatus.PREFERRED),
        ("尹锡悦", TermStatus.ADMITTED),
    ]


def test_unknown_columns_are_kept_under_names_that_are_free():
    """A definition is kept as it is; a column called like one of mtqa's own gets another name."""
    (entry,) = read("English,Korean,Definition,Context,Link\nSeoul,서울,a city,He went to Seoul,see wiki\n").entries
    assert dict(entry.extra) == {
        "Definition": "a city",
        "Context (imported)": "He went to Seoul",
        "reference": "see wiki",
    }
    assert entry.context == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("서울,", "left out: no term in the language of the articles (row 3)"),
        ("서울,Se\x07oul", "left out: a control character (U+0007) in a term (row 3)"),
        ("서울,S\N{CYRILLIC SMALL LETTER IE}oul", "left out: letters of two scripts"),
        ("서울," + "x" * 1001, "left out: a term of more than 1,000 characters (row 3)"),
    ],
)
def test_a_row_that_makes_no_entry_is_left_out_and_named(row, reason):
    """One bad row does not stop the others."""
    imported = read(f"Korean,English\n평양,Pyongyang\n{row}\n")
    assert [entry.term for entry in imported.entries] == ["Pyongyang"]
    assert len(imported.lost) == 1
    assert imported.lost[0].startswith(reason)


def test_only_forbidden_forms_make_no_entry():
    """An entry needs a right form."""
    imported = read("Korean,English,Status\n평양,Pyengyang,forbidden\n")
    assert imported.entries == ()
    assert "an entry needs a right one (row 2)" in imported.lost[0]


@pytest.mark.parametrize(
    ("header", "native"),
    [
        ("term", True),
        ("term,kind", True),
        ("id,term,variants,wrong,Status", True),
        ("term,Definition,colour", True),
        ("term,translation", False),
        ("term,Korean", False),
        ("Term,Notes,Forbidden", False),
        ("English,Korean", False),
    ],
)
def test_which_headers_are_mtqas_own(header, native):
    """A header is mtqa's own unless another column changes what ``term`` means."""
    assert is_native(header.split(","), target_lang="en") is native


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("English", ("en", "")),
        ("EN-US", ("en-US", "")),
        ("English (UK)", ("en-GB", "")),
        ("Chinese (Simplified)", ("zh-Hans", "")),
        ("Korean synonyms", ("ko", "synonyms")),
        ("ID", ("", "id")),
        ("No.", ("", "no")),
        ("is it used", ("", "is it used")),
        ("Notes", ("", "notes")),
        ("polish", ("pl", "")),
    ],
)
def test_languages_in_headers(header, expected):
    """Names and codes are languages; common words that are codes too are not."""
    assert language_named(header) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding, tmp_path):
    """UTF-8 with and without a mark, and UTF-16 with one, are read alike."""
    path = tmp_path / "g.csv"
    path.write_bytes("Korean,English\r\n서울,Seoul\r\n".encode(encoding))
    (entry,) = import_file(path).entries
    assert shape(entry) == ("Seoul", (), (), [("서울", "ko")])


def test_windows_1252_is_refused_with_the_way_out(tmp_path):
    """No encoding is guessed; the message says how to save the file."""
    path = tmp_path / "g.csv"
    path.write_bytes("French,English\nÉlysée,Élysée\n".encode("cp1252"))
    with pytest.raises(GlossaryError, match=r"g\.csv.*CSV UTF-8"):
        import_file(path, format="csv")


def test_line_breaks_in_cells_do_not_shift_row_numbers():
    """A quoted cell with a line break is one row; in a column of terms it separates them."""
    imported = read('Korean,English,Notes\n서울,"Seoul\nSoul","one\ntwo"\n평양,,\n')
    assert shape(imported.entries[0])[:2] == ("Seoul", ("Soul",))
    assert imported.entries[0].note == "one\ntwo"
    assert "(row 3)" in imported.lost[0]


EXACT = ["-san", "'s-Hertogenbosch", "+1", "=cmd|' /C calc'!A0", "@home", "'-tje", "''-x", "'", "-", "1-2", "'quoted'"]


@pytest.mark.parametrize("cell", [*EXACT, "\tx", "\rx", ""])
def test_guard_is_undone_exactly(cell):
    """restored(guarded(x)) == x, and no guarded cell begins with a sign that runs."""
    assert restored(guarded(cell)) == cell
    assert guarded(cell)[:1] not in tuple("=+-@\t\r")


def test_names_that_look_like_formulas_survive_a_spreadsheet():
    """Terms, variants and notes with such signs come back letter for letter."""
    pytest.importorskip("mtqa.glossary.write_csv")
    glossary = Glossary(tuple(Entry(id=term, term=term, note=term) for term in EXACT if term not in ("'", "-")))
    data = export_bytes(glossary, "csv").data
    assert b"\n'=cmd" in data or b"'=cmd" in data
    assert set(csv_.read(data, origin="g").entries) == set(glossary.entries)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("foo,bar\nbaz,qux\n", "no row that names the columns"),
        ("English,Korean\n" + "x" * 3_000_000, "characters in one line"),
        (",".join(f"c{n}" for n in range(100_000)) + "\n", "columns; at most"),
        ('English,Korean\n"Seoul,서울\n', "quoting"),
        ("", "empty"),
        ("English\0,Korean\n", "null"),
    ],
)
def test_what_is_no_table_is_refused_quickly(text, said):
    """Hostile and broken tables give one message."""
    with pytest.raises(GlossaryError, match=said):
        read(text)


def test_columns_that_mean_nothing_are_named():
    """What is kept without effect is said, for a heading that mtqa does not know may hold forms."""
    imported = read("Korean,English,Auch,Datum\n윤석열,Yoon Suk Yeol,Yun,1.2.\n")
    assert imported.entries[0].extra == (("Auch", "Yun"), ("Datum", "1.2."))
    (sentence,) = imported.lost
    assert "2 columns" in sentence
    assert "'Auch', 'Datum'" in sentence


def test_headings_of_several_columns_may_stand_above_the_header():
    """Merged headings over groups of columns do not hide the row that names each column."""
    text = "Languages,,,Remarks,\nKorean,Chinese,English,Do NOT use!,Notes\n윤석열,尹锡悦,Yoon Suk Yeol,Yun,president\n"
    (entry,) = read(text).entries
    assert (entry.term, entry.wrong, entry.note) == ("Yoon Suk Yeol", ("Yun",), "president")


@pytest.mark.parametrize("above", ["서울,Seoul,capital,x,y\n", "서울,Seoul,capital\n"])
def test_no_header_is_looked_for_below_a_row_of_data(above):
    """Terms that look like names of columns are terms, where a row as wide stands above them."""
    with pytest.raises(GlossaryError, match="no row that names the columns"):
        read(f"{above}Korean,English,Notes\n")


@pytest.mark.parametrize("cell", ["BRI, OBOR", "BRI / OBOR"])
def test_a_comma_or_slash_between_forms_is_pointed_out(cell):
    """It may be part of a form, so it is kept; somebody has to look."""
    imported = read(f'English;Also\nBelt and Road Initiative;"{cell}"\n')
    assert imported.entries[0].variants == (cell,)
    assert imported.lost == (
        "a comma or slash counts as part of a form; where it divides forms, write | instead (row 2)",
    )


@pytest.mark.parametrize(
    "header", ["Koreanisch,Englisch", "coréen,anglais", "한국어,영어", "韩语,英语", "Korean (Hangul),English"]
)
def test_languages_under_names_of_other_languages(header):
    """Headings are in the language of the desk."""
    assert shape(read(f"{header}\n서울,Seoul\n").entries[0]) == ("Seoul", (), (), [("서울", "ko")])


def test_an_old_encoding_is_named(tmp_path):
    """The message says in which line, and what to do."""
    path = tmp_path / "g.csv"
    path.write_bytes("Deutsch;Englisch\nMünchen;Munich\n".encode("cp1252"))
    with pytest.raises(GlossaryError, match=r"line 2: not UTF-8.*save it as"):
        import_file(path)


def test_json_of_another_program_is_no_vocabulary(tmp_path):
    """A list of lists is no list of regular expressions."""
    path = tmp_path / "g.json"
    path.write_text('[["a", "b"]]', encoding="utf-8")
    with pytest.raises(GlossaryError, match="JSON, but no glossary"):
        import_file(path)


def test_only_workbooks_have_sheets(tmp_path):
    """A sheet of a CSV file is a slip."""
    path = tmp_path / "g.csv"
    path.write_text("Korean,English\n서울,Seoul\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="leave out --sheet"):
        import_file(path, sheet="Names")
