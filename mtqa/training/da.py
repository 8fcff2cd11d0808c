"""Read the direct assessments of MLQE-PE: human quality judgements of translated sentences."""

from __future__ import annotations

import tarfile
from pathlib import Path

__all__ = ["PAIRS", "read_da"]

#: Language pairs of the data, all into English.
PAIRS = ("ro", "et", "ne", "si", "ru")


def read_da(folder: Path, pair: str, *, part: str = "dev") -> list[tuple[str, float]]:
    """Translations and the mean of their raters' standardised judgements (higher is better)."""
    with tarfile.open(folder / f"{pair}-en-{part}.tar.gz") as archive:
        for member in archive:
            if member.name.endswith(".tsv") and member.isfile():
                file = archive.extractfile(member)
                assert file is not None
                header, *lines = file.read().decode("utf-8").rstrip("\n").split("\n")
                names = header.split("\t")
                text, mean = names.index("translation"), names.index("z_mean")
                rows = [line.split("\t") for line in lines]
                return [(row[text].strip(), float(row[mean])) for row in rows]
    raise FileNotFoundError(f"no table in {pair}-en-{part}.tar.gz")
