"""Wrong senses: what the table and the language model find, and what they flag wrongly.

``python benchmarks/senses.py --data DIR [--cases FILE] [--show] [--floors]`` (default: the environment variable
``MTQA_DATA``) prints

* on the hand-made cases of ``benchmarks/senses/test.tsv``, half of them wrong uses and half right uses of the same words:
  the share of wrong uses found (recall) with its 95% interval, how often the first suggestion is a right one
  (top-1), the share of right uses that stay silent, and the precision over both halves;
* the same behind an unrelated opening, the first sentences of a human reference;
* flags per 1,000 words of the human references of WMT 2021 news and TED talks, all of them counted as false;
  ``--show`` prints each in its sentence;
* flags per 1,000 words of the machine outputs of the same documents, and the share of them that a rater's error
  span overlaps, beside that share for a word drawn at random;
* the cost: places, texts and tokens that the language model scores besides the article, per 1,000 words;
* with ``--floors`` (about ten minutes), two floors: every hit of the table flagged without the language model, and the
  language model over every form of the table whatever stands near it, on every tenth reference.

Nothing is chosen here; ``mtqa.training.senses`` chooses the margin on ``benchmarks/senses/dev.tsv``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from mtqa.data import Document, Span
from mtqa.lm import DEFAULT_LM, LanguageModel, load
from mtqa.senses.table import sense_table
from mtqa.text import count_words, words
from mtqa.training.lexicon import read_mqm
from mtqa.training.name_sets import data_folder
from mtqa.training.senses import SETS, Case, CaseTally, Compared, compare, prepared, read_cases, references, tally
from mtqa.training.wmt import read_wmt21

CASES = Path(__file__).parent / "senses" / "test.tsv"
CONTEXT = 60
"""Characters shown on either side of a flag."""
EVERY = 10
"""Of so many references one is used for the slow floor."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag in a document, with the first suggestion."""

    document: Document
    span: Span
    suggestion: str
    row: str
    gain: float


def main() -> None:
    """Run all parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--cases", type=Path, default=CASES, help="the hand-made cases")
    parser.add_argument("--lm", default=DEFAULT_LM, help="the language model")
    parser.add_argument("--show", action="store_true", help="print the flags on human references and the misses")
    parser.add_argument("--floors", action="store_true", help="also the floors")
    chosen = parser.parse_args()
    data = data_folder(chosen.data)
    lm = load(chosen.lm)
    table = sense_table()
    margins = sorted({pair.group.margin for pair in table.pairs})
    print(
        f"table: {len(table.pairs)} rows, {len({pair.group.id for pair in table.pairs})} groups, margins {margins} nats"
    )
    print(f"language model: {lm.name}@{lm.revision}")
    on_cases(chosen.cases, data, lm, show=chosen.show, floors=chosen.floors)
    for name in SETS:
        on_references(name, data, lm, show=chosen.show, floors=chosen.floors)
    for name in SETS:
        on_machine(name, data, lm)


def on_cases(path: Path, data: Path, lm: LanguageModel, *, show: bool, floors: bool) -> None:
    """The hand-made cases."""
    cases = read_cases(path)
    compared = [compare(prepared(case.text), lm) for case in cases]
    print(f"\n{path.name}: {len(cases)} cases")
    print(f"  {'':<38} {'recall':>22} {'top-1':>6} {'silent':>7} {'precision':>9}")
    line("table and language model", tally(cases, compared))
    opening = references(data, "news")[0].text[:400].rsplit(". ", 1)[0] + "."
    line(
        "  behind an unrelated opening", tally(cases, [compare(prepared(f"{opening}\n\n{c.text}"), lm) for c in cases])
    )
    if floors:
        line("floor: table without language model", tally(cases, compared, margin=float("-inf")))
        bare = [compare(prepared(case.text), lm, conditions=False) for case in cases]
        line("floor: language model, no conditions", tally(cases, bare))
        line("  the same with 3 nats", tally(cases, bare, margin=3.0))
    if show:
        misses(cases, compared)


def line(title: str, counts: CaseTally) -> None:
    """One row of the table."""
    low, high = interval(counts.found, counts.n_wrong)
    precision = counts.found / max(counts.found + counts.flagged, 1)
    recall = f"{counts.recall:.3f} [{low:.3f}, {high:.3f}]"
    top = counts.first / max(counts.found, 1)
    print(f"  {title:<38} {recall:>22} {top:>6.3f} {1 - counts.false_share:>7.3f} {precision:>9.3f}")


def interval(k: int, n: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share."""
    if not n:
        return 0.0, 1.0
    z, p = 1.96, k / n
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def misses(cases: Sequence[Case], compared: Sequence[Compared]) -> None:
    """Print the wrong uses that are not found and the right ones that are flagged."""
    for case, one in zip(cases, compared, strict=True):
        verdicts = one.verdicts()
        if bool(verdicts) is not case.wrong:
            said = ", ".join(f"{v.span.of(one.document.text)} -> {v.preferred[0].candidate.text}" for v in verdicts)
            print(f"    {'missed' if case.wrong else 'flagged'} {case.row}: {case.text} {said and f'[{said}]'}")


def flags(compared: Sequence[Compared]) -> list[Flag]:
    """Every flag."""
    return [
        Flag(one.document, verdict.span, best.candidate.text, best.hit.pair.id, best.gain)
        for one in compared
        for verdict in one.verdicts()
        for best in verdict.preferred[:1]
    ]


def on_references(name: str, data: Path, lm: LanguageModel, *, show: bool, floors: bool) -> None:
    """The human references of one set."""
    documents = references(data, name)
    n_words = sum(count_words(one.text) for one in documents)
    began = time.perf_counter()
    compared = [compare(one, lm) for one in documents]
    looked = time.perf_counter() - began
    found = flags(compared)
    seconds = time.perf_counter() - began - looked
    n_hits = sum(len(one.hits) for one in compared)
    n_texts = sum(one.rivals.n_texts for one in compared)
    n_tokens = sum(one.rivals.n_tokens for one in compared)
    print(f"\n{name} ({SETS[name]}), human references: {len(documents)} documents, {n_words} words")
    print(f"  flags, all counted as false: {len(found)}, {1000 * len(found) / n_words:.2f} per 1,000 words")
    print(
        f"  cost per 1,000 words: {1000 * n_hits / n_words:.2f} places, {1000 * n_texts / n_words:.2f} texts, "
        f"{1000 * n_tokens / n_words:.0f} tokens; {1000 * looked / n_words:.3f} s to look up, {1000 * seconds / n_words:.3f} s to score"
    )
    if floors:
        print(f"  floor, table without language model: {1000 * n_hits / n_words:.2f} per 1,000 words")
        some = documents[::EVERY]
        bare = [compare(one, lm, conditions=False) for one in some]
        bare_words = sum(count_words(one.text) for one in some)
        for margin in (None, 3.0):
            count = sum(len(one.verdicts(margin)) for one in bare)
            label = "margins of the table" if margin is None else f"{margin:g} nats"
            print(
                f"  floor, language model without conditions, {label}, {bare_words} words: {1000 * count / bare_words:.2f} per 1,000"
            )
        print(f"    tokens per 1,000 words: {1000 * sum(one.rivals.n_tokens for one in bare) / bare_words:.0f}")
    if show:
        for one in found:
            text, span = one.document.text, one.span
            before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
            print(
                f"    {one.gain:4.1f} {one.row}: "
                + " ".join(f"{before}[[{span.of(text)} -> {one.suggestion}]]{after}".split())
            )


def on_machine(name: str, data: Path, lm: LanguageModel) -> None:
    """The machine outputs of one set, against what the raters marked."""
    articles = [one for one in read_wmt21(data / SETS[name]) if not one.system.startswith("ref")]
    if not articles:
        return
    marked = marked_spans(data / SETS[name])
    compared = [compare(one.document, lm) for one in articles]
    found = flags(compared)
    n_words = sum(count_words(one.document.text) for one in articles)
    hit = sum(_marked(one.document, one.span, marked) for one in found)
    at_random = n_random = 0
    for article in articles[:: max(1, len(articles) // 50)]:
        for word in words(article.document.text):
            n_random += 1
            at_random += _marked(article.document, word, marked)
    print(f"\n{name}, machine outputs: {len(articles)} documents, {n_words} words")
    print(
        f"  flags: {len(found)}, {1000 * len(found) / n_words:.2f} per 1,000 words, of {len({one.row for one in found})} rows"
    )
    print(
        f"  overlapped by a rater's span: {hit / max(len(found), 1):.3f}; a word drawn at random: {at_random / max(n_random, 1):.3f}"
    )


def marked_spans(path: Path) -> dict[str, list[str]]:
    """By the text of a segment, one letter per code point: ``x`` where a rater saw an error."""
    marked: dict[str, list[str]] = {}
    for fields in read_mqm(path):
        if len(fields) != 9:
            continue
        held = marked.setdefault(fields[5], ["."] * len(fields[5]))
        for start, end in zip(fields[6].split(), fields[7].split(), strict=False):
            if int(start) >= 0:
                for at in range(int(start), min(int(end) + 1, len(held))):
                    held[at] = "x"
    return marked


def _marked(document: Document, span: Span, marked: dict[str, list[str]]) -> bool:
    block = next((one for one in document.blocks if one.span.contains(span)), None)
    held = marked.get(block.span.of(document.text)) if block is not None else None
    if held is None or block is None:
        return False
    return "x" in held[span.start - block.span.start : span.end - block.span.start]


if __name__ == "__main__":
    main()
