"""The pack linter: all that is wrong with a pack, with file, line, key and remedy."""

from scenarios.lint.rules import RULES, blocks, lint
from scenarios.problem import LintProblem

__all__ = ["RULES", "LintProblem", "blocks", "lint"]
