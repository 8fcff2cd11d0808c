"""Articles with a glossary and the truth about their names: what the evidence is fitted and measured on."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from mtqa.data import Document, Span
from mtqa.glossary.model import Glossary
from mtqa.text import fold
from mtqa.training.lexicon import split_of
from mtqa.training.made_articles import make_article, read_pairs
from mtqa.training.name_sets import pool
from mtqa.training.wmt_articles import Article, build_glossary, load, same_entity, without_half

__all__ = ["Case", "Gold", "made_cases", "real_cases"]

#: Names of the pool that stand in the glossary of the real articles beside the right ones.
DISTRACTORS = 450


@dataclass(frozen=True, slots=True)
class Gold:
    """What a garbled span should be.

    Attributes:
        right: The right name.
        kind: ``S`` sound, ``R`` romanisation system or exonym (real articles), a language (made ones).
        entries: Ids of the entries that are right for it; none if the glossary has none.
    """

    right: str
    kind: str
    entries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """An article with a glossary.

    Attributes:
        document: The article.
        glossary: What it is held against.
        gold: Garbled spans.
        correct: Right mentions, whether the glossary has them or not.
        unclear: Spans about which nothing is known: the references disagree, or another kind of error.
        made: Whether other names were put into it.
    """

    document: Document
    glossary: Glossary
    gold: dict[Span, Gold] = field(default_factory=dict)
    correct: dict[Span, str] = field(default_factory=dict)
    unclear: tuple[Span, ...] = ()
    made: bool = False


def real_cases(data: Path, part: str) -> tuple[list[Case], list[Case]]:
    """Articles of MT systems: with the whole glossary, and without a fixed half of the right names.

    A correct name that the glossary has is settled by the glossary.  Whether a correct name that it
    does *not* have is dragged to another entry is the harder and more usual question.
    """
    articles, names = load(data)
    whole = build_glossary(names, pool(data)[:DISTRACTORS])
    half = without_half(whole, names)
    chosen = [article for article in articles if split_of(article.id) == part]
    return [_case(article, whole) for article in chosen], [_case(article, half) for article in chosen]


def _case(article: Article, glossary: Glossary) -> Case:
    rights = {fold(form) for entry in glossary.entries for form in entry.forms}
    gold: dict[Span, Gold] = {}
    unclear: list[Span] = []
    for span, (right, kind) in article.gold.items():
        if kind not in "SR" or fold(span.of(article.text)) in rights:
            unclear.append(span)
        else:
            owners = frozenset(entry.id for entry in glossary.entries if same_entity(entry, right))
            gold[span] = Gold(right, kind, owners)
    return Case(article.document(), glossary, gold, dict(article.correct), tuple(unclear))


def made_cases(data: Path, part: str, *, each: int, held_out: bool, seed: int) -> list[Case]:
    """Articles with names of six languages, ``each`` for every real one."""
    pairs = read_pairs(data, held_out=held_out)
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    cases: list[Case] = []
    for article in load(data)[0]:
        if split_of(article.id) == part:
            for _ in range(each):
                made = make_article(article, pairs, rng)
                gold = {
                    span: Gold(right, kind, frozenset({made.owners[span]} if span in made.owners else ()))
                    for span, (right, kind) in made.article.gold.items()
                }
                correct = dict(made.article.correct)
                cases.append(Case(made.article.document(), made.glossary, gold, correct, made.unclear, made=True))
    return cases
