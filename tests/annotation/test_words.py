from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.annotation.words import Lexicon, read_words
from analyser.policy.pattern import plain_words

LEXICON = Lexicon(
    frozenset(
        {
            "fuck",
            "shit",
            "bloody",
            "bollocks",
            "you",
            "please",
            "were",
            "youre",
            "wanker",
            "two",
            "faced",
            "head",
            "!",
            ".",
            "?",
        }
    ),
    ("fuck", "shit", "bloody", "bollocks", "wanker"),
)


def read(text: str) -> list[str]:
    return [word.read for word in read_words(text, LEXICON)]


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("fuck", "fuck"), ("FUCK", "fuck"), ("f**k", "fuck"), ("f*ck", "fuck"), ("f*k", "fuck"), ("F***", "fuck"),
        ("f.u.c.k", "fuck"), ("f u c k", "fuck"), ("f-u-c-k", "fuck"), ("fuuuuck", "fuck"), ("fuckkkk", "fuck"),
        ("fu\u200bck", "fuck"), ("f\u00fcck", "fuck"), ("\uff46\uff55\uff43\uff4b", "fuck"), ("fu\u0441k", "fuck"),
        ("sh1t", "shit"), ("$hit", "shit"), ("s#it", "shit"), ("sh!t", "shit"), ("b****cks", "bollocks"),
        ("w@nker", "wanker"), ("blooooody", "bloody"), ("pleeease", "please"), ("you\u2019re", "youre"),
        ("we're", "were"), ("we\u00b4re", "were"), ("head's", "head"), ("*bloody*", "bloody"), ("_shit_", "shit"),
    ],
)  # fmt: skip
def test_a_word_is_read_through_its_disguise(written: str, word: str) -> None:
    assert read(written) == [word]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("no" + "!" * 5_000 + " x", ["no", "!", "x"]), ("f" + "*" * 5_000 + "k you", ["f", "k", "you"]),
        ("*" * 30_000, []), ("****you", ["you"]), ("'" * 30_000 + "you", ["you"]), ("you" + "\u0301" * 30_000, ["you"]),
    ],
)  # fmt: skip
def test_a_long_run_of_signs_is_read_to_its_end(written: str, words: list[str]) -> None:
    assert read(written) == words


ORDINARY = "Scunthorpe|P E kit|a b c d|5th|y3|b4|their*|*not|4x4|Hi!how|f*|a*|****|£5|class|1st"


@pytest.mark.parametrize("text", ORDINARY.split("|"))
def test_ordinary_writing_is_not_read_as_a_masked_word(text: str) -> None:
    assert not set(read(text)) & set(LEXICON.masked)


def test_sentence_ends_are_words_and_a_full_stop_after_a_title_is_not_one() -> None:
    assert read("Stop. Now!? Mr. Head, please\nyou") == ["stop", ".", "now", "?", "mr", "head", "please", ".", "you"]


@pytest.mark.parametrize("sign", ["\ufdfa", "\u037a", "\ufe70", "0\u00b40", "a\u00a8b"])
def test_a_sign_that_unfolds_into_several_words_is_one_word(sign: str) -> None:
    assert [" " in word for word in read(f"you {sign} please")] == [False] * len(read(f"you {sign} please"))


def test_a_hyphen_parts_two_words() -> None:
    assert read("two-faced") == ["two", "faced"]


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_every_word_stands_for_characters_of_the_text_in_order_and_without_overlap(text: str) -> None:
    place = 0
    for word in read_words(text, LEXICON):
        assert place <= word.start < word.end <= len(text)
        assert word.read.split() in ([], [word.read])
        place = word.end


@given(st.lists(st.from_regex(r"[a-z]{1,8}('[a-z]{1,2})?", fullmatch=True), max_size=8).map(" ".join))
def test_patterns_and_messages_read_plain_writing_alike(text: str) -> None:
    unstretched = [word for word in plain_words(text) if len(set(word)) > 1]
    assert [word for word in read(text) if word in unstretched] == [word for word in unstretched if word in read(text)]


def test_words_that_no_rule_knows_are_not_kept_by_spacy(rules: Any) -> None:
    unknown = "quizzaciouslyhidden"
    rules(f"{unknown} is a bloody idiot")
    assert unknown not in rules.vocab.strings
