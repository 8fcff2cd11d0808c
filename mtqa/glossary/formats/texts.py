"""Text of a file from elsewhere, cut into rows; and what a form from elsewhere must not be."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.rows import decode, mixed_scripts, numbered_rows
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "MAX_COLUMNS",
    "cleaned",
    "csv_text",
    "delimiter_guess",
    "form_problem",
    "sample_of",
    "single_spaced",
    "table_rows",
    "text_of",
    "tsv_lines",
]

#: Columns that a table may have; a spreadsheet of people has some dozens.
MAX_COLUMNS: Final = 1_000
_LONGEST_LINE: Final = 2_000_000  # code points; longer ones are no table, and a list of its cells would fill the memory
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\ud800-\udfff]")
_CONTROL_IN_NOTES: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SAMPLE: Final = 65_536  # code points that a guess looks at
_SAMPLE_ROWS: Final = 50
_QUOTED: Final = re.compile(r'"[^"]*"')
_TO_QUOTE: Final = re.compile(r'[",;\t\n\r]|\A\s|\s\Z')


def text_of(data: bytes, *, origin: str) -> str:
    """The text of a file: UTF-8, with or without a byte order mark, or UTF-16 with one.

    Raises:
        GlossaryError: It is binary, in another encoding, empty, or has a line that no table has.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as exc:
            raise GlossaryError(f"{origin}: damaged UTF-16 at byte {exc.start}; save it as 'CSV UTF-8'") from None
        if "\0" in text:
            raise GlossaryError(f"{origin}: a binary file (null character at position {text.index(chr(0))})")
    else:
        text = decode(data, origin=origin)
    if not text.strip():
        raise GlossaryError(f"{origin}: empty; there is nothing to import")
    start, line = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > _LONGEST_LINE:
            raise GlossaryError(
                f"{origin}, line {line}: {end - start:,} characters in one line; that is no table of terms"
            )
        start, line = end + 1, line + 1
    return text


def sample_of(data: bytes) -> str:
    """The beginning of a file as text, whole lines; ``""`` if it is not text.  Never raises."""
    head = data[:_SAMPLE]
    if len(data) > len(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.rpartition(b"\n")[0] or head
    try:
        text = text_of(head, origin="")
    except GlossaryError:
        return ""
    return text if len(data) <= len(head) else text[: text.rfind("\n") + 1] or text


def delimiter_guess(text: str) -> str:
    """The delimiter that stands equally often in most of the first rows, outside quotation marks; ``""`` if none does."""
    sample = text[:_SAMPLE]
    lines = [line for line in sample.splitlines()[:_SAMPLE_ROWS] if line.strip()]
    if lines and all("\t" in line for line in lines):
        return "\t"
    bare = [line for line in _QUOTED.sub("x", sample).splitlines()[:_SAMPLE_ROWS] if line.strip()]
    best, fit = "", (0.0, 0)
    for delimiter in ",;\t":
        several = [count for count in (line.count(delimiter) for line in bare) if count]
        if not several:
            continue
        usual = max(sorted(set(several)), key=several.count)
        score = (several.count(usual) / len(bare), usual)
        if score > fit:
            best, fit = delimiter, score
    return best


def table_rows(text: str, *, delimiter: str, origin: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of CSV text that are not blank, numbered as a spreadsheet numbers them.

    Raises:
        GlossaryError: The quoting is broken, or there are too many columns or rows.
    """
    most = limits.current().entries
    for number, (row, cells) in enumerate(
        numbered_rows(io.StringIO(text, newline=""), delimiter=delimiter or ",", origin=origin)
    ):
        if len(cells) > MAX_COLUMNS:
            raise GlossaryError(
                f"{origin}, row {row}: {len(cells):,} columns; at most {MAX_COLUMNS:,} are read. "
                "Keep the columns with terms and delete the others"
            )
        if number > most:
            raise GlossaryError(f"{origin}, row {row}: more than {most:,} entries; split the file, or {limits.RAISE}")
        yield row, cells


def tsv_lines(text: str, *, origin: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that are not blank, cut at tabs; a quotation mark means nothing.

    Raises:
        GlossaryError: There are too many lines, or cells in one.
    """
    most = limits.current().entries
    kept = 0
    for row, line in enumerate(io.StringIO(text, newline=None), start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\n").split("\t")
        kept += 1
        if len(cells) > MAX_COLUMNS:
            raise GlossaryError(f"{origin}, line {row}: {len(cells):,} columns; at most {MAX_COLUMNS:,} are read")
        if kept > most:
            raise GlossaryError(f"{origin}, line {row}: more than {most:,} entries; split the file, or {limits.RAISE}")
        yield row, cells


def csv_text(rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> str:
    """Rows as CSV text: LF, and in quotation marks whatever holds one, a line break or any usual delimiter.

    More is quoted than must be, so that :func:`delimiter_guess` is right about what is written here.
    """
    return "".join(f"{delimiter.join(map(_cell, row))}\n" for row in rows)


def _cell(text: str) -> str:
    if text and not _TO_QUOTE.search(text):
        return text
    return '"{}"'.format(text.replace('"', '""')) if text else ""


def single_spaced(text: str) -> str:
    """``text`` trimmed, every run of white space one space."""
    return " ".join(text.split())


def form_problem(form: str, *, is_right: bool = True, is_pattern: bool = False) -> str:
    """Why ``form`` cannot be a form of an entry, in words; ``""`` if it can.

    Args:
        form: The form, single-spaced.
        is_right: Of the target language and right: it must not mix scripts.
        is_pattern: A regular expression.
    """
    bad = _CONTROL.search(form)
    if bad is not None:
        return f"a control character (U+{ord(bad[0]):04X}) in a term"
    most = limits.current().term
    if len(form) > most:
        return f"a term of more than {most:,} characters"
    if not fold(form):
        return "an empty term"
    pair = mixed_scripts(form) if is_right and not is_pattern else ""
    if pair:
        codes = " and ".join(f"U+{ord(char):04X}" for char in pair)
        return f"letters of two scripts in one word ({codes}); type the word again"
    return ""


def cleaned(note: str) -> str:
    """A note without characters that the native file refuses, lines ended by LF."""
    plain = "\n".join(note.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _CONTROL_IN_NOTES.sub(" ", plain).strip()
