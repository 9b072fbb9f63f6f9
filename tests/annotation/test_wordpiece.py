import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.annotation.wordpiece import SPECIAL, UNKNOWN, WordPieces

PIECES = [*SPECIAL, "don", "'", "t", "park", "##ing", "cafe", "🙄", "✌", ".", "!"]
WORDS = WordPieces(PIECES)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("Don't park", ["don", "'", "t", "park"], id="lower case, and the apostrophe by itself"),
        pytest.param(
            "don\N{RIGHT SINGLE QUOTATION MARK}t", ["don", "'", "t"], id="a curly apostrophe is a straight one"
        ),
        pytest.param("PARKING", ["park", "##ing"], id="the longest piece first"),
        pytest.param("Café", ["cafe"], id="no accents"),
        pytest.param("🙄🙄", ["🙄", "🙄"], id="each emoji by itself"),
        pytest.param("✌🏽\N{VARIATION SELECTOR-16}", ["✌"], id="no skin tone, no variation mark"),
        pytest.param("zebra park", ["[UNK]", "park"], id="a word that cannot be made of pieces is unknown as a whole"),
        pytest.param("park" * 16, ["[UNK]"], id="so is a very long one"),
        pytest.param("park…", ["park", "."], id="three dots in one"),
        pytest.param(" \n", [], id="nothing but space"),
    ],
)
def test_a_text_is_cut_into_pieces(text: str, pieces: list[str]) -> None:
    assert [PIECES[number] for number in WORDS.cut(text)[0]] == pieces


def test_each_piece_knows_the_characters_of_its_word() -> None:
    text = "Parking… Café!"
    _, places = WORDS.cut(text)
    assert [text[start:end] for start, end in places] == ["Parking", "Parking", "…", "Café", "!"]


def test_no_word_of_a_text_is_kept() -> None:
    words = WordPieces(PIECES)
    words.cut("Quoxley park")
    assert "quoxley" not in repr(vars(words)).lower()


@given(st.text())
def test_any_text_is_cut(text: str) -> None:
    numbers, places = WORDS.cut(text)
    assert len(numbers) == len(places)
    assert all(UNKNOWN <= number < len(PIECES) for number in numbers)
    assert all(0 <= start < end <= len(text) for start, end in places)
