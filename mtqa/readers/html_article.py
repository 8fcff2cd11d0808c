"""HTML pages: the article's blocks, without the page around it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from mtqa.data import Document
from mtqa.errors import InputError
from mtqa.readers.assemble import assemble
from mtqa.readers.html_blocks import HtmlBlock, html_blocks

__all__ = ["read_html"]

#: An ``<article>`` is taken for the article when it holds this share of the readable text; a page
#: whose body is cards of other stories has many small ones.
_SHARE: Final = 0.4


def read_html(original: str, *, label: str, lang: str, notices: tuple[str, ...] = ()) -> Document:
    """Read a page.

    The largest ``<article>`` is the article, if it holds enough of the text; else ``<main>``; else
    the body.  A headline above it is kept; ``<title>`` stands in where there is no ``<h1>``.

    Raises:
        InputError: The page holds no readable text, or is nested too deeply.
    """
    blocks = list(html_blocks(original, label=label))
    document = assemble(
        (block.piece for block in _article(blocks)),
        original,
        label=label,
        lang=lang,
        media_type="text/html",
        notices=notices,
    )
    if not document.text:
        raise InputError(f"{label}: the page holds no readable text (is it drawn by a script?); save it as text first")
    return document


def _article(blocks: list[HtmlBlock]) -> list[HtmlBlock]:
    titles = [block for block in blocks if block.tag == "title"]
    body = [block for block in blocks if block.tag != "title"]
    chosen = [block for block in body if block.in_main] or body
    sizes: Counter[int] = Counter()
    for articles, size in _sizes_by_nesting(chosen).items():
        for article in articles:
            sizes[article] += size
    if sizes:
        number, size = max(sizes.items(), key=lambda item: (item[1], -item[0]))
        if size >= _SHARE * sum(len(block.piece) for block in chosen):
            chosen = [block for block in chosen if number in block.articles]
    if not any(block.tag == "h1" for block in chosen):
        first = chosen[0].piece.starts[0] if chosen else 0
        above = [block for block in body if block.tag == "h1" and block.piece.starts[0] < first]
        chosen = [*(above or [title for title in titles if not chosen or title.piece.starts[0] < first])[:1], *chosen]
    return chosen


def _sizes_by_nesting(blocks: list[HtmlBlock]) -> Counter[tuple[int, ...]]:
    """Readable characters for each nesting of ``<article>``: far fewer than there are blocks."""
    sizes: Counter[tuple[int, ...]] = Counter()
    for block in blocks:
        sizes[block.articles] += len(block.piece)
    return sizes
