"""Both layouts keep the same promises."""

import json
from collections.abc import Callable
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies_architecture import architectures

from architecture.drawing_sketch import sketch
from architecture.layout import EngineName, lay_out
from architecture.layout_graphviz import graphviz_layout, is_available
from architecture.layout_layers import arrange
from architecture.layout_ranks import Extent, Tie
from architecture.layout_types import Box, Frame, Layout, Link, Outline, Point, Size
from architecture.model import Architecture, Direction

NODE = Size(160, 58)
ENGINES: tuple[EngineName, ...] = ("layered", "graphviz")


def outline(
    nodes: int,
    links: tuple[tuple[int, int], ...],
    *,
    frames: tuple[Frame, ...] = (),
    direction: Direction = "LR",
) -> Outline:
    return Outline(
        nodes={f"n{i}": NODE for i in range(nodes)},
        links=tuple(
            Link(f"n{a}", f"n{b}", Size(50, 18) if (a + b) % 2 else None) for a, b in links
        ),
        frames=frames,
        direction=direction,
    )


def tree(nodes: int, seed: int = 1) -> tuple[tuple[int, int], ...]:
    random = Random(seed)  # noqa: S311 - shapes, not secrets
    back = [(random.randrange(max(0, i - 8), i), i) for i in range(1, nodes)]
    more = [(random.randrange(nodes), random.randrange(nodes)) for _ in range(nodes // 3)]
    return tuple(pair for pair in (*back, *more) if pair[0] != pair[1])


def keeps_its_promises(asked: Outline, found: Layout) -> None:
    assert list(found.boxes) == list(asked.nodes)
    assert len(found.curves) == len(found.labels) == len(asked.links)
    for one, other in combinations(found.boxes.values(), 2):
        assert not one.grown(2).meets(other)
    for box in (*found.boxes.values(), *found.frames.values()):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= found.width + 0.5
        assert box.y + box.height <= found.height + 0.5
    for link, curve, label in zip(asked.links, found.curves, found.labels, strict=True):
        assert on_border(curve.points[0], found.boxes[link.source])
        assert on_border(curve.tip, found.boxes[link.target])
        assert len(curve.points) % 3 == 1
        assert (label is None) == (link.label is None)
    for frame in every_frame(asked.frames):
        around = found.frames[frame.id]
        for name, box in found.boxes.items():
            assert is_inside(box, around) == (name in members(frame))
            assert is_inside(box, around) or not box.meets(around)


def on_border(point: Point, box: Box) -> bool:
    """Allow for the arrow's line width and for a font's rounding, not for a gap one sees."""
    x, y = point
    outer, inner = box.grown(2.5), box.grown(-2.5)
    inside = outer.x <= x <= outer.x + outer.width and outer.y <= y <= outer.y + outer.height
    deep = inner.x < x < inner.x + inner.width and inner.y < y < inner.y + inner.height
    return inside and not deep


def is_inside(box: Box, around: Box) -> bool:
    x, y = box.centre
    return around.x < x < around.x + around.width and around.y < y < around.y + around.height


def every_frame(frames: tuple[Frame, ...]) -> list[Frame]:
    return [found for frame in frames for found in (frame, *every_frame(frame.frames))]


def members(frame: Frame) -> set[str]:
    return {*frame.nodes, *(name for inner in frame.frames for name in members(inner))}


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest) -> Callable[[Outline], Layout]:
    """Lay out with one engine, which really is the one asked for."""
    engine: EngineName = request.param
    if engine == "graphviz" and not is_available():
        pytest.skip("Graphviz has no native WebAssembly runtime here")

    def placed(asked: Outline) -> Layout:
        found = lay_out(asked, engine=engine)
        assert found.engine == engine
        return found

    return placed


Place = Callable[[Outline], Layout]


@pytest.mark.parametrize("nodes", [1, 2, 15, 50])
@pytest.mark.parametrize("direction", ["LR", "TD"])
def test_boxes_keep_apart_and_arrows_end_at_borders(
    place: Place, nodes: int, direction: Direction
) -> None:
    asked = outline(nodes, tree(nodes), direction=direction)
    keeps_its_promises(asked, place(asked))


@pytest.mark.parametrize("direction", ["LR", "TD"])
def test_frames_hold_their_own_and_nothing_else(place: Place, direction: Direction) -> None:
    inner = Frame("inner", Size(90, 18), ("n4", "n5"), ())
    frames = (
        Frame("outer", Size(120, 18), ("n2", "n3"), (inner,)),
        Frame("other", Size(300, 18), ("n7",), ()),
    )
    links = ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (2, 7), (5, 1))
    asked = outline(9, links, frames=frames, direction=direction)
    keeps_its_promises(asked, place(asked))


def test_zones_stand_side_by_side() -> None:
    frames = (
        Frame("a", Size(90, 18), ("n1", "n2"), (), zone=True),
        Frame("b", Size(90, 18), ("n3", "n4"), (), zone=True),
    )
    asked = outline(5, ((0, 1), (0, 3), (1, 2), (3, 4), (2, 4), (3, 2)), frames=frames)
    found = lay_out(asked, engine="layered")
    keeps_its_promises(asked, found)
    assert abs(found.frames["a"].x - found.frames["b"].x) < 1


def test_an_arrow_out_of_a_frame_runs_round_the_boxes_in_it() -> None:
    frames = (Frame("a", Size(90, 18), ("n0", "n1", "n2"), ()),)
    asked = outline(4, ((0, 1), (1, 2), (0, 3)), frames=frames)
    found = lay_out(asked, engine="layered")
    path = [found.curves[2].at(step / 50) for step in range(51)]
    for name in ("n1", "n2"):
        assert not any(is_inside(Box(x, y, 0, 0), found.boxes[name]) for x, y in path)


def test_an_arrow_between_zones_runs_round_what_stands_between() -> None:
    frames = (
        Frame("a", Size(90, 18), ("n1", "n2", "n3"), (), zone=True),
        Frame("b", Size(90, 18), ("n4",), (), zone=True),
    )
    asked = outline(5, ((0, 1), (0, 2), (0, 3), (0, 4), (1, 4), (2, 4), (3, 4)), frames=frames)
    found = lay_out(asked, engine="layered")
    keeps_its_promises(asked, found)
    for link, curve in zip(asked.links[4:], found.curves[4:], strict=True):
        path = [curve.at(step / 50) for step in range(51)]
        for name in {"n1", "n2", "n3", "n4"} - {link.source, link.target}:
            assert not any(is_inside(Box(x, y, 0, 0), found.boxes[name]) for x, y in path)


def test_the_same_outline_gives_the_same_layout(place: Place) -> None:
    asked = outline(30, tree(30))
    assert place(asked) == place(asked)


def test_circles_and_double_arrows_are_laid_out(place: Place) -> None:
    asked = outline(4, ((0, 1), (1, 0), (1, 2), (2, 3), (3, 1), (0, 1)))
    found = place(asked)
    keeps_its_promises(asked, found)
    assert len({curve.points for curve in found.curves}) == 6


def test_a_hundred_boxes_without_arrows_are_no_single_column() -> None:
    found = lay_out(outline(100, ()), engine="layered")
    assert 0.3 < found.width / found.height < 6


def test_nothing_is_laid_out_too() -> None:
    found = lay_out(outline(0, ()))
    assert (found.boxes, found.curves) == ({}, ())


def test_two_hundred_boxes_fall_to_the_layers() -> None:
    asked = outline(200, tree(200))
    found = lay_out(asked)
    assert found.engine == "layered"
    keeps_its_promises(asked, found)


def test_the_largest_drawing_is_laid_out_without_delay() -> None:
    random = Random(7)  # noqa: S311 - shapes, not secrets
    links = tuple((random.randrange(500), random.randrange(500)) for _ in range(1_000))
    asked = outline(500, tuple(pair for pair in links if pair[0] != pair[1]))
    assert len(lay_out(asked).boxes) == 500


def test_most_arrows_point_forward() -> None:
    asked = outline(30, tree(30, seed=3)[:29])
    boxes = lay_out(asked, engine="layered").boxes
    forward = [boxes[link.source].x < boxes[link.target].x for link in asked.links]
    assert all(forward)


def test_crossings_that_need_not_be_are_undone() -> None:
    items = {name: Extent(10, 10) for name in ("a", "b", "c", "d")}
    placed = arrange(items, [Tie("a", "d"), Tie("b", "c")])
    left = placed.corners["a"][1] - placed.corners["b"][1]
    right = placed.corners["d"][1] - placed.corners["c"][1]
    assert left * right > 0


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"not json",
        b"{}",
        b'{"bb": "0,0,10,10", "objects": []}',
        b'{"bb": "0,0", "objects": [{"name": "n0", "pos": "1,1"}, {"name": "n1", "pos": "2,2"}]}',
        b'{"bb": "0,0,9,9", "objects": [{"name": "n0"}, {"name": "n1"}], "edges": []}',
        json.dumps(
            {
                "bb": "0,0,9,9",
                "objects": [{"name": "n0", "pos": "1,1"}, {"name": "n1", "pos": "2,2"}],
                "edges": [{"id": "e0"}],
            }
        ).encode(),
        json.dumps(
            {
                "bb": "0,0,9,9",
                "objects": [{"name": "n0", "pos": "1,1"}, {"name": "n1", "pos": "2,2"}],
                "edges": [{"id": "e0", "pos": "1,1 2,2 3,3 4,4"}],
            }
        ).encode(),
    ],
)
def test_an_answer_with_something_missing_is_not_used(answer: bytes) -> None:
    assert graphviz_layout(outline(2, ((0, 1),)), lambda _: answer) is None


def test_a_good_answer_is_turned_right_side_up() -> None:
    answer = {
        "bb": "0,0,400,100",
        "objects": [{"name": "n0", "pos": "80,80"}, {"name": "n1", "pos": "320,20"}],
        "edges": [{"id": "e0", "pos": "e,240,20 160,80 190,80 210,20 231,20", "lp": "200,50"}],
    }
    found = graphviz_layout(outline(2, ((0, 1),)), lambda _: json.dumps(answer).encode())
    assert found is not None
    assert found.boxes["n0"].centre[1] < found.boxes["n1"].centre[1]
    assert on_border(found.curves[0].tip, found.boxes["n1"])


def test_graphviz_is_told_no_words_of_the_drawing() -> None:
    told: list[str] = []

    def listen(dot: str) -> bytes:
        told.append(dot)
        return b""

    secret = Outline({"secret": NODE}, (), (Frame("hidden", Size(9, 9), ("secret",), ()),), "LR")
    assert graphviz_layout(secret, listen) is None
    assert "secret" not in told[0]
    assert "hidden" not in told[0]


@given(architectures(max_components=10), st.sampled_from(["LR", "TD"]))
def test_any_drawing_is_laid_out_as_promised(
    architecture: Architecture, direction: Direction
) -> None:
    turned = architecture.model_copy(update={"direction": direction})
    asked = sketch(turned, {}).outline
    keeps_its_promises(asked, lay_out(asked, engine="layered"))
