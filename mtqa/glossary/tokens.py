"""Text and forms cut into the tokens that are matched: one cutter for both, so that they agree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtqa.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PARAGRAPH", "Token", "gap", "gaps", "plain", "plain_with_places", "tokenise"]

#: What :func:`gap` answers where no form may reach across.
PARAGRAPH: Final = "\n"

_HYPHEN: Final = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}]")
# A hyphen or dash between two words without space around it, or a hyphen at a line's end.
_TIGHT_DASH: Final = re.compile(
    r"[-_\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}](?:[ \t]*\r?\n[ \t]*)?"
)
_QUOTES: Final = {
    **dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}", "'"),
    **dict.fromkeys("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", '"'),
    **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}", "-"),
}
_POINTED: Final = re.compile(r"(?<!\w)\w\.\w(?!\w)")  # "U.S", with points or not after it


def _vocabulary(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that some write with a point and some without.
_SHORT: Final = _vocabulary(
    "adm brig capt col cpl dr ft gen gov hon jr lt maj messrs mr mrs ms mt no prof rep rev sen sgt sr st ste vs"
)
_LONGEST_SHORT: Final = 7
_MOST_MARKS: Final = 32  # of one letter; more are noise
_ODD: Final = re.compile(r"[^\n\x20-\x7e]")


@dataclass(slots=True)
class Token:
    """A word, or the part of a word between two hyphens, or a letter of an abbreviation with points ("U.S.").

    Attributes:
        key: Folded.
        start: First code point in the text.
        end: One past the last.
        part: Position among the parts of its word, from 0.
        parts: How many parts its word has.
        joined: At the first of several parts, all of them without the hyphens or points; else ``""``.
    """

    key: str
    start: int
    end: int
    part: int = 0
    parts: int = 1
    joined: str = ""


def tokenise(text: str) -> list[Token]:
    """The tokens of ``text``, in order; linear time."""
    tokens: list[Token] = []
    for span in words(text):
        word = text[span.start : span.end]
        if word.isalnum():
            tokens.append(Token(fold(word), span.start, span.end))
            continue
        cuts = [0, *(at for match in _HYPHEN.finditer(word) for at in match.span()), len(word)]
        pieces = [(fold(word[a:b]), span.start + a, span.start + b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
        joined = "".join(key for key, _, _ in pieces) if len(pieces) > 1 else ""
        for part, (key, start, end) in enumerate(pieces):
            tokens.append(Token(key, start, end, part, len(pieces), joined if part == 0 else ""))
    if _POINTED.search(text):
        _join_letters(tokens, text)
    return tokens


def _join_letters(tokens: list[Token], text: str) -> None:
    """Make the letters of each abbreviation with points ("U.S.", "D.C") parts of one word."""
    at = 0
    while at < len(tokens):
        end = at + 1
        while (
            end < len(tokens)
            and _letter(tokens[end - 1])
            and _letter(tokens[end])
            and (text[tokens[end - 1].end : tokens[end].start] == ".")
        ):
            end += 1
        if end - at > 1:
            for part, token in enumerate(tokens[at:end]):
                token.part, token.parts = part, end - at
            tokens[at].joined = "".join(token.key for token in tokens[at:end])
        at = end


def _letter(token: Token) -> bool:
    return token.end - token.start == 1 and token.parts == 1 and token.key.isalpha()


def gap(raw: str) -> str:
    """What the characters between two tokens amount to, for comparing a text with a form.

    Args:
        raw: The text from the end of one token to the start of the next.

    Returns:
        ``" "`` for white space with at most one line end and for a tight hyphen, which count as the
        same; ``PARAGRAPH`` where lines are empty; otherwise the punctuation, folded, without space
        ("." for ". ", so that "H.W." and "H. W." agree; a dash between spaces stays a dash).
    """
    if raw in (" ", "-"):
        return " "
    if raw.count("\n") > 1 or "\N{PARAGRAPH SEPARATOR}" in raw:
        return PARAGRAPH
    if not raw or raw.isspace() or _TIGHT_DASH.fullmatch(raw):
        return " "
    folded = fold(raw)
    # What is left of a hyphen or of white space, but for characters that nobody sees, is none.
    return folded or (" " if any(map(str.isspace, raw)) and not any(map(_is_dash, raw)) else "-")


def gaps(text: str, steps: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """:func:`gap` between each two of some words that follow each other, given by where they stand in ``text``.

    The point of an abbreviation does not count: "St. Kitts" and "St Kitts", "George W. Bush" and "George W Bush",
    "the U.S. Army" and "the US Army" agree.
    """
    found: list[str] = []
    for (start, end), (after, _) in pairwise(steps):
        between = gap(text[end:after])
        if between == "." and (
            end - start == 1
            or "." in text[start:end]
            or (end - start < _LONGEST_SHORT and fold(text[start:end]) in _SHORT)
        ):
            between = " "
        found.append(between)
    return tuple(found)


def _is_dash(char: str) -> bool:
    return unicodedata.category(char) == "Pd"


def plain(text: str) -> str:
    """``text`` letter for letter, whatever it is encoded in.

    Quotes straight, hyphens of every make one, white space single spaces, letters and digits of full
    width plain, accents composed, invisible characters gone.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", "".join(map(_plain_char, text)))
    return " ".join(text.split())


def plain_with_places(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """The same code point by code point, for patterns; white space as in ``text``.

    Returns:
        The plain text, and for each of its code points the half-open range in ``text`` that it stands for; ``None``
        where the two agree.
    """
    if not _ODD.search(text):
        return text, None
    whole = unicodedata.is_normalized("NFC", text)
    chars: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = at + 1
        while not whole and end < len(text) and end - at < _MOST_MARKS and _combines(text[end]):
            end += 1
        one = text[at] if text[at] == "\n" else _plain_char(text[at])
        if end > at + 1:
            one = unicodedata.normalize("NFC", one + text[at + 1 : end])
        chars += one
        places += [(at, end)] * len(one)
        at = end
    return "".join(chars), places


def _combines(char: str) -> bool:
    """Whether a code point makes one letter with the one before: an accent, a vowel or final consonant of Hangul."""
    return unicodedata.combining(char) > 0 or "\N{HANGUL JUNGSEONG FILLER}" <= char <= "\N{HANGUL JONGSEONG SSANGNIEUN}"


def _plain_char(char: str) -> str:
    """What stands for one code point: itself, another or, if it is invisible, nothing."""
    if char in _QUOTES:
        return _QUOTES[char]
    if char.isspace():
        return " "
    if "\N{FULLWIDTH EXCLAMATION MARK}" <= char <= "\N{FULLWIDTH TILDE}":
        return chr(ord(char) - 0xFEE0)
    category = unicodedata.category(char)
    if category == "Cs":  # half a character, which a pattern could not be held against
        return "\N{REPLACEMENT CHARACTER}"
    return "" if category == "Cf" else char
