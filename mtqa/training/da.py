"""Read the direct assessments of MLQE-PE: human quality judgements of translated sentences."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PAIRS", "Assessment", "read_assessments", "read_da", "read_table"]

#: Language pairs of the data, all into English.
PAIRS = ("ro", "et", "ne", "si", "ru")


@dataclass(frozen=True, slots=True)
class Assessment:
    """A translation and what people made of it.

    Attributes:
        text: The translation.
        z_mean: Mean of its raters' judgements, each standardised over all that the rater judged;
            higher is better.
        mean: Mean of the judgements as they were given, 0 to 100.
        z_scores: The standardised judgements.
    """

    text: str
    z_mean: float
    mean: float
    z_scores: tuple[float, ...]


def read_assessments(folder: Path, pair: str, *, part: str = "dev") -> list[Assessment]:
    """The judged translations of one language pair, from the archive as it is published."""
    with tarfile.open(folder / f"{pair}-en-{part}.tar.gz") as archive:
        for member in archive:
            if member.name.endswith(".tsv") and member.isfile():
                file = archive.extractfile(member)
                assert file is not None
                return read_table(file.read().decode("utf-8").rstrip("\n").split("\n"))
    raise FileNotFoundError(f"no table in {pair}-en-{part}.tar.gz")


def read_table(lines: Iterable[str]) -> list[Assessment]:
    """The rows of one table, the header first."""
    header, *rows = (line.rstrip("\r").split("\t") for line in lines)
    text, z_mean, mean, z_scores = (header.index(name) for name in ("translation", "z_mean", "mean", "z_scores"))
    return [
        Assessment(row[text].strip(), float(row[z_mean]), float(row[mean]), tuple(json.loads(row[z_scores])))
        for row in rows
    ]


def read_da(folder: Path, pair: str, *, part: str = "dev") -> list[tuple[str, float]]:
    """Translations and the mean of their raters' standardised judgements (higher is better)."""
    return [(one.text, one.z_mean) for one in read_assessments(folder, pair, part=part)]
