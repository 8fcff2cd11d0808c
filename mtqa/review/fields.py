"""Reading what a page sent: JSON of anybody, so every value is looked at before it is used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtqa.errors import MtqaError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["BadRequest", "Fields", "read_fields"]


class BadRequest(MtqaError):  # noqa: N818 - the answer's name
    """What was sent is not what the address takes; says which field, and what it must be."""


def read_fields(body: bytes) -> Fields:
    """The object that a body is.

    Raises:
        BadRequest: It is none.
    """
    try:
        value = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadRequest("the body is no JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise BadRequest("the body is no JSON object")
    return Fields(value)


@dataclass(frozen=True, slots=True)
class Fields:
    """An object that was sent.  A field that is missing or ``null`` has its default."""

    values: Mapping[str, Any]

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number from 0 up; it must be there if it has no default."""
        value = self.values.get(name)
        value = default if value is None else value
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000_000:
            raise BadRequest(f"{name!r} must be a whole number")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Yes or no."""
        value = self.values.get(name)
        value = default if value is None else value
        if not isinstance(value, bool):
            raise BadRequest(f"{name!r} must be true or false")
        return value

    def text(self, name: str, default: str = "", *, longest: int = 1_000) -> str:
        """A text of so many code points at most."""
        value = self.values.get(name)
        return _text(name, default if value is None else value, longest=longest)

    def texts(self, name: str, default: Sequence[str] = (), *, most: int = 1_000, longest: int = 1_000) -> list[str]:
        """A list of texts."""
        return [_text(name, one, longest=longest) for one in self._list(name, default, most=most)]

    def objects(self, name: str, *, most: int = 5_000) -> list[Fields]:
        """A list of objects, at least one."""
        found = self._list(name, (), most=most)
        if not found or not all(isinstance(one, dict) for one in found):
            raise BadRequest(f"{name!r} must be a list of objects, at least one")
        return [Fields(one) for one in found]

    def _list(self, name: str, default: Sequence[Any], *, most: int) -> Sequence[Any]:
        value = self.values.get(name)
        value = list(default) if value is None else value
        if not isinstance(value, list):
            raise BadRequest(f"{name!r} must be a list")
        if len(value) > most:
            raise BadRequest(f"{name!r} has {len(value):,} items; at most {most:,}")
        return value


def _text(name: str, value: Any, *, longest: int) -> str:
    if not isinstance(value, str):
        raise BadRequest(f"{name!r} must be text")
    if len(value) > longest:
        raise BadRequest(f"{name!r} has {len(value):,} characters; at most {longest:,}")
    # a lone surrogate, as JSON can say, is no text that a file can hold
    return value.encode("utf-8", "replace").decode()
