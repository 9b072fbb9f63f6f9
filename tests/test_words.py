"""What a user reads: British English, the words this tool keeps to, and none that judge a person."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "analyser"

# Words that would judge a person or a file; the tool observes and marks to read.
FORBIDDEN = re.compile(
    r"\b(?:prove[sdn]?|proven|guilty|offenders?|abusers?|tampered|tampering|criminals?|toxic|violat\w+|verdicts?"
    r"|risk scores?)\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b(?:colou?r(?=ized)|organiz\w+|recogniz\w+|summariz\w+|analyz\w+|behavior\w*|favorit\w+|honor\w*|center(?:ed|s)?"
    r"|catalog(?:s|ed)?|gray|license[sd] by|apologiz\w+|prioritiz\w+|customiz\w+|judgment)\b",
    re.IGNORECASE,
)
SPOKEN = [*PACKAGE.glob("ui/**/*.py"), *PACKAGE.glob("pack/*.py"), *PACKAGE.glob("evidence/*.py")]
SPOKEN += [*PACKAGE.glob("casework/*.py"), *PACKAGE.glob("chat/*.py"), PACKAGE / "annotation" / "explain.py"]
SPOKEN += [PACKAGE / "cli.py", PACKAGE / "errors.py"]
PROSE = [ROOT / "README.md", *PACKAGE.glob("pack/*.typ"), *PACKAGE.glob("ui/*.js"), *PACKAGE.glob("policy/*.toml")]


def spoken(path: Path) -> list[str]:
    """Return the strings of a module that may reach a screen: every literal but the docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [str(node.value) for node in constants if id(node) not in docstrings]


@pytest.mark.parametrize("path", [path for path in SPOKEN if path.exists()], ids=lambda path: path.name)
def test_no_string_a_user_sees_judges_a_person(path: Path) -> None:
    judging = [text for text in spoken(path) if FORBIDDEN.search(text)]
    american = [text for text in spoken(path) if " " in text and AMERICAN.search(text)]  # one word may be a setting
    assert judging + american == []


@pytest.mark.parametrize("path", [path for path in PROSE if path.exists()], ids=lambda path: path.name)
def test_no_prose_a_user_reads_judges_a_person(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [match.group() for match in [*FORBIDDEN.finditer(text), *AMERICAN.finditer(text)]] == []


@pytest.mark.parametrize("text", ["This proves it", "a toxic parent", "the behavior policy", "Risk score: 4"])
def test_the_check_sees_what_it_is_there_for(text: str) -> None:
    assert FORBIDDEN.search(text) or AMERICAN.search(text)
