"""How a `%%` line is read: attributes, the way of a flow, a failure zone, or just a remark.

Pure: no I/O, no clock, no randomness.
"""

import re

from architecture.notation_scanner import Scanner
from architecture.notation_sketch import Place, Setting, Sketch, Target, Way

_TO = re.compile(r"\s*(?:-{1,2}|-\.-?)>\s*")
_NUMBER = re.compile(r"#([1-9]\d{0,5})")
_KEY = re.compile(r"([A-Za-z_][\w-]*)\s*(=?)\s*")
_VALUE = re.compile(r"[^\s\"]+")
_FLOW = re.compile(r"flow(?=\s)")
_FLOW_NAME = re.compile(r"\s*:\s*")
_STEP = re.compile(r"\s*(?:-{0,2}>|-\.->|\u2192)\s*")
_ZONE = re.compile(r"zone\s*:?\s+(\S+)\s*$")
_FLOW_EXAMPLE = "write '%% flow book: client > lb > web'"


def read_comment(scanner: Scanner, sketch: Sketch) -> None:
    """Read the rest of a line, the scanner standing behind `%%`.

    Raises:
        Unreadable: It begins like an attribute, flow or zone line and then goes wrong.
    """
    scanner.skip_space()
    if scanner.sees("@"):
        _attributes(scanner, sketch)
    elif _is_flow(scanner):
        _flow(scanner, sketch)
    elif zone := _ZONE.match(scanner.text, scanner.at):
        sketch.anchor(f"zone {zone[1]}")
        sketch.zones.append((zone[1], Place(scanner.line, zone.start(1) + 1)))
    elif remark := scanner.text[scanner.at :].strip():
        sketch.comment(remark)
    scanner.at = len(scanner.text)


def is_directive(text: str) -> bool:
    """Whether a comment with this text would say something about the drawing."""
    scanner = Scanner(text.strip(), 1)
    return scanner.sees("@") or _is_flow(scanner) or bool(_ZONE.match(scanner.text))


def _is_flow(scanner: Scanner) -> bool:
    rest = scanner.text[scanner.at :]
    return bool(_FLOW.match(rest)) and (":" in rest or ">" in rest)


def _attributes(scanner: Scanner, sketch: Sketch) -> None:
    target = _target(scanner)
    sketch.anchor(f"@{target.anchor}")
    settings: list[Setting] = []
    scanner.skip_space()
    if scanner.is_done:
        raise scanner.unreadable(
            f"nothing is said about '{target.name}'", f"write '%% @{target.name} key=value'"
        )
    while not scanner.is_done:
        settings.append(_setting(scanner))
        scanner.skip_space()
    sketch.settings.append((target, tuple(settings)))


def _target(scanner: Scanner) -> Target:
    place = Place(scanner.line, scanner.at + 1)
    scanner.at += 1
    source = scanner.identifier()
    if source is None:
        raise scanner.unreadable("no id after '@'", "write '%% @web replicas=2'")
    if scanner.take(_TO) is None:
        return Target(source, None, None, place)
    target = scanner.identifier()
    if target is None:
        raise scanner.unreadable("no id after '->'", f"write '%% @{source}->db timeout=200ms'")
    number = scanner.take(_NUMBER)
    return Target(source, target, int(number[1]) if number else None, place)


def _setting(scanner: Scanner) -> Setting:
    start = scanner.at
    match = scanner.take(_KEY)
    if match is None or not match[2]:
        scanner.at = start
        word = scanner.text[start:].split(maxsplit=1)[0][:40]
        raise scanner.unreadable(
            f"'{word}' is not key=value",
            "write key=value without a space inside, or put the value in double quotes",
        )
    value_place = Place(scanner.line, scanner.at + 1)
    if scanner.sees('"'):
        value = scanner.quoted()
    else:
        bare = scanner.take(_VALUE)
        if bare is None:
            raise scanner.unreadable(f"no value for '{match[1]}'", f"write {match[1]}=value")
        value = bare[0]
    if not scanner.is_done and not scanner.text[scanner.at].isspace():
        raise scanner.unreadable("a quote in the middle of a value", 'write key="the whole value"')
    return Setting(match[1], value, Place(scanner.line, start + 1), value_place)


def _flow(scanner: Scanner, sketch: Sketch) -> None:
    place = Place(scanner.line, scanner.at + 1)
    scanner.take(_FLOW)
    scanner.skip_space()
    flow = scanner.identifier()
    if flow is None or scanner.take(_FLOW_NAME) is None:
        raise scanner.unreadable("a flow line without 'name:'", _FLOW_EXAMPLE)
    sketch.anchor(f"flow {flow}")
    steps: list[tuple[str, Place]] = []
    while True:
        step_place = Place(scanner.line, scanner.at + 1)
        step = scanner.identifier()
        if step is None:
            raise scanner.unreadable(f"a step of the flow '{flow}' is missing here", _FLOW_EXAMPLE)
        steps.append((step, step_place))
        if scanner.take(_STEP) is None:
            break
    scanner.skip_space()
    if not scanner.is_done:
        raise scanner.unreadable("steps of a flow are joined by '>'", _FLOW_EXAMPLE)
    if len(steps) == 1:
        raise scanner.unreadable(f"the flow '{flow}' goes nowhere", _FLOW_EXAMPLE)
    sketch.ways.append(Way(flow, tuple(steps), place))
