"""Hypothesis strategies over the whole model of a drawing, odd names and all."""

import re

from hypothesis import strategies as st

from architecture.kinds import KINDS
from architecture.model import (
    ID_PATTERN,
    RESERVED_IDS,
    Architecture,
    Component,
    Connection,
    Direction,
    Group,
    Mode,
    Route,
)

_SEGMENTS = st.text(alphabet="abzAZ019_éßжम日本ー", min_size=1, max_size=4)
_PIECES = (
    '"', "'", "`", "[", "]", "(", ")", "{", "}", "|", "&", "&amp;", "&#35;", "#", "#35;", "#quot;",
    "<br/>", "<br>", "<b>", "\n", "\r\n", "\t", " ", "  ", "%%", "%% @a kind=x", "-->", "-.->",
    "--", ";", ":::", "end", "subgraph", "/", "\\", "\u2028", "\u200b", "\ufeff", "\x00", "=", "@",
    "API", "Postgres", "Kafka", "Browser", "日本語", "😀", "e\u0301", "\u200d", "#38;", "&&lt;;",
)  # fmt: skip

_MODES: tuple[Mode, ...] = ("sync", "async", "replication")


def identifiers() -> st.SearchStrategy[str]:
    """Ids that components and groups may have."""
    return (
        st.tuples(_SEGMENTS, st.lists(st.tuples(st.sampled_from("-./"), _SEGMENTS), max_size=2))
        .map(lambda parts: parts[0] + "".join(joint + more for joint, more in parts[1]))
        .filter(lambda name: name not in RESERVED_IDS and bool(re.fullmatch(ID_PATTERN, name)))
    )


def texts(*, min_size: int = 1, max_size: int = 200) -> st.SearchStrategy[str]:
    """Anything a person, or an attacker, may write on a box."""
    pieces = st.sampled_from(_PIECES)
    mixed = st.lists(pieces | st.text(max_size=5), min_size=min_size, max_size=8).map("".join)
    plain = st.text(alphabet="abcXYZ 0-_.", min_size=min_size, max_size=12)
    return (
        (plain | mixed)
        .map(lambda text: text[:max_size])
        .filter(lambda text: len(text) >= min_size)
    )


def _share() -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(0, 1) | st.sampled_from([0.0, 0.8, 0.999, 0.9995, 1.0])


def _seconds() -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(0, 1e300) | st.sampled_from([0.0, 0.2, 1e-05, 0.0026666, 90.0])


def components(component_id: str) -> st.SearchStrategy[Component]:
    """Components with this id and any other field."""
    return st.builds(
        Component,
        id=st.just(component_id),
        name=st.just(component_id[:200]) | texts(),
        kind=st.sampled_from(tuple(KINDS)),
        role=st.none() | texts(max_size=60),
        replicas=st.none() | st.integers(1, 100_000),
        standby=st.none() | st.integers(0, 1_000),
        capacity_rps=st.none() | st.floats(0, 1e300, exclude_min=True) | st.sampled_from([2e3]),
        slots=st.none() | st.integers(1, 1_000_000),
        service_time_s=_seconds(),
        delay_s=_seconds(),
        cv=st.none() | st.floats(0, 20),
        blocking=st.none() | st.booleans(),
        hit_ratio=_share(),
        availability=_share(),
        zones=st.lists(identifiers(), max_size=3).map(tuple),
        source_of_truth=st.none() | st.booleans(),
        notes=st.none() | texts(min_size=0, max_size=80),
    )


def connections(ids: tuple[str, ...]) -> st.SearchStrategy[Connection]:
    """Connections between these components, to themselves included."""
    return st.builds(
        Connection,
        source=st.sampled_from(ids),
        target=st.sampled_from(ids),
        mode=st.sampled_from(_MODES),
        label=st.none() | texts(),
        protocol=st.none() | texts(max_size=30),
        read_share=_share(),
        calls=st.none() | st.floats(0, 1e6),
        parallel=st.none() | st.booleans(),
        timeout_s=_seconds(),
        retries=st.none() | st.integers(0, 100),
    )


@st.composite
def architectures(draw: st.DrawFn, *, max_components: int = 6) -> Architecture:
    """Any valid drawing: groups in groups, parallel arrows, routes, unsaid figures."""
    names = draw(st.lists(identifiers(), max_size=max_components + 4, unique=True))
    count = draw(st.integers(0, min(len(names), max_components)))
    ids, group_ids = tuple(names[:count]), names[count:]
    directions: tuple[Direction, ...] = ("LR", "TD")
    return Architecture(
        components=tuple(draw(components(name)) for name in ids),
        connections=tuple(draw(st.lists(connections(ids), max_size=8))) if ids else (),
        groups=_groups(draw, ids, group_ids),
        routes=tuple(draw(st.lists(_routes(ids), max_size=3))) if ids else (),
        direction=draw(st.sampled_from(directions)),
    )


def _routes(ids: tuple[str, ...]) -> st.SearchStrategy[Route]:
    paths = st.lists(st.sampled_from(ids), min_size=2, max_size=4).map(tuple)
    return st.builds(Route, flow=identifiers(), path=paths)


def _groups(draw: st.DrawFn, ids: tuple[str, ...], names: list[str]) -> tuple[Group, ...]:
    if not names:
        return ()
    homes = {name: draw(st.none() | st.sampled_from(names)) for name in ids}
    members = draw(st.permutations(ids))
    groups: list[Group] = []
    for name in names:
        parent = draw(st.none() | st.sampled_from([group.id for group in groups] or [None]))
        groups.append(
            Group(
                id=name,
                name=draw(st.just(name) | texts()),
                members=tuple(member for member in members if homes[member] == name),
                parent=parent,
                zone=draw(st.booleans()),
            )
        )
    return tuple(groups)
