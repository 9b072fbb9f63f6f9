"""The readings for flags, as one table."""

import re

import pandas as pd
import pytest

from analyser.training.corpus import load_corpus
from analyser.training.flags import BEFORE, FOLDER, READ_FOR, flag_truth, load_flags, to_learn_from


@pytest.fixture(scope="module")
def corpus() -> pd.DataFrame:
    return load_corpus()


@pytest.fixture(scope="module")
def flagged(corpus: pd.DataFrame) -> pd.DataFrame:
    return load_flags(corpus)


def test_the_table_counts_what_the_readme_counts(flagged: pd.DataFrame) -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    final = re.findall(r"^\| ([A-Z]+) \|.*\| (\d+) \|$", readme, flags=re.MULTILINE)
    counts = dict(zip(READ_FOR, flag_truth(flagged).sum(axis=0), strict=True))
    assert {name: int(count) for name, count in final} == counts
    assert f"all {len(flagged):,}" in readme


def test_a_settled_answer_goes_before_the_first_reading(flagged: pd.DataFrame) -> None:
    answers = dict(zip(flagged["key"], flagged["flags"], strict=True))
    assert answers["t1a:50"] == ()  # both readings differ; settled as none
    assert answers["t3b:78"] == ("SAFEGUARD", "CHILD")


def test_what_stood_before_is_of_the_same_chat_and_in_order(corpus: pd.DataFrame, flagged: pd.DataFrame) -> None:
    for row in flagged.dropna(subset=["place"]).itertuples():
        own = corpus.iloc[row.place]
        assert row.text == own["text"]
        assert len(row.previous) <= BEFORE
        if pd.isna(own["chat"]):
            assert row.previous == ()
        elif row.previous:
            before = corpus.iloc[row.place - len(row.previous) : row.place]
            assert before["chat"].eq(own["chat"]).all()
            assert [text for _, text in row.previous] == before["text"].tolist()


def test_rows_that_the_corpus_at_hand_does_not_hold_are_left_out(corpus: pd.DataFrame) -> None:
    some = load_flags(corpus[corpus["voice"] == "t3"].reset_index(drop=True))
    assert set(some["voice"]) == {"t3", "extra"}


def test_what_was_written_for_the_flags_repeats_nothing(corpus: pd.DataFrame, flagged: pd.DataFrame) -> None:
    written = to_learn_from(flagged)
    assert len(written) == flagged["place"].isna().sum()
    assert written["text"].is_unique
    assert set(written["text"]).isdisjoint(corpus["text"])
    assert {flag for flags in written["flags"] for flag in flags} <= set(READ_FOR)
