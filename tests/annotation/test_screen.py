"""The screen before the encoder: it spares what is ordinary and costs next to nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import analyser
from analyser.annotation.classifier import load_classifier

if TYPE_CHECKING:
    from analyser.annotation.classifier import Classifier

SAMPLES = Path(__file__).resolve().parents[2] / "sample_exports"


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    shipped = load_classifier()
    assert shipped is not None
    return shipped


def said_in(name: str) -> tuple[list[str], list[str]]:
    messages = analyser.read_export(SAMPLES / name).messages.query("kind == 'text'")
    return messages["text"].tolist(), messages["sender"].tolist()


def test_little_of_a_calm_class_is_read_and_more_of_a_heated_one(classifier: Classifier) -> None:
    calm, heated = (classifier.heard(*said_in(f"{name}-class.txt")).passing.mean() for name in ("calm", "heated"))
    assert 0 < calm < 0.5
    assert calm < heated


def test_what_the_whole_marks_comes_through(classifier: Classifier) -> None:
    texts, senders = said_in("heated-class.txt")
    without = replace(classifier, screen=None)
    whole = without.levels(without.heard(texts, senders)).any(axis=1)
    screened = classifier.levels(classifier.heard(texts, senders)).any(axis=1)
    assert (whole & screened).sum() >= 0.98 * whole.sum()


def test_a_message_by_itself_is_always_read(classifier: Classifier) -> None:
    heard = classifier.heard(["PE kit on Monday"])
    assert heard.passing.all()
    np.testing.assert_array_equal(heard.own, classifier.first(["PE kit on Monday"]))
