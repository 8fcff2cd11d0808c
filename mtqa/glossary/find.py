"""Looking for entries: by anything that an entry says, spelling and sound taken loosely.

This is for people who know about what they are looking for; it decides nothing about a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import surface
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtqa.glossary.model import Entry, Glossary

__all__ = ["Hit", "resolve", "search", "sound_key"]

#: Below this score a hit is chance.  Chosen on the seed glossary: names misspelt in two places stay above it.
LEAST: Final = 0.65
#: Of a form that sounds like the query; it counts 7 to 3 beside the spelling, or chance would be among the hits.
_SOUND_WEIGHT: Final = 0.85
#: The same, of some words of a form.
_PART_WEIGHT: Final = 0.8
#: Columns of forms, and of text; of hits that are worth the same, the one in the earlier column stands.
_SPELT: Final = ("term", "id", "variants", "source_term", "wrong", "superseded")
_SAID: Final = ("subject", "roles", "context", "note")
_RANKS: Final = {column: rank for rank, column in enumerate((*_SPELT, *_SAID))}
#: What a hit in a column is worth beside one in the term.
_WEIGHTS: Final = dict.fromkeys(_SAID, 0.78) | dict.fromkeys(_SPELT, 0.99) | {"term": 1.0, "id": 1.0}
#: Texts that are looked at closely; the quick look beforehand ranks them well.
_CLOSELY: Final = 400
_LONGEST_QUERY: Final = 200  # code points
_SHORTEST_PART: Final = 3  # letters of the beginning of a word that mean the word
_LONGEST_NOTE: Final = 2_000  # code points of a note that are looked at

#: Letters of one sound, or of two that romanisations mix up.
_ALIKE: Final = (
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("ph", "f"), ("sh", "s"), ("ch", "c"), ("zh", "c"), ("kh", "k"),
    ("ck", "k"), ("qu", "k"), ("th", "t"), ("dh", "t"), ("gh", "k"), ("wh", "w"), ("x", "ks"), ("q", "k"),
    ("j", "c"), ("z", "s"), ("g", "k"), ("d", "t"), ("b", "p"), ("v", "f"), ("w", "f"),
)  # fmt: skip
_VOWELS: Final = re.compile(r"(?<=\w)[aeiouyh]+")
_AGAIN: Final = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found.

    Attributes:
        entry: The entry.
        score: How well it fits, 0-1; higher is better, 1 is the query itself.
        column: Where it was found, as the native file calls it.
        text: What was found there.
    """

    entry: Entry
    score: float
    column: str
    text: str


def search(glossary: Glossary, query: str, *, limit: int | None = 20) -> tuple[Hit, ...]:
    """Entries that say something like ``query``, the best first.

    Args:
        glossary: Where to look.
        query: A form or a part of one in any language and about any spelling, an id, or words of a note.
        limit: How many at most; ``None`` for all.

    Returns:
        One hit for an entry.  Of equal ones, the one found in the term before the one found in a note,
        then by id.

    Raises:
        GlossaryError: The query has neither letters nor digits, or is longer than any form.
    """
    key = fold(query)
    if not any(map(str.isalnum, key)):
        raise GlossaryError(f"nothing to search for in {query[:60]!r}; name a form, an id or a word of a note")
    if len(key) > _LONGEST_QUERY:
        raise GlossaryError(f"a query of {len(key):,} characters; at most {_LONGEST_QUERY} are looked for")
    texts = [(entry, column, text, fold(text)) for entry in glossary.entries for column, text in _texts(entry)]
    best: dict[str, tuple[tuple[float, int], Hit]] = {}
    score_of = _scorer(key)
    for place in _promising(key, [text[3] for text in texts], [text[1] in _SPELT for text in texts]):
        entry, column, text, folded = texts[place]
        score = round(score_of(folded, column in _SPELT) * _WEIGHTS[column], 3)
        rank = (-score, _RANKS[column])
        if score >= LEAST and (entry.id not in best or rank < best[entry.id][0]):
            best[entry.id] = rank, Hit(entry, score, column, text)
    hits = [hit for _, hit in sorted(best.values(), key=lambda one: (one[0], one[1].entry.id))]
    return tuple(hits if limit is None else hits[:limit])


def resolve(glossary: Glossary, reference: str) -> Entry:
    """The one entry that ``reference`` names: its id, or a form of it in any language.

    Args:
        glossary: Where to look.
        reference: An id goes before a term, a term before another right form, that before a wrong one;
            letter for letter goes before capitals, accents and hyphens taken loosely.

    Raises:
        GlossaryError: It names none, or several; the message lists what may be meant.
    """
    entry = glossary.by_id.get(reference)
    if entry is not None:
        return entry
    levels: tuple[Callable[[Entry], Sequence[str]], ...] = (
        lambda one: (one.term,),
        lambda one: (one.id, *one.variants, *(term.text for term in one.sources)),
        lambda one: one.rejected,
    )
    for forms_of in levels:
        for key_of in (surface, fold):
            key = key_of(reference)
            found = [one for one in glossary.entries if any(key_of(form) == key for form in forms_of(one))]
            if len(found) == 1:
                return found[0]
            if found:
                raise GlossaryError(
                    f"{reference[:80]!r} is in {len(found):,} entries; name one by its id:{_listed(found)}"
                )
    near = _near(glossary, reference)
    if not near:
        raise GlossaryError(f"no entry {reference[:80]!r}, nor one like it; see what there is with: mtqa glossary list")
    raise GlossaryError(f"no entry {reference[:80]!r}; did you mean:{_listed(near)}")


def sound_key(text: str) -> str:
    """What of ``text`` is left when spellings of one sound are one: "yoon suk-yeol" and "yun sok yol" alike.

    Crude on purpose, and for Latin letters only: voiced and voiceless, vowels, and doubled letters are
    not told apart.
    """
    key = fold(text)
    for letters, sound in _ALIKE:
        key = key.replace(letters, sound)
    return _AGAIN.sub(r"\1", _VOWELS.sub("", key)).replace(" ", "")


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Everything that an entry is found by, with its column."""
    yield "term", entry.term
    if entry.id != entry.term:
        yield "id", entry.id
    for column in ("variants", "wrong", "superseded", "roles", "context"):
        for text in getattr(entry, column):
            yield column, text
    for term in entry.sources:
        yield "source_term", term.text
    if entry.subject:
        yield "subject", entry.subject
    if entry.note:
        yield "note", entry.note[:_LONGEST_NOTE]


def _promising(key: str, texts: list[str], spelt: list[bool]) -> Iterable[int]:
    """Places of the texts worth a close look: those that hold the query, are spelt or sound like it."""
    from rapidfuzz import fuzz, process

    places = dict.fromkeys(at for at, text in enumerate(texts) if key in text)
    for _, _, at in process.extract(key, texts, scorer=fuzz.WRatio, processor=None, score_cutoff=60, limit=_CLOSELY):
        places[at] = None
    sound = sound_key(key)
    if len(sound) >= _SHORTEST_PART:
        sounds = {at: sound_key(text) for at, text in enumerate(texts) if spelt[at]}
        for _, _, at in process.extract(
            sound, sounds, scorer=fuzz.ratio, processor=None, score_cutoff=80, limit=_CLOSELY
        ):
            places[at] = None
    return places


def _scorer(key: str) -> Callable[[str, bool], float]:
    """How well a folded text fits the query ``key``, 0-1."""
    from rapidfuzz import fuzz

    sound = sound_key(key)
    words = key.split()

    def score(text: str, is_form: bool) -> float:  # noqa: FBT001 - a closure of two lines' reach
        if text == key:
            return 1.0
        padded = f" {text} "
        parts = [0.0]
        if f" {key} " in padded:
            parts.append(0.92 + 0.06 * len(key) / len(text))
        elif f" {key}" in padded and len(key) >= _SHORTEST_PART:
            parts.append(0.84 + 0.08 * len(key) / len(text))
        elif key in text and len(key) >= _SHORTEST_PART:
            parts.append(0.7 + 0.1 * len(key) / len(text))
        if len(words) > 1 and all(f" {word} " in padded for word in words):
            parts.append(0.88 + 0.06 * len(key) / len(text))
        if is_form:
            parts.append(0.96 * fuzz.ratio(key, text) / 100)
            parts.append(0.94 * fuzz.token_sort_ratio(key, text) / 100)
            # "kookmn" in "kookmin university": some words of the form, about as they are spelt.
            spelt = text.split()
            pieces = [" ".join(spelt[at : at + len(words)]) for at in range(len(spelt) - len(words) + 1)]
            parts.append(_PART_WEIGHT * max((fuzz.ratio(key, piece) for piece in pieces), default=0.0) / 100)
            if len(sound) >= _SHORTEST_PART:
                parts.append(
                    _SOUND_WEIGHT * (7 * fuzz.ratio(sound, sound_key(text)) + 3 * fuzz.ratio(key, text)) / 1000
                )
        return max(parts)

    return score


def _near(glossary: Glossary, reference: str) -> list[Entry]:
    try:
        return [hit.entry for hit in search(glossary, reference, limit=5)]
    except GlossaryError:  # nothing that could be looked for
        return []


def _listed(entries: Iterable[Entry]) -> str:
    """Entries for a message, one in a line."""
    shown = [f"\n  {entry.id!r}: {entry.term!r} ({entry.kind})" for entry in entries]
    return "".join(shown[:8]) + (f"\n  and {len(shown) - 8:,} more" if len(shown) > 8 else "")
