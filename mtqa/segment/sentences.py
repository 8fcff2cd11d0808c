"""Where sentences begin and end, behind one function so that the library can be changed.

sentencex finds the boundaries.  It treats a quotation as one unit and looks for its end, which goes
wrong where machine translation turned a quotation mark round, and takes quadratic time on text full
of opening marks; so it sees the text with quotation marks and brackets blanked out, and the marks
are given back to their sentences here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.data import Span

__all__ = ["sentences"]

_DOUBLE: Final = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}'
_OTHER: Final = (
    "()[]{}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    "\N{LEFT CORNER BRACKET}\N{RIGHT CORNER BRACKET}\N{LEFT WHITE CORNER BRACKET}\N{RIGHT WHITE CORNER BRACKET}"
    "\N{LEFT DOUBLE ANGLE BRACKET}\N{RIGHT DOUBLE ANGLE BRACKET}\N{LEFT ANGLE BRACKET}\N{RIGHT ANGLE BRACKET}"
    "\N{SINGLE LOW-9 QUOTATION MARK}"
)
#: Marks of the writing direction, which stand anywhere and mean nothing here.
_DIRECTION: Final = (
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}"
    "\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
)
_BLANK: Final = "\n\r\t\v\f\N{NO-BREAK SPACE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\N{NEXT LINE}"
#: One character for one, so that offsets hold.  White space other than a space would count as one
#: paragraph break or another; apostrophes stay part of their words.
_SEEN: Final = str.maketrans(
    dict.fromkeys([*_DOUBLE, *_OTHER, *_DIRECTION, *_BLANK], " ")
    | dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", "'")
)

#: A single quotation mark; runs of them take sentencex quadratic time as well.
_LOOSE_APOSTROPHE: Final = re.compile(r"(?<!\w)'|'(?!\w)")
#: sentencex takes quadratic time on a paragraph full of full stops that end nothing; so it sees at
#: most this many code points at once, and of those decided last ...
_WINDOW: Final = 2_000
#: ... what stands around each place at least this far, which holds any abbreviation.
_CONTEXT: Final = 100

#: What may stand around a sentence, and what of it can only begin one.
_AROUND: Final = frozenset(
    _DOUBLE + _OTHER + _DIRECTION + "'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)
_OPENERS: Final = frozenset(
    "([{\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{LEFT CORNER BRACKET}\N{LEFT WHITE CORNER BRACKET}"
)
#: So many marks and spaces at one boundary are looked at, code points.
_MARKS: Final = 12
#: A mark by itself before the next sentence ("a test. . He") is an oversight of the one before.
_STRAY: Final = re.compile(r"(?:[.,;:!?]\s+){1,8}")
_WORD: Final = re.compile(r"\w")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: ``"Will it hold?" Chung asked.`` is one sentence.
_ASKED: Final = re.compile(
    r"\W*(?:[\w.'-]{1,30} ){1,5}?(?:said|says|asked|asks|wrote|added|replied|told|shouted|cried|exclaimed|wondered|joked|recalled|insisted)\b"
)
_QUESTION_CLOSED: Final = re.compile(
    r"[?!]\s?[\"\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}']\s*$"
)


def sentences(text: str, lang: str) -> Iterator[Span]:
    """Yield the sentences of one paragraph, in order, without surrounding white space.

    Args:
        text: A paragraph; offsets are code points of it.
        lang: BCP-47; only the language subtag counts.

    Yields:
        Ranges that together cover every character but white space.
    """
    starts = _starts(text, lang)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        raw = text[start:end]
        bare = raw.strip()
        if bare:
            lead = len(raw) - len(raw.lstrip())
            yield Span(start + lead, start + lead + len(bare))


def _starts(text: str, lang: str) -> list[int]:
    """Where sentences begin; the first is 0."""
    seen = _LOOSE_APOSTROPHE.sub(" ", text.translate(_SEEN))
    starts = [0]
    # a stretch of punctuation only is no sentence; looked up once for each start, or the time is quadratic
    word, last_word = _next_word(text, 0), _last_word(text)
    for boundary in _boundaries(seen, lang.partition("-")[0].lower() or "en"):
        if not word < boundary <= last_word:
            continue
        at = _give_back(text, boundary)
        stray = _STRAY.match(text, at)
        at = at if stray is None else stray.end()
        if word < at <= last_word and _separates(text, starts[-1], at):
            starts.append(at)
            word = _next_word(text, at)
    return starts


def _next_word(text: str, at: int) -> int:
    """Where the first word character from ``at`` on stands; the end of the text if there is none."""
    match = _WORD.search(text, at)
    return len(text) if match is None else match.start()


def _last_word(text: str) -> int:
    """Where the last word character stands, or -1."""
    match = _WORD.search(text[::-1])
    return -1 if match is None else len(text) - 1 - match.start()


def _boundaries(seen: str, language: str) -> Iterator[int]:
    """Where sentencex begins a sentence, asked for a stretch of the paragraph at a time."""
    from sentencex import get_sentence_boundaries

    at = decided = 0
    while True:
        window = seen[at : at + _WINDOW]
        last = at + len(window) == len(seen)
        until = len(seen) if last else at + _WINDOW - _CONTEXT
        for boundary in get_sentence_boundaries(language, window):
            start = at + int(boundary["start_index"])
            if decided < start <= until:
                yield start
        if last:
            return
        decided, at = until, until - _CONTEXT


def _give_back(text: str, at: int) -> int:
    """Move a boundary between the marks that end the sentence before it and those that begin the one after.

    sentencex saw only blanks there.  Marks before the last white space belong to the sentence before,
    even one that points the wrong way; marks behind it to the sentence after.
    """
    before = at
    while before > 0 and at - before < _MARKS and (text[before - 1].isspace() or text[before - 1] in _AROUND):
        before -= 1
    for index in range(at - 1, before - 1, -1):
        if text[index].isspace():
            return index + 1
    while before < at and text[before] not in _OPENERS:  # 'Go.“Now.' has no space to go by
        before += 1
    return before


def _separates(text: str, start: int, at: int) -> bool:
    """Whether a boundary at ``at`` ends a sentence that begins at ``start``."""
    first = _LETTER.search(text, at, at + 8)
    opened = text[at : at + 3].lstrip()
    if (
        first is not None
        and first.group().islower()
        and _WORD.search(text, at, first.start()) is None
        and opened[:1] not in "(["
    ):
        return False  # the middle of a sentence: 'He asked "Why?" and left.'
    return not (_QUESTION_CLOSED.search(text[max(start, at - 4) : at]) and _ASKED.match(text[at : at + 200]))
