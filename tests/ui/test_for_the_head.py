"""The page that shows the sheet, asks for what only a person knows, and makes the PDF."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analyser.casework import Decision, decide
from analyser.ui import state
from analyser.ui.handing import ASKED
from analyser.ui.state import WORK
from tests.pack.reading import spoken

PAGE = "screens/for_the_head.py"
DISCUSS = Decision(
    message_id=36,
    choice="to discuss",
    clause="IN-6a",
    reason="Runs down a rule in the group.",
    made_at=datetime(2026, 1, 5, 9, 0),  # noqa: DTZ001 - a local clock
)


def shown(app: AppTest) -> dict[str, Any]:
    """Return the sheet as the page hands it to the component that draws it."""
    drawn = (element.proto for element in app.get("bidi_component"))
    sheet: dict[str, Any] = next(json.loads(proto.json) for proto in drawn if proto.component_name.endswith("paper"))
    return sheet


def words(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*app.title, *app.markdown, *app.info, *app.caption])


@pytest.fixture
def page(opened: AppTest) -> AppTest:
    opened.switch_page(PAGE).run()
    assert not opened.exception
    return opened


def test_nothing_selected_is_said_with_the_next_step_and_the_sheet_is_there_all_the_same(page: AppTest) -> None:
    assert "Nothing is selected to discuss yet" in words(page)
    assert "Nothing is decided." in shown(page)["standing"]
    assert "Make the PDF" in [button.label for button in page.button]


def test_the_selected_message_is_on_the_sheet_in_its_conversation(page: AppTest) -> None:
    page.session_state[WORK] = decide(page.session_state[WORK], DISCUSS)
    page.run()
    assert "Nothing is selected" not in words(page)
    section = next(part for part in shown(page)["sections"] if part["title"] == "Selected to discuss")
    lines = section["passages"][0]["lines"]
    assert [line["choice"] is not None for line in lines].count(True) == 1
    assert len(lines) >= 7


def test_the_name_of_the_reader_is_on_the_sheet_and_kept_with_the_work(page: AppTest) -> None:
    page.text_input(key="sheet reader").set_value("J. Okafor").run()
    assert shown(page)["standing"].startswith("Selected by J. Okafor; ")
    assert page.session_state[WORK].reader == "J. Okafor"
    page.switch_page("screens/about_file.py").run()
    page.switch_page(PAGE).run()
    assert page.text_input(key="sheet reader").value == "J. Okafor"


def pdfs(app: AppTest) -> list[str]:
    """Return what each PDF that the page hands over says."""
    return [spoken(data) for data in handed(app, "make the pdf")]


def handed(app: AppTest, button: str) -> list[bytes]:
    """Return the files that the page hands over for ``button``."""
    drawn = (element.proto for element in app.get("bidi_component"))
    files = [json.loads(proto.json) for proto in drawn if proto.component_name.endswith("handing")]
    return [b64decode(each["file"]["bytes"]) for each in files if each["button"] == button]


def test_no_file_is_made_before_it_is_asked_for_nor_a_second_time(page: AppTest) -> None:
    assert pdfs(page) == []
    page.button(key="make the pdf").click().run()
    assert len(pdfs(page)) == 1
    page.run()
    assert pdfs(page) == []


def test_the_pdf_says_what_was_typed_and_masked_at_the_moment_of_the_click(page: AppTest) -> None:
    page.session_state[WORK] = decide(page.session_state[WORK], DISCUSS)
    page.text_input(key="sheet reader").set_value("J. Okafor")
    page.toggle(key="sheet mask").set_value(True)
    page.button(key="make the pdf").click().run()
    (said,) = pdfs(page)
    assert "Selected by J. Okafor; " in said
    assert "Parent 1" in said


def test_a_pdf_that_was_asked_for_while_the_page_broke_off_comes_with_the_next_drawing(page: AppTest) -> None:
    # as the click leaves it; the page was then drawn anew before it came to the file
    page.session_state[ASKED.format("make the pdf")] = 1
    page.run()
    assert len(pdfs(page)) == 1


def test_the_work_that_is_saved_holds_the_name_just_given(page: AppTest) -> None:
    page.text_input(key="sheet reader").set_value("J. Okafor")
    page.button(key="save work").click().run()
    (saved,) = handed(page, "save work")
    assert json.loads(saved)["work"]["reader"] == "J. Okafor"


def test_one_click_masks_the_people(page: AppTest) -> None:
    page.session_state[WORK] = decide(page.session_state[WORK], DISCUSS)
    page.run()
    senders = [
        name
        for name in page.selectbox(key=f"{state.OF_THIS_CHAT}about").options
        if len(name.split()) > 1 and name != "Not said"
    ]
    assert any(name in json.dumps(shown(page)) for name in senders)
    page.toggle(key="sheet mask").set_value(True).run()
    assert not [name for name in senders if name in json.dumps(shown(page))]
    assert "Parent 1" in json.dumps(shown(page))


def test_the_parent_who_was_reported_can_be_named(page: AppTest) -> None:
    about = page.selectbox(key=f"{state.OF_THIS_CHAT}about")
    about.select(about.options[1]).run()
    assert {"label": "About", "text": about.options[1]} in shown(page)["sections"][0]["facts"]


def test_the_page_writes_no_word_of_the_chat_as_markup(page: AppTest) -> None:
    page.session_state[WORK] = decide(page.session_state[WORK], DISCUSS)
    page.run()
    said = [line for part in shown(page)["sections"] for run in part["passages"] for line in run["lines"]]
    texts = [line["before"] + line["words"] + line["after"] for line in said]
    assert texts
    assert not [text for text in texts if text in words(page)]
