"""Writes a model conversation as WhatsApp would export it, and says what must be read back.

A second, independent statement of the export formats: it shares nothing with the parser but the facts. Each platform
has one table of bodies; `render` joins them to a header of `tests.chat.shapes` and keeps the rows expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from tests.chat.shapes import Shape

LRM = "\u200e"


@dataclass(frozen=True)
class Event:
    """One thing that happened in a group.

    Parameters
    ----------
    at : datetime
        Naive wall clock, to the second.
    sender : str or None
        The name as saved in the exporting phone; None for a notice.
    kind : str
        A kind of ``schema.KINDS``.
    text : str
        Words, caption, wording of the notice, question of the poll, name of the contact or "lat,lng".
    file : str or None
        Name of the attached file, when the export holds media.
    options : tuple of (str, int)
        The options of a poll and their votes.
    edited : bool
        Whether the words were edited afterwards.
    about : str
        Whom or what an iPhone names in the sender's place of a notice.
    """

    at: datetime
    sender: str | None
    kind: str = "text"
    text: str = ""
    file: str | None = None
    options: tuple[tuple[str, int], ...] = ()
    edited: bool = False
    about: str = ""


@dataclass(frozen=True)
class Row:
    """What the parser must read back for one event; lines are 1-based and inclusive."""

    sent_at: datetime
    sender: str | None
    kind: str
    text: str
    edited: bool
    attachment: str | None
    first_line: int
    last_line: int


@dataclass(frozen=True)
class Export:
    """A rendered file, its rows, and the bytes of each."""

    shape: Shape
    raw: bytes
    rows: tuple[Row, ...]
    pieces: tuple[bytes, ...] = field(repr=False)


def plain(name: str) -> str:
    """Return ``name`` as the table shows it: without direction marks and the tilde of an unsaved contact."""
    return re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", name).removeprefix("~").strip()


def _options(event: Event, mark: str = "") -> list[str]:
    return [f"{mark}OPTION: {words} ({n} vote{'s' * (n != 1)})" for words, n in event.options]


def _words(event: Event) -> str:
    return event.text


ANDROID: dict[str, Callable[[Event], str]] = {
    "text": lambda e: e.text + " <This message was edited>" * e.edited,
    "media": lambda e: (f"{e.file} (file attached)" if e.file else "<Media omitted>") + f"\n{e.text}" * bool(e.text),
    "deleted": lambda _: "This message was deleted",
    "poll": lambda e: "\n".join(["POLL:", e.text, *_options(e)]),
    "location": lambda e: f"location: https://maps.google.com/?q={e.text}",
    "contact": lambda e: f"{e.text}.vcf (file attached)",
    "call": lambda _: "Missed voice call",
    "notice": _words,
}
IOS: dict[str, Callable[[Event], str]] = {
    "text": lambda e: e.text + f" {LRM}<This message was edited>" * e.edited,
    "media": lambda e: f"{e.text} {LRM}<attached: {e.file}>".lstrip(" ") if e.file else f"{LRM}image omitted",
    "deleted": lambda _: f"{LRM}This message was deleted.",
    "poll": lambda e: "\r\n".join([f"{LRM}POLL:", e.text, *_options(e, LRM)]),
    "location": lambda e: f"{LRM}Location: https://maps.google.com/?q={e.text}",
    "contact": lambda _: f"{LRM}Contact card omitted",
    "call": lambda _: f"{LRM}Missed voice call. {LRM}Tap to call back",
    "notice": lambda e: f"{LRM}{e.text}",
}  # fmt: skip
WEB: dict[str, Callable[[Event], str]] = {
    "text": _words,
    "media": lambda e: (f"{e.file} (file attached)" if e.file else "<image omitted>") + f" {e.text}" * bool(e.text),
    "deleted": lambda _: "This message was deleted",
    "poll": lambda e: "\n".join([f"Poll: {e.text}", *(f"    - {words}" for words, _ in e.options)]),
    "location": lambda e: f"Location: {e.text} - https://maps.google.com/?q={e.text}",
    "contact": lambda e: f"Contact: {e.text}",
    "call": lambda _: "[Call: Missed voice call]",
    "notice": _words,
}  # fmt: skip
BODIES = {"android": ANDROID, "ios": IOS, "old ios": ANDROID, "viewer": ANDROID, "web": WEB}


def render(events: Iterable[Event], shape: Shape, *, exporter: str | None = None) -> Export:
    """Write ``events``, in this order, in the dialect ``shape``; the Web export calls ``exporter`` "You"."""
    rows: list[Row] = []
    pieces: list[bytes] = []
    line = 1
    for event in events:
        body = _line_ends(BODIES[shape.platform][event.kind](event), shape)
        piece = _header(event, shape, exporter) + body + shape.line_end
        after = line + piece.count("\n")
        rows.append(_row(event, shape, body, exporter, (line, after - 1)))
        pieces.append(piece.encode("utf-8"))
        line = after
    return Export(shape, b"".join(pieces), tuple(rows), tuple(pieces))


def _line_ends(body: str, shape: Shape) -> str:
    """Give a file of line feeds no carriage return, and a file that Windows saved no bare line feed."""
    if shape.line_end == "\n":
        return body.replace("\r\n", "\n")
    return body if shape.platform == "ios" else body.replace("\n", "\r\n")


def _header(event: Event, shape: Shape, exporter: str | None) -> str:
    ios, notice = shape.platform == "ios", event.kind == "notice"
    stamp = LRM * (ios and IOS[event.kind](event).startswith(LRM)) + shape.stamp(event.at)
    if notice and not ios:
        return stamp + "- " * (shape.platform == "web")
    return stamp + _name(event.about if notice else event.sender or "", shape, exporter) + shape.between


def _name(name: str, shape: Shape, exporter: str | None) -> str:
    if shape.platform == "web" and name == exporter:
        return "You"
    if shape.platform == "ios" and name.startswith("+"):
        return "\u202a" + name.replace(" ", "\xa0") + "\u202c"
    return name


def _row(event: Event, shape: Shape, body: str, exporter: str | None, lines: tuple[int, int]) -> Row:
    card = event.kind == "contact" and BODIES[shape.platform] is ANDROID
    return Row(
        sent_at=event.at if shape.seconds else event.at.replace(second=0),
        sender=plain(_name(event.sender, shape, exporter)) if event.sender else None,
        kind=event.kind,
        text=body,
        edited=event.edited and shape.platform != "web",
        attachment=f"{event.text}.vcf" if card else event.file,
        first_line=lines[0],
        last_line=lines[1],
    )
