"""Single keys from the terminal, without Enter, and lines with a text to begin from.

The terminal reads keys one by one only while one is waited for: whatever ends the program, it is as it was.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Protocol

from mtqa.cli.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

__all__ = ["ENDED", "RESIZED", "Keys", "Terminal"]

#: There will be no more keys.
ENDED: Final = "ended"
#: No key: the window has another size.
RESIZED: Final = "resized"
_ARROWS: Final = {b"[A": "k", b"[B": "j", b"[C": "j", b"[D": "k", b"OA": "k", b"OB": "j", b"OC": "j", b"OD": "k"}
_WINDOWS_ARROWS: Final = {"H": "k", "P": "j", "M": "j", "K": "k"}


class Keys(Protocol):
    """Where keys come from."""

    def key(self) -> str:
        """The next key: a character, ``ENDED`` or ``RESIZED``; an arrow is ``j`` or ``k``.

        Raises:
            KeyboardInterrupt: Ctrl-C.
        """

    def line(self, question: str, text: str = "") -> str | None:
        """A line, trimmed, which begins as ``text``; ``None`` if the user wants none.

        Raises:
            KeyboardInterrupt: Ctrl-C.
        """

    def drop(self) -> None:
        """Forget the keys that were pressed until now: they meant something else than what will be shown."""


class Terminal:
    """The terminal at standard input."""

    def drop(self) -> None:
        """See :class:`Keys`."""
        if os.name == "nt":
            import importlib

            msvcrt = importlib.import_module("msvcrt")
            while msvcrt.kbhit():
                msvcrt.getwch()
            return
        import termios

        with suppress(termios.error):  # the terminal went away: the next key says so
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

    def key(self) -> str:
        """See :class:`Keys`."""
        return _windows_key() if os.name == "nt" else _posix_key()

    def line(self, question: str, text: str = "") -> str | None:
        """See :class:`Keys`."""
        try:
            import readline
        except ImportError:  # without it the text can only be kept or written anew
            readline = None  # type: ignore[assignment]
        shown = printable(text)
        try:
            if readline is None:
                return input(f"{question}{f' [{shown}]' if shown else ''}: ").strip() or text
            readline.set_startup_hook(lambda: readline.insert_text(shown))
            try:
                return input(f"{question}: ").strip()
            finally:
                readline.set_startup_hook(None)
        except EOFError:
            return None


def _posix_key() -> str:
    import select

    descriptor = sys.stdin.fileno()
    with _one_by_one(descriptor) as resized:
        ready, _, _ = select.select([descriptor, resized], [], [])
        if resized in ready:
            return RESIZED
        data = os.read(descriptor, 1)
        if not data or data == b"\x04":
            return ENDED
        if data == b"\x1b":
            more = b""
            while select.select([descriptor], [], [], 0.03)[0] and len(more) < 8:
                more += os.read(descriptor, 1)
                if more[-1:].isalpha() and more != b"O":
                    break
            return _ARROWS.get(more, "\x1b")
        while data[0] >= 0xC0 and len(data) < 2 + (data[0] >= 0xE0) + (data[0] >= 0xF0):
            data += os.read(descriptor, 1)
        return data.decode("utf-8", "replace")


@contextmanager
def _one_by_one(descriptor: int) -> Iterator[int]:
    """The terminal gives each key at once and echoes none; yields what is readable when the window was resized."""
    import signal
    import termios
    import tty

    before = termios.tcgetattr(descriptor)
    reader, writer = os.pipe()
    os.set_blocking(writer, False)

    def on_resize(_number: int, _frame: FrameType | None) -> None:
        with suppress(BlockingIOError):
            os.write(writer, b"x")

    def on_return(_number: int, _frame: FrameType | None) -> None:
        tty.setcbreak(descriptor)  # after Ctrl-Z, the shell has had the terminal
        on_resize(0, None)

    def on_end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)  # so that the terminal is put right

    handlers = {
        signal.SIGWINCH: on_resize,
        signal.SIGCONT: on_return,
        signal.SIGTERM: on_end,
        signal.SIGHUP: on_end,
    }
    old = {}
    try:
        with suppress(ValueError):  # not in the main thread
            for number, handler in handlers.items():
                old[number] = signal.signal(number, handler)
        tty.setcbreak(descriptor, termios.TCSADRAIN)
        yield reader
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        for number, previous in old.items():
            signal.signal(number, previous)
        os.close(reader)
        os.close(writer)


def _windows_key() -> str:
    import importlib

    msvcrt = importlib.import_module("msvcrt")  # only there is it known to type checkers
    char: str = msvcrt.getwch()
    if char in ("\x00", "\xe0"):
        return _WINDOWS_ARROWS.get(msvcrt.getwch(), "\x1b")
    if char == "\x03":
        raise KeyboardInterrupt
    return ENDED if char in ("\x04", "\x1a") else char
