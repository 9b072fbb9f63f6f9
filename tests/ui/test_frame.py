"""The frame round every page, saving and continuing, and the pages that explain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analyser.casework.model import Decision, Work, decide, undo
from analyser.casework.work_file import save
from analyser.ui import state
from analyser.ui.frame import FOLDER, PAGES
from analyser.ui.state import WORK

SAMPLES = Path(__file__).resolve().parents[2] / "sample_exports"
EXPLAINING = ["about_file", "how_it_works", "ask_for_export"]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def words(app: AppTest) -> str:
    parts = [*app.title, *app.header, *app.markdown, *app.text, *app.caption, *app.info, *app.error]
    return "\n".join(str(element.value) for element in parts)


def choose(app: AppTest) -> Work:
    """Decide one message, as the reading pages do."""
    made = Decision(message_id=5, choice="not a concern", made_at=datetime(2026, 1, 5, 9, 0))  # noqa: DTZ001 - a local clock
    work = decide(app.session_state[WORK], made)
    app.session_state[WORK] = work
    app.run()
    return work


def open_file(app: AppTest, data: bytes, work: bytes | None = None) -> AppTest:
    for key, answer in {
        "danger": "No, not as far as I know",
        "headings": "Everything in the code of conduct",
        "days": "All the dates in the file",
    }.items():
        app.radio(key=key).set_value(answer)
    app.file_uploader(key="export").set_value(("chat.txt", data, "text/plain"))
    if work:
        app.file_uploader(key="saved work file").set_value(("work.json", work, "application/json"))
    app.run()
    return press(app, "Open this file")


def test_the_list_names_every_page_there_is() -> None:
    assert set(PAGES) == {path.stem for path in FOLDER.glob("*.py")}


@pytest.mark.parametrize("name", [name for name in PAGES if name != "open"])
def test_every_page_draws_with_nothing_open_and_names_itself(app: AppTest, name: str) -> None:
    app.switch_page(f"screens/{name}.py").run()
    assert not app.exception
    assert len(app.title) == 1
    if name not in {"how_it_works", "ask_for_export"}:
        assert "no chat is open" in words(app)


FIVE_MISTAKES = """
[settings]
public_social_media = "perhaps"

[[rule]]
id = "own.silent"
category = "abuse"
clause = "IN-1"
strength = "clear"
status = "stable"
why = ""
patterns = ["useless"]
matches = ["You are useless"]
spares = ["A useful key"]

[[rule]]
id = "own.strange"
category = "abuse"
clause = "XX-9"
strength = "clear"
status = "stable"
why = "It says that somebody is of no use."
patterns = ["useless"]
matches = ["You are useless"]
spares = ["A useful key"]

[[ruel]]
id = "own.misspelt"

[[rule]]
id = "own.silent"
"""
COMPLAINED_OF = (
    "own.toml, line 3, [settings]: public_social_media ",
    "own.toml, line 11, rule own.silent: why ",
    "own.toml, line 19, rule own.strange: there is no clause XX-9",
    "own.toml, line 27, ruel own.misspelt: ",
    "own.toml, line 30, rule own.silent: the same id ",
)


@pytest.fixture
def spoilt_policy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let the school's policy have five mistakes."""
    (tmp_path / "own.toml").write_text(FIVE_MISTAKES, "utf-8")
    monkeypatch.setenv(state.POLICY_FILE, str(tmp_path / "own.toml"))
    state.policy.clear()
    yield
    state.policy.clear()


@pytest.mark.usefixtures("spoilt_policy")
def test_a_policy_with_five_mistakes_shows_all_five_by_file_line_and_rule_and_nothing_else(app: AppTest) -> None:
    shown = [box.value.replace("\\", "") for box in app.error]
    assert len(shown) == 5
    assert all(any(line.startswith(start) for line in shown) for start in COMPLAINED_OF)
    assert not app.exception
    assert not app.radio


@pytest.mark.parametrize("name", EXPLAINING)
def test_the_explaining_pages_draw_with_a_chat_open(opened: AppTest, name: str) -> None:
    opened.switch_page(f"screens/{name}.py").run()
    assert not opened.exception
    assert len(opened.title) == 1


def test_the_side_says_where_the_work_lives_and_what_is_saved(opened: AppTest) -> None:
    assert "Nothing to save yet" in words(opened)
    assert "closing the tab forgets it" in words(opened)
    choose(opened)
    assert "1 choice so far, not all saved" in words(opened)
    opened.button(key="save work").click().run()
    assert "1 choice, all saved" in words(opened)


def test_a_choice_that_was_taken_back_is_no_longer_counted_but_has_to_be_saved(opened: AppTest) -> None:
    opened.session_state[WORK] = undo(choose(opened))
    opened.run()
    assert "0 choices so far, not all saved" in words(opened)


def test_reading_alone_has_to_be_saved_too_and_work_on_a_closed_chat_is_remembered_as_unsaved(opened: AppTest) -> None:
    opened.session_state[WORK] = replace(opened.session_state[WORK], read=frozenset({1}))
    opened.run()
    assert "What you have read is not saved yet" in words(opened)
    state_of = opened.session_state
    state_of[state.EARLIER] = {"a file": (state_of[WORK], None)}
    for key in (state.CHAT, WORK):
        del state_of[key]
    opened.run()
    assert "What you did with a chat that you closed is not in a file" in words(opened)


FEWER = """
[settings]
categories = ["grievance", "abuse", "mitigating"]
"""


@pytest.fixture
def narrow_policy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let the school have switched two headings off."""
    (tmp_path / "own.toml").write_text(FEWER, "utf-8")
    monkeypatch.setenv(state.POLICY_FILE, str(tmp_path / "own.toml"))
    for made_once in (state.policy, state.nlp):
        made_once.clear()
    yield
    for made_once in (state.policy, state.nlp):
        made_once.clear()


@pytest.mark.usefixtures("narrow_policy")
@pytest.mark.parametrize("name", ["to_read", "conversation", "overview", "for_the_head"])
def test_every_page_draws_where_the_school_has_switched_headings_off(opened: AppTest, name: str) -> None:
    opened.switch_page(f"screens/{name}.py").run()
    assert not opened.exception


def test_saved_work_is_continued_with_the_same_export(app: AppTest) -> None:
    data = (SAMPLES / "heated-class.txt").read_bytes()
    open_file(app, data)
    work = choose(app)
    again = AppTest.from_file(app._script_path, default_timeout=60).run()
    open_file(again, data, save(work))
    assert again.session_state[WORK] == work
    assert "1 choice, all saved" in words(again)


@pytest.mark.parametrize("spoil", ["another export", "edited by hand", "not saved work"])
def test_saved_work_that_does_not_fit_is_refused_and_nothing_opens(app: AppTest, spoil: str) -> None:
    data = (SAMPLES / "heated-class.txt").read_bytes()
    open_file(app, data)
    saved = save(choose(app))
    press(app, "Close this chat")
    if spoil == "edited by hand":
        content = json.loads(saved)
        content["work"]["decisions"][0]["choice"] = "safeguarding"
        saved = json.dumps(content).encode()
    elif spoil == "not saved work":
        saved = b"{}"
    else:
        data = (SAMPLES / "calm-class.txt").read_bytes()
    open_file(app, data, saved)
    assert len(app.error) == 1
    assert app.title[0].value == "Open a chat"


def test_the_same_file_opened_twice_finds_its_choices_again(app: AppTest) -> None:
    data = (SAMPLES / "heated-class.txt").read_bytes()
    open_file(app, data)
    work = choose(app)
    press(app, "Close this chat")
    assert app.title[0].value == "Open a chat"
    open_file(app, data)
    assert app.session_state[WORK].decisions == work.decisions
    assert "made 1 choice" in words(app)


def test_two_sessions_do_not_see_each_other(opened: AppTest) -> None:
    other = AppTest.from_file(opened._script_path, default_timeout=60).run()
    assert other.title[0].value == "Open a chat"
    assert WORK not in other.session_state
    assert opened.title[0].value == "This chat is open"


def test_the_dates_can_be_changed_without_losing_choices(opened: AppTest) -> None:
    work = choose(opened)
    opened.radio(key="new days").set_value("From one day to another").run()
    opened.date_input(key="new first day").set_value(datetime(2025, 12, 1).date()).run()  # noqa: DTZ001 - a plain day
    press(opened, "Use these answers")
    kept = opened.session_state[WORK]
    assert kept.decisions == work.decisions
    assert kept.scope.first_day == datetime(2025, 12, 1).date()  # noqa: DTZ001 - a plain day
    assert "from 1 December 2025" in words(opened)


def test_about_this_file_says_how_it_was_read(opened: AppTest) -> None:
    opened.switch_page("screens/about_file.py").run()
    decided = opened.dataframe[0].value
    assert decided["What"].tolist() == ["Header", "Date order", "Clock", "Line ending"]
    assert decided["Decided by"].str.len().gt(0).all()
    assert opened.session_state[WORK].sha256 in words(opened)
    assert not opened.dataframe[1].value["observed"].str.contains("SHA-256").any()


def test_a_typed_sentence_shows_what_marks_it_and_why(app: AppTest) -> None:
    app.switch_page("screens/how_it_works.py").run()
    app.text_input[0].set_value("You are a stupid cow").run()
    said = words(app)
    assert "stupid cow" in said
    assert "Abusive or personal comment" in said
    app.text_input[0].set_value("See you at the gate at three").run()
    assert "This does not mean that nothing is wrong" in words(app)


def test_the_limits_are_said_with_numbers(app: AppTest) -> None:
    app.switch_page("screens/how_it_works.py").run()
    said = words(app)
    assert "accuracy in your group is unknown" in said.lower()
    assert "15 in 100" in said
    assert round(35 / (35 + 0.04 * 4950) * 100) == 15


def test_the_request_for_an_export_names_both_phones_and_no_media(app: AppTest) -> None:
    app.switch_page("screens/ask_for_export.py").run()
    said = words(app)
    assert all(part in said for part in ("Android", "iPhone", "Export chat", "Without media", "volunteer your name"))
