"""The field's terms and the words people use for them, read from the packaged YAML files.

Pure but for reading package data. Any edit of a file changes `Lexicon.version`, and with it the
fingerprint of every grade.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from importlib import resources
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from grading.errors import LexiconInvalid

ConceptKind = Literal["component", "mechanism", "property", "failure", "metric", "practice"]
ConceptId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Alias = Annotated[str, StringConstraints(min_length=1, max_length=80)]
_VERSION_LENGTH = 12
_MAX_FILE = 400_000


class Concept(BaseModel):
    """One idea of the field, with every name it goes by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ConceptId
    label: Alias
    kind: ConceptKind
    aliases: tuple[Alias, ...] = ()
    products: tuple[Alias, ...] = Field(default=(), description="brands that do this")
    implies: tuple[ConceptId, ...] = Field(default=(), description="naming this names these too")
    opposite_of: tuple[ConceptId, ...] = ()
    ambiguous_with: tuple[ConceptId, ...] = ()
    generic: bool = Field(default=False, description="too common a word to prove anything alone")
    topics: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every way to say it."""
        return tuple(dict.fromkeys((self.label.lower(), *self.aliases, *self.products)))


class Lexicon(BaseModel):
    """All concepts, in the order of their files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    concepts: tuple[Concept, ...]
    version: str

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """Concepts by their id."""
        return {concept.id: concept for concept in self.concepts}

    def concept(self, concept_id: str) -> Concept:
        """Look a concept up.

        Raises:
            LookupError: The lexicon has no such concept.
        """
        try:
            return self.by_id[concept_id]
        except KeyError:
            raise LookupError(f"the lexicon has no concept '{concept_id}'") from None

    @cached_property
    def implied_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each concept, the concepts whose naming names it too, itself first."""
        found: dict[str, list[str]] = {concept.id: [concept.id] for concept in self.concepts}
        for concept in self.concepts:
            for target in _closure(concept.id, self.by_id):
                if concept.id not in found[target]:
                    found[target].append(concept.id)
        return {name: tuple(sources) for name, sources in found.items()}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The packaged lexicon.

    Raises:
        LexiconInvalid: A file breaks its own rules.
    """
    folder = resources.files("grading") / "lexicon"
    files = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".yaml")),
        key=lambda item: item.name,
    )
    return read({item.name: item.read_text(encoding="utf-8") for item in files})


def read(files: Mapping[str, str]) -> Lexicon:
    """Make a lexicon of YAML texts by file name.

    Raises:
        LexiconInvalid: With all problems, each naming its file and concept.
    """
    concepts: list[Concept] = []
    problems: list[str] = []
    for name, text in files.items():
        read_here, wrong = _file(name, text)
        concepts += read_here
        problems += wrong
    problems += _inconsistent(concepts)
    if problems:
        raise LexiconInvalid("; ".join(problems))
    canonical = "\n".join(concept.model_dump_json() for concept in concepts)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return Lexicon(concepts=tuple(concepts), version=digest[:_VERSION_LENGTH])


def _file(name: str, text: str) -> tuple[list[Concept], list[str]]:
    if len(text) > _MAX_FILE:
        return [], [f"{name}: longer than {_MAX_FILE} characters; split it"]
    try:
        loaded: object = _loader()(text).get_single_data()
    except yaml.YAMLError as error:
        return [], [f"{name}: not YAML: {' '.join(str(error).split())}"]
    rows: object = loaded.get("concepts") if isinstance(loaded, dict) else loaded  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if not isinstance(rows, list):
        return [], [f"{name}: must be a list of concepts, or hold one under 'concepts'"]
    concepts: list[Concept] = []
    problems: list[str] = []
    for row in rows:  # pyright: ignore[reportUnknownVariableType]
        try:
            concepts.append(Concept.model_validate(row))
        except ValidationError as error:
            title = row.get("id", "?") if isinstance(row, dict) else "?"  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            problems += [
                f"{name}: {title}: {'.'.join(map(str, item['loc']))}: {item['msg'].lower()}"
                for item in error.errors()
            ]
    return concepts, problems


def _loader() -> type[yaml.SafeLoader] | type[yaml.CSafeLoader]:
    """The loader of `yaml.safe_load`, in C where that was built."""
    return yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def _inconsistent(concepts: Iterable[Concept]) -> list[str]:
    listed = tuple(concepts)
    known = Counter(concept.id for concept in listed)
    problems = [f"concept '{name}' is defined {n} times" for name, n in known.items() if n > 1]
    for concept in listed:
        for key in ("implies", "opposite_of", "ambiguous_with"):
            links: tuple[str, ...] = getattr(concept, key)
            problems += [
                f"{concept.id}: {key} names '{link}', which is no concept"
                for link in links
                if link not in known
            ]
        folded = Counter(" ".join(alias.lower().split()) for alias in concept.aliases)
        problems += [f"{concept.id}: alias '{a}' stands twice" for a, n in folded.items() if n > 1]
    return problems


def _closure(concept_id: str, by_id: Mapping[str, Concept]) -> tuple[str, ...]:
    seen: list[str] = []
    waiting = [*by_id[concept_id].implies]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.append(name)
            waiting += by_id[name].implies
    return tuple(seen)
