"""Lower-case words that may be garbled terms, or names that a slip wrote small.

Only words that are no English word start anything here: "kovid", "navalniy", the "umbrela" of
"nuclear umbrela".  Names that stand beside them ("kim jong un", "Net anyahu") and words that the
glossary has join them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.names.casing import Casing, casings
from mtqa.names.runs import is_unknown
from mtqa.names.spans import CONTEXT_WORDS, NameSpan, NameWord, WordKind, segments_of
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
from mtqa.names.tokens import MAX_LETTERS, NameToken, joined
from mtqa.names.windows import Window
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.data import Document
    from mtqa.glossary.match import FormMatch
    from mtqa.names.forms import FormTable
    from mtqa.names.lexicon import Lexicon

__all__ = ["lower_case_windows"]

#: Shorter unknown words are typos of anything.
MIN_LETTERS: Final = 5
#: Words of a window at most.
MAX_WORDS: Final = 4
#: Capitalised words that are no part of a name that goes on in lower case: "Tibetan antelopes", "Ministry spokesman".
_NO_NAMES: Final = CALENDAR | DEMONYMS | DIRECTIONS | GENERIC_HEADS | PERSON_TITLES
#: Level of a word among names of people and places (``WordCounts.name``) from which it may be a given name.
GIVEN_NAME: Final = 3


def lower_case_windows(
    document: Document, mentions: Sequence[FormMatch], *, table: FormTable, known: Lexicon
) -> list[Window]:
    """Windows that hold a word in lower case, each of one to four words.  Linear in the length of the text.

    Segments in a text without capitals are left to :func:`mtqa.names.spans.find_names`.
    """
    covered = bytearray(len(document.text) + 1)
    for mention in mentions:
        covered[mention.span.start : mention.span.end] = b"\x01" * len(mention.span)
    segments = segments_of(document)
    cases = casings(document.text, [(kind, tokens) for _, kind, tokens in segments], known=known)
    found: list[Window] = []
    for (index, _, tokens), casing in zip(segments, cases, strict=True):
        if casing is Casing.LOWER:
            continue
        roles = [_role(token, known=known) for token in tokens]
        for start, end, term in _stretches(document.text, tokens, roles, table=table, known=known):
            if not any(covered[token.span.start] for token in tokens[start:end]):
                window = _window(document.text, tokens, start, end, segment=index, table=table)
                found.append(replace(window, term=term))
    return found


def _role(token: NameToken, *, known: Lexicon) -> str:
    """What a word may be: U unknown, N a name in lower case, G an ordinary word that is a given name too, C capital."""
    if token.key in FUNCTION_WORDS or not 1 < len(token.key) <= MAX_LETTERS:
        return ""
    if token.capital:
        return "C" if token.key not in _NO_NAMES and (not token.initial or is_unknown(token.key, known)) else ""
    if not token.text.islower() or any(char.isdigit() for char in token.key):
        return ""
    if token.key in PARTICLES:
        return "P"
    counts = known.counts(token.key)
    if counts.capital + counts.name > counts.lower:
        return "N"
    if is_unknown(token.key, known):
        return "U"
    return "G" if counts.name >= GIVEN_NAME and token.key not in SPEECH_VERBS else "L"


def _stretches(
    text: str, tokens: Sequence[NameToken], roles: Sequence[str], *, table: FormTable, known: Lexicon
) -> Iterator[tuple[int, int, bool]]:
    """Half-open ranges of tokens, and whether they are words of the glossary but for one."""
    for start in range(len(tokens)):
        parts = ""
        for end in range(start + 1, min(start + MAX_WORDS, len(tokens)) + 1):
            role = roles[end - 1]
            if not role or (end - start > 1 and not joined(text, tokens[end - 2], tokens[end - 1])):
                break
            if role in "LG" and table.knows(tokens[end - 1].key) and tokens[end - 1].key not in INNER_WORDS:
                role = "T"
            parts += role
            if _is_window(parts, tokens[start:end], table=table, known=known):
                yield start, end, "T" in parts


def _is_window(parts: str, tokens: Sequence[NameToken], *, table: FormTable, known: Lexicon) -> bool:
    """Whether words of these roles may be a name or a term."""
    letters = sum(len(token.key) for token in tokens)
    if len(parts) == 1:
        key = tokens[0].key
        unknown = parts == "U" or (parts == "N" and not known.is_known_word(key))
        return unknown and letters >= MIN_LETTERS and key.isalpha()
    if parts[-1] == "P" or not set(parts) - set("CP"):
        return False
    if parts in ("CL", "CG", "CT", "CN", "CU") and table.knows("".join(token.key for token in tokens)):
        return True  # a name that a space cut in two: "Net anyahu", "Zelen sky"
    if "L" in parts or letters < MIN_LETTERS:
        return False
    if "T" in parts:
        return parts.count("U") == 1 and set(parts) <= set("TU")
    return "U" in parts or parts.count("N") > 1 or ("N" in parts and set(parts) & set("CG") != set())


def _window(text: str, tokens: Sequence[NameToken], start: int, end: int, *, segment: int, table: FormTable) -> Window:
    words = tuple(NameWord(token.span, token.text, token.key, WordKind.PLAIN) for token in tokens[start:end])
    span = Span(words[0].span.start, words[-1].span.end)
    surface = span.of(text)
    folded = tuple(fold(surface).split())
    name = NameSpan(
        span=span,
        text=surface,
        words=words,
        segment=segment,
        initial=tokens[start].initial,
        headline=False,
        left=tuple(token.key for token in tokens[max(0, start - CONTEXT_WORDS) : start]),
        right=tuple(token.key for token in tokens[end : end + CONTEXT_WORDS]),
    )
    return Window(name, words, span, surface, folded, len(words), 0, table.is_right(folded), lower=True)
