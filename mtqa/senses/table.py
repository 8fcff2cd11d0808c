"""The table of wrong senses that mtqa ships: ``models/senses-en.tsv``, its groups in ``models/senses-en.toml``.

Both are written by hand; :func:`read_table` refuses a row that contradicts itself and says which.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from mtqa.artefacts import artefact
from mtqa.mqm import Severity
from mtqa.senses.conditions import Condition, parse
from mtqa.senses.inflect import Form, Pos, forms
from mtqa.text import fold

__all__ = ["COLUMNS", "Group", "SensePair", "SenseTable", "read_table", "sense_table"]

COLUMNS: Final = ("id", "group", "pos", "wrong", "right", "when", "languages", "severity", "note")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind.

    Attributes:
        id: What rows call it.
        title: A few words.
        margin: Nats by which the language model must prefer a candidate.
        reference: Where such confusions are described, for a person to look up.
    """

    id: str
    title: str
    margin: float
    reference: str


@dataclass(frozen=True, slots=True)
class SensePair:
    """A word that may stand in the wrong sense, and what was probably meant.

    Attributes:
        id: Its name in the table.
        group: The group it belongs to.
        pos: How the wrong form and the candidates inflect.
        wrong: Lemma of the form to look at, one word or several.
        right: Lemmas of the candidates; of each other they are alternatives, never both wrong and right.
        when: Where it is looked at at all.
        languages: Source languages it is known from, BCP-47.
        severity: Of the finding.
        note: What the source has, for a person.
        surfaces: Forms of ``wrong``: the words of each, and which form it is.
    """

    id: str
    group: Group
    pos: Pos
    wrong: str
    right: tuple[str, ...]
    when: Condition
    languages: tuple[str, ...]
    severity: Severity
    note: str
    surfaces: tuple[tuple[tuple[str, ...], Form], ...]


class SenseTable:
    """All rows, found by the first word of the form that stands in a text."""

    def __init__(self, pairs: Sequence[SensePair]) -> None:
        self.pairs = tuple(pairs)
        self._by_word: dict[str, list[tuple[tuple[str, ...], Form, SensePair]]] = {}
        for pair in pairs:
            for surface, form in pair.surfaces:
                self._by_word.setdefault(surface[0], []).append((surface, form, pair))

    def beginning_with(self, word: str) -> Sequence[tuple[tuple[str, ...], Form, SensePair]]:
        """Forms whose first word this is (folded), with the row each belongs to."""
        return self._by_word.get(word, ())


@cache
def sense_table() -> SenseTable:
    """The table that mtqa ships; read once."""
    return read_table(artefact("senses-en.tsv"), artefact("senses-en.toml"))


def read_table(rows: Path, groups: Path) -> SenseTable:
    """Read a table.

    Args:
        rows: Tab-separated, with the header of :data:`COLUMNS`; lines with ``#`` in front are comments.
        groups: The groups and the sets of words that conditions name.

    Raises:
        ValueError: A row cannot be used; the message names file, line and reason.
    """
    book = tomllib.loads(groups.read_text(encoding="utf-8"))
    known = {
        name: Group(name, item["title"], float(item["margin"]), item["reference"])
        for name, item in book["groups"].items()
    }
    sets = {name: tuple(text.split()) for name, text in book["sets"].items()}
    pairs: dict[str, SensePair] = {}
    for number, row in _rows(rows):
        try:
            pair = _pair(row, known, sets)
        except ValueError as exc:
            raise ValueError(f"{rows.name}:{number}: {exc}") from exc
        if pair.id in pairs:
            raise ValueError(f"{rows.name}:{number}: the id {pair.id!r} is taken")
        pairs[pair.id] = pair
    return SenseTable(tuple(pairs.values()))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    parsed = csv.reader((line for _, line in numbered), delimiter="\t", quoting=csv.QUOTE_NONE)
    header: list[str] | None = None
    for (number, _), fields in zip(numbered, parsed, strict=True):
        if header is None:
            header = fields
            if tuple(header) != COLUMNS:
                raise ValueError(f"{path.name}:{number}: the header must be {' '.join(COLUMNS)}")
            continue
        if len(fields) != len(header):
            raise ValueError(f"{path.name}:{number}: {len(fields)} fields, not {len(header)}")
        yield number, dict(zip(header, fields, strict=True))


def _pair(row: dict[str, str], groups: dict[str, Group], sets: dict[str, tuple[str, ...]]) -> SensePair:
    if row["group"] not in groups:
        raise ValueError(f"there is no group {row['group']!r}")
    pos, wrong = Pos(row["pos"]), row["wrong"]
    right = tuple(row["right"].split("|"))
    if not wrong or not all(right) or wrong in right or len(set(right)) < len(right):
        raise ValueError("it needs a wrong form and candidates that differ from it and from each other")
    if not row["languages"]:
        raise ValueError("it names no source language")
    surfaces: dict[tuple[str, ...], Form] = {}
    for form, text in forms(wrong, pos).items():
        surfaces.setdefault(tuple(fold(word) for word in text.split()), form)
    return SensePair(
        id=row["id"],
        group=groups[row["group"]],
        pos=pos,
        wrong=wrong,
        right=right,
        when=parse(row["when"], sets=sets),
        languages=tuple(row["languages"].split()),
        severity=Severity(row["severity"]),
        note=row["note"],
        surfaces=tuple(surfaces.items()),
    )
