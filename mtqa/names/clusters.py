"""Spellings of one article that disagree with each other, with or without a glossary.

The article's own name forms are compared with each other by sound.  Two forms are taken for one
entity only if the document supports it; two people with similar names are the rule, not the
exception ("Kim Jong Un", "Kim Jong Il"), so everything that speaks for two entities ends the matter.
A family name alone is no disagreement with the full name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mtqa.data import Evidence, Span
from mtqa.names.evidence import REPORT_FROM
from mtqa.names.forms import heads
from mtqa.names.lexicon import lexicon
from mtqa.names.spans import NameSpan, NameWord, WordKind
from mtqa.names.surroundings import roles_beside
from mtqa.names.tables import KNOWN_PLACES, LOOK_ALIKES, PLACE_PREPOSITIONS
from mtqa.names.variants import inflected, same_but_for_usage
from mtqa.text import fold, is_all_caps

if TYPE_CHECKING:
    from mtqa.data import Document
    from mtqa.glossary.match import FormMatch
    from mtqa.names.pairs import PairMatch

__all__ = ["Inconsistency", "find_inconsistencies"]

#: Pairs of forms are too many in a list of names; beyond this many distinct forms the rarest are left out.
MAX_FORMS: Final = 400
#: Forms shorter than this disagree only if a role or a full name connects them.
MIN_LETTERS: Final = 5

# Log-odds of "one entity": chosen on the train and dev documents of benchmarks/articles.py.
_BIAS: Final = -2.0
_SHARED_ROLE: Final = 2.5
_SURNAME_IN_USE: Final = 1.0
_SHARED_WORDS: Final = 1.0
_KNOWN: Final = -1.5
_BOTH_FREQUENT: Final = -1.5
_CUT: Final = 0.01


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A form that disagrees with another form of the same entity.

    Attributes:
        span: Range in the document's text.
        text: What stands there.
        suggestion: The form that the rest of the article uses, as a replacement for ``span``.
        confidence: 0 to 1.
        evidence: Why, strongest first.
        related: Where the other form stands.
    """

    span: Span
    text: str
    suggestion: str
    confidence: float
    evidence: tuple[Evidence, ...]
    related: tuple[Span, ...]


@dataclass(slots=True)
class _Form:
    """One spelling and everywhere it stands."""

    key: str
    text: str
    tokens: tuple[str, ...]
    places: list[tuple[Span, NameSpan]] = field(default_factory=list)

    @property
    def segments(self) -> frozenset[int]:
        return frozenset(name.segment for _, name in self.places)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset().union(*(roles_beside(name) for _, name in self.places))

    @property
    def is_known(self) -> bool:
        known = lexicon()
        return all(token in KNOWN_PLACES or known.counts(token).capital > 1 for token in self.tokens)


def find_inconsistencies(
    document: Document, names: Sequence[NameSpan], *, taken: Sequence[Span], mentions: Iterable[FormMatch]
) -> tuple[Inconsistency, ...]:
    """Forms that disagree with another form of the article.

    Args:
        document: The article.
        names: Its name runs.
        taken: Spans that another check flags already.
        mentions: Right and wrong forms of the glossary in the text; what they cover is settled.

    Returns:
        In order of position; confidence at least ``REPORT_FROM``.
    """
    settled = [*taken, *(mention.span for mention in mentions)]
    forms = _forms(document.text, names, settled)
    if len(forms) < 2:
        return ()
    from mtqa.names.pairs import NameMatcher

    texts = [form.text for form in forms]
    parts = [(i, part) for i, form in enumerate(forms) if len(form.text.split()) > 1 for part in _ends(form)]
    matcher = NameMatcher([*texts, *(part for _, part in parts)], [*range(len(forms)), *(i for i, _ in parts)])
    best: dict[int, tuple[float, int, str, tuple[Evidence, ...]]] = {}
    for i, matches in enumerate(matcher.match(texts, top=5)):
        for match in matches:
            whole = match.form < len(forms)
            j = match.form if whole else parts[match.form - len(forms)][0]
            part = None if whole else parts[match.form - len(forms)][1]
            if i == j or not _is_anchor(forms[j], forms[i], part=part):
                continue
            judged = _judge(forms[i], forms[j], match, part=part, forms=forms)
            if judged is not None and judged[0] >= REPORT_FROM and judged[0] > best.get(i, (0.0,))[0]:
                best[i] = (judged[0], j, part or forms[j].text, judged[1])
    found = [
        Inconsistency(
            span=span,
            text=span.of(document.text),
            suggestion=right.upper() if is_all_caps(span.of(document.text)) else right,
            confidence=confidence,
            evidence=evidence,
            related=tuple(place for place, _ in forms[j].places)[:5],
        )
        for i, (confidence, j, right, evidence) in best.items()
        if j not in best  # its anchor is right itself
        for span, _ in forms[i].places
    ]
    return tuple(sorted(found, key=lambda one: one.span))


def _forms(text: str, names: Sequence[NameSpan], settled: Sequence[Span]) -> list[_Form]:
    """The spellings of the article that nothing has settled yet, most frequent first."""
    forms: dict[str, _Form] = {}
    covered = bytearray(len(text) + 1)
    for span in settled:
        covered[span.start : span.end] = b"\x01" * len(span)
    for name, part in [(run, part) for run in names for part in _parts(run)]:
        words = _core(part)
        if not words or any(any(covered[word.span.start : word.span.end]) for word in words):
            continue
        span = Span(words[0].span.start, words[-1].span.end)
        surface = span.of(text)
        tokens = tuple(fold(surface).split())
        letters = sum(map(len, tokens))
        if letters < 3 or len(tokens) > 6 or (is_all_caps(surface) and not name.headline):
            continue
        forms.setdefault(" ".join(tokens), _Form(" ".join(tokens), surface, tokens)).places.append((span, name))
    return sorted(forms.values(), key=lambda form: -len(form.places))[:MAX_FORMS]


def _parts(name: NameSpan) -> list[list[NameWord]]:
    """The words of the run, taken apart at "and": two counties are two names."""
    parts: list[list[NameWord]] = [[]]
    for word in name.words:
        if word.kind is WordKind.INNER and word.key == "and":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _core(part: Sequence[NameWord]) -> tuple[NameWord, ...]:
    """The words without what does not name at its ends, or nothing if no word of it names."""
    words = list(part)
    keep = (WordKind.PLAIN, WordKind.GENERIC)
    while words and words[0].kind not in keep:
        words.pop(0)
    while words and words[-1].kind not in keep:
        words.pop()
    return tuple(words) if any(word.kind.names for word in words) else ()


def _ends(form: _Form) -> list[str]:
    surface = form.text.split()
    return [word for word in dict.fromkeys((surface[0], surface[-1])) if len(word) > 2]


def _is_anchor(anchor: _Form, other: _Form, *, part: str | None) -> bool:
    """Whether ``anchor`` is the form to keep of the two: known, then full, then frequent, then first."""

    def rank(form: _Form, *, full: bool) -> tuple[bool, bool, int, int]:
        return form.is_known, full, len(form.places), -form.places[0][0].start

    return rank(anchor, full=part is not None) > rank(other, full=False)


def _judge(
    form: _Form, anchor: _Form, match: PairMatch, *, part: str | None, forms: Sequence[_Form]
) -> tuple[float, tuple[Evidence, ...]] | None:
    """The probability that ``form`` is a spelling of ``anchor`` (or of its ``part``), with reasons."""
    from mtqa.names.pairs import describe

    target = tuple(fold(part).split()) if part is not None else anchor.tokens
    if not _may_be_one(form, anchor, target):
        return None
    shared_roles = form.roles & anchor.roles
    single = len(form.tokens) == 1
    in_use = part is not None and any(other.key == fold(part) for other in forms)
    if part is not None and not (shared_roles or in_use):
        return None
    if single and len(form.key) < MIN_LETTERS and not (shared_roles and in_use):
        return None
    evidence = [Evidence("sound", f"“{form.text}” sounds like “{part or anchor.text}”: {describe(match.alignment)}")]
    probability = min(max(match.probability, _CUT), 1 - _CUT)
    odds = _BIAS + math.log(probability / (1 - probability))
    if shared_roles:
        odds += _SHARED_ROLE
        evidence.append(
            Evidence("document", f"the same role stands beside both: {', '.join(sorted(shared_roles)[:3])}")
        )
    if in_use:
        odds += _SURNAME_IN_USE
        evidence.append(Evidence("document", f"the article also says “{part}” for “{anchor.text}”"))
    if set(form.tokens) & set(target):
        odds += _SHARED_WORDS
    if lexicon().is_known_name(form.tokens[-1] if single else " ".join(t for t in form.tokens if t not in target)):
        odds += _KNOWN
    if min(len(form.places), len(anchor.places)) > 2:
        odds += _BOTH_FREQUENT
    evidence.append(Evidence("count", f"“{anchor.text}” {len(anchor.places)}×, “{form.text}” {len(form.places)}×"))
    return 1 / (1 + math.exp(-odds)), tuple(evidence)


def _may_be_one(form: _Form, anchor: _Form, target: tuple[str, ...]) -> bool:
    """Whether nothing rules out that the two are one entity."""
    if same_but_for_usage(" ".join(form.tokens), " ".join(target)):
        return False
    ours = [token for token in form.tokens if token not in target]
    theirs = [token for token in target if token not in form.tokens]
    if not ours or not theirs or len(form.tokens) != len(target):
        return False  # one is a part of the other, or of another make
    if any(len(token) < 2 or token.isdigit() for token in (*ours, *theirs)):
        return False  # initials and numbers tell people and things apart
    if form.segments & anchor.segments or heads(form.tokens) != heads(target):
        return False
    pairs = [(a, b) for a in ours for b in theirs]
    if any(frozenset(pair) in LOOK_ALIKES or inflected(*pair) for pair in pairs):
        return False
    known = lexicon()
    if all(known.is_known_word(token) for token in ours) or (form.is_known and anchor.is_known):
        return False
    if all(known.is_known_name(token) for token in (*ours, *theirs)) and not form.roles & anchor.roles:
        return False
    return not (_is_place(form) and _is_person(anchor)) and not (_is_person(form) and _is_place(anchor))


def _is_person(form: _Form) -> bool:
    return any(name.person_like for _, name in form.places)


def _is_place(form: _Form) -> bool:
    counts: defaultdict[bool, int] = defaultdict(int)
    for _, name in form.places:
        counts[bool(name.left) and name.left[-1] in PLACE_PREPOSITIONS] += 1
    return counts[True] > counts[False]
