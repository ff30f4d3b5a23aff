"""From a pack's folder to a `Pack`, or to everything that keeps it from being one."""

import hashlib
import json
import logging
from dataclasses import dataclass, field
from pathlib import Path

from grading.rubric import Rubric
from scenarios.errors import PackInvalid, UnknownPack, UnreadableYaml
from scenarios.model import AnswerHead, Pack, PackAnswer, Reference, Scenario
from scenarios.problem import LintProblem
from scenarios.validation import Model, unreadable, validate
from scenarios.yaml_reading import Document, read_text, read_yaml

SCENARIO_FILE = "scenario.yaml"
RUBRIC_FILE = "rubric.yaml"
_FENCE = "---"
_log = logging.getLogger(__name__)


@dataclass
class PackReading:
    """What could be read of a pack's folder; rules work on this, whole or not."""

    folder: Path
    scenario: Scenario | None = None
    rubric: Rubric | None = None
    references: dict[str, Reference] = field(default_factory=dict[str, Reference])
    answers: dict[str, PackAnswer] = field(default_factory=dict[str, PackAnswer])
    documents: dict[str, Document] = field(default_factory=dict[str, Document])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    problems: list[LintProblem] = field(default_factory=list[LintProblem])


@dataclass(frozen=True)
class Shelf:
    """All packs of a folder: those that load, and what is wrong with the others."""

    packs: tuple[Pack, ...]
    problems: tuple[LintProblem, ...]


def packs_folder() -> Path:
    """Tell where the packs are that ship with the app."""
    return Path(__file__).parent / "packs"


def load_pack(folder: Path) -> Pack:
    """Read a whole pack; drafts may lack references and answers.

    Raises:
        PackInvalid: Its form is wrong; carries all problems with file, line and key.
    """
    reading = read_pack(folder)
    if reading.problems or reading.scenario is None or reading.rubric is None:
        raise PackInvalid(folder.name, tuple(sorted(reading.problems)))
    return Pack(
        scenario=reading.scenario,
        rubric=reading.rubric,
        references=tuple(reading.references.values()),
        answers=tuple(reading.answers.values()),
        digest=digest(reading.scenario, reading.rubric),
    )


def load_packs(folder: Path | None = None) -> tuple[Pack, ...]:
    """Read every pack, whatever its status, in the order of slugs; broken ones are logged."""
    shelf = read_shelf(folder)
    for problem in shelf.problems:
        _log.error("pack left out: %s", problem)
    return shelf.packs


def load_shipped(slug: str) -> Pack:
    """Read one of the shipped packs.

    Raises:
        UnknownPack: No folder has this slug; the message lists those that exist.
        PackInvalid: Its form is wrong.
    """
    folders = {path.name: path for path in pack_folders(packs_folder())}
    if slug not in folders:
        raise UnknownPack(slug, tuple(folders))
    return load_pack(folders[slug])


def read_shelf(folder: Path | None = None) -> Shelf:
    """Read every pack of a folder, keeping the problems of those that do not load."""
    packs: list[Pack] = []
    problems: list[LintProblem] = []
    for path in pack_folders(folder or packs_folder()):
        try:
            packs.append(load_pack(path))
        except PackInvalid as error:
            problems += error.problems
    return Shelf(tuple(packs), tuple(problems))


def pack_folders(folder: Path) -> tuple[Path, ...]:
    """List the folders that hold a pack; names that start with _ or . are not packs."""
    found = (path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "_.")
    return tuple(sorted(found, key=lambda path: path.name))


def read_pack(folder: Path) -> PackReading:
    """Read what can be read of a pack, and collect everything wrong with its form."""
    reading = PackReading(folder)
    reading.scenario = _load(reading, SCENARIO_FILE, Scenario)
    reading.rubric = _load(reading, RUBRIC_FILE, Rubric)
    for path in sorted(folder.glob("references/*.yaml")):
        file = f"references/{path.name}"
        reference = _load(reading, file, Reference)
        if reference is not None:
            reading.references[file] = reference
    for path in sorted(folder.glob("answers/*.md")):
        _load_answer(reading, f"answers/{path.name}")
    reading.problems += _misnamed(reading)
    return reading


def split_front_matter(text: str) -> tuple[str | None, str]:
    """Part a Markdown text into its front matter, if it opens with one, and its body.

    The body is everything after the closing fence's line, to the letter but for a byte order
    mark and newlines, which all become line feeds. A fence that never closes opens nothing.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = plain.partition("\n")
    if first.rstrip() != _FENCE:
        return None, plain
    lines = rest.split("\n")
    for index, line in enumerate(lines):
        if line.rstrip() == _FENCE:
            return "\n".join([*lines[:index], ""]), "\n".join(lines[index + 1 :])
    return None, plain


def snapshot_json(scenario: Scenario, rubric: Rubric) -> str:
    """Write what an attempt is graded by as canonical JSON: same content, same bytes."""
    content = {
        "scenario": scenario.model_dump(mode="json", by_alias=True),
        "rubric": rubric.model_dump(mode="json", by_alias=True),
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(scenario: Scenario, rubric: Rubric) -> str:
    """Name the content of a pack: SHA-256 of its snapshot, in hexadecimal."""
    return hashlib.sha256(snapshot_json(scenario, rubric).encode()).hexdigest()


def _load(reading: PackReading, file: str, model: type[Model]) -> Model | None:
    try:
        text = read_text(reading.folder / file, file=file)
        document = read_yaml(text, file=file)
    except UnreadableYaml as error:
        reading.problems.append(unreadable(error))
        return None
    return _validated(reading, text, document, model)


def _load_answer(reading: PackReading, file: str) -> None:
    try:
        text = read_text(reading.folder / file, file=file)
        head_text, body = split_front_matter(text)
        document = read_yaml(_present(head_text, file), file=file, first_line=2)
    except UnreadableYaml as error:
        reading.problems.append(unreadable(error))
        return
    head = _validated(reading, text, document, AnswerHead)
    if head is not None:
        reading.answers[file] = PackAnswer(head=head, text=body)


def _present(head: str | None, file: str) -> str:
    if head is None:
        raise UnreadableYaml(file, 1, 1, "no front matter", "open and close it with '---'")
    return head


def _validated(
    reading: PackReading, text: str, document: Document, model: type[Model]
) -> Model | None:
    value, problems = validate(model, document)
    reading.texts[document.file] = text
    reading.documents[document.file] = document
    reading.problems += problems
    return value


def _misnamed(reading: PackReading) -> list[LintProblem]:
    """Ids must be the names of their files, so that a person finds what an id means."""
    named = (
        [(SCENARIO_FILE, "slug", reading.scenario.slug, reading.folder.name)]
        if (reading.scenario)
        else []
    )
    named += [
        (file, "id", reference.id, Path(file).stem)
        for file, reference in reading.references.items()
    ]
    named += [
        (file, "id", answer.head.id, Path(file).stem) for file, answer in reading.answers.items()
    ]
    return [
        LintProblem(
            file=file,
            line=reading.documents[file].line((key,)),
            rule="schema",
            severity="E",
            key=key,
            message=f"'{value}' is not the name it is filed under",
            remedy=f"make it '{name}'",
        )
        for file, key, value, name in named
        if value != name
    ]
