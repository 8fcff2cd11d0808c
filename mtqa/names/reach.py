"""Words, names and entries that are near a form in letters and in sounds, and whether they would be suspected.

The pair model is too slow for every word of English, every known name and every entry of a large glossary.
A :class:`SoundList` keeps the folded texts and their classes of sounds and gives those worth the model's time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mtqa.artefacts import artefact
from mtqa.data import Span
from mtqa.names.alphabet import fold as sound_fold
from mtqa.names.alphabet import sound_classes
from mtqa.names.spans import NameSpan, NameWord, WordKind
from mtqa.names.surroundings import Surroundings
from mtqa.names.tables import GENERIC_HEADS, INNER_WORDS
from mtqa.names.windows import Window
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mtqa.glossary.model import Entry, Glossary
    from mtqa.names.candidates import Candidate
    from mtqa.names.forms import FormTable

__all__ = ["Reach", "SoundList", "common_words", "known_names", "reach_of", "suspects"]

#: Nearest texts of a list that are compared by sound.
NEAREST: Final = 300
#: Sum of the similarities in letters and in classes of sounds (0 to 200) below which no pair of the development
#: names had a probability of .5.
LEAST: Final = 90
#: Forms of other entries that are compared with each form of a new one.
NEAR_FORMS: Final = 32
#: Entries that a name is held against.
RIVALS: Final = 4
#: Similarities held at a time, so that a large glossary does not fill the memory.
CELLS: Final = 8_000_000
#: Bit length of the count in lower case from which a word is common: seen twice or more.
COMMON: Final = 2

_CLASSES: Final = bytes.maketrans(b"aeiouypbfvwkgqcxjhtdszmnlr", b"aaaaaabbbbbkkkkkkkttttmmll")


class SoundList:
    """Folded texts and how they sound.

    Args:
        texts: Folded by :func:`mtqa.names.alphabet.fold`.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._classes = _classes_of(texts)

    def near(self, queries: Sequence[str], *, most: int = NEAREST) -> list[list[int]]:
        """For each folded query the texts most like it, by number, the nearest first."""
        import numpy as np
        from rapidfuzz import fuzz
        from rapidfuzz.process import cdist

        found: list[list[int]] = []
        block = max(1, CELLS // max(len(self.texts), 1))
        for start in range(0, len(queries), block):
            some = list(queries[start : start + block])
            like: NDArray[np.uint8] = cdist(some, self.texts, scorer=fuzz.ratio, dtype=np.uint8)
            like += cdist(list(map(sound_classes, some)), self._classes, scorer=fuzz.ratio, dtype=np.uint8)
            for row in like:
                above = np.flatnonzero(row >= LEAST)
                if len(above) > most:
                    above = above[np.argpartition(-row[above].astype(np.int16), most)[:most]]
                found.append(above[np.argsort(-row[above].astype(np.int16), kind="stable")].tolist())
        return found

    def near_texts(self, forms: Sequence[str], *, most: int) -> list[str]:
        """The texts like any of some forms, at most ``most`` of them, those nearest to their form first."""
        queries = list(dict.fromkeys(folded for form in forms if (folded := sound_fold(form))))
        found = self.near(queries) if queries else []
        # The nearest of each first, so that none is left out for the others.
        ranks = (some[rank] for rank in range(max(map(len, found), default=0)) for some in found if rank < len(some))
        return [self.texts[at] for at in list(dict.fromkeys(ranks))[:most]]


def _classes_of(texts: Sequence[str]) -> list[str]:
    """:func:`sound_classes` of many texts, as one array of bytes."""
    import numpy as np

    if not texts:
        return []
    codes = np.frombuffer("\n".join(texts).encode("ascii").translate(_CLASSES), dtype=np.uint8)
    repeated = np.zeros(len(codes), dtype=bool)
    repeated[1:] = (codes[1:] == codes[:-1]) & (codes[1:] >= ord("a"))
    return codes[~repeated].tobytes().decode("ascii").split("\n")


@lru_cache(maxsize=1)
def known_names() -> SoundList:
    """The known names that mtqa ships: given and family names, places and others."""
    lines = artefact("known-names.txt").read_text(encoding="utf-8").splitlines()
    return SoundList([line[:-5] for line in lines[1:] if len(line) > 5])


@lru_cache(maxsize=1)
def common_words() -> SoundList:
    """English words that are more often written small than as names."""
    found: list[str] = []
    for line in artefact("words-en.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            lower, capital, *words = line.split(" ")
            if int(lower) >= COMMON and int(lower) > int(capital):
                found += [word for word in words if word.isascii() and word.isalpha()]
    return SoundList(sorted(found))


class Reach:
    """The right forms of a glossary, ready to be searched.

    Args:
        glossary: The glossary, of up to a million entries.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        folded: list[str] = []
        self._owners: list[int] = []
        for at, entry in enumerate(glossary.entries):
            if not entry.watch:
                for form in entry.forms:
                    key = sound_fold(form)
                    if key:
                        folded.append(key)
                        self._owners.append(at)
        self._forms = SoundList(folded)

    def entries_near(self, forms: Sequence[str], *, out: Collection[str]) -> tuple[Entry, ...]:
        """Entries with a form like one of ``forms``, in the order of the glossary; those whose ids are ``out`` left out."""
        queries = list(dict.fromkeys(folded for form in forms if (folded := sound_fold(form))))
        found = self._forms.near(queries, most=NEAR_FORMS) if queries and self._owners else []
        owners = sorted({self._owners[at] for some in found for at in some})
        return tuple(entry for at in owners if (entry := self.glossary.entries[at]).id not in out)


_REACHES: list[Reach] = []


def reach_of(glossary: Glossary) -> Reach:
    """The forms of ``glossary``; those of the last one are kept, so that many entries are held against it quickly."""
    if not _REACHES or _REACHES[0].glossary is not glossary:
        _REACHES[:] = [Reach(glossary)]
    return _REACHES[0]


def suspects(texts: Sequence[str], table: FormTable) -> list[Candidate]:
    """What the checks take some names for in an article that says nothing about them.

    Args:
        texts: Names, as they would stand in an article.
        table: The glossary.

    Returns:
        For each name that is not right and may be a garbled form, the best candidate, however improbable.
    """
    from mtqa.names.candidates import judge

    around = Surroundings((), ())
    windows = [window for text in dict.fromkeys(texts) if not (window := _window(text, table)).right]
    found: list[Candidate] = []
    headed = [window.specific for window in windows if window.heads and window.specific]
    matched = table.matcher.match([window.text for window in windows], top=RIVALS)
    by_specific = dict(zip(headed, table.specific_matcher.match(headed, top=RIVALS), strict=True)) if headed else {}
    for window, matches in zip(windows, matched, strict=True):
        pairs = [(table.forms[match.form], match) for match in matches]
        if window.heads and window.specific:  # as in mtqa.names.analysis
            same = [(table.headed[match.form], match) for match in by_specific[window.specific]]
            pairs = [*same, *((form, match) for form, match in pairs if not form.heads)]
        judged = judge(window, pairs, around=around, earlier={})
        if judged is not None:
            found.append(judged)
    return found


def _window(text: str, table: FormTable) -> Window:
    """A name as it would be found in the middle of a sentence."""
    words: list[NameWord] = []
    at = 0
    for surface in text.split():
        at = text.index(surface, at)
        key = fold(surface)
        kind = WordKind.GENERIC if key in GENERIC_HEADS else WordKind.PLAIN
        if key in INNER_WORDS:
            kind = WordKind.INNER
        words.append(NameWord(Span(at, at + len(surface)), surface, key, kind))
        at += len(surface)
    span, n_plain = Span(0, len(text)), sum(word.kind.names for word in words)
    name = NameSpan(
        span=span, text=text, words=tuple(words), segment=0, initial=False, headline=False, left=(), right=()
    )
    tokens = tuple(fold(text).split())
    return Window(name, tuple(words), span, text, tokens, n_plain, 0, table.is_right(tokens), lower=text.islower())
