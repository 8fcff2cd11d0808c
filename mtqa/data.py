"""The records that flow through mtqa: text in, records out.

All are frozen: a stage returns new records and never edits the ones it was given.  Every position
is a half-open pair of **code points** (what ``len`` and slicing of a Python ``str`` count), never
bytes, UTF-16 units or line and column.

Two texts belong to a document.  ``Document.original`` is the file exactly as decoded, tags and all.
``Document.text`` is what a person reads: for plain text the two are the same object; for Markdown
and HTML the markup is gone.  Checks see ``text``; outputs report positions in ``original``, through
``Document.to_original``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mtqa.mqm import Category, Severity

__all__ = [
    "Block",
    "BlockKind",
    "CheckInfo",
    "Decision",
    "Diagnostics",
    "Document",
    "Entity",
    "EntityForm",
    "Evidence",
    "Example",
    "Finding",
    "Fluency",
    "Judgement",
    "Report",
    "Segment",
    "SegmentFluency",
    "Skipped",
    "SourceMap",
    "Span",
    "State",
    "Suggestion",
    "Summary",
    "Suspicion",
    "TokenLogprob",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``start <= i < end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same range, ``by`` code points later."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where each code point of ``Document.text`` stands in ``Document.original``.

    Attributes:
        starts: For code point ``i`` of the text, its first code point in the original.
        ends: For code point ``i`` of the text, one past its last code point in the original
            (``&amp;`` is one code point of text and five of the original).
    """

    starts: Sequence[int]
    ends: Sequence[int]

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.ends):
            raise ValueError(f"{len(self.starts)} starts, {len(self.ends)} ends")

    def map(self, span: Span) -> Span:
        """The range of the original that ``span`` of the text came from."""
        if not self.starts:
            return Span(0, 0)
        if span.start == span.end:
            at = self.starts[span.start] if span.start < len(self.starts) else self.ends[-1]
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])


class BlockKind(StrEnum):
    """What a block of an article is; only ``PROSE`` counts towards fluency."""

    PROSE = "prose"
    HEADING = "heading"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption or piece of page furniture: a range of ``Document.text``.

    Blocks are in order and do not overlap; the text between them is blank.
    """

    span: Span
    kind: BlockKind = BlockKind.PROSE


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, the unit that is scored; it never crosses a block.

    Attributes:
        index: Position among the document's segments, from 0.
        span: Range in ``Document.text``, without surrounding white space.
        block: Index of its block in ``Document.blocks``.
        kind: The kind of that block.
    """

    index: int
    span: Span
    block: int
    kind: BlockKind = BlockKind.PROSE


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Attributes:
        id: Name that a person knows it by: the path as given, or ``<stdin>``.
        text: The article as a person reads it, without markup.
        lang: Language of the text, BCP-47.
        blocks: Paragraphs, headings and so on, in order.
        segments: Sentences, in order.
        original: The file exactly as decoded.
        source_map: From ``text`` to ``original``; ``None`` when they are the same.
        media_type: ``text/plain``, ``text/markdown`` or ``text/html``.
        notices: What the reader had to decide, in sentences for the user ("read as cp1252").
    """

    id: str
    text: str
    lang: str = "en"
    blocks: tuple[Block, ...] = ()
    segments: tuple[Segment, ...] = ()
    original: str = ""
    source_map: SourceMap | None = None
    media_type: str = "text/plain"
    notices: tuple[str, ...] = ()
    _newlines: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.source_map is None:
            if self.original and self.original != self.text:
                raise ValueError("a document whose text is not its original needs a source map")
            object.__setattr__(self, "original", self.text)
        elif len(self.source_map.starts) != len(self.text):
            raise ValueError("the source map must have one position per code point of the text")
        newlines = tuple(i for i, char in enumerate(self.original) if char == "\n")
        object.__setattr__(self, "_newlines", newlines)

    def to_original(self, span: Span) -> Span:
        """The range of the file as read that ``span`` of the text came from."""
        return span if self.source_map is None else self.source_map.map(span)

    def line_column(self, span: Span) -> tuple[int, int]:
        """Line and column, both from 1, in code points, where ``span`` begins in the file as read."""
        start = self.to_original(span).start
        line = bisect_right(self._newlines, start - 1)
        line_start = self._newlines[line - 1] + 1 if line else 0
        return line + 1, start - line_start + 1

    def prose(self) -> Iterator[Segment]:
        """The segments that count towards fluency."""
        return (segment for segment in self.segments if segment.kind is BlockKind.PROSE)

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds the code point at ``offset`` of the text, if any."""
        at = bisect_right(self.segments, offset, key=lambda segment: segment.span.start) - 1
        if at >= 0 and offset < self.segments[at].span.end:
            return self.segments[at]
        return None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the text might say instead.

    Attributes:
        text: Replacement for exactly the finding's span; ``""`` means delete it.
        entry: Id of the glossary entry it comes from, if one.
        detail: Why this one, in a line a person understands.
    """

    text: str
    entry: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for (or against) a finding.

    Attributes:
        kind: Short key: ``sound``, ``runner-up``, ``document``, ``repeat``, ``surprisal`` ...
        detail: The reason, in a line a person understands.
    """

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A *suspected* issue; it becomes an error only when a person says so.

    Attributes:
        check: Id of the check that raised it.
        span: Range in ``Document.text``.
        text: What stands there.
        message: What is wrong, to the person who will mend it.
        confidence: 0 to 1, the estimated probability that a person would agree.
        suggestions: Best first; may be empty.
        evidence: Why, strongest first.
        related: Other places in the text that bear on it (the form it disagrees with).
        fingerprint: Identity that survives edits elsewhere; set by the pipeline.
    """

    check: str
    category: Category
    severity: Severity
    span: Span
    text: str
    message: str
    confidence: float
    suggestions: tuple[Suggestion, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Span, ...] = ()
    fingerprint: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} of {self.check} is not in 0..1")
        if not self.message:
            raise ValueError(f"{self.check} raised a finding without a message")


@dataclass(frozen=True, slots=True)
class TokenLogprob:
    """A token and its log-probability in **nats**, at most 0; ``None`` means it was not scored."""

    span: Span
    logprob: float | None


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """What the language model's surprise amounts to, over some tokens; no judgement by itself.

    Attributes:
        n_tokens: Tokens.
        n_words: Words, as white space separates them.
        n_chars: Code points of the words.
        surprisal: Mean surprisal, bits per token; lower is more predictable.
        bits_per_char: Total surprisal over code points; comparable across models.
        perplexity: Per token, ``2 ** surprisal``.
        slor: Bits per token by which the context makes the tokens likelier than they are without any
            (Pauls and Klein 2012; Lau et al. 2017); higher is more acceptable, whatever the words'
            rarity.  ``None`` if their rarity is not known.
        surprising: Share of very surprising words, 0 to 1.
    """

    n_tokens: int
    n_words: int
    n_chars: int
    surprisal: float
    bits_per_char: float
    perplexity: float
    slor: float | None
    surprising: float


@dataclass(frozen=True, slots=True)
class SegmentFluency:
    """Fluency of one segment.

    Attributes:
        segment: Index of the segment in the document.
        span: Its range in ``Document.text``.
        n_tokens: Tokens that were scored.
        n_chars: Code points of the segment.
        surprisal: Mean surprisal, bits per token; lower is more predictable.
        bits_per_char: Total surprisal over code points; comparable across models.
        score: 0 to 100, higher is more fluent (see ``Fluency.unit``); ``None`` if not calibrated.
        tokens: The scored tokens, in ``Document.text``.
        predictability: Share of the reference sentences that are harder to predict, 0 to 100, by
            surprisal alone; ``None`` if not calibrated.
        percentile: Share of the reference sentences with a lower score, 0 to 100; ``None`` if unknown.
    """

    segment: int
    span: Span
    n_tokens: int
    n_chars: int
    surprisal: float
    bits_per_char: float
    score: float | None
    tokens: tuple[TokenLogprob, ...] = ()
    predictability: float | None = None
    percentile: float | None = None


@dataclass(frozen=True, slots=True)
class Fluency:
    """Fluency of an article.

    Attributes:
        score: 0 to 100, higher is more fluent; ``None`` if the model has no calibration.
        unit: What the score means, for the label beside it.
        typical: Range of article scores (10th and 90th percentile) in the reference texts.
        n_tokens: Tokens scored in prose segments.
        surprisal: Bits per token over all prose.
        bits_per_char: Bits per code point over all prose.
        perplexity: Per token, ``2 ** surprisal``.
        segments: One per scored segment.
        model: Name and revision of the language model.
        reference: Name of the reference distribution behind the score; ``""`` without one.
        percentile: Share of the reference articles with a lower score, 0 to 100; ``None`` if unknown.
        predicted: Whether the score is a predicted human judgement, and not calibrated surprisal.
        diagnostics: Over all prose.
        without_names: The same without names and numbers.
    """

    score: float | None
    unit: str
    typical: tuple[float, float] | None
    n_tokens: int
    surprisal: float
    bits_per_char: float
    perplexity: float
    segments: tuple[SegmentFluency, ...]
    model: str
    reference: str = ""
    percentile: float | None = None
    predicted: bool = False
    diagnostics: Diagnostics | None = None
    without_names: Diagnostics | None = None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A phrase that a rater would likely mark, whatever is wrong with it.

    Attributes:
        span: Range in ``Document.text``.
        confidence: 0 to 1, the estimated share of such phrases that at least one of three raters marks.
        chance: 0 to 1, the estimated share that a single rater marks.
        major: Whether a major error is more likely than a minor one.
    """

    span: Span
    confidence: float
    chance: float
    major: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a check must flag, or must leave alone.

    Attributes:
        text: A small article.
        flagged: The surface forms that must be flagged, in order; empty means none.
        suggestion: First suggestion of the first finding, when the check makes one.
        glossary: Rows of a glossary CSV (with header) that the example needs.
        comment: What the example shows.
    """

    text: str
    flagged: tuple[str, ...] = ()
    suggestion: str | None = None
    glossary: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """What a check is, for people.

    Attributes:
        id: Its name everywhere: the module's name with hyphens.
        title: A few words for a heading.
        category: The MQM category of its findings.
        severity: The severity of its findings, unless one says otherwise.
        needs: Resources without which it is skipped: ``glossary``, ``fluency``, ``lm``.
        doc: The module's docstring: what it does, limits, source.
        examples: Texts it must flag and near misses it must not.
    """

    id: str
    title: str
    category: Category
    severity: Severity
    needs: frozenset[str] = frozenset()
    doc: str = ""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check that did not run, and why: silence never means clean."""

    check: str
    reason: str


class Judgement(StrEnum):
    """What a person says about a finding."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    UNSURE = "unsure"
    #: The person took the decision back: nobody has decided.
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict about a finding, and one line of ``decisions.jsonl``.

    Attributes:
        fingerprint: Of the finding.
        judgement: The verdict.
        text: What the text should say instead of the finding's span; ``""`` if the person did not write it.
        by: Who.
        at: When, ISO 8601 in UTC.
        note: Why.
        id: Identity of this line, so that one who saw it can say what they saw; ``""`` before it is written.
        check: Id of the check, so that decisions can be counted without the report.
        found: What stood in the article, for people.
        suggested: The first suggestion, for people; ``""`` if there was none.
        file: The article, for people.
        confidence: 0 to 1, of the finding; ``None`` if not known.
        undoes: The ``id`` of the line that this one takes back; it repeats what holds again.
    """

    fingerprint: str
    judgement: Judgement
    text: str = ""
    by: str = ""
    at: str = ""
    note: str = ""
    id: str = ""
    check: str = ""
    found: str = ""
    suggested: str = ""
    file: str = ""
    confidence: float | None = None
    undoes: str = ""


class State(StrEnum):
    """Where a finding stands."""

    #: Suspected; nobody has decided.
    OPEN = "open"
    #: A person confirmed it: it is an error.
    ACCEPTED = "accepted"
    #: A person said that the text is right.
    DISMISSED = "dismissed"
    #: A person looked and could not tell; still suspected.
    UNSURE = "unsure"
    #: Switched off by a mark in the article, or by the project's configuration.
    IGNORED = "ignored"

    @property
    def is_suspected(self) -> bool:
        """Whether it is neither confirmed nor out of question."""
        return self in (State.OPEN, State.UNSURE)


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of one report.

    Attributes:
        n_words: Words of the article, furniture left out.
        counts: Suspected issues per severity, in ascending order of severity.
        penalty: Weighted points per 1,000 words, **if every suspected issue were confirmed**;
            ``None`` for a text too short for a rate.
        confirmed: Confirmed errors per severity, in ascending order of severity.
        confirmed_penalty: Weighted points per 1,000 words of the confirmed errors alone; ``None`` as above.
        dismissed: Findings that a person dismissed.
        ignored: Findings that a mark in the article or the project's configuration switched off.
    """

    n_words: int
    counts: tuple[tuple[Severity, int], ...]
    penalty: float | None
    confirmed: tuple[tuple[Severity, int], ...] = ()
    confirmed_penalty: float | None = None
    dismissed: int = 0
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class EntityForm:
    """One way in which an article writes a name.

    Attributes:
        text: As it is written.
        spans: Where, in order.
        is_right: Whether the glossary lists it as right; ``None`` where the glossary says nothing.
    """

    text: str
    spans: tuple[Span, ...]
    is_right: bool | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place or thing of an article, with everything it is called there.

    Attributes:
        name: The preferred form of its entry, or how the article writes it in full.
        forms: The most frequent first.
        entry: Id of its glossary entry; ``None`` if the glossary has none.
        kind: What the entry says it is; ``""`` without one.
        source_terms: Its forms in other languages, as ``(language, form)``.
    """

    name: str
    forms: tuple[EntityForm, ...]
    entry: str | None = None
    kind: str = ""
    source_terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one run says about one article.

    Attributes:
        document: The article.
        findings: In the order ``(start, -end, check)``.
        fluency: ``None`` when no language model ran.
        summary: Totals.
        checks: Every check that ran, so that renderers need not import any.
        skipped: Every check that did not, with the reason.
        signature: One line from which another person can reproduce the numbers.
        decisions: What people decided about its findings, in the order of the findings; at most one for each,
            and none that was taken back.
        ignored: Fingerprints of findings that are switched off, each with the reason, for people.
        known: Fingerprints of findings that were there when the baseline was written.
        entities: The names of the article, in the order in which they come up; empty if no check looked at names.
    """

    document: Document
    findings: tuple[Finding, ...]
    fluency: Fluency | None
    summary: Summary
    checks: tuple[CheckInfo, ...]
    skipped: tuple[Skipped, ...]
    signature: str
    decisions: tuple[Decision, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    known: frozenset[str] = frozenset()
    entities: tuple[Entity, ...] = ()

    def states(self) -> tuple[State, ...]:
        """Where each finding stands, in their order: a person's decision counts more than a mark in the article."""
        decided = {decision.fingerprint: State(decision.judgement.value) for decision in self.decisions}
        switched_off = {fingerprint for fingerprint, _ in self.ignored}
        return tuple(
            decided.get(one.fingerprint) or (State.IGNORED if one.fingerprint in switched_off else State.OPEN)
            for one in self.findings
        )

    def decision(self, finding: Finding) -> Decision | None:
        """What a person decided about the finding."""
        return next((one for one in self.decisions if one.fingerprint == finding.fingerprint), None)

    def worst(self) -> Severity | None:
        """The highest severity among the findings that ask for something.

        Those are the suspected ones that the baseline does not know, and the confirmed ones.  ``None`` if
        there are none.
        """
        asking = (
            finding.severity
            for finding, state in zip(self.findings, self.states(), strict=True)
            if state is State.ACCEPTED or (state.is_suspected and finding.fingerprint not in self.known)
        )
        return max(asking, default=None)
