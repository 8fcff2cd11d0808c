"""Glossary files in any format: read whole, written whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.registry import FORMATS, Format, format_named, reader_of, writer_of
from mtqa.glossary.model import TARGET_LANG

if TYPE_CHECKING:
    from mtqa.glossary.model import Glossary

__all__ = ["export_bytes", "export_file", "format_for", "import_file", "import_vocabulary"]

_VOCABULARY: Final = (("accept.txt", "vale"), ("reject.txt", "vale-reject"))
_GUARDED: Final = ("csv", "tsv")


def import_file(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002 - as --from
    target_lang: str = TARGET_LANG,
    source_lang: str = "",
    sheet: str = "",
) -> Imported:
    """Read a glossary in any format.

    Args:
        path: The file; a folder with Vale's ``accept.txt`` and ``reject.txt`` too.
        format: Name of its format; found out from the content when ``None``.
        target_lang: Language of the articles: its terms become the forms of the entries.
        source_lang: Language of the other terms, where the file does not say.
        sheet: Name of the sheet of a workbook; the first whose header is understood unless given.

    Returns:
        Entries, and what of the file they do not hold.

    Raises:
        GlossaryError: The file cannot be read, its format is in doubt, or its entries contradict each
            other; names the file and the place.
    """
    from mtqa.glossary.formats.detect import detect
    from mtqa.glossary.store_csv import read_bytes

    if path.is_dir() and any((path / name).is_file() for name, _ in _VOCABULARY):
        return import_vocabulary(path)
    data = read_bytes(path)
    name = format if format is not None else detect(data, name=str(path))
    one = format_named(name)
    if sheet and one.name != "xlsx":
        raise GlossaryError(f"{path}: no workbook (XLSX) but {one.name}, which has no sheets; leave out --sheet")
    options: dict[str, Any] = {"sheet": sheet} if sheet else {}
    imported = reader_of(one)(data, origin=str(path), target_lang=target_lang, source_lang=source_lang, **options)
    refuse_conflicts(imported.entries)
    return imported


def import_vocabulary(folder: Path) -> Imported:
    """Read the ``accept.txt`` and ``reject.txt`` of a Vale vocabulary, either of which may be missing.

    Raises:
        GlossaryError: One of them cannot be read, or a word is in both.
    """
    from mtqa.glossary.formats.drafts import unique_ids
    from mtqa.glossary.store_csv import read_bytes

    parts = []
    for name, kind in _VOCABULARY:
        path = folder / name
        if path.is_file():
            parts.append(reader_of(FORMATS[kind])(read_bytes(path), origin=str(path)))
    entries = unique_ids(entry for part in parts for entry in part.entries)
    refuse_conflicts(entries)
    return Imported(entries, tuple(sentence for part in parts for sentence in part.lost))


def format_for(path: Path, name: str | None) -> Format:
    """The format to write: the one named, else the one of the suffix.

    Raises:
        GlossaryError: There is none of that name, or none or several have the suffix.
    """
    if name is not None:
        return format_named(name, suffix=path.suffix)
    suffix = path.suffix.lower()
    fitting = [one for one in FORMATS.values() if suffix and suffix in one.suffixes and one.write]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(one.name for one in (fitting or FORMATS.values()) if one.write)
    which = "several formats have" if fitting else "no format has"
    raise GlossaryError(f"{path}: {which} the suffix {suffix or '(none)'!r}; name one with --to: {names}")


def export_bytes(
    glossary: Glossary,
    format: str,  # noqa: A002 - as --to
    *,
    target_lang: str = TARGET_LANG,
    source_lang: str = "",
    for_spreadsheet: bool = True,
) -> Exported:
    """The glossary in another format.

    Args:
        glossary: What to write.
        format: Name of the format.
        target_lang: Language of the forms of its entries, where the file says it.
        source_lang: Only source terms of this language, where the file holds one.
        for_spreadsheet: In CSV and TSV with mtqa's own columns, guard cells that a spreadsheet would run.

    Raises:
        GlossaryError: The format is unknown or only read, or the glossary does not fit it.
    """
    one = format_named(format)
    options: dict[str, Any] = {"for_spreadsheet": for_spreadsheet} if one.name in _GUARDED else {}
    exported = writer_of(one)(glossary, target_lang=target_lang, source_lang=source_lang, **options)
    return replace(exported, lost=tuple(dict.fromkeys(exported.lost)))


def export_file(
    glossary: Glossary,
    path: Path,
    format: str | None = None,  # noqa: A002 - as --to
    *,
    target_lang: str = TARGET_LANG,
    source_lang: str = "",
    for_spreadsheet: bool = True,
) -> Exported:
    """Write the glossary to a file, so that it holds all of it or what it held before.

    Args:
        glossary: What to write.
        path: The file; a folder for both files of a Vale vocabulary.
        format: Name of the format; that of the suffix when ``None``.
        target_lang: See :func:`export_bytes`.
        source_lang: Likewise.
        for_spreadsheet: Likewise.

    Returns:
        What was written.

    Raises:
        GlossaryError: See :func:`export_bytes`, or the file cannot be written.
    """
    if path.is_dir() and format == "vale":
        parts = [(path / name, export_bytes(glossary, kind)) for name, kind in _VOCABULARY]
        for file, part in parts:
            _write(file, part.data)
        # What one file leaves out for the other to hold is not lost.
        return Exported(b"".join(part.data for _, part in parts), _lost_by_all(glossary, [part for _, part in parts]))
    exported = export_bytes(
        glossary,
        format_for(path, format).name,
        target_lang=target_lang,
        source_lang=source_lang,
        for_spreadsheet=for_spreadsheet,
    )
    _write(path, exported.data)
    return exported


def _lost_by_all(glossary: Glossary, parts: list[Exported]) -> tuple[str, ...]:
    from mtqa.glossary.formats.losses import differences

    read = [
        reader_of(FORMATS[kind])(part.data, origin=name).entries
        for (name, kind), part in zip(_VOCABULARY, parts, strict=True)
    ]
    return differences(glossary.entries, [entry for entries in read for entry in entries])


def _write(path: Path, data: bytes) -> None:
    from mtqa.durable import replace_file

    try:
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to replace
            path.write_bytes(data)
        else:
            replace_file(path, data)
    except FileNotFoundError:
        raise GlossaryError(f"{path}: there is no folder {path.parent}; make it first") from None
    except OSError as exc:
        raise GlossaryError(f"{path}: could not be written ({exc.strerror or exc})") from exc
