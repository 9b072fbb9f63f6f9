"""Files as schools get them, through the real upload: read whole, or refused in one sentence, and nothing is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from analyser.casework import Decision, Work, decide, save
from tests.hazards import FILE

ROOT = Path(__file__).resolve().parents[2]
CALM, HEATED = ((ROOT / "sample_exports" / f"{name}-class.txt").read_bytes() for name in ("calm", "heated"))
CHOICE = Decision(message_id=5, choice="not sure", made_at=datetime(2026, 1, 5, 9, 0))  # noqa: DTZ001 - a local clock
Choose = Callable[[Page, str, str], None]
Give = Callable[..., None]
Open = Callable[[Page], None]


def talk(*texts: str) -> str:
    return "".join(f"23/11/2025, 08:{minute:02} - Parent {minute}: {text}\n" for minute, text in enumerate(texts))


def packed(files: dict[str, bytes], *, password: bool = False) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    data = file.getvalue()
    if password:  # the flag alone, here and in the table at the end: nothing is unpacked without asking it
        first, last = data[:6] + b"\x01" + data[7:], data.index(b"PK\x01\x02") + 8
        return first[:last] + b"\x01" + first[last + 1 :]
    return data


@pytest.fixture(scope="module")
def tab(new_tab: Callable[..., AbstractContextManager[Page]]) -> Iterator[Page]:
    """Open one tab for all these files, which come one after the other."""
    with new_tab(reduced_motion="reduce") as shared:
        yield shared


@pytest.fixture
def ready(tab: Page, answer: Open, settle: Open) -> Page:
    """Close what is open, and answer the three questions unless they are answered."""
    settle(tab)
    if tab.get_by_role("heading", name="This chat is open").count():
        tab.get_by_text("Open another chat").click()
        settle(tab)
        tab.get_by_role("button", name="Close this chat").click()
        tab.get_by_role("heading", name="Open a chat").wait_for()
        settle(tab)
    if not answered(tab):
        answer(tab)
    return tab


def answered(tab: Page) -> bool:
    return tab.locator(".st-key-questions input:checked").count() == 3


def facts(tab: Page) -> str:
    shown = tab.locator(".st-key-facts-in-short")
    shown.get_by_text("Fingerprint (SHA-256)").wait_for(timeout=30_000)  # the last of them
    return shown.inner_text()


REFUSED = {
    "empty.txt": (b"", "is empty"),
    "report.txt": (b"%PDF-1.7\n" + bytes(range(200)), "is a PDF, not the text of a chat"),
    "holiday.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a picture"),
    "letter.txt": (b"Dear parents,\nthe trip is on Friday.\n", "is not a WhatsApp export"),
    "one line of 5 MB.txt": (b"x" * 5_000_000, "is not a WhatsApp export"),
    "password.zip": (packed({"_chat.txt": CALM}, password=True), "has a password"),
    "path.zip": (packed({"../_chat.txt": CALM}), "points out of its folder"),
    "bomb.zip": (packed({"_chat.txt": bytes(30_000_000)}), "more than 256 MB, or to more than 200 times"),
    "nested.zip": (packed({f"{FILE}.zip": packed({"_chat.txt": CALM})}), f"holds another archive, “{FILE}.zip”"),
    "pictures.zip": (packed({"IMG-1.jpg": b"x"}), "holds no chat"),
    "cut.zip": (packed({"_chat.txt": CALM})[:500], "is damaged or was cut short"),
    FILE: (b"Dear parents", f"“{FILE}” is not a WhatsApp export"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_chat_is_refused_in_one_sentence_and_nothing_is_lost(
    ready: Page, give: Give, settle: Open, name: str
) -> None:
    data, said = REFUSED[name]
    give(ready, name, data)
    ready.get_by_role("button", name="Open this file").click()
    settle(ready)
    shown = ready.get_by_role("alert")
    expect(shown).to_contain_text(said)
    assert shown.count() == 1
    assert re.fullmatch(r"[^\n]+\.", shown.inner_text())
    assert "; " in shown.inner_text()  # what is wrong; what to do next
    assert answered(ready)
    assert ready.get_by_test_id("stFileChip").count() == 1


READ = {
    "UTF-16 with its mark": (HEATED.decode().encode("utf-16"), "Nothing"),
    "a broken byte": (talk("a", "b", "we\xffll", "d").encode("latin-1"), "1 place that is not letters: ff at byte 96"),
    "one message of 65,000 characters": (talk("a", "b", "word " * 13_000, "d").encode(), "Nothing"),
}


@pytest.mark.parametrize(("data", "unread"), READ.values(), ids=READ)
def test_an_odd_file_is_read_whole_and_says_what_could_not_be_read(
    ready: Page, give: Give, data: bytes, unread: str
) -> None:
    give(ready, "chat.txt", data)
    ready.get_by_role("button", name="Open this file").click()
    said = facts(ready)
    assert re.search(rf"Could not be read\s+{unread}", said)
    assert re.search(r"Messages\s+(423|4):", said)


@pytest.mark.parametrize(("told", "unread"), [(False, "1 place that is not letters: a3"), (True, "Nothing")])
def test_windows_letters_are_read_when_somebody_says_so_and_only_then(
    ready: Page, give: Give, choose: Choose, *, told: bool, unread: str
) -> None:
    give(ready, "chat.txt", talk("a", "£5 please", "c", "d").encode("cp1252"))
    if told:
        ready.get_by_text("If the dates or the letters come out wrong").click()
        choose(ready, "Letters are saved", "Windows-1252, saved again by an older program")
    ready.get_by_role("button", name="Open this file").click()
    assert re.search(rf"Could not be read\s+{unread}", facts(ready))


def test_of_two_chats_in_a_zip_the_reader_chooses_one(ready: Page, give: Give, choose: Choose) -> None:
    names = [f"WhatsApp Chat with {year}.txt" for year in ("Year 2", FILE)]
    give(ready, "both.zip", packed(dict(zip(names, (CALM, HEATED), strict=True))))
    ready.get_by_role("button", name="Open this file").click()
    ready.get_by_text("The zip holds several chats").wait_for()
    choose(ready, "The zip holds several chats. Which one?", names[1])
    ready.get_by_role("button", name="Open this file").click()
    assert "3 November 2025 to 14 December 2025" in facts(ready)
    assert f"{names[1]}, in both.zip" in facts(ready)


def test_a_file_over_the_stated_limit_is_refused_with_the_limit_and_the_next_step(
    ready: Page, settle: Open, tmp_path: Path
) -> None:
    large = tmp_path / "chat with media.zip"
    with large.open("wb") as file:
        file.truncate(65 * 2**20)
    box = ready.locator(".st-key-export")
    assert "up to 64 MB" in box.inner_text()
    box.locator("input[type=file]").set_input_files(large)
    expect(box).to_contain_text("File must be 64.0MB or smaller")
    ready.get_by_role("button", name="Open this file").click()
    settle(ready)
    assert "ask for an export without media" in " ".join(ready.get_by_role("alert").all_inner_texts())
    assert answered(ready)
    ready.get_by_role("button", name=f"Remove {large.name}").click()


def test_saved_work_that_somebody_edited_is_refused_and_continued_as_it_was_saved(
    ready: Page, give: Give, settle: Open
) -> None:
    saved = save(decide(Work(sha256=sha256(CALM).hexdigest()), CHOICE))
    give(ready, "chat.txt", CALM)
    ready.get_by_text("Continue saved work").click()
    give(ready, "work.json", saved.replace(b"not sure", b"to discuss"), box="saved-work-file")
    ready.get_by_role("button", name="Open this file").click()
    settle(ready)
    expect(ready.get_by_role("alert")).to_contain_text("was changed after it was saved")
    assert answered(ready)
    give(ready, "work.json", saved, box="saved-work-file")
    ready.get_by_role("button", name="Open this file").click()
    facts(ready)
    assert "made 1 choice" in ready.inner_text("body")


def test_a_reload_forgets_the_chat_after_the_browser_has_asked_and_the_same_file_opens_again(
    ready: Page, give: Give, go_to: Callable[[Page, str], None], answer: Open, settle: Open
) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    ready.on("dialog", leave)
    for _ in range(2):
        give(ready, "chat.txt", HEATED)
        ready.get_by_role("button", name="Open this file").click()
        assert "14 people" in facts(ready)
        go_to(ready, "Conversation")
        ready.get_by_role("button", name="Not a concern").click()
        settle(ready)
        ready.reload()
        settle(ready)
        go_to(ready, "Open")
        answer(ready)
    assert asked == ["beforeunload"] * 2
