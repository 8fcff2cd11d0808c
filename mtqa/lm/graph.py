"""A Llama-type model as two ONNX graphs: one that reads tokens, one that scores what came next.

Reading goes on from keys and values of earlier tokens, which come in and go out **before** rotation: where a token
stands is said by the positions of each call, so that the oldest can be dropped and the others move up (as in Xiao et
al. 2024, "Efficient Streaming Language Models with Attention Sinks", arXiv 2309.17453).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.lm.net import OWN, STEPS, ZERO, Net

if TYPE_CHECKING:
    from collections.abc import Collection

    import onnx

    from mtqa.lm.llama import Array, Llama

__all__ = ["probe_graph", "reading_graph", "scoring_graph"]

#: Where a slice ends that goes to the end.
_END: Final = 2**31


def reading_graph(model: Llama, *, positions: int, show: Collection[int], quantize: bool) -> onnx.ModelProto:
    """The model without its output matrix.

    It reads rows of tokens.  Each sees the prefix, what was before it, and itself; before the first rows stands what
    comes in, before the last ``links`` rows the row above, so that a call goes through several pieces of one text as
    well as through the beginnings of several texts.

    Inputs: ``ids`` (rows, new), int64; ``query_at`` (rows, new) and ``key_at`` (rows, all), int64, positions, where
    ``all`` is ``prefix + before + new``; ``mask`` (new, all), float32, added to the attention scores; ``links`` (1,),
    int64; ``prefix_keys`` and ``prefix_values`` (layers, 1, prefix, width), float32; ``keys`` and ``values``
    (layers, rows - links, before, width), float32; for every layer ``N`` of ``show``, ``tap.N`` (hidden, columns),
    float32.  Outputs: ``final``, the state after the last norm, (rows * new, hidden), with the gain of ``model``;
    ``middle.N`` (rows * new, columns), what the feed-forward block of layer ``N`` reads, with its gain, times
    ``tap.N``; ``new_keys`` and ``new_values`` (layers, 1, new, width), those of the last row.

    Args:
        model: The model; fold it first (:func:`mtqa.lm.smooth.fold`) if it will run in int8.
        positions: How many positions a call may use.
        show: Layers, from 0.
        quantize: int8, or float32.
    """
    config = model.config
    net = Net(quantize=quantize)
    layers = _Layers(net, model, positions)
    norm = net.constant(model.layer(0, "input_layernorm"))
    h = net.op("SimplifiedLayerNormalization", [layers.stream, norm], axis=-1, epsilon=config.norm_epsilon)
    for i in range(config.n_layers):
        h = layers.added(layers.attention(i, h), model.layer(i, "post_attention_layernorm"))
        if i in show:
            net.op("MatMul", [h, f"tap.{i}"], outputs=[f"middle.{i}"])
        last = i + 1 == config.n_layers
        gain = model.final_norm if last else model.layer(i + 1, "input_layernorm")
        h = layers.added(layers.feed_forward(i, h), gain, name="final" if last else "")
    for name, each in layers.kept.items():
        net.op("Concat", each, outputs=[f"new_{name}"], axis=0)
    width = config.n_kv_heads * config.head_dim
    return net.model(
        inputs={
            "ids": ("int64", ["rows", "new"]),
            "query_at": ("int64", ["rows", "new"]),
            "key_at": ("int64", ["rows", "all"]),
            "mask": ("float32", ["new", "all"]),
            "links": ("int64", [1]),
            **{f"prefix_{name}": ("float32", ["layers", 1, "prefix", width]) for name in layers.kept},
            **{name: ("float32", ["layers", "firsts", "before", width]) for name in layers.kept},
            **{f"tap.{i}": ("float32", [config.hidden, f"columns.{i}"]) for i in sorted(show)},
        },
        outputs={
            "final": ("float32", ["tokens", config.hidden]),
            **{f"middle.{i}": ("float32", ["tokens", f"columns.{i}"]) for i in sorted(show)},
            **{f"new_{name}": ("float32", ["layers", 1, "new", width]) for name in layers.kept},
        },
    )


def scoring_graph(model: Llama, *, quantize: bool) -> onnx.ModelProto:
    """The output matrix: ``states`` (tokens, hidden) and ``targets`` (tokens, 1) give ``logprobs`` (tokens, 1), nats."""
    net = Net(quantize=quantize)
    net.tokens_of("states")
    logits = net.product(net.rounded("states"), model.output)
    table = net.op("LogSoftmax", [logits], axis=-1)
    net.op("GatherElements", [table, "targets"], outputs=["logprobs"], axis=1)
    return net.model(
        inputs={"states": ("float32", ["tokens", model.config.hidden]), "targets": ("int64", ["tokens", 1])},
        outputs={"logprobs": ("float32", ["tokens", 1])},
    )


def probe_graph() -> onnx.ModelProto:
    """A product with the largest numbers there are, ``x`` (8, 64), uint8, times int8 weights: ``y`` (8, 64), int32.

    Processors without VNNI add pairs of such products in 16 bits, which cannot hold them, unless they are told to be
    exact.  ``x`` of 255 gives ``64 * 127 * 127`` everywhere where they are.
    """
    import numpy as np

    net = Net(quantize=True)
    weights = net.constant(np.full((64, 64), STEPS, dtype=np.int8))
    net.op("MatMulInteger", ["x", weights, net.constant(np.uint8(ZERO))], outputs=["y"])
    return net.model(inputs={"x": ("uint8", [8, 64])}, outputs={"y": ("int32", [8, 64])})


class _Layers:
    """The decoder layers of a model, as nodes of a net.

    Attributes:
        stream: Name of the residual stream as it is now, (tokens, hidden).
        kept: Names of what goes out of each layer, under ``keys`` and ``values``.
    """

    def __init__(self, net: Net, model: Llama, positions: int) -> None:
        import numpy as np

        self._net, self._model = net, model
        self.kept: dict[str, list[str]] = {"keys": [], "values": []}
        config = model.config
        width = config.head_dim
        self.stream = net.embed("ids", model.embeddings)
        net.tokens_of(self.stream)
        shape = net.op("Shape", ["ids"])
        self._as_queries, self._as_keys = (
            net.op("Concat", [shape, net.integers(n * width)], axis=0) for n in (config.n_heads, config.n_kv_heads)
        )
        frequency = config.rope_base ** (-np.arange(0, width, 2, dtype=np.float64) / width)
        angle = np.arange(positions)[:, None] * frequency[None, :]
        self._turns = [net.constant(each.astype(np.float32)) for each in (np.cos(angle), np.sin(angle))]
        self._rows = net.op("Slice", [shape, net.integers(0), net.integers(1)])

    def attention(self, i: int, h: str) -> str:
        """What the attention of a layer adds to the stream.

        Args:
            i: The layer, from 0.
            h: The stream after its norm.
        """
        import numpy as np

        net, model, config = self._net, self._model, self._model.config
        heads, kv_heads, width = config.n_heads, config.n_kv_heads, config.head_dim
        # the square root of the width, by which scores are divided, goes into the queries
        parts = [model.layer(i, f"self_attn.{part}_proj") for part in "qkv"]
        qkv = np.concatenate([parts[0] * np.float32(width**-0.5), *parts[1:]])
        q, k, v = (net.name(part) for part in "qkv")
        widths = net.integers(heads * width, kv_heads * width, kv_heads * width)
        net.op("Split", [net.product(net.rounded(h), qkv), widths], outputs=[q, k, v], axis=1)
        q = self._rotated(net.op("Reshape", [q, self._as_queries]), "query_at", heads)
        k, v = (net.op("Reshape", [part, self._as_keys]) for part in (k, v))
        layer = net.constant(np.int64(i))
        k = self._rotated(self._whole(k, "keys", layer), "key_at", kv_heads)
        v = self._whole(v, "values", layer)
        mixed = net.op("Attention", [q, k, v, "mask"], q_num_heads=heads, kv_num_heads=kv_heads, scale=1.0)
        mixed = net.op("Reshape", [mixed, net.integers(-1, heads * width)])
        return net.product(net.rounded(mixed), model.layer(i, "self_attn.o_proj"))

    def feed_forward(self, i: int, h: str) -> str:
        """What the feed-forward block of a layer adds to the stream; arguments as of :meth:`attention`."""
        net, model = self._net, self._model
        block = net.rounded(h)
        gate = net.product(block, model.layer(i, "mlp.gate_proj"))
        gate = net.op("QuickGelu", [gate], domain=OWN, alpha=1.0)  # with 1.0 it is SiLU
        up = net.product(block, model.layer(i, "mlp.up_proj"), scaled=False)
        inner = net.rounded(net.op("Mul", [gate, up]), before=block)
        return net.product(inner, model.layer(i, "mlp.down_proj"))

    def added(self, more: str, gain: Array, *, name: str = "") -> str:
        """Add to the stream; returns it after the norm with this gain, as ``name`` if that is given."""
        outputs = [name or self._net.name("norm"), "", "", self._net.name("stream")]
        self._net.op(
            "SkipSimplifiedLayerNormalization",
            [self.stream, more, self._net.constant(gain)],
            outputs=outputs,
            domain=OWN,
            epsilon=self._model.config.norm_epsilon,
        )
        self.stream = outputs[3]
        return outputs[0]

    def _rotated(self, x: str, at: str, n_heads: int) -> str:
        return self._net.op("RotaryEmbedding", [x, at, *self._turns], domain=OWN, num_heads=n_heads)

    def _whole(self, new: str, name: str, layer: str) -> str:
        """Keys, or values, of everything that each row sees; those of the last row go out."""
        net = self._net
        last_row = net.op("Slice", [new, net.integers(-1), net.integers(_END), net.integers(0)])
        self.kept[name].append(net.op("Unsqueeze", [last_row, net.integers(0)]))
        prefix = net.op("Gather", [f"prefix_{name}", layer], axis=0)
        prefix = net.op("Expand", [prefix, net.op("Concat", [self._rows, net.integers(1, 1)], axis=0)])
        before = net.op("Gather", [name, layer], axis=0)
        n = net.op("Slice", [net.op("Shape", [before]), net.integers(1), net.integers(2)])
        above = net.op("Slice", [new, net.integers(0, 0), net.op("Concat", ["links", n], axis=0), net.integers(0, 1)])
        return net.op("Concat", [prefix, net.op("Concat", [before, above], axis=0), new], axis=1)
