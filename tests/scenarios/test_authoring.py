"""AUTHORING.md and the linter speak of the same rules and files."""

import json
import re
from pathlib import Path

import scenarios.lint
from grading.lexicon import lexicon
from grading.rubric import Check
from scenarios.lint import RULES
from scenarios.yaml_reading import read_yaml

TEXT = (Path(scenarios.lint.__file__).parents[1] / "AUTHORING.md").read_text(encoding="utf-8")


def test_every_rule_is_explained_with_its_severity_and_why() -> None:
    rows = re.findall(r"^\| (L\d\d) (E|W|E/W) \| (.+) \| (.+) \|$", TEXT, re.MULTILINE)
    assert [row[0] for row in rows] == sorted(rule.id for rule in RULES)


def test_severities_are_those_the_rules_use() -> None:
    source = "\n".join(
        path.read_text() for path in Path(scenarios.lint.__file__).parent.glob("*.py")
    )
    for rule, severity in re.findall(r"^\| (L\d\d) (E|W|E/W) \|", TEXT, re.MULTILINE):
        calls = re.findall(rf'problem\(\s*"{rule}",(?:(?!problem\().)*?\n\s*\)', source, re.DOTALL)
        warns = [call for call in calls if 'severity="W"' in call]
        assert bool(warns) == ("W" in severity), rule


def test_every_file_named_exists() -> None:
    root = Path(scenarios.lint.__file__).parents[2]
    for name in ("grading/lexicon", "estimation/formula.py"):
        assert name in TEXT
        assert (root / name).exists()


def test_the_example_of_evidence_is_a_check_of_known_concepts() -> None:
    example = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    document = read_yaml(example.group(1), file="AUTHORING.md")
    assert isinstance(document.value, list)
    check = Check.model_validate_json(json.dumps(document.value[0]))
    assert check.evidence is not None
    named = set(re.findall(r'"@([a-z-]+)"', example.group(1)))
    assert named <= set(lexicon().by_id)
