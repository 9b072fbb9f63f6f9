"""The sample exports that are rendered from one conversation; ``python -m tests.chat.samples`` writes them again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.chat.conversation import EXPORTER, SAME_CONVERSATION
from tests.chat.render import render
from tests.chat.shapes import BY_ID

FOLDER = Path(__file__).parents[2] / "sample_exports"
SHAPE_OF = {
    "same-conversation-android-24h.txt": "A1",
    "same-conversation-android-12h.txt": "A2",
    "same-conversation-android-us.txt": "A3",
    "same-conversation-ios-24h.zip": "I1",
    "same-conversation-ios-12h.txt": "I3",
    "same-conversation-web.txt": "W1",
}
UNDATED = b"Some earlier messages may not be available.\n"


def contents(name: str) -> bytes:
    """Return the bytes of the sample called ``name``."""
    raw = render(SAME_CONVERSATION, BY_ID[SHAPE_OF[name]], exporter=EXPORTER).raw
    if name.endswith("-web.txt"):
        return UNDATED + raw
    return _zipped(raw) if name.endswith(".zip") else raw


def _zipped(raw: bytes) -> bytes:
    """Put ``raw`` where an iPhone puts it; stored, so that every zlib writes the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("_chat.txt")
        entry.create_system = 3  # else Windows would write another byte
        archive.writestr(entry, raw)
    return buffer.getvalue()


if __name__ == "__main__":
    for sample in SHAPE_OF:
        (FOLDER / sample).write_bytes(contents(sample))
