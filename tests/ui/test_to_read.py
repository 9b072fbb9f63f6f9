from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analyser.casework.model import Scope
from analyser.evidence.words import ADVICE, FLAGS
from tests.evidence.tables import every_minute, mark, messages
from tests.ui.reading import drawn, links, press, show, turn_to, words, work

TALK = every_minute(30)


def ids(app: AppTest, key: str = "list-reported") -> list[int]:
    return [row["id"] for row in drawn(app, key)]


def test_with_no_chat_open_the_page_says_what_it_is_for_why_it_is_empty_and_what_to_do(app: AppTest) -> None:
    app.switch_page("screens/to_read.py").run()
    assert "first any about safety" in words(app)
    assert "no chat is open" in words(app)
    assert links(app) == ["Open a chat"]


def test_each_kind_of_danger_stands_apart_and_none_is_not_taken_for_safe(app: AppTest) -> None:
    said = words(show(app, "to_read", TALK, mark(1, "abuse")))
    for flag in ("SAFEGUARD", "ALLEGATION", "THREAT"):
        assert f"**{FLAGS[flag]}.** None highlighted. This does not mean there is none." in said


@pytest.mark.parametrize("flag", ["SAFEGUARD", "ALLEGATION", "THREAT"])
def test_a_danger_is_listed_apart_with_what_to_do_and_not_again_below(app: AppTest, flag: str) -> None:
    show(app, "to_read", TALK, mark(3, "abuse", flag), mark(4, "abuse"))
    assert ids(app, f"list-{flag}") == [3]
    assert ids(app) == [4]
    assert ADVICE[flag] in words(app)


@pytest.mark.parametrize("flag", ["SAFEGUARD", "ALLEGATION"])
def test_a_danger_to_a_child_is_never_shown_as_a_breach(app: AppTest, flag: str) -> None:
    show(app, "to_read", TALK, mark(3, "abuse", flag, clause="IN-1"))
    shown = str(drawn(app, f"list-{flag}"))
    assert "IN-1" not in shown
    assert "Abusive" not in shown


def test_reading_is_counted_over_everything_listed(app: AppTest) -> None:
    show(app, "to_read", TALK, mark(1, None, "SAFEGUARD"), mark(2, "abuse"), mark(3, "mitigating"))
    assert app.get("progress")[0].proto.text == "0 of 3 read"
    press(press(app, "Start reading"), "Not a concern").switch_page("screens/to_read.py").run()
    assert app.get("progress")[0].proto.text == "1 of 3 read"
    assert drawn(app, "list-SAFEGUARD")[0]["note"] == "Not a concern"


def test_what_context_set_aside_is_not_listed(app: AppTest) -> None:
    assert ids(show(app, "to_read", TALK, mark(1, "abuse", strength="set aside"), mark(2, "abuse"))) == [2]


def test_strong_language_at_nobody_is_listed_when_asked_for(app: AppTest) -> None:
    show(app, "to_read", TALK, mark(1, "abuse", "LANGUAGE"), mark(2, "abuse"))
    assert ids(app) == [2]
    app.checkbox(key="reading language").check().run()
    assert ids(app) == [1, 2]


def test_a_message_says_in_its_list_why_and_under_which_clause(app: AppTest) -> None:
    show(app, "to_read", TALK, mark(1, "grievance", "CHILD", clause="IN-6b", reason="model"))
    why, clause = drawn(app, "list-reported")[0]["lines"]
    assert why.startswith("May name or describe someone else's child. Picked by comparison with example messages")
    assert clause.startswith("IN-6b, if this group counts as public social media: Discussing individual children")


def test_a_message_without_a_clause_leaves_it_to_a_person(app: AppTest) -> None:
    show(app, "to_read", TALK, mark(1, "grievance", clause=None))
    assert "for a person to choose" in drawn(app, "list-reported")[0]["lines"][1]


@pytest.mark.parametrize("flag", ["PROTECTED", "COMPLAINT"])
def test_a_concern_to_answer_shows_its_flag_first_and_no_headline(app: AppTest, flag: str) -> None:
    show(app, "to_read", TALK, mark(1, "grievance", flag, clause="CC-1", reason="model"))
    row = drawn(app, "list-reported")[0]
    assert row["lines"][0].startswith(FLAGS[flag])
    assert len(row["lines"]) == 1
    assert row["pieces"][0][1:] == [["flag"], [FLAGS[flag]]]


def test_one_heading_can_be_shown_alone(app: AppTest) -> None:
    show(app, "to_read", TALK, mark(1, "abuse"), mark(2, "politics"), mark(3, "politics"))
    choice = app.selectbox(key="list heading")
    assert "Politics and current affairs (2)" in choice.options
    choice.set_value("politics").run()
    assert ids(app) == [2, 3]


def test_other_days_and_other_headings_are_not_shown(app: AppTest) -> None:
    talk = messages(("2025-09-01 08:00", "one"), ("2025-09-02 08:00", "two"), ("2025-09-02 09:00", "three"))
    scope = Scope(headings=("abuse", "mitigating"), first_day=date(2025, 9, 2))
    show(app, "to_read", talk, mark(1, "abuse"), mark(2, "abuse"), mark(3, "politics"), scope=scope)
    assert ids(app) == [2]
    assert "From 2 September 2025 on" in words(app)


def test_a_long_list_is_shown_fifty_at_a_time(app: AppTest) -> None:
    show(app, "to_read", every_minute(120), *(mark(number, "abuse") for number in range(1, 121)))
    assert len(ids(app)) == 50
    turn_to(app, 3)
    assert ids(app) == list(range(101, 121))


def test_with_nothing_listed_the_page_says_so_and_offers_a_sample(app: AppTest) -> None:
    show(app, "to_read", TALK)
    assert "Nothing is listed" in app.get("progress")[0].proto.text
    assert "The program may have missed some" in words(app)
    assert "Start reading" not in [button.label for button in app.button]


def test_a_random_sample_of_what_was_not_picked_can_be_read(app: AppTest) -> None:
    show(app, "to_read", TALK, mark(1, "abuse"))
    assert "29 messages with words not picked" in words(app)
    press(app, "Read a random sample")
    shown = [row for row in drawn(app) if not row["grey"]]
    assert len(shown) == 20
    assert app.header[0].value == f"Message {shown[0]['id']}"
    press(app, "Next").switch_page("screens/to_read.py").run()
    assert "1 of these 20 read" in words(app)


def test_what_the_program_cannot_read_is_offered_and_never_called_clear(app: AppTest) -> None:
    blank = mark(5, None, "NEEDS-READING", clause=None, reason="media only")
    show(app, "to_read", TALK, mark(4, None, "NEEDS-READING", clause=None, reason="language"), blank)
    assert "1 message needs a person who can read them" in words(app)
    assert "1 more message without words" in words(app)
    assert app.header[-1].value == "What the program could not read"
    assert press(app, "Read these messages").header[0].value == "Message 4"


def test_no_list_says_who_wrote_a_message(app: AppTest) -> None:
    show(app, "to_read", TALK, mark(1, "abuse"), mark(2, None, "SAFEGUARD"))
    assert {row["who"] for row in drawn(app, "list-reported") + drawn(app, "list-SAFEGUARD")} == {""}


HOSTILE: list[Any] = [
    "<script>alert(1)</script>",
    "![x](https://example.org/x.png)",
    '=HYPERLINK("https://example.org")',
    "\u202egnp.exe \u0000\u0007 \U0001f468\u200d\U0001f469\u200d\U0001f467",
]


@pytest.mark.parametrize("text", HOSTILE, ids=["script", "image", "formula", "marks"])
def test_the_words_of_a_message_reach_the_list_unchanged_and_nothing_else(app: AppTest, text: str) -> None:
    show(app, "to_read", messages(("2025-09-01 08:00", text)), mark(1, "abuse", end=5, quote=text[:5]))
    assert "".join(piece[0] for piece in drawn(app, "list-reported")[0]["pieces"]) == text
    assert text[:5] not in words(app)


def test_start_reading_opens_the_first_unread_message_safety_first(app: AppTest) -> None:
    show(app, "to_read", TALK, mark(2, "abuse"), mark(9, None, "SAFEGUARD"))
    press(app, "Start reading")
    assert app.header[0].value == "Message 9"
    assert work(app).read == frozenset()
