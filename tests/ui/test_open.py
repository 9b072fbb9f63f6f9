"""The first page: three questions, a file, and what the file is."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analyser.chat import read_export
from analyser.ui.answers import ALL_DAYS, ALL_HEADINGS, DANGER, SAFE, SOME_DAYS, SOME_HEADINGS

SAMPLES = Path(__file__).resolve().parents[2] / "sample_exports"


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def texts(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*app.title, *app.markdown, *app.text, *app.info, *app.error])


def errors(app: AppTest) -> str:
    return "\n".join(box.value.replace("\\", "") for box in app.error)


def answer(app: AppTest, *, headings: str = ALL_HEADINGS, days: str = ALL_DAYS) -> AppTest:
    app.radio(key="danger").set_value(SAFE)
    app.radio(key="headings").set_value(headings)
    app.radio(key="days").set_value(days)
    return app.run()


def give(app: AppTest, name: str, data: bytes) -> AppTest:
    app.file_uploader(key="export").set_value((name, data, "text/plain"))
    return app.run()


def test_the_first_page_asks_three_questions_and_for_a_file(app: AppTest) -> None:
    assert [radio.value for radio in app.radio] == [None, None, None]
    assert app.file_uploader(key="export").value is None
    assert not app.error


def test_pressing_on_with_nothing_answered_says_what_is_missing_beside_each_question(app: AppTest) -> None:
    press(app, "Open this file")
    said = errors(app)
    assert all(words in said for words in ("anyone is in danger", "what was reported", "the dates", "exported file"))


def test_danger_now_shows_what_to_do_first(app: AppTest) -> None:
    app.radio(key="danger").set_value(DANGER).run()
    steps = texts(app)
    assert all(words in steps for words in ("999", "children's social care", "LADO", "one working day", "do not open"))
    app.radio(key="danger").set_value(SAFE).run()
    assert "999" not in texts(app)


def test_a_real_export_opens_and_says_what_it_is(app: AppTest) -> None:
    answer(app)
    give(app, "WhatsApp Chat with Year 5.txt", (SAMPLES / "heated-class.txt").read_bytes())
    press(app, "Open this file")
    assert not app.exception
    said = texts(app)
    assert "This chat is open" in said
    assert "WhatsApp Chat with Year 5.txt" in said
    assert "3 November 2025 to 14 December 2025" in said
    assert "invented chat" not in said


def test_a_zip_opens_too(app: AppTest) -> None:
    answer(app)
    give(app, "chat.zip", (SAMPLES / "same-conversation-ios-24h.zip").read_bytes())
    press(app, "Open this file")
    assert "An iPhone" in texts(app)


def test_a_sample_opens_in_one_press(opened: AppTest) -> None:
    assert "This is an invented chat" in texts(opened)
    assert any(button.label == "Read the messages" for button in opened.button)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("holiday.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("letter.txt", b"Dear parents,\nthe trip is on Friday.\n"),
        ("nothing.zip", b"PK\x05\x06" + bytes(18)),
        ("broken.zip", b"PK\x03\x04 not a zip at all"),
    ],
)
def test_bad_input_is_one_plain_sentence_and_loses_nothing(app: AppTest, name: str, data: bytes) -> None:
    answer(app)
    give(app, name, data)
    press(app, "Open this file")
    assert not app.exception
    assert len(app.error) == 1
    assert "Traceback" not in errors(app)
    assert app.radio(key="danger").value == SAFE
    assert app.file_uploader(key="export").value is not None


def test_a_hundred_thousand_senders_are_read() -> None:
    lines = (f"23/11/2025, {at // 60 % 24:02}:{at % 60:02} - Person {at}: hello" for at in range(100_000))
    chat = read_export("\n".join(lines).encode(), name="chat.txt")
    assert chat.messages["sender"].nunique() == 100_000


def test_dates_that_hold_no_message_are_named_with_those_of_the_file(app: AppTest) -> None:
    answer(app, days=SOME_DAYS)
    app.date_input(key="first day").set_value(date(2020, 1, 1))
    app.date_input(key="last day").set_value(date(2020, 1, 31))
    give(app, "chat.txt", (SAMPLES / "heated-class.txt").read_bytes())
    press(app, "Open this file")
    assert "1 January 2020 to 31 January 2020" in errors(app)
    assert "3 November 2025 to 14 December 2025" in errors(app)


def test_days_the_wrong_way_round_are_refused_beside_the_days(app: AppTest) -> None:
    answer(app, days=SOME_DAYS)
    app.date_input(key="first day").set_value(date(2025, 12, 1))
    app.date_input(key="last day").set_value(date(2025, 11, 1)).run()
    assert "comes after the last day" in errors(app)


def test_at_least_one_heading_has_to_be_chosen(app: AppTest) -> None:
    answer(app, headings=SOME_HEADINGS)
    press(app, "Open this file")
    assert "at least one heading" in errors(app)
    app.checkbox(key="heading abuse").check().run()
    assert "at least one heading" not in errors(app)


def two_chats() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(SAMPLES / "calm-class.txt", "WhatsApp Chat with Year 2.txt")
        archive.write(SAMPLES / "heated-class.txt", "WhatsApp Chat with Year 5.txt")
    return packed.getvalue()


def test_a_zip_with_two_chats_asks_which(app: AppTest) -> None:
    answer(app)
    give(app, "both.zip", two_chats())
    press(app, "Open this file")
    assert not app.error
    which = app.selectbox(key="which chat")
    assert which.value is None
    assert len(which.options) == 2
    which.select(next(name for name in which.options if "Year 5" in name)).run()
    press(app, "Open this file")
    assert "3 November 2025 to 14 December 2025" in texts(app)


def test_dates_that_can_be_read_in_two_ways_are_asked_about(app: AppTest) -> None:
    answer(app)
    give(app, "chat.txt", (SAMPLES / "which-date-order.txt").read_bytes())
    press(app, "Open this file")
    options = [option.replace("\\", "") for option in app.radio(key="which order").options]
    assert any("5 June" in option for option in options)
    assert any("6 May" in option for option in options)
    app.radio(key="which order").set_value(next(option for option in options if "6 May" in option)).run()
    press(app, "Open this file")
    assert "6 May" in texts(app)


ONE_TO_ONE = "".join(f"03/11/2025, 18:{minute:02} - {'Ann' if minute % 2 else 'Ben'}: hello\n" for minute in range(20))


def test_a_conversation_of_two_people_is_asked_about(app: AppTest) -> None:
    answer(app)
    give(app, "chat.txt", ONE_TO_ONE.replace("03/11", "23/11").encode())
    press(app, "Open this file")
    assert "between two people" in texts(app)
    press(app, "Open this file")
    assert "Answer this" in errors(app)
    app.checkbox(key="group").check().run()
    press(app, "Open this file")
    assert "This chat is open" in texts(app)


def test_a_new_file_is_not_asked_the_questions_of_the_last(app: AppTest) -> None:
    answer(app)
    give(app, "both.zip", two_chats())
    press(app, "Open this file")
    give(app, "chat.txt", (SAMPLES / "calm-class.txt").read_bytes())
    press(app, "Open this file")
    assert "This chat is open" in texts(app)


def test_answers_outlive_a_look_at_another_page(app: AppTest) -> None:
    answer(app)
    app.switch_page("screens/ask_for_export.py").run()
    app.switch_page("screens/open.py").run()
    assert app.radio(key="danger").value == SAFE


HOSTILE = "![](evil.example) <script>alert(1)<script> [x](evil.example) :red[x].txt"


def test_a_hostile_file_name_is_shown_as_text_only(app: AppTest) -> None:
    answer(app)
    give(app, HOSTILE, (SAMPLES / "calm-class.txt").read_bytes())
    press(app, "Open this file")
    assert HOSTILE in [element.value for element in app.text]
    assert not any("evil" in str(element.value) for element in [*app.markdown, *app.title, *app.caption])
