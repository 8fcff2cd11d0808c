"""What the cells of one row say: forms with their marks, source terms with their languages, rules, yes and no.

The part of the native reader that knows one cell at a time.  Each function raises a
:class:`~mtqa.errors.GlossaryError` that names the file, the row and the column.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from mtqa.glossary import limits
from mtqa.glossary.cells import Item, parse_item, split_items, split_texts
from mtqa.glossary.model import CaseRule, MatchMode, Term, TermStatus
from mtqa.glossary.rows import mixed_scripts, refuse
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "RIGHT",
    "case_of",
    "default_status",
    "forms_of",
    "has_language",
    "is_plain",
    "items_of",
    "match_of",
    "sources_of",
    "term_of",
    "texts_of",
    "watch_of",
    "words_of",
]

_Rule = TypeVar("_Rule", bound=StrEnum)

#: Columns of forms that a text may use.
RIGHT: Final = ("term", "variants")
#: Columns without which an entry is a plain one: nothing but forms, and text for people.
_RICH: Final = (
    *("superseded", "context", "match", "case", "watch", "must_flag", "must_pass"),
    *("subject", "url", "added_by", "added_at", "finding"),
)
_WITH_ITEMS: Final = ("term", "variants", "wrong", "source_term", "roles")
_PREFIXED: Final = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*): *(.+)", re.DOTALL)
_YES: Final = frozenset(("yes", "y", "true", "x", "1", "ja", "oui", "si", "да"))
_NO: Final = frozenset(("", "no", "n", "false", "0", "nein", "non", "нет"))


def is_plain(values: Mapping[str, str]) -> bool:
    """Whether a row has nothing but forms without marks, and a note."""
    if any(values.get(name) for name in _RICH):
        return False
    cells = [values.get(name, "") for name in _WITH_ITEMS]
    return not any("\\" in cell or "}" in cell for cell in cells)


def term_of(cell: str, *, row: int, origin: str) -> Item:
    """The preferred form and its mark.  A bar is part of it: the cell is no list."""
    item = _item(" ".join(cell.split()), "term", row=row, origin=origin)
    _check("term", item, row=row, origin=origin)
    if item.status is not None:
        refuse(origin, row, "term", problem=f"the mark {item.status.value!r}: the preferred form is always preferred")
    if item.match is MatchMode.PATTERN:
        refuse(origin, row, "term", problem="a pattern cannot be the preferred term; write the form that is meant")
    return item


def items_of(column: str, cell: str, *, row: int, origin: str) -> list[Item]:
    """The forms of a cell with their marks; empty ones between two separators are dropped."""
    items = [_item(item, column, row=row, origin=origin) for item in split_items(cell)] if cell else []
    for item in items:
        _check(column, item, row=row, origin=origin)
        if item.status is not None and column != "source_term":
            refuse(
                origin,
                row,
                column,
                problem=f"the mark {item.status.value!r} of {item.text[:60]!r}: here the column says what a form is; "
                "move it to the column variants, wrong or superseded",
            )
    return [item for item in items if item.text]


def forms_of(column: str, cell: str, *, row: int, origin: str) -> list[str]:
    """The forms of a cell, without their marks."""
    if column == "term":
        return [term_of(cell, row=row, origin=origin).text]
    return [item.text for item in items_of(column, cell, row=row, origin=origin)]


def words_of(column: str, cell: str, *, row: int, origin: str) -> tuple[str, ...]:
    """The items of a list that is not looked for as forms are: roles, context words."""
    items = items_of(column, cell, row=row, origin=origin)
    for item in items:
        if item.is_marked:
            refuse(origin, row, column, problem=f"a mark after {item.text[:60]!r}; only forms have marks")
    return tuple(dict.fromkeys(item.text for item in items))


def texts_of(cell: str) -> tuple[str, ...]:
    """The sentences of a cell."""
    return tuple(dict.fromkeys(split_texts(cell)))


def default_status(term: Term, before: Mapping[str, bool]) -> TermStatus:
    """The status of a source term without a mark: the first right one of its language is preferred.

    Args:
        term: The term.
        before: For each language whether a right term of it came before.
    """
    return TermStatus.ADMITTED if before.get(term.lang) else TermStatus.PREFERRED


def has_language(text: str) -> bool:
    """Whether a source term as it is written begins with its language."""
    return _PREFIXED.fullmatch(text) is not None


def sources_of(cell: str, lang_cell: str, *, row: int, origin: str) -> tuple[Term, ...]:
    """The terms of other languages.

    With a language in ``source_lang``, every term is of it; with as many languages as terms, each has its
    own; with none, each term may begin with its language, ``ko:윤석열``, and one that begins with a bare
    colon has none.
    """
    langs = [part.strip() for part in lang_cell.split("|")] if lang_cell else []
    terms: list[Term] = []
    led: dict[str, bool] = {}
    items = items_of("source_term", cell, row=row, origin=origin)
    if len(langs) > 1 and len(langs) != len(items):
        refuse(
            origin,
            row,
            "source_lang",
            problem=f"{len(langs)} languages for {len(items)} source terms; give each term its own, as in "
            "ko:윤석열|zh:尹锡悦 with source_lang empty",
        )
    for at, item in enumerate(items):
        text, lang = item.text, langs[at if len(langs) > 1 else 0] if langs else ""
        if item.match is MatchMode.PATTERN:
            refuse(origin, row, "source_term", problem=f"{text[:60]!r}: a source term is no pattern")
        if not langs:
            found = _PREFIXED.fullmatch(text)
            if text.startswith(":") and len(text) > 1:
                text = text[1:].lstrip()
            elif found is not None:
                lang, text = found[1], found[2]
        term = Term(text, lang, match=item.match or MatchMode.SOUND, case=item.case or CaseRule.AS_WRITTEN)
        status = item.status or default_status(term, led)
        led[lang] = led.get(lang, False) or status.is_right
        terms.append(Term(text, lang, status, term.match, term.case))
    return tuple(dict.fromkeys(terms))


def match_of(cell: str, *, row: int, origin: str) -> MatchMode:
    """The match mode of an entry."""
    mode = _rule(MatchMode, MatchMode.SOUND, cell, "match", row=row, origin=origin)
    if mode is MatchMode.PATTERN:
        refuse(
            origin,
            row,
            "match",
            problem="an entry is no pattern, one form of it may be: write FORM {pattern} in variants or wrong",
        )
    return mode


def case_of(cell: str, *, row: int, origin: str) -> CaseRule:
    """The case rule of an entry."""
    return _rule(CaseRule, CaseRule.AS_WRITTEN, cell, "case", row=row, origin=origin)


def watch_of(cell: str, *, row: int, origin: str) -> bool:
    """Whether the entry is only watched."""
    answer = fold(cell)
    if answer in _YES:
        return True
    if answer not in _NO:
        refuse(origin, row, "watch", problem=f"{cell[:40]!r} is neither yes nor no; write yes, or leave it empty")
    return False


def _rule(kind: type[_Rule], default: _Rule, cell: str, column: str, *, row: int, origin: str) -> _Rule:
    word = cell.strip().lower().replace(" ", "-").replace("_", "-")
    if not word:
        return default
    if word not in set(kind):
        near = get_close_matches(word, list(kind), n=1)
        hint = f"did you mean {str(near[0])!r}? " if near else ""
        refuse(origin, row, column, problem=f"unknown {column} rule {cell[:40]!r}; {hint}There are: {', '.join(kind)}")
    return kind(word)


def _item(text: str, column: str, *, row: int, origin: str) -> Item:
    try:
        return parse_item(text)
    except ValueError as exc:
        refuse(origin, row, column, problem=str(exc))


def _check(column: str, item: Item, *, row: int, origin: str) -> None:
    most = limits.current().term
    if len(item.text) > most:
        problem = f"a form of {len(item.text):,} characters; at most {most:,} are allowed, or {limits.RAISE}"
        refuse(origin, row, column, problem=problem)
    pair = "" if column not in RIGHT or item.match is MatchMode.PATTERN else mixed_scripts(item.text)
    if pair:
        codes = " and ".join(f"U+{ord(char):04X}" for char in pair)
        refuse(
            origin,
            row,
            column,
            problem=f"letters of two scripts in one word of {item.text[:60]!r}: {codes}, which look like letters "
            "of one; type the word again",
        )
