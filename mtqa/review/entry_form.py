"""An entry as a form of the page has it: everything that it says, in plain JSON, and back.

A form holds the whole entry, so what is missing from a list has been taken out of it.  How a single form is looked
for, and the status of a term of another language, stay as they were; the form shows neither.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.cells import Item
from mtqa.glossary.model import CaseRule, Entry, EntryKind, MatchMode, TermStatus
from mtqa.glossary.typed import source_term
from mtqa.glossary.validate import tidied
from mtqa.review.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.glossary.model import Term

__all__ = ["LISTS", "TEXTS", "digest_of", "entry_from_form", "form_of"]

#: Lists of an entry that a form has under the same name.
LISTS: Final = ("variants", "wrong", "superseded", "roles", "context", "must_flag", "must_pass")
TEXTS: Final = ("subject", "note", "url")
_MOST: Final = 500  # items of a list
_LONGEST: Final = 2_000  # code points of an item
_LONGEST_NOTE: Final = 20_000


def form_of(entry: Entry) -> dict[str, Any]:
    """What a form shows of an entry."""
    return {
        "id": entry.id,
        "term": entry.term,
        "kind": entry.kind.value,
        "match": entry.match.value,
        "case": entry.case.value,
        "watch": entry.watch,
        "sources": [f"{term.lang}:{term.text}" if term.lang else term.text for term in entry.sources],
        **{name: list(getattr(entry, name)) for name in LISTS},
        **{name: getattr(entry, name) for name in TEXTS},
    }


def digest_of(entry: Entry) -> str:
    """16 hexadecimal digits that are others when the entry says anything else."""
    from mtqa.glossary.formats.json_ import entry_to_dict

    said = json.dumps(entry_to_dict(entry), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def entry_from_form(fields: Fields, *, old: Entry | None = None) -> Entry:
    """The entry that a form says, tidied.

    Args:
        fields: What was sent; a list or a text that is missing is as it was, or empty.
        old: The entry that is changed; ``None`` for a new one, whose id is still ``""``.

    Raises:
        GlossaryError: It has no term, or names a kind or a rule that there is not.
        BadRequest: Something is of the wrong form.
    """
    base = Entry("", "") if old is None else old
    term = fields.text("term", base.term, longest=_LONGEST)
    if not term.strip():
        raise GlossaryError("an entry needs its right form; write it under Term")
    values: dict[str, Any] = {
        name: tuple(fields.texts(name, getattr(base, name), most=_MOST, longest=_LONGEST)) for name in LISTS
    }
    values |= {name: fields.text(name, getattr(base, name), longest=_LONGEST_NOTE) for name in TEXTS}
    sources = fields.texts("sources", form_of(base)["sources"], most=_MOST, longest=_LONGEST)
    new = replace(
        base,
        term=term,
        kind=_kind(fields.text("kind", "", longest=100), term, base if old is not None else None),
        match=_one_of(MatchMode, fields.text("match", base.match.value, longest=40)),
        case=_one_of(CaseRule, fields.text("case", base.case.value, longest=40)),
        watch=fields.flag("watch", default=base.watch),
        sources=_sources(sources, base.sources),
        **values,
    )
    return tidied(new)


def _kind(name: str, term: str, old: Entry | None) -> EntryKind:
    from mtqa.glossary.kinds import infer_kind, nearest_kind, parse_kind

    if not name.strip():
        return infer_kind(term) if old is None else old.kind
    kind = parse_kind(name)
    if kind is None:
        raise GlossaryError(f"unknown kind {name[:60]!r}; did you mean {nearest_kind(name).value!r}?")
    return kind


def _one_of(choices: type[MatchMode | CaseRule], name: str) -> Any:
    try:
        return choices(name)
    except ValueError:
        raise GlossaryError(f"unknown rule {name[:40]!r}; there are: {', '.join(choices)}") from None


def _sources(texts: Iterable[str], old: Iterable[Term]) -> tuple[Term, ...]:
    """Terms of other languages; one that was there keeps what the form does not show.

    Of several of a language, the first right one is preferred.
    """
    known = {(term.lang, term.text): term for term in old}
    led: set[str] = set()
    found = []
    for text in texts:
        said = " ".join(text.split())
        if not said:
            continue
        term = source_term(Item(said))
        term = known.get((term.lang, term.text), term)
        if term.status is TermStatus.PREFERRED and term.lang in led:
            term = replace(term, status=TermStatus.ADMITTED)
        if term.status.is_right:
            led.add(term.lang)
        found.append(term)
    return tuple(found)
