"""The reading pages in a real browser: by eye, by ear, by keyboard, by touch of a word, on paper, at 200% zoom."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page

GoTo = Callable[[Page, str], None]
Open = Callable[[Page], None]
Settle = Callable[[Page], None]
Axe = Callable[[Page], list[str]]

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HOSTILE = f"{FAMILY} <img src=x onerror=alert(1)> ![x](https://example.org/x.png) \u202eesrever\u202c what a fool"
EXPORT = "".join(
    f"{1 + minute // 200:02}/09/2025, {8 + minute % 200 // 60:02}:{minute % 60:02} - Parent {minute % 5}: {words}\n"
    for minute, words in enumerate([HOSTILE, *["See you at the gate"] * 219, "You useless cow", "Thank you all"])
)
WORDS = "text => [...text.querySelectorAll('.piece')].map((piece) => piece.textContent).join('')"


def heading(tab: Page) -> str:
    return tab.locator(".st-key-panel h2").inner_text()


def focused(tab: Page) -> str:
    """Return what has the focus: the key of its part of the page and its words; 'nothing' if it was lost."""
    return str(
        tab.evaluate(
            """() => {
              const it = document.activeElement;
              if (it.matches("body, main")) return "nothing";
              const part = it.closest("[class*=st-key-]")?.className.match(/st-key-(\\S+)/)?.[1] ?? "";
              return `${part}: ${it.closest("li.message")?.dataset.id ?? it.textContent}`;
            }"""
        )
    )


@pytest.fixture(scope="module")
def tab(browser: Browser, server: str) -> Iterator[Page]:
    """Open a tab that several tests read in, one after the other; none of them decides anything."""
    context = browser.new_context(locale="en-GB")
    shared = context.new_page()
    shared.goto(server)
    yield shared
    context.close()


@pytest.fixture
def talk(tab: Page, settle: Settle, go_to: GoTo) -> Page:
    """Open a chat of 222 messages, the first of which is hostile, unless it is open, and turn to its first message."""
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.emulate_media(media="screen")
    settle(tab)
    if not tab.get_by_role("button", name="Save my work").count():
        open_chat(tab, settle)
    go_to(tab, "Conversation")
    go_to_message(tab, 2, settle)
    go_to_message(tab, 1, settle)
    return tab


def open_chat(tab: Page, settle: Settle) -> None:
    for answer in ("No, not as far as I know", "Everything in the code of conduct", "All the dates in the file"):
        tab.get_by_text(answer).click()
        settle(tab)
    tab.set_input_files("input[type=file]", FilePayload(name="chat.txt", mimeType="text/plain", buffer=EXPORT.encode()))
    settle(tab)
    tab.get_by_role("button", name="Open this file").click()
    tab.get_by_role("heading", name="This chat is open").wait_for(timeout=30_000)
    settle(tab)


@pytest.fixture
def reading(page: Page, settle: Settle, go_to: GoTo, open_sample: Open) -> Page:
    """Open the invented class and start reading."""
    open_sample(page)
    go_to(page, "To read")
    page.get_by_role("button", name="Start reading").click()
    page.get_by_role("heading", name="Conversation", level=1).wait_for()
    settle(page)
    return page


def go_to_message(tab: Page, number: int, settle: Settle) -> None:
    tab.get_by_label("Go to message").fill(str(number))
    tab.keyboard.press("Enter")
    tab.locator(f"li.message[data-open][data-id='{number}']").wait_for()
    settle(tab)


def press(tab: Page, keys: str, settle: Settle) -> None:
    tab.keyboard.press(keys)
    settle(tab)


@pytest.fixture(params=["light", "dark"])
def any_light(request: pytest.FixtureRequest, browser: Browser, server: str, settle: Settle) -> Iterator[Page]:
    """Open the app for a reader whose computer is set to light or to dark."""
    tab = browser.new_page(color_scheme=request.param, viewport={"width": 1280, "height": 720})
    tab.goto(server)
    settle(tab)
    yield tab
    tab.close()


def test_no_state_of_the_reading_pages_has_a_violation(
    any_light: Page, settle: Settle, go_to: GoTo, open_sample: Open, axe: Axe
) -> None:
    for name in ("To read", "Conversation", "Overview"):
        go_to(any_light, name)
        assert axe(any_light) == []
    go_to(any_light, "Open")
    open_sample(any_light)
    for name in ("To read", "Overview", "Conversation"):
        go_to(any_light, name)
        assert axe(any_light) == []
    press(any_light, "Alt+d", settle)
    assert axe(any_light) == []
    any_light.get_by_role("button", name="Keep for discussion").click()
    any_light.get_by_role("alert").filter(has_text="Give a reason").wait_for()
    assert axe(any_light) == []


def test_one_key_decides_loads_the_next_and_keeps_the_focus_on_the_open_message(reading: Page, settle: Settle) -> None:
    before = heading(reading)
    press(reading, "Alt+n", settle)
    eventually(reading, lambda: heading(reading) != before)
    after = heading(reading)
    eventually(reading, lambda: focused(reading) == f"transcript: {after.removeprefix('Message ')}")
    assert "Kept: not a concern." in reading.locator(".said").inner_text()
    press(reading, "Alt+z", settle)
    eventually(reading, lambda: heading(reading) == before)


def eventually(tab: Page, holds: Callable[[], bool]) -> None:
    """Wait for what the page does a moment after it has been drawn, such as moving the focus; at most ten seconds."""
    for _ in range(100):
        if holds():
            return
        tab.wait_for_timeout(100)
    assert holds()


@pytest.mark.parametrize("field", ["Find words", "Go to message"])
def test_no_shortcut_fires_while_somebody_types(reading: Page, settle: Settle, field: str) -> None:
    before = heading(reading)
    reading.get_by_label(field).focus()
    for letter in "ndupgzjk":
        press(reading, f"Alt+{letter}", settle)
    assert heading(reading) == before
    assert reading.get_by_label("Which clause").count() == 0


def test_the_form_takes_the_focus_and_gives_it_back(reading: Page, settle: Settle) -> None:
    before = heading(reading)
    press(reading, "Alt+d", settle)
    reading.locator(".st-key-discuss-clause :focus").wait_for()
    reading.get_by_label("Why is it worth discussing").fill("It is about a child.")
    press(reading, "Alt+n", settle)
    assert heading(reading) == before
    if not reading.get_by_label("Which clause").input_value():
        reading.get_by_label("Which clause").click()
        reading.get_by_role("option").first.click()
    reading.get_by_role("button", name="Keep for discussion").click()
    reading.locator(".st-key-decide-to-discuss :focus").wait_for()
    assert heading(reading) != before


def test_the_conversation_is_walked_through_by_keyboard_alone(talk: Page, settle: Settle) -> None:
    for _ in range(40):
        talk.keyboard.press("Tab")
        if focused(talk).startswith("transcript"):
            break
    eventually(talk, lambda: focused(talk) == "transcript: 1")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown"):
        talk.keyboard.press(key)
    press(talk, "Enter", settle)
    assert heading(talk) == "Message 3"
    eventually(talk, lambda: focused(talk) == "transcript: 3")
    talk.keyboard.press("End")
    assert talk.locator(":focus").is_visible()


def test_a_button_keeps_the_focus_after_it_was_pressed(talk: Page, settle: Settle) -> None:
    talk.locator(".st-key-move-on button").focus()
    press(talk, "Enter", settle)
    assert focused(talk).startswith("move-on")


def test_selected_words_are_the_words_of_the_choice_whatever_stands_before_them(talk: Page, settle: Settle) -> None:
    talk.locator("li[data-id='1'] .text").evaluate(
        """text => {
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          const at = (words, edge) => {
            walker.currentNode = text;
            for (let node; (node = walker.nextNode());) {
              const place = node.data.indexOf(words);
              if (place >= 0) return [node, place + edge];
            }
          };
          const [first, start] = at("esrever", 0);
          const [last, end] = at("what", 4);
          document.getSelection().setBaseAndExtent(first, start, last, end);
          text.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
        }"""
    )
    talk.get_by_text("Words you selected").wait_for()
    talk.get_by_role("button", name="To discuss").click()
    settle(talk)
    assert talk.get_by_role("textbox", name="Which words?").input_value() == "esrever\u202c what"


def test_markup_in_a_message_stays_text_and_nothing_is_fetched(page: Page, go_to: GoTo, settle: Settle) -> None:
    open_chat(page, settle)
    for name in ("To read", "Conversation"):
        go_to(page, name)
        row = page.locator("li[data-id='1']").first
        assert row.locator(".text").evaluate(WORDS) == HOSTILE
        assert row.locator("img, a, script").count() == 0


def test_the_browser_finds_words_anywhere_on_the_page_of_the_conversation(talk: Page) -> None:
    assert talk.locator("li.message").count() >= 200
    assert talk.evaluate("window.find('esrever')")


def test_the_open_message_is_brought_into_view_and_marked(talk: Page, settle: Settle) -> None:
    go_to_message(talk, 150, settle)
    row = talk.locator("li[data-open]")
    assert row.get_attribute("data-id") == "150"
    assert row.locator("[aria-current=true]").count() == 1
    box = row.bounding_box()
    assert box
    assert 0 < box["y"] < 720 - box["height"]


def test_the_panel_stays_beside_the_conversation(talk: Page, settle: Settle) -> None:
    go_to_message(talk, 150, settle)
    for name in ("Not a concern", "Speaks for the parent", "Undo"):
        box = talk.get_by_role("button", name=name).bounding_box()
        assert box
        assert 0 < box["y"] < 720 - box["height"]


def test_on_paper_there_are_the_messages_and_not_the_controls(talk: Page) -> None:
    talk.emulate_media(media="print")
    assert talk.locator("li[data-id='200']").is_visible()
    for part in ("screen-find", "screen-decide", "screen-move"):
        assert talk.locator(f".st-key-{part}").is_hidden()


def test_at_200_percent_nothing_is_cut_off_and_the_open_message_is_in_view(talk: Page, settle: Settle) -> None:
    talk.set_viewport_size({"width": 640, "height": 360})
    go_to_message(talk, 150, settle)
    main = talk.get_by_test_id("stMain")
    assert main.evaluate("part => part.scrollWidth <= part.clientWidth + 1")
    box = talk.locator("li[data-open]").bounding_box()
    assert box
    assert 0 < box["y"] < 360
    assert talk.get_by_role("button", name="Not a concern").is_enabled()


def test_strong_words_are_covered_until_somebody_asks_for_them(talk: Page, go_to: GoTo) -> None:
    go_to(talk, "To read")
    row = talk.locator("li.covered").filter(has_text="useless cow").first
    assert row.locator("[aria-hidden=true]").count() == 1
    row.get_by_role("button", name="Show the words").click()
    talk.locator("li.message:not(.covered)").filter(has_text="useless cow").first.wait_for()
    assert "Show the words" not in talk.locator("li.message").filter(has_text="useless cow").first.inner_text()


def test_a_message_of_a_list_opens_where_it_was_said(talk: Page, go_to: GoTo, settle: Settle) -> None:
    go_to(talk, "To read")
    talk.locator("li.message .choose").filter(has_text="221").first.click()
    talk.get_by_role("heading", name="Conversation", level=1).wait_for()
    settle(talk)
    assert heading(talk) == "Message 221"
