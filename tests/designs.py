"""Short ways to write designs in tests."""

from collections.abc import Mapping

from architecture.model import Architecture, Component, Connection, Kind, Mode

_KINDS: dict[str, Kind] = {
    "client": "client",
    "cdn": "cdn",
    "lb": "load_balancer",
    "gate": "api_gateway",
    "web": "service",
    "api": "service",
    "fn": "serverless",
    "worker": "worker",
    "cron": "scheduler",
    "cache": "cache",
    "pool": "pooler",
    "pg": "sql_db",
    "db": "sql_db",
    "mongo": "nosql_db",
    "files": "object_store",
    "queue": "queue",
    "log": "stream",
    "psp": "external",
    "mon": "monitoring",
    "thing": "unknown",
}
_ARROWS: dict[str, Mode] = {">": "sync", "~>": "async", "=>": "replication"}


def design(*chains: str, **fields: Mapping[str, object]) -> Architecture:
    """Build a design from chains such as "client > web ~> queue" or "pg => pg-2".

    A component's kind comes from its id's first word ("web-2" is a service); keywords by id
    (with "_" for "-") set fields of components, e.g. `pg={"replicas": 2}`.
    """
    ids: list[str] = []
    connections: list[Connection] = []
    for chain in chains:
        words = chain.split()
        ids += words[::2]
        for start, arrow, end in zip(words[::2], words[1::2], words[2::2], strict=False):
            connections.append(Connection(source=start, target=end, mode=_ARROWS[arrow]))
    components = tuple(
        component(name, **fields.get(name.replace("-", "_"), {})) for name in dict.fromkeys(ids)
    )
    return Architecture(components=components, connections=tuple(connections))


def component(name: str, /, **fields: object) -> Component:
    """Build a component whose kind follows from its id."""
    return Component.model_validate(
        {"id": name, "name": name, "kind": _KINDS[name.split("-", 1)[0]], **fields}
    )


def without(architecture: Architecture, gone: str) -> Architecture:
    """Take a component and its connections out of a design."""
    return Architecture(
        components=tuple(item for item in architecture.components if item.id != gone),
        connections=tuple(
            edge for edge in architecture.connections if gone not in (edge.source, edge.target)
        ),
    )
