"""Which messages to read, and in which order.

Four rules, each from the way schools have to work:

* Safety comes first and apart: SAFEGUARD, ALLEGATION and THREAT are listed whatever headings were chosen, and are not
  repeated under a heading. A message about a child at risk or an adult at the school is never shown as a breach.
* A row that context set aside is neither listed nor counted.
* A message that may be a complaint to answer, or may allege discrimination, keeps its category in the table, but is
  shown with that flag first and under no heading.
* Strong language at nobody (LANGUAGE) is left out until somebody asks for it.

Nothing here counts, orders or groups by person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analyser.schema import ANNOTATIONS, CATEGORIES, FLAGS, STRENGTHS, Column, conform

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

SAFETY = ("SAFEGUARD", "ALLEGATION", "THREAT")
NO_BREACH = ("SAFEGUARD", "ALLEGATION")  # never shown as a breach of the code
SHIELDS = ("PROTECTED", "COMPLAINT")  # shown first, and in place of a heading

PASSAGES = (
    *ANNOTATIONS,
    Column("sent_at", "datetime64[s]", "when the message was sent"),
    Column("quiet", "bool", "whether its message is shown under no heading"),
)

READING = (
    Column("message_id", "int64", "the message, as in MESSAGES", "1-based count"),
    Column("sent_at", "datetime64[s]", "when it was sent"),
    Column("heading", "category", "heading of the code; missing where a flag stands instead", vocabulary=CATEGORIES),
    Column("flags", "str", "its flags, the ones to see first in front, joined by ', '; empty if none"),
    Column("clauses", "str", "its clauses, joined by ', '; empty if none or not to be shown"),
    Column("reason", "str", "why its first passage was marked: a rule id, 'model' or 'conversation'"),
    Column("strength", "category", "how plain its plainest passage is", vocabulary=STRENGTHS),
    Column("quote", "str", "the words of its first passage"),
    Column("passages", "int64", "how many passages of it are marked", "count"),
)


def within(messages: pd.DataFrame, *, first_day: date | None = None, last_day: date | None = None) -> pd.DataFrame:
    """Return the messages of the chosen days, both included, in file order.

    A line without a date belongs to the day of the line before it.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES``.
    first_day, last_day : date, optional
        None leaves that end open.
    """
    days = messages["sent_at"].ffill().bfill().dt.normalize()
    kept = pd.Series(data=True, index=messages.index)
    if first_day is not None:
        kept &= days >= pd.Timestamp(first_day)
    if last_day is not None:
        kept &= days <= pd.Timestamp(last_day)
    return messages[kept].reset_index(drop=True)


def passages(messages: pd.DataFrame, annotations: pd.DataFrame) -> pd.DataFrame:
    """Return the annotations on ``messages`` that stand, each with its time: nothing that context set aside.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES``, whole or some days of it.
    annotations : DataFrame
        ``schema.ANNOTATIONS``.

    Returns
    -------
    DataFrame
        ``PASSAGES``: per message the clearest and then the earliest passage first.
    """
    standing = annotations[annotations["strength"] != "set aside"]
    rows = standing.merge(messages[["message_id", "sent_at"]], on="message_id")
    quiet = rows.loc[rows["flag"].isin([*NO_BREACH, *SHIELDS]), "message_id"]
    rows["quiet"] = rows["message_id"].isin(quiet)
    return conform(rows, PASSAGES).sort_values(["message_id", "strength", "start"], ignore_index=True)


def first(rows: pd.DataFrame, *, flag: str) -> pd.DataFrame:
    """Return the messages that carry ``flag``, under whatever heading, in date order.

    Parameters
    ----------
    rows : DataFrame
        ``PASSAGES``.
    flag : str
        One of ``schema.FLAGS``.

    Returns
    -------
    DataFrame
        ``READING``, one row per message.
    """
    return _by_message(rows[rows["flag"] == flag], rows)


def to_read(rows: pd.DataFrame, *, headings: Collection[str], language: bool = False) -> pd.DataFrame:
    """Return the messages to read under the chosen headings, in date order, without those that `first` lists.

    Parameters
    ----------
    rows : DataFrame
        ``PASSAGES``.
    headings : collection of str
        Categories of ``schema.CATEGORIES``.
    language : bool
        Whether strong language at nobody is asked for as well.

    Returns
    -------
    DataFrame
        ``READING``, one row per message.
    """
    safety = rows.loc[rows["flag"].isin(SAFETY), "message_id"]
    kept = rows[rows["category"].isin(list(headings)) & ~rows["message_id"].isin(safety)]
    return _by_message(kept if language else kept[kept["flag"] != "LANGUAGE"], rows)


def reading_list(rows: pd.DataFrame, *, headings: Collection[str], language: bool = False) -> pd.DataFrame:
    """Return everything there is to read, each message once: what `first` lists for safety, then what `to_read` lists.

    The one place that says what "34 of 194 read" counts.

    Parameters
    ----------
    rows : DataFrame
        ``PASSAGES``.
    headings : collection of str
        Categories of ``schema.CATEGORIES``.
    language : bool
        Whether strong language at nobody is asked for as well.

    Returns
    -------
    DataFrame
        ``READING``, one row per message.
    """
    parts = [*(first(rows, flag=flag) for flag in SAFETY), to_read(rows, headings=headings, language=language)]
    return conform(pd.concat(parts).drop_duplicates("message_id"), READING)


def progress(rows: pd.DataFrame, read: Collection[int]) -> tuple[int, int]:
    """Return how many of the messages in ``rows`` were read, and how many there are."""
    ids = set(rows["message_id"])
    return len(ids.intersection(read)), len(ids)


def _by_message(chosen: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Make one row per message of its ``chosen`` passages, with every flag that the message carries in ``rows``."""
    ids = chosen["message_id"]
    grouped = chosen.groupby("message_id")
    table = chosen.drop_duplicates("message_id").set_index("message_id")
    flagged = rows[rows["message_id"].isin(ids) & rows["flag"].notna()]
    table["flags"] = _joined(flagged, "flag", order=(*SAFETY, *SHIELDS, *FLAGS))
    table["clauses"] = _joined(chosen[~chosen["quiet"]], "clause")
    table["heading"] = table["category"].mask(table["quiet"])
    table["passages"] = grouped.size()
    table = table.fillna({"flags": "", "clauses": ""}).reset_index()
    names = [column.name for column in READING]
    return conform(table[names].sort_values(["sent_at", "message_id"]), READING)


def _joined(rows: pd.DataFrame, column: str, *, order: tuple[str, ...] = ()) -> pd.Series:
    """Return the different values of ``column`` per message as one text, those of ``order`` in its order."""
    pairs = rows[["message_id", column]].dropna().drop_duplicates().astype({column: "str"})
    if order:
        pairs = pairs.sort_values(column, key=lambda values: values.map(order.index))
    return pairs.groupby("message_id", sort=False)[column].agg(", ".join).astype("str")
