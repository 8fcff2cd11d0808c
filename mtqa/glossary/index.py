"""The forms of a glossary as a trie over tokens, built once per glossary."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import EntryKind, MatchMode, TermStatus
from mtqa.glossary.patterns import Pattern, patterns_of
from mtqa.glossary.tokens import gaps, plain, tokenise
from mtqa.text import is_all_caps, is_capitalised

if TYPE_CHECKING:
    from mtqa.glossary.model import CaseRule, Entry

__all__ = [
    "LONGEST",
    "MOST",
    "FormIndex",
    "IndexedForm",
    "Node",
    "Rank",
    "Shape",
    "build_index",
    "form_keys",
    "rank_of",
]

#: Total order among forms that fit a place equally well: status (preferred, admitted, deprecated, superseded), then
#: the id of the entry, then the form.  The order of the entries in a file does not matter.
Rank = tuple[int, str, str]

MOST: Final = 50  # forms that end at one node; entries beyond would lose every tie to these
LONGEST: Final = 40  # tokens; a longer form is matched by nobody and would only cost time

# What `tokenise` finds in ASCII text in lower case, six times as fast; a test holds the two together.
_ASCII_TOKEN: Final = re.compile(r"[a-z0-9]+(?:(?:'|(?<=[0-9])[.,](?=[0-9]))[a-z0-9]+)*")
_ASCII_HYPHEN: Final = re.compile("(?<=[a-z0-9])-(?=[a-z0-9])")


_ORDER: Final = {status: number for number, status in enumerate(TermStatus)}


def rank_of(entry: Entry, form: str, status: TermStatus) -> Rank:
    """Where a form stands in the order of :data:`Rank`."""
    return _ORDER[status], entry.id, form


@dataclass(frozen=True, slots=True)
class Shape:
    """What a text must agree with besides the tokens of a form.

    Attributes:
        gaps: What stands between the tokens, see :func:`mtqa.glossary.tokens.gaps`.
        caps: For each token: ``""`` any case, ``"A"`` a capital first, ``"AA"`` capitals only.
        before: Punctuation that belongs to the form, before its first token (".NET").
        after: The same, after its last ("C++").
        points: Whether its last word is an abbreviation with points, taken as one token ("U.S.").
    """

    gaps: tuple[str, ...]
    caps: tuple[str, ...]
    before: str
    after: str
    points: bool = False


@dataclass(frozen=True)
class IndexedForm:
    """A form at the end of its path in the trie.

    Attributes:
        entry: The entry that lists it.
        form: As the glossary writes it.
        status: Its status in the entry.
        match: How it is looked for.
        case: What its capitals ask.
        joined: Whether the path takes its hyphenated words as one token each.
    """

    entry: Entry
    form: str
    status: TermStatus
    match: MatchMode
    case: CaseRule
    joined: bool

    @property
    def right(self) -> bool:
        """Whether the entry accepts it."""
        return self.status.is_right

    @property
    def rank(self) -> Rank:
        """See :data:`Rank`."""
        return rank_of(self.entry, self.form, self.status)

    @cached_property
    def plain(self) -> str:
        """See :func:`mtqa.glossary.tokens.plain`."""
        return plain(self.form)

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
            gaps=gaps(form, spans),
            caps=tuple(_caps(form[start:end]) for start, end in spans),
            before=form[: spans[0][0]].strip(),
            after=form[spans[-1][1] :].strip(),
            points="." in form[spans[-1][0] : spans[-1][1]],
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
    """Forms of a glossary, ready to be found.

    Attributes:
        root: Where matching starts.
        n_forms: Forms in it.
        patterns: Forms that are patterns, and are not in the trie.
        has_places: Whether some entry is a place, whose people have names too.
        watched: Those of the entries that only ask to look twice; ``None`` in itself, and where there are none.
    """

    root: Node
    n_forms: int
    patterns: tuple[Pattern, ...] = ()
    has_places: bool = False
    watched: FormIndex | None = None


def build_index(entries: tuple[Entry, ...]) -> FormIndex:
    """Index every form of ``entries``; time and memory linear in their length.

    Entries to ``watch`` get an index of their own, so that they hide nothing of the others.

    Raises:
        GlossaryError: A form that is a pattern cannot be used.
    """
    watched = tuple(entry for entry in entries if entry.watch)
    if not watched:
        return _index(entries)
    others = _index(tuple(entry for entry in entries if not entry.watch))
    return replace(others, watched=_index(watched))


def _index(entries: tuple[Entry, ...]) -> FormIndex:
    root = Node()
    patterns: list[Pattern] = []
    count = 0
    for entry in entries:
        is_plain = entry.match is MatchMode.SOUND and not entry.exceptions
        if not is_plain:
            patterns += patterns_of(entry)
        for status, forms in _by_status(entry):
            for form in forms:
                match, case = entry.match, entry.case
                if not is_plain:
                    rule = entry.rule(form)
                    match, case = rule.match, rule.case
                    if match is MatchMode.PATTERN:
                        continue
                split, joined = form_keys(form)
                if not split or len(split) > LONGEST:
                    continue
                count += 1
                for keys, is_joined in ((split, False), (joined, True)):
                    if keys:
                        _add(_walk(root, keys), IndexedForm(entry, form, status, match, case, is_joined))
    has_places = any(entry.kind is EntryKind.PLACE for entry in entries)
    return FormIndex(root, count + len(patterns), tuple(patterns), has_places)


def _by_status(entry: Entry) -> tuple[tuple[TermStatus, tuple[str, ...]], ...]:
    return (
        (TermStatus.PREFERRED, (entry.term,)),
        (TermStatus.ADMITTED, entry.variants),
        (TermStatus.DEPRECATED, entry.wrong),
        (TermStatus.SUPERSEDED, entry.superseded),
    )


def _add(node: Node, form: IndexedForm) -> None:
    if len(node.forms) < MOST:
        node.forms += (form,)
    else:  # whichever order they came in, the same ones are kept
        node.forms = tuple(sorted((*node.forms, form), key=lambda one: one.rank)[:MOST])


def form_keys(form: str) -> tuple[list[str], list[str]]:
    """The token keys of a form, its hyphenated words and abbreviations with points in parts and, if it has any, in one."""
    if form.isascii() and "." not in form:
        small = form.lower()
        split = _ASCII_TOKEN.findall(small)
        joined = _ASCII_TOKEN.findall(_ASCII_HYPHEN.sub("", small)) if "-" in small else []
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
