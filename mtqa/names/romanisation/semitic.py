"""Arabic and Hebrew names: what the script leaves open, and what newspapers therefore write differently."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from mtqa.artefacts import artefact
from mtqa.names.alphabet import fold
from mtqa.names.romanisation.lists import words
from mtqa.names.romanisation.spelling import Spelling
from mtqa.names.romanisation.syllabic import best
from mtqa.names.romanisation.tables import Choice

__all__ = ["ARABIC", "HEBREW", "arabic_spellings", "hebrew_spellings", "looks_arabic"]

#: What an explanation calls the spellings.
ARABIC: Final = "another transcription of the Arabic"
HEBREW: Final = "another transcription of the Hebrew"
_ARTICLE: Final = re.compile(r"(?i)^(al|el|ul|as|ash|at|ad|ar|an)[- ]")
_ARABIC_PARTICLES: Final = frozenset(words("al el bin ibn bint abu abou abd abdel abdul"))
#: Letters that one Arabic sound may be, most usual first, with nats; on folded words.
_ARABIC: Final = tuple(
    (re.compile(pattern), instead, cost)
    for pattern, instead, cost in (
        ("ou", "u", 1.0),
        ("oo", "u", 1.0),
        ("ee", "i", 1.0),
        ("q", "k", 1.2),
        ("q", "g", 2.0),
        ("^k(?=[aou])", "q", 2.0),
        ("dh", "d", 1.4),
        ("gh", "g", 1.4),
        ("kh", "h", 1.8),
        ("(?<=[a-z]{2})ah$", "a", 1.0),
        ("(?<=[^aeiou])a$", "ah", 1.6),
        ("e", "a", 2.0),
        ("o", "u", 1.6),
        ("ei|ey", "ai", 1.4),
        ("ai|ay", "ei", 1.6),
        ("j", "g", 2.2),
        ("dj", "j", 1.0),
        ("([bdflmnrsz])\\1", "\\1", 1.2),
        ("(?<=[aiu])([dlmns])(?=[aiu])", "\\1\\1", 2.2),
        ("aa", "a", 1.0),
        ("w", "ou", 2.4),
    )
)
_HEBREW: Final = tuple(
    (re.compile(pattern), instead, cost)
    for pattern, instead, cost in (
        ("tz", "z", 1.0),
        ("tz", "ts", 0.9),
        ("ts", "tz", 1.0),
        ("(?<!t)z", "tz", 2.4),
        ("ch", "h", 1.0),
        ("ch", "kh", 1.0),
        ("kh", "ch", 1.0),
        ("kh", "h", 1.2),
        ("(?<![cksptg])h(?=[aeiou])", "ch", 2.0),
        ("v", "b", 1.2),
        ("b", "v", 1.6),
        ("f", "p", 1.2),
        ("ph", "f", 1.0),
        ("p", "f", 1.6),
        ("(?<=[a-z]{2})h$", "", 1.4),
        ("sh", "s", 1.8),
        ("w", "v", 1.2),
        ("y", "i", 1.8),
        ("ei", "e", 1.6),
        ("oo", "u", 1.0),
    )
)


@lru_cache(maxsize=1)
def _variants() -> dict[str, dict[str, tuple[str, ...]]]:
    """Language to given names and their other spellings."""
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in artefact("romanisation/given-semitic.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, _, forms = line.split("\t")
            words = tuple(forms.split())
            for word in words:
                table = tables.setdefault(language, {})
                table[word] = table.get(word, ()) + tuple(other for other in words if other != word)
    return tables


def looks_arabic(term: str) -> bool:
    """Whether a name has an Arabic particle or given name; an English one alone does not count."""
    words = fold(term).split()
    names = _variants().get("ar", {})
    return len(words) > 1 and any(word in _ARABIC_PARTICLES or (len(word) > 3 and word in names) for word in words)


def _word_choices(word: str, language: str) -> tuple[Choice, ...]:
    """Other spellings of one folded word and the word itself, cheapest first."""
    known = _variants().get(language, {}).get(word)
    choices: dict[str, float] = {word: 0.6}
    if known:
        for rank, form in enumerate(known[:4]):
            choices.setdefault(form, 1.0 + 0.3 * rank)
    elif len(word) > 2:
        for pattern, instead, cost in _ARABIC if language == "ar" else _HEBREW:
            other = pattern.sub(instead, word, count=1)
            if other != word:
                choices.setdefault(other, cost)
    return tuple(sorted(choices.items(), key=lambda choice: choice[1])[:6])


def _spelt(term: str, language: str, system: str) -> list[Spelling]:
    article = _ARTICLE.sub(lambda match: match.group(1) + "-", term)
    words = [word for part in article.split() for word in re.split(r"(?<=-)", part) if word]
    parts: list[tuple[Choice, ...]] = []
    for word in words:
        folded = fold(word).replace(" ", "")
        hyphen = "-" if word.endswith("-") else " "
        if language == "ar" and folded in ("al", "el"):
            other = "el-" if folded == "al" else "al-"
            parts.append(((word.lower(), 0.6), (other, 1.2), ("", 2.0)))
        else:
            parts.append(tuple((text.capitalize() + hyphen, cost) for text, cost in _word_choices(folded, language)))
    base = 0.6 * len(parts)
    return [Spelling("".join(chosen).strip(" -"), system, 0.5 + cost - base) for cost, chosen in best(parts, most=7)]


def arabic_spellings(term: str) -> list[Spelling]:
    """Spellings with other vowels, articles and letters for the sounds English lacks."""
    return _spelt(term, "ar", ARABIC)


def hebrew_spellings(term: str) -> list[Spelling]:
    """Spellings with the other values of the letters that have two, and of tsadi and het."""
    return _spelt(term, "he", HEBREW)
