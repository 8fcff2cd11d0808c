"""Write a Llama-type model in the form that CTranslate2 runs, int8.

The file is written here and not by ``ctranslate2.specs``, because that module imports torch.  The
layout (binary version 6, ``TransformerDecoderSpec`` revision 8) is what CTranslate2 4.x documents
in its own writer, and later versions read older files.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from mtqa.lm.calibration_text import CALIBRATION
from mtqa.lm.carry import Tap, carry
from mtqa.lm.llama import Llama
from mtqa.lm.smooth import fold
from mtqa.lm.vocabulary import Vocabulary, build_tokenizer

if TYPE_CHECKING:
    from mtqa.lm.llama import Array

__all__ = ["CONVERTER", "STATES", "convert", "convert_cut", "write_ctranslate2"]

#: File of a converted model that says what stands behind its logits.
STATES = "states.json"
#: Version of the run-time form; a change here makes every user's copy be converted again.
CONVERTER = 2

_CALIBRATION_TOKENS = 512
#: Units that the last block of a cut model keeps, all zero: CTranslate2 wants some.
_UNITS = 32
_BINARY_VERSION = 6
_SPEC_NAME, _SPEC_REVISION = "TransformerDecoderSpec", 8
_DTYPES = ("float32", "int8", "int16", "int32")  # in the order of CTranslate2's DataType
_SWISH = 2  # in the order of CTranslate2's ActivationType


def convert(
    model: Llama,
    vocabulary: Vocabulary,
    folder: Path,
    *,
    quantize: bool = True,
    taps: Mapping[str, Tap] | None = None,
) -> None:
    """Write everything that :class:`mtqa.lm.ctranslate2_.CTranslate2LM` loads.

    Args:
        model: The model as it was published.
        vocabulary: Its vocabulary.
        folder: An existing, empty folder.
        quantize: int8 with the SmoothQuant fold; else float32.
        taps: What it shall carry from earlier layers to its output, by name of the head.
    """
    import numpy as np

    tokenizer = build_tokenizer(vocabulary)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    sample = tokenizer.encode("\n" + CALIBRATION).ids[:_CALIBRATION_TOKENS]
    hidden = model.config.hidden
    exposed = fold(model, sample) if quantize else model
    # what the fold divided the last norm's gain by, the rows that show the state multiply with
    factor = np.divide(
        model.final_norm, exposed.final_norm, out=np.ones(hidden, np.float32), where=exposed.final_norm != 0
    )
    facts: dict[str, Any] = {"logits": len(vocabulary.tokens), "hidden": hidden, "ones": 0, "taps": []}
    if taps:
        carried = carry(exposed, list(taps.values()), original=model, tokens=sample)
        exposed = carried.model
        facts["ones"] = carried.n_ones
        at = 0
        for name, tap in taps.items():
            columns = slice(at, at + len(tap.matrix))
            scale, offset = (part[columns].tolist() for part in (carried.scale, carried.offset))
            facts["taps"].append({"name": name, "scale": scale, "offset": offset})
            at = columns.stop
    _write(exposed, factor, vocabulary, facts, folder, quantize=quantize)


def convert_cut(model: Llama, vocabulary: Vocabulary, folder: Path, *, layer: int) -> None:
    """Write the model cut after what the feed-forward block of ``layer`` reads, which is shown as its state.

    A third of a pass, for those who train heads; see :mod:`mtqa.lm.carry` for how a head has it at run time.

    Args:
        model: The model as it was published.
        vocabulary: Its vocabulary.
        folder: An existing, empty folder.
        layer: From 0.
    """
    import numpy as np

    tokenizer = build_tokenizer(vocabulary)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    folded = fold(model, tokenizer.encode("\n" + CALIBRATION).ids[:_CALIBRATION_TOKENS])
    hidden, gain = model.config.hidden, folded.layer(layer, "post_attention_layernorm")
    weights = {**folded.weights, "model.norm.weight": gain, "lm_head.weight": np.zeros((0, hidden), np.float32)}
    for part, shape in (("gate", (_UNITS, hidden)), ("up", (_UNITS, hidden)), ("down", (hidden, _UNITS))):
        weights[f"model.layers.{layer}.mlp.{part}_proj.weight"] = np.zeros(shape, np.float32)
    factor = model.layer(layer, "post_attention_layernorm") / gain
    facts: dict[str, Any] = {"logits": 0, "hidden": hidden, "ones": 0, "taps": []}
    _write(Llama(replace(model.config, n_layers=layer + 1), weights), factor, vocabulary, facts, folder)


def _write(
    model: Llama, factor: Array, vocabulary: Vocabulary, facts: dict[str, Any], folder: Path, *, quantize: bool = True
) -> None:
    exposed = _expose_states(model, factor)
    n_rows = len(exposed.output) - len(model.output)
    tokens = [*vocabulary.tokens, *(f"<state {i}>" for i in range(n_rows))]
    write_ctranslate2(exposed, tokens, folder, quantize=quantize)
    (folder / STATES).write_text(json.dumps(facts) + "\n", encoding="utf-8")


def _expose_states(model: Llama, factor: Array) -> Llama:
    """Append rows to the output matrix that copy the final hidden state behind the logits.

    One pass then yields both; the 576 rows beside 49,152 cost about 1% of a pass.

    Args:
        model: The model; channels beyond the length of ``factor`` are copied as they are.
        factor: What each channel of the state is multiplied with.
    """
    import numpy as np

    rows = np.diag(np.append(factor, np.ones(model.config.hidden - len(factor))))
    output = np.concatenate([model.output, rows.astype(np.float32)])
    return Llama(model.config, {**model.weights, "lm_head.weight": output})


def write_ctranslate2(model: Llama, tokens: list[str], folder: Path, *, quantize: bool = True) -> None:
    """Write ``model.bin``, ``config.json`` and ``vocabulary.json`` into ``folder``.

    Args:
        model: The model; fold it first (:func:`mtqa.lm.smooth.fold`) if it will run in int8.
        tokens: The vocabulary in the order of the ids.
        folder: An existing folder.
        quantize: Matrices as int8 with a scale per row; else as float32.
    """
    variables = sorted(_variables(model, quantize=quantize))
    with (folder / "model.bin").open("wb") as file:
        file.write(struct.pack("<I", _BINARY_VERSION))
        _write_string(file, _SPEC_NAME)
        file.write(struct.pack("<II", _SPEC_REVISION, len(variables)))
        for name, value in variables:
            _write_string(file, name)
            file.write(struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape))
            file.write(struct.pack("<BI", _DTYPES.index(str(value.dtype)), value.nbytes))
            file.write(value.astype(value.dtype.newbyteorder("<"), copy=False).tobytes())
        file.write(struct.pack("<I", 0))  # no aliases
    config = {
        "bos_token": tokens[0],
        "eos_token": tokens[0],
        "unk_token": tokens[0],
        "layer_norm_epsilon": model.config.norm_epsilon,
        "multi_query_attention": model.config.n_kv_heads != model.config.n_heads,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    (folder / "vocabulary.json").write_text(json.dumps(tokens, ensure_ascii=True) + "\n", encoding="utf-8")


def _write_string(file: BinaryIO, text: str) -> None:
    data = text.encode() + b"\0"
    file.write(struct.pack("<H", len(data)) + data)


def _variables(model: Llama, *, quantize: bool) -> Iterator[tuple[str, Any]]:
    """The names and values that CTranslate2 expects; the order does not matter."""
    import numpy as np

    def matrix(name: str, value: Array) -> Iterator[tuple[str, Any]]:
        if not quantize:
            yield f"{name}/weight", np.ascontiguousarray(value, dtype=np.float32)
            return
        largest = np.abs(value).max(axis=1)
        largest[largest == 0] = 127.0
        scale = (np.float32(127.0) / largest).astype(np.float32)
        yield f"{name}/weight", np.rint(value * scale[:, None]).astype(np.int8)
        yield f"{name}/weight_scale", scale

    config = model.config
    for name, flag in {
        "alibi": False,
        "alibi_use_positive_positions": False,
        "pre_norm": True,
        "scale_alibi": False,
        "scale_embeddings": False,
        "start_from_zero_embedding": False,
    }.items():
        yield f"decoder/{name}", np.array(flag, dtype=np.int8)
    yield "decoder/activation", np.array(_SWISH, dtype=np.int8)
    yield "decoder/alignment_heads", np.array(1, dtype=np.int16)
    yield "decoder/alignment_layer", np.array(-1, dtype=np.int16)
    yield "decoder/num_heads", np.array(config.n_heads, dtype=np.int16)
    yield from matrix("decoder/embeddings", model.embeddings)
    yield from matrix("decoder/projection", model.output)
    yield "decoder/layer_norm/gamma", model.final_norm.astype(np.float32)
    for i in range(config.n_layers):
        attention, ffn = f"decoder/layer_{i}/self_attention", f"decoder/layer_{i}/ffn"
        yield f"{attention}/num_heads_kv", np.array(config.n_kv_heads, dtype=np.int32)
        yield f"{attention}/rotary_base", np.array(config.rope_base, dtype=np.float32)
        yield f"{attention}/rotary_dim", np.array(0, dtype=np.int32)  # all dimensions
        yield f"{attention}/rotary_interleave", np.array(False, dtype=np.int8)
        if config.head_width is not None:
            yield f"{attention}/head_dim", np.array(config.head_width, dtype=np.int32)
        yield f"{attention}/layer_norm/gamma", model.layer(i, "input_layernorm").astype(np.float32)
        qkv = np.concatenate([model.layer(i, f"self_attn.{part}_proj") for part in "qkv"])
        yield from matrix(f"{attention}/linear_0", qkv)
        yield from matrix(f"{attention}/linear_1", model.layer(i, "self_attn.o_proj"))
        yield f"{ffn}/layer_norm/gamma", model.layer(i, "post_attention_layernorm").astype(np.float32)
        for part, name in (("gate", f"{ffn}/linear_0"), ("up", f"{ffn}/linear_0_noact")):
            yield from matrix(name, model.layer(i, f"mlp.{part}_proj"))
            bias = model.weights.get(f"model.layers.{i}.mlp.{part}_proj.bias")
            if bias is not None:
                yield f"{name}/bias", bias.astype(np.float32)
        yield from matrix(f"{ffn}/linear_1", model.layer(i, "mlp.down_proj"))
