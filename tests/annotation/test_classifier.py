import numpy as np
import pytest

from analyser.annotation.classifier import Classifier, load_classifier
from analyser.annotation.marks import marks_of
from analyser.schema import CATEGORIES, FLAGS


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    shipped = load_classifier()
    assert shipped is not None
    return shipped


def marked(classifier: Classifier, text: str) -> set[str]:
    return {mark.label for mark in marks_of(classifier, [text])[0]}


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


CHAT = ["  You absolute clown, shut up \n", "🙄", "", " ", "Sorry everyone, I was rude 😳", "Truth", "Ta x"]
SENDERS = ["Ann", "Bo", None, "Ann", "Bo", "Cy", "Di"]


def test_every_mark_names_a_heading_or_flag_words_of_the_message_and_a_strength(classifier: Classifier) -> None:
    found = marks_of(classifier, CHAT, SENDERS)
    assert any(found)
    for text, marks in zip(CHAT, found, strict=True):
        for mark in marks:
            assert mark.label in (*CATEGORIES, *FLAGS)
            assert text[mark.start : mark.end] == text[mark.start : mark.end].strip() != ""
            assert mark.strength in {"clear", "worth a look"}
            assert mark.reason in {"model", "conversation"}


def test_without_the_words_shown_a_message_is_no_longer_marked(classifier: Classifier) -> None:
    heard = classifier.heard(CHAT, SENDERS)
    for i, marks in enumerate(marks_of(classifier, CHAT, SENDERS)):
        for mark in marks:
            if mark.label in CATEGORIES and mark.reason == "model" and (mark.start, mark.end) != (0, len(CHAT[i])):
                erased = CHAT[i][: mark.start] + CHAT[i][mark.end :]
                again = heard.instead(np.array([i]), classifier.first([erased]), [erased])
                assert classifier.levels(again)[0, CATEGORIES.index(mark.label)] == 0


def test_no_message_gives_no_mark(classifier: Classifier) -> None:
    assert marks_of(classifier, []) == []


def test_an_exchange_between_two_counts_for_more_than_the_same_words_said_to_all(classifier: Classifier) -> None:
    texts = ["You out tonight hun?", "Yes!! Usual place, I need a wine", "Same, see you at 8 xx", "Love you xx"]
    private = CATEGORIES.index("private chat")
    pair, crowd = (
        classifier.network(classifier.heard(texts, senders).features)[:, private]
        for senders in (["Ann", "Bo", "Ann", "Bo"], ["Ann", "Bo", "Cy", "Di"])
    )
    assert pair.sum() > crowd.sum()


def test_a_repeated_text_says_the_same_by_itself_wherever_it_stands(classifier: Classifier) -> None:
    own = classifier.first(["ta x", "what a shambles", "ta x"])
    np.testing.assert_array_equal(own[0], own[2])


def test_its_data_is_named_by_its_hash(classifier: Classifier) -> None:
    assert len(classifier.sha256) == 64
    assert classifier.name


def test_its_description_is_short(classifier: Classifier) -> None:
    assert len(repr(classifier)) < 300
