"""Whole articles: names found, names flagged, beside the floors of plain string measures.

``python benchmarks/articles.py --data DIR [--split train|dev|test] [--ablate] [--verbose]``

*Real* articles are the news documents of ``mqm/wmt21_zh-en.tsv`` as each of 13 MT systems wrote them.
The glossary holds the right names of *all* documents and distractors from ``names/pool_dev.txt``, none
of the wrong forms.  Gold are the wrong spans of ``names/wmt_zh-en_pos.tsv`` whose right name is in the
glossary, negatives the spans of ``names/wmt_zh-en_neg.tsv``.  A second run leaves out a fixed half of
the right names: their mentions are correct names that nobody listed.

*Made* articles are the same texts with names of six languages in them
(:mod:`mtqa.training.made_articles`), drawn from pairs that no part of mtqa was trained on.

A span counts as found if a name or term finding overlaps it, as right if the finding names the right
entry.  Documents are split by a hash of their id; ``test`` is for the end, never for tuning.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mtqa.data import Span
from mtqa.glossary.model import Entry, Glossary
from mtqa.options import Options
from mtqa.text import count_words, fold
from mtqa.training.cases import Case, made_cases, real_cases

#: Seed of the made articles; training uses another.
SEED = 7

Found = list[tuple[Span, Entry, float]]
Method = Callable[[Case], Found]


@dataclass
class Tally:
    """Counts of one method over articles."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    distinct: defaultdict[tuple[str, str], list[bool]] = field(default_factory=lambda: defaultdict(list))
    listed: int = 0
    flagged: int = 0
    absent: int = 0
    dragged: int = 0
    elsewhere: int = 0
    words: int = 0
    seconds: float = 0.0
    articles: int = 0
    bins: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: Counter[tuple[str, str]] = field(default_factory=Counter)
    alarms: Counter[tuple[str, str]] = field(default_factory=Counter)
    drags: Counter[tuple[str, str]] = field(default_factory=Counter)
    strays: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, case: Case, found: Found, seconds: float) -> None:
        """Count one article's findings."""
        text = case.document.text
        rights = {fold(form) for entry in case.glossary.entries for form in entry.forms}
        self.articles += 1
        self.words += count_words(text)
        self.seconds += seconds
        used: set[int] = set()
        for span, gold in case.gold.items():
            hits = [i for i, (at, _, _) in enumerate(found) if at.overlaps(span)]
            used.update(hits)
            if not gold.entries:
                continue
            good = any(found[i][1].id in gold.entries for i in hits)
            self.gold[gold.kind] += 1
            self.found[gold.kind] += bool(hits)
            self.first[gold.kind] += good
            self.distinct[fold(span.of(text)), fold(gold.right)].append(good)
            for i in hits:
                self._bin(found[i][2], right=found[i][1].id in gold.entries)
            if not good:
                self.misses[span.of(text), gold.right] += 1
        used.update(i for i, (at, _, _) in enumerate(found) if any(at.overlaps(span) for span in case.unclear))
        for span, name in case.correct.items():
            hits = [i for i, (at, _, _) in enumerate(found) if at.overlaps(span) and i not in used]
            is_listed = fold(name) in rights
            self.listed += is_listed
            self.absent += not is_listed
            self.flagged += bool(hits) and is_listed
            self.dragged += bool(hits) and not is_listed
            for i in hits:
                (self.alarms if is_listed else self.drags)[name, found[i][1].term] += 1
                self._bin(found[i][2], right=False)
                used.add(i)
        for i, (at, entry, confidence) in enumerate(found):
            if i not in used:
                self.elsewhere += 1
                self._bin(confidence, right=False)
                self.strays[at.of(text), entry.term] += 1

    def _bin(self, confidence: float, *, right: bool) -> None:
        cell = self.bins[min(int(confidence * 10), 9)]
        cell[0] += right
        cell[1] += 1

    def row(self, name: str) -> str:
        """One line of the table."""
        total = sum(self.gold.values())
        distinct = sum(sum(hits) / len(hits) for hits in self.distinct.values()) / max(len(self.distinct), 1)
        return (
            f"{name:<26} {sum(self.found.values()) / max(total, 1):7.1%} {sum(self.first.values()) / max(total, 1):7.1%} "
            f"{distinct:9.1%}  {self.flagged / max(self.listed, 1):7.2%} {self.dragged / max(self.absent, 1):8.2%}  "
            f"{1000 * self.elsewhere / max(self.words, 1):7.2f}  {1000 * self.seconds / max(self.articles, 1):5.0f}"
        )

    def kinds(self) -> str:
        """Right entries by kind of error."""
        return "  ".join(f"{kind} {self.first[kind] / n:.1%} of {n}" for kind, n in sorted(self.gold.items()))

    def reliability(self) -> str:
        """How often a finding of some confidence was right."""
        return "  ".join(f"{k / 10:.1f}-: {r / n:.2f} ({n})" for k, (r, n) in sorted(self.bins.items()))


def head(title: str) -> str:
    """The head of a table."""
    return (
        f"\n{title}\n{'':<26} {'found':>7} {'entry':>7} {'distinct':>9}  {'listed':>7} {'unlisted':>8}  "
        f"{'/1,000':>7}  {'ms':>5}"
    )


def run(cases: Iterable[Case], method: Method) -> Tally:
    """The counts of a method."""
    tally = Tally()
    for case in cases:
        start = time.perf_counter()
        found = method(case)
        tally.add(case, found, time.perf_counter() - start)
    return tally


def ours(case: Case, bar: float = Options().min_confidence) -> Found:
    """What mtqa's name and term near-miss checks report."""
    from mtqa.names.analysis import analyse

    found = analyse(case.document, case.glossary).resolved
    return [(one.span, one.entry, one.confidence) for one in found if one.confidence >= bar]


def floors() -> dict[str, Method]:
    """Plain measures over the same name runs: the best form at or above a bar, unless a form is equal."""
    from rapidfuzz import distance, fuzz

    found: dict[str, Method] = {
        "ratio >= 80": _floor(fuzz.ratio, 80),
        "ratio >= 90": _floor(fuzz.ratio, 90),
        "Jaro-Winkler >= .90": _floor(distance.JaroWinkler.normalized_similarity, 0.90),
    }
    try:
        from doublemetaphone import doublemetaphone  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        print("(no Double Metaphone row: pip install doublemetaphone)")
    else:

        def code(key: str) -> str:
            return " ".join(doublemetaphone(token)[0] for token in key.split())

        found["Double Metaphone equal"] = _floor(fuzz.ratio, 100, code)
    return found


def _floor(scorer: Callable[..., float], bar: float, code: Callable[[str], str] = str) -> Method:
    from rapidfuzz import process

    from mtqa.names.spans import find_names

    tables: dict[int, tuple[Glossary, list[str], list[Entry], set[str]]] = {}

    def flag(case: Case) -> Found:
        table = tables.get(id(case.glossary))
        if table is None:
            forms = [(fold(form), entry) for entry in case.glossary.entries for form in entry.forms]
            keys = [code(key) for key, _ in forms]
            table = (case.glossary, keys, [entry for _, entry in forms], {key for key, _ in forms})
            tables[id(case.glossary)] = table
        _, keys, entries, right = table
        found: Found = []
        for name in find_names(case.document):
            query = code(name.key)
            if name.key not in right and query:
                best = process.extractOne(query, keys, scorer=scorer, score_cutoff=bar)
                if best is not None:
                    found.append((name.span, entries[best[2]], best[1] / (100 if bar > 1 else 1)))
        return found

    return flag


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MTQA_DATA", "../shared/data")))
    parser.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("--verbose", action="store_true", help="list misses and false alarms")
    parser.add_argument("--ablate", action="store_true", help="also without one group of evidence at a time")
    options = parser.parse_args(arguments)
    whole, half = real_cases(options.data, options.split)
    made = made_cases(options.data, options.split, each=2, held_out=True, seed=SEED)
    print(
        f"split {options.split}: {len(whole)} real articles against {len(whole[0].glossary.entries)} entries, "
        f"{len(made)} made ones"
    )
    print(
        "found, entry: share of garbled mentions flagged, and with the right entry; distinct: the mean over distinct\n"
        "garbled forms; listed, unlisted: share of correct mentions flagged, by whether the glossary has the name;\n"
        "/1,000: flags elsewhere per 1,000 words; ms: per article"
    )
    pooled: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for title, cases in (
        ("Real articles, all right names listed", whole),
        ("Real articles, half of the right names listed", half),
        ("Made articles, six languages, 20% to 95% listed", made),
    ):
        print(head(title))
        for name, method in floors().items():
            print(run(cases, method).row(name))
        tally = run(cases, ours)
        print(tally.row("mtqa"))
        print(f"  right entry by kind: {tally.kinds()}\n  confidence: {tally.reliability()}")
        for cell, (right, n) in tally.bins.items():
            pooled[cell][0] += right
            pooled[cell][1] += n
        if options.verbose:
            for what, counter in (
                ("missed", tally.misses),
                ("listed, flagged", tally.alarms),
                ("unlisted, flagged", tally.drags),
                ("elsewhere", tally.strays),
            ):
                print(f"  {what}: " + "; ".join(f"{a} -> {b} ({n})" for (a, b), n in counter.most_common(60)))
        if options.ablate:
            ablate(cases)
    print(
        "\nconfidence, all tables: "
        + "  ".join(f"{k / 10:.1f}-: {r / n:.2f} ({n})" for k, (r, n) in sorted(pooled.items()))
    )


def ablate(cases: Sequence[Case]) -> None:
    """The same without one group of evidence at a time, the other weights as they are."""
    from mtqa.names import evidence
    from mtqa.training.evidence import GROUPS, use

    model = evidence.weights()
    for title, kinds in GROUPS.items():
        use(evidence.Weights(model.bias, {kind: 0.0 if kind in kinds else w for kind, w in model.of.items()}))
        print(run(cases, ours).row(f"  without {title}"))
    use(model)


if __name__ == "__main__":
    main()
