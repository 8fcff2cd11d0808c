"""What in running text is a name: capitalised runs, with what stands around them.

No model of names is used, only capitals, punctuation and the lexicon.  A run is *maximal*: "South
Korean President-elect Eun Sook-eol" is one :class:`NameSpan` whose words say what each is, so that
whoever matches it may look at it in several ways (:meth:`NameSpan.windows`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mtqa.data import BlockKind, Document, Span
from mtqa.names.lexicon import Lexicon, lexicon
from mtqa.names.tables import (
    CALENDAR,
    DEMONYMS,
    DIRECTIONS,
    FUNCTION_WORDS,
    GENERIC_HEADS,
    INNER_WORDS,
    PARTICLES,
    PERSON_TITLES,
    SPEECH_VERBS,
)
from mtqa.text import fold, is_all_caps, is_capitalised, strip_possessive, words

__all__ = ["NameSpan", "NameWord", "WordKind", "find_names"]

#: Words in a window at most; longer names are looked at whole.
MAX_WINDOW: Final = 5
#: Context words kept on each side of a name.
CONTEXT_WORDS: Final = 8
#: A segment with this share of capitals among its longer words is set like a headline.
HEADLINE_SHARE: Final = 0.75
_HEADLINE_MIN_WORDS: Final = 4
#: Longest run of words, against hostile input; the rest starts a new run.
_MAX_RUN: Final = 40

_GAP: Final = re.compile(
    r"[ \N{NO-BREAK SPACE}]{1,2}|[ ]?[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}][ ]?|[ ]?&[ ]?"
)
_DOT_GAP: Final = re.compile(r"\.[ \N{NO-BREAK SPACE}]?")
_HYPHEN: Final = re.compile(r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")
_STOPPERS: Final = frozenset('.!?:;"“”‘«([{•…—–')
_ABBREVIATED: Final = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "mt",
        "gen",
        "col",
        "maj",
        "capt",
        "lt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "rev",
        "adm",
        "hon",
        "jr",
        "sr",
    ]
)


class WordKind(StrEnum):
    """What a word of a name run is, by itself."""

    PLAIN = "plain"
    TITLE = "title"
    DEMONYM = "demonym"
    GENERIC = "generic"
    ORDINARY = "ordinary"
    CALENDAR = "calendar"
    INNER = "inner"

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
        span: From the first word that is no title to the last; range in the document's text.
        text: What stands there.
        words: All words of the run, leading titles too.
        segment: Index of the segment.
        initial: Its first word begins a sentence or a quotation, so its capital tells nothing.
        headline: It stands in a headline or in capitals, so no capital tells anything.
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

    def windows(self, useful: Collection[str]) -> Iterator[tuple[NameWord, ...]]:
        """The contiguous parts that could be a name, longest first.

        Args:
            useful: Folded words of the names that are looked for.  A title, an ordinary word or
                another word that makes no name by itself is only of use if it is one of these.
        """
        for size in range(min(len(self.words), MAX_WINDOW), 0, -1):
            for start in range(len(self.words) - size + 1):
                window = self.words[start : start + size]
                if WordKind.INNER in (window[0].kind, window[-1].kind):
                    continue
                if any(word.kind.names for word in window) and all(
                    word.kind.names or word.kind is WordKind.INNER or word.key in useful for word in window
                ):
                    yield window
        if len(self.words) > MAX_WINDOW and any(word.kind.names for word in self.words):
            yield self.words


@dataclass(frozen=True, slots=True)
class _Token:
    span: Span
    text: str
    key: str
    initial: bool

    @property
    def capital(self) -> bool:
        return is_capitalised(self.text)


def find_names(document: Document, *, known: Lexicon | None = None) -> tuple[NameSpan, ...]:
    """Every maximal run of words in ``document`` that may be a name, in order.

    Headings and captions are read, page furniture is not.  Pure; linear in the length of the text.
    """
    known = lexicon() if known is None else known
    segments = [
        (index, kind, _tokens(document.text, span))
        for index, (span, kind) in enumerate(_segments(document))
        if kind is not BlockKind.FURNITURE
    ]
    flat = [(index, tokens, _is_headline(document.text, kind, tokens)) for index, kind, tokens in segments]
    inside: Counter[str] = Counter()  # capitalised where grammar does not ask for it
    lower: Counter[str] = Counter()
    for _, tokens, headline in flat:
        for token in tokens:
            if not token.capital:
                lower[token.key] += 1
            elif not token.initial and not headline:
                inside[token.key] += 1
    found: list[NameSpan] = []
    for index, tokens, headline in flat:
        kept = [_is_name_token(token, headline=headline, inside=inside, lower=lower, known=known) for token in tokens]
        if headline:
            kept = _completed(document.text, tokens, kept)
        for start, end in _runs(document.text, tokens, kept):
            name = _name(document.text, tokens, start, end, segment=index, headline=headline, known=known)
            if name is not None:
                found.append(name)
    return tuple(found)


def _segments(document: Document) -> list[tuple[Span, BlockKind]]:
    if document.segments:
        return [(segment.span, segment.kind) for segment in document.segments]
    if document.blocks:
        return [(block.span, block.kind) for block in document.blocks]
    return [(Span(0, len(document.text)), BlockKind.PROSE)]


def _tokens(text: str, span: Span) -> list[_Token]:
    """The words of a segment; "US-China" is two, "Seoul-based" is "Seoul", "Ho-young" is one."""
    tokens: list[_Token] = []
    end = span.start
    for word in words(text[span.start : span.end]):
        at = word.shift(span.start)
        between = text[end : at.start].strip()
        initial = not tokens or (bool(between) and between[-1] in _STOPPERS and not _is_initial(tokens[-1], between))
        end = at.end
        for part in _parts(text, at):
            stripped = strip_possessive(part.of(text))
            part_span = Span(part.start, part.start + len(stripped))
            tokens.append(_Token(part_span, stripped, fold(stripped), initial and part.start == at.start))
    return tokens


def _is_initial(before: _Token, between: str) -> bool:
    """Whether the full stop after ``before`` marks an abbreviation: "J. Smith", "U.S. and", "Dr. Li"."""
    return between == "." and ((len(before.text) == 1 and before.capital) or before.key in _ABBREVIATED)


def _parts(text: str, word: Span) -> list[Span]:
    """A hyphenated word taken apart where its parts are capitalised by themselves."""
    surface = word.of(text)
    pieces: list[Span] = []
    start = word.start
    for match in _HYPHEN.finditer(surface):
        pieces.append(Span(start, word.start + match.start()))
        start = word.start + match.end()
    pieces.append(Span(start, word.end))
    capitals = [is_capitalised(piece.of(text)) for piece in pieces]
    if len(pieces) == 1 or not any(capitals) or fold(strip_possessive(surface)).replace(" ", "-") in PERSON_TITLES:
        return [word]
    if all(capitals) and min(map(len, pieces)) > 1:
        return pieces
    if capitals[0] and not any(capitals[1:]):
        tail = fold(strip_possessive(text[pieces[1].start : word.end]))
        ordinary = lexicon().counts(tail).lower > 2 and lexicon().counts(tail).name == 0
        return pieces if ordinary and len(pieces) == 2 else [word]
    if not capitals[0] and capitals[-1] and pieces[0].of(text).isalpha() and len(pieces) == 2:
        return pieces  # "pro-Kremlin", "ex-President", but also "al-Assad": a particle, joined again in a run
    return [word]


def _is_headline(text: str, kind: BlockKind, tokens: Sequence[_Token]) -> bool:
    """Whether the segment is set like a headline: no sentence, and nearly every longer word capitalised."""
    if not tokens:
        return False
    closed = text[tokens[-1].span.end : tokens[-1].span.end + 2].strip()[:1] in tuple(".?!")
    if closed and kind is BlockKind.PROSE and not all(token.text.isupper() for token in tokens):
        return False
    longer = [token for token in tokens if len(token.text) > 3 and token.key.isalpha()]
    if len(longer) < _HEADLINE_MIN_WORDS:
        return kind is BlockKind.HEADING and all(token.capital for token in longer)
    capitals = sum(1 for token in longer if token.capital)
    ordinary = sum(1 for token in longer if token.capital and lexicon().is_known_word(token.text))
    return capitals >= HEADLINE_SHARE * len(longer) and ordinary * 3 >= len(longer)


def _is_name_token(token: _Token, *, headline: bool, inside: Counter[str], lower: Counter[str], known: Lexicon) -> bool:
    """Whether the token's capital says that it belongs to a name."""
    if not token.capital or token.key in FUNCTION_WORDS:
        return token.capital and is_all_caps(token.text) and not headline and token.text != "I"
    if not token.initial and not headline:
        return True
    if token.key in DEMONYMS or token.key in CALENDAR or inside[token.key]:
        return True
    if lower[token.key] and not known.is_known_name(token.text):
        return False
    if token.key in PERSON_TITLES:
        return True
    counts = known.counts(token.text)
    if counts.lower:
        return counts.capital + counts.name > counts.lower + 2
    return known.is_known_name(token.text) or not known.is_known_word(token.text)


def _completed(text: str, tokens: Sequence[_Token], kept: Sequence[bool]) -> list[bool]:
    """In a headline: "South" before a name and "University" after one belong to it."""
    completed = list(kept)
    for i, token in enumerate(tokens):
        if completed[i] or not token.capital:
            continue
        after = i + 1 < len(tokens) and kept[i + 1] and _joined(text, token, tokens[i + 1])
        before = i > 0 and completed[i - 1] and _joined(text, tokens[i - 1], token)
        completed[i] = (token.key in DIRECTIONS and after) or (token.key in GENERIC_HEADS and before)
    return completed


def _runs(text: str, tokens: Sequence[_Token], kept: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of tokens that stand together: names, joined by particles and inner words."""
    start = 0
    while start < len(tokens):
        if not kept[start] and not _opens(text, tokens, kept, start):
            start += 1
            continue
        end = start + 1
        while end < len(tokens) and end - start < _MAX_RUN and _joined(text, tokens[end - 1], tokens[end]):
            if kept[end]:
                end += 1
                continue
            reach = _inner_reach(text, tokens, kept, start, end)
            if reach is None:
                break
            end = reach
        yield start, end
        start = end


def _opens(text: str, tokens: Sequence[_Token], kept: Sequence[bool], at: int) -> bool:
    """Whether a lower-case particle begins a name: "al-Assad", "van Gogh", "bin Salman"."""
    token = tokens[at]
    return (
        token.key in PARTICLES
        and not token.capital
        and token.key not in FUNCTION_WORDS
        and at + 1 < len(tokens)
        and kept[at + 1]
        and _joined(text, token, tokens[at + 1])
        and token.key not in INNER_WORDS - {"de", "di", "da", "do", "dos", "del"}
    )


def _inner_reach(text: str, tokens: Sequence[_Token], kept: Sequence[bool], start: int, at: int) -> int | None:
    """The end of the run if the lower-case words from ``at`` join it to the next name."""
    end = at
    while end < len(tokens) and end - at < 3 and not kept[end] and tokens[end].key in PARTICLES | INNER_WORDS:
        if not _joined(text, tokens[end - 1], tokens[end]):
            return None
        end += 1
    if end == at or end >= len(tokens) or not kept[end] or not _joined(text, tokens[end - 1], tokens[end]):
        return None
    between = {token.key for token in tokens[at:end]}
    if between <= PARTICLES - {"the", "y", "e", "i"}:
        return end + 1
    # "of", "and", "for" belong to the names of organisations only: "Ministry of Foreign Affairs".
    if any(token.key in GENERIC_HEADS for token in tokens[start:at]) and between & {"of", "for", "and", "on"}:
        return end + 1
    return None


def _joined(text: str, left: _Token, right: _Token) -> bool:
    gap = text[left.span.end : right.span.start]
    if _GAP.fullmatch(gap):
        return True
    return _DOT_GAP.fullmatch(gap) is not None and ((len(left.text) == 1 and left.capital) or left.key in _ABBREVIATED)


def _kind(token: _Token, *, headline: bool, known: Lexicon) -> WordKind:
    key = token.key
    if not token.capital:
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
    if is_all_caps(token.text) and not headline:
        return WordKind.PLAIN
    if key in FUNCTION_WORDS or key in DIRECTIONS:
        return WordKind.ORDINARY
    counts = known.counts(key)
    if counts.lower > counts.capital + counts.name and counts.lower > 1:
        return WordKind.ORDINARY
    if headline and counts.lower:
        return WordKind.ORDINARY
    return WordKind.PLAIN


def _name(
    text: str, tokens: Sequence[_Token], start: int, end: int, *, segment: int, headline: bool, known: Lexicon
) -> NameSpan | None:
    run = tuple(
        NameWord(token.span, token.text, token.key, _kind(token, headline=headline, known=known))
        for token in tokens[start:end]
    )
    first = next((i for i, word in enumerate(run) if word.kind is not WordKind.TITLE), 0)
    last_title = max((i for i, word in enumerate(run) if word.kind is WordKind.TITLE), default=-1)
    if last_title >= 0 and any(word.kind.names for word in run[last_title + 1 :]):
        first = last_title + 1
    if all(word.kind in (WordKind.CALENDAR, WordKind.INNER) or len(word.key) < 2 for word in run):
        return None
    span = Span(run[first].span.start, run[-1].span.end)
    return NameSpan(
        span=span,
        text=span.of(text),
        words=run,
        segment=segment,
        initial=tokens[start].initial,
        headline=headline,
        left=tuple(token.key for token in tokens[max(0, start - CONTEXT_WORDS) : start]),
        right=tuple(token.key for token in tokens[end : end + CONTEXT_WORDS]),
    )
