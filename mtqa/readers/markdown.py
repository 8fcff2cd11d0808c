"""Markdown articles (CommonMark, tables, strikethrough; front matter is skipped).

Code blocks, images, link targets and raw HTML tags are no prose and are left out; the text of links
and of inline code is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.data import BlockKind, Document
from mtqa.errors import InputError
from mtqa.readers.assemble import Piece, assemble
from mtqa.readers.html_blocks import html_blocks
from mtqa.readers.limits import LINE_BREAK

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n")
_FRONT_MATTER_END: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_ATX: Final = re.compile(r"[ \t>]*#{1,6}[ \t]*")
#: What may stand before the text of a line: marks of quotes and lists.
_MARKS: Final = "> \t-+*0123456789.)"
_BR: Final = re.compile(r"<br[ \t\n/>]", re.IGNORECASE)


def read_markdown(original: str, *, label: str, lang: str, notices: tuple[str, ...] = ()) -> Document:
    """Read a Markdown article.

    Raises:
        InputError: It holds no prose (code and images only), or is nested too deeply.
    """
    from mtqa.readers.markdown_offsets import MAX_BLOCK_NESTING, NestingError, markdown_parser

    lines = _Lines(original)
    try:
        tokens = markdown_parser().parse(lines.without_front_matter())
    except NestingError as exc:
        raise InputError(
            f"{label}: line {exc.line + 1:,} stands in more than {MAX_BLOCK_NESTING} quotes and lists "
            "inside one another; save the article's text instead"
        ) from exc
    document = assemble(
        _pieces(tokens, lines, label=label),
        original,
        label=label,
        lang=lang,
        media_type="text/markdown",
        notices=notices,
    )
    if not document.text:
        raise InputError(f"{label}: the Markdown holds no prose, only code, pictures or links without text")
    return document


class _Lines:
    """The lines of the original, as markdown-it counts them."""

    def __init__(self, original: str) -> None:
        self.original = original
        breaks = list(LINE_BREAK.finditer(original))
        self.starts = [0, *(match.end() for match in breaks)]
        self.ends = [*(match.start() for match in breaks), len(original)]

    def without_front_matter(self) -> str:
        """The text with LF line ends, with front matter made blank so that lines keep their numbers."""
        text = LINE_BREAK.sub("\n", self.original)
        opening = _FRONT_MATTER.match(text)
        if opening is None:
            return text
        closing = _FRONT_MATTER_END.search(text, opening.end())
        if closing is None:
            return text
        return "\n" * text.count("\n", 0, closing.end()) + text[closing.end() :]

    def __getitem__(self, number: int) -> str:
        return self.original[self.starts[number] : self.ends[number]]

    def __len__(self) -> int:
        return len(self.starts)


def _pieces(tokens: list[Token], lines: _Lines, *, label: str) -> Iterator[Piece]:
    kind = BlockKind.PROSE
    cells = _Cells()
    for token in tokens:
        if token.type == "heading_open":
            kind = BlockKind.HEADING
        elif token.type == "heading_close":
            kind = BlockKind.PROSE
        elif token.type == "html_block" and token.level == 0 and token.map is not None:
            start, end = lines.starts[token.map[0]], lines.ends[min(token.map[1], len(lines)) - 1]
            yield from (block.piece for block in html_blocks(lines.original[start:end], label=label, base=start))
        elif token.type in {"th_open", "td_open"}:
            cells.inside = True
        elif token.type in {"th_close", "td_close"}:
            cells.inside = False
        elif token.type == "inline" and token.map is not None and token.content:
            if cells.inside:
                places = cells.places(token.content, token.map[0], lines)
            else:
                places = _places(token.content, token.map[0], lines, heading=kind is BlockKind.HEADING)
            piece = Piece(kind)
            _add_inline(piece, token, places)
            yield piece


class _Cells:
    """Cells of a table row stand on one line, one after the other."""

    def __init__(self) -> None:
        self.inside = False
        self._line = -1
        self._at = 0

    def places(self, content: str, number: int, lines: _Lines) -> list[tuple[int, int]]:
        """Where each code point of a cell stands; a bar with its backslash is one of them."""
        if number != self._line:
            self._line, self._at = number, 0
        line, base = lines[number], lines.starts[number]
        at = line.find(content[0] if content[0] != "|" else "\\|", self._at)
        result: list[tuple[int, int]] = []
        at = max(at, self._at)
        for char in content:
            width = 2 if char == "|" and line.startswith("\\|", at) else 1
            result.append((base + at, base + min(at + width, len(line))))
            at = min(at + width, len(line))
        self._at = at
        return result


def _places(content: str, first: int, lines: _Lines, *, heading: bool) -> list[tuple[int, int]]:
    """Where each code point of a block's content stands in the original.

    A content line is its source line without the marks of the quotes and lists around it, which
    stand to the left; so it is looked for from the right.
    """
    result: list[tuple[int, int]] = []
    number = first
    for text in content.split("\n"):
        bare = text.strip(" \t")
        while bare not in lines[number] and number + 1 < len(lines) and not lines[number].strip().strip(_MARKS):
            number += 1  # markdown-it takes a line of no-break spaces off the front of a paragraph
        line, base = lines[number], lines.starts[number]
        atx = _ATX.match(line) if heading else None
        at = atx.end() if atx is not None and line.startswith(bare, atx.end()) else line.rfind(bare)
        at = max(at, 0)
        lead = len(text) - len(text.lstrip(" \t"))
        for index in range(len(text)):
            place = min(max(at + index - lead, 0), len(line))
            result.append((base + place, base + min(place + 1, len(line))))
        number = min(number + 1, len(lines) - 1)
        result.append((base + len(line), max(lines.starts[number], base + len(line))))
    return result


def _add_inline(piece: Piece, block: Token, places: list[tuple[int, int]]) -> None:
    """Add the text of a block's inline tokens, each from where it stands."""
    content = block.content
    cursor = 0
    autolink = False

    def add(text: str, start: int) -> int:
        """Add characters that stand in the content at ``start``, splitting where the original jumps."""
        at = start
        end = start + len(text)
        while at < end:
            stop = at + 1
            while (
                stop < end
                and places[stop][0] == places[stop - 1][1] == places[stop][1] - 1 == places[at][0] + stop - at
            ):
                stop += 1
            run, place = text[at - start : stop - start], places[at]
            if place[1] == place[0] + 1:
                piece.add_run(run, place[0])
            else:
                piece.add_mapped(run, place[0], max(place[1], places[stop - 1][1]))
            at = stop
        return end

    def add_as_one(text: str, start: int, end: int) -> int:
        piece.add_mapped(text, places[start][0], places[max(end - 1, start)][1])
        return end

    for token in block.children or ():
        at = max(int(token.meta.get("at", cursor)), cursor)
        if token.type == "link_open":
            autolink = token.info == "auto"
        elif token.type == "link_close":
            autolink = False
        elif token.type == "text" and autolink:
            # its text was made readable ("%20" undone); what stands between the angles is shown
            start = content.find("<", at) + 1
            cursor = add(content[start : content.find(">", start)], start)
        elif token.type == "text" and token.content:
            found = content.find(token.content, at, at + 2 * len(token.content) + 64)
            cursor = add(token.content, max(found, at))
        elif token.type == "text_special":
            if content.startswith(token.content, at):  # a backslash that escapes nothing
                cursor = add(token.content, at)
            else:
                cursor = add_as_one(token.content, at, at + len(token.markup))
        elif token.type == "code_inline":
            inner = at + len(token.markup)
            size = len(token.content)
            # of blanks just inside both marks one is taken off
            padded = content[inner : inner + size].replace("\n", " ") != token.content
            inner += padded
            cursor = add(content[inner : inner + size], inner) + padded + len(token.markup)
        elif token.type == "softbreak":
            piece.add_space(*places[min(at, len(places) - 1)])
        elif token.type == "hardbreak" or (token.type == "html_inline" and _BR.match(token.content)):
            end = at + max(len(token.content), 1)
            piece.add_break(places[at][0], places[min(end, len(places)) - 1][1])
