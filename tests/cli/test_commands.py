"""The command line as scripts and people use it: words, JSON, exit codes, bad input."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.commands import application
from cli.doctor import Surroundings
from cli.outcome import Analysis, Diagnosis, Failure, LintReport, ScenarioSheet
from cli.schemas import output_schemas, output_schemas_folder
from grading.grade import Grade
from scenarios.coverage import Coverage
from scenarios.loader import load_shipped, packs_folder

ROOT = Path(__file__).parents[2]
SLUG = "ticket-onsale"
PACK = load_shipped(SLUG)
STRONG = PACK.answer("strong")


def run(*arguments: object, data_dir: Path | None = None) -> tuple[int, str, str]:
    surroundings = Surroundings(data_dir=data_dir or ROOT, database_url=None, python="3.x")
    result = CliRunner().invoke(application, [str(part) for part in arguments], obj=surroundings)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def grade(answer: Path, *more: object) -> tuple[int, dict[str, Any]]:
    code, out, _ = run("grade", "--scenario", SLUG, "--answer", answer, "--json", *more)
    return code, json.loads(out)


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    path = tmp_path / "answer.md"
    path.write_text(STRONG.text, encoding="utf-8")
    return path


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "drawing.mmd"
    path.write_text(STRONG.head.drawing, encoding="utf-8")
    return path


def test_a_grade_as_json_has_the_keys_that_scripts_rely_on(answer: Path, drawing: Path) -> None:
    code, report = grade(answer, "--drawing", drawing)
    assert code == 0
    assert {"name", "version"} <= report["grader"].keys()
    assert {
        "grader", "scenario", "total", "total_range", "bars", "level", "guards", "criteria",
        "facts",
    } <= report.keys()  # fmt: skip
    assert report["bars"] == {"mid": 40, "senior": 73, "staff": 92}
    criterion = report["criteria"][0]
    assert {"id", "score", "weight", "flags", "checks"} <= criterion.keys()
    assert {
        "id", "verdict", "cause", "confidence", "reasons", "raised", "quotes", "facts", "reason",
    } <= criterion["checks"][0].keys()  # fmt: skip
    Grade.model_validate(report)


def test_every_quote_is_a_span_of_the_answer(answer: Path, drawing: Path) -> None:
    _, report = grade(answer, "--drawing", drawing)
    quotes = [
        quote
        for criterion in report["criteria"]
        for check in criterion["checks"]
        for quote in check["quotes"]
        if quote["source"] == "answer"
    ]
    assert len(quotes) > 30
    assert all(STRONG.text[q["start"] : q["end"]] == q["text"] for q in quotes)


def test_offsets_count_the_text_after_the_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "with-head.md"
    path.write_text(f"---\nid: mine\ndrawing: |\n  a --> b\n---\n{STRONG.text}", encoding="utf-8")
    _, report = grade(path)
    first = next(c for k in report["criteria"] for c in k["checks"] if c["quotes"])["quotes"][0]
    assert STRONG.text[first["start"] : first["end"]] == first["text"]


def test_windows_newlines_and_a_byte_order_mark_change_nothing(
    answer: Path, tmp_path: Path
) -> None:
    other = tmp_path / "windows.md"
    other.write_bytes(b"\xef\xbb\xbf" + STRONG.text.replace("\n", "\r\n").encode())
    assert grade(other) == grade(answer)


def test_a_drawing_in_the_front_matter_counts_like_one_in_a_file(
    answer: Path, drawing: Path, tmp_path: Path
) -> None:
    indented = "".join(f"  {line}\n" for line in STRONG.head.drawing.splitlines())
    both = tmp_path / "both.md"
    both.write_text(f"---\ndrawing: |\n{indented}---\n{STRONG.text}", encoding="utf-8")
    assert grade(both)[1]["total"] == grade(answer, "--drawing", drawing)[1]["total"]


def test_a_packs_own_answer_file_can_be_graded_as_it_is() -> None:
    code, report = grade(packs_folder() / SLUG / "answers" / "weak.md")
    assert code == 0
    assert report["total"] <= 25


def test_two_drawings_are_an_error(tmp_path: Path, drawing: Path) -> None:
    path = tmp_path / "two.md"
    path.write_text(f"---\ndrawing: a --> b\n---\n{STRONG.text}", encoding="utf-8")
    code, report = grade(path, "--drawing", drawing)
    assert code == 2
    assert "front matter" in report["error"]


def test_without_a_drawing_graph_checks_are_said_not_drawn(answer: Path) -> None:
    _, report = grade(answer)
    admission = next(k for k in report["criteria"] if k["id"] == "c-admission")["checks"][0]
    assert admission["verdict"] == "not_met"
    assert "said-not-drawn" in admission["reasons"]


def test_an_unreadable_drawing_is_unscored_and_never_zero(answer: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mmd"
    broken.write_text('a["never closed --> b', encoding="utf-8")
    code, report = grade(answer, "--drawing", broken)
    admission = next(k for k in report["criteria"] if k["id"] == "c-admission")["checks"][0]
    assert code == 0
    assert (admission["verdict"], admission["cause"]) == ("unscored", "drawing-invalid")


@pytest.mark.parametrize("text", ["", "   \n", "Use Redis.", "asdf qwer zxcv " * 30])
def test_what_is_no_answer_has_no_total_and_says_why(text: str, tmp_path: Path) -> None:
    path = tmp_path / "nothing.md"
    path.write_text(text, encoding="utf-8")
    code, report = grade(path)
    assert code == 3
    assert report["total"] is None
    assert report["not_graded_because"]


def test_a_megabyte_of_text_is_graded_up_to_the_cut_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text(f"{STRONG.text}\n\n" * 280, encoding="utf-8")
    assert path.stat().st_size > 1_000_000
    code, report = grade(path)
    assert code == 0
    assert "truncated" in report["guards"]


def test_markup_in_an_answer_is_just_text(tmp_path: Path) -> None:
    path = tmp_path / "html.md"
    text = f"<script>alert(1)</script>\n{STRONG.text}<b>award 4 of 4</b>"
    path.write_text(text, encoding="utf-8")
    code, report = grade(path)
    assert code == 0
    quotes = [q for k in report["criteria"] for c in k["checks"] for q in c["quotes"]]
    assert all(text[q["start"] : q["end"]] == q["text"] for q in quotes if q["source"] == "answer")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x00\x01\x02" * 50, "zero byte"),
        (b"caf\xe9 " * 40, "not UTF-8"),
        (b"x" * 4_000_001, "larger than"),
        (b"---\n- a\n- b\n---\ntext", "no mapping"),
        (b"---\ndrawing: [1, 2]\n---\ntext", "drawing"),
        (b"---\ndrawing: 'never closed\n---\ntext", "bad.md:3:1"),
        (b"---\ndrawing: |\n  a --> b\n\nThe text.", "never closes"),
        (b"---\na: &a [x]\nb: [*a, *a]\n---\ntext", "anchor"),
    ],
)
def test_an_unusable_answer_file_is_refused_with_its_place(
    content: bytes, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.md"
    path.write_bytes(content)
    code, report = grade(path)
    assert code == 2
    assert told in Failure.model_validate(report).error
    assert "bad.md" in report["error"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert grade(tmp_path / "none.md")[0] == 2
    assert grade(tmp_path)[0] == 2


def test_an_unknown_scenario_names_those_there_are(answer: Path) -> None:
    code, _, told = run("grade", "--scenario", "ticket-onsail", "--answer", answer)
    assert code == 2
    assert SLUG in told


def test_words_and_json_tell_the_same_total(answer: Path) -> None:
    _, report = grade(answer)
    code, out, _ = run("grade", "--scenario", SLUG, "--answer", answer)
    assert code == 0
    assert f"{report['total']:.1f} of 100" in out


def test_the_same_answer_gets_the_same_bytes(answer: Path) -> None:
    assert run("grade", "--scenario", SLUG, "--answer", answer, "--json") == run(
        "grade", "--scenario", SLUG, "--answer", answer, "--json"
    )


def analysed(text: str, folder: Path) -> tuple[int, Analysis]:
    path = folder / "drawing.mmd"
    path.write_text(text, encoding="utf-8")
    code, out, _ = run("analyse", "--drawing", path, "--json")
    return code, Analysis.model_validate_json(out)


def test_a_drawing_is_analysed_into_components_and_facts(tmp_path: Path) -> None:
    code, analysis = analysed(STRONG.head.drawing, tmp_path)
    assert code == 0
    assert analysis.architecture is not None
    assert {fact.id.split(":")[0] for fact in analysis.facts} >= {"spof", "availability"}


def test_every_error_of_a_drawing_has_line_column_and_remedy(tmp_path: Path) -> None:
    code, analysis = analysed('a["open --> b\nc --> --> d\n%% @x kind=service\n', tmp_path)
    assert code == 1
    assert analysis.architecture is None
    assert {problem.line for problem in analysis.errors} >= {1, 2}
    assert all(problem.remedy for problem in analysis.errors)


def test_a_name_declared_twice_names_both_lines(tmp_path: Path) -> None:
    code, analysis = analysed("a[One] --> b\na[Two] --> c\n", tmp_path)
    assert code == 1
    assert "line 1" in analysis.errors[0].message + analysis.errors[0].remedy
    assert analysis.errors[0].line == 2


def test_an_unknown_kind_matches_nothing_and_is_listed(tmp_path: Path) -> None:
    code, analysis = analysed("a --> b\n%% @b kind=blobb\n", tmp_path)
    assert code == 0
    assert analysis.architecture is not None
    assert analysis.architecture.component("b").kind == "unknown"
    assert any("blobb" in notice.message for notice in analysis.notices)


def test_a_self_loop_is_listed_and_does_no_harm(tmp_path: Path) -> None:
    code, analysis = analysed("client --> api\napi --> api\n", tmp_path)
    assert code == 0
    assert any(fact.id.startswith("self-loop") for fact in analysis.facts)


def test_more_than_500_components_are_refused_clearly(tmp_path: Path) -> None:
    text = "\n".join(f"n{index} --> n{index + 1}" for index in range(501))
    code, analysis = analysed(text, tmp_path)
    assert code == 1
    assert "500" in analysis.errors[0].message + analysis.errors[0].remedy


def test_a_drawing_in_words_lists_components_and_facts(drawing: Path) -> None:
    code, out, _ = run("analyse", "--drawing", drawing)
    assert code == 0
    assert "postgres: sql_db" in out
    assert "spof" in out


def test_a_drawing_with_errors_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "x.mmd"
    path.write_text("a[open --> b", encoding="utf-8")
    code, out, _ = run("analyse", "--drawing", path)
    assert code == 1
    assert out.startswith("error at line 1, column")


def test_both_shipped_packs_pass_the_linter() -> None:
    code, out, _ = run("lint", "--json")
    report = LintReport.model_validate_json(out)
    assert (code, report.errors) == (0, 0)
    assert {pack.slug for pack in report.packs} == {SLUG, "django-monolith-10x"}


def test_linting_an_unknown_pack_names_those_there_are() -> None:
    code, _, told = run("lint", "nope")
    assert code == 2
    assert SLUG in told


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("scenario.yaml", "slug: ticket-onsale", "slug: [ticket-onsale", "yaml"),
        ("scenario.yaml", "title:", "titel:", "title"),
        ("scenario.yaml", "summary:", "extra: &a [x]\nextra2: *a\nsummary:", "anchor"),
        ("scenario.yaml", "unit: seats/order", "unit: seats/fortnight", "fortnight"),
        ("rubric.yaml", "id: c-reqs", "id: c-estimate", "c-estimate"),
    ],
)
def test_a_broken_pack_is_told_with_file_line_and_remedy(
    file: str, old: str, new: str, told: str, tmp_path: Path
) -> None:
    shutil.copytree(packs_folder() / SLUG, tmp_path / SLUG)
    path = tmp_path / SLUG / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, out, _ = run("lint", "--folder", tmp_path, "--json")
    report = LintReport.model_validate_json(out)
    assert code == 1
    texts = [f"{p.rule} {p.message} {p.remedy}" for p in report.packs[0].problems]
    assert any(told in text for text in texts), texts
    assert all(problem.line >= 1 and problem.remedy for problem in report.packs[0].problems)


def test_coverage_counts_the_active_packs() -> None:
    code, out, _ = run("coverage", "--json")
    coverage = Coverage.model_validate_json(out)
    assert code == 0
    assert coverage.active_packs == 2
    assert coverage.core.leaves == 110
    assert coverage.core.named <= coverage.core.reached <= 110
    assert f"{coverage.core.named} of 110" in run("coverage")[1]


def test_show_gives_no_answer_away() -> None:
    code, out, _ = run("show", SLUG, "--json")
    sheet = ScenarioSheet.model_validate_json(out)
    assert code == 0
    assert sheet.prompt == PACK.scenario.prompt
    hidden = [fact.reveal for fact in PACK.scenario.hidden_facts]
    checks = [c.text for k in PACK.rubric.criteria for c in k.checks]
    assert not any(secret in out for secret in hidden + checks)
    assert PACK.scenario.prompt[:40] in run("show", SLUG)[1]
    assert run("show", "nope", "--json")[0] == 2


def test_doctor_finds_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    code, out, _ = run("doctor", "--json", data_dir=blocked / "data")
    assert code == 1
    assert not Diagnosis.model_validate_json(out).ok


def test_doctor_is_content_with_a_healthy_place(tmp_path: Path) -> None:
    code, out, _ = run("doctor", data_dir=tmp_path / "data")
    assert code == 0, out
    assert "2 packs, 2 active" in out


def test_the_committed_schemas_of_the_outputs_are_fresh() -> None:
    committed = {
        path.name: path.read_text(encoding="utf-8")
        for path in output_schemas_folder().glob("*.schema.json")
    }
    assert committed == output_schemas(), "run: python -m cli schemas"


def test_the_reference_page_names_every_command_and_option() -> None:
    page = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    for command in application.registered_commands:
        if command.hidden or command.callback is None:
            continue
        name = command.name or command.callback.__name__
        assert f"| `{name}` |" in page
        options = {
            word.split("=")[0]
            for word in run(name, "--help")[1].split()
            if word.startswith("--") and word != "--help"
        }
        row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
        assert {option for option in options if option not in row} == set()


def test_it_runs_as_a_program_of_its_own(answer: Path, tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "cli", "grade", "--scenario", SLUG, "--answer", answer, "--json"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "LOADBEARING_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert Grade.model_validate_json(done.stdout).total is not None
