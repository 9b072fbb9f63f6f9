"""The corpus as numbers: pieces of words, who speaks to whom, and every label that the encoder learns from.

Besides the five headings it learns the kinds of abuse, whom a message is about, whether it is grave, and the flags:
each teaches it something of the language that the headings alone are too few to teach.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analyser.annotation.encoder import BODY
from analyser.annotation.neighbours import manner
from analyser.annotation.wordpiece import WordPieces
from analyser.schema import CATEGORIES, FLAGS
from analyser.training.corpus import FOLDER, truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

KINDS = ("swearing", "insult", "anger", "threat", "defamation", "discrimination", "sexual")
TARGETS = ("staff", "child", "parent", "school", "group", "other")
LEARNT_FLAGS = tuple(flag for flag in FLAGS if flag != "NEEDS-READING")
SPANNED = tuple(name for name in CATEGORIES if name != "private chat")
OUTPUTS = (*CATEGORIES, *KINDS, *TARGETS, "grave", *LEARNT_FLAGS)
_GRAVE = 3
_NOT_FLAGGED = 0.3  # weight of taking a message without labels, not read for flags, to carry none


@dataclass(frozen=True)
class Examples:
    """Messages, one row each, in the order of the corpus and then of the messages written for the flags.

    Parameters
    ----------
    pieces : list of list of int
    manner : ndarray of float32, shape (n, m)
    chat : ndarray of int64, shape (n,)
        Number of the chat; a lone message has one of its own.
    lone : ndarray of bool, shape (n,)
    senders, texts : list of str
    voice : ndarray of str, shape (n,)
    wanted, weight : ndarray of float32, shape (n, OUTPUTS)
        The labels, and how much each counts: 0 where nobody has read the message for it.
    marks : list of ndarray of bool, shape (pieces, SPANNED)
        Which pieces carry which label.
    """

    pieces: list[list[int]]
    manner: NDArray[np.float32]
    chat: NDArray[np.int64]
    lone: NDArray[np.bool_]
    senders: list[str]
    texts: list[str]
    voice: NDArray[np.str_]
    wanted: NDArray[np.float32]
    weight: NDArray[np.float32]
    marks: list[NDArray[np.bool_]]


def make_examples(corpus: pd.DataFrame, words: WordPieces) -> Examples:
    """Return ``corpus`` (from `load_corpus`) and the messages written for the flags as `Examples`."""
    flags, extra = read_flags()
    texts = [*corpus["text"], *(text for _, text, _ in extra)]
    known: dict[str, list[int]] = {}
    cut = [words.cut(text, known) for text in texts]
    count, size = len(texts), len(corpus)
    chats = {name: number for number, name in enumerate(corpus["chat"].dropna().unique())}
    lone = np.concatenate([corpus["chat"].isna().to_numpy(), np.ones(len(extra), dtype=bool)])
    chat = np.arange(len(chats), len(chats) + count)
    chat[:size][~lone[:size]] = corpus["chat"].dropna().map(chats)
    wanted, weight = _labels(corpus, flags, extra)
    spans = [*corpus["spans"], *({} for _ in extra)]
    return Examples(
        pieces=[numbers[:BODY] for numbers, _ in cut],
        manner=np.array([manner(text) for text in texts], dtype=np.float32),
        chat=chat,
        lone=lone,
        senders=[*corpus["sender"].fillna(""), *("" for _ in extra)],
        texts=texts,
        voice=np.array([*corpus["voice"], *(key for key, _, _ in extra)]),
        wanted=wanted,
        weight=weight,
        marks=[_marks(text, places[:BODY], held) for text, (_, places), held in zip(texts, cut, spans, strict=True)],
    )


def read_flags() -> tuple[dict[str, list[str]], list[tuple[str, str, list[str]]]]:
    """Return the settled flags of rows of the corpus, by ``file:row``, and the messages written for them."""
    folder = FOLDER.parent / "flags"
    read = {row["key"]: row["flags"] for name in ("first", "settled") for row in _rows(folder / f"{name}.jsonl")}
    written = {row["key"]: row["text"] for row in _rows(folder / "extra.jsonl")}
    return read, [(key, text, read[key]) for key, text in written.items()]


def _rows(path: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _labels(
    corpus: pd.DataFrame, flags: dict[str, list[str]], extra: Sequence[tuple[str, str, list[str]]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    labels = truth(corpus)
    keys = corpus["file"] + ":" + corpus["row"].astype(str)
    held = np.column_stack(
        [
            labels,
            *(corpus["sub"].map(lambda own, kind=kind: kind in own) for kind in KINDS),
            *(corpus["target"] == target for target in TARGETS),
            corpus["severity"] == _GRAVE,
            *(keys.map(lambda key, flag=flag: flag in flags.get(key, ())) for flag in LEARNT_FLAGS),
        ]
    ).astype(np.float32)
    weight = np.ones_like(held)
    read = keys.isin(flags.keys()).to_numpy()
    weight[~read, -len(LEARNT_FLAGS) :] = 0
    weight[~read & ~labels.any(axis=1), -len(LEARNT_FLAGS) :] = _NOT_FLAGGED
    more = np.zeros((len(extra), len(OUTPUTS)), dtype=np.float32)
    more[:, -len(LEARNT_FLAGS) :] = [[flag in own for flag in LEARNT_FLAGS] for _, _, own in extra]
    counted = np.zeros_like(more)
    counted[:, -len(LEARNT_FLAGS) :] = 1
    return np.vstack([held, more]), np.vstack([weight, counted])


def _marks(text: str, places: Sequence[tuple[int, int]], spans: dict[str, str]) -> NDArray[np.bool_]:
    table = np.zeros((len(places), len(SPANNED)), dtype=bool)
    for column, name in enumerate(SPANNED):
        words = spans.get(name)
        if words and (start := text.find(words)) >= 0:
            table[:, column] = [a < start + len(words) and b > start for a, b in places]
    return table
