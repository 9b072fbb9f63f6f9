from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analyser.annotation.rightness import COLUMNS
from analyser.policy import Policy, load_policy
from analyser.schema import CATEGORIES
from analyser.training import train
from analyser.training.corpus import load_corpus, truth
from analyser.training.evaluate import Measured, measure
from analyser.training.report import rightness_table, write_report
from analyser.training.scores import macro_f1

FEW_CHATS = ("t1a", "t3a", "t7-bank", "t13a", "t14a", "t20-bank")


@pytest.fixture(scope="module")
def corpus() -> pd.DataFrame:
    """Return a few chats and lone messages of six voices: enough to learn something, little enough to be quick."""
    whole = load_corpus()
    return whole[whole["file"].isin(FEW_CHATS)].groupby("file").head(160).reset_index(drop=True)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def measured(corpus: pd.DataFrame, policy: Policy, kept: Path) -> Measured:
    return measure(corpus, policy, kept, groups=2, say=lambda _: None)


def test_every_message_is_marked_by_what_has_not_seen_its_voice(measured: Measured) -> None:
    labels = truth(measured.corpus)
    marked = measured.stages["whole program"] > 0
    assert macro_f1(marked, labels) > macro_f1(np.random.default_rng(3).permutation(marked), labels) + 0.1


def test_the_whole_program_finds_what_the_rules_find(measured: Measured) -> None:
    assert (measured.stages["whole program"] >= measured.stages["rules"]).all()


def test_an_evaluation_goes_on_where_it_was_stopped(
    measured: Measured, corpus: pd.DataFrame, policy: Policy, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "learn", lambda *_, **__: pytest.fail("it learnt again"))
    again = measure(corpus, policy, kept, groups=2, say=lambda _: None)
    pd.testing.assert_frame_equal(again.annotations, measured.annotations)


def test_the_document_and_the_table_say_the_same(measured: Measured, tmp_path: Path) -> None:
    said: list[str] = []
    write_report(measured, tmp_path, say=said.append)
    document = (tmp_path / "measured.md").read_text("utf-8")
    table = pd.read_csv(tmp_path / "measured.csv", keep_default_na=False)
    row = table.query("stage == 'whole program' and part == 'class chats' and voice == '' and measure == 'macro_f1'")
    assert f"{float(row.iloc[0]['value']):.3f}" in document
    assert all(name in document for name in CATEGORIES)
    assert f"{len(measured.apart[0])} messages of 4 chats from which nothing has learnt" in document
    assert len(said) == document.split("twenty worst errors")[1].count("**") / 2


def test_how_often_a_reason_was_right_is_counted_for_each_that_marked(measured: Measured, policy: Policy) -> None:
    table = rightness_table(measured, policy)
    assert tuple(table.columns) == COLUMNS
    assert (table["right"] <= table["marked"]).all()
    assert {"model, clear", "insult.adjective"} <= set(table["reason"])
