"""Train the head that predicts human judgements: ``python -m mtqa.training.judge --cache DIR``.

Reads what :mod:`mtqa.training.features` extracted, trains on the train halves of all language pairs,
alone and in made-up articles, and writes ``fluency-<model>.npz``.  ``--report`` prints instead, as
Markdown, what each step gives on the dev halves, and what is left when a pair is never trained on.
Ten minutes on two cores; uses a GPU if there is one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.lm import DEFAULT_LM
from mtqa.scoring.judge import artefact_file
from mtqa.scoring.sentence_facts import of_sentence, of_tokens
from mtqa.scoring.unigrams import Unigrams
from mtqa.training.da import PAIRS
from mtqa.training.features import FeatureSet, open_set
from mtqa.training.judge_model import Examples, Recipe, Scales, fit, predict

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Trained", "examples_of", "export", "train"]

RECIPE = Recipe()
#: Networks whose mean counts; they share their columns.  Four gave no more than one.
MEMBERS = 1
#: Stands beside every score.
DATA = "MLQE-PE (direct assessments, five languages to English)"


def examples_of(features: FeatureSet, unigrams: Unigrams) -> Examples:
    """Sentences of a set with their standardised judgements, centred over the set.

    Raters are standardised one by one, yet pairs differ in their mean: a score that knows nothing of
    the pair cannot learn that, and need not.
    """
    target = np.array([unit.get("z_mean", 0.0) for unit in features.units], dtype=np.float32)
    states, tokens, facts, kept = [], [], [], []
    for i, (unit, rows) in enumerate(features.rows()):
        if rows.start == rows.stop:
            continue
        surprisal = -np.asarray(features.logprobs[rows])
        rarity = unigrams.rarity(features.ids[rows])
        states.append(np.asarray(features.middle[rows]))
        tokens.append(of_tokens(surprisal, rarity))
        facts.append(of_sentence(unit["text"], surprisal, rarity))
        kept.append(i)
    group = np.array([unit.get("pair", "news") for unit in features.units])[kept]
    return Examples(states, tokens, np.stack(facts), (target - target.mean())[kept], group)


def pearson(predicted: NDArray[Any], examples: Examples) -> dict[str, float]:
    """Correlation per language pair."""
    return {
        pair: float(np.corrcoef(predicted[examples.group == pair], examples.target[examples.group == pair])[0, 1])
        for pair in dict.fromkeys(examples.group)
    }


def train(examples: Examples, recipe: Recipe, *, members: int, seed: int = 0) -> Trained:
    """Train networks that share the columns of the first."""
    scales = examples.scales()
    first = fit(examples, scales, recipe, seed=seed)
    others = [fit(examples, scales, recipe, seed=seed + i, taps=first.taps) for i in range(1, members)]
    return Trained([first, *others], scales)


class Trained:
    """Networks and the scales of their inputs."""

    def __init__(self, networks: list[Any], scales: Scales) -> None:
        self.networks = networks
        self.scales = scales

    def __call__(self, examples: Examples) -> NDArray[np.float32]:
        """Predictions."""
        return predict(self.networks, examples, self.scales)


def export(trained: Trained, unigrams: Unigrams, facts: dict[str, Any], path: Path) -> None:
    """Write the artefact that :func:`mtqa.scoring.judge.load_judge` reads, in half precision."""
    scales, networks = trained.scales, trained.networks
    tap = networks[0].taps
    matrix = tap.weight.detach().cpu().numpy() / scales.state_scale
    arrays: dict[str, Any] = {
        "taps": matrix,
        "bias": tap.bias.detach().cpu().numpy() - matrix.astype(np.float16).astype(np.float32) @ scales.state_mean,
        "facts_mean": scales.facts_mean,
        "facts_scale": scales.facts_scale,
    }
    for name, layer, part in (
        ("attend1", "attend1", "weight"),
        ("attend1_bias", "attend1", "bias"),
        ("attend2", "attend2", "weight"),
        ("hidden", "hidden", "weight"),
        ("hidden_bias", "hidden", "bias"),
        ("out", "out", "weight"),
        ("out_bias", "out", "bias"),
    ):
        values = [getattr(getattr(network, layer), part).detach().cpu().numpy() for network in networks]
        arrays[name] = np.stack([value.T for value in values])
    arrays["out"] = arrays["out"][:, :, 0]
    arrays["out_bias"] = arrays["out_bias"][:, 0]
    exact = {"bias", "facts_mean", "facts_scale"}
    arrays = {key: value.astype(np.float32 if key in exact else np.float16) for key, value in arrays.items()}
    np.savez_compressed(path, unigrams=unigrams.steps, facts=json.dumps(facts), **arrays)


def scale_of(features: Sequence[FeatureSet], predicted: NDArray[Any]) -> tuple[float, float]:
    """Slope and intercept from a prediction to the raters' scale, by least squares."""
    mean = np.array([unit["mean"] for one in features for unit in one.units])
    slope, intercept = np.polyfit(predicted, mean, 1)
    return round(float(slope), 3), round(float(intercept), 3)


def distilled(cache: Path, examples: Examples, unigrams: Unigrams, *, seed: int) -> Examples | None:
    """Sentences in real articles, with what a head that reads them alone says of them.

    Judgements are of sentences alone, and made-up articles are not like real ones.  A head for
    articles learns from a head for sentences: no judgement and no annotation of the news is used.

    Returns:
        ``None`` if the sets of news were not extracted.
    """
    try:
        alone, there = (open_set(cache, f"news-{kind}") for kind in ("alone", "articles"))
    except FileNotFoundError:
        return None
    teacher = train(examples, RECIPE, members=1, seed=seed)
    said = dict(zip(map(_key, alone.units), teacher(examples_of(alone, unigrams)), strict=True))
    found = examples_of(there, unigrams)
    found.target = np.array([said[_key(unit)] for unit in there.units], dtype=np.float32)
    return found


def _key(unit: dict[str, Any]) -> tuple[Any, ...]:
    return unit["system"], unit["document"], unit["segment"]


def _join(parts: Iterator[Examples]) -> Examples:
    whole = next(parts)
    for part in parts:
        whole = whole.join(part)
    return whole


def _open(cache: Path, kind: str, part: str) -> Iterator[FeatureSet]:
    """The sets of a kind; made-up articles may be missing in part."""
    for pair in PAIRS:
        try:
            yield open_set(cache, f"{kind}-{pair}-{part}")
        except FileNotFoundError:
            if kind == "da":
                raise


def _show(name: str, found: dict[str, float]) -> None:
    values = " | ".join(f"{found[pair]:.3f}" for pair in PAIRS)
    print(f"| {name} | {values} | **{np.mean(list(found.values())):.3f}** |", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write, or report."""
    parser = argparse.ArgumentParser(description="Train the head that predicts human judgements.")
    parser.add_argument("--cache", type=Path, required=True, help="where mtqa.training.features put its sets")
    parser.add_argument("--output", type=Path, default=Path("models"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--report", action="store_true", help="print what each step gives, write nothing")
    chosen = parser.parse_args(arguments)
    alone = list(_open(chosen.cache, "da", "train"))
    chained = list(_open(chosen.cache, "chained", "train"))
    unigrams = Unigrams.count((one.ids for one in alone), int(max(one.ids.max() for one in alone)) + 1)
    examples = _join(examples_of(one, unigrams) for one in alone)
    dev = _join(examples_of(one, unigrams) for one in _open(chosen.cache, "da", "dev"))
    print(
        f"{len(examples)} sentences to train on, {len(dev)} dev; {sum(len(one.units) for one in chained)} in articles\n"
    )
    print(f"| dev Pearson | {' | '.join(PAIRS)} | mean |\n|---|{'---|' * (len(PAIRS) + 1)}", flush=True)
    extra = _join(examples_of(one, unigrams) for one in chained) if chained else None
    in_articles = [examples_of(one, unigrams) for one in _open(chosen.cache, "chained", "dev")]
    there = _join(iter(in_articles)) if len(in_articles) == len(PAIRS) else None
    if chosen.report:
        report(examples, extra, dev, there, chosen.seed)
        return
    both = examples if extra is None else examples.join(extra)
    told = distilled(chosen.cache, examples, unigrams, seed=chosen.seed)
    if told is not None:
        print(f"| {len(told)} sentences of news in articles | | | | | | |")
        both = both.join(told)
    trained = train(both, RECIPE, members=chosen.members, seed=chosen.seed)
    _show("alone", pearson(trained(dev), dev))
    if there is not None:
        _show("in articles", pearson(trained(there), there))
    record = json.loads((chosen.cache / "models" / "whole" / "mtqa.json").read_text(encoding="utf-8"))
    facts = {
        "model": DEFAULT_LM,
        "revision": record["sha256"][:12],
        "data": DATA,
        "scale": scale_of(alone, trained(examples)),
    }
    path = chosen.output / artefact_file(DEFAULT_LM)
    export(trained, unigrams, facts, path)
    print(f"\nwrote {path}, {path.stat().st_size / 1000:.0f} kB")


def report(examples: Examples, chained: Examples | None, dev: Examples, there: Examples | None, seed: int) -> None:
    """What each step gives."""
    for name, column, sign in (
        ("length alone", 15, 1),
        ("mean log-probability alone", 0, -1),
        ("log-probability per character", 1, -1),
        ("SLOR", 13, -1),
    ):
        _show(name, pearson(sign * dev.facts[:, column], dev))
    for name, states, facts in (
        ("ridge on numbers of surprisal and surface", False, True),
        ("ridge on the mean state", True, False),
        ("ridge on both", True, True),
    ):
        _show(name, pearson(_ridge(examples, dev, states=states, facts=facts), dev))
    for columns in (16, 32):
        trained = train(examples, replace(RECIPE, columns=columns), members=1, seed=seed)
        _show(f"pooled network, {columns} columns", pearson(trained(dev), dev))
    trained = train(examples, RECIPE, members=1, seed=seed)
    _show("pooled network, 64 columns", pearson(trained(dev), dev))
    if there is not None:
        _show("... tested in articles", pearson(trained(there), there))
    several = train(examples, RECIPE, members=4, seed=seed)
    _show("four networks that share 64 columns", pearson(several(dev), dev))
    if chained is not None:
        trained = train(examples.join(chained), RECIPE, members=1, seed=seed)
        _show("trained in articles too **(used)**", pearson(trained(dev), dev))
        if there is not None:
            _show("... tested in articles", pearson(trained(there), there))
    unseen, ridge = {}, {}
    for pair in PAIRS:
        others, one = examples.take(examples.group != pair), dev.take(dev.group == pair)
        unseen.update(pearson(train(others, RECIPE, members=1, seed=seed)(one), one))
        ridge.update(pearson(_ridge(others, one, states=True, facts=True), one))
    _show("pair never trained on, ridge", ridge)
    _show("pair never trained on, pooled network", unseen)


def _ridge(examples: Examples, dev: Examples, *, states: bool, facts: bool, penalty: float = 1000.0) -> NDArray[Any]:
    scales = examples.scales()

    def inputs(some: Examples) -> NDArray[Any]:
        parts = []
        if states:
            mean = np.stack([one.astype(np.float32).mean(axis=0) for one in some.states])
            parts.append((mean - scales.state_mean) / scales.state_scale)
        if facts:
            parts.append(np.clip((some.facts - scales.facts_mean) / scales.facts_scale, -4, 4))
        return np.concatenate(parts, axis=1)

    x = inputs(examples)
    weights = np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ examples.target)
    return np.asarray(inputs(dev) @ weights)


if __name__ == "__main__":
    main()
