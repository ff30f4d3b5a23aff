"""The SVG writer: knows places, colours and escaping, and nothing of how places are found.

Pure: no I/O, no clock, no randomness. Only plain attributes are used (no style element, no
script, no references to other parts of the page but the picture's own title), so that
sanitisers leave the picture whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import hypot

from architecture.drawing_sketch import (
    ICON_ROOM,
    LABEL_SIZE,
    NAME_SIZE,
    SMALL_SIZE,
    Arrow,
    Mark,
    Plate,
    Sketch,
    kind_line,
)
from architecture.icons import ICONS
from architecture.layout_types import Box, Curve, Layout, Point
from architecture.lettering import clipped, shown, width
from architecture.model import Mode
from architecture.theme import FAMILIES, Theme

FONT = "Inter, 'Source Sans Pro', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
_RADIUS = 10
_HEAD = 9.0
_LEGEND = 30.0
_DASHES: dict[Mode, str] = {"sync": "", "async": "6 5", "replication": "1 5"}
_MODE_WORDS: dict[Mode, str] = {
    "sync": "call, waits",
    "async": "message, does not wait",
    "replication": "copy of data",
}
_SMALLEST = Box(0, 0, 220, 90)


@dataclass(frozen=True, slots=True)
class _Page:
    sketch: Sketch
    layout: Layout
    theme: Theme


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a border is drawn."""

    colour: str
    dash: str = ""
    thick: float = 1.2


@dataclass(frozen=True, slots=True)
class Caption:
    """What the picture is called, for those who don't see it; plain text.

    The prefix starts every id of the picture, so that two of them can share a page.
    """

    prefix: str
    title: str
    summary: str


def svg(sketch: Sketch, layout: Layout, theme: Theme, caption: Caption) -> str:
    """Write the picture: what is written where, at these places, in these colours."""
    page = _Page(sketch, layout, theme)
    prefix = caption.prefix
    legend = _legend(page)
    wide = max(layout.width, _SMALLEST.width, _legend_width(sketch) if legend else 0)
    high = max(layout.height, _SMALLEST.height) + (_LEGEND if legend else 0)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_n(wide)}" '
        f'height="{_n(high)}" viewBox="0 0 {_n(wide)} {_n(high)}" font-family="{FONT}" '
        f'aria-labelledby="{prefix}-title {prefix}-desc">'
    )
    parts = [
        head,
        f'<title id="{prefix}-title">{_text(caption.title)}</title>',
        f'<desc id="{prefix}-desc">{_text(caption.summary)}</desc>',
        *_frames(page),
        *_arrows(page),
        *_loops(page),
        *_plates(page),
        *_titles(page),
        *_labels(page),
        *legend,
        "</svg>",
    ]
    return "\n".join(parts)


def _frames(page: _Page) -> Iterator[str]:
    for name, box in page.layout.frames.items():
        _, zone = page.sketch.titles[name]
        pen = _Pen(page.theme.zone, "8 4 2 4") if zone else _Pen(page.theme.group, "5 5")
        yield _rect(box, page.theme.group_fill, pen, radius=14)


def _titles(page: _Page) -> Iterator[str]:
    """Write the frames' titles over the arrows that pass them."""
    for name, box in page.layout.frames.items():
        title, zone = page.sketch.titles[name]
        word = f"Zone · {title}" if zone else title
        yield (
            f'<text x="{_n(box.x + 12)}" y="{_n(box.y + 17)}" font-size="{SMALL_SIZE:g}" '
            f'font-weight="600" fill="{page.theme.muted}" stroke="{page.theme.page}" '
            f'stroke-width="3" stroke-linejoin="round" paint-order="stroke">{_text(word)}</text>'
        )


def _arrows(page: _Page) -> Iterator[str]:
    for arrow, curve in zip(page.sketch.arrows, page.layout.curves, strict=True):
        yield _arrow(page, arrow, curve)


def _arrow(page: _Page, arrow: Arrow, curve: Curve) -> str:
    mode = arrow.connection.mode
    colour = _mode_colour(page.theme, mode)
    start, *rest = curve.points
    path = f"M{_p(start)} " + " ".join(
        f"C{_p(rest[i])} {_p(rest[i + 1])} {_p(rest[i + 2])}" for i in range(0, len(rest), 3)
    )
    name = f"{arrow.connection.source} to {arrow.connection.target}, {mode}"
    return (
        f"<g><title>{_text(shown(name))}</title>"
        f"{_stroke(path, colour, mode)}{_head(curve, colour, mode)}</g>"
    )


def _stroke(path: str, colour: str, mode: Mode) -> str:
    dash = f' stroke-dasharray="{_DASHES[mode]}"' if _DASHES[mode] else ""
    thick = "2.4" if mode == "replication" else "1.6"
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{thick}" '
        f'stroke-linecap="round"{dash}/>'
    )


def _head(curve: Curve, colour: str, mode: Mode) -> str:
    """Draw the arrow's head: filled for a call, open for what nobody waits for."""
    end, tip = curve.points[-1], curve.tip
    if hypot(tip[0] - end[0], tip[1] - end[1]) < 1:
        end = curve.points[-2]
    long = hypot(tip[0] - end[0], tip[1] - end[1]) or 1.0
    ux, uy = (tip[0] - end[0]) / long, (tip[1] - end[1]) / long
    back = (tip[0] - ux * _HEAD, tip[1] - uy * _HEAD)
    left = (back[0] - uy * _HEAD * 0.45, back[1] + ux * _HEAD * 0.45)
    right = (back[0] + uy * _HEAD * 0.45, back[1] - ux * _HEAD * 0.45)
    if mode == "sync":
        return f'<path d="M{_p(left)} L{_p(tip)} L{_p(right)} Z" fill="{colour}"/>'
    return (
        f'<path d="M{_p(left)} L{_p(tip)} L{_p(right)} M{_p(back)} L{_p(tip)}" fill="none" '
        f'stroke="{colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _loops(page: _Page) -> Iterator[str]:
    """Draw connections to oneself as one small loop at the plate's lower right corner."""
    for arrow in page.sketch.loops:
        box = page.layout.boxes[arrow.connection.source]
        x, y = box.x + box.width - 30, box.y + box.height
        points = ((x, y), (x, y + 22), (x + 20, y + 22), (x + 20, y + 7))
        yield _arrow(page, arrow, Curve(points, (x + 20, y)))


def _plates(page: _Page) -> Iterator[str]:
    for name, plate in page.sketch.plates.items():
        yield from _plate(page, plate, page.layout.boxes[name])


def _plate(page: _Page, plate: Plate, box: Box) -> Iterator[str]:
    theme = page.theme
    accent = theme.accents[FAMILIES[plate.component.kind]]
    name = shown(plate.component.name) or plate.component.id
    said = f"{name}: {kind_line(plate.component)}"
    if plate.mark:
        said += f". {plate.mark.word}"
    dash = "5 4" if plate.component.kind == "unknown" else ""
    yield f'<g aria-label="{_text(shown(said))}"><title>{_text(shown(said))}</title>'
    if plate.mark:
        yield _rect(box.grown(4), "none", _Pen(theme.tones[plate.mark.tone], thick=2.4), radius=14)
    yield _rect(box, theme.plate, _Pen(accent.border, dash, 1.4))
    yield _icon(plate, box, accent.strong, accent.tint)
    yield from _words(theme, plate, box)
    if plate.mark:
        yield from _badge(theme, plate.mark, box)
    yield "</g>"


def _icon(plate: Plate, box: Box, stroke: str, tint: str) -> str:
    side = 32
    x, y = box.x + 9, box.y + (box.height - side) / 2
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{side}" height="{side}" rx="8" fill="{tint}"/>'
        f'<path transform="translate({_n(x + 6)} {_n(y + 6)}) scale(.8333)" '
        f'd="{ICONS[plate.component.kind]}" fill="none" stroke="{stroke}" stroke-width="1.9" '
        f'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _words(theme: Theme, plate: Plate, box: Box) -> Iterator[str]:
    x = box.x + ICON_ROOM + 4
    height = 15 * len(plate.name) + 14
    y = box.y + (box.height - height) / 2 + 11.5
    for line in plate.name:
        yield (
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{NAME_SIZE:g}" font-weight="600" '
            f'fill="{theme.text}">{_text(line)}</text>'
        )
        y += 15
    yield (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{SMALL_SIZE:g}" fill="{theme.muted}">'
        f"{_text(plate.small)}</text>"
    )


def _badge(theme: Theme, mark: Mark, box: Box) -> Iterator[str]:
    word = clipped(shown(mark.word), 10, box.width - 20)
    wide = width(word, 10) + 14
    x, y = box.x + box.width - wide - 6, box.y - 12
    tone = theme.tones[mark.tone]
    yield _rect(Box(x, y, wide, 16), tone, _Pen("none"), radius=8)
    yield (
        f'<text x="{_n(x + wide / 2)}" y="{_n(y + 11.6)}" font-size="10" font-weight="700" '
        f'text-anchor="middle" fill="{theme.on_tone}">{_text(word)}</text>'
    )
    if mark.caption:
        text = clipped(shown(mark.caption), 10, box.width + 20)
        yield _haloed(theme, text, (box.centre[0], box.y + box.height + 16), 10, tone)


def _labels(page: _Page) -> Iterator[str]:
    """Write the words on arrows last, so that no line crosses them."""
    for arrow, place in zip(page.sketch.arrows, page.layout.labels, strict=True):
        if place is None:
            continue
        x, y = place
        texts = [(arrow.label, _mode_colour(page.theme, arrow.connection.mode))]
        if arrow.mark:
            texts.append((shown(arrow.mark.word), page.theme.tones[arrow.mark.tone]))
        texts = [(text, colour) for text, colour in texts if text]
        y += 4 - 8 * (len(texts) - 1)
        for text, colour in texts:
            yield _haloed(page.theme, text, (x, y), LABEL_SIZE, colour)
            y += 16


def _legend(page: _Page) -> list[str]:
    """Explain the lines, when there is more than one sort."""
    if len(page.sketch.modes) < 2:  # noqa: PLR2004 - one sort needs no legend
        return []
    y = max(page.layout.height, _SMALLEST.height) + _LEGEND / 2 - 4
    x = 16.0
    parts = ["<g>"]
    for mode in page.sketch.modes:
        colour = _mode_colour(page.theme, mode)
        curve = Curve(((x, y), (x + 8, y), (x + 16, y), (x + 25, y)), (x + 34, y))
        parts.append(_stroke(f"M{_p((x, y))} L{_p((x + 25, y))}", colour, mode))
        parts.append(_head(curve, colour, mode))
        parts.append(
            f'<text x="{_n(x + 42)}" y="{_n(y + 4)}" font-size="{SMALL_SIZE:g}" '
            f'fill="{page.theme.muted}">{_MODE_WORDS[mode]}</text>'
        )
        x += _legend_step(mode)
    return [*parts, "</g>"]


def _legend_step(mode: Mode) -> float:
    return 66 + width(_MODE_WORDS[mode], SMALL_SIZE)


def _legend_width(sketch: Sketch) -> float:
    return 16 + sum(_legend_step(mode) for mode in sketch.modes)


def _mode_colour(theme: Theme, mode: Mode) -> str:
    return {"sync": theme.sync, "async": theme.queued, "replication": theme.copied}[mode]


def _haloed(theme: Theme, text: str, place: Point, size: float, colour: str) -> str:
    return (
        f'<text x="{_n(place[0])}" y="{_n(place[1])}" font-size="{size:g}" text-anchor="middle" '
        f'fill="{colour}" stroke="{theme.page}" stroke-width="4" stroke-linejoin="round" '
        f'paint-order="stroke">{_text(text)}</text>'
    )


def _rect(box: Box, fill: str, pen: _Pen, *, radius: float = _RADIUS) -> str:
    dashes = f' stroke-dasharray="{pen.dash}"' if pen.dash else ""
    return (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}" rx="{radius:g}" fill="{fill}" stroke="{pen.colour}" '
        f'stroke-width="{pen.thick:g}"{dashes}/>'
    )


def _p(point: Point) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(number: float) -> str:
    """Write a coordinate with one decimal: fine enough, and the same on every machine."""
    text = f"{number:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def _text(text: str) -> str:
    return escape(text, quote=True)
