"""Suspicious words and phrases against what human raters marked.

``python -m benchmarks.quality.words --data DIR`` reads the held-out documents of WMT 2021 news and TED talks, Chinese
to English, with the language model and its networks, and prints for each set of machine translations, beside the
floors (every word flagged; the word's surprisal alone) and beside a second rater of the same text:

* AP, area under precision over recall of the words;
* MCC of flagged and marked words, at a threshold that was chosen on the training documents;
* the share of flagged *spans* that touch a marked word when the worst 0.5% and 1% of the words are flagged;
* character F1, pooled, severity counted (1 for the rater's severity, .5 for the other), at that same threshold;
  everything is flagged as major, since severity cannot be told from the text.

In brackets the middle 90% of bootstrap draws of whole source segments (all systems' translations of one together).
Then what the check ``suspicious-phrase`` itself flags per 1,000 words, on machine translations and on the human
references of the same documents, and how often the raters marked it.

``--mqm PATH`` (repeatable) evaluates any table of the form ``mt_system doc_id seg_id annotator_id source target
start_ids end_ids errors`` instead, all of its documents.  Two raters of one text agree little: the row "another rater"
is what to compare with, not 1.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa import __version__
from mtqa.checks.suspicious_phrase import CHECK
from mtqa.data import Block, Document, Span, Suspicion
from mtqa.lm import DEFAULT_LM, load
from mtqa.lm.reading import StateReader
from mtqa.options import Options, Phrases
from mtqa.resources import Resources
from mtqa.scoring.lm_text import lm_text
from mtqa.scoring.suspicions import Suspecter, relative, score_words, suspecter_for, suspicions
from mtqa.scoring.word_features import SURPRISAL_SCALE
from mtqa.segment import segment
from mtqa.text import count_words
from mtqa.training.mqm_rows import Row, articles, is_reference, read_rows
from mtqa.training.name_sets import data_folder
from mtqa.training.wmt import is_held_out
from mtqa.training.word_metrics import (
    WordTable,
    average_precision,
    character_f1,
    interval,
    mcc,
    pairs_of_raters,
    runs,
    span_precision,
    table,
)

Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]

SETS = {"news (WMT 2021 zh-en)": "mqm/wmt21_zh-en.tsv", "talks (TED 2021 zh-en)": "mqm/ted21_zh-en.tsv"}
DRAWS, SEED = 200, 0
#: Of a word that the model did not read.
_LOWEST = -100.0


@dataclass(frozen=True, slots=True)
class Scored:
    """The words of some rows, scored.

    Attributes:
        words: The words.
        surprisal: Nats of each.
        marked: Log-odds that a rater marks it.
        major: Log-odds of a major mark.
        compared: The log-odds that a rater marks it, relative to its article.
    """

    words: WordTable
    surprisal: Doubles
    marked: Doubles
    major: Doubles
    compared: Doubles


@dataclass(frozen=True, slots=True)
class Article:
    """One system's translation of one document, as the model and the networks see it.

    Attributes:
        document: The article; a row is a paragraph.
        answers: Per word, by where it starts: surprisal, and log-odds as in :class:`Scored`.
        suspicions: Its suspicious phrases.
    """

    document: Document
    answers: dict[int, tuple[float, float, float, float]]
    suspicions: tuple[Suspicion, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--mqm", type=Path, action="append", default=[], help="an MQM table to evaluate instead")
    parser.add_argument("--lm", default=DEFAULT_LM)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N flagged phrases of a set")
    chosen = parser.parse_args(arguments)
    lm = load(chosen.lm, note=print)
    suspecter = suspecter_for(lm.name, lm.revision) if isinstance(lm, StateReader) else None
    if suspecter is None or not isinstance(lm, StateReader):
        parser.error(f"the language model {chosen.lm} has no networks trained for it")
    given = {str(path): read_rows(path) for path in chosen.mqm}
    if not given:
        data = data_folder(chosen.data)
        given = {
            f"{title}, held-out documents": [row for row in read_rows(data / name) if is_held_out(row.document)]
            for title, name in SETS.items()
        }
    for title, rows in given.items():
        evaluate(title, rows, lm, suspecter, show=chosen.show)


def evaluate(title: str, rows: Sequence[Row], lm: StateReader, suspecter: Suspecter, *, show: int = 0) -> None:
    """Print everything about one set."""
    read = {key: read_article(document_of(members), lm, suspecter) for key, members in articles(rows).items()}
    machine = [row for row in rows if not is_reference(row.system)]
    scored = score(machine, read)
    words = scored.words
    print(f"\n{title}: {len(words.rows)} rows, {len(words)} words, {words.bad.mean():.1%} of them marked")
    print("| | AP | MCC | spans at 0.5% | spans at 1% | character F1 |\n|---|---|---|---|---|---|")
    every = np.ones(len(words), dtype=bool)
    print(f"| every word | {words.bad.mean():.3f} | 0 | - | - | {_f1(words, every)} |")
    dear = scored.surprisal >= suspecter.surprisal_threshold
    print(_row("surprisal alone", words, scored.surprisal, dear))
    print(_row("networks", words, scored.marked, scored.compared >= suspecter.threshold))
    print(another_rater(machine))
    print()
    alarms("machine translations", machine, read, show=show)
    people = [row for row in rows if is_reference(row.system)]
    if people:
        alarms("human references", people, read, show=show)
    print(
        f"signature: mtqa:{__version__}|lm:{lm.name}@{lm.revision}|networks:{suspecter.digest}|"
        f"boot:{DRAWS}|seed:{SEED}|words:mtqa.text"
    )


def document_of(rows: Sequence[Row]) -> Document:
    """One system's translation as an article: a row is a paragraph."""
    blocks: list[Block] = []
    at = 0
    for row in rows:
        blocks.append(Block(Span(at, at + len(row.target))))
        at += len(row.target) + 2
    return segment(Document(id=rows[0].system, text="\n\n".join(row.target for row in rows), blocks=tuple(blocks)))


def read_article(document: Document, lm: StateReader, suspecter: Suspecter) -> Article:
    """Read an article once."""
    text = lm_text(document)
    (reading,) = lm.read([text.text])
    scored = score_words(document, text, reading, suspecter)
    if scored is None:
        return Article(document, {}, ())
    described, logits = scored
    compared = relative(logits[:, 0], np.zeros(len(logits), dtype=np.intp))
    answers = {
        text.positions[span.start]: (SURPRISAL_SCALE * fact[0], marked, major, above)
        for span, fact, (marked, major), above in zip(
            described.spans, described.facts.tolist(), logits.tolist(), compared.tolist(), strict=True
        )
    }
    return Article(document, answers, suspicions(document, text, reading, suspecter) or ())


def score(rows: Sequence[Row], read: Mapping[tuple[str, str], Article]) -> Scored:
    """Score the words of rows, each in its article."""
    words = table(rows)
    found = np.full((len(words), 4), _LOWEST)
    starts = {
        key: {block.span.of(one.document.text): block.span.start for block in reversed(one.document.blocks)}
        for key, one in read.items()
    }
    for word, index in enumerate(words.row):
        row = rows[index]
        key = row.system, row.document
        found[word] = read[key].answers.get(starts[key][row.target] + int(words.start[word]), found[word])
    return Scored(words, *found.T)


def _row(name: str, words: WordTable, scores: Doubles, flags: Flags) -> str:
    bad = words.bad
    cells = [
        _cell(
            average_precision(scores, bad),
            interval(words.cluster, lambda weight: average_precision(scores, bad, weight), draws=DRAWS, seed=SEED),
        ),
        _cell(mcc(flags, bad), interval(words.cluster, lambda weight: mcc(flags, bad, weight), draws=DRAWS, seed=SEED)),
    ]
    for share in (0.005, 0.01):
        precision, _, right, cluster = span_precision(words, scores, share=share)
        cells.append(_cell(precision, interval(cluster, _mean_of(right), draws=DRAWS, seed=SEED)))
    return f"| {name} | {' | '.join(cells)} | {_f1(words, flags)} |"


def _mean_of(values: Doubles) -> Callable[[Doubles], float]:
    return lambda weight: float((weight * values).sum() / max(float(weight.sum()), 1e-12))


def _f1(words: WordTable, flags: Flags) -> str:
    return f"{character_f1(words, flags):.3f}"


def _cell(value: float, between: tuple[float, float]) -> str:
    return f"{value:.3f} [{between[0]:.3f}, {between[1]:.3f}]"


def another_rater(rows: Sequence[Row]) -> str:
    """One rater of a text as the judge of another: the level that people reach."""
    left, right = pairs_of_raters(rows)
    if not len(left):
        return "| another rater | - | - | - | - | no text has two raters |"
    first, last = runs(left, left.bad)
    before = np.concatenate([[0], np.cumsum(right.bad)])
    touched = (before[last + 1] > before[first]).astype(np.float64)
    agreement = interval(left.cluster, lambda weight: mcc(left.bad, right.bad, weight), draws=DRAWS, seed=SEED)
    overlap = _cell(float(touched.mean()), interval(left.cluster[first], _mean_of(touched), draws=DRAWS, seed=SEED))
    major = character_f1(right, left.bad, severe=left.weight >= 5)
    return (
        f"| another rater ({len(left.rows)} pairs) | - | {_cell(mcc(left.bad, right.bad), agreement)} | "
        f"{overlap}, of all their spans | | {major:.3f} |"
    )


def reliability(rows: Iterable[Row], read: Mapping[tuple[str, str], Article]) -> str:
    """What was said of the chance that a rater marks a phrase, and how many were marked, from the least likely fifth on."""
    said: list[float] = []
    seen: list[bool] = []
    for row in rows:
        article = read[row.system, row.document]
        block = next((one for one in article.document.blocks if one.span.of(article.document.text) == row.target), None)
        for one in article.suspicions:
            if block is not None and block.span.contains(one.span):
                at = one.span.shift(-block.span.start)
                said.append(one.chance)
                seen.append(any(mark.span.overlaps(at) for mark in row.marks))
    order = np.argsort(said, kind="stable")
    parts = [part for part in np.array_split(order, 5) if len(part)]
    return ", ".join(f"{np.mean(np.array(said)[part]):.2f} {np.mean(np.array(seen)[part]):.2f}" for part in parts)


def alarms(title: str, rows: Sequence[Row], read: Mapping[tuple[str, str], Article], *, show: int) -> None:
    """Print what the check flags by itself, at its default confidence."""
    by_text: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_text[row.system, row.document, row.target].append(row)
    n_words, right = 0, []
    counts = dict.fromkeys((level for level in Phrases if level is not Phrases.OFF), 0)
    least = Options().min_confidence
    for system, name in sorted({key[:2] for key in by_text}):
        document = read[system, name].document
        n_words += count_words(document.text)
        for level in counts:
            resources = Resources(
                document, suspicions=read[system, name].suspicions, phrases_per_100_words=level.per_100_words
            )
            flagged = [one for one in CHECK.run(document, resources) if one.confidence >= least]
            counts[level] += len(flagged)
            if level is not Phrases.NORMAL:
                continue
            for finding in flagged:
                block = next(block for block in document.blocks if block.span.overlaps(finding.span))
                at = finding.span.shift(-block.span.start)
                readers = by_text[system, name, block.span.of(document.text)]
                right += [any(mark.span.overlaps(at) for mark in row.marks) for row in readers]
                if len(right) <= show:
                    print(f"  {system} {finding.confidence:.2f} {'marked' if right[-1] else '      '} {finding.text!r}")
    rates = ", ".join(f"{level} {1000 * count / max(n_words, 1):.2f}" for level, count in counts.items())
    marked = f"{np.mean(right):.1%}" if right else "-"
    print(f"suspicious-phrase on {title}: per 1,000 words {rates}; marked by the one rater (normal) {marked}")
    print(f"  chance of a mark, said and seen, in fifths: {reliability(rows, read)}")


if __name__ == "__main__":
    main()
