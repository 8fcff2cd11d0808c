"""From the words of forms to what is looked up, by arithmetic on whole arrays.

Arrays of the file (``n`` right forms that begin with a Latin letter, of entries that are not only watched, in the
order of the file):

===================================  =======================================================
``exact_hashes``, ``exact_entries``   every form, right and wrong: hash of its matching keys
``beginnings``                        hashes of all proper beginnings of those, sorted
``variant_*``, ``spacing_*``          hash of the variant key / of the tokens without spaces
``record_*``, ``entry_roles``         rows of the file, and whether they list roles
``form_entries``                      entry of each of the ``n`` forms
``form_token_offsets``, ``form_tokens``   their folded tokens
``form_letters``                      letters of each form's sound with its spaces; 0 if it is not listened for
``form_sounds``                       what each form sounds like, in words; empty if it is not listened for
``token_*``                           the distinct tokens: text, hash, sound, flags
``posting_offsets``, ``postings``     the forms of each token, also by variant key and joined
``class_*``                           the distinct codes of sound of tokens, and their tokens
``skeleton_hashes``, ``skeleton_forms``   consonants of whole forms
===================================  =======================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mtqa.glossary.index import LONGEST
from mtqa.names.alphabet import MAX_CHARS, sound_classes
from mtqa.names.index.hashing import STEP, joined_hash, token_hash
from mtqa.names.index.words import MAX_SKELETON, token_sound
from mtqa.names.variants import variant_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtqa.names.index.build import Source
    from mtqa.names.index.layout import Writer
    from mtqa.names.index.words import Ragged

    Numbers = NDArray[Any]

__all__ = ["AT_EDGE", "SINGLE", "text", "write_arrays"]

#: Flags of a token: it is a form by itself; it stands first or last in a form of several.
SINGLE: Final = 1
AT_EDGE: Final = 2
_LINES: Final = 65_536  # forms written at a time


def text(writer: Writer, name: str, parts: Sequence[str]) -> None:
    """Write strings, which hold no line feed, as one text."""
    writer.begin_bytes(name)
    writer.add_bytes("\n".join(parts).encode("utf-8", "surrogatepass"))
    writer.end_bytes(name)


class _Rows:
    """Rows of numbers of different lengths, as arrays."""

    def __init__(self, values: Numbers, lengths: Numbers) -> None:
        import numpy as np

        self.values, self.lengths = values, lengths.astype(np.int64)
        self.starts = np.cumsum(self.lengths) - self.lengths

    @classmethod
    def of(cls, ragged: Ragged) -> _Rows:
        import numpy as np

        return cls(np.asarray(ragged.values), np.asarray(ragged.lengths))

    def through(self, inner: _Rows) -> _Rows:
        """Each value replaced by the row of ``inner`` that it numbers."""
        import numpy as np

        lengths = inner.lengths[self.values]
        ends = np.cumsum(lengths)
        index = np.repeat(inner.starts[self.values] - (ends - lengths), lengths) + np.arange(lengths.sum())
        before = np.concatenate([np.zeros(1, dtype=np.int64), ends])
        return _Rows(inner.values[index], before[self.starts + self.lengths] - before[self.starts])

    def select(self, rows: Numbers) -> _Rows:
        """Some of the rows."""
        import numpy as np

        return _Rows(rows, np.ones(len(rows), dtype=np.int64)).through(self)

    def owners(self) -> Numbers:
        """The row of each value."""
        import numpy as np

        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    def sums(self, values: Numbers) -> Numbers:
        """Sum over each row of a number for each value."""
        import numpy as np

        before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(values, dtype=np.int64)])
        totals: Numbers = before[self.starts + self.lengths] - before[self.starts]
        return totals

    def fold(self, factors: Numbers, terms: Numbers) -> tuple[Numbers, Numbers]:
        """For each row, ``state * factor + term`` over its values, from 0, modulo 2**64.

        Returns:
            The last states; and all states before the last value of their row, distinct and sorted.
        """
        import numpy as np

        state = np.zeros(len(self.lengths), dtype=np.uint64)
        seen: list[Numbers] = []
        for at in range(int(self.lengths.max(initial=0))):
            rows = np.flatnonzero(self.lengths > at)
            if at:
                seen.append(np.unique(state[rows]))
            index = self.starts[rows] + at
            state[rows] = state[rows] * factors[index] + terms[index]
        return state, np.unique(np.concatenate([np.zeros(0, dtype=np.uint64), *seen]))


def write_arrays(source: Source, writer: Writer) -> None:
    """Work out and write everything that is looked up."""
    import numpy as np

    words = source.words
    forms = _Rows(np.asarray(source.form_words), np.asarray(source.form_lengths))
    entries = np.asarray(source.form_entry)
    _write_exact(source, writer, forms=forms, entries=entries)
    latin = _first_with_tokens(forms, words_latin=np.asarray(words.latin), n_tokens=np.asarray(words.folds.lengths))
    makes_right = (np.asarray(source.form_wrong) == 0) & (np.asarray(source.form_watched) == 0)
    chosen = np.flatnonzero(makes_right & latin)
    forms, entries = forms.select(chosen), entries[chosen]
    writer.array("form_entries", entries.astype(np.uint32))
    spacings, _ = forms.fold(np.asarray(words.spacing_power)[forms.values], np.asarray(words.spacing)[forms.values])
    _write_lookup(writer, "spacing", spacings, entries, values_name="entries")
    _write_variants(source, writer, forms=forms, entries=entries)
    tokens = forms.through(_Rows.of(words.folds))
    extras = forms.through(_Rows.of(words.extras))
    _write_offsets(writer, "form_token_offsets", tokens.lengths)
    writer.array("form_tokens", tokens.values.astype(np.uint32))
    _write_postings(writer, tokens, extras, n_tokens=len(words.tokens))
    letters = forms.sums(np.asarray(words.letters)[forms.values]) + np.maximum(forms.lengths - 1, 0)
    silent = forms.sums(np.asarray(words.sounds)[forms.values] == 0)
    heard = (silent == 0) & (letters <= MAX_CHARS) & (tokens.lengths > 0) & (np.asarray(source.form_quiet)[chosen] == 0)
    writer.array("form_letters", np.where(heard, letters, 0).astype(np.uint8))
    _write_skeletons(source, writer, forms=forms, heard=heard)
    sounds = _write_tokens(source, writer, tokens=tokens, heard=heard)
    _write_form_sounds(writer, tokens, sounds=sounds, heard=heard)


def _first_with_tokens(forms: _Rows, *, words_latin: Numbers, n_tokens: Numbers) -> Numbers:
    """Whether the first folded token of each form begins with an ASCII character."""
    import numpy as np

    found = np.zeros(len(forms.lengths), dtype=bool)
    open_ = np.ones(len(forms.lengths), dtype=bool)
    for at in range(int(forms.lengths.max(initial=0))):
        rows = np.flatnonzero(open_ & (forms.lengths > at))
        if not len(rows):
            break
        word = forms.values[forms.starts[rows] + at]
        found[rows] = words_latin[word] == 1
        open_[rows] = n_tokens[word] == 0
    return found


def _write_exact(source: Source, writer: Writer, *, forms: _Rows, entries: Numbers) -> None:
    import numpy as np

    words = source.words
    hyphenated = np.flatnonzero(forms.sums(np.asarray(words.has_joined)[forms.values]))
    hashes: list[Numbers] = []
    owners: list[Numbers] = []
    beginnings: list[Numbers] = []
    for keys, owner in (
        (forms.through(_Rows.of(words.keys)), entries),
        (forms.select(hyphenated).through(_Rows.of(words.joined)), entries[hyphenated]),
    ):
        usable = np.flatnonzero((keys.lengths > 0) & (keys.lengths <= LONGEST))
        some = keys.select(usable)
        step = np.full(len(some.values), STEP, dtype=np.uint64)
        last, before = some.fold(step, some.values)
        hashes.append(last)
        owners.append(owner[usable])
        beginnings.append(before)
    _write_lookup(writer, "exact", np.concatenate(hashes), np.concatenate(owners), values_name="entries")
    writer.array("beginnings", np.unique(np.concatenate(beginnings)))


def _write_variants(source: Source, writer: Writer, *, forms: _Rows, entries: Numbers) -> None:
    """The variant keys of forms: put together from those of words, but for the few where that is not right."""
    import numpy as np

    words = source.words
    keys, _ = forms.fold(np.asarray(words.variant_power)[forms.values], np.asarray(words.variant)[forms.values])
    odd = np.flatnonzero(forms.sums(np.asarray(words.odd_variant)[forms.values]))
    spelling = list(words.ids)
    more: list[int] = []
    owners: list[int] = []
    for row, entry in zip(odd.tolist(), entries[odd].tolist(), strict=True):
        start = int(forms.starts[row])
        form = " ".join(spelling[word] for word in forms.values[start : start + int(forms.lengths[row])].tolist())
        for key in variant_keys(form):
            more.append(joined_hash(key)[0])
            owners.append(entry)
    keys = np.concatenate([keys, np.array(more, dtype=np.uint64)])
    entries = np.concatenate([entries, np.array(owners, dtype=entries.dtype)])
    _write_lookup(writer, "variant", keys, entries, values_name="entries")


def _write_lookup(writer: Writer, name: str, keys: Numbers, values: Numbers, *, values_name: str) -> None:
    """Keys in ascending order, each with a value; values of equal keys keep their order."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    writer.array(f"{name}_hashes", keys[order])
    writer.array(f"{name}_{values_name}", values[order].astype(np.uint32))


def _write_offsets(writer: Writer, name: str, lengths: Numbers) -> None:
    import numpy as np

    offsets = np.zeros(len(lengths) + 1, dtype=np.uint32)
    np.cumsum(lengths, out=offsets[1:])
    writer.array(name, offsets)


def _write_postings(writer: Writer, tokens: _Rows, extras: _Rows, *, n_tokens: int) -> None:
    import numpy as np

    shift = np.uint64(32)
    pairs = np.concatenate(
        [(rows.values.astype(np.uint64) << shift) | rows.owners().astype(np.uint64) for rows in (tokens, extras)]
    )
    pairs.sort()
    pairs = pairs[np.concatenate([np.ones(1, dtype=bool), pairs[1:] != pairs[:-1]])[: len(pairs)]]
    counts = np.bincount((pairs >> shift).astype(np.int64), minlength=n_tokens)
    _write_offsets(writer, "posting_offsets", counts)
    writer.array("postings", (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32))


def _write_skeletons(source: Source, writer: Writer, *, forms: _Rows, heard: Numbers) -> None:
    import numpy as np

    words = source.words
    rows = np.flatnonzero(heard)
    some = forms.select(rows)
    lengths = np.asarray(words.skeleton_length)[some.values]
    codes, _ = some.fold(np.uint64(6) ** lengths.astype(np.uint64), np.asarray(words.skeleton)[some.values])
    total = some.sums(lengths)
    short = (total > 0) & (total <= MAX_SKELETON)  # a longer one does not fit into the number
    _write_lookup(writer, "skeleton", codes[short], rows[short], values_name="forms")


def _write_tokens(source: Source, writer: Writer, *, tokens: _Rows, heard: Numbers) -> list[str]:
    import numpy as np

    names = source.words.tokens
    text(writer, "token_text", names)
    hashes = np.array([token_hash(name) for name in names], dtype=np.uint64)
    _write_lookup(writer, "token", hashes, np.arange(len(names)), values_name="numbers")
    flags = np.zeros(len(names), dtype=np.uint8)
    several = heard & (tokens.lengths > 1)
    flags[tokens.values[tokens.starts[heard & (tokens.lengths == 1)]]] |= SINGLE
    flags[tokens.values[tokens.starts[several]]] |= AT_EDGE
    flags[tokens.values[(tokens.starts + tokens.lengths - 1)[several]]] |= AT_EDGE
    writer.array("token_flags", flags)
    spoken = np.zeros(len(names), dtype=bool)
    spoken[tokens.select(np.flatnonzero(heard)).values] = True
    sounds = [token_sound(name) if is_spoken else "" for name, is_spoken in zip(names, spoken.tolist(), strict=True)]
    text(writer, "token_sounds", sounds)
    classes: dict[str, int] = {}
    of_token = [classes.setdefault(sound_classes(sound), len(classes)) for sound in sounds if sound]
    with_sound = np.flatnonzero(np.array([bool(sound) for sound in sounds], dtype=bool))
    text(writer, "class_text", list(classes))
    order = np.argsort(np.array(of_token, dtype=np.int64), kind="stable")
    counts = np.bincount(np.array(of_token, dtype=np.int64), minlength=len(classes))
    _write_offsets(writer, "class_offsets", counts)
    writer.array("class_tokens", with_sound[order].astype(np.uint32))
    return sounds


def _write_form_sounds(writer: Writer, tokens: _Rows, *, sounds: Sequence[str], heard: Numbers) -> None:
    """One line for each form."""
    starts = tokens.starts.tolist()
    writer.begin_bytes("form_sounds")
    for begin in range(0, len(starts), _LINES):
        some = slice(begin, begin + _LINES)
        first = starts[begin]
        last = starts[begin + _LINES] if begin + _LINES < len(starts) else len(tokens.values)
        words = [sounds[token] for token in tokens.values[first:last].tolist()]
        lines = [
            " ".join(words[start - first : start - first + length]) if is_heard else ""
            for start, length, is_heard in zip(
                starts[some], tokens.lengths[some].tolist(), heard[some].tolist(), strict=True
            )
        ]
        writer.add_bytes(("\n" * (begin > 0) + "\n".join(lines)).encode("ascii"))
    writer.end_bytes("form_sounds")
