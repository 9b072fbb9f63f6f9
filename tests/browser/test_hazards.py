"""One chat of everything that text can do, through every screen and download of the real app."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Page, expect

from analyser.casework import Decision, Work, decide, save
from analyser.pack.characters import printable
from tests.browser.traces import holding
from tests.hazards import FILE, PLANTED, SENDERS, TEXTS, export
from tests.pack.reading import spoken, squeezed

Give = Callable[..., None]
GoTo = Callable[[Page, str], None]
Open = Callable[[Page], None]
CHOSEN = range(2, len(TEXTS) + 2)  # the first message is a notice
WORDS = "rows => rows.map(row => [...row.querySelectorAll('.piece')].map(piece => piece.textContent).join(''))"
SAID = "lines => lines.map(line => line.textContent)"
LIVE = "[src*=evil], [href*=evil], [href^=javascript], [src^=x]"


def work() -> bytes:
    """Return saved work in which every message was chosen, for a hostile reason."""
    done = Work(sha256=sha256(export()).hexdigest())
    for number in CHOSEN:
        reason = list(TEXTS.values())[number % len(TEXTS)].replace(PLANTED, "a planted sentence")
        made = Decision(
            message_id=number,
            choice="to discuss",
            clause="IN-1",
            reason=reason,
            made_at=datetime(2026, 1, 5, 9, 0),  # noqa: DTZ001 - a local clock
        )
        done = decide(done, made)
    return save(done)


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as made:
        page.get_by_role("button", name=name).click()
    return Path(made.value.path()).read_bytes()


def test_every_text_comes_back_equal_or_with_something_visible_instead(  # noqa: PLR0913, PLR0917 - fixtures
    page: Page, answer: Open, give: Give, go_to: GoTo, unfold: Callable[[Page, str], None], traces: Path
) -> None:
    printed: Counter[str] = Counter()
    texts = list(TEXTS.values())
    shown = [printable(text, printed) for text in texts]
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    answer(page)
    give(page, FILE, export())
    page.get_by_text("Continue saved work").click()
    give(page, "work.json", work(), box="saved-work-file")
    page.get_by_role("button", name="Open this file").click()
    expect(page.locator(".st-key-facts-in-short").get_by_test_id("stText").first).to_have_text(FILE)

    go_to(page, "To read")
    listed = page.locator("li.message .text").evaluate_all(WORDS)
    assert texts[-1] in listed
    assert set(listed) <= set(texts)

    go_to(page, "Conversation")
    assert page.locator("li.message .text").evaluate_all(WORDS)[1:] == texts
    assert set(page.locator(".who").all_inner_texts()) <= {"", *(name.strip("\u202e") for name in SENDERS)}
    page.get_by_label("Find words").fill(PLANTED)
    page.keyboard.press("Enter")
    page.get_by_text("1 message with these words").first.wait_for()

    go_to(page, "Overview")
    assert PLANTED not in page.inner_text("body")

    go_to(page, "For the Head")
    unfold(page, "Whose messages were reported")
    assert len(set(page.get_by_role("option").all_inner_texts()) & set(SENDERS)) == len(SENDERS) - 1
    page.keyboard.press("Escape")
    assert page.locator(".paper li.chosen .said").evaluate_all(SAID) == shown
    listed = page.locator(".paper").inner_text()
    assert "U+202E right-to-left override" in listed
    paper = squeezed(spoken(download(page, "Make the PDF")))
    assert [text for text in shown if squeezed(text) not in paper and squeezed(text)[::-1] not in paper] == []

    go_to(page, "About this file")
    saved = json.loads(download(page, "Save my work"))
    assert [made["message_id"] for made in saved["work"]["decisions"]] == list(CHOSEN)
    assert PLANTED not in json.dumps(saved)
    for title in ("Open", "To read", "Conversation", "Overview", "For the Head", "About this file"):
        go_to(page, title)
        assert page.locator(LIVE).count() == 0
        assert page.evaluate("window.ran") is None
    urls += [page.url]
    assert [url for url in urls if "hippo" in url] == []
    assert holding(PLANTED, traces) == []
    assert "characters not printed as they are: U+0000, " in (traces / "server.log").read_text("utf-8")
