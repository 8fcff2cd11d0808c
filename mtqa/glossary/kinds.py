"""What an entry names: the words people write for it, and a guess when they write nothing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from mtqa.glossary.model import EntryKind
from mtqa.text import fold, is_all_caps, is_capitalised

__all__ = ["infer_kind", "nearest_kind", "parse_kind"]


def _vocabulary(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SYNONYMS: Final[dict[EntryKind, str]] = {
    EntryKind.PERSON: "people persons per pers name personal-name human character politician",
    EntryKind.PLACE: (
        "places loc location geo gpe geopolitical city town village country nation state province region county "
        "district island sea river mountain address area facility fac toponym"
    ),
    EntryKind.ORGANISATION: (
        "organization organisations organizations org orgs company corporation firm institution institute agency "
        "ministry university party team club newspaper media government military"
    ),
    EntryKind.WORK: "works work-of-art title book film movie song artwork publication series",
    EntryKind.PRODUCT: "products brand weapon vehicle ship aircraft missile software model",
    EntryKind.EVENT: "events war battle conference summit meeting election festival disaster agreement treaty law act",
    EntryKind.TERM: (
        "terms concept word phrase common noun disease illness abbreviation acronym initialism technical terminology "
        "misc miscellaneous other general policy programme program"
    ),
}
_KINDS: Final[dict[str, EntryKind]] = {
    fold(word): kind for kind, words in _SYNONYMS.items() for word in (kind.value, *words.split())
}

_ORGANISATION_WORDS: Final = _vocabulary(
    "academy administration agency alliance army assembly association bank board broadcasting brothers bureau "
    "cabinet centre center chamber club college commission command committee company congress consortium corporation corp "
    "council court department daily directorate embassy federation force forces foundation fund group guard hospital "
    "inc institute institution kremlin laboratory laboratories league ltd ministry movement museum navy network "
    "news newspaper ilbo sinmun shimbun nations office organisation organization parliament party pentagon police politburo press school senate "
    "service services society studio studios times tribune union university post"
)
_PLACE_WORDS: Final = _vocabulary(
    "airport archipelago avenue base bay beach border bridge canal cape city coast county desert district gulf "
    "harbor harbour heights hills island islands isle isles lake mount mountain mountains ocean peninsula "
    "plateau port prefecture province region republic reservoir river road sea springs square strait straits "
    "states street town valley village zone"
)
_EVENT_WORDS: Final = _vocabulary(
    "accord accords agreement armistice attack battle championship championships conference convention crisis cup "
    "declaration election elections exercise festival forum games massacre olympics pact protests protocol "
    "revolution summit talks treaty uprising war"
)
# Before the name of a place, in two words: "North Korea", "New Delhi", "Inner Mongolia".
_PLACE_FIRST: Final = _vocabulary(
    "north south east west northern southern eastern western northeast northwest southeast southwest central inner "
    "outer upper lower new port fort mount san santa los las"
)
# After the head of a longer name: "Bank of Korea", "Institute for Peace".
_PREPOSITIONS: Final = _vocabulary("of for on in at against")
_TERM_WORDS: Final = _vocabulary(
    "act defense defence doctrine framework initiative law line missile plan policy programme program resolution "
    "strategy system"
)
_TITLES: Final = _vocabulary(
    "president premier chancellor king queen prince princess emperor pope general admiral colonel captain senator "
    "minister ambassador professor chairman secretary dr mr mrs ms sir dame lord lady saint"
)
_NAME_PARTICLES: Final = _vocabulary("al bin bint ben da de del della der di dos du el ibn la le ter van von y")
_LONGEST_PERSON: Final = 4  # words; longer runs of capitals are titles of things


def parse_kind(value: str) -> EntryKind | None:
    """The kind that ``value`` means, in any of its usual words; ``None`` if in none."""
    return _KINDS.get(fold(value))


def nearest_kind(value: str) -> EntryKind:
    """The kind whose word looks most like ``value``; ``term`` when none does."""
    close = get_close_matches(fold(value), list(_KINDS), n=1, cutoff=0.5)
    return _KINDS[close[0]] if close else EntryKind.TERM


def infer_kind(term: str) -> EntryKind:
    """Guess what ``term`` names from its capitals and from words that give a kind away.

    A file with nothing but a ``term`` column is common, and its names must still be matched as
    names.  In this order:

    - no capital, or no letter case at all: a term;
    - one word in capitals only or with a digit ("THAAD", "Covid-19", "G7"): a term;
    - last or first word, or the one before a preposition, that names a kind of thing: "Sejong
      *Institute*", "*Bank* of Korea" an organisation, "Jeju *Island*", "*Mount* Paektu" a place,
      "Korean *War*" an event, "Indo-Pacific Economic *Framework*" a term;
    - a point of the compass or the like before one word ("North Korea", "New Delhi"): a place;
    - a title before the name ("President Biden"): a person;
    - a word in capitals among others ("NK News", "RIA Novosti"): an organisation;
    - two to four words, all capitalised but for particles ("Ursula von der Leyen"): a person;
    - one capitalised word: a place ("Pyongyang"; names of one word are more often places);
    - anything else ("House of Cards"): a term.

    Args:
        term: The preferred form of an entry.

    Returns:
        The guess.
    """
    parts = [part.strip(".,()") for part in term.split()]
    parts = [part for part in parts if part]
    keys = [fold(part) for part in parts]
    if not any(is_capitalised(part) for part in parts):
        return EntryKind.TERM
    if len(parts) == 1 and (not any(char.islower() for char in term) or any(char.isdigit() for char in term)):
        return EntryKind.TERM
    head = keys[next((at for at, key in enumerate(keys) if at > 0 and key in _PREPOSITIONS), len(keys)) - 1]
    if len(parts) > 1:
        for key in (head, keys[0]):
            for words, kind in (
                (_ORGANISATION_WORDS, EntryKind.ORGANISATION),
                (_PLACE_WORDS, EntryKind.PLACE),
                (_EVENT_WORDS, EntryKind.EVENT),
                (_TERM_WORDS, EntryKind.TERM),
            ):
                if key in words:
                    return kind
        if keys[0] in _PLACE_FIRST and len(parts) == 2 and is_capitalised(parts[1]):
            return EntryKind.PLACE
        if keys[0] in _TITLES and is_capitalised(parts[-1]):
            return EntryKind.PERSON
        if any(is_all_caps(part) for part in parts):
            return EntryKind.ORGANISATION if is_capitalised(parts[-1]) else EntryKind.TERM
    named = all(is_capitalised(part) or key in _NAME_PARTICLES for part, key in zip(parts, keys, strict=True))
    if not named:
        return EntryKind.TERM
    if len(parts) == 1:
        return EntryKind.PLACE
    return EntryKind.PERSON if len(parts) <= _LONGEST_PERSON else EntryKind.TERM
