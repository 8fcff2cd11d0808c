"""Flag an abbreviation that the article writes in two ways.

What it does:  counts the forms of one abbreviation in an article ("US" and "U.S.", "UN" and "U.N.", "UK" and "U.K.",
               "p.m." and "pm", "percent", "per cent" and "%", "Mr." and "Mr", "Covid" and "COVID") and flags the rarer
               one, at its first place if there are many.
Why it matters: a careful text keeps one style; machine translation takes the form that each sentence made likely.
Example:       US troops ... the U.S. troops ... US bases -> US troops ... the US troops ... US bases
Limits:        Reads paragraphs only, for headlines follow other rules. Names keep their own form ("U.S.
               Steel") and quotations that of their source, which it cannot know. Of two forms used equally
               often the later one is flagged. It is no mistake but a matter of style, so it weighs nothing
               in the penalty. On human translations it flags none of 108 news texts and talks, and one
               place in 20,000 words of other human prose, long texts full of quotations
               (``benchmarks/rules.py``).
Needs:         nothing
Category:      style/inconsistent-style    Severity: neutral
Source:        Chicago Manual of Style 10.4 (periods with abbreviations): either, but one
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.checks._gather import gather
from mtqa.checks._prose import found, pieces
from mtqa.data import BlockKind, CheckInfo, Document, Evidence, Example, Finding, Span
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

#: Names that keep their own form.
_NAMES: Final = r"(?! (?:Steel|Airways|Open|News|Xpress|Bancorp|Foods|Soccer|Weekly|Women)\b)(?![-/&]?\d)"


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write an abbreviation: ``shown`` in messages, ``pattern`` with the replaceable part as group 1."""

    shown: str
    pattern: re.Pattern[str]


def _letters(plain: str) -> tuple[_Form, _Form]:
    dotted = "".join(f"{letter}." for letter in plain)
    return (
        _Form(plain, re.compile(rf"(?<![\w.$&/-])({plain}){_NAMES}(?![\w$&/.]\w|[\w$&])")),
        _Form(dotted, re.compile(rf"(?<![\w.&])({re.escape(dotted[:-1])}\.?){_NAMES}(?![\w$&])")),
    )


def _titles(plain: str) -> tuple[_Form, _Form]:
    return (
        _Form(f"{plain}.", re.compile(rf"(?<![\w.])({plain}\.)(?= [A-Z])")),
        _Form(plain, re.compile(rf"(?<![\w.])({plain})(?= [A-Z])")),
    )


_FORMS: Final[tuple[tuple[_Form, ...], ...]] = (
    _letters("US"),
    _letters("UN"),
    _letters("UK"),
    _letters("EU"),
    _titles("Mr"),
    _titles("Mrs"),
    _titles("Ms"),
    _titles("Dr"),
    (
        _Form("p.m.", re.compile(r"\d ?([ap]\.m\.?)(?!\w)")),
        _Form("pm", re.compile(r"\d ?([ap]m)\b")),
        _Form("PM", re.compile(r"\d ?([AP]M)\b")),
        _Form("P.M.", re.compile(r"\d ?([AP]\.M\.?)(?!\w)")),
    ),
    (
        _Form("percent", re.compile(r"\d( percent)\b")),
        _Form("per cent", re.compile(r"\d( per cent)\b")),
        _Form("%", re.compile(r"\d( ?%)(?!\w)")),
    ),
    (
        _Form("COVID", re.compile(r"(?<!\w)(COVID)(?=-19|\b)")),
        _Form("Covid", re.compile(r"(?<!\w)(Covid)(?=-19|\b)")),
        _Form("covid", re.compile(r"(?<!\w)(covid)(?=-19|\b)")),
    ),
)
#: A new sentence, and no name ("U.S. Senate"), begins with these.
_OPENER: Final = re.compile(
    r" [\"\N{LEFT DOUBLE QUOTATION MARK}]?(?:The|A|An|He|She|It|They|We|You|I|This|That|These|Those|There|But|And|However|In|On|At|For|From|After|Before|When|While|"
    r"If|As|With|By|Its|His|Her|Their|Our|Nobody|Some|Many|Most|Both|Not|No|Since|Although|Despite|Meanwhile|According)\b"
)
#: So many of one form are reported one by one.
_MOST: Final = 2


class AbbreviationStyle:
    """See the module."""

    info = CheckInfo(
        id="abbreviation-style",
        title="Abbreviation written in two ways",
        category=Category.INCONSISTENT_STYLE,
        severity=Severity.NEUTRAL,
        doc=_DOC,
        examples=(
            Example(text="The US said so. The U.S. envoy and the US army left.", flagged=("U.S.",), suggestion="US"),
            Example(
                text="He lives in the U.S. and works for the U.S. army in the US.", flagged=("US",), suggestion="U.S"
            ),
            Example(
                text="At 5 p.m. they left; at 6 pm they ate, at 9 a.m. they rose.", flagged=("pm",), suggestion="p.m."
            ),
            Example(text="It rose 5 percent, then 6%, then 7 percent.", flagged=("%",), suggestion=" percent"),
            Example(text="The U.S. army left. The U.S. envoy spoke. US Airways flew, and they asked us."),
            Example(text="PM Sunak spoke at 5 pm about US$5 and the 5th percentile; 5% of A$10."),
            Example(text="US and UN\n\nThe U.S. and the U.N. met today.", comment="headlines follow other rules"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield the places of each rarer form."""
        texts = list(pieces(document, kinds=(BlockKind.PROSE,)))
        for forms in _FORMS:
            places = [
                [Span(*match.span(1)).shift(offset) for text, offset in texts for match in form.pattern.finditer(text)]
                for form in forms
            ]
            used = [at for at, held in enumerate(places) if held]
            if len(used) < 2:
                continue
            kept = max(used, key=lambda at: (len(places[at]), -places[at][0].start))
            for at in used:
                if at != kept:
                    yield from self._rarer(document, forms, places, kept=kept, at=at)

    def _rarer(
        self, document: Document, forms: Sequence[_Form], places: Sequence[Sequence[Span]], *, kept: int, at: int
    ) -> Sequence[Finding]:
        usual = forms[kept].shown
        findings = [
            found(
                self.info,
                document,
                span,
                message=f"“{span.of(document.text).strip()}” here, “{usual}” elsewhere in the article: two styles of one abbreviation",
                confidence=0.8,
                instead=(_instead(document, span, usual),),
                evidence=(
                    Evidence("document", f"“{usual}” {len(places[kept])} times, “{forms[at].shown}” {len(places[at])}"),
                ),
                related=tuple(places[kept][:1]),
            )
            for span in places[at]
        ]
        return gather(findings, most=_MOST, what=f"places with “{forms[at].shown}”")


def _instead(document: Document, span: Span, usual: str) -> str:
    """The usual form, with the letters and the full stop that this place needs."""
    text = document.text
    here = span.of(text)
    if usual in {"percent", "per cent"}:
        return f" {usual}"
    if usual.lower().replace(".", "") == "pm" and here[0] in "aA":
        usual = usual.replace("p", "a").replace("P", "A")
    if usual.endswith("."):
        return usual[:-1] if text[span.end : span.end + 1] == "." else usual  # one full stop ends both
    return f"{usual}." if here.endswith(".") and _ends_sentence(document, span) else usual


def _ends_sentence(document: Document, span: Span) -> bool:
    if _OPENER.match(document.text, span.end) is not None:
        return True  # sentences are seldom divided after an abbreviation
    segment = document.segment_at(span.start)
    return segment is not None and not any(char.isalnum() for char in document.text[span.end : segment.span.end])


CHECK = AbbreviationStyle()
