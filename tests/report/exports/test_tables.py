"""CSV and XLSX: one row per finding with its decision, text that stays text."""

import csv
import io

import openpyxl

from mtqa.report.exports import FORMS, Which
from mtqa.report.exports.common import COLUMNS

STATES = ["confirmed", "unsure", "suspected", "dismissed", "switched off"]


def rows_of_csv(text):
    """The rows as a program reads them."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def book_of(data):
    """The workbook."""
    return openpyxl.load_workbook(io.BytesIO(data))


def test_csv_has_a_row_for_each_finding(reviewed):
    """In the order of the article, with state, change and decision; Excel is told that it is UTF-8."""
    text = FORMS["csv"].write([reviewed])
    assert text.startswith("\ufefffile,line,")
    assert text.count("\r\n") == 6
    rows = rows_of_csv(text)
    assert [row["state"] for row in rows] == STATES
    first = rows[0]
    assert first["file"] == "articles/visit.txt"
    assert (first["line"], first["column"]) == ("3", "4")
    assert (first["was"], first["should be"]) == ("Eun Sook-eol", "Yoon Suk-yeol")
    assert (first["note"], first["decided by"]) == ("as the ministry writes it", "Anna")
    assert first["sentence"] == "Mr Eun Sook-eol met 🇰🇷 envoys."
    assert rows[1]["should be"] == ""
    assert rows[4]["should be"] == "(delete)"
    assert rows[4]["note"] == "marked in the article"


def test_which_narrows(reviewed):
    """Confirmed alone, or what is still to be decided."""
    for which, states in ((Which.CONFIRMED, STATES[:1]), (Which.SUSPECTED, STATES[1:3])):
        assert [row["state"] for row in rows_of_csv(FORMS["csv"].write([reviewed], which=which))] == states


def test_csv_of_several_articles_is_one_table(reviewed):
    """One header."""
    rows = rows_of_csv(FORMS["csv"].write([reviewed, reviewed]))
    assert len(rows) == 10


def test_csv_text_is_no_formula(hostile_export):
    """Every cell of text that begins like a formula has an apostrophe before it; every row has every column."""
    text = FORMS["csv"].write([hostile_export])
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert len(table) == len(hostile_export.findings) + 1
    numbers = {COLUMNS.index(name) for name in ("line", "column", "confidence")}
    for row in table[1:]:
        for at, cell in enumerate(row):
            if at not in numbers:
                assert not cell.strip().startswith(("=", "+", "-", "@", "\t", "＝")), cell
    assert "\x1b" not in text
    text.encode()


def test_workbook_has_findings_totals_and_what_did_not_run(reviewed):
    """Three sheets; the header stays, long text is wrapped, columns are wide enough to read."""
    book = book_of(FORMS["xlsx"].write([reviewed]))
    assert book.sheetnames == ["Findings", "Summary", "Not run"]
    sheet = book["Findings"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == STATES
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:R6"
    sentence = COLUMNS.index("sentence")
    assert sheet[2][sentence].alignment.wrap_text
    assert sheet.column_dimensions["H"].width >= 40
    summary = dict(zip((c.value for c in book["Summary"][1]), (c.value for c in book["Summary"][2]), strict=True))
    assert summary["confirmed critical"] == 1
    assert summary["suspected major"] == 2
    assert (summary["unsure"], summary["dismissed"], summary["switched off"]) == (1, 1, 1)
    assert [cell.value for cell in book["Not run"][2]] == ["articles/visit.txt", "low-fluency", "no language model"]


def test_workbook_has_no_formula(hostile_export):
    """Each text is a string cell, and Excel keeps it one when it is edited."""
    book = book_of(FORMS["xlsx"].write([hostile_export]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert any(cell.value == "+1+1" and cell.quotePrefix for cell in cells)
    assert book["Findings"].max_row == len(hostile_export.findings) + 1


def test_workbook_takes_the_longest_text(factory):
    """A cell holds 32,767 characters; more would be a broken file."""
    document = factory.doc("word " * 10_000)
    report = factory.report(document, [factory.finding(document, document.segments[0].span)])
    sheet = book_of(FORMS["xlsx"].write([report]))["Findings"]
    assert len(sheet.cell(2, COLUMNS.index("was") + 1).value) == 32_767
