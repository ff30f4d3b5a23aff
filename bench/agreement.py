"""How far the embedded grader agrees with the authors' marks: `python -m bench.agreement`.

Prints the table that docs/explanation/grading.md holds; a slow test compares the two.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.embedded_grader import EmbeddedGrader
from grading.grade import Grade
from grading.rubric import Rubric
from interview.reading import drawing_of
from scenarios.loader import load_packs, split_front_matter
from scenarios.model import Expected, Pack
from scenarios.request import grading_request
from scenarios.yaml_reading import read_yaml

_MARKED = Path(__file__).parents[1] / "tests" / "grading"
GROUPS = {"other voices": _MARKED / "strangers", "independent": _MARKED / "unseen"}
DOCUMENT = Path(__file__).parents[1] / "docs" / "explanation" / "grading.md"
OPENING = "<!-- made by python -m bench.agreement -->"
CLOSING = "<!-- end of what bench.agreement made -->"


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer: the marks of its author and the grade, check by check."""

    group: str
    pairs: tuple[tuple[bool, bool], ...]
    expected: float
    found: float


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer with the marks of its author."""

    name: str
    group: str
    pack: Pack
    text: str
    drawing: str
    expected: dict[str, Expected]

    @property
    def total(self) -> float:
        """What the author's marks make of it."""
        return marked_total(self.pack.rubric, self.expected)


def marked_answers() -> Iterator[Marked]:
    """All marked answers: those of the packs, those in other voices, the independent ones."""
    for pack in load_packs():
        for answer in pack.answers:
            head = answer.head
            yield Marked(head.id, "own answers", pack, answer.text, head.drawing, head.expected)
        for group, folder in GROUPS.items():
            for path in sorted((folder / pack.scenario.slug).glob("*.md")):
                yield _read(pack, group, path)


def _read(pack: Pack, group: str, path: Path) -> Marked:
    head, text = split_front_matter(path.read_text(encoding="utf-8"))
    front = read_yaml(head or "", file=path.name).value
    assert isinstance(front, dict)
    marks = front["expected"]
    assert isinstance(marks, dict)
    expected = {name: Expected.model_validate(mark or {}) for name, mark in marks.items()}
    return Marked(path.stem, group, pack, text, str(front.get("drawing") or ""), expected)


def judged() -> Iterator[Judged]:
    """Grade all marked answers."""
    grader = EmbeddedGrader()
    for answer in marked_answers():
        request = grading_request(
            answer.pack.scenario,
            answer.pack.rubric,
            answer=answer.text,
            drawing=drawing_of(answer.drawing),
        )
        grade = grader.grade(request)
        yield Judged(
            group=f"{answer.pack.scenario.slug}, {answer.group}",
            pairs=tuple(_pairs(grade, answer.expected)),
            expected=answer.total,
            found=grade.total or 0.0,
        )


def _pairs(grade: Grade, expected: dict[str, Expected]) -> Iterator[tuple[bool, bool]]:
    for criterion in grade.criteria:
        met = {mark.check for mark in expected.get(criterion.id, Expected()).met}
        for check in criterion.checks:
            yield check.id in met, check.verdict == "met"


def marked_total(rubric: Rubric, expected: dict[str, Expected]) -> float:
    """Compute the total that the author's marks make."""
    total = 0.0
    for criterion in rubric.criteria:
        marks = expected.get(criterion.id, Expected())
        caps = {flag.id: flag.cap for flag in criterion.red_flags}
        score = min([len(marks.met), *(caps[flag.id] for flag in marks.flags)])
        total += criterion.weight * score / 4
    return total


def macro_f1(pairs: list[tuple[bool, bool]]) -> float:
    """The mean of the F1 of both classes."""
    return (_f1(pairs, wanted=True) + _f1(pairs, wanted=False)) / 2


def _f1(pairs: list[tuple[bool, bool]], *, wanted: bool) -> float:
    both = sum(mark is wanted and found is wanted for mark, found in pairs)
    either = sum((mark is wanted) + (found is wanted) for mark, found in pairs)
    return 2 * both / either if either else 1.0


def table() -> str:
    """Write the table: one row for each pack and kind of answer."""
    groups: dict[str, list[Judged]] = {}
    for item in judged():
        groups.setdefault(item.group, []).append(item)
    rows = [
        (
            "| answers | number | checks judged as marked | macro-F1 | one verdict for all |"
            " mean error of the total | largest |"
        ),
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, items in groups.items():
        pairs = [pair for item in items for pair in item.pairs]
        right = sum(mark is found for mark, found in pairs) / len(pairs)
        baseline = sum(
            max(sum(mark for mark, _ in item.pairs), sum(not mark for mark, _ in item.pairs))
            for item in items
        ) / len(pairs)
        errors = [abs(item.found - item.expected) for item in items]
        rows.append(
            f"| {name} | {len(items)} | {right:.0%} of {len(pairs)} | {macro_f1(pairs):.2f} |"
            f" {baseline:.0%} | {sum(errors) / len(errors):.1f} | {max(errors):.1f} |"
        )
    return "\n".join(rows)


def renewed(document: str) -> str:
    """Put the table into the document, between its marks."""
    before, _, rest = document.partition(OPENING)
    _, _, after = rest.partition(CLOSING)
    return f"{before}{OPENING}\n{table()}\n{CLOSING}{after}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(table())
