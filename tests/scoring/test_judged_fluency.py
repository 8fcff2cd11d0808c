"""Fluency with a head: what is predicted is weighted, placed and explained; without one the report says so."""

import json

import numpy as np
import pytest

from mtqa.data import Block, BlockKind, Document, Span
from mtqa.lm.reading import Reading
from mtqa.report.wording import score_words
from mtqa.scoring.fluency import measure
from mtqa.scoring.judge import Judge
from mtqa.scoring.sentence_facts import N_OF_SENTENCE
from mtqa.scoring.unigrams import Unigrams
from mtqa.segment import segment
from mtqa.testing import FakeLM

GOOD, BAD = "This sentence reads like a sentence of a person.", "Bad this bad reads."


class StateLM(FakeLM):
    """Shows one column: 1 in a token that says "bad"."""

    def __init__(self, *, name="fluency"):
        super().__init__()
        self.column = name

    def read(self, texts):
        """See the protocol."""
        found = []
        for text, tokens in zip(texts, self.token_logprobs(texts), strict=True):
            column = np.array([["bad" in token.span.of(text).lower()] for token in tokens], dtype=np.float32)
            found.append(Reading(tokens, column, {self.column: column}, tuple(range(len(tokens)))))
        return found


@pytest.fixture
def judge():
    """Minus the mean of the column, as a network of one unit."""
    width = 1 + 4
    inputs = 2 * width + N_OF_SENTENCE
    hidden = np.zeros((1, inputs, 1), np.float32)
    hidden[0, 0, 0] = 100.0  # far from 0, where a GELU is the identity
    weights = {
        "bias": np.zeros(1, np.float32),
        "facts_mean": np.zeros(N_OF_SENTENCE, np.float32),
        "facts_scale": np.ones(N_OF_SENTENCE, np.float32),
        "attend1": np.zeros((1, width, 2), np.float32),
        "attend1_bias": np.zeros((1, 2), np.float32),
        "attend2": np.zeros((1, 2, 1), np.float32),
        "hidden": hidden,
        "hidden_bias": np.zeros((1, 1), np.float32),
        "out": np.full((1, 1), -0.01, np.float32),
        "out_bias": np.zeros(1, np.float32),
    }
    facts = {
        "data": "made-up judgements",
        "scale": [100.0, 90.0],
        "reference": "made-up articles",
        "sentences": [0.0, 50.0, 100.0],
        "articles": [0.0, 80.0, 100.0],
        "typical": [60.0, 95.0],
    }
    return Judge(np.eye(1, dtype=np.float32), weights, Unigrams(np.full(9, 64, np.uint8)), "fake", "1", facts)


def article():
    """A heading, two sentences of prose, and furniture, the last two of them bad."""
    text = f"Bad bad bad heading\n\n{GOOD} {BAD}\n\nBad: share this."
    ends = [19, 19 + 2 + len(GOOD) + 1 + len(BAD), len(text)]
    kinds = (BlockKind.HEADING, BlockKind.PROSE, BlockKind.FURNITURE)
    starts = [0, ends[0] + 2, ends[1] + 2]
    blocks = tuple(Block(Span(*place), kind) for *place, kind in zip(starts, ends, kinds, strict=True))
    return segment(Document(id="a", text=text, blocks=blocks))


def test_score_is_the_predicted_judgement(judge):
    """Each sentence on the raters' scale; the article by length, prose alone; percentiles of the reference."""
    found = measure(article(), StateLM(), judge=judge)
    good, bad = found.segments
    assert good.score == pytest.approx(90.0)
    assert bad.score == pytest.approx(90.0 - 100 * 2 / 4)
    assert found.score == pytest.approx((90 * len(GOOD) + 40 * len(BAD)) / (len(GOOD) + len(BAD)))
    assert (good.percentile, bad.percentile) == (pytest.approx(90.0), pytest.approx(40.0))
    assert found.percentile == pytest.approx(50 * found.score / 80)
    assert found.typical == (60.0, 95.0)
    assert found.predicted


def test_label_says_what_it_is_and_what_it_cannot_see(judge):
    """The unit names the judgement, its data, the reference, and the limits; the phrase names it too."""
    found = measure(article(), StateLM(), judge=judge)
    for words in ("Predicted human judgement", "made-up judgements", "made-up articles", "omissions", "two good"):
        assert words in found.unit
    assert score_words(found).startswith("predicted human judgement ")


def test_diagnostics_stand_beside(judge):
    """SLOR is known where rarity is; names and numbers can be left out."""
    found = measure(article(), StateLM(), judge=judge)
    whole, without = found.diagnostics, found.without_names
    assert whole.n_words == len(GOOD.split()) + len(BAD.split())
    assert without.n_words == whole.n_words
    assert whole.slor == pytest.approx(8 / np.log(2) - whole.surprisal)


@pytest.mark.parametrize("lm", [FakeLM(), StateLM(name="other")])
def test_a_model_without_the_states_falls_back(judge, lm):
    """A model that shows no states, or others: no predicted judgement, and the label says so."""
    found = measure(article(), lm, judge=judge)
    assert not found.predicted
    assert found.score is None
    assert "No score" in found.unit
    assert found.diagnostics.slor is None


def test_whole_layer_will_do(judge):
    """A head reads its own columns of a whole layer."""
    found = measure(article(), StateLM(name="middle"), judge=judge)
    assert found.segments[1].score == pytest.approx(40.0)


@pytest.mark.model
def test_default_model_has_a_head():
    """The real one: garbled sentences score lower, at about no cost, and the artefact is small."""
    from mtqa.artefacts import artefact
    from mtqa.lm import load

    lm = load(offline=True)
    fine = "The committee published its report on Monday, and the minister promised to read it."
    garbled = "Committee of the report Monday published its, and minister he promise the to reading."
    document = segment(Document(id="a", text=f"{fine}\n\n{garbled}"))
    found = measure(document, lm)
    assert found.predicted
    good, bad = found.segments
    assert good.score > bad.score + 10
    assert found.diagnostics.slor > 0
    path = artefact("fluency-smollm2-135m.npz")
    assert path.stat().st_size < 1_000_000
    with np.load(path, allow_pickle=False) as arrays:
        assert json.loads(str(arrays["facts"]))["model"] == "smollm2-135m"
