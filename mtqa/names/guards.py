"""Short names that are ordinary words: when "Moon" is a man, and when it only looks like one.

A name of one word that is an English word, or of three letters or fewer, stands in many texts that do not
mean it.  So it counts for nothing by itself, neither as a mention nor as what a garbled name was meant to
be, unless capitals and the context say that it is meant: a title or role beside it, a word of the entry's
context in the article, or the full name before it.  Of a term that is no name nothing is asked but a capital
that is not that of a sentence or a headline.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import category

from mtqa.data import Span
from mtqa.glossary.inflect import is_demonym
from mtqa.glossary.match import Guise
from mtqa.glossary.model import EntryKind
from mtqa.names.background import background
from mtqa.names.lexicon import lexicon
from mtqa.names.spans import WordKind
from mtqa.names.surroundings import Surroundings, roles_beside
from mtqa.names.tables import CALENDAR, DEMONYMS, SPEECH_VERBS
from mtqa.text import fold, is_all_caps, is_capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.glossary.match import FormMatch
    from mtqa.glossary.model import Entry
    from mtqa.names.forms import Wanted
    from mtqa.names.spans import NameSpan
    from mtqa.names.windows import Window

__all__ = ["Guard", "is_guarded", "is_ordinary", "may_be_meant", "needs_context"]

#: Signs that a word may have.
_IN_NAMES: Final = ".'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
_NEXT_WORD: Final = re.compile(r" ([a-z]+)(?![^\W_])")
#: Words in capitals right before and right after.
_CAPITALS_BEFORE: Final = re.compile(r"(?<![^\W_])((?:[A-Z]+ ){1,3})$")
_CAPITALS_AFTER: Final = re.compile(r"(?:['\N{RIGHT SINGLE QUOTATION MARK}]S)?((?: [A-Z]+){1,3})(?![^\W_])")
#: Characters in which a neighbouring word is looked for.
_NEAR: Final = 30
#: Letters up to which a name is short.
SHORT: Final = 3
#: Letters up to which a name is likely to be a word by accident; what little the lexicon has of longer ones is names.
LONGEST_WORD: Final = 8
#: Letters from which a name that nothing knows cannot be meant as itself.
UNKNOWN: Final = 6


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Whether a name is an English word as well: "Rice", "May", "Roman"."""
    key = fold(word)
    common = lexicon().is_ordinary(key) and len(key) <= LONGEST_WORD
    return common or key in CALENDAR or key in DEMONYMS or is_demonym(key)


@lru_cache(maxsize=20_000)
def is_guarded(form: str) -> bool:
    """Whether a form, as the glossary writes it, is one capitalised word that is ordinary or short."""
    if len(form.split()) > 1 or not is_capitalised(form):
        return False
    if not form[0].isalpha() or not all(
        char.isalpha() or char in _IN_NAMES or category(char)[0] == "M" for char in form
    ):
        return False  # "G7", ".NET", "C++", "Ben-Gvir" are no words
    return _letters(form) <= SHORT or is_ordinary(form)


@lru_cache(maxsize=20_000)
def needs_context(form: str) -> bool:
    """Whether a form is guarded and is a word, a name or the like as well; what is none of it can only be the form."""
    return is_guarded(form) and (is_ordinary(form) or _is_anything(form))


def _letters(form: str) -> int:
    return sum(map(str.isalpha, form))


def _is_anything(form: str) -> bool:
    """Whether a short form is a word, a name or the like; what is none can only be the form."""
    key = fold(form)
    known = background().look_up(key)
    words = lexicon()
    return words.is_known_word(key) or words.is_known_name(key) or max(known.given, known.family, known.place) > 0


class Guard:
    """Which forms that stand in an article are meant.

    Args:
        text: The article.
        names: Its names.
        mentions: Forms that stand in it.
    """

    def __init__(self, text: str, names: Sequence[NameSpan], mentions: Iterable[FormMatch]) -> None:
        self._text, self._names = text, names
        self._full: dict[str, int] = {}
        for mention in mentions:
            if mention.right and mention.guise is Guise.FORM and len(mention.form.split()) > 1:
                self._full.setdefault(mention.entry.id, mention.span.start)

    @cached_property
    def _around(self) -> Surroundings:
        """The article without what is to be judged; most need no look at it."""
        return Surroundings(self._names, (), self._text)

    def is_meant(self, mention: FormMatch) -> bool:
        """Whether a form counts: all do that are neither short nor ordinary words."""
        text = self._text
        form, entry = mention.form, mention.entry
        if mention.guise is Guise.PEOPLE or not needs_context(form):
            return True
        if entry.kind is EntryKind.PLACE and not lexicon().is_ordinary(fold(form)) and _letters(form) > SHORT:
            return True  # a word for people is guarded as a person's name, not as a place's
        seen = mention.span.of(text)
        name = self._around.name_at(mention.span)
        if is_all_caps(form):
            # Capitals tell "WHO" from "who" wherever not all is in capitals.
            if is_all_caps(seen) and (name is None or not name.headline) and not _shouted(text, mention.span):
                return True
        elif is_all_caps(seen) and len(seen) > 1:
            return False
        elif not entry.kind.is_name:
            return name is not None and not name.headline  # a term whose capital is not that of a sentence
        if name is None and is_capitalised(seen) and entry.kind is EntryKind.PERSON and _says(text, mention.span.end):
            return self._full.get(entry.id, len(text)) < mention.span.start  # "Moon said", after "Moon Jae-in"
        if name is None or name.headline or not is_capitalised(seen) or not _is_whole(name, mention.span):
            return False
        return self._full.get(entry.id, len(text)) < mention.span.start or _is_supported(entry, name, self._around)

    def speaking(self, part: str, *, after: int) -> Iterator[Span]:
        """Where a name that is an ordinary word and begins a sentence must be a person's: before "said" and the like.

        Args:
            part: Folded; one word of ASCII letters, others are not looked for.
            after: From where on.
        """
        if not (part.isascii() and part.isalpha()):
            return
        for match in re.compile(rf"(?<![^\W_]){part.capitalize()}(?= [a-z])").finditer(self._text, after):
            span = Span(*match.span())
            if _says(self._text, span.end) and self._around.name_at(span) is None:
                yield span


def _says(text: str, end: int) -> bool:
    """Whether a verb of speech follows."""
    found = _NEXT_WORD.match(text, end)
    return found is not None and found[1] in SPEECH_VERBS


def _shouted(text: str, span: Span) -> bool:
    """Whether words beside it are in capitals as well, so that those of "US" tell nothing: "TELL US MORE"."""
    before = _CAPITALS_BEFORE.search(text, max(span.start - _NEAR, 0), span.start)
    after = _CAPITALS_AFTER.match(text, span.end, span.end + _NEAR)
    words = [word for found in (before, after) if found is not None for word in found[1].split()]
    return any(len(word) > SHORT and lexicon().is_ordinary(fold(word)) for word in words)


def _is_whole(name: NameSpan, span: Span) -> bool:
    """Whether the words are all that the run of names has, but for titles: "Moon" of "President Moon", not of "Moon Base"."""
    return not any(
        word.span.end <= span.start or word.span.start >= span.end
        for word in name.words
        if word.span.start >= name.span.start and word.kind is not WordKind.TITLE
    )


def _is_supported(entry: Entry, name: NameSpan, around: Surroundings) -> bool:
    """Whether a role, a title or a word of the entry's context says that the entry may be meant."""
    beside = roles_beside(name) if entry.kind is EntryKind.PERSON else ()
    return bool(beside or around.shared_roles(name, entry) or around.context_of(entry))


def may_be_meant(window: Window, wanted: Wanted, around: Surroundings, *, has_longer: bool) -> bool:
    """Whether a name may be a garbled form of ``wanted``, if that is short or an ordinary word.

    Args:
        window: The name.
        wanted: What it may be a garbled form of.
        around: The article.
        has_longer: Whether the article has a longer garbled form of the entry.
    """
    if len(wanted.tokens) > 1 or not is_guarded(wanted.text) or has_longer:
        return True
    if len(window.key) >= UNKNOWN and not _is_anything(window.text):
        return True  # "Sagnore" beside "Senior": whatever it is, it is no word that somebody wrote for itself
    mentions = around.mentions.get(wanted.entry.id, ())
    full = (span for span, _ in mentions if len(span) > len(wanted.text) + 1)
    if any(span.start < window.span.start for span in full):
        return True
    return _is_supported(wanted.entry, window.name, around)
