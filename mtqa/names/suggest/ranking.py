"""Which names are worth an entry, of what kind they are, and which of them a glossary needs most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.inflect import is_demonym
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import EntryKind
from mtqa.names.alphabet import fold as sound_fold
from mtqa.names.background import background
from mtqa.names.guards import is_ordinary
from mtqa.names.lexicon import lexicon
from mtqa.names.suggest.clues import HEADS, head_kind, known_kinds
from mtqa.names.suggest.ledger import letters_of
from mtqa.names.tables import CALENDAR, DEMONYMS, FUNCTION_WORDS, GENERIC_HEADS, INNER_WORDS, PERSON_TITLES, ROLE_WORDS
from mtqa.text import fold, is_all_caps

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence

    from mtqa.names.suggest.ledger import Heard

__all__ = ["is_worth", "kind_of", "near_pairs", "usefulness", "variants_of"]

#: Level of a known place from which every desk writes it right.
FAMOUS: Final = 8
#: Level of a known place from which most do.
LARGE_PLACE: Final = 5
#: Points at which a name is half as useful as any could be.
_HALF: Final = 5.0
#: Edit similarity of folded names (0 to 100) from which two of them are easily taken for each other.
ALIKE: Final = 80
_SHORTEST: Final = 3  # letters
_MONTHS: Final = frozenset(("jan", "mar", "jun", "jul", "nov"))  # short, and names as well
_NO_ENTRIES: Final = CALENDAR | DEMONYMS | FUNCTION_WORDS | GENERIC_HEADS | HEADS | PERSON_TITLES | ROLE_WORDS | _MONTHS
#: Votes from which a kind is more than a guess.
_LEAST_VOTES: Final = 0.3
_LONG_NAME: Final = 3  # words of a name that are no accident, though each is an ordinary one
_MOST_COMPARED: Final = 3_000  # names that are compared with each other


def is_worth(one: Heard, lower: Counter[str], *, min_count: int) -> bool:
    """Whether a name may be an entry at all.

    Args:
        one: The name.
        lower: Words of the corpus in lower case, folded.
        min_count: Mentions that it must have.
    """
    if one.count < min_count or len(sound_fold(one.text).replace(" ", "")) < _SHORTEST:
        return False
    if one.quoted:
        return bool(one.shorts) or len(one.words) > 1
    if not one.free:
        return False
    if len(one.words) == 1:
        return _is_single_name(one, lower)
    if one.has_plain:
        return True
    content = [word for word in one.words if word not in INNER_WORDS]
    return bool(one.shorts) or one.full > 1 or len(content) >= _LONG_NAME


def _is_single_name(one: Heard, lower: Counter[str]) -> bool:
    """Whether one word is a name, rather than a word that happens to have a capital."""
    word = one.words[0]
    is_people = is_demonym(word) and not background().look_up(word).place
    if word in _NO_ENTRIES or is_people or not any(map(str.isalpha, word)):
        return False
    if lower[word] and lower[word] >= one.free:
        return False
    if is_all_caps(one.text):
        return len(word) >= _SHORTEST
    known = lexicon()
    if (is_ordinary(one.text) and not is_demonym(word)) or known.is_ordinary(word):
        return False
    return not known.is_known_word(word) or known.is_known_name(word) or one.free > 2


def kind_of(one: Heard) -> EntryKind:
    """What a name names: by its head, by what stands beside it, by what is known of it."""
    text = one.text
    guess = head_kind(text)
    if guess is not None and (one.quoted or not one.titled):
        return guess
    if one.quoted and not any(kind is not EntryKind.TERM for kind in one.clues):
        return EntryKind.TERM
    steady = min(2.0, 1 + math.log2(max(one.count, 1))) / max(one.count, 1)
    votes = {kind: weight * steady for kind, weight in one.clues.items()}
    for kind, weight in known_kinds(one.words):
        votes[kind] = votes.get(kind, 0.0) + weight
    person = 1.5 * _is_hyphenated_given(text) + 1.0 * bool(one.roles)
    person += 1.0 * (len(one.words) > 1 and bool(_systems(one, EntryKind.PERSON)))
    votes[EntryKind.PERSON] = votes.get(EntryKind.PERSON, 0.0) + person
    if guess is not None:
        votes[guess] = votes.get(guess, 0.0) + 1.0
    if is_all_caps(text) or (_has_english(one) and not (one.titled or one.roles)):
        votes.pop(EntryKind.PERSON)
    if is_all_caps(text):
        votes.pop(EntryKind.PLACE, None)
    best = max(votes, key=lambda kind: (votes[kind], kind.value), default=None)
    if best is not None and votes[best] > _LEAST_VOTES:
        return best
    guess = infer_kind(text)
    return EntryKind.TERM if guess is EntryKind.PERSON and _has_english(one) else guess


def _has_english(one: Heard) -> bool:
    """Whether a word of a longer name is English and no name of people: "Acute" of "Severe Acute Respiratory Syndrome"."""
    if len(one.words) < 2:
        return False
    for at, word in enumerate(word for word in one.words if word not in INNER_WORDS):
        # "Park Jin" is a man, "Hyde Park" is none.
        is_generic = word in GENERIC_HEADS and not (at == 0 and _is_persons(word))
        is_word = lexicon().is_ordinary(word) and not _is_persons(word)
        if is_generic or is_word or not word.replace(" ", "").replace("'", "").isalpha():
            return True
    return False


def _is_persons(word: str) -> bool:
    level = background().look_up(word)
    return level.given > 0 or level.family > 0


def _is_hyphenated_given(text: str) -> bool:
    """Whether a word is a given name in two syllables: "Suk-yeol"."""
    words = text.split()
    return len(words) > 1 and any("-" in word and word.partition("-")[2][:1].islower() for word in words)


def variants_of(one: Heard) -> tuple[str, ...]:
    """Other right forms: spellings that matching does not take for the same, and abbreviations."""
    term = one.text
    seen = {fold(term), fold(term).replace(" ", ""), surface(term)}
    found: list[str] = []
    for text, _ in sorted(one.texts.items(), key=lambda item: (-item[1], item[0])):
        if fold(text) not in seen and fold(text).replace(" ", "") not in seen and not is_all_caps(text):
            seen |= {fold(text), fold(text).replace(" ", "")}
            found.append(text)
    shorts = sorted(one.shorts.items(), key=lambda item: (-item[1], item[0]))
    letters: set[str] = set()
    for short, _ in shorts:
        if letters_of(short) not in letters and fold(short) not in seen:
            letters.add(letters_of(short))
            found.append(short)
    return tuple(found)


def usefulness(one: Heard, kind: EntryKind, *, is_alike: bool, documents: int) -> tuple[float, tuple[str, ...]]:
    """How useful an entry would be, 0 to 1, and why.

    Args:
        one: The name.
        kind: What it names.
        is_alike: Whether another name is easily taken for it.
        documents: Documents of the corpus.
    """
    said = [_counted(one, documents)]
    points = 0.9 * math.log2(1 + one.documents) + 0.6 * math.log2(1 + one.count)
    points += 0.3 * min(len(one.words), 4)
    roles = [role for role, _ in one.roles.most_common(2)]
    if roles:
        points += 0.6
        said.append(f"called {' and '.join(roles)}")
    if one.shorts:
        points += 0.6
        said.append(f"abbreviated to {', '.join(one.shorts)}")
    strange = _unknown_words(one)
    if strange and not one.quoted:
        points += 1.2
        said.append(f"no list of known names has {', '.join(strange)}")
    systems = _systems(one, kind)
    if systems:
        points += 0.8
        said.append(f"spelt otherwise in {', '.join(systems)}")
    if is_alike:
        points += 0.5
    whole = background().look_up(fold(one.text))
    if whole.place >= FAMOUS:
        points -= 2.5
        said.append("a place that everybody knows")
    elif whole.place >= LARGE_PLACE:
        points -= 1.2
        said.append("a large place")
    if len(one.words) == 1 and kind is EntryKind.PERSON:
        points -= 1.2
        said.append("only ever one name of a person")
    if not one.shorts and (not one.has_plain or is_all_caps(one.text)):
        points -= 0.8
    points = max(points, 0.0)
    return round(points / (points + _HALF), 3), tuple(said)


def _counted(one: Heard, documents: int) -> str:
    times = {1: "once", 2: "twice"}.get(one.count, f"{one.count:,} times")
    where = " in one document" if one.documents == 1 else f" in {one.documents:,} of {documents:,} documents"
    where = "" if documents == 1 else where
    alone = one.alone.most_common(2)
    as_ = f", {sum(one.alone.values()):,} of them as {' or '.join(f'“{text}”' for text, _ in alone)}" if alone else ""
    return f"{times}{where}{as_}"


def _unknown_words(one: Heard) -> tuple[str, ...]:
    """Words that no list knows, as written; what a machine garbles most."""
    if background().look_up(fold(one.text)) != background().look_up(""):
        return ()
    found = []
    for word in one.text.split():
        key = fold(word)
        if len(key) < _SHORTEST or key in INNER_WORDS or is_all_caps(word):
            continue
        parts = {key.replace(" ", ""), *key.split()}
        if not any(_is_known(part) for part in parts):
            found.append(f"“{word}”")
    return tuple(found[:3])


def _is_known(key: str) -> bool:
    level = background().look_up(key)
    return max(level.given, level.family, level.place, level.other) > 0 or lexicon().is_known_word(key)


def _systems(one: Heard, kind: EntryKind) -> tuple[str, ...]:
    """Systems of romanisation in which the name is spelt otherwise."""
    from mtqa.names.romanisation import CONVENTIONS, other_spellings

    if kind not in (EntryKind.PERSON, EntryKind.PLACE):
        return ()
    found = other_spellings(one.text, kind=kind)
    return tuple(dict.fromkeys(spelling.system for spelling in found if spelling.system in CONVENTIONS))[:2]


def near_pairs(texts: Sequence[str], others: Iterable[str] = ()) -> dict[str, str]:
    """For each text another that is easily taken for it, if there is one.

    Args:
        texts: Names; of a long list, only the first are compared.
        others: Forms of the glossary, which they are compared with as well.
    """
    from rapidfuzz import fuzz, process

    some = list(texts[:_MOST_COMPARED])
    every = [*some, *others]
    keys = [sound_fold(text) for text in every]
    found: dict[str, str] = {}
    for at, text in enumerate(some):
        if len(keys[at].split()) < 2:
            continue
        best = process.extract(keys[at], keys, scorer=fuzz.ratio, processor=None, score_cutoff=ALIKE, limit=4)
        mine = set(keys[at].split())
        for key, _, other in best:
            # "Golmud" is no other name than "Golmud City".
            if every[other] != text and not (mine <= set(key.split()) or set(key.split()) <= mine):
                found[text] = every[other]
                break
    return found
