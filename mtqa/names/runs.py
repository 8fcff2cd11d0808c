"""Which words of a segment belong to names, and which of them stand together.

A capital inside a sentence is enough.  Where a capital tells nothing (at the start of a sentence, in
a headline, in a text without capitals) the word itself must: it is no English word, or known better
as a name, or the article uses it as one elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mtqa.names.casing import Casing
from mtqa.names.lexicon import Lexicon
from mtqa.names.tables import (
    CALENDAR,
    DEMONYMS,
    DIRECTIONS,
    FUNCTION_WORDS,
    GENERIC_HEADS,
    INNER_WORDS,
    PARTICLES,
    PERSON_TITLES,
    PRONOUN_SURNAMES,
    SPEECH_VERBS,
)
from mtqa.names.tokens import MAX_LETTERS, NameToken, joined
from mtqa.text import is_all_caps

__all__ = ["Usage", "is_unknown", "kept_tokens", "runs"]

#: Longest run of words, against hostile input; the rest starts a new run.
MAX_RUN: Final = 40
#: Function words that title case or a slip capitalises; they are nobody's name.
_NEVER_NAMES: Final = {"the", "and", "of", "or", "for", "to", "by", "with", "from", "at", "a", "i", "as", "is"} | {
    "are", "was", "were", "that", "this", "it", "not"
}  # fmt: skip
#: Letters of a Korean or Chinese syllable at most.
_SYLLABLE: Final = 6
#: Particles that begin a name in lower case; the others of the table are English words as well.
_OPENING: Final = PARTICLES - FUNCTION_WORDS - {"y", "e", "san", "santa", "den", "op", "ap", "lo"}


@dataclass(frozen=True, slots=True)
class Usage:
    """How an article uses its words.

    Attributes:
        inside: Folded words capitalised where grammar does not ask for it, with counts.
        lower: Folded words in lower case, in segments that use capitals.
    """

    inside: Counter[str]
    lower: Counter[str]

    @classmethod
    def of(cls, segments: Iterable[tuple[Sequence[NameToken], Casing]]) -> Usage:
        """Count the words of an article's segments."""
        inside: Counter[str] = Counter()
        lower: Counter[str] = Counter()
        for tokens, casing in segments:
            if casing is not Casing.LOWER:
                lower.update(token.key for token in tokens if not token.capital)
            if casing is Casing.SENTENCE:
                inside.update(token.key for token in tokens if token.capital and not token.initial)
        return cls(inside, lower)


def is_unknown(key: str, known: Lexicon) -> bool:
    """Whether a folded word, or a part of a hyphenated one, is no English word that the lexicon has."""
    return len(key) <= MAX_LETTERS and any(
        len(part) > 1 and not known.is_known_word(part) for part in _plain(key).split()
    )


def _plain(key: str) -> str:
    """The word as the lexicon may know it: no apostrophes, no digits at its end ("COVID-19", "O'Biti")."""
    return key if key.isalpha() else " ".join(part.rstrip("0123456789") for part in key.replace("'", "").split())


def kept_tokens(text: str, tokens: Sequence[NameToken], *, casing: Casing, usage: Usage, known: Lexicon) -> list[bool]:
    """For each token whether it belongs to a name."""
    kept = [_is_name_token(token, casing=casing, usage=usage, known=known) for token in tokens]
    for i, token in enumerate(tokens):
        before = i > 0 and kept[i - 1] and joined(text, tokens[i - 1], token)
        after = i + 1 < len(tokens) and joined(text, token, tokens[i + 1])
        if token.capital and token.key in FUNCTION_WORDS and len(token.text) > 1:
            beside = [*([tokens[i - 1]] if before else []), *([tokens[i + 1]] if after and kept[i + 1] else [])]
            kept[i] = kept[i] or (casing is Casing.SENTENCE and _is_surname(token, beside, known=known))
        elif len(token.text) == 1 and token.text.isupper():
            kept[i] = _is_letter_of_name(text, tokens, i, before=before, after=after and tokens[i + 1].capital)
        elif not kept[i] and before and not token.capital and _is_cut_off(text, tokens[i - 1], token, known=known):
            kept[i] = True
        elif not kept[i] and (token.capital or casing is Casing.LOWER):
            kept[i] = _completes(token, casing=casing, before=before, after=after and kept[i + 1], known=known)
    return kept


def _is_name_token(token: NameToken, *, casing: Casing, usage: Usage, known: Lexicon) -> bool:
    """Whether the token by itself belongs to a name."""
    if casing is not Casing.LOWER and (not token.capital or token.key in FUNCTION_WORDS):
        return token.capital and is_all_caps(token.text) and casing is not Casing.HEADLINE
    if token.key in FUNCTION_WORDS:
        return False
    if casing is Casing.SENTENCE and not token.initial:
        return True
    if token.key in DEMONYMS or token.key in CALENDAR or usage.inside[token.key]:
        return True
    if usage.lower[token.key] and not known.is_known_name(token.text):
        return False
    if token.key in PERSON_TITLES:
        return True
    if casing is not Casing.LOWER and token.text[-1].isdigit():
        return True  # "G7", "P30": such words are always written so
    counts = known.counts(token.text)
    if counts.lower:
        return counts.capital + counts.name > counts.lower + 2
    return is_unknown(token.key, known) or known.is_known_name(token.text)


def _is_surname(token: NameToken, beside: Sequence[NameToken], *, known: Lexicon) -> bool:
    """Whether a function word with a capital is a part of the name beside it: "An Jong-hui", "Liu He"."""
    if token.key in _NEVER_NAMES or (token.initial and token.key not in PRONOUN_SURNAMES):
        return False
    return any(
        other.key not in CALENDAR | DEMONYMS
        and not is_all_caps(other.text)
        and (is_unknown(other.key, known) or known.counts(other.key).name > known.counts(other.key).lower)
        for other in beside
    )


def _is_letter_of_name(text: str, tokens: Sequence[NameToken], at: int, *, before: bool, after: bool) -> bool:
    """Whether one capital letter is a part of a name: "J. Smith", "U Thant", "Van I"; not "A year", not "I"."""
    token = tokens[at]
    stop = text[token.span.end : token.span.end + 1] == "."
    if after and (stop or token.text not in "AI" or (token.text == "A" and not token.initial)):
        return True
    if token.text == "I" and before and not stop:
        # "the car Nissan I bought": only what cannot follow the pronoun makes a name of it.
        ends = not text[token.span.end : token.span.end + 2].strip(" ")[:1].isalnum()
        following = tokens[at + 1].key if at + 1 < len(tokens) else ""
        return ends or following in SPEECH_VERBS or following in {"is", "has", "was", "and", "who", "of", "in", "from"}
    return before


def _is_cut_off(text: str, left: NameToken, token: NameToken, *, known: Lexicon) -> bool:
    """Whether the token is the second syllable of a given name after a hyphen with a space: "Ho - young"."""
    gap = text[left.span.end : token.span.start]
    if not left.capital or not gap.strip() or gap.strip() == gap or len(token.key) > _SYLLABLE:
        return False
    counts = known.counts(token.text)
    return (counts.lower == 0 or counts.name > 2) and token.key.isalpha() and token.key not in FUNCTION_WORDS


def _completes(token: NameToken, *, casing: Casing, before: bool, after: bool, known: Lexicon) -> bool:
    """Whether a word whose capital tells nothing belongs to the name beside it: "South", "University", "Song"."""
    if not (before or after) or token.key in FUNCTION_WORDS:
        return False
    if casing is not Casing.SENTENCE and (
        (token.key in DIRECTIONS and after) or (token.key in GENERIC_HEADS and before)
    ):
        return True
    counts = known.counts(token.text)
    return counts.name > 2 and counts.name + counts.capital + 1 >= counts.lower


def runs(text: str, tokens: Sequence[NameToken], kept: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of tokens that stand together: names, joined by particles and inner words."""
    start = 0
    while start < len(tokens):
        if not kept[start] and not _opens(text, tokens, kept, start):
            start += 1
            continue
        end = start + 1
        while end < len(tokens) and end - start < MAX_RUN and joined(text, tokens[end - 1], tokens[end]):
            if kept[end]:
                end += 1
                continue
            reach = _inner_reach(text, tokens, kept, start, end)
            if reach is None:
                break
            end = reach
        yield start, end
        start = end


def _opens(text: str, tokens: Sequence[NameToken], kept: Sequence[bool], at: int) -> bool:
    """Whether a lower-case particle begins a name: "al-Assad", "van Gogh", "bin Salman"."""
    token = tokens[at]
    return (
        token.key in _OPENING
        and not token.capital
        and at + 1 < len(tokens)
        and kept[at + 1]
        and joined(text, token, tokens[at + 1])
    )


def _inner_reach(text: str, tokens: Sequence[NameToken], kept: Sequence[bool], start: int, at: int) -> int | None:
    """The end of the run if the lower-case words from ``at`` join it to the next name."""
    end = at
    while end < len(tokens) and end - at < 3 and not kept[end] and tokens[end].key in PARTICLES | INNER_WORDS:
        if not joined(text, tokens[end - 1], tokens[end]):
            return None
        end += 1
    if end == at or end >= len(tokens) or not kept[end] or not joined(text, tokens[end - 1], tokens[end]):
        return None
    between = {token.key for token in tokens[at:end]}
    if between <= PARTICLES - {"the", "y", "e", "i"}:
        return end + 1
    # "of", "and", "for" belong to the names of organisations only: "Ministry of Foreign Affairs".
    if any(token.key in GENERIC_HEADS for token in tokens[start:at]) and between & {"of", "for", "and", "on"}:
        return end + 1
    return None
