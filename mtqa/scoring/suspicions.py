"""The suspicious phrases of an article, from one reading of it by the language model."""

from __future__ import annotations

import json
import math
import re
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from mtqa.artefacts import artefact
from mtqa.data import BlockKind, Document, Span, Suspicion
from mtqa.scoring.phrases import phrases
from mtqa.scoring.tagger import Tagger
from mtqa.scoring.word_features import Words, describe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mtqa.lm.reading import Reading
    from mtqa.scoring.lm_text import LmText

__all__ = [
    "Calibration",
    "Suspecter",
    "artefact_name",
    "article_logit",
    "pack_levels",
    "relative",
    "score_words",
    "suspecter_for",
    "suspicions",
    "unpack_levels",
]

#: Of an article's log-odds, how much is taken off its words': chosen by MCC at a threshold of other documents.
SHARE_OF_ARTICLE: Final = 0.6
#: Phrases that are kept per 100 words; nobody reads more.
_MOST: Final = 6.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a phrase's score becomes a probability; fitted on documents that the networks had not seen.

    A score means less in a good translation: the estimated quality of the article, the mean probability over its
    words that a rater marks them, is taken into account.

    Attributes:
        chance: Weights of 1, of the phrase's log-odds and of the article's: the log-odds that a rater marks it.
        raters: How many raters who judge independently three real ones amount to: with them, the chance that one
            rater marks the phrase gives the chance that at least one of three does.
        major: Log-odds of a major mark from which a phrase is called major: in half of such phrases a rater marked a
            major error.
    """

    chance: tuple[float, float, float]
    raters: float
    major: float

    def of(self, score: float, article: float) -> tuple[float, float]:
        """Chance and confidence of a phrase, both 0 to 1.

        Args:
            score: Log-odds of its worst word.
            article: Log-odds of the mean probability over the article's words.
        """
        one, phrase, whole = self.chance
        chance = _sigmoid(one + phrase * score + whole * article)
        return chance, 1 - (1 - chance) ** self.raters


@dataclass(frozen=True, slots=True)
class Suspecter:
    """What finds suspicious phrases with one language model's states.

    Attributes:
        tagger: The networks.
        taps: What the model carries for them, (columns, channels of the middle layer).
        levels: How common words are; see :func:`mtqa.scoring.word_features.describe`.
        calibration: Of their scores.
        revision: First digits of the language model's weights that they were trained with.
        threshold: :func:`relative` log-odds of a word from which it agrees best with raters of unseen documents.
        surprisal_threshold: The same for a word's surprisal alone, in nats.
        digest: First digits of the artefact's sha256.
    """

    tagger: Tagger
    taps: NDArray[np.float32]
    levels: Mapping[str, int]
    calibration: Calibration
    revision: str
    threshold: float
    surprisal_threshold: float
    digest: str


def artefact_name(model: str) -> str:
    """File name of a model's networks: ``phrases-smollm2-135m.npz``."""
    return f"phrases-{re.sub(r'[^A-Za-z0-9._-]+', '-', model)}.npz"


def suspecter_for(name: str, revision: str) -> Suspecter | None:
    """The networks that were trained with this language model, or ``None``.

    They must have been trained with the same weights; the part of the revision before the first hyphen says which.
    """
    try:
        path = artefact(artefact_name(name))
    except FileNotFoundError:
        return None
    found = _load(str(path))
    return found if found.revision == revision.partition("-")[0] else None


@lru_cache(maxsize=2)
def _load(path: str) -> Suspecter:
    """Read an artefact that :mod:`mtqa.training.phrases` wrote: half-precision weights, and facts as JSON."""
    import hashlib
    from pathlib import Path

    import numpy as np

    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
    with np.load(path, allow_pickle=False) as arrays:
        facts: dict[str, Any] = json.loads(str(arrays["facts"]))
        packed = arrays["levels"].tobytes()
        taps = arrays["taps"].astype(np.float32)
        beside = {"facts", "taps", "levels"}
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files if name not in beside}
    calibration = Calibration(tuple(facts["chance"]), float(facts["raters"]), float(facts["major"]))
    return Suspecter(
        Tagger(weights),
        taps,
        unpack_levels(packed),
        calibration,
        str(facts["revision"]),
        float(facts["threshold"]),
        float(facts["surprisal_threshold"]),
        digest,
    )


def pack_levels(levels: Mapping[str, int]) -> bytes:
    """Levels of words as compressed text, a line per level from 1 on."""
    lines = [" ".join(sorted(word for word, at in levels.items() if at == level)) for level in range(1, 32)]
    return zlib.compress("\n".join(lines).encode(), 9)


def unpack_levels(data: bytes) -> dict[str, int]:
    """The other way round."""
    lines = zlib.decompress(data).decode().split("\n")
    return {word: level for level, line in enumerate(lines, 1) for word in line.split()}


def score_words(
    document: Document, text: LmText, reading: Reading, suspecter: Suspecter
) -> tuple[Words, NDArray[np.float32]] | None:
    """The words of an article's sentences, in ``text``, and the networks' answers for each.

    Args:
        document: The article.
        text: What the model read of it.
        reading: The model's reading of ``text``.
        suspecter: What was trained with that model.

    Returns:
        ``None`` if the model shows nothing of its middle layer.
    """
    import numpy as np

    if "phrases" in reading.carried:
        carried = reading.carried["phrases"]
    elif "middle" in reading.carried:
        carried = reading.carried["middle"] @ suspecter.taps.T
    else:
        return None
    sentences = [place or Span(0, 0) for place in (_locate(text, segment.span) for segment in document.segments)]
    states = np.concatenate([reading.states, carried], axis=1)
    words = describe(text.text, sentences, reading.tokens, states, levels=suspecter.levels)
    return words, suspecter.tagger.logits(words.states, words.facts, words.sentence)


def suspicions(
    document: Document, text: LmText, reading: Reading, suspecter: Suspecter
) -> tuple[Suspicion, ...] | None:
    """The phrases of an article's prose that deserve a look, the most suspicious first.

    Args:
        document: The article.
        text: What the model read of it.
        reading: The model's reading of ``text``.
        suspecter: What was trained with that model.

    Returns:
        ``None`` if the model shows nothing of its middle layer.
    """
    import numpy as np

    scored = score_words(document, text, reading, suspecter)
    if scored is None:
        return None
    words, logits = scored
    if not words.spans:
        return ()
    article = article_logit(logits[:, 0])
    prose = np.array([segment.kind is BlockKind.PROSE for segment in document.segments])
    most = math.ceil(len(words.spans) * _MOST / 100)
    found: list[Suspicion] = []
    for phrase in phrases(text.text, words.spans, words.sentence, logits[:, 0], prose[words.sentence]):
        if len(found) == most:
            break
        span = text.locate(Span(words.spans[phrase.first].start, words.spans[phrase.last].end))
        peak = logits[phrase.peak]
        chance, confidence = suspecter.calibration.of(float(peak[0]), article)
        found.append(Suspicion(span, confidence, chance, bool(peak[1] >= suspecter.calibration.major)))
    return tuple(found)


def relative(marked: NDArray[np.float32], article: NDArray[np.intp]) -> NDArray[np.float64]:
    """Log-odds of words less a share of their article's: comparable between articles of different quality.

    Args:
        marked: Log-odds of each word.
        article: Index of each word's article.
    """
    import numpy as np

    names, index = np.unique(article, return_inverse=True)
    whole = np.array([article_logit(marked[article == name]) for name in names])
    return np.asarray(marked - SHARE_OF_ARTICLE * whole[index], dtype=np.float64)


def article_logit(marked: NDArray[np.float32]) -> float:
    """Log-odds of the mean probability over an article's words: an estimate of its quality, higher is worse."""
    import numpy as np

    mean = float((0.5 * np.tanh(0.5 * marked.astype(np.float64)) + 0.5).mean())
    return math.log(max(mean, 1e-6) / max(1 - mean, 1e-6))


def _sigmoid(value: float) -> float:
    return 0.5 * math.tanh(0.5 * value) + 0.5


def _locate(text: LmText, span: Span) -> Span | None:
    """The range of the model's text that a range of the document became; ``None`` if it was left out."""
    positions: Sequence[int] = text.positions
    start = bisect_left(positions, span.start)
    end = bisect_left(positions, span.end)
    # The blank line before a block has the position of the block's start.
    while start < end and text.text[start].isspace():
        start += 1
    return Span(start, end) if start < end else None
