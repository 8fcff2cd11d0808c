"""How a number is written: what its separators say.

A *number* here is a run of digits with points and commas inside it ("1,234.5", "46,25.6").
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CURRENCY", "NUMBER", "SCALE", "UNIT", "continental", "is_broken", "is_hopeless"]

#: A number with a separator inside it, nothing of a word, an address or a path around it.
NUMBER: Final = re.compile(r"(?<![\w.,/:@#&=+\-])\d{1,15}(?:[.,]{1,2}\d{1,15}){1,6}(?![\w@/:=-]|[.,]\w)")
SCALE: Final = r"(?:hundred|thousand|million|billion|trillion)s?\b"
#: What a number is followed by if it counts or measures something.
UNIT: Final = re.compile(
    rf"\s?(?:%|per ?cent\b|percentage points?\b|{SCALE}|°|degrees\b|(?:square |cubic )?(?:kilo|centi|milli|nano)?(?:met(?:re|er)s?|grams?|lit(?:re|er)s?|watts?)\b"
    r"|miles?\b|feet\b|inch(?:es)?\b|acres?\b|hectares?\b|tons?\b|tonnes?\b|pounds?\b|dollars?\b|euros?\b|yuan\b|yen\b|won\b|rubles?\b|roubles?\b|rupees?\b"
    r"|km\b|kg\b|cm\b|mm\b|mg\b|MW\b|GW\b|kW\b|km/h\b|people\b|residents\b|households\b|troops\b|soldiers\b|workers\b|students\b|cases\b|deaths\b)"
)
CURRENCY: Final = re.compile(r"[$\u20ac\u00a3\u00a5\u20a9]\s?$")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN: Final = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DECIMAL: Final = re.compile(r"\d+\.\d+")
_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d{1,2}")
#: The last group is too long, and no year.
_LONG_GROUP: Final = re.compile(r"\d{1,3},(?!1[5-9]\d\d$|20\d\d$)\d{4,7}(?:\.\d+)?")
_MIXED: Final = re.compile(r"\d{1,3}(?:,\d{1,4})+\.\d+")
_DOUBLED: Final = re.compile(r"\d+(?:[.,]\d+)*(?:,,|,\.|\.,)\d+(?:[.,]\d+)*")
_SWISS: Final = str.maketrans(",.", ".,")


def is_broken(number: str) -> bool:
    """Whether no convention of English reads the number: "46,25.6", "1,7923", "3.5.2"."""
    return not any(form.fullmatch(number) for form in (_THOUSANDS, _INDIAN, _DECIMAL))


def is_hopeless(number: str) -> bool:
    """Whether a broken number is no list, date, section or version either: "1,7923", "46,25.6", "1,,200"."""
    return any(form.fullmatch(number) for form in (_LONG_GROUP, _MIXED, _DOUBLED))


def continental(number: str) -> str | None:
    """A number in the continental style ("5.295.400", "1.234,56") in the English one, else ``None``."""
    return number.translate(_SWISS) if _POINTS.fullmatch(number) is not None else None
