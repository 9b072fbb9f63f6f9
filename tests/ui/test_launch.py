"""However the app is started, and from whatever folder, it is the same guarded app."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit import config

from analyser import ui
from analyser.ui import state

ROOT = Path(__file__).resolve().parents[2]
SHOW = """
import json, runpy, sys
app = runpy.run_path(sys.argv[1])["app"]
from streamlit import config
names = ["server.address", "server.maxUploadSize", "browser.gatherUsageStats", "theme.light.primaryColor"]
print(json.dumps([type(app).__name__, app.script_path.name, *map(config.get_option, names)]))
"""


def test_the_launcher_holds_its_settings_in_another_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SHOW, str(ROOT / "app.py")]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    expected = ["App", "main.py", "127.0.0.1", ui.security.UPLOAD_LIMIT_MB, False, "#1d70b8"]
    assert json.loads(result.stdout.splitlines()[-1]) == expected


def test_every_setting_is_one_that_streamlit_knows() -> None:
    assert [name for name in ui.settings() if name not in config.get_config_options()] == []


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Note what `serve` would start instead of starting it."""
    calls: list[dict[str, Any]] = []

    class App:
        def __init__(self, **_arguments: Any) -> None:
            """Take what `parts` gives."""

        def run(self, *, config: dict[str, Any]) -> None:
            calls.append(config)

    monkeypatch.setattr(st, "App", App)
    monkeypatch.setattr(ui, "parts", dict)
    return calls


def test_serving_names_the_schools_own_policy_file_for_every_page(
    started: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(state.POLICY_FILE, "")
    own = tmp_path / "our-school.toml"
    own.write_text('[settings]\ncategories = ["grievance", "mitigating"]\n', "utf-8")
    ui.serve(open_browser=False, policy=own)
    state.policy.clear()
    assert set(state.policy().headings) == {"grievance", "mitigating"}
    state.policy.clear()
    assert started


def test_serving_takes_a_free_port_when_the_wanted_one_is_taken(started: list[dict[str, Any]]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ui.serve(port, open_browser=False)
    ui.serve(port, open_browser=True)
    assert started[0]["server.port"] != port
    assert started[1]["server.port"] == port
    assert [call["server.headless"] for call in started] == [True, False]
    assert all(call["server.address"] == "127.0.0.1" for call in started)
