"""Nothing leaves and nothing comes in, seen from a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page


def test_the_first_page_opens_without_an_outside_request(
    page: Page, settle: Callable[[Page], None], axe: Callable[[Page], list[str]]
) -> None:
    settle(page)
    assert page.get_by_role("heading", level=1).is_visible()
    assert axe(page) == []
