"""The messages that were read twice for the eight side flags, as one table.

Most are rows of the corpus; the others were written for flags that the corpus hardly holds. What the two readers
disagreed on was settled, each with its reason; on the others the first reading speaks for both.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analyser.schema import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "flags"
READ_FOR = FLAGS[:8]  # NEEDS-READING is not a matter of judgement
URGENT = ("SAFEGUARD", "ALLEGATION", "THREAT")
BEFORE = 4  # messages that the readers saw before each one
# Voices whose missed messages, with every other one of the first extra messages, were left unread when rules for flags
# were extended. t28, t29 and the other extra messages were written later.
UNREAD = ("t3", "t9", "t14", "t18", "t22", "t28", "t29")
LATER = ("h1:", "g1:", "k1:")


def load_flags(corpus: pd.DataFrame, folder: Path = FOLDER) -> pd.DataFrame:
    """Return every message that was read for flags, with its answer.

    Parameters
    ----------
    corpus : DataFrame
        From `load_corpus`; rows that it does not hold are left out.
    folder : Path
        Where the readings are.

    Returns
    -------
    DataFrame
        ``key`` str, ``voice`` str ("t1" to "t29"; "extra" for those written for the flags), ``place`` Int64 (position
        in ``corpus``, missing for extra ones), ``sender`` str (missing for a lone message), ``text`` str, ``previous``
        (tuple of pairs of sender and text: up to four messages before it, in order), ``flags`` (tuple of READ_FOR).
    """
    answers = {line["key"]: line for name in ("first", "settled") for line in _lines(folder / f"{name}.jsonl")}
    places = {f"{file}:{row}": i for i, (file, row) in enumerate(zip(corpus["file"], corpus["row"], strict=True))}
    from_corpus = [_corpus_row(corpus, places[line["key"]]) for line in _lines(folder / "rows.jsonl", places)]
    rows = [*from_corpus, *(_extra_row(line) for line in _lines(folder / "extra.jsonl"))]
    table = pd.DataFrame(rows).astype({"place": "Int64", "sender": "str"})
    return table.assign(flags=[tuple(answers[key]["flags"]) for key in table["key"]])


def to_learn_from(flagged: pd.DataFrame) -> pd.DataFrame:
    """Return text and flags of the messages of ``flagged`` (from `load_flags`) that were written for the flags."""
    return flagged.loc[flagged["place"].isna(), ["text", "flags"]].reset_index(drop=True)


def flag_truth(flagged: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which message carries which flag: shape (messages, READ_FOR)."""
    return np.array([[flag in flags for flag in READ_FOR] for flags in flagged["flags"]])


def unread(flagged: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the messages where what rules miss was left unread when the rules for flags were last extended."""
    extra = (flagged["voice"] == "extra").to_numpy()
    every_other = extra & (np.cumsum(extra) % 2 == 1)
    later = flagged["key"].str.startswith(LATER).to_numpy()
    return np.asarray(flagged["voice"].isin(UNREAD).to_numpy() | every_other | later, dtype=np.bool_)


def flags_fingerprint(folder: Path = FOLDER) -> str:
    """Return the SHA-256 over the readings, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _lines(path: Path, only: dict[str, int] | None = None) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        values = json.loads(line)
        if only is None or values["key"] in only:
            yield values


def _corpus_row(corpus: pd.DataFrame, place: int) -> dict[str, Any]:
    row = corpus.iloc[place]
    before = corpus.iloc[max(0, place - BEFORE) : place]
    before = before[before["chat"] == row["chat"]]  # a lone message has no chat, and so nothing before it
    return {
        "key": f"{row['file']}:{row['row']}",
        "voice": row["voice"],
        "place": place,
        "sender": row["sender"],
        "text": row["text"],
        "previous": tuple(zip(before["sender"], before["text"], strict=True)),
    }


def _extra_row(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": line["key"],
        "voice": "extra",
        "place": pd.NA,
        "sender": line.get("sender"),
        "text": line["text"],
        "previous": tuple((before["sender"], before["text"]) for before in line["previous"]),
    }
