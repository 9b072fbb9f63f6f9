from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.casework import Decision, Scope, Work, continue_work, decide, save
from analyser.chat import read_export
from analyser.errors import WorkError
from analyser.schema import CATEGORIES, CHOICES, FOUND_BY

EXPORT = "a1" * 32
MADE_AT = datetime(2025, 9, 1)  # noqa: DTZ001 - a reader's own clock has no zone
DAYS = st.dates()
SCOPES = st.builds(
    lambda days, headings, danger: Scope(
        headings=tuple(headings), first_day=min(days), last_day=max(days), danger=danger
    ),
    st.tuples(DAYS, DAYS),
    st.lists(st.sampled_from(CATEGORIES), unique=True),
    st.booleans(),
)
DECISIONS = st.builds(
    lambda span, **fields: Decision(start=min(span), end=max(span), **fields),
    st.tuples(st.integers(0, 65_000), st.integers(0, 65_000)),
    message_id=st.integers(1, 10**6),
    choice=st.sampled_from(CHOICES),
    made_at=st.datetimes(),
    clause=st.text(min_size=1),
    reason=st.text(min_size=1).filter(str.strip),
    found_by=st.sampled_from(FOUND_BY),
    undone=st.booleans(),
)
WORKS = st.builds(
    Work,
    sha256=st.just(EXPORT),
    scope=SCOPES,
    decisions=st.lists(DECISIONS, max_size=5).map(tuple),
    read=st.frozensets(st.integers(1, 10**6)),
    reader=st.text(),
    policy_sha256=st.text(),
    version=st.text(),
)
WORK = Work(
    sha256=EXPORT,
    decisions=(Decision(message_id=3, choice="not sure", made_at=MADE_AT),),
    read=frozenset({3, 1, 2}),
    reader="J. Okafor",
    version="0.1.0",
)


@given(WORKS)
def test_saved_work_continues_exactly_as_it_was(work: Work) -> None:
    assert continue_work(save(work), sha256=EXPORT) == work


def test_the_same_work_is_saved_as_the_same_bytes() -> None:
    assert save(WORK) == save(Work(**{**vars(WORK), "read": frozenset({2, 3, 1})}))


def test_a_saved_file_says_what_it_is_and_of_which_export() -> None:
    outer = json.loads(save(WORK))
    assert (outer["format"], outer["format_version"]) == ("chat-analyser work", 1)
    assert (outer["work"]["sha256"], outer["work"]["version"], outer["work"]["read"]) == (EXPORT, "0.1.0", [1, 2, 3])


def test_a_saved_file_holds_no_word_of_the_chat_but_what_the_reader_typed() -> None:
    said = "Whoever wrote it has never met a child"
    messages = read_export(f"13/11/2025, 16:00 - Amy: {said}\n13/11/2025, 16:01 - Ben: Agreed\n".encode()).messages
    assert messages["text"].tolist() == [said, "Agreed"]
    made = Decision(message_id=1, choice="to discuss", clause="IN-1", reason="Unkind.", made_at=MADE_AT, start=0, end=7)
    silent, quoting = (decide(WORK, each) for each in (made, replace(made, reason=f"It says: {said}")))
    words = [*said.split(), "Amy", "Ben", "Agreed"]
    assert [word for word in words if len(word) > 3 and word in save(silent).decode()] == []
    assert said in save(quoting).decode()


def edited(**fields: Any) -> bytes:
    return json.dumps({**json.loads(save(WORK)), **fields}).encode()


def by_hand(before: str, after: str) -> bytes:
    assert before in save(WORK).decode()
    return save(WORK).decode().replace(before, after).encode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a file that 'Save my work' wrote"),
        (b"\xff\xfe\x00", "not a file that 'Save my work' wrote"),
        (b"PK\x03\x04", "not a file that 'Save my work' wrote"),
        (b"[" * 100_000, "not a file that 'Save my work' wrote"),
        (b"[1, 2]", "not a file that 'Save my work' wrote"),
        (b'{"format": "another"}', "not a file that 'Save my work' wrote"),
        (edited(format_version=2), "another version of the program"),
        (edited(work=[]), "changed after it was saved, or is damaged"),
        (edited(checksum=None), "changed after it was saved, or is damaged"),
        (save(WORK)[:-40], "not a file that 'Save my work' wrote"),
        (by_hand("not sure", "not a concern"), "changed after it was saved"),
        (by_hand("J. Okafor", "A. N. Other"), "changed after it was saved"),
        (by_hand(EXPORT, "b2" * 32), "changed after it was saved"),
    ],
)
def test_a_file_that_was_not_saved_so_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(WorkError, match=sentence) as caught:
        continue_work(data, sha256=EXPORT)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_work_of_another_export_is_refused_and_names_both() -> None:
    with pytest.raises(WorkError, match=r"another export .*a1a1a1a1a1a1.*b2b2b2b2b2b2"):
        continue_work(save(WORK), sha256="b2" * 32)


def test_a_file_whose_values_make_no_decision_is_refused_by_the_field() -> None:
    work = Work(**{**vars(WORK), "read": frozenset({"first"})})
    with pytest.warns(UserWarning, match="serializer"), pytest.raises(WorkError, match=r"'read\.0' in it is not valid"):
        continue_work(save(work), sha256=EXPORT)


def test_undone_decisions_are_saved_too() -> None:
    work = Work(**{**vars(WORK), "decisions": (Decision(**{**vars(WORK.decisions[0]), "undone": True}),)})
    assert continue_work(save(work), sha256=EXPORT).decisions[0].undone
