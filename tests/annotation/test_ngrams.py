import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from analyser.annotation.ngrams import runs, sentences
from analyser.training.learn import as_matrix, learn_vocabulary

TEXTS = [
    "Morning all, PE kit on Wednesday please",
    "PE kit again?? it's in the letter  😂😂",
    "the the the letter\nsays Wednesday, it says so",
    "kit kit x",
    "Morning x",
    "no known word",
]


@pytest.mark.parametrize(
    ("kind", "analyser", "shortest", "longest", "fewest"),
    [("words", "word", 1, 2, 2), ("characters", "char_wb", 2, 5, 4)],
)
def test_weights_equal_those_of_scikit_learn(
    kind: str, analyser: str, shortest: int, longest: int, fewest: int
) -> None:
    ours = learn_vocabulary(TEXTS)
    theirs = TfidfVectorizer(
        analyzer=analyser,
        ngram_range=(shortest, longest),
        min_df=fewest,
        sublinear_tf=True,
        token_pattern=r"\w+(?:'\w+)?|[^\w\s]" if kind == "words" else None,
    )
    expected = theirs.fit_transform(TEXTS).toarray()
    grams = getattr(ours, kind)
    columns = [theirs.vocabulary_[gram] for gram in grams]
    assert set(grams) == set(theirs.vocabulary_)
    np.testing.assert_allclose(
        as_matrix(ours, TEXTS).toarray()[:, list(grams.values())], expected[:, columns], rtol=1e-6
    )


def test_a_chunk_shorter_than_a_run_counts_once() -> None:
    assert list(runs("a")) == [" a", "a ", " a "]


@given(st.text())
def test_no_text_is_too_strange_to_be_weighed(text: str) -> None:
    found = learn_vocabulary(TEXTS).weigh([text, "kit"])
    assert np.isfinite(found.value).all()
    assert set(found.row.tolist()) >= {1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PE kit tomorrow", []),
        ("Thanks all! Shame nobody said.\nTypical", ["Thanks all!", "Shame nobody said.", "Typical"]),
        ("", []),
    ],
)
def test_a_text_of_one_sentence_has_no_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
