"""``mtqa check``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import ExitStatus, bounded, emit, note, require_stdout
from mtqa.mqm import Severity
from mtqa.options import Options, Phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.cli.project import Layers
    from mtqa.data import Document, Report

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
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Articles: text, Markdown or HTML; - reads standard input.")
    ],
    glossary: Annotated[
        list[Path] | None,
        typer.Option(
            "--glossary",
            "-g",
            metavar="PATH",
            help="Glossary CSV of right forms, on top of the project's (mtqa.toml). Repeat it: a later entry replaces "
            "the same one of an earlier file.",
        ),
    ] = None,
    pack: Annotated[
        list[str] | None,
        typer.Option("--pack", metavar="NAME", help="Pack of ready entries; see `mtqa glossary pack list`. Repeat."),
    ] = None,
    no_project: Annotated[bool, typer.Option("--no-project", help="Leave mtqa.toml and its glossaries out.")] = False,
    lm: Annotated[
        str | None,
        typer.Option("--lm", metavar="NAME|none", help="Language model: see `mtqa models list`, or hf:NAME_OR_PATH."),
    ] = None,
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
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="PATH", help="File of decisions; else the article's or the project's."),
    ] = None,
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
    offline: Annotated[bool, typer.Option("--offline", help="Never fetch anything; say what is missing.")] = False,
) -> None:
    """Check articles and print what looks wrong, most of it with what was probably meant.

    A finding is a suspected issue: a person decides, and what was decided counts (docs/review.md). Findings go to
    stdout, progress and notes to stderr.
    """
    from mtqa.api import open_glossary, open_lm
    from mtqa.cli.project import layers
    from mtqa.lm import DEFAULT_LM
    from mtqa.output import require_writable, write_whole
    from mtqa.pipeline import assess
    from mtqa.project_run import Verdicts, known_findings

    given = Options(select=_split(select), ignore=_split(ignore), phrases=phrases)
    _require_checks(given)
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
    documents = _read_all(files)
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


def _split(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def _require_checks(options: Options) -> None:
    """Complain about a misspelt check before anything is read."""
    from mtqa.checks import all_checks

    if options.select or options.ignore:
        options.chosen(all_checks())


def _read_all(files: Sequence[Path]) -> list[Document]:
    """Read every article before any is checked, and name every one that cannot be read."""
    from mtqa.errors import InputError
    from mtqa.readers import read, read_path

    documents, errors = [], []
    for path in files:
        try:
            if str(path) == "-":
                documents.append(read(_stdin(), id="<stdin>"))
            else:
                documents.append(read_path(path))
        except InputError as exc:
            errors.append(str(exc))
    if errors:
        raise InputError("\nmtqa: error: ".join(errors))
    return documents


def _stdin() -> bytes:
    from mtqa.errors import InputError
    from mtqa.readers import MAX_BYTES

    if sys.stdin is None:
        raise InputError("<stdin>: standard input is closed; name a file instead of -")
    # One byte more than allowed is enough to know, and bounds the memory.
    return sys.stdin.buffer.read(MAX_BYTES + 1)


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
