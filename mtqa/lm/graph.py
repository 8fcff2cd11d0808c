"""A Llama-type model as two ONNX graphs: one that reads tokens, one that scores what came next.

Matrix products are int8 (or float32).  Activations are rounded per token, 255 steps of the token's own largest value,
and weights per output channel, so a token's numbers do not depend on what else is in the batch.  The scale of a token
is multiplied in after the product, at the one place where it costs least.

Reading goes on from keys and values of earlier tokens, which come in and go out **before** rotation: where a token
stands is said by the positions of each call, so that the oldest can be dropped and the others move up (as in Xiao et
al. 2024, "Efficient Streaming Language Models with Attention Sinks", arXiv 2309.17453).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    import onnx

    from mtqa.lm.llama import Array, Llama

__all__ = ["probe_graph", "reading_graph", "scoring_graph"]

#: Operators of ONNX that have attention (23), and the file format that goes with them.
_OPSET, _IR = 23, 11
#: ONNX Runtime's own operators: fused norms, the product of two int8 matrices as float32.
_OWN: Final = "com.microsoft"
#: Activations are unsigned with the zero here: that is the product which every processor has a fast kernel for.
_ZERO, _STEPS = 128, 127
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
    import numpy as np

    config = model.config
    heads, kv_heads, width = config.n_heads, config.n_kv_heads, config.head_dim
    net = _Net(quantize=quantize)
    x = net.embed("ids", model.embeddings)
    net.tokens_of(x)
    shape = net.op("Shape", ["ids"])
    as_queries, as_keys = (net.op("Concat", [shape, net.integers(n * width)], axis=0) for n in (heads, kv_heads))
    frequency = config.rope_base ** (-np.arange(0, width, 2, dtype=np.float64) / width)
    angle = np.arange(positions)[:, None] * frequency[None, :]
    cos, sin = net.constant(np.cos(angle).astype(np.float32)), net.constant(np.sin(angle).astype(np.float32))

    def rotate(x: str, at: str, n_heads: int) -> str:
        return net.op("RotaryEmbedding", [x, at, cos, sin], domain=_OWN, num_heads=n_heads)

    def added(x: str, more: str, gain: Array, name: str = "") -> tuple[str, str]:
        """The stream with ``more`` added, after the norm and as it is."""
        outputs = [name or net.name("norm"), "", "", net.name("stream")]
        net.op(
            "SkipSimplifiedLayerNormalization",
            [x, more, net.constant(gain)],
            outputs=outputs,
            domain=_OWN,
            epsilon=config.norm_epsilon,
        )
        return outputs[0], outputs[3]

    rows = net.op("Slice", [shape, net.integers(0), net.integers(1)])
    kv_width = kv_heads * width

    def whole(new: str, name: str, layer: str) -> str:
        """Keys, or values, of everything that each row sees."""
        prefix = net.op("Gather", [f"prefix_{name}", layer], axis=0)
        prefix = net.op("Expand", [prefix, net.op("Concat", [rows, net.integers(1, 1)], axis=0)])
        before = net.op("Gather", [name, layer], axis=0)
        n = net.op("Slice", [net.op("Shape", [before]), net.integers(1), net.integers(2)])
        above = net.op("Slice", [new, net.integers(0, 0), net.op("Concat", ["links", n], axis=0), net.integers(0, 1)])
        return net.op("Concat", [prefix, net.op("Concat", [before, above], axis=0), new], axis=1)

    keys: list[str] = []
    values: list[str] = []
    first = net.constant(model.layer(0, "input_layernorm"))
    h = net.op("SimplifiedLayerNormalization", [x, first], axis=-1, epsilon=config.norm_epsilon)
    for i in range(config.n_layers):
        # the square root of the width, by which scores are divided, goes into the queries
        parts = [model.layer(i, f"self_attn.{part}_proj") for part in "qkv"]
        qkv = np.concatenate([parts[0] * np.float32(width**-0.5), *parts[1:]])
        split = [net.name(part) for part in "qkv"]
        net.op(
            "Split",
            [net.product(net.rounded(h), qkv), net.integers(heads * width, kv_width, kv_width)],
            outputs=split,
            axis=1,
        )
        q = net.op("Reshape", [split[0], as_queries])
        k, v = (net.op("Reshape", [part, as_keys]) for part in split[1:])
        layer = net.constant(np.int64(i))
        for part, each in ((k, keys), (v, values)):
            last_row = net.op("Slice", [part, net.integers(-1), net.integers(_END), net.integers(0)])
            each.append(net.op("Unsqueeze", [last_row, net.integers(0)]))
        k, v = whole(k, "keys", layer), whole(v, "values", layer)
        mixed = net.op(
            "Attention",
            [rotate(q, "query_at", heads), rotate(k, "key_at", kv_heads), v, "mask"],
            q_num_heads=heads,
            kv_num_heads=kv_heads,
            scale=1.0,
        )
        mixed = net.op("Reshape", [mixed, net.integers(-1, heads * width)])
        out = net.product(net.rounded(mixed), model.layer(i, "self_attn.o_proj"))
        h, x = added(x, out, model.layer(i, "post_attention_layernorm"))
        if i in show:
            net.op("MatMul", [h, f"tap.{i}"], outputs=[f"middle.{i}"])
        block = net.rounded(h)
        gate = net.op(
            "QuickGelu", [net.product(block, model.layer(i, "mlp.gate_proj"))], domain=_OWN, alpha=1.0
        )  # with 1.0 it is SiLU
        up = net.product(block, model.layer(i, "mlp.up_proj"), scaled=False)
        inner = net.rounded(net.op("Mul", [gate, up]), before=block)
        out = net.product(inner, model.layer(i, "mlp.down_proj"))
        last = i + 1 == config.n_layers
        gain = model.final_norm if last else model.layer(i + 1, "input_layernorm")
        h, x = added(x, out, gain, "final" if last else "")
    for name, each in (("new_keys", keys), ("new_values", values)):
        net.op("Concat", each, outputs=[name], axis=0)
    return net.model(
        inputs={
            "ids": ("int64", ["rows", "new"]),
            "query_at": ("int64", ["rows", "new"]),
            "key_at": ("int64", ["rows", "all"]),
            "mask": ("float32", ["new", "all"]),
            "links": ("int64", [1]),
            **{name: ("float32", ["layers", 1, "prefix", kv_width]) for name in ("prefix_keys", "prefix_values")},
            **{name: ("float32", ["layers", "firsts", "before", kv_width]) for name in ("keys", "values")},
            **{f"tap.{i}": ("float32", [config.hidden, f"columns.{i}"]) for i in sorted(show)},
        },
        outputs={
            "final": ("float32", ["tokens", config.hidden]),
            **{f"middle.{i}": ("float32", ["tokens", f"columns.{i}"]) for i in sorted(show)},
            "new_keys": ("float32", ["layers", 1, "new", kv_width]),
            "new_values": ("float32", ["layers", 1, "new", kv_width]),
        },
    )


def scoring_graph(model: Llama, *, quantize: bool) -> onnx.ModelProto:
    """The output matrix: ``states`` (tokens, hidden) and ``targets`` (tokens, 1) give ``logprobs`` (tokens, 1), nats."""
    net = _Net(quantize=quantize)
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

    net = _Net(quantize=True)
    weights = net.constant(np.full((64, 64), _STEPS, dtype=np.int8))
    net.op("MatMulInteger", ["x", weights, net.constant(np.uint8(_ZERO))], outputs=["y"])
    return net.model(inputs={"x": ("uint8", [8, 64])}, outputs={"y": ("int32", [8, 64])})


class _Rounded:
    """Activations ready for a product: their bytes, and per token what the product is multiplied with."""

    def __init__(self, values: str, scale: str) -> None:
        self.values = values
        self.scale = scale


class _Net:
    """Nodes and constants of a graph; names are made here."""

    def __init__(self, *, quantize: bool) -> None:
        self._quantize = quantize
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}
        self._n = 0
        self._zeros = ""

    def name(self, stem: str) -> str:
        self._n += 1
        return f"{stem}.{self._n}"

    def op(self, kind: str, inputs: list[str], outputs: list[str] | None = None, domain: str = "", **facts: Any) -> str:
        """Add a node; returns its first output."""
        from onnx import helper

        named = outputs or [self.name(kind)]
        self._nodes.append(helper.make_node(kind, inputs, named, name=self.name("node"), domain=domain, **facts))
        return named[0]

    def constant(self, value: Any) -> str:
        import numpy as np
        from onnx import numpy_helper

        array = np.asarray(value, order="C")
        name = self.name("constant")
        self._constants[name] = numpy_helper.from_array(array, name)
        return name

    def integers(self, *values: int) -> str:
        """A constant vector; the same one for the same numbers."""
        import numpy as np
        from onnx import numpy_helper

        name = "integers." + ".".join(map(str, values))
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.array(values, dtype=np.int64), name)
        return name

    def tokens_of(self, x: str) -> None:
        """Say which matrix has a row per token, before the first product."""
        if self._quantize:
            from onnx import TensorProto, helper

            n = self.op("Slice", [self.op("Shape", [x]), self.integers(0), self.integers(1)])
            zero = helper.make_tensor("zero", TensorProto.UINT8, [1], [_ZERO])
            self._zeros = self.op("ConstantOfShape", [n], value=zero)

    def embed(self, ids: str, matrix: Array) -> str:
        """Rows of a matrix, (tokens, hidden)."""
        rows = self.integers(-1, matrix.shape[1])
        if not self._quantize:
            return self.op("Reshape", [self.op("Gather", [self.constant(matrix), ids]), rows])
        from onnx import TensorProto

        values, scale = _int8(matrix)
        x = self.op("Cast", [self.op("Gather", [self.constant(values), ids])], to=TensorProto.FLOAT)
        x = self.op("Mul", [x, self.op("Gather", [self.constant(scale[:, None]), ids])])
        return self.op("Reshape", [x, rows])

    def rounded(self, x: str, *, before: _Rounded | None = None) -> _Rounded:
        """Activations as a product takes them.

        Args:
            x: (tokens, channels).
            before: Whose scale is still missing in ``x``.
        """
        import numpy as np

        if not self._quantize:
            return _Rounded(x, "")
        last = self.integers(-1)
        largest = self.op("ReduceMax", [self.op("Abs", [x]), last], keepdims=1)
        scale = self.op("Mul", [largest, self.constant(np.float32(1 / _STEPS))])
        values = self.op("QuantizeLinear", [x, self.op("Squeeze", [scale, last]), self._zeros], axis=0)
        return _Rounded(values, self.op("Mul", [scale, before.scale]) if before else scale)

    def product(self, x: _Rounded, matrix: Array, *, scaled: bool = True) -> str:
        """``x @ matrix.T``, (tokens, outputs); ``scaled=False`` leaves the scale of the tokens out."""
        import numpy as np

        if not self._quantize:
            return self.op("MatMul", [x.values, self.constant(matrix.T.astype(np.float32))])
        values, scale = _int8(matrix)
        constants = [self.constant(values.T), self.constant(np.float32(1)), self.constant(scale)]
        zero = self.constant(np.uint8(_ZERO))
        y = self.op("MatMulIntegerToFloat", [x.values, *constants, zero], domain=_OWN)
        return self.op("Mul", [y, x.scale]) if scaled else y

    def model(self, inputs: dict[str, Any], outputs: dict[str, Any]) -> onnx.ModelProto:
        """Everything together."""
        from onnx import TensorProto, helper

        types = {
            "int64": TensorProto.INT64,
            "float32": TensorProto.FLOAT,
            "uint8": TensorProto.UINT8,
            "int32": TensorProto.INT32,
        }
        left, right = (
            [helper.make_tensor_value_info(name, types[kind], shape) for name, (kind, shape) in each.items()]
            for each in (inputs, outputs)
        )
        graph = helper.make_graph(self._nodes, "mtqa", left, right, list(self._constants.values()))
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_OWN, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR, producer_name="mtqa")


def _int8(matrix: Array) -> tuple[Any, Array]:
    """Rows as int8, and what each is multiplied with."""
    import numpy as np

    largest = np.abs(matrix).max(axis=1)
    scale = np.where(largest > 0, largest / _STEPS, 1).astype(np.float32)
    return np.rint(matrix / scale[:, None]).astype(np.int8), scale
