"""Byte-level BPE: the vocabulary, the tokenizer made from it, and the spans of its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.data import Span
from mtqa.errors import ModelDamaged

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["Vocabulary", "build_tokenizer", "tile"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A byte-level BPE vocabulary.

    Attributes:
        tokens: In the order of their ids, in the printable byte alphabet of GPT-2.
        merges: Pairs in order of priority, ``"left right"``.
        pre_tokenizer: llama.cpp's name for the rule that splits a text before BPE.
    """

    tokens: tuple[str, ...]
    merges: tuple[str, ...]
    pre_tokenizer: str


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """A tokenizer that knows no special tokens.

    An article that contains ``<|im_start|>`` holds those twelve characters, not the control token.

    Raises:
        ModelDamaged: The pre-tokenizer is not one that mtqa knows.
    """
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    splits: list[pre_tokenizers.PreTokenizer] = []
    if vocabulary.pre_tokenizer == "smollm":
        splits.append(pre_tokenizers.Digits(individual_digits=True))
    elif vocabulary.pre_tokenizer != "gpt-2":
        raise ModelDamaged(f"the model's pre-tokenizer {vocabulary.pre_tokenizer!r} is not known to this version")
    splits.append(pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True))
    pairs = [(left, right) for left, _, right in (merge.partition(" ") for merge in vocabulary.merges)]
    tokenizer = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(vocabulary.tokens)}, merges=pairs))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(splits)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def tile(offsets: Sequence[tuple[int, int]], n_chars: int) -> tuple[Span, ...]:
    """Turn a tokenizer's offsets into spans that tile the text.

    Tokenizers leave out the white space before a word or include it, and give every part of a split
    code point the whole of it.  Here white space goes to the token after it, and a split code point
    to the last of its tokens.

    Args:
        offsets: ``(start, end)`` per token, in code points, in order.
        n_chars: Length of the text.
    """
    spans = []
    at = 0
    for i, (_, end) in enumerate(offsets):
        following = offsets[i + 1][0] if i + 1 < len(offsets) else n_chars
        stop = n_chars if i + 1 == len(offsets) else min(n_chars, max(at, min(end, following)))
        spans.append(Span(at, stop))
        at = stop
    return tuple(spans)
