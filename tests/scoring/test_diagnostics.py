"""Surprisal in its units, with and without names and numbers."""

import math

import pytest

from mtqa.data import Span, TokenLogprob
from mtqa.scoring.diagnostics import diagnose, is_name_or_number, words_of
from mtqa.scoring.fluency import share_below

BIT = math.log(2)


def tokens_of(text, bits):
    """A token per word; a word's bits by its place."""
    found, at = [], 0
    for word, cost in zip(text.split(), bits, strict=True):
        start = text.index(word, at)
        at = start + len(word)
        found.append(TokenLogprob(Span(start, at), -cost * BIT))
    return found


def test_units():
    """Bits per token and per code point, perplexity per token, SLOR in bits, the share of surprising words."""
    text = "Ships sail on"
    found = diagnose(words_of(text, tokens_of(text, [12.0, 2.0, 1.0]), [14 * BIT, 6 * BIT, 4 * BIT]))
    assert (found.n_tokens, found.n_words, found.n_chars) == (3, 3, 11)
    assert found.surprisal == pytest.approx(5.0)
    assert found.perplexity == pytest.approx(32.0)
    assert found.bits_per_char == pytest.approx(15 / 11)
    assert found.slor == pytest.approx(3.0)
    assert found.surprising == pytest.approx(1 / 3)


def test_parts_of_a_word_are_one_word():
    """Tokens that touch are one word, with an empty token among them."""
    text = "reborn ships"
    tokens = [TokenLogprob(Span(*span), -BIT) for span in ((0, 2), (2, 2), (2, 6), (7, 12))]
    first, second = words_of(text, tokens)
    assert (first.text, first.n_tokens, first.bits) == ("reborn", 3, pytest.approx(3.0))
    assert first.rarity is None
    assert (second.text, second.first) == ("ships", False)


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Talks with Paris ended", ["Paris"]),
        ("It cost 3,000 euros", ["3,000"]),
        ("I said I'm here", []),
        ('He met "Lee" again', ['"Lee"']),
        ("The B-52 left", ["B-52"]),
    ],
)
def test_names_and_numbers(text, left_out):
    """A capital inside a sentence or a digit; not the first word, nor the pronoun."""
    words = words_of(text, tokens_of(text, [1.0] * len(text.split())))
    assert [word.text for word in words if is_name_or_number(word)] == left_out


def test_nothing_is_measured_as_nothing():
    """No words: zeros, and no SLOR."""
    found = diagnose([])
    assert (found.n_tokens, found.surprisal, found.perplexity, found.slor, found.surprising) == (0, 0.0, 1.0, None, 0.0)


def test_share_below():
    """A percentile between the quantiles, and at both ends."""
    quantiles = [10.0, 20.0, 40.0]
    assert [share_below(quantiles, value) for value in (5.0, 10.0, 15.0, 20.0, 30.0, 41.0)] == [0, 0, 25, 50, 75, 100]
