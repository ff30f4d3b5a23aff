"""The two views of a drawing. AppTest cannot reach a table's cells, but what they do."""

import pytest
from streamlit.testing.v1 import AppTest

from interview.attempt import DrawingDraft
from interview.errors import StaleAttempt, StoreFull
from interview.views import Saved
from tests.fakes.clock import FakeClock
from ui.components.drawing_table import Edits

pytestmark = pytest.mark.xdist_group("apptest")

TEXT = "web[Web] --> api[API]\n"


class Shelf:
    """Keeps drawings as a store does; refuses while `refusal` is set."""

    def __init__(self) -> None:
        self.kept = [TEXT]
        self.refusal: Exception | None = None

    @property
    def draft(self) -> DrawingDraft:
        return DrawingDraft(text=self.kept[-1], good_text=self.kept[-1], rev=len(self.kept) - 1)

    def save(self, text: str, rev: int) -> Saved:
        if self.refusal:
            raise self.refusal
        if rev != self.draft.rev:
            raise StaleAttempt("drawing", current=self.draft, yours=text)
        self.kept.append(text)
        return Saved(rev=self.draft.rev, at=FakeClock().now())


def _board(shelf: "Shelf", edits: "Edits") -> None:
    # AppTest runs a copy of this source, so its names have to be inside it.
    import streamlit as st

    from ui.components.answer_box import held
    from ui.components.drawing_board import drawing_board
    from ui.components.drawing_table import with_components
    from ui.components.drawing_tables import take
    from ui.drawings import reading

    drawing_board(key="board", draft=shelf.draft, save=shelf.save)
    args = ("board", reading(held("board")), with_components, edits, shelf.save)
    st.button("Edit", key="edit", on_click=take, args=args)


def board(shelf: Shelf, edits: Edits | None = None) -> AppTest:
    rename = Edits(changed={1: {"name": "Booking"}}, added=[], deleted=[])
    app = AppTest.from_function(_board, args=(shelf, edits or rename), default_timeout=60)
    return view(app, "Text")


def view(app: AppTest, name: str) -> AppTest:
    app.session_state["board.view"] = name
    app.run()
    assert not app.exception
    return app


def text_of(app: AppTest) -> str:
    return app.text_area(key="board").value or ""


def test_an_edit_of_a_table_rewrites_the_text_and_saves_it() -> None:
    shelf = Shelf()
    app = view(board(shelf), "Tables")
    app.button(key="edit").click().run()
    assert "Booking" in shelf.kept[-1]
    assert text_of(view(app, "Text")) == shelf.kept[-1]


def test_the_browser_is_told_the_text_when_its_field_comes_back() -> None:
    app = view(view(board(Shelf()), "Tables"), "Text")
    assert app.text_area(key="board").proto.set_value
    assert app.text_area(key="board").proto.value == TEXT


def test_a_text_that_is_not_saved_survives_the_other_view() -> None:
    shelf = Shelf()
    app = board(shelf)
    shelf.refusal = StoreFull("no room to write")
    app.text_area(key="board").set_value("web --> cache").run()
    view(app, "Tables")
    assert "Not saved: no room to write" in app.error[0].value
    assert text_of(view(app, "Text")) == "web --> cache"


def test_an_edit_that_clashes_shows_both_texts() -> None:
    shelf = Shelf()
    app = view(board(shelf), "Tables")
    shelf.kept.append("other --> one")
    app.button(key="edit").click().run()
    assert "changed in another tab" in app.warning[0].value
    app.button(key="board.mine").click().run()
    assert "Booking" in shelf.kept[-1]


def test_undo_takes_the_last_edit_of_a_table_back() -> None:
    shelf = Shelf()
    app = view(board(shelf), "Tables")
    app.button(key="edit").click().run()
    app.button(key="board.table.undo").click().run()
    assert shelf.kept[-1] == TEXT
    assert app.button(key="board.table.undo").disabled


def test_a_wrong_row_changes_nothing_and_says_why() -> None:
    shelf = Shelf()
    wrong = Edits(changed={0: {"replicas": 0}}, added=[], deleted=[])
    app = view(board(shelf, wrong), "Tables")
    app.button(key="edit").click().run()
    assert "component in row 1" in app.error[0].value
    assert shelf.kept == [TEXT]


def test_a_text_that_cannot_be_read_has_no_table() -> None:
    shelf = Shelf()
    shelf.kept.append('a["open')
    app = view(board(shelf), "Tables")
    assert "cannot be read" in app.warning[0].value
