"""From a cache of features to an artefact, with made-up states."""

from dataclasses import replace

import numpy as np
import pytest

from mtqa.data import Span
from mtqa.mqm import Severity
from mtqa.scoring import suspicions
from mtqa.scoring.suspicions import Calibration
from mtqa.scoring.word_features import FACTS
from mtqa.text import words
from mtqa.training import phrases, word_labels
from mtqa.training.features import FeatureSet
from mtqa.training.mqm_rows import Mark, Row
from mtqa.training.phrase_calibration import effective_raters, flags, logistic
from mtqa.training.tagger_fit import Recipe, TrainingSet, fit, predict
from mtqa.training.word_data import join

WIDTH = 6
RECIPE = Recipe(taps=2, reduced=4, hidden=5, between=4, epochs=2, words=40)
TARGETS = ("The council will lift sanctions. It agreed today.", "He spoke of magic power.", "Nobody was there.")


def row(number, target, system="hyp.A", marks=(), rater="r1"):
    """A row of annotation; the marks are words of the target."""
    spans = tuple(Mark(Span(target.index(word), target.index(word) + len(word)), Severity.MAJOR) for word in marks)
    return Row(system, "d", number, rater, f"s{number}", target, spans)


def features(rows):
    """A cache in which a token is a word or a mark, and its states tell its number."""
    units, starts, spans = [], [0], []
    for one in rows:
        units.append({"text": one.target, "system": one.system, "document": one.document, "segment": one.segment})
        spans += [(span.start, span.end) for span in words(one.target)]
        starts.append(len(spans))
    number = np.arange(len(spans), dtype=np.float16)[:, None]
    return FeatureSet(
        units,
        starts=np.array(starts),
        spans=np.array(spans),
        ids=np.zeros(len(spans), dtype=np.int32),
        logprobs=-np.arange(len(spans), dtype=np.float32),
        final=np.tile(number, (1, WIDTH)),
        middle=-np.tile(number, (1, WIDTH)),
    )


def test_features_meet_their_annotation():
    """Words, states and marks are those of the same place, also where two raters read one text."""
    rows = [row(1, TARGETS[0], marks=["lift"]), row(2, TARGETS[1], marks=["magic"]), row(3, TARGETS[2])]
    data = join(features(rows), [*rows, row(2, TARGETS[1], rater="r2")], levels={})
    assert [one.target for one in data.words.rows] == [TARGETS[0], TARGETS[1], TARGETS[1], TARGETS[2]]
    assert [one.rater for one in data.words.rows] == ["r1", "r1", "r2", "r1"]
    assert data.states[:, 0].tolist() == [*range(13), *range(8, 16)]
    assert data.states[3, WIDTH] == -3
    marked = [int(at) for at in np.flatnonzero(data.words.bad)]
    assert [data.words.rows[data.words.row[at]].target[data.words.start[at] :][:5] for at in marked] == [
        "lift ",
        "magic",
    ]
    assert data.sequence.tolist() == [0] * 5 + [1] * 3 + [2] * 5 + [3] * 5 + [4] * 3
    assert set(data.article.tolist()) == {0}
    np.testing.assert_allclose(data.facts[3, FACTS.index("surprisal")], 3 / 8)


@pytest.fixture(scope="module")
def given():
    """Sixty words whose first state tells whether they are marked."""
    rng = np.random.default_rng(5)
    states = rng.normal(size=(60, 2 * WIDTH)).astype(np.float16)
    marked = (states[:, :1] > 0.5).astype(np.float32)
    return TrainingSet(
        states,
        rng.random((60, len(FACTS)), dtype=np.float32),
        np.repeat(np.arange(12), 5),
        np.concatenate([marked, marked * 0], axis=1),
        np.repeat(np.arange(2), 30),
        np.ones(60, dtype=np.float32),
    )


def test_training_learns_and_is_the_same_each_time(given):
    """Seeded: twice the same; and what is to be learnt is learnt."""
    recipe = replace(RECIPE, epochs=60, dropout=0.0, rate=0.02)
    one, other = (fit(given, recipe, seed=3) for _ in range(2))
    logits = predict(one, given.states, given.facts, given.sequence)
    np.testing.assert_array_equal(logits, predict(other, given.states, given.facts, given.sequence))
    marked = given.answers[:, 0] > 0
    assert logits[marked, 0].mean() > logits[~marked, 0].mean() + 1


def test_a_stopped_run_goes_on(given, tmp_path, monkeypatch):
    """A run that dies in the second epoch, started again, ends where one that was never stopped ends."""
    whole = fit(given, RECIPE, seed=3)
    import torch

    save = torch.save

    def save_and_die(*arguments):
        save(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(torch, "save", save_and_die)
    with pytest.raises(KeyboardInterrupt):
        fit(given, RECIPE, seed=3, keep=tmp_path, name="a")
    monkeypatch.setattr(torch, "save", save)
    resumed = fit(given, RECIPE, seed=3, keep=tmp_path, name="a")
    np.testing.assert_array_equal(
        predict(whole, given.states, given.facts, given.sequence),
        predict(resumed, given.states, given.facts, given.sequence),
    )


def test_the_artefact_says_what_the_networks_say(given, tmp_path):
    """Half precision, taps apart, standardisation folded in: nearly the same logits, by numpy alone."""
    first = fit(given, RECIPE, seed=1)
    tap = first.network.tap.weight.detach()
    networks = [first, fit(given, RECIPE, seed=2, scaling=first.scaling, tap=tap)]
    path = tmp_path / "phrases-x.npz"
    phrases.write(
        path,
        networks,
        first.scaling,
        Calibration((0.0, 1.0, 0.0), 2.5, 0.1),
        revision="abc",
        thresholds=(0.5, 6.0),
        levels={"the": 9},
    )
    read = suspicions._load(str(path))
    raw = given.states.astype(np.float32)
    shown = np.concatenate([raw[:, :WIDTH], raw[:, WIDTH:] @ read.taps.T], axis=1)
    expected = np.mean([predict(one, given.states, given.facts, given.sequence) for one in networks], axis=0)
    np.testing.assert_allclose(read.tagger.logits(shown, given.facts, given.sequence), expected, atol=0.02)
    assert (read.revision, read.calibration.major, read.surprisal_threshold) == ("abc", 0.1, 6.0)


def test_flags_of_an_article_are_its_worst_phrases():
    """As many as asked for, with whether the row's rater marked them."""
    rows = [row(1, TARGETS[0], marks=["lift"]), row(2, TARGETS[1], marks=["magic"]), row(3, TARGETS[2])]
    data = join(features(rows), rows, levels={})
    logits = np.full((len(data.words), 2), -3.0, dtype=np.float32)
    logits[3] = 2.0  # lift
    logits[13] = 1.0  # Nobody ("there" is a function word)
    (found,) = flags(data, logits, np.ones(3, dtype=bool), per_100_words=12.0)
    assert [(one.row, one.marked, one.score) for one in found] == [(0, True, 2.0), (2, False, 1.0)]


def test_logistic_regression_finds_the_rates():
    """With a constant and one yes-or-no input the fitted probabilities are the observed rates."""
    x = np.array([[1, 0]] * 10 + [[1, 1]] * 10, dtype=np.float64)
    y = np.array([1] * 2 + [0] * 8 + [1] * 7 + [0] * 3, dtype=np.float64)
    weights = logistic(x, y, penalty=0.0)
    assert 1 / (1 + np.exp(-weights[0])) == pytest.approx(0.2)
    assert 1 / (1 + np.exp(-weights.sum())) == pytest.approx(0.7)


def test_three_raters_who_differ_count_as_three():
    """Independent raters amount to their number; raters who repeat each other to one."""
    rng = np.random.default_rng(1)
    logit = rng.normal(-0.5, 0.7, 20_000)
    marks = rng.random((3, len(logit))) < 1 / (1 + np.exp(-logit))
    assert effective_raters(logit + 0.8, marks[0], marks.any(axis=0)) == pytest.approx(3.0, abs=0.1)
    assert effective_raters(logit, marks[0], marks[0]) == pytest.approx(1.0, abs=0.05)


def test_soft_labels_are_probabilities():
    """A rater's mark raises the label; so does a mark on the same words of another system."""
    rng = np.random.default_rng(0)
    x = np.zeros((400, len(word_labels.HINTS)), dtype=np.float32)
    x[:, 0] = rng.random(400) < 0.3
    x[:, 3] = rng.random(400)
    y = rng.random(400) < 0.1 + 0.4 * x[:, 0] + 0.4 * x[:, 3]
    settings = replace(word_labels._SETTINGS, trees=30, least=10)
    directions = {"marked": 1, "marked elsewhere": 1}
    model = word_labels.boost(
        x, y.astype(float), np.ones(400), names=word_labels.HINTS, directions=directions, settings=settings
    )
    probe = np.zeros((3, len(word_labels.HINTS)), dtype=np.float32)
    probe[1, 0] = probe[2, 0] = probe[2, 3] = 1
    labels = word_labels.soft_labels(model, probe)
    assert 0 < labels[0] < labels[1] < labels[2] < 1
