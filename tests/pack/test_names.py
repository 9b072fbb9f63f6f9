from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.pack.mask import make_mask
from analyser.pack.names import NEVER_A_NAME, find, known_names, masked

SENDERS = [
    "Sarah Jones",
    "Amy",
    "Ben: Y6 dad",
    "Will",
    "+44 7700 900123",
    "Zoë O'Brien 🌸",
    "Leo's Mum",
    "Mum",
    "Jo",
    "J",
    "You",
    "李明",
    "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
    "Mrs Bell",
]
LABELS = {sender: f"Parent {number}" for number, sender in enumerate(SENDERS, start=1)}


def mask(text: str) -> str:
    return masked(text, find(text, known_names(SENDERS)), LABELS)


@pytest.mark.parametrize(
    ("text", "as_masked"),
    [
        pytest.param("Thanks Sarah Jones!", "Thanks [Parent 1]!", id="a whole name"),
        pytest.param("thanks SARAH  JONES", "thanks [Parent 1]", id="in any case, with any space"),
        pytest.param("Sarah, is Jones right?", "[name], is [name] right?", id="a single word of it may be anybody's"),
        pytest.param("amy's coat", "[Parent 2]'s coat", id="a name of one word, with a possessive"),
        pytest.param("Amys, amyl, Sarahjane", "Amys, amyl, Sarahjane", id="but not inside a word"),
        pytest.param("zoe o\u2019brien, ZOË", "[Parent 6], [name]", id="without accents, with another apostrophe"),
        pytest.param("Zoe🌸 Amy😂", "[name]🌸 [Parent 2]😂", id="beside an emoji"),
        pytest.param("leo's mum said Leo did", "[Parent 7] said [name] did", id="a name made from a child's"),
        pytest.param("my mum told you", "my mum told you", id="a role is no name"),
        pytest.param("Ask Mrs Bell, the bell rang", "Ask [Parent 14], the bell rang", id="a name that is a word too"),
        pytest.param("Will you? I will.", "[Parent 4] you? I will.", id="only where it has a capital"),
        pytest.param("Jo jo J", "[Parent 9] jo J", id="two letters only with a capital, one never"),
        pytest.param("ben: y6 dad and Ben", "[Parent 3] and [name]", id="a name that holds a colon"),
        pytest.param("@\u2068Amy\u2069 @\u2068Tom Hill\u2069", "[Parent 2] [name]", id="a mention, known or not"),
        pytest.param("07700 900 123, @447700900123", "[Parent 5], [Parent 5]", id="a sender's number, however written"),
        pytest.param("ring (01234) 567-890", "ring [phone number]", id="any other number"),
        pytest.param("amy.jones@mail.example", "[e-mail address]", id="an address"),
        pytest.param("03/11/2025 08:00, 3-11-2025 08:00, £1,000,000,000", None, id="a date or a sum is no number"),
        pytest.param("问李明吧", "问[name]吧", id="in a script without spaces"),
        pytest.param("ਗੁਰਪ੍ਰੀਤ ਕੌਰ ਜੀ, ਗੁਰਪ੍ਰੀਤ", "[Parent 13] ਜੀ, [name]", id="in a script without capitals"),
        pytest.param(
            "S\u200bar\u00adah, \U0001d4d0\U0001d4f6\U0001d502", "[name], [Parent 2]", id="with hidden marks, styled"
        ),
        pytest.param("Nobody here", None, id="a text without names"),
        pytest.param("", None, id="no text"),
    ],
)
def test_names_are_masked(text: str, as_masked: str | None) -> None:
    assert mask(text) == (text if as_masked is None else as_masked)


@given(st.text() | st.lists(st.sampled_from([*SENDERS, *"(,.\n@ "])).map("".join))
def test_masked_passages_are_in_order_and_apart(text: str) -> None:
    found = find(text, known_names(SENDERS))
    assert all(0 <= passage.start < passage.end <= len(text) for passage in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.sampled_from([*SENDERS, "hello", "there", "(", "!"])).map(" ".join))
def test_no_whole_name_is_left_in_a_text(text: str) -> None:
    left = mask(text).casefold().split()
    assert not {"sarah", "jones", "amy", "900123", "o'brien", "李明"}.intersection(left)


@given(st.sampled_from(NEVER_A_NAME.split()))
def test_a_sender_called_by_a_role_alone_is_not_sought_in_texts(role: str) -> None:
    assert find(f"my {role} said", known_names([role])) == []


def test_people_are_numbered_in_the_order_in_which_they_come_up() -> None:
    made = make_mask(SENDERS, shown=["Will", "Amy", "Will"], texts=["ask Sarah Jones", "no, Amy"])
    assert made.labels == {"Will": "Parent 1", "Amy": "Parent 2", "Sarah Jones": "Parent 3"}


@pytest.mark.parametrize(
    ("start", "end", "parts"),
    [
        pytest.param(7, 12, ("Thanks ", "[Parent 1]", "!"), id="words that begin with half a name"),
        pytest.param(0, 9, ("", "Thanks [Parent 1]", "!"), id="words that end in half a name"),
        pytest.param(0, 6, ("", "Thanks", " [Parent 1]!"), id="words beside a name"),
        pytest.param(0, 0, ("", "", "Thanks [Parent 1]!"), id="no words"),
    ],
)
def test_a_name_across_the_border_of_the_words_is_masked_whole(start: int, end: int, parts: tuple[str, ...]) -> None:
    made = make_mask(SENDERS, shown=["Sarah Jones"], texts=[])
    assert made.parts("Thanks Sarah Jones!", start, end) == parts


def test_the_name_of_a_file_is_masked_before_any_name_in_it() -> None:
    made = make_mask(SENDERS, shown=["Amy"], texts=[])
    parts = made.parts("Amy Holiday.pdf (file attached)", 0, 0, attachment="Amy Holiday.pdf")
    assert "".join(parts) == "[file name] (file attached)"


def test_notices_and_contact_cards_are_not_shown_with_names_masked() -> None:
    made = make_mask(SENDERS, shown=[], texts=[])
    assert [made.instead_of(kind) for kind in ("notice", "contact", "text")] == ["[group notice]", "[contact card]", ""]
