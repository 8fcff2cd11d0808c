"""The readable blocks of HTML, each with where it stands: headings, paragraphs, captions, cells.

Only what an article needs of the tree-building rules is done: which elements are open, and which
end tags are implied.  Elements that are no part of an article's text are skipped by what they are
(scripts, navigation, asides, footers, form controls) or because the page hides them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mtqa.data import BlockKind
from mtqa.errors import InputError
from mtqa.readers.assemble import Piece
from mtqa.readers.html_tokens import HtmlToken, references, tokenize
from mtqa.readers.limits import MAX_NESTING

__all__ = ["HtmlBlock", "html_blocks"]


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A block of a page.

    Attributes:
        piece: Its text.
        tag: ``h1``, ``p``, ``title`` ...: the innermost block-level element.
        articles: Numbers of the ``<article>`` elements around it, outermost first.
        in_main: Whether it stands inside ``<main>``.
    """

    piece: Piece
    tag: str
    articles: tuple[int, ...]
    in_main: bool


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID: Final = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK: Final = _HEADINGS | _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form head header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table "
    "tbody td tfoot th thead title tr ul"
)
_SKIPPED: Final = _names(
    "aside audio button canvas datalist dialog embed footer iframe math nav noembed noframes noscript object script "
    "select style svg template textarea video xmp rp rt"
)
_FOREIGN: Final = frozenset({"svg", "math"})

#: A start tag closes an open one of these names, unless one of the second set stands between.
_IMPLIED: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "a": (frozenset({"a"}), frozenset({"table", "td", "th", "caption", "object"})),
}
_P: Final = (frozenset({"p"}), frozenset({"td", "th", "caption", "table", "button", "body", "html"}))

_HIDING_STYLE: Final = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.IGNORECASE)
#: Class names by which common style sheets hide text from people who see the page.
_HIDING_CLASSES: Final = frozenset({"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden"})


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    skipped: bool
    tag: str
    articles: tuple[int, ...]
    in_main: bool


def html_blocks(source: str, *, label: str, base: int = 0) -> Iterator[HtmlBlock]:
    """Yield the blocks of a page, or of a piece of one, in order.

    Args:
        source: HTML.
        label: What to call it in messages.
        base: Where ``source`` begins in the original.

    Raises:
        InputError: More than 500 elements are open inside one another.
    """
    return _Builder(source, label=label, base=base).run()


class _Builder:
    def __init__(self, source: str, *, label: str, base: int) -> None:
        self._source = source
        self._label = label
        self._base = base
        self._xml = source.lstrip()[:5].lower() == "<?xml"
        self._stack = [_Open("", False, "", (), False)]
        self._open: Counter[str] = Counter()
        self._articles = 0
        self._piece = Piece()
        self._done: list[HtmlBlock] = []

    def run(self) -> Iterator[HtmlBlock]:
        for token in tokenize(self._source):
            if token.kind == "text":
                self._text(token)
            elif token.kind == "start":
                self._start(token)
            else:
                self._end(token)
            yield from self._done
            self._done.clear()
        self._flush()
        yield from self._done

    def _text(self, token: HtmlToken) -> None:
        if self._stack[-1].skipped:
            return
        for text, start, end in references(self._source, token.start, token.end):
            if len(text) == end - start:
                self._piece.add_run(text, self._base + start)
            else:
                self._piece.add_mapped(text, self._base + start, self._base + end)

    def _start(self, token: HtmlToken) -> None:
        name = token.name
        if name in _BLOCK:
            self._flush()
            self._close_implied(_P)
        if name in _IMPLIED:
            self._close_implied(_IMPLIED[name])
        top = self._stack[-1]
        if name == "br" and not top.skipped:
            if self._piece.after_break:
                self._flush()  # two in a row are how old pages separate paragraphs
            else:
                self._piece.add_break(self._base + token.start, self._base + token.end)
        if name in _VOID or (
            token.self_closing and (self._xml or self._open["svg"] or self._open["math"] or name in _FOREIGN)
        ):
            return
        if len(self._stack) > MAX_NESTING:
            raise InputError(
                f"{self._label}: more than {MAX_NESTING} HTML elements open inside one another "
                f"(at character {self._base + token.start:,}); save the article's text instead"
            )
        articles = top.articles
        if name == "article":
            articles = (*articles, self._articles)
            self._articles += 1
        self._open[name] += 1
        self._stack.append(
            _Open(
                name,
                top.skipped or name in _SKIPPED or _hidden(token) or (name == "title" and self._in_foreign()),
                name if name in _BLOCK else top.tag,
                articles,
                top.in_main or name == "main",
            )
        )

    def _in_foreign(self) -> bool:
        return bool(self._open["svg"] or self._open["math"])

    def _end(self, token: HtmlToken) -> None:
        name = token.name
        if name in _BLOCK or name == "br":
            self._flush()
        if self._open[name]:
            self._pop_to(name)

    def _close_implied(self, rule: tuple[frozenset[str], frozenset[str]]) -> None:
        closes, stops = rule
        if not any(self._open[name] for name in closes):
            return
        for entry in reversed(self._stack):
            if entry.name in stops:
                return
            if entry.name in closes:
                self._pop_to(entry.name)
                return

    def _pop_to(self, name: str) -> None:
        while True:
            entry = self._stack.pop()
            self._open[entry.name] -= 1
            if entry.name == name:
                return

    def _flush(self) -> None:
        if len(self._piece):
            top = self._stack[-1]
            self._piece.kind = _kind(top.tag, captioned=bool(self._open["figcaption"]))
            self._done.append(HtmlBlock(self._piece, top.tag, top.articles, top.in_main))
        self._piece = Piece()


def _kind(tag: str, *, captioned: bool) -> BlockKind:
    if captioned or tag in {"figcaption", "caption"}:
        return BlockKind.CAPTION
    if tag in _HEADINGS or tag == "title":
        return BlockKind.HEADING
    return BlockKind.PROSE


def _hidden(token: HtmlToken) -> bool:
    attributes = token.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _HIDING_STYLE.search(attributes.get("style", "")) is not None
        or not _HIDING_CLASSES.isdisjoint(attributes.get("class", "").split())
    )
