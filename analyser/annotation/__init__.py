"""Mark the passages of a chat that are worth reading: the only place where spaCy is used."""

from analyser.annotation.examples import mistaken_examples
from analyser.annotation.explain import explain
from analyser.annotation.pipeline import build_pipeline
from analyser.annotation.rightness import how_often_right
from analyser.annotation.table import FirstReading, annotate, first_reading, second_reading

__all__ = [
    "FirstReading",
    "annotate",
    "build_pipeline",
    "explain",
    "first_reading",
    "how_often_right",
    "mistaken_examples",
    "second_reading",
]
