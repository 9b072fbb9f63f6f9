import numpy as np
import pytest

from analyser.annotation.classifier import Classifier, load_classifier
from analyser.schema import CATEGORIES


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    shipped = load_classifier()
    assert shipped is not None
    return shipped


def marked(classifier: Classifier, text: str) -> set[str]:
    return {label for label, _, _, _ in classifier.predict([text])[0]}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("That teacher has never liked my son and the head does nothing, the school is a shambles", "grievance"),
        ("I'm never voting Labour again after that budget, Starmer has lost the plot", "politics"),
        ("You are a vile nasty piece of work, shut your mouth", "abuse"),
        ("So sorry, I shouldn't have posted that, I was out of order", "mitigating"),
    ],
)
def test_plain_cases_are_marked_and_look_alikes_are_not(classifier: Classifier, text: str, label: str) -> None:
    assert label in marked(classifier, text)
    assert not marked(classifier, "Reminder that PE kit is needed on Wednesday, thanks all")


def test_every_mark_names_a_heading_words_of_the_message_and_a_strength(classifier: Classifier) -> None:
    texts = ["  You absolute clown, shut up \n", "🙄", "", " ", "Sorry everyone, I was rude 😳"]
    for text, marks in zip(texts, classifier.predict(texts, ["Ann", "Bo", None, "Ann", "Bo"]), strict=True):
        for label, start, end, strength in marks:
            assert label in CATEGORIES
            assert text[start:end] == text[start:end].strip() != ""
            assert strength in {"clear", "worth a look"}


def test_no_message_gives_no_mark(classifier: Classifier) -> None:
    assert classifier.predict([]) == []


def test_an_exchange_between_two_counts_for_more_than_the_same_words_said_to_all(classifier: Classifier) -> None:
    texts = ["You out tonight hun?", "Yes!! Usual place, I need a wine", "Same, see you at 8 xx", "Love you xx"]
    private = CATEGORIES.index("private chat")
    pair = classifier.scores(texts, ["Ann", "Bo", "Ann", "Bo"])[:, private]
    crowd = classifier.scores(texts, ["Ann", "Bo", "Cy", "Di"])[:, private]
    assert (pair > crowd).all()


def test_a_repeated_text_has_the_same_score_wherever_it_stands(classifier: Classifier) -> None:
    scores = classifier.own_scores(["ta x", "what a shambles", "ta x"])
    np.testing.assert_array_equal(scores[0], scores[2])


def test_its_data_is_named_by_its_hash(classifier: Classifier) -> None:
    assert len(classifier.sha256) == 64
    assert classifier.name
