"""Write a network as the file that ships: ONNX, in eight bits, each row of what is read on a scale of its own."""

from __future__ import annotations

import json
import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

from analyser.annotation.wordpiece import PAD, START, STOP
from analyser.training.encoder.examples import OUTPUTS, SPANNED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyser.training.encoder.network import Encoder

BITS, BLOCK = 8, 128  # one scale for so many weights
_IN_WHOLE_NUMBERS = 4  # accuracy level of ONNX Runtime: what is read is rounded to eight bits too, row by row


class _Shipped(nn.Module):
    """The network as it runs: the vectors of pieces in eight bits, a scale for each piece."""

    def __init__(self, network: Encoder) -> None:
        super().__init__()
        self.network = network
        weight = network.words.weight.detach()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-9) / 127
        self.register_buffer("table", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("segment", network.segments.weight[:1].detach().clone())

    def forward(self, pieces: Tensor, manner: Tensor) -> tuple[Tensor, Tensor]:
        vectors = self.table[pieces].float() * self.scale[pieces]  # type: ignore[index]
        places = self.network.places(torch.arange(pieces.shape[1], device=pieces.device))
        body = (pieces != PAD) & (pieces != START) & (pieces != STOP)
        return self.network.from_vectors(vectors + places + self.segment, pieces, body, manner)


def shipped(network: Encoder, words: Sequence[str]) -> bytes:
    """Return the ONNX file of ``network``, whose pieces are ``words``."""
    network = network.eval()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "encoder.onnx"
        example = (torch.tensor([[START, 9, STOP, PAD]]), torch.zeros(1, network.manner.in_features))
        names = {"input_names": ["pieces", "manner"], "output_names": ["labels", "spans"]}
        free = {"pieces": {0: "n", 1: "t"}, "manner": {0: "n"}, "labels": {0: "n"}, "spans": {0: "n", 1: "t"}}
        torch.onnx.export(
            _Shipped(network).eval(), example, str(path), dynamic_axes=free, opset_version=18, dynamo=False, **names
        )
        model = onnx.load(path)
    del model.graph.value_info[:]
    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.WARNING)
    halved = MatMulNBitsQuantizer(
        model, bits=BITS, block_size=BLOCK, is_symmetric=True, accuracy_level=_IN_WHOLE_NUMBERS
    )
    halved.process()
    model = halved.model.model
    notes = {"pieces": list(words), "outputs": OUTPUTS, "spanned": SPANNED}
    onnx.helper.set_model_props(model, {name: json.dumps(value, ensure_ascii=False) for name, value in notes.items()})
    return model.SerializeToString(deterministic=True)
