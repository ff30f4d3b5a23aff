"""The arithmetic of a pack: its formulas worked out, and how busy they make a reference.

Pure: no I/O, no clock, no randomness.
"""

from architecture.graph import wiring
from architecture.model import Architecture, Component
from architecture.predicates import matching
from estimation.formula import evaluate_in_base, evaluate_quantity
from scenarios.model import Estimation, Flow, Reference, Scenario


def values(scenario: Scenario) -> dict[str, float]:
    """List the workload's parameters as declared, each in its own unit."""
    return {name: parameter.value for name, parameter in scenario.workload.items()}


def parameters(scenario: Scenario) -> dict[str, tuple[float, str]]:
    """List the workload's parameters with their units, as formulas want them."""
    return {name: (item.value, item.unit) for name, item in scenario.workload.items()}


def estimate(estimation: Estimation, scenario: Scenario) -> float:
    """Work an estimation's formula out, in its declared unit.

    Raises:
        FormulaError: It cannot be read, lacks a value, or does not come out in that unit.
    """
    return evaluate_quantity(estimation.formula, parameters(scenario), estimation.unit)


def demand(flow: Flow, scenario: Scenario) -> float:
    """Work out how many units of the flow want in, per second.

    Raises:
        FormulaError: The formula makes no sense.
    """
    return per_second(flow.demand, scenario)


def rate(flow: Flow, scenario: Scenario, *, reference: Reference | None = None) -> float:
    """Work out how many units of the flow come through, per second.

    Args:
        flow: A flow of the scenario.
        scenario: Gives the parameters.
        reference: If it has the component that shapes the flow, the shaped rate counts; without
            a reference the whole demand does.

    Raises:
        FormulaError: A formula makes no sense.
    """
    if flow.shaped is None or reference is None or not is_shaped(flow, reference):
        return demand(flow, scenario)
    return per_second(flow.shaped.rate, scenario)


def is_shaped(flow: Flow, reference: Reference) -> bool:
    """Whether the reference has the component that turns this flow's demand into less."""
    shaped = flow.shaped
    return shaped is not None and bool(matching(wiring(architecture_of(reference)), shaped.by))


def architecture_of(reference: Reference) -> Architecture:
    """See a reference as a drawing.

    Raises:
        ValueError: Its connections name components that it does not have; lint says so first.
    """
    return Architecture(components=reference.components, connections=reference.connections)


def per_second(formula: str, scenario: Scenario) -> float:
    """Work out a rate formula, in counted units per second.

    Raises:
        FormulaError: The formula makes no sense.
    """
    return evaluate_in_base(formula, parameters(scenario))[0]


def load(reference: Reference, scenario: Scenario) -> dict[str, float]:
    """Add up the calls per second on each component of a reference, under all flows at once.

    Raises:
        FormulaError: A flow's formula makes no sense.
    """
    calls = {component.id: 0.0 for component in reference.components}
    for flow in scenario.flows:
        taken = reference.flows.get(flow.id)
        for component_id, times in taken.hops.items() if taken else ():
            if component_id in calls:
                calls[component_id] += rate(flow, scenario, reference=reference) * times
    return calls


def utilisation(
    reference: Reference, scenario: Scenario, *, lost: str | None = None
) -> dict[str, float]:
    """Work out the utilisation of each component whose capacity is stated.

    That is the sum of rate x calls over all flows, over replicas x capacity.

    Args:
        reference: One of the pack's architectures.
        scenario: Gives flows and parameters.
        lost: A component that has lost one replica, unless a standby takes its place.

    Assumes:
        Calls spread evenly over replicas; steady state.

    Raises:
        FormulaError: A flow's formula makes no sense.
    """
    calls = load(reference, scenario)
    busy: dict[str, float] = {}
    for component in reference.components:
        capacity = capacity_rps(component)
        if capacity is None:
            continue
        running = (component.replicas or 1) - _missing(component, lost)
        offered = calls[component.id]
        busy[component.id] = offered / (running * capacity) if running else _hopeless(offered)
    return busy


def capacity_rps(component: Component) -> float | None:
    """Tell what one replica takes: as stated, else slots by service time; None if unknown."""
    if component.capacity_rps is not None:
        return component.capacity_rps
    if component.slots and component.service_time_s:
        return component.slots / component.service_time_s
    return None


def mean_path_s(reference: Reference, path: tuple[str, ...]) -> float:
    """Add up the mean times along a path, in seconds. Means: no percentile follows from it."""
    times = {
        component.id: (component.service_time_s or 0.0) + (component.delay_s or 0.0)
        for component in reference.components
    }
    return sum(times.get(component_id, 0.0) for component_id in path)


def _missing(component: Component, lost: str | None) -> int:
    return int(component.id == lost and not component.standby)


def _hopeless(offered: float) -> float:
    return float("inf") if offered else 0.0
