"""Runs of repeated words in a block, shared by ``loop`` and ``repeated-word``.

A *run* is a phrase that stands several times running, whatever its case and the punctuation between
the copies.  :func:`loops` decides which runs a machine made; ``repeated-word`` takes the word that
stands twice and is in no loop.  Time is linear in the text, memory in its longest block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import Final

from mtqa.data import Span
from mtqa.text import fold, words

__all__ = ["MAX_PERIOD", "SAID_TWICE", "Gap", "Run", "Token", "loops", "runs", "tokens"]

#: Longest phrase of a run, words; longer repetitions are repeated sentences.
MAX_PERIOD: Final = 60
#: Phrases from this length on are found by their first words instead of by trying every length.
_KEY: Final = 4


class Gap(IntEnum):
    """What divides a word from the one before it; a higher one makes a deliberate repetition likelier."""

    SPACE = 0
    COMMA = 1
    MARK = 2  # semicolon, colon, bracket, quotation mark
    STOP = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a block.

    Attributes:
        span: Range in the document's text.
        key: Folded, to compare by.
        gap: What stands before it.
    """

    span: Span
    key: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Run:
    """A phrase of ``period`` words from ``start`` on, ``length`` words long with all its copies."""

    start: int
    period: int
    length: int

    @property
    def end(self) -> int:
        """One past the last word."""
        return self.start + self.length

    @property
    def copies(self) -> int:
        """Whole copies of the phrase."""
        return self.length // self.period


_STOP: Final = re.compile(r"[.!?\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}]")
_COMMA: Final = re.compile(r"[\s,\N{EN DASH}\N{EM DASH}-]*")


def tokens(text: str, block: Span) -> list[Token]:
    """The words of a block of ``text``."""
    found: list[Token] = []
    piece = block.of(text)
    at = 0
    for span in words(piece):
        found.append(Token(span.shift(block.start), fold(span.of(piece)), _gap(piece[at : span.start])))
        at = span.end
    return found


def _gap(between: str) -> Gap:
    if between.isspace():
        return Gap.SPACE
    if _STOP.search(between) is not None:
        return Gap.STOP
    return Gap.COMMA if _COMMA.fullmatch(between) is not None else Gap.MARK


def runs(found: Sequence[Token]) -> Iterator[Run]:
    """Every maximal run of at least two copies of a phrase, short phrases first."""
    keys = [token.key for token in found]
    seen: set[tuple[int, int]] = set()  # "no no no no" is a run of "no", and of "no no" in the same place
    for run in chain(_short(keys), _long(keys)):
        if (run.start, run.length) not in seen:
            seen.add((run.start, run.length))
            yield run


def _short(keys: Sequence[str]) -> Iterator[Run]:
    for period in range(1, _KEY):
        matched = 0
        for at in range(period, len(keys) + 1):
            if at < len(keys) and keys[at] == keys[at - period]:
                matched += 1
                continue
            if matched >= period:
                yield Run(at - period - matched, period, matched + period)
            matched = 0


def _long(keys: Sequence[str]) -> Iterator[Run]:
    last: dict[tuple[str, ...], int] = {}
    done: dict[int, int] = {}  # per period, up to where it has been followed
    for at in range(len(keys) - _KEY + 1):
        gram = tuple(keys[at : at + _KEY])
        period = at - last.get(gram, at)
        last[gram] = at
        if not _KEY <= period <= MAX_PERIOD or at < done.get(period, 0):
            continue
        start, end = at, at + _KEY
        while start > period and keys[start - 1] == keys[start - 1 - period]:
            start -= 1
        while end < len(keys) and keys[end] == keys[end - period]:
            end += 1
        done[period] = end
        if end - start >= period:
            yield Run(start - period, period, end - start + period)


#: Words that people say several times running: interjections, sounds, intensifiers.
SAID_TWICE: Final = frozenset(
    """
    ah aha aw aye bang big beep blah boo boom bum bye chop clap cuckoo da dear deep ding do doo dum eh far fa goodbye ha haha
    he hear hee hello hey hi ho hoo huh hum hurray knock la lah long lots many more much na nah never night no now oh oi old ok okay
    ooh oops please quack quick quite rat real really row shame so sorry splash ta tap thank thanks tick tock too tsk tut
    uh um very wait way well whoa why woof wow yay yeah yep yes yo zero
    one two three four five six seven eight nine ten hundred thousand million billion
    """.split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
#: Those that nobody says more than four times in a row.
_SAID_SELDOM: Final = frozenset(
    "deep far he long lots many more much now old one real really so times too two three four five six seven eight nine ten".split()  # noqa: SIM905 - CONFIG: as above
)
#: ``more and more and more``, ``day after day after day``
_LINKS: Final = frozenset("and after by for in of on or over to upon versus vs".split())  # noqa: SIM905 - CONFIG: as above
_ARTICLES: Final = frozenset("a an the this that these those of and or to".split())  # noqa: SIM905 - CONFIG: as above

_DIGIT: Final = re.compile(r"[\d\W_]*\d[\w\W]*")


def loops(found: Sequence[Token]) -> list[Run]:
    """The runs that a machine made, in order, without overlaps; each is whole copies of its phrase."""
    chosen: list[Run] = []
    judged = [aligned for run in runs(found) if (aligned := _judge(found, run)) is not None]
    free_from = 0
    for run in sorted(judged, key=lambda one: (one.start, -one.length)):
        if run.start >= free_from:
            chosen.append(run)
            free_from = run.end
    return chosen


def _judge(found: Sequence[Token], run: Run) -> Run | None:
    run = _align(found, run)
    phrase = [token.key for token in found[run.start : run.start + run.period]]
    if all(_DIGIT.fullmatch(key) is not None or key in SAID_TWICE for key in phrase):
        if run.period > 1 or any(map(str.isdecimal, phrase)):
            return None
        spaced = all(found[at].gap is Gap.SPACE for at in range(run.start + 1, run.end))
        return run if run.copies >= (5 if spaced and phrase[0] in _SAID_SELDOM else 8) else None
    gap = min(found[at].gap for at in range(run.start + run.period, run.end, run.period))
    return run if run.copies >= _needed(phrase, gap) else None


def _needed(phrase: Sequence[str], gap: Gap) -> int:
    """Copies from which on a run is a machine's, by the length of the phrase and what divides the copies.

    Chosen on the human references of ``benchmarks/rules.py``; chants and refrains are punctuated.
    """
    if len(phrase) == 1:
        return 3 if gap is Gap.SPACE else 5
    if len(phrase) == 2 and sum(key in _LINKS for key in phrase) == 1 and not _ARTICLES.issuperset(phrase):
        return 5
    if len(phrase) < _KEY:
        return 3 if gap is Gap.SPACE else 4
    # a list may say "permits; permits for vehicles", a gloss may repeat what it explains
    return 2 if gap <= Gap.COMMA or (gap is Gap.STOP and len(phrase) >= 2 * _KEY) else 3


def _align(found: Sequence[Token], run: Run) -> Run:
    """Whole copies of the run, beginning after the strongest division that leaves as many of them."""
    spare = run.length - run.copies * run.period
    start = max(range(run.start, run.start + spare + 1), key=lambda at: (_begins(found, at), -at))
    return Run(start, run.period, run.copies * run.period)


def _begins(found: Sequence[Token], at: int) -> Gap:
    return Gap.STOP if at == 0 else found[at].gap
