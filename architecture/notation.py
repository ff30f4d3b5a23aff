"""The text form of a drawing: a subset of Mermaid's flowchart, with attributes in its comments.

Pure: no I/O, no clock, no randomness. `docs/reference/notation.md` shows it on one page. Law:
`parse(format_notation(x)).architecture == x` for every architecture whose text is within
`MAX_CHARACTERS`.
"""

import re
from collections.abc import Iterator

from architecture.notation_comment import read_comment
from architecture.notation_format import format_notation
from architecture.notation_problem import Comment, ParseResult, Problem, Unreadable
from architecture.notation_resolve import resolve
from architecture.notation_scanner import Scanner
from architecture.notation_sketch import Place, Sketch
from architecture.notation_statement import read_statement

__all__ = ["MAX_CHARACTERS", "Comment", "ParseResult", "Problem", "format_notation", "parse"]

MAX_CHARACTERS = 100_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*(?:mermaid|mmd)?\s*$")
_WORD = re.compile(r"[^\s\[\](){}<>|&;,:\"'=]{1,80}")


def parse(text: str) -> ParseResult:
    """Read a drawing; all errors come back at once, each with its place and remedy.

    Cost:
        Linear in the length of the text.
    """
    if refusal := _refusal(text):
        return ParseResult(None, errors=(refusal,))
    sketch = Sketch()
    for number, line in _lines(text, sketch):
        _read_line(Scanner(line, number), sketch)
        if sketch.is_foreign:
            break
    sketch.finish()
    if sketch.direction is None and not sketch.is_blank:
        sketch.notice(Place(1, 1), "no header, so left to right", "begin with 'flowchart LR'")
    if sketch.is_blank and not sketch.errors:
        sketch.notice(Place(1, 1), "nothing is drawn", "write for example 'web[Web app] --> db'")
    architecture = resolve(sketch)
    return ParseResult(
        architecture,
        errors=tuple(sorted(sketch.errors)),
        notices=tuple(sorted(sketch.notices)),
        comments=tuple(sketch.comments),
    )


def _refusal(text: str) -> Problem | None:
    if len(text) > MAX_CHARACTERS:
        return Problem(
            1,
            1,
            f"the text has {len(text):,} characters, more than {MAX_CHARACTERS:,}",
            "draw the parts that matter for the question",
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        before = _LINE_END.split(text[: error.start])
        return Problem(
            len(before),
            len(before[-1]) + 1,
            f"half a character (U+{ord(text[error.start]):04X}) that no text may hold",
            "delete it and type the character again",
        )
    return None


def _lines(text: str, sketch: Sketch) -> Iterator[tuple[int, str]]:
    """Give the numbered lines that hold statements, wrappings of other tools left out."""
    lines = list(enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1))
    filled = [index for index, (_, line) in enumerate(lines) if line.strip()]
    if not filled:
        return
    start, stop = filled[0], filled[-1] + 1
    if _FENCE.match(lines[start][1]):
        stop = _behind_fence(lines, start + 1, stop, sketch)
        start += 1
    elif lines[start][1].rstrip() == "---":
        start = _behind_front_matter(lines, start, sketch)
    yield from _without_settings(lines[start:stop], sketch)


def _behind_fence(lines: list[tuple[int, str]], start: int, stop: int, sketch: Sketch) -> int:
    for index in range(start, stop):
        if _FENCE.match(lines[index][1]):
            if index + 1 < stop:
                place = Place(lines[index][0] + 1, 1)
                sketch.error(place, "text after the end of the drawing", "keep one drawing only")
            return index
    sketch.notice(
        Place(lines[start - 1][0], 1), "the fence opened here is never closed", "end with ```"
    )
    return stop


def _behind_front_matter(lines: list[tuple[int, str]], start: int, sketch: Sketch) -> int:
    place = Place(lines[start][0], 1)
    for index in range(start + 1, len(lines)):
        if lines[index][1].rstrip() == "---":
            sketch.notice(place, "the front matter is left out", "nothing needs to be done")
            return index + 1
    sketch.error(place, "the front matter opened here is never closed", "close it with '---'")
    return len(lines)


def _without_settings(lines: list[tuple[int, str]], sketch: Sketch) -> Iterator[tuple[int, str]]:
    """Leave out Mermaid's own settings, `%%{ ... }%%`, which may go over several lines."""
    opened: Place | None = None
    for number, line in lines:
        if opened is None and not line.lstrip().startswith("%%{"):
            yield number, line
            continue
        if opened is None:
            opened = Place(number, line.index("%%{") + 1)
            sketch.notice(opened, "settings of Mermaid are left out", "nothing needs to be done")
        if "}%%" in line:
            opened = None
    if opened is not None:
        sketch.error(opened, "the '%%{' opened here is never closed", "close it with '}%%'")


def _read_line(scanner: Scanner, sketch: Sketch) -> None:
    while True:
        scanner.skip_between()
        if scanner.is_done:
            return
        start = scanner.at
        try:
            if scanner.sees("%%"):
                scanner.at += 2
                read_comment(scanner, sketch)
            else:
                read_statement(scanner, sketch)
                _check_end(scanner, sketch)
        except Unreadable as error:
            sketch.errors.append(error.problem)
            _give_up(scanner, sketch, start)


def _check_end(scanner: Scanner, sketch: Sketch) -> None:
    scanner.skip_space()
    if scanner.is_done or scanner.sees(";"):
        return
    if scanner.sees("%%"):
        place = Place(scanner.line, scanner.at + 1)
        sketch.notice(place, "a comment behind a statement", "give it a line of its own")
        return
    rest = scanner.text[scanner.at : scanner.at + 20]
    raise scanner.unreadable(
        f"'{rest}' does not belong here",
        "join boxes with '-->', end a statement with ';' or a new line",
    )


def _give_up(scanner: Scanner, sketch: Sketch, start: int) -> None:
    """Skip the rest of an unreadable statement; what it may have drawn is not reported missing."""
    if scanner.text.startswith("%%", start):
        scanner.at = len(scanner.text)
        return
    scanner.recover()
    sketch.is_blank = False
    sketch.doubtful.update(_WORD.findall(scanner.text, start, scanner.at))
