import json
import re
from pathlib import Path

import numpy as np
import pytest

from analyser.schema import CATEGORIES
from analyser.training.corpus import APART, FOLDER, conversations, fingerprint, folds, in_chats, load_corpus, truth

ROW: dict[str, object] = {
    "text": "ta",
    "labels": [],
    "sub": [],
    "target": None,
    "severity": 0,
    "spans": {},
    "contrast": None,
}
MENDED = """
[[correction]]
file = "t1a"
row = 1
field = "labels"
old = []
new = ["private"]
reason = "part of the exchange above"
"""


def write(folder: Path, corrections: str) -> Path:
    (folder / "t1a.jsonl").write_text(json.dumps(ROW), "utf-8")
    (folder / "corrections.toml").write_text(corrections, "utf-8")
    return folder


def test_the_corpus_holds_every_label_in_every_fold() -> None:
    corpus = load_corpus()
    assert corpus["voice"].nunique() >= 22
    for fold in range(4):
        assert truth(corpus[folds(corpus) == fold]).any(axis=0).all()


def test_the_datasheet_counts_what_is_there() -> None:
    corpus = load_corpus()
    sheet = (FOLDER / "DATASHEET.md").read_text("utf-8")
    counts = [len(corpus), int(in_chats(corpus).sum()), *truth(corpus).sum(axis=0), int(corpus["severity"].eq(3).sum())]
    assert [count for count in counts if f"{count:,} " not in sheet] == []
    assert all(re.search(rf"\b{voice}\b", sheet) for voice in corpus["voice"].unique())


def test_nothing_can_learn_from_the_voice_kept_apart() -> None:
    corpus, kept = load_corpus(), load_corpus(APART)
    assert not set(kept["voice"]) & set(corpus["voice"])
    assert {text for text in set(kept["text"]) & set(corpus["text"]) if len(text) > 30} == set()
    assert f"{len(kept)} messages" in (APART / "README.md").read_text("utf-8")


def test_no_voice_is_in_two_folds() -> None:
    corpus = load_corpus()
    assert corpus.assign(fold=folds(corpus)).groupby("voice")["fold"].nunique().eq(1).all()


@pytest.mark.parametrize("folder", [FOLDER, APART])
def test_marked_words_stand_in_their_message(folder: Path) -> None:
    corpus = load_corpus(folder)
    for text, spans in zip(corpus["text"], corpus["spans"], strict=True):
        assert all(label in CATEGORIES and words in text for label, words in spans.items())


def test_a_chat_is_one_conversation_and_a_lone_message_another() -> None:
    corpus = load_corpus()
    parts = list(conversations(corpus))
    assert len(parts) == corpus["chat"].nunique() + corpus["chat"].isna().sum()
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(corpus)))


def test_a_correction_is_applied_and_changes_the_fingerprint(tmp_path: Path) -> None:
    before = fingerprint(write(tmp_path, "correction = []"))
    assert load_corpus(write(tmp_path, MENDED)).loc[0, "labels"] == ("private chat",)
    assert fingerprint(tmp_path) != before


def test_two_fields_of_one_row_can_be_mended(tmp_path: Path) -> None:
    both = MENDED + MENDED.replace('"labels"', '"severity"').replace("old = []", "old = 0").replace('["private"]', "1")
    row = load_corpus(write(tmp_path, both)).loc[0]
    assert (row["labels"], row["severity"]) == (("private chat",), 1)


@pytest.mark.parametrize(
    ("line", "wrong", "complaint"),
    [("row = 1", "row = 2", "rows that do not exist"), ("old = []", 'old = ["abuse"]', "no longer holds")],
)
def test_a_correction_that_does_not_fit_is_refused(tmp_path: Path, line: str, wrong: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        load_corpus(write(tmp_path, MENDED.replace(line, wrong)))
