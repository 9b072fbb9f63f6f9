"""Tables as files: CSV for a spreadsheet, JSON lines and Parquet for programs.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, also after a tab or a line end,
and a message such as ``=HYPERLINK("…")`` or ``+44 …`` would come alive. In CSV such a text cell therefore gets one
apostrophe in front; so does one that begins with an apostrophe already. To have the exact text back, drop one leading
apostrophe from every text cell that has one. Numbers and dates are written as they are, and a byte order mark lets
Excel on Windows see that the file is UTF-8. JSON lines and Parquet hold every text exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analyser.errors import AnalyserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

# The last four are the full-width forms, which some spreadsheets fold to the plain ones.
COMES_ALIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` to ``path`` in the format of its ending, replacing what is there.

    Parameters
    ----------
    frame : DataFrame
        Any of the tables of `analyser.schema`.
    path : Path
        Ends in ``.csv``, ``.jsonl`` or ``.parquet``.

    Raises
    ------
    AnalyserError
        As `check_output`, or if the file cannot be written there.
    """
    check_output(path)
    try:
        WRITERS[path.suffix.lower()](frame, path)
    except OSError as error:
        raise AnalyserError(f"{path.name} cannot be written: {error.strerror}. Choose another folder.") from error


def check_output(path: Path) -> None:
    """Raise `AnalyserError` if no table can be written to ``path``: the ending is another one, or no such folder."""
    if path.suffix.lower() not in WRITERS:
        raise AnalyserError(f"{path.name} cannot be written: choose a name that ends in {', '.join(WRITERS)}.")
    if not path.parent.is_dir():
        raise AnalyserError(
            f"{path.name} cannot be written: there is no folder {path.parent}. Make it, or choose another."
        )


def safe_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with an apostrophe before each text that a spreadsheet would take for a formula."""
    texts = frame.select_dtypes(["str", "object", "category"])
    return frame.assign(**{name: _safe(texts[name]) for name in texts})


def _safe(texts: pd.Series) -> pd.Series:
    plain = texts.astype("str")
    return plain.mask(plain.str.startswith(COMES_ALIVE).fillna(value=False).astype("bool"), "'" + plain)


def _csv(frame: pd.DataFrame, path: Path) -> None:
    safe_cells(frame).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _jsonl(frame: pd.DataFrame, path: Path) -> None:
    frame.to_json(path, orient="records", lines=True, force_ascii=False, date_format="iso", date_unit="s")


def _parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False)


WRITERS: Mapping[str, Callable[[pd.DataFrame, Path], None]] = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet}
