"""The rule on evidence and on ids that lead nowhere: L04."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from architecture.model import Component
from grading.lexicon import lexicon
from grading.rubric import Check, Claim, Evidence, RedFlag
from scenarios.lint.subject import Place, Problems, Subject
from scenarios.model import Delta, Reference
from scenarios.problem import LintProblem
from scenarios.yaml_reading import KeyPath

_EVENTS = ("asked", "assumed")
_FIXED = frozenset({"id", "name", "zones"})
COMPONENT_FIELDS = frozenset(Component.model_fields) - _FIXED


def l04_evidence_and_ids(subject: Subject) -> Problems:
    """Every check has evidence of its kind, and every id that is named exists."""
    for path, _, check in subject.checks():
        if check.evidence is None:
            yield subject.in_rubric((*path, "id")).problem(
                "L04", f"check '{check.id}' has no evidence", "say what the grader looks for"
            )
            continue
        yield from _of_its_kind(subject, path, check, check.evidence)
        yield from _known(subject, (*path, "evidence"), check.evidence)
    for path, criterion in subject.criteria():
        for index, flag in enumerate(criterion.red_flags):
            yield from _flag(subject, (*path, "red_flags", index), flag)
    yield from _scenario_links(subject)
    for file, reference in subject.reading.references.items():
        yield from _reference_links(subject, file, reference)
    # By file, since a reference that does not load is there all the same.
    ids = {path.stem for path in subject.reading.folder.glob("references/*.yaml")}
    for file, answer in subject.reading.answers.items():
        if answer.head.matches is not None and answer.head.matches not in ids:
            yield _dangling(subject.in_file(file, ("matches",)), answer.head.matches, ids)


def _of_its_kind(subject: Subject, path: KeyPath, check: Check, evidence: Evidence) -> Problems:
    said = bool(evidence.claims or evidence.alternatives)
    lacking = {
        "statement": () if said else ("claims",),
        "reason": () if said else ("claims",),
        "number": () if evidence.estimations else ("estimations",),
        "behaviour": () if evidence.events else ("events",),
        "graph": (
            *(() if evidence.facts else ("facts",)),
            *(() if said else ("claims",)),
        ),
    }[check.kind]
    for key in lacking:
        yield subject.in_rubric((*path, "evidence")).problem(
            "L04", f"a {check.kind} check without {key}", f"give the evidence its `{key}`"
        )


def _known(subject: Subject, path: KeyPath, evidence: Evidence) -> Problems:
    scenario = subject.scenario
    estimations = {item.id for item in scenario.estimations}
    facts = {item.id for item in scenario.hidden_facts}
    yield from _ids(subject, (*path, "estimations"), evidence.estimations, estimations)
    if evidence.facts is not None:
        wanted = evidence.facts.ids
        yield from _ids(subject, (*path, "facts", "ids"), wanted, scenario.graph_facts)
    for index, event in enumerate(evidence.events):
        verb, _, name = event.partition(":")
        if verb not in _EVENTS or name not in facts:
            yield subject.in_rubric((*path, "events", index)).problem(
                "L04",
                f"no event '{event}'",
                "write asked:<hidden fact> or assumed:<hidden fact>, of "
                + ", ".join(sorted(facts)),
            )
    for key, claims in (("claims", evidence.claims), ("alternatives", evidence.alternatives)):
        yield from _concepts(subject, (*path, key), claims)
    for index, phrases in enumerate(evidence.contradictions):
        yield from _phrases(subject, (*path, "contradictions", index), phrases)


def _flag(subject: Subject, path: KeyPath, flag: RedFlag) -> Problems:
    evidence = flag.evidence
    if evidence is None or not (evidence.claims or evidence.estimations):
        yield subject.in_rubric((*path, "id")).problem(
            "L04", f"red flag '{flag.id}' has no evidence", "say which claims or figures raise it"
        )
        return
    estimations = {item.id for item in subject.scenario.estimations}
    below = (*path, "evidence")
    yield from _ids(subject, (*below, "estimations"), evidence.estimations, estimations)
    for key, claims in (
        ("claims", evidence.claims),
        ("unless", evidence.unless),
        ("unless_earlier", evidence.unless_earlier),
    ):
        yield from _concepts(subject, (*below, key), claims)


def _concepts(subject: Subject, path: KeyPath, claims: Iterable[Claim]) -> Problems:
    for index, claim in enumerate(claims):
        for group, phrases in enumerate(claim.concepts):
            yield from _phrases(subject, (*path, index, "concepts", group), phrases)


def _phrases(subject: Subject, path: KeyPath, phrases: tuple[str, ...]) -> Problems:
    known = lexicon().by_id
    if not phrases:
        yield subject.in_rubric(path).problem(
            "L04", "an empty group of phrases", "fill it or take it out"
        )
    for index, phrase in enumerate(phrases):
        if phrase.startswith("@") and phrase[1:] not in known:
            yield _dangling(subject.in_rubric((*path, index)), phrase[1:], known, "concept")


def _scenario_links(subject: Subject) -> Problems:
    scenario = subject.scenario
    flows = {flow.id for flow in scenario.flows}
    for index, slo in enumerate(scenario.slos):
        if slo.flow not in flows:
            yield _dangling(subject.in_scenario(("slos", index, "flow")), slo.flow, flows)
    for index, flow in enumerate(scenario.flows):
        for place, touch in enumerate(flow.touches):
            cached = touch.cached_by
            if cached is not None and cached.hit not in scenario.workload:
                path = ("flows", index, "touches", place, "cached_by", "hit")
                yield _dangling(subject.in_scenario(path), cached.hit, scenario.workload)
    for index, curveball in enumerate(scenario.curveballs):
        if curveball.delta is not None:
            yield from _delta(subject, ("curveballs", index, "delta"), curveball.delta)


def _delta(subject: Subject, path: KeyPath, delta: Delta) -> Problems:
    known = subject.scenario.workload
    for name, value in delta.workload.items():
        place = subject.in_scenario((*path, "workload", name))
        if name not in known:
            yield _dangling(place, name, known, "parameter")
        if isinstance(value, str) and not _multiplies(value):
            yield place.problem("L04", f"'{value}' is no change", 'write a number or "*1.5"')
    for index, change in enumerate(delta.graph):
        for name in change.set:
            if name not in COMPONENT_FIELDS:
                place = subject.in_scenario((*path, "graph", index, "set", name))
                yield _dangling(place, name, COMPONENT_FIELDS, "component field")


def _reference_links(subject: Subject, file: str, reference: Reference) -> Problems:
    ids = [component.id for component in reference.components]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            place = subject.in_file(file, ("components", index, "id"))
            yield place.problem("L04", f"component id '{name}' is used twice", "rename one")
    arrows = {f"{item.source}->{item.target}" for item in reference.connections}
    for path, name, known in _named(subject, reference, frozenset(ids), arrows):
        if name not in known:
            yield _dangling(subject.in_file(file, path), name, known)


def _named(
    subject: Subject, reference: Reference, ids: frozenset[str], arrows: set[str]
) -> Iterator[tuple[KeyPath, str, Collection[str]]]:
    """Walk all that a reference names: where, which id, and the ids it may be one of."""
    for index, connection in enumerate(reference.connections):
        yield ("connections", index, "source"), connection.source, ids
        yield ("connections", index, "target"), connection.target, ids
    flows = {flow.id for flow in subject.scenario.flows}
    for flow, taken in reference.flows.items():
        yield ("flows", flow), flow, flows
        for name in taken.hops:
            yield ("flows", flow, "hops", name), name, ids
        for index, name in enumerate(taken.mean_path):
            yield ("flows", flow, "mean_path", index), name, ids
    for arrow in reference.idempotency:
        yield ("idempotency", arrow), arrow, arrows
    for fact in reference.waives:
        yield ("waives", fact), fact, subject.scenario.graph_facts


def _ids(
    subject: Subject, path: KeyPath, names: Iterable[str], known: Collection[str]
) -> Problems:
    for index, name in enumerate(names):
        if name not in known:
            yield _dangling(subject.in_rubric((*path, index)), name, known)


def _dangling(place: Place, name: str, known: Collection[str], what: str = "id") -> LintProblem:
    close = get_close_matches(name, known, n=1)
    some = ", ".join(sorted(known)[:12]) or "none"
    remedy = f"did you mean '{close[0]}'?" if close else f"name one that exists: {some}"
    return place.problem("L04", f"no {what} '{name}' here", remedy)


def _multiplies(text: str) -> bool:
    try:
        return text.startswith("*") and float(text[1:]) >= 0
    except ValueError:
        return False
