"""What a corpus says of each name, one document at a time and in bounded memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mtqa.glossary.model import EntryKind
from mtqa.names.lexicon import lexicon
from mtqa.names.suggest.clues import HEADS, known_kinds
from mtqa.names.suggest.sightings import Sighting, lower_words, quote_at, sightings
from mtqa.names.tables import GENERIC_HEADS, PARTICLES
from mtqa.names.variants import variant_key
from mtqa.text import fold, is_all_caps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Document
    from mtqa.glossary.model import Glossary
    from mtqa.names.suggest.records import Quote

__all__ = ["Heard", "Ledger", "letters_of", "name_key"]

#: Names that are kept; beyond it those seen once are forgotten.
MOST_NAMES: Final = 200_000
#: Words in lower case that are counted.
MOST_WORDS: Final = 400_000
#: Quotations of a name.
QUOTES: Final = 3
_LONGEST: Final = 8  # words of a name


@dataclass(slots=True)
class Heard:
    """A name, in all documents so far.

    Attributes:
        texts: How it is written, with counts.
        words: Its folded words.
        count: Mentions, in full or for short.
        full: Mentions in full.
        free: Mentions whose capitals tell something.
        documents: Documents that mention it.
        quotes: The first places, of different documents if there are several.
        shorts: Abbreviations that articles give for it, with counts.
        alone: Parts of it that stand for it, with counts.
        roles: What it is called, with counts.
        clues: For each kind how much speaks for it.
        has_plain: Whether a word of it is a name by itself.
        headed: Whether a word of it names a kind of thing.
        titled: Mentions with a title before.
        quoted: Whether it is a title between quotation marks, or a term in small letters.
    """

    texts: Counter[str] = field(default_factory=Counter)
    words: tuple[str, ...] = ()
    count: int = 0
    full: int = 0
    free: int = 0
    documents: int = 0
    quotes: list[Quote] = field(default_factory=list)
    shorts: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    clues: defaultdict[EntryKind, float] = field(default_factory=lambda: defaultdict(float))
    has_plain: bool = False
    headed: bool = False
    titled: int = 0
    quoted: bool = False

    @property
    def text(self) -> str:
        """How it is mostly written; of equals the one with most capitals and letters, then by alphabet."""
        return min(self.texts, key=lambda one: (is_all_caps(one) and len(one) > 5, -self.texts[one], -len(one), one))

    @property
    def ends(self) -> tuple[str, ...]:
        """Words that may stand for it: both ends of a name, the one word of its own of "Wesel County"."""
        if len(self.words) < 2:
            return ()
        if not self.headed:
            return tuple(word for word in (self.words[0], self.words[-1]) if word not in HEADS)
        own = [word for word in self.words if word not in GENERIC_HEADS and not lexicon().is_known_word(word)]
        return (own[0],) if len(own) == 1 and len(self.words) == 2 else ()

    def add(self, other: Heard, *, alone: bool) -> None:
        """Add the mentions of another name that stands for this one, in full or ``alone``."""
        self.count += other.count
        self.documents += other.documents
        self.roles.update(other.roles)
        self.quotes += other.quotes[: max(0, QUOTES - len(self.quotes))]
        for kind, weight in other.clues.items():
            self.clues[kind] += weight
        self.titled += other.titled
        if alone:
            self.alone.update(other.texts)
            return
        self.texts.update(other.texts)
        self.full += other.full
        self.free += other.free
        self.shorts.update(other.shorts)
        self.has_plain |= other.has_plain


class Ledger:
    """The names of a corpus.

    Args:
        glossary: What there is already; its forms are not counted.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self.heard: dict[str, Heard] = {}
        self.lower: Counter[str] = Counter()
        self.documents = 0
        self.forgotten = 0

    def add(self, document: Document) -> None:
        """Count the names of an article, which has segments."""
        here: dict[str, Heard] = {}
        for one in sightings(document, self._glossary):
            words = _words_of(one.text)
            if 0 < len(words) <= _LONGEST:
                key = name_key(one.text)
                _note(here.setdefault(key, Heard(words=words)), one, document)
        for key, name in merge_alone(here).items():
            name.documents = 1
            if key in self.heard:
                self._join(self.heard[key], name)
            else:
                self.heard[key] = name
        self.lower.update(lower_words(document))
        self.documents += 1
        self._forget()

    def _join(self, held: Heard, one: Heard) -> None:
        held.add(one, alone=False)
        held.alone.update(one.alone)
        held.headed |= one.headed
        held.quoted &= one.quoted

    def _forget(self) -> None:
        if len(self.heard) > MOST_NAMES:
            rare = [key for key, one in self.heard.items() if one.count == 1]
            self.forgotten += len(rare)
            for key in rare:
                del self.heard[key]
        if len(self.lower) > MOST_WORDS:
            self.lower = Counter({word: n for word, n in self.lower.items() if n > 1})


def name_key(text: str) -> str:
    """What spellings of one name share, capitals, hyphens and initials left out."""
    every = text.split()
    # "George W. Bush" is "George Bush"; but "Plan A" is not "Plan B".
    words = [word for at, word in enumerate(every) if at in (0, len(every) - 1) or sum(map(str.isalnum, word)) > 1]
    return variant_key(" ".join(words)) or fold(text)


def letters_of(short: str) -> str:
    """An abbreviation as it is compared: small, without points."""
    return fold(short).replace(".", "").replace("&", "")


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(key for word in text.split() if (key := fold(word)) and key not in PARTICLES)


def _note(heard: Heard, one: Sighting, document: Document) -> None:
    heard.texts[one.text] += 1
    heard.count += 1
    heard.full += 1
    heard.free += one.free
    heard.has_plain |= one.has_plain
    heard.headed |= one.headed
    heard.titled += one.titled
    heard.quoted = one.quoted if heard.count == 1 else heard.quoted and one.quoted
    heard.roles.update(one.roles)
    if one.short:
        heard.shorts[one.short] += 1
    for kind, weight in one.clues:
        heard.clues[kind] += weight
    if len(heard.quotes) < QUOTES:
        heard.quotes.append(quote_at(document, one.span))


def merge_alone(names: dict[str, Heard]) -> dict[str, Heard]:
    """Count abbreviations, and parts of names that stand alone, with the name that they stand for.

    A part that may stand for several names is nobody's, and no name of its own either.
    """
    by_short: defaultdict[str, set[str]] = defaultdict(set)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for key, one in names.items():
        for short in one.shorts:
            by_short[letters_of(short)].add(key)
        for end in one.ends:
            owners[end].add(key)
    left: dict[str, Heard] = {}
    for key, one in names.items():
        if len(one.words) > 1:
            left[key] = one
            continue
        word = one.words[0]
        explained = by_short.get(letters_of(word), set()) - {key}
        if explained and is_all_caps(one.text):
            if len(explained) == 1:
                names[next(iter(explained))].add(one, alone=True)
            continue
        having = owners.get(word, set())
        if having and not _has_own(one, [names[other] for other in having]):
            if len(having) == 1:
                names[next(iter(having))].add(one, alone=True)
            continue
        left[key] = one
    return left


def _has_own(one: Heard, having: Iterable[Heard]) -> bool:
    """Whether a single word is a name of its own rather than a part of longer ones: "Beijing" beside "Beijing Daily"."""
    if one.titled:
        return False
    is_place = any(kind is EntryKind.PLACE for kind, _ in known_kinds(one.words))
    return is_place and all(other.headed or not other.titled for other in having)
