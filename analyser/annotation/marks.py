"""What the classifier marks, with the words that speak for each mark.

The encoder says of each word whether it carries a heading; the stretch of the message that carries most is shown. That
it is these words that count is tried out: the message is read again without them. If it would still be marked, more of
its words are added, and tried again. If it would be marked even without any words of its own, the mark comes from the
messages around it: the reason is then `conversation`, and the reader is sent to what it answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyser.annotation.classifier import ABOUT
from analyser.annotation.runs import MARGIN, runs
from analyser.annotation.stretch import heaviest, what_chunks_add
from analyser.schema import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from analyser.annotation.classifier import Classifier, Heard

TRIES = 2  # times that words are added
STRENGTHS = ("worth a look", "clear")
PRIVATE = CATEGORIES.index("private chat")
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True)
class Mark:
    """Some words of one message, half-open characters, and what they are marked as.

    Parameters
    ----------
    label : str
        A heading of CATEGORIES, or a flag.
    start, end : int
    strength : str
    target : str or None
        Whom or what it is about, for a heading that is about somebody.
    reason : str
        ``model``, or ``conversation`` where the messages around it carry the mark.
    """

    label: str
    start: int
    end: int
    strength: str
    target: str | None = None
    reason: str = "model"


def marks_of(
    classifier: Classifier,
    texts: Sequence[str],
    senders: Sequence[str | None] | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[list[Mark]]:
    """Return the marks of each message of one chat.

    Parameters
    ----------
    classifier : Classifier
    texts : sequence of str
        The messages of one chat, in order; a single one is judged without neighbours.
    senders : sequence of str or None, optional
        Who wrote each.
    progress : callable, optional
        Called with the number of texts read and their total.
    """
    if not texts:
        return []
    heard = classifier.heard(texts, senders, progress=progress)
    levels = classifier.levels(heard)
    if senders is not None and not heard.lone:
        _drop_single_lines(classifier, heard, levels, senders)
    places = [_Place(int(i), int(label), texts[i]) for i, label in np.argwhere(levels) if texts[i].strip()]
    _find_words(classifier, heard, places)
    if classifier.encoder.rereads:
        _try_words(classifier, heard, places)
    about = classifier.targets(heard, levels)
    marks: list[list[Mark]] = [[] for _ in texts]
    for place in places:
        strength = STRENGTHS[levels[place.message, place.label] - 1]
        target = about[place.message] if place.label in ABOUT else None
        marks[place.message].append(Mark(CATEGORIES[place.label], *place.span, strength, target, place.reason))
    for i, flags in enumerate(classifier.flags(heard)):
        marks[i] += [Mark(flag, *_all_of(texts[i]), STRENGTHS[0]) for flag in flags if texts[i].strip()]
    return marks


def _drop_single_lines(
    classifier: Classifier, heard: Heard, levels: NDArray[np.int64], senders: Sequence[str | None]
) -> None:
    """Take the mark from lines that may be private, belong to no run and are not plain."""
    every = runs(np.flatnonzero(levels[:, PRIVATE]).tolist(), senders)
    single = np.array([run[0] for run in every if len(run) == 1], np.int64)
    scores = classifier.network(heard.features[single])[:, PRIVATE]
    levels[single[scores < classifier.bars[0, PRIVATE] + MARGIN], PRIVATE] = 0


class _Place:
    """One message under one heading, and the words that are to be shown for it."""

    def __init__(self, message: int, label: int, text: str) -> None:
        self.message, self.label, self.text, self.reason = message, label, text, "model"
        self.chunks = [match.span() for match in _CHUNK.finditer(text)]
        self.adds: NDArray[np.float64] = np.zeros(len(self.chunks))
        self.first, self.last = 0, len(self.chunks) - 1

    @property
    def span(self) -> tuple[int, int]:
        """Return the half-open characters of the words shown."""
        return self.chunks[self.first][0], self.chunks[self.last][1]

    @property
    def without(self) -> str:
        """Return the message without them."""
        start, end = self.span
        return self.text[:start] + self.text[end:]

    def widen(self) -> None:
        """Add the heaviest of the words not shown, and all that stand between."""
        rest = self.adds.copy()
        rest[self.first : self.last + 1] = -np.inf
        if np.isfinite(rest).any():
            next_best = int(np.argmax(rest))
            self.first, self.last = min(self.first, next_best), max(self.last, next_best)


def _find_words(classifier: Classifier, heard: Heard, places: Sequence[_Place]) -> None:
    """Find the words to show: those that the encoder names, or those of the largest weights where it names none."""
    unread = list(dict.fromkeys(place.text for place in places if place.text not in heard.pieces))
    pieces = heard.pieces | dict(zip(unread, classifier.encoder.read(unread).pieces, strict=True))
    spanned = classifier.encoder.spanned
    for place in places:
        name = CATEGORIES[place.label]
        if name in spanned:
            words = classifier.encoder.places(place.text)
            place.adds = _by_chunk(place.chunks, words, pieces[place.text][:, spanned.index(name)])
        else:
            place.adds = what_chunks_add(
                place.text, classifier.words.vocabulary, classifier.words.weights[:, place.label]
            )
        place.first, place.last = heaviest(place.adds)


def _by_chunk(
    chunks: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]], scores: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return the mean score of the pieces of each chunk; a chunk without any counts as saying nothing."""
    ends = np.array([end for _, end in chunks])
    owner = np.searchsorted(ends, [start for start, _ in words[: len(scores)]], side="right")
    counts = np.bincount(owner, minlength=len(chunks))
    sums = np.bincount(owner, scores, minlength=len(chunks))
    return np.asarray(sums / np.maximum(counts, 1))


def _try_words(classifier: Classifier, heard: Heard, places: Sequence[_Place]) -> None:
    """Add words until the message without them is no longer marked; say ``conversation`` where that never comes."""
    left = _still_marked(classifier, heard, places, [place.without for place in places])
    for _ in range(TRIES):
        for place in left:
            place.widen()
        left = _still_marked(classifier, heard, left, [place.without for place in left])
    for place in _still_marked(classifier, heard, left, ["" for _ in left]):
        place.reason = "conversation"


def _still_marked(classifier: Classifier, heard: Heard, places: Sequence[_Place], texts: Sequence[str]) -> list[_Place]:
    """Return those ``places`` that are marked also with ``texts`` in place of theirs."""
    if not places:
        return []
    rows = np.array([place.message for place in places])
    levels = classifier.levels(heard.instead(rows, classifier.first(texts), texts))
    return [place for place, level in zip(places, levels, strict=True) if level[place.label]]


def _all_of(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())
