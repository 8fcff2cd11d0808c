"""Fold SmoothQuant scales into a model, so that int8 inference loses less.

int8 inference rounds each token's activations to 255 steps of their largest value; a few channels
that are always large leave the others few steps.  SmoothQuant (Xiao et al. 2023, arXiv 2211.10438)
divides such a channel by a factor and multiplies the matching column of the next matrix by it; here
the division goes into what comes before, the gain of the norm or the rows of ``v_proj`` and
``up_proj``, so that it costs nothing at run time.

The factors are powers of two: multiplying by them is exact in floating point, so the folded model
is the same function to the last bit of each product, and small differences between machines in the
calibration pass do not change the converted file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.lm.llama import Llama

if TYPE_CHECKING:
    from mtqa.lm.llama import Array

__all__ = ["ALPHA", "fold", "forward"]

#: Share of the difficulty moved from activations to weights.  Mean error of a log-probability on three
#: dev texts: 0 (no fold) .188, .4 .155, .45 .144, .5 .130, .55 .120, .6 .155 nats.
ALPHA = 0.55
_TINY = 1e-5


def fold(model: Llama, tokens: list[int], *, alpha: float = ALPHA) -> Llama:
    """The same function with smoother activations.

    Args:
        model: The model; it is not changed.
        tokens: A few hundred tokens of ordinary text, over which activations are measured.
        alpha: 0 leaves the difficulty in the activations, 1 moves all of it into the weights.

    Returns:
        A model with an output matrix of its own (``lm_head.weight``).
    """
    import numpy as np

    maxima: dict[str, Array] = {}

    def observe(name: str, activations: Array) -> None:
        maxima[name] = np.abs(activations).max(axis=0)

    forward(model, tokens, observe=observe)
    config = model.config
    group = config.n_heads // config.n_kv_heads
    out = dict(model.weights)
    out["lm_head.weight"] = model.output
    for i in range(config.n_layers):
        prefix = f"model.layers.{i}."
        names = [f"{prefix}self_attn.{part}_proj.weight" for part in "qkv"]
        _into_norm(out, f"{prefix}input_layernorm.weight", names, maxima[f"{prefix}attention"], alpha)
        names = [f"{prefix}mlp.{part}_proj.weight" for part in ("gate", "up")]
        _into_norm(out, f"{prefix}post_attention_layernorm.weight", names, maxima[f"{prefix}mlp"], alpha)
        # several query heads read one value head, so their channels must share a factor
        by_head = (config.n_kv_heads, group, config.head_dim)
        name = f"{prefix}self_attn.o_proj.weight"
        activation = maxima[f"{prefix}o"].reshape(by_head).max(axis=1).reshape(-1)
        weight = np.abs(out[name]).max(axis=0).reshape(by_head).max(axis=1).reshape(-1)
        factor = _factors(activation, weight, alpha)
        out[f"{prefix}self_attn.v_proj.weight"] = out[f"{prefix}self_attn.v_proj.weight"] / factor[:, None]
        shared = np.broadcast_to(factor.reshape(config.n_kv_heads, 1, config.head_dim), by_head).reshape(-1)
        out[name] = out[name] * shared
        name = f"{prefix}mlp.down_proj.weight"
        factor = _factors(maxima[f"{prefix}down"], np.abs(out[name]).max(axis=0), alpha)
        out[f"{prefix}mlp.up_proj.weight"] = out[f"{prefix}mlp.up_proj.weight"] / factor[:, None]
        out[name] = out[name] * factor
    _into_norm(out, "model.norm.weight", ["lm_head.weight"], maxima["output"], alpha)
    return Llama(config, out)


def _into_norm(weights: dict[str, Array], norm: str, names: list[str], activation: Array, alpha: float) -> None:
    import numpy as np

    largest = np.max([np.abs(weights[name]).max(axis=0) for name in names], axis=0)
    factor = _factors(activation, largest, alpha)
    weights[norm] = weights[norm] / factor
    for name in names:
        weights[name] = weights[name] * factor


def _factors(activation: Array, weight: Array, alpha: float) -> Array:
    """A power of two per channel, ``activation**alpha / weight**(1 - alpha)`` rounded."""
    import numpy as np

    log2 = alpha * np.log2(np.maximum(activation, _TINY)) - (1 - alpha) * np.log2(np.maximum(weight, _TINY))
    return np.exp2(np.rint(log2)).astype(np.float32)


def forward(model: Llama, tokens: list[int], *, observe: object = None) -> Array:
    """Run the model in plain numpy, float32: the reference of the tests and the calibration pass.

    Args:
        model: The model.
        tokens: One sequence of token ids.
        observe: ``(name, activations)`` is called with the input of each matrix product.

    Returns:
        The final hidden state after the last norm, (tokens, hidden).
    """
    import numpy as np

    call = observe if callable(observe) else lambda _name, _activations: None
    config = model.config
    n, heads, width = len(tokens), config.n_heads, config.head_dim
    group = heads // config.n_kv_heads
    frequency = config.rope_base ** (-np.arange(0, width, 2, dtype=np.float64) / width)
    angle = np.arange(n)[:, None] * frequency[None, :]
    cos = np.concatenate([np.cos(angle)] * 2, axis=1).astype(np.float32)
    sin = np.concatenate([np.sin(angle)] * 2, axis=1).astype(np.float32)
    hidden_future = np.triu(np.full((n, n), -np.inf, dtype=np.float32), k=1)

    def norm(x: Array, gain: Array) -> Array:
        return np.asarray(x / np.sqrt((x * x).mean(axis=1, keepdims=True) + config.norm_epsilon) * gain, np.float32)

    def rotate(x: Array) -> Array:
        halves = np.concatenate([-x[..., width // 2 :], x[..., : width // 2]], axis=-1)
        return np.asarray(x * cos[None] + halves * sin[None], np.float32)

    x = model.embeddings[np.asarray(tokens)]
    for i in range(config.n_layers):
        prefix = f"model.layers.{i}."
        h = norm(x, model.layer(i, "input_layernorm"))
        call(f"{prefix}attention", h)
        q, k, v = (
            (h @ model.layer(i, f"self_attn.{part}_proj").T).reshape(n, -1, width).swapaxes(0, 1) for part in "qkv"
        )
        q, k = rotate(q), np.repeat(rotate(k), group, axis=0)
        scores = q @ k.swapaxes(1, 2) / np.float32(np.sqrt(width)) + hidden_future
        scores = np.exp(scores - scores.max(axis=2, keepdims=True))
        scores /= scores.sum(axis=2, keepdims=True)
        mixed = (scores @ np.repeat(v, group, axis=0)).swapaxes(0, 1).reshape(n, -1)
        call(f"{prefix}o", mixed)
        x = x + mixed @ model.layer(i, "self_attn.o_proj").T
        h = norm(x, model.layer(i, "post_attention_layernorm"))
        call(f"{prefix}mlp", h)
        gate, up = (h @ model.layer(i, f"mlp.{part}_proj").T for part in ("gate", "up"))
        inner = gate / (1 + np.exp(-gate)) * up
        call(f"{prefix}down", inner)
        x = x + inner @ model.layer(i, "mlp.down_proj").T
    x = norm(x, model.final_norm)
    call("output", x)
    return x
