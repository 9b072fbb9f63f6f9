import numpy as np
import pytest

from analyser.annotation.encoder import BODY, DATA, Encoder, load_encoder
from analyser.schema import CATEGORIES

TEXTS = [
    "Morning all",
    "He's a bloody disgrace 🙄",
    "",
    "see you at 7 x",
    "Thanks " * 40,
    "Does anyone have a spare jumper?",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    shipped = load_encoder()
    assert shipped is not None
    return shipped


def test_it_is_small() -> None:
    assert DATA.stat().st_size < 30e6


def test_it_scores_the_headings_first(encoder: Encoder) -> None:
    assert encoder.outputs[: len(CATEGORIES)] == CATEGORIES
    assert encoder.read(TEXTS).scores.shape == (len(TEXTS), len(encoder.outputs))


def test_what_else_is_read_changes_next_to_nothing(encoder: Encoder) -> None:
    together = encoder.read(TEXTS).scores
    apart = np.concatenate([encoder.read([text]).scores for text in TEXTS])
    np.testing.assert_allclose(together, apart, atol=0.05)


def test_the_number_of_threads_changes_nothing(encoder: Encoder) -> None:
    one, two = (Encoder(encoder.data, threads=threads).read(TEXTS).scores for threads in (1, 2))
    np.testing.assert_array_equal(one, two)


def test_each_piece_has_a_score_and_the_characters_of_its_word(encoder: Encoder) -> None:
    for text, scores in zip(TEXTS, encoder.read(TEXTS).pieces, strict=True):
        places = encoder.places(text)
        assert scores.shape == (len(places), len(encoder.spanned))
        assert all(text[start:end].strip() for start, end in places)


def test_a_text_that_comes_back_is_read_once(encoder: Encoder) -> None:
    told: list[tuple[int, int]] = []
    twice = encoder.read(["see you at 7 x", "Morning all", "see you at 7 x"], progress=lambda *of: told.append(of))
    assert told[-1] == (2, 2)
    np.testing.assert_array_equal(twice.scores[0], twice.scores[2])
    assert encoder.read([]).scores.shape == (0, len(encoder.outputs))


def test_a_long_message_is_read_to_its_end(encoder: Encoder) -> None:
    dig = "Mrs Shaw is a useless teacher and everybody knows it."
    long = "Lovely day for the picnic, thank you all. " * (BODY // 8) + dig
    place = CATEGORIES.index("grievance")
    calm, with_dig = encoder.read(["Lovely day for the picnic, thank you all. " * (BODY // 8), long]).scores[:, place]
    assert with_dig > calm


def test_progress_is_told_to_the_end(encoder: Encoder) -> None:
    told: list[tuple[int, int]] = []
    encoder.read(TEXTS, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(TEXTS), len(TEXTS))
