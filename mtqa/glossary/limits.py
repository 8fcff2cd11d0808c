"""How large a glossary may be: named limits, raised where somebody means it.

A file that is larger is nearly always another file; reading it would only cost memory and time.  The
project's ``mtqa.toml`` raises the limits in its table ``[limits]``.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RAISE", "Limits", "apply", "current", "use"]

#: What a message about a limit ends with.
RAISE: Final = "raise it under [limits] in mtqa.toml if you mean it"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one glossary file.

    Attributes:
        entries: Entries.
        term: Code points of a form.
        bytes: Bytes of the file, and of what is packed in it.
    """

    entries: int = 2_000_000
    term: int = 1_000
    bytes: int = 200_000_000


_CURRENT: ContextVar[Limits] = ContextVar("mtqa_glossary_limits", default=Limits())  # noqa: B039 - frozen


def current() -> Limits:
    """The limits that hold here."""
    return _CURRENT.get()


def apply(limits: Limits) -> None:
    """Let ``limits`` hold from here on."""
    _CURRENT.set(limits)


@contextmanager
def use(limits: Limits) -> Iterator[None]:
    """Let ``limits`` hold inside the block."""
    token = _CURRENT.set(limits)
    try:
        yield
    finally:
        _CURRENT.reset(token)
