"""Mark the passages of a chat that are worth reading: the only place where spaCy is used."""

from analyser.annotation.examples import mistaken_examples
from analyser.annotation.explain import explain
from analyser.annotation.pipeline import build_pipeline
from analyser.annotation.table import annotate

__all__ = ["annotate", "build_pipeline", "explain", "mistaken_examples"]
