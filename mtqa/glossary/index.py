"""The forms of a glossary as a trie over tokens, built once per glossary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.tokens import gap, tokenise
from mtqa.text import is_all_caps, is_capitalised

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry

__all__ = ["LONGEST", "MOST", "FormIndex", "IndexedForm", "Node", "Shape", "build_index", "form_keys"]

MOST: Final = 50  # forms that end at one node; entries beyond would lose every tie to these
LONGEST: Final = 40  # tokens; a longer form is matched by nobody and would only cost time

# What `tokenise` finds in ASCII text in lower case, six times as fast; a test holds the two together.
_ASCII_TOKEN: Final = re.compile(r"[a-z0-9]+(?:(?:'|(?<=[0-9])[.,](?=[0-9]))[a-z0-9]+)*")
_ASCII_HYPHEN: Final = re.compile("(?<=[a-z0-9])-(?=[a-z0-9])")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a text must agree with besides the tokens of a form.

    Attributes:
        gaps: What stands between the tokens, see :func:`mtqa.glossary.tokens.gap`.
        caps: For each token: ``""`` any case, ``"A"`` a capital first, ``"AA"`` capitals only.
        before: Punctuation that belongs to the form, before its first token (".NET").
        after: The same, after its last ("C++").
    """

    gaps: tuple[str, ...]
    caps: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True)
class IndexedForm:
    """A form at the end of its path in the trie.

    Attributes:
        entry: The entry that lists it.
        form: As the glossary writes it.
        right: Whether the entry accepts it.
        joined: Whether the path takes its hyphenated words as one token each.
        rank: Total order among forms that fit equally well: right, preferred and earlier first.
    """

    entry: Entry
    form: str
    right: bool
    joined: bool
    rank: tuple[bool, bool, int]

    @cached_property
    def surface(self) -> str:
        """See :func:`mtqa.glossary.conflicts.surface`."""
        return surface(self.form)

    @cached_property
    def shape(self) -> Shape:
        """Computed when the form is first met in a text: most forms of a glossary never are."""
        form, tokens = self.form, tokenise(self.form)
        if self.joined:
            spans = [(t.start, tokens[at + t.parts - 1].end) for at, t in enumerate(tokens) if t.part == 0]
        else:
            spans = [(t.start, t.end) for t in tokens]
        return Shape(
            gaps=tuple(gap(form[a[1] : b[0]]) for a, b in pairwise(spans)),
            caps=tuple(_caps(form[start:end]) for start, end in spans),
            before=form[: spans[0][0]].strip(),
            after=form[spans[-1][1] :].strip(),
        )


class Node:
    """A place in the trie.

    Attributes:
        children: Where each next token leads.
        forms: The forms that end here.
    """

    __slots__ = ("children", "forms")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.forms: tuple[IndexedForm, ...] = ()


@dataclass(frozen=True, slots=True)
class FormIndex:
    """Every right and wrong form of a glossary.

    Attributes:
        root: Where matching starts.
        n_forms: Forms in it.
    """

    root: Node
    n_forms: int


def build_index(entries: tuple[Entry, ...]) -> FormIndex:
    """Index every form of ``entries``; time and memory linear in their length."""
    root = Node()
    count = 0
    for number, entry in enumerate(entries):
        for right, forms in ((True, entry.forms), (False, entry.wrong)):
            for position, form in enumerate(forms):
                split, joined = form_keys(form)
                if not split or len(split) > LONGEST:
                    continue
                count += 1
                rank = (not right, position > 0, number)
                for keys, is_joined in ((split, False), (joined, True)):
                    if keys:
                        node = _walk(root, keys)
                        if len(node.forms) < MOST:
                            node.forms += (IndexedForm(entry, form, right, is_joined, rank),)
    return FormIndex(root, count)


def form_keys(form: str) -> tuple[list[str], list[str]]:
    """The token keys of a form, with its hyphenated words in parts and, if it has any, in one."""
    if form.isascii():
        plain = form.lower()
        split = _ASCII_TOKEN.findall(plain)
        joined = _ASCII_TOKEN.findall(_ASCII_HYPHEN.sub("", plain)) if "-" in plain else []
        return split, joined if len(joined) != len(split) else []
    tokens = tokenise(form)
    split = [token.key for token in tokens]
    if not any(token.joined for token in tokens):
        return split, []
    return split, [token.joined or token.key for token in tokens if token.part == 0]


def _walk(root: Node, keys: list[str]) -> Node:
    node = root
    for key in keys:
        child = node.children.get(key)
        if child is None:
            child = node.children[key] = Node()
        node = child
    return node


def _caps(word: str) -> str:
    if is_all_caps(word):
        return "AA"
    return "A" if is_capitalised(word) else ""
