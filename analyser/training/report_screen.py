"""The section of ``docs/measured.md`` about the screen: what the encoder is spared, and what is lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyser.training.corpus import in_chats, truth
from analyser.training.scores import wilson

if TYPE_CHECKING:
    from analyser.training.evaluate import Measured

_SECTION = """## The screen

The encoder reads what words and neighbours do not know to be ordinary: {read:.1%} of the messages of class chats, and
{fine:.1%} of those without any label. Of the {total:,} messages that the model would mark if it read all, it marks
{kept:.2%} ({low:.2%} to {high:.2%}; wanted: 99.5%), and {more:,} others in their place.
"""


def about_screen(measured: Measured) -> str:
    """Return the section."""
    chat = in_chats(measured.corpus)
    fine = chat & ~truth(measured.corpus).any(axis=1)
    whole, model = (
        (measured.stages[name] > 0).any(axis=1) & chat for name in ("model, the encoder reading all", "model")
    )
    kept, total = int((whole & model).sum()), int(whole.sum())
    low, high = wilson(kept, total)
    return _SECTION.format(
        read=measured.read[chat].mean(),
        fine=measured.read[fine].mean(),
        total=total,
        kept=kept / total,
        low=low,
        high=high,
        more=int((model & ~whole).sum()),
    )
