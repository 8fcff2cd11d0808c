"""ONNX graphs, node by node: names, constants, and products of matrices in int8 or float32.

Activations are rounded per token, 255 steps of the token's own largest value, and weights per output channel, so a
token's numbers do not depend on what else is in the batch.  The scale of a token is multiplied in after the product,
at the one place where it costs least.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import onnx

    from mtqa.lm.llama import Array

__all__ = ["OWN", "STEPS", "ZERO", "Net", "Rounded"]

#: Operators of ONNX that have attention (23), and the file format that goes with them.
_OPSET, _IR = 23, 11
#: ONNX Runtime's own operators: fused norms, the product of two int8 matrices as float32.
OWN: Final = "com.microsoft"
#: Activations are unsigned with the zero here: that is the product which every processor has a fast kernel for.
ZERO, STEPS = 128, 127


@dataclass(frozen=True, slots=True)
class Rounded:
    """Activations ready for a product.

    Attributes:
        values: Name of their bytes, (tokens, channels).
        scale: Name of what the product is multiplied with, (tokens, 1).
    """

    values: str
    scale: str


class Net:
    """Nodes and constants of a graph; names are made here."""

    def __init__(self, *, quantize: bool) -> None:
        self._quantize = quantize
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}
        self._n = 0
        self._zeros = ""

    def name(self, stem: str) -> str:
        """A name that nothing else has."""
        self._n += 1
        return f"{stem}.{self._n}"

    def op(self, kind: str, inputs: list[str], outputs: list[str] | None = None, domain: str = "", **facts: Any) -> str:
        """Add a node; returns its first output."""
        from onnx import helper

        named = outputs or [self.name(kind)]
        self._nodes.append(helper.make_node(kind, inputs, named, name=self.name("node"), domain=domain, **facts))
        return named[0]

    def constant(self, value: Any) -> str:
        """Add an array, or a number; returns its name."""
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
            zero = helper.make_tensor("zero", TensorProto.UINT8, [1], [ZERO])
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

    def rounded(self, x: str, *, before: Rounded | None = None) -> Rounded:
        """Activations as a product takes them.

        Args:
            x: (tokens, channels).
            before: Whose scale is still missing in ``x``.
        """
        import numpy as np

        if not self._quantize:
            return Rounded(x, "")
        last = self.integers(-1)
        largest = self.op("ReduceMax", [self.op("Abs", [x]), last], keepdims=1)
        scale = self.op("Mul", [largest, self.constant(np.float32(1 / STEPS))])
        values = self.op("QuantizeLinear", [x, self.op("Squeeze", [scale, last]), self._zeros], axis=0)
        return Rounded(values, self.op("Mul", [scale, before.scale]) if before else scale)

    def product(self, x: Rounded, matrix: Array, *, scaled: bool = True) -> str:
        """``x @ matrix.T``, (tokens, outputs); ``scaled=False`` leaves the scale of the tokens out."""
        import numpy as np

        if not self._quantize:
            return self.op("MatMul", [x.values, self.constant(matrix.T.astype(np.float32))])
        values, scale = _int8(matrix)
        constants = [self.constant(values.T), self.constant(np.float32(1)), self.constant(scale)]
        zero = self.constant(np.uint8(ZERO))
        y = self.op("MatMulIntegerToFloat", [x.values, *constants, zero], domain=OWN)
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
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(OWN, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR, producer_name="mtqa")


def _int8(matrix: Array) -> tuple[Any, Array]:
    """Rows as int8, and what each is multiplied with."""
    import numpy as np

    largest = np.abs(matrix).max(axis=1)
    scale = np.where(largest > 0, largest / STEPS, 1).astype(np.float32)
    return np.rint(matrix / scale[:, None]).astype(np.int8), scale
