"""Entries that a glossary may want: names and terms of texts that a person has written or corrected.

:func:`mine` reads trusted texts, one after the other and in bounded memory: runs of capitals are taken
apart (:mod:`.parts`), what stands beside them is noted (:mod:`.clues`), spellings, short forms and
abbreviations of one thing are counted together (:mod:`.ledger`), and what is left is ranked
(:mod:`.ranking`).  :func:`from_review` draws on what a person decided about the findings of a report, and
:func:`with_sources` finds source terms in the source text of an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.glossary.edit import new_id
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.names.suggest.clues import known_kinds
from mtqa.names.suggest.covered import Covered
from mtqa.names.suggest.ledger import Heard, Ledger, merge_alone
from mtqa.names.suggest.ranking import is_worth, kind_of, near_pairs, usefulness, variants_of
from mtqa.names.suggest.records import Quote, Suggested
from mtqa.names.suggest.reported import MOST_BYTES, parse_report
from mtqa.names.suggest.reviewed import Reviewed, from_review
from mtqa.names.suggest.sources import SourceText, with_sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mtqa.data import Document

__all__ = [
    "MOST_BYTES",
    "Mined",
    "Quote",
    "Reviewed",
    "SourceText",
    "Suggested",
    "from_review",
    "mine",
    "parse_report",
    "with_sources",
]

_ROLES: Final = 3  # of an entry


@dataclass(frozen=True, slots=True)
class Mined:
    """What was found in some texts.

    Attributes:
        suggestions: The most useful first; of equal ones by term.
        documents: Documents that were read.
        left_out: Suggestions beyond the limit.
        forgotten: Names seen once that were forgotten, for there were too many.
    """

    suggestions: tuple[Suggested, ...] = ()
    documents: int = 0
    left_out: int = 0
    forgotten: int = 0


def mine(
    documents: Iterable[Document],
    glossary: Glossary,
    *,
    limit: int | None = None,
    min_count: int = 1,
    kinds: Collection[EntryKind] = (),
) -> Mined:
    """Suggest entries from texts whose names are right.

    Args:
        documents: Articles with segments, each looked at once.
        glossary: What there is already, of which nothing is suggested.
        limit: How many at most; ``None`` for all.
        min_count: Mentions that a name must have in all of them.
        kinds: Only these; all if there are none.

    Returns:
        The suggestions, their ids free in the glossary and among themselves.

    Raises:
        GlossaryError: A form of the glossary that is a pattern cannot be used.
    """
    ledger = Ledger(glossary)
    for document in documents:
        ledger.add(document)
    covered = Covered(glossary)
    names = _without_plurals(merge_alone(ledger.heard))
    worth = [
        one for one in names.values() if is_worth(one, ledger.lower, min_count=min_count) and not covered.has(one.text)
    ]
    worth.sort(key=lambda one: (-one.count, one.text))
    near = near_pairs([one.text for one in worth], [form for entry in glossary.entries for form in entry.forms])
    found: list[tuple[float, Heard, EntryKind, tuple[str, ...]]] = []
    for one in worth:
        kind = kind_of(one)
        if kinds and kind not in kinds:
            continue
        alike = near.get(one.text)
        useful, said = usefulness(one, kind, is_alike=alike is not None, documents=ledger.documents)
        if alike is not None:
            said = (*said, f"easily taken for “{alike}”")
        found.append((useful, one, kind, said))
    found.sort(key=lambda item: (-item[0], item[1].text))
    chosen = found if limit is None else found[:limit]
    return Mined(
        _numbered((_suggested(*item) for item in chosen), glossary),
        documents=ledger.documents,
        left_out=len(found) - len(chosen),
        forgotten=ledger.forgotten,
    )


def _suggested(useful: float, one: Heard, kind: EntryKind, said: tuple[str, ...]) -> Suggested:
    roles = tuple(role for role, _ in one.roles.most_common(_ROLES)) if kind is EntryKind.PERSON else ()
    entry = Entry("", one.text, kind, variants=variants_of(one), roles=roles)
    return Suggested(entry, useful, one.count, one.documents, tuple(one.quotes), said)


def _numbered(suggestions: Iterable[Suggested], glossary: Glossary) -> tuple[Suggested, ...]:
    """The suggestions with free ids; none of two that would be one entry."""
    from dataclasses import replace

    held = glossary
    found: list[Suggested] = []
    for one in suggestions:
        entry = replace(one.entry, id=new_id(held, one.entry.term, one.entry.kind))
        held = Glossary((*held.entries, entry))
        found.append(replace(one, entry=entry))
    return tuple(found)


def _without_plurals(names: dict[str, Heard]) -> dict[str, Heard]:
    """The names, a plural counted with its singular: "Houthis" with "Houthi"."""
    for key in [key for key, one in names.items() if key.endswith("s") and not known_kinds(one.words)]:
        for stem in (key[:-1], key[:-2] if key.endswith("es") else ""):
            if stem in names and len(names[stem].words) == len(names[key].words):
                names[stem].add(names.pop(key), alone=True)
                break
    return names
