"""Data into words: levels, verdicts, reasons, sizes and times as people read them."""

import re
from datetime import datetime

from grading.grade import Cause, CheckVerdict, GraderId, Guard, Level, Reason
from grading.rubric import CheckKind, Dimension

LEVELS: dict[Level, str] = {
    "below_mid": "Below mid",
    "mid": "Mid",
    "senior": "Senior",
    "staff": "Staff",
}
DIMENSIONS: dict[Dimension, str] = {
    "requirements": "Requirements",
    "estimation": "Estimation",
    "api-data": "API and data",
    "architecture": "Architecture",
    "deep-dive": "Deep dive",
    "reliability-ops": "Reliability and ops",
    "security": "Security",
    "tradeoffs-communication": "Trade-offs",
}
KINDS: dict[CheckKind, str] = {
    "behaviour": "how you went about it",
    "statement": "a statement",
    "reason": "a reason",
    "number": "a number",
    "graph": "your drawing",
}
FAMILIES = {"classic": "Classic", "django": "Django", "platform": "Platform"}
CAUSES: dict[Cause, str] = {
    "cannot-assess": "the grader could not tell",
    "quote-not-in-answer": "the grader quoted words that are not in your answer",
    "output-invalid": "the grader's reply could not be read",
    "endpoint-error": "the grader's endpoint failed",
    "deadline": "the grader ran out of time",
    "refused": "the grader refused",
    "too-long": "the text is too long",
    "too-short": "the text is too short to judge",
    "garbled": "the text cannot be read as an answer",
    "cancelled": "grading was cancelled",
    "drawing-invalid": "the drawing cannot be read",
    "not-computed": "the figure was not computed here",
}
REASONS: dict[Reason | Guard, str] = {
    "mentioned-only": "named, but nothing said about it",
    "no-relation": "no purpose, mechanism or number tied to it",
    "negated": "the sentence says the opposite",
    "hedged": "left open (maybe, could)",
    "self-contradiction": "another sentence contradicts it",
    "said-not-drawn": "said, not drawn",
    "drawn-not-said": "drawn, not said what for",
    "number-missing": "no figure found",
    "number-off": "the figure is off",
    "number-from-prompt": "the figure is copied from the question",
    "unit-mismatch": "the unit does not fit",
    "input-off-workload": "an input is far from the scenario's",
    "used-elsewhere": "that sentence already counts twice",
    "met-by-alternative": "met by an accepted alternative",
    "corroborated": "your drawing agrees",
    "not-found": "nothing found",
    "not-asked": "not asked, not assumed",
    "too-short": "too short to be graded",
    "gibberish": "not readable as an answer",
    "keyword-list": "a list of terms, not sentences",
    "hollow-frame": "terms without a sentence around them",
    "shuffled": "words out of order",
    "prompt-echo": "copied from the question",
    "rubric-parrot": "restates what is asked, not how",
    "other-scenario": "about another problem",
    "injection": "addressed to the grader; reported, not obeyed",
    "truncated": "only the first 1,500 words are graded",
}


_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&])")
_DIRECTIVE = re.compile(r":(?=\S)")
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Escape a text for places that read Markdown, such as labels and messages.

    Colour directives, icons and emoji names are read after escapes are resolved, so their colons
    are parted from what follows by an invisible character.
    """
    escaped = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _DIRECTIVE.sub(f":{_WORD_JOINER}", escaped)


def sentence(text: str) -> str:
    """Begin a text with a capital and end it with a full stop."""
    trimmed = text.strip()
    stop = "" if trimmed.endswith((".", "!", "?")) or not trimmed else "."
    return f"{trimmed[:1].upper()}{trimmed[1:]}{stop}"


def counted(count: int, noun: str) -> str:
    """Write a number with its noun, in the plural where it needs it."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def level(name: str | None) -> str:
    """Name a level; nothing for none."""
    return next((words for key, words in LEVELS.items() if key == name), "")


def percent(share: float) -> str:
    """Write a share as a percentage without needless digits."""
    return f"{share * 100:.3g} %"


def points(value: float) -> str:
    """Write points without a needless decimal."""
    return f"{value:.1f}".removesuffix(".0")


def clock(at: datetime | None) -> str:
    """Write a time of day in the reader's zone, to the second."""
    return at.astimezone().strftime("%H:%M:%S") if at else "never"


def day(at: datetime) -> str:
    """Write a date and a time of day in the reader's zone."""
    return at.astimezone().strftime("%d %b %Y, %H:%M")


def grader(identity: GraderId) -> str:
    """Name a grader with all that could change its grades."""
    parts = [f"{identity.name} grader", f"version {identity.version}"]
    if identity.lexicon_version:
        parts.append(f"lexicon {identity.lexicon_version}")
    if identity.model:
        parts.append(identity.model)
    return ", ".join(parts)


def verdict(check: CheckVerdict) -> str:
    """Say a verdict and how sure it is."""
    if check.verdict == "unscored":
        return f"Unscored: {CAUSES[check.cause]}" if check.cause else "Unscored"
    said = "Met" if check.verdict == "met" else "Not met"
    return f"Unsure, leaning {said.lower()}" if check.is_unsure else said


def reasons(check: CheckVerdict) -> tuple[str, ...]:
    """Say the reason codes of a check, each once."""
    return tuple(dict.fromkeys(REASONS[code] for code in check.reasons))
