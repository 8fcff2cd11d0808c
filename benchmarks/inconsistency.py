"""Names spelt in two ways within one article, without a glossary: found, and wrongly merged.

``python benchmarks/inconsistency.py --data DIR [--split train|dev]``

Positives: human translations into which one unknown name in two spellings was planted in place of a
name of theirs (:mod:`mtqa.training.inconsistency`), and real machine translations that spell a name of
``names/wmt_zh-en_pos.tsv`` in two ways.  Negatives: the human translations as they are, and the same
with two real look-alikes in place of two of their names.  ``--verbose`` lists what was missed and what
was flagged in clean text and in the raw output of the systems, for reading.
"""

from __future__ import annotations

import argparse
import csv
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.data import Block, Document, Span
from mtqa.names.clusters import find_inconsistencies
from mtqa.names.spans import find_names
from mtqa.names.variants import same_but_for_usage
from mtqa.segment import segment
from mtqa.text import count_words, fold
from mtqa.training.inconsistency import human_articles, plantings
from mtqa.training.lexicon import read_mqm, split_of

#: rapidfuzz ratio from which the floor takes two forms for one.
FLOOR = 80

#: Names of the real errors whose two spellings are both in use, or both in the human translations.
UNDECIDED = frozenset(["Cheng Guangming"])

#: Flags in the human translations that are right: they do spell one name in two ways (read by us).
TRUE_IN_REFERENCES: frozenset[tuple[str, str]] = frozenset()

Flag = tuple[Span, str]
Method = Callable[[Document], list[Flag]]


@dataclass(frozen=True, slots=True)
class Real:
    """A machine translation that spells a name in two ways.

    Attributes:
        document: The article.
        name: The right name.
        spans: Every mention, and whether it is wrong.
    """

    document: Document
    name: str
    spans: tuple[tuple[Span, bool], ...]


def ours(document: Document) -> list[Flag]:
    """What mtqa reports without a glossary."""
    found = find_inconsistencies(document, find_names(document), taken=(), mentions=())
    return [(one.span, one.suggestion) for one in found]


def floor(document: Document) -> list[Flag]:
    """Flag the rarer of two forms whose folded letters are similar, unless one holds the other."""
    from rapidfuzz import fuzz

    places: defaultdict[str, list[Span]] = defaultdict(list)
    for name in find_names(document):
        places[name.key].append(name.span)
    keys = sorted(places, key=lambda key: (-len(places[key]), places[key][0]))
    flags: dict[Span, str] = {}
    for i, one in enumerate(keys):
        for other in keys[i + 1 :]:
            if fuzz.ratio(one, other) >= FLOOR and one not in other and other not in one:
                flags.update((span, one) for span in places[other])
    return sorted(flags.items())


def machine_articles(data: Path, split: str) -> dict[tuple[str, str], tuple[Document, dict[tuple[str, str], int]]]:
    """By document and system: the article, and where each segment begins."""
    rows: defaultdict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    for system, document, number, _, _, target, *_ in read_mqm(data / "mqm" / "wmt21_zh-en.tsv"):
        if system.startswith("hyp.") and split_of(document) == split:
            rows[document, system].setdefault((number, target))
    found = {}
    for (name, system), segments in rows.items():
        text, blocks, starts = "", [], {}
        for number, target in segments:
            text += "\n\n" if text else ""
            starts[number, target] = len(text)
            blocks.append(Block(Span(len(text), len(text) + len(target))))
            text += target
        found[name, system] = (segment(Document(f"{name}/{system}", text, blocks=tuple(blocks))), starts)
    return found


def real_cases(data: Path, split: str) -> list[Real]:
    """Machine translations in which a name stands in two spellings that differ in a word, and not only for usage."""
    articles = machine_articles(data, split)
    wrong: defaultdict[tuple[str, str, str], set[Span]] = defaultdict(set)
    right: defaultdict[tuple[str, str], set[Span]] = defaultdict(set)
    for part in ("pos", "neg"):
        with (data / "names" / f"wmt_zh-en_{part}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found = articles.get((row["doc"], row["system"]))
                at = found[1].get((row["seg"], row["mt"])) if found else None
                if at is None or (part == "pos" and row["kind"] != "S"):
                    continue
                span = Span(at + int(row["start"]), at + int(row["end"]))
                if part == "pos":
                    wrong[row["doc"], row["system"], row["correct"]].add(span)
                else:
                    right[row["doc"], row["system"]].add(span)
    cases = []
    for (name, system, correct), spans in sorted(wrong.items()):
        document = articles[name, system][0]
        words = set(fold(correct).split())
        good = {span for span in right[name, system] if set(fold(span.of(document.text)).split()) <= words}
        forms = {fold(span.of(document.text)) for span in spans | good}
        if correct not in UNDECIDED and any(_disagree(a, b) for a in forms for b in forms):
            marked = [*((span, True) for span in spans), *((span, False) for span in good)]
            cases.append(Real(document, correct, tuple(sorted(marked))))
    return cases


def _disagree(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return not (words <= others or others <= words or same_but_for_usage(one, other))


def _share(hits: int, n: int) -> str:
    return f"{hits / n:6.1%} of {n:4d}" if n else "     - of    0"


def report(name: str, method: Method, data: Path, *, split: str, verbose: bool) -> None:
    """Print the block of one method."""
    positive, negative = plantings(data, split)
    found: Counter[str] = Counter()
    mended: Counter[str] = Counter()
    total: Counter[str] = Counter()
    lines: list[str] = []
    for one in positive:
        flags = method(one.document)
        pattern = one.pattern
        total[pattern] += 1
        hits = [(span, to) for span, to in flags if any(span.overlaps(at) for at in (*one.left, *one.right))]
        found[pattern] += bool(hits)
        mended[pattern] += any(span.overlaps(at) for span, _ in hits for at in one.left)
        if not hits:
            lines.append(
                f"  missed {one.pattern}: "
                + " / ".join(at.of(one.document.text) for at in sorted(one.left + one.right))
            )
    print(f"{name}\n  planted, found            {_share(sum(found.values()), sum(total.values()))}")
    for pattern in sorted(total):
        print(f"    {pattern:<23} {_share(found[pattern], total[pattern])}", end="")
        print("" if "both" in pattern else f"   the wrong one flagged in {_share(mended[pattern], found[pattern])}")
    cases = real_cases(data, split)
    hit = 0
    for case in cases:
        flags = method(case.document)
        seen = any(span.overlaps(at) for span, _ in flags for at, _ in case.spans)
        hit += seen
        forms = sorted({at.of(case.document.text) for at, _ in case.spans})
        lines += [] if seen else [f"  missed real: {case.name}: {' / '.join(forms)} ({case.document.id})"]
    print(f"  real, found               {_share(hit, len(cases))}")
    documents = human_articles(data, split)
    words = sum(count_words(document.text) for document in documents)
    alarms = []
    start = time.perf_counter()
    for document in documents:
        flags = [f for f in method(document) if (f[0].of(document.text), f[1]) not in TRUE_IN_REFERENCES]
        alarms.append(len(flags))
        lines += [f"  clean: {span.of(document.text)} -> {to} ({document.id})" for span, to in flags]
    seconds = time.perf_counter() - start
    print(f"  clean articles flagged    {_share(sum(map(bool, alarms)), len(documents))}")
    print(f"  false flags               {1000 * sum(alarms) / words:6.3f} per 1,000 of {words} clean words")
    merged = 0
    for one in negative:
        flags = method(one.document)
        bad = any(span.overlaps(at) for span, _ in flags for at in (*one.left, *one.right))
        merged += bad
        lines += [f"  merged: {' / '.join(one.names)}"] if bad else []
    print(f"  look-alikes merged        {_share(merged, len(negative))}")
    print(f"  milliseconds an article   {1000 * seconds / len(documents):6.1f} (finding the names included)")
    if verbose:
        print("\n".join(lines))


def raw(data: Path, *, split: str) -> None:
    """Print what is flagged in the output of the systems, for reading."""
    seen: Counter[tuple[str, str, str]] = Counter()
    words = flags = 0
    for (name, _), (document, _) in machine_articles(data, split).items():
        words += count_words(document.text)
        for span, to in ours(document):
            flags += 1
            seen[name, span.of(document.text), to] += 1
    print(f"output of the systems: {flags} flags, {1000 * flags / words:.2f} per 1,000 of {words} words")
    for (name, text, to), n in sorted(seen.items()):
        print(f"  {n}x {text} -> {to} ({name})")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MTQA_DATA", "../shared/data")))
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--verbose", action="store_true", help="list misses and false alarms")
    options = parser.parse_args(argv)
    report(f"rapidfuzz ratio >= {FLOOR}", floor, options.data, split=options.split, verbose=False)
    report("mtqa", ours, options.data, split=options.split, verbose=options.verbose)
    if options.verbose:
        raw(options.data, split=options.split)


if __name__ == "__main__":
    main()
