"""One press decides about one message, however it was pressed: nobody decides about a message not yet seen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

Settle = Callable[[Page], None]
PAUSES = (0, 60, 120, 250)  # milliseconds between two presses
NOT_A_CONCERN = ".st-key-decide-not-a-concern button"


@pytest.fixture
def reading(
    page: Page, settle: Settle, go_to: Callable[[Page, str], None], open_sample: Callable[[Page], None]
) -> Page:
    """Open the invented class and start reading."""
    open_sample(page)
    go_to(page, "To read")
    page.get_by_role("button", name="Start reading").click()
    settle(page)
    return page


def click_twice(tab: Page, button: Locator, pause: int) -> None:
    """Click where the button was, as a hand does."""
    box = button.bounding_box()
    assert box
    for _ in range(2):
        tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        tab.wait_for_timeout(pause)


def press_twice(tab: Page, key: str, pause: int) -> None:
    for _ in range(2):
        tab.keyboard.press(key)
        tab.wait_for_timeout(pause)


def hold(tab: Page, key: str) -> None:
    """Keep a key down for as long as several messages would take."""
    for _ in range(60):
        tab.keyboard.down(key)
        tab.wait_for_timeout(33)
    tab.keyboard.up(key)


def hold_alt(tab: Page, letter: str) -> None:
    tab.keyboard.down("Alt")
    hold(tab, letter)
    tab.keyboard.up("Alt")


def hold_enter(tab: Page) -> None:
    tab.locator(NOT_A_CONCERN).focus()
    hold(tab, "Enter")


@pytest.mark.parametrize(
    "twice",
    [
        lambda tab, pause: click_twice(tab, tab.locator(NOT_A_CONCERN), pause),
        lambda tab, pause: press_twice(tab, "Alt+n", pause),
    ],
    ids=["clicked twice", "key pressed twice"],
)
def test_a_second_press_is_not_a_choice_about_the_next_message(
    reading: Page, settle: Settle, twice: Callable[[Page, int], None]
) -> None:
    for made, pause in enumerate(PAUSES, start=1):
        twice(reading, pause)
        settle(reading)
        expect(reading.get_by_test_id("stSidebar")).to_contain_text(f"{made} choice")


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (lambda tab: hold_alt(tab, "n"), "1 choice so far"),
        (hold_enter, "1 choice so far"),
        (lambda tab: hold_alt(tab, "j"), "What you have read is not saved yet"),
    ],
    ids=["letter of a choice", "Enter on a choice", "letter of 'next'"],
)
def test_a_key_held_down_counts_once(reading: Page, settle: Settle, held: Callable[[Page], None], said: str) -> None:
    held(reading)
    settle(reading)
    expect(reading.get_by_test_id("stSidebar")).to_contain_text(said)
    expect(reading.locator(".st-key-panel")).to_contain_text(re.compile(r"\b1 of [\d,]+ read"))


def test_a_form_sent_twice_is_kept_once(reading: Page, settle: Settle, unfold: Callable[[Page, str], None]) -> None:
    for made, pause in enumerate(PAUSES, start=1):
        reading.keyboard.press("Alt+d")
        settle(reading)
        if not reading.get_by_label("Which clause").input_value():
            unfold(reading, "Which clause is it about?")
            reading.get_by_role("option").first.click()
        reading.get_by_label("Why is it worth").fill("It is about a parent.")
        click_twice(reading, reading.get_by_role("button", name="Keep for discussion"), pause)
        settle(reading)
        expect(reading.get_by_test_id("stException")).to_have_count(0)
        expect(reading.get_by_test_id("stSidebar")).to_contain_text(f"{made} choice")
