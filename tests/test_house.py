"""The rules of the house: layers, sizes, public names, words, locks. Each is read from the tree itself."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import analyser

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "analyser"
MODULES = sorted(PACKAGE.rglob("*.py"))
TRACKED = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S607 - git from PATH
FILES = [ROOT / name for name in TRACKED.stdout.split("\0") if name and (ROOT / name).is_file()]

# Which folders a folder may import; the arrow of the architecture, bottom up.
BASE = {"errors", "schema"}
MAY_IMPORT = {
    "errors": set(),
    "schema": {"errors"},
    "chat": BASE,
    "policy": BASE,
    "annotation": BASE | {"chat", "policy"},
    "casework": BASE | {"chat", "policy"},
    "evidence": BASE | {"chat", "policy", "annotation"},
    "pack": BASE | {"chat", "policy", "annotation", "casework", "evidence"},
    "ui": BASE | {"chat", "policy", "annotation", "casework", "evidence", "pack"},
    "training": BASE | {"chat", "policy", "annotation"},
    "cli": BASE | {"annotation", "pack", "policy", "ui", "training"},
}
ONLY_IN = {
    "streamlit": ("ui/",),
    "starlette": ("ui/",),
    "plotly": ("evidence/figures.py",),
    "spacy": ("annotation/",),
    "py3langid": ("annotation/",),
    "sklearn": ("training/",),
    "typst": ("pack/",),
    "fontTools": ("pack/",),
}


def imports(path: Path) -> set[str]:
    """Return the dotted names that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def part(path: Path) -> str:
    """Return the layer of a module: its first folder, or its own name at the top."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_the_layers_below_it(path: Path) -> None:
    if part(path) in {"__init__", "__main__"}:
        return
    layers = {name.split(".")[1] for name in imports(path) if name.startswith("analyser.")}
    layers &= set(MAY_IMPORT)
    assert layers <= MAY_IMPORT[part(path)] | {part(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_heavy_library_stays_in_its_own_room(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    outside = [
        library
        for library, rooms in ONLY_IN.items()
        if library in {name.split(".")[0] for name in imports(path)} and not place.startswith(rooms)
    ]
    assert not outside


def test_every_public_name_can_be_imported() -> None:
    for name in analyser.__all__:
        assert getattr(analyser, name) is not None
    assert callable(analyser.annotate)


def test_the_subpackages_do_not_hide_the_public_functions() -> None:
    import_module("analyser.annotation.pipeline")
    assert callable(analyser.annotate)


def test_files_and_functions_stay_small() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    functions = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [path.name for path, lines in lengths.items() if lines > 300] == []
    assert statistics.median(lines for lines in lengths.values() if lines > 1) <= 150
    assert statistics.median(functions) <= 12


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_the_lock_pins_with_hashes_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    requirements = re.findall(r"^\S.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert requirements
    assert all("==" in requirement and "--hash=sha256:" in requirement for requirement in requirements)
    assert "://" not in text
    assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|--find-links)", text, re.MULTILINE)


def test_every_declared_dependency_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[<>=\[;]", line)[0] for line in project["dependencies"]}
    used = {name.split(".")[0] for path in [*MODULES, ROOT / "app.py"] for name in imports(path)}
    implied = {
        "fonttools": "fontTools",  # the name it is imported by
        "pyarrow": "pandas",  # pandas writes parquet with it
        "python-multipart": "starlette",  # reads uploads; pinned here because older ones are unsafe
    }
    assert {name for name in names if implied.get(name, name) not in used} == set()


def test_no_tracked_file_names_a_machine_path_or_a_registry() -> None:
    hosts = "|".join(("py" + "pi.org", "python" + "hosted", "registry.np" + "mjs", "deb.deb" + "ian"))
    pattern = re.compile(rf"(?<![\w.*])/(?:work|root|home|farm)/[A-Za-z.]|{hosts}".encode())
    assert [path.relative_to(ROOT).as_posix() for path in FILES if pattern.search(path.read_bytes())] == []


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join
)
def test_the_linters_have_nothing_to_say(command: list[str]) -> None:
    result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
