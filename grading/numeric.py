"""The figures an answer states, held against the scenario's formulas.

Pure: no I/O, no clock, no randomness. A number copied from the prompt earns nothing, and neither
does one in a sentence that a guard withholds.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from architecture.fact import Fact, NamedValue
from estimation.quantity import Quantity, Recomputed
from estimation.reading import quantities
from estimation.recompute import find
from grading.grader import EstimationKey, GradingRequest, Parameter
from grading.guard import WITHHELD, Alarm

FAR_OFF = 10.0
_INPUT_OFF = 3.0
_SAME = 0.005
_WORKED_OUT = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated result: what it was held against, and the sentence it stands in."""

    result: Recomputed
    line: int
    from_prompt: bool
    contradicts: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether it earns credit."""
        return self.result.agrees and not self.from_prompt and not self.contradicts

    @property
    def is_far_off(self) -> bool:
        """Whether it is wrong by more than a slip."""
        off = max(self.result.ratio, 1 / self.result.ratio) if self.result.ratio > 0 else FAR_OFF
        return not self.result.agrees and off > FAR_OFF


@dataclass(frozen=True, slots=True)
class Figures:
    """What was recomputed, by estimation id, right results first."""

    by_id: Mapping[str, tuple[Figure, ...]]
    facts: tuple[Fact, ...]

    def of(self, ids: tuple[str, ...]) -> tuple[Figure, ...]:
        """All stated results of these estimations, right ones first."""
        found = [figure for name in ids for figure in self.by_id.get(name, ())]
        return tuple(sorted(found, key=lambda figure: not figure.is_right))


def figures(request: GradingRequest, alarm: Alarm) -> Figures:
    """Recompute every estimation that the answer states a result for."""
    text = _graded(request, alarm)
    given = quantities(" \n".join((request.prompt, *request.visible_facts)))
    by_id: dict[str, tuple[Figure, ...]] = {}
    for key in _asked(request):
        found = find(
            text,
            id=key.id,
            formula=key.formula,
            unit=key.unit,
            parameters=request.parameters,
            factor=key.factor,
        )
        mine = tuple(_figures(found, request, alarm, given))
        if mine:
            by_id[key.id] = tuple(sorted(mine, key=lambda figure: not figure.is_right))
    facts = tuple(_fact(by_id[name][0].result) for name in by_id)
    return Figures(by_id, facts)


def _asked(request: GradingRequest) -> Iterator[EstimationKey]:
    """Only the estimations that some check or flag wants."""
    wanted: set[str] = set()
    for criterion in request.rubric.criteria:
        for check in criterion.checks:
            wanted.update(check.evidence.estimations if check.evidence else ())
        for flag in criterion.red_flags:
            wanted.update(flag.evidence.estimations if flag.evidence else ())
    yield from (key for key in request.estimations if key.id in wanted)


def _graded(request: GradingRequest, alarm: Alarm) -> str:
    """The raw answer up to the last sentence that is graded; offsets stay the same."""
    if not alarm.document.sentences:
        return ""
    last = alarm.document.sentences[-1]
    return request.answer[: alarm.document.normal.span(last.start, last.end)[1]]


def _figures(
    found: tuple[Recomputed, ...],
    request: GradingRequest,
    alarm: Alarm,
    given: tuple[Quantity, ...],
) -> Iterator[Figure]:
    for result in found:
        line = _line(result.stated.start, alarm)
        if line is not None and alarm.ceilings.get(line) != WITHHELD:
            # A result beside the inputs it follows from was worked out, whatever it equals.
            is_worked_out = len(result.inputs) >= _WORKED_OUT
            copied = not is_worked_out and any(_same(result.stated, other) for other in given)
            yield Figure(result, line, copied, tuple(_contradicted(result, request)))


def _line(start: int, alarm: Alarm) -> int | None:
    """The sentence that a raw offset stands in."""
    normal, sentences = alarm.document.normal, alarm.document.sentences
    starts = [normal.origin[sentence.start] for sentence in sentences]
    index = bisect_right(starts, start) - 1
    if index < 0 or start >= normal.span(sentences[index].start, sentences[index].end)[1]:
        return None
    return index


def _same(stated: Quantity, other: Quantity) -> bool:
    if stated.base_unit != other.base_unit and stated.unit != "1" and other.unit != "1":
        return False
    return abs(stated.base_value - other.base_value) <= _SAME * abs(other.base_value)


def _contradicted(result: Recomputed, request: GradingRequest) -> Iterator[str]:
    """Own inputs that deny what the candidate was told by more than a rough guess would."""
    told = {item.name: item for item in request.parameters if _was_told(item, request)}
    for own in result.inputs:
        known = told.get(own.name)
        if known is None or known.value <= 0 or own.value <= 0 or own.unit != known.unit:
            continue
        ratio = own.value / known.value
        if not 1 / _INPUT_OFF <= ratio <= _INPUT_OFF:
            yield own.name


def _was_told(item: Parameter, request: GradingRequest) -> bool:
    if item.source == "visible":
        return True
    revealed = (turn.text for turn in request.turns if turn.kind == "revealed")
    return any(
        abs(quantity.value - item.value) <= _SAME * abs(item.value)
        for text in revealed
        for quantity in quantities(text)
    )


def told(figure: Figure) -> str:
    """A stated result and what it was held against, for people."""
    result = figure.result
    again = f"{result.substituted} = {result.recomputed:,.4g} {result.unit}"
    return f"you state {result.stated.text.strip()}; recomputed: {again}"


def _fact(result: Recomputed) -> Fact:
    verdict = "agrees" if result.agrees else "does not agree"
    return Fact(
        id=f"estimate:{result.id}",
        statement=(
            f"you state {result.stated.text}; recomputed {result.recomputed:.4g} {result.unit}, "
            f"which {verdict} within a factor of {result.factor:g}"
        ),
        numbers=(
            NamedValue(name="stated", value=result.stated.value, unit=result.stated.unit),
            NamedValue(name="recomputed", value=result.recomputed, unit=result.unit),
            NamedValue(name="ratio", value=result.ratio, unit="1"),
        ),
        severity="ok" if result.agrees else "warning",
        formula=result.substituted,
        source="estimation: the stated result against the scenario's formula",
    )
