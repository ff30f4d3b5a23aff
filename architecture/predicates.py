"""What packs may ask of a drawing, answered with the components that prove it.

Pure: no I/O, no clock, no randomness.

A path has at least one connection and joins two different components; on its way it may come by
a component twice (a client fetches a token and then calls). Paths follow every mode unless the
predicate says which (`over_modes`). A component of kind `unknown` matches nothing:
the candidate is asked what it is, nobody guesses.
"""

from collections.abc import Callable
from dataclasses import dataclass

from architecture.fact import Fact, NamedValue
from architecture.graph import ALL_MODES, DATABASES, Wiring, reached, route, wiring
from architecture.model import Architecture, Component, Connection, Mode
from architecture.phrases import arrows, counted, edge_id, has, kind_word, listed
from architecture.selector import GraphPredicate, NamedPredicate, Selector

_INFERRED_TRUTH = (
    "the drawing does not mark its source of truth: databases that no other database replicates "
    "to count as one, and object stores where there is no database"
)


@dataclass(frozen=True, slots=True)
class PredicateResult:
    """Whether a drawing has the property, and the sentence that says why."""

    holds: bool
    fact: Fact


@dataclass(frozen=True, slots=True)
class _Finding:
    holds: bool
    statement: str
    subjects: tuple[str, ...] = ()
    numbers: tuple[NamedValue, ...] = ()
    limit: NamedValue | None = None
    assumptions: tuple[str, ...] = ()


def evaluate(architecture: Architecture, named: NamedPredicate) -> PredicateResult:
    """Ask one thing of a drawing.

    The fact carries the predicate's id. Its subjects are the witnesses: the path found, or the
    components and connections that break the rule.

    Cost:
        One or two walks over the drawing a target component at most.
    """
    predicate = named.predicate
    plan = wiring(architecture)
    finding = _OPERATIONS[predicate.op](plan, predicate)
    fact = Fact(
        id=named.id,
        statement=finding.statement,
        subject_ids=finding.subjects,
        numbers=finding.numbers,
        limit=finding.limit,
        severity="ok" if finding.holds else "info",
        formula=_formula(predicate),
        assumptions=(*finding.assumptions, *_truth_assumption(plan, predicate)),
        source=f"architecture.predicates: {predicate.op} on the drawing",
    )
    return PredicateResult(finding.holds, fact)


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


def _exists_path(plan: Wiring, predicate: GraphPredicate) -> _Finding:
    sources, targets = _ends(plan, predicate)
    if missing := _nothing_matches(predicate, sources, targets):
        return _Finding(holds=False, statement=missing)
    successors = plan.successors(predicate.over_modes or ALL_MODES)
    for source in sources:
        before = reached(successors, [source])
        for target in before:  # nearest first
            if target != source and target in targets:
                path = route(before, target)
                return _Finding(
                    holds=True,
                    statement=f"{source} reaches {target}: {arrows(path)}",
                    subjects=path,
                    assumptions=_pull_assumption(plan, path),
                )
    return _no_path(predicate, sources, targets)


def _exists_path_via(plan: Wiring, predicate: GraphPredicate) -> _Finding:
    sources, targets = _ends(plan, predicate)
    passed = matching(plan, predicate.via or Selector())
    if missing := _nothing_matches(predicate, sources, targets):
        return _Finding(holds=False, statement=missing)
    modes = predicate.over_modes or ALL_MODES
    for target in targets:
        if path := _path_via(plan, modes, sources, passed, target):
            middle = next(step for step in path[1:-1] if step in passed)
            return _Finding(
                holds=True,
                statement=f"{path[0]} reaches {target} by way of {middle}: {arrows(path)}",
                subjects=path,
                assumptions=_pull_assumption(plan, path),
            )
    what = _words(predicate.via)
    if not passed:
        statement = f"the drawing has no {what}, so no path passes one"
    else:
        statement = (
            f"no path from {listed(sources, joint='or')} to {listed(targets, joint='or')} "
            f"passes {listed(passed, joint='or')}{_over(predicate.over_modes)}"
        )
    return _Finding(holds=False, statement=statement, subjects=passed)


def _path_via(
    plan: Wiring,
    modes: tuple[Mode, ...],
    sources: tuple[str, ...],
    passed: tuple[str, ...],
    target: str,
) -> tuple[str, ...]:
    """Find a way that meets one of `passed` before it first meets the target."""
    successors, predecessors = plan.successors(modes), plan.predecessors(modes)
    starts = [source for source in sources if source != target]
    ahead = reached(successors, starts, without={target})
    behind = reached(predecessors, [target])
    for middle in passed:
        if middle not in behind or ahead.get(middle) is None:
            continue
        onward = reached(successors, [middle])
        return (*route(ahead, middle), *route(onward, target)[1:])
    return ()


def _on_every_path(plan: Wiring, predicate: GraphPredicate) -> _Finding:
    sources, targets = _ends(plan, predicate)
    if missing := _nothing_matches(predicate, sources, targets):
        return _Finding(holds=False, statement=missing)
    modes = predicate.over_modes or ALL_MODES
    successors, predecessors = plan.successors(modes), plan.predecessors(modes)
    starts, ends = _joined(successors, sources, targets)
    if not starts:
        return _no_path(predicate, sources, targets)
    passed = matching(plan, predicate.via or Selector())
    if way_round := _way_round(successors, sources, targets, frozenset(passed)):
        statement = (
            f"{way_round[0]} reaches {way_round[-1]} without passing a "
            f"{_words(predicate.via)}: {arrows(way_round)}"
        )
        return _Finding(holds=False, statement=statement, subjects=way_round)
    between = set(reached(successors, starts)) & set(reached(predecessors, ends))
    guards = tuple(name for name in passed if name in between)
    verb = "passes" if len(guards) == 1 else "passes one of"
    return _Finding(
        holds=True,
        statement=f"every path from {listed(starts)} to {listed(ends)} {verb} "
        f"{listed(guards, joint='or')}{_over(predicate.over_modes)}",
        subjects=(*starts, *(name for name in guards if name not in (*starts, *ends)), *ends),
        assumptions=_pull_assumption(plan, tuple(between)),
    )


def _joined(
    successors: dict[str, tuple[str, ...]], sources: tuple[str, ...], targets: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keep the sources that reach some target, and the targets that are reached."""
    starts: list[str] = []
    ends: set[str] = set()
    for source in sources:
        found = set(reached(successors, [source])) & (set(targets) - {source})
        if found:
            starts.append(source)
            ends |= found
    return tuple(starts), tuple(target for target in targets if target in ends)


def _way_round(
    successors: dict[str, tuple[str, ...]],
    sources: tuple[str, ...],
    targets: tuple[str, ...],
    guards: frozenset[str],
) -> tuple[str, ...]:
    """Find the first way to a target that meets no guard; empty when there is none."""
    for source in sources:
        before = reached(successors, [source], without=guards)
        for target in targets:
            if target != source and target in before:
                return route(before, target)
    return ()


def _edge(plan: Wiring, predicate: GraphPredicate) -> _Finding:
    sources, targets = _ends(plan, predicate)
    if missing := _nothing_matches(predicate, sources, targets):
        return _Finding(holds=False, statement=missing)
    found = _edges_between(plan, predicate, sources, targets)
    what = f"{predicate.mode} connection" if predicate.mode else "connection"
    if not found:
        return _Finding(
            holds=False,
            statement=f"no {what} leads from {listed(sources, joint='or')} to "
            f"{listed(targets, joint='or')}",
            subjects=tuple(dict.fromkeys((*sources, *targets))),
        )
    names = tuple(dict.fromkeys(edge_id(edge) for edge in found))
    return _Finding(
        holds=True,
        statement=f"the drawing has {counted(len(found), what)} from {_words(predicate.source)} "
        f"to {_words(predicate.target)}: {listed(names)}",
        subjects=names,
    )


def _no_edge(plan: Wiring, predicate: GraphPredicate) -> _Finding:
    sources, targets = _ends(plan, predicate)
    found = _edges_between(plan, predicate, sources, targets)
    names = tuple(dict.fromkeys(edge_id(edge) for edge in found))
    if found:
        return _Finding(
            holds=False,
            statement=f"{listed(names)} {has(names, 'joins', 'join')} "
            f"{_words(predicate.source)} to {_words(predicate.target)} directly",
            subjects=names,
        )
    statement = f"nothing joins {_words(predicate.source)} to {_words(predicate.target)} directly"
    if missing := _nothing_matches(predicate, sources, targets):
        statement = f"{statement}: {missing}"
    return _Finding(
        holds=True,
        statement=statement,
        subjects=tuple(dict.fromkeys((*sources, *targets))),
    )


def _count(plan: Wiring, predicate: GraphPredicate) -> _Finding:
    found = matching(plan, predicate.where or Selector())
    number = len(found)
    bounds = (
        ("exactly", predicate.equals, predicate.equals == number),
        ("at least", predicate.at_least, number >= (predicate.at_least or 0)),
        ("at most", predicate.at_most, number <= (predicate.at_most or 0)),
    )
    stated = [(word, bound, kept) for word, bound, kept in bounds if bound is not None]
    holds = all(kept for _, _, kept in stated)
    wanted = " and ".join(f"{word} {bound}" for word, bound, _ in stated)
    counted_names = f" ({listed(found)})" if found else ""
    return _Finding(
        holds=holds,
        statement=f"the drawing has {number} x {_words(predicate.where)}{counted_names}; "
        f"{wanted} {'holds' if holds else 'does not hold'}",
        subjects=found,
        numbers=(NamedValue(name="count", value=number, unit="components"),),
        limit=NamedValue(name=stated[0][0], value=stated[0][1], unit="components"),
    )


_OPERATIONS: dict[str, Callable[[Wiring, GraphPredicate], _Finding]] = {
    "exists_path": _exists_path,
    "exists_path_via": _exists_path_via,
    "on_every_path": _on_every_path,
    "edge": _edge,
    "no_edge": _no_edge,
    "count": _count,
}


def _ends(plan: Wiring, predicate: GraphPredicate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        matching(plan, predicate.source or Selector()),
        matching(plan, predicate.target or Selector()),
    )


def _edges_between(
    plan: Wiring, predicate: GraphPredicate, sources: tuple[str, ...], targets: tuple[str, ...]
) -> tuple[Connection, ...]:
    starts, ends = frozenset(sources), frozenset(targets)
    return tuple(
        edge
        for edge in plan.connections
        if edge.source in starts
        and edge.target in ends
        and edge.source != edge.target
        and predicate.mode in (None, edge.mode)
    )


def _nothing_matches(
    predicate: GraphPredicate, sources: tuple[str, ...], targets: tuple[str, ...]
) -> str | None:
    absent = [
        _words(selector)
        for selector, found in ((predicate.source, sources), (predicate.target, targets))
        if not found
    ]
    return f"the drawing has no {' and no '.join(absent)}" if absent else None


def _no_path(
    predicate: GraphPredicate, sources: tuple[str, ...], targets: tuple[str, ...]
) -> _Finding:
    return _Finding(
        holds=False,
        statement=f"no path leads from {listed(sources, joint='or')} to "
        f"{listed(targets, joint='or')}{_over(predicate.over_modes)}",
        subjects=tuple(dict.fromkeys((*sources, *targets))),
    )


def _words(selector: Selector | None) -> str:
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


def _over(modes: tuple[Mode, ...]) -> str:
    return f" over {' or '.join(modes)} connections" if modes else ""


def _formula(predicate: GraphPredicate) -> str:
    parts = [
        f"{name}={_words(selector)}"
        for name, selector in (
            ("from", predicate.source),
            ("to", predicate.target),
            ("via", predicate.via),
            ("where", predicate.where),
        )
        if selector is not None
    ]
    over = predicate.over_modes or ((predicate.mode,) if predicate.mode else ())
    return f"{predicate.op}({', '.join(parts)}){_over(over)}"


def _truth_assumption(plan: Wiring, predicate: GraphPredicate) -> tuple[str, ...]:
    selectors = (predicate.source, predicate.target, predicate.via, predicate.where)
    asked = any(item is not None and item.source_of_truth is not None for item in selectors)
    stated = any(item.source_of_truth is not None for item in plan.components.values())
    return (_INFERRED_TRUTH,) if asked and not stated else ()


def _pull_assumption(plan: Wiring, used: tuple[str, ...]) -> tuple[str, ...]:
    pulls = [edge for edge in plan.pulls if edge.source in used and edge.target in used]
    return tuple(
        f"{edge.target} -> {edge.source} is read as {edge.target} consuming from {edge.source}"
        for edge in pulls
    )
