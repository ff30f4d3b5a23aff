"""How predicates are said: what was looked for, over which connections, under what assumption.

Pure: no I/O, no clock, no randomness.
"""

from architecture.graph import Wiring
from architecture.model import Mode
from architecture.phrases import kind_word
from architecture.selector import GraphPredicate, Selector

_INFERRED_TRUTH = (
    "the drawing does not mark its source of truth: databases that no other database replicates "
    "to count as one, and object stores where there is no database"
)


def wanted_words(selector: Selector | None) -> str:
    """Say what a selector looks for: "SQL database or NoSQL database", "source of truth"."""
    if selector is None:
        return "component"
    words = " or ".join(kind_word(kind) for kind in selector.kind)
    if selector.role:
        role = " or ".join(f"'{role}'" for role in selector.role)
        words = f"{words or 'component'} in the role {role}"
    if selector.source_of_truth is None:
        return words or "component"
    truth = (
        "source of truth" if selector.source_of_truth else "component that is no source of truth"
    )
    return f"{truth} ({words})" if words else truth


def over_words(modes: tuple[Mode, ...]) -> str:
    """Say which connections were followed; nothing when all were."""
    return f" over {' or '.join(modes)} connections" if modes else ""


def formula(predicate: GraphPredicate) -> str:
    """Write a predicate with its selectors put in."""
    parts = [
        f"{name}={wanted_words(selector)}"
        for name, selector in (
            ("from", predicate.source),
            ("to", predicate.target),
            ("via", predicate.via),
            ("where", predicate.where),
        )
        if selector is not None
    ]
    over = predicate.over_modes or ((predicate.mode,) if predicate.mode else ())
    return f"{predicate.op}({', '.join(parts)}){over_words(over)}"


def truth_assumption(plan: Wiring, predicate: GraphPredicate) -> tuple[str, ...]:
    """Say how the source of truth was inferred, when it was asked for and not marked."""
    selectors = (predicate.source, predicate.target, predicate.via, predicate.where)
    asked = any(item is not None and item.source_of_truth is not None for item in selectors)
    stated = any(item.source_of_truth is not None for item in plan.components.values())
    return (_INFERRED_TRUTH,) if asked and not stated else ()


def pull_assumption(plan: Wiring, used: tuple[str, ...]) -> tuple[str, ...]:
    """Name the arrows that were read as a worker taking work out of a queue."""
    pulls = [edge for edge in plan.pulls if edge.source in used and edge.target in used]
    return tuple(
        f"{edge.target} -> {edge.source} is read as {edge.target} consuming from {edge.source}"
        for edge in pulls
    )
