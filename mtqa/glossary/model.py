"""Entries and the glossary that holds them.

A glossary is concept-oriented, as TBX (ISO 30042) is: one entry per person, place or term, with all
its terms.  The terms of the language that articles are in stand as plain forms, because they are what
is looked for: ``term`` is the preferred one, ``variants`` are admitted, ``wrong`` are deprecated and
``superseded`` were right once.  ``sources`` are the terms of other languages.  ``Entry.terms`` is the
TBX view of it all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.glossary.index import FormIndex

__all__ = ["TARGET_LANG", "CaseRule", "Entry", "EntryKind", "FormRule", "Glossary", "MatchMode", "Term", "TermStatus"]

#: Language of the articles, and of the forms that are looked for in them (BCP-47).
TARGET_LANG: Final = "en"


class EntryKind(StrEnum):
    """What an entry names.  Proper names are matched as names, the rest as terms."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    WORK = "work"
    PRODUCT = "product"
    EVENT = "event"
    TERM = "term"

    @property
    def is_name(self) -> bool:
        """Whether findings about the entry are name findings (``name-...``) or term findings."""
        return self in (EntryKind.PERSON, EntryKind.PLACE, EntryKind.ORGANISATION)


class TermStatus(StrEnum):
    """Administrative status of a term, as in TBX (``preferredTerm-admn-sts`` and so on)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def is_right(self) -> bool:
        """Whether a text may use the term."""
        return self in (TermStatus.PREFERRED, TermStatus.ADMITTED)


class MatchMode(StrEnum):
    """How a form is looked for in a text.

    Each mode but the last includes what those after it in this list find.
    """

    SOUND = "sound"
    """As below; and what sounds like the form is suspected of being it, garbled."""

    INFLECTED = "inflected"
    """Plural, possessive, hyphen or space, curly or straight quotes, width; nothing is suspected."""

    EXACT = "exact"
    """Letter for letter, on whole words; a possessive ending may follow."""

    PATTERN = "pattern"
    """The form is a regular expression in RE2 syntax (linear time).  Not for a preferred term."""


class CaseRule(StrEnum):
    """What a form's capitals ask of a text."""

    AS_WRITTEN = "as-written"
    """A capital must be a capital, a form in capitals must be in capitals; small letters may be any."""

    SAME_CASE = "same-case"
    """Every letter as it is written: "iPhone" is not "IPhone"."""

    ANY_CASE = "any-case"
    """Capitals do not matter."""


@dataclass(frozen=True, slots=True)
class Term:
    """A form of an entry in a language.

    Attributes:
        text: The form.
        lang: BCP-47 language.
        status: Whether it may be used.
        match: How it is looked for.
        case: What its capitals ask.
    """

    text: str
    lang: str = TARGET_LANG
    status: TermStatus = TermStatus.PREFERRED
    match: MatchMode = MatchMode.SOUND
    case: CaseRule = CaseRule.AS_WRITTEN


@dataclass(frozen=True, slots=True)
class FormRule:
    """How one form of an entry is looked for, where that is not how the entry is.

    Attributes:
        form: The form.
        match: Its match mode.
        case: Its case rule.
    """

    form: str
    match: MatchMode
    case: CaseRule


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the glossary.

    Attributes:
        id: Unique in its glossary.
        term: The preferred form.
        kind: What it names.
        variants: Other forms that are right; alternatives of each other.
        wrong: Forms known to be wrong (deprecated).
        superseded: Forms that were right once.
        sources: Terms of other languages, the first the preferred one of its language.
        roles: Words that stand beside the name: "President-elect", "ambassador".
        context: Words that make the entry more probable anywhere in an article.
        match: How the forms are looked for.
        case: What the capitals of the forms ask.
        exceptions: Forms that are looked for in another way.
        watch: Only ask to look twice where a form stands; the entry suspects nothing.
        subject: Subject field, as TBX's ``subjectField``.
        note: For people; never matched.
        url: Where the entry is from, or where more is to be read.
        added_by: Who added it.
        added_at: When, in ISO 8601: a date, or a date and time in UTC.
        finding: Fingerprint of the finding that it was added from.
        must_flag: Sentences in which something of this entry must be found.
        must_pass: Sentences in which nothing of this entry may be found.
        extra: Columns that mtqa does not know, kept as they were; sorted, for their order says nothing.
        origin: Where the entry was read: ``file:row``.  No part of what makes two entries equal.
    """

    id: str
    term: str
    kind: EntryKind = EntryKind.TERM
    variants: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    sources: tuple[Term, ...] = ()
    roles: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    match: MatchMode = MatchMode.SOUND
    case: CaseRule = CaseRule.AS_WRITTEN
    exceptions: tuple[FormRule, ...] = ()
    watch: bool = False
    subject: str = ""
    note: str = ""
    url: str = ""
    added_by: str = ""
    added_at: str = ""
    finding: str = ""
    must_flag: tuple[str, ...] = ()
    must_pass: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    origin: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if len(self.extra) > 1:
            object.__setattr__(self, "extra", tuple(sorted(self.extra)))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every right form, the preferred one first."""
        return (self.term, *self.variants)

    @property
    def rejected(self) -> tuple[str, ...]:
        """Every form that a text should not use."""
        return (*self.wrong, *self.superseded)

    @property
    def source_term(self) -> str:
        """The first term of another language, ``""`` if there is none."""
        return self.sources[0].text if self.sources else ""

    def rule(self, form: str) -> FormRule:
        """How ``form`` is looked for."""
        for exception in self.exceptions:
            if exception.form == form:
                return exception
        return FormRule(form, self.match, self.case)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term of every language with its status and rules: those of ``TARGET_LANG`` first, preferred first."""
        statuses = (
            (TermStatus.PREFERRED, (self.term,)),
            (TermStatus.ADMITTED, self.variants),
            (TermStatus.DEPRECATED, self.wrong),
            (TermStatus.SUPERSEDED, self.superseded),
        )
        target = tuple(
            Term(form, TARGET_LANG, status, rule.match, rule.case)
            for status, forms in statuses
            for form in forms
            for rule in (self.rule(form),)
        )
        return (*target, *self.sources)

    @classmethod
    def of_terms(cls, identity: str, terms: Iterable[Term], **values: Any) -> Entry:
        """The entry whose ``terms`` are these.

        Args:
            identity: Its id.
            terms: At least one of ``TARGET_LANG`` that is right; the first preferred one, or else the
                first right one, becomes ``term``, every other right one a variant.
            **values: Other attributes, but for those that follow from the terms.

        Raises:
            ValueError: No term of ``TARGET_LANG`` is right.
        """
        every = tuple(terms)
        target = [term for term in every if term.lang == TARGET_LANG]
        right = [term for term in target if term.status.is_right]
        if not right:
            raise ValueError(f"{identity!r}: no right term in {TARGET_LANG!r}")
        first = next((term for term in right if term.status is TermStatus.PREFERRED), right[0])
        unlike = [term for term in target if (term.match, term.case) != (first.match, first.case)]

        def texts(status: TermStatus) -> tuple[str, ...]:
            return tuple(dict.fromkeys(term.text for term in target if term.status is status))

        return cls(
            id=identity,
            term=first.text,
            variants=tuple(dict.fromkeys(term.text for term in right if term.text != first.text)),
            wrong=texts(TermStatus.DEPRECATED),
            superseded=texts(TermStatus.SUPERSEDED),
            sources=tuple(term for term in every if term.lang != TARGET_LANG),
            match=first.match,
            case=first.case,
            exceptions=tuple(FormRule(term.text, term.match, term.case) for term in unlike),
            **values,
        )


@dataclass(frozen=True)
class Glossary:
    """An immutable set of entries, in the order they were given.

    Attributes:
        entries: The entries; ids are unique (the loader and :func:`mtqa.glossary.merge.merged` see to it).
        total: Entries of the larger glossary that these were picked from; 0 if these are all.
        general: Ids of those that come from a pack: nobody chose them for these articles, so that more is asked
            before something is suspected of being one of them.
    """

    entries: tuple[Entry, ...] = ()
    total: int = 0
    general: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """How many entries a name of an article is held against: the more, the more look alike by chance."""
        return max(self.total, len(self.entries))

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def form_index(self) -> FormIndex:
        """The index of all forms that :func:`mtqa.glossary.match.find_forms` searches; built on first use."""
        from mtqa.glossary.index import build_index

        return build_index(self.entries)

    @cached_property
    def digest(self) -> str:
        """First 8 hex digits of a SHA-256 over everything that can change a finding."""
        state = hashlib.sha256()
        for entry in self.entries:
            values = (getattr(entry, name) for name in _MATTERS)
            # Of an entry to watch the note is the message.
            note = "\x1e" + entry.note if entry.watch else ""
            is_general = "\x1egeneral" if entry.id in self.general else ""
            state.update(("\x1e".join(map(_text, values)) + note + is_general).encode() + b"\n")
        return state.hexdigest()[:8]


#: Attributes of an entry that no finding depends on.
_FOR_PEOPLE: Final = frozenset(
    ("subject", "note", "url", "added_by", "added_at", "finding", "must_flag", "must_pass", "extra", "origin")
)
_MATTERS: Final = tuple(one.name for one in fields(Entry) if one.name not in _FOR_PEOPLE)


def _text(value: object) -> str:
    return "\x1f".join(map(str, value)) if isinstance(value, tuple) else str(value)
