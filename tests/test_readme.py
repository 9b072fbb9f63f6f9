"""The README's code blocks are run as they stand, so that it cannot promise what does not work."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
BASH = [code.strip() for language, code in BLOCKS if language == "bash"]
POWERSHELL = [code.strip() for language, code in BLOCKS if language == "powershell"]
START, COMMANDS, TEST = BASH
ENVIRONMENT = os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_the_first_command_opens_the_app_on_this_computer() -> None:
    port = free_port()
    arguments = [*START.split(), "start", "--no-browser", "--port", str(port)]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            assert _answers(f"http://127.0.0.1:{port}/", process)
        finally:
            process.terminate()


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address) as reply:  # noqa: S310 - a loopback address
                return bool(reply.status == 200)
        except OSError:
            assert process.poll() is None, "the app stopped before it answered"
            time.sleep(0.1)
    return False


def test_the_test_command_finds_the_suite() -> None:
    arguments = [*TEST.split(), "--collect-only", "--quiet", "tests/test_words.py"]
    result = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert "test_words.py" in result.stdout


@pytest.mark.parametrize("line", COMMANDS.splitlines())
def test_each_command_line_does_what_it_says(line: str, tmp_path: Path) -> None:
    for folder in ("sample_exports", "analyser"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    result = subprocess.run(line.split(), cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    written = re.findall(r"--output (\S+)", line)
    assert all((tmp_path / name).stat().st_size > 0 for name in written)


def test_the_python_block_runs() -> None:
    (code,) = (code for language, code in BLOCKS if language == "python")
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_powershell_form_stands_beside_each_set_up_command() -> None:
    assert [line.replace("py ", "python3 ", 1) for line in POWERSHELL] == [START, TEST]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_file_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    names = re.findall(r"`([\w.-]+/[\w./-]+|[\w-]+\.md)`", text) + re.findall(r"\]\(([\w./-]+)\)", text)
    ours = [name for name in names if not name.startswith((".venv", "ui/", "evidence/"))]
    assert [name for name in ours if not (ROOT / name).exists()] == []
