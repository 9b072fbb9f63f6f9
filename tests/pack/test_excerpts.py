from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.casework import Decision
from analyser.pack.excerpts import runs, shortened
from tests.pack.case import TALK, chat, decision, lines, said, section, sheet, work

DISCUSS, SPEAKS = "Selected to discuss", "What speaks for the parent"


def talk(*senders: str) -> list[tuple[str, str, str]]:
    """Return one message a minute by these senders; an empty one makes a notice."""
    return [
        (f"13/11/2025, {8 + place // 60:02}:{place % 60:02}", who, f"message {place + 1}" if who else "Amy left")
        for place, who in enumerate(senders)
    ]


def ids(rows: list[tuple[str, str, str]], *chosen: int) -> list[tuple[int, int]]:
    messages = chat(rows).messages
    return [(run.start + 1, run.stop) for run in runs(messages, chosen)]


TURNS = talk(*"AB" * 15)
ALONE = talk(*"B" * 4, *"A" * 8, "B", "A", "A", "B", "A", "B")


@pytest.mark.parametrize(
    ("rows", "chosen", "printed"),
    [
        pytest.param(TURNS, [10], [(7, 13)], id="three before and three after"),
        pytest.param(TURNS, [1], [(1, 4)], id="at the start of the file"),
        pytest.param(TURNS, [30], [(27, 30)], id="at the end of the file"),
        pytest.param(TURNS, [10, 12], [(7, 15)], id="contexts that overlap are one passage"),
        pytest.param(TURNS, [10, 17], [(7, 20)], id="contexts that touch are one passage"),
        pytest.param(TURNS, [18, 10], [(7, 13), (15, 21)], id="contexts apart are two, in file order"),
        pytest.param(ALONE, [6], [(3, 13)], id="as far as the first reply by somebody else"),
        pytest.param(talk(*"B" * 4, *"A" * 20, "B"), [6], [(3, 9)], id="but not for a reply after more than ten"),
        pytest.param(talk(*"ABAB", "", *"ABAB"), [5], [(2, 8)], id="a notice can be chosen"),
        pytest.param(talk("A", "B", "", "A", "", "B", "A", "", "B", "A"), [6], [(1, 10)], id="notices do not count"),
        pytest.param(TURNS, [], [], id="nothing chosen"),
    ],
)
def test_a_message_is_printed_in_its_conversation(
    rows: list[tuple[str, str, str]], chosen: list[int], printed: list[tuple[int, int]]
) -> None:
    assert ids(rows, *chosen) == printed


@settings(deadline=None)  # the first example reads the chat
@given(st.lists(st.integers(1, 30), unique=True))
def test_no_message_is_printed_twice_and_every_chosen_one_is_printed(chosen: list[int]) -> None:
    printed = [number for first, last in ids(TURNS, *chosen) for number in range(first, last + 1)]
    assert len(printed) == len(set(printed))
    assert set(chosen) <= set(printed)


def test_the_words_chosen_are_told_apart_and_the_message_is_whole() -> None:
    made = sheet(decision(5, "to discuss", start=26, end=32))
    line = next(line for line in lines(made, DISCUSS) if line.choice)
    assert line.words == "a joke"
    assert said(line) == "That new homework rule is a joke"


def test_a_message_chosen_as_a_whole_has_no_words_apart() -> None:
    line = next(line for line in lines(sheet(decision(5, "to discuss")), DISCUSS) if line.choice)
    assert (line.words, said(line)) == ("", "That new homework rule is a joke")


def test_each_message_says_who_when_and_where_in_the_file() -> None:
    line = next(line for line in lines(sheet(decision(5, "to discuss")), DISCUSS) if line.choice)
    assert (line.who, line.when, line.place) == ("Rosa (Leo's mum)", "16:00", "line 5")


def test_a_new_day_inside_a_passage_is_named() -> None:
    passage = section(sheet(decision(12, "to discuss")), DISCUSS).passages[0]
    assert passage.title == "Thursday 13 November 2025, lines 9 to 15 of the file"
    assert [line.when for line in passage.lines][2:5] == ["20:00", "Friday 14 November 2025, 08:00", "08:01"]


def test_a_message_over_several_lines_says_all_of_them() -> None:
    rows = [*TALK[:5], ("13/11/2025, 16:01", "Mark Delaney", "one\ntwo\nthree"), *TALK[6:]]
    line = next(line for line in lines(sheet(decision(6, "to discuss"), rows=rows), DISCUSS) if line.choice)
    assert (line.place, said(line)) == ("lines 6 to 8", "one\ntwo\nthree")


def test_what_is_left_out_between_passages_is_said() -> None:
    rows = talk(*"AB" * 15)
    notes = [passage.note for passage in section(sheet(*map(discuss, (10, 20)), rows=rows), DISCUSS).passages]
    assert notes == ["6 messages before this not printed.", "3 messages before this not printed."]


def discuss(message_id: int) -> Decision:
    return decision(message_id, "to discuss")


def test_context_printed_above_is_not_printed_again_and_the_choice_always_is() -> None:
    made = sheet(decision(6, "to discuss"), decision(8, "speaks for the parent"))
    first, second = lines(made, DISCUSS), lines(made, SPEAKS)
    assert [line.place for line in first] == [f"line {number}" for number in range(3, 10)]
    assert [line.place for line in second] == ["line 8", "line 10", "line 11"]
    assert section(made, SPEAKS).passages[0].note == (
        "2 messages before this not printed. 4 messages of this conversation (lines 5 to 9) printed above."
    )


def test_what_speaks_for_the_parent_is_printed_like_what_is_to_discuss() -> None:
    made = sheet(decision(2, "to discuss"), decision(15, "speaks for the parent", clause="EX-4"))
    assert [line.place for line in lines(made, SPEAKS)] == [f"line {number}" for number in range(12, 17)]
    choice = next(line.choice for line in lines(made, SPEAKS) if line.choice)
    assert (choice.heading, choice.clause[:5]) == ("Speaks for the parent", "EX-4:")


def test_context_stops_at_the_edge_of_the_chosen_days_and_says_so() -> None:
    made = sheet(done=work(decision(12, "to discuss"), first_day=date(2025, 11, 14)))
    assert lines(made, DISCUSS)[0].place == "line 12"
    assert "stops at the edge of the chosen days" in section(made, DISCUSS).sentences[0]


def test_a_choice_outside_the_chosen_days_is_printed_all_the_same() -> None:
    made = sheet(done=work(decision(5, "to discuss"), first_day=date(2025, 11, 14)))
    assert [line.place for line in lines(made, DISCUSS) if line.choice] == ["line 5"]


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_a_short_text_is_never_cut(text: str, start: int, end: int) -> None:
    assert shortened(text, start, end, longest=300) == (text, start, end)


@given(st.integers(0, 4000), st.integers(1, 60), st.sampled_from(["word ", "x"]))
def test_a_long_text_keeps_the_chosen_words_and_says_how_much_is_cut(start: int, length: int, filling: str) -> None:
    text = (filling * 5000)[:5000]
    cut, first, last = shortened(text, start, start + length, longest=500)
    assert cut[first:last] == text[start : start + length]
    assert len(cut) < 800
    told = sum(int(part.split()[0].replace(",", "")) for part in cut.split("[")[1:])
    kept = len(cut) - sum(len(part.split("]")[0]) + 3 for part in cut.split("[")[1:])
    assert told + kept == len(text)


def test_a_long_message_beside_is_cut_and_the_chosen_one_is_not() -> None:
    long = "word " * 300
    rows = [*TALK[:4], ("13/11/2025, 16:00", "Rosa", long), ("13/11/2025, 16:01", "Mark Delaney", long), *TALK[6:]]
    chosen, beside = [
        [
            said(line)
            for line in lines(sheet(decision(5, "to discuss"), rows=rows), DISCUSS)
            if bool(line.choice) is kind
        ]
        for kind in (True, False)
    ]
    assert chosen == [long.rstrip("\n")]
    assert [text for text in beside if text.endswith("characters not printed]")]
