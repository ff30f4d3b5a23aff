"""Rules on the shape of rubric and interview: L01, L02, L03, L05, L17, L28."""

import re
from collections import Counter
from collections.abc import Iterable

from grading.lexicon import lexicon
from scenarios.lint.subject import Place, Problems, Subject
from scenarios.problem import LintProblem

CRITERIA = (10, 14)
CHECKS = 4
HEAVIEST = 15
CURVEBALLS = 3
CURVEBALLS_WITH_DELTA = 2
HIDDEN_FACTS = (4, 5, 8)
LEAST_REASONS = 0.40
MOST_STATEMENTS = 0.45
NEEDS_ACCEPTS = frozenset({"architecture", "deep-dive"})
_TINY = 1e-9
_NAMING = r"(?:mentions?|uses?|names?|includes?|has|adds?|says|proposes)"


def l01_counts_and_weights(subject: Subject) -> Problems:
    """Criteria are 10 to 14, of 4 checks each; weights sum to 100, none above 15."""
    criteria = subject.rubric.criteria
    whole = subject.in_rubric(("criteria",))
    if not CRITERIA[0] <= len(criteria) <= CRITERIA[1]:
        yield whole.problem("L01", f"{len(criteria)} criteria", "make it 10 to 14")
    weights = sum(criterion.weight for criterion in criteria)
    if abs(weights - 100) > _TINY:
        yield whole.problem("L01", f"weights sum to {weights:g}", "make them sum to 100")
    for path, criterion in subject.criteria():
        if criterion.weight > HEAVIEST:
            yield subject.in_rubric((*path, "weight")).problem(
                "L01", f"weight {criterion.weight:g} is above {HEAVIEST}", "split the criterion"
            )
        if len(criterion.checks) != CHECKS:
            yield subject.in_rubric((*path, "checks")).problem(
                "L01", f"{len(criterion.checks)} checks", f"make it exactly {CHECKS}"
            )


def l02_ids_and_expectations(subject: Subject) -> Problems:
    """Ids are unique, and a higher level is never expected to score less."""
    for path, criterion in subject.criteria():
        expect = criterion.expect
        if not expect.mid <= expect.senior <= expect.staff:
            yield subject.in_rubric((*path, "expect")).problem(
                "L02",
                f"expected scores fall: {expect.mid}, {expect.senior}, {expect.staff}",
                "make mid <= senior <= staff",
            )
        for key, ids in (
            ("checks", [check.id for check in criterion.checks]),
            ("red_flags", [flag.id for flag in criterion.red_flags]),
        ):
            for index, name in _twice(ids):
                yield _repeated(subject.in_rubric((*path, key, index, "id")), name)
    for index, name in _twice(criterion.id for criterion in subject.rubric.criteria):
        yield _repeated(subject.in_rubric(("criteria", index, "id")), name)
    scenario = subject.scenario
    for key, items in (
        ("hidden_facts", scenario.hidden_facts),
        ("estimations", scenario.estimations),
        ("flows", scenario.flows),
        ("slos", scenario.slos),
        ("phases", scenario.phases),
        ("curveballs", scenario.curveballs),
    ):
        for index, name in _twice(item.id for item in items):
            yield _repeated(subject.in_scenario((key, index, "id")), name)


def l03_probes_and_curveballs(subject: Subject) -> Problems:
    """Three different probes a criterion, three curveballs in time, phases that fill the time."""
    for path, criterion in subject.criteria():
        probes = criterion.probes
        texts = [probes.if_missing.text, probes.if_partial.text, probes.if_strong.text]
        if len({" ".join(text.casefold().split()) for text in texts}) < len(texts):
            yield subject.in_rubric((*path, "probes")).problem(
                "L03", "two probes say the same", "write one for each state of the criterion"
            )
    yield from _curveballs(subject)
    scenario = subject.scenario
    minutes = sum(phase.minutes for phase in scenario.phases)
    if abs(minutes - scenario.minutes) > _TINY:
        yield subject.in_scenario(("phases",)).problem(
            "L03",
            f"phases take {minutes:g} minutes, the interview {scenario.minutes}",
            "make the phases sum to `minutes`",
        )


def _curveballs(subject: Subject) -> Problems:
    scenario, known = subject.scenario, subject.criterion_ids()
    whole = subject.in_scenario(("curveballs",))
    if len(scenario.curveballs) < CURVEBALLS:
        yield whole.problem(
            "L03", f"{len(scenario.curveballs)} curveballs", f"write at least {CURVEBALLS}"
        )
    if sum(item.delta is not None for item in scenario.curveballs) < CURVEBALLS_WITH_DELTA:
        yield whole.problem(
            "L03", "fewer than 2 curveballs have a delta", "give 2 of them something to compute"
        )
    for index, curveball in enumerate(scenario.curveballs):
        path = ("curveballs", index)
        if curveball.at_minute >= scenario.minutes:
            yield subject.in_scenario((*path, "at_minute")).problem(
                "L03",
                f"minute {curveball.at_minute:g} is after the end",
                f"throw it before minute {scenario.minutes}",
            )
        if (curveball.delta is None) != (curveball.delta_reason is not None):
            yield subject.in_scenario((*path, "delta")).problem(
                "L03", "a delta and its reason exclude one another",
                "give a delta, or null and a delta_reason",
            )  # fmt: skip
        for place, name in enumerate(curveball.tests):
            if name not in known:
                yield subject.in_scenario((*path, "tests", place)).problem(
                    "L03", f"no criterion '{name}'", f"name one of {_listed(known)}"
                )


def l05_kinds_of_checks(subject: Subject) -> Problems:
    """No check is met by a word; at least 40 % ask for a reason, at most 45 % for a statement."""
    products = {
        product.casefold() for concept in lexicon().concepts for product in concept.products
    }
    words = "|".join(sorted(map(re.escape, products), key=len, reverse=True))
    keyword = re.compile(rf"(?i)^{_NAMING}\s+(?:an?\s+|the\s+)?(?:{words})\b")
    for path, _, check in subject.checks():
        if keyword.match(check.text):
            yield subject.in_rubric((*path, "text")).problem(
                "L05",
                f"a keyword check: '{check.text}'",
                "ask for the effect or the property, not for a product's name",
            )
    kinds = Counter(check.kind for _, _, check in subject.checks())
    total = sum(kinds.values())
    whole = subject.in_rubric(("criteria",))
    if kinds["reason"] < LEAST_REASONS * total:
        yield whole.problem(
            "L05", f"{kinds['reason']} of {total} checks ask for a reason", "make it 40 % or more"
        )
    if kinds["statement"] > MOST_STATEMENTS * total:
        yield whole.problem(
            "L05",
            f"{kinds['statement']} of {total} checks are bare statements",
            "make it 45 % or less",
            severity="W",
        )


def l17_hidden_facts(subject: Subject) -> Problems:
    """At least 4 hidden facts (5 to 8 are best), each of use to an existing criterion."""
    facts, known = subject.scenario.hidden_facts, subject.criterion_ids()
    least, few, many = HIDDEN_FACTS
    if len(facts) < least:
        yield subject.in_scenario(("hidden_facts",)).problem(
            "L17", f"{len(facts)} hidden facts", f"write at least {least}, better {few} to {many}"
        )
    for index, fact in enumerate(facts):
        for place, name in enumerate(fact.matters_for):
            if name not in known:
                yield subject.in_scenario(("hidden_facts", index, "matters_for", place)).problem(
                    "L17", f"no criterion '{name}'", f"name one of {_listed(known)}"
                )


def l28_rivals(subject: Subject) -> Problems:
    """Architecture and deep-dive criteria list rival designs in `accepts`."""
    for path, criterion in subject.criteria():
        if criterion.dimension in NEEDS_ACCEPTS and not criterion.accepts:
            yield subject.in_rubric((*path, "id")).problem(
                "L28",
                f"{criterion.dimension} criterion '{criterion.id}' accepts no rival design",
                "list at least one in `accepts`, such as 'decides it is not needed, with numbers'",
            )


def _twice(names: Iterable[str]) -> list[tuple[int, str]]:
    seen: set[str] = set()
    found: list[tuple[int, str]] = []
    for index, name in enumerate(names):
        if name in seen:
            found.append((index, name))
        seen.add(name)
    return found


def _repeated(place: Place, name: str) -> LintProblem:
    return place.problem("L02", f"id '{name}' is used twice", "give it another name")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
