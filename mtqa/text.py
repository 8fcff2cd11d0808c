"""Pure functions over text: comparison keys, possessives, words.

A *folded* text is a key to compare by, never a text to show: two spellings that a reader takes for
the same word fold alike ("Łódź" and "lodz", "Kim Jong-un" and "KIM JONG UN").  Folding keeps the
script: Cyrillic stays Cyrillic, Hangul becomes its letters (jamo), so that composed and decomposed
text agree.  Nothing here knows a language; English endings other than the possessive are the
business of :mod:`mtqa.glossary.match`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from mtqa.data import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "count_words",
    "fold",
    "fold_with_offsets",
    "is_all_caps",
    "is_capitalised",
    "is_title_case",
    "name_forms",
    "strip_possessive",
    "words",
]

# Mapped before NFKD, which would take several of these apart (U+00B4 is a space with an accent).
_SINGLE_QUOTES: Final = (
    "'`\N{ACUTE ACCENT}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{SINGLE LOW-9 QUOTATION MARK}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{PRIME}\N{REVERSED PRIME}"
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    "\N{MODIFIER LETTER APOSTROPHE}\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER PRIME}"
    "\N{MODIFIER LETTER REVERSED COMMA}\N{MODIFIER LETTER VERTICAL LINE}\N{MODIFIER LETTER LEFT HALF RING}"
    "\N{MODIFIER LETTER RIGHT HALF RING}\N{FULLWIDTH APOSTROPHE}\N{FULLWIDTH GRAVE ACCENT}"
)
_DOUBLE_QUOTES: Final = (
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}'
    "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}\N{DOUBLE PRIME}\N{REVERSED DOUBLE PRIME}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{REVERSED DOUBLE PRIME QUOTATION MARK}\N{DOUBLE PRIME QUOTATION MARK}\N{LOW DOUBLE PRIME QUOTATION MARK}"
    "\N{FULLWIDTH QUOTATION MARK}"
)
# Category Pd covers hyphens and dashes; these act as one and are not in it.
_DASHES: Final = "_\N{MINUS SIGN}\N{HYPHEN BULLET}\N{FULLWIDTH LOW LINE}\N{MODIFIER LETTER MINUS SIGN}"
# Letters with a stroke, a hook or a tie: NFKD has no base letter for them.
_PLAIN_LATIN: Final = {
    **dict(zip("øłđðħıȷŧŋƒƙɓɗɖƴƶɨʉɛɔɫƀɵɍɉᵾ", "olddhijtnfkbddyziueolborju", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ß": "ss",
    "ĸ": "k",
    # Azerbaijani, the one national alphabet with a schwa; English writes Aliyev for Əliyev.
    "ə": "a",
}
# Accents and optional vowel points.  Not every mark: vowel signs of Hindi or Thai and the voicing
# marks of Japanese make different words.
_STRIPPED_MARKS: Final = (
    range(0x0300, 0x0370),
    range(0x0483, 0x048A),
    range(0x0591, 0x05C8),
    range(0x0610, 0x061B),
    range(0x064B, 0x0660),
    range(0x0670, 0x0671),
    range(0x06D6, 0x06EE),
    range(0x1AB0, 0x1B00),
    range(0x1DC0, 0x1E00),
    range(0x20D0, 0x2100),
    range(0xFE00, 0xFE10),  # variation selectors
    range(0xFE20, 0xFE30),
    range(0xE0100, 0xE01F0),  # variation selectors
)
_TABLE_LIMIT: Final = 20_000  # entries kept per table: a hostile text must not fill the memory


class _Table(dict[int, str]):
    """A translation table for ``str.translate`` that works out a code point when it first meets it."""

    def __init__(self, compute: Callable[[str], str]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, code: int) -> str:
        value = self._compute(chr(code))
        if len(self) < _TABLE_LIMIT:
            self[code] = value
        return value


def _fold_char(char: str) -> str:
    """What one code point contributes to a folded text; folding the result again changes nothing."""
    if char in _SINGLE_QUOTES:
        return "'"
    if char in _DOUBLE_QUOTES:
        return '"'
    category = unicodedata.category(char)
    if char.isspace() or category == "Pd" or char in _DASHES:
        return " "
    if category == "Cf":  # soft hyphen, zero-width joiners, direction marks
        return ""
    if category == "Mn" and any(ord(char) in block for block in _STRIPPED_MARKS):
        return ""
    plain = unicodedata.normalize("NFKD", char).casefold()
    if plain == char:
        return _PLAIN_LATIN.get(char, char)
    return "".join(_fold_char(part) for part in plain)


_FOLD: Final = _Table(_fold_char)


def fold(text: str) -> str:
    """The comparison key of ``text``.

    NFKD, accents off, casefolded; stroked and tied letters plain (ø o, ł l, æ ae, þ th, ß ss, ı i);
    quotes and apostrophes of every kind straight; hyphens, dashes and underscores a space; white
    space (no-break space and line ends too) collapsed to one space and trimmed; invisible
    characters (soft hyphen, zero-width) gone.  Idempotent; linear time.

    Args:
        text: Any text.

    Returns:
        The key; ``""`` for text with nothing visible but dashes.
    """
    return " ".join(text.translate(_FOLD).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The same key as :func:`fold`, with the way back.

    Args:
        text: Any text.

    Returns:
        The folded text, and for each of its code points the index in ``text`` of the code point it
        came from (a collapsed run of white space: its first).  Indices never decrease.
    """
    folded: list[str] = []
    offsets: list[int] = []
    space_at: int | None = None
    for index, char in enumerate(text):
        for part in _FOLD[ord(char)]:
            if part == " ":
                space_at = index if space_at is None else space_at
                continue
            if space_at is not None:
                if folded:
                    folded.append(" ")
                    offsets.append(space_at)
                space_at = None
            folded.append(part)
            offsets.append(index)
    return "".join(folded), offsets


def name_forms(name: str) -> tuple[str, ...]:
    """A name as a person means it who writes it down: as it stands, and without a possessive ending.

    Capitals count; white space and the form of an apostrophe do not.
    """
    plain = " ".join(name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    bare = plain.removesuffix("'s") if plain.endswith("'s") else plain.removesuffix("'")
    return (plain,) if bare == plain else (plain, bare)


def strip_possessive(word: str) -> str:
    """``word`` without an English possessive ending.

    "Pyongyang's" and "Pyongyang’s" lose apostrophe and s; "Jones'" loses the apostrophe alone.
    A word that is nothing but the ending stays as it is.
    """
    if len(word) > 2 and word[-1] in "sS" and _FOLD[ord(word[-2])] == "'":
        return word[:-2]
    if len(word) > 2 and word[-2] in "sSxXzZ" and _FOLD[ord(word[-1])] == "'":
        return word[:-1]
    return word


_JOINERS: Final = (
    "'-\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
    "\N{FULLWIDTH APOSTROPHE}\N{FULLWIDTH HYPHEN-MINUS}"
)
_INVISIBLE_IN_WORDS: Final = "\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}"


def _word_class(char: str) -> str:
    """One letter for the role of a code point in a word; exactly one, so that offsets stay."""
    category = unicodedata.category(char)
    if category[0] == "L":
        return "w"
    if category[0] == "N":
        return "d"
    if category[0] == "M" or char in _INVISIBLE_IN_WORDS:
        return "m"
    if char in _JOINERS:
        return "j"
    return "p" if char in ".," else "o"


_WORD_CLASSES: Final = _Table(_word_class)
# Every repetition begins with a class that cannot end the one before: linear time.
_WORD: Final = re.compile(r"[wd][wdm]*(?:(?:j|(?<=d)p(?=d))[wd][wdm]*)*")


def words(text: str) -> Iterator[Span]:
    """The words of ``text``, in order.

    A word is letters, marks and digits of any script with apostrophes and hyphens inside it
    ("Yoon Suk-yeol’s" is two words); a point or comma between digits stays inside ("1,200.5").
    A run of a script without spaces is one word.  Dashes between words separate.

    Args:
        text: Any text.

    Yields:
        Half-open code-point ranges of ``text``.
    """
    for match in _WORD.finditer(text.translate(_WORD_CLASSES)):
        yield Span(match.start(), match.end())


def count_words(text: str) -> int:
    """The number of :func:`words` in ``text``."""
    return sum(1 for _ in _WORD.finditer(text.translate(_WORD_CLASSES)))


def is_capitalised(word: str) -> bool:
    """Whether the first letter of ``word`` is an upper- or title-case one ("Seoul", "US", "'Quad")."""
    first = next((char for char in word if char.isalpha()), "")
    return first.isupper() or first.istitle()


def is_title_case(word: str) -> bool:
    """Whether ``word`` begins with a capital and has a lower-case letter ("Seoul", "McCain"; not "US", "A")."""
    return is_capitalised(word) and any(char.islower() for char in word)


def is_all_caps(word: str) -> bool:
    """Whether ``word`` has at least two cased letters and all are capitals ("THAAD", "COVID-19"; not "A", "Covid")."""
    cased = [char for char in word if char.isupper() or char.islower()]
    return len(cased) >= 2 and all(char.isupper() for char in cased)
