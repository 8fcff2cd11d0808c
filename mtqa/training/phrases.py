"""Train what finds suspicious phrases: ``python -m mtqa.training.phrases --cache DIR --work DIR``.

Reads the features that :mod:`mtqa.training.features` left in ``--cache`` (sets ``wmt21`` and ``ted21``) and the MQM
annotation of ``--data``.  Documents of the project's ``test`` fifth are held out: no network, threshold or
calibration sees them.  The others are divided in two halves by document; networks of one half give the scores of the
other, from which thresholds and calibration come.  Then the networks that are shipped are trained on both halves.

Writes ``models/phrases-<model>.npz`` and prints, as Markdown, the numbers of its card.  ``--ablate`` prints what each
part of the recipe is worth.  A run that was stopped goes on from what ``--work`` holds.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mtqa.scoring.suspicions import Calibration, artefact_name, pack_levels, relative
from mtqa.scoring.word_features import SURPRISAL_SCALE
from mtqa.training import word_labels
from mtqa.training.lexicon import split_of
from mtqa.training.phrase_calibration import calibrate
from mtqa.training.tagger_fit import Recipe, Trained, TrainingSet, fit, predict
from mtqa.training.tagger_model import Scaling, export, taps
from mtqa.training.word_data import FILES, WordData, load, word_levels
from mtqa.training.word_metrics import average_precision, best_threshold, mcc, span_precision

if TYPE_CHECKING:
    import torch

__all__ = ["Plan", "main"]

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

MODEL = "smollm2-135m"
_SEED = 11


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained on; the defaults are what is shipped.

    Attributes:
        sets: Annotation that is learnt from.
        soft: Share of what a fresh rater would mark in a label; the rest is this rater's own marks.
        raters: Whether each rater's strictness is learnt beside.
        columns: Which states are read: ``both``, ``final``, ``middle`` or ``none``.
        facts: Whether plain facts of the words, surprisal among them, are read.
        people: Whether human translations are learnt from, too.
        recipe: How the networks are trained.
        networks: How many.
        blind: How many of them, the last, see the facts alone: weaker where they were trained, and less at a loss
            in text of another kind.
    """

    sets: tuple[str, ...] = ("wmt21", "ted21")
    soft: float = 0.5
    raters: bool = True
    columns: str = "both"
    facts: bool = True
    people: bool = True
    recipe: Recipe = field(default_factory=Recipe)
    networks: int = 1
    blind: int = 0


#: What is shipped: chosen on the cross-fitted scores of both files, of which talks are the strange ones.
SHIPPED = Plan(networks=3, blind=1)
#: What ``--ablate`` compares, each with the row above the line that it names.
VARIANTS: dict[str, Plan] = {
    "facts of the words alone": Plan(columns="none", soft=0.0, raters=False, sets=("wmt21",)),
    "final state and facts": Plan(columns="final", soft=0.0, raters=False, sets=("wmt21",)),
    "both states and facts": Plan(soft=0.0, raters=False, sets=("wmt21",)),
    "+ strictness of each rater": Plan(soft=0.0, sets=("wmt21",)),
    "soft labels instead": Plan(soft=1.0, sets=("wmt21",)),
    "both labels, half and half": Plan(sets=("wmt21",)),
    "talks alone": Plan(sets=("ted21",)),
    "news and talks": Plan(),
    "without human translations": Plan(people=False),
    "three networks": Plan(networks=3),
    "three, one of them with facts alone": SHIPPED,
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """One file of annotation, ready to train on.

    Attributes:
        data: Words and features.
        half: Per row: 0 or 1, or -1 if the document is held out.
        soft: Soft labels, (words, 2); those of held-out rows are not used.
    """

    data: WordData
    half: NDArray[np.int8]
    soft: Floats


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, write, print."""
    parser = argparse.ArgumentParser(description="Train the networks that find suspicious phrases.")
    parser.add_argument("--data", type=Path, default=os.environ.get("MTQA_DATA", "../shared/data"))
    parser.add_argument("--cache", type=Path, required=True, help="where mtqa.training.features wrote")
    parser.add_argument("--work", type=Path, required=True, help="a folder for what a stopped run goes on from")
    parser.add_argument("--output", type=Path, default=Path("models"))
    parser.add_argument("--revision", default="", help="first digits of the language model's weights")
    parser.add_argument("--threads", type=int, default=1, help="more do not help networks this small")
    parser.add_argument("--ablate", action="store_true", help="compare the parts of the recipe, and write nothing")
    chosen = parser.parse_args(arguments)
    import torch

    torch.set_num_threads(chosen.threads)
    levels = word_levels(chosen.data)
    corpora = {name: corpus(load(chosen.cache, chosen.data, name, levels=levels), name) for name in FILES}
    if chosen.ablate:
        ablate(corpora, chosen.work)
        return
    plan = SHIPPED
    scores = cross_fitted(corpora, plan, chosen.work)
    calibration = calibrate([(one.data, scores[name], one.half >= 0) for name, one in corpora.items()])
    parts = [(name, np.asarray(one.half >= 0)) for name, one in corpora.items()]
    networks, scaling = ensemble(corpora, parts, plan, chosen.work, name="final")
    path = chosen.output / artefact_name(MODEL)
    revision = chosen.revision or default_revision()
    write(
        path, networks, scaling, calibration, revision=revision, thresholds=thresholds(corpora, scores), levels=levels
    )
    print(f"wrote {path}: {path.stat().st_size / 1e6:.2f} MB")
    for name, one in corpora.items():
        report(f"{name}, training documents, cross-fitted", one, scores[name], one.half >= 0, other=scores[name])
        found = run(networks, one.data, plan)
        report(f"{name}, held-out documents", one, found, one.half < 0, other=scores[name])


def default_revision() -> str:
    """First digits of the default model's weights."""
    from mtqa.lm import manifest

    return manifest.find(MODEL).member_sha256[:12]


def corpus(data: WordData, name: str) -> Corpus:
    """Divide a file, and work out its soft labels from the documents that are not held out.

    TED has two talks in each of the training parts; there, the parts are the halves.
    """
    parts = np.array([split_of(document) for document in data.documents])
    half = np.where(parts == "test", -1, np.where(parts == "train", 0, 1)).astype(np.int8)
    open_, inside = data.words.chosen(half >= 0)
    hints = word_labels.hints(open_)
    soft = np.zeros((len(data.words), 2), dtype=np.float32)
    for column, major in enumerate((False, True)):
        print(f"{name}: soft labels, {'major' if major else 'any'} marks")
        soft[inside, column] = word_labels.soft_labels(word_labels.fit(open_, hints, major=major), hints)
    return Corpus(data, half, soft)


def training_set(corpora: dict[str, Corpus], parts: Sequence[tuple[str, Flags]], plan: Plan) -> TrainingSet:
    """The words of some rows of each file."""
    columns: list[tuple[NDArray[np.float16], Floats, NDArray[np.intp], Floats, NDArray[np.intp], Floats]] = []
    raters: dict[tuple[str, str | None], int] = {}
    n_sentences = 0
    for name, keep in parts:
        one = corpora[name]
        use = keep if plan.people else keep & ~one.data.human
        chosen = one.data.chosen(use)
        inside = use[one.data.words.row]
        hard = np.stack([chosen.words.bad, chosen.words.weight >= 5], axis=1).astype(np.float32)
        rater = np.array(
            [
                raters.setdefault((name, row.rater) if plan.raters else ("", None), len(raters))
                for row in chosen.words.rows
            ]
        )
        _, sequence = np.unique(chosen.sequence, return_inverse=True)
        columns.append(
            (
                _states(chosen.states, plan),
                _facts(chosen.facts, plan),
                sequence + n_sentences,
                plan.soft * one.soft[inside] + np.float32(1 - plan.soft) * hard,
                rater[chosen.words.row],
                np.ones(len(chosen.words), dtype=np.float32),
            )
        )
        n_sentences += int(sequence.max()) + 1
    return TrainingSet(*(np.concatenate(parts_) for parts_ in zip(*columns, strict=True)))


def _states(states: NDArray[np.float16], plan: Plan) -> NDArray[np.float16]:
    hidden = states.shape[1] // 2
    if plan.columns == "both":
        return states
    kept = np.zeros_like(states)
    if plan.columns == "final":
        kept[:, :hidden] = states[:, :hidden]
    elif plan.columns == "middle":
        kept[:, hidden:] = states[:, hidden:]
    return kept


def _facts(facts: Floats, plan: Plan) -> Floats:
    return facts if plan.facts else np.zeros_like(facts)


def ensemble(
    corpora: dict[str, Corpus], parts: Sequence[tuple[str, Flags]], plan: Plan, work: Path, *, name: str
) -> tuple[list[Trained], Scaling]:
    """Train the networks of a plan: the first chooses the taps, the others share them."""
    import torch

    given = training_set(corpora, parts, plan)
    scaling = Scaling.of(given.states)
    found: list[Trained] = []
    tap: torch.Tensor | None = None
    width = given.states.shape[1]
    blind = replace(given, states=np.broadcast_to(np.zeros((1, width), np.float16), given.states.shape))
    nothing = Scaling(np.zeros(width, np.float32), np.ones(width, np.float32))
    for number in range(plan.networks):
        sees = number < plan.networks - plan.blind
        one = fit(
            given if sees else blind,
            plan.recipe,
            seed=_SEED + number,
            scaling=scaling if sees else nothing,
            tap=tap,
            keep=work,
            name=f"{name}-{number}",
        )
        if not sees:
            with torch.no_grad():
                one.network.reduce.weight.zero_()
        tap = one.network.tap.weight.detach()
        found.append(Trained(one.network, scaling))
    return found, scaling


def run(networks: Sequence[Trained], data: WordData, plan: Plan) -> Floats:
    """Mean logits of the networks."""
    states, facts = _states(data.states, plan), _facts(data.facts, plan)
    return np.asarray(np.mean([predict(one, states, facts, data.sequence) for one in networks], axis=0))


def cross_fitted(corpora: dict[str, Corpus], plan: Plan, work: Path) -> dict[str, Floats]:
    """Logits of every word of the training documents by networks that saw only the other half."""
    found = {name: np.zeros((len(one.data.words), 2), dtype=np.float32) for name, one in corpora.items()}
    for half in (0, 1):
        parts = [(name, np.asarray(corpora[name].half == 1 - half)) for name in plan.sets]
        networks, _ = ensemble(corpora, parts, plan, work, name=f"half-{1 - half}")
        for name, one in corpora.items():
            keep = np.asarray(one.half == half)
            found[name][keep[one.data.words.row]] = run(networks, one.data.chosen(keep), plan)
    return found


def write(
    path: Path,
    networks: Sequence[Trained],
    scaling: Scaling,
    calibration: Calibration,
    *,
    revision: str,
    thresholds: tuple[float, float],
    levels: Mapping[str, int],
) -> None:
    """Write the artefact, in half precision."""
    weights = export([one.network for one in networks], scaling)
    facts = {
        "model": MODEL,
        "revision": revision,
        "chance": calibration.chance,
        "raters": calibration.raters,
        "major": calibration.major,
        "threshold": thresholds[0],
        "surprisal_threshold": thresholds[1],
    }
    arrays: dict[str, NDArray[Any]] = {name: value.astype(np.float16) for name, value in weights.items()}
    arrays["facts"] = np.array(json.dumps(facts))
    arrays["levels"] = np.frombuffer(pack_levels(levels), dtype=np.uint8)
    arrays["taps"] = taps(networks[0].network, scaling).astype(np.float16)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def thresholds(corpora: dict[str, Corpus], scores: dict[str, Floats]) -> tuple[float, float]:
    """The thresholds with the best MCC on the machine translations of the training documents of all files.

    Of the networks' cross-fitted log-odds, and of the surprisal in nats.
    """
    marked: list[NDArray[np.float64]] = []
    nats: list[NDArray[np.float64]] = []
    bad: list[Flags] = []
    for name, one in corpora.items():
        inside = np.asarray((one.half >= 0) & ~one.data.human)[one.data.words.row]
        marked.append(relative(scores[name][inside, 0], one.data.article[inside]))
        nats.append(SURPRISAL_SCALE * one.data.facts[inside, 0].astype(np.float64))
        bad.append(one.data.words.bad[inside])
    answers = np.concatenate(bad)
    return best_threshold(np.concatenate(marked), answers), best_threshold(np.concatenate(nats), answers)


def report(title: str, one: Corpus, scores: Floats, keep: NDArray[np.bool_], *, other: Floats) -> None:
    """Print the figures of some rows of machine translation; the threshold is that of the other half's documents."""
    print(
        f"\n{title}: " + "; ".join(f"{name} {value}" for name, value in figures(one, scores, keep, other=other).items())
    )


def figures(one: Corpus, scores: Floats, keep: Flags, *, other: Floats) -> dict[str, str]:
    """AP, MCC at a threshold chosen on other documents, and span precision."""
    use = np.asarray(keep) & ~one.data.human
    words, inside = one.data.words.chosen(use)
    marked = scores[inside, 0].astype(np.float64)
    compared = relative(scores[inside, 0], one.data.article[inside])
    flags = np.zeros(len(words), dtype=bool)
    half = one.half[use][words.row]
    for part in np.unique(half):
        # The held-out rows take the threshold of both halves, a half that of the other.
        source = (one.half >= 0) & (one.half != part) & ~one.data.human
        chosen, at = one.data.words.chosen(source)
        threshold = best_threshold(relative(other[at, 0], one.data.article[at]), chosen.bad)
        flags[half == part] = compared[half == part] >= threshold
    return {
        "words": f"{len(words)}",
        "bad": f"{words.bad.mean():.3f}",
        "AP": f"{average_precision(marked, words.bad):.3f}",
        "MCC": f"{mcc(flags, words.bad):.3f}",
        **{
            f"spans at {share:.1%}": f"{span_precision(words, marked, share=share)[0]:.3f}"
            for share in (0.005, 0.01, 0.02)
        },
    }


def ablate(corpora: dict[str, Corpus], work: Path) -> None:
    """Print a row per variant: training documents, cross-fitted."""
    header = False
    for name, plan in VARIANTS.items():
        scores = cross_fitted(corpora, plan, work)
        for title, one in corpora.items():
            row = figures(one, scores[title], one.half >= 0, other=scores[title])
            if not header:
                print(f"\n| variant | set | {' | '.join(row)} |\n|{'---|' * (len(row) + 2)}")
                header = True
            print(f"| {name} | {title} | {' | '.join(row.values())} |", flush=True)


if __name__ == "__main__":
    main()
