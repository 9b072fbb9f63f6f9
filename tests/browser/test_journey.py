"""The whole path in one go, as a deputy head walks it: open, read, choose, one sheet, saved and continued.

With SCREENSHOTS set to a folder, the walk leaves the pictures of the README there.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import FilePayload, Page

ROOT = Path(__file__).resolve().parents[2]
REASON = "Reads as a threat to a child."
EXPORT = ROOT / "sample_exports" / "heated-class.txt"
Settle = Callable[[Page], None]


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[Page, str], None]:
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))

    def take(tab: Page, name: str) -> None:
        assert tab.screenshot(path=folder / f"{name}.png", animations="disabled")

    return take


def answer_and_open(tab: Page, settle: Settle, *, work: bytes = b"") -> None:
    for words in ("No, not as far as I know", "Everything in the code of conduct", "All the dates in the file"):
        tab.get_by_text(words).click()
        settle(tab)
    tab.locator("input[type=file]").first.set_input_files(EXPORT)
    settle(tab)
    if work:
        tab.get_by_text("Continue saved work").click()
        saved = FilePayload(name="work.json", mimeType="application/json", buffer=work)
        tab.locator("input[type=file]").nth(1).set_input_files(saved)
        settle(tab)
    press(tab, "Open this file", settle)
    tab.get_by_role("heading", name="This chat is open").wait_for(timeout=30_000)
    settle(tab)


def go(tab: Page, name: str, settle: Settle, *, heading: str = "") -> None:
    tab.get_by_role("link", name=name, exact=True).first.click()
    tab.get_by_role("heading", name=heading or name, level=1).wait_for()
    settle(tab)


def press(tab: Page, name: str, settle: Settle) -> None:
    tab.get_by_role("button", name=name).first.click()
    settle(tab)


def discuss_the_open_message(tab: Page, reason: str, settle: Settle) -> None:
    press(tab, "To discuss", settle)
    clause = tab.get_by_label("Which clause is it about?")
    if not clause.input_value():
        clause.click()
        tab.get_by_role("option").filter(has_text="IN-1").click()
    tab.get_by_label(re.compile("Why is it worth discussing")).fill(reason)
    press(tab, "Keep for discussion", settle)


def open_message(tab: Page, number: int, settle: Settle) -> str:
    tab.get_by_label("Go to message").fill(str(number))
    tab.keyboard.press("Enter")
    settle(tab)
    tab.get_by_role("heading", name=f"Message {number:,}").wait_for()
    return tab.locator(f"li.message[data-id='{number}'] .piece").all_inner_texts()[0]


def download(tab: Page, name: str) -> io.BytesIO:
    with tab.expect_download() as made:
        tab.get_by_role("button", name=name).click()
    return io.BytesIO(made.value.path().read_bytes())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()


def test_a_reader_goes_from_the_export_to_one_sheet_for_the_head(
    page: Page, settle: Settle, axe: Callable[[Page], list[str]], picture: Callable[[Page, str], None]
) -> None:
    picture(page, "open")
    answer_and_open(page, settle)
    assert "3 November 2025 to 14 December 2025" in page.inner_text("body")
    assert axe(page) == []

    go(page, "To read", settle)
    assert re.search(r"0 of \d+ read", page.inner_text("body"))
    picture(page, "to_read")
    assert axe(page) == []

    press(page, "Start reading", settle)
    marked = open_message(page, 350, settle)
    picture(page, "conversation")
    discuss_the_open_message(page, REASON, settle)
    press(page, "Not a concern", settle)
    press(page, "Undo", settle)
    ordinary = open_message(page, 5, settle)
    discuss_the_open_message(page, "Chosen by the reader, as nothing marked it.", settle)
    assert axe(page) == []

    go(page, "Overview", settle)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    picture(page, "overview")
    assert axe(page) == []

    go(page, "For the Head", settle)
    page.get_by_label("Your name and role, for the sheet").fill("A. Reader, Deputy Head")
    page.keyboard.press("Enter")
    settle(page)
    picture(page, "for_the_head")
    assert axe(page) == []
    paper = squeezed(" ".join(leaf.extract_text() for leaf in pypdf.PdfReader(download(page, "Make the PDF")).pages))
    for said in ("A. Reader, Deputy Head", "Nothing is decided", REASON, marked, ordinary, "found by a person"):
        assert squeezed(said) in paper

    work = download(page, "Save my work").read()
    assert ordinary.encode() not in work
    page.reload()
    settle(page)
    go(page, "Open", settle, heading="Open a chat")
    answer_and_open(page, settle, work=work)
    go(page, "For the Head", settle)
    assert REASON in page.inner_text("body")
