"""Plain YAML with the place of every key; the one module that imports yaml for packs.

Hostile input is expected: no tags, no anchors (so no alias bombs), bounded size and depth,
no key twice. Scalars follow YAML 1.2: `no` and `1:30` are text, `3e6` is a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from scenarios.errors import UnreadableYaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
_LONGEST_NUMBER = 40

KeyPath = tuple[str | int, ...]
Scalar = str | int | float | bool | None
Value = Scalar | list["Value"] | dict[str, "Value"]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and where it says it: line and column, both from 1."""

    file: str
    value: Value
    places: dict[KeyPath, tuple[int, int]]

    def known(self, path: KeyPath) -> KeyPath:
        """Cut the path down to the part that the file has."""
        while path and path not in self.places:
            path = path[:-1]
        return path

    def line(self, path: KeyPath) -> int:
        """Find the line of the key, or of the nearest one around it."""
        return self.places.get(self.known(path), (1, 1))[0]


def read_text(path: Path, *, file: str) -> str:
    """Read a text file of at most `MAX_BYTES`, with universal newlines and without its BOM.

    Raises:
        UnreadableYaml: Missing, too large, or not UTF-8.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableYaml(file, 1, 1, "file is missing", "write it") from error
    except OSError as error:
        remedy = f"make it a readable file ({error.strerror})"
        raise UnreadableYaml(file, 1, 1, "cannot be read", remedy) from error
    if len(data) > MAX_BYTES:
        raise UnreadableYaml(file, 1, 1, "file is over 1 MB", "cut it down")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise UnreadableYaml(file, line, column, "not UTF-8 text", "save it as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_yaml(text: str, *, file: str, first_line: int = 1) -> Document:
    """Read one YAML document.

    Args:
        text: The YAML itself.
        file: How problems name the file.
        first_line: Line of the file on which `text` starts, for front matter.

    Raises:
        UnreadableYaml: The first thing that is not plain YAML, with line and column.
    """
    if len(text) > MAX_BYTES:
        raise UnreadableYaml(file, 1, 1, "text is over 1 MB", "cut it down")
    reading = _Reading(file, first_line, _events(text))
    try:
        value = reading.document()
    except yaml.MarkedYAMLError as error:
        raise reading.unreadable(error) from error
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + first_line, len(before) - before.rfind("\n")
        raise UnreadableYaml(
            file, line, column, "a character that YAML does not allow", "remove it"
        ) from error
    return Document(file, value, reading.places)


def _events(text: str) -> Iterator[yaml.Event]:
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return iter(yaml.parse(text, Loader=loader))


class _Reading:
    """Builds the value straight from the parser's events, so nothing shared can arise."""

    def __init__(self, file: str, first_line: int, events: Iterator[yaml.Event]) -> None:
        self.file = file
        self.first_line = first_line
        self.events = events
        self.places: dict[KeyPath, tuple[int, int]] = {(): (first_line, 1)}

    def document(self) -> Value:
        value: Value = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise self.refused(event, "a second document", "keep one document a file")
                seen = True
            elif isinstance(event, yaml.NodeEvent):
                value = self.value(event, ())
        return value

    def value(self, event: yaml.Event, path: KeyPath) -> Value:
        self.refuse_what_is_not_plain(event, len(path))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: KeyPath) -> list[Value]:
        items: list[Value] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*path, len(items))
            self.places[here] = self.place(event)
            items.append(self.value(event, here))
        return items

    def mapping(self, path: KeyPath) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refused(event, "a key that is no plain text", "write it as one word")
            self.refuse_what_is_not_plain(event, len(path))
            if event.value in entries:
                first = self.places[(*path, event.value)][0]
                raise self.refused(
                    event, f"key '{event.value}' is there twice, first on line {first}",
                    "keep one of them",
                )  # fmt: skip
            here = (*path, event.value)
            self.places[here] = self.place(event)
            entries[event.value] = self.value(next(self.events), here)
        return entries

    def refuse_what_is_not_plain(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self.refused(
                event, "anchors and aliases (& and *) are not allowed",
                "write the value out, or quote text that starts so",
            )  # fmt: skip
        if getattr(event, "tag", None) is not None:
            raise self.refused(
                event, "tags (!) are not allowed", "remove it, or quote text that starts so"
            )
        if depth > MAX_DEPTH:
            raise self.refused(event, f"nested more than {MAX_DEPTH} deep", "flatten it")

    def place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        if mark is None:
            return self.first_line, 1
        return mark.line + self.first_line, mark.column + 1

    def refused(self, event: yaml.Event, message: str, remedy: str) -> UnreadableYaml:
        return UnreadableYaml(self.file, *self.place(event), message, remedy)

    def unreadable(self, error: yaml.MarkedYAMLError) -> UnreadableYaml:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        context = f" {error.context}" if error.context else ""
        message = f"not YAML{context}: {error.problem}"
        remedy = "check indentation and quotes; quote text with ': ', ' #', or brackets in it"
        return UnreadableYaml(self.file, line + self.first_line, column + 1, message, remedy)


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    text = event.value
    is_plain = event.implicit[0]
    if not is_plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
