"""Where a text uses the forms of a glossary, right ones and rejected ones.

Each form is looked for as its match mode says (:class:`mtqa.glossary.model.MatchMode`).  All modes see
through what is only encoding: letters of full width, curly quotes, hyphens of every make, no-break and
thin spaces, accents composed or not, soft hyphens.  The tolerant modes, *inflected* and *sound*, see
through what does not make another word: possessive ending, plural ("heads of state", "analyses"), hyphen or space
or neither, accents, one line end inside a form, points in an abbreviation ("U.S."), and for a place that is
accepted the words for its people ("Koreans").  How forms agree is in :mod:`mtqa.glossary.agreement`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.glossary.agreement import DERIVED, EXACT, Place, Plural, agreeing, agreeing_people
from mtqa.glossary.index import Rank, rank_of
from mtqa.glossary.inflect import bases, stems
from mtqa.glossary.model import Entry, Glossary, TermStatus
from mtqa.glossary.patterns import find_patterns
from mtqa.glossary.plurals import AFTER_HEAD
from mtqa.glossary.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.glossary.index import FormIndex, Node

__all__ = ["FormMatch", "Guise", "find_forms", "find_watched", "stems"]


class Guise(StrEnum):
    """As what a form stands in a text."""

    FORM = "form"
    """As it is listed, but for what matching tolerates."""

    PLURAL = "plural"
    """In the plural."""

    PEOPLE = "people"
    """As the adjective of a place or the name of its people."""

    PART = "part"
    """As one name of a person of whom the text has the full name."""

    INITIALS = "initials"
    """As the abbreviation that the text gives for it."""


@dataclass(frozen=True, slots=True)
class FormMatch:
    """An occurrence of a form.

    Attributes:
        entry: The entry that lists the form.
        form: The form as the glossary writes it.
        span: Where it stands, without a possessive ending; a plural ending is inside.
        status: The status of the form in the entry.
        guise: As what it stands there.
    """

    entry: Entry
    form: str
    span: Span
    status: TermStatus = TermStatus.PREFERRED
    guise: Guise = Guise.FORM

    @property
    def right(self) -> bool:
        """Whether the entry accepts the form."""
        return self.status.is_right


#: Tokens of a place that are looked up for one word of its people.
_LONGEST_PLACE: Final = 6


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible match, and how well it agrees."""

    match: FormMatch
    level: int

    @property
    def order(self) -> tuple[int, int, int, Rank]:
        """The total order in which candidates are taken: the smallest first."""
        match, span = self.match, self.match.span
        return -len(span), span.start, -self.level, rank_of(match.entry, match.form, match.status)


def find_forms(text: str, glossary: Glossary) -> tuple[FormMatch, ...]:
    """Every occurrence of every form of ``glossary`` in ``text``, but for entries to ``watch``.

    Where matches overlap, one is taken, by a total order that does not depend on the order of the
    entries: the longest; then the first; then the one that agrees most exactly; then by status
    (preferred, admitted, deprecated, superseded); then by id; then by form.  So a house style can accept
    "Kim Jong Un" and reject "Kim Jong-un".  Time is linear in the text for a given glossary; its index is
    built on first use and kept with it.

    Args:
        text: Any text.
        glossary: Entries with right and rejected forms.

    Returns:
        Matches in order, not overlapping, each on whole words unless it is a pattern that asks for less.

    Raises:
        GlossaryError: A form that is a pattern cannot be used.
    """
    return _find(text, glossary.form_index)


def find_watched(text: str, glossary: Glossary) -> tuple[FormMatch, ...]:
    """Every occurrence of every form, right or rejected, of the entries to ``watch``; as :func:`find_forms`."""
    watched = glossary.form_index.watched
    return () if watched is None else _find(text, watched)


def _find(text: str, index: FormIndex) -> tuple[FormMatch, ...]:
    tokens = tokenise(text)
    candidates = [found for at in range(len(tokens)) for found in _from(tokens, at, index.root, text)]
    if index.has_places:
        candidates += _people(tokens, index.root, text)
    candidates += [
        _Candidate(FormMatch(pattern.entry, pattern.form, span, pattern.status), EXACT)
        for pattern, span in find_patterns(text, index.patterns)
    ]
    return tuple(_chosen(candidates))


def _chosen(candidates: Iterable[_Candidate]) -> Iterable[FormMatch]:
    starts: list[int] = []
    chosen: list[FormMatch] = []
    for one in sorted(candidates, key=lambda one: one.order):
        span = one.match.span
        at = bisect_left(starts, span.start)
        free_before = at == 0 or chosen[at - 1].span.end <= span.start
        free_after = at == len(starts) or span.end <= starts[at]
        if free_before and free_after:
            starts.insert(at, span.start)
            chosen.insert(at, one.match)
    return chosen


def _from(tokens: list[Token], first: int, root: Node, text: str) -> Iterator[_Candidate]:
    """Candidates whose first token is ``tokens[first]``."""
    # A state is a place in the trie, the next token, the path there as (start, end) of its steps, and the step whose
    # word is in the plural with its ending: "heads of state".
    states: list[tuple[Node, int, tuple[tuple[int, int], ...], Plural | None]] = [(root, first, (), None)]
    while states:
        node, at, path, inside = states.pop()
        if at == len(tokens):
            continue
        token = tokens[at]
        steps = [(token.key, at + 1, token.end)]
        if token.joined:
            steps.append((token.joined, at + token.parts, tokens[at + token.parts - 1].end))
        for key, after, end in steps:
            for ending, stem in stems(key):
                child = node.children.get(stem)
                if child is None:
                    continue
                here = (*path, (token.start, end))
                kind = ending.rstrip("'")
                ended = Plural(len(path), kind) if kind else None
                if child.forms and not (inside and ended):
                    place = Place(text, tokens, first, after - 1, here, len(ending) - len(kind), inside or ended)
                    guise = Guise.PLURAL if place.plural else Guise.FORM
                    for found, span, level in agreeing(child, place):
                        yield _Candidate(FormMatch(found.entry, found.form, span, found.status, guise), level)
                if child.children and (ending == "" or (ending == kind and not inside and _is_head(tokens, after))):
                    states.append((child, after, here, inside or ended))


def _is_head(tokens: list[Token], after: int) -> bool:
    """Whether the word before token ``after`` is the noun of what follows: "heads" of "heads of state"."""
    return after < len(tokens) and tokens[after].key in AFTER_HEAD


def _people(tokens: list[Token], root: Node, text: str) -> Iterator[_Candidate]:
    """Candidates whose last token is a word for the people or things of a place that is accepted."""
    for last, token in enumerate(tokens):
        if not text[token.start].isupper():
            continue
        for base in bases(token.key):
            # "British" stands for all words of "United Kingdom", "Korean" for the last of "South Korea".
            before = range(1) if len(base.words) > 1 else range(min(last + 1, _LONGEST_PLACE))
            for size in before:
                path = tokens[last - size : last]
                node: Node | None = root
                for key in (*(one.key for one in path), *base.words):
                    node = node.children.get(key) if node is not None else None
                if node is None or not node.forms:
                    continue
                place = Place(text, tokens, last - size, last, tuple((t.start, t.end) for t in (*path, token)))
                for form, span in agreeing_people(node, place, base):
                    match = FormMatch(form.entry, form.form, span, form.status, Guise.PEOPLE)
                    yield _Candidate(match, DERIVED)
