"""The encoder as a PyTorch network: MiniLM reads the words of a message; what it says of them is learnt here.

A message becomes one vector: the mean of its pieces, joined with its manner (capitals, length, questions), which lower
case hides. From it one layer scores every label. Another scores each piece: whether it carries the label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from analyser.training.encoder.start import Start

WIDTH, HEADS, LAYERS, INNER, PLACES = 384, 12, 6, 1536, 512  # MiniLM
FIRST_WEIGHTS = 20261126  # seed of what is not in MiniLM


class Layer(nn.Module):
    """One layer of MiniLM: every piece looks at the pieces of its message."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, seen: Tensor) -> Tensor:
        """Return new states of the pieces, shape (messages, pieces, WIDTH)."""
        parts = [_by_head(part(states)) for part in (self.query, self.key, self.value)]
        looked = functional.scaled_dot_product_attention(*parts, attn_mask=seen)
        states = self.norm(states + self.drop(self.out(looked.transpose(1, 2).flatten(2))))
        return self.last_norm(states + self.drop(self.down(functional.gelu(self.up(states)))))  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """What the words of a message say, and which of them say it.

    Parameters
    ----------
    pieces, manners, outputs, spanned : int
        How many pieces of words, features of manner, labels, and labels that pieces carry.
    """

    def __init__(self, *, pieces: int, manners: int, outputs: int, spanned: int) -> None:
        super().__init__()
        self.words, self.places, self.segments = (nn.Embedding(n, WIDTH) for n in (pieces, PLACES, 2))
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.manner = nn.Linear(manners, WIDTH)
        self.labels, self.spans = nn.Linear(WIDTH, outputs), nn.Linear(WIDTH, spanned)

    def forward(self, pieces: Tensor, segments: Tensor, body: Tensor, manner: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of messages, shape (n, outputs), and of their pieces, shape (n, pieces, spanned).

        Parameters
        ----------
        pieces, segments : Tensor of int64, shape (n, pieces)
            Piece 0 is no piece. Segment 1 is a message before.
        body : Tensor of bool, shape (n, pieces)
            Which pieces are the message itself.
        manner : Tensor of float32, shape (n, manners)
        """
        places = torch.arange(pieces.shape[1], device=pieces.device)
        return self.from_vectors(
            self.words(pieces) + self.places(places) + self.segments(segments), pieces, body, manner
        )

    def from_vectors(self, vectors: Tensor, pieces: Tensor, body: Tensor, manner: Tensor) -> tuple[Tensor, Tensor]:
        """Return what `forward` does, from the vectors of the pieces."""
        states, seen = self.drop(self.norm(vectors)), (pieces != 0)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, seen)
        held = body[..., None].to(states.dtype)
        message = (states * held).sum(1) / held.sum(1).clamp(min=1) + self.manner(manner)
        return self.labels(self.drop(message)), self.spans(states)


def begin(network: Encoder, start: Start) -> None:
    """Give ``network`` the weights that it starts from."""
    names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value"}
    names |= {"out": "attention.output.dense", "norm": "attention.output.LayerNorm"}
    names |= {"up": "intermediate.dense", "down": "output.dense", "last_norm": "output.LayerNorm"}
    kinds = ("weight", "bias")
    given: dict[str, Any] = {
        f"layers.{number}.{new}.{kind}": start.weights[f"encoder.layer.{number}.{old}.{kind}"]
        for number in range(LAYERS)
        for new, old in names.items()
        for kind in kinds
    }
    ends = {"words": "word_embeddings", "places": "position_embeddings", "segments": "token_type_embeddings"}
    given |= {f"{new}.weight": start.weights[f"embeddings.{old}.weight"] for new, old in ends.items()}
    given |= {f"norm.{kind}": start.weights[f"embeddings.LayerNorm.{kind}"] for kind in kinds}
    network.load_state_dict({name: torch.tensor(array) for name, array in given.items()}, strict=False)


def _by_head(states: Tensor) -> Tensor:
    return states.view(*states.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)
