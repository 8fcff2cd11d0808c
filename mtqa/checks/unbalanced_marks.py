"""Flag a quotation mark or bracket without its partner.

What it does:  finds, paragraph by paragraph, a double quotation mark or a bracket that is opened and never closed, or closed
               and never opened; a bracket closed by another kind ("(2019]"); brackets with nothing in them; and a quotation
               mark typed twice.
Why it matters: the reader cannot tell where the quotation ends; machine translation loses one of the two where it divides
               or joins sentences.
Example:       He said (in Seoul that he would go. -> (nobody can know where it closes)
Limits:        A quotation over several paragraphs opens again in each and closes in the last; such a chain
               is followed. A mark that points the wrong way is the business of ``quote-direction``: where
               the marks of a paragraph do not alternate, only an odd number of them is reported, and not
               while one of them points the wrong way. Single quotation marks are left alone, and so are „
               and « », inches, list numbers ("1)"), faces and intervals. On human translations it flags 4
               of 2,290 segments (56,575 words of news and talks), all marks that were lost or typed twice.
               In 1.8 million words of other human prose it flags 115 places, of which about one in ten is a
               quotation that goes on after a gap, the rest slips (``benchmarks/rules.py``).
Needs:         nothing
Category:      linguistic-conventions/punctuation    Severity: minor
Source:        Chicago Manual of Style 6.9-6.11, 6.95-6.104 and 13.30
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.checks._attribution import is_attribution
from mtqa.checks._gather import gather
from mtqa.checks._prose import found
from mtqa.data import BlockKind, CheckInfo, Document, Example, Finding, Span
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_OPEN: Final = "\N{LEFT DOUBLE QUOTATION MARK}"
_CLOSE: Final = "\N{RIGHT DOUBLE QUOTATION MARK}"
_FOREIGN: Final = re.compile(
    "[\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}]|''|``"
)
_QUOTE: Final = re.compile(f'["{_OPEN}{_CLOSE}]')
_TWICE: Final = re.compile(
    f'(?<![\\w{_OPEN}{_CLOSE}"]){_OPEN}{{2}}(?![{_OPEN}{_CLOSE}"])|(?<![{_OPEN}{_CLOSE}"]){_CLOSE}{{2}}(?![\\w{_OPEN}{_CLOSE}"])'
)
_PAIRS: Final = {
    "(": ")",
    "[": "]",
    "\N{FULLWIDTH LEFT PARENTHESIS}": ")",
    "\N{FULLWIDTH LEFT SQUARE BRACKET}": "]",
}
_PARTNER: Final = {
    ")": ")",
    "]": "]",
    "\N{FULLWIDTH RIGHT PARENTHESIS}": ")",
    "\N{FULLWIDTH RIGHT SQUARE BRACKET}": "]",
}
_BRACKET: Final = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PARTNER)))}]")
#: What a closing bracket alone may belong to: "1)", "a)", "iv)", ":)", ";-)", ":'(".
_LISTED: Final = re.compile(
    r"(?:^|[\s(\[\N{EM DASH},;:])(?:\d{1,3}\.?|[A-Za-z]|[ivx]{1,4})$|[:;=8xX][\w'\-^o]?$|\s[DPp]$"
)
_STOPPED: Final = re.compile(r"[,.!?\N{HORIZONTAL ELLIPSIS}] ?$")
_EMPTY: Final = re.compile(
    r"(?<![\w.)\]])(?:\(\s{0,3}\)|\N{LEFT DOUBLE QUOTATION MARK}\s{0,3}\N{RIGHT DOUBLE QUOTATION MARK})(?![(\[])"
)
#: An interval is at most this long, code points.
_INTERVAL: Final = 30
_NUMBERS: Final = re.compile(r"[\d\s.,;:\N{INFINITY}+\-\N{MINUS SIGN}a-z]+")
#: A quotation or bracket may stretch over so many paragraphs.
_REACH: Final = 12
#: So many are reported one by one.
_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class _Lone:
    """A mark without a partner in its paragraph: where in the document, and whether it opens."""

    at: int
    opens: bool
    block: int


class UnbalancedMarks:
    """See the module."""

    info = CheckInfo(
        id="unbalanced-marks",
        title="Quotation mark or bracket without its partner",
        category=Category.PUNCTUATION,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(text="“We are ready, he said.\n\nNobody answered.", flagged=("“",)),
            Example(text="We are ready,” he said.\n\nNobody answered.", flagged=("”",)),
            Example(text='He said: "We are ready.\n\nNobody answered.', flagged=('"',)),
            Example(text="He spoke (in Seoul that he would go.\n\nThey left.", flagged=("(",)),
            Example(
                text="In May (2019] it ended, and () it was ““good””.", flagged=("]", "()", "““", "””"), suggestion=")"
            ),
            Example(text="“First paragraph of a speech.\n\n“Second one,” he said."),
            Example(text="“First paragraph of a speech.\n\n“Second one.\n\n“Third,” he said."),
            Example(text="The poem: “A line\n\nand another line\n\nand the last,” it says."),
            Example(text='1) first, a) second; (iii) third :) and ;-) faces. A 6" pipe; 5\' 11" tall.'),
            Example(text="The interval [0, 1) is half-open, f() and main() are calls (see [3]); (a note [in a note])."),
            Example(text="He said “he told me “no” and left” and „nein“, «non»."),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per mark."""
        wrong = [*self._inside(document)]
        quotes: list[_Lone] = []
        brackets: list[_Lone] = []
        for number, block in enumerate(document.blocks):
            if block.kind is BlockKind.FURNITURE:
                continue
            text = block.span.of(document.text)
            quotes += [_Lone(at + block.span.start, opens, number) for at, opens in _lone_quotes(text)]
            lone, mismatched = _lone_brackets(text)
            brackets += [_Lone(at + block.span.start, opens, number) for at, opens in lone]
            for at, right in mismatched:
                span = Span(at, at + 1).shift(block.span.start)
                message = f"“{right}” closes this bracket, not “{span.of(document.text)}”"
                wrong.append(found(self.info, document, span, message=message, confidence=0.9, instead=(right,)))
        for what, marks in (("quotation", quotes), ("bracket", brackets)):
            for mark in _unexcused(document, marks, chained=what == "quotation"):
                side = "opened here and never closed" if mark.opens else "closed here and was never opened"
                message = f"the {what} is {side}"
                wrong.append(found(self.info, document, Span(mark.at, mark.at + 1), message=message, confidence=0.85))
        yield from gather(sorted(wrong, key=lambda one: one.span), most=_MOST, what="such marks")

    def _inside(self, document: Document) -> Iterator[Finding]:
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            text = block.span.of(document.text)
            for match in _TWICE.finditer(text):
                span = Span(*match.span()).shift(block.span.start)
                yield found(
                    self.info,
                    document,
                    span,
                    message="this quotation mark stands twice",
                    confidence=0.85,
                    instead=(match.group()[0],),
                )
            for match in _EMPTY.finditer(text):
                span = Span(*match.span()).shift(block.span.start)
                message = "nothing stands between these marks; what did may have been lost"
                yield found(self.info, document, span, message=message, confidence=0.85)


def _lone_quotes(text: str) -> Iterator[tuple[int, bool]]:
    """The quotation mark without a partner, if the number of marks is odd and all point the right way."""
    if _FOREIGN.search(text) is not None:
        return
    text = _TWICE.sub(lambda match: match.group()[0] + " ", text)
    marks = list(_marks(text))
    if len(marks) % 2 == 0:
        return
    last = len(text.rstrip()) - 1
    opened: list[int] = []
    lone: list[tuple[int, bool]] = []
    for match in marks:
        at, mark = match.start(), match.group()
        left, right = _left_is_free(text, at), _right_is_free(text, at)
        opens = mark == _OPEN or (mark == '"' and ((left and not right) or (left == right and not opened)))
        if mark != '"' and left not in (right, opens):
            return  # it points the wrong way
        if mark == _OPEN and _STOPPED.search(text[max(0, at - 2) : at]) and is_attribution(text, at + 1, loose=False):
            return  # the quotation ends here
        if left and right and at == last > 0:
            opens = False  # nothing follows that it could open
        if opens:
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            lone.append((at, False))
    lone += [(at, True) for at in opened]
    if len(lone) == 1:
        yield lone[0]


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The double quotation marks that do not stand for inches or seconds."""
    curly, straight = 0, False  # curly marks that are open; whether a straight one is
    for match in _QUOTE.finditer(text):
        at, mark = match.start(), match.group()
        within = straight if mark == '"' else curly > 0
        if not within and mark != _OPEN and text[max(0, at - 1) : at].isdecimal():
            continue
        if mark == '"':
            straight = not straight
        else:
            curly += 1 if mark == _OPEN else -1
        yield match


def _left_is_free(text: str, at: int) -> bool:
    return (
        at == 0
        or text[at - 1].isspace()
        or text[at - 1] in "([{-\N{EN DASH}\N{EM DASH}/'\N{LEFT SINGLE QUOTATION MARK}"
    )


def _right_is_free(text: str, at: int) -> bool:
    return at + 1 >= len(text) or not (text[at + 1].isalnum() or text[at + 1] in "$([\N{LEFT SINGLE QUOTATION MARK}#@")


def _lone_brackets(text: str) -> tuple[list[tuple[int, bool]], list[tuple[int, str]]]:
    """Brackets without a partner, and closing ones of another kind with what should stand there."""
    opened: list[int] = []
    lone: list[tuple[int, bool]] = []
    mismatched: list[tuple[int, str]] = []
    for match in _BRACKET.finditer(text):
        at, mark = match.start(), match.group()
        if mark in _PAIRS:
            if not (text[max(0, at - 1) : at] in {":", ";", "="} or text[max(0, at - 2) : at] in {":-", ";-", ":'"}):
                opened.append(at)
        elif opened and (_PAIRS[text[opened[-1]]] == _PARTNER[mark] or _is_interval(text, opened[-1] + 1, at)):
            opened.pop()
        elif _LISTED.search(text[max(0, at - 6) : at]) is not None:
            continue
        elif opened:
            if len(opened) > 1 and _PAIRS[text[opened[-2]]] == _PARTNER[mark]:
                lone.append((opened.pop(), True))
                opened.pop()
            else:
                mismatched.append((at, _PAIRS[text[opened.pop()]]))
        else:
            lone.append((at, False))
    lone += [(at, True) for at in opened]
    return sorted(lone), mismatched


def _is_interval(text: str, start: int, end: int) -> bool:
    if end - start > _INTERVAL:
        return False
    inner = text[start:end]
    return "," in inner and _NUMBERS.fullmatch(inner) is not None


def _unexcused(document: Document, marks: list[_Lone], *, chained: bool) -> Iterator[_Lone]:
    """The marks that no mark of a later or earlier paragraph completes.

    Args:
        document: The article.
        marks: Of one kind, in order.
        chained: Whether a paragraph that opens like the one before it goes on with it.
    """
    pending: list[_Lone] = []
    for mark in marks:
        if mark.opens:
            if not (chained and pending and mark.block - pending[-1].block == 1 and _begins(document, mark)):
                yield from _late(document, pending, mark, chained=chained)
                pending = []
            pending.append(mark)
        elif pending and mark.block - pending[-1].block <= _REACH:
            pending = []
        else:
            yield from _late(document, pending, mark, chained=chained)
            pending = []
            yield mark
    yield from _late(document, pending, None, chained=chained)


def _late(document: Document, pending: list[_Lone], following: _Lone | None, *, chained: bool) -> Iterator[_Lone]:
    """The pending marks, unless the paragraph after the last of them begins with a quotation: it goes on there."""
    if not pending:
        return
    after = pending[-1].block + 1
    if chained and after < len(document.blocks) and (following is None or following.block > after):
        start = document.blocks[after].span.start
        if document.text[start : start + 1] in {_OPEN, '"'}:
            return
    yield from pending


def _begins(document: Document, mark: _Lone) -> bool:
    return document.blocks[mark.block].span.start == mark.at


CHECK = UnbalancedMarks()
