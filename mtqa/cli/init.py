"""``mtqa init``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.terminal import printable

__all__ = ["init"]

_NAME: Final = "mtqa.toml"
_CONFIG: Final = """\
# What mtqa uses in this folder and in those below it.  Paths count from this file.

# The glossary that `mtqa check` reads and `mtqa glossary add` writes.
glossary = {glossary}

# Glossaries of the house, the most general first.  Where they differ, the later one counts, and the
# glossary above more than any.
house = []

# Packs of ready entries that count less than all of these; `mtqa glossary pack list` names them.
packs = []

# Who stands beside entries that are added here; your user name if empty.
user = ""

# A glossary that is larger is most probably another file, and is refused.
[limits]
entries = {limits.entries:_}
term = {limits.term:_}  # characters of a form
bytes = {limits.bytes:_}
"""


@bounded
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder; made if it is not there.")] = Path(),
    glossary: Annotated[
        Path, typer.Option("--glossary", "-g", metavar="NAME", help="The glossary, a CSV file; kept if it is there.")
    ] = Path("glossary.csv"),
) -> None:
    """Make a project of a folder: mtqa.toml, and a glossary to add to. Nothing is overwritten."""
    from mtqa.errors import ConfigError, OutputError
    from mtqa.glossary.store import GlossaryFile

    config = folder / _NAME
    if glossary.suffix.lower() != ".csv" or not str(glossary).isprintable():
        raise ConfigError(f"--glossary {str(glossary)[:80]!r}: name a CSV file, such as glossary.csv")
    if config.exists():
        raise ConfigError(f"{config}: is there already; change it with an editor, or name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(f"{folder}: the folder cannot be made ({exc.strerror})") from exc
    file = GlossaryFile(folder / glossary, note=note)
    # The glossary first: a configuration must never name one that is not there.
    is_kept = file.path.exists()
    entries = len(file.read().entries) if is_kept else len(file.create().entries)
    counted = "1 entry" if entries == 1 else f"{entries:,} entries"
    _write_new(config, _config(glossary))
    emit(
        f"{printable(str(config))}: made; it names {printable(str(glossary))}"
        + (f", which has {counted} and was kept\n" if is_kept else ", made as well, without entries\n")
        + "Next:\n"
        + "  mtqa glossary add 'Yoon Suk Yeol' --source-term ko:윤석열    add an entry\n"
        + "  mtqa glossary import terms.xlsx                            bring a list from elsewhere\n"
        + "  mtqa check article.txt                                     check an article with it\n"
    )


def _config(glossary: Path) -> str:
    import json

    from mtqa.glossary.limits import Limits

    # A JSON string of printable characters is a TOML string too.
    return _CONFIG.format(glossary=json.dumps(glossary.as_posix(), ensure_ascii=False), limits=Limits())


def _write_new(path: Path, text: str) -> None:
    """Write a file that must not be there yet, whole or not at all."""
    from mtqa.durable import replace_file
    from mtqa.errors import ConfigError, OutputError

    def absent() -> None:
        if path.exists():
            raise FileExistsError

    try:
        replace_file(path, text.encode(), before=absent)
    except FileExistsError:
        raise ConfigError(f"{path}: is there already; change it with an editor, or name another folder") from None
    except OSError as exc:
        raise OutputError(f"{path}: could not be written ({exc.strerror})") from exc
