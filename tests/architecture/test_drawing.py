"""The picture and its text: complete, stable, harmless, legible."""

import re
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from designs import component, design
from hypothesis import given
from strategies_architecture import architectures

from architecture.analysis import analyse
from architecture.drawing import Mark, describe, draw, layout_engine, warm_up
from architecture.errors import UnknownComponent
from architecture.icons import ICONS
from architecture.layout_graphviz import is_available
from architecture.lettering import clipped, lines, shown, width
from architecture.model import Architecture, Component, Connection, Group, Kind
from architecture.theme import FAMILIES, THEMES, Theme

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]> & <!-- --> &lt;b&gt;",
    "two\nlines\tand\r\nmore",
    "bell\x07 null\x00 esc\x1b[31m",
    "right-to-left \u202egnp.exe\u202c",
    "zero\u200bwidth\ufeff\u2066joke\u2069",
    "lone surrogate \ud800 and \uffff",
    "Z\u0351\u0352\u0353\u0354\u0355\u0356algo",
    "' onload='alert(1)",
    "日本語の長い名前のサービスです",
    "\u202e\u200b",
)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own output


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def chain(count: int) -> Architecture:
    return design(" > ".join(["client", *(f"web-{i}" for i in range(count - 1))]))


def shop() -> Architecture:
    base = design(
        "client > lb > web > pg => pg-2",
        "web ~> queue ~> worker > psp",
        "web > cache",
        "thing > thing",
    )
    groups = (
        Group(id="eu-1", name="Frankfurt a", members=("web", "pg"), zone=True),
        Group(id="tier", name="Data tier", members=("pg-2",)),
    )
    return base.model_copy(update={"groups": groups})


def test_a_picture_scales_and_says_what_it_is() -> None:
    root = parsed(draw(shop()))
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    named = {element.get("id") for element in root if element.get("id")}
    assert set((root.get("aria-labelledby") or "").split()) == named
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Architecture with 10 components"


def test_every_component_is_a_named_plate_with_an_icon() -> None:
    svg = draw(shop())
    labels = {group.get("aria-label") for group in parsed(svg).iter(f"{SVG}g")} - {None}
    assert len(labels) == 10
    assert "pg: SQL database" in labels
    for kind in ("sql_db", "queue", "client"):
        assert f'd="{ICONS[kind]}"' in svg


def test_replicas_and_standby_stand_on_the_plate() -> None:
    svg = draw(design("web > pg", web={"replicas": 8}, pg={"replicas": 1, "standby": 1}))
    assert "Service · \N{MULTIPLICATION SIGN}8" in texts(svg)
    assert "SQL database · +1 standby" in texts(svg)


def test_modes_differ_in_more_than_colour_and_are_explained() -> None:
    svg = draw(shop())
    assert 'stroke-dasharray="6 5"' in svg
    assert 'stroke-dasharray="1 5"' in svg
    assert {"call, waits", "message, does not wait", "copy of data"} <= set(texts(svg))
    assert "call, waits" not in texts(draw(design("web > pg")))


def test_zones_and_groups_carry_their_titles() -> None:
    assert {"Zone · Frankfurt a", "Data tier"} <= set(texts(draw(shop())))


def test_a_mark_says_its_word() -> None:
    marks = {
        "pg": Mark("SPOF", caption="one replica, no standby"),
        "web->cache": Mark("no timeout", tone="warning"),
    }
    svg = draw(shop(), marks=marks)
    assert {"SPOF", "one replica, no standby", "no timeout"} <= set(texts(svg))
    assert 'aria-label="pg: SQL database. SPOF"' in svg
    assert THEMES["light"].tones["critical"] in svg


def test_a_mark_on_nothing_is_refused() -> None:
    with pytest.raises(UnknownComponent, match="no component 'pgg'"):
        draw(shop(), marks={"pgg": Mark("SPOF")})


def test_the_themes_differ_in_colours_only() -> None:
    light, dark = draw(shop()), draw(shop(), theme="dark")
    bare = [re.sub(r"#[0-9a-f]{6,8}|lb[0-9a-f]{10}", "", svg) for svg in (light, dark)]
    assert light != dark
    assert bare[0] == bare[1]


def test_no_picture_paints_its_background() -> None:
    root = parsed(draw(design("client > web > pg ~> log")))
    assert root.find(f"{SVG}rect") is None


@pytest.mark.parametrize("count", [1, 15, 50, 200])
def test_any_number_of_boxes_is_drawn(count: int) -> None:
    svg = draw(chain(count))
    assert len(re.findall("aria-label=", svg)) == count


def test_an_empty_design_is_an_empty_picture() -> None:
    assert parsed(draw(Architecture())).get("role") == "img"


def test_two_pictures_on_a_page_share_no_id() -> None:
    first, second = draw(chain(2)), draw(chain(3))
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (first, second)]
    assert all(ids)
    assert ids[0].isdisjoint(ids[1])


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    architecture = Architecture.model_construct(
        components=(
            Component.model_construct(id="a", name=text, kind="service", role=text),
            Component.model_construct(id="b", name="B", kind="sql_db"),
        ),
        connections=(Connection.model_construct(source="a", target="b", mode="sync", label=text),),
        groups=(Group.model_construct(id="g", name=text, members=("a",)),),
        routes=(),
        direction="LR",
    )
    svg = draw(architecture, marks={"a": Mark(text, caption=text)})
    allowed = {f"{SVG}{name}" for name in ("svg", "title", "desc", "g", "rect", "text", "path")}
    assert {element.tag for element in parsed(svg).iter()} <= allowed
    for element in parsed(svg).iter():
        assert not [name for name in element.keys() if name.startswith("on")]  # noqa: SIM118
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", svg
    )
    svg.encode("utf-8")
    for row in describe(architecture):
        assert "\n" not in row


@given(architectures())
def test_every_design_is_well_formed_and_stable(architecture: Architecture) -> None:
    turned = architecture.model_copy(
        update={
            "components": architecture.components[::-1],
            "connections": architecture.connections[::-1],
        }
    )
    svg = draw(architecture)
    assert svg == draw(turned)
    labels = [group for group in parsed(svg).iter(f"{SVG}g") if group.get("aria-label")]
    assert len(labels) == len(architecture.components)


@given(architectures())
def test_the_words_name_every_component_and_connection(architecture: Architecture) -> None:
    rows = describe(architecture, analyse(architecture))
    assert len(rows) >= len(architecture.components) + len(architecture.connections)
    for item in architecture.components:
        assert any(item.id in row for row in rows)


def test_the_words_tell_what_was_found_where_it_is() -> None:
    drawing = design("client > web ~> queue", web={"replicas": 2, "zones": ["a", "b"]})
    rows = describe(drawing, analyse(drawing))
    assert rows[1].startswith("queue: Queue. Found: nothing takes work out of queue")
    assert rows[2].startswith("web: Service · \N{MULTIPLICATION SIGN}2, zones a, b")
    assert rows[3:] == ("client calls web", "web sends to queue")


def test_groups_and_figures_are_told_too() -> None:
    drawing = Architecture(
        components=(component("web", name="Booking API"), component("pg", role="seats")),
        connections=(
            Connection(source="web", target="pg", protocol="sql", timeout_s=0.8, retries=2),
        ),
        groups=(Group(id="g", name="Tier", members=("pg",)), Group(id="z", name="Z", zone=True)),
    )
    assert describe(drawing) == (
        "pg: SQL database, role seats",
        "Booking API (web): Service",
        "Group Tier: pg",
        "Zone Z: empty",
        "Booking API (web) calls pg (sql, timeout 0.8 s, retries 2)",
    )


def test_warming_up_tells_whether_graphviz_is_there() -> None:
    assert warm_up() is is_available()
    assert layout_engine().startswith("Graphviz" if is_available() else "our own layers")


def test_every_kind_has_an_icon_and_a_colour() -> None:
    kinds = set(get_args(Kind))
    assert set(ICONS) == kinds
    assert set(FAMILIES) == kinds
    assert len(set(ICONS.values())) == len(kinds)


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
def test_text_keeps_its_contrast(theme: Theme) -> None:
    for words in (theme.text, theme.muted):
        assert contrast(words, theme.plate) >= 4.5
        assert contrast(words, theme.page) >= 4.5
    for line in (theme.sync, theme.queued, theme.copied, *theme.tones.values()):
        assert contrast(line, theme.page) >= 4.5
    for tone in theme.tones.values():
        assert contrast(theme.on_tone, tone) >= 4.5
    for accent in theme.accents.values():
        assert contrast(accent.strong, accent.tint) >= 3


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_long_name_is_broken_and_then_cut() -> None:
    broken = lines("Seat availability projection service for everybody", 13, 110, most=2)
    assert broken[0] == "Seat availability"
    assert broken[1].endswith("…")
    assert all(width(line, 13) <= 110 for line in broken)


def test_a_word_without_a_gap_is_broken_inside() -> None:
    assert lines("x" * 40, 13, 110, most=2)[0].startswith("xxx")
    assert all(width(line, 13) <= 110 for line in lines("x" * 40, 13, 110, most=2))


def test_what_fits_is_left_alone() -> None:
    assert clipped("Redis", 13, 100) == "Redis"
    assert lines("Redis", 13, 100, most=2) == ("Redis",)
    assert lines("", 13, 100, most=2) == ()


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u200bb", "ab"),
        ("a\u202eb\u202c", "ab"),
        (" a \n\t b ", "a b"),
        ("e\u0301", "é"),
        ("\x00\x07", ""),
    ],
)
def test_what_cannot_be_seen_is_dropped(text: str, cleaned: str) -> None:
    assert shown(text) == cleaned
