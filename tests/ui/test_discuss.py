from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.ui.discuss import find


@pytest.mark.parametrize(
    ("words", "near", "span"),
    [
        ("said it", 0, (3, 10)),
        ("said it again", 0, (3, 16)),
        ("it", 0, (8, 10)),
        ("it", 14, (17, 19)),
        ("", 5, (0, 0)),
        ("  ", 5, (0, 0)),
        ("never", 0, None),
        (".*", 0, None),
    ],
)
def test_words_are_found_whatever_the_line_breaks_and_nearest_to_where_they_were_marked(
    words: str, near: int, span: tuple[int, int] | None
) -> None:
    assert find("He said\nit again it.", words, near) == span


@given(text=st.text(min_size=1), edges=st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_words_taken_from_a_text_are_found_in_it(text: str, edges: tuple[int, int]) -> None:
    taken = " ".join(text[min(edges) : max(edges)].split())
    span = find(text, taken, min(edges))
    assert span is not None
    assert text[slice(*span)].split() == taken.split()
