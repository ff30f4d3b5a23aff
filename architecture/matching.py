"""Which components of a drawing a selector means.

Pure: no I/O, no clock, no randomness. A component of kind `unknown` matches nothing.
"""

from architecture.graph import DATABASES, Wiring
from architecture.model import Component
from architecture.selector import Selector


def matching(plan: Wiring, selector: Selector) -> tuple[str, ...]:
    """Give the components that have every property the selector states, sorted by id."""
    truths = sources_of_truth(plan) if selector.source_of_truth is not None else frozenset[str]()
    return tuple(
        name
        for name, component in plan.components.items()
        if _matches(component, selector, is_truth=name in truths)
    )


def sources_of_truth(plan: Wiring) -> frozenset[str]:
    """Give the components that own their data.

    Once the drawing marks one component, the marks are all that counts. A candidate rarely
    writes them; then every database that is not another database's replica owns its data, and
    object stores do where there is no database at all.
    """
    marked = {name for name, item in plan.components.items() if item.source_of_truth is not None}
    if marked:
        return frozenset(name for name in marked if plan.components[name].source_of_truth)
    databases = plan.of_kind(DATABASES)
    if not databases:
        return frozenset(plan.of_kind({"object_store"}))
    copies = {
        (edge.source, edge.target) for edge in plan.connections if edge.mode == "replication"
    }
    # Two databases that replicate to each other are two primaries, not two replicas.
    replicas = {
        end
        for start, end in copies
        if start != end and start in databases and (end, start) not in copies
    }
    return frozenset(databases) - replicas


def _matches(component: Component, selector: Selector, *, is_truth: bool) -> bool:
    if component.kind == "unknown":
        return False
    if selector.kind and component.kind not in selector.kind:
        return False
    if selector.role and not _has_role(component, selector.role):
        return False
    return selector.source_of_truth is None or selector.source_of_truth == is_truth


def _has_role(component: Component, roles: tuple[str, ...]) -> bool:
    if component.role is None:
        return False
    return _role_key(component.role) in {_role_key(role) for role in roles}


def _role_key(role: str) -> str:
    return "-".join(role.casefold().replace("_", " ").replace("-", " ").split())
