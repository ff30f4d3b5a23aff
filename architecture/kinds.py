"""What kinds of components there are, what people call them, and their default figures.

Pure: no I/O (package data aside), no clock, no randomness. Only this module of the room reads
YAML. Figures are per instance; every one carries its range, its source and how far to trust it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Literal, Self, cast, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from architecture.model import Kind

Confidence = Literal["sourced", "assumed"]
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "capacity_rps": "1/s",
        "slots": "1",
        "service_time_s": "s",
        "delay_s": "s",
        "cv": "1",
        "availability": "1",
        "monthly_usd": "USD/month",
    }
)
_Finite = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Figure(BaseModel):
    """A default with its range; SI units, shares 0 to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: _Finite
    low: _Finite
    high: _Finite
    unit: str
    source: str = Field(min_length=1, description="where the figure comes from, in words")
    confidence: Confidence

    @model_validator(mode="after")
    def _lies_in_its_range(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} lies outside its range {self.low} to {self.high}")
        return self


class Defaults(BaseModel):
    """Figures of one instance; `None` where the kind has no such figure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    capacity_rps: Figure | None = None
    slots: Figure | None = None
    service_time_s: Figure | None = Field(default=None, description="0: holds no slot")
    delay_s: Figure | None = None
    cv: Figure | None = None
    availability: Figure | None = None
    monthly_usd: Figure | None = Field(default=None, description="order of magnitude only")


class KindInfo(BaseModel):
    """Everything the catalogue says about one kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    label: str
    summary: str
    aliases: tuple[str, ...] = ()
    generic: tuple[str, ...] = Field(default=(), description="aliases that yield to any other")
    heads: tuple[str, ...] = Field(default=(), description="aliases for the last word only")
    endings: tuple[str, ...] = Field(default=(), description="also match at the end of a word")
    defaults: Defaults = Defaults()
    is_entry: bool = Field(default=False, description="requests start here")
    is_store: bool = Field(default=False, description="keeps data that must not be lost")
    is_memory: bool = Field(default=False, description="keeps copies that may be lost")
    is_async: bool = Field(default=False, description="takes work without waiting for it")
    is_proxy: bool = Field(default=False, description="passes calls on")
    does_work: bool = Field(default=False, description="runs the product's own code")
    is_foreign: bool = Field(default=False, description="run by somebody else")
    is_observer: bool = Field(default=False, description="watches, and serves no request")


class _Entry(BaseModel):
    """One kind as the file writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    summary: str
    flags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    defaults: dict[str, tuple[float, float, float, str, Confidence]] = {}


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    dated: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    kinds: dict[Kind, _Entry]
    unsure: dict[str, tuple[Kind, ...]]
    sources: dict[str, str]


def _read() -> _File:
    text = files("architecture").joinpath("kinds.yaml").read_text(encoding="utf-8")
    return _File.model_validate(yaml.safe_load(text))


def _info(kind: Kind, entry: _Entry, sources: Mapping[str, str]) -> KindInfo:
    figures = {
        name: Figure(
            value=value,
            low=low,
            high=high,
            unit=UNITS[name],
            source=sources[source],
            confidence=confidence,
        )
        for name, (value, low, high, source, confidence) in entry.defaults.items()
    }
    return KindInfo.model_validate(
        {
            **entry.model_dump(exclude={"flags", "defaults"}),
            **dict.fromkeys(entry.flags, True),
            "kind": kind,
            "defaults": Defaults.model_validate(figures),
        }
    )


_FILE = _read()
DATED: str = _FILE.dated
KINDS: Mapping[Kind, KindInfo] = MappingProxyType(
    {
        kind: _info(kind, _FILE.kinds[kind], _FILE.sources)
        for kind in cast("tuple[Kind, ...]", get_args(Kind))
    }
)


def kind_of(text: str) -> Kind | None:
    """Tell the kind that a label or an id names, or `None` when it names none or several.

    Whole words count, however they are joined ("pg_ro", "UserService", "redis2"); the longest
    known name wins, and generic names ("service", "api") yield to any other.
    """
    found = kinds_named(text)
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4_096)
def kinds_named(text: str) -> tuple[Kind, ...]:
    """List the kinds that a text may mean: none, the one, or those it leaves open."""
    best = (0, 0)
    kinds: set[Kind] = set()
    for name in _names_in(text[:_MAX_TEXT]):
        rank = (name.strength, len(name.text))
        if rank > best:
            best, kinds = rank, set(name.kinds)
        elif rank == best:
            kinds.update(name.kinds)
    return tuple(kind for kind in KINDS if kind in kinds)


_MAX_TEXT = 400
_STRONG, _GENERIC, _HEAD = 3, 2, 1
_CHUNK = re.compile(r"[^\W_]+")
_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_]")
_BRACKET = re.compile(r"[(\[{:\n]|\s[-\u2013\u2014]\s")
_SHORT_ENDING = 3


@dataclass(frozen=True, slots=True)
class _Name:
    """A known name: its words, which kinds it may mean and how much it counts."""

    text: str
    kinds: tuple[Kind, ...]
    strength: int


def _names() -> Iterator[_Name]:
    for info in KINDS.values():
        for words, strength in (
            (info.aliases, _STRONG),
            (info.generic, _GENERIC),
            (info.heads, _HEAD),
        ):
            yield from (_Name(alias, (info.kind,), strength) for alias in words)
    for alias, kinds in _FILE.unsure.items():
        yield _Name(alias, kinds, _GENERIC if " " in alias else _HEAD)


_BY_WORDS: Mapping[tuple[str, ...], _Name] = {
    tuple(_CHUNK.findall(name.text)): name for name in _names()
}
_ENDINGS: tuple[_Name, ...] = tuple(
    _Name(ending, (info.kind,), _GENERIC if ending in info.generic else _STRONG)
    for info in KINDS.values()
    for ending in info.endings
)
_LONGEST = max(map(len, _BY_WORDS))


def _names_in(text: str) -> Iterator[_Name]:
    head = _BRACKET.split(text, maxsplit=1)[0]
    for reading in (_whole_words, _without_digits, _parts):
        words = reading(text)
        last = len(reading(head)) or len(words)
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                name = _BY_WORDS.get(words[start:end])
                if name is not None and (name.strength > _HEAD or end == last):
                    yield name
    for word in _without_digits(text):
        if (word,) not in _BY_WORDS:
            yield from (ending for ending in _ENDINGS if _ends(word, ending.text))


def _whole_words(text: str) -> tuple[str, ...]:
    return tuple(chunk.casefold() for chunk in _CHUNK.findall(text))


def _without_digits(text: str) -> tuple[str, ...]:
    words = (word.rstrip("0123456789") for word in _whole_words(text))
    return tuple(word for word in words if word)


def _parts(text: str) -> tuple[str, ...]:
    parts = (part.casefold() for chunk in _CHUNK.findall(text) for part in _PART.findall(chunk))
    return tuple(part for part in parts if not part.isdigit())


def _ends(word: str, ending: str) -> bool:
    rest = len(word) - len(ending)
    return word.endswith(ending) and rest >= (3 if len(ending) <= _SHORT_ENDING else 2)
