"""The parts of a name run that may each be a name by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.names.forms import FormTable, heads
from mtqa.names.spans import NameSpan, NameWord, WordKind
from mtqa.names.tables import GENERIC_HEADS
from mtqa.text import fold

if TYPE_CHECKING:
    from mtqa.glossary.match import FormMatch

__all__ = ["Window", "windows_of"]

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
        n_plain: Words that can make a name by themselves.
        n_around: Other such words in the run, those of right mentions left out.
        right: Whether it is right as it stands.
    """

    name: NameSpan
    words: tuple[NameWord, ...]
    span: Span
    text: str
    tokens: tuple[str, ...]
    n_plain: int
    n_around: int
    right: bool

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
        if not self.words or self.heads:
            return False
        words = self.name.words
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
        of_name: list[Window] = []
        spaced: list[Span] = []
        for words in name.windows(table.useful):
            plain = [word for word in words if word.kind.names]
            if not any(word.span in open_words for word in plain) or any(wrong[word.span.start] for word in words):
                continue
            span = Span(words[0].span.start, words[-1].span.end)
            surface = span.of(text)
            tokens = tuple(fold(surface).split())
            around = sum(1 for word in _stretch(name.words, words[0]) if word.span in open_words and word not in words)
            if table.is_spacing(tokens):
                spaced.append(span)
            right = table.is_right(tokens)
            of_name.append(Window(name, words, span, surface, tokens, len(plain), around, right))
        # A part of a name whose words are only divided otherwise is no name of its own.
        found += [window for window in of_name if not any(span.contains(window.span) for span in spaced)]
    return found


def _stretch(words: Sequence[NameWord], one: NameWord) -> Sequence[NameWord]:
    """The words around ``one`` up to the next "of" or "and"."""
    at = words.index(one)
    breaks = [-1, *(i for i, word in enumerate(words) if word.kind is WordKind.INNER), len(words)]
    return words[max(i for i in breaks if i <= at) + 1 : min(i for i in breaks if i > at)]
