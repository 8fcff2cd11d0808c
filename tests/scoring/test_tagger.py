"""The numpy tagger says what the torch network says."""

import numpy as np
import pytest

from mtqa.scoring import tagger
from mtqa.scoring.tagger import Tagger
from mtqa.scoring.word_features import FACTS
from mtqa.training.tagger_model import Scaling, Shape, batches, build, export, taps

SHAPE = Shape(final=10, middle=12, facts=len(FACTS), taps=3, reduced=5, hidden=4, between=6)
LENGTHS = (7, 1, 3, 12, 3)


@pytest.fixture(scope="module")
def trained():
    """Two networks with one tap, and words to run them on."""
    import torch

    torch.manual_seed(1)
    networks = [build(SHAPE, raters=2).eval() for _ in range(2)]
    networks[1].tap.load_state_dict(networks[0].tap.state_dict())
    rng = np.random.default_rng(2)
    states = (rng.normal(3, 5, (sum(LENGTHS), SHAPE.final + SHAPE.middle))).astype(np.float16)
    facts = rng.random((sum(LENGTHS), SHAPE.facts), dtype=np.float32)
    return networks, Scaling.of(states), states, facts, np.repeat(np.arange(len(LENGTHS)), LENGTHS)


def torch_logits(networks, scaling, states, facts, sequence):
    """The mean of the networks' logits, in the order of the words."""
    import torch

    out = np.zeros((len(facts), SHAPE.answers))
    with torch.inference_mode():
        for batch in batches(sequence, words=16):
            inputs = torch.from_numpy(scaling.apply(states[batch.index])), torch.from_numpy(facts[batch.index])
            for network in networks:
                logits = network(*inputs, torch.from_numpy(batch.lengths)).numpy()
                out[batch.index[batch.mask]] += logits[batch.mask] / len(networks)
    return out


def run(trained):
    """The tagger's own answers, from raw final states and taps."""
    networks, scaling, states, facts, sequence = trained
    raw = states.astype(np.float32)
    read = np.concatenate([raw[:, : SHAPE.final], raw[:, SHAPE.final :] @ taps(networks[0], scaling).T], axis=1)
    return Tagger(export(networks, scaling)).logits(read, facts, sequence)


def test_agrees_with_torch(trained):
    """Scaling, taps, both directions, the ensemble: the same numbers to float32's precision."""
    np.testing.assert_allclose(run(trained), torch_logits(*trained), rtol=1e-3, atol=1e-4)


def test_batches_do_not_matter(trained, monkeypatch):
    """One sentence at a time gives the same as all at once."""
    together = run(trained)
    monkeypatch.setattr(tagger, "_BATCH", 1)
    np.testing.assert_allclose(run(trained), together, atol=1e-5)


def test_long_sentence_is_read_in_parts(trained, monkeypatch):
    """A sentence without an end is cut, and every word still gets an answer."""
    whole = run(trained)
    monkeypatch.setattr(tagger, "MAX_WORDS", 5)
    cut = run(trained)
    np.testing.assert_allclose(cut[7:11], whole[7:11], atol=1e-5)  # sentences of 1 and 3 words
    assert np.isfinite(cut).all()
    assert not np.allclose(cut[:7], whole[:7])


def test_empty_text(trained):
    """No words, no answers."""
    networks, scaling, _, facts, _ = trained
    weights = export(networks, scaling)
    found = Tagger(weights).logits(np.zeros((0, 13), np.float32), facts[:0], np.zeros(0, dtype=np.intp))
    assert found.shape == (0, 2)


def test_refuses_other_facts(trained):
    """Weights of another version's facts are an error, not nonsense."""
    networks, scaling, *_ = trained
    weights = export(networks, scaling)
    weights["input"] = weights["input"][:, :, 1:]
    with pytest.raises(ValueError, match="facts"):
        Tagger(weights)
