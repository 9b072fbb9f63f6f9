"""Opens tables built by hand in the app, and reads what the transcript component was given to draw."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

import analyser
from analyser.casework.model import Scope, Work
from analyser.schema import ANNOTATIONS, empty
from analyser.ui import state
from tests.evidence.tables import marked

EXPORT = b"01/09/2025, 08:00 - Anna: Morning\n01/09/2025, 08:01 - Ben: Morning all\n"


def show(app: AppTest, page: str, talk: pd.DataFrame, *rows: dict[str, Any], scope: Scope | None = None) -> AppTest:
    """Open messages with the given marks, and turn to a page."""
    chat = analyser.read_export(EXPORT, name="chat.txt")
    unlike_any_other = sha256(repr((talk["text"].tolist(), rows)).encode()).hexdigest()
    chat = replace(chat, source=replace(chat.source, sha256=unlike_any_other), messages=talk)
    app.session_state[state.CHAT] = chat
    app.session_state[state.ANNOTATIONS] = marked(*rows) if rows else empty(ANNOTATIONS)
    app.session_state[state.WORK] = Work(sha256=unlike_any_other, scope=scope or Scope())
    turned = app.switch_page(f"screens/{page}.py").run()
    assert not turned.exception
    return turned


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button of that name."""
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def drawn(app: AppTest, key: str = "transcript") -> list[dict[str, Any]]:
    """Return the rows that a transcript was given, in order; none if it is not on the page."""
    found = [part.proto for part in app.get("bidi_component") if part.proto.id.endswith(f"-{key}")]
    return [row for part in found for day in json.loads(part.json)["days"] for row in day["rows"]]


def words(app: AppTest) -> str:
    """Return all that the page says outside the transcript."""
    kinds = (app.title, app.header, app.markdown, app.caption, app.text, app.info, app.error, app.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def work(app: AppTest) -> Work:
    """Return what was decided and read so far."""
    kept: Work = app.session_state[state.WORK]
    return kept


def links(app: AppTest) -> list[str]:
    """Return the labels of the links to other pages."""
    return [str(link.proto.label) for link in app.get("page_link")]


def turn_to(app: AppTest, number: int) -> AppTest:
    """Turn to a page of messages."""
    (pages,) = app.get("pagination")
    app.session_state[str(pages.key)] = number
    return app.run()
