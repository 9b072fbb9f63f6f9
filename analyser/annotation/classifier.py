"""The classifier: what words and neighbours say beyond the rules.

Each message is scored twice per heading. First by itself, in two ways: a sum of weights over its n-grams, which know
the corpus's own words, and the `encoder`, which knows English; the encoder reads what the `screen` lets through. Then
again with the first scores of its sentences, of its neighbours and of its company, and with who speaks to whom, by a
network of one hidden layer. A flag has one score: the encoder's and the words' together. Whom a grievance or abuse is
about has one for each of the `targets`. All were learnt from invented chats; how often a mark was right for authors
left out of the learning is in ``docs/measured.md``.

The bars were set on authors left out, after the rules: of the messages that carry no label, one in a hundred passes
a bar for ``clear`` and 37 in a thousand any bar. A score is compared with its bar and then forgotten: it is never
shown, stored or added up.

Wrong in kind: sarcasm without a telling word, subjects newer than the corpus, and languages other than English.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from analyser.annotation.encoder import Read, load_encoder
from analyser.annotation.neighbours import manner, talk_of, with_neighbours
from analyser.annotation.network import Network
from analyser.annotation.ngrams import Vocabulary
from analyser.annotation.screen import Screen
from analyser.annotation.targets import likely_targets, target_features
from analyser.annotation.weights import WordWeights
from analyser.schema import CATEGORIES, TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

NAME = "encoder, words and neighbours 3"  # changes with what the arrays mean
DATA = Path(__file__).with_name("classifier.npz")
HEADINGS = len(CATEGORIES)
ABOUT = [CATEGORIES.index(name) for name in ("grievance", "abuse")]  # headings that are about somebody
LONE_SHARE = 0.75  # of the encoder in the score of a lone message; the rest is the words'


class Reader(Protocol):
    """What scores texts one by one: the `Encoder`; in an evaluation, what it said when it had not learnt from them."""

    @property
    def outputs(self) -> Sequence[str]:
        """The names of the scores: CATEGORIES first."""

    @property
    def spanned(self) -> Sequence[str]:
        """The headings whose bearing words it tells."""

    @property
    def sha256(self) -> str:
        """Of its data."""

    @property
    def rereads(self) -> bool:
        """Whether a message can be read again without some of its words."""

    def read(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Read:
        """Return the scores of each text and of the pieces of its words."""

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open characters of the word of each piece of ``text``."""


@dataclass(frozen=True)
class Classifier:
    """The weights of words, the encoder, the screen before it, the network over neighbours, and the bars.

    Parameters
    ----------
    name : str
        Kind and version, for the record of a run.
    sha256 : str
        Of all the data it was read from.
    words : WordWeights
        Of the five headings, then of the flags, then of the targets.
    encoder : Reader
        Of ``o`` outputs, the flags last.
    screen : Screen or None
        None lets everything through.
    ordinary : ndarray, shape (10,)
        First scores that stand for a neighbour that does not exist: the encoder's headings, then the words'.
    network : Network
        From the features of `with_neighbours` to the second score of each heading.
    bars, lone_bars : ndarray, shape (2, 5)
        Score from which a mark is ``worth a look``, and from which it is ``clear``; for a message of a chat, and for
        one that has no neighbours.
    flag_shares : ndarray, shape (2, flags)
        What the encoder's and the words' score of each flag are multiplied by before they are added.
    flag_bars : ndarray, shape (flags,)
        Score from which a flag is raised; infinite for one that is left to the rules.
    target_weights, target_base : ndarray, shapes (32, 6) and (6,)
        What each of `target_features`, and each heading of ABOUT that is marked, adds to the score of each target.
    """

    name: str
    sha256: str
    words: WordWeights = field(repr=False)
    encoder: Reader = field(repr=False)
    screen: Screen | None = field(repr=False)
    ordinary: NDArray[np.float64] = field(repr=False)
    network: Network = field(repr=False)
    bars: NDArray[np.float64] = field(repr=False)
    lone_bars: NDArray[np.float64] = field(repr=False)
    flag_shares: NDArray[np.float64] = field(repr=False)
    flag_bars: NDArray[np.float64] = field(repr=False)
    target_weights: NDArray[np.float64] = field(repr=False)
    target_base: NDArray[np.float64] = field(repr=False)

    def heard(
        self,
        texts: Sequence[str],
        senders: Sequence[str | None] | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Heard:
        """Return all that is known of the messages of one chat, in order, before any bar.

        Parameters
        ----------
        texts : sequence of str
            A single one is judged without neighbours.
        senders : sequence of str or None, optional
            Who wrote each.
        progress : callable, optional
            Called with the number of texts read and their total.
        """
        words, talk = self.words.scores(texts), talk_of(texts, senders)
        strongest = self.words.strongest(texts, words[:, :HEADINGS])
        passing = np.ones(len(texts), np.bool_)
        if self.screen and len(texts) > 1:
            passing = self.screen.passes(words[:, :HEADINGS], strongest, talk, senders)
        read, pieces = self._read(texts, passing, progress)
        own = first_table(read, words[:, :HEADINGS], strongest)
        features = with_neighbours(
            own[:, : 2 * HEADINGS], own=own[:, 2 * HEADINGS :], talk=talk, senders=senders, ordinary=self.ordinary
        )
        flags = flag_scores(read, words[:, HEADINGS : -len(TARGETS)], self.flag_shares)
        about = target_features(targets_in(read, self.encoder.outputs), words[:, -len(TARGETS) :])
        return Heard(own, features, flags, about, passing, pieces, lone=len(texts) == 1)

    def first(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return what each text says by itself, as `first_table`."""
        words = self.words.scores(texts)[:, :HEADINGS]
        read = np.asarray(self.encoder.read(texts).scores, np.float64)
        return first_table(read, words, self.words.strongest(texts, words))

    def levels(self, heard: Heard) -> NDArray[np.int64]:
        """Return how many bars each message passes, shape (n, 5): 2 is clear."""
        if heard.lone:
            scores, bars = lone_scores(heard.own), self.lone_bars
        else:
            scores, bars = self.network(heard.features), self.bars
        return np.asarray((scores >= bars[0]).astype(np.int64) + (scores >= bars[1]))

    def flags(self, heard: Heard) -> list[list[str]]:
        """Return the flags that each message raises by itself."""
        names = self.encoder.outputs[-len(self.flag_bars) :]
        return [[names[int(i)] for i in np.flatnonzero(row)] for row in heard.flags >= self.flag_bars]

    def targets(self, heard: Heard, levels: NDArray[np.int64]) -> list[str | None]:
        """Return whom or what each message is about, if it has one of ABOUT at those `levels`."""
        features = np.hstack([heard.about, levels[:, ABOUT] > 0])
        return likely_targets(features @ self.target_weights + self.target_base)

    def _read(
        self, texts: Sequence[str], passing: NDArray[np.bool_], progress: Callable[[int, int], None] | None
    ) -> tuple[NDArray[np.float64], dict[str, NDArray[np.float32]]]:
        """Return what the encoder says of each text, or what stands for it in one not read; and its pieces."""
        unread = self.screen.unread if self.screen else np.zeros(len(self.encoder.outputs))
        read = np.tile(unread, (len(texts), 1))
        through = [text for text, passes in zip(texts, passing, strict=True) if passes]
        if not through:
            return read, {}
        found = self.encoder.read(through, progress=progress)
        read[passing] = found.scores
        return read, dict(zip(through, found.pieces, strict=True))


@dataclass(frozen=True)
class Heard:
    """What is known of the messages of one chat before any bar.

    Parameters
    ----------
    own : ndarray, shape (n, o + 15)
        From `first_table`.
    features : ndarray, shape (n, f)
        From `with_neighbours`.
    flags : ndarray, shape (n, flags)
        From `flag_scores`.
    about : ndarray, shape (n, 30)
        From `target_features`.
    passing : ndarray of bool, shape (n,)
        Whether the encoder has read it.
    pieces : dict of str to ndarray
        Of each text that it has read, what it says of the pieces, as `Read.pieces`.
    lone : bool
        Whether it is a single message, without neighbours.
    """

    own: NDArray[np.float64]
    features: NDArray[np.float64]
    flags: NDArray[np.float64]
    about: NDArray[np.float64]
    passing: NDArray[np.bool_]
    pieces: dict[str, NDArray[np.float32]]
    lone: bool

    def instead(self, rows: NDArray[np.int64], own: NDArray[np.float64], texts: Sequence[str]) -> Heard:
        """Return ``rows`` as if their texts were ``texts``, which say ``own``, among the same neighbours."""
        features, split = self.features[rows].copy(), own.shape[1] - 2 * HEADINGS
        features[:, :split], features[:, split : own.shape[1]] = own[:, 2 * HEADINGS :], own[:, : 2 * HEADINGS]
        manners = np.array([manner(text) for text in texts]).reshape(len(texts), -1)
        features[:, features.shape[1] - manners.shape[1] :] = manners
        return Heard(own, features, self.flags[rows], self.about[rows], self.passing[rows], {}, self.lone)


def first_table(
    read: NDArray[np.float64], words: NDArray[np.float64], strongest: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what messages say by themselves, shape (n, o + 15).

    First the encoder's headings and the words', which their neighbours see too; then all that the encoder says, and
    what the words of their strongest sentence say.
    """
    return np.hstack([read[:, :HEADINGS], words, read, strongest])


def lone_scores(own: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the scores of messages that have no neighbours, from `first_table`."""
    return LONE_SHARE * own[:, :HEADINGS] + (1 - LONE_SHARE) * own[:, HEADINGS : 2 * HEADINGS]


def flag_scores(
    read: NDArray[np.float64], words: NDArray[np.float64], shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the score of each flag, shape (n, flags), by what the encoder says (flags last) and what the words say."""
    return np.asarray(read[:, -shares.shape[1] :] * shares[0] + words * shares[1])


def targets_in(read: NDArray[np.float64], outputs: Sequence[str]) -> NDArray[np.float64]:
    """Return the columns of TARGETS in what the encoder says, by its ``outputs``."""
    first = list(outputs).index(TARGETS[0])
    return read[:, first : first + len(TARGETS)]


def load_classifier(path: Path = DATA) -> Classifier | None:
    """Return the classifier shipped with the program; None when its data is not there."""
    encoder = load_encoder()
    return unpack(path.read_bytes(), encoder) if encoder and path.exists() else None


def unpack(data: bytes, encoder: Reader) -> Classifier:
    """Return the classifier held in ``data``: plain arrays in NumPy's zip format, never a pickle."""
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    words, characters = (bytes(arrays.pop(kind)).decode().split("\n") for kind in ("word_grams", "character_grams"))
    vocabulary = Vocabulary(
        words={gram: number for number, gram in enumerate(words)},
        characters={gram: number for number, gram in enumerate(characters, start=len(words))},
        rarity=arrays.pop("rarity").astype(np.float64),
    )
    plain = {name: array.astype(np.float64) for name, array in arrays.items()}
    return Classifier(
        name=NAME,
        sha256=hashlib.sha256(data + encoder.sha256.encode()).hexdigest(),
        words=WordWeights(vocabulary, plain.pop("words"), plain.pop("words_base")),
        encoder=encoder,
        network=_network("again", plain),
        screen=Screen(
            _network("screen", plain), *(plain.pop(f"screen_{name}") for name in ("bar", "unread", "ordinary"))
        ),
        **plain,
    )


def _network(name: str, arrays: dict[str, NDArray[np.float64]]) -> Network:
    return Network(**{own.name: arrays.pop(f"{name}_{own.name}") for own in fields(Network)})
