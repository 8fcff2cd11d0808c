"""Writing the native glossary file: a new one, or a change of one that is there.

A new file is the same for the same entries whatever their order: rows sorted by id, the basic columns,
then those that some entry uses, then those of the user by name.

A change keeps every byte of the rows that stay as they are: delimiter, line ends, byte order mark,
quoting, order of the columns.  A new row goes where the order of the ids has it, or at the end of a file
that is not sorted.  A column that a new row needs is added to all; none is taken away.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtqa.glossary.cells import escaped, joined, marked
from mtqa.glossary.columns import default_status, has_language
from mtqa.glossary.formats.texts import csv_text
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import CaseRule, MatchMode
from mtqa.glossary.rows import BASIC, COLUMNS, columns_of, delimiter_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mtqa.glossary.model import Entry, Glossary, Term

__all__ = ["cells_for", "sort_key", "to_csv", "updated_csv"]

_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_OPTIONAL: Final = frozenset(COLUMNS) - frozenset(BASIC)
_IMPLIED: Final = ("id", "kind")  # of which an empty cell says what follows from the term


def sort_key(identity: str) -> tuple[str, str]:
    """The order of rows: by id, capitals aside, and then by capitals."""
    return identity.casefold(), identity


def to_csv(glossary: Glossary) -> str:
    """The native file of a glossary: comma, LF, a header, rows sorted by id."""
    rows = [cells_for(entry) for entry in sorted(glossary.entries, key=lambda entry: sort_key(entry.id))]
    used: set[str] = {name for cells in rows for name in cells}
    columns: tuple[str, ...] = (*BASIC, *(name for name in COLUMNS if name in _OPTIONAL and name in used))
    columns += tuple(sorted(name for name in used if name not in COLUMNS))
    return csv_text([columns, *([cells.get(name, "") for name in columns] for cells in rows)])


def cells_for(entry: Entry) -> dict[str, str]:
    """The cells of an entry's row that are not empty, by column."""
    source_term, source_lang = _sources(entry.sources)
    cells = {
        "id": entry.id,
        "term": marked(entry.term, _rule_words(entry, entry.term), is_list=False),
        "kind": entry.kind.value,
        "variants": _forms(entry, entry.variants),
        "wrong": _forms(entry, entry.wrong),
        "source_term": source_term,
        "source_lang": source_lang,
        "roles": joined(map(marked, entry.roles)),
        "note": entry.note,
        "superseded": _forms(entry, entry.superseded),
        "context": joined(map(marked, entry.context)),
        "match": "" if entry.match is MatchMode.SOUND else entry.match.value,
        "case": "" if entry.case is CaseRule.AS_WRITTEN else entry.case.value,
        "watch": "yes" if entry.watch else "",
        "must_flag": joined(map(escaped, entry.must_flag)),
        "must_pass": joined(map(escaped, entry.must_pass)),
        "subject": entry.subject,
        "url": entry.url,
        "added_by": entry.added_by,
        "added_at": entry.added_at,
        "finding": entry.finding,
    }
    return {name: cell for name, cell in (*cells.items(), *entry.extra) if cell}


def _forms(entry: Entry, forms: Iterable[str]) -> str:
    return joined(marked(form, _rule_words(entry, form)) for form in forms)


def _rule_words(entry: Entry, form: str) -> list[str]:
    """What the mark of a form has to say: how it differs from its entry."""
    rule = entry.rule(form)
    words = [rule.match.value] if rule.match is not entry.match else []
    return [*words, rule.case.value] if rule.case is not entry.case else words


def _sources(terms: Sequence[Term]) -> tuple[str, str]:
    """The cells ``source_term`` and ``source_lang``."""
    langs = {term.lang for term in terms}
    shared = next(iter(langs)) if len(langs) == 1 else ""
    # A bar in the language would be read as several; no language has one, and the reader says so.
    items, led = [], dict[str, bool]()
    for term in terms:
        words = [] if term.status is default_status(term, led) else [term.status.value]
        words += [term.match.value] if term.match is not MatchMode.SOUND else []
        words += [term.case.value] if term.case is not CaseRule.AS_WRITTEN else []
        led[term.lang] = led.get(term.lang, False) or term.status.is_right
        # Without a language, a colon stands only before what would be taken for one.
        is_bare = shared or not (term.lang or term.text.startswith(":") or has_language(term.text))
        items.append(marked(term.text if is_bare else f"{term.lang}:{term.text}", words))
    return joined(items), shared


@dataclass(slots=True)
class _Record:
    """A row of a file as it is written there, with the line end.

    Attributes:
        text: What stands there.
        cells: Its cells; none if it is blank.
    """

    text: str
    cells: list[str]


def updated_csv(
    text: str,
    glossary: Glossary,
    *,
    origin: str,
    old: Glossary | None = None,
    parse: Callable[[str], Glossary] | None = None,
) -> str:
    """The text of a file after a change of its glossary.

    Args:
        text: The file as it is, with or without a byte order mark.
        glossary: What it is to say.
        origin: Its name in messages.
        old: What it says, if that is known already.
        parse: Reads a text, where somebody remembers what it says.

    Returns:
        The new text.  It says what ``glossary`` says, whatever the order of the entries.

    Raises:
        GlossaryError: ``text`` is no readable glossary.
    """
    from mtqa.glossary.store_csv import parse_csv

    before = (parse_csv(text, origin=origin) if old is None else old).entries
    new = _updated(text, before, glossary.entries, origin=origin)
    # An id that follows from a term can depend on the other rows; then every row gets to say its own.
    if any(entry.id == entry.term or entry.id.startswith(f"{entry.term} (") for entry in glossary.entries):
        written = parse_csv(new, origin=origin) if parse is None else parse(new)
        ids = {entry.id for entry in written.entries}
        if ids != {entry.id for entry in glossary.entries}:
            new = _updated(text, before, glossary.entries, origin=origin, every_id=True)
    return new


def _updated(text: str, old: Sequence[Entry], entries: Sequence[Entry], *, origin: str, every_id: bool = False) -> str:
    bom = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    delimiter = delimiter_of(body)
    records = _records(body, delimiter)
    head = next(at for at, record in enumerate(records) if record.cells)
    header = records[head]
    end = _line_end(header.text) or "\n"
    is_closed = bool(_line_end(records[-1].text))
    columns = list(columns_of(header.cells, row=head + 1, origin=origin))
    wanted = {entry.id: entry for entry in entries}
    data = [record for record in records[head + 1 :] if record.cells]
    before = dict(zip((entry.id for entry in old), data, strict=True))
    rows = {
        entry.id: _row(entry, columns, record=before[entry.id], old=entry_before, every_id=every_id)
        for entry_before in old
        if (entry := wanted.get(entry_before.id)) is not None and (every_id or entry != entry_before)
    }
    added = [entry for entry in entries if entry.id not in before]
    rows |= {entry.id: _row(entry, columns, every_id=every_id) for entry in added}
    names = _columns_after(columns, rows.values())
    more = names[len(columns) :]
    identity = {id(record): entry.id for entry, record in zip(old, data, strict=True)}

    def written(cells: Mapping[str, str]) -> str:
        return csv_text([[cells.get(name, "") for name in names]], delimiter=delimiter).removesuffix("\n") + end

    kept: list[tuple[str, str | None]] = []  # text, and the id of the entry that it is the row of
    for at, record in enumerate(records):
        key = identity.get(id(record))
        if at == head:
            more_cells = csv_text([more], delimiter=delimiter)[:-1]
            kept.append(
                (header.text if not more else f"{header.text.removesuffix(end)}{delimiter}{more_cells}{end}", None)
            )
        elif key is None or (key in wanted and key not in rows):
            kept.append((_fitted(record, columns, delimiter, more=len(more)), key))
        elif key in wanted:
            kept.append((written(rows[key]), key))
    _insert(kept, {entry.id: written(rows[entry.id]) for entry in added}, start=head + 1)
    return bom + _closed([one for one, _ in kept], end=end, is_closed=is_closed)


def _records(body: str, delimiter: str) -> list[_Record]:
    """The rows of a file with the text of each; blank ones have no cells."""
    lines = list(io.StringIO(body, newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    records: list[_Record] = []
    done = 0
    for cells in reader:
        is_blank = not "".join(cells).strip()
        records.append(_Record("".join(lines[done : reader.line_num]), [] if is_blank else cells))
        done = reader.line_num
    return records


def _row(
    entry: Entry,
    columns: Sequence[str],
    *,
    record: _Record | None = None,
    old: Entry | None = None,
    every_id: bool = False,
) -> dict[str, str]:
    """The cells of an entry's row by column, as they were where what they say is the same."""
    cells = cells_for(entry)
    was = dict(zip(columns, record.cells, strict=False)) if record is not None else {}
    if record is not None and old is not None:
        before = cells_for(old)
        same = {name for name in columns if cells.get(name, "") == before.get(name, "")}
        # Of these two an empty cell means what follows from the term, which may have changed.
        follows = {"id": entry.id == entry.term, "kind": entry.kind is infer_kind(entry.term)}
        for name in columns:
            if name in same and (was.get(name, "").strip() or name not in _IMPLIED or follows[name]):
                cells[name] = was.get(name, "")
    if "id" not in columns and entry.id == entry.term and not every_id:
        del cells["id"]
    if every_id:
        cells["id"] = entry.id
    if "kind" not in columns and entry.kind is infer_kind(entry.term):
        del cells["kind"]
    return {name: cell for name, cell in cells.items() if cell}


def _columns_after(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> list[str]:
    """The columns of the file afterwards: those it has, and those that a new row needs."""
    used = {name for cells in rows for name in cells}
    names = [*columns, *(name for name in COLUMNS if name in used and name not in columns)]
    return names + sorted(used - set(names))


def _fitted(record: _Record, columns: Sequence[str], delimiter: str, *, more: int) -> str:
    """The text of a row that stays, with empty cells for new columns."""
    if not record.cells or not more:
        return record.text
    end = _line_end(record.text)
    missing = max(len(columns) - len(record.cells), 0)
    beyond = max(len(record.cells) - len(columns), 0)  # empty cells that the header does not name
    return record.text.removesuffix(end) + delimiter * max(more + missing - beyond, 0) + end


def _insert(kept: list[tuple[str, str | None]], new: Mapping[str, str], *, start: int) -> None:
    """Put new rows where the order of the ids has them; at the end, before blank lines, if there is no order."""
    ids = [identity for _, identity in kept if identity is not None]
    is_sorted = all(sort_key(one) <= sort_key(other) for one, other in pairwise(ids))
    last = max((at for at, (_, identity) in enumerate(kept) if identity is not None), default=start - 1)
    for identity, text in sorted(new.items(), key=lambda item: sort_key(item[0])) if is_sorted else new.items():
        place = last + 1
        if is_sorted:
            later = (at for at, (_, one) in enumerate(kept) if one is not None and sort_key(one) > sort_key(identity))
            place = next(later, last + 1)
        kept.insert(place, (text, identity))
        last += 1


def _closed(texts: Sequence[str], *, end: str, is_closed: bool) -> str:
    """The rows as one text, the last with a line end if the file had one there."""
    whole = [text if _line_end(text) else text + end for text in texts[:-1]]
    last = texts[-1]
    bare = last.removesuffix(_line_end(last))
    last = bare if not is_closed else last if _line_end(last) else last + end
    return "".join([*whole, last])


def _line_end(text: str) -> str:
    return next((end for end in ("\r\n", "\n", "\r") if text.endswith(end)), "")
