from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analyser.annotation.encoder import Encoder, load_encoder
from analyser.training.corpus import FOLDS, folds
from analyser.training.left_out import texts_of
from analyser.training.newer import add_newer


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    shipped = load_encoder()
    assert shipped is not None
    return shipped


@pytest.fixture
def corpus() -> pd.DataFrame:
    """Return a corpus in which the newest voice stands between the older ones, as the names of files sort."""
    return pd.DataFrame(
        {"voice": ["t1", "t10", "t10", "t2"], "text": ["one is older", "see you at 7", "ok", "what a shambles"]}
    )


@pytest.fixture
def path(tmp_path: Path, corpus: pd.DataFrame, encoder: Encoder) -> Path:
    """Return what was kept before the newest voice came."""
    old = corpus[corpus["voice"] != "t10"]
    size, outputs = len(old), len(encoder.outputs)
    path = tmp_path / "left_out.npz"
    np.savez_compressed(
        path,
        allow_pickle=False,
        texts=np.frombuffer(texts_of(old).encode(), np.uint8),
        by_fold=np.full((size, outputs), 7, np.int8),
        within=np.full((FOLDS, size, outputs), 7, np.int8),
        by_voice=np.full((size, outputs), 7, np.int8),
        words=np.arange(5 * len(encoder.spanned), dtype=np.int8).reshape(5, -1),
        extra=np.zeros((1, outputs), np.int8),
        lengths=np.array([3, 2]),
    )
    return path


def test_a_newer_voice_is_read_and_the_older_ones_stay_as_they_were(
    corpus: pd.DataFrame, path: Path, encoder: Encoder
) -> None:
    assert add_newer(corpus, encoder, path) == ["t10"]
    with np.load(path) as kept:
        said = encoder.read(["see you at 7", "ok"])
        assert (kept["by_fold"][[0, 3]] == 7).all()
        np.testing.assert_allclose(kept["by_voice"][1:3] / 16, said.scores, atol=0.05)
        own = folds(corpus)[1]
        assert [(table[1] == -128).all() for table in kept["within"]] == [fold == own for fold in range(FOLDS)]
        assert kept["lengths"].tolist() == [3, *map(len, said.pieces), 2]
        assert kept["words"][:3].ravel().tolist() == list(range(3 * len(encoder.spanned)))
        assert bytes(kept["texts"]).decode() == texts_of(corpus)
    assert add_newer(corpus, encoder, path) == []


def test_other_words_of_an_older_voice_are_refused(corpus: pd.DataFrame, path: Path, encoder: Encoder) -> None:
    corpus.loc[0, "text"] = "one that was changed"
    with pytest.raises(ValueError, match="teach the encoder again"):
        add_newer(corpus, encoder, path)
