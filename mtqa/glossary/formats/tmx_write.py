"""Entries as units of a TMX file."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from mtqa.glossary.cells import marked
from mtqa.glossary.formats.losses import counted
from mtqa.glossary.formats.records import Exported
from mtqa.glossary.formats.tbx_names import is_target, language
from mtqa.glossary.formats.xml import attribute, escaped, writable
from mtqa.glossary.model import TARGET_LANG, CaseRule, MatchMode, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.glossary.model import Entry, Glossary, Term

__all__ = ["PRIVATE", "write_tmx"]

#: What the types of mtqa's own properties begin with.
PRIVATE: Final = "x-mtqa-"
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)Z)?", re.ASCII)
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
 <header creationtool="mtqa" creationtoolversion="1" segtype="phrase" o-tmf="mtqa" adminlang="en" srclang="{source}" \
datatype="plaintext"/>
 <body>
"""
_TAIL: Final = " </body>\n</tmx>\n"
#: How properties are called in the sentence that says who reads them.
_NAMES: Final = {
    "kind": "kinds",
    "variant": "variants",
    "wrong": "wrong forms",
    "superseded": "superseded forms",
    "source": "source terms beyond the first of a language, their statuses and rules",
    "match": "match modes",
    "case": "case rules",
    "rule": "rules of single terms",
    "watch": "watch marks",
    "role": "roles",
    "context": "context words",
    "must-flag": "must_flag sentences",
    "must-pass": "must_pass sentences",
    "subject": "subjects",
    "url": "URLs",
    "added-at": "dates",
    "finding": "findings",
    "column": "columns of your own",
}


def write_tmx(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """The glossary as TMX 1.4b, units sorted by id.

    Args:
        glossary: What to write.
        target_lang: The language of the forms of its entries.
        source_lang: What the file says its source language is; by default the only one there is, or all.

    Raises:
        GlossaryError: An entry has a character that XML cannot hold; names the entry.
    """
    writer = _Writer(target_lang)
    langs = {term.lang for entry in glossary.entries for term in _leading(entry, target_lang)}
    source = source_lang or (langs.pop() if len(langs) == 1 else "*all*")
    parts = [_HEAD.format(source=attribute(source)).encode()]
    parts.extend("".join(writer.unit(entry)).encode() for entry in sorted(glossary.entries, key=lambda one: one.id))
    parts.append(_TAIL.encode())
    return Exported(b"".join(parts), writer.lost)


class _Writer:
    """Writes units and counts what only mtqa will read again."""

    def __init__(self, target_lang: str) -> None:
        self._target_lang = target_lang
        self._own: Counter[str] = Counter()
        self._alone = 0
        self._entry = ""

    @property
    def lost(self) -> tuple[str, ...]:
        """What other programs will not read."""
        sentences = []
        if self._own:
            parts = ", ".join(f"{_NAMES[name]} ({self._own[name]:,})" for name in _NAMES if name in self._own)
            sentences.append(f"in properties for mtqa only, other programs pass them over: {parts}")
        if self._alone:
            sentences.append(
                f"{counted(self._alone, 'entry', 'entries')} without a right source term: units of one language, "
                "which other programs cannot use"
            )
        return tuple(sentences)

    def unit(self, entry: Entry) -> Iterable[str]:
        """The lines of one unit."""
        self._entry = entry.id
        leading = _leading(entry, self._target_lang)
        self._alone += not leading
        by = f' creationid="{attribute(self._sound(entry.added_by))}"' if entry.added_by else ""
        day = _DAY.fullmatch(entry.added_at)
        at = ""
        if day is not None:
            time = "".join(day.group(4, 5, 6)) if day[4] else "000000"
            at = f' creationdate="{"".join(day.group(1, 2, 3))}T{time}Z"'
        yield f"  <tu{by}{at}>\n"
        if entry.note:
            yield f"   <note>{escaped(self._sound(entry.note))}</note>\n"
        for name, value in self._properties(entry, leading):
            self._own[name.partition(":")[0]] += 1
            kind, text = attribute(self._sound(name)), escaped(self._sound(value))
            yield f'   <prop type="{PRIVATE}{kind}">{text}</prop>\n'
        for lang, text in ((self._target_lang, entry.term), *((term.lang, term.text) for term in leading)):
            segment = escaped(self._sound(text))
            yield f'   <tuv xml:lang="{attribute(lang)}"><seg>{segment}</seg></tuv>\n'
        yield "  </tu>\n"

    def _properties(self, entry: Entry, leading: tuple[Term, ...]) -> Iterable[tuple[str, str]]:
        yield "id", entry.id
        yield "kind", entry.kind
        if entry.match is not MatchMode.SOUND:
            yield "match", entry.match
        if entry.case is not CaseRule.AS_WRITTEN:
            yield "case", entry.case
        if entry.watch:
            yield "watch", "yes"
        rules = {rule.form: (rule.match.value, rule.case.value) for rule in reversed(entry.exceptions)}
        if entry.term in rules:
            yield "rule", " ".join(rules[entry.term])
        for name, forms in (("variant", entry.variants), ("wrong", entry.wrong), ("superseded", entry.superseded)):
            for form in forms:
                yield name, marked(form, rules.get(form, ()))
        if leading != entry.sources or any(
            (term.status, term.match, term.case) != (TermStatus.PREFERRED, MatchMode.SOUND, CaseRule.AS_WRITTEN)
            for term in entry.sources
        ):
            for term in entry.sources:
                yield "source", f"{term.lang}:{marked(term.text, (term.status, term.match, term.case))}"
        for name, values in (
            ("role", entry.roles),
            ("context", entry.context),
            ("must-flag", entry.must_flag),
            ("must-pass", entry.must_pass),
        ):
            for value in values:
                yield name, value
        day = _DAY.fullmatch(entry.added_at)
        for name, value in (
            ("subject", entry.subject),
            ("url", entry.url),
            ("added-at", "" if day is not None and day[4] else entry.added_at),
            ("finding", entry.finding),
        ):
            if value:
                yield name, value
        for column, value in entry.extra:
            yield f"column:{column}", value

    def _sound(self, text: str) -> str:
        return writable(text, entry=self._entry)


def _leading(entry: Entry, target_lang: str) -> tuple[Term, ...]:
    """The first right source term of each language that a unit can say."""
    first: dict[str, Term] = {}
    for term in entry.sources:
        is_plain = _LANG.fullmatch(term.lang) and language(term.lang) == term.lang
        if term.status.is_right and is_plain and not is_target(term.lang, target_lang):
            first.setdefault(term.lang, term)
    return tuple(first.values())
