"""Set up and start: ``python -m analyser`` (the app) or ``python -m analyser test`` (the test suite).

What begins with ``--`` is for the app: ``python -m analyser --policy our-school.toml``.

Runs on a bare Python, before anything is installed, so it imports the standard library only. It makes
``.venv`` beside the project, installs the pinned and hashed packages into it and hands over. A stamp of the lock
file makes the second start immediate.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"start": "requirements.lock", "test": "requirements-test.lock"}


def main(arguments: list[str]) -> int:
    """Set up what the first word asks for, then run it; return its exit status."""
    named = bool(arguments) and not arguments[0].startswith("--")
    task, rest = (arguments[0], arguments[1:]) if named else ("start", arguments)
    if task not in LOCKS:
        print("Say 'python -m analyser' to open the app, or 'python -m analyser test' to run the tests.")
        return 2
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    try:
        set_up(python, ROOT / LOCKS[task])
    except subprocess.CalledProcessError as error:
        print("The packages could not be installed; pip's message above says why. Nothing else was changed.")
        return error.returncode
    commands = {"start": ["-m", "analyser.cli", "serve"], "test": ["-m", "pytest"]}
    return subprocess.call([str(python), *commands[task], *rest], cwd=ROOT)


def set_up(python: Path, lock: Path) -> None:
    """Install ``lock`` into the project's own environment unless this very lock is installed already."""
    stamp = VENV / lock.with_suffix(".installed").name
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return
    print(f"Setting up in {VENV.name} (once, a few minutes) ...", flush=True)
    # What another Python installed does not fit this one, so its environment is made anew.
    venv.create(VENV, clear=not (python.exists() and _is_of_this_python()), with_pip=False)
    # The pip that is there installs into the new environment: some systems ship Python without ensurepip.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    stamp.write_text(wanted, "ascii")


def _is_of_this_python() -> bool:
    made_by = (VENV / "pyvenv.cfg").read_text("utf-8") if (VENV / "pyvenv.cfg").exists() else ""
    return f"version = {sys.version_info.major}.{sys.version_info.minor}." in made_by


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
