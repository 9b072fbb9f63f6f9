from __future__ import annotations

from streamlit.testing.v1 import AppTest

from analyser.ui import state
from tests.evidence.tables import every_minute, mark
from tests.ui.reading import press, show


def test_what_was_derived_from_a_chat_goes_when_the_chat_is_closed(app: AppTest) -> None:
    show(app, "to_read", every_minute(5), mark(1, "abuse"))
    assert state.DERIVED in app.session_state
    press(app.switch_page("screens/open.py").run(), "Close this chat")
    assert state.DERIVED not in app.session_state


def test_tables_are_made_once_for_the_same_answers(app: AppTest) -> None:
    show(app, "to_read", every_minute(5), mark(1, "abuse"))
    before = app.session_state[state.DERIVED]
    assert app.run().session_state[state.DERIVED] is before
    app.checkbox(key="reading language").check().run()
    assert app.session_state[state.DERIVED] is not before
