"""``mtqa glossary pack``: ready entries that come with mtqa."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.entry_options import kind_named
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json, print_table
from mtqa.cli.terminal import printable

if TYPE_CHECKING:
    from mtqa.config import Config
    from mtqa.glossary.formats.incoming import Incoming
    from mtqa.glossary.model import EntryKind, Glossary

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    commands = typer.Typer(name="pack", help="Packs of ready entries that come with mtqa.", no_args_is_help=True)
    commands.command("list")(list_)
    commands.command("add", no_args_is_help=True)(add)
    app.add_typer(commands)


@bounded
def list_(as_json: JsonOption = False) -> None:
    """List the packs, with their licences, and which of them the project uses."""
    from mtqa.cli.project import current_config
    from mtqa.glossary.packs import packs

    config = current_config()
    used = () if config is None else config.packs
    every = packs()
    if as_json:
        print_json(
            [
                {
                    "name": one.name,
                    "title": one.title,
                    "entries": one.entries,
                    "as_of": one.as_of,
                    "source": one.source,
                    "licence": one.licence,
                    "attribution": one.attribution,
                    "path": str(one.path),
                    "used": one.name in used,
                }
                for one in every
            ]
        )
        return
    print_table(
        ("pack", "entries", "what", "as of", "licence", "used"),
        [
            (one.name, f"{one.entries:,}", one.title, one.as_of, one.licence, "yes" if one.name in used else "")
            for one in every
        ],
    )


@bounded
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A pack of `mtqa glossary pack list`, or a CSV file.")],
    copy: Annotated[
        bool, typer.Option("--copy", help="Take the entries over into the glossary, to change them there.")
    ] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="With --copy: only entries of this kind. Repeat it."),
    ] = None,
    glossary: GlossaryOption = None,
) -> None:
    """Use a pack in the project: its entries count less than all of the project's own.

    Names the pack in mtqa.toml; with --copy the entries are written into the glossary instead.
    """
    from mtqa.glossary.packs import load_pack

    if copy:
        kinds = [kind_named(one) for one in kind or ()]
        _copy(name, load_pack(name), kinds=kinds, target=chosen(glossary))
        return
    if kind or glossary is not None:
        option = "--kind" if kind else "--glossary"
        raise typer.BadParameter(f"{option} goes with --copy; without it the project names the pack as a whole")
    _name(name)


def _name(name: str) -> None:
    from mtqa.glossary.pack_use import name_pack
    from mtqa.glossary.packs import is_path, pack, pack_path

    path = pack_path(name)  # first of all, so that a misspelt name is refused wherever one is
    config = _config()
    listed = _from(config, path) if is_path(name) else name
    is_new = name_pack(config.path, listed)
    where, what = printable(str(config.path)), printable(listed)
    if not is_new:
        emit(f"{where}: uses {what} already\n")
        return
    if is_path(name):
        emit(f"{where}: uses {what} now\n")
        return
    facts = pack(name)
    emit(f"{where}: uses {what} now ({facts.entries:,} entries as of {facts.as_of}; licence {facts.licence})\n")
    if facts.attribution:
        note(f"whoever passes it on must say: {facts.attribution}")


def _config() -> Config:
    from mtqa.cli.project import current_config
    from mtqa.errors import ConfigError

    config = current_config()
    if config is None:
        raise ConfigError(
            "no mtqa.toml here or in a folder above, which would name the pack; make a project of this folder with: "
            "mtqa init"
        )
    return config


def _from(config: Config, path: Path) -> str:
    """A path as the configuration is to have it: from its folder, where that is not far."""
    target = path.resolve()
    folder = config.path.parent.resolve()
    # Always with a slash, which is what tells a path from a name.
    return f"./{target.relative_to(folder).as_posix()}" if target.is_relative_to(folder) else target.as_posix()


def _copy(name: str, pack: Glossary, *, kinds: list[EntryKind], target: Path) -> None:
    from mtqa.glossary.formats.losses import counted
    from mtqa.glossary.model import Glossary
    from mtqa.glossary.pack_use import taken_over
    from mtqa.glossary.store import GlossaryFile

    file = GlossaryFile(target, note=note)
    results: list[Incoming] = []

    def change(before: Glossary) -> Glossary:
        results.append(taken_over(before, pack, kinds=kinds))
        return results[-1].glossary if results[-1].added else before

    if target.exists():
        file.edit(change, summary=f"pack {name}")
    else:
        file.create(change(Glossary()))
    result = results[-1]  # the change may be made again on what another writer left
    kept = f", {len(result.kept):,} left out for entries of its own" if result.kept else ""
    emit(f"{printable(str(target))}: {counted(len(result.added), 'entry', 'entries')} added{kept}\n")
