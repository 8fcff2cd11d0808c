"""DeepL glossaries: pairs of terms, as its API takes them and its site exports them.

TSV has two columns and no header: source, target.  CSV has two to five: source, target, source
language, target language, relevance.  Rules of the service on what it takes (its API reference): no
empty term, no tab, line break or other control character (U+2028 and U+2029 too) in a term, no source
term twice, at most 1,024 bytes of UTF-8 a term and 10 MiB a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.formats.drafts import entries_of
from mtqa.glossary.formats.languages import is_code, normalised, primary
from mtqa.glossary.formats.losses import Losses, counted, differences
from mtqa.glossary.formats.pairs import Pair, draft_of, pairs_of, reversed_if_evident, source_language
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.texts import csv_text, delimiter_guess, sample_of, table_rows, text_of, tsv_lines
from mtqa.glossary.model import TARGET_LANG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.glossary.model import Glossary

__all__ = ["NAME", "SUFFIXES", "TITLE", "looks_like", "looks_surely_like", "read", "read_pairs", "write", "write_csv"]

NAME: Final = "deepl"
TITLE: Final = "DeepL glossary (two columns, no header)"
SUFFIXES: Final = (".tsv", ".csv")

_MAX_TERM_BYTES: Final = 1_024
_MAX_FILE_BYTES: Final = 10 * 1_024 * 1_024
_REFUSED: Final = re.compile("[\x00-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\ud800-\udfff]")


def looks_like(data: bytes) -> bool:
    """Whether the first rows are pairs of terms, with languages behind them or with nothing."""
    text = sample_of(data)
    try:
        widths = {len(cells) for _, cells in _rows(text, delimiter_guess(text), origin="")}
    except GlossaryError:
        return False
    return bool(widths) and widths <= {2, 4, 5}


def looks_surely_like(data: bytes) -> bool:
    """Whether every one of the first rows names the languages of its two terms."""
    text = sample_of(data)
    try:
        rows = [cells for _, cells in _rows(text, delimiter_guess(text), origin="")]
    except GlossaryError:
        return False
    return bool(rows) and all(len(cells) >= 4 and is_code(cells[2]) and is_code(cells[3]) for cells in rows)


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read pairs of terms.

    Raises:
        GlossaryError: The file is none of pairs.
    """
    text = text_of(data, origin=origin)
    losses = Losses()
    rows = _rows(text, delimiter_guess(text), origin=origin)
    pairs = read_pairs(rows, losses, origin=origin, target_lang=target_lang, source_lang=source_lang)
    entries = entries_of((draft_of(row, pair) for row, pair in pairs), origin=origin, losses=losses)
    return Imported(entries, losses.sentences)


def _rows(text: str, delimiter: str, *, origin: str) -> Iterator[tuple[int, list[str]]]:
    if delimiter == "\t":
        return tsv_lines(text, origin=origin)
    return table_rows(text, delimiter=delimiter, origin=origin)


def read_pairs(
    rows: Iterable[tuple[int, list[str]]],
    losses: Losses,
    *,
    origin: str,
    target_lang: str,
    source_lang: str,
    with_languages: bool = True,
    with_note: bool = False,
) -> list[tuple[int, Pair]]:
    """Pairs of the first two cells of each row; what is none is told to ``losses``.

    Args:
        rows: Numbered rows.
        losses: Told what is left out.
        origin: Name of the file.
        target_lang: Language of the right forms.
        source_lang: Language of the others, where the file does not say.
        with_languages: The third and fourth cell may be language codes.
        with_note: The third cell is a note.
    """
    plain: list[tuple[int, Pair]] = []
    said: list[tuple[int, Pair]] = []
    for row, cells in rows:
        if len(cells) < 2:
            raise GlossaryError(
                f"{origin}, row {row}: one cell, where a source term and a target term should be; "
                "is the delimiter another one, or the file in another format? Name it with --from"
            )
        source, target, *more = (cell.strip() for cell in cells)
        if not source or not target:
            losses.leave_out(row, "left out: only one of the two terms")
            continue
        if with_note:
            plain.append((row, Pair(source, source_lang, target, more[0] if more else "")))
            continue
        used = 0
        if with_languages and len(more) >= 2 and is_code(more[0]) and is_code(more[1]):
            used = 2
            pair = _pair_of_languages(source, target, more[0], more[1], target_lang)
            if pair is None:
                losses.leave_out(row, f"left out: neither term is in the language of the articles ({target_lang})")
            else:
                said.append((row, pair))
        elif with_languages and len(more) == 1 and is_code(more[0]):
            used = 1
            said.append((row, Pair(source, normalised(more[0]), target)))
        else:
            plain.append((row, Pair(source, source_lang, target)))
        if any(more[used:]):
            losses.leave_out(row, "not kept: cells behind the terms and their languages, such as the relevance")
    return sorted([*said, *reversed_if_evident(plain, losses, target_lang=target_lang)], key=lambda pair: pair[0])


def _pair_of_languages(source: str, target: str, source_lang: str, target_lang: str, wanted: str) -> Pair | None:
    if primary(target_lang) == primary(wanted):
        return Pair(source, normalised(source_lang), target)
    if primary(source_lang) == primary(wanted):
        return Pair(target, normalised(target_lang), source)
    return None


def _problem(text: str) -> str:
    if _REFUSED.search(text):
        return "a control character, which DeepL refuses"
    if len(text.encode("utf-8", "surrogatepass")) > _MAX_TERM_BYTES:
        return f"more than {_MAX_TERM_BYTES:,} bytes, which DeepL refuses"
    return ""


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write TSV of one pair of languages.

    Raises:
        GlossaryError: The glossary has several source languages, and none is chosen.
    """
    losses = Losses()
    lang = source_language(glossary, source_lang, title="a DeepL TSV file")
    pairs = pairs_of(glossary, losses, lang=lang, problem=_problem, only_preferred=True)
    lines = [f"{pair.source}\t{pair.target}\n" for pair in pairs]
    return _exported(lines, glossary, losses, target_lang=target_lang)


def write_csv(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write CSV of four columns, which names the languages of each row."""
    losses = Losses()
    lang = normalised(source_lang) if source_lang else None
    pairs = pairs_of(glossary, losses, lang=lang, problem=_problem, only_preferred=True, with_language=True)
    nameless = sum(1 for pair in pairs if not pair.lang)
    if nameless:
        losses.say(f"{counted(nameless, 'source term')} without a language left out; the file must name it")
    lines = [csv_text([[pair.source, pair.target, pair.lang, target_lang]]) for pair in pairs if pair.lang]
    return _exported(lines, glossary, losses, target_lang=target_lang)


def _exported(lines: list[str], glossary: Glossary, losses: Losses, *, target_lang: str) -> Exported:
    kept: list[bytes] = []
    size = 0
    for number, line in enumerate(lines):
        data = line.encode()
        size += len(data)
        if size > _MAX_FILE_BYTES:
            losses.say(f"{counted(len(lines) - number, 'row')} left out: DeepL takes files of at most 10 MiB")
            break
        kept.append(data)
    data = b"".join(kept)
    back = read(data, origin="", target_lang=target_lang).entries if data else ()
    return Exported(data, (*losses.sentences, *differences(glossary.entries, back, explained=losses.ids)))
