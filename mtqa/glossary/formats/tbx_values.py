"""What a concept of a TBX file says beside its terms."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.formats.tbx_names import (
    CODES,
    COLUMN,
    CONCEPT_COLUMNS,
    PRIVATE,
    SCHEME,
    category,
    key_of,
)
from mtqa.glossary.formats.texts import cleaned, single_spaced
from mtqa.glossary.kinds import infer_kind, parse_kind
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, MatchMode
from mtqa.glossary.rows import BY_HEADER
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.glossary.formats.xml import Node

__all__ = ["DO_NOT_TRANSLATE", "URL_KEYS", "YES", "Values", "identity", "plain"]

_ADDED: Final = frozenset(("origination", "creation", "input", "importation"))
URL_KEYS: Final = frozenset(("externalcrossreference", "xref", "xsource", "url", "sourceurl"))
YES: Final = frozenset(("yes", "true", "1", "y"))
#: Elements whose text alone would say nothing; any other is a category in DCT style.
_NO_COLUMNS: Final = frozenset(
    ("ref", "xref", "date", "descripNote", "adminNote", "termNote", "transac", "transacNote", "termCompList", "itemSet")
)
_CONCEPT_KEYS: Final = {key_of(name): name for name in CONCEPT_COLUMNS}
DO_NOT_TRANSLATE: Final = "translationneeded"
_LISTS: Final = {"role": "roles", "context": "context", "must-flag": "must_flag", "must-pass": "must_pass"}
_Vocabulary = TypeVar("_Vocabulary", bound=StrEnum)


class Values:
    """What a concept says beside its terms."""

    def __init__(self, node: Node, origin: str) -> None:
        self._node = node
        self._origin = origin
        self._subjects: list[str] = []
        self._lists: dict[str, list[str]] = {name: [] for name in _LISTS.values()}
        self._columns: dict[str, tuple[str, dict[str, None]]] = {}
        self._id = single_spaced(node.attributes.get("id", ""))
        self._kind: EntryKind | None = None
        self._match = MatchMode.SOUND
        self._case = CaseRule.AS_WRITTEN
        self._is_watch = False
        self._finding = ""
        self._added: tuple[str, str] | None = None
        self.notes: list[str] = []
        self.url = ""
        self.is_untranslated = False
        self.changes = 0

    def take(self, fact: Node) -> bool:
        """Keep a fact; whether there was a place for it."""
        name = category(fact)
        key = key_of(name)
        if fact.name == "note":
            self.notes.append(plain(fact))
        elif fact.name == "transacGrp":
            self._take_transaction(fact)
        elif name.startswith(PRIVATE):
            return self._take_own(name, fact)
        elif key == "subjectfield":
            self._subjects += [value] if (value := single_spaced(plain(fact))) else []
        elif key in URL_KEYS:
            target = single_spaced(fact.attributes.get("target", "")) or single_spaced(plain(fact))
            if self.url and target:
                return target == self.url
            self.url = target
        elif key == "source" and not self.url and SCHEME.match(value := single_spaced(plain(fact))):
            self.url = value
        elif key == DO_NOT_TRANSLATE:
            self.is_untranslated = single_spaced(plain(fact)).lower() == "no"
            self._column(name, plain(fact))
        elif fact.name in _NO_COLUMNS:
            return False
        else:
            self._column(_CONCEPT_KEYS.get(key, name), plain(fact))
        return True

    def _column(self, name: str, value: str) -> None:
        name, value = single_spaced(name), cleaned(value)
        if not value:
            return
        if fold(name) in BY_HEADER:  # TBX's "context" is a sentence, mtqa's column is not
            name = f"tbx {name}"
        key = fold(name)
        self._columns.setdefault(key, (name, {}))[1].setdefault(value)

    def _take_own(self, name: str, fact: Node) -> bool:
        key = name.removeprefix(PRIVATE)
        value = single_spaced(plain(fact))
        if name.startswith(f"{COLUMN}:"):
            column = single_spaced(name.removeprefix(f"{COLUMN}:"))
            self._columns[fold(column) or column] = (column, {cleaned(plain(fact)): None})
        elif key in _LISTS:
            self._lists[_LISTS[key]].append(cleaned(plain(fact)) if key.startswith("must") else value)
        elif key == "id":
            self._id = value
        elif key == "kind":
            self._kind = parse_kind(value) or self.word(EntryKind, fact)
        elif key == "match":
            self._match = self.word(MatchMode, fact)
        elif key == "case":
            self._case = self.word(CaseRule, fact)
        elif key == "watch":
            self._is_watch = value.lower() in YES
        elif key == "url":
            self.url = value
        elif key == "finding":
            self._finding = value
        else:
            return False
        return True

    def _take_transaction(self, group: Node) -> None:
        kind = who = when = ""
        for fact in group.children:
            key, value = key_of(category(fact)), single_spaced(plain(fact))
            if fact.name == "date":
                when = value
            elif fact.name == "transac" and key != "transactiontype":
                kind, who = key, who or value  # MultiTerm: <transac type="origination">super</transac>
            elif key == "transactiontype":
                kind = key_of(value)
            elif key == "responsibility" or fact.name == "transacNote":
                who = value
        if kind in _ADDED and self._added is None:
            self._added = (who, when)
        else:
            self.changes += 1

    def word(self, vocabulary: type[_Vocabulary], fact: Node) -> _Vocabulary:
        """The member of a closed vocabulary that a fact of mtqa's own names."""
        value = single_spaced(plain(fact))
        try:
            return vocabulary(value)
        except ValueError:
            raise GlossaryError(
                f"{self._origin}, line {self._node.line}: {category(fact)} is {value[:40]!r}; "
                f"it can be {', '.join(vocabulary)}"
            ) from None

    def exceptions(self, rules: Iterable[tuple[str, MatchMode | None, CaseRule | None]]) -> tuple[FormRule, ...]:
        """The rules of the forms that say one themselves."""
        return tuple(
            FormRule(form, match or self._match, case or self._case)
            for form, match, case in rules
            if match is not None or case is not None
        )

    def made(self, *, columns: tuple[tuple[str, str], ...], **values: Any) -> Entry:
        """The entry with these terms."""
        extra = (
            *((name, "\n".join(lines)) for name, lines in self._columns.values()),
            *(pair for pair in columns if fold(pair[0]) not in self._columns),
        )
        who, when = self._added or ("", "")
        return Entry(
            id=identity(self._id),
            kind=infer_kind(values["term"]) if self._kind is None else self._kind,
            roles=tuple(dict.fromkeys(self._lists["roles"])),
            context=tuple(dict.fromkeys(self._lists["context"])),
            match=self._match,
            case=self._case,
            watch=self._is_watch,
            subject="; ".join(dict.fromkeys(self._subjects)),
            note=cleaned("\n".join(dict.fromkeys(note for note in map(cleaned, self.notes) if note))),
            url=self.url,
            added_by=who,
            added_at=when,
            finding=self._finding,
            must_flag=tuple(dict.fromkeys(self._lists["must_flag"])),
            must_pass=tuple(dict.fromkeys(self._lists["must_pass"])),
            extra=extra,
            origin=f"{self._origin}:{self._node.line}",
            **values,
        )


def identity(text: str) -> str:
    """The id that a file gives, ``""`` if it cannot be one."""
    one = single_spaced(text)
    return one if cleaned(one) == one and len(one) <= limits.current().term else ""


def plain(node: Node) -> str:
    """The text of an element, without codes of programs."""
    return node.text(CODES)
