"""The whole path by keyboard alone: the focus is always somewhere, to be seen, and where the reader expects it."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import FilePayload, Locator, Page

Asking = Callable[[Page], AbstractContextManager[None]]
Settle = Callable[[Page], None]

SAID = ["Morning all", "PE kit today", "you stupid cow", "Sorry, that was uncalled for"] * 4
CHAT = "".join(f"23/11/2025, 08:{minute:02} - Parent {minute % 4}: {words}\n" for minute, words in enumerate(SAID))
# What has the focus: whether anything has, its name, and whether a person sees that it has it.
FOCUS = r"""() => {
  const it = document.activeElement;
  const words = it.querySelector("[data-testid=stMarkdownContainer]") ?? it;
  const shown = it.matches("input") ? (it.closest("label") ?? it) : it;
  const [style, box] = [getComputedStyle(shown), shown.getBoundingClientRect()];
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {
    nowhere: it.matches("body"),
    name: it.matches("main") ? "" : (it.getAttribute("aria-label") ?? (it === shown ? words : shown).innerText).trim(),
    seen: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3 && box.width > 8 && inside,
  };
}"""


class Keys:
    """A reader without a mouse, who looks where the focus is after every key."""

    def __init__(self, tab: Page, settle: Settle) -> None:
        self.tab, self.settle = tab, settle

    def press(self, *keys: str) -> None:
        """Press one key after the other, and see each time that the focus is still somewhere."""
        for key in keys:
            self.tab.keyboard.press(key)
            self.settle(self.tab)
            assert self.at() is not None, f"the focus was lost after {key}"

    def at(self) -> str | None:
        """Return the name of what has the focus; None if nothing has it."""
        self.tab.wait_for_function("() => !document.activeElement.matches('body')", timeout=5_000)
        return str(self.tab.evaluate(FOCUS)["name"])

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until something of this name has the focus, and see it all the way."""
        for _ in range(90):
            self.tab.keyboard.press(key)
            focus = self.tab.evaluate(FOCUS)
            if focus["nowhere"]:
                continue  # the end of the page; the browser's own bar would come next
            if not focus["seen"]:  # the page may still be moving it into view
                self.tab.wait_for_timeout(300)
                assert self.tab.evaluate(FOCUS)["seen"], f"nobody sees that {focus['name']!r} has the focus"
            if re.search(name, focus["name"]):
                return
        pytest.fail(f"Tab does not lead to {name!r}")

    def choose_first(self) -> None:
        """Take the first entry of the list that has the focus; a list that just came folds again while it settles."""
        box = self.tab.locator(":focus")
        for _ in range(20):
            self.tab.keyboard.press("ArrowDown")
            self.tab.wait_for_timeout(300)
            if box.get_attribute("aria-activedescendant"):  # else Enter would send the form
                self.tab.keyboard.press("Enter")
                return
        pytest.fail("the list does not unfold")


@pytest.fixture
def keys(page: Page, settle: Settle) -> Keys:
    return Keys(page, settle)


def read_and_choose(page: Page, keys: Keys) -> None:
    """Decide with one key, take it back, and choose the next message to discuss."""
    page.get_by_role("button", name="Undo").wait_for()
    keys.settle(page)
    for key, said in {"Alt+n": "Kept: not a concern.", "Alt+z": "Undone: not a concern."}.items():
        keys.press(key)
        page.get_by_test_id("stMarkdown").get_by_text(said).wait_for()
    keys.press("Alt+j", "Alt+d")
    page.wait_for_function("() => document.activeElement.closest('.st-key-discuss-clause')")
    keys.choose_first()
    keys.tab_to("^Why is it worth")
    page.keyboard.type("It is about a parent.")
    assert page.get_by_label("Which clause").input_value()
    keys.tab_to("^Keep for discussion")
    keys.press("Enter")
    page.get_by_text("1 choice so far").wait_for()


def test_a_reader_without_a_mouse_goes_from_the_export_to_the_sheet(page: Page, keys: Keys, asking: Asking) -> None:
    export = FilePayload(name="chat.txt", mimeType="text/plain", buffer=CHAT.encode())
    page.get_by_role("button", name="Open this file").wait_for()  # the last thing to be drawn
    page.on("filechooser", lambda chooser: chooser.set_files(export))
    for answer in ("No, not as far as I know", "Everything in the code of conduct", "All the dates in the file"):
        keys.tab_to(f"^{answer}")
        keys.press("Space")
        assert keys.at() == answer
    keys.tab_to("^Upload")
    with asking(page):
        page.keyboard.press("Enter")
    keys.press("Tab")
    keys.tab_to("^Open this file")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="This chat is open").wait_for()
    page.wait_for_function("() => document.activeElement.matches('h1')")
    keys.settle(page)
    assert keys.at() == "This chat is open"

    keys.tab_to("^Read the messages")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.innerText === 'To read'")
    keys.settle(page)
    keys.tab_to("^Start reading")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.transcript .choose')")

    read_and_choose(page, keys)
    keys.tab_to("^For the Head$")
    keys.press("Enter")
    page.get_by_role("heading", name="For the Head", level=1).wait_for()
    keys.settle(page)
    keys.tab_to("^Your name and role")
    page.keyboard.type("J. Okafor")
    keys.press("Enter")
    keys.tab_to("^Call people Parent 1")
    keys.press("Space")
    keys.tab_to("^Make the PDF")
    for name in ("Make the PDF", "Save my work"):
        keys.tab_to(f"^{name}") if name not in str(keys.at()) else None
        with page.expect_download():
            page.keyboard.press("Enter")
        keys.settle(page)
        assert keys.at() == name
    keys.tab_to("^Open$")
    keys.press("Enter")
    keys.tab_to("^Open another chat")
    keys.press("Enter")
    keys.tab_to("^Close this chat")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.innerText === 'Open a chat'")


# The share of each side of an element that is drawn in the yellow of the focus, from a picture of it.
YELLOW = """async ([picture, margin]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const yellow = (x, y) => data[4 * (y * width + x)] > 240 && data[4 * (y * width + x) + 2] < 40;
  const near = [...Array(2 * margin).keys()];
  const share = (length, at) => [...Array(length).keys()].filter((along) => near.some((off) => at(along, off))).length;
  return Math.min(
    share(width, (x, off) => yellow(x, off)) / (width - 2 * margin),
    share(width, (x, off) => yellow(x, height - 1 - off)) / (width - 2 * margin),
    share(height, (y, off) => yellow(off, y)) / (height - 2 * margin),
    share(height, (y, off) => yellow(width - 1 - off, y)) / (height - 2 * margin)
  );
}"""
MARGIN = 6  # pixels around an element that its ring may take


def ring(page: Page, part: Locator) -> float:
    """Return how much of the least drawn side of the ring round a part can be seen, from 0 to 1."""
    part.focus()
    page.keyboard.press("Shift")  # from now on the browser takes it that a keyboard is used
    box = part.locator("xpath=ancestor-or-self::*[self::label or not(ancestor::label)][1]").bounding_box()
    assert box
    picture = page.screenshot(
        clip={
            "x": box["x"] - MARGIN,
            "y": box["y"] - MARGIN,
            "width": box["width"] + 2 * MARGIN,
            "height": box["height"] + 2 * MARGIN,
        }
    )
    return float(page.evaluate(YELLOW, [base64.b64encode(picture).decode(), MARGIN]))


def test_the_ring_round_what_has_the_focus_is_whole(page: Page, settle: Settle) -> None:
    page.get_by_text("From one day to another").click()
    page.get_by_text("If the dates or the letters come out wrong").click()
    settle(page)
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.wait_for_timeout(400)
    parts = {
        "tab": page.get_by_role("tab", name="A chat that was reported"),
        "choice": page.get_by_role("radio").first,
        "calendar": page.get_by_role("button", name="Choose date").first,
        "upload": page.get_by_role("button", name="Upload", exact=True).first,
        "part to open": page.locator("summary").first,
        "list": page.get_by_role("combobox", name="Letters are saved"),
        "button": page.get_by_role("button", name="Open this file"),
        "link": page.get_by_role("link", name="How it works"),
    }
    assert {name: seen for name, part in parts.items() if (seen := ring(page, part)) < 0.8} == {}
