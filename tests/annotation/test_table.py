from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyser.annotation import annotate, build_pipeline, explain, first_reading, second_reading
from analyser.policy import Policy
from analyser.schema import ANNOTATIONS, CATEGORIES, FLAGS, empty
from tests.annotation.tables import messages

SAID = [
    "Mrs Bell is useless and a liar",
    "f*** this",
    "sorry for my rant",
    "PE kit on Monday",
    "Mr Pike grabbed him by the arm",
]


@pytest.fixture(scope="module")
def own_rules(policy: Policy) -> Any:
    return build_pipeline(policy, classifier=None)


def switched(nlp: Any, policy: Policy, **changes: Any) -> Any:
    nlp.get_pipe("passages").learn(replace(policy, settings=replace(policy.settings, **changes)), None)
    return nlp


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*SAID, "you f\u200bu\u0301cking “idiot”, *sh1t* 👩‍👧‍👦 liar", "\ud7ff🖕", "\ufdfa 0\u00b40"])
        | st.text(max_size=40),
        max_size=4,
    )
)
def test_a_quote_is_always_the_characters_it_points_to(rules: Any, texts: list[str]) -> None:
    table = messages([" ".join(texts)])
    for row in annotate(table, rules).itertuples():
        assert row.quote == table["text"][0][row.start : row.end]


def test_a_sign_that_stands_for_several_words_shifts_no_quote(rules: Any) -> None:
    table = messages(["The Prophet \ufdfa taught us better, I don\u00b4t like it. Mrs Bell is useless and a liar"])
    assert "useless" in " ".join(annotate(table, rules)["quote"])


def test_no_message_gives_an_empty_table_with_the_declared_types(rules: Any) -> None:
    assert annotate(messages([]), rules).dtypes.equals(empty(ANNOTATIONS).dtypes)
    assert annotate(messages(["PE kit on Monday"]), rules).empty


def test_the_same_messages_give_the_same_rows_and_ids(rules: Any) -> None:
    first, second = (annotate(messages(SAID * 2), rules) for _ in range(2))
    assert first.equals(second)
    assert first["annotation_id"].is_unique
    assert list(first["message_id"]) == sorted(first["message_id"])


def test_the_second_reading_keeps_every_row_of_the_first_and_ends_where_annotate_does(policy: Policy) -> None:
    nlp, table = build_pipeline(policy), messages([*SAID, "So sorry everyone, that was out of order 😳", "بكرا ما في"])
    first = first_reading(table, nlp)
    whole = second_reading(first)
    kept = first.table.loc[first.table["flag"] != "NEEDS-READING", "annotation_id"]
    assert not first.table.empty
    assert set(kept) < set(whole["annotation_id"])
    assert whole.equals(annotate(table, nlp))


def test_an_id_does_not_depend_on_the_other_messages(rules: Any) -> None:
    alone = annotate(messages(SAID[:1]), rules)
    among = annotate(messages(SAID), rules)
    assert set(alone["annotation_id"]) <= set(among["annotation_id"])


@pytest.mark.parametrize("kind", ["notice", "deleted", "call", "contact", "location"])
def test_what_nobody_wrote_is_never_read(rules: Any, kind: str) -> None:
    assert annotate(messages(["you idiot", ""], kinds=[kind, kind]), rules).empty


@pytest.mark.parametrize("kind", ["media", "poll"])
def test_captions_and_polls_are_read(rules: Any, kind: str) -> None:
    assert list(annotate(messages(["<Media omitted> you idiot"], kinds=[kind]), rules)["reason"]) == ["insult.word"]


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_heading_that_is_off_disappears_and_its_safety_flags_stay(
    own_rules: Any, policy: Policy, category: str
) -> None:
    texts = [text for rule in policy.rules.values() for text in rule.matches]
    nlp = switched(own_rules, policy, categories=tuple(name for name in CATEGORIES if name != category))
    found = annotate(messages(texts), nlp)
    assert category not in set(found["category"])
    bare = found[found["category"].isna()]
    assert bare["flag"].notna().all()
    assert bare["clause"].isna().all()


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_that_is_off_disappears(own_rules: Any, policy: Policy, flag: str) -> None:
    texts = [text for rule in policy.rules.values() for text in rule.matches]
    nlp = switched(own_rules, policy, flags=tuple(name for name in FLAGS if name != flag))
    assert flag not in set(annotate(messages([*texts, ""]), nlp)["flag"])


def test_with_everything_off_nothing_is_marked(own_rules: Any, policy: Policy) -> None:
    assert annotate(messages(SAID), switched(own_rules, policy, categories=(), flags=())).empty


def test_progress_ends_with_all_messages_read(rules: Any) -> None:
    seen: list[tuple[int, int]] = []
    annotate(messages(SAID * 3), rules, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (15, 15)


def test_every_reason_can_be_explained_in_one_sentence(policy: Policy, rules: Any) -> None:
    texts = [*SAID, "", "Dzień dobry, o której jest zebranie jutro?", "\ufffd\ufffd\ufffd"]
    reasons = set(annotate(messages(texts), rules)["reason"]) | {"model", "conversation", "media only"}
    for reason in reasons:
        assert explain(reason, policy).endswith(".")
    assert explain("insult.word", policy) == policy.rules["insult.word"].why
    with pytest.raises(KeyError):
        explain("nonsense", policy)


def test_a_message_of_more_than_a_million_characters_is_read(rules: Any) -> None:
    assert len(annotate(messages(["word " * 200_001 + "what a shambles of a school"]), rules))


def test_the_lines_of_a_private_exchange_carry_its_name_and_other_rows_carry_none(policy: Policy) -> None:
    said = ["You out tonight hun?", "Yes!! Usual place, I need a wine", "Same, see you at 8 xx", "PE kit on Monday"]
    table = messages(said).assign(sender=["Ann", "Bo", "Ann", "Cy"])
    found = annotate(table, build_pipeline(policy))
    private = found[(found["category"] == "private chat") & (found["strength"] != "set aside")]
    assert len(private) >= 2
    assert set(private["thread"]) == {"private exchange 1"}
    assert found.loc[~found.index.isin(private.index), "thread"].isna().all()
