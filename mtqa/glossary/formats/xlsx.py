"""Spreadsheet workbooks (XLSX), only read.

A workbook is a zip file of somebody else's: before openpyxl sees it, every part that it would read is
unpacked piece by piece and counted, and refused where it grows beyond the limits, names an entity, or
holds more cells than a glossary has.  Formulas stand for the results that the file stores, links to other
files are not followed, workbooks with macros are refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.formats.losses import Losses, counted
from mtqa.glossary.formats.records import Imported
from mtqa.glossary.formats.sheet import header_of, read_sheet
from mtqa.glossary.model import TARGET_LANG

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NAME", "SUFFIXES", "TITLE", "looks_like", "read"]

NAME: Final = "xlsx"
TITLE: Final = "spreadsheet workbook"
SUFFIXES: Final = (".xlsx",)

_MAX_MEMBERS: Final = 2_000
_MAX_RATIO: Final = 100  # unpacked bytes per packed byte, of a part larger than _SMALL
_SMALL: Final = 1_000_000  # bytes; a short part full of one letter is no bomb
_MAX_CELLS: Final = 4_000_000
_MAX_STRINGS: Final = 4_000_000
_MAX_COLUMNS: Final = 256
_MAX_ROWS: Final = 1_048_576  # of a sheet, by the format
_PIECE: Final = 1 << 20
_ERRORS: Final = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"))
_DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)""")
_OPENING: Final = re.compile(rb"<(?:[A-Za-z]\w*:)?(c|si|f)[\s>/]")


def looks_like(data: bytes) -> bool:
    """Whether it is a zip file with the parts of a workbook, or one that somebody may take for it."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def read(
    data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "", sheet: str = ""
) -> Imported:
    """Read a sheet of a workbook.

    Args:
        data: The file.
        origin: Its name.
        target_lang: Language of the right forms.
        source_lang: Language of "Source", where the header does not say.
        sheet: Name of the sheet; the first one whose header is understood when empty.

    Raises:
        GlossaryError: It is no such workbook, is larger than it should be, or no sheet has a header.
    """
    losses = Losses()
    formulas = _inspect(data, origin=origin)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            chosen = _sheet(book, sheet, origin=origin, target_lang=target_lang, source_lang=source_lang)
            others = [name for name in book.sheetnames if name != chosen.title]
            if others:
                losses.say(
                    f"read the sheet {chosen.title!r} only, not {', '.join(map(repr, others[:5]))}"
                    f"{', ...' if len(others) > 5 else ''}; --sheet NAME reads another"
                )
            if formulas:
                losses.say(f"{counted(formulas, 'formula')}: the stored results were read")
            # As a spreadsheet of text: the rest is the reader of CSV sheets.
            rows = _rows(chosen, origin=f"{origin} [{chosen.title}]")
            return read_sheet(rows, origin=origin, target_lang=target_lang, source_lang=source_lang, losses=losses)
        finally:
            book.close()
    except GlossaryError:
        raise
    except Exception as exc:  # openpyxl raises whatever its parsing meets: KeyError, TypeError, ParseError ...
        raise GlossaryError(
            f"{origin}: a damaged workbook ({type(exc).__name__}: {str(exc)[:80]}); open it in a spreadsheet and save "
            "it as 'CSV UTF-8'"
        ) from exc


def _inspect(data: bytes, *, origin: str) -> int:
    """Unpack every part once and count; the number of formulas."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise GlossaryError(
            f"{origin}: an old .xls workbook or one with a password; save it as .xlsx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_parts(archive, origin=origin)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as exc:
        raise GlossaryError(
            f"{origin}: a damaged or unusual zip file ({str(exc)[:80]}); save the workbook again"
        ) from None
    except Exception as exc:
        if type(exc).__module__ in ("zlib", "_lzma"):  # zlib.error and LZMAError are neither of the above
            raise GlossaryError(f"{origin}: a damaged zip file ({exc}); save the workbook again") from None
        raise


def _inspect_parts(archive: zipfile.ZipFile, *, origin: str) -> int:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > _MAX_MEMBERS:
        raise GlossaryError(f"{origin}: {len(members):,} files in the workbook, more than {_MAX_MEMBERS:,}")
    if len(set(names)) < len(names):
        raise GlossaryError(f"{origin}: two parts of the workbook have one name; save it again with a spreadsheet")
    if "xl/workbook.xml" not in names:
        what = "an OpenDocument file" if "mimetype" in names else "a zip file, but no XLSX workbook"
        raise GlossaryError(f"{origin}: {what}; save it as .xlsx or 'CSV UTF-8'")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise GlossaryError(f"{origin}: a workbook with macros; save it as .xlsx without them")
    most = limits.current().bytes
    if sum(member.file_size for member in members) > most:
        raise GlossaryError(f"{origin}: more than {most / 1_000_000:,.0f} MB when unpacked; save the sheet as CSV")
    total = cells = strings = formulas = 0
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue  # pictures and the like are never unpacked
        size, tail = 0, b""
        with archive.open(member) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                total += len(piece)
                if total > most or (size > _SMALL and size > _MAX_RATIO * max(member.compress_size, 1)):
                    raise GlossaryError(
                        f"{origin}: {member.filename[:60]!r} unpacks to far more than it should (a zip bomb?); "
                        "save the sheet as CSV"
                    )
                window = tail + piece
                _refuse_declarations(window, is_start=size == len(piece), origin=origin)
                for found in _OPENING.finditer(window):
                    if found.end() > len(tail):
                        cells += found[1] == b"c"
                        strings += found[1] == b"si"
                        formulas += found[1] == b"f"
                tail = window[-64:]
        if cells > _MAX_CELLS or strings > _MAX_STRINGS:
            raise GlossaryError(
                f"{origin}: more than {_MAX_CELLS:,} cells; keep the columns with terms, or save as CSV"
            )
    return formulas


def _refuse_declarations(window: bytes, *, is_start: bool, origin: str) -> None:
    if is_start:
        found = _ENCODING.search(window[:200])
        if window.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")) or (
            found is not None and found[1].upper() not in (b"UTF-8", b"US-ASCII", b"ASCII")
        ):
            raise GlossaryError(f"{origin}: a part of the workbook is not in UTF-8; save it again with a spreadsheet")
    if _DECLARATION.search(window):
        raise GlossaryError(f"{origin}: a part of the workbook declares a DOCTYPE or an entity; no spreadsheet does")


def _sheet(book: Any, name: str, *, origin: str, target_lang: str, source_lang: str) -> Any:
    """The sheet of that name, or the first whose header is understood, or the first."""
    sheets = list(book.worksheets)
    if not sheets:
        raise GlossaryError(f"{origin}: a workbook without a sheet")
    if name:
        found = next((one for one in sheets if one.title == name), None)
        if found is None:
            raise GlossaryError(f"{origin}: no sheet {name!r}; there are: {', '.join(one.title for one in sheets)}")
        return found
    for one in sheets[:10]:
        first = [row for _, row in zip(range(20), _rows(one, origin=origin), strict=False)]
        if header_of(first, target_lang=target_lang, source_lang=source_lang) is not None:
            return one
    return sheets[0]


def _rows(sheet: Any, *, origin: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with their numbers, as text."""
    most = limits.current().entries
    kept = 0
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    for number, values in enumerate(
        sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True), start=1
    ):
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        kept += 1
        if kept > most + 1:
            raise GlossaryError(
                f"{origin}, row {number}: more than {most:,} entries; split the sheet, or {limits.RAISE}"
            )
        yield number, cells


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO 8601, an error as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    text = str(value).replace("_x000D_", "").strip()
    return "" if text in _ERRORS else text
