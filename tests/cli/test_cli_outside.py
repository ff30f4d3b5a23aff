"""The command line against schemas, hostile terminals' text, odd folders and real processes."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from cli.commands import application
from cli.doctor import Surroundings
from cli.outcome import Diagnosis, Failure, Finding, LintReport
from cli.schemas import output_schemas_folder
from grading.grade import Grade
from scenarios.loader import load_shipped, packs_folder
from scenarios.schema import schemas as pack_schemas
from scenarios.schema import schemas_folder
from storage.engine import DATABASE_FILE
from storage.lock import release_folder
from storage.opening import open_store

ROOT = Path(__file__).parents[2]
SLUG = "ticket-onsale"
STRONG = load_shipped(SLUG).answer("strong").text


def run(*arguments: object, data_dir: Path = ROOT) -> tuple[int, str, str]:
    surroundings = Surroundings(data_dir=data_dir, database_url=None, python="3.x")
    result = CliRunner().invoke(application, [str(part) for part in arguments], obj=surroundings)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def process(*arguments: object, data_dir: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "cli", *(str(part) for part in arguments)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "LOADBEARING_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["grade", "analyse", "coverage", "show", "doctor"])
def test_each_output_satisfies_its_committed_schema(command: str, tmp_path: Path) -> None:
    drawing = write(tmp_path / "drawing.mmd", "client --> api --> db[(Postgres)]\n")
    answer = write(tmp_path / "answer.md", STRONG)
    arguments = {
        "grade": ("--scenario", SLUG, "--answer", answer, "--drawing", drawing),
        "analyse": ("--drawing", drawing),
        "coverage": (),
        "show": (SLUG,),
        "doctor": (),
    }[command]
    code, out, _ = run(command, *arguments, "--json", data_dir=tmp_path)
    schema = json.loads((output_schemas_folder() / f"{command}.schema.json").read_text("utf-8"))
    assert code == 0
    jsonschema.validate(json.loads(out), schema)


@pytest.mark.parametrize(
    "arguments",
    [
        ("grade", "--scenario", SLUG, "--answer", "none.md"),
        ("analyse", "--drawing", "none.mmd"),
        ("lint", "nope"),
        ("show", "nope"),
    ],
)
def test_each_refusal_satisfies_its_committed_schema(arguments: tuple[str, ...]) -> None:
    code, out, _ = run(*arguments, "--json")
    schema = json.loads((output_schemas_folder() / "failure.schema.json").read_text("utf-8"))
    assert code == 2
    jsonschema.validate(json.loads(out), schema)


def test_the_committed_schemas_of_packs_are_fresh() -> None:
    committed = {
        path.name: path.read_text(encoding="utf-8")
        for path in schemas_folder().glob("*.schema.json")
    }
    assert committed == pack_schemas()


def test_the_reference_page_names_no_command_or_option_that_is_not_there() -> None:
    rows = [
        line.split("|")
        for line in (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"\| `[a-z]+` \| ", line)
    ]
    commands = typer.main.get_group(application).commands
    assert {row[1].strip(" `") for row in rows} == {
        name for name, command in commands.items() if not command.hidden
    }
    for row in rows:
        known = {option for param in commands[row[1].strip(" `")].params for option in param.opts}
        assert set(re.findall(r"--[a-z-]+", row[2])) == {
            option for option in known if option.startswith("--")
        }


def test_a_byte_order_mark_windows_newlines_and_front_matter_shift_no_quote(
    tmp_path: Path,
) -> None:
    path = tmp_path / "windows.md"
    text = f"---\ndrawing: |\n  a --> b\n---\n{STRONG}".replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    _, out, _ = run("grade", "--scenario", SLUG, "--answer", path, "--json")
    quotes = [
        quote
        for criterion in Grade.model_validate_json(out).criteria
        for check in criterion.checks
        for quote in check.quotes
        if quote.source == "answer"
    ]
    assert len(quotes) > 30
    assert all(STRONG[quote.start : quote.end] == quote.text for quote in quotes)


def test_an_answer_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "answer.md", STRONG.replace(" ", " \x07"))
    code, out, _ = run("grade", "--scenario", SLUG, "--answer", path)
    assert code == 0
    assert "\ufffd" in out
    assert "\x07" not in out


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    code, _, told = run("analyse", "--drawing", tmp_path / "\x1b]0;owned\x07.mmd")
    assert code == 2
    assert "owned" in told
    assert not set(told) & {"\x1b", "\x07"}


@pytest.mark.parametrize("kind", ["missing", "a file", "empty"])
def test_a_folder_without_packs_is_refused_and_not_passed(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    if kind == "a file":
        folder.write_text("no folder", encoding="utf-8")
    elif kind == "empty":
        folder.mkdir()
    code, out, _ = run("lint", "--folder", folder, "--json")
    told = Failure.model_validate_json(out).error
    assert code == 2
    assert str(folder) in told
    assert "--folder takes" in told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\x00\x01", "zero byte"),
        (b"caf\xe9 --> b", "not UTF-8"),
        (b"a" * 4_000_001, "larger than"),
        (None, "directory"),
    ],
)
def test_a_drawing_file_that_is_no_text_is_refused(
    content: bytes | None, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "drawing.mmd"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    code, out, _ = run("analyse", "--drawing", path, "--json")
    assert code == 2
    assert told in Failure.model_validate_json(out).error


def test_a_dangling_id_is_told_with_file_line_key_and_remedy(tmp_path: Path) -> None:
    shutil.copytree(packs_folder() / SLUG, tmp_path / SLUG)
    path = tmp_path / SLUG / "rubric.yaml"
    text = path.read_text(encoding="utf-8")
    write(path, text.replace("e-arrival", "e-nothing", 1))
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "e-arrival" in row)
    code, out, _ = run("lint", "--folder", tmp_path)
    told = next(row for row in out.splitlines() if "no id 'e-nothing'" in row)
    assert code == 1
    assert re.match(rf"{SLUG}/rubric\.yaml:{line}: criteria\.\d+\.\S+\.estimations\.0: ", told)
    assert "; name one that exists: " in told
    assert told.endswith("[L04 E]")


def test_an_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    shutil.copytree(packs_folder() / SLUG, tmp_path / SLUG)
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
    )
    write(tmp_path / SLUG / "scenario.yaml", bomb)
    code, out, _ = run("lint", "--folder", tmp_path, "--json")
    problems = LintReport.model_validate_json(out).packs[0].problems
    assert code == 1
    assert any(
        p.file == "scenario.yaml" and p.line == 1 and "alias" in p.message for p in problems
    )


def test_a_grader_that_is_not_there_is_a_bad_option(tmp_path: Path) -> None:
    path = write(tmp_path / "answer.md", STRONG)
    code, _, told = run("grade", "--scenario", SLUG, "--answer", path, "--grader", "oracle")
    assert code == 2
    assert "oracle" in told


def test_the_program_refuses_a_missing_file_without_a_traceback(tmp_path: Path) -> None:
    done = process("analyse", "--drawing", tmp_path / "none.mmd", data_dir=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "none.mmd" in done.stderr


def test_the_program_exits_with_three_on_an_empty_answer(tmp_path: Path) -> None:
    path = write(tmp_path / "empty.md", "")
    done = process("grade", "--scenario", SLUG, "--answer", path, "--json", data_dir=tmp_path)
    assert done.returncode == 3, done.stderr
    assert Grade.model_validate_json(done.stdout).total is None


def test_problems_of_a_drawing_are_told_beside_the_grade_in_words(tmp_path: Path) -> None:
    answer = write(tmp_path / "answer.md", STRONG)
    drawing = write(tmp_path / "drawing.mmd", 'client --> b\n%% @b kind=blobb\na["open\n')
    code, out, told = run("grade", "--scenario", SLUG, "--answer", answer, "--drawing", drawing)
    assert code == 0
    assert "error at line 3" in told
    assert "error at line" not in out


def test_an_unknown_kind_is_listed_beside_the_grade(tmp_path: Path) -> None:
    answer = write(tmp_path / "answer.md", STRONG)
    drawing = write(tmp_path / "drawing.mmd", "client --> b\n%% @b kind=blobb\n")
    *_, told = run("grade", "--scenario", SLUG, "--answer", answer, "--drawing", drawing)
    assert "blobb" in told


def test_json_is_alone_on_both_streams(tmp_path: Path) -> None:
    answer = write(tmp_path / "answer.md", STRONG)
    drawing = write(tmp_path / "drawing.mmd", 'a["open\n')
    _, out, told = run(
        "grade", "--scenario", SLUG, "--answer", answer, "--drawing", drawing, "--json"
    )
    assert Grade.model_validate_json(out).total is not None
    assert told == ""


def looked(folder: Path) -> tuple[int, dict[str, Finding]]:
    code, out, _ = run("doctor", "--json", data_dir=folder)
    return code, {one.name: one for one in Diagnosis.model_validate_json(out).findings}


def test_the_doctor_leaves_no_trace_where_the_app_never_ran(tmp_path: Path) -> None:
    code, findings = looked(tmp_path / "new" / "folder")
    assert code == 0
    assert "first start" in findings["database"].detail
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_looks_at_a_database_that_the_app_holds(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    try:
        done = process("doctor", "--json", data_dir=tmp_path)
    finally:
        del store
        release_folder(tmp_path)
    findings = {one.name: one for one in Diagnosis.model_validate_json(done.stdout).findings}
    assert done.returncode == 0, done.stdout
    assert findings["database"].detail.endswith("is sound")


def test_the_doctor_finds_a_damaged_database(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(b"no database at all " * 300)
    code, findings = looked(tmp_path)
    assert code == 1
    assert not findings["database"].ok


def test_the_doctor_finds_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    code, findings = looked(write(tmp_path / "file", "x"))
    assert code == 1
    assert "LOADBEARING_DATA_DIR" in findings["data folder"].detail
