"""``mtqa check``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.articles import (
    ArticlesArgument,
    DecisionsOption,
    GlossariesOption,
    LmOption,
    NoProjectOption,
    OfflineOption,
    PackOption,
    names_of,
    read_all,
    require_checks,
)
from mtqa.cli.boundary import ExitStatus, bounded, emit, note, require_stdout
from mtqa.mqm import Severity
from mtqa.options import Options, Phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.cli.project import Layers
    from mtqa.data import Report

__all__ = ["check"]


class Format(StrEnum):
    """What ``--format`` takes."""

    TEXT = "text"
    JSON = "json"


class BaselineUse(StrEnum):
    """What ``--baseline`` takes."""

    WRITE = "write"
    USE = "use"


class FailOn(StrEnum):
    """What ``--fail-on`` takes: a severity, or ``never``."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    NEVER = "never"


_DEFAULTS = Options()


@bounded
def check(
    files: ArticlesArgument,
    glossary: GlossariesOption = None,
    pack: PackOption = None,
    no_project: NoProjectOption = False,
    lm: LmOption = None,
    output_format: Annotated[Format, typer.Option("--format", "-f", help="Form of the result.")] = Format.TEXT,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="PATH", help="Also write an HTML report there.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="Write the result there, not to stdout.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Lowest severity of a finding that makes the exit code 1.")
    ] = FailOn.MINOR,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            metavar="X",
            help=f"Report findings from here on, 0-1; else as mtqa.toml says, or {_DEFAULTS.min_confidence}.",
        ),
    ] = None,
    phrases: Annotated[
        Phrases,
        typer.Option(
            "--phrases", help="Suspicious phrases to show at most: per 100 words about .4 (few), 1 (normal), 3 (many)."
        ),
    ] = _DEFAULTS.phrases,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CHECK", help="Run only this check. Repeat or use commas.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CHECK", help="Leave this check out. Repeat or use commas.")
    ] = None,
    decisions: DecisionsOption = None,
    no_decisions: Annotated[bool, typer.Option("--no-decisions", help="Take no decision into account.")] = False,
    baseline: Annotated[
        BaselineUse | None,
        typer.Option(
            "--baseline",
            help="write: what is found now is known from here on. use: mark what is known; only the rest counts.",
        ),
    ] = None,
    baseline_file: Annotated[
        Path | None,
        typer.Option("--baseline-file", metavar="PATH", help="The baseline; else .mtqa-baseline.json in the project."),
    ] = None,
    show_decided: Annotated[
        bool,
        typer.Option("--show-decided", help="Also print what was dismissed, switched off or is known, marked."),
    ] = False,
    offline: OfflineOption = False,
) -> None:
    """Check articles and print what looks wrong, most of it with what was probably meant.

    A finding is a suspected issue: a person decides, and what was decided counts (docs/review.md).

    Findings go to stdout, progress and notes to stderr.
    """
    from mtqa.api import open_glossary, open_lm
    from mtqa.cli.project import layers
    from mtqa.lm import DEFAULT_LM
    from mtqa.output import require_writable, write_whole
    from mtqa.pipeline import assess
    from mtqa.project_run import Verdicts, known_findings

    given = Options(select=names_of(select), ignore=names_of(ignore), phrases=phrases)
    require_checks(given)
    if decisions is not None and no_decisions:
        raise typer.BadParameter("--decisions and --no-decisions contradict each other")
    if baseline_file is not None and baseline is None:
        raise typer.BadParameter("--baseline-file needs --baseline write or --baseline use")
    if output is None:
        require_stdout()
    used = layers(glossary or (), pack or (), use_project=not no_project)
    options = used.options(given, min_confidence=min_confidence)
    kept = _baseline_path(baseline_file, used) if baseline is not None else None
    known = known_findings(kept, project=used.folder) if baseline is BaselineUse.USE else None
    verdicts = Verdicts(
        files, project=used.folder, decisions=decisions, known=known, use_decisions=not no_decisions, note=note
    )
    inputs = [*files, *used.glossaries, *used.packs, *verdicts.paths]
    if kept is not None and baseline is BaselineUse.WRITE:
        require_writable(kept, inputs=inputs)
    if kept is not None:
        inputs.append(kept)
    for path in (html, output):
        if str(path) == "-":
            raise typer.BadParameter("- is no file; without --output the result goes to standard output")
        if path is not None:
            require_writable(path, inputs=inputs)
    if html is not None and output is not None and html.resolve() == output.resolve():
        raise typer.BadParameter("--html and --output name the same file")
    for sentence in used.notes:
        note(sentence)
    entries = open_glossary(used.glossaries or None, packs=used.packs, note=note)
    documents = read_all(files)
    model = open_lm(DEFAULT_LM if lm is None else lm, offline=offline, note=note)
    reports = [
        verdicts.marked(assess(document, glossary=entries, lm=model, options=options), path)
        for document, path in zip(documents, files, strict=True)
    ]
    for report in reports:
        for notice in report.document.notices:
            note(f"{report.document.id}: {notice}")
    if kept is not None:
        reports = _with_baseline(reports, kept, is_new=baseline is BaselineUse.WRITE)
    # Files first: whatever becomes of standard output, they are there.
    if html is not None:
        from mtqa.report import to_html

        write_whole(html, to_html(reports))
    text = _render(
        reports,
        output_format=output_format,
        for_terminal=output is None and sys.stdout.isatty(),
        show_decided=show_decided,
    )
    if output is None:
        emit(text)
    else:
        write_whole(output, text)
        note(f"result: {output}")
    if html is not None:
        note(f"report: {html}")
    worst = max((worst for report in reports if (worst := report.worst()) is not None), default=None)
    if worst is not None and fail_on is not FailOn.NEVER and worst >= Severity(fail_on.value):
        raise typer.Exit(ExitStatus.FINDINGS)


def _baseline_path(given: Path | None, used: Layers) -> Path:
    from mtqa.cli.project import shortest
    from mtqa.decisions.find import baseline_path

    return shortest(baseline_path(project=used.folder)) if given is None else given


def _with_baseline(reports: Sequence[Report], path: Path, *, is_new: bool) -> list[Report]:
    """The reports, their known findings marked; with ``is_new`` those of this run become known."""
    from mtqa.decisions import decided
    from mtqa.decisions.baseline import read_baseline, write_baseline

    if is_new:
        made = write_baseline(path, reports, note=note)
        reports = [decided(report, known=made.fingerprints) for report in reports]
        n_known = sum(len(report.known) for report in reports)
        note(f"baseline: {n_known:,} known of these articles, {len(made.findings):,} in all: {path}")
        return list(reports)
    gone = read_baseline(path).gone(reports, path=path)
    if gone:
        note(f"baseline: {len(gone):,} of its findings are gone; --baseline write forgets them")
    return list(reports)


def _render(reports: Sequence[Report], *, output_format: Format, for_terminal: bool, show_decided: bool) -> str:
    import io

    from mtqa.report import print_text, to_json

    if output_format is Format.JSON:
        return to_json(reports)
    from rich.console import Console

    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=for_terminal, soft_wrap=not for_terminal)
    print_text(reports, console, show_decided=show_decided)
    return buffer.getvalue()
