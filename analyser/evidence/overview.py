"""When the messages to read were sent: one count per heading and day or week, and never one per person.

A message counts once under each heading it is marked with. Not counted: what context set aside, strong language at
nobody, the messages listed for safety, and those that may be a complaint to answer or may allege discrimination, which
are shown under no heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analyser.evidence.views import SAFETY
from analyser.schema import CATEGORIES, Column, conform

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

OVER_TIME = (
    Column("period", "datetime64[s]", "the day, or the Monday of the week"),
    Column("category", "category", "heading of the code", vocabulary=CATEGORIES),
    Column("messages", "int64", "messages to read under it", "count"),
)

LONGEST_BY_DAY = 45  # days; longer than that, bars of single days are too thin to read


def by_day_or_week(messages: pd.DataFrame) -> str:
    """Return 'day' for a chat of a few weeks and 'week' for a longer one."""
    sent = messages["sent_at"].dropna()
    short = sent.empty or (sent.max() - sent.min()).days <= LONGEST_BY_DAY
    return "day" if short else "week"


def counted(rows: pd.DataFrame, *, headings: Collection[str]) -> pd.DataFrame:
    """Return the passages that are counted under some headings: one per message and heading, by date.

    Parameters
    ----------
    rows : DataFrame
        ``views.PASSAGES``.
    headings : collection of str
        Categories of ``schema.CATEGORIES``.

    Returns
    -------
    DataFrame
        ``views.PASSAGES``.
    """
    safety = rows.loc[rows["flag"].isin(SAFETY), "message_id"]
    kept = rows[~rows["quiet"] & ~rows["message_id"].isin(safety) & (rows["flag"] != "LANGUAGE")]
    kept = kept[kept["category"].isin(list(headings))].drop_duplicates(["message_id", "category"])
    return kept.sort_values(["sent_at", "message_id"], ignore_index=True)


def over_time(messages: pd.DataFrame, rows: pd.DataFrame, *, headings: Collection[str], every: str) -> pd.DataFrame:
    """Count the messages to read per period and heading; a period without any has a row that says 0.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES``: the chosen days, which set the first and last period.
    rows : DataFrame
        ``views.PASSAGES``.
    headings : collection of str
        Headings to count; what speaks for people is always counted with them.
    every : {"day", "week"}
        How long a period is.

    Returns
    -------
    DataFrame
        ``OVER_TIME``, by heading and then by period.
    """
    names = [name for name in CATEGORIES if name in headings or name == "mitigating"]
    drawn = counted(rows, headings=names)
    periods = _periods(messages["sent_at"], every)
    when = _start_of(drawn["sent_at"], every)
    counts = drawn.groupby(["category", when.rename("period")], observed=True).size()
    every_cell = pd.MultiIndex.from_product([names, periods], names=["category", "period"])
    return conform(counts.reindex(every_cell, fill_value=0).rename("messages").reset_index(), OVER_TIME)


def _periods(sent: pd.Series, every: str) -> pd.DatetimeIndex:
    starts = _start_of(sent.dropna(), every)
    if starts.empty:
        return pd.DatetimeIndex([])
    return pd.date_range(starts.min(), starts.max(), freq="D" if every == "day" else "7D")


def _start_of(sent: pd.Series, every: str) -> pd.Series:
    days = sent.dt.normalize()
    return days if every == "day" else days - pd.to_timedelta(days.dt.day_of_week, unit="D")


def as_table(counts: pd.DataFrame, headings: Mapping[str, str]) -> pd.DataFrame:
    """Return the counts with one row per period and one column per heading, in words.

    Parameters
    ----------
    counts : DataFrame
        ``OVER_TIME``.
    headings : mapping of str to str
        Each category and its plain title.

    Returns
    -------
    DataFrame
        Counts, indexed by period; as many columns as headings were counted.
    """
    wide = counts.pivot_table(index="period", columns="category", values="messages", observed=True)
    return wide.astype("int64").rename(columns=dict(headings)).rename_axis(columns=None)


def in_words(counts: pd.DataFrame, headings: Mapping[str, str], *, every: str) -> str:
    """Say in one sentence per heading what a chart of the counts shows, for those who cannot see it.

    Parameters
    ----------
    counts : DataFrame
        ``OVER_TIME``.
    headings : mapping of str to str
        Each category and its plain title.
    every : {"day", "week"}
        How long a period is.
    """
    sentences = [
        _sentence(headings[str(name)], rows, every) for name, rows in counts.groupby("category", observed=True)
    ]
    return " ".join([f"Bars of messages to read for each {every}, one row per heading.", *sentences])


def _sentence(title: str, rows: pd.DataFrame, every: str) -> str:
    most = rows.loc[rows["messages"].idxmax()]
    if not most["messages"]:
        return f"{title}: none."
    when = f"{most['period']:%d %B %Y}".lstrip("0")
    start = "on" if every == "day" else "in the week of"
    return f"{title}: {rows['messages'].sum():,} in all, the most {start} {when} ({most['messages']:,})."
