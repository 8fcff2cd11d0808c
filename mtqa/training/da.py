"""Read the direct assessments of MLQE-PE: human quality judgements of translated sentences."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, pstdev

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
    """The rows of one table, the header first.

    Without ``z_mean`` the judgements are standardised over the table; without ``z_scores`` there are none.

    Raises:
        ValueError: A column is missing or holds no number.
        IndexError: A row has too few columns.
    """
    header, *rows = (line.rstrip("\r").split("\t") for line in lines)
    text, mean = header.index("translation"), header.index("mean")
    means = [float(row[mean]) for row in rows]
    if "z_mean" in header:
        standard = [float(row[header.index("z_mean")]) for row in rows]
    else:
        spread = (pstdev(means) or 1.0) if means else 1.0
        standard = [(value - fmean(means)) / spread for value in means]
    z_scores = header.index("z_scores") if "z_scores" in header else None
    return [
        Assessment(row[text].strip(), z, value, () if z_scores is None else tuple(json.loads(row[z_scores])))
        for row, z, value in zip(rows, standard, means, strict=True)
    ]


def read_da(folder: Path, pair: str, *, part: str = "dev") -> list[tuple[str, float]]:
    """Translations and the mean of their raters' standardised judgements (higher is better)."""
    return [(one.text, one.z_mean) for one in read_assessments(folder, pair, part=part)]
