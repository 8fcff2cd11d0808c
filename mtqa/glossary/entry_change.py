"""What to change about an entry, and the entry afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, MatchMode, Term, TermStatus
from mtqa.glossary.validate import tidied

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Change", "changed", "quoted", "some"]

#: Attributes that list the forms of an entry, by the status of what they list.
_LISTS: Final = {
    TermStatus.ADMITTED: "variants",
    TermStatus.DEPRECATED: "wrong",
    TermStatus.SUPERSEDED: "superseded",
}
_ADDED_TO: Final = ("roles", "context", "must_flag", "must_pass")


@dataclass(frozen=True, slots=True)
class Change:
    """What to change about an entry.  Lists are added to what is there; ``None`` leaves a value as it is.

    Attributes:
        term: The new preferred form.
        old_term: What becomes of the old one: admitted, deprecated or superseded; ``None`` forgets it.
        kind: What the entry names.
        variants: Forms that are right from now on, whatever they were.
        wrong: Forms that are wrong from now on.
        superseded: Forms that were right once.
        rules: How forms of the entry are looked for, where that is not how the entry is.
        sources: Terms of other languages; after the first right one of a language, the others are admitted.
        roles: Words beside the name.
        context: Words that make the entry more probable.
        must_flag: Sentences in which something must be found.
        must_pass: Sentences in which nothing may be found.
        drop: Forms, words or sentences that the entry lists and is to forget.
        match: How the forms are looked for.
        case: What their capitals ask.
        watch: Whether the entry only asks to look twice.
        subject: Subject field; ``""`` empties it, and so for those below.
        note: For people.
        url: Where the entry is from.
        finding: Fingerprint of the finding it is from.
    """

    term: str | None = None
    old_term: TermStatus | None = None
    kind: EntryKind | None = None
    variants: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    rules: tuple[FormRule, ...] = ()
    sources: tuple[Term, ...] = ()
    roles: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    must_flag: tuple[str, ...] = ()
    must_pass: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    match: MatchMode | None = None
    case: CaseRule | None = None
    watch: bool | None = None
    subject: str | None = None
    note: str | None = None
    url: str | None = None
    finding: str | None = None


def changed(entry: Entry, change: Change) -> Entry:
    """The entry after a change.

    A form has one status: what is added to one list leaves the others.  Rules of a form stay with it.

    Raises:
        GlossaryError: The preferred term would be dropped or rejected, or what is to be dropped is not there.
    """
    _refuse_two_statuses(change)
    lists = {status: list(getattr(entry, name)) for status, name in _LISTS.items()}
    term = entry.term
    if change.term is not None and surface(change.term) != surface(term):
        _take_out(lists, change.term)
        if change.old_term is not None:
            kept = lists[change.old_term]
            kept.insert(0, term)
        term = change.term
    elif change.term is not None:
        term = change.term
    for status, name in _LISTS.items():
        for form in getattr(change, name):
            if surface(form) == surface(term):
                if status is TermStatus.ADMITTED:
                    continue
                raise GlossaryError(
                    f"{form!r} is the preferred term of {entry.id!r}; say what to write instead with: "
                    f"mtqa glossary deprecate {quoted(entry.id)} --use FORM"
                    if entry.id
                    else f"{form!r} is given as right and as wrong; leave it out of one of them"
                )
            _take_out(lists, form)
            lists[status].append(form)
    values: dict[str, object] = {name: tuple(lists[status]) for status, name in _LISTS.items()}
    values |= {name: (*getattr(entry, name), *getattr(change, name)) for name in _ADDED_TO}
    values["sources"] = _ranked((*entry.sources, *change.sources))
    given = {rule.form for rule in change.rules}
    values["exceptions"] = (*(rule for rule in entry.exceptions if rule.form not in given), *change.rules)
    for name in ("kind", "match", "case", "watch", "subject", "note", "url", "finding"):
        value = getattr(change, name)
        if value is not None:
            values[name] = value
    new = tidied(_with(entry, term=term, **values))
    for item in change.drop:
        new = _without(new, item)
    return tidied(new)


def _refuse_two_statuses(change: Change) -> None:
    seen: dict[str, str] = {}
    words = {"variants": "right", "wrong": "wrong", "superseded": "superseded"}
    for name, word in words.items():
        for form in getattr(change, name):
            if seen.setdefault(surface(form), word) != word:
                raise GlossaryError(
                    f"{form!r} is given as {seen[surface(form)]} and as {word}; leave it out of one of them"
                )


def _ranked(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms without doubles, of which the later one holds; the first right one of a language is preferred."""
    led: set[str] = set()
    ranked = []
    for term in {(term.lang, surface(term.text)): term for term in terms}.values():
        is_second = term.lang in led and term.status is TermStatus.PREFERRED
        ranked.append(replace(term, status=TermStatus.ADMITTED) if is_second else term)
        if ranked[-1].status.is_right:
            led.add(term.lang)
    return tuple(ranked)


def _take_out(lists: dict[TermStatus, list[str]], form: str) -> None:
    for items in lists.values():
        items[:] = [item for item in items if surface(item) != surface(form)]


def _without(entry: Entry, item: str) -> Entry:
    """The entry without what it lists as ``item``."""
    if surface(item) == surface(entry.term):
        raise GlossaryError(
            f"{item!r} is the preferred term of {entry.id!r}; give another with --term, or take the entry out with: "
            f"mtqa glossary remove {quoted(entry.id)}"
        )
    texts = {name: getattr(entry, name) for name in (*_LISTS.values(), *_ADDED_TO)}
    values: dict[str, object] = {
        name: tuple(one for one in items if surface(one) != surface(item)) for name, items in texts.items()
    }
    values["sources"] = tuple(
        one for one in entry.sources if surface(item) not in (surface(one.text), surface(f"{one.lang}:{one.text}"))
    )
    new = _with(entry, **values)
    if new == entry:
        every = [one for items in texts.values() for one in items] + [one.text for one in entry.sources]
        raise GlossaryError(f"{entry.id!r} has no {item!r} to drop; it lists {some(every)}")
    return new


def _with(entry: Entry, **values: object) -> Entry:
    return replace(entry, **values)  # type: ignore[arg-type]


def some(items: Iterable[str]) -> str:
    """The first of the items, quoted, for a message."""
    every = list(items)
    shown = ", ".join(repr(item[:60]) for item in every[:8])
    return (f"{shown} and {len(every) - 8} more" if len(every) > 8 else shown) or "nothing else"


def quoted(text: str) -> str:
    """``text`` as one word of a command line, in a form that is safe to print."""
    return quote("".join(char if char.isprintable() else "?" for char in text))
