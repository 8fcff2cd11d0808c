"""Articles with names from six languages, made from real ones: the machine's text with other names in it.

The zh-en articles know only errors of Chinese.  Here some names of such an article are replaced by the
right name of a synthetic pair (``names/synth_pairs_dev.tsv``: Russian, Arabic, Hebrew, Japanese,
Chinese, Korean) and some or all of their mentions by its garbled form; family names alone follow.  The
glossary lists some right names and not others, beside distractors that include look-alikes, so that a
model of evidence sees correct names that nobody listed as often as an editor does.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mtqa.data import Span
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.names.background import background
from mtqa.names.tables import GENERIC_HEADS, KNOWN_PLACES, PARTICLES, ROLE_WORDS
from mtqa.text import fold
from mtqa.training.name_sets import eval_rows, full_names
from mtqa.training.wmt_articles import Article

__all__ = ["MadeArticle", "Pairs", "make_article", "read_pairs"]

#: Share of an article's names that are replaced.
REPLACED = 0.8
#: Shares of the replaced names that are garbled everywhere, in places, nowhere.
PATTERNS = (("all", 0.25), ("some", 0.1), ("none", 0.65))
#: Shares of right names that the glossary lists, one for each article: some glossaries are made for
#: their text, some are of another field.
LISTED = (0.95, 0.8, 0.6, 0.4, 0.2)
#: Entries that no name of the article has, drawn from this range.
DISTRACTORS = (100, 900)
#: Share of names that are not listed but have a look-alike in the glossary.
LOOK_ALIKES = 0.5
#: Share of listed people whose entry names a role: theirs if one stands beside them.
WITH_ROLE = 0.25
#: Share of glossaries that do not say what an entry names.
WITHOUT_KINDS = 0.3
#: Words around a name in which a role counts as theirs.
_REACH = 6


class Forms(NamedTuple):
    """A right name, the language it came through, and what became of it."""

    right: str
    lang: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Synthetic pairs by make of name, and real names to draw others from.

    Attributes:
        full: Of people's full names.
        places: Of places.
        tokens: Of family and given names alone.
        others: Real full names.
    """

    full: tuple[Forms, ...]
    places: tuple[Forms, ...]
    tokens: tuple[Forms, ...]
    others: tuple[str, ...]


@dataclass(slots=True)
class MadeArticle:
    """An article, its glossary, and which spans are garbled forms of which entry.

    Attributes:
        article: The text; ``gold`` holds the garbled spans, ``correct`` the right ones.
        glossary: Right forms and distractors.
        owners: Entry id for each garbled span whose entry the glossary has.
        unclear: Spans that the machine had garbled already.
    """

    article: Article
    glossary: Glossary
    owners: dict[Span, str] = field(default_factory=dict)
    unclear: tuple[Span, ...] = ()


def read_pairs(data: Path, *, held_out: bool) -> Pairs:
    """The pairs: those whose right name is in the pair benchmark if ``held_out``, else the others."""
    held = {fold(row.entry) for row in eval_rows(data) if row.entry}
    tables: dict[str, dict[tuple[str, str], set[str]]] = {"full": {}, "place": {}, "token": {}}
    with (data / "names" / "synth_pairs_dev.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            right, wrong = row["canonical"], row["wrong"]
            if (fold(right) in held) is held_out and fold(right) != fold(wrong) and len(right) > 3:
                tables[row["type"]].setdefault((right, row["lang"]), set()).add(wrong)
    full, places, tokens = (
        tuple(Forms(right, lang, tuple(sorted(wrong))) for (right, lang), wrong in sorted(table.items()))
        for table in tables.values()
    )
    return Pairs(full, places, tokens, tuple(name for name in full_names(data) if 1 < len(name.split()) < 4))


@dataclass(slots=True)
class _Name:
    """One name of the article: its mentions, and what replaces them."""

    text: str
    spans: list[Span]
    kind: EntryKind
    right: str = ""
    wrong: tuple[str, ...] = ()
    pattern: str = "none"
    lang: str = ""


def make_article(base: Article, pairs: Pairs, rng: random.Random) -> MadeArticle:
    """An article with other names; the same for the same state of ``rng``."""
    names = _names(base)
    for name in names:
        if rng.random() < REPLACED:
            _replace(name, pairs, rng)
    made = Article(base.id, f"{base.system}+names")
    owner_of: dict[Span, _Name] = {}
    moves: list[tuple[int, int]] = [(0, 0)]  # position in the base from which the text is moved by so much
    edits = sorted(((span, name) for name in names for span in name.spans), key=lambda edit: edit[0])
    at = 0
    for span, name in edits:
        if span.start < at:
            continue
        made.text += base.text[at : span.start]
        garbled = bool(name.wrong) and (name.pattern == "all" or (name.pattern == "some" and rng.random() < 0.5))
        whole = name.right or name.text
        surface = rng.choice(name.wrong) if garbled and name.pattern == "some" else name.wrong[0] if garbled else whole
        surface = _as_mentioned(surface, name, span.of(base.text), rng)
        start = len(made.text)
        made.text += surface
        here = Span(start, len(made.text))
        if garbled and fold(surface) not in {fold(whole), *fold(whole).split()}:
            made.gold[here] = (whole, name.lang)
            owner_of[here] = name
        else:
            made.correct[here] = surface
        at = span.end
        moves.append((at, here.end - at))
    made.text += base.text[at:]
    made.blocks = _blocks(base, made.text)
    glossary, ids = _glossary(names, made, pairs, rng)
    owners = {span: ids[id(name)] for span, name in owner_of.items() if id(name) in ids}
    return MadeArticle(made, glossary, owners, tuple(_moved(span, moves) for span in base.gold))


def _moved(span: Span, moves: Sequence[tuple[int, int]]) -> Span:
    """Where a span of the base stands in the made text."""
    return span.shift(next(by for at, by in reversed(moves) if at <= span.start))


def _names(base: Article) -> list[_Name]:
    """The names of the article; a word of a longer name is a mention of that one."""
    by_text: dict[str, _Name] = {}
    for span, text in sorted(base.correct.items(), key=lambda item: -len(item[1])):
        surface = span.of(base.text)
        key = surface if surface in by_text else _longer(surface, by_text) or surface
        if key not in by_text:
            by_text[key] = _Name(surface, [], _kind(text))
        by_text[key].spans.append(span)
    return sorted(by_text.values(), key=lambda name: name.spans[0])


def _kind(text: str) -> EntryKind:
    """What a name of the article is: a place if the world knows it as one."""
    specific = " ".join(word for word in fold(text).split() if word not in GENERIC_HEADS)
    if background().look_up(specific).place or fold(text) in KNOWN_PLACES:
        return EntryKind.PLACE
    return infer_kind(text) if " " in text else EntryKind.PERSON


def _longer(surface: str, known: Iterable[str]) -> str | None:
    if " " in surface:
        return None
    return next((name for name in known if surface in name.split() and fold(surface) not in GENERIC_HEADS), None)


def _replace(name: _Name, pairs: Pairs, rng: random.Random) -> None:
    words = name.text.split()
    heads = [fold(word) in GENERIC_HEADS for word in words]
    plain = [word for word, head in zip(words, heads, strict=True) if not head]
    if not plain or len(plain) > 3:
        return
    many = len(plain) > 1 and not any(heads) and name.kind is EntryKind.PERSON
    single = pairs.tokens if name.kind is EntryKind.PERSON and not any(heads) else pairs.places
    right, lang, wrong = rng.choice(pairs.full if many else single)
    if any(heads):
        first, last = heads.index(False), len(heads) - heads[::-1].index(False)
        frame = (" ".join(words[:first]), " ".join(words[last:]))
        right, *rest = (" ".join(part for part in (frame[0], form, frame[1]) if part) for form in (right, *wrong))
        wrong = tuple(rest)
    name.right, name.lang, name.wrong = right, lang, tuple(rng.sample(wrong, len(wrong)))
    if any(heads):
        name.kind = infer_kind(right)
    name.pattern = rng.choices([pattern for pattern, _ in PATTERNS], [share for _, share in PATTERNS])[0]


def _as_mentioned(form: str, name: _Name, mention: str, rng: random.Random) -> str:
    """The whole form, or its family name where the article has a part of the name."""
    whole = len(mention.split()) >= len(name.text.split())
    tokens = form.split()
    if not name.right:
        return mention
    if whole or len(tokens) < 2 or any(fold(token) in GENERIC_HEADS for token in tokens):
        return form.upper() if mention.isupper() and rng.random() < 0.5 else form
    if tokens[-2].lower() in PARTICLES:
        return " ".join(tokens[-2:])
    return tokens[-1]


def _blocks(base: Article, text: str) -> list[Span]:
    """Ranges of the paragraphs, which the replaced names did not change in number."""
    blocks: list[Span] = []
    start = 0
    for part in text.split("\n\n"):
        blocks.append(Span(start, start + len(part)))
        start += len(part) + 2
    if len(blocks) != len(base.blocks):
        raise ValueError(f"{base.id}: a name holds an empty line")
    return blocks


def _glossary(
    names: Sequence[_Name], made: Article, pairs: Pairs, rng: random.Random
) -> tuple[Glossary, dict[int, str]]:
    listed: list[tuple[str, EntryKind, _Name | None]] = []
    missing: list[str] = []
    share = rng.choice(LISTED)
    for name in names:
        if rng.random() < share:
            listed.append((name.right or name.text, name.kind, name))
        else:
            missing.append(name.right or name.text)
    present = {fold(name.right or name.text) for name in names}
    for text in missing:
        if rng.random() < LOOK_ALIKES:
            listed += [(other, infer_kind(other), None) for other in _look_alikes(text, pairs, rng)]
    for _ in range(rng.randint(*DISTRACTORS)):
        listed.append((*_distractor(pairs, rng), None))
    guessed = rng.random() < WITHOUT_KINDS
    entries: list[Entry] = []
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for text, kind, owner in listed:
        if fold(text) in taken or (owner is None and fold(text) in present):
            continue
        taken.add(fold(text))
        if guessed:
            kind = infer_kind(text)  # noqa: PLW2901 - what the reader of a glossary without kinds does
        roles = _roles(owner, made, rng) if kind is EntryKind.PERSON and rng.random() < WITH_ROLE else ()
        entries.append(Entry(f"e{len(entries)}", text, kind, roles=roles))
        if owner is not None:
            ids[id(owner)] = entries[-1].id
    return Glossary(tuple(entries)), ids


def _distractor(pairs: Pairs, rng: random.Random) -> tuple[str, EntryKind]:
    make = rng.random()
    if make < 0.6:
        return rng.choice(pairs.others), EntryKind.PERSON
    if make < 0.85:
        return rng.choice(pairs.places).right, EntryKind.PLACE
    return rng.choice(pairs.tokens).right, EntryKind.PERSON


def _look_alikes(text: str, pairs: Pairs, rng: random.Random) -> list[str]:
    """The nearest of some real names that is not the name itself."""
    from rapidfuzz import fuzz, process

    if " " in text:
        sample: Sequence[str] = rng.sample(pairs.others, min(4000, len(pairs.others)))
    else:
        sample = [forms.right for forms in (*pairs.places, *pairs.tokens)]
    best = process.extract(text, [other for other in sample if fold(other) != fold(text)], scorer=fuzz.ratio, limit=1)
    return [match[0] for match in best]


def _roles(owner: _Name | None, made: Article, rng: random.Random) -> tuple[str, ...]:
    """A role that stands beside a mention, or any."""
    if owner is not None:
        forms = (owner.right or owner.text, *owner.wrong)
        for form in forms:
            at = made.text.find(form)
            if at >= 0:
                near = (
                    made.text[max(at - 60, 0) : at].split()[-_REACH:]
                    + made.text[at + len(form) :][:60].split()[:_REACH]
                )
                found = [fold(word) for word in near if fold(word) in ROLE_WORDS]
                if found:
                    return (found[0],)
    return (rng.choice(sorted(ROLE_WORDS)),)
