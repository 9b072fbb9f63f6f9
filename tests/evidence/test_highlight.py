from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.evidence.highlight import Mark, Piece, marks, segments
from tests.evidence.tables import HEADINGS, mark, marked


def test_overlapping_passages_are_cut_at_every_edge() -> None:
    pieces = segments("you absolute fool", [Mark(0, 12, "grievance", "Concern"), Mark(4, 17, "abuse", "Comment")])
    assert pieces == [
        Piece("you ", ("grievance",)),
        Piece("absolute", ("grievance", "abuse"), ("Concern",)),
        Piece(" fool", ("abuse",), ("Comment",)),
    ]


def test_the_words_of_a_mark_stand_once_where_it_ends() -> None:
    same = [Mark(0, 4, "abuse", "Comment"), Mark(0, 4, "abuse", "Comment")]
    assert segments("fool", same) == [Piece("fool", ("abuse",), ("Comment",))]


def test_a_message_without_marks_is_one_piece_and_an_empty_one_is_none() -> None:
    assert segments("plain", []) == [Piece("plain")]
    assert segments("", [Mark(0, 1, "abuse", "Comment")]) == []


@given(
    text=st.text(max_size=40),
    edges=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6),
)
def test_joined_pieces_are_the_text_and_each_mark_covers_exactly_its_words(
    text: str, edges: list[tuple[int, int]]
) -> None:
    given_marks = [Mark(min(edge), max(edge), str(place), str(place)) for place, edge in enumerate(edges)]
    pieces = segments(text, given_marks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    for one in given_marks:
        assert "".join(piece.text for piece in pieces if one.style in piece.styles) == text[one.start : one.end]
        assert sum(one.words in piece.closing for piece in pieces) == bool(text[one.start : one.end])


@pytest.mark.parametrize(
    ("row", "style", "words"),
    [
        (mark(1, "abuse"), "abuse", "Abusive or personal comment"),
        (
            mark(1, "grievance", "CHILD"),
            "grievance",
            "Concern or view aired in the group. May name or describe someone",
        ),
        (mark(1, "grievance", "COMPLAINT"), "flag", "May be a concern for the school to answer"),
        (mark(1, "abuse", "ALLEGATION"), "flag", "An adult at the school may be a risk to a child"),
        (mark(1, None, "NEEDS-READING"), "flag", "Needs reading by a person"),
        (mark(1, "abuse", strength="set aside"), "set aside", "Set aside"),
    ],
)
def test_a_mark_says_in_words_what_it_is(row: dict[str, object], style: str, words: str) -> None:
    (one,) = marks(marked(row), HEADINGS)[1]
    assert one.style == style
    assert one.words.startswith(words)


def test_no_heading_is_written_on_a_message_about_a_child_at_risk() -> None:
    both = marks(marked(mark(1, "abuse", "SAFEGUARD"), mark(1, "abuse"), mark(2, "abuse")), HEADINGS)
    assert [one.words for one in both[1]] == ["A child may be at risk", "To read"]
    assert both[2][0].style == "abuse"


def test_a_flag_that_was_set_aside_hides_no_heading() -> None:
    both = marks(marked(mark(1, "abuse", "COMPLAINT", strength="set aside"), mark(1, "abuse")), HEADINGS)
    assert [one.style for one in both[1]] == ["set aside", "abuse"]
