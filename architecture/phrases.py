"""How facts name components, routes and counts, so that all of them speak alike.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Sequence

from architecture.kinds import KINDS
from architecture.model import Connection, Kind

_SHOWN = 8


def kind_word(kind: Kind) -> str:
    """Say a kind inside a sentence: "SQL database", but "load balancer"."""
    label = KINDS[kind].label
    first = label.split()[0]
    return label if first[1:] != first[1:].lower() else label[0].lower() + label[1:]


def listed(names: Sequence[str], *, joint: str = "and") -> str:
    """List names: "a", "a and b", "a, b and c", "a, b, ... and 12 more"."""
    if not names:
        return "nothing"
    shown = list(names[:_SHOWN])
    left = len(names) - len(shown)
    if left:
        return f"{', '.join(shown)} and {left} more"
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} {joint} {shown[-1]}"


def arrows(steps: Sequence[str]) -> str:
    """Write a route; a long one keeps its two ends."""
    if len(steps) > _SHOWN:
        steps = (*steps[: _SHOWN // 2], "…", *steps[-_SHOWN // 2 :])
    return " -> ".join(steps)


def edge_id(connection: Connection) -> str:
    """Name a connection the way facts do."""
    return f"{connection.source}->{connection.target}"


def counted(number: int, thing: str) -> str:
    """Say "1 path", "2 paths"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def has(names: Sequence[str], one: str, many: str) -> str:
    """Choose the verb that agrees with how many there are."""
    return one if len(names) == 1 else many
