"""Entries as concepts of a TBX file: version 3 in DCT or DCA style, or version 2 (martif)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.glossary.formats.records import Exported
from mtqa.glossary.formats.tbx_names import (
    BASIC,
    CONCEPT_COLUMNS,
    CORE,
    MIN,
    OURS,
    PRIVATE,
    SCHEME,
    TERM_COLUMNS,
    is_target,
    language,
)
from mtqa.glossary.formats.xml import attribute, escaped, writable
from mtqa.glossary.model import TARGET_LANG, CaseRule, MatchMode, Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.glossary.model import Entry, Glossary

__all__ = ["DCA", "DCT", "V2", "Style", "write_tbx"]

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9_.-]+")
_TAG_OF_LANG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_STATUSES: Final = {status: f"{status}Term-admn-sts" for status in TermStatus}
_ABOUT: Final = "Written by mtqa. Categories that begin with x-mtqa are its own; pass over those you do not know."


@dataclass(frozen=True, slots=True)
class Style:
    """What differs between the versions and styles.

    Attributes:
        head: Everything before the first concept; ``{lang}`` is the language of the articles.
        tail: Everything after the last.
        concept: Element of a concept.
        lang: Element of a language.
        section: Element of a term and what is said of it.
        has_elements: Whether a data category is an element of its own (DCT).
    """

    head: str
    tail: str
    concept: str
    lang: str
    section: str
    has_elements: bool = False


_HEADER_3: Final = f"""\
 <tbxHeader>
  <fileDesc>
   <sourceDesc>
    <p>{_ABOUT}</p>
   </sourceDesc>
  </fileDesc>
 </tbxHeader>
 <text>
  <body>
"""
_TAIL: Final = "  </body>\n </text>\n</{root}>\n"
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
DCT: Final = Style(
    head=f'{_XML}<tbx style="dct" type="TBX-Basic" xml:lang="{{lang}}" xmlns="{CORE}"\n'
    f'     xmlns:min="{MIN}" xmlns:basic="{BASIC}" xmlns:mtqa="{OURS}">\n{_HEADER_3}',
    tail=_TAIL.format(root="tbx"),
    concept="conceptEntry",
    lang="langSec",
    section="termSec",
    has_elements=True,
)
DCA: Final = Style(
    head=f'{_XML}<tbx style="dca" type="TBX-Basic" xml:lang="{{lang}}" xmlns="{CORE}">\n{_HEADER_3}',
    tail=_TAIL.format(root="tbx"),
    concept="conceptEntry",
    lang="langSec",
    section="termSec",
)
V2: Final = Style(
    head=f"""{_XML}<martif type="TBX-Basic" xml:lang="{{lang}}">
 <martifHeader>
  <fileDesc>
   <sourceDesc>
    <p>{_ABOUT}</p>
   </sourceDesc>
  </fileDesc>
 </martifHeader>
 <text>
  <body>
""",
    tail=_TAIL.format(root="martif"),
    concept="termEntry",
    lang="langSet",
    section="tig",
)

#: How what only mtqa reads is called in the sentence that says so.
_OWN: Final = {
    "id": "ids that are no XML names",
    "kind": "kinds",
    "match": "match modes",
    "case": "case rules",
    "watch": "watch marks",
    "role": "roles",
    "context": "context words",
    "must-flag": "must_flag sentences",
    "must-pass": "must_pass sentences",
    "url": "sources that are no URL",
    "finding": "findings",
    "column": "columns of your own",
    "source-lang": "languages of source terms as they are in the glossary",
    "order": "the order of source terms",
}


def write_tbx(glossary: Glossary, style: Style, *, target_lang: str = TARGET_LANG) -> Exported:
    """The glossary as TBX, concepts sorted by id; :func:`mtqa.glossary.formats.tbx.read` brings all of it back.

    Args:
        glossary: What to write.
        style: Version and style.
        target_lang: The language of the forms of its entries.

    Raises:
        GlossaryError: An entry has a character that XML cannot hold; names the entry.
    """
    writer = _Writer(style, target_lang)
    names = _names(glossary.entries)
    parts = [style.head.format(lang=attribute(target_lang)).encode()]
    entries = sorted(glossary.entries, key=lambda entry: entry.id)
    parts.extend("".join(writer.concept(entry, names[entry.id])).encode() for entry in entries)
    parts.append(style.tail.encode())
    return Exported(b"".join(parts), writer.lost)


class _Writer:
    """Writes concepts and counts what only mtqa will read again."""

    def __init__(self, style: Style, target_lang: str) -> None:
        self._style = style
        self._target_lang = target_lang
        self._own: Counter[str] = Counter()
        self._entry = ""
        self._seen: set[str] = set()

    @property
    def lost(self) -> tuple[str, ...]:
        """What other programs will not read."""
        if not self._own:
            return ()
        parts = ", ".join(f"{_OWN[name]} ({self._own[name]:,})" for name in _OWN if name in self._own)
        return (f"in the file for mtqa only, other programs pass it over: {parts}; the numbers are of entries",)

    def concept(self, entry: Entry, name: str) -> Iterable[str]:
        """The lines of one concept."""
        self._entry = entry.id
        self._seen = set()
        style = self._style
        yield f'   <{style.concept} id="{name}">\n'
        for line in self._aux(entry, name):
            yield f"    {line}\n"
        for lang, terms in self._languages(entry):
            yield f'    <{style.lang} xml:lang="{attribute(lang)}">\n'
            for lines in terms:
                yield f"     <{style.section}>\n"
                for line in lines:
                    yield f"      {line}\n"
                yield f"     </{style.section}>\n"
            yield f"    </{style.lang}>\n"
        yield f"   </{style.concept}>\n"

    def _aux(self, entry: Entry, name: str) -> Iterable[str]:
        if name != entry.id:
            yield self._private("id", entry.id)
        yield self._private("kind", entry.kind)
        if entry.match is not MatchMode.SOUND:
            yield self._private("match", entry.match)
        if entry.case is not CaseRule.AS_WRITTEN:
            yield self._private("case", entry.case)
        if entry.watch:
            yield self._private("watch", "yes")
        if entry.subject:
            yield self._fact("descrip", "subjectField", entry.subject, module="min")
        for category, values in (
            ("role", entry.roles),
            ("context", entry.context),
            ("must-flag", entry.must_flag),
            ("must-pass", entry.must_pass),
        ):
            for value in values:
                yield self._private(category, value)
        if entry.url and SCHEME.match(entry.url):
            target = f' target="{attribute(self._sound(entry.url))}"'
            yield self._fact("xref", "externalCrossReference", entry.url, module="basic", more=target)
        elif entry.url:
            yield self._private("url", entry.url)
        if entry.finding:
            yield self._private("finding", entry.finding)
        head, _ = _columns(entry)
        for column, value in head:
            yield self._column(column, value)
        if entry.added_by or entry.added_at:
            yield self._transaction(entry)
        if entry.note:
            yield f"<note>{escaped(self._sound(entry.note))}</note>"

    def _column(self, column: str, value: str) -> str:
        if column in CONCEPT_COLUMNS and value and not (column == "source" and SCHEME.match(value)):
            element, module = CONCEPT_COLUMNS[column]
            return self._fact(element, column, value, module=module)
        self._note_own("column")
        name, text = attribute(self._sound(column)), escaped(self._sound(value))
        if self._style.has_elements:
            return f'<mtqa:column name="{name}">{text}</mtqa:column>'
        return f'<descrip type="{PRIVATE}column:{name}">{text}</descrip>'

    def _transaction(self, entry: Entry) -> str:
        parts = [self._fact("transac", "transactionType", "origination", module="basic")]
        if entry.added_by:
            parts.append(self._fact("transacNote", "responsibility", entry.added_by, module="basic"))
        if entry.added_at:
            parts.append(f"<date>{escaped(self._sound(entry.added_at))}</date>")
        return f"<transacGrp>{''.join(parts)}</transacGrp>"

    def _languages(self, entry: Entry) -> Iterable[tuple[str, list[list[str]]]]:
        """Languages in order, the one of the articles first, each with the lines of its terms."""
        by_lang: dict[str, list[list[str]]] = {self._target_lang: []}
        _, tail = _columns(entry)
        for term in entry.terms[: len(entry.terms) - len(entry.sources)]:
            lines = self._term(term)
            rule = next((rule for rule in entry.exceptions if rule.form == term.text), None)
            if rule is not None:
                lines += [self._private("match", rule.match, of_term=True)]
                lines += [self._private("case", rule.case, of_term=True)]
            if not by_lang[self._target_lang]:
                lines += [self._fact("termNote", name, value, module=TERM_COLUMNS[name]) for name, value in tail]
            by_lang[self._target_lang].append(lines)
        langs = [self._written_lang(term.lang) for term in entry.sources]
        firsts = list(dict.fromkeys((self._target_lang, *langs)))
        in_order = [firsts.index(lang) for lang in langs]
        is_mixed = in_order != sorted(in_order)
        for number, (lang, term) in enumerate(zip(langs, entry.sources, strict=True), start=1):
            lines = self._term(term)
            if term.match is not MatchMode.SOUND:
                lines.append(self._private("match", term.match, of_term=True))
            if term.case is not CaseRule.AS_WRITTEN:
                lines.append(self._private("case", term.case, of_term=True))
            is_clear = lang == (term.lang or "und") and not is_target(lang, self._target_lang)
            if not is_clear or term.lang == "und":
                lines.append(self._private("source-lang", term.lang, of_term=True))
            if is_mixed:
                lines.append(self._private("order", str(number), of_term=True))
            by_lang.setdefault(lang, []).append(lines)
        return by_lang.items()

    def _written_lang(self, lang: str) -> str:
        return lang if lang and language(lang) == lang and _TAG_OF_LANG.fullmatch(lang) else "und"

    def _term(self, term: Term) -> list[str]:
        return [
            f"<term>{escaped(self._sound(term.text))}</term>",
            self._fact("termNote", "administrativeStatus", _STATUSES[term.status], module="min"),
        ]

    def _fact(self, element: str, category: str, value: str, *, module: str, more: str = "") -> str:
        text = escaped(self._sound(value))
        if self._style.has_elements:
            return f"<{module}:{category}{more}>{text}</{module}:{category}>"
        return f'<{element} type="{category}"{more}>{text}</{element}>'

    def _private(self, name: str, value: str, *, of_term: bool = False) -> str:
        self._note_own(name)
        text = escaped(self._sound(value))
        if self._style.has_elements:
            return f"<mtqa:{name}>{text}</mtqa:{name}>"
        element = "termNote" if of_term else "descrip"
        return f'<{element} type="{PRIVATE}{name}">{text}</{element}>'

    def _note_own(self, name: str) -> None:
        if name not in self._seen:
            self._seen.add(name)
            self._own[name] += 1

    def _sound(self, text: str) -> str:
        return writable(text, entry=self._entry)


def _columns(entry: Entry) -> tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]:
    """The extra columns of the concept, and those of its preferred term.

    Only columns at the end are said of the term: reading puts them there, and the order is kept.
    """
    cut = len(entry.extra)
    while cut:
        name, value = entry.extra[cut - 1]
        if name not in TERM_COLUMNS or not value or value != " ".join(value.split()):
            break
        cut -= 1
    return entry.extra[:cut], entry.extra[cut:]


def _names(entries: Iterable[Entry]) -> dict[str, str]:
    """An XML name for the id of each entry: the id itself where it is one."""
    ids = sorted(entry.id for entry in entries)
    names = {one: one for one in ids if _NAME.fullmatch(one)}
    taken = set(names)
    number: dict[str, int] = {}
    for one in ids:
        if one in names:
            continue
        stem = _NO_NAME.sub("_", one)[:60].strip("_") or "entry"
        stem = stem if _NAME.fullmatch(stem) else f"_{stem}"
        name = stem
        while name in taken:
            number[stem] = number.get(stem, 1) + 1
            name = f"{stem}-{number[stem]}"
        taken.add(name)
        names[one] = name
    return names
