"""Teach one network from some voices, and score others with it.

Each message is read twice at each step. What is dropped differs, and how far the two answers lie apart is part of the
loss (R-Drop, Liang et al. 2021): a small corpus is then learnt less by heart.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from analyser.schema import CATEGORIES
from analyser.training.encoder.batches import as_batch, by_length, in_batches
from analyser.training.encoder.examples import OUTPUTS, SPANNED
from analyser.training.encoder.network import FIRST_WEIGHTS, LAYERS, Encoder, begin

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from analyser.training.encoder.examples import Examples
    from analyser.training.encoder.start import Start

HEADINGS = len(CATEGORIES)
SMOOTHING = 0.02  # a label counts as 1 less this; none as this
SPAN_SHARE, OTHER_SHARE = 0.3, 0.3  # of the loss, against 1 for each heading
APART = 1.0  # how much it counts that two readings of a message differ
WARM = 0.06  # of the steps: from nothing up to the full step size


@dataclass(frozen=True)
class Plan:
    """How a network is taught.

    Parameters
    ----------
    before : int
        So many messages before are read as words, beside the message.
    heads : bool
        Learn the kinds, targets and flags too, and which words carry a label.
    blank : float
        Share of pieces that are made unknown each time a message is read.
    average : float
        The weights kept are a running mean: so much stays of it at each step. 0 keeps the last.
    epochs, batch : int
    rate, new_rate : float
        Step size of MiniLM's top layer, and of what is not in MiniLM.
    decay : float
        Each layer below the top learns at so much of the rate of the one above.
    seed : int
        Of the order of messages and of what is dropped.
    """

    before: int = 0
    heads: bool = True
    blank: float = 0.1
    average: float = 0.99
    epochs: int = 6
    batch: int = 96
    rate: float = 1.5e-4
    new_rate: float = 6e-4
    decay: float = 0.9
    seed: int = 1


def teach(examples: Examples, start: Start, rows: NDArray[np.int64], plan: Plan, *, device: str) -> Encoder:
    """Return a network taught from ``rows`` of ``examples``."""
    network = new_network(examples, start).to(device)
    torch.manual_seed(plan.seed)
    draw = np.random.default_rng(plan.seed)
    order = [batch for _ in range(plan.epochs) for batch in in_batches(examples, rows, plan.batch, draw)]
    walk = torch.optim.AdamW(_groups(network, plan), weight_decay=0.01, fused=device == "cuda")
    pace = torch.optim.lr_scheduler.LambdaLR(
        walk, lambda step: min((step + 1) / (WARM * len(order)), 1 - step / len(order))
    )
    kept = copy.deepcopy(network)
    wanted, weight = (torch.from_numpy(table).to(device) for table in (examples.wanted, examples.weight))
    for held in order:
        batch = as_batch(examples, held, before=plan.before, device=device, draw=draw, blank=plan.blank)
        labels, spans = network(**{name: torch.cat([table, table]) for name, table in batch.items()})
        twice = np.concatenate([held, held])
        at = torch.from_numpy(twice).to(device)
        loss = _loss(labels, wanted[at], weight[at], heads=plan.heads) + _apart(labels, heads=plan.heads)
        if plan.heads:
            loss = loss + SPAN_SHARE * _span_loss(examples, twice, spans)
        walk.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        walk.step()
        pace.step()
        _towards(kept, network, plan.average)
    return kept.eval()


def new_network(examples: Examples, start: Start) -> Encoder:
    """Return a network before it is taught: MiniLM's weights, and first weights by a fixed seed for the rest."""
    torch.manual_seed(FIRST_WEIGHTS)
    manners = examples.manner.shape[1]
    network = Encoder(pieces=len(start.pieces), manners=manners, outputs=len(OUTPUTS), spanned=len(SPANNED))
    begin(network, start)
    return network


@torch.no_grad()
def score(
    network: Encoder, examples: Examples, rows: NDArray[np.int64], *, before: int = 0, device: str
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """Return the scores of ``rows``, shape (rows, OUTPUTS), and of the pieces of each, shape (pieces, SPANNED)."""
    scores = np.zeros((len(examples.pieces), len(OUTPUTS)), np.float32)
    spans: dict[int, NDArray[np.float32]] = {}
    for held in by_length(examples, rows):
        labels, by_piece = network(**as_batch(examples, held, before=before, device=device))
        scores[held] = labels.float().cpu().numpy()
        for row, table in zip(held, by_piece.float().cpu().numpy(), strict=True):
            spans[int(row)] = table[1 : 1 + len(examples.pieces[row])]
    return scores[rows], [spans[int(row)] for row in rows]


def mean_of(networks: list[Encoder]) -> Encoder:
    """Return a network with the mean of the weights of ``networks``, which began alike (Wortsman et al. 2022)."""
    mean = copy.deepcopy(networks[0])
    states = [network.state_dict() for network in networks]
    mean.load_state_dict({name: torch.stack([s[name].float() for s in states]).mean(0) for name in states[0]})
    return mean


def _shares(scores: Tensor, *, heads: bool) -> Tensor:
    shares = torch.full((len(OUTPUTS),), OTHER_SHARE if heads else 0.0, device=scores.device)
    shares[:HEADINGS] = 1
    return shares


def _apart(scores: Tensor, *, heads: bool) -> Tensor:
    """Return how far the second half of ``scores`` is from the first: Kullback and Leibler's divergence, both ways."""
    one, other = scores.chunk(2)
    per = (one.sigmoid() - other.sigmoid()) * (one - other)
    return APART * (per * _shares(scores, heads=heads)).sum() / len(one)


def _loss(scores: Tensor, wanted: Tensor, weight: Tensor, *, heads: bool) -> Tensor:
    goal = wanted * (1 - 2 * SMOOTHING) + SMOOTHING
    per = functional.binary_cross_entropy_with_logits(scores, goal, reduction="none")
    return (per * weight * _shares(scores, heads=heads)).sum() / len(scores)


def _span_loss(examples: Examples, rows: NDArray[np.int64], spans: Tensor) -> Tensor:
    """Return how badly pieces are told apart, over messages whose bearing words are named in the corpus."""
    goal = np.zeros((len(rows), spans.shape[1], len(SPANNED)), np.float32)
    counted = np.zeros_like(goal)
    for i, row in enumerate(rows):
        marks = examples.marks[row]
        goal[i, 1 : 1 + len(marks)] = marks
        counted[i, 1 : 1 + len(marks)] = marks.any(axis=0)
    goals, counts = (torch.from_numpy(table).to(spans.device) for table in (goal, counted))
    per = functional.binary_cross_entropy_with_logits(spans, goals, reduction="none") * counts
    return per.sum() / counts.sum().clamp(min=1)


def _groups(network: Encoder, plan: Plan) -> list[dict[str, Any]]:
    """Return the parameters with their step sizes: the lower in MiniLM, the smaller."""
    parts: list[tuple[float, list[nn.Module]]] = [
        (plan.rate * plan.decay ** (LAYERS - 1 - depth), [layer]) for depth, layer in enumerate(network.layers)
    ]
    parts.append((plan.rate * plan.decay**LAYERS, [network.words, network.places, network.segments, network.norm]))
    parts.append((plan.new_rate, [network.manner, network.labels, network.spans]))
    return [{"params": [p for part in own for p in part.parameters()], "lr": rate} for rate, own in parts]


@torch.no_grad()
def _towards(kept: Encoder, network: Encoder, stays: float) -> None:
    torch._foreach_lerp_(list(kept.parameters()), list(network.parameters()), 1 - stays)
