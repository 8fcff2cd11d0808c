"""Planted loops: how many of them ``loop`` and ``repeated-word`` find.

``python benchmarks/loops.py --data DIR [--seed 7] [--per-kind 300] [--show KIND]`` (default: the environment
variable ``MTQA_DATA``) plants one loop in each of many sentences of human translation (references of WMT
2021 news and of TED talks, Chinese to English) and prints, for each kind of loop,

* the share that a finding touches, of ``loop`` alone and of ``loop`` or ``repeated-word``;
* where it was found, the share in which taking the suggestion leaves no finding.

The floor: the share of human paragraphs that are flagged without a loop.

The kinds, after what translation models do when they are lost:

=============  ==============================================================================
word           one word, 3 to 12 times running
word twice     one word twice (the business of ``repeated-word``)
phrase         2 to 6 words, 3 to 8 times running
clause         7 to 14 words, 2 to 6 times running
sentence       the whole sentence, 2 to 5 times running
tail           the last 3 to 8 words again and again, 5 to 20 times, the last copy cut off
varied         a phrase of 4 to 8 words, 4 to 8 times, one word of each copy replaced by another of the text
linked         a phrase, 3 to 7 times, with ``,``, ``and`` or ``of the`` between the copies
dropped        a phrase of 5 to 9 words, 3 to 7 times, with a word left out of every other copy
syllable       a syllable 5 to 12 times inside a word
far            the sentence stands in a later paragraph again, word for word; no quotation, for these are
               pulled out on purpose
=============  ==============================================================================
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.checks import all_checks
from mtqa.data import Block, Document, Finding, Span
from mtqa.resources import Resources
from mtqa.segment import segment
from mtqa.training.name_sets import data_folder
from mtqa.training.wmt import read_wmt21

SETS = {"news": "mqm/wmt21_zh-en.tsv", "talks": "mqm/ted21_zh-en.tsv"}
_QUOTED = re.compile('["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]')
_SHORTEST = 12
"""A sentence to plant in has at least this many words."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with a loop: paragraphs, and where the loop stands in the last but one, code points."""

    paragraphs: tuple[str, ...]
    at: Span


Looped = tuple[list[str], int, int]
"""Words with a loop, and the loop's first word and one past its last."""


@dataclass(frozen=True, slots=True)
class _Planter:
    """Makes loops in a sentence.

    Attributes:
        rng: Random numbers.
        others: Words of the text around, to vary a copy with.
    """

    rng: random.Random
    others: Sequence[str]

    def _phrase_of(self, words: Sequence[str], shortest: int, longest: int) -> tuple[int, int]:
        length = min(self.rng.randint(shortest, longest), len(words) - 2)
        return self.rng.randint(0, len(words) - length - 1), length

    def word(self, words: Sequence[str]) -> Looped:
        return _repeat(words, self.rng.randint(0, len(words) - 2), 1, self.rng.randint(3, 12))

    def word_twice(self, words: Sequence[str]) -> Looped:
        return _repeat(words, self.rng.randint(0, len(words) - 2), 1, 2)

    def phrase(self, words: Sequence[str]) -> Looped:
        return _repeat(words, *self._phrase_of(words, 2, 6), self.rng.randint(3, 8))

    def clause(self, words: Sequence[str]) -> Looped:
        return _repeat(words, *self._phrase_of(words, 7, 14), self.rng.randint(2, 6))

    def sentence(self, words: Sequence[str]) -> Looped:
        return _repeat(words, 0, len(words), self.rng.randint(2, 5))

    def tail(self, words: Sequence[str]) -> Looped:
        length = self.rng.randint(3, 8)
        stem = [*words[:-1], _bare(words[-1])]
        looped = stem[-length:] * self.rng.randint(5, 20)
        return (
            [*stem, *looped[: -self.rng.randint(1, length - 1)]],
            len(stem) - length,
            len(stem) + len(looped) - length,
        )

    def varied(self, words: Sequence[str]) -> Looped:
        start, length = self._phrase_of(words, 4, 8)
        loop: list[str] = []
        for _ in range(self.rng.randint(4, 8)):
            copy = list(words[start : start + length])
            copy[self.rng.randrange(length)] = self.rng.choice(self.others)
            loop += copy
        return _put(words, start, length, loop)

    def linked(self, words: Sequence[str]) -> Looped:
        start, length = self._phrase_of(words, 2, 7)
        once = [*words[start : start + length - 1], _bare(words[start + length - 1])]
        link = self.rng.choice([",", " and", " of the"])
        copies = f"{link} ".join([" ".join(once)] * self.rng.randint(3, 7))
        return _put(words, start, length, copies.split())

    def dropped(self, words: Sequence[str]) -> Looped:
        start, length = self._phrase_of(words, 5, 9)
        loop: list[str] = []
        for number in range(self.rng.randint(3, 7)):
            copy = list(words[start : start + length])
            if number % 2:
                del copy[self.rng.randrange(1, length)]
            loop += copy
        return _put(words, start, length, loop)

    def syllable(self, words: Sequence[str]) -> Looped:
        long = [at for at, one in enumerate(words) if len(one) > 6 and one.isalpha()]
        at = self.rng.choice(long) if long else 0
        one = words[at] if long else "Yonhap"
        cut = self.rng.randint(3, min(5, len(one)))
        return _put(words, at, 1, [one[:cut] + one[cut - 3 : cut] * self.rng.randint(5, 12) + one[cut:]])


def _put(words: Sequence[str], start: int, length: int, loop: Sequence[str]) -> Looped:
    return [*words[:start], *loop, *words[start + length :]], start, start + len(loop)


def _repeat(words: Sequence[str], start: int, length: int, copies: int) -> Looped:
    return _put(words, start, length, list(words[start : start + length]) * copies)


def _bare(word: str) -> str:
    """The word without the marks at its end."""
    return re.sub(r"\W+$", "", word) or word


KINDS: dict[str, Callable[[_Planter, Sequence[str]], Looped] | None] = {
    "word": _Planter.word,
    "word twice": _Planter.word_twice,
    "phrase": _Planter.phrase,
    "clause": _Planter.clause,
    "sentence": _Planter.sentence,
    "tail": _Planter.tail,
    "varied": _Planter.varied,
    "linked": _Planter.linked,
    "dropped": _Planter.dropped,
    "syllable": _Planter.syllable,
    "far": None,
}
OTHERS_BUSINESS = frozenset({"word twice"})
"""Left out of the total of ``loop`` alone."""


def plant(kind: str, sentences: Sequence[str], rng: random.Random) -> Planted:
    """A loop of one kind in the second of three paragraphs of human translation."""
    maker = KINDS[kind]
    before, chosen, after = rng.sample(sentences, 3)
    words = chosen.split()
    if maker is None:
        while _QUOTED.search(chosen) is not None:
            chosen = rng.choice(sentences)
        return Planted((chosen, before, chosen, after), Span(0, len(chosen)))
    looped, first, last = maker(_Planter(rng, f"{before} {after}".split()), words)
    start = len(" ".join(looped[:first])) + bool(first)
    return Planted((before, " ".join(looped), after), Span(start, len(" ".join(looped[:last]))))


def document(paragraphs: Sequence[str]) -> Document:
    """An article of these paragraphs."""
    blocks, at = [], 0
    for text in paragraphs:
        blocks.append(Block(Span(at, at + len(text))))
        at += len(text) + 2
    return segment(Document(id="planted", text="\n\n".join(paragraphs), blocks=tuple(blocks)))


def findings(paragraphs: Sequence[str], names: Sequence[str]) -> tuple[Document, list[Finding]]:
    """What the named checks flag in an article of these paragraphs."""
    article = document(paragraphs)
    resources = Resources(article)
    checks = all_checks()
    return article, [one for name in names for one in checks[name].run(article, resources)]


def mends(article: Document, found: Sequence[Finding]) -> bool:
    """Whether the text with the first suggestions taken has no finding with a suggestion left."""
    text = article.text
    for one in sorted(found, key=lambda one: one.span, reverse=True):
        if one.suggestions:
            text = text[: one.span.start] + one.suggestions[0].text + text[one.span.end :]
    _, left = findings([part for part in text.split("\n\n") if part.strip()], ["loop"])
    return not any(one.suggestions for one in left)


def main() -> None:
    """Plant, look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-kind", type=int, default=300)
    parser.add_argument(
        "--show", choices=tuple(KINDS), action="append", default=[], help="print what is missed of this kind"
    )
    chosen = parser.parse_args()
    data = data_folder(chosen.data)
    people = [one.document for name in SETS.values() for one in read_wmt21(data / name) if one.system.startswith("ref")]
    sentences = sorted({item.span.of(one.text) for one in people for item in one.segments})
    sentences = [text for text in sentences if len(text.split()) >= _SHORTEST and "\n" not in text]
    flagged = total = 0
    for one in people:
        spans = [found.span for found in all_checks()["loop"].run(one, Resources(one))]
        total += len(one.blocks)
        flagged += sum(any(block.span.overlaps(span) for span in spans) for block in one.blocks)
    print(f"floor: loop flags {flagged} of {total} human paragraphs, {flagged / total:.2%}")
    print(
        f"planted, seed {chosen.seed}, in {len(sentences)} sentences\n  {'kind':<11} {'n':>5} {'loop':>6} {'either':>7} {'mended':>7}"
    )
    sums = [0, 0, 0]
    for kind in KINDS:
        rng = random.Random(f"{chosen.seed} {kind}")  # noqa: S311 - CONFIG: no secret depends on it
        hits = either = mended = 0
        for _ in range(chosen.per_kind):
            planted = plant(kind, sentences, rng)
            article, found = findings(planted.paragraphs, ["loop", "repeated-word"])
            target = article.blocks[2 if kind == "far" else 1].span
            place = target if kind == "far" else planted.at.shift(target.start)
            loops = [one for one in found if one.check == "loop" and one.span.overlaps(place)]
            hit = bool(loops)
            hits += hit
            either += any(one.span.overlaps(place) for one in found)
            mended += hit and mends(article, loops)
            if not hit and kind in chosen.show:
                print(f"    missed: {planted.paragraphs[-2]}")
        print(
            f"  {kind:<11} {chosen.per_kind:>5} {hits / chosen.per_kind:>6.1%} {either / chosen.per_kind:>7.1%} {mended / max(hits, 1):>7.1%}"
        )
        if kind not in OTHERS_BUSINESS:
            sums = [sums[0] + chosen.per_kind, sums[1] + hits, sums[2] + either]
    print(
        f"  {'all':<11} {sums[0]:>5} {sums[1] / sums[0]:>6.1%} {sums[2] / sums[0]:>7.1%}   (without a word that stands twice)"
    )


if __name__ == "__main__":
    main()
