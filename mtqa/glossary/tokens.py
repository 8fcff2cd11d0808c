"""Text and forms cut into the tokens that are matched: one cutter for both, so that they agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mtqa.text import fold, words

__all__ = ["PARAGRAPH", "Token", "gap", "tokenise"]

#: What :func:`gap` answers where no form may reach across.
PARAGRAPH: Final = "\n"

_HYPHEN: Final = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}]")
# A hyphen or dash between two words without space around it, or a hyphen at a line's end.
_TIGHT_DASH: Final = re.compile(r"[-_\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}](?:[ \t]*\r?\n[ \t]*)?")


@dataclass(slots=True)
class Token:
    """A word, or the part of a word between two hyphens.

    Attributes:
        key: Folded.
        start: First code point in the text.
        end: One past the last.
        part: Position among the parts of its word, from 0.
        parts: How many parts its word has.
        joined: At the first of several parts, all of them without the hyphens; else ``""``.
    """

    key: str
    start: int
    end: int
    part: int = 0
    parts: int = 1
    joined: str = ""


def tokenise(text: str) -> list[Token]:
    """The tokens of ``text``, in order; linear time."""
    tokens: list[Token] = []
    for span in words(text):
        word = text[span.start : span.end]
        if word.isalnum():
            tokens.append(Token(fold(word), span.start, span.end))
            continue
        cuts = [0, *(at for match in _HYPHEN.finditer(word) for at in match.span()), len(word)]
        pieces = [(fold(word[a:b]), span.start + a, span.start + b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
        joined = "".join(key for key, _, _ in pieces) if len(pieces) > 1 else ""
        for part, (key, start, end) in enumerate(pieces):
            tokens.append(Token(key, start, end, part, len(pieces), joined if part == 0 else ""))
    return tokens


def gap(raw: str) -> str:
    """What the characters between two tokens amount to, for comparing a text with a form.

    Args:
        raw: The text from the end of one token to the start of the next.

    Returns:
        ``" "`` for white space with at most one line end and for a tight hyphen, which count as the
        same; ``PARAGRAPH`` where lines are empty; otherwise the punctuation, folded, without space
        ("." for ". ", so that "H.W." and "H. W." agree; a dash between spaces stays a dash).
    """
    if raw in (" ", "-"):
        return " "
    if raw.count("\n") > 1 or "\N{PARAGRAPH SEPARATOR}" in raw:
        return PARAGRAPH
    if not raw or raw.isspace() or _TIGHT_DASH.fullmatch(raw):
        return " "
    return fold(raw) or "-"
