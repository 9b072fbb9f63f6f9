from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.evidence.tables import every_minute, mark, messages
from tests.ui.reading import links, show, words

TALK = messages(*((f"2025-09-{day:02} 08:00", "words") for day in range(1, 29)))
MARKS = (mark(1, "abuse"), mark(2, "abuse"), mark(20, "politics"), mark(21, "mitigating"), mark(22, None, "SAFEGUARD"))


@pytest.fixture
def overview(app: AppTest) -> AppTest:
    """Turn to the overview of four weeks."""
    return show(app, "overview", TALK, *MARKS)


def rows_of_bars(app: AppTest) -> list[str]:
    chart = json.loads(app.get("plotly_chart")[0].proto.spec)
    return [note["text"] for note in chart["layout"]["annotations"]]


def test_with_no_chat_open_the_page_says_what_it_is_for_why_it_is_empty_and_what_to_do(app: AppTest) -> None:
    app.switch_page("screens/overview.py").run()
    assert "when the messages to read were sent" in words(app)
    assert "no chat is open" in words(app)
    assert links(app) == ["Open a chat"]


def test_the_page_says_that_marks_are_no_findings(overview: AppTest) -> None:
    assert "These are marks to read, not findings." in words(overview)
    assert "Not drawn: 1 message about safety" in words(overview)


def test_every_heading_has_a_row_and_what_speaks_for_people_is_always_there(overview: AppTest) -> None:
    assert len(rows_of_bars(overview)) == 5
    overview.checkbox(key="overview abuse").uncheck().run()
    assert "Abusive or personal comment" not in rows_of_bars(overview)
    for name in ("grievance", "politics", "private chat"):
        overview.checkbox(key=f"overview {name}").uncheck()
    overview.run()
    assert rows_of_bars(overview) == ["Speaks for the parent"]


def test_the_chart_is_said_in_words_and_shown_as_a_table(overview: AppTest) -> None:
    chart = overview.get("plotly_chart")[0].proto
    assert "Abusive or personal comment: 2 in all, the most on 1 September 2025 (1)." in chart.alt
    table = overview.dataframe[0].value
    assert table["Abusive or personal comment"].sum() == 2


def test_nothing_on_the_page_is_about_a_person(overview: AppTest) -> None:
    shown = words(overview) + overview.get("plotly_chart")[0].proto.spec + str(overview.dataframe[0].value)
    assert "Person" not in shown


def test_bars_can_stand_for_weeks(overview: AppTest) -> None:
    overview.radio(key="overview every").set_value("week").run()
    assert list(overview.dataframe[0].value["Abusive or personal comment"]) == [2, 0, 0, 0]


def test_the_messages_of_one_period_can_be_read(overview: AppTest) -> None:
    overview.radio(key="overview every").set_value("week").run()
    overview.selectbox[0].set_value("abuse").run()
    assert overview.selectbox[1].options == ["1 September 2025 (2 messages)"]
    overview.selectbox[0].set_value("politics").run()
    next(button for button in overview.button if button.label == "Read these messages").click()
    overview.run()
    assert overview.header[0].value == "Message 20"


def test_with_nothing_to_read_the_page_says_so(app: AppTest) -> None:
    show(app, "overview", every_minute(5))
    assert "There is no message to read under these headings." in words(app)


def test_without_a_single_date_the_page_says_why_there_is_no_chart(app: AppTest) -> None:
    show(app, "overview", messages((None, "undated")))
    assert "No message here has a date" in words(app)
    assert not app.get("plotly_chart")
