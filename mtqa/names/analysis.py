"""The names of one article, held against the glossary and against each other.

:func:`analyse` is called once per article (``Resources.names``) and shared by the four name and term
checks, which only put its results into words.  The order: right forms and listed wrong forms first,
which settle what they cover; then the sound of every other name against every entry; then what the
document says for or against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.glossary.match import FormMatch, find_watched
from mtqa.names.candidates import Candidate, judge
from mtqa.names.clusters import Inconsistency, find_inconsistencies
from mtqa.names.evidence import GENERAL_FROM, LOWEST, REPORT_FROM
from mtqa.names.forms import FormTable, form_table, matcher_for, surnames
from mtqa.names.index.large import LargeGlossary
from mtqa.names.leaders import find_leader_mistakes
from mtqa.names.lexicon import lexicon
from mtqa.names.mentions import mentions_of
from mtqa.names.resolution import Resolution
from mtqa.names.spans import NameSpan, find_names
from mtqa.names.surroundings import Surroundings
from mtqa.names.terms import lower_case_windows
from mtqa.names.windows import Window, windows_of

if TYPE_CHECKING:
    from mtqa.data import Document, Span
    from mtqa.glossary.model import Glossary
    from mtqa.names.forms import Wanted
    from mtqa.names.pairs import PairMatch

__all__ = ["NameAnalysis", "analyse", "ranked"]

#: What each further word of a window is worth against a shorter window that overlaps it.
LONGER = 0.1
#: Rivals for each window that are looked at.
_TOP = 4


@dataclass(frozen=True, slots=True)
class NameAnalysis:
    """What is known about the names of an article.

    Attributes:
        names: Every maximal name run, in order.
        mentions: Occurrences of the glossary's right and rejected forms, in order, and of parts of names and
            abbreviations that stand for them later on; entries to ``watch`` left out.
        watched: Occurrences of the forms of entries to ``watch``, in order.
        resolved: Suspected garbled forms of entries, in order, not overlapping; each at least
            ``evidence.LOWEST`` probable.
        inconsistencies: Spellings that disagree with another of the same article and that the
            glossary does not resolve, in order.
    """

    names: tuple[NameSpan, ...] = ()
    mentions: tuple[FormMatch, ...] = ()
    resolved: tuple[Resolution, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    watched: tuple[FormMatch, ...] = ()


def analyse(document: Document, glossary: Glossary | LargeGlossary) -> NameAnalysis:
    """Find the names of ``document`` and what is wrong with them.

    Args:
        document: The article, with blocks and segments.
        glossary: Entries; may be empty, then only inconsistencies can be found.  Of a large one, those
            that can matter for the article are looked at.

    Returns:
        The analysis; pure, the same for the same input.
    """
    known = lexicon()
    names = find_names(document, known=known)
    if isinstance(glossary, LargeGlossary):
        glossary = glossary.narrow(document, names)
    mentions = mentions_of(document.text, names, glossary)
    around = Surroundings(names, mentions, document.text)
    resolved: list[Resolution] = []
    settled: list[Span] = []
    if glossary.entries:
        table = form_table(glossary)
        windows = _windows(document, names, mentions, table=table)
        found = _choose(windows, around=around, table=table)
        chosen = _spread([one for one in found if _is_credible(one, glossary)], lowest=LOWEST)
        sure = [candidate for candidate in chosen if candidate.confidence >= REPORT_FROM]
        resolved = find_leader_mistakes(around, sure, glossary=glossary)
        decided = [found.span for found in resolved]
        resolved += [
            candidate.resolution(around)
            for candidate in chosen
            if not any(candidate.window.span.overlaps(span) for span in decided)
        ]
        settled = [window.span for window in windows if window.right]
    resolved.sort(key=lambda found: found.span)
    taken = [*settled, *(found.span for found in resolved if found.confidence >= REPORT_FROM)]
    return NameAnalysis(
        names=names,
        mentions=mentions,
        resolved=tuple(resolved),
        inconsistencies=find_inconsistencies(document, names, taken=taken, mentions=mentions),
        watched=find_watched(document.text, glossary) if glossary.entries else (),
    )


def ranked(document: Document, glossary: Glossary) -> list[Candidate]:
    """The best candidate of every window, however improbable: what the evidence is fitted on."""
    names = find_names(document, known=lexicon())
    mentions = mentions_of(document.text, names, glossary)
    table = form_table(glossary)
    windows = _windows(document, names, mentions, table=table)
    return _choose(windows, around=Surroundings(names, mentions, document.text), table=table)


def _is_credible(candidate: Candidate, glossary: Glossary) -> bool:
    """Whether enough speaks for a candidate, if it is an entry that nobody chose for the article."""
    return candidate.confidence >= GENERAL_FROM or candidate.wanted.entry.id not in glossary.general


def _windows(
    document: Document, names: Sequence[NameSpan], mentions: Sequence[FormMatch], *, table: FormTable
) -> list[Window]:
    windows = windows_of(document.text, names, mentions, table=table)
    return windows + lower_case_windows(document, mentions, table=table, known=lexicon())


def _choose(windows: Sequence[Window], *, around: Surroundings, table: FormTable) -> list[Candidate]:
    """The best candidate of every window that is not right as it stands.

    Names of several words are decided first: what they turn out to be is evidence for the single
    words ("Eun said" after "Eun Sook-eol").
    """
    open_ = [window for window in windows if not window.right]
    long = [window for window in open_ if window.n_plain > 1]
    found = _spread(_best(long, table.forms, around=around, table=table, earlier=()))
    short = [window for window in open_ if window.n_plain == 1]
    in_play = sorted(
        {table.groups[c.wanted.entry.id] for c in found}
        | {table.groups[entry_id] for entry_id in around.mentions if entry_id in table.groups}
        | {form.group for form in table.forms if any(around.has_role(role) for role in form.entry.roles)}
    )
    # An entry that nothing is suspected of being has no forms here: it stands right in the article, and that is all.
    entries = {form.group: form.entry for form in table.forms}
    parts = [part for group in in_play if group in entries for part in surnames(entries[group], group=group)]
    return _best([*short, *long], table.forms, around=around, table=table, earlier=found, parts=parts)


def _best(
    windows: Sequence[Window],
    forms: Sequence[Wanted],
    *,
    around: Surroundings,
    table: FormTable,
    earlier: Sequence[Candidate],
    parts: Sequence[Wanted] = (),
) -> list[Candidate]:
    if not windows:
        return []
    candidates: list[Candidate] = []
    keys = list(dict.fromkeys(window.key for window in windows))
    spelling = {window.key: window.text for window in windows}
    queries = [spelling[key] for key in keys]
    batches = [(table.matcher, forms, keys, queries)]
    alone = {window.key for window in windows if window.n_plain == 1}
    single = [key for key in keys if key in alone]
    if parts and single:
        batches.append((matcher_for(parts), parts, single, [spelling[key] for key in single]))
    matches: defaultdict[str, list[tuple[Wanted, PairMatch]]] = defaultdict(list)
    for matcher, wanted, asked, texts in batches:
        for key, found in zip(asked, matcher.match(texts, top=_TOP), strict=True):
            matches[key] += [(wanted[match.form], match) for match in found]
    headed = list(dict.fromkeys(window.specific for window in windows if window.heads and window.specific))
    by_specific = dict(zip(headed, table.specific_matcher.match(headed, top=_TOP), strict=True)) if headed else {}
    spellings: defaultdict[int, set[str]] = defaultdict(set)
    for candidate in earlier:
        spellings[candidate.wanted.group].add(candidate.window.key)
    taken_for = {group: frozenset(found) for group, found in spellings.items()}
    for window in windows:
        if window.heads and window.specific:
            # Shared generic words must not lend two names their likeness: only the rest is compared.
            others = [(form, match) for form, match in matches[window.key] if not form.heads]
            same = [(table.headed[match.form], match) for match in by_specific[window.specific]]
            pairs = [*same, *others]
        else:
            pairs = matches[window.key]
        judged = judge(window, pairs, around=around, earlier=taken_for)
        if judged is not None:
            candidates.append(judged)
    return candidates


def _spread(candidates: Sequence[Candidate], *, lowest: float = REPORT_FROM) -> list[Candidate]:
    """One decision per spelling, then the best candidates that do not overlap."""
    best: dict[tuple[str, str], float] = defaultdict(float)
    for candidate in candidates:
        key = (candidate.window.key, candidate.wanted.entry.id)
        best[key] = max(best[key], candidate.confidence)
    ranked = sorted(
        (c.with_confidence(best[c.window.key, c.wanted.entry.id]) for c in candidates),
        key=lambda c: (
            c.confidence < REPORT_FROM,
            -round(c.confidence + LONGER * min(len(c.window.words) - 1, 3), 3),
            c.window.span,
        ),
    )
    taken = bytearray(max((candidate.window.span.end for candidate in ranked), default=0))
    kept: list[Candidate] = []
    for candidate in ranked:
        span = candidate.window.span
        if candidate.confidence >= lowest and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * len(span)
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.window.span)
