"""The fluency score against human judgements of sentences, beside floors.

``python -m benchmarks.quality.da --data DIR`` reads the dev halves of MLQE-PE's direct assessments with
the language model and its head, and prints per language pair Pearson, Spearman and Kendall correlation
with the raters' standardised mean (higher is better), with the middle 95% of bootstrap draws of
sentences, beside

* the length of the sentence, its mean log-probability, SLOR, and calibrated surprisal: what is had
  without a head;
* ``--cache DIR`` (of ``mtqa.training.features``): heads that are trained here without the pair they are
  tested on, and what each step of the training gives (``python -m mtqa.training.judge --report``).

Sentences stand alone, as the raters saw them.  Your own test sets are evaluated instead with

* ``--mlqe PATH``: a folder or ``.tar.gz`` in the form of MLQE-PE, with a table of the columns
  ``translation``, ``z_mean`` (repeatable);
* ``--wmt PATH``: a table of MQM annotations, ``mt_system doc_id seg_id annotator_id source target start_ids
  end_ids errors`` (repeatable); judged is minus the points per word, the mean of a segment's raters.

The last line is a signature: what another person needs to have the same numbers.
"""

from __future__ import annotations

import argparse
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa import __version__
from mtqa.data import Block, Document, Segment, Span
from mtqa.errors import InputError
from mtqa.lm import DEFAULT_LM, LanguageModel, load
from mtqa.lm.reading import Reading, StateReader
from mtqa.scoring.fluency import measure
from mtqa.scoring.lm_text import lm_text
from mtqa.text import count_words
from mtqa.training.da import PAIRS, read_assessments, read_table
from mtqa.training.lexicon import read_mqm
from mtqa.training.name_sets import data_folder

Vector = NDArray[np.float64]

#: Draws of the bootstrap, and its seed.
DRAWS, SEED = 1000, 1
#: MQM weights of WMT.
WEIGHTS = {"minor": 1.0, "major": 5.0, "critical": 25.0}
#: Sentences that are read at once.
_CHUNK = 200
_METRICS = ("Pearson", "Spearman", "Kendall")


def main(arguments: Sequence[str] | None = None) -> None:
    """Score the sets and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.da", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--lm", default=DEFAULT_LM)
    parser.add_argument("--part", default="dev", choices=("dev", "train"), help="half of the data")
    parser.add_argument("--mlqe", type=Path, action="append", default=[], help="a set in the form of MLQE-PE instead")
    parser.add_argument("--wmt", type=Path, action="append", default=[], help="a table of MQM annotations instead")
    parser.add_argument("--cache", type=Path, help="features of the training data: adds heads without the tested pair")
    chosen = parser.parse_args(arguments)
    sets: dict[str, list[tuple[str, float]]] = {}
    for path in chosen.mlqe:
        sets[path.name] = read_mlqe(path)
    for path in chosen.wmt:
        sets[path.name] = read_wmt(path)
    own = not sets
    if own:
        folder = data_folder(chosen.data) / "da"
        for pair in PAIRS:
            rows = read_assessments(folder, pair, part=chosen.part)
            sets[f"{pair}-en"] = [(row.text, row.z_mean) for row in rows]
    lm = load(chosen.lm, note=print)
    tables = {
        name: (scores(lm, [text for text, _ in rows]), np.array([z for _, z in rows])) for name, rows in sets.items()
    }
    show(tables)
    print("\n" + signature(lm, list(sets), chosen.part if own else "given"))
    if own and chosen.cache is not None:
        from mtqa.training.judge import main as train

        print("\nHeads trained here (dev Pearson):\n")
        train(["--cache", str(chosen.cache), "--report"])


def read_mlqe(path: Path) -> list[tuple[str, float]]:
    """Sentences and judgements of a folder or an archive.

    Raises:
        InputError: There is no table in it with the columns that are needed.
    """
    for lines in _tables(path):
        if {"translation", "z_mean"} <= set(lines[0].rstrip("\r").split("\t")):
            return [(row.text, row.z_mean) for row in read_table(lines)]
    raise InputError(f"{path} holds no .tsv table with the columns translation and z_mean")


def _tables(path: Path) -> Iterator[list[str]]:
    if path.is_dir():
        for table in sorted(path.rglob("*.tsv")):
            yield table.read_text(encoding="utf-8").rstrip("\n").split("\n")
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.name.endswith(".tsv") else None
                if file is not None:
                    yield file.read().decode("utf-8").rstrip("\n").split("\n")
    else:
        yield path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def read_wmt(path: Path) -> list[tuple[str, float]]:
    """Segments of machine translations, and minus their MQM points per word.

    Raises:
        InputError: No row has the columns of such a table.
    """
    points: dict[tuple[str, str, str, str], list[float]] = defaultdict(list)
    for fields in read_mqm(path):
        if len(fields) == 9 and fields[0] != "mt_system" and not fields[0].startswith("ref"):
            points[fields[0], fields[1], fields[2], fields[5]].append(
                sum(WEIGHTS.get(one, 0.0) for one in fields[8].split())
            )
    if not points:
        raise InputError(f"{path} has no row of nine columns: mt_system doc_id seg_id annotator_id source target ...")
    return [
        (key[3], -sum(found) / len(found) / max(1, count_words(key[3])))
        for key, found in points.items()
        if key[3].strip()
    ]


def scores(lm: LanguageModel, texts: Sequence[str]) -> dict[str, Vector]:
    """What is compared, per sentence; a sentence is an article of its own."""
    found: dict[str, list[float]] = defaultdict(list)
    documents = []
    for text in texts:
        span = Span(0, len(text))
        documents.append(Document(id="", text=text, blocks=(Block(span),), segments=(Segment(0, span, 0),)))
    for document, reading in zip(documents, _readings(lm, documents), strict=True):
        fluency = measure(document, lm, reading=reading)
        whole = fluency.diagnostics
        assert whole is not None
        if fluency.predicted:
            found["predicted judgement"].append(fluency.segments[0].score or 0.0 if fluency.segments else 0.0)
        found["calibrated surprisal"].append(fluency.segments[0].predictability or 0.0 if fluency.segments else 0.0)
        if whole.slor is not None:
            found["SLOR"].append(whole.slor)
        found["mean log-probability"].append(-whole.surprisal)
        found["length"].append(float(len(document.text)))
    return {name: np.array(values) for name, values in found.items() if len(values) == len(texts)}


def _readings(lm: LanguageModel, documents: Sequence[Document]) -> Iterator[Reading | None]:
    """Many sentences at once, which is quicker; a model without states reads them later, one by one."""
    for start in range(0, len(documents), _CHUNK):
        some = documents[start : start + _CHUNK]
        if isinstance(lm, StateReader):
            yield from lm.read([lm_text(document).text for document in some])
        else:
            yield from [None] * len(some)


def show(tables: Mapping[str, tuple[dict[str, Vector], Vector]]) -> None:
    """A table per metric: rows are scores, columns are sets."""
    names = list(next(iter(tables.values()))[0])
    sizes = ", ".join(f"{name} {len(judged)}" for name, (_, judged) in tables.items())
    for metric in _METRICS:
        print(f"\n| {metric} ({sizes}) | {' | '.join(tables)} | mean |\n|---|{'---|' * (len(tables) + 1)}")
        for name in names:
            values, cells = [], []
            for found, judged in tables.values():
                value = correlation(metric, found[name], judged)
                low, high = (
                    interval(metric, found[name], judged) if name == names[0] and metric != "Kendall" else (0.0, 0.0)
                )
                values.append(value)
                cells.append(f"{value:.3f}" + (f" ({low:.2f}-{high:.2f})" if high else ""))
            print(f"| {name} | {' | '.join(cells)} | {np.mean(values):.3f} |")


def correlation(metric: str, left: Vector, right: Vector) -> float:
    """One of the three, -1 to 1; 0 where one side does not vary."""
    if metric == "Kendall":
        return kendall(left, right)
    if metric == "Spearman":
        left, right = ranks(left), ranks(right)
    if left.std() == 0 or right.std() == 0:
        return 0.0
    return float(np.corrcoef(left, right)[0, 1])


def ranks(values: Vector) -> Vector:
    """Ranks; equal values share their mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], dtype=np.float64)


def kendall(left: Vector, right: Vector) -> float:
    """Kendall's tau-b, by all pairs, a row at a time."""
    concordant = left_tied = right_tied = 0.0
    n = len(left)
    for i in range(n - 1):
        one, two = np.sign(left[i + 1 :] - left[i]), np.sign(right[i + 1 :] - right[i])
        concordant += float(one @ two)
        left_tied += float((one == 0).sum())
        right_tied += float((two == 0).sum())
    pairs = n * (n - 1) / 2
    below = np.sqrt((pairs - left_tied) * (pairs - right_tied))
    return float(concordant / below) if below else 0.0


def interval(metric: str, left: Vector, right: Vector) -> tuple[float, float]:
    """The middle 95% of bootstrap draws of sentences."""
    rng = np.random.default_rng(SEED)
    draws = []
    for _ in range(DRAWS):
        index = rng.integers(0, len(left), len(left))
        draws.append(correlation(metric, left[index], right[index]))
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(low), float(high)


def signature(lm: LanguageModel, sets: Sequence[str], part: str) -> str:
    """One line from which the numbers can be reproduced."""
    from mtqa.scoring.judge import judge_for

    judge = judge_for(lm.name, lm.revision)
    head = "none" if judge is None else judge.digest
    return (
        f"mtqa-da|lm:{lm.name}@{lm.revision}|head:{head}|sets:{'+'.join(sets)}|part:{part}|context:none|"
        f"bootstrap:{DRAWS},seed {SEED}|version:{__version__}"
    )


if __name__ == "__main__":
    main()
