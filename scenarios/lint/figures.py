"""Rules on the pack's arithmetic: L06, L07 and, of figures nobody uses, L18."""

from collections.abc import Callable

from estimation.errors import BadFormula, EstimationError, NotFinite, UnknownName
from estimation.formula import check_units, evaluate_in_base, evaluate_quantity
from estimation.units import reserved_names, unit
from grading.rubric import Rubric
from scenarios.lint.subject import Problems, Subject
from scenarios.model import Estimation, Reference
from scenarios.workload import parameters
from scenarios.yaml_reading import KeyPath

SAME_WITHIN = 0.01
_ILL_FORMED = (BadFormula, UnknownName, NotFinite)
_UNLOADED = frozenset({"client", "identity", "monitoring", "dns"})


def l06_formulas(subject: Subject) -> Problems:
    """Formulas are + - * / over declared parameters, and values equal them within 1 %."""
    known = parameters(subject.scenario)
    for index, item in enumerate(subject.scenario.estimations):
        path = ("estimations", index)
        try:
            result = evaluate_quantity(item.formula, known, item.unit)
        except _ILL_FORMED as error:
            yield subject.in_scenario((*path, "formula")).problem(
                "L06", str(error), "mend the formula"
            )
        except EstimationError:
            continue  # its units are wrong: L07 says so
        else:
            yield from _off(subject, (*path, "value"), item, result)
    for path, formula, _ in _rates(subject):
        try:
            evaluate_in_base(formula, known)
        except _ILL_FORMED as error:
            yield subject.in_scenario(path).problem("L06", str(error), "mend the formula")
        except EstimationError:
            continue


def _off(subject: Subject, path: KeyPath, item: Estimation, result: float) -> Problems:
    if abs(item.value - result) > SAME_WITHIN * abs(result):
        yield subject.in_scenario(path).problem(
            "L06",
            f"{item.id} says {item.value:g} {item.unit}, its formula gives {result:.4g}",
            f"make the value {result:.4g} or mend the formula",
        )


def l07_units(subject: Subject) -> Problems:
    """Formulas come out in the declared unit, rates per second; unlike units are not added."""
    units: dict[str, str] = {}
    for name, parameter in subject.scenario.workload.items():
        place = subject.in_scenario(("workload", name, "unit"))
        try:
            unit(parameter.unit)
        except EstimationError as error:
            yield place.problem("L07", str(error), "use units that exist")
            continue
        if name in reserved_names():
            yield subject.in_scenario(("workload", name)).problem(
                "L07", f"parameter '{name}' is called like a unit", "rename it"
            )
            continue
        units[name] = parameter.unit
    for index, item in enumerate(subject.scenario.estimations):
        yield from _wrong_unit(subject, ("estimations", index, "formula"), units, item)
    known = {name: (1.0, text) for name, text in units.items()}
    for path, formula, fits in _rates(subject):
        try:
            found = evaluate_in_base(formula, known)[1]
        except EstimationError:
            found = None
        if found is not None and not fits(found):
            yield subject.in_scenario(path).problem(
                "L07", f"formula '{formula}' comes out in {found}", "make it a rate per second"
            )


def _wrong_unit(
    subject: Subject, path: KeyPath, units: dict[str, str], item: Estimation
) -> Problems:
    try:
        check_units(item.formula, units, item.unit)
    except _ILL_FORMED:
        return  # L06 says so
    except EstimationError as error:
        yield subject.in_scenario(path).problem("L07", str(error), f"declared is '{item.unit}'")


def _rates(subject: Subject) -> list[tuple[KeyPath, str, Callable[[str], bool]]]:
    """List the formulas of the flows, with what their unit must look like."""
    found: list[tuple[KeyPath, str, Callable[[str], bool]]] = []
    for index, flow in enumerate(subject.scenario.flows):
        path = ("flows", index)
        found.append(((*path, "demand"), flow.demand, _is_rate))
        if flow.shaped is not None:
            found.append(((*path, "shaped", "rate"), flow.shaped.rate, _is_rate))
        for place, touch in enumerate(flow.touches):
            found.append(((*path, "touches", place, "calls"), touch.calls, _is_any))
    return found


def _is_rate(text: str) -> bool:
    return text.endswith("/s")


def _is_any(text: str) -> bool:
    return bool(text)


def l18_unused(subject: Subject) -> Problems:
    """Warn of what nobody uses: estimations, facts, idle components; and of missing `drives`."""
    estimations, facts = _used(subject.rubric)
    for index, item in enumerate(subject.scenario.estimations):
        path = ("estimations", index, "id")
        if item.id not in estimations:
            yield subject.in_scenario(path).problem(
                "L18", f"no check uses estimation '{item.id}'", "use it or drop it", severity="W"
            )
        if item.drives is None:
            yield subject.in_scenario(path).problem(
                "L18",
                f"estimation '{item.id}' drives nothing",
                "say in `drives` which decision the number changes",
                severity="W",
            )
    for name in subject.scenario.graph_facts:
        if name not in facts:
            yield subject.in_scenario(("graph_facts", name)).problem(
                "L18", f"no check uses fact '{name}'", "use it or drop it", severity="W"
            )
    for file, reference in subject.reading.references.items():
        yield from _idle(subject, file, reference)


def _idle(subject: Subject, file: str, reference: Reference) -> Problems:
    met = {name for flow in reference.flows.values() for name, n in flow.hops.items() if n > 0}
    for index, component in enumerate(reference.components):
        if component.id not in met and component.kind not in _UNLOADED:
            yield subject.in_file(file, ("components", index, "id")).problem(
                "L18",
                f"component '{component.id}' carries no flow",
                "give it hops or take it out",
                severity="W",
            )


def _used(rubric: Rubric) -> tuple[frozenset[str], frozenset[str]]:
    """Collect the estimations and the facts that checks and red flags name."""
    estimations: set[str] = set()
    facts: set[str] = set()
    for criterion in rubric.criteria:
        for flag in criterion.red_flags:
            if flag.evidence is not None:
                estimations.update(flag.evidence.estimations)
        for check in criterion.checks:
            if check.evidence is not None:
                estimations.update(check.evidence.estimations)
                facts.update(check.evidence.facts.ids if check.evidence.facts else ())
    return frozenset(estimations), frozenset(facts)
