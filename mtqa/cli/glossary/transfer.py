"""``mtqa glossary import`` and ``export``: entries from and for other tools."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import bounded, note
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, now, print_json, user
from mtqa.glossary.formats.incoming import OnConflict
from mtqa.glossary.model import TARGET_LANG, EntryKind

if TYPE_CHECKING:
    from mtqa.glossary.formats.incoming import Incoming
    from mtqa.glossary.formats.records import Imported
    from mtqa.glossary.model import Glossary

__all__ = ["register"]

_SHOWN = 20  # lines of one sort; the rest is counted

TargetLangOption = Annotated[
    str, typer.Option("--target-lang", metavar="LANG", help="Language of the articles, whose forms are checked.")
]
SourceLangOption = Annotated[
    str, typer.Option("--source-lang", metavar="LANG", help="Language of the source terms, such as ko.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_)
    app.command("export")(export)


@bounded
def import_(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A glossary of another tool, or a spreadsheet; a Vale folder.")
    ],
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="Its format; found out from the content unless given."),
    ] = None,
    glossary: GlossaryOption = None,
    target_lang: TargetLangOption = TARGET_LANG,
    source_lang: SourceLangOption = "",
    sheet: Annotated[
        str,
        typer.Option("--sheet", metavar="NAME", help="Sheet of a workbook; the first that is understood unless given."),
    ] = "",
    kind: Annotated[
        EntryKind | None, typer.Option("--kind", help="Kind of the entries for which the file names none.")
    ] = None,
    on_conflict: Annotated[
        OnConflict, typer.Option("--on-conflict", help="What to do where the glossary has another such entry.")
    ] = OnConflict.FAIL,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Add the entries of a file of another tool to the glossary.

    Reads CSV, TSV, XLSX, JSON, TBX, TMX, and glossaries of DeepL, Google, Weblate, OmegaT and Vale.
    Nothing in the glossary is replaced unless --on-conflict replace is given.
    """
    from mtqa.glossary.formats.files import import_file
    from mtqa.glossary.formats.incoming import incoming, with_kind
    from mtqa.glossary.model import Glossary
    from mtqa.glossary.store import GlossaryFile

    target = chosen(glossary)
    imported = import_file(path, format=from_, target_lang=target_lang, source_lang=source_lang, sheet=sheet)
    entries = imported.entries if kind is None else with_kind(imported.entries, kind)
    file = GlossaryFile(target, note=note)
    merge = partial(incoming, entries=entries, on_conflict=on_conflict, added_by=user(), added_at=now())
    if dry_run or not entries:
        result = merge(file.read() if target.exists() else Glossary())
    elif target.exists():
        results: list[Incoming] = []

        def change(before: Glossary) -> Glossary:
            results.append(merge(before))
            last = results[-1]
            return last.glossary if last.added or last.replaced else before

        file.edit(change, summary=f"imported {path.name}")
        result = results[-1]  # the change may be made again on what another writer left
    else:
        result = merge(Glossary())
        file.create(result.glossary)
    if as_json:
        print_json(_as_dict(imported, result, target=target, dry_run=dry_run))
    else:
        _tell(imported, result, target=target, dry_run=dry_run)


@bounded
def export(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to write; - writes to standard output.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="Its format; that of the suffix unless given.")
    ] = None,
    glossary: GlossaryOption = None,
    target_lang: TargetLangOption = TARGET_LANG,
    source_lang: SourceLangOption = "",
    no_guard: Annotated[
        bool,
        typer.Option("--no-guard", help="Leave cells as they are that a spreadsheet would run (CSV and TSV)."),
    ] = False,
) -> None:
    """Write the glossary in the format of another tool, and say what the format does not hold.

    Writes CSV, TSV, JSON, TBX, TMX, spaCy patterns, and glossaries of DeepL, Google, Weblate, OmegaT and Vale.
    """
    from mtqa.errors import GlossaryError
    from mtqa.glossary.formats.files import export_bytes, export_file
    from mtqa.glossary.store import GlossaryFile
    from mtqa.output import require_writable

    source = chosen(glossary)
    if str(path) == "-" and to is None:
        raise GlossaryError("standard output has no suffix; name the format with --to")
    if str(path) != "-" and not path.is_dir():
        require_writable(path, inputs=[source])
    entries = GlossaryFile(source).read()
    if str(path) == "-":
        exported = export_bytes(
            entries, to or "", target_lang=target_lang, source_lang=source_lang, for_spreadsheet=not no_guard
        )
        _emit_bytes(exported.data)
    else:
        exported = export_file(
            entries, path, to, target_lang=target_lang, source_lang=source_lang, for_spreadsheet=not no_guard
        )
        note(f"written: {path}")
    for sentence in exported.lost:
        note(f"lost: {sentence}")


def _as_dict(imported: Imported, result: Incoming, *, target: Path, dry_run: bool) -> dict[str, object]:
    from mtqa.glossary.formats.json_ import entry_to_dict

    return {
        "glossary": str(target),
        "dry_run": dry_run,
        "added": [entry_to_dict(entry) for entry in result.added],
        "replaced": [entry_to_dict(clash.theirs) for clash in result.replaced],
        "kept": [str(clash) for clash in result.kept],
        "same": [entry.id for entry in result.same],
        "lost": list(imported.lost),
    }


def _tell(imported: Imported, result: Incoming, *, target: Path, dry_run: bool) -> None:
    from mtqa.cli.boundary import emit
    from mtqa.glossary.formats.losses import counted

    parts = [f"{counted(len(result.added), 'entry', 'entries')} added"]
    parts += [f"{len(some):,} {what}" for some, what in _outcomes(result) if some]
    will = " would be" if dry_run else ""
    emit(_printable(f"{target}:{will} {', '.join(parts)}") + "\n")
    for clash in result.replaced[:_SHOWN]:
        note(_printable(f"replaced: {clash}"))
    for clash in result.kept[:_SHOWN]:
        note(_printable(f"left out, the glossary keeps its own: {clash}"))
    hidden = max(len(result.replaced) - _SHOWN, 0) + max(len(result.kept) - _SHOWN, 0)
    if hidden:
        note(f"and {hidden:,} more; --json lists them all")
    for sentence in imported.lost:
        note(_printable(sentence))


def _outcomes(result: Incoming) -> tuple[tuple[tuple[object, ...], str], ...]:
    return ((result.replaced, "replaced"), (result.kept, "left out"), (result.same, "there already"))


def _emit_bytes(data: bytes) -> None:
    from mtqa.cli.boundary import discard_stdout, require_stdout
    from mtqa.errors import OutputError

    require_stdout()
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        discard_stdout()
    except OSError as exc:
        discard_stdout()
        raise OutputError(f"the result cannot be written to standard output ({exc.strerror})") from exc


def _printable(text: str) -> str:
    """``text`` without characters that would command the terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
