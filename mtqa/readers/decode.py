"""Bytes to text: byte-order mark, then strict UTF-8, then what the page declares, then cp1252.

A guess is never silent: everything but UTF-8 leaves a notice.  Statistical detection is not used
because it misleads (charset-normalizer takes cp1252 text for cp775); what is neither UTF-8 nor
plausible Windows-1252 is refused with the command that converts it.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from mtqa.errors import InputError

__all__ = ["decode", "encoding_of"]

#: Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_TAKE_OUT: Final = "save the article as plain text (UTF-8), Markdown or HTML and check that"

#: First bytes of files that people mistake for articles: what it is, what to do.
_MAGIC: Final = (
    (b"%PDF-", "a PDF", _TAKE_OUT),
    (b"{\\rtf", "an RTF document", _TAKE_OUT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document (.doc, .xls, .ppt)", _TAKE_OUT),
    (b"\x89PNG\r\n", "a PNG image", "mtqa reads text, not pictures of it"),
    (b"\xff\xd8\xff", "a JPEG image", "mtqa reads text, not pictures of it"),
    (b"GIF8", "a GIF image", "mtqa reads text, not pictures of it"),
    (b"RIFF", "an image, sound or video file (RIFF)", "mtqa reads text"),
    (b"\x1f\x8b", "gzip-compressed", "uncompress it first"),
    (b"BZh", "bzip2-compressed", "uncompress it first"),
    (b"\xfd7zXZ\x00", "xz-compressed", "uncompress it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "uncompress it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", "mtqa reads text"),
    (b"MZ\x90", "a program", "mtqa reads text"),
    (b"SQLite format 3\x00", "an SQLite database", "mtqa reads text"),
    (b"GGUF", "a language model", "give it with --lm, not as an article"),
)

#: Inside a ZIP, the name of the first members tells the document formats apart.
_ZIPPED: Final = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint presentation (.pptx)"),
    (b"mimetypeapplication/epub+zip", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file (.odt, .ods, .odp)"),
)

#: Code points below U+0020 that text files do have: BEL..CR (terminal dumps) and ESC.
_CONTROL: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
#: Bytes looked at for control characters, and the share of them that makes a file binary.
_SNIFF: Final = 65_536
_CONTROL_SHARE: Final = 0.02
#: English read as Windows-1252 has under 5% of bytes above 0x7F (quotes, dashes, accents); Chinese,
#: Russian or Korean in a legacy encoding has over half.
_HIGH_SHARE: Final = 0.25

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
#: Declared encodings that are honoured; the rest (UTF-7, the ISO-2022 family) are ways to hide text.
_HONOURED: Final = re.compile(
    r"(?:windows-125\d|cp125\d|iso-8859-\d{1,2}|koi8-[ru]|gbk|gb2312|gb18030|big5|shift_jis|euc-jp|euc-kr)",
    re.IGNORECASE,
)


def decode(data: bytes, *, label: str, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """Turn the bytes of a file into text.  The byte-order mark is not part of the text.

    Args:
        data: The whole file.
        label: What to call it in messages.
        html: Whether a ``<meta charset>`` is looked for when the bytes are not UTF-8.

    Returns:
        The text, with line ends as they are, and notices for the user.

    Raises:
        InputError: The bytes are no text, or in no encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], encoding, label=label)
    _refuse_binary(data, label=label)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as exc:
        bad = exc.start
    if html:
        declared = _declared(data)
        if declared is not None:
            try:
                text = data.decode(declared)
            except UnicodeDecodeError:
                pass
            else:
                return text, (f"read as {declared}, as the page declares (not valid UTF-8 at byte {bad:,})",)
    advice = "convert it to UTF-8 first (iconv -f ENCODING -t UTF-8), or save it as UTF-8 in an editor"
    high = sum(map(data.count, (bytes([value]) for value in range(0x80, 0x100))))
    if high > _HIGH_SHARE * len(data):
        raise InputError(
            f"{label}: not UTF-8 (invalid at byte {bad:,}), and {high / len(data):.0%} of its bytes are above 0x7F, "
            f"which is no English in Windows-1252; {advice}"
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as exc:
        raise InputError(
            f"{label}: neither UTF-8 (invalid at byte {bad:,}) nor Windows-1252 (invalid at byte {exc.start:,}); {advice}"
        ) from exc
    return text, (f"read as Windows-1252 (cp1252): not valid UTF-8 at byte {bad:,}",)


def _with_mark(body: bytes, encoding: str, *, label: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as exc:
        raise InputError(
            f"{label}: its byte-order mark says {encoding}, but byte {exc.start:,} after it is not; the file is damaged"
        ) from exc
    if "\0" in text:
        raise InputError(f"{label}: holds NUL characters after its {encoding} byte-order mark; it is not a text")
    return text, () if encoding == "utf-8" else (f"read as {encoding}, as its byte-order mark says",)


def _refuse_binary(data: bytes, *, label: str) -> None:
    if data.startswith(b"PK\x03\x04"):
        what = next((name for sign, name in _ZIPPED if sign in data[:8192]), "a ZIP archive")
        raise InputError(f"{label}: this is {what}, not a text; {_TAKE_OUT}")
    for magic, what, advice in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{label}: this is {what}, not a text; {advice}")
    if b"\0" in data:
        even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
        if max(even, odd) > 0.4 * min(len(data), 4096) / 2 and min(even, odd) == 0:
            raise InputError(
                f"{label}: this looks like UTF-16 without a byte-order mark; save it as UTF-8 and try again"
            )
        raise InputError(f"{label}: this is a binary file (NUL byte at {data.index(0):,}), not a text; {_TAKE_OUT}")
    head = data[:_SNIFF]
    controls = len(_CONTROL.findall(head))
    if controls > _CONTROL_SHARE * len(head):
        raise InputError(
            f"{label}: {controls / len(head):.0%} of its first bytes are control characters; "
            f"it is a binary file, not a text; {_TAKE_OUT}"
        )


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    name = match.group(1).decode("ascii").lower()
    if name in {"iso-8859-1", "latin1", "latin-1"} or _HONOURED.fullmatch(name) is None:
        return None  # what calls itself Latin-1 is Windows-1252 in practice (WHATWG); that comes next anyway
    return "gb18030" if name in {"gb2312", "gbk"} else name


def encoding_of(data: bytes, text: str) -> tuple[bytes, str] | None:
    """The byte-order mark and the encoding in which ``text`` gives ``data`` back, byte for byte.

    Args:
        data: A file that :func:`decode` has read.
        text: What it made of it.

    Returns:
        ``None`` if no encoding gives the very bytes back, as with some double-byte ones.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (mark, encoding) if mark + text.encode(encoding, "surrogatepass") == data else None
    for name in ("utf-8", _declared(data), "cp1252"):
        if name is None:
            continue
        try:
            if text.encode(name) == data:
                return b"", name
        except UnicodeEncodeError:
            continue
    return None
