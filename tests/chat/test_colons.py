"""A name that holds a colon is found from the whole file; what the file cannot decide is read as words, and listed."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.chat.reading import read


def chat(*lines: str) -> pd.DataFrame:
    """Return the messages of an Android export in which each line follows a header."""
    return read("".join(f"13/06/2023, 18:{n:02} - {line}\n" for n, line in enumerate(lines))).messages


@pytest.mark.parametrize(
    ("lines", "senders"),
    [
        (["Ben: Y6 dad: hi", "Ben: Y6 dad: ho"], ["Ben: Y6 dad", "Ben: Y6 dad"]),
        (["Ben: Y6 dad: hi", "Ben: ho"], ["Ben", "Ben"]),
        (["Ben: Y6 dad: hi", "Ben: ho", "Ben: Y6 dad: <Media omitted>"], ["Ben: Y6 dad", "Ben", "Ben: Y6 dad"]),
        (["Ben: Y6 dad: hi", "Ben: ho", "Amy added Ben: Y6 dad"], ["Ben: Y6 dad", "Ben", None]),
        (["Ben: Y6 dad: hi", "Ben: Y6 dad: ho", "Ben: Y6 dad left"], ["Ben: Y6 dad", "Ben: Y6 dad", None]),
        (["Ben: Y6 dad: hi", "Ben: Y6 dad: ho", "Ben: Y6 dad's security code changed."], ["Ben: Y6 dad"] * 2 + [None]),
        (["Ben: Y6 dad: <Media omitted>", "Ben: Y6 dad:"], ["Ben: Y6 dad", "Ben: Y6 dad"]),
        (["Y3: Dan: PTA: hi", "Y3: Dan: PTA: ho"], ["Y3: Dan: PTA", "Y3: Dan: PTA"]),
        (["Ben: Note: hi", "Ben: Note: ho"], ["Ben", "Ben"]),
        (["Ben: I told him so and then: hi", "Ben: I told him so and then: ho"], ["Ben", "Ben"]),
        (["Ben: https://a.example/x: y", "Ben: https://a.example/x: z"], ["Ben", "Ben"]),
        (["Ben: one: two"], ["Ben"]),
        (["Ben: Y6 dad: hi", "Ben: Y6 dad: ho", *["Ben: Y6 dad left"] * 3], ["Ben: Y6 dad"] * 2 + [None] * 3),
        (["Ben: Y6 dad: hi", "Ben: Y6 dad left", "Ben: Y6 dad's security code changed."], ["Ben: Y6 dad", None, None]),
        (["Ben: Y6 dad: hi", "Ben: Y6 dad added Cat: Y5"], ["Ben: Y6 dad", None]),
        (["Ben: Y6 dad: hi", "Ben: Y6 dad:", "Ben: Y6 dad: ho"], ["Ben: Y6 dad"] * 3),
        (["Ben: Y6 dad joined using this group's invite link", "Ben: Y6 dad left"], [None, None]),
        (["Ben: Dan left", "Ben: hi", "Ben: Dan left"], ["Ben"] * 3),
        (["Ben: Dan left", "Ben: Dan left"], ["Ben"] * 2),
        (["Ben:", "Ben: "], ["Ben", "Ben"]),
        (["Amy: [13/06, 21:04] Ben: lies", "Amy: [13/06, 21:04] Ben: all lies", "Ben: hm"], ["Amy", "Amy", "Ben"]),
        (["Amy: 13/06/2023, 21:04 - Ben: <Media omitted>", "Amy: hi"], ["Amy", "Amy"]),
        (["Amy: [21:04, 13/06/2023] Ben: This message was deleted", "Amy: hi"], ["Amy", "Amy"]),
        (["Amy: Re: School trip.pdf (file attached)", "Amy: hi"], ["Amy", "Amy"]),
        (["Amy: Minutes: March.pdf (file attached)", "Amy: hi"], ["Amy", "Amy"]),
        (["Ben: Y6 dad: IMG-20230613-WA0001.jpg (file attached)", "Ben: ho"], ["Ben: Y6 dad", "Ben"]),
        (["Dee: Ben is now an admin", "Dee: Ben left", "Cat: hi"], ["Dee", "Dee", "Cat"]),
        (["Mr 10:30: hi"], ["Mr 10:30"]),
    ],
)
def test_names_that_hold_a_colon_come_from_the_whole_file(lines: list[str], senders: list[str | None]) -> None:
    messages = chat(*lines)
    assert messages.sender.astype(object).where(messages.sender.notna(), None).tolist() == senders
    for line, row in zip(lines, messages.itertuples(), strict=True):
        assert line in {f"{row.sender_raw}: {row.text}", f"{row.sender_raw}:{row.text}", row.text}


def test_on_an_iphone_a_caption_with_a_colon_is_not_a_name() -> None:
    lines = ("Amy: look: \u200e<attached: 0001-PHOTO.jpg>", "Amy: hi")
    messages = read("".join(f"[13/06/2023, 18:12:09] {line}\r\n" for line in lines)).messages
    assert (messages.sender.tolist(), messages.kind.tolist()) == (["Amy", "Amy"], ["media", "text"])


def test_on_an_iphone_a_notice_about_a_name_with_a_colon_proves_it() -> None:
    lines = ("Cat: hi", "Ben: Y6 dad: hi", "Ben: ho", "Y6: PTA: \u200eAmy added Ben: Y6 dad", "Ben: \u200eBen left")
    messages = read("".join(f"[13/06/2023, 18:12:09] {line}\r\n" for line in lines)).messages
    assert messages.sender.dropna().tolist() == ["Cat", "Ben: Y6 dad", "Ben"]
    assert messages.kind.tolist() == ["text"] * 3 + ["notice"] * 2


@pytest.mark.parametrize(
    ("lines", "listed"),
    [
        (["Ben: Y6 dad: hi"], "1"),
        (["Ben: Y6 dad: hi", "Ben: Y6 dad: ho", "Ben: he"], "1-2"),
        (["Ben: Dan left", "Cat: hi"], "1"),
        (["Ben: Y6 dad: hi", "Ben: ho", "Ben: he"], ""),
        (["Ben: Note: hi"], ""),
        (["Ben: Y6 dad: hi", "Ben: Y6 dad: ho"], ""),  # put together, and listed as that
    ],
)
def test_lines_that_may_be_of_a_name_with_a_colon_and_were_left_apart_are_listed(lines: list[str], listed: str) -> None:
    raw = "".join(f"13/06/2023, 18:{n:02} - {line}\n" for n, line in enumerate(lines))
    seen = read(raw).observations
    assert seen.lines[seen.observed.str.contains("may go on after a colon")].tolist() == [listed] * bool(listed)
