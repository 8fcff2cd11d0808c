"""One entry that two people changed, field by field.

- A value that one of them changed is as changed.  If both did, differently, that is a conflict.
- Of a list, what one of them added is added and what one of them took out is gone.  So are the forms of
  an entry: a form has one status, and moving it to another list counts for more than forgetting it.
- If the entry is new on both sides there is nothing to compare with.  Then an empty value says nothing
  against the other one, nor does the usual match mode, case rule and watch mark, and the lists of both
  are added.
- Who added it and when is never a conflict: the earliest is kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import CaseRule, Entry, FormRule, MatchMode, Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["Conflict", "Side", "merged_entry", "status_words", "statuses"]

_Value = TypeVar("_Value")

_TEXTS: Final = ("subject", "note", "url")
_ADDED: Final = ("added_at", "added_by", "finding")
_FORMS: Final = ("term", "variants", "wrong", "superseded")
_WORDS: Final = {
    TermStatus.PREFERRED: "right",
    TermStatus.ADMITTED: "right",
    TermStatus.DEPRECATED: "wrong",
    TermStatus.SUPERSEDED: "superseded",
}


class Side(StrEnum):
    """Whose."""

    OURS = "ours"
    THEIRS = "theirs"

    @property
    def other(self) -> Side:
        """The other one."""
        return Side.THEIRS if self is Side.OURS else Side.OURS


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that only a person can decide.

    Attributes:
        id: The entry, by the id that it has in the merged glossary, or had.
        field: The column of the native file; ``entry`` if it is about all of it.
        item: Which item of a list, such as a form; ``""`` for a field with one value.
        base: What it was, in words; ``None`` if it was not there.
        ours: What it is on our side, likewise.
        theirs: What it is on their side, likewise.
        sentence: What the conflict is, without the entry and the field.
    """

    id: str
    field: str
    item: str
    base: str | None
    ours: str | None
    theirs: str | None
    sentence: str

    def __str__(self) -> str:
        where = self.id if self.field == "entry" else f"{self.id}, {self.field}"
        return f"{where}: {self.sentence}"


def merged_entry(base: Entry | None, ours: Entry, theirs: Entry, *, prefer: Side) -> tuple[Entry, tuple[Conflict, ...]]:
    """The entry with the changes of both sides.

    Args:
        base: What both began with; ``None`` if the entry is new on both sides.
        ours: Our state of it.
        theirs: Their state of it.
        prefer: Whose state is taken where they are in conflict.

    Returns:
        The entry, and the conflicts.  It does not contradict itself, unless ours or theirs does.
    """
    if ours == theirs:
        return ours, ()
    if base is not None and base in (ours, theirs):
        return (theirs if ours == base else ours), ()
    merge = _Merge(base, ours, theirs, prefer=prefer)
    return merge.entry(), tuple(merge.conflicts)


def statuses(entry: Entry) -> dict[str, tuple[TermStatus, str]]:
    """Status and spelling of each form, by surface; the preferred term counts as admitted.  Lists go in their order."""
    found: dict[str, tuple[TermStatus, str]] = {}
    for status, forms in (
        (TermStatus.ADMITTED, entry.forms),
        (TermStatus.DEPRECATED, entry.wrong),
        (TermStatus.SUPERSEDED, entry.superseded),
    ):
        for form in forms:
            found.setdefault(surface(form), (status, form))
    return found


def status_words(status: TermStatus | None) -> str | None:
    """A status as a person says it."""
    return None if status is None else _WORDS[status]


class _Merge:
    """The merge of one entry."""

    def __init__(self, base: Entry | None, ours: Entry, theirs: Entry, *, prefer: Side) -> None:
        self.conflicts: list[Conflict] = []
        self._base, self._ours, self._theirs = base, ours, theirs
        self._prefer = prefer
        self._preferred, self._other = (ours, theirs) if prefer is Side.OURS else (theirs, ours)
        self._id = self._preferred.id

    def entry(self) -> Entry:
        """The merged entry."""
        identity = self._identity()
        self._id = identity
        forms = self._forms()
        match: MatchMode = self._value("match", nothing=MatchMode.SOUND)
        case: CaseRule = self._value("case", nothing=CaseRule.AS_WRITTEN)
        known = {forms["term"], *forms["variants"], *forms["wrong"], *forms["superseded"]}
        rules = self._mapped("exceptions", _rules, say=lambda rule: f"{rule.match}, {rule.case}")
        flagged, passing = self._examples()
        return Entry(
            id=identity,
            **forms,
            kind=self._value("kind"),
            sources=self._sources(),
            roles=self._items("roles"),
            context=self._items("context"),
            match=match,
            case=case,
            exceptions=tuple(
                rule for rule in rules.values() if rule.form in known and (rule.match, rule.case) != (match, case)
            ),
            watch=self._value("watch", nothing=False),
            **{name: self._value(name, nothing="") for name in _TEXTS},
            **self._added(),
            must_flag=flagged,
            must_pass=passing,
            extra=tuple(self._mapped("extra", lambda one: dict(one.extra)).items()),
            origin=self._preferred.origin,
        )

    def _value(self, name: str, *, nothing: object = None) -> Any:
        base = None if self._base is None else getattr(self._base, name)
        return self._chosen(name, base, getattr(self._ours, name), getattr(self._theirs, name), nothing=nothing)

    def _chosen(
        self,
        field: str,
        base: Any,
        ours: Any,
        theirs: Any,
        *,
        nothing: object = None,
        item: str = "",
        say: Callable[[Any], str] = str,
    ) -> Any:
        """The value that one side changed, or the preferred one."""
        if ours == theirs or (self._base is None and theirs == nothing) or (self._base is not None and theirs == base):
            return ours
        if ours == (nothing if self._base is None else base):
            return theirs
        self._conflict(field, *(None if one is None else say(one) for one in (base, ours, theirs)), item=item)
        return ours if self._prefer is Side.OURS else theirs

    def _conflict(
        self, field: str, base: str | None, ours: str | None, theirs: str | None, *, item: str = "", sentence: str = ""
    ) -> None:
        if not sentence:
            about = f"{_short(item)}: " if item else ""
            sentence = f"{about}ours {_said(ours, base)}, theirs {_said(theirs, base)}" + (
                f"; it was {_short(base)}" if base else ""
            )
        self.conflicts.append(Conflict(self._id, field, item, base, ours, theirs, sentence))

    def _identity(self) -> str:
        """The id.  Of a new entry, one that is only its term, as in a file without ids, gives way to any other."""
        ours, theirs = self._ours, self._theirs
        if self._base is None:
            named = [one.id for one in (ours, theirs) if one.id != " ".join(one.term.split())]
            if len(named) == 1:
                return named[0]
        return str(self._value("id"))

    def _forms(self) -> dict[str, Any]:
        """The term and the lists of forms."""
        base, ours, theirs = self._base, self._ours, self._theirs
        whole = [None if one is None else tuple(getattr(one, name) for name in _FORMS) for one in (base, ours, theirs)]
        if whole[1] == whole[2] or whole[0] in whole[1:]:
            taken = theirs if whole[1] == whole[0] else ours
            return {name: getattr(taken, name) for name in _FORMS}
        term = self._term()
        before = {} if base is None else statuses(base)
        here, there = statuses(ours), statuses(theirs)
        if surface(term) != surface(self._other.term):
            # The term that was not taken is no right form on account of that side alone.
            preferred, others = (here, there) if self._prefer is Side.OURS else (there, here)
            lost = surface(self._other.term)
            if lost not in before and lost not in preferred and surface(self._preferred.term) == surface(term):
                del others[lost]
        lists: dict[TermStatus, list[str]] = {status: [] for status in TermStatus}
        for key in dict.fromkeys((*here, *there)):
            status = self._status(key, before, here, there)
            if status is None:
                continue
            if key == surface(term):
                if not status.is_right:
                    return self._preferred_forms(term, here.get(key), there.get(key))
                continue
            lists[status].append(_spelling(*(one[key][1] if key in one else None for one in (before, here, there))))
        return {
            "term": term,
            "variants": tuple(lists[TermStatus.ADMITTED]),
            "wrong": tuple(lists[TermStatus.DEPRECATED]),
            "superseded": tuple(lists[TermStatus.SUPERSEDED]),
        }

    def _term(self) -> str:
        base = None if self._base is None else self._base.term
        ours, theirs = self._ours.term, self._theirs.term
        if surface(ours) == surface(theirs):
            return _spelling(base, ours, theirs)
        if base is not None and surface(base) in (surface(ours), surface(theirs)):
            return theirs if surface(ours) == surface(base) else ours
        return str(self._chosen("term", base, ours, theirs))

    def _status(
        self,
        key: str,
        before: Mapping[str, tuple[TermStatus, str]],
        here: Mapping[str, tuple[TermStatus, str]],
        there: Mapping[str, tuple[TermStatus, str]],
    ) -> TermStatus | None:
        base, ours, theirs = (one[key][0] if key in one else None for one in (before, here, there))
        if base not in (ours, theirs) and None in (ours, theirs):
            return theirs if ours is None else ours
        item = _spelling(None, *(one[key][1] if key in one else None for one in (here, there)))
        field = "wrong" if TermStatus.DEPRECATED in (ours, theirs) else "superseded"
        status: TermStatus | None = self._chosen(field, base, ours, theirs, item=item, say=lambda one: _WORDS[one])
        return status

    def _preferred_forms(
        self, term: str, ours: tuple[TermStatus, str] | None, theirs: tuple[TermStatus, str] | None
    ) -> dict[str, Any]:
        """One side made a form the term and the other rejects it: all forms are as the preferred side has them."""
        states = [status_words(None if one is None else one[0]) for one in (ours, theirs)]
        is_ours = surface(self._ours.term) == surface(term)
        who, whose = (Side.OURS, states[1]) if is_ours else (Side.THEIRS, states[0])
        self._conflict(
            "term",
            None,
            "the preferred term" if is_ours else states[0],
            states[1] if is_ours else "the preferred term",
            item=term,
            sentence=f"{_short(term)} is the preferred term in {who} and {whose} in {who.other}",
        )
        return {name: getattr(self._preferred, name) for name in _FORMS}

    def _mapped(
        self, field: str, of: Callable[[Entry], dict[str, _Value]], *, say: Callable[[_Value], str] = str
    ) -> dict[str, _Value]:
        """A field that is a table of its own, key by key; in our order, then theirs."""
        base: dict[str, _Value] = {} if self._base is None else of(self._base)
        ours, theirs = of(self._ours), of(self._theirs)
        found: dict[str, _Value] = {}
        for key in dict.fromkeys((*ours, *theirs)):
            name, item = (key, "") if field == "extra" else (field, key)
            value = self._chosen(name, base.get(key), ours.get(key), theirs.get(key), item=item, say=say)
            if value is not None:
                found[key] = value
        return found

    def _items(self, name: str, key_of: Callable[[str], str] = surface) -> tuple[str, ...]:
        """A list of texts as a set, in our order, then theirs."""
        base, ours, theirs = (
            {} if one is None else {key_of(item): item for item in reversed(getattr(one, name))}
            for one in (self._base, self._ours, self._theirs)
        )
        order = dict.fromkeys(key_of(item) for one in (self._ours, self._theirs) for item in getattr(one, name))
        return tuple(
            _spelling(base.get(key), ours.get(key), theirs.get(key))
            for key in order
            if (key in ours and key in theirs) or key not in base
        )

    def _examples(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The sentences of ``must_flag`` and ``must_pass``; none becomes both."""
        flagged, passing = self._items("must_flag", str), self._items("must_pass", str)
        for sentence in set(flagged) & set(passing):
            sides = (self._ours, self._theirs)
            if any(sentence in one.must_flag and sentence in one.must_pass for one in sides):
                continue
            ours, theirs = ("must be flagged" if sentence in one.must_flag else "must pass" for one in sides)
            self._conflict("must_flag", None, ours, theirs, item=sentence)
            if sentence in self._preferred.must_flag:
                passing = tuple(one for one in passing if one != sentence)
            else:
                flagged = tuple(one for one in flagged if one != sentence)
        return flagged, passing

    def _sources(self) -> tuple[Term, ...]:
        """The terms of other languages; one more preferred term of a language is a conflict."""
        tables = [{} if one is None else _terms(one) for one in (self._base, self._ours, self._theirs)]
        _, ours, theirs = tables
        found: list[Term] = []
        for key in dict.fromkeys((*ours, *theirs)):
            states = [one.get(key) for one in tables]
            text = _spelling(*(None if one is None else one.text for one in states))
            alike = [None if one is None else replace(one, text=text) for one in states]
            term: Term | None = self._chosen(
                "source_term", *alike, item=f"{key[0]}:{text}" if key[0] else text, say=_rules_of_term
            )
            if term is not None:
                found.append(term)
        return tuple(self._led(found, ours, theirs))

    def _led(
        self, terms: list[Term], ours: Mapping[tuple[str, str], Term], theirs: Mapping[tuple[str, str], Term]
    ) -> list[Term]:
        counts = [_preferred_counts(some) for some in (terms, ours.values(), theirs.values())]
        preferred = ours if self._prefer is Side.OURS else theirs
        for lang, number in counts[0].items():
            if number < 2 or max(counts[1][lang], counts[2][lang]) > 1:
                continue
            mine, yours = (
                next((one.text for one in some.values() if _leads(one, lang)), None) for some in (ours, theirs)
            )
            if mine is None or yours is None:
                continue
            self._conflict("source_term", None, mine, yours, item=lang)
            terms = [
                replace(term, status=TermStatus.ADMITTED)
                if _leads(term, lang) and (lang, surface(term.text)) not in preferred
                else term
                for term in terms
            ]
        return terms

    def _added(self) -> dict[str, Any]:
        """Who added it, when, and from which finding: what one side changed, or else the earliest."""
        ours, theirs = ([str(getattr(one, name)) for name in _ADDED] for one in (self._ours, self._theirs))
        values = min(ours, theirs, key=lambda one: [(not value, value) for value in one])
        if self._base is not None:
            base = [str(getattr(self._base, name)) for name in _ADDED]
            triples = list(zip(base, ours, theirs, strict=True))
            if all(mine == yours or was in (mine, yours) for was, mine, yours in triples):
                values = [yours if mine == was else mine for was, mine, yours in triples]
        return dict(zip(_ADDED, values, strict=True))


def _rules(entry: Entry) -> dict[str, FormRule]:
    return {rule.form: rule for rule in entry.exceptions}


def _terms(entry: Entry) -> dict[tuple[str, str], Term]:
    return {(term.lang, surface(term.text)): term for term in entry.sources}


def _preferred_counts(terms: Iterable[Term]) -> Counter[str]:
    return Counter(term.lang for term in terms if term.status is TermStatus.PREFERRED)


def _leads(term: Term, lang: str) -> bool:
    return term.lang == lang and term.status is TermStatus.PREFERRED


def _rules_of_term(term: Term) -> str:
    usual = Term(term.text, term.lang)
    words = [term.status.value]
    words += [term.match.value] * (term.match is not usual.match) + [term.case.value] * (term.case is not usual.case)
    return ", ".join(words)


def _spelling(base: str | None, ours: str | None, theirs: str | None) -> str:
    """How to write what both sides write alike: as the one who changed it, or else the same way whoever is asked."""
    if ours is None or theirs is None:
        return ours or theirs or base or ""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else min(ours, theirs)


def _said(value: str | None, base: str | None) -> str:
    if value is None:
        return "took it out" if base is not None else "has none"
    return f"says {_short(value)}" if value else "emptied it"


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:79]}…")
