"""``mtqa glossary list``, ``search`` and ``show``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.entry_options import KindOption, kind_named
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json, print_table

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry, Glossary

__all__ = ["register"]

LimitOption = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="How many at most.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("list")(list_)
    app.command("search", no_args_is_help=True)(search)
    app.command("show", no_args_is_help=True)(show)


@bounded
def list_(
    kind: KindOption = None,
    watch: Annotated[bool, typer.Option("--watch", help="Only entries that are only watched.")] = False,
    limit: LimitOption = None,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the entries of the glossary, in the order of the file."""
    only = None if kind is None else kind_named(kind)
    entries = _glossary(glossary).entries
    found = [entry for entry in entries if (only is None or entry.kind is only) and (entry.watch or not watch)]
    shown = found if limit is None else found[:limit]
    if as_json:
        from mtqa.glossary.formats.json_ import entry_to_dict

        print_json([entry_to_dict(entry) for entry in shown])
        return
    if shown:
        print_table(("id", "term", "kind", "other forms", "source"), map(_row, shown))
    if len(shown) < len(found):
        note(f"{len(found) - len(shown):,} more")
    elif not found:
        note("no entries" if not entries else f"none of the {len(entries):,} entries")


@bounded
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A form, a part of one, an id, a word of a note.")],
    limit: LimitOption = 20,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find entries by anything they say, about as it is spelt or sounds, the best first."""
    from mtqa.glossary.find import search as find

    hits = find(_glossary(glossary), query, limit=limit)
    if as_json:
        from mtqa.glossary.formats.json_ import entry_to_dict

        print_json(
            [
                {"score": hit.score, "column": hit.column, "text": hit.text, "entry": entry_to_dict(hit.entry)}
                for hit in hits
            ]
        )
        return
    if not hits:
        note(f"nothing like {query[:60]!r}")
        return
    print_table(
        ("id", "term", "kind", "found in"),
        [
            (
                hit.entry.id,
                hit.entry.term,
                hit.entry.kind,
                hit.column + (f": {hit.text}" if hit.column != "term" else ""),
            )
            for hit in hits
        ],
    )


@bounded
def show(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="Its id, its term or another form of it.")],
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show everything that the glossary says about an entry."""
    from mtqa.cli.entry_view import described
    from mtqa.cli.terminal import printable
    from mtqa.glossary.find import resolve

    found = resolve(_glossary(glossary), entry)
    if as_json:
        from mtqa.glossary.formats.json_ import entry_to_dict

        print_json(entry_to_dict(found) | {"origin": found.origin})
        return
    lines = [(printable(title), printable(value)) for title, value in described(found)]
    width = min(16, max(len(title) for title, _ in lines))
    emit("".join(f"{title:<{width}}  {value}".rstrip() + "\n" for title, value in lines))


def _row(entry: Entry) -> tuple[str, ...]:
    sources = (f"{term.lang}:{term.text}" if term.lang else term.text for term in entry.sources)
    kind = f"{entry.kind}, watched" if entry.watch else entry.kind.value
    return (entry.id, entry.term, kind, ", ".join(entry.variants), ", ".join(sources))


def _glossary(path: Path | None) -> Glossary:
    from mtqa.glossary.store import GlossaryFile

    return GlossaryFile(chosen(path), note=note).read()
