"""What the readers of one computer share: the policy and the pipeline, and no word of anybody's chat."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from analyser.ui import state
from tests.hazards import PLANTED, export
from tests.ui.conftest import MAIN

SOURCES = sorted(Path(state.__file__).parent.rglob("*.py"))
SHARED = {"cache", "lru_cache", "cache_data", "cache_resource"}


def shared_functions() -> list[ast.FunctionDef]:
    """Return the functions of the screens whose results outlive one session."""
    trees = (ast.parse(path.read_text("utf-8")) for path in SOURCES)
    functions = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return [function for function in functions if SHARED & set(re.findall(r"\w+", _decorators(function)))]


def _decorators(function: ast.FunctionDef) -> str:
    return " ".join(map(ast.unparse, function.decorator_list))


def test_nothing_that_sessions_share_is_made_from_a_chat() -> None:
    assert {function.name for function in shared_functions()} >= {"policy", "nlp"}
    assert [function.name for function in shared_functions() if function.args.args] == []


def test_the_shared_pipeline_keeps_no_word_of_a_chat_that_it_has_read() -> None:
    def script(data: bytes) -> None:
        from analyser.ui import state  # noqa: PLC0415 - AppTest runs the text of this function

        state.open_chat("chat.txt", data)

    at = AppTest.from_function(script, args=(export(),), default_timeout=60).run()
    assert PLANTED in at.session_state[state.CHAT].messages["text"].iloc[-1]
    kept = set(state.nlp().vocab.strings)
    assert "you" in kept
    assert kept.isdisjoint([*PLANTED.split()[1:3], "hippopotamus", "quilted"])
    assert state.CHAT not in AppTest.from_file(str(MAIN), default_timeout=60).run().session_state
