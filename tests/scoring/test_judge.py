"""The head that predicts judgements: numpy gives torch's numbers, and nothing depends on the company."""

import json

import numpy as np
import pytest

from mtqa.scoring import judge as judges
from mtqa.scoring.judge import Sentence, load_judge
from mtqa.scoring.sentence_facts import N_OF_SENTENCE, N_OF_TOKEN, of_sentence, of_tokens
from mtqa.scoring.unigrams import Unigrams
from mtqa.training.judge import export, pearson, train
from mtqa.training.judge_model import Examples, Recipe

HIDDEN, VOCABULARY = 24, 50
RECIPE = Recipe(columns=6, heads=2, hidden=8, attention=5, epochs=12, batch=16)


@pytest.fixture(scope="module")
def sentences():
    """Made-up readings of different lengths; channel 3 of their states is what people judge."""
    rng = np.random.default_rng(5)
    found = []
    for _ in range(400):
        n = int(rng.integers(1, 9))
        states = rng.normal(size=(n, HIDDEN)).astype(np.float32)
        surprisal = rng.exponential(3, size=n).astype(np.float32)
        found.append(Sentence(" ".join(["Word"] * n), surprisal, rng.integers(0, VOCABULARY, n), states))
    return found


@pytest.fixture(scope="module")
def unigrams(sentences):
    """Of the made-up ids."""
    return Unigrams.count([one.ids for one in sentences], VOCABULARY)


@pytest.fixture(scope="module")
def examples(sentences, unigrams):
    """The same, as training takes them."""
    rarity = [unigrams.rarity(one.ids) for one in sentences]
    return Examples(
        [one.states.astype(np.float16) for one in sentences],
        [of_tokens(one.surprisal, rare) for one, rare in zip(sentences, rarity, strict=True)],
        np.stack([of_sentence(one.text, one.surprisal, rare) for one, rare in zip(sentences, rarity, strict=True)]),
        np.array([one.states[:, 3].mean() for one in sentences], dtype=np.float32),
        np.array(["all"] * len(sentences)),
    )


@pytest.fixture(scope="module")
def trained(examples):
    """Two small networks."""
    return train(examples, RECIPE, members=2, seed=1)


@pytest.fixture(scope="module")
def judge(trained, unigrams, tmp_path_factory):
    """What the networks are exported to."""
    path = tmp_path_factory.mktemp("head") / "fluency-tiny.npz"
    facts = {"model": "tiny", "revision": "abc-int8-1", "data": "made up", "scale": [20.0, 60.0]}
    export(trained, unigrams, facts, path)
    return load_judge(path)


def test_training_finds_what_is_judged(trained, examples):
    """The networks learn what is there to be learned."""
    assert pearson(trained(examples), examples)["all"] > 0.8


def test_training_is_seeded(trained, examples):
    """The same seed gives the same networks."""
    again = train(examples, RECIPE, members=2, seed=1)
    assert np.array_equal(again(examples), trained(examples))


def test_networks_share_their_columns(trained):
    """One bottleneck for all: it is what a model carries."""
    first, second = (network.taps.weight.detach().numpy() for network in trained.networks)
    assert np.array_equal(first, second)
    weights = [network.out.weight.detach().numpy() for network in trained.networks]
    assert not np.array_equal(*weights)


def test_numpy_agrees_with_torch(judge, trained, sentences, examples):
    """The exported head predicts what the networks do, from whole layers and from carried columns."""
    expected = trained(examples)
    assert np.allclose(judge.judge(sentences), expected, atol=0.02)
    carried = [Sentence(one.text, one.surprisal, one.ids, one.states @ judge.taps.T) for one in sentences]
    assert np.allclose(judge.judge(carried), expected, atol=0.02)


def test_a_sentence_does_not_depend_on_the_others(judge, sentences):
    """Alone or among many, in any order, to the last digits."""
    together = judge.judge(sentences)
    assert np.allclose([judge.judge([one])[0] for one in sentences[:40]], together[:40], atol=1e-5)
    assert np.allclose(judge.judge(sentences[::-1])[::-1], together, atol=1e-5)
    assert judge.judge([]) == []


def test_scores_stay_on_the_scale(judge):
    """0 to 100, whatever is predicted."""
    assert [judge.score(value) for value in (-9.0, 0.0, 1.0, 9.0)] == [0.0, 60.0, 80.0, 100.0]


def test_head_belongs_to_its_model(judge, trained, unigrams, monkeypatch, tmp_path):
    """Other weights, another model: no head; the user's folder is looked into after the package."""
    monkeypatch.setenv("MTQA_MODELS", str(tmp_path))
    assert judges.judge_for("tiny", "abc") is None
    facts = {"model": "tiny", "revision": "abc-int8-1", "data": "made up", "scale": [20.0, 60.0]}
    (tmp_path / "heads").mkdir()
    export(trained, unigrams, facts, tmp_path / "heads" / judges.artefact_file("tiny"))
    found = judges.judge_for("tiny", "abc-other")
    assert found is not None
    assert found.digest
    assert judges.judge_for("tiny", "abd-int8-1") is None


def test_facts_of_sentences_are_finite():
    """The shortest and the oddest sentence have numbers too."""
    for text in ("", "!", "a", "Word " * 200):
        n = max(1, len(text.split()))
        surprisal, rarity = np.full(n, 3.0, np.float32), np.full(n, 8.0, np.float32)
        whole, each = of_sentence(text, surprisal, rarity), of_tokens(surprisal, rarity)
        assert whole.shape == (N_OF_SENTENCE,)
        assert each.shape == (n, N_OF_TOKEN)
        assert np.isfinite(whole).all()
        assert np.isfinite(each).all()


def test_unigrams_know_common_from_rare():
    """What was counted is commoner; what was not is ranked by its number; beyond the vocabulary is rarest."""
    counted = Unigrams.count([np.array([7] * 900 + [3] * 100)], 5000)
    common, less, unseen, rarest, beyond = counted.rarity([7, 3, 10, 4999, 70000]).tolist()
    assert common < less < unseen < rarest == beyond


def test_artefact_is_plain_data(judge, tmp_path, trained, unigrams):
    """No pickles: the file loads with ``allow_pickle=False``, and its facts are JSON."""
    path = tmp_path / "head.npz"
    export(trained, unigrams, {"model": "tiny", "revision": "a", "data": "d", "scale": [1.0, 0.0]}, path)
    with np.load(path, allow_pickle=False) as arrays:
        assert json.loads(str(arrays["facts"]))["model"] == "tiny"
        assert arrays["taps"].shape == (RECIPE.columns, HIDDEN)
