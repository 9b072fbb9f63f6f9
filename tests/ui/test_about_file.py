"""What the page says about the file: media that are left out, and lists of lines that are long."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

import analyser
from analyser.casework.model import Work
from analyser.ui import state
from tests.ui.reading import words

MORNING = "01/09/2025, 08:00 - Anna: Morning\n01/09/2025, 08:01 - Ben: Morning all\n"
MEDIA = "01/09/2025, 08:02 - Ben: <Media omitted>\n"
FILE = "01/09/2025, 08:03 - Ben: IMG-20250901-WA0001.jpg (file attached)\n"
NONE = "The export names no picture, recording or file."
ONE = "1 message in the chat stands for a picture"


def about(app: AppTest, export: str) -> AppTest:
    app.session_state[state.CHAT] = chat = analyser.read_export(export.encode(), name="chat.txt")
    app.session_state[state.WORK] = Work(sha256=chat.source.sha256)
    turned = app.switch_page("screens/about_file.py").run()
    assert not turned.exception
    return turned


@pytest.mark.parametrize(
    ("more", "said", "unsaid"),
    [
        ("", (NONE,), (ONE,)),
        (MEDIA, (ONE,), (NONE,)),
        (MEDIA * 2, ("2 messages in the chat stand for",), (NONE,)),
        (FILE, ("listed by name only",), (NONE, ONE)),
        (MEDIA + FILE, (ONE, "listed by name only"), (NONE,)),
    ],
)
def test_media_that_were_left_out_are_not_said_to_be_none(
    app: AppTest, more: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    page = words(about(app, MORNING + more))
    assert [each for each in said if each not in page] == []
    assert [each for each in unsaid if each in page] == []


def test_a_row_of_what_was_observed_is_as_high_as_its_longest_list_of_lines(app: AppTest) -> None:
    few = about(app, MORNING + MEDIA).dataframe[1].proto.row_height
    many = about(app, (MORNING + MEDIA) * 30).dataframe[1].proto.row_height
    assert 0 < few < many
