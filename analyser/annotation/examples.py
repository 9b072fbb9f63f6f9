"""Try every rule and cue of a policy on its own examples, so that a school's own rules do what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analyser.annotation.passages import stands
from analyser.annotation.pipeline import RUNNING, build_pipeline
from analyser.schema import CATEGORIES, FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyser.policy import Cue, Policy, Rule


def mistaken_examples(policy: Policy) -> list[str]:
    """Return one sentence, with file and line, for each example that a rule or cue of ``policy`` does not bear out.

    Parameters
    ----------
    policy : Policy
        Every heading and flag that is off is tried as if it were on.
    """
    nlp = build_pipeline(policy, classifier=None)
    nlp.get_pipe("passages").learn(_everything_on(policy), None)
    rules = [rule for rule in policy.rules.values() if rule.status in RUNNING]
    return [
        *(complaint for rule in rules for complaint in _about_rule(rule, nlp)),
        *(complaint for cue in policy.cues.values() for complaint in _about_cue(cue, nlp)),
    ]


def _everything_on(policy: Policy) -> Policy:
    return replace(policy, settings=replace(policy.settings, categories=CATEGORIES, flags=FLAGS))


def _about_rule(rule: Rule, nlp: Any) -> Iterator[str]:
    for expected, texts in ((True, rule.matches), (False, rule.spares)):
        for text in texts:
            if any(stands(one) and one.reason == rule.id for one in nlp(text).user_data["passages"]) is not expected:
                did = "does not mark" if expected else "marks"
                yield f"{rule.place}, rule {rule.id}: it {did} its example {text!r}."


def _about_cue(cue: Cue, nlp: Any) -> Iterator[str]:
    for text in cue.matches:
        if not any(one.cue == cue.id for one in nlp(text).user_data["passages"]):
            yield f"{cue.place}, cue {cue.id}: it sets nothing aside in its example {text!r}."
    for text in cue.spares:
        if not any(stands(one) for one in nlp(text).user_data["passages"]):
            yield f"{cue.place}, cue {cue.id}: nothing is left standing in its example {text!r}."
