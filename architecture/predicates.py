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
from architecture.graph import ALL_MODES, Wiring, reached, route, wiring
from architecture.matching import matching
from architecture.model import Architecture, Connection, Mode
from architecture.phrases import arrows, counted, edge_id, has, listed
from architecture.predicate_words import (
    formula,
    over_words,
    pull_assumption,
    truth_assumption,
    wanted_words,
)
from architecture.selector import GraphPredicate, NamedPredicate, Selector


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
        formula=formula(predicate),
        assumptions=(*finding.assumptions, *truth_assumption(plan, predicate)),
        source=f"architecture.predicates: {predicate.op} on the drawing",
    )
    return PredicateResult(finding.holds, fact)


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
                    assumptions=pull_assumption(plan, path),
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
                assumptions=pull_assumption(plan, path),
            )
    what = wanted_words(predicate.via)
    if not passed:
        statement = f"the drawing has no {what}, so no path passes one"
    else:
        statement = (
            f"no path from {listed(sources, joint='or')} to {listed(targets, joint='or')} "
            f"passes {listed(passed, joint='or')}{over_words(predicate.over_modes)}"
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
            f"{wanted_words(predicate.via)}: {arrows(way_round)}"
        )
        return _Finding(holds=False, statement=statement, subjects=way_round)
    between = set(reached(successors, starts)) & set(reached(predecessors, ends))
    guards = tuple(name for name in passed if name in between)
    verb = "passes" if len(guards) == 1 else "passes one of"
    return _Finding(
        holds=True,
        statement=f"every path from {listed(starts)} to {listed(ends)} {verb} "
        f"{listed(guards, joint='or')}{over_words(predicate.over_modes)}",
        subjects=(*starts, *(name for name in guards if name not in (*starts, *ends)), *ends),
        assumptions=pull_assumption(plan, tuple(between)),
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
        statement=f"the drawing has {counted(len(found), what)} from "
        f"{wanted_words(predicate.source)} to {wanted_words(predicate.target)}: {listed(names)}",
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
            f"{wanted_words(predicate.source)} to {wanted_words(predicate.target)} directly",
            subjects=names,
        )
    ends = f"{wanted_words(predicate.source)} to {wanted_words(predicate.target)}"
    statement = f"nothing joins {ends} directly"
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
        statement=f"the drawing has {number} x {wanted_words(predicate.where)}{counted_names}; "
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
        wanted_words(selector)
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
        f"{listed(targets, joint='or')}{over_words(predicate.over_modes)}",
        subjects=tuple(dict.fromkeys((*sources, *targets))),
    )
