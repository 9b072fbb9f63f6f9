"""What is observed about a file and the course of its chat, as one table without a conclusion.

What each observation may mean, and what it does not show, is data: ``observations.toml``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd

from analyser.chat.observe_course import observe_course
from analyser.chat.observe_file import observe_file
from analyser.schema import OBSERVATIONS, conform

if TYPE_CHECKING:
    from analyser.chat.observed import Read


def observe(read: Read) -> pd.DataFrame:
    """Return all observations on a chat, in the order of their ids.

    Returns
    -------
    DataFrame
        As ``schema.OBSERVATIONS``.
    """
    found = [*observe_file(read), *observe_course(read)]
    order = list(meanings())
    rows = [
        {
            "id": each.id.partition("-")[0],
            "observed": each.observed,
            "lines": each.lines,
            "how_many": each.how_many,
            **meanings()[each.id],
        }
        for each in sorted(found, key=lambda each: order.index(each.id))
    ]
    return conform(pd.DataFrame(rows), OBSERVATIONS)


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Return ``observations.toml``: for each id, what it may mean and what it does not."""
    return tomllib.loads(files("analyser.chat").joinpath("observations.toml").read_text("utf-8"))
