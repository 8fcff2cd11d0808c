"""Entries of several concepts made into ones that do not contradict each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.formats.losses import counted
from mtqa.glossary.model import Entry, EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.glossary.formats.losses import Losses

__all__ = ["joined", "settled"]

_SHOWN: Final = 6  # forms in one sentence


def settled(entries: Iterable[Entry], losses: Losses) -> tuple[Entry, ...]:
    """The entries without contradictions: one per term and kind, unique ids, no form right here and wrong there."""
    from mtqa.glossary.formats.drafts import unique_ids

    by_term: dict[tuple[str, EntryKind], list[Entry]] = {}
    for entry in entries:
        by_term.setdefault((surface(entry.term), entry.kind), []).append(entry)
    doubles = sum(len(group) - 1 for group in by_term.values())
    if doubles:
        losses.say(f"{counted(doubles, 'concept')} with the same term and kind as another joined with it")
    every = tuple(group[0] if len(group) == 1 else joined(group) for group in by_term.values())
    del by_term
    named = unique_ids(every)
    renamed = sum(1 for before, after in zip(every, named, strict=True) if before.id and before.id != after.id)
    if renamed:
        losses.say(f"{counted(renamed, 'id')} that another concept has already given up for the term")
    return _without_contradictions(named, losses)


def joined(entries: Sequence[Entry]) -> Entry:
    """One entry of several with the same term and kind; where only one value fits, the first one's."""
    first = entries[0]

    def every(name: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(one for entry in entries for one in getattr(entry, name)))

    def leading(name: str) -> str:
        return next((value for entry in entries if (value := getattr(entry, name))), "")

    def together(name: str, separator: str) -> str:
        return separator.join(dict.fromkeys(value for entry in entries if (value := getattr(entry, name))))

    variants = tuple(dict.fromkeys(form for entry in entries for form in entry.forms))
    right = set(map(surface, variants))
    rules = {rule.form: rule for entry in reversed(entries) for rule in reversed(entry.exceptions)}
    columns = {name: value for entry in reversed(entries) for name, value in reversed(entry.extra)}
    terms = {(term.lang, term.text): term for entry in reversed(entries) for term in reversed(entry.sources)}
    return replace(
        first,
        id=leading("id"),
        variants=tuple(form for form in variants if form != first.term),
        wrong=tuple(form for form in every("wrong") if surface(form) not in right),
        superseded=tuple(form for form in every("superseded") if surface(form) not in right),
        sources=tuple(reversed(terms.values())),
        roles=every("roles"),
        context=every("context"),
        exceptions=tuple(reversed(rules.values())),
        subject=together("subject", "; "),
        note=together("note", "\n"),
        url=leading("url"),
        must_flag=every("must_flag"),
        must_pass=every("must_pass"),
        extra=tuple(reversed(columns.items())),
    )


def _without_contradictions(entries: tuple[Entry, ...], losses: Losses) -> tuple[Entry, ...]:
    wrong = {surface(form) for entry in entries for form in entry.wrong}
    if not wrong:
        return entries
    both = wrong & {surface(form) for entry in entries for form in entry.forms}
    if not both:
        return entries
    number, kept = 0, []
    for entry in entries:
        forms = tuple(form for form in entry.wrong if surface(form) not in both)
        number += len(entry.wrong) - len(forms)
        kept.append(entry if len(forms) == len(entry.wrong) else replace(entry, wrong=forms))
    losses.say(
        f"{counted(number, 'form')} that one concept deprecates and another has as right, left out of the wrong "
        f"forms: {', '.join(sorted(both)[:_SHOWN])}{' ...' if len(both) > _SHOWN else ''}"
    )
    return tuple(kept)
