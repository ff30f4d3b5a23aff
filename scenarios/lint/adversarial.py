"""The rule that tries to fool the embedded grader: L20."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from grading.fixtures import Bound, BoundKind, Fixture, fixtures
from grading.grade import Grade
from grading.grader import Drawing, GradingRequest
from scenarios.errors import PackInvalid
from scenarios.lint.graded import answer_request, drawing_of, graded, grader
from scenarios.lint.subject import Problems, Subject
from scenarios.loader import load_pack, pack_folders, packs_folder

_ANSWERS = ("weak", "adequate", "strong")
_TINY = 1e-9
_UNGRADED = -1.0

Checks = frozenset[str]


def l20_fixtures(subject: Subject) -> Problems:
    """Answers made to fool the grader stay within their bounds; the pack's own stay in order."""
    found = {name: subject.answer(name) for name in _ANSWERS}
    requests = {
        name: answer_request(subject.scenario, subject.rubric, pair[1])
        for name, pair in found.items()
        if pair is not None
    }
    if len(requests) < len(_ANSWERS):
        return  # L14 says so
    place = subject.in_rubric(("criteria",))
    totals = [_rank(graded(requests[name])) for name in _ANSWERS]
    if not _UNGRADED < totals[0] < totals[1] < totals[2]:
        said = ", ".join(f"{n} {t:.1f}" for n, t in zip(_ANSWERS, totals, strict=True))
        yield place.problem(
            "L20", f"graded out of order: {said}", "make it empty < weak < adequate < strong"
        )
    for fixture, excess in excesses(requests, other=_other_answer(subject.scenario.slug)):
        yield place.problem(
            "L20",
            f"fixture '{fixture.name}' {excess}",
            "tighten the evidence that pays out",
        )


def excesses(
    requests: dict[str, GradingRequest], *, other: str | None = None
) -> Iterator[tuple[Fixture, str]]:
    """Grade every fixture, and tell those that break their bound, each with how.

    Args:
        requests: About the pack's "weak" and "strong" answers, with their drawings.
        other: A strong answer to another scenario.
    """
    weak, strong = requests["weak"], requests["strong"]
    bench = _Bench(weak, strong)
    made = fixtures(
        strong, strong=strong.answer, weak=weak.answer, words=grader().words, other=other
    )
    for fixture in made:
        excess = bench.excess(fixture)
        if excess is not None:
            yield fixture, excess


@dataclass
class _Bench:
    """Grades fixtures; remembers the grades of what they are held against."""

    weak: GradingRequest
    strong: GradingRequest
    bases: dict[str, Grade] = field(default_factory=dict[str, Grade])

    def excess(self, fixture: Fixture) -> str | None:
        """Tell how the fixture breaks its bound; None if it keeps it."""
        request = self.host(fixture.bound).model_copy(update={"answer": fixture.answer})
        if fixture.label is not None:
            request = request.model_copy(update={"drawing": _labelled(fixture.label)})
        broken = _EXCESS[fixture.bound.kind]
        return broken(fixture.bound, graded(request), self.base(fixture), self.numbers)

    @property
    def numbers(self) -> Checks:
        """Name the number checks of the rubric."""
        return frozenset(
            f"{criterion.id}/{check.id}"
            for criterion in self.strong.rubric.criteria
            for check in criterion.checks
            if check.kind == "number"
        )

    def host(self, bound: Bound) -> GradingRequest:
        """Choose whose drawing goes with a fixture: none if it stands for itself."""
        if bound.base is None:
            return self.strong.model_copy(update={"drawing": Drawing()})
        return self.weak if bound.base == self.weak.answer else self.strong

    def base(self, fixture: Fixture) -> Grade | None:
        """Grade what the fixture is held against, with the same drawing."""
        base = fixture.bound.base
        if base is None:
            return None
        if base not in self.bases:
            request = self.host(fixture.bound).model_copy(update={"answer": base})
            self.bases[base] = graded(request)
        return self.bases[base]


def _labelled(order: str) -> Drawing:
    quoted = order.replace('"', "'")
    return drawing_of(f'flowchart LR\n  a["{quoted}"] --> b[Postgres]\n')


def _over(bound: Bound, grade: Grade, base: Grade | None, numbers: Checks) -> str | None:
    del base, numbers
    total = grade.total or 0.0
    return f"scores {total:.1f}, at most {bound.points:g}" if total > bound.points else None


def _gained(bound: Bound, grade: Grade, base: Grade | None, numbers: Checks) -> str | None:
    del bound, numbers
    before, after = _total(base), _total(grade)
    return f"lifts {before:.1f} to {after:.1f}" if after > before + _TINY else None


def _drifted(bound: Bound, grade: Grade, base: Grade | None, numbers: Checks) -> str | None:
    del numbers
    before, after = _total(base), _total(grade)
    if abs(after - before) <= bound.points + _TINY:
        return None
    return f"moves {before:.1f} to {after:.1f}, at most by {bound.points:g}"


def _kept_numbers(bound: Bound, grade: Grade, base: Grade | None, numbers: Checks) -> str | None:
    del bound
    kept = _met(base) & _met(grade) & numbers
    return f"keeps number checks {_listed(kept)}" if kept else None


def _kept_touched(bound: Bound, grade: Grade, base: Grade | None, numbers: Checks) -> str | None:
    del numbers
    before, after = _met(base), _met(grade)
    if after - before:
        return f"gains {_listed(after - before)}"
    kept = before & after
    if len(kept) > (1 - bound.points) * len(before) + _TINY:
        return f"keeps {_listed(kept)} of {len(before)} checks"
    return None


_EXCESS: dict[BoundKind, Callable[[Bound, Grade, Grade | None, Checks], str | None]] = {
    "ungraded": _over,
    "at_most": _over,
    "no_gain": _gained,
    "within": _drifted,
    "loses_numbers": _kept_numbers,
    "loses_touched": _kept_touched,
}


def _total(grade: Grade | None) -> float:
    return 0.0 if grade is None or grade.total is None else grade.total


def _rank(grade: Grade) -> float:
    """Put what is not graded as an answer, such as an empty one, below a total of 0."""
    return _UNGRADED if grade.total is None else grade.total


def _met(grade: Grade | None) -> Checks:
    return frozenset(
        f"{criterion.id}/{check.id}"
        for criterion in (grade.criteria if grade else ())
        for check in criterion.checks
        if check.verdict == "met"
    )


def _listed(checks: Checks) -> str:
    return ", ".join(sorted(checks))


def _other_answer(slug: str) -> str | None:
    """Find a strong answer to another of the shipped scenarios."""
    for folder in pack_folders(packs_folder()):
        if folder.name != slug:
            try:
                return load_pack(folder).answer("strong").text
            except (PackInvalid, LookupError):
                continue  # its own lint tells
    return None
