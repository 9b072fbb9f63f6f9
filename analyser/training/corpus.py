"""The labelled corpus as one table.

The files stay as their authors left them; mistakes met since are mended by ``corrections.toml`` when the table is
made, each with its reason, so that both the old and the new label can be read.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analyser.schema import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "corpus"
APART = Path(__file__).parent / "apart"  # a voice that nothing learns from
FOLDS = 4
_LABEL = {"private": "private chat"}  # the corpus's short name


def load_corpus(folder: Path = FOLDER) -> pd.DataFrame:
    """Return every labelled message, corrected, chats in their order.

    Returns
    -------
    DataFrame
        ``file`` str, ``row`` int64 (1-based line of the file), ``voice`` str ("t1" to "t22"), ``chat`` str (missing
        for a lone message), ``sender`` str (missing likewise), ``text`` str, ``labels`` (tuple of CATEGORIES),
        ``sub`` (tuple of str), ``target`` str or missing, ``severity`` int64 (0 to 3), ``spans`` (dict of category
        to the words that carry it), ``contrast`` str or missing.

    Raises
    ------
    ValueError
        If a correction does not fit the row that it names.
    """
    corrections = tomllib.loads((folder / "corrections.toml").read_text("utf-8"))["correction"]
    wanted: dict[tuple[str, int], dict[str, dict[str, Any]]] = {}
    for one in corrections:
        wanted.setdefault((one["file"], one["row"]), {})[one["field"]] = one
    rows = [
        _row(path.stem, number, json.loads(line), wanted.pop((path.stem, number), {}))
        for path in sorted(folder.glob("t*.jsonl"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
    ]
    if wanted:
        raise ValueError(f"corrections.toml names rows that do not exist: {sorted(wanted)}")
    return pd.DataFrame(rows)


def fingerprint(folder: Path = FOLDER) -> str:
    """Return the SHA-256 over the corpus files and their corrections, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("t*.jsonl"), folder / "corrections.toml"]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def conversations(corpus: pd.DataFrame) -> Iterator[NDArray[np.int64]]:
    """Yield the positions of each chat's messages in order, and each lone message by itself."""
    positions = pd.Series(np.arange(len(corpus)))
    key = corpus["chat"].reset_index(drop=True)
    for _, chat in positions[key.notna()].groupby(key.dropna(), sort=False):
        yield chat.to_numpy()
    for lone in positions[key.isna()]:
        yield np.array([lone])


def truth(corpus: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which message carries which label: shape (messages, CATEGORIES)."""
    return np.array([[label in labels for label in CATEGORIES] for labels in corpus["labels"]])


def in_chats(corpus: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which messages are part of a chat; the others are lone."""
    return np.asarray(corpus["chat"].notna(), dtype=np.bool_)


def folds(corpus: pd.DataFrame, count: int = FOLDS) -> NDArray[np.int64]:
    """Return the fold of each message: whole voices, dealt round by their number so that each fold has every kind."""
    voices = sorted(corpus["voice"].unique(), key=lambda voice: int(voice[1:]))
    fold_of = {voice: i % count for i, voice in enumerate(voices)}
    return np.array([fold_of[voice] for voice in corpus["voice"]])


def _row(file: str, number: int, raw: dict[str, Any], corrections: dict[str, dict[str, Any]]) -> dict[str, Any]:
    for field, correction in corrections.items():
        if raw[field] != correction["old"]:
            raise ValueError(f"corrections.toml: {file}, row {number} no longer holds what was corrected")
        raw[field] = correction["new"]
    voice = re.match(r"t\d+", file)
    return {
        "file": file,
        "row": number,
        "voice": voice.group() if voice else file,
        "chat": raw.get("chat"),
        "sender": raw.get("sender"),
        "text": raw["text"],
        "labels": tuple(_LABEL.get(label, label) for label in raw["labels"]),
        "sub": tuple(raw["sub"]),
        "target": raw["target"],
        "severity": raw["severity"],
        "spans": {_LABEL.get(label, label): words for label, words in raw["spans"].items()},
        "contrast": raw["contrast"],
    }
