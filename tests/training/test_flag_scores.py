"""What is counted about flags and about whom a message is about."""

import numpy as np
import pandas as pd
import pytest

from analyser.schema import ANNOTATIONS, conform
from analyser.training.flag_scores import by_flag, false_alarms, flags_marked
from analyser.training.flags import READ_FOR
from analyser.training.target_scores import target_table


def annotations(*rows: tuple[int, str | None, str | None, str, str | None]) -> pd.DataFrame:
    columns = ["message_id", "category", "flag", "strength", "target"]
    return conform(pd.DataFrame(rows, columns=columns).assign(source="", start=0, end=1), ANNOTATIONS)


def test_a_flag_counts_once_per_message_and_not_when_set_aside() -> None:
    marks = annotations(
        (2, None, "THREAT", "clear", None),
        (2, "abuse", "THREAT", "worth a look", None),
        (1, None, "CHILD", "set aside", None),
        (1, None, "NEEDS-READING", "worth a look", None),
    )
    table = flags_marked(marks, 2)
    assert table.sum() == 1
    assert table[1, READ_FOR.index("THREAT")]


def test_recall_and_precision_of_a_flag_are_counted_by_message() -> None:
    flagged = pd.DataFrame({"flags": [("THREAT",), ("THREAT", "CHILD"), (), ()]})
    marked = np.zeros((4, len(READ_FOR)), bool)
    marked[[0, 2, 3], READ_FOR.index("THREAT")] = True
    row = by_flag(marked, flagged).set_index("flag").loc["THREAT"]
    assert (row.messages, row.recall, row.precision, row.marked) == pytest.approx((2, 1 / 2, 1 / 3, 3))


def test_only_a_fine_message_that_no_reader_flagged_is_a_false_alarm() -> None:
    corpus = pd.DataFrame({"labels": [(), (), ("abuse",)]})
    flagged = pd.DataFrame({"place": pd.array([1], dtype="Int64"), "flags": [("SAFEGUARD",)]})
    marked = np.zeros((3, len(READ_FOR)), bool)
    marked[:, READ_FOR.index("SAFEGUARD")] = True
    table = false_alarms(marked, corpus, flagged).set_index("flag")
    assert table.loc["SAFEGUARD", ["fine_messages", "flagged"]].tolist() == [2, 1]
    assert table.loc["any of the three urgent ones", "flagged"] == 1


def test_the_target_named_most_often_counts_and_only_where_the_heading_is_right() -> None:
    corpus = pd.DataFrame(
        {"labels": [("grievance",), ("abuse",), ("politics",)], "target": ["staff", "child", "other"]}
    )
    marks = annotations(
        (1, "grievance", None, "clear", "parent"),
        (1, "grievance", None, "clear", "staff"),
        (1, "grievance", None, "clear", "staff"),
        (2, "abuse", None, "clear", None),
        (2, "grievance", None, "clear", "child"),
        (3, "abuse", None, "clear", "other"),
    )
    table = target_table(marks, corpus).set_index("target")
    assert table.loc["staff", "recall"] == 1
    assert table.loc["child", ["messages", "given"]].tolist() == [1, 0]
    assert table.loc["all", ["messages", "recall"]].tolist() == [2, 0.5]
