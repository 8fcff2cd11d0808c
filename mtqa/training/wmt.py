"""The translations and MQM annotations of WMT 2021 news, Chinese to English, as segmented articles.

Trap: a document id with an underscore was split at it, which moves the columns.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from mtqa.data import Block, Document, Span
from mtqa.segment import segment
from mtqa.training.lexicon import read_mqm, split_of

__all__ = ["Article", "is_held_out", "read_wmt21"]

#: MQM weights of WMT: minor 1, major 5, non-translation (``critical`` here) 25.
_WEIGHTS = {"minor": 1.0, "major": 5.0, "critical": 25.0}


@dataclass(frozen=True, slots=True)
class Article:
    """One system's translation of one document.

    Attributes:
        system: ``ref.A``, ``hyp.Online-W`` ...
        document_id: Of the source document.
        document: The translation, segmented; one block per annotated segment.
        penalties: MQM points per sentence, mean over the raters of its segment.
    """

    system: str
    document_id: str
    document: Document
    penalties: tuple[float, ...]

    @property
    def is_reference(self) -> bool:
        """Whether a person translated it."""
        return self.system.startswith("ref.")


def is_held_out(document_id: str) -> bool:
    """Whether a document is kept for reporting: those of the project's test split."""
    return split_of(document_id) == "test"


def read_wmt21(path: Path) -> list[Article]:
    """Every translation of every document, in the order of system and document."""
    targets: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    errors: dict[tuple[str, str, int], list[tuple[Span, float]]] = defaultdict(list)
    raters: dict[tuple[str, str, int], int] = defaultdict(int)
    for fields in read_mqm(path):
        if len(fields) != 9:
            continue
        system, document_id, number = fields[:3]
        if not number.isdecimal():
            document_id, number = f"{document_id}_{number}", fields[3]
        if not number.isdecimal():  # split twice: the segment number is lost
            continue
        key = (system, document_id, int(number))
        targets[system, document_id][int(number)] = fields[5]
        raters[key] += 1
        for start, end, severity in zip(fields[6].split(), fields[7].split(), fields[8].split(), strict=False):
            if severity in _WEIGHTS and int(start) >= 0:
                errors[key].append((Span(int(start), max(int(start), int(end))), _WEIGHTS[severity]))
    articles = []
    for system, document_id in sorted(targets):
        numbered = sorted(targets[system, document_id].items())
        document = _document(f"{system}/{document_id}", [text for _, text in numbered])
        penalties = []
        for item in document.segments:
            key = (system, document_id, numbered[item.block][0])
            at = item.span.shift(-document.blocks[item.block].span.start)
            points = sum(weight for span, weight in errors[key] if span.overlaps(at))
            penalties.append(points / raters[key])
        articles.append(Article(system, document_id, document, tuple(penalties)))
    return articles


def _document(name: str, paragraphs: list[str]) -> Document:
    blocks = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    return segment(Document(id=name, text="\n\n".join(paragraphs), blocks=tuple(blocks)))
