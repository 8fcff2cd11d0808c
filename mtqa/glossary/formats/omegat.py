"""OmegaT glossaries: tab-separated text with a source term, a target term and a comment.

UTF-8 (``.utf8``, ``.txt``), no header, no quoting; a line that begins with ``#`` is a comment.  Several
target terms of one source term stand in lines of their own and become alternatives of one entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.formats.deepl import read_pairs
from mtqa.glossary.formats.drafts import entries_of
from mtqa.glossary.formats.losses import Losses, differences
from mtqa.glossary.formats.pairs import draft_of, pairs_of, source_language
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.texts import form_problem, sample_of, single_spaced, text_of, tsv_lines
from mtqa.glossary.model import TARGET_LANG

if TYPE_CHECKING:
    from mtqa.glossary.model import Glossary

__all__ = ["NAME", "SUFFIXES", "TITLE", "looks_like", "read", "write"]

NAME: Final = "omegat"
TITLE: Final = "OmegaT glossary (source, target, comment between tabs)"
SUFFIXES: Final = (".utf8", ".txt", ".tab")
_COMMENT: Final = "#"


def looks_like(data: bytes) -> bool:
    """Whether every one of the first lines has two or three cells between tabs, or is a comment."""
    try:
        rows = tsv_lines(sample_of(data), origin="")
        widths = {len(cells) for _, cells in rows if not cells[0].startswith(_COMMENT)}
    except GlossaryError:
        return False
    return bool(widths) and widths <= {2, 3}


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read pairs of terms with comments.

    Raises:
        GlossaryError: A line has no tab.
    """
    losses = Losses()
    lines = []
    for row, cells in tsv_lines(text_of(data, origin=origin), origin=origin):
        if cells[0].startswith(_COMMENT):
            continue
        if any(cell.strip() for cell in cells[3:]):
            losses.leave_out(row, "not kept: cells behind the comment")
        lines.append((row, cells))
    pairs = read_pairs(lines, losses, origin=origin, target_lang=target_lang, source_lang=source_lang, with_note=True)
    entries = entries_of((draft_of(row, pair) for row, pair in pairs), origin=origin, losses=losses)
    return Imported(entries, losses.sentences)


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write one pair of languages, variants in lines of their own.

    Raises:
        GlossaryError: The glossary has several source languages, and none is chosen.
    """
    losses = Losses()
    lang = source_language(glossary, source_lang, title="an OmegaT glossary")
    pairs = pairs_of(glossary, losses, lang=lang, problem=_problem, plain=single_spaced)
    lines = (
        "\t".join((pair.source, pair.target, *([single_spaced(pair.note)] if pair.note else []))) for pair in pairs
    )
    data = "".join(f"{line}\n" for line in lines).encode()
    back = read(data, origin="", target_lang=target_lang).entries if data else ()
    return Exported(data, (*losses.sentences, *differences(glossary.entries, back, explained=losses.ids)))


def _problem(text: str) -> str:
    if text.startswith(_COMMENT):
        return "begins with #, which OmegaT takes for a comment"
    return form_problem(text, is_right=False)
