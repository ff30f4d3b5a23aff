"""The commands: read files, ask the rooms, print words or JSON, exit with a code."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from pydantic import BaseModel

from architecture.analysis import analyse as facts_of
from architecture.notation import Problem, parse
from cli import words
from cli.doctor import Surroundings, diagnose
from cli.outcome import (
    Analysis,
    DrawingProblem,
    Exit,
    Failure,
    LintedPack,
    LintReport,
    PackProblem,
    ScenarioSheet,
)
from cli.reading import UnreadableFile, read_submission, read_text
from cli.schemas import write_all
from grading.embedded_grader import EmbeddedGrader
from interview.reading import drawing_of
from scenarios.coverage import coverage as covered
from scenarios.errors import ScenarioError
from scenarios.lint import lint as lint_pack
from scenarios.loader import load_packs, load_shipped, pack_folders, packs_folder, read_pack
from scenarios.request import grading_request

application = typer.Typer(
    help="Grade an answer, analyse a drawing, check scenario packs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]
Drawing = Annotated[Path | None, typer.Option(help="A file in the drawing notation.")]


@application.command()
def grade(
    scenario: Annotated[str, typer.Option(help="Slug of a scenario pack.")],
    answer: Annotated[Path, typer.Option(help="Markdown; may carry `drawing: |` on top.")],
    drawing: Drawing = None,
    grader: Annotated[Literal["embedded"], typer.Option(help="Who grades.")] = "embedded",
    as_json: Json = False,  # noqa: FBT002 - typer makes options of defaults
) -> None:
    """Grade one answer. Offsets count characters of the text after the front matter."""
    del grader  # There is one so far; the option is here so that scripts can name it.
    try:
        pack = load_shipped(scenario)
        text, notation = read_submission(answer, drawing)
    except (ScenarioError, UnreadableFile) as error:
        _refuse(str(error), as_json=as_json)
    request = grading_request(
        pack.scenario, pack.rubric, answer=text, drawing=drawing_of(notation)
    )
    result = EmbeddedGrader().grade(request)
    if not as_json:
        _warn(words.problem_lines(*_problems(notation)))
    _print(result, words.grade_lines(result), as_json=as_json)
    raise typer.Exit(Exit.DONE if result.total is not None else Exit.NOT_GRADED)


@application.command()
def analyse(
    drawing: Annotated[Path, typer.Option(help="A file in the drawing notation.")],
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Read a drawing; list its components, its problems and what is computed of it."""
    try:
        text = read_text(drawing)
    except UnreadableFile as error:
        _refuse(str(error), as_json=as_json)
    result = parse(text)
    errors, notices = _problems(text)
    analysis = Analysis(
        architecture=result.architecture,
        errors=errors,
        notices=notices,
        facts=facts_of(result.architecture) if result.architecture is not None else (),
    )
    _print(analysis, words.analysis_lines(analysis), as_json=as_json)
    raise typer.Exit(Exit.FOUND if analysis.errors else Exit.DONE)


@application.command()
def lint(
    slugs: Annotated[list[str] | None, typer.Argument(help="Packs; all when left out.")] = None,
    folder: Annotated[Path | None, typer.Option(help="A folder of packs of your own.")] = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Check scenario packs against every rule; all problems at once."""
    shelf = folder or packs_folder()
    try:
        known = {path.name: path for path in pack_folders(shelf)}
    except OSError as error:
        told = (error.strerror or "cannot be read").lower()
        _refuse(f"{shelf}: {told}; --folder takes a folder of packs", as_json=as_json)
    if not known:
        _refuse(f"{shelf}: no pack in it; --folder takes a folder of packs", as_json=as_json)
    missing = [slug for slug in slugs or () if slug not in known]
    if missing:
        _refuse(
            f"no pack '{missing[0]}' in {shelf}; it has: {', '.join(sorted(known))}",
            as_json=as_json,
        )
    packs = tuple(_linted(known[slug]) for slug in slugs or sorted(known))
    problems = [problem for pack in packs for problem in pack.problems]
    report = LintReport(
        packs=packs,
        errors=sum(problem.severity == "E" for problem in problems),
        warnings=sum(problem.severity == "W" for problem in problems),
    )
    _print(report, words.lint_lines(report), as_json=as_json)
    raise typer.Exit(Exit.FOUND if report.errors else Exit.DONE)


@application.command()
def coverage(as_json: Json = False) -> None:  # noqa: FBT002
    """Count the roadmap's topics that the active packs cover, from the packs themselves."""
    result = covered(load_packs())
    _print(result, words.coverage_lines(result), as_json=as_json)


@application.command()
def show(
    slug: Annotated[str, typer.Argument(help="Slug of a scenario pack.")],
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Show what a candidate may see of a scenario. Gives no answer away."""
    try:
        pack = load_shipped(slug)
    except ScenarioError as error:
        _refuse(str(error), as_json=as_json)
    scenario = pack.scenario
    sheet = ScenarioSheet(
        **scenario.model_dump(include=set(ScenarioSheet.model_fields)),
        topics=scenario.topics_primary + scenario.topics_secondary,
        criteria=len(pack.rubric.criteria),
        checks=sum(len(criterion.checks) for criterion in pack.rubric.criteria),
    )
    _print(sheet, words.sheet_lines(sheet), as_json=as_json)


@application.command()
def doctor(
    context: typer.Context,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Look whether everything the app needs is here and works."""
    surroundings: Surroundings = context.obj
    diagnosis = diagnose(surroundings)
    _print(diagnosis, words.diagnosis_lines(diagnosis), as_json=as_json)
    raise typer.Exit(Exit.DONE if diagnosis.ok else Exit.FOUND)


@application.command(hidden=True)
def schemas() -> None:
    """Write the JSON Schemas of packs and of this command line's output anew."""
    for path in write_all():
        typer.echo(path)


def _linted(folder: Path) -> LintedPack:
    scenario = read_pack(folder).scenario
    return LintedPack(
        slug=folder.name,
        status=scenario.status if scenario else None,
        problems=tuple(
            PackProblem(
                rule=problem.rule,
                severity=problem.severity,
                file=problem.file,
                line=problem.line,
                key=problem.key,
                message=problem.message,
                remedy=problem.remedy,
            )
            for problem in lint_pack(folder)
        ),
    )


def _problems(notation: str) -> tuple[tuple[DrawingProblem, ...], tuple[DrawingProblem, ...]]:
    result = parse(notation)
    return (
        tuple(_drawing_problem(problem) for problem in result.errors),
        tuple(_drawing_problem(problem) for problem in result.notices),
    )


def _drawing_problem(problem: Problem) -> DrawingProblem:
    return DrawingProblem(
        line=problem.line, column=problem.column, message=problem.message, remedy=problem.remedy
    )


def _print(result: BaseModel, lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        for line in lines:
            typer.echo(words.plain(line))


def _warn(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stderr.write(f"{words.plain(line)}\n")


def _refuse(message: str, *, as_json: bool) -> NoReturn:
    if as_json:
        typer.echo(Failure(error=message).model_dump_json(indent=2))
    else:
        sys.stderr.write(f"{words.plain(message)}\n")
    raise typer.Exit(Exit.USAGE)
