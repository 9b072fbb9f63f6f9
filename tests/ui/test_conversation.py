from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analyser.casework.model import Scope, current
from analyser.ui import place, state
from tests.evidence.tables import every_minute, mark, messages
from tests.ui.reading import drawn, links, press, show, turn_to, words, work

TALK = every_minute(60)
MARKS = (mark(10, "abuse", clause="IN-1"), mark(20, "politics", clause="CC-2"), mark(30, "mitigating", clause="EX-4"))


@pytest.fixture
def reading(app: AppTest) -> AppTest:
    """Turn to a conversation of sixty messages, three of which are to be read."""
    return show(app, "conversation", TALK, *MARKS)


def open_number(app: AppTest) -> str:
    return str(app.header[0].value)


def go_to(app: AppTest, number: int) -> AppTest:
    return app.number_input(key="reading number").set_value(number).run()


def discuss(app: AppTest, *, clause: str | None = None, quote: str | None = None, reason: str = "Why") -> AppTest:
    press(app, "To discuss")
    if clause:
        app.selectbox(key="discuss-clause").set_value(clause)
    if quote is not None:
        app.text_input(key="discuss-words").set_value(quote)
    app.text_area(key="discuss-reason").set_value(reason)
    return press(app, "Keep for discussion")


def test_with_no_chat_open_the_page_says_what_it_is_for_why_it_is_empty_and_what_to_do(app: AppTest) -> None:
    app.switch_page("screens/conversation.py").run()
    assert "where it was said" in words(app)
    assert "no chat is open" in words(app)
    assert links(app) == ["Open a chat"]


def test_the_first_unread_message_is_open_with_its_reason_clause_and_what_cannot_be_known(reading: AppTest) -> None:
    assert open_number(reading) == "Message 10"
    said = words(reading)
    for part in ("Abusive or personal comment", "clear", "IN\\-1", "What the chat cannot tell you", "0 of 3 read"):
        assert part in said


def test_what_a_passage_is_about_is_said_and_a_missing_clause_is_left_to_a_person(app: AppTest) -> None:
    show(app, "conversation", TALK, mark(10, "grievance", clause=None, target="school"))
    assert "about the school" in words(app)
    assert "for a person to choose" in words(app)


def test_a_line_of_a_private_exchange_says_where_that_begins_and_ends(app: AppTest) -> None:
    lines = [mark(number, "private chat", clause="CC-4") | {"thread": "private exchange 1"} for number in (10, 12, 15)]
    show(app, "conversation", TALK, *lines)
    assert "One of 3 messages that two people seem to exchange, from message 10 to message 15." in words(app)


def test_what_the_words_say_goes_before_what_the_messages_around_suggest(app: AppTest) -> None:
    around = mark(10, "private chat", clause="CC-3", reason="conversation", strength="worth a look")
    own = mark(10, "abuse", clause="IN-1", reason="model", strength="worth a look", start=2)
    said = words(show(app, "conversation", TALK, around, own))
    assert said.index("Abusive or personal comment") < said.index("Private conversation")


def test_everything_but_the_messages_to_read_is_greyed_and_nothing_hidden(reading: AppTest) -> None:
    rows = drawn(reading)
    assert [row["id"] for row in rows] == list(range(1, 61))
    assert [row["id"] for row in rows if not row["grey"]] == [10, 20, 30]
    assert [row["id"] for row in rows if row["open"]] == [10]


@pytest.mark.parametrize("label", ["Not a concern", "Not sure", "Speaks for the parent", "Safeguarding"])
def test_a_choice_is_kept_counts_as_read_and_opens_the_next(reading: AppTest, label: str) -> None:
    press(reading, label)
    (made,) = work(reading).decisions
    assert (made.message_id, made.choice, made.found_by) == (10, label.lower(), "the program")
    assert (made.start, made.end) == (0, 4)
    assert work(reading).read == {10}
    assert open_number(reading) == "Message 20"
    assert next(row for row in drawn(reading) if row["id"] == 10)["note"] == label


def test_safeguarding_says_whom_to_tell_now(reading: AppTest) -> None:
    assert "Tell the Designated Safeguarding Lead at once" in words(press(reading, "Safeguarding"))


def test_to_discuss_asks_for_a_clause_and_a_reason_first(reading: AppTest) -> None:
    press(reading, "To discuss")
    assert work(reading).decisions == ()
    assert reading.selectbox(key="discuss-clause").value == "IN-1"
    assert reading.text_input(key="discuss-words").value == "mess"
    assert "The parent may read this" in reading.text_area(key="discuss-reason").label


def test_to_discuss_keeps_clause_words_and_reason(reading: AppTest) -> None:
    discuss(reading, clause="IN-2", quote="sage 10", reason=" It is rude. ")
    (made,) = work(reading).decisions
    assert (made.choice, made.clause, made.reason, made.start, made.end) == ("to discuss", "IN-2", "It is rude.", 3, 10)
    assert open_number(reading) == "Message 20"


def test_no_words_stand_for_the_whole_message(reading: AppTest) -> None:
    (made,) = work(discuss(reading, quote="")).decisions
    assert (made.start, made.end) == (0, 0)


@pytest.mark.parametrize(
    ("quote", "reason", "said"),
    [("mess", "  ", "Give a reason in your own words"), ("never said", "Why", "These words are not in the message")],
)
def test_what_is_missing_is_said_beside_the_form_and_nothing_is_lost(
    reading: AppTest, quote: str, reason: str, said: str
) -> None:
    discuss(reading, quote=quote, reason=reason)
    assert said in reading.error[0].value
    assert work(reading).decisions == ()
    assert reading.text_area(key="discuss-reason").value == reason
    assert open_number(reading) == "Message 10"


def test_a_clause_that_is_missing_is_asked_for(reading: AppTest) -> None:
    go_to(reading, 42)
    discuss(reading)
    assert [error.value for error in reading.error] == ["Choose the clause it is about."]


def test_cancel_keeps_nothing(reading: AppTest) -> None:
    press(press(reading, "To discuss"), "Cancel")
    assert work(reading).decisions == ()
    assert not reading.text_area


def test_undo_takes_the_last_choice_back_and_opens_its_message(reading: AppTest) -> None:
    press(press(reading, "Not a concern"), "Undo")
    assert current(work(reading)).empty
    assert open_number(reading) == "Message 10"
    assert "Undone: not a concern." in words(reading)


def test_undo_with_nothing_to_undo_says_so(reading: AppTest) -> None:
    assert "There is no choice to undo." in words(press(reading, "Undo"))


def test_any_message_can_be_chosen_and_is_said_to_be_found_by_a_person(reading: AppTest) -> None:
    go_to(reading, 42)
    assert "The program did not pick this message" in words(reading)
    discuss(reading, clause="CC-3", quote="42", reason="Off topic.")
    (made,) = work(reading).decisions
    assert (made.message_id, made.found_by, made.start, made.end) == (42, "a person", 8, 10)


def test_a_choice_can_be_changed_and_starts_from_what_stood(reading: AppTest) -> None:
    discuss(reading, clause="IN-2", reason="It is rude.")
    go_to(reading, 10)
    assert "Your choice: to discuss" in words(reading)
    press(reading, "To discuss")
    assert reading.selectbox(key="discuss-clause").value == "IN-2"
    assert reading.text_area(key="discuss-reason").value == "It is rude."


def test_next_and_previous_follow_the_list_and_say_where_it_ends(reading: AppTest) -> None:
    assert open_number(press(press(reading, "Next"), "Next")) == "Message 30"
    assert "last message of this list" in words(press(reading, "Next"))
    assert open_number(press(reading, "Previous")) == "Message 20"
    assert work(reading).read == {10, 20, 30}


def test_a_search_greys_what_does_not_match_and_next_goes_from_match_to_match(reading: AppTest) -> None:
    reading.text_input(key=place.SEARCH).set_value("MESSAGE 5").run()
    assert [row["id"] for row in drawn(reading) if not row["grey"]] == [5, *range(50, 60)]
    assert open_number(reading) == "Message 5"
    assert open_number(press(reading, "Next")) == "Message 50"


def test_a_search_without_a_match_says_so(reading: AppTest) -> None:
    reading.text_input(key=place.SEARCH).set_value("giraffe").run()
    assert "No message holds these words." in words(reading)


def test_another_list_can_be_followed(reading: AppTest) -> None:
    reading.selectbox(key=place.LIST).set_value("Politics and current affairs").run()
    assert open_number(reading) == "Message 20"
    assert [row["id"] for row in drawn(reading) if not row["grey"]] == [20]
    reading.selectbox(key=place.LIST).set_value("Every message").run()
    assert not any(row["grey"] for row in drawn(reading))


def test_a_list_with_nothing_on_it_yet_can_be_followed(reading: AppTest) -> None:
    reading.selectbox(key=place.LIST).set_value("My choices").run()
    assert open_number(reading) == "Message 10"
    assert "last message of this list" in words(press(reading, "Next"))


def test_a_date_leads_to_its_first_message(app: AppTest) -> None:
    talk = messages(("2025-09-01 08:00", "one"), ("2025-09-03 08:00", "two"), ("2025-09-05 08:00", "three"))
    show(app, "conversation", talk)
    app.date_input(key="reading date").set_value(date(2025, 9, 4)).run()
    assert open_number(app) == "Message 3"


def test_two_hundred_messages_are_drawn_and_the_page_follows_the_open_one(app: AppTest) -> None:
    show(app, "conversation", every_minute(450, minutes=30), mark(5, "abuse"))
    assert [row["id"] for row in drawn(app)] == list(range(1, 201))
    go_to(app, 203)
    assert [row["id"] for row in drawn(app)] == list(range(193, 401))
    turn_to(app, 3)
    assert [row["id"] for row in drawn(app)] == list(range(401, 451))
    assert open_number(app) == "Message 203"


def test_the_edge_of_the_chosen_dates_is_said_and_the_rest_is_not_shown(app: AppTest) -> None:
    talk = messages(*((f"2025-09-0{day} 08:00", f"day {day}") for day in (1, 2, 3, 4)))
    show(app, "conversation", talk, scope=Scope(first_day=date(2025, 9, 2), last_day=date(2025, 9, 3)))
    assert [row["id"] for row in drawn(app)] == [2, 3]
    assert "The chosen dates start on 2 September 2025. Not shown: 1 message before." in words(app)
    assert "The chosen dates end on 3 September 2025. Not shown: 1 message after." in words(app)


def test_headings_that_were_not_reported_are_not_marked(app: AppTest) -> None:
    show(app, "conversation", TALK, *MARKS, scope=Scope(headings=("abuse", "mitigating")))
    assert [row["id"] for row in drawn(app) if any(piece[1] for piece in row["pieces"])] == [10, 30]


def test_what_context_set_aside_is_shown_on_the_open_message_with_the_cue(app: AppTest) -> None:
    aside = mark(12, "abuse", strength="set aside", cue="negation.not")
    show(app, "conversation", TALK, mark(10, "abuse"), aside)
    assert [row["id"] for row in drawn(app) if any(piece[1] for piece in row["pieces"])] == [10]
    go_to(app, 12)
    assert "Set aside by its context" in words(app)
    assert ["set aside"] in [piece[1] for row in drawn(app) if row["id"] == 12 for piece in row["pieces"]]


@pytest.mark.parametrize("flag", ["SAFEGUARD", "ALLEGATION", "PROTECTED", "COMPLAINT"])
def test_a_message_without_a_headline_shows_what_to_do_and_neither_heading_nor_clause(app: AppTest, flag: str) -> None:
    show(app, "conversation", TALK, mark(10, "abuse", flag, clause="IN-1"))
    said = words(app)
    assert len(app.error) + len(app.warning) == 1
    assert "Abusive" not in said
    assert "IN\\-1" not in said
    press(app, "To discuss")
    assert app.selectbox(key="discuss-clause").value is None


def test_strong_words_are_covered_until_their_message_is_open(app: AppTest) -> None:
    show(app, "conversation", TALK, mark(10, "abuse"), mark(20, "abuse"), mark(30, "politics"))
    assert [row["id"] for row in drawn(app) if row["covered"]] == [20]


def test_words_of_a_message_never_reach_anything_that_reads_markdown(app: AppTest) -> None:
    text = "![x](https://example.org/x.png) <b>bold</b>"
    talk = messages(("2025-09-01 08:00", text))
    show(app, "conversation", talk, mark(1, "abuse", end=len(text), quote=text))
    labels = [element.value for kind in (app.markdown, app.caption, app.error, app.header) for element in kind]
    assert not [label for label in labels if "example.org" in label]
    assert f"\u201c{text}\u201d" in [element.value for element in app.text]
    assert "".join(piece[0] for piece in drawn(app)[0]["pieces"]) == text


def test_a_choice_under_a_clause_that_the_open_policy_lacks_is_shown_by_its_id(reading: AppTest) -> None:
    go_to(reading, 10)
    discuss(reading)
    made = replace(work(reading).decisions[-1], clause="OWN-1")
    reading.session_state[state.WORK] = replace(work(reading), decisions=(made,))
    press(reading, "Previous")
    assert "OWN-1: not in the code of conduct that is open" in words(reading)


def test_a_form_that_was_left_comes_back_as_it_was_filled_in(reading: AppTest) -> None:
    go_to(reading, 10)
    press(reading, "To discuss")
    clause = reading.selectbox(key="discuss-clause").value
    press(press(reading, "Next"), "Previous")
    assert reading.selectbox(key="discuss-clause").value == clause == "IN-1"


def test_my_choices_leave_out_what_lies_outside_the_chosen_days(app: AppTest) -> None:
    two_days = TALK.assign(sent_at=TALK["sent_at"] + pd.to_timedelta((TALK["message_id"] > 30).astype(int), unit="D"))
    press(go_to(show(app, "conversation", two_days, *MARKS), 10), "Not sure")
    app.session_state[state.WORK] = replace(work(app), scope=Scope(first_day=date(2025, 9, 2)))
    app.run()
    assert "My choices (0)" in app.selectbox(key=place.LIST).options


def test_what_shields_a_message_is_kept_with_it_whatever_was_reported(app: AppTest) -> None:
    rows = (mark(10, "abuse", clause="IN-1"), mark(10, "grievance", "COMPLAINT", clause="CC-1"))
    go_to(show(app, "conversation", TALK, *rows, scope=Scope(headings=("abuse", "mitigating"))), 10)
    assert "May be a concern for the school to answer" in words(app)
    assert "IN-1" not in words(app)
