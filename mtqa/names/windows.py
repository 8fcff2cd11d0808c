"""The parts of a name run that may each be a name by themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.names.forms import FormTable, heads
from mtqa.names.spans import NameSpan, NameWord, WordKind
from mtqa.names.tables import GENERIC_HEADS
from mtqa.text import fold, is_capitalised

if TYPE_CHECKING:
    from mtqa.glossary.match import FormMatch

__all__ = ["Window", "windows_of"]

#: A word and the space after it, at the end of a text; looked for in the last few characters only.
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)[ \N{NO-BREAK SPACE}-]$")
_REACH: Final = 30

#: Words of a run of names beyond which it is no name but a list, a table or noise.
MAX_RUN: Final = 40


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a name run that may be a name by itself.

    Attributes:
        name: The run.
        words: The words of the part.
        span: Range in the document's text.
        text: What stands there.
        tokens: Its folded words, hyphens apart.
        n_plain: Words that can make a name by themselves; all but "of" and the like where ``term`` is set.
        n_around: Other such words in the run, those of right mentions left out.
        right: Whether it is right as it stands.
        lower: Whether a word of it stands in lower case though the text around it uses capitals, so that it is
            a name only if the writer slipped.
        term: Whether no word of it is a name and nearly all are words of the glossary, so that it is of interest
            only as a term with a word changed: "Terminal High Altitude Air Defense".
    """

    name: NameSpan
    words: tuple[NameWord, ...]
    span: Span
    text: str
    tokens: tuple[str, ...]
    n_plain: int
    n_around: int
    right: bool
    lower: bool = False
    term: bool = False

    @property
    def key(self) -> str:
        """The folded text."""
        return " ".join(self.tokens)

    @property
    def heads(self) -> frozenset[str]:
        """Its words that name a kind of body or place, singular."""
        return heads(self.tokens)

    @property
    def specific(self) -> str:
        """Its other words, folded: what tells two universities apart."""
        return " ".join(token for token in self.tokens if token not in GENERIC_HEADS)

    @property
    def cuts_head(self) -> bool:
        """Whether the run goes on with such a word that the window leaves out: "Sejong" of "Sejong Institute"."""
        words = self.name.words
        if not self.words or self.heads or self.words[0] not in words or self.words[-1] not in words:
            return False
        before, after = words.index(self.words[0]) - 1, words.index(self.words[-1]) + 1
        return (after < len(words) and words[after].kind is WordKind.GENERIC) or (
            before >= 0 and words[before].kind is WordKind.GENERIC
        )


def windows_of(
    text: str, names: Iterable[NameSpan], mentions: Sequence[FormMatch], *, table: FormTable
) -> list[Window]:
    """Every window of every name that is not settled by a right or a listed wrong form."""
    covered = [False] * (len(text) + 1)
    wrong = [False] * (len(text) + 1)
    for mention in mentions:
        marks = covered if mention.right else wrong
        marks[mention.span.start : mention.span.end] = [True] * len(mention.span)
    found: list[Window] = []
    for name in names:
        if len(name.words) > MAX_RUN:
            continue
        open_words = {word.span for word in name.words if word.kind.names and not covered[word.span.start]}
        stretches = _stretches(name.words)
        n_open = Counter(stretches[span] for span in open_words)
        of_name: list[Window] = []
        spaced: list[Span] = []
        for words in name.windows(table.useful, before=_before(text, name, table)):
            plain = [word for word in words if word.kind.names]
            if plain and not any(word.span in open_words for word in plain) and not _is_other(words, covered):
                continue
            if any(wrong[word.span.start] for word in words) or all(covered[word.span.start] for word in words):
                continue
            span = Span(words[0].span.start, words[-1].span.end)
            surface = span.of(text)
            tokens = tuple(fold(surface).split())
            stretch = stretches[words[-1].span]
            around = n_open[stretch] - sum(
                1 for word in words if word.span in open_words and stretches.get(word.span) == stretch
            )
            if table.is_spacing(tokens):
                spaced.append(span)
            right = table.is_right(tokens)
            n_plain = len(plain) or sum(word.kind is not WordKind.INNER for word in words)
            of_name.append(Window(name, words, span, surface, tokens, n_plain, around, right, term=not plain))
        # A part of a name whose words are only divided otherwise is no name of its own.
        found += [window for window in of_name if not any(span.contains(window.span) for span in spaced)]
    return found


def _is_other(words: Sequence[NameWord], covered: Sequence[bool]) -> bool:
    """Whether a right form is one word of a body that has another name: "Kukmin" does not make "Kukmin University" right."""
    plain = [word for word in words if word.kind.names]
    return len(plain) == 1 and any(
        word.kind is WordKind.GENERIC and not covered[word.span.start] for word in words if word is not plain[0]
    )


def _before(text: str, name: NameSpan, table: FormTable) -> tuple[NameWord, ...]:
    """The capitalised ordinary word that begins the sentence right before the run, if a term may begin with it."""
    if not name.left or name.initial or not table.knows(name.left[-1]):
        return ()
    start = name.words[0].span.start
    match = _WORD_BEFORE.search(text, max(start - _REACH, 0), start)
    if match is None or fold(match[1]) != name.left[-1] or not is_capitalised(match[1]):
        return ()
    return (NameWord(Span(match.start(1), match.end(1)), match[1], name.left[-1], WordKind.ORDINARY),)


def _stretches(words: Sequence[NameWord]) -> dict[Span, int]:
    """For each word the number of its stretch: "of", "and" and the like begin a new one."""
    number = 0
    found: dict[Span, int] = {}
    for word in words:
        number += word.kind is WordKind.INNER
        found[word.span] = number
    return found
