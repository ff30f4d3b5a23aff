from architecture.analysis import analyse
from architecture.fact import Fact
from architecture.notation import parse
from ui.drawings import fitting, marks_of, width_of

CHAIN = parse("client --> a --> b --> c --> d --> e --> pg[(Postgres)]\n%% @pg replicas=1")
DESIGN = CHAIN.architecture


def test_a_single_point_of_failure_is_marked_with_its_word() -> None:
    assert DESIGN is not None
    marks = {name: (word, tone) for name, word, tone in marks_of(DESIGN, analyse(DESIGN))}
    assert marks["pg"] == ("SPOF", "critical")


def test_a_fact_about_something_that_is_not_drawn_marks_nothing() -> None:
    assert DESIGN is not None
    ghost = Fact(id="spof:ghost", statement="it fails", severity="critical", source="test")
    assert marks_of(DESIGN, (ghost,)) == ()


def test_a_fact_that_is_no_warning_marks_nothing() -> None:
    assert DESIGN is not None
    calm = Fact(id="spof:pg", statement="it is doubled", severity="ok", source="test")
    assert marks_of(DESIGN, (calm,)) == ()


def test_a_drawing_that_is_too_wide_is_turned() -> None:
    assert DESIGN is not None
    wide = fitting(DESIGN, (), theme="light", room_px=10_000)
    narrow = fitting(DESIGN, (), theme="light", room_px=500)
    assert width_of(narrow) < 500 < width_of(wide)
