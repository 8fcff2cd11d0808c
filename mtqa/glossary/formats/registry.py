"""The formats by name; a format's module is imported when it is used."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from mtqa.errors import GlossaryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.glossary.formats.records import Exported, Imported

__all__ = ["FORMATS", "Format", "format_named", "looks_like", "reader_of", "writer_of"]

_PACKAGE: Final = "mtqa.glossary.formats"


@dataclass(frozen=True, slots=True)
class Format:
    """A glossary format, as the command line names it.

    Attributes:
        name: What ``--from`` and ``--to`` take.
        title: One line for people.
        suffixes: Of its files, the usual one first.
        module: Its module in this package.
        read: The name of the function there that reads it, ``""`` if it is only written.
        write: The name of the function there that writes it, ``""`` if it is only read.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    module: str
    read: str = "read"
    write: str = "write"


#: Every format, in the order in which ``mtqa glossary import --help`` lists them.
FORMATS: Final[dict[str, Format]] = {
    one.name: one
    for one in (
        Format("csv", "CSV with a header: mtqa's own, or a spreadsheet", (".csv",), "csv_", write="write_csv"),
        Format("tsv", "the same between tabs", (".tsv", ".tab"), "csv_", write="write_tsv"),
        Format("xlsx", "spreadsheet workbook", (".xlsx",), "xlsx", write=""),
        Format("json", "mtqa's JSON, every attribute", (".json",), "json_"),
        Format("tbx", "TBX v3 (ISO 30042:2019), DCT style", (".tbx", ".xml"), "tbx"),
        Format("tbx-dca", "TBX v3, DCA style", (), "tbx", write="write_dca"),
        Format("tbx-v2", "TBX v2 (martif)", (), "tbx", write="write_v2"),
        Format("tmx", "TMX translation memory", (".tmx",), "tmx"),
        Format("deepl", "DeepL: source, target; no header (TSV)", (), "deepl"),
        Format("deepl-csv", "DeepL: source, target and their languages (CSV)", (), "deepl", write="write_csv"),
        Format("google", "Google: source, target; no header (CSV)", (), "google"),
        Format("google-tsv", "Google: source, target; no header (TSV)", (), "google", write="write_tsv"),
        Format(
            "google-terms", "Google equivalent terms: a column per language", (), "google", "read_terms", "write_terms"
        ),
        Format("weblate", "Weblate glossary CSV", (), "weblate"),
        Format("omegat", "OmegaT: source, target, comment between tabs", (".utf8",), "omegat"),
        Format("vale", "Vale vocabulary: accept.txt", (), "vale"),
        Format("vale-reject", "Vale vocabulary: reject.txt", (), "vale", "read_reject", "write_reject"),
        Format("jsonl", "patterns of spaCy's entity ruler", (".jsonl",), "jsonl", read=""),
    )
}
#: What a name means together with a suffix: DeepL and Google have a form for each.
_BY_SUFFIX: Final = {
    ("deepl", ".csv"): "deepl-csv",
    ("google", ".tsv"): "google-tsv",
}


def format_named(name: str, *, suffix: str = "") -> Format:
    """The format that ``--from`` or ``--to`` names.

    Raises:
        GlossaryError: There is none of that name.
    """
    key = _BY_SUFFIX.get((name, suffix.lower()), name)
    if key not in FORMATS:
        near = get_close_matches(name, FORMATS, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise GlossaryError(f"unknown glossary format {name[:40]!r}; {hint}There are: {', '.join(FORMATS)}")
    return FORMATS[key]


def reader_of(one: Format) -> Callable[..., Imported]:
    """The function that reads a format.

    Raises:
        GlossaryError: It is only written.
    """
    if not one.read:
        raise GlossaryError(f"the format {one.name!r} ({one.title}) is only written, never read")
    return _function(one, one.read)


def writer_of(one: Format) -> Callable[..., Exported]:
    """The function that writes a format.

    Raises:
        GlossaryError: It is only read.
    """
    if not one.write:
        raise GlossaryError(f"the format {one.name!r} ({one.title}) is only read, never written; use csv")
    return _function(one, one.write)


def looks_like(name: str, data: bytes) -> bool:
    """Whether ``data`` may be in the format, by its module's own quick look."""
    return bool(_function(FORMATS[name], "looks_like")(data))


def _function(one: Format, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(f"{_PACKAGE}.{one.module}"), name)
    return found
