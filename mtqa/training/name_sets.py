"""The data that the name matcher is trained and measured on: reading, cleaning, splitting.

Splits
    * ``eval_dev.tsv`` is the pair benchmark.  Its garbled names are drawn from ``synth_pairs_dev.tsv``;
      every pair with one of its right names is kept out of training.
    * Real zh-en errors are split by document, on a hash of the document's id.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from zlib import crc32

from mtqa.names.alphabet import fold
from mtqa.names.channels import ROUTES
from mtqa.training.routes import FILES, garbled_tokens

__all__ = [
    "MODELS",
    "EvalRow",
    "Pair",
    "RealPair",
    "correct_names",
    "data_folder",
    "eval_rows",
    "full_names",
    "pool",
    "real_pairs",
    "synthetic",
    "token_counts",
    "tokens_dev",
    "training_pairs",
]

MODELS = Path(__file__).parents[2] / "models"

REAL_WEIGHT = 4.0
"""Weight of a distinct real zh-en error in the transducer's training, against 1 of a synthetic pair."""

DERIVED_WEIGHT = 0.2
"""Weight of a pair of English spellings that share a foreign one (dev: 0.2 and 0.5 rank alike)."""

DRAWN = 12_000
"""Pairs per route that :mod:`mtqa.training.routes` draws (dev: 30,000 rank alike)."""

DRAWN_WEIGHT = 0.9
"""Weight of such a pair if every draw gives it (dev: 0.3 a little worse, 3 clearly)."""

Pair = tuple[str, str, float]
"""Garbled and right name, folded, and a weight."""

JOINED_WEIGHT = 0.05
"""Weight of a synthetic pair with two tokens written as one on one side ("Suk-yeol", "Sukyeol")."""

_NOT_NAMES = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "united",
        "bureau",
        "agency",
        "commission",
        "ministry",
        "justice",
        "commerce",
        "federation",
        "however",
        "im",
        "the",
        "and",
        "but",
        "for",
        "this",
        "that",
        "university",
        "county",
        "province",
        "city",
        "group",
        "company",
        "department",
        "committee",
        "president",
        "premier",
        "minister",
        "union",
        "league",
        "cup",
        "bank",
        "institute",
        "center",
        "centre",
        "office",
        "court",
        "police",
        "party",
        "state",
        "states",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "international",
        "national",
        "people",
        "peoples",
    ]
)


_LOWER_WORD = re.compile(r"(?<!\w)[a-z]{3,}(?!\w)")


@dataclass(frozen=True, slots=True)
class EvalRow:
    """A query of the pair benchmark; ``entry`` is ``""`` for a correct name."""

    query: str
    label: str
    entry: str
    lang: str
    type: str


@dataclass(frozen=True, slots=True)
class RealPair:
    """A real zh-en error, once per distinct (wrong, right).

    Attributes:
        wrong: As the system wrote it.
        right: As a reference has it.
        kind: ``S`` sound, ``R`` romanisation system or exonym, ``L`` lexical.
        held_out: Whether its document belongs to the half that nothing is trained on.
        entity: Number shared by right forms of one entity: references disagree ("Wesel", "Wessel").
    """

    wrong: str
    right: str
    kind: str
    held_out: bool
    entity: int


def data_folder(given: Path | None) -> Path:
    """The data folder: the option, else ``MTQA_DATA``; exits with a message if it is not there."""
    folder = given if given is not None else Path(os.environ.get("MTQA_DATA", "../shared/data"))
    if not (folder / "names" / "synth_pairs_dev.tsv").is_file():
        sys.exit(f"no names/synth_pairs_dev.tsv under {folder}: pass --data DIR or set MTQA_DATA")
    return folder


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def eval_rows(data: Path) -> list[EvalRow]:
    """The pair benchmark."""
    rows = _rows(data / "names" / "eval_dev.tsv")
    return [EvalRow(r["query"], r["label"], r["entry"], r["lang"], r["type"]) for r in rows]


def pool(data: Path) -> list[str]:
    """The glossary of 5,000 names of the pair benchmark."""
    return [line for line in (data / "names" / "pool_dev.txt").read_text(encoding="utf-8").splitlines() if line]


def synthetic(data: Path) -> list[tuple[str, str, str]]:
    """Synthetic pairs ``(garbled, right, type)`` whose right name the pair benchmark does not hold."""
    return [(garbled, right, kind) for garbled, right, kind, _ in _synthetic(data)]


def _synthetic(data: Path) -> list[tuple[str, str, str, str]]:
    """The same with the route."""
    held = {fold(row.entry) for row in eval_rows(data) if row.entry}
    rows = _rows(data / "names" / "synth_pairs_dev.tsv")
    routes = {file: route for route, file in FILES.items()}
    return [
        (r["wrong"], r["canonical"], r["type"], routes.get(r["lang"], r["lang"]))
        for r in rows
        if fold(r["canonical"]) not in held and fold(r["wrong"]) and fold(r["canonical"])
    ]


def _held_out(doc: str) -> bool:
    return crc32(doc.encode()) % 2 == 1


def real_pairs(data: Path) -> list[RealPair]:
    """Distinct real zh-en errors; an entity that both halves hold belongs to the training half only."""
    rows = [
        (row, key)
        for row in _rows(data / "names" / "wmt_zh-en_pos.tsv")
        if all(key := (fold(row["wrong"]), fold(row["correct"]))) and key[0] != key[1]
    ]
    entity = _entities([(key, row) for row, key in rows])
    trained = {entity[key[1]] for row, key in rows if not _held_out(row["doc"])}
    seen: dict[tuple[str, str], RealPair] = {}
    for row, key in rows:
        if row["kind"] != "V" and entity.get(key[0]) != entity[key[1]]:
            number = entity[key[1]]
            seen.setdefault(key, RealPair(row["wrong"], row["correct"], row["kind"], number not in trained, number))
    return list(seen.values())


def _entities(rows: list[tuple[tuple[str, str], dict[str, str]]]) -> dict[str, int]:
    """Number of the entity of each right form.

    Two right forms are one entity if they are a legitimate variant of each other, differ by spaces
    only, or correct the same place of the same translation.
    """
    parent: dict[str, str] = {}

    def root(form: str) -> str:
        while parent.setdefault(form, form) != form:
            form = parent[form]
        return form

    places: dict[object, str] = {}
    for (wrong, right), row in rows:
        root(right)
        if row["kind"] == "V":
            parent[root(wrong)] = root(right)
        for place in (
            (row["doc"], row["seg"], row["system"], row["start"]),
            (row["doc"], wrong),
            right.replace(" ", ""),
        ):
            parent[root(places.setdefault(place, right))] = root(right)
    numbers: dict[str, int] = {}
    return {form: numbers.setdefault(root(form), len(numbers)) for form in sorted(parent)}


def correct_names(data: Path) -> list[tuple[str, bool]]:
    """Distinct names of real zh-en translations that equal the reference, with whether they are held out.

    Months, weekdays and demonyms are filtered, so are single words that the same texts also write in
    lower case, and whatever may be another spelling of an entity of the errors: a form listed as wrong
    or right, one that differs by spaces only, or one alike (edit similarity of 0.7) in the same document.
    """
    from rapidfuzz.distance import Levenshtein

    rows = _rows(data / "names" / "wmt_zh-en_neg.tsv")
    ordinary = {word for text in {row["mt"] for row in rows} for word in _LOWER_WORD.findall(text)}
    errors = _rows(data / "names" / "wmt_zh-en_pos.tsv")
    listed = {fold(row[column]).replace(" ", "") for row in errors for column in ("wrong", "correct")}
    beside: dict[str, set[str]] = {}
    for row in errors:
        beside.setdefault(row["doc"], set()).add(fold(row["correct"]))
    doubtful = {
        key
        for doc, key in {(row["doc"], fold(row["name"])) for row in rows}
        if any(Levenshtein.normalized_similarity(key, right) >= 0.7 for right in beside.get(doc, ()))
    }
    seen: dict[str, tuple[str, bool]] = {}
    for row in rows:
        name = row["name"]
        key = fold(name)
        if len(key) < 3 or key in ordinary or any(token in _NOT_NAMES for token in key.split()):
            continue
        if " " not in key and key.endswith(("ese", "ish", "ean", "ian", "can")):
            continue
        if key in doubtful or key.replace(" ", "") in listed:
            continue
        old = seen.get(key)
        seen[key] = (name, _held_out(row["doc"]) and (old is None or old[1]))
    return list(seen.values())


def training_pairs(data: Path) -> dict[str, list[Pair]]:
    """Weighted pairs of folded names for the transducer, by route (:data:`mtqa.names.channels.ROUTES`)."""
    held = {fold(row.entry) for row in eval_rows(data)} | {fold(row.query) for row in eval_rows(data)}
    pairs: dict[str, list[Pair]] = {route: [] for route in ROUTES}
    for garbled, right, _, route in _synthetic(data):
        wrong, entry = fold(garbled), fold(right)
        pairs.setdefault(route, []).append((wrong, entry, 1.0))
        if " " in wrong and " " in entry:
            pairs[route].append((_joined(wrong), entry, JOINED_WEIGHT))
            pairs[route].append((wrong, _joined(entry), JOINED_WEIGHT))
    for route in FILES:
        pairs[route] += [(wrong, entry, DERIVED_WEIGHT * weight) for wrong, entry, weight in _same_sound(data, route)]
        drawn = garbled_tokens(data, route, held=held, limit=DRAWN)
        pairs[route] += [(wrong, entry, DRAWN_WEIGHT * weight) for wrong, entry, weight in drawn]
    pairs["chinese"] += [
        (fold(p.wrong), fold(p.right), REAL_WEIGHT) for p in real_pairs(data) if p.kind == "S" and not p.held_out
    ]
    return pairs


def _joined(folded: str) -> str:
    """The name with its last two tokens written as one, as given names of two syllables often are."""
    head, _, tail = folded.rpartition(" ")
    return head + tail


def _same_sound(data: Path, route: str) -> list[Pair]:
    """English spellings of one foreign spelling ("Wald", "Vard"), both ways; many are noise, so they weigh little."""
    found: dict[tuple[str, str], float] = {}
    groups: dict[str, set[str]] = {}
    path = data / "translit" / f"wd_{FILES[route]}_64.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        english, foreign, _ = line.split("\t")
        if fold(english) and foreign.count(" ") >= 2:
            groups.setdefault(foreign, set()).add(fold(english))
    for group in groups.values():
        if 2 <= len(group) <= 5:
            for pair in permutations(sorted(group), 2):
                found[pair] = found.get(pair, 0.0) + 1 / (len(group) - 1)
    return [(wrong, right, min(weight, 2.0)) for (wrong, right), weight in found.items()]


def full_names(data: Path) -> list[str]:
    """Full names of public figures in English (Wikidata, CC0), as written, in file order, distinct when folded."""
    seen: dict[str, str] = {}
    for line in (data / "translit" / "wd_korean.tsv").read_text(encoding="utf-8").splitlines():
        name = line.split("\t")[0].strip()
        key = fold(name)
        if key and key not in seen:
            seen[key] = name
    return list(seen.values())


_LANGUAGES = tuple(sorted(FILES.values()))


def token_counts(data: Path, *, without: set[str]) -> Counter[str]:
    """How often each folded token occurs in the names of public figures.

    Args:
        data: The data folder.
        without: Folded full names that must not count.
    """
    counts: Counter[str] = Counter()
    for name in full_names(data):
        if fold(name) not in without:
            counts.update(fold(name).split())
    # The languages hold the same people: the largest count of one language, not their sum.
    for lang in _LANGUAGES:
        here: Counter[str] = Counter()
        for line in (data / "translit" / f"wd_{lang}_64.tsv").read_text(encoding="utf-8").splitlines():
            english, _, count = line.split("\t")
            for token in fold(english).split():
                here[token] += int(count)
        for token, count_here in here.items():
            counts[token] = max(counts[token], count_here)
    return counts


def tokens_dev(data: Path) -> list[str]:
    """Single tokens of the 16% split, distinct, in file order."""
    found: dict[str, None] = {}
    for lang in _LANGUAGES:
        for line in (data / "translit" / f"wd_{lang}_16.tsv").read_text(encoding="utf-8").splitlines():
            token = line.split("\t")[0].title()
            if len(fold(token)) > 2:
                found.setdefault(token)
    return list(found)
