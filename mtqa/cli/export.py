"""``mtqa export``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path, PurePath
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
    read_all,
)
from mtqa.cli.boundary import bounded, discard_stdout, emit, note, require_stdout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.cli.project import Layers
    from mtqa.data import Document, Report
    from mtqa.project_run import Verdicts
    from mtqa.report.exports import Form

__all__ = ["export"]


class FormName(StrEnum):
    """What ``--form`` takes: the names of the forms."""

    MARKDOWN = "markdown"
    CSV = "csv"
    XLSX = "xlsx"
    MQM_TSV = "mqm-tsv"
    ESA = "esa"
    CORRECTED = "corrected"
    DECISIONS = "decisions"
    JSON = "json"


class WhichName(StrEnum):
    """What ``--which`` takes."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    ALL = "all"


@bounded
def export(
    files: ArticlesArgument,
    form: Annotated[FormName, typer.Option("--form", "-f", help="What to make; see docs/exports.md.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="Write there, not to stdout; into a folder, a file per article."
        ),
    ] = None,
    decisions: DecisionsOption = None,
    which: Annotated[
        WhichName | None,
        typer.Option("--which", help="Findings to write; else as the form has it. Each says in which state it is."),
    ] = None,
    glossary: GlossariesOption = None,
    pack: PackOption = None,
    no_project: NoProjectOption = False,
    lm: LmOption = None,
    offline: OfflineOption = False,
) -> None:
    """Check articles and write what a review came to, for other people and programs.

    A summary for an e-mail, tables, MQM ratings for Marot, error spans for Pearmut, the corrected text. Give the
    options that the articles were checked with: a decision counts where its finding is found again.
    """
    from mtqa.cli.project import layers
    from mtqa.output import require_writable, write_whole
    from mtqa.project_run import Verdicts, known_findings
    from mtqa.report.exports import FORMS, Which

    chosen = FORMS[form.value]
    used = layers(glossary or (), pack or (), use_project=not no_project)
    named = [decisions] if decisions is not None else []
    inputs = [*files, *used.glossaries, *used.packs, *named]
    targets = _targets(files, output, chosen)
    for target in targets:
        require_writable(target, inputs=inputs)
    if not targets:
        _require_stdout(chosen)
    for sentence in used.notes:
        note(sentence)
    documents = read_all(files)
    # a file of decisions that is no such file is found out before the model is loaded
    known = known_findings(None, project=used.folder)
    verdicts = Verdicts(files, project=used.folder, decisions=decisions, known=known, note=note)
    reports = _reports(documents, files, used, verdicts, lm=lm, offline=offline)
    groups = [[report] for report in reports] if len(targets) > 1 else [reports]
    wanted = None if which is None else Which(which.value)
    contents = [chosen.write(group, which=wanted) for group in groups]  # all of them before any is written
    if not targets:
        _print(contents[0])
        return
    for target, content in zip(targets, contents, strict=True):
        write_whole(target, content)
        note(f"{chosen.name}: {target}")


def _targets(files: Sequence[Path], output: Path | None, form: Form) -> list[Path]:
    """The files to be written; none if the result goes to standard output.

    Raises:
        OutputError: Several articles would be one, or one would be written over another.
    """
    from mtqa.errors import OutputError

    if output is not None and output.is_dir():
        targets = [output / _file_name(path, form) for path in files]
        for at, target in enumerate(targets):
            if target in targets[:at]:
                raise OutputError(
                    f"{target}: two of the articles would be written there; export them into folders of their own"
                )
        return targets
    if len(files) > 1 and not form.several:
        raise OutputError(f"{form.name} is of one article: name one, or an existing folder with --output FOLDER")
    return [] if output is None else [output]


def _file_name(article: Path, form: Form) -> str:
    name = "stdin.txt" if str(article) == "-" else article.name
    return f"{PurePath(name).stem}{form.suffix}" if form.suffix else name


def _require_stdout(form: Form) -> None:
    from mtqa.errors import OutputError

    require_stdout()
    if form.is_binary and sys.stdout.isatty():
        raise OutputError(f"{form.name} is no text for a terminal; name a file with --output PATH{form.suffix}")


def _reports(
    documents: Sequence[Document],
    files: Sequence[Path],
    used: Layers,
    verdicts: Verdicts,
    *,
    lm: str | None,
    offline: bool,
) -> list[Report]:
    """The articles, checked, each with what people decided about it."""
    from mtqa.api import open_glossary, open_lm
    from mtqa.lm import DEFAULT_LM
    from mtqa.pipeline import assess

    options = used.options()
    entries = open_glossary(used.glossaries or None, packs=used.packs, note=note)
    model = open_lm(DEFAULT_LM if lm is None else lm, offline=offline, note=note)
    reports = []
    for document, path in zip(documents, files, strict=True):
        reports.append(verdicts.marked(assess(document, glossary=entries, lm=model, options=options), path))
        for notice in document.notices:
            note(f"{document.id}: {notice}")
    if not any(report.decisions for report in reports) and any(report.findings for report in reports):
        note("nobody has decided about these findings yet: all of them are suspected issues")
    return reports


def _print(content: str | bytes) -> None:
    """Write to standard output: to a terminal as text, to anything else the very bytes of the file."""
    from mtqa.errors import OutputError

    if isinstance(content, str) and sys.stdout.isatty():
        emit(content.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
        return
    try:
        sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        discard_stdout()
    except OSError as exc:
        discard_stdout()
        raise OutputError(f"the result cannot be written to standard output ({exc.strerror})") from exc
