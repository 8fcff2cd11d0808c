"""Concepts of a TBX file, of either version and in either style, made into entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.conflicts import surface
from mtqa.glossary.formats.losses import Losses, counted, listed
from mtqa.glossary.formats.records import Imported
from mtqa.glossary.formats.settled import settled
from mtqa.glossary.formats.tbx_names import (
    PRIVATE,
    TERM_COLUMNS,
    category,
    is_target,
    key_of,
    language,
    status_of,
)
from mtqa.glossary.formats.tbx_values import DO_NOT_TRANSLATE, URL_KEYS, YES, Values, plain
from mtqa.glossary.formats.texts import form_problem, single_spaced
from mtqa.glossary.formats.xml import Node, elements
from mtqa.glossary.model import (
    TARGET_LANG,
    CaseRule,
    Entry,
    MatchMode,
    Term,
    TermStatus,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["read_tbx"]

_ROOTS: Final = ("tbx", "martif")
_CONCEPTS: Final = frozenset(("conceptEntry", "termEntry"))
_LANGUAGES: Final = frozenset(("langSec", "langSet"))
_SECTIONS: Final = frozenset(("termSec", "tig", "ntig"))
#: Elements that hold a fact and what belongs to it; the fact is what counts.
_GROUPS: Final = frozenset(("descripGrp", "adminGrp", "termNoteGrp"))
_STATUS_KEYS: Final = frozenset(
    ("administrativestatus", "usagestatus", "normativeauthorization", "termstatus", "status")
)
_SHORT: Final = frozenset(("abbreviation", "acronym", "initialism", "shortform", "symbol", "variant", "clippedterm"))
_TERM_KEYS: Final = {key_of(name): name for name in TERM_COLUMNS}


@dataclass(slots=True)
class _Form:
    """One term of a concept as the file has it."""

    text: str
    lang: str
    status: TermStatus | None
    is_short: bool = False
    match: MatchMode | None = None
    case: CaseRule | None = None
    order: int | None = None
    columns: tuple[tuple[str, str], ...] = ()


def read_tbx(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read TBX of version 2 or 3, in DCA or DCT style.

    Args:
        data: The whole file.
        origin: Its name.
        target_lang: The language whose terms become the forms; its regional varieties count too.
        source_lang: The language of terms for which the file says none.

    Raises:
        GlossaryError: It is no such file, damaged, or larger than a limit; names file and line.
    """
    reader = _Reader(origin, target_lang=target_lang, source_lang=source_lang)
    most = limits.current().entries
    concepts = 0
    found: list[Entry] = []
    nodes = elements(data, origin=origin, names=_CONCEPTS)
    root = next(nodes, None)
    if root is None or root.name.lower() not in _ROOTS or root.name == "TBX":
        name = "" if root is None else root.name[:40]
        raise GlossaryError(
            f"{origin}: no TBX: the root element is {name!r}, not 'tbx' or 'martif'; "
            + ("convert it to TBX v3 first" if name == "TBX" else "name the format with --from")
        )
    for node in nodes:
        concepts += 1
        if concepts > most:
            raise GlossaryError(
                f"{origin}, line {node.line}: more than {most:,} concepts; split the file, or {limits.RAISE}"
            )
        entry = reader.entry(node)
        if entry is not None:
            found.append(entry)
    reader.say_losses(concepts)
    return Imported(settled(found, reader.losses), reader.losses.sentences)


class _Reader:
    """Makes entries of concepts and counts what they cannot hold."""

    def __init__(self, origin: str, *, target_lang: str, source_lang: str) -> None:
        self._origin = origin
        self._target_lang = language(target_lang) or target_lang
        self._source_lang = source_lang
        self.losses = Losses(unit="line")
        self._unkept: Counter[str] = Counter()
        self._regions: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._statuses: Counter[str] = Counter()
        self._without = 0
        self._short = 0
        self._changes = 0

    def entry(self, node: Node) -> Entry | None:
        """The entry that a concept is, ``None`` if it has no right term in the language of the articles."""
        values = Values(node, self._origin)
        facts = list(_facts(node))
        forms: list[_Form] = []
        for part in node.children:
            if part.name in _LANGUAGES:
                lang = language(part.lang) or self._source_lang
                is_target_part = is_target(lang, self._target_lang)
                for fact in _facts(part):
                    if is_target_part or fact.name == "note" or key_of(category(fact)) == DO_NOT_TRANSLATE:
                        facts.append(fact)
                    else:
                        self._count(fact)
                for section in part.children:
                    if section.name in _SECTIONS:
                        form = self._form(section, lang, values)
                        if form is not None:
                            forms.append(form)
        for fact in facts:
            if not values.take(fact):
                self._count(fact)
        self._changes += values.changes
        return self._made(node, values, forms)

    def _form(self, section: Node, lang: str, values: Values) -> _Form | None:
        facts = [*_facts(section)]
        terms = [fact for fact in facts if fact.name == "term"]
        text = single_spaced(plain(terms[0])) if terms else ""
        form = _Form(text, lang, None)
        columns: list[tuple[str, str]] = []
        for fact in facts:
            if fact.name == "term":
                continue
            key = key_of(category(fact))
            value = single_spaced(plain(fact))
            if key in _STATUS_KEYS:
                form.status = status_of(value)
                if form.status is None and value:
                    self._statuses[value[:40]] += 1
            elif key == "forbidden":
                form.status = TermStatus.DEPRECATED if value.lower() in YES else form.status
            elif fact.name == "note":
                values.notes.append(plain(fact))
            elif key == "termtype" and key_of(value) in _SHORT:
                form.is_short = True
                columns.append(("termType", value))
            elif key in _TERM_KEYS and value:
                columns.append((_TERM_KEYS[key], value))
            elif key == DO_NOT_TRANSLATE:
                values.take(fact)
            elif key == f"{PRIVATE}match":
                form.match = values.word(MatchMode, fact)
            elif key == f"{PRIVATE}case":
                form.case = values.word(CaseRule, fact)
            elif key == f"{PRIVATE}source-lang":
                # Marks a source term for good: its language may be the one of the articles.
                form.lang = f"{PRIVATE}{value}"
            elif key == f"{PRIVATE}order":
                form.order = int(value) if value.isdecimal() and value.isascii() and len(value) < 10 else None
            elif key == "definition" or (key in URL_KEYS and not values.url):
                values.take(fact)
            else:
                self._count(fact)
        form.columns = tuple(columns)
        if not text:
            self.losses.leave_out(section.line, "left out: a term without text")
            return None
        return form

    def _made(self, node: Node, values: Values, forms: list[_Form]) -> Entry | None:
        target = [form for form in forms if is_target(form.lang, self._target_lang)]
        sources = [form for form in forms if not is_target(form.lang, self._target_lang)]
        if not target and values.is_untranslated and sources:
            target = [replace(form, lang=self._target_lang, status=form.status) for form in sources[:1]]
        # The plain language before its varieties, so that "en" leads "en-US".
        target.sort(key=lambda form: form.lang.lower() != self._target_lang.lower())
        target = [form for form in target if self._is_sound(form, node.line)]
        first = _leader(target)
        if first is None:
            self._without += 1
            self._languages.update({form.lang for form in forms if not form.lang.startswith(PRIVATE)})
            return None
        self._regions.update(form.lang for form in target if form.lang.lower() != self._target_lang.lower())
        variants = dict.fromkeys(form.text for form in _right(target) if form.text != first.text)
        right = {surface(text) for text in (first.text, *variants)}
        rejected: dict[TermStatus, dict[str, None]] = {TermStatus.DEPRECATED: {}, TermStatus.SUPERSEDED: {}}
        for form in target:
            if form.status is None or form.status.is_right:
                continue
            if surface(form.text) in right:
                self.losses.leave_out(node.line, "left out: a form as wrong that the same concept has as right")
            else:
                rejected[form.status].setdefault(form.text)
        for form in target:
            if form is not first:
                self._short += form.is_short
                differing = set(form.columns) - set(first.columns)
                self._unkept.update(f"{name} of a term" for name, _ in differing if name != "termType")
        kept = [form for form in sources if not self._source_problem(form, node.line)]
        return values.made(
            term=first.text,
            variants=tuple(variants),
            wrong=tuple(rejected[TermStatus.DEPRECATED]),
            superseded=tuple(rejected[TermStatus.SUPERSEDED]),
            sources=_sources(kept),
            exceptions=values.exceptions(
                (form.text, form.match, form.case) for form in (first, *(one for one in target if one is not first))
            ),
            columns=first.columns,
        )

    def _is_sound(self, form: _Form, line: int) -> bool:
        is_right = form.status is None or form.status.is_right
        problem = form_problem(form.text, is_right=is_right, is_pattern=form.match is MatchMode.PATTERN)
        if problem:
            self.losses.leave_out(line, f"left out: {problem}")
        return not problem

    def _source_problem(self, form: _Form, line: int) -> str:
        problem = form_problem(form.text, is_right=False)
        if problem:
            self.losses.leave_out(line, f"left out: {problem}")
        return problem

    def _count(self, fact: Node) -> None:
        name = " ".join(category(fact).split())[:40]
        if fact.name == "transacGrp":
            self._changes += 1
        elif name not in ("descripNote", "adminNote", "date") and plain(fact).strip():
            self._unkept[name if len(self._unkept) < 100 or name in self._unkept else "other categories"] += 1

    def say_losses(self, concepts: int) -> None:
        """Put what was counted into sentences."""
        say = self.losses.say
        if self._without:
            langs = ", ".join(sorted(lang or "(none named)" for lang in self._languages)[:30])
            say(
                f"{counted(self._without, 'concept')} of {concepts:,} without a right term in {self._target_lang!r} "
                f"left out{f' (terms in: {langs})' if langs else ''}"
            )
        if self._regions:
            say(
                f"the region of {counted(sum(self._regions.values()), 'term')} is not kept: an entry has forms in "
                f"{self._target_lang!r} only: {listed(self._regions)}"
            )
        if self._short:
            are = "is an abbreviation" if self._short == 1 else "are abbreviations"
            say(f"that {counted(self._short, 'variant')} {are} or the like is not kept")
        if self._statuses:
            say(f"unknown statuses, read as none: {listed(self._statuses)}")
        if self._changes:
            say(f"history other than who added an entry and when is not kept ({counted(self._changes, 'transaction')})")
        if self._unkept:
            say(f"not kept: {listed(self._unkept)}")


def _facts(node: Node) -> Iterator[Node]:
    """What stands in a concept, a language or a term, groups opened; not the levels below."""
    for child in node.children:
        if child.name in _GROUPS or child.name == "termGrp":
            yield from _facts(child)
        elif child.name not in _LANGUAGES and child.name not in _SECTIONS:
            yield child


def _right(forms: Iterable[_Form]) -> list[_Form]:
    """The right forms, preferred ones first; of those without a status, full forms come before short ones."""
    rank = {TermStatus.PREFERRED: 0, None: 1, TermStatus.ADMITTED: 3}
    right = [form for form in forms if form.status in rank]
    return sorted(right, key=lambda form: 2 if form.status is None and form.is_short else rank[form.status])


def _leader(forms: Iterable[_Form]) -> _Form | None:
    right = [form for form in _right(forms) if form.match is not MatchMode.PATTERN]
    return right[0] if right else None


def _sources(forms: list[_Form]) -> tuple[Term, ...]:
    """Terms of other languages; of those without a status the first of a language is the preferred one."""
    if all(form.order is not None for form in forms):
        forms = sorted(forms, key=lambda form: form.order or 0)
    led = {form.lang for form in forms if form.status is TermStatus.PREFERRED}
    leaders: dict[str, _Form] = {}
    for form in sorted(forms, key=lambda form: form.is_short):
        if form.status is None and form.lang not in led:
            leaders.setdefault(form.lang, form)
    terms: dict[Term, None] = {}
    for form in forms:
        is_leader = leaders.get(form.lang) is form
        status = form.status or (TermStatus.PREFERRED if is_leader else TermStatus.ADMITTED)
        lang = form.lang.removeprefix(PRIVATE)
        terms[Term(form.text, lang, status, form.match or MatchMode.SOUND, form.case or CaseRule.AS_WRITTEN)] = None
    return tuple(terms)
