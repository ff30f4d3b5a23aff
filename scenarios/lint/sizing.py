"""Rules that hold references against their load: L10, L11, L12, L21, L22."""

from architecture.model import Component, Connection
from estimation.errors import EstimationError
from estimation.units import unit
from scenarios.lint.subject import Problems, Subject
from scenarios.model import Reference, Scenario
from scenarios.workload import capacity_rps, load, mean_path_s, utilisation

MANAGED = frozenset(
    {"client", "dns", "cdn", "external", "admission", "object_store", "serverless",
     "identity", "monitoring", "data_warehouse"}
)  # fmt: skip
STATEFUL = frozenset(
    {"sql_db", "nosql_db", "wide_column", "search_index", "cache", "queue", "stream", "pooler"}
)
REFERENCES = 2
SAME_CAPACITY_WITHIN = 0.05
_SLACK = 1e-9


def l10_utilisation(subject: Subject) -> Problems:
    """Two references; no component busier than promised, no mean path over its budget."""
    references = subject.reading.references
    if len(references) < REFERENCES and not _unread(subject):
        yield subject.in_scenario(("slug",)).problem(
            "L10", f"{len(references)} references", "write two valid, different architectures"
        )
    for file, reference in subject.sound_references():
        try:
            busy = utilisation(reference, subject.scenario)
            calls = load(reference, subject.scenario)
        except EstimationError:
            continue  # L06 and L07 say so
        for index, component in enumerate(reference.components):
            place = subject.in_file(file, ("components", index, "id"))
            if component.kind == "client" or not calls[component.id]:
                continue
            if component.id not in busy:
                yield place.problem(
                    "L10",
                    f"'{component.id}' carries {calls[component.id]:.4g}/s but has no capacity",
                    "state capacity_rps, or slots and service_time_s",
                )
            elif busy[component.id] > reference.limits.max_utilisation + _SLACK:
                yield place.problem(
                    "L10",
                    f"'{component.id}' is {busy[component.id]:.0%} busy, "
                    f"promised is {reference.limits.max_utilisation:.0%}",
                    "add replicas, or take load away",
                )
        yield from _paths(subject, file, reference)


def _paths(subject: Subject, file: str, reference: Reference) -> Problems:
    for flow in subject.scenario.flows:
        taken = reference.flows.get(flow.id)
        if taken is None:
            yield subject.in_file(file, ("flows",)).problem(
                "L10", f"flow '{flow.id}' is missing", "say which components it loads"
            )
            continue
        total = mean_path_s(reference, taken.mean_path)
        if taken.budget_s is not None and total > taken.budget_s + _SLACK:
            yield subject.in_file(file, ("flows", flow.id, "budget_s")).problem(
                "L10",
                f"mean path of '{flow.id}' takes {total:.4g} s, budget is {taken.budget_s:g} s",
                "shorten the path or raise the budget",
            )


def l11_timeouts_and_standbys(subject: Subject) -> Problems:
    """Every sync call but a client's has a timeout; no single replica is without a standby."""
    for file, reference in subject.sound_references():
        kinds = {component.id: component.kind for component in reference.components}
        for index, connection in enumerate(reference.connections):
            is_call = connection.mode == "sync" and kinds.get(connection.source) != "client"
            if is_call and connection.timeout_s is None:
                yield subject.in_file(file, ("connections", index)).problem(
                    "L11", f"{_arrow(connection)} waits for ever", "give it a timeout_s"
                )
        for index, component in enumerate(reference.components):
            alone = (component.replicas or 1) == 1 and not component.standby
            if alone and component.kind not in MANAGED:
                yield subject.in_file(file, ("components", index, "id")).problem(
                    "L11",
                    f"'{component.id}' is a single replica without standby",
                    "give it a standby or a second replica",
                )


def l12_capacity(subject: Subject) -> Problems:
    """Where slots are given, capacity = slots / time a call holds one, within 5 %."""
    for file, reference in subject.sound_references():
        for index, component in enumerate(reference.components):
            bounds = _bounds(reference, component)
            stated = component.capacity_rps
            if bounds is None or stated is None:
                continue
            low, high = bounds
            slack = SAME_CAPACITY_WITHIN
            if not low * (1 - slack) <= stated <= high * (1 + slack):
                fits = f"{low:.4g}" if low == high else f"{low:.4g} to {high:.4g}"
                yield subject.in_file(file, ("components", index, "capacity_rps")).problem(
                    "L12",
                    f"'{component.id}' states {stated:g}/s, its slots give {fits}/s",
                    "make capacity_rps = slots / service_time_s",
                )


def _bounds(reference: Reference, component: Component) -> tuple[float, float] | None:
    """Work out what the slots allow; blocking ones may be held while callees work."""
    if component.slots is None or not component.service_time_s:
        return None
    held = component.service_time_s
    if component.blocking:
        calls = [
            (connection.target, connection.calls or 1)
            for connection in reference.connections
            if connection.source == component.id and connection.mode == "sync"
        ]
        held += sum(mean_path_s(reference, (target,)) * times for target, times in calls)
    return component.slots / held, component.slots / component.service_time_s


def l21_nested_timeouts(subject: Subject) -> Problems:
    """Tries x timeout fit into the enclosing timeout or hold; timeouts do not grow inward."""
    for file, reference in subject.sound_references():
        for index, connection in enumerate(reference.connections):
            outer = _enclosing_s(subject.scenario, reference, connection)
            if connection.timeout_s is None or connection.mode != "sync" or outer is None:
                continue
            tries = 1 + (connection.retries or 0)
            worst = tries * connection.timeout_s
            if worst > outer + _SLACK:
                yield subject.in_file(file, ("connections", index)).problem(
                    "L21",
                    f"{_arrow(connection)} may take {tries} x {connection.timeout_s:g} s, "
                    f"its caller waits {outer:g} s",
                    "lower the timeout or the retries, or let the caller wait longer",
                )


def _enclosing_s(scenario: Scenario, reference: Reference, connection: Connection) -> float | None:
    """Tell how long the shortest caller of the source waits; None if nobody waits."""
    waits = [
        outer.timeout_s
        for outer in reference.connections
        if outer.target == connection.source
        and outer.mode == "sync"
        and outer.timeout_s is not None
    ]
    return min(waits) if waits else _hold_s(scenario)


def _hold_s(scenario: Scenario) -> float | None:
    """Tell how long something is held for a buyer; work off a queue must end within it."""
    holds = [
        item.value * unit(item.unit).factor
        for name, item in scenario.workload.items()
        if name.startswith("hold") and _is_time(item.unit)
    ]
    return min(holds, default=None)


def _is_time(text: str) -> bool:
    try:
        return unit(text).dimension == unit("s").dimension
    except EstimationError:
        return False


def l22_loss_of_one(subject: Subject) -> Problems:
    """When a stateful component loses a replica, no component is asked for more than it has."""
    for file, reference in subject.sound_references():
        for index, component in enumerate(reference.components):
            if component.kind not in STATEFUL or capacity_rps(component) is None:
                continue
            try:
                busy = utilisation(reference, subject.scenario, lost=component.id)
            except EstimationError:
                break
            if busy[component.id] > 1 + _SLACK:
                yield subject.in_file(file, ("components", index, "id")).problem(
                    "L22",
                    f"'{component.id}' is at {busy[component.id]:.2f} of what it can "
                    "after losing one replica",
                    "add a replica or a standby",
                )


def _arrow(connection: Connection) -> str:
    return f"{connection.source}->{connection.target}"


def _unread(subject: Subject) -> bool:
    return any(problem.file.startswith("references/") for problem in subject.reading.problems)
