"""Requests of the shipped packs and small made-up ones, for the tests of this room."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel

from architecture.notation import parse
from grading.grader import Drawing, GradingRequest
from grading.rubric import (
    Check,
    CheckKind,
    Claim,
    Criterion,
    Evidence,
    Expect,
    Probe,
    Probes,
    RedFlag,
    Rubric,
)
from scenarios.loader import load_packs, split_front_matter
from scenarios.model import Expected, Pack
from scenarios.request import grading_request

STRANGERS = Path(__file__).parent / "grading" / "strangers"


@dataclass(frozen=True)
class Marked:
    """An answer with the checks and flags that a person found in it."""

    name: str
    request: GradingRequest
    met: frozenset[str]
    flags: frozenset[str]


class Head(BaseModel):
    """What a stranger's front matter holds of use here."""

    drawing: str | None = None
    expected: dict[str, Expected | None]


def drawn(text: str | None) -> Drawing:
    if not text or not text.strip():
        return Drawing()
    architecture = parse(text).architecture
    if architecture is None:
        return Drawing(state="invalid")
    return Drawing(state="valid", architecture=architecture)


@lru_cache(maxsize=1)
def packs() -> tuple[Pack, ...]:
    return load_packs()


def pack(slug: str) -> Pack:
    return next(item for item in packs() if item.scenario.slug == slug)


def slugs() -> tuple[str, ...]:
    return tuple(item.scenario.slug for item in packs())


def asked(item: Pack, answer: str, drawing: str | None = None) -> GradingRequest:
    return grading_request(item.scenario, item.rubric, answer=answer, drawing=drawn(drawing))


def own_answers(slug: str) -> Iterator[Marked]:
    item = pack(slug)
    for answer in item.answers:
        head = answer.head
        yield Marked(
            f"{slug}/{head.id}",
            asked(item, answer.text, head.drawing),
            frozenset(f"{c}/{m.check}" for c, e in head.expected.items() for m in e.met),
            frozenset(f"{c}/{f.id}" for c, e in head.expected.items() for f in e.flags),
        )


def strangers(slug: str) -> Iterator[Marked]:
    """Answers in other voices, marked by a person before the grader read them."""
    item = pack(slug)
    for path in sorted((STRANGERS / slug).glob("*.md")):
        head_text, text = split_front_matter(path.read_text(encoding="utf-8"))
        head = Head.model_validate(yaml.safe_load(head_text or ""))
        marks = {c: marked or Expected() for c, marked in head.expected.items()}
        yield Marked(
            f"{slug}/{path.stem}",
            asked(item, text, head.drawing),
            frozenset(f"{c}/{m.check}" for c, e in marks.items() for m in e.met),
            frozenset(f"{c}/{f.id}" for c, e in marks.items() for f in e.flags),
        )


def claim(*groups: tuple[str, ...], **more: object) -> Claim:
    return Claim.model_validate({"concepts": groups, **more})


def check(kind: CheckKind = "statement", **evidence: object) -> Check:
    return Check(
        id="k1",
        kind=kind,
        text="says what the check wants",
        evidence=Evidence.model_validate(evidence),
    )


def rubric(*checks: Check, flags: tuple[RedFlag, ...] = ()) -> Rubric:
    probe = Probe(text="and then?")
    numbered = tuple(c.model_copy(update={"id": f"k{i}"}) for i, c in enumerate(checks, start=1))
    only = Criterion(
        id="c",
        dimension="architecture",
        title="The one criterion",
        weight=100,
        expect=Expect(mid=1, senior=2, staff=3),
        topics=("topic",),
        checks=numbered,
        red_flags=flags,
        probes=Probes(if_missing=probe, if_partial=probe, if_strong=probe),
    )
    return Rubric(version=1, criteria=(only,))


# Twenty-five words and more that say nothing, so that a short answer is judged at all.
PADDING = (
    "Let me think aloud for a moment before I begin with the part that I find the most "
    "interesting here, which I will come to in the next sentence."
)


def small(answer: str, *checks: Check, **more: object) -> GradingRequest:
    """A request about seats with as many checks as given."""
    flags = more.pop("flags", ())
    return GradingRequest.model_validate(
        {
            "scenario": "seats",
            "prompt": "Design a ticket shop that sells seats of a stadium tour.",
            "rubric": rubric(*checks, flags=flags),  # pyright: ignore[reportArgumentType]
            "answer": f"{PADDING}\n\n{answer}",
            **more,
        }
    )
