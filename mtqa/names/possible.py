"""Whether a window can be a form of an entry at all, whatever the sound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mtqa.names.lexicon import lexicon
from mtqa.names.spans import WordKind
from mtqa.names.tables import PERSON_TITLES
from mtqa.names.variants import inflected, same_but_for_usage
from mtqa.text import fold, is_all_caps

if TYPE_CHECKING:
    from mtqa.names.forms import Wanted
    from mtqa.names.windows import Window

__all__ = ["TERM_WORDS", "differing", "possible"]

#: A name of several words written as one ("Lukinbo" for "Lu Jinbo") keeps this share of its letters.
JOINED: Final = 0.8
#: Abbreviations up to this length that differ are two abbreviations: EU and EEU.
ABBREVIATION: Final = 4
#: A term with one word changed needs this many words, and the changed word this edit similarity.
TERM_WORDS: Final = 3
TERM_WORD: Final = 0.55


def differing(window: Window, wanted: Wanted) -> tuple[list[str], list[str]]:
    """Folded words of the window that the entry's own form does not have, and the other way round."""
    own = wanted.tokens if wanted.spelling is None else tuple(fold(wanted.entry.term).split())
    ours = [token for token in window.tokens if token not in own]
    theirs = [token for token in own if token not in window.tokens]
    return ours, theirs


def possible(window: Window, wanted: Wanted) -> bool:
    """Whether nothing in the make of the two rules it out."""
    if wanted.part and (len(window.words) > 1 or window.lower):
        return False  # a family name in lower case is rarer than an ordinary word that the lexicon lacks
    same = "".join(window.tokens) == "".join(wanted.tokens)
    if same and wanted.spelling is None:
        return False
    if _digits(window.tokens) != _digits(wanted.tokens):
        return False
    if same_but_for_usage(window.text, wanted.text if wanted.spelling is None else wanted.entry.term):
        return False
    ours, theirs = differing(window, wanted)
    if not ours or not theirs:
        return False
    if any(word.kind is WordKind.INNER and word.key not in wanted.tokens for word in window.words):
        return False
    if window.heads and wanted.heads and window.heads != wanted.heads:
        return False
    if window.cuts_head and wanted.heads:
        return False  # the window with the head is the one to compare
    if is_all_caps(window.text) and is_all_caps(wanted.text) and len(window.key) <= ABBREVIATION:
        return False
    if not (same or _alike_in_words(window, wanted)):
        return False
    english = window.lower or wanted.text.islower()
    if all(any(inflected(a, b, known_words=english) for b in theirs) for a in ours):
        return False
    if any(_of_a_woman(a, b) or _of_a_woman(b, a) for b in theirs for a in ours):
        return False
    return _names(window, ours) or _term(window, wanted, ours, theirs)


def _of_a_woman(name: str, other: str) -> bool:
    """Whether a Slavic family name is the other in the form that his wife or daughter bears: Navalnaya of Navalny."""
    if name == other + "a":
        return other.endswith(("ov", "ev", "in", "yn"))
    stem = name.removesuffix("aya") if name.endswith("aya") else name.removesuffix("aia")
    return stem != name and any(other == stem + ending for ending in ("y", "i", "yy", "iy", "ii", "yi", "oi", "oy"))


def _alike_in_words(window: Window, wanted: Wanted) -> bool:
    """Whether the number of words agrees, or the letters do where words are written as one."""
    n_window, n_form = len(window.tokens), len(wanted.tokens)
    ours, theirs = len("".join(window.tokens)), len("".join(wanted.tokens))
    similar = min(ours, theirs) >= JOINED * max(ours, theirs)
    if len(window.words) == 1 and n_form > 1:
        return similar
    return abs(n_window - n_form) <= 1


def _names(window: Window, ours: list[str]) -> bool:
    """Whether what differs is a name."""
    known = lexicon()
    if all(known.is_known_word(token) and not known.counts(token).name for token in ours):
        # A window of the term's own words in another order or number is another term, not a garbled one.
        return len(window.tokens) == 1 and not known.is_known_word(window.tokens[0])
    kinds = {word.key: word.kind for word in window.words}
    return any(kinds.get(token, WordKind.PLAIN).names for token in ours)


def _term(window: Window, wanted: Wanted, ours: list[str], theirs: list[str]) -> bool:
    """Whether it is a term with one word replaced by one that looks like it."""
    from rapidfuzz.distance import Indel

    if wanted.spelling is not None or len(wanted.tokens) < TERM_WORDS:
        return False
    if len(window.tokens) != len(wanted.tokens) or len(ours) != 1 or len(theirs) != 1:
        return False
    in_place = window.tokens.index(ours[0]) == wanted.tokens.index(theirs[0])
    alike = Indel.normalized_similarity(ours[0], theirs[0]) >= TERM_WORD
    return in_place and alike and ours[0][0] == theirs[0][0] and ours[0] not in PERSON_TITLES


def _digits(tokens: Iterable[str]) -> str:
    return "".join(char for token in tokens for char in token if char.isdigit())
