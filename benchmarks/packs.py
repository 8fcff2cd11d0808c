"""What the packs cost: false alarms on right text, garbled names found, and the time of a start.

``python benchmarks/packs.py --data DIR [--show]`` (default: the environment variable ``MTQA_DATA``)

*False alarms*: name and term findings per 1,000 words of human translations (WMT 2021 news and TED talks,
zh-en, each document an article) and of machine translations that people judged well above average (MLQE-PE
ro-en, dev part, z from 0.5 on), each pack alone and all together.  Which names are listened for, and how much
must speak for an entry of a pack (``evidence.GENERAL_FROM``), was chosen on the human translations; the others
were not looked at before.  Columns: *shipped*, as a project uses packs; *as glossary*, all files as if they were
the project's own glossary, every suspicion from a half on; *edit*, the floor: every name of the text that is one
edit from a form of the pack that is listened for, and no form of it.

*Found*: of 100 garbled names of ``names/synth_pairs_dev.tsv`` whose right name a pack listens for, the share that is
reported as that entry where a sentence says nothing else.

*Start*: processor seconds of a fresh process that opens the seed glossary and checks the seed article, without
packs, with the packs, and with one pack of 100,000 entries, interleaved; medians.  *open* is what a start costs,
*article* the check itself; *wall* depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.data import Block, Document, Span
from mtqa.glossary.model import MatchMode
from mtqa.glossary.packs import load_pack, pack_path, packs
from mtqa.names.analysis import analyse
from mtqa.names.evidence import REPORT_FROM
from mtqa.names.index.load import open_glossaries
from mtqa.names.lexicon import lexicon
from mtqa.names.spans import find_names
from mtqa.segment import segment
from mtqa.text import count_words, fold
from mtqa.training.da import read_da
from mtqa.training.name_sets import data_folder
from mtqa.training.wmt import read_wmt21

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry, Glossary
    from mtqa.names.index.large import LargeGlossary

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "seeds" / "biden-korea-visit.txt"
GLOSSARY = ROOT / "seeds" / "glossary.csv"
SETS = {"news": "mqm/wmt21_zh-en.tsv", "talks": "mqm/ted21_zh-en.tsv"}
WELL_JUDGED = 0.5
"""Mean judgement (z) from which a machine translation counts as right."""
PARAGRAPH = 8
"""Sentences of those that are put together."""
LARGE = 100_000
SEED, SAMPLE = 7, 100
FRAME = "The report of last week says that {} is known for it."

Findings = Counter[tuple[str, str, float]]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts that are right, or nearly."""

    title: str
    documents: tuple[Document, ...]

    @property
    def words(self) -> int:
        """Their words."""
        return sum(count_words(document.text) for document in self.documents)


def document_of(paragraphs: Sequence[str], *, name: str) -> Document:
    """Paragraphs as a segmented article."""
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    return segment(Document(id=name, text="\n\n".join(paragraphs), blocks=tuple(blocks)))


def texts(data: Path) -> list[Texts]:
    """Human translations, and well-judged machine ones."""
    found = [
        Texts(
            f"{title}, human ({name})",
            tuple(one.document for one in read_wmt21(data / name) if one.system.startswith("ref")),
        )
        for title, name in SETS.items()
    ]
    right = [text for text, z in read_da(data / "da", "ro", part="dev") if z >= WELL_JUDGED and text]
    parts = [right[at : at + PARAGRAPH] for at in range(0, len(right), PARAGRAPH)]
    made = tuple(document_of(part, name=f"ro-en {at}") for at, part in enumerate(parts))
    return [*found, Texts(f"encyclopaedia, machine, judged well (da/ro-en dev, z >= {WELL_JUDGED})", made)]


def suspected(documents: Iterable[Document], glossary: Glossary | LargeGlossary) -> Findings:
    """What the name and term checks report: text, entry and confidence."""
    found: Findings = Counter()
    for document in documents:
        for one in analyse(document, glossary).resolved:
            if one.confidence >= REPORT_FROM:
                found[one.text, one.entry.term, round(one.confidence, 2)] += 1
    return found


@dataclass(frozen=True, slots=True)
class Forms:
    """The folded forms of packs: all that are right, and those that are listened for, with their entries' terms."""

    right: frozenset[str]
    heard: dict[str, frozenset[str]]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Forms:
        """Those of some entries."""
        right: set[str] = set()
        heard: dict[str, set[str]] = {}
        for entry in entries:
            for form in entry.forms:
                right.add(fold(form))
                if entry.rule(form).match is MatchMode.SOUND:
                    heard.setdefault(fold(form), set()).add(entry.term)
        return cls(frozenset(right), {form: frozenset(terms) for form, terms in sorted(heard.items())})


def floor(documents: Iterable[Document], forms: Forms) -> Findings:
    """Names that are one edit from a form that is listened for, and are no form."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    heard = list(forms.heard)
    found: Findings = Counter()
    for document in documents:
        for name in find_names(document, known=lexicon()):
            key = fold(name.text)
            near = None if key in forms.right else extractOne(key, heard, scorer=OSA.distance, score_cutoff=1)
            if near is not None:
                found[name.text, near[0], 1.0] += 1
    return found


def alarms(every: Sequence[Texts], names: Sequence[str], *, show: bool) -> None:
    """Print findings per 1,000 words."""
    sets = {**{name: [name] for name in names}, "all": list(names)}
    for some in every:
        print(f"\n{some.title}: {len(some.documents)} texts, {some.words:,} words; findings, and per 1,000 words")
        print(f"  {'pack':<15}{'entries':>8}{'shipped':>16}{'edit':>16}{'as glossary':>16}")
        for title, chosen in sets.items():
            paths = [pack_path(name) for name in chosen]
            entries = [entry for name in chosen for entry in load_pack(name).entries]
            shipped = suspected(some.documents, open_glossaries([], packs=paths, note=quiet))
            cells = [shown(shipped, some.words), shown(floor(some.documents, Forms.of(entries)), some.words)]
            if title == "all":
                cells.append(shown(suspected(some.documents, open_glossaries(paths, note=quiet)), some.words))
            print(f"  {title:<15}{len(entries):>8,}{''.join(cells)}")
            if show:
                for (text, entry, confidence), count in shipped.most_common():
                    print(f"      {count} x {text!r} -> {entry!r} ({confidence})")


def shown(found: Findings, words: int) -> str:
    """How many, and per 1,000 words."""
    return f"{found.total():>8} {1000 * found.total() / words:>7.3f}"


def quiet(_message: str) -> None:
    """Say nothing."""


def found_share(data: Path, names: Sequence[str]) -> None:
    """Print how many garbled names are found."""
    with (data / "names" / "synth_pairs_dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    forms = Forms.of(entry for name in names for entry in load_pack(name).entries)
    pairs = sorted({(row["wrong"], row["canonical"]) for row in rows if fold(row["canonical"]) in forms.heard})
    pairs = [(wrong, canonical) for wrong, canonical in pairs if fold(wrong) not in forms.right]
    pairs = random.Random(SEED).sample(pairs, min(SAMPLE, len(pairs)))  # noqa: S311 - a sample, no secret
    paths = [pack_path(name) for name in names]
    shipped, own = open_glossaries([], packs=paths, note=quiet), open_glossaries(paths, note=quiet)
    counts: Counter[str] = Counter()
    for wrong, canonical in pairs:
        document = document_of([FRAME.format(wrong)], name="frame")
        for title, glossary in (("shipped", shipped), ("as glossary", own)):
            reported = [one for one in analyse(document, glossary).resolved if one.confidence >= REPORT_FROM]
            counts[title] += any(one.entry.term in forms.heard[fold(canonical)] for one in reported)
        counts["edit"] += any(near == fold(canonical) for _, near, _ in floor([document], forms))
    print(f"\nGarbled names whose right name all packs together listen for (names/synth_pairs_dev.tsv): {len(pairs)}")
    for title in ("shipped", "as glossary", "edit"):
        print(f"  {title:<15}{counts[title] / max(len(pairs), 1):>8.1%}")


def large_pack(path: Path) -> None:
    """A pack of 100,000 entries: the places, and the full names that the list of known names gives."""
    places: list[str] = []
    given: list[str] = []
    family: list[str] = []
    for line in (ROOT / "models" / "known-names.txt").read_text(encoding="utf-8").splitlines()[1:]:
        name, _, levels = line.partition("\t")
        if levels[2] >= "1":
            places.append(name.title())
        if levels[0] >= "3":
            given.append(name.title())
        if levels[1] >= "3":
            family.append(name.title())
    people = [f"{given[at * 7919 % len(given)]} {family[at % len(family)]}" for at in range(LARGE // 2)]
    chosen = list(dict.fromkeys([*people, *places]))[:LARGE]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("term", "kind"))
        writer.writerows((name, "person" if at < len(people) else "place") for at, name in enumerate(chosen))
    os.utime(path, ns=(10**18, 10**18))  # a file that was not edited just now


def start(paths: Sequence[Path]) -> dict[str, float]:
    """What one fresh process does, and takes."""
    from mtqa.pipeline import assess
    from mtqa.readers import read_path

    began = time.process_time()
    glossary = open_glossaries([GLOSSARY], packs=paths, note=quiet)
    opened = time.process_time() - began
    began = time.process_time()
    assess(read_path(ARTICLE), glossary=glossary, lm=None)
    return {
        "opened": opened,
        "article": time.process_time() - began,
        "cpu": time.process_time(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3),
        "entries": glossary.size,
    }


def starts(names: Sequence[str], *, runs: int) -> None:
    """Print what packs add to a start."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        large_pack(path)
        cases: dict[str, list[Path]] = {
            "no pack": [],
            "the packs": [pack_path(name) for name in names],
            f"{LARGE:,} entries": [path],
        }
        measured: dict[str, list[dict[str, float]]] = {title: [] for title in cases}
        for number in range(runs + 1):
            for title, paths in cases.items():
                row = worker(paths, cache=Path(folder) / "cache")
                if number:  # the first run compiles
                    measured[title].append(row)
    print(
        f"\nStart: {ARTICLE.name}, {GLOSSARY.name}, no language model; fresh processes, median of {runs}; processor seconds"
    )
    print(
        f"  {'':<17}{'entries':>9}{'open':>8}{'article':>9}{'all cpu':>9}{'ratio':>7}{'wall':>8}{'ratio':>7}{'peak MB':>9}"
    )
    cpu, wall = middle(measured["no pack"], "cpu"), middle(measured["no pack"], "wall")
    for title, rows in measured.items():
        print(
            f"  {title:<17}{middle(rows, 'entries'):>9,.0f}{middle(rows, 'opened'):>8.3f}{middle(rows, 'article'):>9.2f}"
            f"{middle(rows, 'cpu'):>9.2f}{middle(rows, 'cpu') / cpu:>7.2f}{middle(rows, 'wall'):>8.2f}"
            f"{middle(rows, 'wall') / wall:>7.2f}{middle(rows, 'peak'):>9.0f}"
        )


def middle(rows: Sequence[dict[str, float]], name: str) -> float:
    """The median of one number."""
    return statistics.median(row[name] for row in rows)


def worker(paths: Sequence[Path], *, cache: Path) -> dict[str, float]:
    """One start in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--start", json.dumps([str(path) for path in paths])]
    environment = {**os.environ, "MTQA_CACHE": str(cache), "OMP_NUM_THREADS": "2"}
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(done.stderr)
    row: dict[str, float] = json.loads(done.stdout)
    return row | {"wall": time.perf_counter() - began}


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--show", action="store_true", help="print what is reported with the packs as shipped")
    parser.add_argument("--runs", type=int, default=5, help="counted starts of each kind")
    parser.add_argument("--only", choices=("alarms", "found", "start"), action="append", help="only these tables")
    parser.add_argument("--start", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.start is not None:
        print(json.dumps(start([Path(path) for path in json.loads(options.start)])))
        return
    names = [one.name for one in packs()]
    tables: dict[str, Callable[[], None]] = {
        "start": lambda: starts(names, runs=options.runs),
        "found": lambda: found_share(data_folder(options.data), names),
        "alarms": lambda: alarms(texts(data_folder(options.data)), names, show=options.show),
    }
    for name, table in tables.items():
        if not options.only or name in options.only:
            table()


if __name__ == "__main__":
    main()
