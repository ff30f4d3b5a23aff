"""Findings about data: stores nobody writes, caches without origin, queues without an end.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator

from architecture.fact import Fact
from architecture.graph import BUFFERS, CALLS, STORES, Wiring
from architecture.model import Connection, Kind
from architecture.phrases import edge_id, kind_word, listed

_SOURCE = "architecture.analysis: connections into and out of stores, caches and queues"
# A CDN fetches from its origin and never writes there.
_READERS: frozenset[Kind] = frozenset({"cdn"})


def store_facts(plan: Wiring) -> Iterator[Fact]:
    """Tell which parts that hold data are not filled, or not emptied, as far as drawn."""
    for name in plan.of_kind(STORES):
        yield from _unwritten(plan, name)
    for name in plan.of_kind({"cache"}):
        yield from _no_origin(plan, name)
    for name in plan.of_kind(BUFFERS):
        yield from _no_consumer(plan, name)
        yield from _no_producer(plan, name)


def _unwritten(plan: Wiring, name: str) -> Iterator[Fact]:
    incoming = _into(plan, name)
    if any(_writes(plan, edge) for edge in incoming):
        return
    readers = tuple(dict.fromkeys(edge_id(edge) for edge in incoming))
    why = f"{listed(readers)} only read" if readers else "nothing is connected to it"
    stated = all(edge.read_share == 1 for edge in incoming)
    yield Fact(
        id=f"store-unwritten:{name}",
        statement=f"nobody writes to {name}: {why}",
        subject_ids=(name, *readers),
        severity="warning" if stated else "info",
        assumptions=() if stated else ("a CDN reads from its origin and never writes to it",),
        source=_SOURCE,
    )


def _writes(plan: Wiring, edge: Connection) -> bool:
    if edge.mode == "replication":
        return True
    return edge.read_share != 1 and plan.kind(edge.source) not in _READERS


def _no_origin(plan: Wiring, name: str) -> Iterator[Fact]:
    """Find a cache that nothing can refill: neither it nor any of its users knows an origin."""
    successors = plan.successors(CALLS)
    if successors[name]:
        return
    users = plan.predecessors(CALLS)[name]
    if any(_knows_an_origin(plan, successors[user], name) for user in users):
        return
    if any(plan.kind(user) in BUFFERS for user in users):
        return
    yield Fact(
        id=f"cache-no-origin:{name}",
        statement=f"{name} is a cache with nothing behind it: "
        + (f"{listed(users)} would not know where to look after a miss" if users else "unused"),
        subject_ids=(name, *users),
        severity="warning",
        assumptions=("a cache may lose what it holds at any time",),
        source=_SOURCE,
    )


def _knows_an_origin(plan: Wiring, callees: tuple[str, ...], cache: str) -> bool:
    return any(
        callee != cache and (plan.kind(callee) not in {"cache", "monitoring", "dns", "client"})
        for callee in callees
    )


def _no_consumer(plan: Wiring, name: str) -> Iterator[Fact]:
    if plan.successors(CALLS)[name]:
        return
    yield Fact(
        id=f"queue-no-consumer:{name}",
        statement=f"nothing takes work out of {name}, so the {kind_word(plan.kind(name))} "
        "only grows",
        subject_ids=(name,),
        severity="warning",
        assumptions=("an arrow out of the queue, or from a worker to it, is a consumer",),
        source=_SOURCE,
    )


def _no_producer(plan: Wiring, name: str) -> Iterator[Fact]:
    pulling = {edge.target for edge in plan.pulls if edge.source == name}
    if any(edge.source not in pulling for edge in _into(plan, name)):
        return
    yield Fact(
        id=f"queue-no-producer:{name}",
        statement=f"nothing puts work into {name}",
        subject_ids=(name, *sorted(pulling)),
        severity="warning",
        assumptions=tuple(
            f"the arrow from {puller} to {name} is read as {puller} taking work out of it"
            for puller in sorted(pulling)
        ),
        source=_SOURCE,
    )


def _into(plan: Wiring, name: str) -> tuple[Connection, ...]:
    return tuple(
        edge for edge in plan.connections if edge.target == name and edge.source != edge.target
    )
