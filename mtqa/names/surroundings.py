"""What an article says around its names: where entries stand right, roles beside them, longer names."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.names.spans import NameSpan, WordKind
from mtqa.names.tables import ROLE_WORDS
from mtqa.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.data import Span
    from mtqa.glossary.match import FormMatch
    from mtqa.glossary.model import Entry

__all__ = ["Surroundings", "roles_beside"]

#: Words on each side of a name in which a role counts as the name's own.
_ROLE_REACH = 6


def roles_beside(name: NameSpan) -> frozenset[str]:
    """Words for what people are, in the name's run or close to it."""
    near = [*name.left[-_ROLE_REACH:], *name.right[:_ROLE_REACH]]
    near += [word.key for word in name.words if word.kind is WordKind.TITLE]
    return frozenset(word for word in near if word in ROLE_WORDS)


class Surroundings:
    """An article's names and right mentions, ready for questions."""

    def __init__(self, names: Sequence[NameSpan], mentions: Iterable[FormMatch], text: str = "") -> None:
        self.names = tuple(names)
        self._text = text
        self._starts = [name.words[0].span.start for name in self.names]
        self.keys: Counter[str] = Counter()
        self._longer: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.names:
            plain = [word for word in name.words if word.kind.names]
            self.keys.update({word.key for word in plain})
            self.keys[name.key] += len(plain) > 1
            if len(plain) > 1 and not name.organisation_like:
                for word in plain:
                    self._longer[word.key].add(" ".join(other.key for other in plain))
        self._titled = {
            " ".join(word.key for word in name.words if word.span.start >= name.span.start)
            for name in self.names
            if any(word.kind is WordKind.TITLE and word.span.end <= name.span.start for word in name.words)
        }
        self.mentions: defaultdict[str, list[tuple[Span, NameSpan | None]]] = defaultdict(list)
        for mention in mentions:
            if mention.right:
                self.mentions[mention.entry.id].append((mention.span, self.name_at(mention.span)))

    @cached_property
    def covered(self) -> float:
        """0 to 1: the share of the article's distinct names that the glossary has in a right form."""
        plain = {name.key: name.span for name in self.names if any(word.kind.names for word in name.words)}
        right = {name.key for places in self.mentions.values() for _, name in places if name is not None}
        return (len(plain.keys() & right) + 0.5) / (len(plain) + 1)

    def name_at(self, span: Span) -> NameSpan | None:
        """The name run that overlaps ``span``, if one does."""
        at = bisect_right(self._starts, span.start) - 1
        for name in self.names[max(at, 0) : at + 2]:
            if name.words[0].span.start < span.end and span.start < name.words[-1].span.end:
                return name
        return None

    def longer_names(self, key: str) -> frozenset[str]:
        """Names of two or more words in the article that hold the word ``key``."""
        return frozenset(self._longer.get(key, ()))

    def context_of(self, entry: Entry) -> frozenset[str]:
        """Context words of the entry (its column ``context``) that the article holds, folded."""
        wanted = {fold(word) for word in entry.context}
        return frozenset(word for word in wanted if word and f" {word} " in self._folded)

    @cached_property
    def _folded(self) -> str:
        return f" {' '.join(fold(word.of(self._text)) for word in words(self._text))} "

    def has_title(self, key: str) -> bool:
        """Whether a title stands before the name ``key`` anywhere in the article."""
        return key in self._titled

    def in_segment(self, entry: Entry, segment: int) -> bool:
        """Whether the entry is mentioned in its right form in that segment."""
        return any(name is not None and name.segment == segment for _, name in self.mentions.get(entry.id, ()))

    def shared_roles(self, name: NameSpan, entry: Entry) -> frozenset[str]:
        """Roles beside ``name`` that the entry lists or that stand beside a right mention of it."""
        beside = roles_beside(name)
        listed = {word for role in entry.roles for word in fold(role).split()} | {
            fold(role).replace(" ", "-") for role in entry.roles
        }
        around = {
            word for _, other in self.mentions.get(entry.id, ()) if other is not None for word in roles_beside(other)
        }
        near = {*name.left[-_ROLE_REACH:], *name.right[:_ROLE_REACH], *(word.key for word in name.words)}
        return (beside & around) | frozenset(near & {word for word in listed if len(word) > 2})

    def has_role(self, role: str) -> bool:
        """Whether the words of ``role`` stand close to some name of the article."""
        places = [self._near.get(word, frozenset()) for word in fold(role).split()]
        return bool(places and frozenset.intersection(*places))

    @cached_property
    def _near(self) -> dict[str, frozenset[int]]:
        """For each word, the names that it stands close to."""
        near: defaultdict[str, set[int]] = defaultdict(set)
        for i, name in enumerate(self.names):
            for word in (*name.left[-_ROLE_REACH:], *name.right[:_ROLE_REACH], *(word.key for word in name.words)):
                near[word].add(i)
        return {word: frozenset(places) for word, places in near.items()}
