"""Who and what an article is about, and everything that it calls them: for a person to look through.

Made of what the name checks found out already.  Names go together where the glossary, or a suspected error,
says so, and where one word can only be the end of one full name ("Biden" after "Joe Biden").  In doubt two
names stay two.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mtqa.data import Entity, EntityForm
from mtqa.glossary.model import EntryKind
from mtqa.names.evidence import REPORT_FROM
from mtqa.names.lexicon import lexicon
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Document, Span
    from mtqa.glossary.model import Entry
    from mtqa.names.analysis import NameAnalysis
    from mtqa.names.spans import NameSpan

__all__ = ["entities_of"]

#: Entities that are listed; an article with more is no article.
MOST: Final = 2_000


@dataclass(slots=True)
class _Gathered:
    entry: Entry | None = None
    name: str = ""
    forms: defaultdict[str, dict[Span, bool | None]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, text: str, span: Span, *, is_right: bool | None) -> None:
        self.forms[" ".join(text.split())][span] = is_right

    @property
    def first(self) -> Span:
        return min(span for places in self.forms.values() for span in places)


def entities_of(document: Document, names: NameAnalysis) -> tuple[Entity, ...]:
    """The entities of an article, in the order in which they come up.

    Args:
        document: The article.
        names: What the checks found out about its names.
    """
    found: dict[str, _Gathered] = {}
    taken = bytearray(len(document.text) + 1)

    def take(span: Span) -> None:
        taken[span.start : span.end] = b"\x01" * len(span)

    def of_entry(entry: Entry) -> _Gathered:
        return found.setdefault(f"entry {entry.id}", _Gathered(entry, entry.term))

    for mention in (*names.mentions, *names.watched):
        of_entry(mention.entry).add(mention.span.of(document.text), mention.span, is_right=mention.right)
        take(mention.span)
    for one in names.resolved:
        if one.confidence >= REPORT_FROM:
            of_entry(one.entry).add(one.text, one.span, is_right=False)
            take(one.span)
    # every other place of a form that disagrees, and of the one it disagrees with, belongs to the same
    same: dict[str, str] = {}
    for other in names.inconsistencies:
        same[fold(other.text)] = fold(other.suggestion)
    rest = [name for name in names.names if not any(taken[name.span.start : name.span.end]) and _is_name(name)]
    full = _full_names(rest) | _parts_of_suspected(names)
    for name in rest:
        key = same.get(name.key, name.key)
        key = full.get(key, key)
        gathered = found.setdefault(key, _Gathered())
        gathered.add(name.text, name.span, is_right=None)
    listed = sorted(found.values(), key=lambda one: one.first)[:MOST]
    return tuple(_entity(one) for one in listed)


def _is_name(name: NameSpan) -> bool:
    """Whether a run with a capital is a name: not a word that merely begins a sentence or stands in a headline."""
    if name.headline:
        return False
    words = name.key.split()
    if len(words) > 1:
        return not all(lexicon().is_ordinary(word) for word in words)
    return not (name.initial and lexicon().is_ordinary(name.key)) and not lexicon().is_ordinary(name.key)


def _full_names(names: Iterable[NameSpan]) -> dict[str, str]:
    """For a word by itself the one full name that it ends, if there is just one."""
    ends: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.key.split()
        if len(words) > 1 and not name.organisation_like:
            ends[words[-1]].add(name.key)
    return {end: next(iter(full)) for end, full in ends.items() if len(full) == 1}


def _parts_of_suspected(names: NameAnalysis) -> dict[str, str]:
    """For the first and the last word of a suspected person the entry, if it can only be that one."""
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for one in names.resolved:
        words = fold(one.text).split()
        if one.confidence >= REPORT_FROM and one.entry.kind is EntryKind.PERSON and len(words) > 1:
            for word in (words[0], words[-1]):
                meant[word].add(f"entry {one.entry.id}")
    return {word: next(iter(keys)) for word, keys in meant.items() if len(keys) == 1}


def _entity(one: _Gathered) -> Entity:
    forms = []
    for text, places in one.forms.items():
        verdicts = set(places.values())
        forms.append(EntityForm(text, tuple(sorted(places)), verdicts.pop() if len(verdicts) == 1 else None))
    forms.sort(key=lambda form: (-len(form.spans), form.spans[0]))
    if one.entry is None:
        longest = max(forms, key=lambda form: (len(form.text.split()), len(form.spans)))
        return Entity(longest.text, tuple(forms))
    entry = one.entry
    terms = tuple((term.lang, term.text) for term in entry.sources)
    return Entity(entry.term, tuple(forms), entry.id, entry.kind.value, terms)
