"""What is wrong with an entry by itself, before it meets any other.

::

    entry = tidied(entry)
    for problem in problems(entry):
        print(problem.column, problem.message)

What entries say about each other is the business of :mod:`mtqa.glossary.edit`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from mtqa.glossary import limits
from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import TARGET_LANG, Entry, FormRule, MatchMode, Term
from mtqa.glossary.rows import mixed_scripts
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Problem", "is_date", "is_language", "is_url", "problems", "tidied"]

#: Code points of a note, a sentence or any other cell for people.
LONGEST_TEXT: Final = 100_000

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\ud800-\udfff]")
_CONTROL_IN_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# RFC 5646 without its irregular tags of old: language, script, region, then anything well-formed.
_LANGUAGE: Final = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3})?(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-[a-z0-9]{1,8}){0,8}", re.IGNORECASE
)
#: Codes of countries that people write for their languages.  "kr" is Kanuri; who means it insists.
_CONFUSED: Final = "jp:ja cn:zh hk:zh-HK kr:ko kp:ko cz:cs dk:da gr:el ua:uk vn:vi ir:fa pk:ur us:en gb:en"
_COUNTRIES: Final = dict(pair.split(":") for pair in _CONFUSED.split())
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an entry.

    Attributes:
        column: The column of the native file that holds it.
        message: What is wrong and what to do, without the column.
        severe: No glossary file may hold it.  Any other problem is most probably a slip, and may be insisted on.
    """

    column: str
    message: str
    severe: bool = True

    def __str__(self) -> str:
        return f"{self.column}: {self.message}"


def tidied(entry: Entry) -> Entry:
    """The entry with white space single, and without empty items, doubles, and rules that change nothing."""
    term = _single(entry.term)
    variants = tuple(form for form in _distinct(entry.variants) if surface(form) != surface(term))
    wrong, superseded = _distinct(entry.wrong), _distinct(entry.superseded)
    forms = {term, *variants, *wrong, *superseded}
    rules = {_single(rule.form): rule for rule in entry.exceptions}
    return replace(
        entry,
        id=_single(entry.id),
        term=term,
        variants=variants,
        wrong=wrong,
        superseded=superseded,
        # Of two that are alike the later one says more: it was added.
        sources=tuple({(term.lang, surface(term.text)): term for term in _sources(entry)}.values()),
        roles=_distinct(entry.roles),
        context=_distinct(entry.context),
        exceptions=tuple(
            FormRule(form, rule.match, rule.case)
            for form, rule in rules.items()
            if form in forms and (rule.match, rule.case) != (entry.match, entry.case)
        ),
        subject=_single(entry.subject),
        note=_lines(entry.note),
        url=entry.url.strip(),
        added_by=_single(entry.added_by),
        added_at=entry.added_at.strip(),
        finding=_single(entry.finding),
        must_flag=_distinct(entry.must_flag),
        must_pass=_distinct(entry.must_pass),
    )


def problems(entry: Entry) -> tuple[Problem, ...]:
    """Everything that is wrong with ``entry`` by itself, by column.

    Args:
        entry: Any entry; one from people should be :func:`tidied` first.

    Returns:
        The problems, those of the forms first; none if it may stand in a glossary.
    """
    return (
        *_of_id(entry.id),
        *_of_forms(entry),
        *_contradictions(entry),
        *_of_sources(entry.sources),
        *(one for column in ("roles", "context") for text in getattr(entry, column) for one in _of_form(column, text)),
        *_of_texts(entry),
    )


def is_language(code: str) -> bool:
    """Whether ``code`` is a well-formed BCP-47 tag of a language: "ko", "zh-Hant-TW", "sr-Latn"."""
    return _LANGUAGE.fullmatch(code) is not None


def is_date(value: str) -> bool:
    """Whether ``value`` is a date, or a date with a time, in ISO 8601: "2026-08-12", "2026-08-12T09:30:00Z"."""
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T|\Z)", value):
        return False
    read: Callable[[str], object] = datetime.fromisoformat if "T" in value else date.fromisoformat
    try:
        read(value)
    except ValueError:
        return False
    return True


def is_url(value: str) -> bool:
    """Whether ``value`` is a web address with a host, and without anything that an address has no room for."""
    if not value.isprintable() or any(map(str.isspace, value)):
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:  # "http://[::1"
        return False
    return parts.scheme in ("http", "https") and bool(host)


def _of_id(identity: str) -> Iterator[Problem]:
    if not identity.strip():
        yield Problem("id", "empty; give the entry an id")
    else:
        yield from _of_form("id", identity)


def _of_forms(entry: Entry) -> Iterator[Problem]:
    for column, forms in _columns(entry):
        for form in forms:
            rule = entry.rule(form)
            is_pattern = rule.match is MatchMode.PATTERN
            if is_pattern and column == "term":
                yield Problem(column, "a pattern cannot be the preferred term; write the form that is meant")
            elif is_pattern:
                yield from _of_pattern(column, entry, rule)
            else:
                yield from _of_form(column, form)
                pair = mixed_scripts(form)
                if pair and column in ("term", "variants"):
                    codes = " and ".join(f"U+{ord(char):04X}" for char in pair)
                    yield Problem(
                        column,
                        f"letters of two scripts in one word of {_shown(form)} ({codes}, which look like letters of "
                        "one); type the word again",
                    )
                invisible = "" if form.isprintable() else next(filter(_is_invisible, form), "")
                if invisible:
                    yield Problem(
                        column,
                        f"an invisible character (U+{ord(invisible):04X}) in {_shown(form)}; type the word again",
                        severe=False,
                    )


def _of_form(column: str, text: str) -> Iterator[Problem]:
    bad = _CONTROL.search(text)
    most = limits.current().term
    if bad is not None:
        yield Problem(column, f"a control character (U+{ord(bad[0]):04X}) in {_shown(text)}; delete it")
    elif not fold(text):
        yield Problem(column, f"{_shown(text)} has neither letters nor digits" if text.strip() else "empty")
    elif len(text) > most:
        yield Problem(column, f"a form of {len(text):,} characters; at most {most:,} are allowed, or {limits.RAISE}")


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf"


def _of_pattern(column: str, entry: Entry, rule: FormRule) -> Iterator[Problem]:
    if _CONTROL.search(rule.form) is not None:
        yield Problem(column, "a control character in a pattern; write it as an escape")
        return
    from mtqa.errors import GlossaryError
    from mtqa.glossary.patterns import patterns_of

    alone = Entry(entry.id, entry.term, variants=(rule.form,), exceptions=(rule,))
    try:
        list(patterns_of(alone))
    except GlossaryError as exc:
        yield Problem(column, str(exc).partition(": ")[2])


def _contradictions(entry: Entry) -> Iterator[Problem]:
    right = {surface(form) for form in entry.forms}
    wrong = {surface(form) for form in entry.wrong}
    for form in entry.wrong:
        if surface(form) in right:
            yield Problem("wrong", f"{_shown(form)} is right in the same entry; take it out of one of them")
    for form in entry.superseded:
        if surface(form) in right | wrong:
            where = "right" if surface(form) in right else "wrong"
            yield Problem(
                "superseded", f"{_shown(form)} is {where} in the same entry; take it out of one of them", severe=False
            )
    for column, forms in _columns(entry):
        seen: set[str] = {surface(entry.term)} if column == "variants" else set()
        for form in forms:
            if surface(form) in seen:
                yield Problem(column, f"{_shown(form)} is there twice; delete one", severe=False)
            seen.add(surface(form))


def _of_sources(sources: Iterable[Term]) -> Iterator[Problem]:
    for term in sources:
        yield from _of_form("source_term", term.text)
        if mixed_scripts(term.text):
            yield Problem(
                "source_term",
                f"letters of two scripts in one word of {_shown(term.text)}; type the word again",
                severe=False,
            )
        if term.lang == TARGET_LANG:
            yield Problem(
                "source_lang", f"{_shown(term.text)} is in the language of the articles; make it a variant instead"
            )
        elif not term.lang:
            yield Problem(
                "source_lang",
                f"no language for {_shown(term.text)}; write it with its code, as in ko:윤석열",
                severe=False,
            )
        elif not is_language(term.lang):
            yield Problem("source_lang", f"{_shown(term.lang)} is no BCP-47 code of a language, as ko or zh-Hant are")
        elif term.lang.lower() in _COUNTRIES:
            meant = _COUNTRIES[term.lang.lower()]
            yield Problem(
                "source_lang",
                f"{_shown(term.lang)} is the code of a country; its language is {meant!r}",
                severe=False,
            )


def _of_texts(entry: Entry) -> Iterator[Problem]:
    for column in ("subject", "url", "added_by", "added_at", "finding"):
        yield from _of_text(column, getattr(entry, column), _CONTROL)
    for column, text in (("note", entry.note), *entry.extra):
        yield from _of_text(column, text, _CONTROL_IN_TEXT)
    for column in ("must_flag", "must_pass"):
        for sentence in getattr(entry, column):
            yield from _of_text(column, sentence, _CONTROL_IN_TEXT)
    for sentence in entry.must_flag:
        if sentence in entry.must_pass:
            yield Problem("must_flag", f"{_shown(sentence)} stands in must_pass too; take it out of one", severe=False)
    if entry.url and not is_url(entry.url):
        yield Problem("url", f"{_shown(entry.url)} is no address that begins with https:// or http://", severe=False)
    if entry.added_at and not is_date(entry.added_at):
        yield Problem(
            "added_at", f"{_shown(entry.added_at)} is no date such as 2026-08-12 or 2026-08-12T09:30:00Z", severe=False
        )


def _of_text(column: str, text: str, control: re.Pattern[str]) -> Iterator[Problem]:
    bad = control.search(text)
    if bad is not None:
        yield Problem(column, f"a control character (U+{ord(bad[0]):04X}); delete it")
    elif len(text) > LONGEST_TEXT:
        yield Problem(column, f"{len(text):,} characters; at most {LONGEST_TEXT:,} are allowed")


def _columns(entry: Entry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("term", (entry.term,)),
        ("variants", entry.variants),
        ("wrong", entry.wrong),
        ("superseded", entry.superseded),
    )


def _sources(entry: Entry) -> list[Term]:
    terms = (replace(term, text=_single(term.text), lang=term.lang.strip()) for term in entry.sources)
    return [term for term in terms if term.text]


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    """The items without empty ones and doubles, the first of several staying."""
    found: dict[str, str] = {}
    for item in map(_single, items):
        if item:
            found.setdefault(surface(item), item)
    return tuple(found.values())


def _single(text: str) -> str:
    # Not str.split() alone: it takes some control characters for space, and they must be seen.
    return re.sub(r"[ \t\r\n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+", " ", text).strip(" ")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
