"""What a design is: typed components and the connections between them.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from architecture.errors import UnknownComponent

MAX_COMPONENTS = 500
MAX_CONNECTIONS = 1_000
MAX_GROUPS = 200
MAX_ROUTES = 200
# Words with a meaning of their own in the notation; Mermaid reads none of them as a box.
RESERVED_IDS = frozenset(
    {"end", "graph", "flowchart", "subgraph", "style", "linkStyle", "classDef", "class", "click"}
    | {"direction", "accTitle", "accDescr"}
)

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False, description="seconds")]
PerSecond = Annotated[float, Field(gt=0, allow_inf_nan=False, description="calls per second")]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, description="share, 0 to 1")]
# What the notation can carry: letters and digits of any script and "_", joined by single "-", "."
# or "/". No white space, no other ASCII punctuation, no symbols, emoji or invisible characters.
ID_CHARACTER = (
    r"[^\s\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x9f\u00ab\u00ad\u00bb\u2000-\u2bff\u3000-\u3003"
    rf"\ufeff\ufff0-\uffff{chr(0x10000)}-{chr(0x10FFFF)}]"
)
ID_PATTERN = rf"{ID_CHARACTER}+(?:[-./]{ID_CHARACTER}+)*"
Identifier = Annotated[
    str, StringConstraints(min_length=1, max_length=80, pattern=rf"^{ID_PATTERN}$")
]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Note = Annotated[str, StringConstraints(max_length=2_000)]

Kind = Literal[
    "client",
    "dns",
    "cdn",
    "load_balancer",
    "api_gateway",
    "rate_limiter",
    "admission",
    "service",
    "serverless",
    "worker",
    "scheduler",
    "cache",
    "pooler",
    "sql_db",
    "nosql_db",
    "wide_column",
    "search_index",
    "object_store",
    "queue",
    "stream",
    "data_warehouse",
    "identity",
    "monitoring",
    "external",
    "unknown",
]
Mode = Literal["sync", "async", "replication"]
Direction = Literal["LR", "TD"]
FaultKind = Literal[
    "replica_loss",
    "zone_loss",
    "failover",
    "spike",
    "slow",
    "errors",
    "cache_flush",
    "hot_key",
    "replica_lag",
    "backlog",
    "partition",
]


class Component(BaseModel):
    """One box of the drawing. `None` means the drawing does not say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Identifier
    name: Label = Field(description="what the person wrote on the box")
    kind: Kind = "unknown"
    role: Label | None = Field(default=None, description="what it is for, e.g. payment-provider")
    replicas: Annotated[int, Field(ge=1, le=100_000)] | None = None
    standby: Annotated[int, Field(ge=0, le=1_000)] | None = Field(
        default=None, description="replicas that take over, but carry no load"
    )
    capacity_rps: PerSecond | None = Field(default=None, description="calls/s of one replica")
    slots: Annotated[int, Field(ge=1, le=1_000_000)] | None = Field(
        default=None, description="calls that one replica serves at once"
    )
    service_time_s: Seconds | None = Field(
        default=None, description="time a call holds a slot, callees excluded, in seconds"
    )
    delay_s: Seconds | None = Field(default=None, description="time that holds no slot, seconds")
    cv: Annotated[float, Field(ge=0, le=20)] | None = Field(
        default=None, description="standard deviation / mean of the service time"
    )
    blocking: bool | None = Field(
        default=None, description="holds its slot while callees work (thread per request)"
    )
    hit_ratio: Share | None = None
    availability: Share | None = None
    zones: tuple[Identifier, ...] = Field(default=(), description="failure domains it runs in")
    source_of_truth: bool | None = None
    notes: Note | None = None


class Connection(BaseModel):
    """One arrow of the drawing, from caller to callee or from producer to consumer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Identifier
    target: Identifier
    mode: Mode = "sync"
    label: Label | None = None
    protocol: Label | None = None
    read_share: Share | None = Field(default=None, description="share of the calls that read")
    calls: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] | None = Field(
        default=None, description="calls per call of the source (fan-out)"
    )
    parallel: bool | None = None
    timeout_s: Seconds | None = None
    retries: Annotated[int, Field(ge=0, le=100)] | None = None


class Group(BaseModel):
    """A box drawn around components. A failure domain only when marked as a zone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Identifier
    name: Label
    members: tuple[Identifier, ...] = Field(
        default=(), description="component ids; those of groups inside it are not repeated"
    )
    parent: Identifier | None = Field(default=None, description="enclosing group's id")
    zone: bool = False


class Route(BaseModel):
    """The way one flow takes, as the candidate corrected it (`%% flow book: client > web`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    flow: Identifier
    path: Annotated[tuple[Identifier, ...], Field(min_length=2)]


class Architecture(BaseModel):
    """A whole drawing: typed, with unique ids and no dangling arrow."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    components: Annotated[tuple[Component, ...], Field(max_length=MAX_COMPONENTS)] = ()
    connections: Annotated[tuple[Connection, ...], Field(max_length=MAX_CONNECTIONS)] = ()
    groups: Annotated[tuple[Group, ...], Field(max_length=MAX_GROUPS)] = Field(
        default=(), description="kept outermost first, each followed by the groups inside it"
    )
    routes: Annotated[tuple[Route, ...], Field(max_length=MAX_ROUTES)] = ()
    direction: Direction = "LR"

    @field_validator("groups", mode="after")
    @classmethod
    def _outermost_first(cls, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        return _nested_order(groups)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        problems = [*self._wrong_ids(), *self._wrong_groups()]
        known = {component.id for component in self.components}
        for connection in self.connections:
            problems += [
                f"connection {connection.source}->{connection.target}: no component '{end}'"
                for end in (connection.source, connection.target)
                if end not in known
            ]
        for route in self.routes:
            problems += [
                f"flow '{route.flow}': no component '{step}'"
                for step in route.path
                if step not in known
            ]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _wrong_ids(self) -> list[str]:
        ids = [component.id for component in self.components]
        groups = [group.id for group in self.groups]
        return [
            *(f"component id '{name}' is used twice" for name in _repeated(ids)),
            *(f"group id '{name}' is used twice" for name in _repeated(groups)),
            *(f"'{name}' names a component and a group" for name in groups if name in set(ids)),
            *(
                f"'{name}' is a word of the notation"
                for name in (*ids, *groups)
                if name in RESERVED_IDS
            ),
        ]

    def _wrong_groups(self) -> list[str]:
        known = {component.id for component in self.components}
        parents = {group.id: group.parent for group in self.groups}
        members = [member for group in self.groups for member in group.members]
        problems = [f"component '{name}' is in two groups" for name in _repeated(members)]
        for group in self.groups:
            problems += [
                f"group '{group.id}': no component '{member}'"
                for member in group.members
                if member not in known
            ]
            if group.parent is not None and group.parent not in parents:
                problems.append(f"group '{group.id}': no group '{group.parent}' around it")
            elif _goes_round(group.id, parents):
                problems.append(f"group '{group.id}' lies inside itself")
        return problems

    def component(self, component_id: str) -> Component:
        """Look a component up by its id.

        Raises:
            UnknownComponent: No component has this id; the message lists those that exist.
        """
        for component in self.components:
            if component.id == component_id:
                return component
        raise UnknownComponent(component_id, tuple(item.id for item in self.components))


def _repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    twice: list[str] = []
    for name in names:
        if name in seen and name not in twice:
            twice.append(name)
        seen.add(name)
    return twice


def _nested_order(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    inside: dict[str | None, list[Group]] = {}
    for group in reversed(groups):
        inside.setdefault(group.parent, []).append(group)
    ordered: list[Group] = []
    waiting = inside.pop(None, [])
    while waiting:
        group = waiting.pop()
        ordered.append(group)
        waiting += inside.pop(group.id, [])
    placed = {id(group) for group in ordered}
    return (*ordered, *(group for group in groups if id(group) not in placed))


def _goes_round(group_id: str, parents: dict[str, str | None]) -> bool:
    step = parents[group_id]
    for _ in parents:
        if step is None or step == group_id:
            break
        step = parents.get(step)
    return step == group_id
