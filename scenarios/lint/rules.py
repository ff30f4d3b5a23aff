"""All lint rules in running order: form, structure, arithmetic, then what takes a grader."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from scenarios.lint.adversarial import l20_fixtures
from scenarios.lint.drawn import l13_facts_hold, l19_strong_alternative
from scenarios.lint.figures import l06_formulas, l07_units, l18_unused
from scenarios.lint.graded import l27_grader_agrees
from scenarios.lint.links import l04_evidence_and_ids
from scenarios.lint.marks import (
    l14_answers,
    l15_order_of_answers,
    l16_discrimination,
    l25_room_above,
    l26_spans,
)
from scenarios.lint.plan import l08_catalogue, l09_topics
from scenarios.lint.sizing import (
    l10_utilisation,
    l11_timeouts_and_standbys,
    l12_capacity,
    l21_nested_timeouts,
    l22_loss_of_one,
)
from scenarios.lint.structure import (
    l01_counts_and_weights,
    l02_ids_and_expectations,
    l03_probes_and_curveballs,
    l05_kinds_of_checks,
    l17_hidden_facts,
    l28_rivals,
)
from scenarios.lint.subject import Problems, Subject
from scenarios.lint.wording import l23_prompt, l24_leaks
from scenarios.loader import read_pack
from scenarios.problem import LintProblem


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, and the function that finds where it is broken."""

    id: str
    find: Callable[[Subject], Problems]

    @property
    def summary(self) -> str:
        """Tell what the rule asks, in one sentence."""
        return (self.find.__doc__ or "").strip()


RULES: tuple[Rule, ...] = (
    Rule("L01", l01_counts_and_weights),
    Rule("L02", l02_ids_and_expectations),
    Rule("L03", l03_probes_and_curveballs),
    Rule("L04", l04_evidence_and_ids),
    Rule("L05", l05_kinds_of_checks),
    Rule("L08", l08_catalogue),
    Rule("L09", l09_topics),
    Rule("L17", l17_hidden_facts),
    Rule("L18", l18_unused),
    Rule("L23", l23_prompt),
    Rule("L24", l24_leaks),
    Rule("L28", l28_rivals),
    Rule("L14", l14_answers),
    Rule("L15", l15_order_of_answers),
    Rule("L16", l16_discrimination),
    Rule("L25", l25_room_above),
    Rule("L26", l26_spans),
    Rule("L06", l06_formulas),
    Rule("L07", l07_units),
    Rule("L10", l10_utilisation),
    Rule("L11", l11_timeouts_and_standbys),
    Rule("L12", l12_capacity),
    Rule("L13", l13_facts_hold),
    Rule("L19", l19_strong_alternative),
    Rule("L21", l21_nested_timeouts),
    Rule("L22", l22_loss_of_one),
    Rule("L27", l27_grader_agrees),
    Rule("L20", l20_fixtures),
)


_GRADED = frozenset({"L20", "L27"})
_FIGURES = frozenset({"L06", "L07"})


def lint(folder: Path, *, rules: Iterable[Rule] = RULES) -> tuple[LintProblem, ...]:
    """Find everything that is wrong with a pack, sorted by file and line.

    Problems of form come as rule "yaml" or "schema"; the other rules then look at what did
    load, so that an author sees all at once. E blocks `status: active`, W warns; a draft loads
    with E problems too.

    Args:
        folder: The pack's folder.
        rules: Those to run; by default all of them.

    Cost:
        Seconds for a whole pack: L27 grades its answers, L20 what is made from them.
    """
    reading = read_pack(folder)
    problems = list(reading.problems)
    if reading.scenario is not None and reading.rubric is not None:
        subject = Subject(reading, reading.scenario, reading.rubric)
        for rule in rules:
            # A grader cannot recompute figures whose formula or unit makes no sense.
            if rule.id in _GRADED and any(_breaks_figures(problem) for problem in problems):
                continue
            problems += rule.find(subject)
    return tuple(sorted(dict.fromkeys(problems)))


def _breaks_figures(problem: LintProblem) -> bool:
    return problem.severity == "E" and problem.rule in _FIGURES


def blocks(problems: tuple[LintProblem, ...]) -> bool:
    """Whether a pack with these problems may not be `active`."""
    return any(problem.severity == "E" for problem in problems)
