"""Public cases of other parsers, with the result that their own tests assert.

The cases are not part of the project: they are read where they lie beside the checkout, and not asked for elsewhere.
Their `user` counts and lists are of messages with a sender, and `system` of notices; times may be of all or of those.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analyser.chat import read_export
from analyser.errors import SourceError

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
CASES = {
    f"{path.parent.name} {case['id']}": (path.parent / case["file"], case["expected"])
    for path in sorted(FOLDER.glob("*/cases.json"))
    for case in json.loads(path.read_text("utf-8"))
}
REFUSED = {"gauravmeena0708+whatsapp-analyzer inline_6": "an empty file is refused in words, not read as no messages"}
OTHERWISE = {
    ("MasterScrat+Chatistics chat3", "timestamps"): "its dates decide nothing but the span, which is shorter day first"
}


def answers(every: pd.DataFrame, expected: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was read, under the names that the cases use."""
    said = every[every.kind != "notice"]
    dated = said if len(expected.get("timestamps", ())) == len(said) else every
    return {
        "messages": len(every),
        "user": len(said),
        "system": len(every) - len(said),
        "timestamps": [at.isoformat() for at in dated.sent_at],
        "authors": said.sender.tolist(),
        "senders": set(said.sender),
        "senders_include": [name for name in expected.get("senders_include", ()) if name in set(said.sender)],
        "texts": one_line(said.text),
        "attachment": every.attachment[0],
        "ambiguous_date_order": True,  # a remark of those who collected the cases
    }


def one_line(texts: Iterable[str]) -> list[str]:
    """Return texts without their line breaks, which some parsers drop."""
    return [" ".join(text.split()) for text in texts]


COMPARED: dict[str, Callable[[Any], Any]] = {"senders": set, "texts": one_line}  # in any order; on one line


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one test per case; none, and no skip, where the cases are not there."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", [name for name in CASES if name not in REFUSED])


if CASES:

    def test_what_another_parser_asserts_is_read(case: str) -> None:
        path, expected = CASES[case]
        read = answers(read_export(path).messages, expected)
        wrong = {what for what, value in expected.items() if COMPARED.get(what, lambda same: same)(value) != read[what]}
        assert wrong == {what for name, what in OTHERWISE if name == case}

    def test_what_is_refused_instead_is_refused_in_words() -> None:
        for name in REFUSED:
            with pytest.raises(SourceError, match="empty"):
                read_export(CASES[name][0])
