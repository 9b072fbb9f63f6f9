"""Measure the program on voices that it has not learnt from, and write down what came out.

For each group of voices a classifier is learnt from the others, bars included, and the whole program runs over that
group with it, each chat in its order. Nothing about the voices left out reaches what marks them but the rules, which
were written by people who could read the corpus: the rules' own figures here are therefore kind to them.

What was learnt without a group of voices is kept in a folder, under a name that changes with all that it depends on: an
evaluation that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import inspect
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

import analyser
from analyser.annotation import build_pipeline, company, neighbours, ngrams, targets
from analyser.annotation.classifier import load_classifier, unpack
from analyser.annotation.rightness import DATA as RIGHTNESS
from analyser.policy import load_policy
from analyser.training import flag_words, learn, learn_targets, left_out, screening, tables, train
from analyser.training.corpus import APART, FOLDS, fingerprint, folds, load_corpus
from analyser.training.fairness import fairness_table
from analyser.training.flag_scores import flags_marked, marked_in_context
from analyser.training.flags import READ_FOR, flags_fingerprint, load_flags, to_learn_from
from analyser.training.left_out import kept_reader, load_left_out
from analyser.training.report import IN_GROUPS, rightness_table, short_figures, write_report
from analyser.training.stages import gone_when_erased, levels, marked_by_all, marked_by_model, marked_by_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from analyser.annotation.classifier import Classifier
    from analyser.annotation.encoder import Encoder
    from analyser.policy import Policy
    from analyser.training.left_out import LeftOut

_LEARNERS = (ngrams, neighbours, company, targets, flag_words, learn, learn_targets, left_out, screening, tables, train)


@dataclass(frozen=True)
class Measured:
    """What each stage marked on every message of the corpus, by voices left out.

    Parameters
    ----------
    corpus : DataFrame
        From `load_corpus`.
    stages : dict of str to ndarray of int64, shape (messages, 5)
        Name of the stage to its marks: 0 nothing, 1 worth a look, 2 clear. The last one is the whole program.
    read : ndarray of bool, shape (messages,)
        Which messages pass the screen, and are read by the encoder.
    annotations : DataFrame
        Of the whole program, as ANNOTATIONS; ``message_id`` counts the rows of ``corpus`` from 1.
    erased : (int, int, int)
        Of the program that ships: marks that go when their words are erased, marks tried, and marks put down to the
        conversation.
    record : dict of str to str
        Versions and hashes of what was measured.
    flagged : DataFrame
        From `load_flags`.
    flags : dict of str to ndarray of bool, shape (rows of ``flagged``, READ_FOR)
        What the rules and the whole program flag in them.
    fairness : dict of str to DataFrame
        From `fairness_table`: of the rules, and of what ships.
    apart : (DataFrame, ndarray of int64)
        The voice that nothing has learnt from, as ``corpus``, and what ships marks in it, as ``stages``.
    apart_flags : (DataFrame, ndarray of bool)
        Messages for the flags from which nothing has learnt, as ``flagged``, and what ships flags in them.
    """

    corpus: pd.DataFrame
    stages: dict[str, NDArray[np.int64]]
    read: NDArray[np.bool_]
    annotations: pd.DataFrame
    erased: tuple[int, int, int]
    record: dict[str, str]
    flagged: pd.DataFrame
    flags: dict[str, NDArray[np.bool_]]
    fairness: dict[str, pd.DataFrame]
    apart: tuple[pd.DataFrame, NDArray[np.int64]]
    apart_flags: tuple[pd.DataFrame, NDArray[np.bool_]]


def run_evaluate(output: Path, cache: Path, *, groups: int = 4, say: Callable[[str], None] = print) -> None:
    """Measure, write ``measured.md`` and ``measured.csv`` into ``output``, and print the twenty worst errors.

    How often each reason was right goes into the package, where the reader is told of it.

    Parameters
    ----------
    output, cache : Path
        Folders; made if they do not exist. What is in ``cache`` is used again when nothing has changed.
    groups : int
        Into how many groups the voices are dealt: 4 for daily work, 0 for one voice at a time, as for what ships.
    say : callable
        Told of progress, and of the errors.
    """
    output.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    policy = load_policy()
    measured = measure(load_corpus(), policy, cache, groups=groups, say=say)
    figures = write_report(measured, output, say=say)
    if groups == FOLDS:
        short_figures(figures).to_csv(IN_GROUPS, index=False, float_format="%.4f", lineterminator="\n")
    rightness_table(measured, policy).to_csv(RIGHTNESS, index=False, lineterminator="\n")


def measure(corpus: pd.DataFrame, policy: Policy, cache: Path, *, groups: int, say: Callable[[str], None]) -> Measured:
    """Return what each stage marks on ``corpus``, learnt from other voices; see `run_evaluate`."""
    by_rules = build_pipeline(policy, classifier=None)
    ruled = marked_by_rules(corpus, by_rules)
    rules = levels(ruled, len(corpus))
    model, unscreened, found = np.zeros_like(rules), np.zeros_like(rules), []
    read = np.zeros(len(corpus), dtype=np.bool_)
    one_by_one = groups == 0
    groups = groups or corpus["voice"].nunique()
    group_of, key = folds(corpus, groups), _key(corpus, groups)
    held, shipped = load_left_out(corpus), cast("Classifier", load_classifier())
    said = held.by_voice if one_by_one else held.by_fold
    reader = kept_reader(cast("Encoder", shipped.encoder), corpus, held, said)
    flagged = load_flags(corpus)
    extra = flagged["place"].isna().to_numpy()
    extra_group = np.where(extra, np.arange(len(flagged)) % groups, -1)
    flags = np.zeros((len(flagged), len(READ_FOR)), dtype=np.bool_)
    for group in range(groups):
        rows = np.flatnonzero(group_of == group)
        own, others = corpus.iloc[rows].reset_index(drop=True), group_of != group
        say(f"voices {group + 1} of {groups}: {', '.join(own['voice'].unique())}")
        rest = corpus[others].reset_index(drop=True)
        written = to_learn_from(flagged[extra_group != group])
        learnt = _kept(cache / f"{key}-{group}.npz", partial(train.learn, rest, _said(held, others), written))
        classifier = unpack(train.set_bars(learnt, rest, ruled=rules[others]), reader)
        model[rows], read[rows] = marked_by_model(own, classifier)
        unscreened[rows], _ = marked_by_model(own, replace(classifier, screen=None))
        nlp = build_pipeline(policy, classifier=classifier)
        marks = marked_by_all(own, nlp)
        flags[extra_group == group] = marked_in_context(flagged[extra_group == group], nlp)
        found.append(marks.assign(message_id=rows[marks["message_id"] - 1] + 1))
    annotations = pd.concat(found, ignore_index=True).sort_values("message_id", kind="stable", ignore_index=True)
    stages = {
        "rules, before cues": levels(ruled, len(corpus), cues=False),
        "rules": rules,
        "model, the encoder reading all": unscreened,
        "model": model,
        "whole program": levels(annotations, len(corpus)),
    }
    flags[~extra] = _at(flagged, flags_marked(annotations, len(corpus)))
    both = {"rules": marked_in_context(flagged, by_rules), "whole program": flags}
    ships = build_pipeline(policy)
    fair = {"rules": fairness_table(by_rules), "what ships": fairness_table(ships)}
    kept = load_corpus(APART)
    kept_flags = load_flags(kept, APART / "flags")
    return Measured(
        corpus,
        stages,
        read,
        annotations,
        gone_when_erased(_every(corpus), shipped),
        _record(policy, "one at a time" if one_by_one else f"{groups} groups"),
        flagged,
        both,
        fair,
        (kept, levels(marked_by_all(kept, ships), len(kept))),
        (kept_flags, marked_in_context(kept_flags, ships)),
    )


def _said(held: LeftOut, others: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return what was said of ``others`` by encoders that have not read the rest either, where there are such.

    There are none where voices are left out one at a time: that would be as many encoders as there are pairs of voices.
    Then each was taught without the fold of what it reads, and may have read the voice left out.
    """
    for table in held.within:
        if not np.isnan(table[others]).any():
            return table[others]
    return held.by_fold[others]


def _every(corpus: pd.DataFrame, step: int = 6) -> pd.DataFrame:
    """Return every sixth chat, whole."""
    files = sorted(corpus["file"].unique())[::step]
    return corpus[corpus["file"].isin(files)].reset_index(drop=True)


def _at(flagged: pd.DataFrame, marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the ``marks`` of the rows of the corpus that were read for flags."""
    found: NDArray[np.bool_] = marks[flagged["place"].dropna().to_numpy(dtype=np.int64)]
    return found


def _record(policy: Policy, left_out: str) -> dict[str, str]:
    shipped = load_classifier()
    return {
        "program": analyser.__version__,
        "policy": f"{policy.name}, version {policy.version}, SHA-256 {policy.sha256}",
        "corpus": f"SHA-256 {fingerprint()}",
        "messages read for flags": f"SHA-256 {flags_fingerprint()}",
        "classifier that ships": f"{shipped.name}, SHA-256 {shipped.sha256}" if shipped else "none",
        "voices left out": left_out,
    }


def _key(corpus: pd.DataFrame, groups: int) -> str:
    """Return a name that changes with anything that what is learnt depends on."""
    digest = hashlib.sha256(f"{groups} {flags_fingerprint()}".encode())
    digest.update(corpus.to_json(orient="records").encode())
    for module in _LEARNERS:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()[:16]


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of ``path``, made and kept first if they are not there; never half a file."""
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(make())
        unfinished.replace(path)
    return path.read_bytes()
