"""``mtqa score``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.articles import LmOption, OfflineOption
from mtqa.cli.boundary import bounded, emit, note, require_stdout
from mtqa.scoring.diagnostics import VERY_SURPRISING

if TYPE_CHECKING:
    from mtqa.data import Document, Fluency

__all__ = ["score"]


class LeaveOut(StrEnum):
    """What the diagnostics leave out."""

    NONE = "none"
    NAMES = "names"


@bounded
def score(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The translated article.")],
    reference: Annotated[
        Path | None,
        typer.Option("--reference", "-r", metavar="PATH", help="A human translation: adds chrF and BLEU (sacrebleu)."),
    ] = None,
    lm: LmOption = None,
    leave_out: Annotated[
        LeaveOut,
        typer.Option(
            "--leave-out", help="Words that surprisal, perplexity and SLOR leave out: none, or names and numbers."
        ),
    ] = LeaveOut.NONE,
    offline: OfflineOption = False,
) -> None:
    """Score an article: fluency, and closeness to a reference if there is one."""
    from mtqa.api import open_lm
    from mtqa.errors import InputError
    from mtqa.lm import DEFAULT_LM
    from mtqa.readers import read_path
    from mtqa.scoring.fluency import measure
    from mtqa.segment import segment

    require_stdout()
    if lm == "none" and reference is None:
        raise typer.BadParameter("without a language model there is nothing to score; give --reference PATH")
    document = segment(read_path(file))
    against = None if reference is None else segment(read_path(reference))
    model = open_lm(DEFAULT_LM if lm is None else lm, offline=offline, note=note)
    lines: list[str] = []
    if model is not None:
        if not any(True for _ in document.prose()):
            raise InputError(f"{document.id}: has no prose to score: only headings, captions or page furniture")
        fluency = measure(document, model)
        shown = "none" if fluency.score is None else f"{fluency.score:.0f}"
        lines.append(f"fluency\t{shown}\t{fluency.unit}")
        if fluency.percentile is not None:
            lines.append(f"percentile\t{fluency.percentile:.0f}\tof 100 articles of {fluency.reference}")
        lines += _diagnostic_lines(fluency, leave_out)
    if against is not None:
        lines += _reference_lines(document, against)
    emit("\n".join(lines) + "\n")


def _diagnostic_lines(fluency: Fluency, leave_out: LeaveOut) -> list[str]:
    """Surprisal and what is made of it, a line each, with units."""
    found = fluency.diagnostics if leave_out is LeaveOut.NONE else fluency.without_names
    if found is None:
        return []
    over = "" if leave_out is LeaveOut.NONE else ", names and numbers left out"
    lines = [
        f"surprisal\t{found.surprisal:.2f}\tbits per token ({found.n_tokens} tokens{over}, {fluency.model})",
        f"bits per character\t{found.bits_per_char:.3f}\tcomparable across models",
        f"perplexity\t{found.perplexity:.1f}\tper token",
    ]
    if found.slor is not None:
        lines.append(f"SLOR\t{found.slor:.2f}\tbits per token that context saves; higher is more acceptable")
    lines.append(
        f"very surprising words\t{100 * found.surprising:.1f}\t% of words of {VERY_SURPRISING:.0f} bits and more"
    )
    return lines


def _reference_lines(document: Document, against: Document) -> list[str]:
    from mtqa.scoring.reference import against_reference

    ours = [block.span.of(document.text) for block in document.blocks]
    theirs = [block.span.of(against.text) for block in against.blocks]
    if len(ours) != len(theirs):
        note(f"{len(ours)} paragraphs here, {len(theirs)} in the reference: compared as one segment each")
        ours, theirs = [" ".join(ours)], [" ".join(theirs)]
    return [f"{one.name}\t{one.score:.1f}\t{one.signature}" for one in against_reference(ours, theirs)]
