"""The long chat that the measurements use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyser.chat import read_export
from tests.bench import cap

if TYPE_CHECKING:
    from pathlib import Path


def test_the_long_chat_is_the_same_every_time_and_reads_whole(tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    for path in (one, other):
        cap.main([str(path), "--messages", "2000"])
    assert one.read_bytes() == other.read_bytes()
    messages = read_export(one).messages
    assert len(messages) == 2000
    assert set(messages.kind) == set(cap.KINDS)
    assert set(messages.sender.dropna()) == set(cap.SENDERS)
