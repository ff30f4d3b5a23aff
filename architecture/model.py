"""What a design is: typed components and the connections between them.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from architecture.errors import UnknownComponent

MAX_COMPONENTS = 500
MAX_CONNECTIONS = 1_000

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False, description="seconds")]
PerSecond = Annotated[float, Field(gt=0, allow_inf_nan=False, description="calls per second")]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, description="share, 0 to 1")]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^\S+$")]
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
    members: tuple[Identifier, ...] = Field(default=(), description="component ids")
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
    groups: tuple[Group, ...] = ()
    routes: tuple[Route, ...] = ()
    direction: Direction = "LR"

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        ids = [component.id for component in self.components]
        known = set(ids)
        problems = [f"component id '{name}' is used twice" for name in _repeated(ids)]
        for connection in self.connections:
            problems += [
                f"connection {connection.source}->{connection.target}: no component '{end}'"
                for end in (connection.source, connection.target)
                if end not in known
            ]
        groups = [group.id for group in self.groups]
        problems += [f"group id '{name}' is used twice" for name in _repeated(groups)]
        for group in self.groups:
            problems += [
                f"group '{group.id}': no component '{member}'"
                for member in group.members
                if member not in known
            ]
            if group.parent is not None and group.parent not in groups:
                problems.append(f"group '{group.id}': no group '{group.parent}' around it")
        for route in self.routes:
            problems += [
                f"flow '{route.flow}': no component '{step}'"
                for step in route.path
                if step not in known
            ]
        if problems:
            raise ValueError("; ".join(problems))
        return self

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
