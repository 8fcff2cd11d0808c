"""Workbooks: what people have in them, and what attackers have."""

import datetime as dt
import io
import zipfile
from unittest.mock import patch

import openpyxl
import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.formats import xlsx
from mtqa.glossary.formats.files import import_file


def workbook(*sheets):
    """The bytes of a workbook with these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(data, **parts):
    """A workbook with parts replaced or added; keys are paths with two underscores for a slash."""
    buffer = io.BytesIO()
    new = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            if name not in new:
                archive.writestr(name, old.read(name))
        for name, part in new.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def read(data, **options):
    """What the reader makes of it."""
    return xlsx.read(data, origin="g.xlsx", **options)


PLAIN = [["Korean", "English", "Notes"], ["서울", "Seoul", "capital"]]


def test_a_sheet_as_people_have_it():
    """Title rows, empty columns and rows; row numbers are those of the spreadsheet."""
    rows = [["Our terms"], [], [None, "Korean", None, "English", "Notes"], [None, "서울", None, "Seoul", "capital"], []]
    rows.append([None, "평양", None, None, "no English"])
    imported = read(workbook(rows))
    (entry,) = imported.entries
    assert (entry.term, entry.source_term, entry.note) == ("Seoul", "서울", "capital")
    assert entry.origin == "g.xlsx:4"
    assert "(row 6)" in imported.lost[0]


def test_numbers_dates_and_truth_as_text():
    """Cells that are no text are read as a person sees them."""
    rows = [["English", "Korean", "A", "B", "C", "D"]]
    rows.append([7.0, "칠", 3.25, dt.datetime.fromisoformat("2026-01-02"), True, dt.date(2026, 1, 3)])
    (entry,) = read(workbook(rows)).entries
    assert entry.term == "7"
    assert dict(entry.extra) == {"A": "3.25", "B": "2026-01-02", "C": "TRUE", "D": "2026-01-03"}


def test_formulas_and_errors():
    """A formula stands for its stored result, here none; an error cell is empty; both are said or left out."""
    imported = read(workbook([*PLAIN, ["평양", "=1+1", ""], ["부산", "#N/A", ""]]))
    assert [entry.term for entry in imported.entries] == ["Seoul"]
    assert any("1 formula: the stored results were read" in sentence for sentence in imported.lost)
    assert any("(rows 3, 4)" in sentence for sentence in imported.lost)


def test_the_sheet_with_terms_is_found():
    """A cover sheet comes first; the others are named; one may be chosen."""
    data = workbook([["About this file"]], PLAIN, [["Korean", "English"], ["평양", "Pyongyang"]])
    imported = read(data)
    assert [entry.term for entry in imported.entries] == ["Seoul"]
    assert "'Sheet 2' only" in imported.lost[0]
    assert [entry.term for entry in read(data, sheet="Sheet 3").entries] == ["Pyongyang"]
    with pytest.raises(GlossaryError, match=r"no sheet 'x'; there are: Sheet 1"):
        read(data, sheet="x")
    with pytest.raises(GlossaryError, match="no row that names the columns"):
        read(data, sheet="Sheet 1")


SHEET = "xl__worksheets__sheet1_dot_xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def sheet_of(rows):
    """A sheet part with raw rows."""
    return HEAD + rows + b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        (workbook(PLAIN)[:-200], "zip"),
        (changed(workbook(PLAIN), xl__vbaProject_dot_bin=b"x"), "macros"),
        (changed(workbook(PLAIN), **{SHEET: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet_of(b"")}), "DOCTYPE"),
        (changed(workbook(PLAIN), **{SHEET: sheet_of(b"").decode().encode("utf-16")}), "UTF-8"),
        (changed(workbook(PLAIN), **{SHEET: sheet_of(b" " * 30_000_000)}), "zip bomb"),
        (changed(workbook(PLAIN), xl__other_dot_xml=b"0" * 30_000_000), "zip bomb"),
        (changed(workbook(PLAIN), **{SHEET: sheet_of(b"<row><c></row>")}), "damaged workbook"),
        (changed(workbook(PLAIN), **{SHEET: b"<worksheet>"}), "damaged workbook|no row"),
        (changed(workbook(PLAIN), **{SHEET: sheet_of(b"<row>" * 5_000)}), "damaged workbook|no row"),
        (changed(workbook(PLAIN), **{f"f{n}": b"" for n in range(2_100)}), "2,1.. files"),
    ],
)
def test_hostile_workbooks(data, said):
    """Bombs, entities, macros, damage: one message each."""
    with pytest.raises(GlossaryError, match=said):
        read(data)


def test_a_zip_of_something_else():
    """OpenDocument and plain zip files are told apart from workbooks."""
    for name, said in (("mimetype", "OpenDocument"), ("a.txt", "no XLSX workbook")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, "x")
        with pytest.raises(GlossaryError, match=said):
            read(buffer.getvalue())


def test_cells_far_out_cost_nothing():
    """A cell in the last column of the last row, or beyond any, is neither padded to nor reached."""
    inline = b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'
    rows = b'<row r="1">' + inline % (b"A1", b"Korean") + inline % (b"B1", b"English") + b"</row>"
    rows += (
        b'<row r="2">'
        + inline % (b"A2", "서울".encode())
        + inline % (b"B2", b"Seoul")
        + inline % (b"XFD2", b"x")
        + b"</row>"
    )
    rows += b'<row r="999999999999">' + inline % (b"A999999999999", b"far") + b"</row>"
    (entry,) = read(changed(workbook(PLAIN), **{SHEET: sheet_of(rows)})).entries
    assert entry.term == "Seoul"


def test_too_many_cells_and_bytes_are_refused_before_openpyxl_sees_them():
    """The count of cells and the unpacked size are bounded."""
    data = workbook(PLAIN)
    with patch.object(xlsx, "_MAX_CELLS", 5), pytest.raises(GlossaryError, match="more than 5 cells"):
        read(data)
    with limits.use(limits.Limits(bytes=1_000)), pytest.raises(GlossaryError, match="when unpacked"):
        read(data)
    many = workbook([["English", "Korean"], *([f"T{n}", "x"] for n in range(20))])
    with limits.use(limits.Limits(entries=10)), pytest.raises(GlossaryError, match="more than 10 entries"):
        read(many)


def test_another_sheet_is_read_by_name(tmp_path):
    """The first that is understood is read, the message says how to read the others."""
    path = tmp_path / "g.xlsx"
    path.write_bytes(workbook([["How to use this"]], PLAIN, [["Korean", "English"], ["부산", "Busan"]]))
    first = import_file(path)
    assert [entry.term for entry in first.entries] == ["Seoul"]
    assert any("--sheet NAME" in sentence for sentence in first.lost)
    assert [entry.term for entry in import_file(path, sheet="Sheet 3").entries] == ["Busan"]
