"""Whether a word takes "a" or "an": by its first sound, as far as the letters tell it for sure.

Words that people say both ways ("historic", "herb", "URL") have no answer; nor have names whose sound
their letters do not show ("Mbappé", "Ouagadougou").  Sources: the rules of any English grammar; the
words with a silent h and the initialisms that are said as words were listed by hand.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["takes_an"]

#: u-, eu- and ew- said "you".
_YOU: Final = re.compile(
    r"u(?:nanim|nary\b|nicam|nicel|nicode|nicorn|nicyc|nidir|nifi|niform|nify|nilat|nilever|nilingu|nimod|nion(?!iz|is)|nipol|niq|"
    r"nis(?:ex|on)|nit(?!al)|niv|no\b|nesco\b|nicef\b|s[ae]|sual|sur|tensil|ter(?:us|ine)|til|topi|biq|kr|kulele|ran|retic|rethr|"
    r"rea\b|rine|rina|rol|rugua|vula|tah\b|gand|fo(?:s|log\w*)?\b|lyss)|eu|ewe\b|ewer\b|ew\b"
)
#: o- said "w"; ``oua`` and ``oui`` have no answer.
_WON: Final = re.compile(r"one(?:s|self|ness|time)?\b|once\b")
_SILENT_H: Final = re.compile(r"(?:hour|honest|honou?r(?!ific)|heir(?!o))")
#: h- that some leave out, or that stands in a syllable without stress.
_EITHER_H: Final = re.compile(
    r"herb|homage|honorific|hotel|histor|heroi|habit|hallucin|harmon|heredit|heret|hispanic|hyster|hilar|hypoth|hypoc|hyper|"
    r"humb|haut|hors\b|hommage|humong"
)
#: Initialisms said as words though their letters could be spelt.
_SAID_AS_WORDS: Final = frozenset(
    """
    FARC FAST FEMA FIAT FIFA FINMA FOMO FOREX FRONTEX FUBAR HAMAS HAMMER HIMARS LAN LASER LASIK LIDAR LIFO LIBOR LUKOIL MAD MASH
    MERS MERCOSUR MIDI MIG MIT MAGA MENA METI MOMA NAFTA NASA NASCAR NASDAQ NATO NAND NIMBY NOAA NORAD RADAR RAM RAID REIT REM
    REUTERS ROM ROTC SAARC SAG SARS SALT SAM SCUBA SEAL SEAT SIM SIPRI SOAP SOFA SONAR SORT START STEM SWAT SWIFT SWAPO HART LEED
    LOHAS MOOC NICE NAACP RICO ROK RAF SAP SAT SEO SUM SOCAR SINOPEC LEGO LULAC LOT HASC MIRV MISO RAND
    """.split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
#: Initialisms with a vowel among their letters that are spelt all the same.
_SPELT: Final = frozenset(
    """
    FAA FBI FIA FOB FOI FTA FDA FDI FSA FIR HIV HUD IED LED LGBTQI LPGA MBA MEP MIA MLA MOU MPA MRI MSI MFA NBA NEA NIH NGO NHL NSA
    NPA NRA NTSB RIA ROI RSI SUV SLA SMA SOP SOS STI SDI SIA SOE SPA NIA HOA LIRR MOD
    """.split()  # noqa: SIM905 - CONFIG: as above
)
#: Read in full, or as something else.
_NO_ANSWER: Final = frozenset("FAO FAQ FT HK LB MR MRS MS MT NT NZ RM RMB RP RS ST SS SR XL XS XX XXX".split())  # noqa: SIM905 - CONFIG: as above
_YOU_INITIALISMS: Final = frozenset(
    "UAE UAV UBS UC UCL UCLA UDC UEFA UFC UFO UHF UK UKIP UN UNDP UNESCO UNHCR UNICEF UPI UPS US USA USAF USAID USB USD USDA USGS USMC USS USSR USTR UV UX".split()  # noqa: SIM905 - CONFIG: as above
)
_ROMAN: Final = re.compile("[IVXLCDM]+")
_INITIALISM: Final = re.compile(r"[A-Z]{2,6}(?:s|es)?(?![\w&])")
_DOTTED: Final = re.compile(r"[A-Z]\.(?=[A-Z]\.)")
_LETTER: Final = re.compile(r"[A-Za-z]-(?=[A-Za-z\d])")
_NUMBER: Final = re.compile(r"(\d+)((?:,\d{3})*)")
_MONEY: Final = re.compile(r"(?:US|HK|NT|C|A)?[$\u20ac\u00a3\u00a5\u20a9](?=\d)")
_WORD: Final = re.compile(r"[A-Za-z\u00c0-\u00ff]+")
_AN_LETTERS: Final = frozenset("AEFHILMNORSX")


def takes_an(text: str, at: int) -> bool | None:
    """Whether what stands at ``at`` takes "an"; ``None`` if the letters do not tell.

    Args:
        text: Any text.
        at: Where the word, number or abbreviation begins.
    """
    window = text[at : at + 40]
    if (money := _MONEY.match(window)) is not None and window[0] in "$\u20ac\u00a3\u00a5\u20a9":
        window = window[money.end() :]  # "an $8 million deal": the number is read first
    if (number := _NUMBER.match(window)) is not None:
        return _number(number.group(1), grouped=bool(number.group(2)), after=window[number.end() : number.end() + 1])
    if (letter := _DOTTED.match(window) or _LETTER.match(window)) is not None:
        return letter.group()[0].upper() in _AN_LETTERS
    if (initials := _INITIALISM.match(window)) is not None and initials.group().rstrip("es") != "":
        return _initialism(initials.group().rstrip("es"), at_dash=window[initials.end() : initials.end() + 1] == "-")
    word = _WORD.match(window)
    if word is None or len(word.group()) < 2:
        return None
    return _word(word.group(), window)


def _number(digits: str, *, grouped: bool, after: str) -> bool | None:
    if digits[0] == "8":
        return True
    if digits in {"11", "18"}:
        return True
    if digits.startswith(("11", "18")) and len(digits) == 4 and not grouped:
        return None  # a year, "eleven hundred", or "one thousand one hundred"
    return None if digits.startswith("0") or after == "/" else False


def _initialism(letters: str, *, at_dash: bool) -> bool | None:
    first = letters[0]
    if letters in _NO_ANSWER or (_ROMAN.fullmatch(letters) is not None and not at_dash and len(letters) < 4):
        return None
    if first == "U":
        return False if letters in _YOU_INITIALISMS else None
    if first in "AEIO":
        return None if letters.startswith(("EU", "ONE")) and len(letters) > 2 else True
    if first not in _AN_LETTERS:
        return False
    if letters in _SAID_AS_WORDS:
        return False
    spelt = letters in _SPELT or (len(letters) < 6 and not set("AEIOUY") & set(letters))
    return True if spelt else None


def _word(word: str, window: str) -> bool | None:
    key = word.lower()
    first, second = key[0], key[1]
    capital = word[0].isupper()
    if word[1].isupper():
        return None  # mRNA, iPhone, a heading in capitals
    if first == "h":
        if _SILENT_H.match(key):
            return True
        return None if capital or _EITHER_H.match(key) else False
    if first == "u":
        if _YOU.match(window.lower()):
            return False
        return None if capital or key.startswith(("uy", "uig", "urb\u00fa", "utr", "udm")) else True
    if first == "e" and _YOU.match(window.lower()):
        return False
    if first == "o" and _WON.match(window.lower()):
        return False
    if first in "aeio":
        return None if key.startswith(("oua", "oui")) else True
    if first in "\u00e0\u00e1\u00e2\u00e4\u00e8\u00e9\u00ea\u00eb\u00ed\u00ee\u00f3\u00f4\u00f6":
        return True
    if first == "y" and second not in "aeiou":
        return None
    if first == "x" or (capital and second not in "aeiouhlry\u00e9\u00e8\u00ed\u00f3\u00fa\u00e1\u00fc\u00f6"):
        return None  # Xbox, Mbappé
    if second not in "aeiouyhlrwncst" and not key.startswith(("ps", "pt", "kn", "gn", "ph", "wr", "mn")):
        return None  # an "nth" power, an abbreviation
    return False if set(key) & set("aeiouy") else None
