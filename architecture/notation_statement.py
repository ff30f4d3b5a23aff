"""How one statement of the notation is read: a box, a chain of arrows, a group, a header.

Pure: no I/O, no clock, no randomness. What a statement says goes to a `Sketch`; what it cannot
say is an `Unreadable` with its place and remedy.
"""

import re

from architecture.model import RESERVED_IDS, Mode
from architecture.notation_problem import Unreadable
from architecture.notation_scanner import Scanner
from architecture.notation_sketch import Arrow, Place, Sketch

_HEADER = re.compile(r"(?:flowchart-elk|flowchart|graph)(?=[\s;]|$)", re.IGNORECASE)
_DIRECTION = re.compile(r"(LR|RL|TD|TB|BT)(?=[\s;]|$)", re.IGNORECASE)
_OTHER_DIAGRAM = re.compile(
    r"(?:sequenceDiagram|classDiagram|stateDiagram|erDiagram|requirementDiagram|C4\w{4,12}|gantt"
    r"|pie|journey|gitGraph|mindmap|timeline|quadrantChart|block|architecture|sankey)"
    r"(?:-v2|-beta)?(?=\s|$)"
)
_IGNORED = re.compile(
    r"(style|linkStyle|classDef|class|click|direction)(?=\s+[^\s\-=&<;])|(accTitle|accDescr)\s{0,9}:"
)
_SUBGRAPH = re.compile(r"subgraph(?=[\s;\[\"]|$)")
_END = re.compile(r"end(?=\s*(?:;|%%|$))")
_CLASS = re.compile(r":::[\w-]+(?:,[\w-]+)*")
_SHAPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("(((", (")))",)),
    ("((", ("))",)),
    ("([", ("])",)),
    ("[(", (")]",)),
    ("[[", ("]]",)),
    ("{{", ("}}",)),
    ("[/", ("/]", "\\]")),
    ("[\\", ("\\]", "/]")),
    ("[", ("]",)),
    ("(", (")",)),
    ("{", ("}",)),
)
_LINE = re.compile(r"(<)?(?:(-{2,})|(={2,})|(-\.+-*))(>*)")
_NO_ARROW = re.compile(r"->|=>|<-|<=|~+|>|[\u2010-\u2015\u2190-\u21ff\u27f0-\u27ff]")
_FLAG = re.compile(r">(?=\s*\"|[^\[\](){}<>;|\"]*\])")
_ROUND_HEAD = re.compile(r"[ox](?=\s|$)")
_TAIL = re.compile(r"[-=.]*(>*)")
_ARROW_REMEDY = "write 'a --> b' for a call that waits, 'a -.-> b' for one that does not"


def read_statement(scanner: Scanner, sketch: Sketch) -> None:
    """Read one statement and put what it says into the sketch.

    Raises:
        Unreadable: The statement is not of this notation.
    """
    if _header(scanner, sketch) or _ignored(scanner, sketch) or _group(scanner, sketch):
        return
    _chain(scanner, sketch)


def _header(scanner: Scanner, sketch: Sketch) -> bool:
    start = scanner.at
    if sketch.is_blank and (other := scanner.take(_OTHER_DIAGRAM)):
        sketch.is_foreign = True
        raise scanner.unreadable(
            f"'{other[0]}' is another kind of diagram",
            "start with 'flowchart LR' and draw boxes and arrows",
            start,
        )
    match = scanner.take(_HEADER)
    if match is None:
        return False
    scanner.skip_space()
    direction = scanner.take(_DIRECTION)
    if direction is None and not (scanner.is_done or scanner.sees(";", "%%")):
        raise scanner.unreadable("no direction of a flowchart", "write 'flowchart LR' or TD")
    sketch.header(Place(scanner.line, start + 1), direction[0].upper() if direction else None)
    return True


def _ignored(scanner: Scanner, sketch: Sketch) -> bool:
    start = scanner.at
    match = scanner.take(_IGNORED)
    if match is None:
        return False
    word = match[1] or match[2]
    scanner.at = start
    if word in {"style", "classDef", "class", "direction", "linkStyle"}:
        scanner.recover()
    else:
        scanner.at = len(scanner.text)
    sketch.notice(
        Place(scanner.line, start + 1),
        f"'{word}' is left out",
        "looks and links of boxes are not read; nothing needs to be done",
    )
    return True


def _group(scanner: Scanner, sketch: Sketch) -> bool:
    place = Place(scanner.line, scanner.at + 1)
    if scanner.take(_END):
        sketch.close_group(place)
        return True
    if scanner.take(_SUBGRAPH) is None:
        return False
    try:
        _open_group(scanner, sketch, place)
    except Unreadable:
        sketch.open_unread_group()
        raise
    return True


def _open_group(scanner: Scanner, sketch: Sketch, place: Place) -> None:
    scanner.skip_space()
    if scanner.sees('"'):
        title = scanner.meant(scanner.quoted().strip(), place.column - 1)
        sketch.open_group(place, None, title)
        return
    name = scanner.identifier()
    if name is None:
        raise scanner.unreadable(
            "a subgraph without a name", "write 'subgraph edge [Edge tier]'", place.column - 1
        )
    _group_title(scanner, sketch, place, name)


def _check_free(scanner: Scanner, name: str, start: int) -> None:
    if name in RESERVED_IDS:
        raise scanner.unreadable(
            f"'{name}' is a word of the notation and cannot be an id",
            f"choose another id, such as '{name}1'",
            start,
        )


_REST_OF_TITLE = re.compile(r"[^;\[\](){}\"|<>%]*")


def _group_title(scanner: Scanner, sketch: Sketch, place: Place, name: str) -> None:
    scanner.skip_space()
    if scanner.sees("["):
        _check_free(scanner, name, place.column - 1)
        scanner.at += 1
        sketch.open_group(place, name, scanner.label_until(("]",), "["))
        return
    more = scanner.take(_REST_OF_TITLE)
    title = f"{name} {more[0]}".strip() if more else name
    if title == name:
        _check_free(scanner, name, place.column - 1)
    sketch.open_group(place, name if title == name else None, title)


def _chain(scanner: Scanner, sketch: Sketch) -> None:
    sources = _boxes(scanner, sketch)
    scanner.skip_space()
    while (arrow := _arrow(scanner)) is not None:
        scanner.skip_space()
        targets = _boxes(scanner, sketch)
        sketch.connect(sources, targets, arrow)
        sources = targets
        scanner.skip_space()


def _boxes(scanner: Scanner, sketch: Sketch) -> tuple[str, ...]:
    boxes = [_box(scanner, sketch)]
    scanner.skip_space()
    while scanner.sees("&"):
        scanner.at += 1
        scanner.skip_space()
        boxes.append(_box(scanner, sketch))
        scanner.skip_space()
    return tuple(boxes)


def _box(scanner: Scanner, sketch: Sketch) -> str:
    start = scanner.at
    name = scanner.identifier()
    if name is None:
        raise _no_box(scanner)
    _check_free(scanner, name, start)
    if scanner.sees("@{"):
        raise scanner.unreadable(
            "'@{ ... }' is not part of this notation",
            f"write {name}[Label] and '%% @{name} kind=...' on a line of its own",
        )
    shape, label = _shape(scanner)
    scanner.take(_CLASS)
    sketch.box(Place(scanner.line, start + 1), name, label, shape)
    return name


def _shape(scanner: Scanner) -> tuple[str | None, str | None]:
    start = scanner.at
    if scanner.take(_FLAG):
        return ">", scanner.label_until(("]",), ">")
    scanner.skip_space()
    for opener, closers in _SHAPES:
        if scanner.sees(opener):
            scanner.at += len(opener)
            return opener, scanner.label_until(closers, opener)
    scanner.at = start
    return None, None


def _no_box(scanner: Scanner) -> Exception:
    if scanner.is_done or scanner.sees(";", "%%"):
        return scanner.unreadable(
            "a box is missing here", "name the box, such as 'web' or 'web[Web app]'"
        )
    character = scanner.text[scanner.at]
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return scanner.unreadable(
        f"no box can start with '{shown}'",
        "begin with an id of letters, digits and _, and put other words in a label: web[Web app]",
    )


def _arrow(scanner: Scanner) -> Arrow | None:
    start = scanner.at
    match = scanner.take(_LINE)
    if match is None:
        _check_not_arrow_like(scanner)
        return None
    back, solid, thick, dotted, head = match.groups()
    if back:
        raise _backwards(scanner, head, start)
    label: str | None = None
    if not head and (solid == "--" or thick == "==" or (dotted and not dotted.endswith("-"))):
        label, head = _label_inside(scanner, "--" if solid else "==" if thick else ".-", start)
    _check_head(scanner, head, start)
    scanner.skip_space()
    if scanner.sees("|"):
        label = _label_in_bars(scanner, label)
    mode: Mode = "async" if dotted else "sync"
    return Arrow(Place(scanner.line, start + 1), mode, label, is_thick=bool(thick))


def _check_not_arrow_like(scanner: Scanner) -> None:
    if match := _NO_ARROW.match(scanner.text, scanner.at):
        raise scanner.unreadable(f"'{match[0]}' is not an arrow of this notation", _ARROW_REMEDY)


def _backwards(scanner: Scanner, head: str, start: int) -> Exception:
    if head:
        return scanner.unreadable(
            "an arrow with two heads does not say who calls whom",
            "draw 'a --> b', and 'b --> a' as well if b calls too; an answer needs no arrow",
            start,
        )
    return scanner.unreadable(
        "an arrow that points backwards", "write the caller first: 'caller --> callee'", start
    )


def _check_head(scanner: Scanner, head: str, start: int) -> None:
    if head == ">":
        return
    if head:
        raise scanner.unreadable(
            f"an arrow ends in one '>', not in '{head}'", _ARROW_REMEDY, start
        )
    raise scanner.unreadable(
        "a line without an arrow head does not say who calls whom",
        "write 'caller --> callee'",
        start,
    )


def _label_inside(scanner: Scanner, closer: str, start: int) -> tuple[str, str]:
    if scanner.take(_ROUND_HEAD):
        raise scanner.unreadable(
            "an arrow that ends in a circle or a cross has no meaning here", _ARROW_REMEDY, start
        )
    scanner.skip_space()
    if scanner.sees('"'):
        opened = scanner.at
        raw = scanner.quoted()
        scanner.skip_space()
        end = scanner.at if scanner.sees(closer, closer[0]) else -1
    else:
        opened = scanner.at
        end = scanner.text.find(closer, scanner.at)
        raw = scanner.text[opened:end].strip()
    if end < 0 or any(mark in raw and scanner.text[opened] != '"' for mark in ';"|[]{}'):
        raise scanner.unreadable(
            "the label of this arrow is never closed",
            "write 'a -->|label| b' or 'a -- label --> b'",
            start,
        )
    scanner.at = end
    tail = scanner.take(_TAIL)
    return scanner.meant(raw.strip(), start), tail[1] if tail else ""


def _label_in_bars(scanner: Scanner, label: str | None) -> str:
    if label is not None:
        raise scanner.unreadable("a second label on one arrow", "keep one of the two labels")
    scanner.at += 1
    return scanner.label_until(("|",), "|")
