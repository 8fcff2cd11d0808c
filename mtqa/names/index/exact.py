"""The entries of a large glossary that an article may use rightly, or in a listed wrong form.

A superset, found by hashes: whether a form really stands there is then decided on the small glossary
by the code that decides it for any glossary.
"""

from __future__ import annotations

from functools import cache, reduce
from typing import TYPE_CHECKING, Final

from mtqa.glossary.index import LONGEST, MOST, form_keys
from mtqa.glossary.inflect import bases, stems
from mtqa.glossary.plurals import AFTER_HEAD
from mtqa.glossary.tokens import tokenise
from mtqa.names.index.hashing import extend, joined_hash, sequence_hash, token_hash
from mtqa.names.spans import MAX_WINDOW
from mtqa.names.variants import variant_key
from mtqa.text import fold, strip_possessive, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mtqa.data import Document
    from mtqa.names.index.compiled import CompiledGlossary
    from mtqa.names.spans import NameSpan

__all__ = ["entries_in_text", "entries_of_forms", "entries_of_words"]

#: Places where a beginning of a form ends that are followed at a time; more than an article has.
_MOST_STATES: Final = 2_000_000


def entries_in_text(text: str, compiled: CompiledGlossary) -> set[int]:
    """Entries one of whose forms, right or wrong, may stand in ``text``; see :func:`find_forms`."""
    tokens = tokenise(text)
    found: set[int] = set(compiled.arrays["pattern_entries"].tolist())
    states = {(0, at) for at in range(len(tokens))}
    budget = _MOST_STATES
    for _ in range(LONGEST):
        ends: set[int] = set()
        following: set[tuple[int, int]] = set()
        for state, at in states:
            token = tokens[at]
            steps = [(token.key, at + 1)]
            if token.joined:
                steps.append((token.joined, at + token.parts))
            for key, after in steps:
                for ending, stem in stems(key):
                    reached = extend(state, token_hash(stem))
                    ends.add(reached)
                    # "heads of state": a plural ending inside a form, see mtqa.glossary.match
                    if after < len(tokens) and (ending == "" or tokens[after].key in AFTER_HEAD):
                        following.add((reached, after))
            for base in bases(token.key):
                if len(base.words) == 1 or state == 0:
                    ends.add(reduce(extend, map(token_hash, base.words), state))
        keys = list(ends)
        for entries in compiled.lookup("exact", keys, most=MOST):
            found.update(entries.tolist())
        alive = {key for key, is_there in zip(keys, compiled.has("beginnings", keys), strict=True) if is_there}
        states = {(state, at) for state, at in following if state in alive}
        budget -= len(states)
        if not states or budget < 0:
            break
    return found


def entries_of_forms(forms: Iterable[str], compiled: CompiledGlossary) -> set[int]:
    """Entries that list one of ``forms``, up to what matching does not tell apart."""
    keys = [sequence_hash(keys) for form in forms for keys in form_keys(form) if keys]
    return {entry for found in compiled.lookup("exact", keys, most=MOST) for entry in found.tolist()}


def entries_of_words(document: Document, names: Sequence[NameSpan], compiled: CompiledGlossary) -> set[int]:
    """One entry, if any, for each question that a ``FormTable`` is asked about the article.

    That is: has a form this word; are all these words those of one entry; is this a usual variant of
    a form, or a form with its words divided otherwise.
    """
    windows = dict.fromkeys(_windows(document, names))
    keys = {token for tokens in windows for token in tokens} | {word.key for name in names for word in name.words}
    keys |= {variant_key(key) for key in keys}
    numbers = compiled.token_numbers(sorted(key for key in keys if key))
    found: set[int] = set()
    entry_of_form = compiled.arrays["form_entries"]

    @cache
    def owners(number: int) -> NDArray[np.uint32]:
        found: NDArray[np.uint32] = entry_of_form[compiled.postings(number)]  # ascending, as forms and entries do
        return found

    for number in numbers.values():
        found.update(owners(number)[:1].tolist())
    for tokens in windows:
        known = [numbers.get(token, numbers.get(variant_key(token))) for token in tokens]
        all_known = [number for number in known if number is not None]
        if len(known) > 1 and len(known) == len(all_known):
            found.update(_with_all(all_known, owners))
    variants = [joined_hash(variant_key(" ".join(tokens)))[0] for tokens in windows]
    spacings = [joined_hash("".join(tokens))[0] for tokens in windows if len(tokens) > 1]
    for name, hashes in (("variant", variants), ("spacing", spacings)):
        for entries in compiled.lookup(name, hashes, most=2):
            found.update(entries.tolist())
    return found


def _windows(document: Document, names: Sequence[NameSpan]) -> Iterator[tuple[str, ...]]:
    """Folded words of every part of every name, and of every word in lower case that is long enough for a term."""
    text = document.text
    for name in names:
        for size in range(1, min(len(name.words), MAX_WINDOW) + 1):
            for at in range(len(name.words) - size + 1):
                first, last = name.words[at], name.words[at + size - 1]
                yield tuple(fold(text[first.span.start : last.span.end]).split())
        if len(name.words) > MAX_WINDOW:
            yield tuple(fold(name.span.of(text)).split())
    for segment in document.segments:
        for span in words(segment.span.of(text)):
            word = strip_possessive(span.shift(segment.span.start).of(text))
            if word.islower():
                yield (fold(word),)


def _with_all(numbers: Sequence[int], owners: Callable[[int], NDArray[np.uint32]]) -> list[int]:
    """The first entry whose forms have all of some tokens, if there is one."""
    import numpy as np

    lists = sorted((owners(number) for number in set(numbers)), key=len)
    common = lists[0]
    for others in lists[1:]:
        if not len(common) or not len(others):
            return []
        at = np.minimum(np.searchsorted(others, common), len(others) - 1)
        common = common[others[at] == common]
    first: list[int] = common[:1].tolist()
    return first
