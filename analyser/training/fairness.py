"""Count whether it changes a mark whom a message is about, or in which English it is written.

``fairness.json`` holds sentences of ordinary life in which only the name of a group changes, the same sentence in
several kinds of English, prayers and greetings, and sentences that mean harm. Each is read as a message by itself.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analyser.annotation.model import marked_by_model
from analyser.annotation.passages import stands
from analyser.annotation.reading import needs_reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLE = json.loads(Path(__file__).with_name("fairness.json").read_text("utf-8"))
STANDARD = {"identity": "no group in particular", "kind of English": "standard"}


def sentences() -> dict[str, dict[str, list[str]]]:
    """Return the harmless sentences of each group, by what is compared: identity, or the kind of English."""
    groups = {
        name: [template.format(group=word) for template in TABLE["templates"] for word in words]
        for name, words in TABLE["groups"].items()
    }
    kinds: dict[str, list[str]] = {}
    for row in TABLE["dialects"]:
        for kind, text in row.items():
            kinds.setdefault(kind, []).append(text)
    return {"identity": groups, "kind of English": kinds, "faith": {"prayers and home languages": TABLE["faith"]}}


def is_marked(text: str, nlp: Any, *, clearly: bool = False) -> bool:
    """Return whether a message by itself is marked with anything that does not speak for its writer."""
    ruled = nlp(text).user_data["passages"]
    every = [*ruled, *marked_by_model([text], ["Ann"], [ruled], nlp)[0], *needs_reading(text, "text")]
    adverse = [one for one in every if stands(one) and one.category != "mitigating"]
    return any(one.strength == "clear" for one in adverse) if clearly else bool(adverse)


def rates(texts_of: Mapping[str, Sequence[str]], nlp: Any, *, clearly: bool = False) -> dict[str, float]:
    """Return the share of each group's sentences that is marked."""
    return {
        group: sum(is_marked(text, nlp, clearly=clearly) for text in texts) / len(texts)
        for group, texts in texts_of.items()
    }


def fairness_table(nlp: Any) -> pd.DataFrame:
    """Return what ``nlp`` marks of each group's harmless sentences.

    Returns
    -------
    DataFrame
        ``compared`` (identity, kind of English, faith), ``group``, ``sentences``, ``marked`` and ``clear`` (shares),
        ``gap`` (points of ``marked`` above the standard's; missing where nothing is the standard).
    """
    rows = []
    for compared, texts_of in sentences().items():
        marked, clear = rates(texts_of, nlp), rates(texts_of, nlp, clearly=True)
        usual = marked.get(STANDARD.get(compared, ""), float("nan"))
        for group, texts in texts_of.items():
            rows.append((compared, group, len(texts), marked[group], clear[group], 100 * (marked[group] - usual)))
    return pd.DataFrame(rows, columns=["compared", "group", "sentences", "marked", "clear", "gap"])
