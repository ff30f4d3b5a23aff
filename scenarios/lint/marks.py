"""Rules on the marked example answers: L14, L15, L16, L25, L26."""

import re

from grading.rubric import MAX_SCORE, Criterion, Rubric
from scenarios.lint.subject import Problems, Subject
from scenarios.model import Expected, PackAnswer

WORDS = {
    "weak": (150, 260),
    "adequate": (260, 480),
    "strong": (450, 720),
    "strong_alt": (450, 720),
}
WEAK_AT_MOST = 25
ADEQUATE = (45, 72)
STRONG_AT_LEAST = 87
ABOVE_WEAK = 25
ABOVE_ADEQUATE = 20
TOTALS_APART = 8
SCORES_APART = 2
HARDEST_GRADE = 12


def marked_score(criterion: Criterion, expected: Expected | None) -> int:
    """Score one criterion by its author's marks: checks met, then caps."""
    if expected is None:
        return 0
    checks = {check.id for check in criterion.checks}
    raised = {flag.id for flag in expected.flags}
    met = len({mark.check for mark in expected.met} & checks)
    caps = [flag.cap for flag in criterion.red_flags if flag.id in raised]
    return min([met, *caps, MAX_SCORE])


def marked_total(rubric: Rubric, answer: PackAnswer) -> float:
    """Total of an answer by its author's marks, out of 100."""
    return (
        sum(
            criterion.weight * marked_score(criterion, answer.head.expected.get(criterion.id))
            for criterion in rubric.criteria
        )
        / MAX_SCORE
    )


def l14_answers(subject: Subject) -> Problems:
    """Four answers in their word ranges, marked on all criteria with existing checks."""
    criteria = {criterion.id: criterion for criterion in subject.rubric.criteria}
    for name, (least, most) in WORDS.items():
        found = subject.answer(name)
        if found is None:
            yield from _missing(subject, name)
            continue
        file, answer = found
        words = len(answer.text.split())
        if not least <= words <= most:
            yield subject.in_file(file, ("id",)).problem(
                "L14", f"{words} words", f"write {least} to {most}"
            )
        for criterion_id in criteria.keys() - answer.head.expected.keys():
            yield subject.in_file(file, ("expected",)).problem(
                "L14", f"no marks on '{criterion_id}'", "mark it, be it with `met: []`"
            )
        for criterion_id, expected in answer.head.expected.items():
            path = ("expected", criterion_id)
            if criterion_id not in criteria:
                yield subject.in_file(file, path).problem(
                    "L14", f"no criterion '{criterion_id}'", "take the marks out"
                )
                continue
            yield from _marks(subject, file, criteria[criterion_id], expected)


def _missing(subject: Subject, name: str) -> Problems:
    file = f"answers/{name}.md"
    if all(problem.file != file for problem in subject.reading.problems):
        yield subject.in_scenario(("slug",)).problem(
            "L14", f"{file} is missing", "write and mark it"
        )


def _marks(subject: Subject, file: str, criterion: Criterion, expected: Expected) -> Problems:
    for key, names, known in (
        ("met", [mark.check for mark in expected.met], {check.id for check in criterion.checks}),
        ("flags", [flag.id for flag in expected.flags], {flag.id for flag in criterion.red_flags}),
    ):
        for index, name in enumerate(names):
            place = subject.in_file(file, ("expected", criterion.id, key, index))
            if name not in known:
                some = ", ".join(sorted(known)) or "none"
                yield place.problem(
                    "L14", f"'{criterion.id}' has no '{name}'", f"name one of: {some}"
                )
            elif name in names[:index]:
                yield place.problem("L14", f"'{name}' is marked twice", "keep one mark")


def l15_order_of_answers(subject: Subject) -> Problems:
    """Totals by the marks: weak <= 25, adequate 45 to 72, strong >= 87, well apart."""
    found = {name: subject.answer(name) for name in ("weak", "adequate", "strong")}
    totals: dict[str, float] = {}
    for name, pair in found.items():
        if pair is None:
            return
        totals[name] = marked_total(subject.rubric, pair[1])
    weak, adequate, strong = totals["weak"], totals["adequate"], totals["strong"]
    for holds, name, message in (
        (weak <= WEAK_AT_MOST, "weak", f"weak is at {weak:g}; at most {WEAK_AT_MOST}"),
        (
            ADEQUATE[0] <= adequate <= ADEQUATE[1],
            "adequate",
            f"adequate is at {adequate:g}; {ADEQUATE[0]} to {ADEQUATE[1]}",
        ),
        (strong >= STRONG_AT_LEAST, "strong", f"strong is at {strong:g}; {STRONG_AT_LEAST} up"),
        (
            adequate - weak >= ABOVE_WEAK,
            "adequate",
            f"adequate is {adequate - weak:g} above weak; {ABOVE_WEAK} at least",
        ),
        (
            strong - adequate >= ABOVE_ADEQUATE,
            "strong",
            f"strong is {strong - adequate:g} above adequate; {ABOVE_ADEQUATE} at least",
        ),
    ):
        if not holds:
            said, _, wanted = message.partition("; ")
            yield subject.in_file(f"answers/{name}.md", ("expected",)).problem(
                "L15", said, f"wanted: {wanted}; mend answers or checks, not marks"
            )


def l16_discrimination(subject: Subject) -> Problems:
    """Each criterion tells strong from weak by 2 or more, and never ranks them wrongly."""
    weak, adequate, strong = (subject.answer(name) for name in ("weak", "adequate", "strong"))
    if weak is None or adequate is None or strong is None:
        return
    for path, criterion in subject.criteria():
        low, middle, high = (
            marked_score(criterion, answer.head.expected.get(criterion.id))
            for _, answer in (weak, adequate, strong)
        )
        place = subject.in_rubric((*path, "id"))
        if not low <= middle <= high:
            yield place.problem(
                "L16",
                f"'{criterion.id}' scores weak {low}, adequate {middle}, strong {high}",
                "make its checks rank the answers weak <= adequate <= strong",
            )
        elif high - low < SCORES_APART:
            yield place.problem(
                "L16",
                f"'{criterion.id}' tells strong from weak by {high - low}",
                f"make its checks tell them apart by {SCORES_APART} or more",
            )


def l25_room_above(subject: Subject) -> Problems:
    """Warn when strong meets every check, or when the prompt reads hard."""
    strong = subject.answer("strong")
    if strong is not None:
        met = sum(len(marks.met) for marks in strong[1].head.expected.values())
        if met >= sum(1 for _ in subject.checks()):
            yield subject.in_file(strong[0], ("expected",)).problem(
                "L25", "strong meets every check", "leave one unmet, with the reason", severity="W"
            )
    grade = reading_grade(subject.scenario.prompt)
    if grade > HARDEST_GRADE:
        yield subject.in_scenario(("prompt",)).problem(
            "L25",
            f"the prompt reads at school grade {grade:.0f}",
            "shorten its sentences: it is to be spoken",
            severity="W",
        )


def l26_spans(subject: Subject) -> Problems:
    """Every mark quotes the answer, to the letter but for white space."""
    for file, answer in subject.reading.answers.items():
        text = folded(answer.text)
        for criterion_id, expected in answer.head.expected.items():
            for key, spans in (
                ("met", [mark.span for mark in expected.met]),
                ("flags", [flag.span for flag in expected.flags]),
            ):
                for index, span in enumerate(spans):
                    if folded(span) not in text or not span.strip():
                        yield subject.in_file(
                            file, ("expected", criterion_id, key, index, "span")
                        ).problem("L26", "not in the answer", "copy the words from its text")


def folded(text: str) -> str:
    """Make any run of white space one space."""
    return " ".join(text.split())


def reading_grade(text: str) -> float:
    """Estimate the school grade a text asks for.

    Source: Kincaid, Fishburne, Rogers and Chissom (1975), with vowel groups for syllables.
    """
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower()))) for word in words)
    count = max(1, len(words))
    return 0.39 * count / sentences + 11.8 * syllables / count - 15.59
