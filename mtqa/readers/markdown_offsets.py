"""markdown-it-py with the one thing it does not keep: where each inline token stands.

The state that the inline rules share is where every token is made, and it knows the position at
that moment; a subclass writes it down in ``Token.meta["at"]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

__all__ = ["MAX_BLOCK_NESTING", "NestingError", "markdown_parser"]

#: Quotes, lists and list items inside one another; each costs several Python frames.
MAX_BLOCK_NESTING: Final = 60
#: Links, images and emphasis inside one another: CommonMark's own setting in markdown-it.  What is
#: deeper stays as text; the time grows with it.
_INLINE_NESTING: Final = 20


class NestingError(Exception):
    """Blocks are nested too deeply; ``line`` is where, from 0."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested too deeply at line {line}")
        self.line = line


class _OffsetState(StateInline):
    """Inline state that records where tokens begin.

    ``pending`` is text not yet made into a token.  It is always one stretch of the source, so its
    first position is enough.
    """

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> None:  # noqa: N803 - theirs
        self._text: list[str] = []
        self._at = 0
        self.pos = 0
        super().__init__(src, md, env, outTokens)

    @property
    def pending(self) -> str:
        if len(self._text) > 1:
            self._text = ["".join(self._text)]
        return self._text[0] if self._text else ""

    @pending.setter
    def pending(self, value: str) -> None:
        if not self._text:
            self._at = self.pos
        self._text = [value] if value else []

    def append_pending(self, text: str) -> None:
        if not self._text:
            self._at = self.pos
        self._text.append(text)

    def pushPending(self) -> Token:  # noqa: N802 - their name
        at = self._at
        token = super().pushPending()
        token.meta["at"] = at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class _BoundedBlock(ParserBlock):
    """Refuses what markdown-it leaves out without a word: blocks nested beyond its limit."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - their names
        if state.level >= state.md.options.maxNesting and state.skipEmptyLines(startLine) < endLine:
            raise NestingError(startLine)
        super().tokenize(state, startLine, endLine)


class _OffsetInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        md.options["maxNesting"] = _INLINE_NESTING  # blocks are done; see MAX_BLOCK_NESTING
        state = _OffsetState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def markdown_parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough; each inline token carries ``meta["at"]``.

    ``meta["at"]`` is where the token begins in the content of its block, or a little before: a run
    of emphasis marks gives each mark the position of the run.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_BLOCK_NESTING}).enable(["table", "strikethrough"])
    parser.disable(["text_join", "fragments_join"])  # they merge tokens, and with them the offsets
    inline = _OffsetInline()
    inline.ruler, inline.ruler2 = parser.inline.ruler, parser.inline.ruler2
    parser.inline = inline
    block = _BoundedBlock()
    block.ruler = parser.block.ruler
    parser.block = block
    return parser
