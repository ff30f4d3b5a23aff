"""Rules that hold references and answers against graph facts: L13, L19."""

from collections.abc import Iterator

from architecture.model import Architecture
from architecture.notation import parse
from architecture.predicates import evaluate
from architecture.selector import NamedPredicate
from grading.rubric import Check
from scenarios.lint.marks import TOTALS_APART, marked_total
from scenarios.lint.subject import Place, Problems, Subject
from scenarios.model import ExpectedCheck, PackAnswer
from scenarios.workload import architecture_of
from scenarios.yaml_reading import KeyPath

Shape = frozenset[tuple[str, str, str]]


def l13_facts_hold(subject: Subject) -> Problems:
    """References satisfy every fact a check names, or waive it; so do answers marked so."""
    used = _used_facts(subject)
    for file, reference in subject.sound_references():
        drawing = architecture_of(reference)
        for name in used:
            if name not in reference.waives:
                statement = _violated(subject, name, drawing)
                if statement is not None:
                    yield subject.in_file(file, ("id",)).problem(
                        "L13",
                        f"breaks fact '{name}': {statement}",
                        "mend the reference, or waive the fact by the `accepts` entry it meets",
                    )
        for name, entry in reference.waives.items():
            if name in used and entry not in used[name]:
                yield subject.in_file(file, ("waives", name)).problem(
                    "L13",
                    "waived by words that no criterion with this fact accepts",
                    "copy the `accepts` entry that covers it",
                )
    for file, answer in subject.reading.answers.items():
        yield from _answer(subject, file, answer)


def _answer(subject: Subject, file: str, answer: PackAnswer) -> Problems:
    parsed = parse(answer.head.drawing)
    place = subject.in_file(file, ("drawing",))
    for error in parsed.errors:
        yield place.problem("L13", error.message, error.remedy, below=error.line)
    if parsed.architecture is None:
        return
    for component in parsed.architecture.components:
        if component.kind == "unknown":
            yield place.problem(
                "L13",
                f"component '{component.id}' is of no known kind",
                f"say it: %% @{component.id} kind=…",
            )
    waived = _waived(subject, answer)
    for path, mark, facts in _marked_graph_checks(subject, answer):
        needed = facts - waived
        if needed or not facts:
            mark_place = subject.in_file(file, path)
            yield from _edges(mark_place, mark, parsed.architecture)
            yield from _broken(subject, mark_place, needed, parsed.architecture)


def _broken(
    subject: Subject, place: Place, facts: frozenset[str], drawing: Architecture
) -> Problems:
    for name in sorted(facts):
        statement = _violated(subject, name, drawing)
        if statement is not None:
            yield place.problem(
                "L13",
                f"marked as met, yet its drawing breaks fact '{name}': {statement}",
                "mend the drawing or the mark",
            )


def _edges(place: Place, mark: ExpectedCheck, drawing: Architecture) -> Problems:
    arrows = {f"{arrow.source}->{arrow.target}" for arrow in drawing.connections}
    for edge in mark.edges:
        if edge not in arrows:
            yield place.problem(
                "L13", f"the drawing has no connection '{edge}'", "name one that it has"
            )
    if not mark.edges:
        yield place.problem(
            "L13", "a graph check met by no connection", "list the arrows that meet it in `edges`"
        )


def _used_facts(subject: Subject) -> dict[str, frozenset[str]]:
    """Collect the facts that checks name, each with what its criteria accept instead."""
    used: dict[str, frozenset[str]] = {}
    for _, criterion, check in subject.checks():
        for name in _facts(check):
            if name in subject.scenario.graph_facts:
                used[name] = used.get(name, frozenset()) | frozenset(criterion.accepts)
    return used


def _facts(check: Check, role: str | None = None) -> tuple[str, ...]:
    facts = check.evidence.facts if check.evidence else None
    return facts.ids if facts is not None and role in {None, facts.role} else ()


def _violated(subject: Subject, name: str, drawing: Architecture) -> str | None:
    predicate = subject.scenario.graph_facts.get(name)
    if predicate is None:
        return None  # L04 says so
    result = evaluate(drawing, NamedPredicate(id=name, predicate=predicate))
    return None if result.holds else result.fact.statement


def _waived(subject: Subject, answer: PackAnswer) -> frozenset[str]:
    return frozenset(
        name
        for reference in subject.reading.references.values()
        if reference.id == answer.head.matches
        for name in reference.waives
    )


def _marked_graph_checks(
    subject: Subject, answer: PackAnswer
) -> Iterator[tuple[KeyPath, ExpectedCheck, frozenset[str]]]:
    """Walk the graph checks that are marked as met, with the facts each requires."""
    required = {
        (criterion.id, check.id): frozenset(_facts(check, role="required"))
        for _, criterion, check in subject.checks()
        if check.kind == "graph"
    }
    for name, expected in answer.head.expected.items():
        for index, mark in enumerate(expected.met):
            facts = required.get((name, mark.check))
            if facts is not None:
                yield ("expected", name, "met", index), mark, facts


def l19_strong_alternative(subject: Subject) -> Problems:
    """`strong_alt` has another architecture than `strong`, and nearly the same total."""
    strong, other = subject.answer("strong"), subject.answer("strong_alt")
    if strong is None or other is None:
        return
    file, answer = other
    gap = marked_total(subject.rubric, strong[1]) - marked_total(subject.rubric, answer)
    if abs(gap) > TOTALS_APART:
        yield subject.in_file(file, ("expected",)).problem(
            "L19", f"{gap:+.1f} points from strong", f"stay within {TOTALS_APART}"
        )
    place = subject.in_file(file, ("matches",))
    if answer.head.matches is None or answer.head.matches == strong[1].head.matches:
        yield place.problem(
            "L19", "matches no other reference than strong does", "name the second reference"
        )
        return
    mine, theirs = parse(answer.head.drawing), parse(strong[1].head.drawing)
    if mine.architecture is None or theirs.architecture is None:
        return
    if shape(mine.architecture) == shape(theirs.architecture):
        yield subject.in_file(file, ("drawing",)).problem(
            "L19", "the drawing has the shape of strong's", "draw the second reference"
        )
    yield from _likeness(subject, place, answer, shape(mine.architecture))


def _likeness(subject: Subject, place: Place, answer: PackAnswer, mine: Shape) -> Problems:
    likeness = {
        reference.id: _overlap(mine, shape(architecture_of(reference)))
        for _, reference in subject.sound_references()
    }
    named = answer.head.matches
    nearest = max(likeness, key=lambda name: likeness[name], default=None)
    if named in likeness and nearest is not None and likeness[nearest] > likeness[named]:
        yield place.problem(
            "L19",
            f"the drawing is more like reference '{nearest}' than '{named}'",
            "match the reference that it resembles",
            severity="W",
        )


def shape(architecture: Architecture) -> Shape:
    """Reduce a drawing to which kinds of components call which, and how."""
    kinds = {component.id: component.kind for component in architecture.components}
    return frozenset(
        (kinds[arrow.source], kinds[arrow.target], arrow.mode)
        for arrow in architecture.connections
    )


def _overlap(one: Shape, two: Shape) -> float:
    return len(one & two) / max(1, len(one | two))
