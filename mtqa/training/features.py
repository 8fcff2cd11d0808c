"""What the heads are trained on, read once and kept: ``python -m mtqa.training.features --cache DIR``.

Writes, per set of sentences, log-probabilities and states of every token as the default engine gives
them: the final state, and all channels of the layer that the heads tap, from which the few that they
want at run time are then chosen.  A run that was stopped goes on where it was.

A set ``NAME`` is a folder of the cache:

| file | what |
|---|---|
| ``units.jsonl`` | a line per sentence: ``text``, its place in the data, and what people said of it |
| ``starts.npy`` | (sentences + 1,) int64: tokens ``starts[i]:starts[i + 1]`` are those of sentence ``i`` |
| ``spans.npy`` | (tokens, 2) int32: code points of the sentence; what stands before it counts as 0 |
| ``ids.npy`` | (tokens,) int32 |
| ``logprobs.npy`` | (tokens,) float32, nats |
| ``final.npy`` | (tokens, 576) float16: the final state that has read the token |
| ``middle.npy`` | (tokens, 576) float16: what the tapped feed-forward block reads |
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.data import Span
from mtqa.lm.convert import FACTS
from mtqa.lm.taps import LAYER, Tap
from mtqa.training.da import PAIRS, read_assessments
from mtqa.training.lexicon import read_mqm, split_of
from mtqa.training.mqm_rows import articles, read_rows

if TYPE_CHECKING:
    from mtqa.lm.onnx_ import OnnxLM

__all__ = ["FeatureSet", "Unit", "open_set"]

#: Texts that are read between two marks of progress.
_CHUNK = 100
#: Sentences of one made-up article, and the seed of its order.
_ARTICLE, _SEED = 12, 5
#: Translations of news that are read both alone and in their articles.
_DISTILLED = ("ref.A", "hyp.Borderline", "hyp.Facebook-AI", "hyp.NiuTrans", "hyp.metricsystem2")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a set.

    Attributes:
        text: The sentence; quotation marks are straightened one for one before it is read.
        facts: Its line in ``units.jsonl``.
    """

    text: str
    facts: dict[str, Any]


#: Sentences that are read as one text, with what stands between them.
Text = tuple[str, list[Unit]]


def da_texts(folder: Path, pair: str, part: str, *, chained: bool) -> list[Text]:
    """Direct assessments: each sentence alone, or in made-up articles of a dozen, by chance."""
    units = [
        Unit(
            one.text, {"pair": pair, "part": part, "row": i, "z_mean": one.z_mean, "mean": one.mean, "z": one.z_scores}
        )
        for i, one in enumerate(read_assessments(folder, pair, part=part))
    ]
    if not chained:
        return [("", [unit]) for unit in units]
    random.Random(f"{_SEED} {pair} {part}").shuffle(units)  # noqa: S311 -- an order, not a secret
    return [(" ", units[i : i + _ARTICLE]) for i in range(0, len(units), _ARTICLE)]


def mqm_texts(path: Path, between: str) -> list[Text]:
    """Every system's translation of every document, whole."""
    found: dict[tuple[str, str], dict[int, str]] = {}
    for fields in read_mqm(path):
        if len(fields) != 9:
            continue
        system, document, number = fields[:3]
        if not number.isdecimal():  # a document id with an underscore was split at it
            document, number = f"{document}_{number}", fields[3]
        if number.isdecimal():
            found.setdefault((system, document), {})[int(number)] = fields[5]
    return [
        (
            between,
            [
                Unit(text, {"system": system, "document": document, "segment": number})
                for number, text in sorted(found[system, document].items())
            ],
        )
        for system, document in sorted(found)
    ]


def _is_distilled(text: Text) -> bool:
    """Whether a translation is read both alone and in its article: some systems, no held-out document."""
    facts = text[1][0].facts
    return facts["system"] in _DISTILLED and split_of(facts["document"]) != "test"


def annotated_texts(path: Path) -> list[Text]:
    """Every system's translation of every document, whole; a segment is a paragraph, as where phrases are looked for."""
    read = articles(read_rows(path))
    return [
        (
            "\n\n",
            [
                Unit(row.target, {"system": system, "document": document, "segment": row.segment})
                for row in read[system, document]
            ],
        )
        for system, document in sorted(read)
    ]


def sets(data: Path) -> dict[str, Any]:
    """Every set by name, as a function that reads it."""
    found: dict[str, Any] = {}
    for chained in (False, True):
        for part in ("dev", "train"):
            for pair in PAIRS:
                name = f"{'chained' if chained else 'da'}-{pair}-{part}"
                found[name] = lambda pair=pair, part=part, chained=chained: da_texts(
                    data / "da", pair, part, chained=chained
                )
    news = data / "mqm" / "wmt21_zh-en.tsv"
    found["wmt21"] = lambda: annotated_texts(news)
    found["news-articles"] = lambda: [text for text in mqm_texts(news, "\n\n") if _is_distilled(text)]
    found["news-alone"] = lambda: [
        ("", [unit]) for text in mqm_texts(news, "\n\n") if _is_distilled(text) for unit in text[1]
    ]
    found["ted21"] = lambda: annotated_texts(data / "mqm" / "ted21_zh-en.tsv")
    return found


def extract(name: str, texts: Sequence[Text], cache: Path, model: OnnxLM) -> None:
    """Read a set into ``cache``; one that is complete is left as it is.

    Args:
        name: Its folder.
        texts: What is read.
        cache: The folder of all sets.
        model: A model with a tap ``middle``; see :func:`open_model`.
    """
    folder = cache / name
    mark = folder / "progress.json"
    folder.mkdir(parents=True, exist_ok=True)
    plans = [_plan(text, model) for text in texts]
    counts = [sum(len(rows) for rows in plan.kept) for plan in plans]
    done = json.loads(mark.read_text(encoding="utf-8"))["texts"] if mark.exists() else 0
    if done == 0:
        _write_facts(folder, plans)
    width = model.read(["a"])[0].states.shape[1]
    arrays = {
        key: np.lib.format.open_memmap(
            folder / f"{key}.npy", mode="r+" if done else "w+", dtype=dtype, shape=(sum(counts), *shape)
        )
        for key, dtype, shape in (
            ("logprobs", np.float32, ()),
            ("final", np.float16, (width,)),
            ("middle", np.float16, (width,)),
        )
    }
    at = sum(counts[:done])
    begin, first = time.monotonic(), at
    while done < len(texts):
        chunk = slice(done, done + _CHUNK)
        for reading, plan in zip(model.read([plan.text for plan in plans[chunk]]), plans[chunk], strict=True):
            rows = np.array([row for of_unit in plan.kept for row in of_unit], dtype=np.int64)
            new = slice(at, at + len(rows))
            arrays["logprobs"][new] = np.array([token.logprob for token in reading.tokens], dtype=np.float32)[rows]
            arrays["final"][new] = reading.states[rows]
            arrays["middle"][new] = reading.carried["middle"][rows]
            at = new.stop
        for array in arrays.values():
            array.flush()
        done = min(len(texts), chunk.stop)
        mark.write_text(json.dumps({"texts": done, "of": len(texts), "tokens": at}), encoding="utf-8")
        speed = (at - first) / (time.monotonic() - begin)
        print(f"{name}: {done} of {len(texts)} texts, {at} tokens, {speed:.0f} a second", flush=True)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the model reads, and which of its tokens are whose.

    Attributes:
        text: What the model reads.
        units: The sentences in it.
        starts: Where each begins in ``text``, and the end.
        ids: Of the tokens of ``text``.
        spans: Their places.
        kept: Indices of each sentence's tokens.
    """

    text: str
    units: list[Unit]
    starts: list[int]
    ids: list[int]
    spans: Sequence[Span]
    kept: list[list[int]]


def _plan(text: Text, model: OnnxLM) -> _Plan:
    between, units = text
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit.text) + len(between))
    joined = between.join(unit.text for unit in units).translate(_STRAIGHT)
    ids, spans = model.encode(joined)
    return _Plan(joined, units, starts, ids, spans, _keep(joined, spans, starts))


def _keep(text: str, spans: Sequence[Span], starts: Sequence[int]) -> list[list[int]]:
    """Indices of each unit's tokens: a token belongs where its last visible code point is."""
    found: list[list[int]] = [[] for _ in starts[:-1]]
    unit = 0
    for i, (start, end) in enumerate((span.start, span.end) for span in spans):
        surface = text[start:end].rstrip()
        last = start + len(surface) - 1 if surface else start
        if start < end and not surface:
            continue
        while unit + 2 < len(starts) and last >= starts[unit + 1]:
            unit += 1
        found[unit].append(i)
    return found


def _write_facts(folder: Path, plans: Sequence[_Plan]) -> None:
    """Everything that the tokenizer knows."""
    spans, ids, counts = [], [], [0]
    with (folder / "units.jsonl").open("w", encoding="utf-8") as file:
        for plan in plans:
            for unit, begin, rows in zip(plan.units, plan.starts, plan.kept, strict=False):
                file.write(json.dumps({"text": unit.text, **unit.facts}, ensure_ascii=False) + "\n")
                counts.append(len(rows))
                for row in rows:
                    spans.append((max(0, plan.spans[row].start - begin), max(0, plan.spans[row].end - begin)))
                    ids.append(plan.ids[row])
    np.save(folder / "starts.npy", np.cumsum(counts).astype(np.int64))
    np.save(folder / "spans.npy", np.array(spans, dtype=np.int32).reshape(-1, 2))
    np.save(folder / "ids.npy", np.array(ids, dtype=np.int32))


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """A set of the cache, its arrays mapped and not read; see the module for their shapes."""

    units: list[dict[str, Any]]
    starts: Any
    spans: Any
    ids: Any
    logprobs: Any
    final: Any
    middle: Any

    def rows(self) -> Iterator[tuple[dict[str, Any], slice]]:
        """Each sentence with its tokens."""
        for i, unit in enumerate(self.units):
            yield unit, slice(int(self.starts[i]), int(self.starts[i + 1]))


def open_set(cache: Path, name: str) -> FeatureSet:
    """Open a set that was extracted.

    Raises:
        FileNotFoundError: It was not, or not to the end.
    """
    folder = cache / name
    mark = folder / "progress.json"
    progress = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else {}
    if not progress or progress["texts"] != progress["of"]:
        raise FileNotFoundError(f"{folder} is not complete; run `python -m mtqa.training.features --cache {cache}`")
    units = [json.loads(line) for line in (folder / "units.jsonl").read_text(encoding="utf-8").splitlines()]
    arrays = {
        key: np.load(folder / f"{key}.npy", mmap_mode="r")
        for key in ("starts", "spans", "ids", "logprobs", "final", "middle")
    }
    return FeatureSet(units, **arrays)


def open_model(*, threads: int) -> OnnxLM:
    """The default model, with all channels of the layer that heads tap as ``middle``."""
    from mtqa.lm import DEFAULT_LM, store
    from mtqa.lm.onnx_ import OnnxLM

    folder = store.ensure(DEFAULT_LM, offline=False, note=print)
    hidden = json.loads((folder / FACTS).read_text(encoding="utf-8"))["hidden"]
    taps = {"middle": Tap(LAYER, np.eye(hidden, dtype=np.float32))}
    return OnnxLM.load(folder, name=DEFAULT_LM, threads=threads, taps=taps)


def main(arguments: Sequence[str] | None = None) -> None:
    """Extract the sets that are named, or all."""
    parser = argparse.ArgumentParser(description="Read the training data with the default language model.")
    parser.add_argument("--data", type=Path, default=os.environ.get("MTQA_DATA", "../shared/data"))
    parser.add_argument("--cache", type=Path, required=True, help="a folder outside the repository; some gigabytes")
    parser.add_argument("--set", action="append", dest="names", metavar="NAME", help="one set; may be repeated")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args(arguments)
    model = open_model(threads=chosen.threads)
    known = sets(chosen.data)
    for name in chosen.names or known:
        extract(name, known[name](), chosen.cache, model)


if __name__ == "__main__":
    main()
