"""Suggestions as people, spreadsheets and programs read them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mtqa.cli.entry_view import differences
from mtqa.cli.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtqa.cli.concerns import Concerns
    from mtqa.glossary.model import Entry, Glossary
    from mtqa.names.suggest.records import Suggested

__all__ = ["COLUMNS", "as_csv", "as_dict", "as_row", "described"]

#: Column of the CSV that mtqa does not know; it is for who reviews it and may be deleted.
EVIDENCE = "evidence"
COLUMNS = ("id", "term", "kind", "other forms", "source", "why")


def as_row(one: Suggested, said: Concerns, old: Entry | None) -> tuple[str, ...]:
    """The cells of a suggestion under :data:`COLUMNS`."""
    entry = one.entry
    if old is not None:
        forms = "; ".join(line for line in differences(old, entry) if not line.startswith("finding"))
    else:
        wrong = tuple(f"not {form}" for form in entry.wrong)
        forms = ", ".join((*entry.variants, *wrong))
    why = "; ".join(one.reasons)
    if said.serious:
        why += f"; but {said.serious[0]}"
    kind = entry.kind.value if old is None else f"{entry.kind}, to change"
    return (entry.id, entry.term, kind, forms, ", ".join(term.text for term in entry.sources), why)


def described(one: Suggested, said: Concerns, old: Entry | None) -> Iterator[str]:
    """A suggestion with all its evidence, line by line."""
    entry = one.entry
    verb = "" if old is None else "to change: "
    yield printable(f"{verb}{entry.term} ({entry.kind}), id {entry.id}")
    if old is not None:
        for line in differences(old, entry):
            yield f"  {printable(line)}"
    else:
        for title, values in (("also right", entry.variants), ("wrong", entry.wrong), ("stands beside", entry.roles)):
            if values:
                yield f"  {title}: {printable(', '.join(values))}"
        if entry.sources:
            yield f"  source: {printable(', '.join(f'{term.lang}:{term.text}' for term in entry.sources))}"
    for reason in one.reasons:
        yield f"  {printable(reason)}"
    for quote in one.quotes:
        yield f"  {printable(f'{quote.document}:{quote.line}: {quote.text}')}"
    for sentence in said.serious:
        yield f"  against it: {printable(sentence)}"
    for sentence in said.others:
        yield f"  note: {printable(sentence)}"


def as_dict(one: Suggested, said: Concerns) -> dict[str, Any]:
    """A suggestion as JSON has it."""
    from mtqa.glossary.formats.json_ import entry_to_dict

    change = one.change
    return {
        "entry": entry_to_dict(one.entry),
        "change": None
        if change is None
        else {"id": one.entry.id, "variants": list(change.variants), "wrong": list(change.wrong)},
        "usefulness": one.usefulness,
        "count": one.count,
        "documents": one.documents,
        "reasons": list(one.reasons),
        "quotes": [{"document": quote.document, "line": quote.line, "text": quote.text} for quote in one.quotes],
        "concerns": {"serious": list(said.serious), "others": list(said.others)},
    }


def as_csv(suggestions: Sequence[Suggested], said: Mapping[str, Concerns], glossary: Glossary) -> str:
    """The suggestions as a glossary file with one column more, to be reviewed in a spreadsheet and imported."""
    from mtqa.glossary.formats.files import export_bytes

    entries = tuple(_with_evidence(one, said[one.entry.id]) for one in suggestions)
    return export_bytes(replace(glossary, entries=entries), "csv").data.decode()


def _with_evidence(one: Suggested, said: Concerns) -> Entry:
    parts = [*one.reasons, *(f"against it: {sentence}" for sentence in said.serious)]
    parts += [f"{quote.document}:{quote.line}: {quote.text}" for quote in one.quotes]
    verb = "changes the entry; " if one.change is not None else ""
    return replace(one.entry, extra=(*one.entry.extra, (EVIDENCE, printable(verb + " | ".join(parts)))))
