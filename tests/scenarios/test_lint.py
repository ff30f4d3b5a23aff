"""One seeded defect a rule: exactly that rule fires, at the right file, line and key."""

from pathlib import Path
from typing import NamedTuple

import pytest
from pack_factory import QUICK, BrokenPack, broken, copy_of_good_pack

from scenarios.lint import RULES, blocks, lint

POOLED = "references/pooler-and-replicas.yaml"


class Defect(NamedTuple):
    rule: str
    name: str
    file: str
    old: str
    new: str
    key: str
    below: int = 0
    reported_in: str | None = None


DEFECTS = (
    Defect("L01", "a weight too many", "rubric.yaml", r"criteria:\n([\s\S]*?)weight: 7\n",
           r"criteria:\n\1weight: 8\n", "criteria"),
    Defect("L02", "falling expectations", "rubric.yaml", r"expect: \{mid: 2, senior: 3",
           "expect: {mid: 3, senior: 2", "criteria.0.expect"),
    Defect("L02", "an id used twice", "scenario.yaml", r"id: slo-write-p95", "id: slo-read-p95",
           "slos.1.id"),
    Defect("L03", "a curveball after the end", "scenario.yaml", r"at_minute: 39", "at_minute: 58",
           "curveballs.3.at_minute"),
    Defect("L03", "phases that overrun", "scenario.yaml", r"phases:\n(.*)minutes: 7\}",
           r"phases:\n\1minutes: 9}", "phases"),
    Defect("L03", "a curveball that tests nothing", "scenario.yaml",
           r"tests: \[c-replicas, c-async\]", "tests: [c-nothing, c-async]",
           "curveballs.0.tests.0"),
    Defect("L04", "a concept that does not exist", "rubric.yaml", r'"@profiling"', '"@profilling"',
           "criteria.1.checks.0.evidence.claims.0.concepts.0.0"),
    Defect("L04", "an event of no hidden fact", "rubric.yaml", r"asked:h-rw", "asked:h-nope",
           "criteria.0.checks.0.evidence.events.0"),
    Defect("L04", "a hop to nowhere", POOLED, r"redis: 9,", "rediss: 9,",
           "flows.read.hops.rediss"),
    Defect("L04", "a delta on nothing", "scenario.yaml", r'bulk_per_s: "\*10"',
           'bulks_per_s: "*10"', "curveballs.0.delta.workload.bulks_per_s"),
    Defect("L05", "a keyword check", "rubric.yaml",
           r'text: "Sets a latency and an availability target"', 'text: "Mentions Redis"',
           "criteria.0.checks.1.text"),
    Defect("L06", "a wrong value", "scenario.yaml", r"value: 333\.3", "value: 433.3",
           "estimations.0.value"),
    Defect("L06", "a formula of unknown names", "scenario.yaml", r"demand: tasks_per_s",
           "demand: task_rate", "flows.2.demand"),
    Defect("L06", "a formula that calls", "scenario.yaml", r"formula: hot_rps\*rebuild_s",
           "formula: max(hot_rps, rebuild_s)", "estimations.10.formula"),
    Defect("L07", "a unit that does not fit", "scenario.yaml",
           r"formula: dau\*reqs_per_user\n    value: 333.3\n    unit: requests/s",
           r"formula: dau*reqs_per_user\n    value: 333.3\n    unit: requests",
           "estimations.0.formula"),
    Defect("L07", "a sum of unlike units", "scenario.yaml", r"\+celery_conns", "+service_s",
           "estimations.5.formula"),
    Defect("L07", "a rate that is none", "scenario.yaml", r"demand: tasks_per_s",
           "demand: tasks_per_s*task_s", "flows.2.demand"),
    Defect("L08", "another level than planned", "scenario.yaml", r"level: senior", "level: staff",
           "level"),
    Defect("L08", "another population than planned", "scenario.yaml",
           r"workload:\n  dau: \{value: 600000", r"workload:\n  dau: {value: 600600", "workload"),
    Defect("L09", "a topic that does not exist", "scenario.yaml",
           r"testing/advanced-testing/load-testing/locust-advanced",
           "testing/advanced-testing/load-testing/locust", "topics_secondary.9"),
    Defect("L10", "a fleet too small", POOLED, r"(role: django, )replicas: 36", r"\1replicas: 10",
           "components.3.id"),
    Defect("L11", "a call that waits for ever", POOLED,
           r"\{source: lb, target: web, mode: sync, protocol: http, timeout_s: 5",
           "{source: lb, target: web, mode: sync, protocol: http", "connections.3"),
    Defect("L12", "more capacity than slots", POOLED, r"capacity_rps: 90, slots: 9",
           "capacity_rps: 150, slots: 9", "components.3.capacity_rps"),
    Defect("L13", "a way round the pooler", POOLED, r"id: ([\s\S]*)source: w_fast, target: pgb_w",
           r"id: \1source: w_fast, target: pg", "id"),
    Defect("L13", "an unreadable drawing", "answers/strong.md",
           r"celery_fast\[Celery fast\] -->", "celery_fast[Celery fast -->", "drawing"),
    Defect("L14", "a check that does not exist", "answers/strong.md",
           r"check: k1, span: \"pg_stat", 'check: k9, span: "pg_stat', "expected.c-measure.met.0"),
    Defect("L14", "a missing mark", "answers/weak.md", r"expected:\n([\s\S]*?)  c-tradeoff:",
           r"expected:\n\1  c-trade:", "expected"),
    Defect("L17", "a hidden fact for nothing", "scenario.yaml",
           r"matters_for: \[c-measure, c-orm\]", "matters_for: [c-measure, c-or]",
           "hidden_facts.0.matters_for.1"),
    Defect("L18", "a figure that drives nothing", "scenario.yaml",
           r"- id: e-avg([\s\S]*?)\n    drives: .*", r"- id: e-avg\1", "estimations.0.id"),
    Defect("L19", "the same reference twice", "answers/strong.md", r"matches: .*",
           "matches: one-large-primary", "matches", reported_in="answers/strong_alt.md"),
    Defect("L21", "a timeout that grows inward", POOLED,
           r"(source: pgb_w, target: pg, .*)timeout_s: 0.9", r"\1timeout_s: 3", "connections.7"),
    Defect("L21", "retries beyond the caller's patience", POOLED,
           r"(source: pgb_w, target: pg, .*)timeout_s: 0.9", r"\1timeout_s: 0.9, retries: 2",
           "connections.7"),
    Defect("L22", "a broker that cannot lose one", POOLED, r"replicas: 2, capacity_rps: 5000",
           "replicas: 2, capacity_rps: 250", "components.9.id"),
    Defect("L24", "a check that a probe gives away", "rubric.yaml",
           r'text: "Sets a latency and an availability target"',
           'text: "How do you know in week eight that you are late?"', "criteria.0.checks.1.text"),
    Defect("L26", "a span that is not there", "answers/strong.md",
           r'span: "pg_stat_statements by total time', 'span: "pg_stat_statements by all time',
           "expected.c-measure.met.0.span"),
    Defect("L28", "no rival design", "rubric.yaml",
           r"- id: c-web([\s\S]*?)    accepts:\n(?:      - .*\n)+", r"- id: c-web\1",
           "criteria.4.id"),
)  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: f"{d.rule} {d.name}")
def test_a_seeded_defect_fires_exactly_its_rule(tmp_path: Path, defect: Defect) -> None:
    pack = broken(tmp_path, defect.file, defect.old, defect.new)
    problems = pack.problems()
    assert {problem.rule for problem in problems} == {defect.rule}, problems
    found = [problem for problem in problems if problem.key == defect.key]
    assert found, [str(problem) for problem in problems]
    assert found[0].file == (defect.reported_in or defect.file)
    if defect.reported_in is None:
        assert found[0].line == pack.line
    assert found[0].message
    assert found[0].remedy


def _marks_blanked(tmp_path: Path, answer: str, criteria: tuple[str, ...]) -> Path:
    folder = copy_of_good_pack(tmp_path)
    path = folder / "answers" / f"{answer}.md"
    lines: list[str] = []
    skipping = False
    for line in path.read_text().split("\n"):
        if line.startswith("  c-"):
            name = line.strip().rstrip(":")
            skipping = name in criteria
            lines.append(f"  {name}: {{}}" if skipping else line)
            continue
        skipping = skipping and line.startswith("    ")
        if not skipping:
            lines.append(line)
    path.write_text("\n".join(lines))
    return folder


def test_l15_an_adequate_answer_that_is_marked_too_low(tmp_path: Path) -> None:
    folder = _marks_blanked(tmp_path, "adequate", ("c-estimate", "c-orm", "c-pool", "c-web"))
    problems = lint(folder, rules=QUICK)
    assert {problem.rule for problem in problems} == {"L15"}
    assert {(problem.file, problem.key) for problem in problems} == {
        ("answers/adequate.md", "expected")
    }


def test_l16_a_criterion_that_does_not_discriminate(tmp_path: Path) -> None:
    folder = _marks_blanked(tmp_path, "strong", ("c-tradeoff",))
    problems = lint(folder, rules=QUICK)
    assert {problem.rule for problem in problems} == {"L16"}
    (problem,) = problems
    assert (problem.file, problem.key) == ("rubric.yaml", "criteria.11.id")
    rubric = (folder / "rubric.yaml").read_text().split("\n")
    assert rubric[problem.line - 1] == "  - id: c-tradeoff"


def test_l23_a_prompt_that_names_the_part(tmp_path: Path) -> None:
    pack = broken(tmp_path, "scenario.yaml", r"appetite for a rewrite", "PgBouncer nor rewrite")
    (problem,) = pack.problems()
    assert (problem.rule, problem.file, problem.key) == ("L23", "scenario.yaml", "prompt")
    assert "PgBouncer" in str(problem) or "pgbouncer" in str(problem)


def test_l23_a_prompt_that_gives_a_result_away(tmp_path: Path) -> None:
    pack = broken(tmp_path, "scenario.yaml", r"sixty thousand people a day", "333 requests/s")
    assert {problem.rule for problem in pack.problems()} == {"L23"}


def test_l25_a_prompt_that_reads_hard(tmp_path: Path) -> None:
    pack = broken(
        tmp_path,
        "scenario.yaml",
        r"(prompt: >-\n  You join a )company",
        r"\1" + "multinationally" * 9,
    )
    (problem,) = pack.problems()
    assert (problem.rule, problem.severity, problem.key) == ("L25", "W", "prompt")
    assert not blocks((problem,))


def test_l27_marks_that_the_grader_does_not_share(tmp_path: Path) -> None:
    folder = _marks_blanked(tmp_path, "strong", ("c-estimate",))
    rules = [rule for rule in RULES if rule.id == "L27"]
    before = set(lint(copy_of_good_pack(tmp_path / "good"), rules=rules))
    found = [
        problem
        for problem in lint(folder, rules=rules)
        if problem.key not in {p.key for p in before}
    ]
    assert ("answers/strong.md", "expected.c-estimate") in {(p.file, p.key) for p in found}


def test_l20_a_weak_answer_that_is_not_weak(tmp_path: Path) -> None:
    folder = copy_of_good_pack(tmp_path)
    strong = (folder / "answers/strong.md").read_text().split("\n---\n", 1)[1]
    weak = (folder / "answers/weak.md").read_text().split("\n---\n", 1)[0]
    (folder / "answers/weak.md").write_text(f"{weak}\n---\n{strong}")
    problems = lint(folder, rules=[rule for rule in RULES if rule.id == "L20"])
    assert {(p.rule, p.file, p.key) for p in problems} == {("L20", "rubric.yaml", "criteria")}
    assert any("out of order" in problem.message for problem in problems)


def test_every_rule_from_l01_to_l28_exists_once() -> None:
    assert sorted(rule.id for rule in RULES) == [f"L{number:02}" for number in range(1, 29)]
    assert all(rule.summary.endswith(".") for rule in RULES)


def test_problems_of_form_and_of_rules_come_together(tmp_path: Path) -> None:
    pack = broken(tmp_path, POOLED, r"kind: queue,", "kind: quueue,")
    (pack.folder / "scenario.yaml").write_text(
        (pack.folder / "scenario.yaml").read_text().replace("at_minute: 39", "at_minute: 58")
    )
    problems = pack.problems()
    assert {problem.rule for problem in problems} == {"schema", "L03"}
    assert "did you mean 'queue'?" in str(problems)


def test_a_missing_answer_is_named(tmp_path: Path) -> None:
    folder = copy_of_good_pack(tmp_path)
    (folder / "answers/weak.md").unlink()
    problems = BrokenPack(folder, 1).problems()
    assert [(p.rule, p.message) for p in problems] == [("L14", "answers/weak.md is missing")]
