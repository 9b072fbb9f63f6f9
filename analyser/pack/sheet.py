"""The sheet for the Head: what was reported, what a person selected and why, what speaks for the parent.

One frozen value drives the screen and the PDF alike, so that both always say the same. It is made for whatever there
is, also when nothing was read or chosen, and then says so. Every text in it has gone through the mask, if names are
masked, and through `characters.printable`, so that nothing in it can act, hide or fail to print.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from analyser.pack import facts, wording
from analyser.pack.characters import listed, printable
from analyser.pack.excerpts import passages
from analyser.pack.mask import NO_MASK, Mask, make_mask
from analyser.pack.material import Material

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    import pandas as pd

    from analyser.casework import Decision, Work
    from analyser.chat import ParsedChat
    from analyser.pack.excerpts import Passage
    from analyser.pack.facts import Fact
    from analyser.policy import Policy


@dataclass(frozen=True)
class Section:
    """One part of the sheet: sentences, facts with a label, and passages of the chat, in this order.

    ``small`` sets it in a smaller type; never what people said or what was chosen of it.
    """

    title: str
    sentences: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    passages: tuple[Passage, ...] = ()
    small: bool = False


@dataclass(frozen=True)
class Sheet:
    """The whole sheet, ready to be shown and printed.

    Parameters
    ----------
    title : str
        What it is.
    standing : str
        Who selected, when, and that nothing is decided.
    sections : tuple of Section
        Its parts, in reading order.
    on : date
        The day it was made.
    """

    title: str
    standing: str
    sections: tuple[Section, ...]
    on: date


def build_sheet(  # noqa: PLR0913 - each is asked of a person or open in the app, and the last is optional
    chat: ParsedChat,
    annotations: pd.DataFrame,
    work: Work,
    policy: Policy,
    *,
    reader: str,
    on: date,
    mask: bool,
    about: str | None = None,
    whole: bool = True,
) -> Sheet:
    """Return the sheet; it is never refused.

    Parameters
    ----------
    chat : ParsedChat
        The open chat.
    annotations : DataFrame
        ``schema.ANNOTATIONS`` on its messages.
    work : Work
        What the reader read and chose.
    policy : Policy
        The school's code.
    reader : str
        Name of the person who selected.
    on : date
        The day the sheet is made.
    mask : bool
        Whether people are called 'Parent 1' and so on.
    about : str, optional
        The sender whose messages were reported.
    whole : bool
        Whether the program looked at all of the chat.
    """
    material = Material(chat, annotations, work, policy, about, whole)
    people = _people(material) if mask else NO_MASK
    sheet = Sheet(
        title=wording.TITLE,
        standing=wording.STANDING.format(reader=reader.strip() or wording.NO_NAME, day=wording.day(on)),
        sections=_sections(material, people),
        on=on,
    )
    found: Counter[str] = Counter()
    printed: Sheet = each_text(sheet, lambda text: printable(text, found))
    return replace(printed, sections=(*printed.sections, *_characters(found)))


def _sections(material: Material, people: Mask) -> tuple[Section, ...]:
    discuss, speaks = material.choice("to discuss"), material.choice("speaks for the parent")
    unread = facts.unread_for_the_parent(material)
    return (
        Section("What was reported", facts=facts.reported(material, people)),
        Section("How much was read", facts.doubts(material), facts.reading(material)),
        Section("Safety first", *facts.safety(material)),
        Section(
            "Selected to discuss",
            facts.how_to_read(material, people),
            passages=_passages(material, people, discuss, above=()),
        ),
        Section(
            "What speaks for the parent",
            (unread,) if speaks else (wording.NOTHING_FOR_THE_PARENT, unread),
            passages=_passages(material, people, speaks, above=material.printed(discuss)),
        ),
        Section("The file", facts=facts.about_the_file(material, people), small=True),
        Section("What cannot be known from an export", facts.limits(material), small=True),
    )


def _passages(
    material: Material, people: Mask, decisions: dict[int, Decision], *, above: Collection[int]
) -> tuple[Passage, ...]:
    return passages(material.shown, decisions, printed=above, mask=people, policy=material.policy)


def _people(material: Material) -> Mask:
    """Return the mask for everything on the sheet that people are named in, in its order."""
    decisions = [material.choice(choice) for choice in ("to discuss", "speaks for the parent")]
    printed = dict.fromkeys(number for part in decisions for number in material.printed(part))
    rows = material.shown.set_index("message_id").loc[list(printed)]
    reasons = (made.reason or "" for part in decisions for made in part.values())
    return make_mask(
        material.chat.messages["sender"].dropna(),
        shown=[*rows["sender"].dropna(), *filter(None, [material.about])],
        texts=[*rows["text"], *reasons, *material.chat.observations["observed"]],
    )


def _characters(found: Counter[str]) -> tuple[Section, ...]:
    return (Section("Characters that are not printed as they are", listed(found), small=True),) if found else ()


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return ``value`` with ``change`` applied to every text in it, through tuples and frozen dataclasses."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(each_text(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: each_text(getattr(value, field.name), change) for field in fields(value)})
    return value
