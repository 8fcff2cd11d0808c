"""Choose the margin of the table of wrong senses; read its cases and measure on them.

``python -m mtqa.training.senses --data DIR [--cases benchmarks/senses/dev.tsv] [--lm NAME] [--write]`` prints, for each
margin, the share of wrong uses found and of right uses flagged among the cases, and the flags per 1,000 words of
human references (``mqm/`` of the data, documents of the train and dev splits).  Precision first: it chooses the
lowest margin at which the fewest right uses are flagged, and with ``--write`` puts it into
``models/senses-en.toml``.  About a minute on two cores.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.artefacts import artefact
from mtqa.data import Document
from mtqa.lm import DEFAULT_LM, LanguageModel, load
from mtqa.readers import read_text
from mtqa.scoring.rivals import Rivals
from mtqa.segment import segment
from mtqa.senses.hits import Hit, find
from mtqa.senses.judge import Verdict, judge
from mtqa.senses.table import sense_table
from mtqa.text import count_words
from mtqa.training.name_sets import data_folder
from mtqa.training.wmt import is_held_out, read_wmt21

__all__ = [
    "MARGINS",
    "SETS",
    "Case",
    "CaseTally",
    "Compared",
    "compare",
    "prepared",
    "read_cases",
    "references",
    "tally",
]

MARGINS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
#: Sets of human references, by what they are.
SETS = {"news": "mqm/wmt21_zh-en.tsv", "talks": "mqm/ted21_zh-en.tsv"}


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of the hand-made sets.

    Attributes:
        wrong: Whether ``word`` stands in the wrong sense.
        row: The row of the table that it was written for.
        word: The word in question.
        answers: What may stand instead; empty for a right use.
        text: The sentence, or two.
    """

    wrong: bool
    row: str
    word: str
    answers: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A document with its hits, and what compares wordings in it."""

    document: Document
    hits: tuple[Hit, ...]
    rivals: Rivals

    def verdicts(self, margin: float | None = None) -> list[Verdict]:
        """The words flagged at a margin, or at the margins of the table."""
        return judge(self.hits, self.rivals, margin=margin)


@dataclass(frozen=True, slots=True)
class CaseTally:
    """What became of the cases.

    Attributes:
        n_wrong: Wrong uses, ``found`` of them flagged at the word, ``first`` of these with a right first suggestion.
        n_right: Right uses, ``flagged`` of them with a flag anywhere.
    """

    n_wrong: int
    found: int
    first: int
    n_right: int
    flagged: int

    @property
    def recall(self) -> float:
        """Share of wrong uses that are found, 0 to 1."""
        return self.found / max(self.n_wrong, 1)

    @property
    def false_share(self) -> float:
        """Share of right uses that are flagged, 0 to 1."""
        return self.flagged / max(self.n_right, 1)


def read_cases(path: Path) -> list[Case]:
    """The cases of a file with the columns kind, row, word, answers and text."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Case(
                row["kind"] == "wrong",
                row["row"],
                row["word"],
                tuple(filter(None, row["answers"].split("|"))),
                row["text"],
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def prepared(text: str) -> Document:
    """A text, read and segmented."""
    return segment(read_text(text))


def compare(document: Document, lm: LanguageModel, *, conditions: bool = True) -> Compared:
    """Find the hits of a document; nothing is scored before a verdict is asked for."""
    return Compared(document, tuple(find(document, sense_table(), conditions=conditions)), Rivals(document, lm))


def tally(cases: Sequence[Case], compared: Sequence[Compared], *, margin: float | None = None) -> CaseTally:
    """Hold the verdicts against the cases, one document each.

    A flag counts for a wrong use if it covers the last place where the word stands in the text.
    """
    found = first = flagged = 0
    for case, one in zip(cases, compared, strict=True):
        verdicts = one.verdicts(margin)
        if not case.wrong:
            flagged += bool(verdicts)
            continue
        at = one.document.text.lower().rfind(case.word.lower())
        hit = next((v for v in verdicts if v.span.start <= at and at + len(case.word) <= v.span.end), None)
        if hit is not None:
            found += 1
            best = hit.preferred[0].candidate.text.lower()
            first += re.sub("^an? ", "", best) in {answer.lower() for answer in case.answers}
    n_wrong = sum(case.wrong for case in cases)
    return CaseTally(n_wrong, found, first, len(cases) - n_wrong, flagged)


def references(data: Path, name: str, *, held_out: bool | None = None) -> list[Document]:
    """The human references of a set of :data:`SETS`, one document each.

    Args:
        data: The data folder.
        name: A key of :data:`SETS`.
        held_out: Only documents that are kept for reporting, or only the others; ``None`` for all.
    """
    return [
        article.document
        for article in read_wmt21(data / SETS[name])
        if article.system.startswith("ref") and held_out in {None, is_held_out(article.document_id)}
    ]


def _per_1000(compared: Iterable[Compared], margin: float) -> float:
    held = list(compared)
    words = sum(count_words(one.document.text) for one in held)
    return 1000 * sum(len(one.verdicts(margin)) for one in held) / max(words, 1)


def main() -> None:
    """Print the table and choose."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--cases", type=Path, default=Path("benchmarks/senses/dev.tsv"), help="the cases to choose on")
    parser.add_argument("--lm", default=DEFAULT_LM, help="the language model")
    parser.add_argument("--write", action="store_true", help="write the margin into the table's groups")
    chosen = parser.parse_args()
    data = data_folder(chosen.data)
    lm = load(chosen.lm)
    cases = read_cases(chosen.cases)
    compared = [compare(prepared(case.text), lm) for case in cases]
    people = {name: [compare(one, lm) for one in references(data, name, held_out=False)] for name in SETS}
    print(f"{chosen.cases}: {len(cases)} cases; {lm.name}@{lm.revision}")
    print(f"{'margin':>6} {'found':>6} {'flagged':>8} " + " ".join(f"{name + ' /1,000':>14}" for name in SETS))
    flagged: dict[float, int] = {}
    for margin in MARGINS:
        counts = tally(cases, compared, margin=margin)
        flagged[margin] = counts.flagged
        rates = " ".join(f"{_per_1000(held, margin):>14.2f}" for held in people.values())
        print(f"{margin:>6.1f} {counts.recall:>6.3f} {counts.false_share:>8.3f} {rates}")
    best = min(MARGINS, key=lambda margin: (flagged[margin], margin))
    print(f"chosen: {best}")
    if chosen.write:
        path = artefact("senses-en.toml")
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^margin = .*$", f"margin = {best}", text), encoding="utf-8")
        print(f"written: {path}")


if __name__ == "__main__":
    main()
