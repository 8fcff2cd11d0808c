"""Train the head of any language model from judged sentences: what ``mtqa models calibrate`` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import InputError, ModelError
from mtqa.lm.reading import StateReader
from mtqa.training.da import Assessment, read_table

if TYPE_CHECKING:
    from mtqa.lm import LanguageModel
    from mtqa.lm.reading import Reading
    from mtqa.scoring.unigrams import Unigrams
    from mtqa.training.judge_model import Examples

__all__ = ["LEAST", "calibrate", "read_judged"]

#: Sentences below which nothing is trained, and from which the full recipe is used.
LEAST, MANY = 200, 5000
#: Sentences that are read at once; every so many-th is kept to measure the result.
_CHUNK, _KEPT = 200, 10


def read_judged(path: Path) -> list[Assessment]:
    """Judged sentences of a table.

    Args:
        path: Tab-separated UTF-8 with a header that names ``translation`` and ``mean``, a judgement of 0
            to 100; other columns are not read, but ``z_mean`` is used if it is there (MLQE-PE).

    Raises:
        InputError: It cannot be read, or has not these columns.
    """
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"{path} cannot be read: {exc}; give a tab-separated UTF-8 table") from exc
    header = lines[0].rstrip("\r").split("\t")
    if not {"translation", "mean"} <= set(header):
        raise InputError(f"{path}, line 1: no columns `translation` and `mean` (0 to 100); name them so")
    try:
        return read_table(lines)
    except (ValueError, IndexError) as exc:
        raise InputError(f"{path} is not a table of judgements: {exc}; every line needs all columns of line 1") from exc


def calibrate(
    lm: LanguageModel, judged: Sequence[Assessment], path: Path, *, data: str, note: Callable[[str], None]
) -> float:
    """Read the sentences, train, and write the artefact.

    Args:
        lm: The language model; it must show its states.
        judged: Sentences and judgements, at least :data:`LEAST`.
        path: What is written.
        data: A name for the judgements; stands beside every score.
        note: Called with sentences for the user.

    Returns:
        Pearson correlation on every tenth sentence, which was kept out of the training.

    Raises:
        InputError: Too few sentences.
        ModelError: The language model does not show its states.
    """
    import numpy as np

    from mtqa.scoring.unigrams import Unigrams
    from mtqa.training.judge import MEMBERS, RECIPE, export, pearson, train

    judged = [one for one in judged if one.text]
    if len(judged) < LEAST:
        raise InputError(f"{len(judged)} judged sentences are too few to train on; give at least {LEAST}")
    if not isinstance(lm, StateReader):
        raise ModelError(f"the language model {lm.name} does not show its states; only surprisal can be had from it")
    readings = []
    for start in range(0, len(judged), _CHUNK):
        readings += lm.read([one.text for one in judged[start : start + _CHUNK]])
        note(f"read {len(readings)} of {len(judged)} sentences")
    pairs = [(one, reading) for one, reading in zip(judged, readings, strict=True) if _visible(one.text, reading)]
    ids = [np.asarray(reading.ids) for _, reading in pairs]
    unigrams = Unigrams.count(ids, 1 + max(int(one.max()) for one in ids))
    examples = _examples(pairs, unigrams)
    hidden = examples.states[0].shape[1]
    recipe = replace(RECIPE, columns=min(RECIPE.columns, hidden), epochs=RECIPE.epochs if len(judged) >= MANY else 8)
    kept = np.arange(len(examples)) % _KEPT == 0
    trained = train(examples.take(~kept), recipe, members=MEMBERS)
    held = examples.take(kept)
    agreement = pearson(trained(held), held)["all"]
    predicted = trained(examples)
    slope, intercept = np.polyfit(predicted, [one.mean for one, _ in pairs], 1)
    facts = {
        "model": lm.name,
        "revision": lm.revision,
        "data": data,
        "scale": [round(float(slope), 3), round(float(intercept), 3)],
        "reference": f"the judged sentences of {data}",
        "sentences": [
            round(float(np.clip(intercept + slope * value, 0, 100)), 2)
            for value in np.quantile(predicted, np.linspace(0, 1, 101))
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    export(trained, unigrams, facts, path)
    return float(agreement)


def _examples(pairs: Sequence[tuple[Assessment, Reading]], unigrams: Unigrams) -> Examples:
    import numpy as np

    from mtqa.scoring.sentence_facts import of_sentence, of_tokens
    from mtqa.training.judge_model import Examples

    states, tokens, facts = [], [], []
    for one, reading in pairs:
        rows = _visible(one.text, reading)
        surprisal = np.array([-(reading.tokens[row].logprob or 0.0) for row in rows], dtype=np.float32)
        rarity = unigrams.rarity(np.asarray(reading.ids)[rows])
        states.append(reading.carried["middle"][rows].astype(np.float16))
        tokens.append(of_tokens(surprisal, rarity))
        facts.append(of_sentence(one.text, surprisal, rarity))
    target = np.array([one.z_mean for one, _ in pairs], dtype=np.float32)
    return Examples(states, tokens, np.stack(facts), target - target.mean(), np.full(len(pairs), "all"))


def _visible(text: str, reading: Reading) -> list[int]:
    """The tokens that count, as in :mod:`mtqa.scoring.fluency`: not those of white space alone."""
    spans = [token.span for token in reading.tokens]
    return [row for row, span in enumerate(spans) if span.start == span.end or span.of(text).strip()]
