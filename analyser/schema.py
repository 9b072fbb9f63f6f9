"""The tables of the program, declared once: column, dtype, unit and meaning.

`conform` is called at each boundary, so that a table that holds no row has the same dtypes as one that does.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

KINDS = ("text", "media", "deleted", "poll", "location", "contact", "call", "notice")
CATEGORIES = ("grievance", "politics", "private chat", "abuse", "mitigating")
FLAGS = (
    "SAFEGUARD",
    "ALLEGATION",
    "THREAT",
    "LEGAL",
    "CHILD",
    "COMPLAINT",
    "PROTECTED",
    "LANGUAGE",
    "NEEDS-READING",
)
TARGETS = ("staff", "child", "parent", "school", "group", "other")
STRENGTHS = ("clear", "worth a look", "set aside")
CHOICES = ("to discuss", "not a concern", "not sure", "speaks for the parent", "safeguarding")
FOUND_BY = ("the program", "a person")


@dataclass(frozen=True)
class Column:
    """One column: its name, pandas dtype, what it means, its unit, and its closed vocabulary if it has one."""

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    vocabulary: tuple[str, ...] = ()


Table = tuple[Column, ...]

MESSAGES: Table = (
    Column("source", "category", "SHA-256 of the file as received, in hex; the same on every row"),
    Column("message_id", "int64", "position in file order", "1-based count"),
    Column("sent_at", "datetime64[s]", "naive wall clock of the exporting phone; missing for undated lines"),
    Column("sender", "str", "who wrote it, without direction marks and '~'; missing for notices"),
    Column("sender_raw", "str", "the sender exactly as exported; missing for notices that name none"),
    Column("kind", "category", "what sort of message it is", vocabulary=KINDS),
    Column("text", "str", "the body exactly as exported"),
    Column("edited", "bool", "whether the export marks it as edited"),
    Column("attachment", "str", "name of the attached file; missing where none is named"),
    Column("first_line", "int64", "first line in the file", "1-based line"),
    Column("last_line", "int64", "last line in the file, inclusive", "1-based line"),
    Column("first_byte", "int64", "where its bytes start in the decompressed file", "byte"),
    Column("last_byte", "int64", "where its bytes end, exclusive", "byte"),
)

ANNOTATIONS: Table = (
    Column("source", "category", "SHA-256 of the file the message is in"),
    Column("annotation_id", "str", "hash of source, message, span and reason: the same on every run"),
    Column("message_id", "int64", "the message, as in MESSAGES", "1-based count"),
    Column("start", "int64", "where the words start in the message's text", "character"),
    Column("end", "int64", "where the words end, exclusive", "character"),
    Column("quote", "str", "the words: text[start:end]"),
    Column("category", "category", "heading of the code; may be missing when a flag is set", vocabulary=CATEGORIES),
    Column("clause", "str", "id of the clause in the policy; missing when a person must choose"),
    Column("flag", "category", "where it should be routed", vocabulary=FLAGS),
    Column("target", "category", "whom or what it is about", vocabulary=TARGETS),
    Column("reason", "str", "id of the rule, or 'model', or 'conversation'"),
    Column("strength", "category", "how plain it is", vocabulary=STRENGTHS),
    Column("cue", "str", "id of the cue that set it aside, if one did"),
    Column("thread", "str", "label of the run of messages it belongs to, if one was found"),
)

DECISIONS: Table = (
    Column("message_id", "int64", "the message, as in MESSAGES", "1-based count"),
    Column("choice", "category", "what a person chose", vocabulary=CHOICES),
    Column("clause", "str", "id of the clause chosen; missing unless the choice needs one"),
    Column("reason", "str", "the person's own words; missing where none are asked for"),
    Column("start", "int64", "where the chosen words start in the message's text", "character"),
    Column("end", "int64", "where the chosen words end, exclusive", "character"),
    Column("found_by", "category", "who first marked the message", vocabulary=FOUND_BY),
    Column("made_at", "datetime64[s]", "when, by the reader's computer"),
)

OBSERVATIONS: Table = (
    Column("id", "str", "which check observed it: I1 to I15, or a name of the parser's own"),
    Column("observed", "str", "what was observed, in one sentence"),
    Column("lines", "str", "the lines concerned, as '12-14, 90'; at most the first twenty ranges"),
    Column("how_many", "int64", "how often it was observed", "count"),
    Column("may_mean", "str", "what it may mean"),
    Column("does_not_mean", "str", "what it does not show"),
)


def conform(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return ``frame`` with exactly the columns and dtypes of ``table``, in its order.

    Parameters
    ----------
    frame : DataFrame
        Any number of rows; columns missing from it are added as missing values.
    table : tuple of Column
        One of the tables of this module.

    Returns
    -------
    DataFrame
        A new table with a fresh index.

    Raises
    ------
    ValueError
        If ``frame`` has a column that ``table`` does not declare, or a value outside a closed vocabulary.
    """
    unknown = set(frame.columns) - {column.name for column in table}
    if unknown:
        raise ValueError(f"columns that the table does not declare: {', '.join(sorted(unknown))}")
    columns = {column.name: _typed(frame.get(column.name), column, len(frame)) for column in table}
    return pd.DataFrame(columns)


def empty(table: Table) -> pd.DataFrame:
    """Return ``table`` with no rows and its declared dtypes."""
    return conform(pd.DataFrame(), table)


def _typed(values: pd.Series | None, column: Column, rows: int) -> pd.Series:
    series = pd.Series([None] * rows, dtype="object") if values is None else values.reset_index(drop=True)
    if not column.vocabulary:
        return series if series.dtype == column.dtype else series.astype(column.dtype)
    outside = set(series.dropna().unique()) - set(column.vocabulary)
    if outside:
        raise ValueError(f"{column.name} holds values outside its vocabulary: {', '.join(map(str, sorted(outside)))}")
    return series.astype(pd.CategoricalDtype(list(column.vocabulary)))
