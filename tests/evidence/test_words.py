from __future__ import annotations

from dataclasses import replace

import pytest

from analyser.evidence.views import NO_BREACH, SAFETY, SHIELDS
from analyser.evidence.words import ADVICE, FLAGS, TARGETS, cite
from analyser.policy import load_policy
from analyser.schema import FLAGS as ALL_FLAGS
from analyser.schema import TARGETS as ALL_TARGETS

POLICY = load_policy()


def test_every_flag_has_its_words_and_so_has_every_target_that_is_right_often_enough_to_be_said() -> None:
    assert list(FLAGS) == list(ALL_FLAGS)
    assert set(ALL_TARGETS) - set(TARGETS) == {"group", "other"}


@pytest.mark.parametrize("flag", [*SAFETY, *SHIELDS])
def test_a_flag_that_comes_first_says_what_to_do(flag: str) -> None:
    assert ADVICE[flag]


def test_an_allegation_says_whom_to_tell_and_that_it_is_no_breach() -> None:
    for words in ("Head", "chair of governors", "LADO", "not a breach"):
        assert words in ADVICE["ALLEGATION"]
    assert set(NO_BREACH) == {"SAFEGUARD", "ALLEGATION"}


@pytest.mark.parametrize(("answer", "conditional"), [(None, True), (True, False), (False, False)])
def test_a_clause_on_social_media_is_cited_with_its_condition_until_the_head_has_answered(
    *, answer: bool | None, conditional: bool
) -> None:
    policy = replace(POLICY, settings=replace(POLICY.settings, public_social_media=answer))
    assert ("if this group counts as public social media" in cite("IN-6a", policy)) is conditional
    assert cite("CC-1", policy).startswith("CC-1: ")
