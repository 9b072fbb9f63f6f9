"""Hypothesis strategies: invented conversations that try hard to be misread, and how many to try.

``CHAT_FUZZ_INPUTS`` sets how many inputs the property and fuzz tests make in all: 20,000 unless told otherwise, and
1,000,000 on demand. The ordinary number draws the same inputs every time; any other draws new ones.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.chat.render import Event, plain
from tests.chat.shapes import SHAPES, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

USUAL = 20_000
INPUTS = int(os.environ.get("CHAT_FUZZ_INPUTS", USUAL))


def tried(share: float) -> settings:
    """Return the settings of a property that gets ``share`` of all inputs."""
    return settings(
        max_examples=max(1, round(INPUTS * share)),
        derandomize=INPUTS == USUAL,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


# U+2028, U+0085, U+000B, U+000C and U+001C to U+001E end a line for str.splitlines and nobody else.
AWKWARD = "\u2028\u0085\u000b\u000c\u001c\u200d\u200e\u202f\u2068\u2069\xa0\ufeff\x00 :-[]<>~@,./🏠👩🏽‍🚒éن字0"
characters = st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"))
QUOTED = (
    "[03/06, 18:12] Ben: is it PE",
    "[18:12, 03/06/2023] Ben: is it PE",
    "[3/6/23, 6:12:09 PM] Ben: is it PE",
    "26-04-2022 12:11 - Ben: is it PE",
    "20.10.16, 11:29:55: Ben: is it PE",
    "18:12 - Ben: is it PE",
    "03/06/2023: PE",
)
OWN = {"C1": QUOTED[1], "W1": QUOTED[2], "A5": QUOTED[3], "O1": QUOTED[4]}
WORDS = (
    "hi", "ok: see you", "https://a.example/x: y", "- PE\n- library", "Ben left", "👍🏽", "5/6/2023", "Re: kit", " x ",
)  # fmt: skip
NAMES = (
    "Amy", "Gaz 🏠", "Aisha (Yusuf's mum)", "Anna-Lena - Y4", "Ben: Y6 dad", "+44 7700 900123", "ليلى", "👩🏽‍🚒 Jo",
)  # fmt: skip
WORDINGS = (
    "{} left",
    "{} joined using this group's invite link",
    '{} changed the subject from "Y6" to "Y6: kit"',
    "{} added Cat",
    "{}'s security code changed. Tap for more info.",
)
POLL = (("Yes", 3), ("No: never", 1))


@st.composite
def bodies(draw: st.DrawFn, quoted: Sequence[str]) -> str:
    """Draw a body whose first line cannot be taken for a marker of WhatsApp's own."""
    known = st.sampled_from(WORDS) | st.sampled_from(quoted)
    first = draw(known | st.text(characters, max_size=20).map("x".__add__))
    return "\n".join([first, *draw(st.lists(known | st.text(characters, max_size=20), max_size=3))])


def events(at: datetime, names: Sequence[str], quoted: Sequence[str]) -> st.SearchStrategy[Event]:
    """Draw something that one of ``names`` did at ``at``."""
    when, who = st.just(at), st.sampled_from(names)
    file = st.sampled_from([None, "IMG-20230327-WA0001.jpg"])
    wording = st.builds(str.format, st.sampled_from(WORDINGS), who.map(plain))
    said = st.builds(Event, when, who, st.just("text"), bodies(quoted), edited=st.booleans())
    return st.one_of(
        said,
        said,
        said,
        st.builds(Event, when, who, st.just("media"), file=file),
        st.builds(Event, when, who, st.sampled_from(["deleted", "call"])),
        st.builds(Event, when, who, st.just("location"), st.just("53.76,-2.7")),
        st.builds(Event, when, who, st.just("contact"), st.just("Coach Kev")),
        st.builds(Event, when, who, st.just("poll"), st.just("Gift: plant?"), options=st.just(POLL)),
        st.builds(Event, when, st.none(), st.just("notice"), wording, about=who | st.just("Y6: PTA")),
    )


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Shape, list[Event]]:
    """Draw a dialect and a conversation whose dates, senders and header shape its own bytes can decide.

    Each person speaks twice at first, without a colon and after the twelfth of the month. Time may run backwards.
    Headers of another shape are quoted anywhere; those of the file's own shape only where CRLF tells them apart.
    """
    shape = draw(st.sampled_from(SHAPES))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    day = datetime(draw(st.integers(2015, 2026)), draw(st.integers(1, 12)), draw(st.integers(13, 28)))  # noqa: DTZ001 -- an export has no zone
    quoted = [line for line in QUOTED if line != OWN.get(shape.id)]
    if shape.platform == "ios" and shape.line_end == "\r\n":
        quoted.append(f"{shape.stamp(day)}Ben: is it PE")
    made = [Event(day + timedelta(seconds=n), name, text=f"hello {n}") for n, name in enumerate([*names, *names])]
    later = st.integers(0, 40 * 86_400).map(lambda second: day + timedelta(seconds=second))
    more = st.lists(later.flatmap(lambda at: events(at, names, quoted)), max_size=6)
    return shape, made + draw(more)
