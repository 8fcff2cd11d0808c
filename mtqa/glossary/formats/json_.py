"""mtqa's JSON: every attribute of every entry, for programs and for the output of ``--json``.

``{"format": "mtqa-glossary", "version": 1, "entries": [{"id": ..., "term": ..., ...}]}``.  An entry has
every key; a reader needs only ``term``.  ``sources`` are objects with ``text``, ``lang``, ``status``,
``match``, ``case``; ``exceptions`` objects with ``form``, ``match``, ``case``; ``extra`` is an object of
texts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.formats.drafts import unique_ids
from mtqa.glossary.formats.losses import Losses, counted
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.texts import cleaned, form_problem, single_spaced
from mtqa.glossary.kinds import infer_kind, parse_kind
from mtqa.glossary.model import (
    TARGET_LANG,
    CaseRule,
    Entry,
    EntryKind,
    FormRule,
    MatchMode,
    Term,
    TermStatus,
)

if TYPE_CHECKING:
    from mtqa.glossary.model import Glossary

__all__ = ["NAME", "SUFFIXES", "TITLE", "entry_from_dict", "entry_to_dict", "looks_like", "read", "write"]

NAME: Final = "json"
TITLE: Final = "mtqa's JSON"
SUFFIXES: Final = (".json",)
FORMAT: Final = "mtqa-glossary"
VERSION: Final = 1

_FORM_LISTS: Final = ("variants", "wrong", "superseded")
_LISTS: Final = (*_FORM_LISTS, "roles", "context")
_SENTENCE_LISTS: Final = ("must_flag", "must_pass")
_LINES: Final = ("subject", "url", "added_by", "added_at", "finding")
_KEYS: Final = frozenset(
    (
        *("id", "term", "kind", "sources", "match", "case", "exceptions", "watch", "note", "extra"),
        *(*_LISTS, *_SENTENCE_LISTS, *_LINES),
    )
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LIST: Final = re.compile(rb"\[\s*(?:\{\s*[\"}]|\]\s*\Z)")
_MARK: Final = re.compile(rb'"format"\s*:\s*"mtqa-glossary"')

_Vocabulary = TypeVar("_Vocabulary", bound=StrEnum)


def looks_like(data: bytes) -> bool:
    """Whether it is a JSON object that says ``"format": "mtqa-glossary"``, or a list."""
    head = data[:65_536].removeprefix(b"\xef\xbb\xbf").lstrip()
    return (head.startswith(b"{") and _MARK.search(head) is not None) or _LIST.match(head) is not None


def entry_to_dict(entry: Entry) -> dict[str, Any]:
    """The entry as JSON has it: every attribute but ``origin``."""
    return {
        "id": entry.id,
        "term": entry.term,
        "kind": entry.kind.value,
        "variants": list(entry.variants),
        "wrong": list(entry.wrong),
        "superseded": list(entry.superseded),
        "sources": [
            {
                "text": term.text,
                "lang": term.lang,
                "status": term.status.value,
                "match": term.match.value,
                "case": term.case.value,
            }
            for term in entry.sources
        ],
        "roles": list(entry.roles),
        "context": list(entry.context),
        "match": entry.match.value,
        "case": entry.case.value,
        "exceptions": [
            {"form": rule.form, "match": rule.match.value, "case": rule.case.value} for rule in entry.exceptions
        ],
        "watch": entry.watch,
        "subject": entry.subject,
        "note": entry.note,
        "url": entry.url,
        "added_by": entry.added_by,
        "added_at": entry.added_at,
        "finding": entry.finding,
        "must_flag": list(entry.must_flag),
        "must_pass": list(entry.must_pass),
        "extra": dict(entry.extra),
    }


def entry_from_dict(value: object, *, where: str) -> Entry:
    """The entry that a JSON object says.

    Args:
        value: What ``json.loads`` made of it; only ``term`` must be there, other keys are left alone.
        where: The place in words, for messages: "g.json, entry 3".

    Returns:
        The entry; its id is ``""`` if the object has none.

    Raises:
        GlossaryError: A value is of another type, or is no form; names ``where`` and the key.
    """
    given = _object(value, where)
    if "term" not in given:
        raise GlossaryError(f"{where}: no 'term'; write the right form")
    term = _form(given["term"], where, "term")
    kind = given.get("kind")
    exceptions = tuple(
        FormRule(
            _form(one.get("form"), where, "exceptions", is_right=False),
            _word(MatchMode, one.get("match", MatchMode.SOUND), where, "match"),
            _word(CaseRule, one.get("case", CaseRule.AS_WRITTEN), where, "case"),
        )
        for one in _objects(given, "exceptions", where)
    )
    patterns = {rule.form for rule in exceptions if rule.match is MatchMode.PATTERN}
    lists: dict[str, Any] = {
        key: tuple(
            dict.fromkeys(
                _form(one, where, key, is_right=key == "variants" and one not in patterns)
                for one in _list(given, key, where)
            )
        )
        for key in _LISTS
    }
    sentences: dict[str, Any] = {
        key: tuple(cleaned(_text(one, where, key)) for one in _list(given, key, where)) for key in _SENTENCE_LISTS
    }
    lines: dict[str, Any] = {key: _line(given.get(key, ""), where, key) for key in _LINES}
    watch = given.get("watch", False)
    if not isinstance(watch, bool):
        raise GlossaryError(f"{where}, watch: {_shown(watch)} is neither true nor false")
    extra = _object(given.get("extra", {}), where, "extra")
    return Entry(
        id=_line(given.get("id", ""), where, "id"),
        term=term,
        kind=infer_kind(term) if kind is None else _kind(kind, where),
        sources=tuple(
            Term(
                _form(one.get("text"), where, "sources", is_right=False),
                _line(one.get("lang", ""), where, "lang"),
                _word(TermStatus, one.get("status", TermStatus.PREFERRED), where, "status"),
                _word(MatchMode, one.get("match", MatchMode.SOUND), where, "match"),
                _word(CaseRule, one.get("case", CaseRule.AS_WRITTEN), where, "case"),
            )
            for one in _objects(given, "sources", where)
        ),
        match=_word(MatchMode, given.get("match", MatchMode.SOUND), where, "match"),
        case=_word(CaseRule, given.get("case", CaseRule.AS_WRITTEN), where, "case"),
        exceptions=exceptions,
        watch=watch,
        note=cleaned(_text(given.get("note", ""), where, "note")),
        extra=tuple((_line(key, where, "extra"), cleaned(_text(one, where, key))) for key, one in extra.items()),
        origin=where,
        **lists,
        **sentences,
        **lines,
    )


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read mtqa's JSON, or a plain list of entries.

    Raises:
        GlossaryError: It is not such JSON; names the entry and the key.
    """
    del target_lang, source_lang  # every term says its language
    document = _document(data, origin=origin)
    if isinstance(document, dict):
        if document.get("format") != FORMAT:
            raise GlossaryError(f'{origin}: JSON, but no glossary; it must say "format": "{FORMAT}"')
        if document.get("version") != VERSION or isinstance(document.get("version"), bool):
            raise GlossaryError(
                f"{origin}: version {_shown(document.get('version'))} of the format; this mtqa reads version {VERSION}"
            )
        document = document.get("entries")
    if not isinstance(document, list):
        raise GlossaryError(f"{origin}: 'entries' must be a list of objects")
    most = limits.current().entries
    if len(document) > most:
        raise GlossaryError(f"{origin}: more than {most:,} entries; split the file, or {limits.RAISE}")
    losses = Losses()
    unknown: dict[str, int] = {}
    entries = []
    for number, value in enumerate(document, start=1):
        entries.append(replace(entry_from_dict(value, where=f"{origin}, entry {number}"), origin=f"{origin}:{number}"))
        for key in value:
            if key not in _KEYS:
                unknown[key] = unknown.get(key, 0) + 1
    for key, times in unknown.items():
        losses.say(f"the unknown key {key[:40]!r} of {counted(times, 'entry', 'entries')} is not kept")
    _refuse_doubled_ids(entries, origin=origin)
    return Imported(unique_ids(entries), losses.sentences)


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write mtqa's JSON; nothing is lost."""
    del target_lang, source_lang
    document = {"format": FORMAT, "version": VERSION, "entries": [entry_to_dict(entry) for entry in glossary.entries]}
    return Exported((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _document(data: bytes, *, origin: str) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            double = Counter(name for name, _ in items).most_common(1)[0][0]
            raise GlossaryError(f"{origin}: the key {double[:40]!r} is twice in one object; delete one")
        return found

    def constant(name: str) -> Any:
        raise GlossaryError(f"{origin}: {name} is no JSON; the file was written by another program's mistake")

    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return json.loads(data.decode(encoding), object_pairs_hook=pairs, parse_constant=constant)
    except UnicodeDecodeError as exc:
        raise GlossaryError(
            f"{origin}: not {encoding.removesuffix('-sig')} at byte {exc.start}; save it as UTF-8"
        ) from None
    except json.JSONDecodeError as exc:
        raise GlossaryError(f"{origin}, line {exc.lineno}, column {exc.colno}: no JSON ({exc.msg})") from None
    except RecursionError:
        raise GlossaryError(f"{origin}: JSON nested deeper than any glossary is") from None
    except ValueError:  # a number of thousands of digits
        raise GlossaryError(f"{origin}: a number with more digits than can be read") from None


def _refuse_doubled_ids(entries: list[Entry], *, origin: str) -> None:
    first: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        if entry.id and first.setdefault(entry.id, number) != number:
            raise GlossaryError(
                f"{origin}, entry {number}: the id {entry.id!r} is that of entry {first[entry.id]} too; "
                "give one of them another"
            )


def _shown(value: object) -> str:
    return repr(value)[:40]


def _object(value: object, where: str, key: str = "") -> dict[str, Any]:
    if not isinstance(value, dict):
        raise GlossaryError(f"{where}{', ' + key if key else ''}: {_shown(value)} is no object")
    return value


def _list(given: dict[str, Any], key: str, where: str) -> list[Any]:
    value = given.get(key, [])
    if not isinstance(value, list):
        raise GlossaryError(f"{where}, {key}: {_shown(value)} is no list")
    return value


def _objects(given: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    return [_object(one, where, key) for one in _list(given, key, where)]


def _text(value: object, where: str, key: str) -> str:
    if not isinstance(value, str):
        raise GlossaryError(f"{where}, {key}: {_shown(value)} is no text")
    if _SURROGATE.search(value):
        raise GlossaryError(f"{where}, {key}: half of a surrogate pair; write the character itself")
    return value


def _line(value: object, where: str, key: str) -> str:
    return single_spaced(cleaned(_text(value, where, key)))


def _form(value: object, where: str, key: str, *, is_right: bool = True) -> str:
    form = single_spaced(_text(value, where, key))
    problem = form_problem(form, is_right=is_right)
    if problem:
        raise GlossaryError(f"{where}, {key}: {problem}")
    return form


def _kind(value: object, where: str) -> EntryKind:
    kind = parse_kind(_text(value, where, "kind"))
    if kind is None:
        raise GlossaryError(f"{where}, kind: unknown kind {_shown(value)}; the kinds are {', '.join(EntryKind)}")
    return kind


def _word(vocabulary: Callable[[Any], _Vocabulary], value: object, where: str, key: str) -> _Vocabulary:
    try:
        return vocabulary(value)
    except ValueError:
        words = ", ".join(vocabulary)  # type: ignore[arg-type]
        raise GlossaryError(f"{where}, {key}: {_shown(value)} is none of {words}") from None
