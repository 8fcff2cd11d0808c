"""Flag repetition that a machine produces.

What it does:  finds a word or a phrase that stands several times running (up to three words: three
               times; four or more: twice; more often where punctuation divides the copies), a sentence
               whose word sequences keep coming back, a syllable that repeats inside a word, and a
               sentence or paragraph of prose that stands in the article twice, word for word; and words that
               keep coming back at the same distance while one or the other of them changes.
Why it matters: a translation model that is lost repeats itself. The words in front of the loop are
               often wrong too, and what should have followed may be missing.
Example:       "the Ministry of the Ministry of the Ministry of Finance" -> "the Ministry of Finance"
Limits:        A loop whose copies differ is found from four copies on (eight where punctuation parts them).
               Refrains and chants count as deliberate up to four copies, a pull quote (a block that repeats a
               sentence of another) and a quotation far from its first copy always. On human translations it
               flags none of 2,290 segments (56,575 words of news and talks); of 40,000 machine-translated
               sentences it flags 327, of which people judged 94% below average (``benchmarks/rules.py``). Of
               loops planted in human text it finds 95%, of those whose copies differ 73%
               (``benchmarks/loops.py``).
Needs:         nothing
Category:      accuracy/addition; linguistic-conventions/unintelligible for a sentence or word full of
               repetition    Severity: major
Source:        Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration"; Raunak et al. 2021, "The
               Curious Case of Hallucinations in Neural Machine Translation" (oscillatory hallucinations)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mtqa.checks._lags import varied
from mtqa.checks._repeats import SAID_TWICE, Gap, Run, Token, loops, tokens
from mtqa.data import BlockKind, CheckInfo, Document, Evidence, Example, Finding, Segment, Span, Suggestion
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

#: A shorter sentence or paragraph may well stand twice, words.
_VERBATIM_WORDS: Final = 8
#: A sentence is dense in repetition from this share of repeated three-word sequences on; the highest
#: share in the human references is 0.22.
_DENSE_SHARE: Final = 0.35
_DENSE_WORDS: Final = 12
#: A syllable or word inside a word: three letters or more, five times running.
_INSIDE: Final = re.compile(r"([^\W\d_][^\W\d_-]{1,8}[^\W\d_]-?)\1{4,}")
_QUOTES: Final = re.compile('["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]')


class Loop:
    """See the module."""

    info = CheckInfo(
        id="loop",
        title="Repetition that a machine produces",
        category=Category.ADDITION,
        severity=Severity.MAJOR,
        doc=_DOC,
        examples=(
            Example(
                text="He met officials of the Ministry of the Ministry of the Ministry of Finance on Monday.",
                flagged=("of the Ministry of the Ministry of the Ministry",),
                suggestion="of the Ministry",
                comment="a phrase of three words, three times",
            ),
            Example(
                text="The talks were the the the the longest so far.",
                flagged=("the the the the",),
                suggestion="the",
            ),
            Example(
                text="The dog left. The talks lasted for three days. The talks lasted for three days. The talks lasted for three days. Nobody knew.",
                flagged=(
                    "The talks lasted for three days. The talks lasted for three days. The talks lasted for three days",
                ),
                suggestion="The talks lasted for three days",
                comment="copies begin where the sentence begins",
            ),
            Example(
                text="The exports rose by nine percent in the spring of this year.\n\nThe minister was pleased.\n\nThe exports rose by nine percent in the spring of this year.",
                flagged=("The exports rose by nine percent in the spring of this year.",),
                suggestion="",
                comment="a paragraph that stands twice: the second one is flagged",
            ),
            Example(
                text="He saw the price of the oil fell the price of the gas fell the price of the coal and the price of the tin.",
                flagged=(
                    "the price of the oil fell the price of the gas fell the price of the coal and the price of the",
                ),
                comment="the copies differ",
            ),
            Example(text="“No, no, no,” she said. The crowd shouted: “Freedom! Freedom! Freedom!”"),
            Example(
                text="It was a very, very long night, and it grew colder and colder and colder, step by step by step."
            ),
            Example(text="Li won 6-4, 6-4, 6-4 and the code was 0 0 0 0 1 1 1 1."),
            Example(
                text="He said that it was over.\n\n“We did what we could, and we would do it again,” he said.\n\n“We did what we could, and we would do it again.”",
                comment="a pull quote",
            ),
            Example(
                text="We shall fight on the beaches, we shall fight on the landing grounds, we shall fight in the fields and in the streets, we shall fight in the hills.",
            ),
            Example(text="The cat sat. The cat sat. The cat stayed.", comment="a refrain of short sentences"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per run, dense sentence, looping word and repeated sentence or paragraph."""
        taken: list[Span] = []
        words: list[list[Token]] = []
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            found = tokens(document.text, block.span)
            words.append(found)
            for run in loops(found):
                finding = self._run(document, found, run)
                taken.append(finding.span)
                yield finding
            for token in found:
                if len(token.span) >= 15 and (inside := self._inside(document, token)) is not None:
                    yield inside
        for finding in self._sentences(document, taken):
            taken.append(finding.span)
            yield finding
        yield from self._varied(document, words, taken)

    def _run(self, document: Document, found: Sequence[Token], run: Run) -> Finding:
        span = Span(found[run.start].span.start, found[run.end - 1].span.end)
        first = Span(span.start, found[run.start + run.period - 1].span.end)
        divisions = [found[at].gap for at in range(run.start + run.period, run.end, run.period)]
        times = f"{run.copies} times running"
        phrase = first.of(document.text)
        what = f"“{_short(phrase)}” stands {times}" if run.period > 1 else f"the word “{phrase}” stands {times}"
        return self._finding(
            document,
            span,
            message=f"{what}; the machine seems to have looped",
            confidence=0.98 if run.copies > 2 or run.period > 7 else 0.85,
            # brackets and quotation marks between the copies would be left without their partners
            suggestions=()
            if Gap.MARK in divisions or _quoted(span.of(document.text))
            else (Suggestion(phrase, detail="one copy"),),
            evidence=Evidence("repeat", f"{run.copies} copies of {run.period} word{'s' if run.period > 1 else ''}"),
        )

    def _varied(self, document: Document, words: Iterable[Sequence[Token]], taken: Sequence[Span]) -> Iterator[Finding]:
        told = _Cursor(taken)
        for found in words:
            for echo in varied(found):
                span = Span(found[echo.start].span.start, found[echo.end - 1].span.end)
                if not told.touches(span):
                    yield self._finding(
                        document,
                        span,
                        message="the same words keep coming back with small changes; the machine seems to have looped",
                        confidence=0.85,
                        category=Category.UNINTELLIGIBLE,
                        evidence=Evidence("repeat", f"{int(echo.copies)} copies of {echo.lag} words, alike in most"),
                    )

    def _inside(self, document: Document, token: Token) -> Finding | None:
        word = token.span.of(document.text)
        match = _INSIDE.search(word)
        if match is None or _is_sound(match.group(1).strip("-").casefold()):
            return None
        return self._finding(
            document,
            token.span,
            message=f"“{match.group(1)}” repeats inside the word; the machine seems to have looped",
            confidence=0.9,
            category=Category.UNINTELLIGIBLE,
            evidence=Evidence("repeat", f"{len(match.group()) // len(match.group(1))} copies inside one word"),
        )

    def _sentences(self, document: Document, taken: Sequence[Span]) -> Iterator[Finding]:
        by_block: dict[int, list[tuple[Segment, tuple[str, ...]]]] = {}
        for segment in document.prose():
            keys = tuple(token.key for token in tokens(document.text, segment.span))
            by_block.setdefault(segment.block, []).append((segment, keys))
        paragraphs: dict[tuple[str, ...], tuple[int, Span]] = {}
        sentences: dict[tuple[str, ...], Span] = {}
        loops_at = _Cursor(taken)
        for block, held in by_block.items():
            span = Span(held[0][0].span.start, held[-1][0].span.end)
            whole = tuple(key for _, keys in held for key in keys)
            before, earlier = paragraphs.get(whole, (block, span))
            paragraphs[whole] = block, earlier
            if len(whole) >= _VERBATIM_WORDS and before != block:
                # a quotation may be pulled out of the text, but not to the place beside it
                if before == block - 1 or not _quoted(span.of(document.text)):
                    yield self._verbatim(document, span, earlier=earlier, what="paragraph")
                continue
            for segment, keys in held:
                if loops_at.touches(segment.span):
                    continue
                share = _density(keys)
                if share >= _DENSE_SHARE:
                    yield self._dense(document, segment.span, share)
                    continue
                # a block of one sentence that stands in a longer block, too, is a pull quote or a standfirst
                if len(keys) < _VERBATIM_WORDS or len(held) == 1 or _quoted(segment.span.of(document.text)):
                    continue
                first = sentences.setdefault(keys, segment.span)
                if first != segment.span:
                    yield self._verbatim(document, segment.span, earlier=first, what="sentence")

    def _verbatim(self, document: Document, span: Span, *, earlier: Span, what: str) -> Finding:
        line, _ = document.line_column(earlier)
        return self._finding(
            document,
            span,
            message=f"this {what} stands in the article already, word for word (line {line})",
            confidence=0.85 if what == "paragraph" else 0.75,
            suggestions=(Suggestion("", detail=f"delete the second copy of the {what}"),),
            evidence=Evidence("repeat", f"the same words as in line {line}"),
            related=(earlier,),
        )

    def _dense(self, document: Document, span: Span, share: float) -> Finding:
        return self._finding(
            document,
            span,
            message="the sentence keeps repeating the same words; the machine seems to have looped",
            confidence=0.9,
            category=Category.UNINTELLIGIBLE,
            evidence=Evidence("repeat", f"{share:.0%} of its three-word sequences are repetitions"),
        )

    def _finding(
        self,
        document: Document,
        span: Span,
        *,
        message: str,
        confidence: float,
        evidence: Evidence,
        category: Category | None = None,
        suggestions: tuple[Suggestion, ...] = (),
        related: tuple[Span, ...] = (),
    ) -> Finding:
        return Finding(
            check=self.info.id,
            category=self.info.category if category is None else category,
            severity=self.info.severity,
            span=span,
            text=span.of(document.text),
            message=message,
            confidence=confidence,
            suggestions=suggestions,
            evidence=(evidence,),
            related=related,
        )


class _Cursor:
    """Whether a span touches one of the given ones; asked in order, so each is looked at once."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def touches(self, span: Span) -> bool:
        while self._at < len(self._spans) and self._spans[self._at].end <= span.start:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at].overlaps(span)


def _is_sound(unit: str) -> bool:
    """Whether people draw a word out with it: "hahaha", "zzz", "la-la-la"."""
    return unit in SAID_TWICE or len(set(unit)) < 2 or (len(set(unit)) == 2 and len(unit) > 3 and unit[2:] == unit[:-2])


def _density(keys: Sequence[str]) -> float:
    """Share, 0 to 1, of three-word sequences that stood before; 0 if short or none stands three times."""
    if len(keys) < _DENSE_WORDS:
        return 0.0
    counts = Counter(zip(keys, keys[1:], keys[2:], strict=False))
    if max(counts.values()) < 3:
        return 0.0
    return sum(count - 1 for count in counts.values()) / counts.total()


def _quoted(text: str) -> bool:
    return _QUOTES.search(text) is not None


def _short(phrase: str) -> str:
    return phrase if len(phrase) <= 60 else f"{phrase[:57].rstrip()}…"


CHECK = Loop()
