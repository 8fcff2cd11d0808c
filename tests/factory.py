"""Builders of records for tests: small, fixed, and good enough to look at in a browser.

The sentences are cut by a few rules that suit the texts of the tests; they are not mtqa's.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from mtqa.data import (
    Block,
    BlockKind,
    CheckInfo,
    Document,
    Evidence,
    Finding,
    Fluency,
    Report,
    Segment,
    SegmentFluency,
    Skipped,
    SourceMap,
    Span,
    Suggestion,
    Summary,
)
from mtqa.mqm import WEIGHTS, Category, Severity

SEED = Path(__file__).parent.parent / "seeds" / "biden-korea-visit.txt"
UNIT = "Higher reads more like fluent English; an estimate, and no judgement of accuracy."


def doc(
    text: str,
    *,
    id: str = "article.txt",  # noqa: A002
    lang: str = "en",
    kinds: Mapping[int, BlockKind] | None = None,
    original: str = "",
    source_map: SourceMap | None = None,
    notices: tuple[str, ...] = (),
) -> Document:
    """A document whose blocks are the lines that are not blank; ``kinds`` by block index."""
    blocks: list[Block] = []
    segments: list[Segment] = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        kind = (kinds or {}).get(len(blocks), BlockKind.PROSE)
        blocks.append(Block(Span(line.start(), line.end()), kind))
        start = line.start()
        for stop in re.finditer(r"[.?!][”\"]? +(?=\S)|$", line.group()):
            piece = Span(start, line.start() + stop.end())
            stripped = piece.of(text).strip()
            if stripped:
                at = text.index(stripped, piece.start)
                segments.append(Segment(len(segments), Span(at, at + len(stripped)), len(blocks) - 1, kind))
            start = piece.end
    return Document(
        id, text, lang, tuple(blocks), tuple(segments), original=original, source_map=source_map, notices=notices
    )


def find(document: Document, surface: str, *, nth: int = 0) -> Span:
    """The span of the ``nth`` occurrence of ``surface``."""
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(surface, at + 1)
    return Span(at, at + len(surface))


def finding(
    document: Document,
    surface: str | Span,
    *,
    nth: int = 0,
    check: str = "name-near-miss",
    category: Category = Category.INCONSISTENT_WITH_TERMBASE,
    severity: Severity = Severity.MAJOR,
    message: str = "Looks wrong.",
    confidence: float = 0.9,
    suggestions: Sequence[str | Suggestion] = (),
    evidence: Sequence[tuple[str, str]] = (),
    related: Sequence[Span] = (),
) -> Finding:
    """A finding on a span, or on the ``nth`` occurrence of a surface form."""
    span = surface if isinstance(surface, Span) else find(document, surface, nth=nth)
    text = span.of(document.text)
    return Finding(
        check=check,
        category=category,
        severity=severity,
        span=span,
        text=text,
        message=message,
        confidence=confidence,
        suggestions=tuple(s if isinstance(s, Suggestion) else Suggestion(s) for s in suggestions),
        evidence=tuple(Evidence(kind, detail) for kind, detail in evidence),
        related=tuple(related),
        fingerprint=hashlib.sha256(f"{check}\0{text}\0{nth}".encode("utf-8", "replace")).hexdigest()[:16],
    )


def fluency(
    document: Document,
    scores: Mapping[int, float | None] | None = None,
    *,
    score: float | None = 52.4,
    typical: tuple[float, float] | None = (41.0, 68.0),
    calibrated: bool = True,
) -> Fluency:
    """Made-up fluency of the prose segments, the same on every run; ``scores`` by segment index."""
    segments = []
    for segment in document.prose():
        made_up = 38 + 50 * abs(math.sin(1 + 1.7 * segment.index))
        value = (scores or {}).get(segment.index, made_up) if calibrated else None
        surprisal = 6.5 - (made_up if value is None else value) / 25
        segments.append(
            SegmentFluency(
                segment.index,
                segment.span,
                max(1, len(segment.span) // 5),
                len(segment.span),
                surprisal,
                surprisal / 5,
                value,
            )
        )
    n_tokens = sum(segment.n_tokens for segment in segments)
    mean = sum(s.surprisal * s.n_tokens for s in segments) / n_tokens if n_tokens else 0.0
    return Fluency(
        score=score if calibrated else None,
        unit=UNIT if calibrated else "",
        typical=typical if calibrated else None,
        n_tokens=n_tokens,
        surprisal=mean,
        bits_per_char=mean / 5,
        perplexity=2**mean,
        segments=tuple(segments),
        model="smollm2-135m@ct2-int8-1a2b3c4d",
        reference="English news 2023" if calibrated else "",
    )


def report(
    document: Document,
    findings: Sequence[Finding] = (),
    *,
    fluency: Fluency | None = None,
    checks: Sequence[CheckInfo] | None = None,
    skipped: Sequence[tuple[str, str]] = (),
    signature: str = "mtqa:0.1.0|checks:9|glossary:1f2e3d4c|lm:smollm2-135m@ct2-int8-1a2b3c4d|seg:sentencex-1|lang:en",
) -> Report:
    """A report with its totals worked out."""
    ordered = tuple(sorted(findings, key=lambda f: (f.span.start, -f.span.end, f.check)))
    n_words = sum(
        len(block.span.of(document.text).split()) for block in document.blocks if block.kind is not BlockKind.FURNITURE
    )
    counts = tuple((severity, sum(f.severity is severity for f in ordered)) for severity in Severity)
    points = sum(WEIGHTS[severity] * count for severity, count in counts)
    return Report(
        document,
        ordered,
        fluency,
        Summary(n_words, counts, 1000 * points / n_words if n_words else None),
        tuple(checks) if checks is not None else CHECKS,
        tuple(Skipped(check, reason) for check, reason in skipped),
        signature,
    )


#: Id, title, category, severity, docstring of checks that might have run.
_CHECKS = """
loop|Repetition by the machine|ADDITION|MAJOR|Flag words or phrases that a translation machine repeated.|Limits: a refrain.
low-fluency|Sentence that stands out|UNINTELLIGIBLE|MINOR|Flag sentences that read much worse than the rest.|Needs: fluency
name-inconsistent|One name, several spellings|INCONSISTENT_TERM_USE|MAJOR|Flag an entity with several spellings.|
name-near-miss|Garbled name|INCONSISTENT_WITH_TERMBASE|MAJOR|Flag a name that sounds like an entry.|Needs: glossary
page-furniture|Page furniture|ADDITION|MINOR|Flag lines of the web page that are not part of the article.|
quote-direction|Stray punctuation|PUNCTUATION|MINOR|Flag quotation marks that point the wrong way.|
term-near-miss|Garbled term|WRONG_TERM|MAJOR|Flag a word that looks like a term without being one of its forms.|
"""
CHECKS = tuple(
    CheckInfo(id, title, Category[category], Severity[severity], doc=f"{lead}\n\n{rest}".strip())
    for id, title, category, severity, lead, rest in (row.split("|") for row in _CHECKS.strip().split("\n"))  # noqa: A001
)


def seed_document() -> Document:
    """The seed article with the kinds of block that a reader would find in it."""
    text = SEED.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    kinds = {0: BlockKind.HEADING}
    for index, line in enumerate(lines):
        if line in ("Placeholder when article work is loaded", "Related Posts", "Leave a Reply") or "email" in line:
            kinds[index] = BlockKind.FURNITURE
        elif index and len(line) < 90 and line[-1] not in ".”?“":
            kinds[index] = BlockKind.CAPTION
    return doc(text, id="seeds/biden-korea-visit.txt", kinds=kinds)


def seed_report() -> Report:
    """What a run on the seed article might say; made by hand, for pictures and page tests."""
    d = seed_document()
    quote = {"check": "quote-direction", "category": Category.PUNCTUATION, "severity": Severity.MINOR}
    furniture = {"check": "page-furniture", "category": Category.ADDITION, "severity": Severity.MINOR}
    yoon = Suggestion("Yoon Suk-yeol", "yoon-suk-yeol", "President of South Korea; 윤석열")
    found = [
        finding(
            d,
            "Placeholder when article work is loaded",
            message="A line of the web page, not of the article.",
            suggestions=[Suggestion("", None, "Leave the line out.")],
            confidence=0.97,
            **furniture,
        ),
        finding(
            d,
            "Kovid",
            check="term-near-miss",
            category=Category.WRONG_TERM,
            message="Looks like the glossary's Covid, respelled from another script.",
            suggestions=[Suggestion("Covid", "covid-19", "Accepted form of COVID-19")],
            confidence=0.96,
            evidence=[("look", "one letter differs: K for C"), ("sound", "the same sounds in English")],
        ),
        finding(
            d,
            "Kukmin University",
            message="Sounds like the glossary's Kookmin University and is not one of its accepted forms.",
            suggestions=[Suggestion("Kookmin University", "kookmin-university", "University in Seoul; 국민대학교")],
            confidence=0.93,
            evidence=[("sound", "u for oo: both write 국"), ("document", "“University” says what kind of name it is")],
        ),
        finding(d, "“Lankov said. “", message="Both quotation marks point the wrong way.", confidence=0.7, **quote),
        finding(
            d,
            "past. “",
            message="This quotation mark opens where the quotation ends.",
            suggestions=["past.”"],
            confidence=0.98,
            **quote,
        ),
        finding(
            d,
            "in the wake of the Pyongyang war, Moscow’s voice has become a supporter, even becoming one of five countries "
            "that refuse to condemn Russia’s attack on Ukraine.",
            check="low-fluency",
            category=Category.UNINTELLIGIBLE,
            severity=Severity.MINOR,
            message="This stretch reads much worse than the rest of the article.",
            confidence=0.55,
            evidence=[("surprisal", "5.9 bits per token; the article's median is 4.1")],
        ),
        finding(
            d,
            next(s for s in d.segments if "has been blamed" in s.span.of(d.text)).span,
            check="low-fluency",
            category=Category.UNINTELLIGIBLE,
            severity=Severity.MINOR,
            message="This sentence reads much worse than the rest of the article; two sentences may have run together.",
            confidence=0.74,
            evidence=[
                ("surprisal", "6.2 bits per token; the article's median is 4.1"),
                ("peak", "“blamed The” is the least expected pair of words"),
                ("rank", "lowest of 58 sentences"),
                ("length", "long enough for the number to be steady"),
            ],
        ),
        finding(
            d,
            "resolving the magic power of sanctions",
            check="low-fluency",
            category=Category.MISTRANSLATION,
            severity=Severity.NEUTRAL,
            message="An odd phrase inside quotation marks.",
            confidence=0.36,
        ),
        finding(
            d,
            "Anna Ivstigneva",
            message="Sounds like the glossary's Anna Evstigneeva and is not one of its accepted forms.",
            suggestions=[
                Suggestion("Anna Evstigneeva", "evstigneeva", "Deputy permanent representative of Russia to the UN"),
                Suggestion("Anna Evstignieieva", None, "Other romanisation"),
            ],
            confidence=0.95,
            evidence=[
                ("role", "“deputy UN ambassador” stands before the name and in the entry"),
                ("sound", "Ив for Ев, -ева for -еева"),
            ],
        ),
        finding(
            d,
            ", “Lankov",
            nth=1,
            message="This quotation mark opens where the quotation ends.",
            suggestions=[",” Lankov"],
            confidence=0.98,
            **quote,
        ),
        finding(
            d,
            "test. .",
            message="A full stop stands alone after the sentence has ended.",
            suggestions=["test."],
            confidence=0.99,
            **quote,
        ),
        finding(
            d,
            "Ahan",
            check="name-inconsistent",
            category=Category.INCONSISTENT_TERM_USE,
            message="The article calls the same man Ahn Ho-young, and Ahn in the next sentence.",
            suggestions=[Suggestion("Ahn", "ahn-ho-young", "Former ambassador to the United States; 안호영")],
            confidence=0.91,
            evidence=[("role", "“former South Korean ambassador” stands beside both forms")],
            related=[find(d, "Ahn Ho-young"), find(d, "Ahn noted")],
        ),
        *(
            finding(
                d,
                "Eun Sook-eol",
                nth=nth,
                severity=Severity.CRITICAL,
                message="Sounds like the glossary's Yoon Suk-yeol and is not one of its accepted forms.",
                suggestions=[yoon],
                confidence=0.97,
                evidence=[
                    ("role", "“President-elect” stands before the name and in the entry"),
                    ("sound", "eun/yoon, sook/suk, eol/yeol: the same syllables in another romanisation"),
                    ("runner-up", "the next entry is far behind: Yoon Young-sun"),
                ],
            )
            for nth in (0, 1)
        ),
        finding(
            d,
            "Chung Jae-hong",
            message="Sounds like the glossary's Chung Jae-hung and is not one of its accepted forms.",
            suggestions=[Suggestion("Chung Jae-hung", "chung-jae-hung", "Research fellow, Sejong Institute; 정재흥")],
            confidence=0.82,
            evidence=[("place", "“Sejong Institute” stands beside the name and in the entry")],
        ),
        finding(
            d,
            "Yunnan government",
            check="name-near-miss",
            category=Category.MISTRANSLATION,
            severity=Severity.CRITICAL,
            message="A Chinese province where the article speaks of a South Korean government.",
            suggestions=[Suggestion("Yoon government", "yoon-suk-yeol", "Surname of the president")],
            confidence=0.62,
            evidence=[("document", "the article names no other place in Yunnan, and the president eleven times")],
        ),
        *(
            finding(
                d,
                line,
                message="A line of the web page, not of the article.",
                suggestions=[Suggestion("", None, "Leave the line out.")],
                confidence=0.99,
                **furniture,
            )
            for line in ("Related Posts", "Leave a Reply", "Your email address will not be published.")
        ),
    ]
    low = {s.index: 7.0 + s.index % 5 for s in d.segments if "blamed The" in s.span.of(d.text)}
    low |= {s.index: 16.0 for s in d.segments if "Pyongyang war" in s.span.of(d.text)}
    low |= {s.index: 24.0 for s in d.segments if "magic power" in s.span.of(d.text) and s.index not in low}
    return report(
        d,
        found,
        fluency=fluency(d, low),
        skipped=[("term-forbidden", "the glossary lists no forbidden form")],
    )


def sample_report() -> Report:
    """The small report behind ``reports/sample.json``."""
    d = doc(
        "President Eun Sook-eol met Andrei Lankov. He spoke of the Kovid years.\n\nLeave a Reply\n",
        id="seeds/sample.txt",
        kinds={1: BlockKind.FURNITURE},
        notices=("Read as cp1252: the file is not UTF-8.",),
    )
    found = [
        finding(
            d,
            "Eun Sook-eol",
            severity=Severity.CRITICAL,
            message="Sounds like the glossary's Yoon Suk-yeol and is not one of its accepted forms.",
            suggestions=[Suggestion("Yoon Suk-yeol", "yoon-suk-yeol", "President of South Korea; 윤석열")],
            evidence=[("sound", "the same syllables in another romanisation")],
            confidence=0.97,
        ),
        finding(
            d,
            "Kovid",
            check="term-near-miss",
            category=Category.WRONG_TERM,
            message="Looks like the glossary's Covid.",
            suggestions=["Covid"],
            confidence=0.96,
        ),
        finding(
            d,
            "Leave a Reply",
            check="page-furniture",
            category=Category.ADDITION,
            severity=Severity.MINOR,
            message="A line of the web page, not of the article.",
            suggestions=[""],
            confidence=0.99,
        ),
    ]
    return report(d, found, fluency=fluency(d), skipped=[("loop", "deselected (--ignore loop)")])


def large_report(*, n_words: int = 20_000, n_findings: int = 300) -> Report:
    """A long article with its findings spread evenly, some of them nested."""
    sentence = "The ambassador said on Tuesday that sanctions number {} had changed little for people of the region. "
    per = len(sentence.split())
    paragraphs = [
        "".join(sentence.format(start + at) for at in range(5)).strip() for start in range(0, n_words // per, 5)
    ]
    d = doc("\n\n".join(paragraphs) + "\n", id="long/article.txt")
    found = []
    for n in range(n_findings):
        segment = d.segments[n * len(d.segments) // n_findings]
        word = Span(segment.span.start + 4, segment.span.start + 4 + len("ambassador"))
        found.append(
            finding(
                d,
                segment.span if n % 10 == 0 else word,
                check=CHECKS[n % len(CHECKS)].id,
                category=list(Category)[n % len(Category)],
                severity=list(Severity)[n % 4],
                message="Sounds like an entry of the glossary and is not one of its accepted forms.",
                confidence=(n % 100) / 100,
                suggestions=["envoy", "emissary"],
                evidence=[("sound", "the same syllables in another romanisation"), ("role", "beside both forms")],
            )
        )
    return report(d, found, fluency=fluency(d))
