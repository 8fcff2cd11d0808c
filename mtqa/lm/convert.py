"""Write a Llama-type model in the form that the default engine runs: two ONNX files, int8."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.lm.calibration_text import CALIBRATION
from mtqa.lm.chunks import POSITIONS
from mtqa.lm.graph import probe_graph, reading_graph, scoring_graph
from mtqa.lm.smooth import fold
from mtqa.lm.vocabulary import Vocabulary, build_tokenizer

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtqa.lm.llama import Array, Llama

__all__ = ["CONVERTER", "FACTS", "PROBE", "READING", "SCORING", "convert"]

#: Files of a converted model: what reads, what scores, what must be known of both, and a product to try.
READING, SCORING, FACTS, PROBE = "reading.onnx", "scoring.onnx", "model.json", "probe.onnx"
#: Version of the run-time form; a change here makes every user's copy be converted again.
CONVERTER = 4

_CALIBRATION_TOKENS = 512


def convert(
    model: Llama, vocabulary: Vocabulary, folder: Path, *, quantize: bool = True, show: Collection[int] = ()
) -> None:
    """Write everything that :class:`mtqa.lm.onnx_.OnnxLM` loads.

    Args:
        model: The model as it was published.
        vocabulary: Its vocabulary.
        folder: An existing, empty folder.
        quantize: int8 with the SmoothQuant fold; else float32.
        show: Layers, from 0, whose feed-forward block shall show what it reads.
    """
    tokenizer = build_tokenizer(vocabulary)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    sample = tokenizer.encode("\n" + CALIBRATION).ids[:_CALIBRATION_TOKENS]
    run = fold(model, sample) if quantize else model
    reading = reading_graph(run, positions=POSITIONS, show=show, quantize=quantize)
    (folder / READING).write_bytes(reading.SerializeToString())
    (folder / SCORING).write_bytes(scoring_graph(run, quantize=quantize).SerializeToString())
    (folder / PROBE).write_bytes(probe_graph().SerializeToString())
    config = model.config
    facts = {
        "form": "int8" if quantize else "float32",
        "layers": config.n_layers,
        "hidden": config.hidden,
        "kv_width": config.n_kv_heads * config.head_dim,
        # what the fold divided a norm's gain by, its state is multiplied with
        "final": _ratio(model.final_norm, run.final_norm),
        "middle": {
            str(layer): _ratio(*(each.layer(layer, "post_attention_layernorm") for each in (model, run)))
            for layer in sorted(show)
        },
    }
    (folder / FACTS).write_text(json.dumps(facts) + "\n", encoding="utf-8")


def _ratio(gain: Array, folded: Array) -> list[float]:
    import numpy as np

    ratio = np.divide(gain, folded, out=np.ones(len(gain), np.float32), where=folded != 0)
    return [float(value) for value in ratio]
