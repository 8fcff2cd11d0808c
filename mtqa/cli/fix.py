"""``mtqa fix``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.articles import (
    DecisionsOption,
    GlossariesOption,
    LmOption,
    NoProjectOption,
    OfflineOption,
    PackOption,
    names_of,
    require_checks,
)
from mtqa.cli.boundary import ExitStatus, bounded, emit, note, require_stdout

if TYPE_CHECKING:
    from mtqa.data import Report
    from mtqa.decisions import Decisions

__all__ = ["EPILOG", "fix"]

EPILOG = (
    "Exit codes: 0 nothing accepted was left out; 1 something accepted could not be applied; 2 usage or input error."
)


@bounded
def fix(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Articles: text, Markdown or HTML.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="Write there; else to NAME.fixed.SUFFIX.")
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Replace the article; what it was is kept as NAME.orig.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "--diff", help="Print the difference, write nothing.")] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence", metavar="X", min=0, max=1, help="Also apply undecided suggestions from here on, 0-1."
        ),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CHECK", help="Mend findings of this check only. Repeat.")
    ] = None,
    decisions: DecisionsOption = None,
    glossary: GlossariesOption = None,
    pack: PackOption = None,
    no_project: NoProjectOption = False,
    lm: LmOption = None,
    offline: OfflineOption = False,
) -> None:
    """Apply the corrections that people accepted, and check the result again.

    Nothing else of the file changes: encoding, line ends and markup stay. See docs/fix.md.
    """
    from mtqa.api import open_glossary, open_lm
    from mtqa.cli.project import layers
    from mtqa.errors import InputError
    from mtqa.fix import encoded, fixed, outcome
    from mtqa.lm import DEFAULT_LM
    from mtqa.options import Options
    from mtqa.output import require_writable, write_whole
    from mtqa.pipeline import assess
    from mtqa.project_run import Verdicts, known_findings
    from mtqa.readers import read, read_bytes

    if in_place and output is not None:
        raise typer.BadParameter("--in-place and --output contradict each other")
    if output is not None and len(files) > 1:
        raise typer.BadParameter("--output is for one article")
    chosen = names_of(select)
    require_checks(Options(select=chosen))
    if dry_run:
        require_stdout()
    used = layers(glossary or (), pack or (), use_project=not no_project)
    for sentence in used.notes:
        note(sentence)
    known = known_findings(None, project=used.folder)
    verdicts = Verdicts(files, project=used.folder, decisions=decisions, known=known, note=note)
    inputs = [*used.glossaries, *used.packs, *verdicts.paths, *(() if in_place else files)]
    targets = [path if in_place else output or path.with_name(f"{path.stem}.fixed{path.suffix}") for path in files]
    if not dry_run:
        for target in targets:
            if output is None and not in_place and target.exists():
                raise InputError(f"{target}: is there already; move it away or name another file with --output")
            require_writable(target, inputs=inputs)
    contents = [read_bytes(path) for path in files]
    documents = [read(data, id=str(path)) for path, data in zip(files, contents, strict=True)]
    entries = open_glossary(used.glossaries or None, packs=used.packs, note=note)
    model = open_lm(DEFAULT_LM if lm is None else lm, offline=offline, note=note)
    options = used.options()
    n_left_out = 0
    for path, target, document, data in zip(files, targets, documents, contents, strict=True):
        report = verdicts.marked(assess(document, glossary=entries, lm=model, options=options), path)
        result = fixed(report, min_confidence=min_confidence, select=chosen)
        for one in result.left_out:
            note(
                f"{path}:{document.line_column(one.finding.span)[0]}: “{one.finding.text[:60]}” left as it is: {one.reason}"
            )
        n_left_out += len(result.left_out)
        for lost in _lost(report, path, verdicts.decisions(path)):
            note(f"{path}: accepted, and not found any more: {lost}")
        if not result.applied:
            note(f"{path}: nothing to apply; accept findings first (mtqa review), or give --min-confidence")
            continue
        content = encoded(result.text, like=data, report=report)
        if dry_run:
            emit(_difference(report, result.text, path))
            continue
        if in_place:
            if read_bytes(path) != data:
                raise InputError(f"{path}: was changed meanwhile; run the command again")
            note(f"backup: {_backup(path, data)}")
        write_whole(target, content)
        after = verdicts.marked(assess(read(content, id=str(path)), glossary=entries, lm=model, options=options), path)
        came = outcome(report, after)
        note(
            f"{target}: {len(result.applied)} applied; checked again: {len(came.gone)} gone, {len(came.new)} new, "
            f"{len(came.left)} left"
        )
        for new in came.new:
            note(f"{target}:{after.document.line_column(new.span)[0]}: new: “{new.text[:60]}”: {new.message}")
    if n_left_out:
        raise typer.Exit(ExitStatus.FINDINGS)


def _lost(report: Report, path: Path, decisions: Decisions) -> list[str]:
    """What was accepted in an article of this name, and is no finding of it now."""
    from mtqa.data import Judgement

    own = {finding.fingerprint for finding in report.findings}
    continued = decisions.continued | {one.carried for one in report.decisions}
    return [
        f"“{one.found[:60]}” ({one.check})"
        for key, one in decisions.current.items()
        if key not in own
        and one.id not in continued
        and one.judgement is Judgement.ACCEPTED
        and one.file
        and Path(one.file).name == path.name
    ]


def _backup(path: Path, data: bytes) -> Path:
    """Keep what the article was, under a name that nothing has yet.

    Raises:
        OutputError: It cannot be written; the article is as it was.
    """
    from mtqa.errors import OutputError

    number = 0
    while True:
        aside = path.with_name(f"{path.name}.orig" + (f".{number}" if number else ""))
        try:
            with aside.open("xb") as file:  # never over a backup that is there
                file.write(data)
                file.flush()
                os.fsync(file.fileno())  # the article is replaced next
        except FileExistsError:
            number += 1
        except OSError as exc:
            raise OutputError(
                f"{aside}: the backup could not be written ({exc.strerror}); nothing was changed"
            ) from exc
        else:
            return aside


def _difference(report: Report, text: str, path: Path) -> str:
    import difflib

    before, after = report.document.original.splitlines(), text.splitlines()
    lines = difflib.unified_diff(before, after, str(path), f"{path} (fixed)", lineterm="")
    # spaces stay as they are: they may be the very change
    return "".join(
        "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line.expandtabs()) + "\n"
        for line in lines
    )
