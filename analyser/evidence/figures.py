"""The one chart: messages to read over time, a row of bars for each heading.

One row per heading, all of one size and on one scale, instead of one bar cut into colours: no row depends on telling
colours apart, and what speaks for people gets the same room as everything else. Colour and pattern only repeat what
the title of the row says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import plotly.graph_objects as go
from plotly.subplots import make_subplots

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


class Look(NamedTuple):
    """How the bars of a heading are filled: on a light page, on a dark page, and with which pattern."""

    light: str
    dark: str
    pattern: str


LOOKS = {
    "grievance": Look("#12436D", "#d3e5f4", "/"),
    "politics": Look("#28A197", "#d8efe9", "."),
    "private chat": Look("#801650", "#ecd9e4", "x"),
    "abuse": Look("#F46A25", "#fbd9c6", ""),
    "mitigating": Look("#54319f", "#e4dcf2", "-"),
}
INK, INK_ON_DARK = "#0b0c0c", "#ffffff"
GRID, GRID_ON_DARK = "#cecece", "#4c4f51"
TICKS = 8  # dates under the bars, at most
ROW_HEIGHT = 104  # pixels: title, bars and the gap to the next row
MARGIN = {"l": 36, "r": 8, "t": 28, "b": 40}


def over_time(counts: pd.DataFrame, headings: Mapping[str, str], *, every: str, dark: bool = False) -> Any:
    """Draw counts per period, one row of bars per heading.

    Parameters
    ----------
    counts : DataFrame
        ``overview.OVER_TIME``.
    headings : mapping of str to str
        Each category and its plain title.
    every : {"day", "week"}
        How long a period is.
    dark : bool
        Whether the page is dark.

    Returns
    -------
    plotly Figure
    """
    rows = list(counts.groupby("category", observed=True))
    titles = [headings[str(name)] for name, _ in rows]
    figure = make_subplots(
        rows=len(rows),
        cols=1,
        shared_xaxes=True,
        shared_yaxes="all",
        subplot_titles=titles,
        vertical_spacing=0.3 / len(rows),
    )
    for place, (name, table) in enumerate(rows, start=1):
        figure.add_trace(_bars(table, LOOKS[str(name)], every, dark=dark), row=place, col=1)
    _style(figure, len(rows), most=int(counts["messages"].max()), dark=dark)
    periods = list(counts["period"].drop_duplicates())
    shown = periods[:: -(-len(periods) // TICKS)]
    figure.update_xaxes(tickvals=shown, ticktext=_dates(shown))
    return figure


def _dates(periods: list[Any]) -> list[str]:
    """Write dates as '3 Mar', with the year below the first of each year."""
    years = [None, *(when.year for when in periods)]
    return [
        f"{when.day} {when:%b}" + (f"<br>{when.year}" if when.year != before else "")
        for when, before in zip(periods, years, strict=False)
    ]


def _bars(table: pd.DataFrame, look: Look, every: str, *, dark: bool) -> Any:
    start = "Week of " if every == "week" else ""
    return go.Bar(
        x=table["period"],
        y=table["messages"],
        marker={
            "color": look.dark if dark else look.light,
            "pattern": {
                "shape": look.pattern,
                "fillmode": "overlay",
                "solidity": 0.2,
                "fgcolor": INK if dark else INK_ON_DARK,
            },
        },
        hovertemplate=start + "%{x|%-d %B %Y}: %{y}<extra></extra>",
    )


def _style(figure: Any, rows: int, *, most: int, dark: bool) -> None:
    ink, grid = (INK_ON_DARK, GRID_ON_DARK) if dark else (INK, GRID)
    font = {"family": "Source Sans, sans-serif", "size": 14, "color": ink}
    figure.update_layout(
        height=rows * ROW_HEIGHT + MARGIN["t"] + MARGIN["b"],
        margin=MARGIN,
        font=font,
        showlegend=False,
        bargap=0.15,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
    )
    figure.update_annotations(x=0, xanchor="left", font=font)
    step = max(1, -(-most // 3))
    figure.update_yaxes(range=[0, max(most, 1) * 1.05], dtick=step, gridcolor=grid, zerolinecolor=ink, tickfont=font)
    figure.update_xaxes(tickfont=font, showgrid=False, fixedrange=True)
    figure.update_yaxes(fixedrange=True, tickformat=",d")
