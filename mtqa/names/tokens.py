"""The words of a segment as the name finder looks at them: possessives off, compounds apart.

Machine output and sloppy typing put apostrophes and hyphens of many kinds into words; whatever
stands *between two letters* joins them here, also where :func:`mtqa.text.words` sees two words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from mtqa.data import Span
from mtqa.names.lexicon import lexicon
from mtqa.names.tables import ABBREVIATED, COMPOUND_ENDINGS, PARTICLES, PERSON_TITLES
from mtqa.text import fold, is_capitalised, strip_possessive, words

__all__ = ["MAX_LETTERS", "NameToken", "joined", "tokenise"]

_HYPHENS: Final = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}\N{SMALL HYPHEN-MINUS}"
_HYPHEN: Final = re.compile(f"[{re.escape(_HYPHENS)}\N{FULLWIDTH HYPHEN-MINUS}]")
#: What may stand between two letters of one word, beyond what a word may hold by itself.
_GLUE: Final = frozenset(
    "`\N{ACUTE ACCENT}\N{PRIME}\N{REVERSED PRIME}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{FULLWIDTH GRAVE ACCENT}"
    "\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}\N{SMALL HYPHEN-MINUS}"
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
)
#: After these a capital begins a sentence, a quotation or a bracket.
_STOPPERS: Final = frozenset('.!?:;"“”‘«‹„([{•…—–*|《「『【（') | {"\N{FULLWIDTH COLON}"}
#: White space but no line end, and what nobody sees.
_SPACE: Final = (
    r"(?:[^\S\n]|[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}"
    r"\N{ZERO WIDTH NO-BREAK SPACE}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}])"
)
_GAP: Final = re.compile(
    rf"{_SPACE}{{1,3}}|{_SPACE}?\n{_SPACE}?|{_SPACE}?[{re.escape(_HYPHENS)}]{_SPACE}?|{_SPACE}?&{_SPACE}?"
)
_DOT_GAP: Final = re.compile(rf"\.{_SPACE}?")
#: Letters of a word beyond which it is no name, whatever its capitals: a key, a link, noise.
MAX_LETTERS: Final = 64
#: Hyphens of a compound that is taken apart.
MAX_HYPHENS: Final = 8
#: "iPhone", "eBay", "macOS": a capital after a few small letters.
_CAMEL: Final = re.compile(r"[a-z]{1,3}[A-Z]")
#: A third part in lower case is an ordinary word only if it has more letters than a syllable of a given name.
_LONG_TAIL: Final = 5


@dataclass(frozen=True, slots=True)
class NameToken:
    """A word, or a part of a compound, without its possessive ending.

    Attributes:
        span: Range in the document's text.
        text: What stands there.
        key: The folded text; a hyphen is a space in it.
        initial: It begins a sentence, a quotation or a bracket, so a capital tells nothing.
        capital: Whether it is capitalised, or written like "iPhone".
    """

    span: Span
    text: str
    key: str
    initial: bool
    capital: bool

    @property
    def is_initial_letter(self) -> bool:
        """Whether it is one capital letter, as in "J. Smith"."""
        return len(self.text) == 1 and self.capital


def tokenise(text: str, span: Span) -> list[NameToken]:
    """The words of ``text`` in ``span``; "US-China" is two, "Seoul-based" too, "Ho-young" is one.  Linear time."""
    tokens: list[NameToken] = []
    end = span.start
    for word in _words(text, span):
        between = text[end : word.start].strip()
        initial = not tokens or (bool(between) and _stops(between) and not _is_abbreviation(tokens[-1], between))
        end = word.end
        for part in _parts(text, word):
            stripped = strip_possessive(part.of(text))
            at = Span(part.start, part.start + len(stripped))
            capital = len(stripped) <= MAX_LETTERS and _is_capital(stripped)
            tokens.append(NameToken(at, stripped, _key(stripped), initial and part.start == word.start, capital))
    return tokens


def joined(text: str, left: NameToken, right: NameToken) -> bool:
    """Whether two neighbours can belong to one name: a space, a hyphen, "&", or the full stop of an abbreviation."""
    gap = text[left.span.end : right.span.start]
    if gap == " " or _GAP.fullmatch(gap):
        return True
    return _DOT_GAP.fullmatch(gap) is not None and (left.is_initial_letter or left.key in ABBREVIATED)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or is_capitalised(word) or _CAMEL.match(word) is not None


def _key(surface: str) -> str:
    return _short_key(surface) if len(surface) <= MAX_LETTERS else fold(surface)


@lru_cache(maxsize=20_000)
def _short_key(surface: str) -> str:
    return fold(surface)


def _words(text: str, span: Span) -> list[Span]:
    """Words with what glues letters of one word together."""
    found: list[Span] = []
    for word in words(text[span.start : span.end]):
        at = word.shift(span.start)
        if found and at.start - found[-1].end == 1 and text[found[-1].end] in _GLUE and _letters(text, found[-1], at):
            found[-1] = Span(found[-1].start, at.end)
        else:
            found.append(at)
    return found


def _letters(text: str, left: Span, right: Span) -> bool:
    return text[left.end - 1].isalpha() and text[right.start].isalpha()


def _stops(between: str) -> bool:
    return between[-1] in _STOPPERS or (between[-1] == "'" and not between[0].isalnum())


def _is_abbreviation(before: NameToken, between: str) -> bool:
    """Whether the full stop after ``before`` marks an abbreviation: "J. Smith", "U.S. and", "Dr. Li"."""
    return between == "." and (before.is_initial_letter or before.key in ABBREVIATED)


def _parts(text: str, word: Span) -> list[Span]:
    """A hyphenated word taken apart where a part is a name or an ordinary word by itself."""
    surface = word.of(text)
    if surface.isalpha():
        return [word]
    cuts = [match.start() for match in _HYPHEN.finditer(surface)]
    if not cuts or len(cuts) > MAX_HYPHENS:
        return [word]
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(surface)]
    return [Span(word.start + starts[i], word.start + ends[j]) for i, j in _groups(surface, starts, ends)]


def _groups(surface: str, starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    """First and last piece of each part."""
    pieces = [surface[a:b] for a, b in zip(starts, ends, strict=True)]
    last = len(pieces) - 1
    whole = [(0, last)]
    capitals = [is_capitalised(piece) for piece in pieces]
    if not any(capitals) or fold(strip_possessive(surface)).replace(" ", "-") in PERSON_TITLES:
        return whole
    if all(capitals) and min(map(len, pieces)) > 1:
        return [(i, i) for i in range(len(pieces))]
    first = 0
    # "pro-Kremlin", "ex-President", but also "al-Assad": a particle, joined again in a run.
    while first < last and not capitals[first] and pieces[first].isalpha() and any(capitals[first + 1 :]):
        first += 1
    final = last
    while (
        final > first
        and not capitals[final]
        and _is_ordinary_tail(pieces[final], shortest=_LONG_TAIL if final - first > 1 else 2)
    ):
        final -= 1
    middle = [(i, i) for i in range(first, final + 1)] if _apart(pieces[first : final + 1]) else [(first, final)]
    return [*((i, i) for i in range(first)), *middle, *((i, i) for i in range(final + 1, last + 1))]


def _apart(pieces: list[str]) -> bool:
    return all(is_capitalised(piece) and len(piece) > 1 for piece in pieces) or any(
        piece.islower() and piece in PARTICLES and is_capitalised(after) for piece, after in pairwise(pieces)
    )


def _is_ordinary_tail(piece: str, *, shortest: int) -> bool:
    """Whether a lower-case last part is an English word: "led" of "Jinping-led", never "young" of "Ho-young"."""
    key = fold(strip_possessive(piece))
    if key in COMPOUND_ENDINGS:
        return True
    counts = lexicon().counts(key)
    return counts.name == 0 and counts.lower > 2 and len(key) >= shortest
