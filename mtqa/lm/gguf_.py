"""Read a Llama-type model and its vocabulary out of a GGUF file.

Only for the pinned file of the manifest, whose sha256 was checked before: readers of this format
have a history of memory errors, so a user's own GGUF is never opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.errors import ModelDamaged
from mtqa.lm.llama import Llama, LlamaConfig
from mtqa.lm.vocabulary import Vocabulary

if TYPE_CHECKING:
    from mtqa.lm.llama import Array

__all__ = ["read_gguf"]

_LAYER_NAMES = {
    "attn_norm": "input_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
_TOP_NAMES = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}


def read_gguf(path: Path) -> tuple[Llama, Vocabulary]:
    """Read weights (as float32) and vocabulary.

    Raises:
        ModelDamaged: The file is not a GGUF of a Llama-type model with a byte-level BPE vocabulary.
    """
    import numpy as np
    from gguf import GGUFReader
    from gguf.quants import dequantize

    try:
        reader = GGUFReader(path)
        architecture = _field(reader, "general.architecture")
        tokenizer = _field(reader, "tokenizer.ggml.model")
        if architecture != "llama" or tokenizer != "gpt2":
            raise ModelDamaged(f"{path.name} holds a {architecture} model with a {tokenizer} vocabulary, not a Llama")
        config = LlamaConfig(
            n_layers=int(_field(reader, "llama.block_count")),
            n_heads=int(_field(reader, "llama.attention.head_count")),
            n_kv_heads=int(_field(reader, "llama.attention.head_count_kv")),
            hidden=int(_field(reader, "llama.embedding_length")),
            rope_base=float(_field(reader, "llama.rope.freq_base")),
            norm_epsilon=float(_field(reader, "llama.attention.layer_norm_rms_epsilon")),
        )
        vocabulary = Vocabulary(
            tokens=tuple(_field(reader, "tokenizer.ggml.tokens")),
            merges=tuple(_field(reader, "tokenizer.ggml.merges")),
            pre_tokenizer=str(_field(reader, "tokenizer.ggml.pre")),
        )
        weights: dict[str, Array] = {}
        for tensor in reader.tensors:
            name = _name(tensor.name)
            array = np.asarray(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)
            if name.endswith("q_proj.weight"):
                array = _unpermute(array, config.n_heads)
            elif name.endswith("k_proj.weight"):
                array = _unpermute(array, config.n_kv_heads)
            weights[name] = array
    except (OSError, ValueError, KeyError, IndexError) as exc:
        raise ModelDamaged(f"{path.name} cannot be read as a GGUF model: {exc}") from exc
    return Llama(config, weights), vocabulary


def _field(reader: Any, key: str) -> Any:
    field = reader.get_field(key)
    if field is None:
        raise KeyError(f"no field {key}")
    return field.contents()


def _name(name: str) -> str:
    """``blk.3.attn_q.weight`` -> ``model.layers.3.self_attn.q_proj.weight``."""
    parts = name.split(".")
    if parts[0] == "blk":
        return f"model.layers.{int(parts[1])}.{_LAYER_NAMES[parts[2]]}.{parts[3]}"
    return f"{_TOP_NAMES[parts[0]]}.{parts[1]}"


def _unpermute(matrix: Array, n_heads: int) -> Array:
    """Undo llama.cpp's row order: it interleaves the two halves of each head for its rotary code."""
    outputs, inputs = matrix.shape
    return matrix.reshape(n_heads, outputs // n_heads // 2, 2, inputs).swapaxes(1, 2).reshape(outputs, inputs)
