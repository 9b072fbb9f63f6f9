from __future__ import annotations

import logging
from collections import Counter

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from analyser.pack.characters import FONTS, coverage, families, listed, printable

SHOWN_AS = [
    ("plain words, £5 & Zażółć", None),
    ("two\nlines", None),
    ("👩‍👩‍👧‍👦 👍🏽 🇬🇧 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 1️⃣ ❤️", None),
    ("مرحبا ਪੰਜਾਬੀ हिन्दी বাংলা ગુજરાતી தமிழ் ไทย አማርኛ שלום Ελληνικά 你好 日本語 한국어", None),
    ("می‌خواهم", None),
    ("e\u0301 Z\u0334\u0321", None),
    ("\U0001d4d7\U0001d4ee", None),
    ("a\x00b\x07c\td\x7f", "a␀b␇c␉d␡"),
    ("a\x85b", "a⟦U+0085⟧b"),
    ("abc\u202edef\u202c", "abc⟦U+202E right-to-left override⟧def"),
    ("@\u2068Amy\u2069, \u202a+44\u202c\u200e", "@Amy, +44"),
    ("\ufeff\u2028", "⟦U+FEFF zero width no-break space⟧⟦U+2028 line separator⟧"),
    ("\u0378\ue000\uffff", "⟦U+0378⟧⟦U+E000⟧⟦U+FFFF⟧"),
    ("𓀀𓀀𓀀", "⟦U+13000 egyptian hieroglyph a001, 3 times⟧"),
    ("ok\U000e0068\U000e0069", "ok⟦U+E0068 tag latin small letter h⟧⟦U+E0069 tag latin small letter i⟧"),
    ("\u0301a", "⟦U+0301 combining acute accent⟧a"),
    ("⬋\u0cbe", "⬋⟦U+0CBE kannada vowel sign aa⟧"),
    ("\u200da\u200d", "a"),
    (
        "⟦U+202E⟧",
        "⟦U+27E6 mathematical left white square bracket⟧U+202E⟦U+27E7 mathematical right white square bracket⟧",
    ),
    ("\ud800", "⟦U+D800⟧"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN_AS)
def test_a_text_is_printed_as_it_is_or_with_something_visible_instead(text: str, shown: str | None) -> None:
    found: Counter[str] = Counter()
    assert printable(text, found) == (text if shown is None else shown)
    assert bool(found) is (shown is not None)


@given(st.text(st.characters()))
def test_what_is_printable_is_drawn_by_the_fonts_and_cannot_act(text: str) -> None:
    shown = printable(text, Counter())
    assert all(character == "\n" or character in coverage() for character in shown)
    assert not set(shown) & set("\x00\u202b\u202d\u202e\u2066\u2067\ufeff")


@given(st.text())
def test_every_character_is_printed_as_it_is_or_counted(text: str) -> None:
    found: Counter[str] = Counter()
    shown = printable(text, found)
    assert len(text) - found.total() <= len(shown)
    assert (shown == text) is (not found)


def test_what_is_not_printed_as_it_is_is_listed_and_logged_by_number(caplog: pytest.LogCaptureFixture) -> None:
    found: Counter[str] = Counter()
    printable("secret\x07\u2068\u2068\u0378", found)
    with caplog.at_level(logging.INFO):
        assert listed(found) == (
            "U+0007: 1 shown as a symbol",
            "U+0378: 1 shown in brackets",
            "U+2068 first strong isolate: 2 left out (invisible)",
        )
    assert caplog.messages == ["characters not printed as they are: U+0007, U+0378, U+2068"]


def test_a_long_list_is_cut_and_says_so() -> None:
    found: Counter[str] = Counter()
    printable("".join(map(chr, range(0x13000, 0x13064))), found)
    assert len(listed(found)) == 41
    assert listed(found)[-1] == "60 more characters"


def test_nothing_is_listed_or_logged_when_all_is_printed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert listed(Counter()) == ()
    assert caplog.messages == []


def test_the_fonts_keep_to_their_size_and_bring_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) <= 12 * 1024 * 1024
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")
    assert all(family.startswith("Noto ") for family in families())
    assert families()[:2] == ("Noto Sans", "Noto Emoji")


def test_bold_names_can_be_printed_in_every_letter_that_plain_ones_can() -> None:
    with TTFont(FONTS / "NotoSans-Regular.ttf") as plain, TTFont(FONTS / "NotoSans-Bold.ttf") as bold:
        assert set(plain.getBestCmap()) == set(bold.getBestCmap())
