"""Fit the weights of :mod:`mtqa.names.clusters`: ``python -m mtqa.training.inconsistency --data DIR``.

Writes ``models/name-spellings.json``.  The articles are human translations, where hardly any name is
spelt in two ways.  Into them are planted

* one unknown name in two spellings, in place of a name that the article mentions several times;
* two real names that are alike, in place of two names of the article.

Everything else that is compared in them is a pair of different names.  :mod:`benchmarks.inconsistency`
measures on other documents, other garbled names and other look-alikes, made by the same functions.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from mtqa.data import Block, Document, Span
from mtqa.names.alphabet import fold
from mtqa.names.clusters.clues import FEATURES, features
from mtqa.names.clusters.comparisons import compare
from mtqa.names.clusters.spellings import Referent, referents, spellings_of
from mtqa.names.lexicon import lexicon
from mtqa.names.pinyin import is_pinyin
from mtqa.names.spans import find_names
from mtqa.names.variants import same_but_for_usage
from mtqa.segment import segment
from mtqa.training.lexicon import split_of
from mtqa.training.name_sets import MODELS, eval_rows, full_names, pool
from mtqa.training.wmt import read_wmt21

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "Garbled",
    "LookAlike",
    "Planted",
    "garbled_names",
    "human_articles",
    "look_alikes",
    "plant_garbled",
    "plant_look_alikes",
]

SEED: Final = 7
PER_ARTICLE: Final = 30
"""Plantings of each kind tried per article."""

#: Weight in fitting of all plantings of a kind, per article.  About one real machine translation in ten
#: holds a name spelt in two ways; look-alikes weigh more than they occur, because merging them costs most.
GARBLED_WEIGHT: Final = 0.3
LOOK_ALIKE_WEIGHT: Final = 2.0
L2: Final = 0.02


@dataclass(frozen=True, slots=True)
class Garbled:
    """A real name and machine spellings of it, of the same number of words."""

    right: str
    wrong: tuple[str, ...]

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return " " not in self.right


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two real names that are alike."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Planted:
    """An article with names put into it.

    Attributes:
        document: The article.
        pattern: How they were put in.
        left: Where the one spelling or name stands.
        right: Where the other stands.
        names: What was planted.
        right_is_true: Whether ``right`` is the true spelling, if one of the two is.
    """

    document: Document
    pattern: str
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    names: tuple[str, str]
    right_is_true: bool = False


def human_articles(data: Path, split: str) -> list[Document]:
    """The human translations of one split: news, and talks."""
    found = []
    for name in ("wmt21_zh-en.tsv", "ted21_zh-en.tsv"):
        articles = read_wmt21(data / "mqm" / name)
        found += [a.document for a in articles if a.system.startswith("ref") and split_of(a.document_id) == split]
    return found


def garbled_names(data: Path, split: str) -> list[Garbled]:
    """Names of the pair benchmark that the transducer never saw: one half to fit, the other to measure."""
    wrong: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in eval_rows(data):
        if row.label == "pos" and (crc32(fold(row.entry).encode()) % 2 == 0) == (split == "train"):
            wrong[row.entry].setdefault(row.query.title() if row.query.islower() else row.query)
    found = []
    for right, forms in wrong.items():
        kept = tuple(form for form in forms if _differs(form, right))
        if kept and "'" not in right:
            found.append(Garbled(right, kept))
    return found


def _differs(one: str, other: str) -> bool:
    words, others = one.split(), other.split()
    return len(words) == len(others) and not same_but_for_usage(one, other)


def look_alikes(data: Path, split: str) -> list[LookAlike]:
    """Real names that are alike: one family name and like given names, like family names, like single words."""
    from rapidfuzz import fuzz

    held = {fold(name) for name in pool(data)}
    names = pool(data) if split != "train" else [name for name in full_names(data) if fold(name) not in held][::3]
    full = sorted({name for name in names if len(name.split()) == 2 and fold(name)}, key=fold)
    found = [LookAlike(a, b) for a, b in pairwise(full) if _alike(a, b)]
    full.sort(key=lambda name: fold(name).split()[::-1])
    found += [LookAlike(a, b) for a, b in pairwise(full) if _alike(a, b)]
    words = sorted({word for name in names for word in name.split() if len(word) > 3 and word.istitle()})
    words = words[:: max(1, len(words) // 6000)]
    for a, b in pairwise(words):
        if fuzz.ratio(fold(a), fold(b)) >= 75 and not same_but_for_usage(a, b) and abs(len(a) - len(b)) < 3:
            found.append(LookAlike(a, b))
    return list(dict.fromkeys(found))


def _alike(one: str, other: str) -> bool:
    """Whether two names of two words share one and are alike in the other, or are alike in both."""
    from rapidfuzz import fuzz

    a, b = ([fold(word).replace(" ", "") for word in name.split()] for name in (one, other))
    if len(a) != 2 or len(b) != 2 or same_but_for_usage(one, other):
        return False
    ratios = [fuzz.ratio(x, y) for x, y in zip(a, b, strict=True)]
    return min(ratios) >= 55 and sum(ratios) >= 125


def people(document: Document, *, least: int) -> tuple[list[Referent], list[Referent]]:
    """Referents named at least so often that can be renamed: those with a full name of two words, those of one."""
    found = referents(spellings_of(document.text, find_names(document), taken=(), mentions=()))
    known = lexicon()
    plain = [
        one
        for one in found
        if not any(unit.is_head or known.is_known_word(unit.sound) or unit.text.isupper() for unit in one.full.units)
    ]
    headed = [
        one
        for one in found
        if one.full.heads and len(one.full.specific) == 1 and one.full.specific[0] == one.full.units[0]
    ]
    full = [one for one in plain if len(one.full.units) in (2, 3) and one.count >= least]
    single = [one for one in plain if one.single and not one.parts_of]
    single = [one for one in (*single, *headed) if one.count >= least]
    return full, single


def _kept(text: str, span: Span, one: Referent) -> str:
    """The words of a mention that stay when the name before them is changed: "County" of "Wesel County"."""
    words = span.of(text).split()
    return "" if len(words) < 2 or not one.full.heads else " " + " ".join(words[1:])


def _write(document: Document, texts: Mapping[Span, str]) -> tuple[Document, dict[Span, Span]]:
    """The article with other texts in some places, and where they are now."""
    pieces: list[str] = []
    moved: dict[Span, Span] = {}
    blocks: list[Block] = []
    at = 0
    length = 0
    starts: dict[int, int] = {}
    bounds = sorted({b.span.start for b in document.blocks} | {b.span.end for b in document.blocks})
    for span in sorted(texts):
        before = document.text[at : span.start]
        starts.update({b: length + b - at for b in bounds if at <= b <= span.start})
        pieces += [before, texts[span]]
        length += len(before)
        moved[span] = Span(length, length + len(texts[span]))
        length += len(texts[span])
        at = span.end
    starts.update({b: length + b - at for b in bounds if b >= at})
    pieces.append(document.text[at:])
    blocks = [Block(Span(starts[b.span.start], starts[b.span.end]), b.kind) for b in document.blocks]
    bare = Document(document.id, "".join(pieces), blocks=tuple(blocks))
    return segment(bare), moved


def _surname(name: str) -> int:
    """Index of the family name: the first word of a Chinese or Korean name."""
    words = fold(name).split()
    parts = name.split()
    eastern = all(is_pinyin(word) for word in words) or (len(parts) == 2 and "-" in parts[1])
    return 0 if eastern else len(parts) - 1


def plant_garbled(document: Document, name: Garbled, *, rng: random.Random) -> Planted | None:
    """``name`` in two spellings in place of a name of the article, or ``None`` if it does not fit."""
    full, single = people(document, least=2)
    fitting = single if name.single else full
    if not fitting:
        return None
    one = rng.choice(fitting)
    forms = [name.right, rng.choice(name.wrong)]
    true = True
    if len(name.wrong) > 1 and rng.random() < 0.3:
        forms = rng.sample(name.wrong, 2)
        true = False
        if not _differs(*forms):
            return None
    dealt = _dealt(one, forms, rng)
    if dealt is None:
        return None
    places = [span for span, _ in one.places]
    texts: dict[Span, tuple[str, str]] = {}  # what is written, and the spelling that it belongs to
    if name.single:
        pattern = "headed" if one.full.heads else "single"
        kept = [_kept(document.text, span, one) for span in places]
        texts = {span: (form + rest, form) for span, form, rest in zip(places, dealt, kept, strict=True)}
    else:
        pattern = rng.choice(("full", "surname", "mixed"))
        words = [form.split() for form in forms]
        at = _surname(name.right)
        visible = not same_but_for_usage(words[0][at], words[1][at])
        if pattern != "full" and not visible:
            pattern = "full"
        first = rng.random() < 0.2
        for i, (span, form) in enumerate(zip(places, dealt, strict=True)):
            if i == 0:
                texts[span] = (forms[first], forms[first]) if pattern == "surname" else (form, form)
            elif pattern == "full" or (pattern == "mixed" and rng.random() < 0.5):
                texts[span] = (form, form)
            else:
                texts[span] = (form.split()[at], form)
        if pattern == "surname" and len({fold(text[-1]) for text in texts.values()}) < 2:
            return None
    written, moved = _write(document, {span: text[0] for span, text in texts.items()})
    left = tuple(moved[span] for span, text in texts.items() if text[-1] == forms[1])
    right = tuple(moved[span] for span, text in texts.items() if text[-1] == forms[0])
    if not left or not right:
        return None
    return Planted(written, pattern if true else f"{pattern}, both wrong", left, right, (forms[1], forms[0]), true)


def _dealt(one: Referent, forms: Sequence[str], rng: random.Random) -> list[str] | None:
    """A spelling for each mention: the first form in most sentences, the second in at least one.

    Systems translate sentence by sentence, so a sentence has one spelling.
    """
    share = rng.choice((0.2, 0.35, 0.5))
    sentences = sorted(one.segments)
    if len(sentences) < 2:
        return None
    dealt = {sentence: forms[rng.random() < share] for sentence in sentences}
    if len(set(dealt.values())) < 2:
        dealt[rng.choice(sentences)] = forms[dealt[sentences[0]] == forms[0]]
    return [dealt[name.segment] for _, name in one.places]


def plant_look_alikes(document: Document, pair: LookAlike, *, rng: random.Random) -> Planted | None:
    """Two real names in place of two names of the article, or ``None`` if they do not fit."""
    single = " " not in pair.one
    names = [pair.one, pair.other]
    # Named as often as those that are spelt in two ways, where there are such: frequency must tell nothing.
    for least in (2, 1):
        full, words = people(document, least=least)
        if single and full and words and rng.random() < 0.5:
            # One of the two with a given name before it: "Gordon Douglas" and a place "Dougal".
            chosen = [rng.choice(full), rng.choice(words)]
            names[0] = f"{chosen[0].full.units[0].text} {pair.one}"
            break
        if len(words if single else full) > 1:
            chosen = rng.sample(words if single else full, 2)
            break
    else:
        return None
    texts: dict[Span, str] = {}
    sides: list[list[Span]] = [[], []]
    for side, (one, name) in enumerate(zip(chosen, names, strict=True)):
        at = _surname(name)
        shared = names[0].split()[at:][:1] == names[1].split()[at:][:1]
        short = name.split()[at] if not shared and rng.random() < 0.7 else name
        for i, (span, _) in enumerate(one.places):
            texts[span] = (name if i == 0 else short) + _kept(document.text, span, one)
            sides[side].append(span)
    if any(a.overlaps(b) for a, b in pairwise(sorted(texts))):
        return None
    written, moved = _write(document, texts)
    left, right = (tuple(moved[span] for span in spans) for spans in sides)
    pattern = "full" if not single else "single" if names[0] == pair.one else "part"
    return Planted(written, pattern, left, right, (names[0], names[1]))


def compared(document: Document) -> tuple[list[tuple[tuple[Span, ...], tuple[Span, ...]]], list[list[float]]]:
    """Where the two sides of each comparison stand, and the features."""
    found = compare(referents(spellings_of(document.text, find_names(document), taken=(), mentions=())))
    sides = [(tuple(span for span, _ in one.left.places), tuple(span for span, _ in one.right.places)) for one in found]
    return sides, features(found)


def _touch(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    return any(a.overlaps(b) for a in spans for b in others)


def _rows(planted: Iterable[Planted], *, label: float) -> Iterator[tuple[list[float], float]]:
    for one in planted:
        sides, rows = compared(one.document)
        for (left, right), row in zip(sides, rows, strict=True):
            if (_touch(left, one.left) and _touch(right, one.right)) or (
                _touch(left, one.right) and _touch(right, one.left)
            ):
                yield row, label


def plantings(data: Path, split: str, *, per_article: int = PER_ARTICLE) -> tuple[list[Planted], list[Planted]]:
    """Articles with one name in two spellings, and articles with two names that are alike."""
    rng = random.Random(SEED)  # noqa: S311 - CONFIG: reproducible draws, no secret
    garbled, alike = garbled_names(data, split), look_alikes(data, split)
    rng.shuffle(garbled)
    rng.shuffle(alike)
    positive: list[Planted] = []
    negative: list[Planted] = []
    for i, document in enumerate(human_articles(data, split)):
        for k in range(per_article):
            at = i * per_article + k
            one = plant_garbled(document, garbled[at % len(garbled)], rng=rng)
            other = plant_look_alikes(document, alike[at % len(alike)], rng=rng)
            positive += [one] if one is not None else []
            negative += [other] if other is not None else []
    return positive, negative


def fit(x: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats, float]:
    """Scales, weights and bias of a logistic regression, by Newton's method with a ridge."""
    import numpy as np

    scale = np.maximum(x.std(axis=0), 1e-3)
    design = np.hstack([x / scale, np.ones((len(x), 1))])
    ridge = np.full(design.shape[1], L2 * weight.sum() / 10)
    ridge[-1] = 0.0
    beta = np.zeros(design.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (weight * (y - p)) - ridge * beta
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(ridge + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return scale, beta[:-1], float(beta[-1])


def main() -> None:
    """Write ``models/name-spellings.json``."""
    import numpy as np

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MTQA_DATA", "../shared/data")))
    parser.add_argument("--output", type=Path, default=MODELS / "name-spellings.json")
    options = parser.parse_args()
    documents = human_articles(options.data, "train")
    positive, negative = plantings(options.data, "train")
    parts = [
        [(row, 0.0) for document in documents for row in compared(document)[1]],
        list(_rows(positive, label=1.0)),
        list(_rows(negative, label=0.0)),
    ]
    totals = (None, GARBLED_WEIGHT * len(documents), LOOK_ALIKE_WEIGHT * len(documents))
    rows = [row for part in parts for row, _ in part]
    labels = [label for part in parts for _, label in part]
    weights = [
        1.0 if total is None else total / len(part) for part, total in zip(parts, totals, strict=True) for _ in part
    ]
    scale, beta, bias = fit(np.array(rows), np.array(labels), np.array(weights))
    model = {
        "about": "features: [scale, weight]; see name-spellings.md",
        "features": {
            name: [round(float(s), 4), round(float(b), 4)] for name, s, b in zip(FEATURES, scale, beta, strict=True)
        },
        "bias": round(bias, 4),
    }
    options.output.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(
        f"{len(documents)} articles; rows: clean {len(parts[0])}, spelt in two ways {len(parts[1])}, alike {len(parts[2])}"
    )
    for name, b in sorted(zip(FEATURES, beta, strict=True), key=lambda item: -abs(item[1])):
        print(f"  {name:<22} {b:+.3f}")


if __name__ == "__main__":
    main()
