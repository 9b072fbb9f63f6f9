"""Whom or what the marked words are about: how often the program says it as the corpus does."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analyser.schema import TARGETS

ABOUT = ("grievance", "abuse")


def target_table(annotations: pd.DataFrame, corpus: pd.DataFrame) -> pd.DataFrame:
    """Return for each target how often it is found, over messages rightly marked as grievance or abuse.

    Parameters
    ----------
    annotations : DataFrame
        As ANNOTATIONS; ``message_id`` counts the rows of ``corpus`` from 1. Of several targets of one message the one
        named most often counts; of equals the first.
    corpus : DataFrame
        From `load_corpus`.

    Returns
    -------
    DataFrame
        ``target`` (and "all"), ``messages`` with it in the corpus, ``given`` to so many, ``recall``, ``precision``.
    """
    found = _named(annotations, corpus)
    rows = []
    for name in TARGETS:
        wanted, given = found["corpus"] == name, found["program"] == name
        right = int((wanted & given).sum())
        rows.append(
            (name, int(wanted.sum()), int(given.sum()), right / max(wanted.sum(), 1), right / max(given.sum(), 1))
        )
    agree = float((found["corpus"] == found["program"]).mean())
    rows.append(("all", len(found), int(found["program"].notna().sum()), agree, agree))
    return pd.DataFrame(rows, columns=["target", "messages", "given", "recall", "precision"])


def _named(annotations: pd.DataFrame, corpus: pd.DataFrame) -> pd.DataFrame:
    shown = annotations[(annotations["strength"] != "set aside") & annotations["category"].isin(ABOUT)]
    place = shown["message_id"] - 1
    labels, target = corpus["labels"].iloc[place].to_numpy(), corpus["target"].iloc[place].to_numpy()
    own = shown["category"].astype("str").to_numpy()
    right = np.array([name in of for name, of in zip(own, labels, strict=True)], dtype=np.bool_)
    both = pd.DataFrame(
        {"place": place.to_numpy(), "corpus": target, "program": shown["target"].astype("object").to_numpy()}
    )
    both = both[right & both["corpus"].notna().to_numpy()]
    return both.groupby("place").agg({"corpus": "first", "program": _most_often})


def _most_often(named: pd.Series) -> str | None:
    counts = named.dropna().value_counts(sort=False)
    return None if counts.empty else str(counts.idxmax())
