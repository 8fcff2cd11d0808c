"""What in running text is a name: capitalised runs, with what stands around them.

No model of names is used, only capitals, punctuation and the lexicon.  A run is *maximal*: "South
Korean President-elect Eun Sook-eol" is one :class:`NameSpan` whose words say what each is, so that
whoever matches it may look at it in several ways (:meth:`NameSpan.windows`).  Words are found in
:mod:`mtqa.names.tokens`, what capitals tell in :mod:`mtqa.names.casing`, which words stand together
in :mod:`mtqa.names.runs`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mtqa.data import BlockKind, Document, Span
from mtqa.names.casing import Casing, casings
from mtqa.names.lexicon import Lexicon, lexicon
from mtqa.names.runs import Usage, kept_tokens, runs
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
from mtqa.names.tokens import NameToken, joined, tokenise
from mtqa.text import fold, is_all_caps

__all__ = ["CONTEXT_WORDS", "NameSpan", "NameWord", "WordKind", "find_names", "segments_of"]

#: Words in a window at most; longer names are looked at whole.
MAX_WINDOW: Final = 5
#: Words from which a part of a run may be a term that has no name in it: "Terminal High Altitude Area Defense".
MIN_TERM: Final = 3
#: Words of a long one that the glossary may not have.
MAX_OTHER: Final = 2
#: Longest part of that kind.
MAX_TERM: Final = 8
#: Longest part with an ordinary word that the glossary does not have.
MAX_WITH_ORDINARY: Final = 3
#: Letters of a Korean or Chinese syllable that is an English word as well.
SYLLABLE: Final = 4
#: Context words kept on each side of a name.
CONTEXT_WORDS: Final = 8
#: Particles that begin a window: "van Gogh", "bin Salman"; not the ones that are English words too.
_LEADING: Final = PARTICLES - FUNCTION_WORDS - {"y", "e"}


#: Words between names, inside a part only if the glossary has them.
_LINKS: Final = frozenset(["and", "for", "on"])


class WordKind(StrEnum):
    """What a word of a name run is, by itself."""

    PLAIN = "plain"
    TITLE = "title"
    DEMONYM = "demonym"
    GENERIC = "generic"
    ORDINARY = "ordinary"
    CALENDAR = "calendar"
    INNER = "inner"
    NUMBER = "number"

    @property
    def names(self) -> bool:
        """Whether a word of this kind can make a name by itself."""
        return self is WordKind.PLAIN


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of a run, its possessive ending left out.

    Attributes:
        span: Range in the document's text.
        text: What stands there.
        key: The folded text.
        kind: What the word is.
    """

    span: Span
    text: str
    key: str
    kind: WordKind


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A maximal run of words that may be a name.

    Attributes:
        span: From the first word that is no title to the last that is no number; range in the document's text.
        text: What stands there.
        words: All words of the run, leading titles and a number at its end too.
        segment: Index of the segment.
        initial: Its first word begins a sentence or a quotation, so its capital tells nothing.
        headline: It stands in a headline, in capitals, or in a text without any, so no capital tells anything.
        left: Up to eight folded words before it, nearest last, of the same segment.
        right: Up to eight folded words after it, nearest first.
    """

    span: Span
    text: str
    words: tuple[NameWord, ...]
    segment: int
    initial: bool
    headline: bool
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def key(self) -> str:
        """The folded text."""
        return fold(self.text)

    @property
    def person_like(self) -> bool:
        """Whether something beside it says that it is a person: a title before, a verb of speech after."""
        before = any(word.kind is WordKind.TITLE and word.span.end <= self.span.start for word in self.words)
        return before or bool(self.right and self.right[0] in SPEECH_VERBS)

    @property
    def organisation_like(self) -> bool:
        """Whether a word of it names a kind of organisation or place: "University", "County"."""
        return any(word.kind is WordKind.GENERIC for word in self.words)

    def windows(self, useful: Collection[str], *, before: Sequence[NameWord] = ()) -> Iterator[tuple[NameWord, ...]]:
        """The contiguous parts that could be a name, longest first.

        Args:
            useful: Folded words of the names that are looked for.  A title or another word that makes
                no name by itself is only of use if it is one of these; one ordinary word may stand
                beside a name ("Joe Blow"), or take the place of a term's word ("... Air Defense").
            before: Words right before the run that may be a part of a term.

        Yields:
            Each part once, at least one word.
        """
        words = (*before, *self.words)
        for size in range(min(len(words), MAX_TERM), 0, -1):
            for start in range(len(words) - size + 1):
                window = words[start : start + size]
                if not _bounded(window, words[start + size : start + size + 1]):
                    continue
                if (size <= MAX_WINDOW and self._may_name(window, useful)) or _may_be_term(window, useful):
                    yield window
        if len(self.words) > MAX_TERM and 2 * sum(word.key in useful for word in self.words) >= len(self.words):
            yield self.words

    def _may_name(self, window: Sequence[NameWord], useful: Collection[str]) -> bool:
        """Whether the words name something: a plain one among them, all others of use or inside, one ordinary."""
        ordinary: list[int] = []
        for i, word in enumerate(window):
            if word.kind.names or word.key in useful or (word.kind is WordKind.INNER and word.key not in _LINKS):
                continue
            if word.kind is not WordKind.ORDINARY or word.key in DIRECTIONS:
                return False
            ordinary.append(i)
        plain = [word for word in window if word.kind.names]
        if not plain or not ordinary:
            return bool(plain)
        # "Joe Blow", "Golden Jubilee", "Shin In Hyok": one such word, in the middle only if it may be a syllable.
        at = ordinary[0]
        begins_sentence = self.initial and window[at] == self.words[0] and window[at].key not in PRONOUN_SURNAMES
        return (
            len(ordinary) == 1
            and (at in (0, len(window) - 1) or len(window[at].key) <= SYLLABLE)
            and len(window) <= MAX_WITH_ORDINARY
            and not self.headline
            and not begins_sentence
            and not all(is_all_caps(word.text) for word in plain)
        )


def _bounded(window: Sequence[NameWord], after: Sequence[NameWord]) -> bool:
    """Whether the words can begin and end there: not at "of", a particle, or an initial with more to come."""
    first, last = window[0], window[-1]
    if last.kind is WordKind.INNER or first.kind is WordKind.NUMBER or (last.key in _LEADING and last.text.islower()):
        return False
    if len(last.key) == 1 and (len(window) == 1 or (after and after[0].kind.names)):
        return False
    return first.kind is not WordKind.INNER or (first.key in _LEADING and len(window) > 1)


def _may_be_term(window: Sequence[NameWord], useful: Collection[str]) -> bool:
    """Whether it is long, and all words but one, or most of a very long one, are words that the glossary has."""
    words = [word for word in window if word.kind is not WordKind.INNER]
    other = [word for word in words if word.key not in useful]
    if len(words) < MIN_TERM or any(word.kind is WordKind.TITLE for word in other):
        return False
    return len(other) == 1 or (len(words) > MAX_WINDOW and len(other) == MAX_OTHER)


def find_names(document: Document, *, known: Lexicon | None = None) -> tuple[NameSpan, ...]:
    """Every maximal run of words in ``document`` that may be a name, in order.

    Headings and captions are read, page furniture is not.  Pure; linear in the length of the text.
    """
    known = lexicon() if known is None else known
    text = document.text
    segments = segments_of(document)
    cases = casings(text, [(kind, tokens) for _, kind, tokens in segments], known=known)
    usage = Usage.of((tokens, casing) for (_, _, tokens), casing in zip(segments, cases, strict=True))
    found: list[NameSpan] = []
    for (index, _, tokens), casing in zip(segments, cases, strict=True):
        kept = kept_tokens(text, tokens, casing=casing, usage=usage, known=known)
        for start, end in runs(text, tokens, kept):
            words = [
                NameWord(token.span, token.text, token.key, _kind(token, kept=keep, casing=casing, known=known))
                for token, keep in zip(tokens[start:end], kept[start:end], strict=True)
            ]
            if _is_number(text, tokens, end):
                words.append(NameWord(tokens[end].span, tokens[end].text, tokens[end].key, WordKind.NUMBER))
            span = _named(words)
            if span is not None:
                name = NameSpan(
                    span=span,
                    text=span.of(text),
                    words=tuple(words),
                    segment=index,
                    initial=tokens[start].initial,
                    headline=casing is not Casing.SENTENCE,
                    left=tuple(token.key for token in tokens[max(0, start - CONTEXT_WORDS) : start]),
                    right=tuple(token.key for token in tokens[end : end + CONTEXT_WORDS]),
                )
                found.append(name)
    return tuple(found)


def segments_of(document: Document) -> list[tuple[int, BlockKind, list[NameToken]]]:
    """Index, kind and words of each segment that is no page furniture; blocks or all text where there is none."""
    spans: list[tuple[Span, BlockKind]] = [(segment.span, segment.kind) for segment in document.segments]
    spans = spans or [(block.span, block.kind) for block in document.blocks]
    spans = spans or [(Span(0, len(document.text)), BlockKind.PROSE)]
    return [
        (index, kind, tokenise(document.text, span))
        for index, (span, kind) in enumerate(spans)
        if kind is not BlockKind.FURNITURE
    ]


def _kind(token: NameToken, *, kept: bool, casing: Casing, known: Lexicon) -> WordKind:
    key = token.key
    if not token.capital and not (kept and key not in PARTICLES | INNER_WORDS):
        return WordKind.PLAIN if key in PARTICLES - INNER_WORDS else WordKind.INNER
    if key.replace(" ", "-") in PERSON_TITLES:
        return WordKind.TITLE
    for kind, table in (
        (WordKind.CALENDAR, CALENDAR),
        (WordKind.DEMONYM, DEMONYMS),
        (WordKind.GENERIC, GENERIC_HEADS),
    ):
        if key in table:
            return kind
    if is_all_caps(token.text) and casing is Casing.SENTENCE:
        return WordKind.PLAIN
    if len(token.text) > 1 and (key in FUNCTION_WORDS or key in DIRECTIONS):
        return WordKind.ORDINARY
    counts = known.counts(key)
    if counts.lower > counts.capital + counts.name and counts.lower > 1:
        return WordKind.ORDINARY
    return WordKind.PLAIN


def _is_number(text: str, tokens: Sequence[NameToken], at: int) -> bool:
    """Whether a short number stands right after the run: "Apollo 11", "COVID 19"."""
    if at >= len(tokens) or not joined(text, tokens[at - 1], tokens[at]):
        return False
    return len(tokens[at].text) < 5 and tokens[at].text.isdigit()


def _named(words: Sequence[NameWord]) -> Span | None:
    """From the first word that is no title to the last that is no number; nothing if no word of them names."""
    if all(word.kind in (WordKind.CALENDAR, WordKind.INNER, WordKind.NUMBER) or len(word.key) < 2 for word in words):
        return None
    body = [word for word in words if word.kind is not WordKind.NUMBER]
    first = next((i for i, word in enumerate(body) if word.kind is not WordKind.TITLE), 0)
    last_title = max((i for i, word in enumerate(body) if word.kind is WordKind.TITLE), default=-1)
    if last_title >= 0 and any(word.kind.names for word in body[last_title + 1 :]):
        first = last_title + 1
    return Span(body[first].span.start, body[-1].span.end)
