import numpy as np
import pandas as pd
import pytest

from analyser.annotation.classifier import Classifier, unpack
from analyser.annotation.encoder import load_encoder
from analyser.schema import CATEGORIES
from analyser.training.corpus import load_corpus, truth
from analyser.training.flags import load_flags, to_learn_from
from analyser.training.learn import as_matrix, learn_vocabulary, learn_words
from analyser.training.left_out import load_left_out
from analyser.training.train import learn, set_bars

FEW = ("t1a", "t3a", "t7-bank", "t13a", "t20-bank")


@pytest.fixture(scope="module")
def corpus() -> pd.DataFrame:
    whole = load_corpus()
    return whole[whole["file"].isin(FEW)].groupby("file").head(80).reset_index(drop=True)


@pytest.fixture(scope="module")
def written(corpus: pd.DataFrame) -> pd.DataFrame:
    return to_learn_from(load_flags(corpus))


@pytest.fixture(scope="module")
def data(corpus: pd.DataFrame, written: pd.DataFrame) -> bytes:
    return learn(corpus, load_left_out(corpus).by_fold, written)


def test_the_same_corpus_gives_the_same_bytes(corpus: pd.DataFrame, written: pd.DataFrame, data: bytes) -> None:
    assert learn(corpus, load_left_out(corpus).by_fold, written) == data


def test_what_is_read_back_scores_as_what_was_learnt(corpus: pd.DataFrame, written: pd.DataFrame, data: bytes) -> None:
    nothing = np.zeros((len(corpus), len(CATEGORIES)), np.int64)
    encoder = load_encoder()
    assert encoder is not None
    classifier: Classifier = unpack(set_bars(data, corpus, ruled=nothing), encoder)
    texts = corpus["text"].tolist()
    grams = as_matrix(learn_vocabulary([*texts, *written["text"]]), texts)
    expected = learn_words(grams, truth(corpus))(grams)
    np.testing.assert_allclose(classifier.words.scores(texts)[:, : len(CATEGORIES)], expected, atol=0.02)


def test_weights_follow_the_label() -> None:
    texts = ["what a muppet", "muppet again", "a fine day", "fine again", "day trip fine"] * 4
    labels = np.array([["muppet" in text] for text in texts])
    vocabulary = learn_vocabulary(texts)
    weights = learn_words(as_matrix(vocabulary, texts), labels).weights[:, 0]
    assert weights[vocabulary.words["muppet"]] > 0 > weights[vocabulary.words["fine"]]
