"""The app without a browser: one fresh session per test, through the same frame that the launcher starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

MAIN = Path(__file__).resolve().parents[2] / "analyser" / "ui" / "main.py"
HEATED = "A heated class: Year 5 over six weeks"


@pytest.fixture
def app() -> AppTest:
    """Start the app on its first page, with nothing open."""
    return AppTest.from_file(str(MAIN), default_timeout=60).run()


@pytest.fixture
def opened(app: AppTest) -> AppTest:
    """Open the heated sample chat, which has something under every heading."""
    app.selectbox(key="sample title").select(HEATED)
    next(button for button in app.button if button.label == "Open this invented chat").click()
    app.run()
    assert not app.exception
    return app
