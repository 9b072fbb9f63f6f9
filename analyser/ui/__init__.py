"""The screens. Streamlit is imported here, in the launcher and nowhere else.

`serve` is what the command line calls; `launcher` is for every other way of starting the app.
"""

from __future__ import annotations

import os
import socket
import tomllib
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit import config

from analyser.errors import PolicyError
from analyser.ui import state
from analyser.ui.security import MIDDLEWARE, keep_uploads_in_memory
from analyser.ui.trouble import keep_words_out_of_logs, log_own_notes, unexpected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
LOOPBACK = "127.0.0.1"


def launcher() -> dict[str, Any]:
    """Return the arguments of ``st.App``: the main script, the middleware, what to do at the start and on an error.

    The path is absolute: a relative one would only be found from one folder.
    """
    for name, value in settings().items():
        if not config.is_manually_set(name):  # read already, or said on the command line
            config.set_option(name, value)
    return parts()


def parts() -> dict[str, Any]:
    """Return what `launcher` does, for a start that is given the settings anyway."""
    keep_uploads_in_memory()
    keep_words_out_of_logs()
    log_own_notes()
    return {
        "script_path": Path(__file__).with_name("main.py"),
        "middleware": MIDDLEWARE,
        "lifespan": _warm,
        "on_script_error": unexpected,
    }


def settings() -> dict[str, Any]:
    """Return the project's Streamlit settings by dotted name, so that they hold from whatever folder one starts."""
    return _flat(tomllib.loads(CONFIG.read_text("utf-8")))


def serve(port: int = 8501, *, open_browser: bool = True, policy: Path | None = None) -> None:
    """Start the app on this computer only, and block until it is stopped.

    Parameters
    ----------
    port : int
        Preferred TCP port; when another program has it, a free one is taken.
    open_browser : bool
        Whether to open the reader's browser on it.
    policy : Path, optional
        The school's own policy file.
    """
    if policy:
        os.environ[state.POLICY_FILE] = str(policy.resolve())
    chosen = port if _is_free(port) else _free_port()
    st.App(**parts()).run(config=settings() | {"server.port": chosen, "server.headless": not open_browser})


@asynccontextmanager
async def _warm(_app: st.App) -> AsyncIterator[None]:
    """Build the pipeline while the reader answers the first questions, so that nobody waits for it."""
    Thread(target=_build, daemon=True).start()
    yield


def _build() -> None:
    with suppress(PolicyError):  # the first page says what is wrong with the policy
        state.nlp()


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        dotted = f"{prefix}{name}"
        flat |= _flat(value, f"{dotted}.") if isinstance(value, dict) else {dotted: value}
    return flat


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) != 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
