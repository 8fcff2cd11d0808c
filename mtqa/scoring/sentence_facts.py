"""What a head is told about a sentence beside the states: numbers of its surprisal and of its surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.lm.llama import Array

__all__ = ["N_OF_SENTENCE", "N_OF_TOKEN", "of_sentence", "of_tokens"]

#: Numbers per token, and per sentence.
N_OF_TOKEN, N_OF_SENTENCE = 4, 25
#: Nats from which a token is surprising, and very surprising.
_SURPRISING, _VERY = 7.0, 10.0
#: Tokens of the worst stretch.
_STRETCH = 5


def of_tokens(surprisal: Array, rarity: Array) -> Array:
    """Numbers of each token, about -2 to 2.

    Args:
        surprisal: In nats, in context.
        rarity: In nats, without context: see :class:`mtqa.scoring.unigrams.Unigrams`.
    """
    import numpy as np

    columns = (surprisal / 5 - 0.8, surprisal > 8.0, (surprisal - rarity) / 5 + 1, rarity / 5 - 1.6)
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def of_sentence(text: str, surprisal: Array, rarity: Array) -> Array:
    """Numbers of a sentence, unscaled.

    Args:
        text: The sentence.
        surprisal: Of its tokens, in nats; at least one.
        rarity: Of its tokens, in nats.
    """
    import numpy as np

    words = text.split() or [""]
    n_chars, n_words, n_tokens = max(1, len(text)), len(words), len(surprisal)
    worst = np.sort(surprisal)[::-1]
    stretch = np.convolve(surprisal, np.full(_STRETCH, 1 / _STRETCH), "valid") if n_tokens >= _STRETCH else surprisal
    excess = surprisal - rarity
    return np.array(
        [
            surprisal.mean(),
            surprisal.sum() / n_chars,
            np.median(surprisal),
            surprisal.std(),
            worst[:3].mean(),
            stretch.max() if n_tokens >= _STRETCH else surprisal.mean(),
            surprisal[0],
            surprisal[-1],
            (surprisal > _SURPRISING).mean(),
            (surprisal > _VERY).mean(),
            (surprisal < 0.1).mean(),
            np.exp(-surprisal).mean(),
            rarity.mean(),
            excess.mean(),
            excess.max(),
            np.log(n_chars),
            np.log(n_words),
            np.log(n_tokens),
            n_tokens / n_words,
            n_chars / n_words,
            sum(word[:1].isupper() for word in words) / n_words,
            sum(char.isdigit() for char in text) / n_chars,
            sum(not char.isalnum() and not char.isspace() for char in text) / n_chars,
            text[-1:] in {".", "!", "?"},
            len({word.lower() for word in words}) / n_words,
        ],
        dtype=np.float32,
    )
