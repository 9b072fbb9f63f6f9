"""A small invented chat, and what a reader did with it, for the tests of the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pandas as pd

from analyser.casework import Decision, Scope, Work, decide
from analyser.chat import ParsedChat, read_export
from analyser.pack.excerpts import Line
from analyser.pack.sheet import Section, Sheet, build_sheet
from analyser.policy import Policy, load_policy
from analyser.schema import ANNOTATIONS, empty

ON = date(2025, 12, 1)
MADE_AT = datetime(2025, 12, 1, 10, 0)  # noqa: DTZ001 - a reader's own clock has no zone
READER = "J. Okafor, deputy head"

TALK = [
    ("13/11/2025, 08:00", "", "Helen Marsh added you"),
    ("13/11/2025, 08:01", "Helen Marsh", "Morning all, PE kit today"),
    ("13/11/2025, 08:02", "Priya Nair", "Thank you Helen"),
    ("13/11/2025, 08:03", "Mark Delaney", "Is it indoors?"),
    ("13/11/2025, 16:00", "Rosa (Leo's mum)", "That new homework rule is a joke"),
    ("13/11/2025, 16:01", "Mark Delaney", "Whoever wrote it has never met a child"),
    ("13/11/2025, 16:02", "+44 7700 900123", "Give them a chance Mark"),
    ("13/11/2025, 16:03", "Priya Nair", "Let's ask the office, not argue here"),
    ("13/11/2025, 16:04", "Helen Marsh", "Agreed @\u2068Priya Nair\u2069, or ring me on 07700 900456"),
    ("13/11/2025, 16:05", "Mark Delaney", "Fair. Sorry all, bad day"),
    ("13/11/2025, 20:00", "Rosa (Leo's mum)", "Night everyone"),
    ("14/11/2025, 08:00", "Helen Marsh", "Book fair today"),
    ("14/11/2025, 08:01", "Priya Nair", "Is it cash only"),
    ("14/11/2025, 08:02", "Helen Marsh", "Cards too"),
    ("14/11/2025, 08:03", "Mark Delaney", "Great"),
    ("14/11/2025, 08:04", "Rosa (Leo's mum)", "Thanks"),
]


def export(rows: list[tuple[str, str, str]]) -> bytes:
    """Return an Android export of the rows: time, sender (empty for a notice), text."""
    return "".join(f"{when} - {f'{who}: ' if who else ''}{text}\n" for when, who, text in rows).encode()


def chat(rows: list[tuple[str, str, str]] | None = None) -> ParsedChat:
    """Return the chat of the rows, of `TALK` by default."""
    return _read(export(rows or TALK))


@cache
def _read(data: bytes) -> ParsedChat:
    return read_export(data, name="WhatsApp Chat with Year 5.txt")


@cache
def policy(*, public: bool | None = None) -> Policy:
    """Return the shipped policy, with the Head's answer on social media."""
    shipped = load_policy()
    return replace(shipped, settings=replace(shipped.settings, public_social_media=public))


def decision(message_id: int, choice: str, **more: Any) -> Decision:
    """Return a decision; 'to discuss' gets a clause and a reason unless they are given."""
    told = {"clause": "IN-1", "reason": "It is about a member of staff."} if choice == "to discuss" else {}
    return Decision(message_id=message_id, choice=choice, made_at=MADE_AT, **told | more)


def work(*decisions: Decision, read: tuple[int, ...] = (), **scope: Any) -> Work:
    """Return the work of a reader who decided these."""
    made = Work(sha256="ab" * 32, scope=Scope(**scope), read=frozenset(read))
    for each in decisions:
        made = decide(made, each)
    return made


def sheet(
    *decisions: Decision,
    rows: list[tuple[str, str, str]] | None = None,
    marks: pd.DataFrame | None = None,
    done: Work | None = None,
    **more: Any,
) -> Sheet:
    """Return the sheet on a chat after these decisions."""
    marks = empty(ANNOTATIONS) if marks is None else marks
    told: dict[str, Any] = {"reader": READER, "on": ON, "mask": False} | more
    return build_sheet(chat(rows), marks, done or work(*decisions), told.pop("policy", policy()), **told)


def section(made: Sheet, title: str) -> Section:
    """Return the part of the sheet with a title."""
    return next(part for part in made.sections if part.title == title)


def facts(made: Sheet, title: str) -> dict[str, str]:
    """Return the facts of a part by their labels."""
    return {fact.label: fact.text for fact in section(made, title).facts}


def lines(made: Sheet, title: str) -> list[Line]:
    """Return all messages printed in a part."""
    return [line for passage in section(made, title).passages for line in passage.lines]


def said(line: Line) -> str:
    """Return the words of a printed message."""
    return line.before + line.words + line.after


def texts(made: Sheet) -> str:
    """Return everything that the sheet says, as one text."""
    parts: list[str] = [made.title, made.standing]
    for part in made.sections:
        parts += [part.title, *part.sentences]
        parts += [f"{fact.label} {fact.text}" for fact in part.facts]
        for passage in part.passages:
            parts += [passage.title, passage.note]
            for line in passage.lines:
                parts += [line.who, line.when, line.place, said(line)]
                parts += [str(value) for value in vars(line.choice).values()] if line.choice else []
    return "\n".join(parts)
