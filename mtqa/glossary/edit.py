"""Changes of a glossary: pure functions from one glossary to the next.

::

    glossary = added(glossary, Entry("yoon-suk-yeol", "Yoon Suk Yeol", EntryKind.PERSON))
    glossary = replaced(glossary, changed(entry, Change(wrong=("Yoon Seok-youl",))), id=entry.id)
    glossary = deprecated(glossary, "yoon-suk-yeol", forms=("Yoon Suk-Yeol",))
    glossary = removed(glossary, "yoon-suk-yeol")

None of them leaves a glossary that contradicts itself: a form is not right in one entry and wrong in
another, and a term stands once with one kind.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import surface
from mtqa.glossary.entry_change import Change, changed, quoted, some
from mtqa.glossary.model import Entry, EntryKind, Glossary, TermStatus
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Shared",
    "added",
    "deprecated",
    "entry_of",
    "new_id",
    "removed",
    "replaced",
    "shared_forms",
]

_LONGEST_ID: Final = 60  # code points of an id that is made here


@dataclass(frozen=True, slots=True)
class Shared:
    """A right form that another entry has too.

    Attributes:
        form: The form, as the new entry writes it.
        entry: The other entry.
        is_term: Whether it is the preferred term of the new entry.
    """

    form: str
    entry: Entry
    is_term: bool


def added(glossary: Glossary, entry: Entry) -> Glossary:
    """The glossary with one more entry, at the end.

    Args:
        glossary: What there is.
        entry: A new entry with an id that is free, see :func:`new_id`.

    Raises:
        GlossaryError: The id is taken, the term is there with the same kind, or a form is right in one
            entry and wrong in the other; names the entry that is there and the command to change it.
    """
    if entry.id in glossary.by_id:
        raise GlossaryError(
            f"the id {entry.id!r} is that of {glossary.by_id[entry.id].term!r}; give another with --id, or change "
            f"that entry with: mtqa glossary edit {quoted(entry.id)}"
        )
    _refuse_clashes(glossary, entry)
    return Glossary((*glossary.entries, entry))


def replaced(glossary: Glossary, entry: Entry, *, id: str) -> Glossary:  # noqa: A002 - the contract's name
    """The glossary with ``entry`` in the place of the one whose id is ``id``.

    Raises:
        GlossaryError: There is no such entry, or as for :func:`added`.
    """
    old = entry_of(glossary, id)
    if entry.id != id and entry.id in glossary.by_id:
        raise GlossaryError(f"the id {entry.id!r} is that of {glossary.by_id[entry.id].term!r}; give another with --id")
    _refuse_clashes(glossary, entry, replacing=old)
    return Glossary(tuple(entry if one is old else one for one in glossary.entries))


def removed(glossary: Glossary, id: str) -> Glossary:  # noqa: A002 - as above
    """The glossary without the entry whose id is ``id``.

    Raises:
        GlossaryError: There is no such entry.
    """
    old = entry_of(glossary, id)
    return Glossary(tuple(one for one in glossary.entries if one is not old))


def deprecated(
    glossary: Glossary,
    id: str,  # noqa: A002 - as above
    *,
    forms: Sequence[str] = (),
    superseded: bool = False,
    use: str | None = None,
) -> Glossary:
    """The glossary with forms of an entry, or the entry, no longer in use.

    Args:
        glossary: What there is.
        id: The entry.
        forms: Right forms of it that become wrong.  Without any, and with ``use``, the preferred term.
            Without any and without ``use`` there is nothing to write instead: the entry becomes one
            that is only watched, and whoever uses a form of it is asked to look twice.
        superseded: They were right once, and are not wrong but out of date.
        use: What to write instead of the preferred term: a variant, or a new form.

    Raises:
        GlossaryError: There is no such entry or form; the preferred term would go and nothing take its
            place; nothing would change; or as for :func:`replaced`.
    """
    entry = entry_of(glossary, id)
    status = TermStatus.SUPERSEDED if superseded else TermStatus.DEPRECATED
    if not forms and use is None:
        if entry.watch:
            raise GlossaryError(
                f"{entry.term!r} is only watched already; name the form to use instead with --use FORM, or take the "
                f"entry out with: mtqa glossary remove {quoted(id)}"
            )
        return replaced(glossary, replace(entry, watch=True), id=id)
    going = [_listed(entry, form) for form in forms] or [entry.term]
    if entry.term in going and use is None:
        raise GlossaryError(
            f"{entry.term!r} is the preferred term of {id!r}; say what to write instead with --use FORM"
        )
    if use is not None and entry.term not in going:
        going.append(entry.term)
    if use is not None and surface(use) in set(map(surface, going)):
        raise GlossaryError(f"{use!r} cannot be used instead of itself; name another form with --use")
    new = entry if use is None else changed(entry, Change(term=use, old_term=status))
    rest = tuple(form for form in going if form not in new.rejected)
    new = changed(new, Change(superseded=rest) if superseded else Change(wrong=rest))
    return replaced(glossary, new, id=id)


def new_id(glossary: Glossary, term: str, kind: EntryKind) -> str:
    """A free id for a new entry: short, readable, and in the manner of the glossary.

    Args:
        glossary: Where it must be free.
        term: The preferred form of the entry.
        kind: What it names; part of the id where the term alone is taken.

    Returns:
        The term itself where the ids of most entries are their terms, as in a file without a column
        ``id``; "yoon-suk-yeol" otherwise.
    """
    from mtqa.glossary.store_csv import free_id

    entries = glossary.entries
    taken = set(glossary.by_id)
    if entries and 2 * sum(entry.id == " ".join(entry.term.split()) for entry in entries) > len(entries):
        return free_id(" ".join(term.split()), kind, taken)
    letters = "".join(char if char.isalnum() else " " for char in fold(term).replace("'", ""))
    # Folding takes Hangul apart; an id is to be typed.
    slug = unicodedata.normalize("NFC", "-".join(letters.split()))[:_LONGEST_ID].strip("-") or kind.value
    number, candidate = 1, slug
    while candidate in taken:
        candidate = f"{slug}-{kind}" if number == 1 else f"{slug}-{kind}-{number}"
        number += 1
    return candidate


def entry_of(glossary: Glossary, id: str) -> Entry:  # noqa: A002 - as above
    """The entry whose id is ``id``.

    Raises:
        GlossaryError: There is none.
    """
    entry = glossary.by_id.get(id)
    if entry is None:
        raise GlossaryError(f"no entry has the id {id[:80]!r}; look for it with: mtqa glossary search")
    return entry


def shared_forms(glossary: Glossary, entry: Entry, *, replacing: str | None = None) -> tuple[Shared, ...]:
    """Right forms of ``entry`` that are right in another entry too.

    That is no contradiction, as with Washington the city and Washington the president; more often it is
    the same thing added once more.

    Args:
        glossary: The other entries.
        entry: A new entry, or one that was changed.
        replacing: Id of the entry that it takes the place of.
    """
    forms = {surface(form): form for form in reversed(entry.forms)}
    return tuple(
        Shared(forms[key], other, is_term=key == surface(entry.term))
        for other in glossary.entries
        if other.id != replacing
        for key in dict.fromkeys(map(surface, other.forms))
        if key in forms
    )


def _refuse_clashes(glossary: Glossary, entry: Entry, *, replacing: Entry | None = None) -> None:
    """Raise if ``entry`` and another contradict each other, or it itself."""
    term = surface(entry.term)
    right = {surface(form): form for form in entry.forms}
    wrong = {surface(form): form for form in entry.wrong}
    own = right.keys() & wrong.keys()
    if own:
        raise GlossaryError(f"{wrong[min(own)]!r} is given as right and as wrong; leave it out of one of them")
    for other in glossary.entries:
        if other is replacing:
            continue
        if other.kind is entry.kind and surface(other.term) == term:
            raise GlossaryError(
                f"{entry.term!r} is in the glossary already ({entry.kind}, id {other.id!r}); see it with: "
                f"mtqa glossary show {quoted(other.id)} - or add forms to it with: {_edit(other)} --variant FORM"
            )
        for form in other.wrong:
            if surface(form) in right:
                raise GlossaryError(
                    f"{right[surface(form)]!r} is a wrong form of {other.term!r} (id {other.id!r}); if it is right "
                    f"after all, take it out there first with: {_edit(other)} --drop {quoted(form)}"
                )
        for form in other.forms if wrong else ():
            if surface(form) in wrong:
                raise GlossaryError(
                    f"{wrong[surface(form)]!r} is right in another entry, {other.term!r} (id {other.id!r}), so it "
                    "cannot be wrong here; leave it out, or take it out there first with: "
                    + (
                        f"{_edit(other)} --drop {quoted(form)}"
                        if form != other.term
                        else f"{_edit(other)} --term OTHER"
                    )
                )


def _edit(entry: Entry) -> str:
    return f"mtqa glossary edit {quoted(entry.id)}"


def _listed(entry: Entry, form: str) -> str:
    """The right form of ``entry`` that is written ``form``."""
    found = next((one for one in entry.forms if surface(one) == surface(form)), None)
    if found is not None:
        return found
    if surface(form) in set(map(surface, entry.rejected)):
        raise GlossaryError(f"{form!r} is no right form of {entry.id!r} any more; nothing to deprecate")
    raise GlossaryError(f"{entry.id!r} has no form {form!r}; its right forms are {some(entry.forms)}")
