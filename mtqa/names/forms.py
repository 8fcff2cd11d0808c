"""The forms of a glossary as the name analysis looks at them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mtqa.glossary.model import EntryKind, MatchMode
from mtqa.names.tables import GENERIC_HEADS, PARTICLES
from mtqa.names.variants import variant_key, variant_keys
from mtqa.text import fold, is_capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.glossary.model import Entry, Glossary
    from mtqa.names.pairs import NameMatcher
    from mtqa.names.romanisation import Spelling

__all__ = ["FormTable", "Wanted", "form_table", "name_parts", "surnames"]

#: A single part of a person's name must have this many letters to be matched without the full name.
LONG_SURNAME: Final = 6
#: Forms of an entry whose spellings in other systems are looked for.
MOST_FORMS: Final = 3
#: Spellings in other systems that cost more, in nats, are not looked for.
MOST_COST: Final = 3.5
#: Nor are those that are spelt like a form of the entry (edit similarity, 0 to 100).
ALIKE: Final = 70
_TABLES: OrderedDict[str, FormTable] = OrderedDict()
_MAX_TABLES: Final = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form to look for.

    Attributes:
        entry: The entry it belongs to.
        group: Position of the entry in the glossary.
        text: The form as written.
        tokens: Its folded words.
        heads: The words among them that name a kind ("university"), plural taken off.
        part: Whether it is only the first or last part of a person's name.
        spelling: What made the form, if it is not the glossary's own: the name in another romanisation.
    """

    entry: Entry
    group: int
    text: str
    tokens: tuple[str, ...]
    heads: frozenset[str]
    part: bool = False
    spelling: Spelling | None = None

    @property
    def specific(self) -> str:
        """The words that do not name a kind: what tells two universities apart."""
        return " ".join(token for token in self.tokens if token not in GENERIC_HEADS)


def heads(tokens: Iterable[str]) -> frozenset[str]:
    """The words that name a kind of organisation or place, singular."""
    return frozenset(token.rstrip("s") for token in tokens if token in GENERIC_HEADS)


def wanted(entry: Entry, *, group: int, text: str, part: bool = False, spelling: Spelling | None = None) -> Wanted:
    """A form, taken apart."""
    tokens = tuple(fold(text).split())
    return Wanted(entry, group, text, tokens, heads(tokens), part, spelling)


def _right(entry: Entry) -> list[tuple[str, MatchMode]]:
    """The right forms that are words, no patterns, each with how it is looked for."""
    if entry.match is MatchMode.SOUND and not entry.exceptions:
        return [(form, MatchMode.SOUND) for form in entry.forms]
    found = [(form, entry.rule(form).match) for form in entry.forms]
    return [(form, match) for form, match in found if match is not MatchMode.PATTERN]


def _heard(entry: Entry) -> list[str]:
    """The right forms of which garbled ones are suspected."""
    return [] if entry.watch else [form for form, match in _right(entry) if match is MatchMode.SOUND]


def otherwise(entry: Entry, *, group: int) -> list[Wanted]:
    """The name in other romanisations: wrong as they stand, but near to what a machine may write."""
    from rapidfuzz import fuzz

    from mtqa.names.romanisation import other_spellings

    own = {fold(form) for form in entry.forms}
    heard = _heard(entry)
    found: dict[str, Wanted] = {}
    spellings: list[Spelling] = []
    if entry.term in heard:
        spellings += other_spellings(entry.term, kind=entry.kind, source_term=entry.source_term or None)
    if not entry.source_term:
        for variant in [form for form in heard if form != entry.term][: MOST_FORMS - 1]:
            spellings += other_spellings(variant, kind=entry.kind)
        if entry.kind is EntryKind.PERSON and entry.term in heard:  # the kind may have been guessed
            spellings += other_spellings(entry.term, kind=EntryKind.ORGANISATION)
    for spelling in sorted(spellings, key=lambda one: one.cost):
        form = wanted(entry, group=group, text=spelling.text, spelling=spelling)
        key = " ".join(form.tokens)
        alike = max(fuzz.ratio(key, form_) for form_ in own)  # what sounds alike is found by its sound
        if form.tokens and alike < ALIKE and spelling.cost <= MOST_COST:
            found.setdefault(key, form)
    return list(found.values())


def name_parts(form: str, *, shortest: int = 2) -> list[str]:
    """Both ends of a full name: either may be the family name."""
    surface = form.split()
    parts: list[str] = []
    for word in (surface[0], surface[-1]) if len(surface) > 1 else ():
        letters = sum(map(str.isalpha, word))
        # "Suk-yeol" is a given name wherever it stands; "al-Burhan" and "Ben-Gvir" are family names.
        given = word.partition("-")[2][:1].islower() and fold(word).split()[0] not in PARTICLES
        if letters >= shortest and is_capitalised(word.removeprefix("al-").removeprefix("el-")) and not given:
            parts.append(word)
    return parts


def surnames(entry: Entry, *, group: int, shortest: int = 2) -> list[Wanted]:
    """Both ends of a person's full names, of which garbled ones are suspected."""
    if entry.kind is not EntryKind.PERSON:
        return []
    parts: dict[str, Wanted] = {}
    for form in _heard(entry):
        for word in name_parts(form, shortest=shortest):
            parts.setdefault(fold(word), wanted(entry, group=group, text=word, part=True))
    return list(parts.values())


class FormTable:
    """The forms of a glossary whose sound is listened for, and what makes a name in the text right.

    A form with another match mode than *sound* makes a name right as well, but nothing is taken for it.
    """

    def __init__(self, glossary: Glossary) -> None:
        forms: list[Wanted] = []
        self._by_token: dict[str, set[int]] = {}
        self._variants: set[str] = set()
        self._joined: set[str] = set()
        self.groups: dict[str, int] = {}
        #: Entries of the whole glossary, if this one was picked from a larger one.
        self.size = glossary.total or None
        for group, entry in enumerate(glossary.entries):
            self.groups[entry.id] = group
            if entry.watch:
                continue  # neither makes a name right nor suspects one
            for form, match in _right(entry):
                whole = wanted(entry, group=group, text=form)
                if not whole.tokens or not whole.tokens[0][0].isascii():
                    continue  # the transducer reads Latin letters; other scripts match exactly or not at all
                if match is MatchMode.SOUND:
                    forms.append(whole)
                self._variants.update(variant_keys(form))
                self._joined.add("".join(whole.tokens))
                for token in whole.tokens:
                    self._by_token.setdefault(token, set()).add(group)
                for word in form.split():
                    self._by_token.setdefault(fold(word), set()).add(group)
                    self._by_token.setdefault(variant_key(word), set()).add(group)
            forms += surnames(entry, group=group, shortest=LONG_SURNAME)
            if entry.kind.is_name:
                forms += otherwise(entry, group=group)
        self.forms: tuple[Wanted, ...] = tuple(forms)
        self.headed: tuple[Wanted, ...] = tuple(form for form in forms if form.heads and form.specific)
        self.useful: frozenset[str] = frozenset(self._by_token)

    @cached_property
    def specific_matcher(self) -> NameMatcher:
        """The forms of :attr:`headed` without their generic words: "Kookmin" of "Kookmin University"."""
        from mtqa.names.pairs import NameMatcher

        texts, groups = [form.specific for form in self.headed], [form.group for form in self.headed]
        return NameMatcher(texts, groups, n_groups=self.size)

    @cached_property
    def matcher(self) -> NameMatcher:
        """The forms in sound space; built on first use, because it brings numpy."""
        return matcher_for(self.forms, n_groups=self.size)

    def is_right(self, tokens: Sequence[str]) -> bool:
        """Whether folded words are, in any order, words of one entry's forms, or a variant of a form."""
        if variant_key(" ".join(tokens)) in self._variants:
            return True
        owners = [self._by_token.get(token) or self._by_token.get(variant_key(token)) for token in tokens]
        if not all(owners):
            return False
        return bool(set.intersection(*(owner for owner in owners if owner is not None)))

    def is_spacing(self, tokens: Sequence[str]) -> bool:
        """Whether folded words are a form but for where its words are divided: "Nasr Allah" for "Nasrallah"."""
        return len(tokens) > 1 and "".join(tokens) in self._joined

    def knows(self, token: str) -> bool:
        """Whether a folded word is a word of some form."""
        return token in self._by_token


def matcher_for(forms: Sequence[Wanted], *, n_groups: int | None = None) -> NameMatcher:
    """The forms ready to be compared by sound; ``n_groups`` as for :class:`NameMatcher`."""
    from mtqa.names.pairs import NameMatcher

    return NameMatcher([form.text for form in forms], [form.group for form in forms], n_groups=n_groups)


def form_table(glossary: Glossary) -> FormTable:
    """The table of ``glossary``; the last few are kept, so that a run over many articles builds one."""
    if glossary.total:
        return FormTable(glossary)  # picked for one article: no other will ask for it
    table = _TABLES.pop(glossary.digest, None)
    if table is None or len(table.groups) != len(glossary.entries):
        table = FormTable(glossary)
    _TABLES[glossary.digest] = table
    while len(_TABLES) > _MAX_TABLES:
        _TABLES.popitem(last=False)
    return table
