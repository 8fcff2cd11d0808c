"""What is no readable article is refused in one line that says why and what to do."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from mtqa.errors import InputError
from mtqa.readers import MAX_BYTES, read, read_path, read_text


def refusal(call):
    """The message of the error that ``call`` must raise."""
    with pytest.raises(InputError) as caught:
        call()
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    return message


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "nothing but white space"),
        (codecs.BOM_UTF8 + b"\n", "nothing but white space"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04" + b"\0" * 30 + b"word/document.xml", "Word document"),
        (b"PK\x03\x04" + b"\0" * 30, "ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        (b"\xff\xd8\xff\xe0", "JPEG image"),
        (b"GIF89a", "GIF image"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"some text\0more", "NUL byte at 9"),
        (b"\x01\x02\x03\x04 text", "control characters"),
        ("이것은 기사입니다. 한국어".encode("euc-kr"), "above 0x7F"),
        (b"a price \x81 of", "neither UTF-8"),
        ("Kim".encode("utf-16-le"), "UTF-16 without"),
        (codecs.BOM_UTF16_LE + b"a", "byte-order mark says"),
    ],
)
def test_no_text(data, says):
    """The message names the file and what the file is."""
    message = refusal(lambda: read(data, id="news.txt"))
    assert message.startswith("news.txt: ")
    assert says in message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a" * 1_000_001, "line 1 "),
        ("ok\r\nok\rok\n" + "a" * 1_000_001, "line 4 "),
        (("a" * 99 + "\n") * 20_001, "2,000,100 characters"),
        ("cut \ud83d here", "U+D83D"),
        ("\N{NO-BREAK SPACE}\n", "nothing but white space"),
    ],
)
def test_limits_of_a_text(text, says):
    """The message names the place or the size, and the limit."""
    assert says in refusal(lambda: read_text(text))


def test_a_long_line_names_the_limit():
    """A line of 5 MB names itself, its length and the limit."""
    message = refusal(lambda: read(b"Fine.\n" + b"a" * 5_000_000, id="x.txt"))
    assert "line 2 has 5,000,000 characters" in message
    assert "1,000,000" in message


def test_a_large_file_is_not_read(tmp_path, monkeypatch):
    """A file of 50 MB is refused by its size, before it is opened."""
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("the file was opened"))
    message = refusal(lambda: read_path(path))
    assert "50,000,000 bytes" in message
    assert f"{MAX_BYTES:,}" in message


def test_large_bytes():
    """Bytes from standard input have the same limit."""
    assert "20,000,001 bytes" in refusal(lambda: read(b"a" * (MAX_BYTES + 1), id="<stdin>"))


def test_missing_file(tmp_path):
    """A path to nothing."""
    assert "no such file" in refusal(lambda: read_path(tmp_path / "none.txt"))


def test_folder(tmp_path):
    """A folder."""
    assert "folder" in refusal(lambda: read_path(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipe(tmp_path):
    """A named pipe is refused, not waited for."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in refusal(lambda: read_path(tmp_path / "pipe.txt"))


def test_no_permission(tmp_path, monkeypatch):
    """A file that may not be read."""
    path = tmp_path / "secret.txt"
    path.write_text("Kim spoke.", encoding="utf-8")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in refusal(lambda: read_path(path))


@pytest.mark.parametrize("name", ["a\nb.txt", "a\rb.txt", "a\N{LINE SEPARATOR}b.txt", "\x1b[31mb.txt"])
def test_a_name_with_controls_stays_on_one_line(name):
    """Line breaks and escape sequences in a file's name do not reach the terminal; the id keeps them."""
    message = refusal(lambda: read(b"", id=name))
    assert message.isprintable()
    assert read(b"Kim spoke.", id=name).id == name


def test_a_nul_in_the_path():
    """A path that no file system has."""
    assert "cannot be read" in refusal(lambda: read_path(Path("a\0b")))


def test_unknown_media_type():
    """The message lists what is read."""
    assert "text/markdown" in refusal(lambda: read(b"x", id="x", media_type="image/png"))
