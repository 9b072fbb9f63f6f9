"""The first pages as everybody meets them: with axe-core, by keyboard, at 200% zoom, in light and dark, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

GoTo = Callable[[Page, str], None]
Open = Callable[[Page], None]
Settle = Callable[[Page], None]
Axe = Callable[[Page], list[str]]

EXPLAINING = ["About this file", "How it works", "Ask for an export"]


def wider_than_the_window(page: Page) -> bool:
    main = page.get_by_test_id("stMain")
    return bool(main.evaluate("part => part.scrollWidth > part.clientWidth + 1"))


@pytest.fixture
def dark(browser: Browser, server: str, settle: Settle) -> Page:
    """Open the app for a reader whose computer is set to dark."""
    tab = browser.new_page(color_scheme="dark")
    tab.goto(server)
    settle(tab)
    return tab


def test_the_first_page_and_its_errors_have_no_violation(page: Page, settle: Settle, axe: Axe) -> None:
    assert axe(page) == []
    page.get_by_text("Yes, or I am not sure").click()
    page.get_by_text("Only some of it").click()
    page.get_by_text("From one day to another").click()
    settle(page)
    page.get_by_role("button", name="Open this file").click()
    settle(page)
    assert page.get_by_role("alert").count() >= 3
    assert axe(page) == []
    page.get_by_role("tab", name="An invented chat, to look round").click()
    settle(page)
    assert axe(page) == []


@pytest.mark.parametrize("title", EXPLAINING)
def test_an_explaining_page_has_no_violation_empty_or_full(
    page: Page, go_to: GoTo, open_sample: Open, axe: Axe, title: str
) -> None:
    go_to(page, title)
    assert axe(page) == []
    go_to(page, "Open")
    open_sample(page)
    assert axe(page) == []
    go_to(page, title)
    assert axe(page) == []


def test_dark_has_no_violation_either(dark: Page, go_to: GoTo, open_sample: Open, axe: Axe) -> None:
    assert axe(dark) == []
    open_sample(dark)
    assert axe(dark) == []
    for title in EXPLAINING:
        go_to(dark, title)
        assert axe(dark) == []
    dark.context.close()


def test_a_chat_opens_by_keyboard_alone(page: Page, settle: Settle) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused == "A chat that was reported":
            break
    page.keyboard.press("ArrowRight")
    settle(page)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Open this invented chat":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="This chat is open").wait_for(timeout=60_000)


def test_nothing_is_cut_off_at_200_per_cent(page: Page, settle: Settle) -> None:
    page.set_viewport_size({"width": 640, "height": 360})  # what 1280 by 720 holds at 200%
    settle(page)
    assert not wider_than_the_window(page)
    page.get_by_role("button", name="Open this file").scroll_into_view_if_needed()
    assert page.get_by_role("button", name="Open this file").is_visible()


def test_the_printed_request_is_the_request_alone(page: Page, go_to: GoTo) -> None:
    go_to(page, "Ask for an export")
    page.emulate_media(media="print")
    assert page.get_by_text("Without media").first.is_visible()
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert not page.get_by_text("Half a page to print").is_visible()
