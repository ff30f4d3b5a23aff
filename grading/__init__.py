"""Judging answers: rubric, verdicts, graders."""
