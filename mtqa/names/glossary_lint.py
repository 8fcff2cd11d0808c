"""What the names of a glossary would be mistaken for, and which of its wrong forms are right somewhere.

The part of the lint (:mod:`mtqa.glossary.lint`) that listens.  Holding a name against all that sounds like it takes
a good part of a tenth of a second, so that is done for some entries of a large glossary and not for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mtqa.glossary.lint import Level, Remark, row_of
from mtqa.glossary.model import EntryKind, Glossary, MatchMode
from mtqa.names.collisions import MOST_REPORTED, SHORT, collisions, guarded_forms
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.glossary.model import Entry
    from mtqa.names.collisions import Collisions

__all__ = ["MOST_HEARD", "RULES", "NamesLinted", "lint_names"]

#: Entries that are held against everything that sounds like them, unless told.
MOST_HEARD: Final = 100

#: Every rule of this module, with what it finds.
RULES: Final = {
    "guarded-name": "a short name or an ordinary word without a role or context word that says when it is meant",
    "wrong-word": "a wrong form that is an ordinary word or a known name, and so is flagged where it is right",
    "word-as-name": "a name that is an ordinary word, and counts wherever that has a capital",
    "misspelt": "a right form that nobody knows, one letter off a common word or another entry",
    "collision": "a name that sounds like many known names, or like another entry garbled",
}


_NAMES: Final = (EntryKind.PERSON, EntryKind.PLACE)


@dataclass(frozen=True, slots=True)
class NamesLinted:
    """What was found.

    Attributes:
        remarks: In the order of the entries that were looked at.
        not_heard: Entries that were not held against what sounds like them.
    """

    remarks: tuple[Remark, ...]
    not_heard: int = 0


def lint_names(entries: Sequence[Entry], *, most: int = MOST_HEARD) -> NamesLinted:
    """What is to be said about the names of a glossary.

    Args:
        entries: Its entries.
        most: How many of them are held against all that sounds like them; those added last, as far as the
            glossary knows, or else the first ones.
    """
    glossary = Glossary(tuple(entries))
    remarks: list[Remark] = []
    for entry in entries:
        remarks += _guarded(entry)
        remarks += _wrong_words(entry)
    heard = [entry for entry in entries if not entry.watch]
    chosen = sorted(range(len(heard)), key=lambda at: heard[at].added_at, reverse=True)[:most]
    for at in sorted(chosen):
        remarks += _heard(collisions(heard[at], glossary, replacing=heard[at].id))
    return NamesLinted(tuple(remarks), len(heard) - len(chosen))


def _guarded(entry: Entry) -> Iterator[Remark]:
    """Names that count only where something says that they are meant, as :class:`mtqa.names.guards.Guard` has it."""
    from mtqa.names.lexicon import lexicon

    if entry.watch or entry.kind is EntryKind.TERM:
        return
    heard = [form for form in entry.forms if entry.rule(form).match is MatchMode.SOUND]
    for form in guarded_forms(entry, heard):
        is_short = len(form) <= SHORT
        if entry.kind is EntryKind.PLACE and not is_short and not lexicon().is_ordinary(fold(form)):
            continue  # a word for people is guarded as a person's name, not as a place's
        message = f"{form!r} {'is short' if is_short else 'is an ordinary word'}, and nothing says when it is meant"
        level = Level.WARNING if form == entry.term else Level.NOTE
        yield _about(entry, "guarded-name", level, message, advice="add a role or a context word", column="roles")


def _wrong_words(entry: Entry) -> Iterator[Remark]:
    if not entry.rejected:
        return
    # Of an entry that is only watched, nothing but the forms it rejects is looked at.
    found = collisions(replace(entry, watch=True), Glossary((entry,)), replacing=entry.id)
    for one in found.rejected:
        column = "wrong" if one.form in entry.wrong else "superseded"
        level = Level.WARNING if one.severe else Level.NOTE
        message = f"{one.form!r} is listed as {column}, but it is {one.what}"
        yield _about(entry, "wrong-word", level, message, advice="take it out", column=column)


def _heard(found: Collisions) -> Iterator[Remark]:
    entry = found.entry
    words = {word for form in entry.forms if " " in form for word in fold(form).split()}
    for slip in found.slips:
        # "Biegun" stands in "Stephen Biegun": somebody's name, and not "begun" mistyped.
        level = Level.NOTE if fold(slip.form) in words or slip.entry is not None else Level.WARNING
        off = f"the word {slip.word!r}" if slip.entry is None else f"{slip.word!r} of {slip.entry.id!r}"
        message = f"{slip.form!r} is one letter off {off}, and a typing error would be right"
        yield _about(
            entry, "misspelt", level, message, advice="check how it is spelt", column=_column(entry, slip.form)
        )
    for form in found.words_as_names:
        level = Level.WARNING if form == entry.term and entry.kind in _NAMES else Level.NOTE
        message = f"{form!r} is an ordinary word, and counts wherever it has a capital"
        advice = "match it in another way, such as exact, or only watch it"
        yield _about(entry, "word-as-name", level, message, advice=advice, column=_column(entry, form))
    for one in found.masked:
        if one.severe and not one.is_listed:
            message = f"{one.form!r} sounds like {one.of!r} of {one.entry.id!r} misspelt, and passes"
            column = "term" if one.form == entry.term else "variants"
            yield _about(
                entry, "collision", Level.NOTE, message, advice="nothing to do if both are right", column=column
            )
    if len(found.reported) >= MOST_REPORTED:
        names = ", ".join(found.reported[:3])
        message = f"{len(found.reported)} known names would be taken for {entry.term!r} misspelt ({names}, ...)"
        advice = "add roles and context words, or match it in another way: --match inflected"
        yield _about(entry, "collision", Level.NOTE, message, advice=advice, column="match")


def _column(entry: Entry, form: str) -> str:
    return "term" if form == entry.term else "variants"


def _about(entry: Entry, rule: str, level: Level, message: str, *, advice: str, column: str) -> Remark:
    return Remark(rule, level, message, advice, entry.id, row_of(entry), column)
