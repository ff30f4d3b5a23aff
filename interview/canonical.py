"""The one text that is graded: sections as Markdown in a fixed order, and back again.

Pure: no I/O, no clock, no randomness. A line of a section that reads like a section's own heading
gets a backslash in front (Markdown shows the same), so that the way back is exact.
"""

import re
from collections.abc import Mapping

from interview.attempt import SECTIONS, SectionId

_TITLES: dict[SectionId, str] = dict(SECTIONS)
_ALIASES: dict[str, SectionId] = {
    **{title.casefold().replace("-", " "): section for section, title in SECTIONS},
    "estimate": "estimates",
    "estimation": "estimates",
    "estimations": "estimates",
    "back of the envelope": "estimates",
    "apis": "api",
    "api design": "api",
    "data": "data_model",
    "schema": "data_model",
    "high level design": "design",
    "architecture": "design",
    "deep dive": "deep_dives",
    "tradeoffs": "trade_offs",
}
_HEADING = re.compile(r"(\\*)##[ \t]+(\S.*?)[ \t]*#*[ \t]*")
_LEADING_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Make a text storable: one kind of line end, no NUL, no half of a surrogate pair."""
    return _UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def tidy(sections: Mapping[SectionId, str]) -> dict[SectionId, str]:
    """Drop empty sections, and blank lines around the others."""
    bodies: dict[SectionId, str] = {
        section: _trimmed(sections.get(section, "")) for section, _ in SECTIONS
    }
    return {section: body for section, body in bodies.items() if body}


def to_text(sections: Mapping[SectionId, str]) -> str:
    """Join the sections into the canonical text."""
    return "\n".join(
        f"## {_TITLES[section]}\n\n{_escaped(body)}\n" for section, body in tidy(sections).items()
    )


def from_text(text: str) -> dict[SectionId, str]:
    """Split a text into sections; what stands before any known heading belongs to the design.

    `from_text(to_text(sections)) == tidy(sections)`.
    """
    found: dict[SectionId, list[str]] = {}
    current: SectionId = "design"
    lines: list[str] = []
    for line in [*clean(text).split("\n"), None]:
        heading = None if line is None else _heading_of(line)
        if line is None or heading is not None:
            body = _trimmed("\n".join(lines))
            if body:
                found.setdefault(current, []).append(body)
            lines, current = [], heading or current
        else:
            lines.append(_unescaped(line))
    return tidy({section: "\n\n".join(bodies) for section, bodies in found.items()})


def words(text: str) -> int:
    """Count words as a person would: runs of characters between white space."""
    return len(text.split())


def _trimmed(body: str) -> str:
    return _LEADING_BLANK_LINES.sub("", clean(body).rstrip())


def _heading_of(line: str) -> SectionId | None:
    match = _HEADING.fullmatch(line)
    return _ALIASES.get(_folded(match[2])) if match and not match[1] else None


def _reads_like_a_heading(line: str) -> bool:
    match = _HEADING.fullmatch(line)
    return match is not None and _folded(match[2]) in _ALIASES


def _folded(title: str) -> str:
    return " ".join(title.casefold().replace("-", " ").rstrip(":").split())


def _escaped(body: str) -> str:
    return "\n".join("\\" + x if _reads_like_a_heading(x) else x for x in body.split("\n"))


def _unescaped(line: str) -> str:
    return line[1:] if line.startswith("\\") and _reads_like_a_heading(line) else line
