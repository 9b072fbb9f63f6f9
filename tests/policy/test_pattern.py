from __future__ import annotations

import pytest

from analyser.policy.pattern import ANY, GAP, anchors, parse, plain_words, words_in

LISTS = {"insult": ("idiot", "two-faced")}


@pytest.mark.parametrize(
    ("pattern", "slots"),
    [
        ("watch your back", ("watch", "your", "back")),
        ("Don't two-faced", ("dont", "two", "faced")),
        ("wait (till|until)", ("wait", frozenset({("till",), ("until",)}))),
        ("a (b|)", ("a", frozenset({("b",), ()}))),
        ("(a|b c)", (frozenset({("a",), ("b", "c")}),)),
        ("(a (b|c)|d)", (frozenset({("a", frozenset({("b",), ("c",)})), ("d",)}),)),
        ("you <insult>", ("you", frozenset({("idiot",), ("two", "faced")}))),
        ("sick ... of _", ("sick", GAP, "of", ANY)),
        ("why?", ("why", "?")),
    ],
)
def test_a_pattern_is_read_into_slots(pattern: str, slots: object) -> None:
    assert parse(pattern, LISTS) == slots


@pytest.mark.parametrize(
    "pattern", ["(a", "a)", "a (b|(c)", "<nobody>", "", "(a|)", "_", "... a", "a ...", "(a|b", "a | b)"]
)
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        parse(pattern, LISTS)


def test_the_most_telling_anchor_comes_first_and_every_match_needs_one_of_each() -> None:
    slots = parse("the (cat|dog) sat (down|)", {})
    assert anchors(slots, frozenset({"the"})) == [frozenset({"sat"}), frozenset({"cat", "dog"}), frozenset({"the"})]


def test_words_of_choices_are_found_at_any_depth() -> None:
    assert set(words_in(parse("(a (b|c)|d) <insult> ... e", LISTS))) == {
        "a",
        "b",
        "c",
        "d",
        "idiot",
        "two",
        "faced",
        "e",
    }


def test_plain_words_drop_capitals_and_apostrophes_and_part_at_hyphens() -> None:
    assert plain_words("You're Two-Faced, 🤡!") == ["youre", "two", "faced", "🤡", "!"]
