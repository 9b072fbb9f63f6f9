"""Every page in every state, in light and in dark: for axe-core, at 200% zoom, without motion, on paper.

The reading pages have their own tests in `test_conversation`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute

Axe = Callable[[Page], list[str]]
Give = Callable[..., None]
GoTo = Callable[[Page, str], None]
Open = Callable[[Page], None]
Settle = Callable[[Page], None]
Unfold = Callable[[Page, str], None]

SAMPLES = Path(__file__).resolve().parents[2] / "sample_exports"
EMPTY = ("For the Head", "About this file", "Ask for an export")
FITS = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  return main.scrollWidth <= main.clientWidth + 1;
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((part) => {
  const { animationDuration, transitionDuration } = getComputedStyle(part);
  return Math.max(...`${animationDuration}, ${transitionDuration}`.split(", ").map(parseFloat)) > 0.001;
}).map((part) => part.outerHTML.slice(0, 120))"""


def both_chats() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for year in (2, 5):
            archive.write(SAMPLES / "calm-class.txt", f"WhatsApp Chat with Year {year}.txt")
    return packed.getvalue()


@pytest.fixture(params=["light", "dark"])
def tab(request: pytest.FixtureRequest, new_tab: Callable[..., AbstractContextManager[Page]]) -> Iterator[Page]:
    with new_tab(color_scheme=request.param, reduced_motion="reduce") as opened:
        yield opened


@pytest.fixture
def fits(axe: Axe) -> Callable[[Page], None]:
    """See that a page as it stands has no violation, and that nothing of it is cut off at 200%."""

    def look(tab: Page) -> None:
        assert axe(tab) == []
        tab.set_viewport_size({"width": 640, "height": 360})  # what 1280 by 720 holds at 200%
        tab.wait_for_function(FITS)  # tables follow a moment later
        tab.set_viewport_size({"width": 1280, "height": 720})

    return look


def test_asking_for_a_chat_has_no_violation_in_any_state(  # noqa: PLR0913, PLR0917 - fixtures
    tab: Page, fits: Open, axe: Axe, settle: Settle, give: Give, answer: Open, unfold: Unfold, go_to: GoTo
) -> None:
    fits(tab)
    tab.get_by_text("Yes, or I am not sure", exact=True).click()
    tab.get_by_text("Only some of it").click()
    tab.get_by_text("From one day to another").click()
    settle(tab)
    tab.get_by_role("button", name="Open this file").click()
    settle(tab)
    assert tab.get_by_role("alert").count() >= 3
    fits(tab)
    tab.get_by_role("button", name="Choose date").first.click()
    tab.get_by_role("dialog").wait_for()
    assert axe(tab) == []
    tab.keyboard.press("Escape")
    answer(tab)
    give(tab, "holiday.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    for wait_for in (tab.get_by_role("alert"), tab.get_by_label("The zip holds several chats")):
        tab.get_by_role("button", name="Open this file").click()
        wait_for.first.wait_for()
        settle(tab)
        fits(tab)
        give(tab, "both.zip", both_chats())
    for part in ("Continue saved work", "If the dates or the letters come out wrong"):
        tab.get_by_text(part).click()
    unfold(tab, "Dates are written")
    assert axe(tab) == []
    tab.keyboard.press("Escape")
    tab.get_by_role("tab", name="An invented chat, to look round").click()
    fits(tab)
    for title in EMPTY:
        go_to(tab, title)
        fits(tab)


def test_an_open_chat_has_no_violation_in_any_state(  # noqa: PLR0913, PLR0917 - fixtures
    tab: Page, fits: Open, axe: Axe, settle: Settle, go_to: GoTo, unfold: Unfold
) -> None:
    release = hold_at(tab, b"Step 2 of 3")
    settle(tab)
    tab.get_by_role("tab", name="An invented chat, to look round").click()
    tab.get_by_role("button", name="Open this invented chat").click()
    tab.get_by_text("Step 2 of 3").wait_for()
    assert axe(tab) == []
    release()
    tab.get_by_role("heading", name="This chat is open").wait_for()
    settle(tab)
    for part in ("Change what was reported or the dates", "Open another chat"):
        tab.get_by_text(part).click()
    fits(tab)
    go_to(tab, "For the Head")
    fits(tab)
    unfold(tab, "Whose messages were reported")
    assert axe(tab) == []
    tab.keyboard.press("Escape")
    go_to(tab, "About this file")
    fits(tab)
    go_to(tab, "How it works")
    tab.get_by_label("Try a sentence").fill("You are a stupid cow")
    tab.keyboard.press("Enter")
    tab.get_by_text("Show the rules").click()
    settle(tab)
    fits(tab)


def test_a_long_chat_has_no_violation_while_it_is_still_being_looked_at_and_after(  # noqa: PLR0913, PLR0917 - fixtures
    tab: Page, fits: Open, settle: Settle, answer: Open, give: Give, go_to: GoTo
) -> None:
    answer(tab)
    give(tab, "long.txt", long_chat())
    tab.get_by_role("button", name="Open this file").click()
    tab.get_by_text("Still looking").wait_for()
    fits(tab)
    go_to(tab, "For the Head")
    tab.get_by_role("button", name="Make the PDF").wait_for(timeout=120_000)  # it comes by itself
    settle(tab)
    assert not tab.get_by_text("Still looking").count()


def long_chat() -> bytes:
    """Return a chat with more different messages than are read at once, each long enough to take a while."""
    words = "The coach is late again and the school never says so, I am so angry about lunch money and PE kit"
    people = ("Anna", "Ben", "Cara", "Dev")
    lines = (f"{1 + n // 200:02}/09/2025, 08:{n % 60:02} - {people[n % 4]}: {words} {n}" for n in range(1600))
    return "\n".join(lines).encode()


def hold_at(tab: Page, words: bytes) -> Callable[[], None]:
    """Let no message through to the page after one that holds ``words``, until the function returned is called."""
    held: list[str | bytes] = []
    over: list[bool] = []
    routes: list[WebSocketRoute] = []

    def route(page: WebSocketRoute) -> None:
        routes[:] = [page]
        server = page.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if held:
                held.append(message)
                return
            page.send(message)
            if words in message and not over:
                held.append(b"")

        server.on_message(pass_on)

    def release() -> None:
        over.append(True)
        while len(held) > 1:  # more may come meanwhile, and must wait its turn
            routes[0].send(held.pop(1))
        held.clear()

    tab.route_web_socket("**/_stcore/stream", route)
    tab.reload()
    return release


def test_nothing_moves_for_a_reader_who_wants_less_motion(
    new_tab: Callable[..., AbstractContextManager[Page]], settle: Settle
) -> None:
    with new_tab() as tab:
        settle(tab)
        assert tab.evaluate(MOVING) != []
        tab.emulate_media(reduced_motion="reduce")
        tab.wait_for_function(f"() => ({MOVING})().length === 0")


def test_the_printed_request_is_the_request_alone(page: Page, go_to: GoTo) -> None:
    go_to(page, "Ask for an export")
    page.emulate_media(media="print")
    assert page.get_by_text("Without media").first.is_visible()
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert not page.get_by_text("Half a page to print").is_visible()
