"""Flag text in a script that does not belong, and characters that went wrong on the way.

What it does:  finds runs of Chinese, Korean, Cyrillic, Arabic and other scripts in English that no gloss
               accounts for, and names their language where the letters tell; Latin words with a Cyrillic or
               Greek letter that only looks right; UTF-8 that was read as Windows-1252 ("donâ€™t"); lost
               characters (U+FFFD) and invisible ones.
Why it matters: the machine left a part untranslated; letters of two scripts break search and speech;
               broken characters are seen by every reader.
Example:       The president 访问了 Seoul. -> (translate)
Limits:        a foreign name in brackets, after a dash or slash, or with its meaning beside it is taken as
               a gloss, even where it is none; so is a single letter.  Greek is not judged as a script.
               An article that is mostly in another script is one finding.  Soft hyphens are flagged
               though they are right in some page layouts; many of them are one finding.
               False alarms on human translations of news and talks (``benchmarks/rules.py``, 53,000 words):
               none, but these hold no foreign script at all.
Needs:         nothing
Category:      accuracy/untranslated    Severity: major (minor: linguistic-conventions/character-encoding)
Source:        Unicode Standard Annex 24 (scripts) and Technical Standard 39 (confusable characters)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.checks._gather import gather
from mtqa.checks._invisible import invisible, without_invisible
from mtqa.checks._mojibake import mojibake
from mtqa.checks._script_languages import language_of
from mtqa.checks._scripts import ALPHABETIC, FOREIGN, HOMOGLYPHS, script_of
from mtqa.data import BlockKind, CheckInfo, Document, Example, Finding, Span, Suggestion
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_ANY: Final = re.compile(f"[{FOREIGN}]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTERS: Final = re.compile("[A-Za-z]")
#: Between the words of one run: signs, digits and spaces, no letter of ours.
_BETWEEN: Final = (
    r"[\s\d.,:;!?\"'()\[\]/%\-\u2010-\u2026\u3000-\u3004\u3008-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\u200b-\u200f]"
)
_RUN: Final = re.compile(
    rf"[\u3008\u300a\u300c\u300e\u3010]?[{FOREIGN}]++(?:{_BETWEEN}{{1,8}}+[{FOREIGN}]++)*+"
    r"[\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff0c\uff1a\uff1b\uff1f]{0,3}"
)
_WORD: Final = re.compile(r"[^\W_]+")
_LOST: Final = re.compile("\N{REPLACEMENT CHARACTER}+")
_LOOKALIKE: Final = re.compile(f"[{''.join(HOMOGLYPHS)}]")
#: A Greek letter in a shorter word is a sign.
_SHORTEST_GREEK: Final = 4
#: How far back an open bracket makes a gloss, code points.
_BRACKET: Final = 120
_QUOTES: Final = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_BEFORE: Final = re.compile(
    r"(?:\b(?:words?|terms?|characters?|letters?|syllables?|symbols?|phrases?|expressions?|kanji|hanja|hanzi|hangul|"
    r"called|named|known as|spel(?:led|t)|written|pronounced|means?|meaning|reads?|translated (?:as|from)|hashtag)"
    r"(?: (?:as|for|is))?[:,]?|\b(?:Chinese|Korean|Japanese|Russian|Ukrainian|Arabic|Hebrew|Persian|Hindi|Thai)"
    r"(?: (?:as|for|is)|[:,]))"
    rf"\s?[{_QUOTES}]?$"
)
_DASH_BEFORE: Final = re.compile(r"\w[\"')\]]?\s?[-\u2013\u2014/|=]\s?$")
_AFTER: Final = re.compile(
    rf"[{_QUOTES}]?(?:\s?[(\[\uff08]|\s?[\u2013\u2014/=]\s?\S|,? (?:or|meaning|means|which means|literally|i\.e\.|"
    rf"that is|translated|pronounced|in English)\b|,[{_QUOTES}]? (?:the|an?) |, [{_QUOTES}])"
)
_NAME_BEFORE: Final = re.compile(r"\b[A-Z][\w-]{0,30} $")
#: So many findings of one kind are reported one by one.
_MOST: Final = 5
_MOST_RUNS: Final = 20


class StrayScript:
    """See the module."""

    info = CheckInfo(
        id="stray-script",
        title="Foreign script or broken characters",
        category=Category.UNTRANSLATED,
        severity=Severity.MAJOR,
        doc=_DOC,
        examples=(
            Example(text="The president 访问了 首尔 last week.", flagged=("访问了 首尔",)),
            Example(
                text="He said “мы не знаем” and left. Then 대통령은 떠났다.", flagged=("мы не знаем", "대통령은 떠났다")
            ),
            Example(text="President Biden visited S\u0435oul.", flagged=("S\u0435oul",), suggestion="Seoul"),
            Example(text="They donâ€™t go to the cafÃ©.", flagged=("â€™", "Ã©"), suggestion="’"),
            Example(
                text="Pyong\N{SOFT HYPHEN}yang is the capital.",
                flagged=("Pyong\N{SOFT HYPHEN}yang",),
                suggestion="Pyongyang",
            ),
            Example(text="The caf\N{REPLACEMENT CHARACTER} is closed.", flagged=("\N{REPLACEMENT CHARACTER}",)),
            Example(
                text="Yoon Suk-yeol (윤석열) spoke; Kim Jong Un (Korean: 김정은, born 1984) did not.", comment="glosses"
            ),
            Example(text="Andrei Lankov – Андрей Ланьков – teaches in Seoul / 서울.", comment="after a dash"),
            Example(text="He wrote of “道”, the Way, and of the word “вода”.", comment="a word that is spoken about"),
            Example(text="An α-helix, 5 μm, 10 Ω, π ≈ 3.14, ΔT, 20 °C, €5, ₩500, 30 ฿.", comment="science and money"),
            Example(text="Łódź, São Paulo, Đà Nẵng, Škoda, naïve, Reykjavík, Çiçek, Ærø.", comment="Latin letters"),
            Example(text="Family: 👨\N{ZERO WIDTH JOINER}👩\N{ZERO WIDTH JOINER}👧, done ✔️.", comment="emoji"),
            Example(text="UN CAFÉ… «MARCHÉ», PÂTÉ™ and SEÑORÃ’S: no accident.", comment="capitals before marks"),
            Example(text="The Soviet T-34, the letter Ж and a shrug ¯\\_(ツ)_/¯.", comment="single letters"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002  CONFIG: the seam
        """Yield a finding per run."""
        text = document.text
        if not text.isascii() or any(char < " " for char in text):
            broken: list[Finding] = []
            unseen: list[Finding] = []
            runs: list[Finding] = []
            for block in document.blocks:
                if block.kind is BlockKind.FURNITURE:
                    continue
                runs += self._runs(text, block.span)
                broken += self._words(text, block.span)
                mended = self._broken(text, block.span)
                broken += mended
                taken = {at for finding in mended for at in range(finding.span.start, finding.span.end)}
                unseen += self._unseen(text, block.span, taken)
            mostly = sum(1 for _ in _ANY.finditer(text)) > sum(1 for _ in _LETTERS.finditer(text))
            yield from gather(runs, most=1 if mostly else _MOST_RUNS, what="runs of foreign text")
            yield from gather(broken, most=_MOST, what="broken characters")
            yield from gather(unseen, most=_MOST, what="words with invisible characters")

    def _runs(self, text: str, block: Span) -> Iterator[Finding]:
        part = block.of(text)
        for match, in_brackets in _outside(part):
            script = next(name for char in match.group() if (name := script_of(char)) is not None)
            confidence = _judge(part, match, script, in_brackets=in_brackets)
            if confidence is not None:
                yield Finding(
                    check=self.info.id,
                    category=Category.UNTRANSLATED,
                    severity=Severity.MAJOR,
                    span=Span(*match.span()).shift(block.start),
                    text=match.group(),
                    message=f"text in another script ({_named(script, match.group())}), left untranslated",
                    confidence=confidence,
                )

    def _words(self, text: str, block: Span) -> Iterator[Finding]:
        """Words with a letter that only looks Latin."""
        part = block.of(text)
        if _LOOKALIKE.search(part) is None:
            return
        for match in _WORD.finditer(part):
            right = _latinised(match.group())
            if right is not None:
                yield self._encoding(
                    text,
                    Span(*match.span()).shift(block.start),
                    right,
                    message="a letter of another script that looks like a Latin one",
                )

    def _broken(self, text: str, block: Span) -> list[Finding]:
        part = block.of(text)
        found = [
            self._encoding(text, span.shift(block.start), right, message="UTF-8 text that was read in another encoding")
            for span, right in mojibake(part)
        ]
        for match in _LOST.finditer(part):
            span = Span(*match.span()).shift(block.start)
            found.append(self._encoding(text, span, None, message="a character was lost (U+FFFD)"))
        return found

    def _unseen(self, text: str, block: Span, taken: set[int]) -> Iterator[Finding]:
        for span, name in invisible(text, block.start, block.end):
            if taken.isdisjoint(range(span.start, span.end)):
                right = without_invisible(span.of(text))
                yield self._encoding(text, span, right, message=f"an invisible character ({name})")

    def _encoding(self, text: str, span: Span, right: str | None, *, message: str) -> Finding:
        return Finding(
            check=self.info.id,
            category=Category.CHARACTER_ENCODING,
            severity=Severity.MINOR,
            span=span,
            text=span.of(text),
            message=message,
            confidence=0.95,
            suggestions=() if right is None else (Suggestion(right),),
        )


def _outside(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The runs, and whether each stands in brackets that opened shortly before."""
    opened: int | None = None
    seen = 0
    for match in _RUN.finditer(text):
        for at in range(seen, match.start()):
            if text[at] in "([{\N{FULLWIDTH LEFT PARENTHESIS}":
                opened = at
            elif text[at] in ")]}\N{FULLWIDTH RIGHT PARENTHESIS}":
                opened = None
        seen = match.start()
        yield match, opened is not None and match.start() - opened <= _BRACKET


def _judge(text: str, match: re.Match[str], script: str, *, in_brackets: bool) -> float | None:
    """How likely a person would agree that the run is left over; ``None`` where a gloss accounts for it."""
    start, end = match.span()
    letters = [char for char in match.group() if char.isalpha()]
    if in_brackets or not letters or (len(letters) == 1 and script in ALPHABETIC):
        return None
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    # part of a Latin word (faux Cyrillic, lookalikes), a hashtag, an address
    if before[-1:] in set("#@/_.&=") or (script == "Cyrillic" and len(letters) < 3 and _touches(before, after)):
        return None
    if all(char in HOMOGLYPHS for char in letters) and _touches(before, after):
        return None
    if _BEFORE.search(before) is not None or _DASH_BEFORE.search(before) is not None:
        return None
    if len(letters) <= 12 and _AFTER.match(after) is not None:
        return None
    quoted = before[-1:] in set(_QUOTES) and after[:1] in set(_QUOTES)
    return 0.6 if (quoted and len(letters) <= 12) or _NAME_BEFORE.search(before) is not None else 0.9


def _named(script: str, run: str) -> str:
    """The script, and the language where that is another name: "Cyrillic: Russian"."""
    language = language_of(run)
    return script if language is None or language == script else f"{script}: {language}"


def _touches(before: str, after: str) -> bool:
    return _LATIN.match(before[-1:]) is not None or _LATIN.match(after[:1]) is not None


def _latinised(word: str) -> str | None:
    """The word with Latin letters only, if all others are lookalikes and Latin ones are among them."""
    alike = [char for char in word if char in HOMOGLYPHS]
    others = [char for char in word if char not in HOMOGLYPHS and char.isalpha()]
    if not alike or not others or not all(_LATIN.match(char) for char in others):
        return None
    if any(char >= "\u0370" and char < "\u0400" for char in alike) and (
        len(word) < _SHORTEST_GREEK or len(others) < len(alike)
    ):
        return None
    return "".join(HOMOGLYPHS.get(char, char) for char in word)


CHECK = StrayScript()
