"""A Llama-type language model as named arrays, whatever file it came from.

This is the seam of the converter: the GGUF reader produces it, a test makes one from a tiny model,
and the converter turns it into the run-time form.  Names and row order are those of transformers'
``LlamaForCausalLM`` (rotary embeddings over the two halves of a head, not interleaved).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float32]

__all__ = ["Llama", "LlamaConfig"]


@dataclass(frozen=True, slots=True)
class LlamaConfig:
    """The shape of the model.

    Attributes:
        n_layers: Decoder layers.
        n_heads: Query heads per layer.
        n_kv_heads: Key and value heads per layer; divides ``n_heads``.
        hidden: Width of the residual stream.
        rope_base: Base period of the rotary embeddings.
        norm_epsilon: Added to the mean square before the root.
    """

    n_layers: int
    n_heads: int
    n_kv_heads: int
    hidden: int
    rope_base: float
    norm_epsilon: float

    @property
    def head_dim(self) -> int:
        """Width of one head."""
        return self.hidden // self.n_heads


@dataclass(frozen=True, slots=True)
class Llama:
    """Shape and float32 weights.

    Attributes:
        config: The shape.
        weights: By transformers' names, ``model.layers.0.self_attn.q_proj.weight`` ...; each matrix
            is (outputs, inputs).  Without ``lm_head.weight`` the output is tied to the embeddings.
    """

    config: LlamaConfig
    weights: Mapping[str, Array]

    def layer(self, index: int, name: str) -> Array:
        """A weight of one layer: ``self_attn.q_proj``, ``mlp.up_proj``, ``input_layernorm`` ..."""
        return self.weights[f"model.layers.{index}.{name}.weight"]

    @property
    def embeddings(self) -> Array:
        """Input embeddings, (vocabulary, hidden)."""
        return self.weights["model.embed_tokens.weight"]

    @property
    def final_norm(self) -> Array:
        """Gain of the last norm, (hidden,)."""
        return self.weights["model.norm.weight"]

    @property
    def output(self) -> Array:
        """Output matrix, (vocabulary, hidden)."""
        return self.weights.get("lm_head.weight", self.embeddings)
