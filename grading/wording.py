"""What a learner reads beside a verdict.

Pure: no I/O, no clock, no randomness.
"""

from grading.compiled import CompiledCheck
from grading.judge import Finding


def learner_text(check: CompiledCheck, finding: Finding) -> str:
    """One plain sentence on why the check stands as it does."""
    del check
    if finding.is_met:
        return "your words say it, and how"
    return ", ".join(finding.missing)
