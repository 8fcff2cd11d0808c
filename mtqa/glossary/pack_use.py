"""Using a pack in a project: naming it in ``mtqa.toml``, or taking its entries over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.errors import ConfigError, OutputError
from mtqa.glossary.formats.incoming import Incoming, OnConflict, incoming
from mtqa.glossary.merge import giving_way
from mtqa.glossary.model import Glossary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mtqa.glossary.model import EntryKind

__all__ = ["name_pack", "taken_over"]

_BOM: Final = b"\xef\xbb\xbf"


def name_pack(config: Path, name: str) -> bool:
    """Add a pack to the list ``packs`` of a project's configuration, whose comments and order stay.

    Args:
        config: A ``mtqa.toml`` that :func:`mtqa.config.load_config` accepts.
        name: As the list is to have it.

    Returns:
        Whether the file was changed; not if the pack is named already.

    Raises:
        ConfigError: The file cannot be read or is no TOML.
        OutputError: It cannot be written; it is as it was.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from mtqa.durable import replace_file

    try:
        data = config.read_bytes()
        document = tomlkit.parse(data.decode("utf-8-sig"))
    except OSError as exc:
        raise ConfigError(f"{config}: cannot be read ({exc.strerror or exc})") from exc
    except (UnicodeDecodeError, TOMLKitError, RecursionError) as exc:
        raise ConfigError(f"{config}: no valid TOML in UTF-8: {exc}") from exc
    names = document.get("packs")
    if names is None:
        document["packs"] = names = tomlkit.array()
    elif not isinstance(names, list):
        raise ConfigError(f'{config}: \'packs\': must be a list of names, such as packs = ["one", "two"]')
    if name in names:
        return False
    names.append(name)
    bom = _BOM if data.startswith(_BOM) else b""
    try:
        replace_file(config, bom + tomlkit.dumps(document).encode())
    except OSError as exc:
        raise OutputError(f"{config}: could not be written ({exc.strerror or exc}); it is as it was") from exc
    return True


def taken_over(glossary: Glossary, pack: Glossary, *, kinds: Iterable[EntryKind] = ()) -> Incoming:
    """The glossary with the entries of a pack, where it has none of its own.

    Args:
        glossary: What there is; it keeps what it has, and forms that it rejects are not taken.
        pack: The pack.
        kinds: Only entries of these kinds; all if there are none.

    Returns:
        The glossary afterwards, and what became of each entry.
    """
    wanted = set(kinds)
    ours = {entry.id for entry in glossary.entries}
    theirs = [entry for entry in pack.entries if entry.id not in ours and (not wanted or entry.kind in wanted)]
    general = {entry.id for entry in theirs}
    able = [entry for entry in giving_way((*glossary.entries, *theirs), general=general) if entry.id in general]
    return incoming(glossary, able, on_conflict=OnConflict.KEEP)
