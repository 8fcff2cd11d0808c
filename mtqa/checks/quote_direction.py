"""Flag a quotation mark that points the wrong way.

What it does:  finds an opening curly quote where a quotation ends and a closing one where it begins,
               by what stands on both sides of the mark, by the balance of the marks in its paragraph
               and by the reporting clause after it; and a space on the wrong side of a mark.
Why it matters: the reader cannot tell who speaks; it is a typical trace of machine translation, which
               sets marks word by word.
Example:       increased dramatically, “Lankov said. -> increased dramatically,” Lankov said.
Limits:        double marks of the English kind; of single ones only ‘ after a punctuation mark and before
               a space.  A mark that is missing is not reported, nor one between two words without any
               reporting clause.  Paragraphs with „ or ‚ (German, Czech, Polish) and articles that use ”
               on both sides (Swedish, Finnish) are left alone; straight marks only where their number
               is even and all others stand as they must.
               False alarms on human translations of news and talks (``benchmarks/rules.py``, 53,000 words):
               none; all 28 findings, 0.52 per 1,000 words, are marks typed wrongly.  Chosen on the same texts.
Needs:         nothing
Category:      linguistic-conventions/punctuation    Severity: minor
Source:        Chicago Manual of Style 6.112-6.116 (smart quotes) and 13.30 (quotations over paragraphs)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtqa.checks._attribution import ends_with_reporting_verb, is_attribution
from mtqa.checks._gather import gather
from mtqa.data import BlockKind, CheckInfo, Document, Example, Finding, Span, Suggestion
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_OPEN: Final = "\N{LEFT DOUBLE QUOTATION MARK}"
_CLOSE: Final = "\N{RIGHT DOUBLE QUOTATION MARK}"
_DOUBLE: Final = re.compile(f"[{_OPEN}{_CLOSE}]")
_LOW: Final = re.compile("[\N{DOUBLE LOW-9 QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}]")
_SINGLES: Final = "'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_SINGLE_WRONG: Final = re.compile(f"(?<=\\w[,.!?])\N{LEFT SINGLE QUOTATION MARK}(?=\\s|$|{_CLOSE})")
_STOPS: Final = ",.!?\N{HORIZONTAL ELLIPSIS}"
_CLOSING: Final = _STOPS + ";:)]}%"
_OPENING: Final = "([{/\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_DASHES: Final = "-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"
#: Nested marks skipped to see what stands beside a quotation.
_NESTED: Final = 3
#: So many marks of one kind are reported one by one.
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class _Mark:
    """A double mark: where, which, and the kinds of its neighbours.

    ``left``: ``s`` space or start, ``o`` opening punctuation, ``d`` dash, ``c`` closing punctuation,
    ``w`` anything else; ``right``: ``s`` space or end, ``c``, ``d``, ``w``.
    """

    at: int
    opens: bool
    left: str
    right: str

    @property
    def must_open(self) -> bool:
        """Whether an opening mark stands here, and a closing one cannot."""
        return self.left in "so" and self.right == "w"

    @property
    def must_close(self) -> bool:
        """Whether a closing mark stands here, and an opening one cannot."""
        return self.left in "wc" and self.right in "scd"


class QuoteDirection:
    """See the module."""

    info = CheckInfo(
        id="quote-direction",
        title="Quotation mark that points the wrong way",
        category=Category.PUNCTUATION,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(
                text="“The value has increased dramatically, “Petrov said. “It never did so in the past. “",
                flagged=(" “", " “"),
                suggestion="” ",
            ),
            Example(
                text="For now they are not as happy with the deal as China is, “Petrov said.",
                flagged=(" “",),
                suggestion="” ",
                comment="the mark that opened the quotation is missing",
            ),
            Example(text="He called it “a gift“ and left.", flagged=("“",), suggestion="”"),
            Example(text="“Yes,” she said. It was a ”gift” to him.", flagged=("”",), suggestion="“"),
            Example(text='He said " word " twice.', flagged=('" ', ' "'), suggestion='"'),
            Example(text="“Yes,” he said. “We are ready.”"),
            Example(text="“First paragraph of a speech.\n\n“Second one,” he said.", comment="opens again"),
            Example(text="He told me, “Petrov said the deal is off.”", comment="a quotation of a quotation"),
            Example(text="“He said “no” to me,” she recalled.", comment="nested marks of one kind"),
            Example(text="The ’90s, rock ’n’ roll, a 6” pipe, 5’ 11” tall.", comment="apostrophes, feet and inches"),
            Example(text="“He said ‘no’”—and left (“gone”).", comment="brackets, dashes, nested singles"),
            Example(text="Sie sagte: „Nein“ und ging.", comment="German"),
            Example(text='A 6" pipe, "he said", and 12" more.', comment="straight"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002  CONFIG: the seam
        """Yield a finding per wrong mark."""
        text = document.text
        turned: list[Finding] = []
        spaced: list[Finding] = []
        both = _OPEN in text  # else the article uses one mark for both ends
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            part = block.span.of(text)
            if _LOW.search(part) is not None:
                continue
            marks = _marks(part)
            for span, right, moved in (*_curly(part, marks, both=both), *_straight(part), *_single(part)):
                found = self._finding(text, span.shift(block.span.start), right, moved=moved)
                (spaced if moved else turned).append(found)
        yield from gather(turned, most=_MOST * 4, what="such marks")
        yield from gather(spaced, most=_MOST, what="such spaces")

    def _finding(self, text: str, span: Span, right: str, *, moved: bool) -> Finding:
        if moved:
            message = "this quotation mark has a space on the wrong side"
        elif right.strip() in {_CLOSE, "\N{RIGHT SINGLE QUOTATION MARK}"}:
            message = "an opening quotation mark stands where the quotation ends"
        else:
            message = "a closing quotation mark stands where the quotation begins"
        return Finding(
            check=self.info.id,
            category=self.info.category,
            severity=self.info.severity,
            span=span,
            text=span.of(text),
            message=message,
            confidence=0.9,
            suggestions=(Suggestion(right),),
        )


def _marks(text: str) -> list[_Mark]:
    marks = []
    for match in _DOUBLE.finditer(text):
        at = match.start()
        before, after = at - 1, at + 1
        while before >= 0 and at - before <= _NESTED and text[before] in _SINGLES:
            before -= 1
        while after < len(text) and after - at <= _NESTED and text[after] in _SINGLES:
            after += 1
        marks.append(_Mark(at, match.group() == _OPEN, _left(text, before), _right(text, after)))
    return marks


def _left(text: str, at: int) -> str:
    if at < 0 or text[at].isspace():
        return "s"
    char = text[at]
    if char == _CLOSE:  # one quotation right after another
        return "s"
    if char in _OPENING or char == _OPEN:
        return "o"
    if char in _DASHES:
        return "d"
    return "c" if char in _CLOSING else "w"


def _right(text: str, at: int) -> str:
    if at >= len(text) or text[at].isspace():
        return "s"
    char = text[at]
    if char in {_OPEN, _CLOSE}:
        return "s"
    if char in _DASHES:
        return "d"
    follows = text[at + 1 : at + 2]
    if char == "\N{HORIZONTAL ELLIPSIS}" or (char == "." and (follows == "." or follows.isalnum())):
        return "w"  # the quotation begins with an ellipsis, or with ".com"
    return "c" if char in _CLOSING else "w"


def _curly(text: str, marks: list[_Mark], *, both: bool) -> Iterator[tuple[Span, str, bool]]:
    """Wrong curly marks of a paragraph: what to replace, by what, and whether only a space moves."""
    inside = False
    for mark, following in pairwise([*marks, None]):
        assert mark is not None
        wrong = _wrong(text, mark, following, inside=inside) if both else None
        opens = mark.opens
        if wrong is not None:
            opens = wrong[1].strip() == _OPEN
            yield wrong
        inside = opens


def _wrong(text: str, mark: _Mark, following: _Mark | None, *, inside: bool) -> tuple[Span, str, bool] | None:
    at = mark.at
    closed_next = following is not None and not following.opens and following.right in "scd"
    if mark.must_open and not closed_next and _ends_speech(text, mark, loose=inside):
        return Span(at - 1, at + 1), _CLOSE + " ", not mark.opens
    if not mark.opens:
        if mark.must_open and not inside and (closed_next or not _measure(text, at)):
            return Span(at, at + 1), _OPEN, False
        if inside and mark.left == "s" and mark.right in "sc" and text[at - 1] == " ":
            return Span(at - 1, at + 1), _CLOSE, True
        return None
    if mark.must_close or (mark.left == "d" and mark.right == "s" and inside):
        if closed_next and not inside and mark.left == "w" and text[at + 1 : at + 2] == " ":
            return Span(at, at + 2), " " + _OPEN, True
        return Span(at, at + 1), _CLOSE, False
    if mark.left == "c" and mark.right == "w" and inside and not closed_next and _ends_speech(text, mark, loose=False):
        return Span(at, at + 1), _CLOSE + " ", False
    if mark.left != "s" or mark.right not in "sc" or at == 0 or text[at - 1] != " ":
        return None
    if closed_next:  # an opening mark with a space after it; the next mark closes it
        return (Span(at, at + 2), _OPEN, True) if text[at + 1] == " " else None
    if inside or at == len(text) - 1:
        return Span(at - 1, at + 1), _CLOSE, False
    return None


def _ends_speech(text: str, mark: _Mark, *, loose: bool) -> bool:
    """Whether the words after the mark say who spoke, so that the quotation ends before them."""
    at = mark.at
    before = at - 1 if mark.left == "s" else at
    if before < 1 or text[before - 1] not in _STOPS + _DASHES or text[before:at] not in {"", " "}:
        return False
    if before >= 2 and text[before - 1] in _DASHES and text[before - 2] != " ":
        return False
    return is_attribution(text, at + 1, loose=loose) and not ends_with_reporting_verb(text, before)


def _measure(text: str, at: int) -> bool:
    """Whether the mark may stand for inches or seconds."""
    return text[max(0, at - 2) : at].strip()[-1:].isdigit()


def _single(text: str) -> Iterator[tuple[Span, str, bool]]:
    for match in _SINGLE_WRONG.finditer(text):
        yield Span(*match.span()), "\N{RIGHT SINGLE QUOTATION MARK}", False


def _straight(text: str) -> Iterator[tuple[Span, str, bool]]:
    """Spaces inside straight quotes, where the marks of the paragraph pair off without a doubt."""
    places = [match.start() for match in re.finditer('"', text)]
    if not places or len(places) % 2:
        return
    found: list[tuple[Span, str, bool]] = []
    for start, end in zip(places[::2], places[1::2], strict=True):
        sides = (_left(text, start - 1), _right(text, start + 1), _left(text, end - 1), _right(text, end + 1))
        if sides[0] not in "sod" or sides[3] not in "scd" or sides[1] in "cd" or sides[2] in "od":
            return
        if _measure(text, start) or _measure(text, end) or not any(char.isalnum() for char in text[start:end]):
            return
        if text[start + 1] == " ":
            found.append((Span(start, start + 2), '"', True))
        if text[end - 1] == " ":
            found.append((Span(end - 1, end + 1), '"', True))
    yield from found


CHECK = QuoteDirection()
