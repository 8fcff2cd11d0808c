"""``mtqa glossary test``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import ExitStatus, bounded, emit, note
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json
from mtqa.cli.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import Finding
    from mtqa.examples import Outcome
    from mtqa.glossary.model import Entry, Glossary

__all__ = ["register"]

_SUFFIXES = frozenset((".csv", ".tsv"))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("test")(run_examples)


@bounded
def run_examples(
    entries: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH] [ENTRY...]", help="The glossary, and entries of it; all of them unless named."),
    ] = None,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the examples that entries carry: sentences that must be flagged, and sentences that must pass.

    Each is checked as an article would be, with the whole glossary. The exit code is 1 if one does not hold.
    """
    from mtqa.cli.project import layers
    from mtqa.examples import try_examples
    from mtqa.glossary.find import resolve
    from mtqa.glossary.store import GlossaryFile
    from mtqa.names.index.load import open_glossaries

    names = list(entries or ())
    if glossary is None and names and (Path(names[0]).suffix.lower() in _SUFFIXES or Path(names[0]).is_file()):
        glossary = Path(names.pop(0))
    path = chosen(glossary)
    held = GlossaryFile(path, note=note).read()
    # In a project, what is held against an article is more than the one file.
    used = layers((), (), use_project=glossary is None)
    asked = list({one.id: one for one in (resolve(held, name) for name in names)}.values()) or list(held.entries)
    whole = open_glossaries(used.glossaries or [path], packs=used.packs, note=note)
    outcomes = list(try_examples(asked, whole))
    failed = [one for one in outcomes if not one.holds]
    without = [one for one in asked if not (one.must_flag or one.must_pass)]
    if as_json:
        print_json(_as_dict(path, outcomes, without))
    else:
        _tell(path, outcomes, without, held=held)
    if failed:
        raise typer.Exit(ExitStatus.FINDINGS)


def _tell(path: Path, outcomes: Sequence[Outcome], without: Sequence[Entry], *, held: Glossary) -> None:
    failed = [one for one in outcomes if not one.holds]
    lines: list[str] = []
    for one in failed:
        verb = "must be flagged" if one.must == "must_flag" else "must pass"
        lines.append(f"{one.entry.id}: {verb}: {one.sentence}")
        own = [f"  {reason}" for reason in one.why]
        others = [f"  found instead: {_found(finding, held)}" for finding in one.found]
        lines += [*own, *others] if one.must == "must_flag" else own
    n, total = len(outcomes) - len(failed), len(outcomes)
    if total:
        lines.append(f"{path}: {n:,} of {total:,} example{'s' * (total != 1)} hold{'s' * (total == 1)}")
    else:
        lines.append(f"{path}: no examples; give an entry some with: mtqa glossary edit ENTRY --must-flag SENTENCE")
    if without and total:
        lines[-1] += f"; {len(without):,} {'entry has' if len(without) == 1 else 'entries have'} none"
    emit("".join(_indented(line) + "\n" for line in lines))


def _indented(line: str) -> str:
    """A line that is safe to print, its indent kept."""
    return " " * (len(line) - len(line.lstrip(" "))) + printable(line)


def _found(finding: Finding, held: Glossary) -> str:
    """A finding in one line."""
    suggestion = finding.suggestions[0] if finding.suggestions else None
    if suggestion is None:
        return f"{finding.check} ({finding.confidence:.2f}): {finding.message}"
    entry = held.by_id.get(suggestion.entry) if suggestion.entry is not None else None
    of = f" of {entry.term!r} (id {entry.id!r})" if entry is not None else ""
    return f"{finding.check} ({finding.confidence:.2f}): “{finding.text}” for “{suggestion.text}”{of}"


def _as_dict(path: Path, outcomes: Sequence[Outcome], without: Sequence[Entry]) -> dict[str, object]:
    return {
        "glossary": str(path),
        "total": len(outcomes),
        "holding": sum(one.holds for one in outcomes),
        "without": [entry.id for entry in without],
        "examples": [
            {
                "entry": one.entry.id,
                "must": one.must.value,
                "sentence": one.sentence,
                "holds": one.holds,
                "why": list(one.why),
                "found": [
                    {
                        "check": finding.check,
                        "text": finding.text,
                        "start": finding.span.start,
                        "end": finding.span.end,
                        "confidence": round(finding.confidence, 4),
                        "message": finding.message,
                        "suggestions": [{"text": s.text, "entry": s.entry} for s in finding.suggestions],
                    }
                    for finding in one.found
                ],
            }
            for one in outcomes
        ],
    }
