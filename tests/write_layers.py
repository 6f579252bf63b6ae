"""Writes the graphs of the encoders' layers, by which onnxruntime computes a question's vectors: `make layers`.

A graph names its weights and holds none of them (`index/transformer.py` brings these), so it changes only where the
shape of a model does. What each layer does is BERT (Devlin et al. 2019).
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

_HOME = Path(__file__).parents[1] / "index"
_HIDDEN, _WIDE, _HEADS, _PROJECTED = 384, 1536, 12, 128
_SMALL = 1e-12  # added to a variance, as these models were trained
_BLOCK = 32  # figures of 4 bits behind one scale
# How MatMulNBits counts. Over 230 questions bytes moved their vectors to cosines of 0.9996 in all layers, of 0.99996
# in those alone that bring many figures to few, which then take two thirds of their time.
_SINGLE, _BYTES = 0, 4
_RANK = 32  # of what was learnt beside a layer
_OWN = "com.microsoft"  # the domain of onnxruntime's own operators


class _Graph:
    """Nodes in their order, and the weights that they name, in single precision or given in half of it."""

    def __init__(self, *, halved: bool) -> None:
        self._halved = halved
        self.nodes: list[onnx.NodeProto] = []
        self.weights = [helper.make_tensor("first", TensorProto.INT64, [1], [0])]

    def weight(self, name: str, *shape: int) -> str:
        """In single precision; what is given in half is brought there once, when it is loaded."""
        if not self._halved:
            return self.given(name, TensorProto.FLOAT, *shape)
        return self.node("Cast", self.given(name, TensorProto.FLOAT16, *shape), to=TensorProto.FLOAT)

    def given(self, name: str, kind: int, *shape: int) -> str:
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        size = prod(shape) * helper.tensor_dtype_to_np_dtype(kind).itemsize
        for key, value in {"location": "given at run time", "offset": "0", "length": str(size)}.items():
            tensor.external_data.add(key=key, value=value)
        self.weights.append(tensor)
        return name

    def node(self, operator: str, *inputs: str, out: str = "", domain: str = "", **settings: Any) -> str:
        out = out or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [out], domain=domain, **settings))
        return out


_Linear = Callable[[_Graph, str, str, int, int], str]


def _single(graph: _Graph, held: str, name: str, outputs: int, inputs: int) -> str:
    """A linear layer in single precision."""
    weights, bias = graph.weight(f"{name}.weight", outputs, inputs), graph.weight(f"{name}.bias", outputs)
    return graph.node("Gemm", held, weights, bias, transB=1)


def _packed(graph: _Graph, held: str, name: str, outputs: int, inputs: int) -> str:
    """A linear layer with 4 bits a figure, and what was learnt beside it, in single precision."""
    figures = graph.given(f"{name}.packed", TensorProto.UINT8, outputs, inputs // _BLOCK, _BLOCK // 2)
    scales = graph.weight(f"{name}.scales", outputs * inputs // _BLOCK)
    level = _BYTES if inputs == _WIDE else _SINGLE
    settings: dict[str, Any] = {"K": inputs, "N": outputs, "bits": 4, "block_size": _BLOCK, "accuracy_level": level}
    bias = graph.weight(f"{name}.bias", outputs)
    carried = graph.node("MatMulNBits", held, figures, scales, "", "", bias, domain=_OWN, **settings)
    few = graph.node("Gemm", held, graph.weight(f"{name}.down", _RANK, inputs), transB=1)
    return graph.node("Gemm", few, graph.weight(f"{name}.up", outputs, _RANK), carried, transB=1)


def _layers(count: int, linear: _Linear, *, halved: bool) -> onnx.ModelProto:
    """(pieces, dimension): `embedded` in, `states` out, and `projected` to fewer figures."""
    graph, held = _Graph(halved=halved), "embedded"

    def normed(more: str, held: str, name: str, out: str = "") -> str:
        by = graph.weight(f"{name}.weight", _HIDDEN), graph.weight(f"{name}.bias", _HIDDEN)
        return graph.node("SkipLayerNormalization", more, held, *by, out=out, domain=_OWN, epsilon=_SMALL)

    for number in range(count):
        at = f"encoder.layer.{number}"
        parts = (
            linear(graph, held, f"{at}.attention.self.{part}", _HIDDEN, _HIDDEN) for part in ("query", "key", "value")
        )
        texts = [graph.node("Unsqueeze", part, "first") for part in parts]
        attended = graph.node("MultiHeadAttention", *texts, domain=_OWN, num_heads=_HEADS)
        taken = graph.node("Squeeze", attended, "first")
        dense = linear(graph, taken, f"{at}.attention.output.dense", _HIDDEN, _HIDDEN)
        held = normed(dense, held, f"{at}.attention.output.LayerNorm")
        wide = graph.node("Gelu", linear(graph, held, f"{at}.intermediate.dense", _WIDE, _HIDDEN), domain=_OWN)
        narrow = linear(graph, wide, f"{at}.output.dense", _HIDDEN, _WIDE)
        held = normed(narrow, held, f"{at}.output.LayerNorm", out="states" if number == count - 1 else "")
    projection = graph.weight("projection.weight", _PROJECTED, _HIDDEN)
    graph.node("Gemm", held, projection, out="projected", transB=1)

    def figures(name: str, width: int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pieces", width])

    outputs = [figures("states", _HIDDEN), figures("projected", _PROJECTED)]
    whole = helper.make_graph(graph.nodes, "layers", [figures("embedded", _HIDDEN)], outputs, graph.weights)
    domains = [helper.make_opsetid("", 21), helper.make_opsetid(_OWN, 1)]
    return helper.make_model(whole, opset_imports=domains, ir_version=10)


def _byte_products() -> onnx.ModelProto:
    """`many` (unsigned, 128 is nought) and `few` in, their products in whole numbers out."""
    zero = helper.make_tensor("zero", TensorProto.UINT8, [], [128])
    node = helper.make_node("MatMulInteger", ["many", "few", "zero"], ["out"])
    inputs = [
        helper.make_tensor_value_info("many", TensorProto.UINT8, ["many", "dimension"]),
        helper.make_tensor_value_info("few", TensorProto.INT8, ["dimension", "few"]),
    ]
    outputs = [helper.make_tensor_value_info("out", TensorProto.INT32, ["many", "few"])]
    whole = helper.make_graph([node], "products", inputs, outputs, [zero])
    return helper.make_model(whole, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)


def main() -> None:
    graphs = {
        "minilm_layers": _layers(6, _single, halved=True),
        "e5_layers": _layers(12, _packed, halved=False),
        "byte_products": _byte_products(),
    }
    for name, graph in graphs.items():
        (_HOME / f"{name}.onnx").write_bytes(graph.SerializeToString())


if __name__ == "__main__":
    main()
