"""Files from outside: answers and drawings, read with limits and told apart from junk."""

import re
from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import UnreadableYaml
from scenarios.loader import split_front_matter
from scenarios.yaml_reading import read_yaml

MAX_BYTES = 4_000_000
# A lone "---" may be a rule across the page; with the key behind it, it opens front matter.
_UNCLOSED = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,20}?drawing[ \t]*:")


class UnreadableFile(ValueError):
    """A file that cannot be used; says which, where, and what would be right."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """An answer and the drawing in its front matter, if there is one."""

    text: str
    drawing: str | None


def read_text(path: Path) -> str:
    """Read a UTF-8 text file; newlines become line feeds, a byte order mark is dropped.

    Raises:
        UnreadableFile: Missing, too large, or no UTF-8 text.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(f"{path}: {(error.strerror or 'cannot be read').lower()}") from error
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"{path}: larger than {MAX_BYTES:,} bytes; shorten it")
    if b"\x00" in data:
        place = data.index(b"\x00")
        raise UnreadableFile(f"{path}: a zero byte at {place}; this is no text, save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_answer(path: Path) -> AnswerFile:
    """Read an answer; of its front matter only `drawing` is used.

    Raises:
        UnreadableFile: As `read_text`, or front matter that is no YAML mapping.
    """
    text = read_text(path)
    head, body = split_front_matter(text)
    if head is None:
        if _UNCLOSED.match(text):
            raise UnreadableFile(
                f"{path}:1: front matter that never closes; end it with a line '---'"
            )
        return AnswerFile(body, None)
    try:
        front = read_yaml(head, file=str(path), first_line=2).value
    except UnreadableYaml as error:
        raise UnreadableFile(str(error)) from error
    if front is None:
        return AnswerFile(body, None)
    if not isinstance(front, dict):
        raise UnreadableFile(f"{path}: the front matter is no mapping; write 'drawing: |'")
    drawing = front.get("drawing")
    if drawing is not None and not isinstance(drawing, str):
        raise UnreadableFile(f"{path}: drawing: must be text; write 'drawing: |' and the notation")
    return AnswerFile(body, drawing)


def read_submission(answer: Path, drawing: Path | None) -> tuple[str, str]:
    """Read an answer and its drawing, which is in a file of its own or in the front matter.

    Returns:
        The answer's text after its front matter, and the drawing's text ("" for none).

    Raises:
        UnreadableFile: As `read_text`, or there are two drawings.
    """
    given = read_answer(answer)
    if drawing is None:
        return given.text, given.drawing or ""
    if given.drawing is not None:
        raise UnreadableFile(
            f"{answer}: has a drawing in its front matter; leave that or --drawing {drawing} away"
        )
    return given.text, read_text(drawing)
