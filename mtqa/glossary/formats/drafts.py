"""Rows of a bilingual file or a spreadsheet, made into entries.

A file from elsewhere has one row per pair of terms, an entry has all terms of a concept.  Rows are one
entry if they have the same id, or else the same source term (several accepted translations are
alternatives), or else the same preferred form and kind (one name, several source languages).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from mtqa.glossary.conflicts import surface
from mtqa.glossary.formats.losses import Losses
from mtqa.glossary.formats.texts import form_problem, single_spaced
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import CaseRule, Entry, EntryKind, Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Draft", "entries_of", "unique_ids"]

_Item = TypeVar("_Item")
_NO_TERM: Final = "left out: no term in the language of the articles"
_NO_RIGHT: Final = "left out: only wrong or superseded forms, and an entry needs a right one"


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row says.

    Attributes:
        row: Its number.
        forms: Forms of the target language, with their statuses.
        sources: Terms of other languages.
        id: The id that the row names, ``""`` if none.
        concept: What else tells two concepts with one source term apart.
        kind: The kind that the row names, ``None`` if none.
        roles: Words beside the name.
        case: The case rule.
        subject: Subject field.
        note: For people.
        url: Where it is from.
        extra: Other columns.
    """

    row: int
    forms: tuple[tuple[str, TermStatus], ...]
    sources: tuple[Term, ...] = ()
    id: str = ""
    concept: str = ""
    kind: EntryKind | None = None
    roles: tuple[str, ...] = ()
    case: CaseRule = CaseRule.AS_WRITTEN
    subject: str = ""
    note: str = ""
    url: str = ""
    extra: tuple[tuple[str, str], ...] = ()


def entries_of(drafts: Iterable[Draft], *, origin: str, losses: Losses) -> tuple[Entry, ...]:
    """Entries of rows, in the order of their first rows; what makes none is told to ``losses``."""
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        sound = _sound(draft, losses)
        if sound is not None:
            groups.setdefault(_key(sound), []).append(sound)
    entries: dict[tuple[str, EntryKind], Entry] = {}
    for rows in groups.values():
        entry = _entry(rows, origin=origin, losses=losses)
        if entry is None:
            continue
        key = (surface(entry.term), entry.kind)
        first = entries.get(key)
        entries[key] = entry if first is None else _joined(first, entry)
    return unique_ids(entries.values())


def unique_ids(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, each without an id, or with one that is taken, given one of its own."""
    from mtqa.glossary.store_csv import free_id

    every = tuple(entries)
    claimed = {entry.id for entry in every if entry.id}
    taken: set[str] = set()
    named: list[Entry] = []
    for entry in every:
        identity = entry.id
        if not identity or identity in taken:
            identity = free_id(entry.term, entry.kind, claimed)
            claimed.add(identity)
        taken.add(identity)
        named.append(entry if identity == entry.id else replace(entry, id=identity))
    return tuple(named)


def _sound(draft: Draft, losses: Losses) -> Draft | None:
    """The draft without forms that cannot be any, ``None`` if nothing is left."""
    forms = [(single_spaced(text), status) for text, status in draft.forms if text.strip()]
    if not forms and not draft.sources:
        losses.leave_out(draft.row, _NO_TERM)
        return None
    kept = _without_problems(forms, lambda form: form_problem(form[0], is_right=form[1].is_right), draft.row, losses)
    if forms and not kept:
        return None
    sources = [replace(term, text=single_spaced(term.text)) for term in draft.sources if term.text.strip()]
    sources = _without_problems(sources, lambda term: form_problem(term.text, is_right=False), draft.row, losses)
    if not kept and not sources:
        return None
    identity = single_spaced(draft.id)
    return replace(
        draft,
        forms=tuple(kept),
        sources=tuple(sources),
        id="" if form_problem(identity, is_right=False) else identity,
    )


def _without_problems(items: list[_Item], problem: Callable[[_Item], str], row: int, losses: Losses) -> list[_Item]:
    kept = []
    for item in items:
        reason = problem(item)
        if reason:
            losses.leave_out(row, f"left out: {reason}")
        else:
            kept.append(item)
    return kept


def _key(draft: Draft) -> tuple[str, ...]:
    kind = draft.kind or ""
    if draft.id:
        return ("id", draft.id)
    if draft.sources:
        first = draft.sources[0]
        return ("source", first.lang, surface(first.text), draft.concept, kind)
    form, status = draft.forms[0]
    return ("form", surface(form), "" if status.is_right else status, draft.concept, kind)


def _entry(rows: list[Draft], *, origin: str, losses: Losses) -> Entry | None:
    forms = dict.fromkeys(form for row in rows for form in row.forms)
    right = [text for text, status in forms if status is TermStatus.PREFERRED]
    right += [text for text, status in forms if status is TermStatus.ADMITTED]
    if not right:
        for row in rows:
            losses.leave_out(row.row, _NO_RIGHT if row.forms else _NO_TERM)
        return None
    term, *variants = dict.fromkeys(right)
    first = rows[0]
    kind = next((row.kind for row in rows if row.kind is not None), None)
    every_right = set(right)
    both = [text for text, status in forms if not status.is_right and text in every_right]
    if both:
        losses.leave_out(first.row, "left out: a form as wrong that the same entry has as right")
    return Entry(
        id=next((row.id for row in rows if row.id), ""),
        term=term,
        kind=infer_kind(term) if kind is None else kind,
        variants=tuple(variants),
        wrong=_rejected(forms, TermStatus.DEPRECATED, every_right),
        superseded=_rejected(forms, TermStatus.SUPERSEDED, every_right),
        sources=_ranked(term for row in rows for term in row.sources),
        roles=tuple(dict.fromkeys(role for row in rows for role in row.roles)),
        case=next((row.case for row in rows if row.case is not CaseRule.AS_WRITTEN), CaseRule.AS_WRITTEN),
        subject=next((row.subject for row in rows if row.subject), ""),
        note="\n".join(dict.fromkeys(row.note for row in rows if row.note)),
        url=next((row.url for row in rows if row.url), ""),
        extra=tuple(dict(pair for row in reversed(rows) for pair in row.extra).items()),
        origin=f"{origin}:{first.row}",
    )


def _rejected(forms: Iterable[tuple[str, TermStatus]], status: TermStatus, right: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text, other in forms if other is status and text not in right))


def _ranked(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Source terms without doubles: of those of a language that are right, the first is the preferred one."""
    seen: set[tuple[str, str]] = set()
    led: set[str] = set()
    ranked: list[Term] = []
    for term in terms:
        if (term.lang, surface(term.text)) in seen:
            continue
        seen.add((term.lang, surface(term.text)))
        if not term.status.is_right:
            ranked.append(term)
            continue
        ranked.append(replace(term, status=TermStatus.ADMITTED if term.lang in led else TermStatus.PREFERRED))
        led.add(term.lang)
    return tuple(ranked)


def _joined(first: Entry, second: Entry) -> Entry:
    """One entry of two with the same term and kind; where only one value fits, the first one's."""
    variants = tuple(dict.fromkeys(form for form in (*first.variants, *second.forms) if form != first.term))
    right = {first.term, *variants}
    notes = dict.fromkeys(note for note in (first.note, second.note) if note)
    return replace(
        first,
        id=first.id or second.id,
        variants=variants,
        wrong=tuple(dict.fromkeys(form for form in (*first.wrong, *second.wrong) if form not in right)),
        superseded=tuple(dict.fromkeys(form for form in (*first.superseded, *second.superseded) if form not in right)),
        sources=_ranked((*first.sources, *second.sources)),
        roles=tuple(dict.fromkeys((*first.roles, *second.roles))),
        subject=first.subject or second.subject,
        note="\n".join(notes),
        url=first.url or second.url,
        extra=tuple((dict(second.extra) | dict(first.extra)).items()),
    )
