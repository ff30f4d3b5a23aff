"""Claims spelt out: which phrases stand for which concept, and how each counts.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grading.lexicon import Lexicon
from grading.phrase import phrase
from grading.rubric import Claim, Relation, Scope


@dataclass(frozen=True, slots=True)
class Use:
    """How a phrase counts in its group."""

    is_generic: bool = False
    is_negative: bool = False
    is_neutral: bool = False


_NEUTRAL = frozenset({"failure", "metric", "property"})

Group = Mapping[str, Use]


@dataclass(frozen=True, slots=True)
class CompiledClaim:
    """A claim with its concepts spelt out as phrases."""

    groups: tuple[Group, ...]
    relations: frozenset[Relation]
    scope: Scope
    labels: tuple[str, ...]
    wants_choice: bool


ALL_RELATIONS: frozenset[Relation] = frozenset(
    ("purpose", "mechanism", "consequence", "number", "alternative")
)


def compile_claim(claim: Claim, lexicon: Lexicon) -> CompiledClaim:
    """Spell a claim's concepts out."""
    groups = tuple(_group(entries, lexicon) for entries in claim.concepts)
    labels = tuple(_label(entries[0], lexicon) for entries in claim.concepts)
    # A claim that a mechanism would do for as well asks for something done, not turned down.
    choice = "alternative" in claim.relation and "mechanism" not in claim.relation
    return CompiledClaim(
        groups=groups,
        relations=frozenset(claim.relation) or ALL_RELATIONS,
        scope=claim.scope,
        labels=labels,
        wants_choice=choice,
    )


def phrases_of(claims: Iterable[Claim], lexicon: Lexicon) -> Iterator[str]:
    """Every phrase that these claims look for."""
    for claim in claims:
        for entries in claim.concepts:
            yield from _group(entries, lexicon)


def _group(entries: tuple[str, ...], lexicon: Lexicon) -> dict[str, Use]:
    group: dict[str, Use] = {}
    for entry in entries:
        for words, use in _spelt(entry, lexicon):
            if words not in group or group[words].is_generic:
                group[words] = use
    return group


def _spelt(entry: str, lexicon: Lexicon) -> Iterator[tuple[str, Use]]:
    name = entry.removeprefix("@")
    if not entry.startswith("@") or name not in lexicon.by_id:
        # An id nobody defined still says something in its own words.
        text = name.replace("-", " ") if entry.startswith("@") else entry
        yield text.lower(), Use(is_negative=phrase(text.lower()).is_negative)
        return
    for source in lexicon.implied_by[name]:
        concept = lexicon.by_id[source]
        for words in concept.phrases:
            use = Use(
                is_generic=concept.generic,
                is_negative=phrase(words.lower()).is_negative,
                # "Never sold twice", "no stampede", "under 300 ms or we page": these are named
                # by what must not be as often as by what must; only a mechanism is denied by it.
                is_neutral=concept.kind in _NEUTRAL,
            )
            yield words.lower(), use


def _label(entry: str, lexicon: Lexicon) -> str:
    concept = lexicon.by_id.get(entry.removeprefix("@")) if entry.startswith("@") else None
    return concept.label.lower() if concept else entry.removeprefix("@").replace("-", " ")
