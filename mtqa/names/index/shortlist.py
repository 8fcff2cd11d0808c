"""The entries of a large glossary that sound most like given names.

From coarse to fine, each step over what the one before left:

1. words: for each distinct word of the names, the codes of sound most like its own, the glossary's
   words that have these codes, those of them most alike in letters and code, and the cost of each by
   the learned transducer;
2. forms: those with one of the nearest words (any position, so order does not matter) and about as
   many words, by the sum of the costs of their words; and those whose consonants altogether are the
   same but for one, which finds names divided otherwise ("Lukinbo", "Lu Jinbo");
3. the best of these by the transducer over the whole name, in each order of its ends: the distance
   that the name matcher will compute, so that what it would have put first is among them.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from mtqa.names.alphabet import fold, sound_classes
from mtqa.names.index.arrays import AT_EDGE, SINGLE
from mtqa.names.index.words import MAX_SKELETON, skeleton_code
from mtqa.names.transducer import Strings, Transducer, default_transducer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mtqa.names.index.compiled import CompiledGlossary

    Numbers = NDArray[Any]

__all__ = ["KEPT", "Shortlist"]

#: Words of the glossary that are compared in letters with a word of the text.
CODES_WORDS: Final = 3000
#: Those of them that the transducer compares.
NEAR_WORDS: Final = 600
#: Nearest words whose forms are looked at; forms that may be looked at for one word of a name.
OPEN_WORDS: Final = 80
OPEN_FORMS: Final = 24_000
#: Forms that the transducer compares with a name.
COMPARED: Final = 240
#: Entries kept for a name: the name matcher reports four and needs one more as a runner-up.
KEPT: Final = 6
#: Words that are forms by themselves, looked at for a name of one word.
_SINGLES: Final = 24
#: Family names looked at for it, entries of each, and entries of each that list roles.
_FAMILIES, _PER_FAMILY, _WITH_ROLES = 6, 3, 30
#: Cost, in parts of the dearest near word, of a word that is not among the near ones.
_ELSE: Final = 1.2
#: Forms with the same consonants looked at for each way in which one consonant may differ.
_PER_SKELETON: Final = 2000
#: Those of them that the transducer compares.
BY_CONSONANTS: Final = 80
#: Letters, or a third of them if that is more, by which a form may be longer or shorter.
MOST_LETTERS_APART: Final = 4
#: The same for forms that are looked at for their consonants.
CONSONANTS_LETTERS_APART: Final = 2
#: Words whose near words are kept for the next question, or the next article.
_REMEMBERED: Final = 5000
#: Longer names are no names, and cost the square of their length.
_MOST_WORDS: Final = 8


class Shortlist:
    """The sounds of a compiled glossary, ready to be searched.

    Args:
        compiled: The glossary.
        transducer: For the costs; the one that mtqa ships by default.
    """

    def __init__(self, compiled: CompiledGlossary, transducer: Transducer | None = None) -> None:
        import numpy as np

        self.compiled = compiled
        self._transducer = default_transducer() if transducer is None else transducer
        offsets = compiled.arrays["form_token_offsets"]
        self._starts = offsets[:-1]
        self._n_tokens: NDArray[np.uint8] = np.minimum(np.diff(offsets), 255).astype(np.uint8)
        self._letters: NDArray[np.int16] = compiled.arrays["form_letters"].astype(np.int16)
        self._marks = np.zeros(len(self._n_tokens), dtype=bool)
        self._near: dict[str, tuple[Numbers, Numbers]] = {}
        self._scratch = np.zeros((_MOST_WORDS, len(compiled.arrays["token_flags"])), dtype=np.float32)

    def nearest(self, names: Sequence[str], *, kept: int = KEPT) -> list[list[int]]:
        """The entries that sound most like each name.

        Args:
            names: As they stand in a text.
            kept: At most this many for each.

        Returns:
            Numbers of entries, nearest first.
        """
        sounds = [fold(name) for name in names]
        distinct = [sound for sound in dict.fromkeys(sounds) if sound and sound.count(" ") < _MOST_WORDS]
        near = self._near_words(sorted({word for sound in distinct for word in sound.split()}))
        pairs: list[tuple[str, Numbers]] = [(sound, self._forms(sound.split(), near)) for sound in distinct]
        ranked = self._ranked(pairs, kept=kept)
        return [ranked.get(sound, []) for sound in sounds]

    def _near_words(self, words: Sequence[str]) -> dict[str, tuple[Numbers, Numbers]]:
        """For each word the nearest words of the glossary and their costs, nearest first."""
        if len(self._near) > _REMEMBERED:
            self._near.clear()
        self._near.update(self._worked_out([word for word in words if word not in self._near]))
        return {word: self._near[word] for word in words if word in self._near}

    def _worked_out(self, words: Sequence[str]) -> dict[str, tuple[Numbers, Numbers]]:
        import numpy as np
        from rapidfuzz import fuzz
        from rapidfuzz.process import cdist

        compiled = self.compiled
        if not words or not len(compiled.arrays["class_tokens"]):
            return {}
        offsets, of_class = compiled.arrays["class_offsets"].astype(np.int64), compiled.arrays["class_tokens"]
        sizes = np.diff(offsets)
        codes = [sound_classes(word) for word in words]
        chosen: list[Numbers] = []
        for code, word in zip(codes, words, strict=True):
            like = cdist([code], compiled.classes, scorer=fuzz.ratio, dtype=np.uint8)[0]
            order = np.argsort(255 - like, kind="stable")  # by radix: a byte each
            order = order[: int(np.searchsorted(np.cumsum(sizes[order]), CODES_WORDS)) + 1]
            tokens = np.concatenate([of_class[offsets[c] : offsets[c + 1]] for c in order.tolist()])
            score = np.repeat(like[order], sizes[order]).astype(np.int16)
            sounds = [compiled.sounds[token] for token in tokens.tolist()]
            score += cdist([word], sounds, scorer=fuzz.ratio, dtype=np.uint8)[0]
            if len(score) > NEAR_WORDS:
                tokens = tokens[np.argpartition(-score, NEAR_WORDS)[:NEAR_WORDS]]
            chosen.append(tokens)
        tokens, inverse = np.unique(np.concatenate(chosen), return_inverse=True)
        left = np.repeat(np.arange(len(words)), [len(some) for some in chosen])
        costs = self._transducer.excess(
            Strings(words), Strings([compiled.sounds[token] for token in tokens.tolist()]), left=left, right=inverse
        )
        near: dict[str, tuple[Numbers, Numbers]] = {}
        ends = np.cumsum([len(some) for some in chosen])
        for word, some, end in zip(words, chosen, ends.tolist(), strict=True):
            of_word = costs[end - len(some) : end]
            order = np.argsort(of_word, kind="stable")
            near[word] = (some[order], np.maximum(of_word[order], 0))
        return near

    def _forms(self, words: Sequence[str], near: dict[str, tuple[Numbers, Numbers]]) -> Numbers:
        """The forms worth a comparison as a whole."""
        import numpy as np

        if not near:
            return np.zeros(0, dtype=np.int64)
        by_word = self._of_one_word(words[0], near) if len(words) == 1 else self._of_words(words, near)
        found: Numbers = np.unique(np.concatenate([by_word, self._of_consonants(words)]))
        return found[self._letters[found] > 0]  # the others are right where they stand, and not listened for

    def _of_one_word(self, word: str, near: dict[str, tuple[Numbers, Numbers]]) -> Numbers:
        """One-word forms that sound like ``word``."""
        import numpy as np

        compiled = self.compiled
        tokens, _ = near[word]
        found = [np.zeros(0, dtype=np.uint32)]
        for token in tokens[(compiled.arrays["token_flags"][tokens] & SINGLE) > 0][:_SINGLES].tolist():
            postings = compiled.postings(token)
            found.append(postings[self._n_tokens[postings] == 1][:KEPT])
        return np.concatenate(found)

    def family_names(self, names: Iterable[str], *, with_roles: bool) -> set[int]:
        """Entries with a first or last word that sounds like a name of one word.

        Args:
            names: As they stand in a text; longer ones are passed over.
            with_roles: Whether to look for those that list roles, of which the article may mention
                one, or for any, of which a few of each family stand for all.
        """
        import numpy as np

        compiled = self.compiled
        entry_of, roles = compiled.arrays["form_entries"], compiled.arrays["entry_roles"]
        sounds = {sound for name in names if (sound := fold(name)) and " " not in sound}
        found: set[int] = set()
        for tokens, _ in self._near_words(sorted(sounds)).values():
            at_edge = tokens[(compiled.arrays["token_flags"][tokens] & AT_EDGE) > 0]
            for token in at_edge[: _FAMILIES // 2 if with_roles else _FAMILIES].tolist():
                postings = compiled.postings(token)
                several = (self._n_tokens[postings] > 1) & (self._letters[postings] > 0)
                entries = np.unique(entry_of[postings[several]])
                some = entries[roles[entries] > 0][:_WITH_ROLES] if with_roles else entries[:_PER_FAMILY]
                found.update(some.tolist())
        return found

    def _of_words(self, words: Sequence[str], near: dict[str, tuple[Numbers, Numbers]]) -> Numbers:
        """Forms with about as many words, by the sum of the costs of words."""
        import numpy as np

        compiled, n = self.compiled, len(words)
        token_of = compiled.arrays["form_tokens"]
        marked: list[Numbers] = []
        for word in words:
            room = OPEN_FORMS
            for token in near[word][0][:OPEN_WORDS].tolist():
                postings = compiled.postings(token)
                marked.append(postings[:room])
                room -= len(postings)
                if room <= 0:
                    break
        every = np.concatenate(marked)
        self._marks[every] = True
        forms = np.flatnonzero(self._marks)
        self._marks[every] = False
        lengths = self._n_tokens[forms]
        close = (np.abs(lengths.astype(np.int16) - n) <= 1) & self._as_long(forms, sum(map(len, words)) + n - 1)
        forms, lengths = forms[close], lengths[close]
        if len(forms) <= COMPARED:
            return forms
        dearest = [_ELSE * float(near[word][1][-1]) + 1 for word in words]
        for row, word in enumerate(words):
            tokens, costs = near[word]
            self._scratch[row] = dearest[row]
            self._scratch[row, tokens] = costs
        best = np.array(dearest, dtype=np.float32)[:, None].repeat(len(forms), axis=1)
        total = np.zeros(len(forms), dtype=np.float32)
        starts = self._starts[forms]
        for at in range(int(lengths.max())):
            rows = np.flatnonzero(lengths > at)
            costs = self._scratch[:n, token_of[starts[rows] + at]]
            best[:, rows] = np.minimum(best[:, rows], costs)
            total[rows] += costs.min(axis=0)
        total += best.sum(axis=0)
        nearest: Numbers = forms[np.argpartition(total, COMPARED)[:COMPARED]]
        return nearest

    def _as_long(self, forms: Numbers, letters: int) -> Numbers:
        """Whether each form has about so many letters."""
        import numpy as np

        close: Numbers = np.abs(self._letters[forms] - letters) <= max(MOST_LETTERS_APART, letters // 3)
        return close

    def _of_consonants(self, words: Sequence[str]) -> Numbers:
        """Forms that have the same consonants but for one; those most alike in letters."""
        import numpy as np
        from rapidfuzz import fuzz
        from rapidfuzz.process import cdist

        compiled = self.compiled
        sound = "".join(words)
        code, length = skeleton_code(sound)
        none = np.zeros(0, dtype=np.uint32)
        if not 2 < length < MAX_SKELETON:
            return none
        keys = list(dict.fromkeys(_neighbours(code, length)))
        forms: Numbers = np.concatenate([none, *compiled.lookup("skeleton", keys, most=_PER_SKELETON)])
        forms = forms[np.abs(self._letters[forms] - len(sound) - len(words) + 1) <= CONSONANTS_LETTERS_APART]
        if len(forms) <= BY_CONSONANTS:
            return forms
        texts = [compiled.form_sounds[form] for form in forms.tolist()]
        score = cdist([" ".join(words)], texts, scorer=fuzz.ratio, dtype=np.uint8)[0]
        nearest: Numbers = forms[np.argpartition(-score.astype(np.int16), BY_CONSONANTS)[:BY_CONSONANTS]]
        return nearest

    def _ranked(self, pairs: Sequence[tuple[str, Numbers]], *, kept: int) -> dict[str, list[int]]:
        """The entries of each name's forms, by the transducer over the whole."""
        import numpy as np
        from rapidfuzz import fuzz
        from rapidfuzz.process import cdist

        compiled = self.compiled
        entry_of = compiled.arrays["form_entries"]
        owner: list[str] = []
        if not pairs:
            return {}
        queries = Strings([view for sound, _ in pairs for view in _turned(sound)])
        forms, inverse = np.unique(np.concatenate([some for _, some in pairs]), return_inverse=True)
        views = Strings([compiled.form_sounds[form] for form in forms.tolist()])
        left: list[Numbers] = []
        n_queries = start = 0
        for sound, some in pairs:
            turned = _turned(sound)
            right = inverse[start : start + len(some)]
            texts = [views.folded[at] for at in right.tolist()]
            # The order in which most letters agree; only that one is compared by sound.
            like = cdist(turned, texts, scorer=fuzz.ratio, dtype=np.uint8)
            left.append(n_queries + like.argmax(axis=0))
            owner += [sound] * len(turned)
            n_queries += len(turned)
            start += len(some)
        left_ = np.concatenate(left)
        excess = self._transducer.excess(queries, views, left=left_, right=inverse)
        lengths = (queries.lengths[left_] + views.lengths[inverse]) / 2 - 2
        distance = excess / np.maximum(lengths, 1)
        best: defaultdict[str, dict[int, float]] = defaultdict(dict)
        rows = zip(left_.tolist(), entry_of[forms[inverse]].tolist(), distance.tolist(), strict=True)
        for query, entry, far in rows:
            of_name = best[owner[query]]
            of_name[entry] = min(far, of_name.get(entry, far))
        return {sound: sorted(found, key=lambda entry: (found[entry], entry))[:kept] for sound, found in best.items()}


def _turned(sound: str) -> Sequence[str]:
    """The name as it is, and with its first or last word at the other end."""
    words = sound.split()
    if not 2 <= len(words) <= 4:
        return (sound,)
    return tuple(dict.fromkeys((sound, " ".join(words[1:] + words[:1]), " ".join(words[-1:] + words[:-1]))))


def _neighbours(code: int, length: int) -> Iterator[int]:
    """Codes of consonants with none, or one, put in, left out or replaced."""
    digits: list[int] = []
    for _ in range(length):
        code, digit = divmod(code, 6)
        digits.append(digit)
    digits.reverse()

    def number(parts: Iterable[int]) -> int:
        value = 0
        for digit in parts:
            value = value * 6 + digit
        return value

    yield number(digits)
    for at in range(length + 1):
        before, after = digits[:at], digits[at:]
        if after:
            yield number(chain(before, after[1:]))
        for digit in range(1, 6):
            yield number(chain(before, (digit,), after))
            if after:
                yield number(chain(before, (digit,), after[1:]))
