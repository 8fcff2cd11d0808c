r"""Vale vocabularies: ``accept.txt`` and ``reject.txt``, a word, phrase or regular expression per line.

``accept.txt`` says what is right.  A plain line is an entry; names are looked for by sound, other words
in their inflected forms only, because a vocabulary is full of words that have look-alikes.  A regular
expression becomes a form with match mode ``pattern`` of the entry whose term it matches first
(``[Oo]bservability`` belongs to "Observability", ``APIs?`` to "API").  One that matches no plain text that
could be a term (``[pP]y.*\b``) is left out.  ``(?i)`` is the case rule ``any-case``.

``reject.txt`` says what not to write, and not what to write instead, while an entry needs a right form.
So a rejected word becomes a ``watch`` entry: where it stands, mtqa asks to look twice.  Whoever knows the
right form edits the entry.  The other way round, ``accept.txt`` gets the right forms of all entries that
are not ``watch``, ``reject.txt`` the wrong and superseded forms and those of ``watch`` entries.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.conflicts import surface
from mtqa.glossary.formats.drafts import unique_ids
from mtqa.glossary.formats.losses import Losses, counted, differences
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.texts import form_problem, sample_of, single_spaced, text_of
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import TARGET_LANG, CaseRule, Entry, EntryKind, FormRule, MatchMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.glossary.model import Glossary

__all__ = ["NAME", "SUFFIXES", "TITLE", "example_of", "looks_like", "read", "read_reject", "write", "write_reject"]

NAME: Final = "vale"
TITLE: Final = "Vale vocabulary (accept.txt, reject.txt)"
SUFFIXES: Final = (".txt",)

_REGEX: Final = re.compile(r"[\\*+?^$()\[\]{}|]")
_ESCAPE: Final = re.compile(r"[\\*+?^$()\[\]{}|.]|\A#")
_ANY_CASE: Final = "(?i)"
_DEEPEST: Final = 20  # groups within groups


def looks_like(data: bytes) -> bool:
    """Whether the first lines are words and phrases, without tabs and nearly without commas."""
    lines = [line for line in sample_of(data).splitlines() if line.strip() and not line.startswith("#")]
    if not lines or any("\t" in line for line in lines):
        return False
    return sum("," in line or ";" in line for line in lines) * 2 < len(lines)


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read ``accept.txt``; or ``reject.txt``, if that is how the file is called."""
    if re.split(r"[/\\]", origin)[-1].lower().startswith("reject"):
        return read_reject(data, origin=origin, target_lang=target_lang, source_lang=source_lang)
    losses = Losses()
    return Imported(_entries(data, origin=origin, losses=losses, watch=False), losses.sentences)


def read_reject(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read ``reject.txt`` as ``watch`` entries."""
    del target_lang, source_lang  # a vocabulary is of one language
    losses = Losses()
    entries = _entries(data, origin=origin, losses=losses, watch=True)
    if entries:
        losses.say(
            f"{counted(len(entries), 'rejected word')} without a right form: made watch entries, which only ask to "
            "look twice; edit those whose right form you know"
        )
    return Imported(entries, losses.sentences)


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write ``accept.txt``: the right forms of every entry that is not ``watch``."""
    del target_lang, source_lang
    return _written(glossary, watch=False)


def write_reject(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write ``reject.txt``: wrong and superseded forms, and the forms of ``watch`` entries."""
    del target_lang, source_lang
    return _written(glossary, watch=True)


def _entries(data: bytes, *, origin: str, losses: Losses, watch: bool) -> tuple[Entry, ...]:
    text = text_of(data, origin=origin) if data.strip() else ""
    found: dict[str, Entry] = {}
    most = limits.current().entries
    for row, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        if len(found) >= most:
            raise GlossaryError(f"{origin}, line {row}: more than {most:,} entries; split the file, or {limits.RAISE}")
        case = CaseRule.ANY_CASE if watch or written.startswith(_ANY_CASE) else CaseRule.AS_WRITTEN
        body = written.removeprefix(_ANY_CASE)
        term, is_plain = example_of(body)
        problem = form_problem(term, is_right=not watch) if term else "a regular expression that fits no single term"
        problem = problem or ("" if is_plain else _pattern_problem(body))
        if problem:
            losses.leave_out(row, f"left out: {problem}")
            continue
        entry = found.get(surface(term)) or _entry(term, case, watch=watch, origin=f"{origin}:{row}")
        found[surface(term)] = entry if is_plain else _with_pattern(entry, body, case)
    return unique_ids(found.values())


def _entry(term: str, case: CaseRule, *, watch: bool, origin: str) -> Entry:
    kind = EntryKind.TERM if watch else infer_kind(term)
    match = MatchMode.SOUND if kind.is_name else MatchMode.INFLECTED
    return Entry(id="", term=term, kind=kind, match=match, case=case, watch=watch, origin=origin)


def _with_pattern(entry: Entry, pattern: str, case: CaseRule) -> Entry:
    if pattern in entry.variants:
        return entry
    rule = FormRule(pattern, MatchMode.PATTERN, case)
    return replace(entry, variants=(*entry.variants, pattern), exceptions=(*entry.exceptions, rule))


def _pattern_problem(pattern: str) -> str:
    """Why ``pattern`` is none of RE2, in words; ``""`` if it is one."""
    import re2

    problem = form_problem(pattern, is_pattern=True)
    if problem:
        return problem
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options=options)
    except re2.error:
        return "a regular expression beyond RE2 (no look-around, no back-references)"
    return ""


def _written(glossary: Glossary, *, watch: bool) -> Exported:
    lines = list(dict.fromkeys(_lines(glossary.entries, watch=watch)))
    # What reading would gather under one entry is written together.
    again = _entries("".join(f"{line}\n" for line in lines).encode(), origin="", losses=Losses(), watch=watch)
    lines = list(dict.fromkeys(_lines(again, watch=watch)))
    data = "".join(f"{line}\n" for line in lines).encode()
    back = _entries(data, origin="", losses=Losses(), watch=watch)
    ours = {entry.id for entry in glossary.entries if entry.watch is not watch}
    losses = Losses()
    if ours:
        other = "reject" if not watch else "accept"
        what = "watch entries" if not watch else "right forms of other entries"
        losses.say(f"{what} ({counted(len(ours), 'entry', 'entries')}) left out; they belong in {other}.txt")
    return Exported(data, (*losses.sentences, *differences(glossary.entries, back, explained=ours)))


def _lines(entries: Iterable[Entry], *, watch: bool) -> Iterator[str]:
    for entry in entries:
        if entry.watch is watch:
            forms: Iterable[str] = (*entry.forms, *(entry.rejected if watch else ()))
        else:
            forms = entry.rejected if watch else ()
        for form in forms:
            rule = entry.rule(form)
            text = form if rule.match is MatchMode.PATTERN else _ESCAPE.sub(r"\\\g<0>", form)
            yield _ANY_CASE + text if rule.case is CaseRule.ANY_CASE and not watch else text


def example_of(pattern: str) -> tuple[str, bool]:
    r"""A plain text that ``pattern`` matches, and whether it is the only one.

    Optional parts are left out, of alternatives and letters in brackets the first is taken.  A dot without
    a quantifier is taken for a dot: people write ``Node.js``.

    Returns:
        The text, ``""`` if there is none that could be a term; and whether the pattern is that text, or
        that text with backslashes before signs.
    """
    if not _REGEX.search(pattern):
        return single_spaced(pattern), True
    reader = _Example(pattern)
    try:
        text = reader.alternatives()
    except ValueError:
        return "", False
    return (single_spaced(text), reader.is_plain) if reader.at == len(pattern) else ("", False)


class _Example:
    """A reader of simple regular expressions; raises :class:`ValueError` at what it does not know."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0
        self.is_plain = True

    def alternatives(self) -> str:
        """The first alternative up to a closing bracket or the end; the others are read and dropped."""
        first = self._sequence()
        while self._peek() == "|":
            self.is_plain = False
            self.at += 1
            self._sequence()
        return first

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _sequence(self) -> str:
        parts = []
        while self._peek() not in ("", "|", ")"):
            start = self.at
            atom = self._atom()
            sign = self._peek()
            if sign in ("*", "?", "+", "{"):
                self.is_plain = False
                if sign == "{" or self.pattern[start] == ".":
                    raise ValueError(sign)
                self.at += 1
                if self._peek() == "?":
                    self.at += 1
                atom = atom if sign == "+" else ""
            parts.append(atom)
        return "".join(parts)

    def _atom(self) -> str:
        char = self._peek()
        self.at += 1
        if char == "\\":
            return self._escape()
        if char == "[":
            return self._class()
        if char == "(":
            return self._group()
        if char in "^$":
            self.is_plain = False
            return ""
        if char in "*+?{}]":
            raise ValueError(char)
        return char

    def _escape(self) -> str:
        char = self._peek()
        self.at += 1
        if char == "b":
            self.is_plain = False
            return ""
        if not char or char.isalnum():
            raise ValueError(char)
        return char

    def _class(self) -> str:
        self.is_plain = False
        end = self.pattern.find("]", self.at + 1)
        inside = self.pattern[self.at : end]
        if end < 0 or inside.startswith("^") or "\\" in inside or re.search(r".-.", inside):
            raise ValueError(inside)
        self.at = end + 1
        return inside[0]

    def _group(self) -> str:
        self.is_plain = False
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError(self.depth)
        if self.pattern.startswith("?", self.at):
            found = re.compile(r"\?(?:P?<\w+>|[imsU-]*:|[imsU-]*(?=\)))").match(self.pattern, self.at)
            if found is None:
                raise ValueError(self.at)
            self.at = found.end()
        text = self.alternatives()
        if self._peek() != ")":
            raise ValueError(self.at)
        self.at += 1
        self.depth -= 1
        return text
