"""Reading articles: bytes in, a :class:`~mtqa.data.Document` with blocks out.

Plain text, Markdown and HTML.  The format is told by the file's suffix; where there is none (standard
input) by a look at the first characters.  Line ends are never translated, and every position in the
document's text maps back to the file as decoded.  Sentences are made later, by ``mtqa.segment``.

To add a format: write ``readers/<name>.py`` with one function from text to document, and name its
suffixes and media type here.
"""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from mtqa.data import Document
from mtqa.errors import InputError
from mtqa.readers.decode import decode
from mtqa.readers.html_article import read_html
from mtqa.readers.limits import MAX_BYTES, check_bytes, check_text
from mtqa.readers.markdown import read_markdown
from mtqa.readers.plain import read_plain

__all__ = ["MAX_BYTES", "SUFFIXES", "read", "read_bytes", "read_path", "read_text"]

#: Media type by lower-case suffix.
SUFFIXES: Final = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}


class _Reader(Protocol):
    def __call__(self, original: str, *, label: str, lang: str, notices: tuple[str, ...] = ()) -> Document: ...


_READERS: Final[dict[str, _Reader]] = {
    "text/plain": read_plain,
    "text/markdown": read_markdown,
    "text/html": read_html,
}

_LOOKS_HTML: Final = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!doctype\s{1,20}html|<(?:html|head|body|article|main|h1|p|div)[ \t\n\r>])",
    re.IGNORECASE,
)
_LOOKS_MARKDOWN: Final = re.compile(r"\s{0,200}(?:#{1,6} \S|---[ \t]{0,20}\r?\n\w{1,40}:)")


def read(
    data: bytes,
    *,
    id: str,  # noqa: A002 - WONTFIX: as the field of Document is called
    media_type: str | None = None,
    lang: str = "en",
) -> Document:
    """Read an article from bytes.

    Args:
        data: The whole file.
        id: What to call it in messages and reports; its suffix tells the format.
        media_type: ``text/plain``, ``text/markdown`` or ``text/html``; ``None`` to tell by ``id``
            and, failing that, by the first characters.
        lang: Language of the article, BCP-47.

    Raises:
        InputError: The bytes are no readable article; the message says why and what to do.
    """
    label = _one_line(id)
    check_bytes(len(data), label=label)
    if media_type is None:
        media_type = SUFFIXES.get(Path(id).suffix.lower())
    elif media_type not in _READERS:
        raise InputError(f"{label}: mtqa does not read {media_type}; it reads {', '.join(_READERS)}")
    text, notices = decode(data, label=label, html=media_type != "text/plain")
    check_text(text, label=label)
    document = _READERS[media_type or _sniff(text)](text, label=label, lang=lang, notices=notices)
    return document if id == label else replace(document, id=id)


def read_path(path: Path, *, lang: str = "en") -> Document:
    """Read an article from a file.

    Raises:
        InputError: It is missing, a folder, a device, too large, not allowed to be read, or no
            readable article; the message says which.
    """
    return read(read_bytes(path), id=str(path), lang=lang)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may be an article; one byte more than allowed of one that grew meanwhile.

    Raises:
        InputError: It is missing, a folder, a device, too large or not allowed to be read.
    """
    name = _one_line(str(path))
    try:
        status = path.stat()
    except FileNotFoundError as exc:
        raise InputError(f"{name}: no such file; check the path") from exc
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the path
        raise InputError(f"{name}: cannot be read ({_reason(exc)})") from exc
    if stat.S_ISDIR(status.st_mode):
        raise InputError(f"{name}: this is a folder; name the files in it")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{name}: not a regular file (a pipe, socket or device); use - to read standard input")
    check_bytes(status.st_size, label=name)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # it may have grown since
    except OSError as exc:
        raise InputError(f"{name}: cannot be read ({_reason(exc)})") from exc


def read_text(
    text: str,
    *,
    id: str = "<text>",  # noqa: A002 - WONTFIX: as the field of Document is called
    lang: str = "en",
    media_type: str = "text/plain",
) -> Document:
    """Make a document of a text at hand; by default plain text, whatever it looks like.

    Raises:
        InputError: The text is blank, too long, or cut in the middle of a character.
    """
    label = _one_line(id)
    if media_type not in _READERS:
        raise InputError(f"{label}: mtqa does not read {media_type}; it reads {', '.join(_READERS)}")
    check_text(text, label=label)
    document = _READERS[media_type](text, label=label, lang=lang, notices=())
    return document if id == label else replace(document, id=id)


def _sniff(text: str) -> str:
    if _LOOKS_HTML.match(text):
        return "text/html"
    return "text/markdown" if _LOOKS_MARKDOWN.match(text) else "text/plain"


def _one_line(name: str) -> str:
    """A file's name for a message: names may hold line breaks, messages may not."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)


def _reason(exc: OSError | ValueError) -> str:
    return (exc.strerror if isinstance(exc, OSError) else None) or str(exc)
