"""Units of a TMX file made into entries."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.cells import Item, parse_item
from mtqa.glossary.formats.drafts import Draft, entries_of
from mtqa.glossary.formats.losses import Losses, counted, listed
from mtqa.glossary.formats.records import Imported
from mtqa.glossary.formats.settled import settled
from mtqa.glossary.formats.tbx_names import CODES, is_target, key_of, language
from mtqa.glossary.formats.tbx_values import identity
from mtqa.glossary.formats.texts import cleaned, form_problem, single_spaced
from mtqa.glossary.formats.tmx_write import PRIVATE
from mtqa.glossary.formats.xml import elements
from mtqa.glossary.kinds import infer_kind, parse_kind
from mtqa.glossary.model import TARGET_LANG, CaseRule, Entry, FormRule, MatchMode, Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.glossary.formats.xml import Node

__all__ = ["read_tmx"]

_STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", re.ASCII)
_SUBJECTS: Final = frozenset(("subject", "domain", "xdomain", "xsubject", "subjectfield"))
_Vocabulary = TypeVar("_Vocabulary", bound=StrEnum)


@dataclass(slots=True)
class _Unit:
    """What a unit says."""

    number: int
    line: int
    target: list[str] = field(default_factory=list)
    sources: list[Term] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own: dict[str, list[str]] = field(default_factory=dict)
    subject: str = ""
    added_by: str = ""
    added_at: str = ""

    def one(self, name: str) -> str:
        """The value of a property of mtqa's own that stands once, ``""`` if it does not."""
        return self.own[name][0] if name in self.own else ""


def read_tmx(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read TMX 1.4b, and the earlier versions, which differ in nothing that a glossary needs.

    Args:
        data: The whole file.
        origin: Its name; entries are numbered by unit.
        target_lang: The language whose segments become the forms; its regional varieties count too.
        source_lang: The language of segments for which the file says none.

    Raises:
        GlossaryError: It is no such file, damaged, or larger than a limit; names file and line.
    """
    reader = _Reader(origin, target_lang=language(target_lang) or target_lang, source_lang=source_lang)
    most = limits.current().entries
    nodes = elements(data, origin=origin, names=("tu",))
    root = next(nodes, None)
    if root is None or root.name != "tmx":
        name = "" if root is None else root.name[:40]
        raise GlossaryError(f"{origin}: no TMX: the root element is {name!r}, not 'tmx'; name the format with --from")
    for number, node in enumerate(nodes, start=1):
        if number > most:
            raise GlossaryError(
                f"{origin}, line {node.line}: more than {most:,} units; split the file, or {limits.RAISE}"
            )
        reader.take(node, number)
    return reader.imported()


class _Reader:
    """Makes entries of units and counts what they cannot hold."""

    def __init__(self, origin: str, *, target_lang: str, source_lang: str) -> None:
        self._origin = origin
        self._target_lang = target_lang
        self._source_lang = source_lang
        self._losses = Losses(unit="unit")
        self._entries: list[Entry] = []
        self._drafts: list[Draft] = []
        self._added: dict[int, tuple[str, str]] = {}
        self._unkept: Counter[str] = Counter()
        self._regions: Counter[str] = Counter()
        self._languages: set[str] = set()
        self._codes = 0
        self._without = 0

    def take(self, node: Node, number: int) -> None:
        """Read one unit."""
        unit = self._unit(node, number)
        if not unit.target:
            self._without += 1
            self._languages.update(term.lang for term in unit.sources)
        elif "id" in unit.own:
            self._entries += self._own_entry(unit)
        else:
            self._count(f"{PRIVATE}{name}" for name in unit.own)
            self._added[number] = (unit.added_by, unit.added_at)
            self._drafts.append(
                Draft(
                    row=number,
                    forms=tuple((text, TermStatus.PREFERRED) for text in unit.target),
                    sources=tuple(unit.sources),
                    concept=unit.subject,
                    subject=unit.subject,
                    note="\n".join(dict.fromkeys(unit.notes)),
                )
            )

    def imported(self) -> Imported:
        """Everything that was taken."""
        say = self._losses.say
        if self._without:
            langs = ", ".join(sorted(lang or "(none named)" for lang in self._languages)[:30])
            say(f"{counted(self._without, 'unit')} without a segment in {self._target_lang!r} left out (in: {langs})")
        if self._regions:
            number = counted(sum(self._regions.values()), "segment")
            say(f"the region of {number} is not kept: {listed(self._regions)}")
        if self._codes:
            say(f"codes in {counted(self._codes, 'segment')} are not kept")
        if self._unkept:
            say(f"properties that are not kept: {listed(self._unkept)}")
        foreign = []
        for entry in entries_of(self._drafts, origin=self._origin, losses=self._losses):
            by, at = self._added[int(entry.origin.rpartition(":")[2])]
            foreign.append(replace(entry, added_by=by, added_at=at))
        entries = settled([*self._entries, *foreign], self._losses)
        return Imported(entries, self._losses.sentences)

    def _unit(self, node: Node, number: int) -> _Unit:
        unit = _Unit(number, node.line)
        unit.added_by = single_spaced(node.attributes.get("creationid") or node.attributes.get("changeid", ""))
        unit.added_at = _iso(node.attributes.get("creationdate") or node.attributes.get("changedate", ""))
        exact: list[str] = []
        regional: list[str] = []
        led: set[str] = set()
        for part in node.children:
            if part.name == "note":
                unit.notes.append(cleaned(part.text()))
            elif part.name == "prop":
                self._property(part, unit)
            elif part.name == "tuv":
                segments = []
                for child in part.children:
                    if child.name == "seg":
                        segments.append(single_spaced(child.text(CODES)))
                        self._codes += any(one.name in CODES for one in child.children)
                    elif child.name == "note":
                        unit.notes.append(cleaned(child.text()))
                    elif child.name == "prop":
                        self._property(child, unit)
                lang = language(part.lang) or self._source_lang
                for text in filter(None, segments[:1]):
                    if lang.lower() == self._target_lang.lower():
                        exact.append(text)
                    elif is_target(lang, self._target_lang):
                        regional.append(text)
                        self._regions[lang] += 1
                    else:
                        status = TermStatus.ADMITTED if lang in led else TermStatus.PREFERRED
                        unit.sources.append(Term(text, lang, status))
                        led.add(lang)
        unit.target = list(dict.fromkeys((*exact, *regional)))
        unit.notes = [note for note in unit.notes if note]
        return unit

    def _property(self, node: Node, unit: _Unit) -> None:
        name = single_spaced(node.attributes.get("type", ""))
        if name.startswith(PRIVATE):
            unit.own.setdefault(name.removeprefix(PRIVATE), []).append(cleaned(node.text()))
        elif key_of(name) in _SUBJECTS and not unit.subject:
            unit.subject = single_spaced(node.text())
        else:
            self._count((name or "without a type",))

    def _count(self, names: Iterable[str]) -> None:
        for name in names:
            shown = name[:40] if len(self._unkept) < 100 else "others"
            self._unkept[shown] += 1

    def _own_entry(self, unit: _Unit) -> list[Entry]:
        """The entry of a unit that mtqa wrote; its segments count more than its properties, somebody may have edited them."""
        term, *others = unit.target
        match = self._word(MatchMode, unit, "match", MatchMode.SOUND)
        case = self._word(CaseRule, unit, "case", CaseRule.AS_WRITTEN)
        exceptions = []
        if unit.one("rule"):
            rule = self._item(f"x {{{unit.one('rule')}}}", unit)
            exceptions.append(FormRule(term, rule.match or match, rule.case or case))
        lists: dict[str, tuple[str, ...]] = {}
        for name in ("variant", "wrong", "superseded"):
            items = [self._item(text, unit) for text in unit.own.get(name, ())]
            items += [Item(text) for text in others] if name == "variant" else []
            items = [item for item in items if self._is_sound(item, unit, is_right=name == "variant")]
            lists[name] = tuple(dict.fromkeys(item.text for item in items if item.text != term))
            exceptions += [
                FormRule(item.text, item.match or match, item.case or case)
                for item in items
                if item.match is not None or item.case is not None
            ]
        if not self._is_sound(Item(term), unit, is_right=True):
            return []
        columns = {
            name.removeprefix("column:"): values[0] for name, values in unit.own.items() if name.startswith("column:")
        }
        added_at = unit.one("added-at") or unit.added_at
        return [
            Entry(
                id=identity(unit.one("id")),
                term=term,
                kind=parse_kind(unit.one("kind")) or infer_kind(term),
                variants=lists["variant"],
                wrong=lists["wrong"],
                superseded=lists["superseded"],
                sources=self._sources(unit),
                roles=tuple(map(single_spaced, unit.own.get("role", ()))),
                context=tuple(map(single_spaced, unit.own.get("context", ()))),
                match=match,
                case=case,
                exceptions=tuple(exceptions),
                watch=unit.one("watch") == "yes",
                subject=single_spaced(unit.one("subject")) or unit.subject,
                note="\n".join(dict.fromkeys(unit.notes)),
                url=single_spaced(unit.one("url")),
                added_by=unit.added_by,
                added_at=single_spaced(added_at),
                finding=single_spaced(unit.one("finding")),
                must_flag=tuple(unit.own.get("must-flag", ())),
                must_pass=tuple(unit.own.get("must-pass", ())),
                extra=tuple(columns.items()),
                origin=f"{self._origin}:{unit.number}",
            )
        ]

    def _sources(self, unit: _Unit) -> tuple[Term, ...]:
        terms = []
        for value in unit.own.get("source", ()):
            lang, _, text = value.partition(":")
            item = self._item(text, unit)
            status = item.status or TermStatus.PREFERRED
            term = Term(item.text, lang, status, item.match or MatchMode.SOUND, item.case or CaseRule.AS_WRITTEN)
            if self._is_sound(item, unit, is_right=False):
                terms.append(term)
        known = {(term.lang, term.text) for term in terms}
        added = [term for term in unit.sources if (term.lang, term.text) not in known]
        return (*terms, *added)

    def _is_sound(self, item: Item, unit: _Unit, *, is_right: bool) -> bool:
        problem = form_problem(item.text, is_right=is_right, is_pattern=item.match is MatchMode.PATTERN)
        if problem:
            self._losses.leave_out(unit.number, f"left out: {problem}")
        return not problem

    def _item(self, text: str, unit: _Unit) -> Item:
        try:
            item = parse_item(single_spaced(text))
        except ValueError as exc:
            raise GlossaryError(f"{self._origin}, line {unit.line}: {exc}") from None
        return item

    def _word(self, vocabulary: type[_Vocabulary], unit: _Unit, name: str, default: _Vocabulary) -> _Vocabulary:
        value = unit.one(name)
        try:
            return vocabulary(value) if value else default
        except ValueError:
            raise GlossaryError(
                f"{self._origin}, line {unit.line}: {PRIVATE}{name} is {value[:40]!r}; "
                f"it can be {', '.join(vocabulary)}"
            ) from None


def _iso(stamp: str) -> str:
    """``20260131T120000Z`` as ISO 8601."""
    found = _STAMP.fullmatch(stamp.strip())
    if found is None:
        return single_spaced(stamp)
    day, time = "-".join(found.group(1, 2, 3)), ":".join(found.group(4, 5, 6))
    return f"{day}T{time}Z"
