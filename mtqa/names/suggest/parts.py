"""The names in a run of capitalised words: titles off, two names apart, what the glossary has left out.

A run is maximal ("Samsung Vice Chairman Lee Jae-yong"); what an entry could name is a part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.glossary.model import EntryKind
from mtqa.names.background import background
from mtqa.names.lexicon import lexicon
from mtqa.names.spans import WordKind
from mtqa.names.tables import DIRECTIONS, FUNCTION_WORDS, KNOWN_PLACES, ROLE_WORDS
from mtqa.text import fold, is_all_caps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.glossary.match import FormMatch
    from mtqa.names.spans import NameSpan, NameWord

__all__ = ["Part", "content_words", "parts_of"]

_HYPHENATED: Final = re.compile(r"\S?[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]\S?")
_APOSTROPHES: Final = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
_INNER: Final = (WordKind.INNER, WordKind.NUMBER)
#: An office that goes on after "of": "Minister of" before "Foreign Affairs".
_OFFICE: Final = re.compile(r"([A-Za-z][\w-]*) of $")
#: Level from which a known place is more than a village with an English word for a name.
_TOWN: Final = 3
_OFFICE_REACH: Final = 40  # code points
#: What a name cannot begin or end with.
_LOOSE: Final = (WordKind.INNER, WordKind.NUMBER, WordKind.CALENDAR, WordKind.TITLE)
#: Letters of a name that is too short for an entry, such as "UN".
_TOO_SHORT: Final = 2
#: Letters from which a word in capitals is more than the short name of a country: "US", "EU".
_LONG_CAPITALS: Final = 4


@dataclass(frozen=True, slots=True)
class Part:
    """What may be one name.

    Attributes:
        words: Its words.
        span: From the first to the last.
        titles: Words of titles right before it, as written.
        free: Whether some capital of it is one that grammar does not ask for.
    """

    words: tuple[NameWord, ...]
    span: Span
    titles: tuple[str, ...]
    free: bool

    @property
    def has_plain(self) -> bool:
        """Whether a word of it is a name by itself; "Security Council" has none."""
        return any(word.kind.names for word in self.words)


def content_words(words: Sequence[NameWord]) -> tuple[NameWord, ...]:
    """The words without "of", "the" and the like."""
    return tuple(word for word in words if word.kind is not WordKind.INNER)


def parts_of(name: NameSpan, text: str, known: Sequence[FormMatch]) -> Iterator[Part]:
    """The names of a run that the glossary does not have.

    Args:
        name: The run.
        text: The article.
        known: Forms of the glossary that stand in the run.
    """
    for words, titles in _between_titles(name, text):
        for some in _apart(words, text):
            for rest in _without_known(some, known):
                trimmed = _trimmed(_without_owner(rest, text))
                if trimmed and not _is_prefix(trimmed, text):
                    first = name.initial and trimmed[0].span == name.words[0].span
                    free = len(content_words(trimmed)) > 1 or not first
                    heard = titles if trimmed[0].span == words[0].span else ()
                    yield Part(trimmed, Span(trimmed[0].span.start, trimmed[-1].span.end), heard, free)


def _between_titles(name: NameSpan, text: str) -> Iterator[tuple[list[NameWord], tuple[str, ...]]]:
    """The words between titles, with the words of the title before them."""
    part: list[NameWord] = []
    titles = _rest_of_title(name, text)
    for at, word in enumerate(name.words):
        if at < len(titles) - 2:
            continue  # said in the title
        is_title = word.kind is WordKind.TITLE or (word.key in ROLE_WORDS and word.kind is not WordKind.INNER)
        following = name.words[at + 1 : at + 2]
        if is_title and not part and not titles and following and following[0].kind is WordKind.GENERIC:
            is_title = False  # "Duke University", "Queen Street"
        if not is_title:
            part.append(word)
            continue
        if part:
            modifiers = _modifiers(part)
            if len(part) > len(modifiers):
                yield part[: len(part) - len(modifiers)], tuple(titles)
            titles, part = [one.text for one in modifiers], []
        titles.append(word.text)
    if part:
        yield part, tuple(titles)


def _rest_of_title(name: NameSpan, text: str) -> list[str]:
    """The title that the run goes on with: "Secretary of Commerce" before "Wilbur Ross"; nothing if it does not."""
    start = name.words[0].span.start
    before = _OFFICE.search(text[max(0, start - _OFFICE_REACH) : start])
    if before is None or fold(before[1]) not in ROLE_WORDS:
        return []
    found: list[str] = []
    for word in name.words:
        if word.kind not in (WordKind.ORDINARY, WordKind.GENERIC, WordKind.INNER) and not _is_field(word):
            # What nobody is called may be all that there is: "the Secretary of Commerce".
            return [before[1], "of", *found] if found else []
        found.append(word.text)
    return []


def _is_field(word: NameWord) -> bool:
    """Whether a word that is mostly written with a capital is English and nobody's name: "Commerce"."""
    known = background().look_up(word.key)
    return lexicon().is_known_word(word.key) and not (known.given or known.family or known.place >= _TOWN)


def _modifiers(part: Sequence[NameWord]) -> list[NameWord]:
    """The last words of a part that belong to the title after it: "Foreign" before "Minister"."""
    found: list[NameWord] = []
    for word in reversed(part):
        if word.kind is not WordKind.ORDINARY or word.key in DIRECTIONS:
            break
        found.insert(0, word)
    return found


def _apart(words: Sequence[NameWord], text: str) -> Iterator[list[NameWord]]:
    """The words cut where two names stand side by side: at "and", at dates, between "US" and "China"."""
    part: list[NameWord] = []
    for at, word in enumerate(words):
        following = words[at + 1 :]
        if (
            word.kind is WordKind.CALENDAR
            or (word.key == "and" and _lists(part, following))
            or (word.key == "of" and _is_place(part) and _is_place(following))
            or (word.key == "on" and any(one.kind.names for one in part))
        ):
            yield part
            part = []
            continue
        if part and _is_pair(part[-1], word, text):
            yield part
            part = []
        part.append(word)
    yield part


def _is_place(words: Sequence[NameWord]) -> bool:
    """Whether the words are a whole name with its kind: "Golmud City", not "Bureau" or "Urumqi"."""
    return bool(words) and words[-1].kind is WordKind.GENERIC and any(word.kind.names for word in words)


def _lists(left: Sequence[NameWord], right: Sequence[NameWord]) -> bool:
    """Whether "and" stands between two names, not in "Ministry of Culture and Tourism"."""
    if left and right and left[-1].kind is right[0].kind is WordKind.DEMONYM:
        return False  # "Mongolian and Tibetan Autonomous Prefecture"
    inside = any(word.key in ("of", "for") for word in left) and left[0].kind is not WordKind.PLAIN
    return not inside or any(word.kind is WordKind.GENERIC for word in right)


def _is_pair(left: NameWord, right: NameWord, text: str) -> bool:
    """Whether a hyphen joins two that are named by themselves: "US-China", not "North Rhine-Westphalia"."""
    if not _HYPHENATED.fullmatch(text[left.span.end : right.span.start]):
        return False
    return all(
        word.key in KNOWN_PLACES
        or word.key in DIRECTIONS
        or word.kind is WordKind.DEMONYM
        or (is_all_caps(word.text) and len(word.text) < _LONG_CAPITALS)
        for word in (left, right)
    )


def _without_known(words: Sequence[NameWord], known: Sequence[FormMatch]) -> Iterator[list[NameWord]]:
    """The words that the glossary does not have; all of them where what it has is a part of another name."""
    owners = [next((one for one in known if one.span.overlaps(word.span)), None) for word in words]
    if not any(owners):
        yield list(words)
        return
    rest = [word for word, owner in zip(words, owners, strict=True) if owner is None and word.kind not in _INNER]
    people = any(owner is not None and owner.entry.kind is EntryKind.PERSON for owner in owners)
    if not rest:
        return
    if any(word.kind is WordKind.GENERIC for word in rest) and not people:
        yield list(words)  # "Seoul National University", where the glossary has Seoul
        return
    part: list[NameWord] = []
    for word, owner in zip(words, owners, strict=True):
        if owner is None:
            part.append(word)
        else:
            yield part
            part = []
    yield part


def _without_owner(words: Sequence[NameWord], text: str) -> Sequence[NameWord]:
    """The words without an ordinary one that owns what follows: "Embassy of the People's Republic" is not "... People"."""
    some = list(words)
    while (
        some and some[-1].kind is WordKind.ORDINARY and text[some[-1].span.end : some[-1].span.end + 1] in _APOSTROPHES
    ):
        some.pop()
    return some


def _trimmed(words: Sequence[NameWord]) -> tuple[NameWord, ...]:
    """The words without what names nothing at the ends; nothing if no name is left."""
    some = list(words)
    while some and (some[0].kind in _LOOSE and not (some[0].kind is WordKind.TITLE and len(some) > 1)):
        some.pop(0)
    while some and some[-1].kind in (*_LOOSE, WordKind.DEMONYM):
        some.pop()
    some = _without_people(some)
    content = content_words(some)
    if not content or sum(len(word.key) for word in content) <= _TOO_SHORT:
        return ()
    if all(word.kind in (WordKind.DEMONYM, *_LOOSE) or word.key in DIRECTIONS for word in content):
        return ()
    if len(content) == 1 and (content[0].kind is not WordKind.PLAIN or content[0].key in FUNCTION_WORDS):
        return ()
    return tuple(some)


def _is_prefix(words: Sequence[NameWord], text: str) -> bool:
    """Whether one word stands before a hyphen only to go with what follows: "Sino-American"."""
    end = words[-1].span.end
    if len(words) > 1 or not _HYPHENATED.fullmatch(text[end : end + 2]):
        return False
    return not lexicon().is_known_name(words[0].text)


def _without_people(words: list[NameWord]) -> list[NameWord]:
    """The words without a word for people at the start ("South Korean"), unless the name needs it."""
    at = 0
    while at < len(words) and (words[at].kind is WordKind.DEMONYM or words[at].key in DIRECTIONS):
        at += 1
    if not any(word.kind is WordKind.DEMONYM for word in words[:at]):
        return words
    rest = words[at:]
    if not rest or rest[0].kind is WordKind.GENERIC:
        return words  # "Communist Party of China"
    head = next((i for i, word in enumerate(rest) if word.kind is WordKind.INNER), len(rest))
    named = any(word.kind.names and not lexicon().is_ordinary(word.key) for word in rest[:head])
    # "Russian Gazprom", but "Korean Central News Agency" and "American Airlines".
    return rest if named else words
