"""Flag a number that cannot be read.

What it does:  finds numbers whose points and commas no convention of English allows ("46,25.6 million",
               "1,7923 people", "3.5.2 percent", "1,,200"), numbers in the continental style ("5.295.400",
               "9,6 percent"), and ordinals with the wrong or a parted ending ("21th", "25 th").
Why it matters: the reader cannot know the amount, and it is often not the one of the source: machine
               translation copies digits one by one.
Example:       the 21th century -> the 21st century
Limits:        Thousands, Indian grouping (12,34,567) and decimals are left alone, so a decimal point where
               a comma was meant ("1.500 people") is missed. Dates, versions, sections, coordinates, scores
               and telephone numbers look alike: where a number may be one of these it is judged only beside
               a unit, a scale or a sign of money. On human translations it flags 1 of 2,290 segments
               (56,575 words of news and talks), a slip (“23th”). In 1.8 million words of other human prose
               it flags 3 numbers, all broken (``benchmarks/rules.py``).
Needs:         nothing
Category:      locale-conventions/number-format    Severity: minor (major where the amount is lost)
Source:        Chicago Manual of Style 9.55-9.57 (commas and decimal points); Li et al. 2021, "As Easy as 1, 2, 3: Behavioural
               Testing of NMT Systems for Numerical Translation"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.checks._gather import gather
from mtqa.checks._numbers import CURRENCY, NUMBER, UNIT, continental, is_broken, is_hopeless
from mtqa.checks._prose import found, pieces
from mtqa.data import CheckInfo, Document, Example, Finding, Span
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_ORDINAL: Final = re.compile(r"(?<![\w.,/:$\u20ac\u00a3-])(\d{1,3}(?:,\d{3})?|\d{4})( ?)(st|nd|rd|th)\b(?![\w'-]*\d)")
_SPACED: Final = re.compile(r"(?<![\w.,/:])(\d{1,3}), (000)(?![\w,]|\.\d)")
_DECIMAL_COMMA: Final = re.compile(r"\d{1,4},\d{1,2}")
#: A list of numbers, a date without its space, a vulgar fraction or a score stands here.
_MONTH: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? $"
)
_CALL: Final = re.compile(
    r"(?:\b(?:tel|phone|call|fax|dial|number|version|section|article|chapter|paragraph|no|ip|v)\b\.?:? ?|[(\[]\s?)$",
    re.IGNORECASE,
)
#: So many are reported one by one.
_MOST: Final = 10


class BrokenNumber:
    """See the module."""

    info = CheckInfo(
        id="broken-number",
        title="Number that cannot be read",
        category=Category.NUMBER_FORMAT,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(text="It sold 46,25.6 million barrels.", flagged=("46,25.6",)),
            Example(text="Of 1,7923, 3.5.2 percent fled.", flagged=("1,7923", "3.5.2")),
            Example(text="The city has 5.295.400 residents.", flagged=("5.295.400",), suggestion="5,295,400"),
            Example(text="Prices rose by 9,6 percent.", flagged=("9,6",), suggestion="9.6"),
            Example(text="In the 21th century, on the 22 th floor.", flagged=("21th", "22 th"), suggestion="21st"),
            Example(
                text="They counted 10, 000 birds and 1,,200 nests.", flagged=("10, 000", "1,,200"), suggestion="10,000"
            ),
            Example(text="1,234.5 tons, 12,34,567 rupees, 0.05 percent, $1,234,567.89, 3.14159, 1,000 and 250,000."),
            Example(text="On 12.05.2018 and May 1,2021 version 3.8.0 of 192.168.100.200 ran at 5:30; section 2.4.2."),
            Example(text="The input [1,1] is 0, lemma 1,2 holds for f(1,2000), and they won 3,2 in set 2."),
            Example(
                text="The 1st, 2nd, 3rd, 11th, 12th, 13th, 21st, 111th and 112th; 101st Airborne; 90 St James Street."
            ),
            Example(text="In 2019, 300 people came; in groups of 5, 100 times."),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per number."""
        wrong: list[Finding] = []
        for text, offset in pieces(document):
            for place, right, message, severity in (*_numbers(text), *_ordinals(text), *_spaced(text)):
                wrong.append(
                    found(
                        self.info,
                        document,
                        place.shift(offset),
                        message=message,
                        confidence=0.9,
                        instead=() if right is None else (right,),
                        severity=severity,
                    )
                )
        yield from gather(sorted(wrong, key=lambda one: one.span), most=_MOST, what="such numbers")


_Wrong = tuple[Span, str | None, str, Severity]


def _numbers(text: str) -> Iterator[_Wrong]:
    for match in NUMBER.finditer(text):
        number, (start, end) = match.group(), match.span()
        if not is_broken(number):
            continue
        before = text[max(0, start - 14) : start]
        right = continental(number)
        if right is not None and not _is_address(number) and _CALL.search(before) is None:
            yield (
                Span(start, end),
                right,
                f"“{number}” is written in the continental way; English has “{right}”",
                Severity.MINOR,
            )
            continue
        if not is_hopeless(number) and UNIT.match(text, end) is None and CURRENCY.search(before) is None:
            continue
        if _MONTH.search(before) is not None or _CALL.search(before) is not None:
            continue
        if _DECIMAL_COMMA.fullmatch(number) is not None and not number.endswith(",00"):
            right = number.replace(",", ".")
            yield Span(start, end), right, f"a decimal comma; English has “{right}”", Severity.MINOR
        else:
            message = f"“{number}” cannot be read as a number; check it against the source"
            yield Span(start, end), None, message, Severity.MAJOR


def _ordinals(text: str) -> Iterator[_Wrong]:
    for match in _ORDINAL.finditer(text):
        digits, space, ending = match.groups()
        right = digits + _ending(int(digits.replace(",", "")))
        if match.group() == right or (space and ending == "st" and not right.endswith("st")):
            continue
        message = "a space inside the number" if space else f"the ordinal of {digits} is “{right}”"
        yield Span(*match.span()), right, message, Severity.MINOR


def _spaced(text: str) -> Iterator[_Wrong]:
    for match in _SPACED.finditer(text):
        right = f"{match.group(1)},{match.group(2)}"
        yield Span(*match.span()), right, f"a space inside the number “{right}”", Severity.MINOR


def _ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _is_address(number: str) -> bool:
    """Whether it may be an address of a computer: four numbers up to 255."""
    parts = number.split(".")
    return len(parts) == 4 and all(part.isdecimal() and int(part) < 256 for part in parts)


CHECK = BrokenNumber()
