"""The pack under a rule's eyes, and how a rule says where something is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from grading.rubric import Check, Criterion, Rubric
from scenarios.loader import RUBRIC_FILE, SCENARIO_FILE, PackReading
from scenarios.model import PackAnswer, Reference, Scenario
from scenarios.problem import LintProblem, Severity
from scenarios.validation import key_text
from scenarios.yaml_reading import KeyPath

Problems = Iterator[LintProblem]


@dataclass(frozen=True)
class Subject:
    """A pack whose scenario and rubric could be read; references and answers as far as they can.

    Rules look at `reading` for the others and skip what did not load: the form comes first.
    """

    reading: PackReading
    scenario: Scenario
    rubric: Rubric

    def in_scenario(self, path: KeyPath) -> "Place":
        """Point into scenario.yaml."""
        return Place(self.reading, SCENARIO_FILE, path)

    def in_rubric(self, path: KeyPath) -> "Place":
        """Point into rubric.yaml."""
        return Place(self.reading, RUBRIC_FILE, path)

    def in_file(self, file: str, path: KeyPath) -> "Place":
        """Point into a reference or an answer's front matter."""
        return Place(self.reading, file, path)

    def criteria(self) -> Iterator[tuple[KeyPath, Criterion]]:
        """Walk the criteria with their places."""
        for index, criterion in enumerate(self.rubric.criteria):
            yield ("criteria", index), criterion

    def checks(self) -> Iterator[tuple[KeyPath, Criterion, Check]]:
        """Walk all checks with their places."""
        for path, criterion in self.criteria():
            for index, check in enumerate(criterion.checks):
                yield (*path, "checks", index), criterion, check

    def criterion_ids(self) -> frozenset[str]:
        """Collect the ids that other parts of the pack may name."""
        return frozenset(criterion.id for criterion in self.rubric.criteria)

    def sound_references(self) -> Iterator[tuple[str, Reference]]:
        """Walk the references whose ids agree with one another; L04 tells of the others."""
        for file, reference in self.reading.references.items():
            ids = [component.id for component in reference.components]
            ends = {end for item in reference.connections for end in (item.source, item.target)}
            if len(set(ids)) == len(ids) and ends <= set(ids):
                yield file, reference

    def answer(self, answer_id: str) -> tuple[str, PackAnswer] | None:
        """Look an answer up with its file; None if it is missing or did not load."""
        file = f"answers/{answer_id}.md"
        found = self.reading.answers.get(file)
        return None if found is None else (file, found)


@dataclass(frozen=True)
class Place:
    """A key of a file of the pack."""

    reading: PackReading
    file: str
    path: KeyPath

    def problem(
        self,
        rule: str,
        message: str,
        remedy: str,
        *,
        severity: Severity = "E",
        below: int = 0,
    ) -> LintProblem:
        """Say what is wrong here.

        Args:
            rule: L01 to L28.
            message: What is wrong, lower case.
            remedy: What would be right.
            severity: E blocks `active`, W warns.
            below: Lines below the key, for a place inside a block of text.
        """
        document = self.reading.documents[self.file]
        return LintProblem(
            file=self.file,
            line=document.line(self.path) + below,
            rule=rule,
            severity=severity,
            key=key_text(self.path),
            message=message,
            remedy=remedy,
        )
