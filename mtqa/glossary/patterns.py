r"""Forms that are patterns: RE2, which takes time linear in the text whatever the pattern.

A pattern stands on whole words unless it begins or ends with ``\B``; of the matches that begin at one
place the longest counts.  It sees the text with straight quotes, plain hyphens and spaces, letters of
common width, accents composed, and without invisible characters.  Its capitals are those of the text unless the form's
rule is ``any-case``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mtqa.data import Span
from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import place
from mtqa.glossary.model import TARGET_LANG, CaseRule, MatchMode
from mtqa.glossary.tokens import plain_with_places

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry, TermStatus

__all__ = ["MAX_PATTERN", "Pattern", "find_patterns", "patterns_of"]

#: Characters of a pattern; a longer one is a list, and belongs into the glossary as forms.
MAX_PATTERN: Final = 500
#: Bytes that RE2 may use for one pattern.
MAX_MEMORY: Final = 1 << 20
_UNBOUND: Final = "\\B"
#: Texts in which a pattern that can match nothing does so: empty, a word, words, lines.
_PROBES: Final = ("", "a", " a ", "ab\n")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form that is a pattern, compiled.

    Attributes:
        entry: The entry that lists it.
        form: As the glossary writes it.
        status: Its status in the entry.
        compiled: What RE2 made of it.
    """

    entry: Entry
    form: str
    status: TermStatus
    compiled: Any


def patterns_of(entry: Entry) -> Iterator[Pattern]:
    """The forms of ``entry`` that are patterns.

    Raises:
        GlossaryError: One cannot be used; names its place in the glossary and in the pattern.
    """
    for term in entry.terms:
        if term.match is MatchMode.PATTERN and term.lang == TARGET_LANG:
            yield Pattern(entry, term.text, term.status, _compile(term.text, entry, case=term.case))


def find_patterns(text: str, patterns: tuple[Pattern, ...]) -> Iterator[tuple[Pattern, Span]]:
    """Every place where a pattern stands in ``text``, those of each pattern in order and not overlapping."""
    if not patterns:
        return
    seen, places = plain_with_places(text)
    for pattern in patterns:
        for match in pattern.compiled.finditer(seen):
            start, end = match.span()
            if start < end and not _whole(seen, start, end, form=pattern.form):
                end = _shorter(pattern, seen, start, end)
            if start < end:
                yield pattern, Span(start, end) if places is None else Span(places[start][0], places[end - 1][1])


def _shorter(pattern: Pattern, text: str, start: int, end: int) -> int:
    """Where a match may end that cuts its last word: before that word; ``start`` if it may not.

    So ``corona( virus)?`` finds "corona" in "the corona viruses".  Looks at no more than the match has, once.
    """
    cut = end
    while cut > start and _in_word(text[cut - 1]):
        cut -= 1
    match = pattern.compiled.match(text[start:cut]) if cut > start else None
    if match is None:
        return start
    found = start + int(match.end())
    return found if _whole(text, start, found, form=pattern.form) else start


def _whole(text: str, start: int, end: int, *, form: str) -> bool:
    """Whether no word is cut, or only where the pattern asks for it."""
    before = form.startswith(_UNBOUND) or start == 0 or not (_in_word(text[start - 1]) and _in_word(text[start]))
    after = form.endswith(_UNBOUND) or end == len(text) or not (_in_word(text[end - 1]) and _in_word(text[end]))
    return before and after


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def _compile(form: str, entry: Entry, *, case: CaseRule) -> Any:
    where = f"{place(entry.origin)}: the pattern {form[:80]!r} of {entry.term!r}"
    if len(form) > MAX_PATTERN:
        raise GlossaryError(
            f"{where} has {len(form)} characters, more than {MAX_PATTERN}; list the forms one by one, or make several "
            "patterns of it"
        )
    try:
        import re2
    except ImportError as exc:
        raise GlossaryError(
            f"{where} needs google-re2, which is not installed; run `pip install google-re2`, or take the pattern out"
        ) from exc
    options = re2.Options()
    options.max_mem = MAX_MEMORY
    options.longest_match = True
    options.log_errors = False
    options.case_sensitive = case is not CaseRule.ANY_CASE
    try:
        compiled = re2.compile(unicodedata.normalize("NFC", form), options=options)
    except (re2.error, UnicodeEncodeError) as exc:  # the latter for half a character
        raise GlossaryError(f"{where} cannot be used: {_reason(form, exc)}") from exc
    if any(match.end() == match.start() for probe in _PROBES if (match := compiled.search(probe)) is not None):
        raise GlossaryError(f"{where} matches where nothing stands; make one of its parts stand at least once")
    return compiled


def _reason(form: str, exc: Exception) -> str:
    """What RE2 says, and where: it quotes the part that it stumbled over."""
    said = exc.args[0].decode("utf-8", "replace") if exc.args and isinstance(exc.args[0], bytes) else str(exc)
    problem, _, part = said.partition(": ")
    if "too large" in said:
        return "it is too large; use smaller counts in braces"
    at = _unbalanced(form) if ")" in problem else form.find(part) + 1
    quoted = f", {part!r}" if part != form else ""
    # A bar that was not escaped in a cell has cut the pattern in two.
    bar = r", and a bar inside a pattern is written \| in a glossary file" if ")" in problem else ""
    return f"{problem} at character {max(at, 1)}{quoted}; mtqa uses the syntax of RE2{bar}"


#: An escaped character, a class of characters, or a bracket.
_BRACKETS: Final = re.compile(r"\\.|\[\^?\]?[^\]]*\]|[()]", re.DOTALL)


def _unbalanced(form: str) -> int:
    """The character, from 1, of the first bracket that closes nothing, or of the last that nothing closes; 0 if none."""
    open_: list[int] = []
    for match in _BRACKETS.finditer(form):
        if match[0] == "(":
            open_.append(match.start() + 1)
        elif match[0] == ")":
            if not open_:
                return match.start() + 1
            open_.pop()
    return open_[-1] if open_ else 0
