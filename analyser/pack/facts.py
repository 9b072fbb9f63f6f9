"""What the sheet says around the messages: the report, how much was read, safety, the file, and what is unknown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

import analyser
from analyser.casework import standing
from analyser.evidence.views import SAFETY, SHIELDS
from analyser.evidence.words import ADVICE, FLAGS
from analyser.pack import wording
from analyser.pack.wording import count, day, days, lines
from analyser.schema import CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analyser.chat import Dialect
    from analyser.pack.mask import Mask
    from analyser.pack.material import Material

QUOTED = re.compile("\u201c.*\u201d", re.DOTALL)  # file names, which can name people
ORDERS = {"DMY": "day first", "MDY": "month first", "YMD": "year first"}
_PLATFORMS = {
    "android": "An Android phone",
    "ios": "An iPhone",
    "web": "WhatsApp on a computer",
    "viewer": "Another program that shows WhatsApp chats",
}
_COPIED = "The screen of WhatsApp on a computer: copied, not exported"


@dataclass(frozen=True)
class Fact:
    """Something known, with a label in front."""

    label: str
    text: str


def reported(material: Material, people: Mask) -> tuple[Fact, ...]:
    """Return what was reported, as it was answered when the file was opened."""
    scope, titles = material.work.scope, material.policy.headings
    every = set(scope.headings) >= set(titles)
    facts = [
        Fact("Headings", "Every heading of the code" if every else "; ".join(titles[name] for name in scope.headings)),
        Fact("Dates", _sentence(days(scope.first_day, scope.last_day))),
        Fact("Anyone in danger now", wording.DANGER if scope.danger else wording.NO_DANGER),
    ]
    return (*facts, Fact("About", people.who(material.about))) if material.about else tuple(facts)


def reading(material: Material) -> tuple[Fact, ...]:
    """Return how much was read, and what was chosen, by kind of choice and never by person."""
    to_read, read = material.to_read, len(material.to_read & material.work.read)
    chosen = Counter(made.choice for made in material.chosen.values())
    choices = [f"{chosen[choice]:,} {choice}" for choice in CHOICES if chosen[choice]]
    facts = [
        Fact("Messages in these days", f"{len(material.in_days):,}"),
        Fact("Marked to read", f"{read:,} of {len(to_read):,} read; {len(to_read) - read:,} not read"),
        Fact("Choices by a person", "; ".join(choices) or "None"),
    ]
    if unsure := material.choice("not sure"):
        facts.append(Fact("Not sure", _places(material, unsure)))
    return (*facts, *_shielded(material))


def _shielded(material: Material) -> Iterator[Fact]:
    """Yield where something selected to discuss may allege discrimination or need an answer, and what to do then."""
    for flag in SHIELDS:
        flagged = set(material.rows.loc[material.rows["flag"] == flag, "message_id"])
        ids = flagged.intersection(material.choice("to discuss"))
        if ids:
            yield Fact(FLAGS[flag], f"{_places(material, ids)}. {ADVICE[flag]}")


def safety(material: Material) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
    """Return what is marked about safety: sentences, and facts without any words of the chat."""
    routed = material.choice("safeguarding")
    facts = [Fact("Marked safeguarding by a person", _places(material, routed))] if routed else []
    for flag in SAFETY:
        ids = set(material.rows.loc[material.rows["flag"] == flag, "message_id"])
        if ids:
            unread = len(ids - material.work.read)
            facts.append(Fact(FLAGS[flag], f"{count(len(ids))} marked by the program; {unread:,} not read"))
    sentences = (wording.ROUTED if routed else "", "" if facts else wording.NONE_HIGHLIGHTED)
    return tuple(filter(None, sentences)), tuple(facts)


def unread_for_the_parent(material: Material) -> str:
    """Return how many messages the program marked as speaking for the parent that nobody has chosen or read."""
    marked = set(material.rows.loc[material.rows["category"] == "mitigating", "message_id"]) - set(material.chosen)
    unread = len(marked - material.work.read)
    if not marked:
        return "The program marked no other message that may speak for a parent."
    return f"The program marked {count(len(marked), 'other message')} that may speak for a parent; {unread:,} not read."


def about_the_file(material: Material, people: Mask) -> tuple[Fact, ...]:
    """Return what the file is, how it was read and what was observed about it."""
    source, dialect, sent = material.chat.source, material.chat.dialect, material.chat.messages["sent_at"].dropna()
    span = days(sent.min(), sent.max()) if len(sent) else "no dates"
    name = "Not shown: file names can name people" if people.names else source.name or "Not given"
    policy, code = material.policy, f"SHA-256 {material.policy.sha256}"
    decided = "; ".join(f"{what}: {how}" for what, how in dialect.decided_by.items())
    facts = [
        Fact("File", name),
        Fact("Fingerprint", f"SHA-256 {source.sha256}. {wording.FINGERPRINT}"),
        Fact("Span", f"{_sentence(span)}; {count(len(material.chat.messages))}"),
        Fact(
            "Exported from",
            f"{made_by(dialect)}; {ORDERS[dialect.date_order]}, {dialect.clock} clock",
        ),
        Fact("How it was read", people.text(_sentence(decided))),
        Fact("Made by", f"chat-analyser {analyser.__version__}, with: {policy.name}, version {policy.version}, {code}"),
    ]
    observed = material.chat.observations.query("id != 'I1'").itertuples()  # I1 is the fingerprint, said above
    return (*facts, *(Fact("Observed", _observation(row, people)) for row in observed))


def how_to_read(material: Material, people: Mask) -> tuple[str, ...]:
    """Return what a reader must know about the messages that are printed and the names in them."""
    scope = material.work.scope
    around = wording.AROUND + (wording.STOPS if scope.first_day or scope.last_day else "")
    names = wording.MASKED if people.names else wording.UNMASKED
    return (around if material.choice("to discuss") else wording.NOTHING_SELECTED, names)


def doubts(material: Material) -> tuple[str, ...]:
    """Return what may be wrong with the choices themselves."""
    lost = len(standing(material.work)) - len(material.chosen)
    other = material.work.policy_sha256 not in {"", material.policy.sha256}
    sentences = (
        wording.LOST.format(many=count(lost, "choice")) if lost else "",
        wording.OTHER_POLICY if other else "",
        "" if material.whole else wording.NOT_WHOLE,
    )
    return tuple(filter(None, sentences))


def limits(material: Material) -> tuple[str, ...]:
    """Return what cannot be known from an export, and from each clause that was chosen."""
    cited = sorted({made.clause for made in material.choice("to discuss").values() if made.clause})
    unseen = {name: clause.cannot_see for name, clause in material.policy.clauses.items() if clause.cannot_see}
    of_clauses = (f"{name}: {unseen[name]}" for name in cited if name in unseen)
    return (*wording.LIMITS.strip().split("\n"), *of_clauses)


def _observation(row: Any, people: Mask) -> str:
    where = f" ({'line' if row.lines.isdecimal() else 'lines'} {row.lines})" if row.lines else ""
    observed = QUOTED.sub("[not shown]", row.observed) if people.names else row.observed
    return f"{people.text(observed).rstrip('.')}{where}. It may mean: {row.may_mean} {row.does_not_mean}"


def _places(material: Material, ids: Iterable[int]) -> str:
    messages = material.chat.messages
    rows = messages[messages["message_id"].isin(list(ids))]
    places = (
        f"{'no date' if pd.isna(row.sent_at) else day(row.sent_at)}, {lines(row.first_line, row.last_line)}"
        for row in rows.itertuples()
    )
    return "; ".join(places)


def made_by(dialect: Dialect) -> str:
    """Return what the lines of a file come from."""
    return _COPIED if dialect.id == "C1" else _PLATFORMS[dialect.platform]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
