"""The tokenizer made from a vocabulary, and the spans of its tokens."""

import pytest
from tokenizers.pre_tokenizers import ByteLevel

from mtqa.data import Span
from mtqa.errors import ModelDamaged
from mtqa.lm.vocabulary import Vocabulary, build_tokenizer, tile

ALPHABET = tuple(sorted(ByteLevel.alphabet()))


@pytest.fixture(scope="module")
def tokenizer():
    """Bytes, two merges and a control token that no merge makes."""
    tokens = (*ALPHABET, "he", "Ġhe", "12", "<|end|>")
    return build_tokenizer(Vocabulary(tokens, ("h e", "Ġ he", "1 2"), "smollm"))


@pytest.mark.parametrize(
    ("offsets", "n_chars", "expected"),
    [
        pytest.param([(0, 3), (3, 7)], 7, [(0, 3), (3, 7)], id="already-tiled"),
        pytest.param([(0, 3), (4, 7)], 7, [(0, 3), (3, 7)], id="white-space-goes-to-the-next"),
        pytest.param([(0, 1), (0, 1), (0, 1)], 1, [(0, 0), (0, 0), (0, 1)], id="one-code-point-in-three"),
        pytest.param([(0, 3), (2, 3), (3, 4)], 4, [(0, 2), (2, 3), (3, 4)], id="space-and-part-of-a-code-point"),
        pytest.param([(0, 3)], 5, [(0, 5)], id="rest-goes-to-the-last"),
        pytest.param([], 0, [], id="nothing"),
    ],
)
def test_tile(offsets, n_chars, expected):
    """Spans tile the text; a split code point belongs to the last of its tokens."""
    assert tile(offsets, n_chars) == tuple(Span(start, end) for start, end in expected)


@pytest.mark.parametrize("text", ["he said", " he  he\n", "café 😀 中文", "1212", "<|end|>", ""])
def test_tokens_round_trip(tokenizer, text):
    """Decoding gives the text back, and the spans tile it."""
    encoding = tokenizer.encode(text)
    assert tokenizer.decode(encoding.ids) == text
    spans = tile(encoding.offsets, len(text))
    assert "".join(span.of(text) for span in spans) == text


def test_digits_stand_alone(tokenizer):
    """This family of models never joins digits, even where a merge would."""
    assert tokenizer.encode("1212").tokens == ["1", "2", "1", "2"]


def test_control_tokens_in_a_text_are_characters(tokenizer):
    """An article cannot smuggle a control token in."""
    assert "<|end|>" not in tokenizer.encode("a <|end|> b").tokens


def test_unknown_pre_tokenizer():
    """A vocabulary split by a rule that is not known is refused, not guessed."""
    with pytest.raises(ModelDamaged, match="mystery"):
        build_tokenizer(Vocabulary(ALPHABET, (), "mystery"))
