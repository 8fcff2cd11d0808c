"""What the words beside a name say about it: what kind of thing it is, and what it is called."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import EntryKind
from mtqa.names.background import background
from mtqa.names.tables import PERSON_TITLES, PLACE_PREPOSITIONS, ROLE_WORDS, SPEECH_VERBS
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.names.spans import NameSpan
    from mtqa.names.suggest.parts import Part

__all__ = ["HEADS", "Clues", "head_kind", "kind_clues", "known_kinds", "roles_of"]

#: For each kind how much speaks for it.
Clues = tuple[tuple[EntryKind, float], ...]


def _words_in(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOUNS: Final = {
    EntryKind.PLACE: (
        "city town village county province district prefecture region state country island islands river lake "
        "mountain capital port suburb neighbourhood neighborhood municipality township republic territory"
    ),
    EntryKind.ORGANISATION: (
        "company firm giant maker manufacturer carmaker group agency newspaper daily broadcaster bank party team club "
        "university institute ministry startup start-up subsidiary regulator operator airline network militia union "
        "bloc organisation organization charity retailer shares employees executives headquarters"
    ),
    EntryKind.WORK: (
        "film movie book novel series song album drama play poem painting magazine bestseller musical show documentary "
        "titled entitled opera"
    ),
    EntryKind.PRODUCT: (
        "app vaccine drug phone smartphone missile missiles rocket aircraft jet fighter tank submarine ship car model "
        "console software browser rover satellite"
    ),
    EntryKind.EVENT: "festival tournament earthquake typhoon hurricane storm games summit anniversary holiday",
}
_KIND_OF_NOUN: Final = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
#: Last words of names, or those before "of", that say what it is.
_HEADS: Final = {
    EntryKind.PLACE: (
        "station stadium expressway highway railway hotel park square airport bridge temple checkpoint plaza tower "
        "palace mosque cathedral zone strait canal dam reservoir cemetery"
    ),
    EntryKind.ORGANISATION: (
        "laboratories fleet church alliance agency airlines airways motors electronics pharmaceuticals industries "
        "industry holdings bureau ministry commission committee council department division office federation "
        "association institute foundation academy group exchange observatory library theatre theater mission embassy "
        "delegation guard brigade regiment corps militia entertainment media pictures records studios house court "
        "senate congress parliament assembly union organisation organization society board"
    ),
    EntryKind.EVENT: (
        "expo olympics games cup festival forum summit championship championships marathon conference awards award prize"
    ),
    EntryKind.PRODUCT: "telescope rover vaccine missile rocket satellite spacecraft aircraft app",
    EntryKind.TERM: (
        "syndrome disease virus effect theory plan rate scheme programme program project initiative system law act "
        "fever flu response scale test index tax fund bill code protein therapy"
    ),
}
_KIND_OF_HEAD: Final = {noun: kind for kind, nouns in _HEADS.items() for noun in nouns.split()}
#: All of them: none is a name by itself.
HEADS: Final = frozenset(_KIND_OF_HEAD)
#: Words beside a name in which such a noun is looked for.
_BESIDE: Final = 2
#: Words that may stand between the two words of a role, or before it, and belong to it.
_MODIFIERS: Final = _words_in(
    "foreign prime vice deputy opposition defence defense finance interior chief general senior research assistant "
    "associate party trade security intelligence police state presidential economic health education justice "
    "transport culture environment agriculture labour labor energy science army navy air force national political "
    "acting managing executive supreme football chief-executive secretary human rights"
)
#: Role words that are no role by themselves, or of nobody in particular.
_NO_ROLES: Final = _words_in(
    "mr mrs ms miss mx dr sir dame father mother sister brother uncle aunt saint st private gen col maj capt lt sgt "
    "adm sen rep gov rev attorney general vice prime deputy head count mp victim suspect star host boss owner major"
)
_AFTER: Final = re.compile(
    r"\s?,\s(?:who (?:is|was)\s)?(?:(?:a|an|the|its|their|his|her|former|then|now|currently)\s|[A-Z][\w-]+(?:\s[A-Z][\w-]+)?"
    r"(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)\s|[A-Z][a-z]+\s)*((?:[A-Za-z][\w-]+\s){0,2}[A-Za-z][\w-]+)"
)
_LONGEST_ROLE: Final = 3
_COUNTRY: Final = 8  # level of a place from which it is a country or a city that everybody knows
_MANY: Final = 4  # level of a given or a family name from which it is common


def kind_clues(part: Part | None, name: NameSpan | None, text: str, *, span: Span | None = None) -> Clues:
    """How much speaks for each kind.

    Args:
        part: The name, as found by its capitals; ``None`` for one between quotation marks.
        name: The run that it is a part of.
        text: The article.
        span: Where the name stands, unless ``part`` says.
    """
    at = part.span if part is not None else span
    if at is None:
        return ()
    left = _words(text[max(0, at.start - 40) : at.start])[-_BESIDE:]
    right = _words(text[at.end : at.end + 40])[:_BESIDE]
    found: dict[EntryKind, float] = {}
    for word in (*left, *right[:1]):
        kind = _KIND_OF_NOUN.get(word)
        if kind is not None:
            found[kind] = found.get(kind, 0.0) + (2.0 if part is None else 0.7)
    if part is None:
        return tuple(found.items())
    if part.titles:
        found[EntryKind.PERSON] = 3.0
    elif name is not None and (right[:1] and right[0] in SPEECH_VERBS):
        found[EntryKind.PERSON] = 0.8
    if left and left[-1] in PLACE_PREPOSITIONS:
        found[EntryKind.PLACE] = found.get(EntryKind.PLACE, 0.0) + 0.8
    elif left and left[-1] == "the" and not part.titles:
        # "the Milky Way", "the Bundestag": people have no article, places seldom.
        found[EntryKind.PERSON] = found.get(EntryKind.PERSON, 0.0) - 1.5
        found[EntryKind.ORGANISATION] = found.get(EntryKind.ORGANISATION, 0.0) + 0.4
    if _after(text, at):
        found[EntryKind.PERSON] = found.get(EntryKind.PERSON, 0.0) + 2.0
    return tuple(found.items())


def head_kind(text: str) -> EntryKind | None:
    """The kind that the head of a name of several words gives away: "Baltic *Fleet*", "*Bureau* of Statistics"."""
    keys = [fold(word) for word in text.split()]
    if len(keys) < 2:
        return None
    head = keys[next((at for at, key in enumerate(keys) if at > 0 and key in ("of", "for", "on")), len(keys)) - 1]
    for key in (head, head.removesuffix("s")):
        if key in _KIND_OF_HEAD:
            return _KIND_OF_HEAD[key]
    guess = infer_kind(text)
    return None if guess in (EntryKind.PERSON, EntryKind.TERM) else guess


def known_kinds(words: Sequence[str]) -> Clues:
    """What the list of known names says: a place by its whole name, a person by given and family name."""
    found: dict[EntryKind, float] = {}
    whole = background().look_up(" ".join(words))
    if whole.place:
        found[EntryKind.PLACE] = 0.5 + whole.place / 4
    if len(words) == 1:
        if max(whole.given, whole.family) >= _MANY:
            found[EntryKind.PERSON] = 0.4 + max(whole.given, whole.family) / 16
        return tuple(found.items())
    levels = [background().look_up(word) for word in words]
    first, last = levels[0], levels[-1]
    if (first.given and last.family) or (first.family and last.given):
        found[EntryKind.PERSON] = 1.0
    elif max(first.family, last.family, first.given) >= _MANY:
        found[EntryKind.PERSON] = 0.5
    return tuple(found.items())


def roles_of(part: Part, name: NameSpan, text: str) -> tuple[str, ...]:
    """What the name is called beside it, as an entry would list it: "Foreign Minister", "professor"."""
    found = [" ".join(part.titles) if "of" in part.titles else _role(part.titles or _before(name, part))]
    after = _after(text, part.span)
    if after:
        found.append(after)
    return tuple(role for role in dict.fromkeys(found) if role)


def _before(name: NameSpan, part: Part) -> tuple[str, ...]:
    """A role in small letters right before the name: "opposition leader"."""
    return name.left if part.span.start == name.span.start == name.words[0].span.start else ()


def _role(words: Iterable[str]) -> str:
    """The role that some words end with; "" if they end with none."""
    found: list[str] = []
    for word in reversed(tuple(words)):
        key = fold(word)
        is_role = key in ROLE_WORDS or key.replace(" ", "-") in PERSON_TITLES
        if len(found) == _LONGEST_ROLE or not (is_role or (found and key in _MODIFIERS)):
            break
        found.insert(0, word)
    if not found or all(fold(word).rstrip(".") in _NO_ROLES for word in found):
        return ""
    return " ".join(found)


def _after(text: str, span: Span) -> str:
    """The role after a comma: "Lankov, a professor of ..."."""
    match = _AFTER.match(text, span.end, span.end + 80)
    if match is None:
        return ""
    said = match[1].split()
    for end in range(1, len(said) + 1):
        role = _role(said[:end])
        following = _role(said[: end + 1]) if end < len(said) else ""
        if role and not following:
            return role
    return ""


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    from mtqa.text import words

    return tuple(fold(word.of(text)) for word in words(text))
