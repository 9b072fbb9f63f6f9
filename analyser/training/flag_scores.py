"""What is counted about flags: whether a message reaches whom it should, and how often one does so in vain.

The messages read for flags were chosen because something in them might need one, so recall can be counted on them and
precision there says little of a real chat. What a flag costs in a calm chat is counted on all *fine* messages of the
corpus, those without any label; a fine message that was read and does carry the flag is no false alarm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analyser.annotation import annotate
from analyser.training.corpus import truth
from analyser.training.flags import READ_FOR, URGENT, flag_truth
from analyser.training.scores import wilson
from analyser.training.stages import as_messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def flags_marked(annotations: pd.DataFrame, count: int) -> NDArray[np.bool_]:
    """Return which message carries which flag that stands, shape (count, READ_FOR); ``message_id`` counts from 1."""
    table = np.zeros((count, len(READ_FOR)), dtype=np.bool_)
    standing = annotations[(annotations["strength"] != "set aside") & annotations["flag"].isin(READ_FOR)]
    flag = standing["flag"].astype(pd.CategoricalDtype(list(READ_FOR))).cat.codes.to_numpy()
    table[standing["message_id"].to_numpy() - 1, flag] = True
    return table


def marked_in_context(flagged: pd.DataFrame, nlp: Any) -> NDArray[np.bool_]:
    """Return what ``nlp`` flags in each message of ``flagged``, each with the messages before it."""
    rows = []
    for row in flagged.itertuples():
        chat = pd.DataFrame([*row.previous, (row.sender, row.text)], columns=["sender", "text"])
        rows.append(flags_marked(annotate(as_messages(chat), nlp), len(chat))[-1])
    return np.array(rows, dtype=np.bool_).reshape(len(flagged), len(READ_FOR))


def by_flag(marked: NDArray[np.bool_], flagged: pd.DataFrame) -> pd.DataFrame:
    """Return for each flag: messages that carry it, recall with its 95% interval, precision, messages marked.

    Parameters
    ----------
    marked : ndarray of bool, shape (n, READ_FOR)
    flagged : DataFrame
        ``n`` rows of `load_flags`.
    """
    wanted = flag_truth(flagged)
    rows = []
    for i, flag in enumerate(READ_FOR):
        right, total, given = (int(n.sum()) for n in (marked[:, i] & wanted[:, i], wanted[:, i], marked[:, i]))
        rows.append((flag, total, right / max(total, 1), *wilson(right, total), right / max(given, 1), given))
    return pd.DataFrame(rows, columns=["flag", "messages", "recall", "low", "high", "precision", "marked"])


def false_alarms(marked: NDArray[np.bool_], corpus: pd.DataFrame, flagged: pd.DataFrame) -> pd.DataFrame:
    """Return for each flag, and for the three urgent ones together, how many fine messages carry it in vain.

    Parameters
    ----------
    marked : ndarray of bool, shape (messages of the corpus, READ_FOR)
    """
    is_fine: NDArray[np.bool_] = np.logical_not(truth(corpus).any(axis=1))
    vain, fine = marked & is_fine[:, np.newaxis] & ~_known(corpus, flagged), int(is_fine.sum())
    urgent = [READ_FOR.index(flag) for flag in URGENT]
    counts: Sequence[tuple[str, int]] = [
        *((flag, int(vain[:, i].sum())) for i, flag in enumerate(READ_FOR)),
        ("any of the three urgent ones", int(vain[:, urgent].any(axis=1).sum())),
    ]
    rows = [(flag, fine, count, count / max(fine, 1), wilson(count, fine)[1]) for flag, count in counts]
    return pd.DataFrame(rows, columns=["flag", "fine_messages", "flagged", "share", "at_most"])


def _known(corpus: pd.DataFrame, flagged: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the flags that readers gave to rows of the corpus, shape (messages, READ_FOR)."""
    table = np.zeros((len(corpus), len(READ_FOR)), dtype=np.bool_)
    read = flagged["place"].notna().to_numpy()
    table[flagged["place"][read].to_numpy(dtype=np.int64)] = flag_truth(flagged)[read]
    return table
