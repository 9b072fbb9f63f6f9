"""What the encoder starts from: MiniLM, which has read much English, with a vocabulary cut to what chats hold.

The weights are those of `all-MiniLM-L6-v2` (Apache 2.0; Wang et al. 2020, Reimers and Gurevych 2019), read from its
file ``model.safetensors``, whose SHA-256 is checked, and rounded to half precision. Pieces of other scripts go; an
emoji of the corpus becomes a piece whose first vector is the mean of the words of its Unicode name.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyser.annotation.wordpiece import SPECIAL, WordPieces, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EMBEDDING = "embeddings.word_embeddings.weight"


@dataclass(frozen=True)
class Start:
    """Weights by name, as MiniLM names them, and the pieces that the rows of its word embedding stand for."""

    weights: dict[str, NDArray[np.float32]]
    pieces: list[str]


def load_start(folder: Path, texts: Sequence[str]) -> Start:
    """Return the weights in ``folder`` with a vocabulary cut to ASCII and to what ``texts`` hold.

    Parameters
    ----------
    folder : Path
        Holds ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2.
    texts : sequence of str
        The corpus: its emoji become pieces.

    Raises
    ------
    ValueError
        If the weights are not those that the SHA-256 names.
    """
    raw = (folder / "model.safetensors").read_bytes()
    if hashlib.sha256(raw).hexdigest() != WEIGHTS_SHA256:
        raise ValueError(f"{folder / 'model.safetensors'} is not the file of all-MiniLM-L6-v2 that is known here")
    weights = _safetensors(raw)
    known = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    ordered = [*SPECIAL, *sorted((p for p in known if _kept(p) and p not in SPECIAL), key=known.__getitem__)]
    cut = WordPieces(ordered)
    table = weights[EMBEDDING]
    rows = [table[known[piece]] for piece in ordered]
    for sign in _signs(texts, set(ordered)):
        named = cut.cut(unicodedata.name(sign, "sign").lower())[0]
        rows.append(np.mean([rows[number] for number in named], axis=0))
        ordered.append(sign)
    weights[EMBEDDING] = np.array(rows, dtype=np.float32)
    return Start({name: array.astype(np.float16).astype(np.float32) for name, array in weights.items()}, ordered)


def _kept(piece: str) -> bool:
    return piece.isascii() and not piece.startswith("[unused")


def _signs(texts: Sequence[str], known: set[str]) -> list[str]:
    """Return the single characters beyond ASCII that two texts or more hold, in the order of their code points."""
    counts = Counter(word for text in texts for word in words_of([text]) if len(word) == 1 and not word.isascii())
    return sorted(sign for sign, count in counts.items() if count >= 2 and sign not in known)


def _safetensors(raw: bytes) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a safetensors file: a length, a table of contents in JSON, then the numbers."""
    end = 8 + int.from_bytes(raw[:8], "little")
    contents = {name: entry for name, entry in json.loads(raw[8:end]).items() if entry.get("dtype") == "F32"}
    return {
        name: np.frombuffer(raw[end + entry["data_offsets"][0] : end + entry["data_offsets"][1]], "<f4").reshape(
            entry["shape"]
        )
        for name, entry in contents.items()
    }
