"""Words of the annotated articles with their features, from the cache of :mod:`mtqa.training.features`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.data import Block, Document, Span, TokenLogprob
from mtqa.scoring.word_features import Words, describe, level_key
from mtqa.segment import segment
from mtqa.text import words
from mtqa.training.features import FeatureSet, open_set
from mtqa.training.lexicon import machine_sentences
from mtqa.training.mqm_rows import Row, is_reference, read_rows
from mtqa.training.word_metrics import WordTable, table

__all__ = ["FILES", "WordData", "join", "load", "word_levels"]

#: Sets of the cache and their file of annotation.
FILES = {"wmt21": "wmt21_zh-en.tsv", "ted21": "ted21_zh-en.tsv"}
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class WordData:
    """The words of one file of annotation.

    Attributes:
        words: Who marked what.
        states: Final and middle states side by side, (words, columns).
        facts: See :data:`mtqa.scoring.word_features.FACTS`.
        sequence: Index of each word's sentence; never falls.
        article: Index of each word's article: one system's translation of one document.
    """

    words: WordTable
    states: NDArray[np.float16]
    facts: NDArray[np.float32]
    sequence: NDArray[np.intp]
    article: NDArray[np.intp]

    @property
    def documents(self) -> list[str]:
        """The source document of each row."""
        return [row.document for row in self.words.rows]

    @property
    def human(self) -> NDArray[np.bool_]:
        """Whether a person translated each row."""
        return np.array([is_reference(row.system) for row in self.words.rows])

    def chosen(self, keep: Sequence[bool] | NDArray[np.bool_]) -> WordData:
        """Some rows only."""
        words, inside = self.words.chosen(keep)
        return WordData(words, self.states[inside], self.facts[inside], self.sequence[inside], self.article[inside])


def word_levels(data: Path) -> dict[str, int]:
    """How common words are in the machine translations of MLQE-PE: the bit length of how often they occur, from 2 on.

    That text has nothing to do with the annotated documents: a list that had seen those would know their right words
    better than it knows the words of a user's article.
    """
    count: Counter[str] = Counter()
    for sentence in machine_sentences(data / "da"):
        count.update(level_key(span.of(sentence)) for span in words(sentence))
    return {
        word: times.bit_length() for word, times in count.items() if times > 1 and word.isascii() and word.isalpha()
    }


def load(cache: Path, data: Path, name: str, *, levels: Mapping[str, int]) -> WordData:
    """Put together features and annotation.

    Args:
        cache: Where :mod:`mtqa.training.features` wrote.
        data: The folder of the evaluation data.
        name: One of :data:`FILES`.
        levels: See :func:`word_levels`.

    Raises:
        FileNotFoundError: The set is not in the cache.
        InputError: The file of annotation cannot be read.
    """
    return join(open_set(cache, name), read_rows(data / "mqm" / FILES[name]), levels=levels)


def join(features: FeatureSet, rows: Sequence[Row], *, levels: Mapping[str, int]) -> WordData:
    """See :func:`load`.  A text that several raters read has its features once per row."""
    by_text: defaultdict[tuple[str, str, int, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_text[row.system, row.document, row.segment, row.target].append(row)
    used: list[Row] = []
    parts: list[tuple[NDArray[np.float16], NDArray[np.float32], NDArray[np.intp]]] = []
    articles: list[NDArray[np.intp]] = []
    n_sentences = 0
    grouped = groupby(enumerate(features.units), key=lambda item: (item[1]["system"], item[1]["document"]))
    for number, ((system, document), members) in enumerate(grouped):
        places = [index for index, _ in members]
        texts = [str(features.units[index]["text"]) for index in places]
        described, block = _describe(features, places, texts, levels)
        last = np.asarray(described.states[:, 0], dtype=np.intp)
        states = np.concatenate([features.final[last], features.middle[last]], axis=1).astype(np.float16)
        for index, (place, text) in enumerate(zip(places, texts, strict=True)):
            inside = block == index
            if not inside.any():
                continue
            _, sentence = np.unique(described.sentence[inside], return_inverse=True)
            for row in by_text.get((system, document, int(features.units[place]["segment"]), text), []):
                used.append(row)
                parts.append((states[inside], described.facts[inside], sentence + n_sentences))
                articles.append(np.full(len(sentence), number, dtype=np.intp))
                n_sentences += int(sentence.max()) + 1
    marked = table(used)
    states_, facts, sequence = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    if len(marked) != len(sequence):
        raise ValueError("features and annotation disagree about the words; extract the features again")
    return WordData(marked, states_, facts, sequence, np.concatenate(articles))


def _describe(
    features: FeatureSet, places: Sequence[int], texts: Sequence[str], levels: Mapping[str, int]
) -> tuple[Words, NDArray[np.intp]]:
    """The words of an article, whose one column of states is the token's place in the cache; each word's block."""
    starts: list[int] = []
    at = 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    whole = _BETWEEN.join(texts)
    blocks = tuple(Block(Span(start, start + len(text))) for start, text in zip(starts, texts, strict=True))
    document = segment(Document(id="", text=whole, blocks=blocks))
    tokens: list[TokenLogprob] = []
    rows: list[int] = []
    for start, place in zip(starts, places, strict=True):
        for row in range(int(features.starts[place]), int(features.starts[place + 1])):
            first, last = features.spans[row]
            tokens.append(TokenLogprob(Span(start + int(first), start + int(last)), float(features.logprobs[row])))
            rows.append(row)
    described = describe(
        whole, [one.span for one in document.segments], tokens, np.array(rows, dtype=np.float32)[:, None], levels=levels
    )
    block = np.array([document.segments[at].block for at in described.sentence], dtype=np.intp)
    return described, block
