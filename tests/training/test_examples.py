"""The corpus as numbers, as the encoder is taught from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from analyser.annotation.encoder import load_encoder
from analyser.schema import CATEGORIES
from analyser.training.corpus import load_corpus, truth
from analyser.training.encoder.examples import LEARNT_FLAGS, OUTPUTS, SPANNED, Examples, make_examples, read_flags

if TYPE_CHECKING:
    import pandas as pd

FLAGS = slice(-len(LEARNT_FLAGS), None)


@pytest.fixture(scope="module")
def corpus() -> pd.DataFrame:
    whole = load_corpus()
    return whole[whole["file"].isin(("t1a", "t7-bank"))].reset_index(drop=True)


@pytest.fixture(scope="module")
def examples(corpus: pd.DataFrame) -> Examples:
    encoder = load_encoder()
    assert encoder is not None
    return make_examples(corpus, encoder._words)


def test_the_messages_of_the_corpus_come_first_then_those_written_for_flags(
    corpus: pd.DataFrame, examples: Examples
) -> None:
    assert examples.texts[: len(corpus)] == corpus["text"].tolist()
    assert examples.texts[len(corpus) :] == [text for _, text, _ in read_flags()[1]]
    for column in (examples.pieces, examples.manner, examples.wanted, examples.weight, examples.marks):
        assert len(column) == len(examples.texts)


def test_only_the_messages_of_one_chat_share_its_number(corpus: pd.DataFrame, examples: Examples) -> None:
    in_chat = corpus["chat"].notna().to_numpy()
    assert len(set(examples.chat[: len(corpus)][in_chat])) == corpus["chat"].nunique()
    alone = examples.chat[np.concatenate([~in_chat, np.ones(len(examples.texts) - len(corpus), bool)])]
    assert len(set(alone)) == len(alone)
    assert set(alone).isdisjoint(examples.chat[: len(corpus)][in_chat])


def test_a_flag_counts_where_somebody_read_for_it_and_a_little_where_a_message_has_no_label(
    corpus: pd.DataFrame, examples: Examples
) -> None:
    read = (corpus["file"] + ":" + corpus["row"].astype(str)).isin(read_flags()[0].keys()).to_numpy()
    labelled = truth(corpus).any(axis=1)
    counts = examples.weight[: len(corpus), FLAGS]
    assert (counts[read] == 1).all()
    assert (counts[~read & labelled] == 0).all()
    assert ((counts[~read & ~labelled] > 0) & (counts[~read & ~labelled] < 1)).all()


def test_messages_written_for_flags_teach_nothing_else(corpus: pd.DataFrame, examples: Examples) -> None:
    extra = examples.weight[len(corpus) :]
    assert (extra[:, FLAGS] == 1).all()
    assert (extra[:, : len(OUTPUTS) - len(LEARNT_FLAGS)] == 0).all()


def test_the_pieces_that_carry_a_heading_are_those_of_its_words(corpus: pd.DataFrame, examples: Examples) -> None:
    np.testing.assert_array_equal(examples.wanted[: len(corpus), : len(CATEGORIES)], truth(corpus))
    for row, spans in enumerate(corpus["spans"]):
        for column, name in enumerate(SPANNED):
            assert examples.marks[row][:, column].any() == (name in spans and bool(spans[name].strip()))
