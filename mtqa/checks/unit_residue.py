"""Flag dates, units and scales that were carried over word by word.

What it does:  finds dates in the order of Chinese, Japanese or Korean ("2022 year 5 month 21 day", "May 21 day",
               "in 2022 year"), scales that English does not count in ("13 ten thousand", "3 hundred million",
               "5 million million"), and a unit, currency or percentage said twice ("5,000 won (KRW) won",
               "$5 million dollars", "5% percent", "10 km kilometers").
Why it matters: the amount is hard to read and easy to mistake by a factor of ten thousand.
Example:       13 ten thousand people -> 130,000 people
Limits:        Knows these patterns only. "100 thousand" and "a million million" are English; a duration ("2
               years 5 months") and a compound ("the five-year plan") are left alone. "$5 million dollars"
               is heard from native speakers too. On human translations it flags none of 2,290 segments
               (56,575 words of news and talks). In 1.8 million words of other human prose it flags one
               place, a slip (“1.6% per cent”; ``benchmarks/rules.py``).
Needs:         nothing
Category:      locale-conventions/number-format, date-format    Severity: minor
Source:        the ten-thousand system of East Asian languages; date order of Unicode CLDR for zh, ja and ko
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from mtqa.checks._gather import gather
from mtqa.checks._prose import found, pieces
from mtqa.data import CheckInfo, Document, Example, Finding, Span
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_MONTHS: Final = "January February March April May June July August September October November December".split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
_MONTH: Final = "|".join(_MONTHS)
#: A number that is no part of a longer one.
_NUMBER: Final = r"(?<![\w.,])\d{1,3}(?:,\d{3}){0,4}(?:\.\d{1,3})?(?![\d,]\d)"
_ENDS: Final = r"(?=\s?(?:[.,;:!?)\]\"\N{RIGHT DOUBLE QUOTATION MARK}]|$)|\s(?:in|at|when|and|the|he|she|it|they|a|an|was|were|is|has|had|of)\b)"

_DATE: Final = re.compile(r"(?<![\w.,])((?:1[89]|20)\d\d),? years?,? (\d{1,2}),? months?,? (\d{1,2}) days?\b")
_MONTH_DAY: Final = re.compile(
    rf"\b((?:{_MONTH}) (?:[12]\d|3[01]|[1-9]))(?:st|nd|rd|th)? days?(?=\s?(?:[.,;:!?)\]]|$))"
)
_YEAR: Final = re.compile(rf"\b((?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter) (?:1[89]|20)\d\d) year{_ENDS}")
_SCALE: Final = re.compile(
    rf"({_NUMBER}) (ten thousands?|hundred millions?|(?:million|billion|trillion)s? (?:million|billion|trillion)s?)\b"
)
_VALUES: Final = {
    "ten thousand": 10**4,
    "hundred million": 10**8,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_PERCENT: Final = re.compile(
    r"(\d ?%) ?(?:percent|per ?cent|%)(?!\w)|(\d (?:percent|per cent)) (?:percent|per cent|%)(?!\w)"
)
_CURRENCIES: Final = r"(?:(?:US|U\.S\.|American|Hong Kong|Canadian|Australian) )?(?:dollars?|euros?|yuan|renminbi|yen|won|pounds?|rubles?|roubles?|rupees?|francs?|pesos?|lira|baht|dong|tenge)"
_MONEY: Final = re.compile(
    r"((?:US|HK|NT|A|C)?([$\N{EURO SIGN}\N{POUND SIGN}\N{YEN SIGN}\N{WON SIGN}]) ?\d[\d.,]{0,20}(?: (?:thousand|million|billion|trillion))?) "
    rf"({_CURRENCIES})\b(?!-| (?:worth|bill|note|sign|coin)s?\b)"
)
_SIGNS: Final = {
    "$": "dollar",
    "\N{EURO SIGN}": "euro",
    "\N{POUND SIGN}": "pound",
    "\N{YEN SIGN}": "y",
    "\N{WON SIGN}": "won",
}
_GLOSSED: Final = re.compile(rf"\b({_CURRENCIES})( ?\([^()]{{1,30}}\)) ({_CURRENCIES})\b")
_UNITS: Final = {
    "km": "kilomet(?:er|re)s?", "kg": "kilo(?:gram)?s?", "cm": "centimet(?:er|re)s?", "mm": "millimet(?:er|re)s?", "m": "met(?:er|re)s?",
    "km/h": "kilomet(?:er|re)s? (?:per|an) hour", "MW": "megawatts?", "GW": "gigawatts?", "kW": "kilowatts?", "ha": "hectares?",
    "\N{DEGREE SIGN}C": "(?:degrees?(?: Celsius)?|Celsius)", "\N{DEGREE SIGN}F": "(?:degrees?(?: Fahrenheit)?|Fahrenheit)", "\N{DEGREE SIGN}": "degrees?",
}  # fmt: skip
_TWICE: Final = re.compile(rf"(\d ?(?:{'|'.join(f'{re.escape(sign)} {name}' for sign, name in _UNITS.items())}))\b")
#: So many are reported one by one.
_MOST: Final = 10


class _Residue(NamedTuple):
    span: Span
    message: str
    instead: tuple[str, ...]
    category: Category = Category.NUMBER_FORMAT


class UnitResidue:
    """See the module."""

    info = CheckInfo(
        id="unit-residue",
        title="Date or unit carried over word by word",
        category=Category.NUMBER_FORMAT,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(
                text="It was signed on 2022 year 5 month 21 day in Seoul.",
                flagged=("2022 year 5 month 21 day",),
                suggestion="May 21, 2022",
            ),
            Example(
                text="They met on May 21 day, and in 2022 year it ended.",
                flagged=("May 21 day", "in 2022 year"),
                suggestion="May 21",
            ),
            Example(
                text="Some 13 ten thousand people and 3.5 hundred million yuan.",
                flagged=("13 ten thousand", "3.5 hundred million"),
                suggestion="130,000",
            ),
            Example(
                text="The debt is 100 million million.", flagged=("100 million million",), suggestion="100 trillion"
            ),
            Example(text="He paid 5,000 won (KRW) won.", flagged=("won (KRW) won",), suggestion="won (KRW)"),
            Example(
                text="It rose 5% percent to $5 million dollars.",
                flagged=("5% percent", "$5 million dollars"),
                suggestion="5%",
            ),
            Example(
                text="It is 10 km kilometers away at 20 °C degrees.",
                flagged=("0 km kilometers", "0 °C degrees"),
                suggestion="0 km",
            ),
            Example(
                text="A child of 2 years 5 months 3 days; in 2022 year-end sales rose; a five-year plan; a May 1 day of action."
            ),
            Example(
                text="A hundred million stars, a million million miles, 100 thousand men, ten thousand, one hundred thousand, 1.5 million."
            ),
            Example(
                text="5 percent, 5%, $5 million, 5 million dollars, 5,000 won ($4), 5 yuan (70 cents), 10 km (6 miles), a $5 dollar-store toy."
            ),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per residue."""
        wrong = [
            found(
                self.info,
                document,
                one.span.shift(offset),
                message=one.message,
                confidence=0.9,
                instead=one.instead,
                category=one.category,
            )
            for text, offset in pieces(document)
            for one in (*_dates(text), *_scales(text), *_doubled(text))
        ]
        yield from gather(sorted(wrong, key=lambda one: one.span), most=_MOST, what="such dates and units")


def _dates(text: str) -> Iterator[_Residue]:
    for match in _DATE.finditer(text):
        year, month, day = match.group(1), int(match.group(2)), int(match.group(3))
        named = _MONTHS[month - 1] if 1 <= month <= 12 and 1 <= day <= 31 else None
        instead = () if named is None else (f"{named} {day}, {year}", f"{day} {named} {year}")
        yield _Residue(Span(*match.span()), "a date carried over word by word", instead, Category.DATE_FORMAT)
    for match in _MONTH_DAY.finditer(text):
        yield _Residue(
            Span(*match.span()), "“day” is a leftover of the source's date", (match.group(1),), Category.DATE_FORMAT
        )
    for match in _YEAR.finditer(text):
        yield _Residue(
            Span(*match.span()), "“year” is a leftover of the source's date", (match.group(1),), Category.DATE_FORMAT
        )


def _scales(text: str) -> Iterator[_Residue]:
    for match in _SCALE.finditer(text):
        number, scale = match.groups()
        value = Decimal(number.replace(",", ""))
        for word in _factors(scale):
            value *= _VALUES[word]
        right = _in_english(value)
        yield _Residue(
            Span(*match.span()),
            f"English does not count in “{scale}”: {number} {scale} is {right}; check it against the source",
            (right,),
        )


def _factors(scale: str) -> list[str]:
    scale = scale.replace("thousands", "thousand").replace("llions", "llion")
    return [scale] if scale in _VALUES else scale.split(" ")


def _in_english(value: Decimal) -> str:
    """A whole or round amount as English news writes it: 130,000; 1.3 billion."""
    for name, size in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6)):
        if value >= size:
            amount = (value / size).normalize()
            return f"{amount:,f} {name}"
    return f"{value.normalize():,f}"


def _doubled(text: str) -> Iterator[_Residue]:
    for match in _PERCENT.finditer(text):
        kept = match.group(1) or match.group(2)
        start = _number_start(text, match.start())
        yield _Residue(Span(start, match.end()), "the percentage is said twice", (text[start : match.start()] + kept,))
    for match in _MONEY.finditer(text):
        amount, sign, name = match.groups()
        if _SIGNS[sign] in name:
            yield _Residue(Span(*match.span()), f"“{sign}” says “{name}” already", (amount,))
    for match in _GLOSSED.finditer(text):
        if match.group(1).casefold() == match.group(3).casefold():
            yield _Residue(Span(*match.span()), f"“{match.group(3)}” stands twice", (match.group(1) + match.group(2),))
    for match in _TWICE.finditer(text):
        kept = match.group(1)[: match.group(1).index(" ", 2)]
        yield _Residue(Span(*match.span()), "the unit is said twice", (kept,))


def _number_start(text: str, at: int) -> int:
    """Where the number begins whose last digit stands at ``at``."""
    start = at
    while start > 0 and at - start < 20 and (text[start - 1].isdecimal() or text[start - 1] in ".,"):
        start -= 1
    return start


CHECK = UnitResidue()
