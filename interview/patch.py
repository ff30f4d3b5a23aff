"""How one text became the next, as the one stretch that changed.

Pure: no I/O, no clock, no randomness. An attempt's events replayed from the empty text give every
saved revision, so that the log needs no copies.
"""

from collections.abc import Iterable, Mapping
from typing import cast

Payload = dict[str, str | int | float | bool | None]


def patch(old: str, new: str) -> Payload:
    """Describe the change: at `start`, `removed` characters gave way to `inserted`."""
    start = _shared(old, new)
    tail = _shared(old[start:][::-1], new[start:][::-1])
    return {
        "start": start,
        "removed": len(old) - start - tail,
        "inserted": new[start : len(new) - tail],
        "length": len(new),
    }


def apply(old: str, change: Mapping[str, object]) -> str:
    """Redo a change on the text that it was made on."""
    start = cast("int", change["start"])
    kept = old[start + cast("int", change["removed"]) :]
    return old[:start] + cast("str", change["inserted"]) + kept


def replay(changes: Iterable[Mapping[str, object]]) -> str:
    """Redo all changes of one field, oldest first, from the empty text."""
    text = ""
    for change in changes:
        text = apply(text, change)
    return text


def _shared(first: str, second: str) -> int:
    """Count the characters that both begin with."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))
