"""Benchmark of the spellings of a name in other systems, and of the variants that are no errors.

``python benchmarks/romanisation.py --data DIR`` (default: the environment variable ``MTQA_DATA``) prints

* recall on the well-known pairs of ``tests/names`` (no data needed: ``--quick`` prints only these);
* recall on real zh-en errors of the kind R, of documents that are not kept for the test;
* recall on names that were romanised by rule, with and without the name in its own script;
* how often a spelling is another real name: among 5,000 names, among the right names of the WMT
  articles, and among the places of China for other readings of a character;
* the pairs of usage: variants excused, garbled forms excused.

"Exact": one of the spellings is the other form, letter for letter after folding.  "Near": one of them,
or the entry's own form, has an edit similarity of 85 or more to it.  The floor is the entry's own form alone.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.fuzz import ratio

from mtqa.glossary.model import EntryKind
from mtqa.names.alphabet import fold
from mtqa.names.romanisation import Spelling, other_spellings
from mtqa.names.variants import same_but_for_usage
from mtqa.training.lexicon import split_of
from mtqa.training.name_sets import data_folder, pool

PAIRS = Path(__file__).parents[1] / "tests" / "names"
NEAR = 85
#: Nats; costlier spellings are not looked for in a text.
MOST_COST = 3.5


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry and the form in another system; ``count`` is how many spans of the data have it."""

    group: str
    entry: str
    kinds: tuple[EntryKind, ...]
    other: str
    source: str
    count: int = 1


def joined(text: str) -> str:
    """A folded name without its spaces."""
    return fold(text).replace(" ", "")


def spellings(pair: Pair, *, source: bool) -> list[str]:
    """The joined other spellings of a pair's entry."""
    return [
        joined(spelling.text)
        for kind in pair.kinds
        for spelling in other_spellings(pair.entry, kind=kind, source_term=pair.source if source else None)
    ]


def recall(pairs: Iterable[Pair], *, source: bool) -> tuple[int, int, int, int]:
    """Spans, found exactly, found near, and near to the entry's own form."""
    total = exact = near = floor = 0
    for pair in pairs:
        other, own = joined(pair.other), joined(pair.entry)
        found = spellings(pair, source=source)
        heads = EntryKind.PLACE in pair.kinds and len(pair.kinds) == 1  # "Kekexili" of "Kekexili Mountains"
        hit = any(text == other or (heads and text.startswith(other)) for text in found)
        alike = ratio(own, other) >= NEAR
        total += pair.count
        exact += pair.count * hit
        near += pair.count * (hit or alike or any(ratio(text, other) >= NEAR for text in found))
        floor += pair.count * alike
    return total, exact, near, floor


def line(name: str, numbers: tuple[int, int, int, int]) -> None:
    """One row of a table."""
    total, *found = numbers
    print(f"| {name} | {total} | " + " | ".join(f"{count / max(total, 1):.2f}" for count in found) + " |")


def header(title: str) -> None:
    """The head of a table of recall."""
    print(f"\n{title}\n\n| set | n | exact | near | floor: own form near |\n|---|---|---|---|---|")


def listed(name: str) -> list[Pair]:
    """A list of well-known pairs."""
    rows = [text.split("\t") for text in (PAIRS / name).read_text(encoding="utf-8").splitlines() if text[0] != "#"]
    return [Pair(group, entry, (EntryKind(kind),), other, source) for group, entry, kind, other, source in rows]


def well_known() -> None:
    """Recall on the lists of well-known pairs, whole and by class."""
    header("Well-known pairs")
    for name in ("romanisation_pairs.tsv", "romanisation_pairs_later.tsv"):
        line(name, recall(listed(name), source=True))
    for name in ("heteronym_pairs.tsv", "heteronym_pairs_later.tsv"):
        line(f"{name}, characters unknown", recall(listed(name), source=False))
        line(f"{name}, characters known", recall(listed(name), source=True))
    header("By class, the first two lists")
    pairs = listed("romanisation_pairs.tsv") + listed("romanisation_pairs_later.tsv")
    for group in dict.fromkeys(pair.group for pair in pairs):
        mine = [pair for pair in pairs if pair.group == group]
        for source in (False, True):
            some = [pair for pair in mine if bool(pair.source) is source]
            if some:
                line(group + ", own script" * source, recall(some, source=True))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def real(data: Path) -> None:
    """Recall on real errors that are another system's spelling."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows(data / "names" / "wmt_zh-en_pos.tsv"):
        if row["kind"] == "R" and split_of(row["doc"]) != "test":
            key = row["correct"], row["wrong"]
            counts[key] = counts.get(key, 0) + 1
    kinds = (EntryKind.PERSON, EntryKind.PLACE)
    pairs = [Pair("", right, kinds, wrong, "", count) for (right, wrong), count in counts.items()]
    header("Real zh-en errors of kind R, train and dev documents")
    line(f"spans ({len(pairs)} distinct)", recall(pairs, source=False))


def by_rule(data: Path) -> None:
    """Recall on names romanised by rule."""
    groups: dict[str, list[Pair]] = {}
    for row in rows(data / "names" / "synth_pairs_dev.tsv"):
        if row["gen"] == "rule":
            kind = EntryKind.PLACE if row["type"] == "place" else EntryKind.PERSON
            pair = Pair(row["lang"], row["canonical"], (kind,), row["wrong"], row["foreign"])
            groups.setdefault(row["lang"], []).append(pair)
    header("Names romanised by rule")
    for language, pairs in groups.items():
        for source in (False, True):
            line(language + (", own script given" if source else ""), recall(pairs, source=source))


def collisions(name: str, names: Iterable[str], keep: Callable[[Spelling], bool], *, place: bool = False) -> None:
    """How many names have a spelling that is another of the names; one word may be a person or a place."""
    known = sorted(set(names))
    keys = {joined(text) for text in known} - {""}
    having = spelt = hit = 0
    examples: list[str] = []
    for text in known:
        kinds = [EntryKind.PLACE] * place or [EntryKind.PERSON] + [EntryKind.PLACE] * (" " not in text)
        found = [s for kind in kinds for s in other_spellings(text, kind=kind) if keep(s)]
        others = [
            spelling
            for spelling in found
            if joined(spelling.text) in keys and not same_but_for_usage(spelling.text, text)
        ]
        having += bool(found)
        spelt += len(found)
        hit += bool(others)
        examples += [f"{text} / {other.text} ({other.cost:.1f}, {other.system})" for other in others]
    print(f"| {name} | {len(known)} | {having} | {spelt} | {hit} ({hit / len(known):.2%}) |")
    EXAMPLES[name] = examples


EXAMPLES: dict[str, list[str]] = {}


def false_side(data: Path) -> None:
    """Names whose spelling in another system is another name.

    The places of China are the list by which such readings are made improbable: 0 is right by construction.
    """
    from mtqa.names.romanisation.heteronyms import READING
    from mtqa.names.romanisation.tables import chinese_places

    article = [
        row[column]
        for file, column in (("wmt_zh-en_pos.tsv", "correct"), ("wmt_zh-en_neg.tsv", "name"))
        for row in rows(data / "names" / file)
        if split_of(row["doc"]) != "test"
    ]
    print(
        "\nSpellings that are another name\n\n| names | n | with spellings | spellings | one is another name |\n"
        "|---|---|---|---|---|"
    )
    names = pool(data)
    places = [place.capitalize() for place in chinese_places()]
    collisions("pool_dev", names, bool)
    collisions(f"pool_dev, cost to {MOST_COST}", names, lambda spelling: spelling.cost <= MOST_COST)
    collisions("right names of WMT, train and dev", article, bool)
    collisions(f"right names of WMT, cost to {MOST_COST}", article, lambda spelling: spelling.cost <= MOST_COST)
    collisions(
        f"places of China, other readings, cost to {MOST_COST}",
        places,
        lambda spelling: spelling.system == READING and spelling.cost <= MOST_COST,
        place=True,
    )
    for name, examples in EXAMPLES.items():
        print(f"\n{name}: " + ("; ".join(examples[:8]) or "none"))


def usage() -> None:
    """How many variants and how many garbled forms count as the same."""
    counts = {"same": [0, 0], "other": [0, 0]}
    for text in (PAIRS / "usage_pairs.tsv").read_text(encoding="utf-8").splitlines():
        if text[0] != "#":
            verdict, left, right = text.split("\t")
            counts[verdict][0] += 1
            counts[verdict][1] += same_but_for_usage(left, right)
    print("\nUsage\n\n| pairs | n | excused |\n|---|---|---|")
    for name, verdict in (("both in use", "same"), ("garbled or another name", "other")):
        print(f"| {name} | {counts[verdict][0]} | {counts[verdict][1]} |")


def excused(data: Path) -> None:
    """Real and synthetic errors that count as usage."""
    print("\nErrors excused as usage\n\n| errors | n | excused |\n|---|---|---|")
    for name, file, right in (
        ("real zh-en, train and dev", "wmt_zh-en_pos.tsv", "correct"),
        ("synthetic", "synth_pairs_dev.tsv", "canonical"),
    ):
        pairs = [
            (row["wrong"], row[right])
            for row in rows(data / "names" / file)
            if fold(row["wrong"]) != fold(row[right]) and ("doc" not in row or split_of(row["doc"]) != "test")
        ]
        same = sum(same_but_for_usage(*pair) for pair in pairs)
        print(f"| {name} | {len(pairs)} | {same} ({same / len(pairs):.2%}) |")


def speed(data: Path) -> None:
    """Milliseconds per entry, once the tables are read, and to read them."""
    began = time.perf_counter()
    for term, kind in (("Chow Yun-fat", "person"), ("Fumio Kishida", "person"), ("Hoh Xil", "place")):
        other_spellings(term, kind=EntryKind(kind))
    read = time.perf_counter() - began
    names = pool(data)[:5000]
    began = time.perf_counter()
    for text in names:
        other_spellings(text + " ", kind=EntryKind.PERSON if " " in text else EntryKind.PLACE)
    took = time.perf_counter() - began
    print(f"\nTables read in {1000 * read:.0f} ms; {len(names)} entries in {took:.2f} s.")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Benchmark of spellings in other systems.")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--quick", action="store_true", help="only what needs no data")
    options = parser.parse_args()
    if options.quick:
        well_known()
        usage()
        return
    data = data_folder(options.data)
    speed(data)
    well_known()
    real(data)
    by_rule(data)
    false_side(data)
    usage()
    excused(data)


if __name__ == "__main__":
    main()
