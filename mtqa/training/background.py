"""Make the list of known names: ``python -m mtqa.training.background --packages DIR --data DIR``.

Writes ``models/known-names.txt``.  ``--report`` measures instead how well each source and each level tells right names from
garbled ones, on the training and development parts of the data.  Which archives DIR must hold is in the card,
``models/known-names.md``, as is what the numbers say.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from mtqa.names.background import HEADER
from mtqa.training.background_packages import Material
from mtqa.training.background_report import report
from mtqa.training.background_sources import ROLES, SOURCES, Claim, Levels
from mtqa.training.name_sets import MODELS, data_folder

__all__ = ["counts_as_known", "main", "merge", "write"]


def counts_as_known(claim: Claim) -> bool:
    """Whether a name is long enough for its level: garbling hits upon short rare names by chance."""
    letters = len(claim.key) - claim.key.count(" ")
    return claim.level >= (3 if letters < 5 else 2 if letters < 7 else 1)


def merge(claims: list[Claim]) -> dict[str, Levels]:
    """The highest level of each name in each role."""
    known: dict[str, list[int]] = {}
    for claim in claims:
        levels = known.setdefault(claim.key, [0] * len(ROLES))
        role = ROLES.index(claim.role)
        levels[role] = max(levels[role], claim.level)
    return {key: tuple(levels) for key, levels in known.items()}


def write(known: dict[str, Levels]) -> bytes:
    """The file: a header with the number of bytes after it, then ``name<TAB>levels`` sorted by bytes."""
    lines = [f"{key}\t{''.join(format(level, 'x') for level in levels)}\n" for key, levels in sorted(known.items())]
    body = "".join(lines).encode()
    return HEADER + str(len(body)).encode() + b"\n" + body


def main() -> None:
    """Write the list, or report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True, help="the folder with the downloaded archives")
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--output", type=Path, default=MODELS / "known-names.txt")
    parser.add_argument("--report", action="store_true", help="measure the sources; write nothing")
    options = parser.parse_args()
    material = Material(options.packages, data_folder(options.data))
    made = {name: list(source(material)) for name, source in SOURCES.items()}
    known = merge([claim for claims in made.values() for claim in claims if counts_as_known(claim)])
    if options.report:
        sources = {name: {key: max(levels) for key, levels in merge(claims).items()} for name, claims in made.items()}
        print(report(material.data, sources=sources, known=known))
        return
    data = write(known)
    options.output.write_bytes(data)
    print(f"{options.output}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
