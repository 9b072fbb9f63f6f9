"""Turn what the finders marked into passages: words, clause, target, flag, and the cue that sets them aside.

The clause follows from the label and from whom the words are about, by the table "From label to clause" of the code; a
rule that names a clause knows better. Where nobody is named no target is said; for the clause, an insult, a threat or
an accusation then counts as about a parent, since parents read the group, and a slur as about a group.

Some passages bring a second one: an insult or an accusation about a member of staff or a child is also a view aired
about them, and whatever a member of staff may have done to a child is also a matter of a child at risk. What the school
has switched off is left out here, so that no later stage brings it back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from analyser.annotation.cues import cue_over
from analyser.annotation.targets import nearest_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from analyser.policy import Policy

PEOPLE = ("staff", "child", "parent", "group")
_CLAUSE_OF = {"politics": "CC-2", "private chat": "CC-3", "abuse": "IN-1", "mitigating": "EX-4"}
_WHEN_NOBODY_IS_NAMED = {"IN-1": "parent", "IN-4": "parent", "IN-7": "parent", "CC-4": "group"}
_ABOUT_SOMEBODY = {"IN-1": ("staff", "child"), "CC-4": ("staff", "child"), "IN-4": ("staff", "child", "parent")}


@dataclass(frozen=True)
class Passage:
    """Some words of one text and why they are worth reading; characters are half-open."""

    start: int
    end: int
    category: str | None
    clause: str | None
    flag: str | None
    target: str | None
    reason: str
    strength: str
    cue: str | None = None


class PassageMaker:
    """The last component of the pipeline: leaves the passages of a document in ``doc.user_data["passages"]``.

    Whoever sends documents through holds ``turn`` meanwhile: spaCy does not promise that two threads may at once.
    """

    def __init__(self, nlp: Any, name: str) -> None:
        del nlp, name  # spaCy hands them to every component
        self.turn = Lock()
        self.policy: Any = None
        self.classifier: Any = None

    def learn(self, policy: Policy, classifier: Any) -> PassageMaker:
        """Follow ``policy`` from now on, and keep the classifier for the whole table at hand."""
        self.policy, self.classifier = policy, classifier
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Make the passages of ``doc``, in the order of their words."""
        found = _with_language([_of_rule(span, doc, self.policy) for span in doc.spans["rules"]])
        every = [passage for one in found for passage in (one, *_brought_by(one, self.policy))]
        kept = switched_on(every, self.policy)
        doc.user_data["passages"] = sorted(kept, key=lambda one: (one.start, one.end, one.reason, one.category or ""))
        return doc


def clause_and_flag(category: str | None, target: str | None, policy: Policy) -> tuple[str | None, str | None]:
    """Return clause and flag that follow from a label and its target; a clause of None is for a person to choose."""
    if category != "grievance":
        return _CLAUSE_OF.get(category or ""), None
    if target == "child":
        return ("CC-1" if policy.settings.public_social_media is False else "IN-6b"), "CHILD"
    return ("CC-1" if target in PEOPLE else None), None


def switched_on(passages: Iterable[Passage], policy: Policy) -> Iterator[Passage]:
    """Yield what is left of ``passages`` when the categories and flags that are off are taken away."""
    for passage in passages:
        flag = passage.flag if passage.flag in policy.settings.flags else None
        if passage.flag == "LANGUAGE" and flag is None:
            continue
        if passage.category in policy.settings.categories:
            yield replace(passage, flag=flag)
        elif flag and flag != "LANGUAGE":
            yield replace(passage, flag=flag, category=None, clause=None)


def stands(passage: Passage) -> bool:
    """Return whether no cue has set ``passage`` aside."""
    return passage.strength != "set aside"


def _of_rule(span: Any, doc: Doc, policy: Policy) -> Passage:
    rule = policy.rules[span.label_]
    words = doc.user_data["words"]
    target = rule.target or nearest_target(span, doc, beside=rule.clause == "IN-2")
    clause, flag = clause_and_flag(rule.category, _taken_for(target, rule.clause), policy)
    if rule.clause:
        clause = None if rule.clause == "IN-6a" and policy.settings.public_social_media is False else rule.clause
    cue = cue_over(span, rule, doc, policy)
    return Passage(
        start=words[span.start].start,
        end=words[span.end - 1].end,
        category=rule.category,
        clause=clause,
        flag=rule.flag or flag,
        target=target,
        reason=rule.id,
        strength="set aside" if cue else "worth a look" if rule.status == "trial" else rule.strength,
        cue=cue,
    )


def _taken_for(target: str | None, clause: str | None) -> str | None:
    return target or _WHEN_NOBODY_IS_NAMED.get(clause or "")


def _with_language(passages: list[Passage]) -> list[Passage]:
    """Flag swearing as LANGUAGE where nothing in the message is said of or to anybody."""
    at_somebody = any(
        stands(one) and (one.category == "grievance" or (one.category == "abuse" and one.clause != "IN-2"))
        for one in passages
    )
    return passages if at_somebody else [_language(one) for one in passages]


def _language(passage: Passage) -> Passage:
    at_nobody = passage.reason.startswith("swearing.") and passage.target not in (*PEOPLE, "school")
    return replace(passage, flag="LANGUAGE") if at_nobody else passage


def _brought_by(passage: Passage, policy: Policy) -> Iterator[Passage]:
    about = _taken_for(passage.target, passage.clause)
    if passage.category == "abuse" and about in _ABOUT_SOMEBODY.get(passage.clause or "", ()):
        clause, flag = clause_and_flag("grievance", about, policy)
        yield replace(passage, category="grievance", clause=clause, flag=flag)
    at_a_child = passage.flag == "THREAT" and passage.target == "child"
    if passage.flag == "ALLEGATION" or at_a_child:
        yield replace(passage, flag="SAFEGUARD", category=None, clause=None)
    for flag in policy.rules[passage.reason].also:
        yield replace(passage, flag=flag, category=None, clause=None)
