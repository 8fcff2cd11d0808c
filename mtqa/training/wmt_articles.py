"""News articles of WMT 2021 zh-en, as each of 13 MT systems wrote them, with their right and wrong names.

Built from ``mqm/wmt21_zh-en.tsv`` and ``names/wmt_zh-en_{pos,neg}.tsv``; see the data's README for
licence and origin.  Used by :mod:`mtqa.training.evidence` (documents of the train part only) and by
``benchmarks/articles.py``.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mtqa.data import Block, BlockKind, Document, Span
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import Entry, Glossary
from mtqa.names.lexicon import lexicon
from mtqa.names.tables import CALENDAR, DEMONYMS, FUNCTION_WORDS, GENERIC_HEADS, PERSON_TITLES
from mtqa.segment import segment
from mtqa.text import fold, strip_possessive
from mtqa.training.lexicon import read_mqm

__all__ = ["EQUAL", "Article", "build_glossary", "load", "read_spans", "same_entity", "without_half"]

#: Spellings of one name between which the two human references (or usage) do not decide.
EQUAL: tuple[tuple[str, ...], ...] = (
    ("Wesel", "Wessel"),
    ("Wesel County", "Wessel County"),
    ("Katerry", "Catry"),
    ("Budwin Katerry", "Boudewijn Catry"),
    ("Ziobro", "Giobro", "Justice Giobro"),
    ("Yu'e Bao", "Yu'E Bao", "Yu Ebao", "Yu'ebao", "Yuebao"),
    ("Suonandajie", "Sonam Dharje"),
    ("Altyn-Tagh", "Altun", "Altyn", "Altun Mountains"),
    ("Saybag", "Shayibake", "Saybag District", "Shayibake District"),
    ("Shaziba", "Shazi", "Sha Zi"),
    ("Macao", "Macau"),
    ("Malacanang", "Malacañang"),
    ("Naqu", "Nagqu"),
    ("Xinjiang Uygur", "Xinjiang Uyghur"),
    ("Sophie Wilmès", "Sophie Wilmes"),
    ("Sanchez", "Sánchez"),
    ("Dusseldorf", "Düsseldorf"),
    ("Andy Lau", "Liu Dehua"),
    ("Lempart", "Lempat"),
    ("Sernas", "Senas", "Cenas"),
    ("Mudan Ula", "Mudan-Ula", "Mudanula", "Mudanura"),
    ("Hoh Xil", "Hoh Xili"),
    ("Chen Guangming", "Cheng Guangming"),
    ("Zhuonai", "Zhuonaihu", "Zhuo Nai"),
    ("Gao'anchang", "Gaoanchang", "Gao'an Chang"),
    ("Qumarlêb County", "Qumalai County"),
    ("Dharje", "Darje"),
    ("Fu Tian", "Futian"),
    ("Brunet", "Brunel", "Brune"),
    ("Jin Yintan", "Jinyintan", "Jinyitan"),
    ("Zhao Xiaolan", "Elaine Chao"),
    ("Zhang Jianzong", "Matthew Cheung Kin-chung"),
    ("Andanar", "Martin Andanar"),
    ("Putin", "Vladimir Putin", "Russian Federation Putin"),
)


@dataclass
class Article:
    """One document as one system wrote it; spans are in the text."""

    id: str
    system: str
    text: str = ""
    starts: dict[tuple[str, str], int] = field(default_factory=dict)
    blocks: list[Span] = field(default_factory=list)
    gold: dict[Span, tuple[str, str]] = field(default_factory=dict)  # span -> (right name, kind)
    correct: dict[Span, str] = field(default_factory=dict)

    def document(self) -> Document:
        """The article as mtqa sees it: a segment of the data is a paragraph, the first the headline."""
        kinds = [BlockKind.HEADING if i == 0 else BlockKind.PROSE for i in range(len(self.blocks))]
        blocks = tuple(Block(span, kind) for span, kind in zip(self.blocks, kinds, strict=True))
        return segment(Document(f"{self.id}/{self.system}", self.text, blocks=blocks))


def read_spans(path: Path) -> list[dict[str, str]]:
    """The rows of a names file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_name(name: str) -> bool:
    """Whether a row of the negatives is a name at all: it holds month names and single plain words."""
    words = name.split()
    plain = CALENDAR | DEMONYMS | FUNCTION_WORDS | GENERIC_HEADS | PERSON_TITLES
    return any(
        len(word) > 2 and fold(word) not in plain and not lexicon().is_known_word(word) and word[0].isupper()
        for word in words
    )


def load(data: Path) -> tuple[list[Article], list[str]]:
    """Every article of every system, and the right names of all of them."""
    articles: dict[tuple[str, str], Article] = {}
    for system, document, number, _, _, target, _, _, _ in read_mqm(data / "mqm" / "wmt21_zh-en.tsv"):
        if system.startswith("hyp."):
            article = articles.setdefault((document, system), Article(document, system))
            start = len(article.text) + (2 if article.text else 0)
            article.text += ("\n\n" if article.text else "") + target
            article.blocks.append(Span(start, start + len(target)))
            article.starts.setdefault((number, target), start)
    wrong: defaultdict[str, set[str]] = defaultdict(set)
    rights: Counter[str] = Counter()
    for row in read_spans(data / "names" / "wmt_zh-en_pos.tsv"):
        found = articles.get((row["doc"], row["system"]))
        at = found.starts.get((row["seg"], row["mt"])) if found else None
        wrong[row["doc"]].add(row["wrong"])
        rights[row["correct"]] += 1
        if found is not None and at is not None:
            span = Span(at + int(row["start"]), at + int(row["end"]))
            found.gold[span] = (row["correct"], row["kind"])
    for row in read_spans(data / "names" / "wmt_zh-en_neg.tsv"):
        name = strip_possessive(row["name"])
        if not is_name(name) or name in wrong[row["doc"]]:
            continue
        rights[name] += 1
        found = articles.get((row["doc"], row["system"]))
        at = found.starts.get((row["seg"], row["mt"])) if found else None
        if found is not None and at is not None:
            span = Span(at + int(row["start"]), at + int(row["end"]))
            if not any(span.overlaps(other) for other in found.gold):
                found.correct[span] = name
    everywhere = {form for forms in wrong.values() for form in forms}
    right_forms = {row["correct"] for row in read_spans(data / "names" / "wmt_zh-en_pos.tsv")}
    names = [name for name in rights if name not in everywhere or name in right_forms]
    return list(articles.values()), sorted(names)


def build_glossary(names: Sequence[str], pool: Sequence[str]) -> Glossary:
    """One entry per name, spellings that are equally right together, and distractors."""
    groups: dict[str, tuple[str, ...]] = {}
    present = set(names)
    for forms in EQUAL:
        for form in forms:
            groups[fold(form)] = forms
    taken: set[str] = set()
    entries: list[Entry] = []
    for name in [*(name for name in names if name in present), *pool]:
        forms = groups.get(fold(name), (name,))
        forms = (name, *(form for form in forms if fold(form) != fold(name)))
        if fold(name) in taken:
            continue
        taken.update(map(fold, forms))
        entries.append(Entry(f"e{len(entries)}", name, infer_kind(name), variants=forms[1:]))
    return Glossary(tuple(entries))


def without_half(glossary: Glossary, names: Sequence[str]) -> Glossary:
    """The glossary without a fixed half of the right names."""
    ours = {fold(name) for name in names}
    return Glossary(
        tuple(
            entry
            for entry in glossary.entries
            if fold(entry.term) not in ours or hashlib.sha256(fold(entry.term).encode()).digest()[0] % 2 == 0
        )
    )


def same_entity(entry: Entry, right: str) -> bool:
    """Whether the entry is the one meant: a form of it is the right name or holds or is a part of it."""
    wanted = fold(right).replace(" ", "")
    forms = {fold(form).replace(" ", "") for form in entry.forms}
    parts = {token for form in entry.forms for token in fold(form).split()}
    return wanted in forms or wanted in parts or any(form in fold(right).split() for form in forms)
