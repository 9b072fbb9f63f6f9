"""Makes a chat as long as WhatsApp exports: 40,000 messages without media (``python -m tests.bench.cap OUT.txt``).

The same arguments give the same bytes. The words are drawn from short lists, so that the file is varied in length,
script, line breaks and kind, while most of it is the ordinary talk that such a group is made of.
"""

from __future__ import annotations

import argparse
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chat.render import Event, render
from tests.chat.shapes import BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SENDERS = (
    "Aisha (Yusuf's mum)", "Gaz 🏠", "Helen Marsh", "Y5: Danielle", "Tomasz (Kacper's dad)", "Bukola 🌸",
    "Mark Delaney", "Siân 🐑", "Rach - Maisie mum", "Wei Chen", "Grandad Pete", "Kelly-Anne", "Olu T", "Farida", "Joe",
    "+44 7700 900123", "+44 7700 900456", "+44 7700 900871", "Priya Nair", "ليلى", "Zoë & Jürgen", "Mo ⚽",
)  # fmt: skip
OPENERS = (
    "", "Morning all,", "Hi everyone", "Sorry to ask again", "Quick one:", "Does anyone know", "Just to say", "Ooh",
    "Right", "Not sure if it's just us but", "@447700900123", "Reminder!", "Ha,", "Honestly", "ok so",
)  # fmt: skip
SUBJECTS = (
    "the swimming kit", "PE", "the spelling list", "forest school", "the Tudor day", "parents' evening", "the nativity",
    "the coach for the farm", "a spare jumper age 7-8", "the maths homework", "the after school club", "lunch money",
    "the lost water bottle", "the class assembly", "reading books", "the raffle", "the fair", "the gate by the bins",
)  # fmt: skip
ENDINGS = (
    "is tomorrow I think", "is Thursday not Friday 🙈", "has moved again", "anyone?", "went really well", "x",
    "is £2.20, exact money", "😂😂", "is in the newsletter https://www.stwilfrids.example/news", "was lovely ❤️",
    "and wellies please", "is a joke this term", "took us 40 minutes, he was in tears", "thanks to Miss Hartley 👏🏾",
    "starts at 8.50: don't be late", "has gone missing", "is bloody brilliant", "is a f***ing shambles",
    "so I've emailed the office", "got called off, again", "(see the letter)", "is 3 o'clock, not half past",
)  # fmt: skip
SHORT = [
    "👍",
    "Thank you x",
    "Yes",
    "No",
    "Same here",
    "😂",
    "Haha",
    "Will do",
    "❤️",
    "Following",
    "Truth",
    "Ta",
    "👏🏽",
]
NOTICES = (
    "{} joined using this group's invite link",
    "{} left",
    "{} changed this group's icon",
    "{} changed the group description",
    'Priya Nair changed the subject from "Y5" to "Y5: {}"',
    "{}'s security code changed. Tap for more info.",
)
KINDS = ("text", "media", "deleted", "notice", "poll", "call", "location", "contact")
SHARES = (938, 35, 10, 8, 3, 2, 2, 2)


def events(count: int, *, seed: int = 2025) -> Iterator[Event]:
    """Yield ``count`` events in time order, the same ones for the same arguments."""
    draw = random.Random(seed)  # noqa: S311 -- for variety, not secrecy
    at = datetime(2023, 9, 4, 7, 30)  # noqa: DTZ001 -- an export has no zone
    for _ in range(count):
        at += timedelta(seconds=draw.choice((7, 12, 20, 45, 90, 300, 1200, 4200)))
        at = at.replace(hour=7) if at.hour < 6 else at
        yield _event(draw, at)


def _event(draw: random.Random, at: datetime) -> Event:
    sender, kind = draw.choice(SENDERS), draw.choices(KINDS, SHARES)[0]
    match kind:
        case "text":
            return Event(at, sender, text=_words(draw), edited=draw.random() < 0.01)
        case "notice":
            return Event(at, None, kind, draw.choice(NOTICES).format(sender), about=sender)
        case "poll":
            return Event(
                at, sender, kind, f"{draw.choice(SUBJECTS)}?", options=(("Yes", draw.randrange(20)), ("No", 1))
            )
        case "location":
            return Event(at, sender, kind, f"53.{draw.randrange(10000)},-2.{draw.randrange(10000)}")
        case "contact":
            return Event(at, sender, kind, draw.choice(("Coach Kev", "Music Lesson Lou")))
    return Event(at, sender, kind)


def _words(draw: random.Random) -> str:
    if draw.random() < 0.3:
        return draw.choice(SHORT)
    lines = [_sentence(draw) for _ in range(draw.choices((1, 2, 4, 9), (85, 9, 5, 1))[0])]
    return "\n".join(lines)


def _sentence(draw: random.Random) -> str:
    parts = [draw.choice(OPENERS), draw.choice(SUBJECTS), draw.choice(ENDINGS)]
    return " ".join(part for part in parts if part)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the chat to the path given."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cap", description="Write a long, invented chat.")
    parser.add_argument("out", type=Path, help="where to write it")
    parser.add_argument("--messages", type=int, default=40_000, help="how many messages and notices")
    parser.add_argument("--shape", choices=sorted(BY_ID), default="A1", help="the dialect")
    options = parser.parse_args(arguments)
    options.out.write_bytes(render(events(options.messages), BY_ID[options.shape]).raw)


if __name__ == "__main__":
    main()
