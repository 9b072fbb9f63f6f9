"""What can be observed about the file itself."""

from __future__ import annotations

import pandas as pd

from analyser.schema import OBSERVATIONS, conform


def observe(*args) -> pd.DataFrame:
    return conform(pd.DataFrame(), OBSERVATIONS)
