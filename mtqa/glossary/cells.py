r"""What one cell of a glossary file may say: several forms, each with its own rules.

``|`` stands between the items of a list.  ``\|`` is a bar and ``\\`` a backslash within an item; any
other backslash is itself.  An item may end in a mark, ``KJU {exact}`` or ``Covid-?19 {pattern any-case}``,
that says in which way it differs from the rest of its entry; ``\{`` is a brace that begins no mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from mtqa.glossary.model import CaseRule, MatchMode, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Item", "escaped", "joined", "marked", "parse_item", "split_items", "split_texts"]

_SEPARATOR: Final = "|"
_ITEM: Final = re.compile(r"(?:[^\\|]|\\.?)+", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([\\|{])")
# What looks like a mark; the brace of "\{" is not one.
_MARK: Final = re.compile(r"(?<!\\)\{([a-z][a-z -]*)\}\Z")
_WORDS: Final = (*MatchMode, *CaseRule, *TermStatus)


@dataclass(frozen=True, slots=True)
class Item:
    """A form and what its mark says.

    Attributes:
        text: The form, white space single.
        match: Its match mode, ``None`` if the mark does not say.
        case: Its case rule, likewise.
        status: Its status, likewise.
    """

    text: str
    match: MatchMode | None = None
    case: CaseRule | None = None
    status: TermStatus | None = None

    @property
    def is_marked(self) -> bool:
        """Whether there is a mark."""
        return (self.match, self.case, self.status) != (None, None, None)


def split_items(cell: str) -> list[str]:
    """The items of a cell as they are written, white space single; empty ones are left out."""
    raw = cell.split(_SEPARATOR) if "\\" not in cell else _ITEM.findall(cell)
    return [item for item in (" ".join(part.split()) for part in raw) if item]


def split_texts(cell: str) -> list[str]:
    """The sentences of a cell, line breaks and all; empty ones are left out."""
    raw = cell.split(_SEPARATOR) if "\\" not in cell else _ITEM.findall(cell)
    return [_ESCAPED.sub(r"\1", text) for text in map(str.strip, raw) if text]


def parse_item(item: str) -> Item:
    """Read an item of :func:`split_items`.

    Raises:
        ValueError: Its mark has a word that is none.
    """
    if not item.endswith("}"):
        return Item(item if "\\" not in item else _ESCAPED.sub(r"\1", item))
    found = _MARK.search(item)
    if found is None:
        return Item(_ESCAPED.sub(r"\1", item))
    match: MatchMode | None = None
    case: CaseRule | None = None
    status: TermStatus | None = None
    for word in found[1].split():
        if word in set(MatchMode):
            match = MatchMode(word)
        elif word in set(CaseRule):
            case = CaseRule(word)
        elif word in set(TermStatus):
            status = TermStatus(word)
        else:
            near = get_close_matches(word, _WORDS, n=1)
            hint = f"did you mean {str(near[0])!r}?" if near else f"there are: {', '.join(_WORDS)}."
            raise ValueError(
                f"unknown word {word[:40]!r} in the mark {found[0][:60]!r}; {hint} Write \\{{ for a brace that is text"
            )
    return Item(_ESCAPED.sub(r"\1", item[: found.start()].rstrip()), match, case, status)


def escaped(text: str, *, is_list: bool = True) -> str:
    """``text`` with backslashes, and in a list bars, escaped."""
    plain = text.replace("\\", "\\\\")
    return plain.replace(_SEPARATOR, "\\" + _SEPARATOR) if is_list else plain


def marked(text: str, words: Iterable[str] = (), *, is_list: bool = True) -> str:
    """An item that :func:`parse_item` reads as ``text`` with ``words`` in its mark."""
    plain = escaped(text, is_list=is_list)
    found = _MARK.search(plain)
    if found is not None:
        plain = f"{plain[: found.start()]}\\{plain[found.start() :]}"
    mark = " ".join(words)
    return f"{plain} {{{mark}}}" if mark else plain


def joined(items: Iterable[str]) -> str:
    """A cell of these items."""
    return _SEPARATOR.join(items)
