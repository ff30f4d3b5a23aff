"""Which attributes a component or a connection can carry in the notation, and how each is read.

Pure: no I/O, no clock, no randomness. Keys are the model's field names without their units.
"""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from architecture import notation_value as values
from architecture.model import Component, Connection

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One key: the field it sets, how it is read, and how a field is written.

    `read` raises ValueError with what would be right; `write` gives `None` for "not stated".
    """

    key: str
    field: str
    read: Callable[[str], object]
    write: Callable[[Component | Connection], str | None]


class _Column(Generic[_Value]):
    """How one type of value is read and written."""

    def __init__(self, read: Callable[[str], _Value], write: Callable[[_Value], str]) -> None:
        self.read = read
        self.write = write

    def attribute(self, key: str, field: str) -> Attribute:
        def written(owner: Component | Connection) -> str | None:
            value: _Value | None = getattr(owner, field)
            return None if value is None or value == () else self.write(value)

        return Attribute(key, field, self.read, written)


_COUNT = _Column(values.read_count, values.write_number)
_NUMBER = _Column(values.read_number, values.write_number)
_RATE = _Column(values.read_rate, values.write_rate)
_TIME = _Column(values.read_seconds, values.write_seconds)
_PLAIN_TIME = _Column(values.read_plain_seconds, values.write_seconds)
_SHARE = _Column(values.read_share, values.write_share)
_FLAG = _Column(values.read_flag, values.write_flag)
_TEXT = _Column(values.read_text, values.write_text)
_IDS = _Column(values.read_ids, values.write_ids)

COMPONENT_ATTRIBUTES = (
    _TEXT.attribute("kind", "kind"),
    _TEXT.attribute("role", "role"),
    _COUNT.attribute("replicas", "replicas"),
    _COUNT.attribute("standby", "standby"),
    _RATE.attribute("capacity", "capacity_rps"),
    _COUNT.attribute("slots", "slots"),
    _TIME.attribute("service_time", "service_time_s"),
    _TIME.attribute("delay", "delay_s"),
    _NUMBER.attribute("cv", "cv"),
    _FLAG.attribute("blocking", "blocking"),
    _SHARE.attribute("hit_ratio", "hit_ratio"),
    _SHARE.attribute("availability", "availability"),
    _IDS.attribute("zone", "zones"),
    _FLAG.attribute("source_of_truth", "source_of_truth"),
    _TEXT.attribute("notes", "notes"),
)
CONNECTION_ATTRIBUTES = (
    _TEXT.attribute("mode", "mode"),
    _TEXT.attribute("protocol", "protocol"),
    _SHARE.attribute("read_share", "read_share"),
    _NUMBER.attribute("calls", "calls"),
    _FLAG.attribute("parallel", "parallel"),
    _TIME.attribute("timeout", "timeout_s"),
    _COUNT.attribute("retries", "retries"),
)


def _by_key(*attributes: Attribute) -> Mapping[str, Attribute]:
    return MappingProxyType({attribute.key: attribute for attribute in attributes})


COMPONENT_KEYS = _by_key(
    *COMPONENT_ATTRIBUTES,
    _TEXT.attribute("name", "name"),
    _RATE.attribute("capacity_rps", "capacity_rps"),
    _PLAIN_TIME.attribute("service_time_s", "service_time_s"),
    _PLAIN_TIME.attribute("delay_s", "delay_s"),
    _IDS.attribute("zones", "zones"),
)
CONNECTION_KEYS = _by_key(
    *CONNECTION_ATTRIBUTES,
    _TEXT.attribute("label", "label"),
    _PLAIN_TIME.attribute("timeout_s", "timeout_s"),
)
# What people write for a key, where the spelling alone would not lead there.
_MEANT = {
    "type": "kind",
    "instances": "replicas",
    "count": "replicas",
    "nodes": "replicas",
    "rps": "capacity",
    "qps": "capacity",
    "throughput": "capacity",
    "concurrency": "slots",
    "threads": "slots",
    "latency": "service_time",
    "latency_ms": "service_time",
    "az": "zone",
    "region": "zone",
    "uptime": "availability",
    "reads": "read_share",
    "fanout": "calls",
    "fraction": "calls",
    "async": "mode",
    "retry": "retries",
}


_LONG_FORMS = {"capacity_rps", "service_time_s", "delay_s", "zones", "timeout_s"}


def listed(known: Mapping[str, Attribute]) -> str:
    """Name the keys once each, for an error."""
    return ", ".join(key for key in known if key not in _LONG_FORMS)


class Suggestions:
    """'Did you mean' for the first problems of a text; later ones would only cost time."""

    def __init__(self, limit: int = 25) -> None:
        self._left = limit

    def __call__(self, word: str, known: Collection[str]) -> str:
        """Give ", did you mean 'x'?" or nothing."""
        self._left -= 1
        if self._left < 0:
            return ""
        meant = _MEANT.get(word.lower())
        close = [meant] if meant in known else difflib.get_close_matches(word[:80], known, n=1)
        return f"; did you mean '{close[0]}'?" if close else ""
