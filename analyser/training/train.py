"""Make the classifier: ``python -m analyser.training.train`` (needs the extra ``train``; about five minutes).

The encoder is taught beforehand, by ``analyser.training.encoder``. For the second score to learn how far a first
score can be trusted, the first scores that it learns from come from voices left out; so do the scores that set the
bars, and what the screen lets through. Lone messages teach the first score only: they have no neighbours. Labels are
not weighted by how rare they are: weights moved the scores but not their order, and the bars are set for messages that
carry no label, not at one half.

Same machine, same libraries: same bytes. What is drawn by lot (the order in which messages and weights are visited,
the first weights of a network) has a fixed seed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array, vstack  # type: ignore[import-untyped]  # it ships no types

from analyser.annotation import build_pipeline
from analyser.annotation.classifier import DATA, first_table, flag_scores, lone_scores, targets_in
from analyser.annotation.neighbours import strongest_sentence
from analyser.annotation.ngrams import sentences
from analyser.policy import load_policy
from analyser.schema import CATEGORIES
from analyser.training.bars import choose_bars, choose_flag_bars
from analyser.training.corpus import folds, in_chats, load_corpus, truth
from analyser.training.encoder.examples import OUTPUTS
from analyser.training.flag_words import flag_answers, flag_word_scores, learn_flag_words
from analyser.training.flags import READ_FOR, flag_truth, load_flags, to_learn_from
from analyser.training.learn import as_matrix, learn_again, learn_vocabulary, learn_words
from analyser.training.learn_targets import learn_targets
from analyser.training.left_out import load_left_out
from analyser.training.screening import learn_screen, worth_reading
from analyser.training.stages import levels, marked_by_rules
from analyser.training.tables import neighbour_table, second_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from analyser.annotation.ngrams import Vocabulary
    from analyser.training.learn import Linear

_TYPES = {"word_grams": np.uint8, "character_grams": np.uint8, "words": np.float16}


@dataclass(frozen=True)
class Read:
    """Messages and their sentences as n-grams.

    Parameters
    ----------
    vocabulary : Vocabulary
    messages : csr_array, shape (n, g)
    written : csr_array, shape (w, g)
        Messages that were written for the flags.
    sentences : csr_array, shape (m, g)
    owner : ndarray of int64, shape (m,)
        The message that each sentence is in.
    """

    vocabulary: Vocabulary
    messages: csr_array
    written: csr_array
    sentences: csr_array
    owner: NDArray[np.int64]


def learn(corpus: pd.DataFrame, encoded: NDArray[np.float32], written: pd.DataFrame) -> bytes:
    """Return all that is learnt from ``corpus``, which the rules have no part in: the costly half.

    Parameters
    ----------
    corpus : DataFrame
        From `load_corpus`, whole or some voices of it.
    encoded : ndarray, shape (messages, outputs)
        What the encoder says of them when it has not learnt from their voices: see `left_out`.
    written : DataFrame
        From `flags.to_learn_from`: messages that were written for the flags.

    Returns
    -------
    bytes
        For `set_bars`: the classifier's data but for its bars, and the scores of voices left out.
    """
    labels, fold_of, chat = truth(corpus), folds(corpus), in_chats(corpus)
    said = np.asarray(encoded, np.float64)
    read = read_texts(corpus["text"].tolist(), written["text"].tolist())
    by_words, strongest = first_scores(read, labels, fold_of)
    flag_grams = vstack([read.messages, read.written]).tocsr()
    answers = np.vstack([flag_answers(corpus), flag_truth(written)])
    by_flag_words = flag_word_scores(flag_grams, answers, fold_of)
    shares = 1 / np.vstack([said[:, -len(READ_FOR) :].std(axis=0), by_flag_words.std(axis=0)])
    flags = flag_scores(said, by_flag_words, shares)

    wanted = worth_reading(corpus, first_table(said, by_words, strongest))
    screen, through = learn_screen(corpus, said, by_words, strongest, wanted)
    heard = np.where(through[:, np.newaxis], said, screen.unread)
    own = first_table(heard, by_words, strongest)
    ordinary = own[chat][:, : 2 * len(CATEGORIES)].mean(axis=0)
    features = neighbour_table(corpus, own, ordinary)
    again = second_scores(features, labels, fold_of, chat)

    words, network = learn_words(read.messages, labels), learn_again(features[chat], labels[chat])
    flag_words = learn_flag_words(flag_grams, answers)
    target_words, targets = learn_targets(corpus, read.messages, targets_in(heard, OUTPUTS))
    return pack(
        word_grams=_as_bytes(read.vocabulary.words),
        character_grams=_as_bytes(read.vocabulary.characters),
        rarity=read.vocabulary.rarity,
        words=np.hstack([words.weights, flag_words.weights, target_words.weights]),
        words_base=np.concatenate([words.base, flag_words.base, target_words.base]),
        target_weights=targets.weights,
        target_base=targets.base,
        ordinary=ordinary,
        flag_shares=shares,
        screen_bar=screen.bar,
        screen_unread=screen.unread,
        screen_ordinary=screen.ordinary,
        **{f"screen_{name}": array for name, array in vars(screen.network).items()},
        **{f"again_{name}": array for name, array in vars(network).items()},
        left_out_scores=np.where(chat[:, np.newaxis], again, lone_scores(own)),
        left_out_flags=flags,
    )


def set_bars(learnt: bytes, corpus: pd.DataFrame, *, ruled: NDArray[np.int64]) -> bytes:
    """Return the classifier's data: what was learnt from ``corpus``, with bars set after the rules.

    Parameters
    ----------
    learnt : bytes
        From `learn`.
    corpus : DataFrame
        The same that it was learnt from.
    ruled : ndarray of int64, shape (messages, 5)
        What the rules mark without it: 0 nothing, 1 worth a look, 2 clear.
    """
    with np.load(io.BytesIO(learnt), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    scores, labels, chat = arrays.pop("left_out_scores").astype(np.float64), truth(corpus), in_chats(corpus)
    for name, part in (("bars", chat), ("lone_bars", ~chat)):
        arrays[name] = choose_bars(scores[part], labels[part], by_rules=ruled[part])
    flags = arrays.pop("left_out_flags").astype(np.float64)
    harmless = chat & ~labels[:, [CATEGORIES.index(name) for name in ("grievance", "abuse")]].any(axis=1)
    arrays["flag_bars"] = choose_flag_bars(flags, flag_answers(corpus), harmless)
    return pack(**arrays)


def read_texts(texts: Sequence[str], written: Sequence[str] = ()) -> Read:
    """Return ``texts``, their sentences and ``written`` as n-grams of a vocabulary learnt from all of them."""
    parts = [sentences(text) for text in texts]
    vocabulary = learn_vocabulary([*texts, *written])
    return Read(
        vocabulary,
        as_matrix(vocabulary, texts),
        as_matrix(vocabulary, written),
        as_matrix(vocabulary, list(chain.from_iterable(parts))),
        np.repeat(np.arange(len(texts)), [len(part) for part in parts]),
    )


def first_scores(
    read: Read,
    labels: NDArray[np.bool_],
    fold_of: NDArray[np.int64],
    learn: Callable[[csr_array, NDArray[np.bool_]], Linear] = learn_words,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the first scores of messages and of their strongest sentences, by what was learnt without their fold."""
    own, by_sentence = np.zeros(labels.shape), np.zeros((len(read.owner), labels.shape[1]))
    for fold in np.unique(fold_of):
        out, parts_out = fold_of == fold, fold_of[read.owner] == fold
        learnt = learn(read.messages[~out], labels[~out])
        own[out], by_sentence[parts_out] = learnt(read.messages[out]), learnt(read.sentences[parts_out])
    return own, strongest_sentence(own, by_sentence, read.owner)


def pack(**arrays: NDArray[Any]) -> bytes:
    """Return ``arrays`` in NumPy's zip format, the weights of words as half-precision numbers."""
    kept = {name: array.astype(_TYPES.get(name, np.float32)) for name, array in arrays.items()}
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **kept)
    return out.getvalue()


def _as_bytes(grams: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(grams).encode(), np.uint8)


def main() -> None:
    """Learn from the whole corpus, set the bars after the rules of the shipped policy, and write the package's data."""
    corpus = load_corpus()
    rules = marked_by_rules(corpus, build_pipeline(load_policy(), classifier=None))
    learnt = learn(corpus, load_left_out(corpus).by_fold, to_learn_from(load_flags(corpus)))
    DATA.write_bytes(set_bars(learnt, corpus, ruled=levels(rules, len(corpus))))


if __name__ == "__main__":
    main()
