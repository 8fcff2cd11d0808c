"""Glossaries from a hundred entries to a million: time, memory, and what the shortlist loses.

    python benchmarks/index.py --data DIR [--entries 100,500,5000,100000,1000000] [--words few|many]

For each size two fresh processes on two cores: one compiles the glossary (for sizes that mtqa holds
in memory: reads it), one opens it and checks articles of 1,500 words.  Names of the glossary: full
names of Wikidata, then first and last names of these put together at random, which is denser in
look-alikes than a real glossary is; ``--words many`` takes the words from the transliteration lists,
which has several times as many different ones.  Articles: machine translations of the train part of
WMT 2021, with garbled names of the glossary put in.

Below the times: in what share of garbled names the right entry is among the ten that are kept, for
all, for names of several words, and for those of them with no word intact; beside it plain string
similarity with two hundred kept, and the exact answer of the transducer over every entry for a few.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from mtqa.names.index import load
from mtqa.text import fold
from mtqa.training.name_sets import data_folder

if TYPE_CHECKING:
    from mtqa.names.transducer import Strings, Transducer

Result = TypeVar("Result")

SEED = 7
CORES = 2
ARTICLE_WORDS = 1500
ARTICLES = 4
GARBLED = 12
"""Garbled names put into each article."""

FLOOR = 200
"""Entries that plain string similarity may keep."""


@dataclass(frozen=True, slots=True)
class Query:
    """A garbled name, the right one, and whether no word of it is intact."""

    text: str
    right: str
    n_words: int
    intact: bool


def pairs(data: Path) -> list[Query]:
    """The garbled names of the development half, shuffled."""
    with (data / "names" / "synth_pairs_dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    queries = []
    for row in rows:
        wrong, right = fold(row["wrong"]).split(), fold(row["canonical"]).split()
        if wrong and wrong != right and "|" not in row["canonical"]:
            queries.append(Query(row["wrong"], row["canonical"], len(wrong), bool(set(wrong) & set(right))))
    random.Random(SEED).shuffle(queries)  # noqa: S311 - a sample, no secret
    return queries


def glossary_names(data: Path, queries: Sequence[Query], *, entries: int, words: str) -> list[str]:
    """Names of the glossary: right forms of queries first, then real names, then made ones."""
    from mtqa.glossary.conflicts import surface

    rng = random.Random(SEED)  # noqa: S311 - a sample, no secret
    real = [
        line.split("\t")[0] for line in (data / "translit" / "wd_korean.tsv").read_text(encoding="utf-8").splitlines()
    ]
    real = [
        " ".join(name.split()) for name in real if name and name[0].isalpha() and "|" not in name and len(name) < 60
    ]
    rng.shuffle(real)
    names = {surface(query.right): query.right for query in queries[: max(entries // 2, 50)]}
    names |= {surface(name): name for name in real[: max(entries - len(names), 0)]}
    if words == "many":
        first = last = sorted(
            {
                line.split("\t")[0].title()
                for path in sorted((data / "translit").glob("wd_*_64.tsv"))
                for line in path.read_text(encoding="utf-8").splitlines()
            }
        )
    else:
        two = [name.split() for name in real if name.count(" ") == 1]
        first, last = [parts[0] for parts in two], [parts[1] for parts in two]
    while len(names) < entries:
        made = f"{rng.choice(first)} {rng.choice(last)}"
        names.setdefault(surface(made), made)
    shuffled = list(names.values())[:entries]
    rng.shuffle(shuffled)
    return shuffled


def articles(data: Path, queries: Sequence[Query]) -> list[str]:
    """Articles of about 1,500 words with garbled names in them."""
    from mtqa.training.wmt import is_held_out, read_wmt21

    texts: list[str] = []
    paragraphs: list[str] = []
    wanted = iter(queries)
    for article in read_wmt21(data / "mqm" / "wmt21_zh-en.tsv"):
        if article.system != "hyp.Online-W" or is_held_out(article.document_id):
            continue
        paragraphs += article.document.text.split("\n\n")
        if sum(len(paragraph.split()) for paragraph in paragraphs) >= ARTICLE_WORDS:
            step = max(len(paragraphs) // GARBLED, 1)
            for at in range(0, min(GARBLED * step, len(paragraphs)), step):
                paragraphs[at] += f" According to {next(wanted).text}, this was known on Monday."
            texts.append("\n\n".join(paragraphs))
            paragraphs = []
        if len(texts) == ARTICLES:
            break
    return texts


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds that ``work`` took, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def peak_mb() -> float:
    """Peak memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def build(path: Path) -> dict[str, float]:
    """Compile or read the glossary in this process."""
    from mtqa.api import open_glossary

    seconds, _ = timed(lambda: open_glossary(path))
    return {"build s": seconds, "build MB": peak_mb()}


def check(path: Path, texts: Sequence[str]) -> dict[str, float]:
    """Open the glossary and analyse articles with it, in this process."""
    from mtqa.api import open_glossary
    from mtqa.names.analysis import analyse
    from mtqa.names.lexicon import lexicon
    from mtqa.names.pairs import NameMatcher
    from mtqa.readers import read_text
    from mtqa.segment import segment

    documents = [segment(read_text(text)) for text in texts]
    lexicon()
    NameMatcher(["Seoul"]).match(["Soul"])  # what every check loads once, whatever the glossary
    opening, glossary = timed(lambda: open_glossary(path))
    assert glossary is not None
    seconds = [timed(lambda one=document: analyse(one, glossary))[0] for document in documents]  # type: ignore[misc]
    return {
        "open s": opening,
        "first article s": seconds[0],
        "article s": median(seconds[1:]),
        "check MB": peak_mb(),
    }


def recall(path: Path, queries: Sequence[Query], *, exact: int) -> dict[str, float]:
    """How often the right entry survives, beside plain similarity and the exact answer."""
    import numpy as np
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist

    from mtqa.names.alphabet import fold as sound_fold
    from mtqa.names.index.cache import compiled_glossary
    from mtqa.names.index.shortlist import KEPT, Shortlist
    from mtqa.names.transducer import Strings, default_transducer

    compiled = compiled_glossary(path, note=lambda _message: None)
    terms = [entry.term for entry in compiled.entries(range(compiled.size))]
    number = {term: at for at, term in enumerate(terms)}
    queries = [query for query in queries if query.right in number]
    shortlist = Shortlist(compiled)
    shortlist.nearest([queries[0].text])
    seconds, found = timed(lambda: shortlist.nearest([query.text for query in queries]))
    kept = np.array([number[query.right] in some for query, some in zip(queries, found, strict=True)])
    folded = [fold(term) for term in terms]
    floor: list[bool] = []
    start = time.perf_counter()
    for query in queries:
        like = cdist([fold(query.text)], folded, scorer=fuzz.ratio, dtype=np.uint8)[0]
        top = np.argpartition(like, max(len(like) - FLOOR, 0))[max(len(like) - FLOOR, 0) :]
        floor.append(number[query.right] in set(top.tolist()))
    floor_seconds = time.perf_counter() - start
    several = np.array([query.n_words > 1 for query in queries])
    changed = several & ~np.array([query.intact for query in queries])
    result: dict[str, float] = {"queries": len(queries), "ms": 1e3 * seconds / len(queries)}
    for name, hits in (("kept", kept), ("ratio", np.array(floor))):
        for group, mask in (("all", np.ones(len(queries), dtype=bool)), ("several", several), ("none intact", changed)):
            result[f"{name} {group}"] = float(hits[mask].mean()) if mask.any() else float("nan")
    result["ratio ms"] = 1e3 * floor_seconds / len(queries)
    chosen = [at for at in np.flatnonzero(several).tolist() if sound_fold(queries[at].text)][:exact]
    if chosen:
        ranks = _exact_ranks([queries[at] for at in chosen], terms, Strings, default_transducer())
        result["exact"] = sum(rank < KEPT for rank in ranks) / len(ranks)
        result["kept of exact"] = sum(bool(kept[at]) for at in chosen) / len(chosen)
    return result


def _exact_ranks(
    queries: Sequence[Query], terms: Sequence[str], strings: type[Strings], transducer: Transducer
) -> list[int]:
    """How many entries the transducer puts before the right one, every entry compared."""
    import numpy as np

    from mtqa.names.alphabet import fold as sound_fold

    sounds = [sound_fold(term) for term in terms]
    left = strings([sound_fold(query.text) for query in queries])
    right = [terms.index(query.right) for query in queries]
    distance = np.full((len(queries), len(sounds)), np.inf, dtype=np.float32)
    for start in range(0, len(sounds), 20_000):
        block = strings([sound or "q" for sound in sounds[start : start + 20_000]])
        for row in range(len(queries)):
            near = np.flatnonzero(np.abs(block.lengths - left.lengths[row]) <= 6)
            excess = transducer.excess(left, block, left=np.full(len(near), row), right=near)
            distance[row, start + near] = excess / ((left.lengths[row] + block.lengths[near]) / 2 - 2)
    return [int((row < row[at]).sum()) for row, at in zip(distance, right, strict=True)]


def worker(task: dict[str, str]) -> dict[str, float]:
    """Run one measurement in a process of its own, on a few cores."""
    command = [sys.executable, str(Path(__file__).resolve()), "--task", json.dumps(task)]
    threads = {name: str(CORES) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **threads})
    if done.returncode:
        sys.exit(done.stderr)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def run_task(task: dict[str, str]) -> dict[str, float]:
    """What a worker does."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[-CORES:]))
    path, data = Path(task["glossary"]), Path(task["data"])
    os.environ["MTQA_CACHE"] = task["cache"]
    if task["limit"]:
        load.LARGE = int(task["limit"])  # type: ignore[misc]
    queries = pairs(data)
    held = set(path.with_suffix(".txt").read_text(encoding="utf-8").splitlines())
    queries = [query for query in queries if query.right in held]
    if task["do"] == "build":
        return build(path)
    if task["do"] == "check":
        return check(path, articles(data, queries))
    return recall(path, queries[: int(task["queries"])], exact=int(task["exact"]))


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=None, help="folder with names/, translit/ and mqm/ (or MTQA_DATA)")
    parser.add_argument("--entries", default="100,500,5000,100000,1000000", help="sizes, with commas between them")
    parser.add_argument("--words", choices=["few", "many"], default="few", help="how many different words names have")
    parser.add_argument("--queries", type=int, default=1000, help="garbled names looked up")
    parser.add_argument("--exact", type=int, default=30, help="of these, compared with every entry by the transducer")
    parser.add_argument("--in-memory", type=int, default=None, help="entries held in memory (default: as mtqa does)")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task is not None:
        print(json.dumps(run_task(json.loads(options.task))))
        return
    data = data_folder(options.data).resolve()
    queries = pairs(data)
    rows: list[dict[str, float]] = []
    for entries in map(int, options.entries.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "glossary.csv"
            names = glossary_names(data, queries, entries=entries, words=options.words)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["term", "kind"])
                writer.writerows([name, "person" if " " in name else "place"] for name in names)
            right = {query.right for query in queries}
            path.with_suffix(".txt").write_text("\n".join(name for name in names if name in right), encoding="utf-8")
            os.utime(path, ns=(10**18, 10**18))  # a file that was not edited just now
            limit = "" if options.in_memory is None else str(options.in_memory)
            task = {"limit": limit, "glossary": str(path), "data": str(data), "cache": str(Path(folder) / "cache")}
            row: dict[str, float] = {"entries": len(names)}
            row |= worker({**task, "do": "build"})
            row["cache MB"] = sum(file.stat().st_size for file in Path(folder).glob("cache/*/*.bin")) / 1e6
            row |= worker({**task, "do": "check"})
            row |= worker({**task, "do": "recall", "queries": str(options.queries), "exact": str(options.exact)})
            rows.append(row)
            print(f"# {entries:,} done", file=sys.stderr)
    for title, columns in TABLES.items():
        print(f"\n{title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
        for row in rows:
            print("| " + " | ".join(_shown(name, row.get(name, float("nan"))) for name in columns) + " |")


TABLES = {
    "Time and memory": (
        "entries", "build s", "build MB", "cache MB", "open s", "first article s", "article s", "check MB",
    ),
    "Share of garbled names whose entry is kept": (
        "entries", "queries", "kept all", "kept several", "kept none intact", "ms",
        "ratio all", "ratio several", "ratio none intact", "ratio ms", "exact", "kept of exact",
    ),
}  # fmt: skip


def _shown(name: str, value: float) -> str:
    if name in {"entries", "queries", "build MB", "cache MB", "check MB"}:
        return f"{value:,.0f}"
    return f"{value:.3f}" if name.startswith(("kept", "ratio", "exact")) and not name.endswith("ms") else f"{value:.2f}"


if __name__ == "__main__":
    main()
