"""How often guards misfire on honest texts: `python -m bench.false_alarms`.

Honest texts are all marked answers that earn something by their author's marks, each as it is, as
bullets, and in two halves.
"""

import math
from collections import Counter
from collections.abc import Iterator

from bench.agreement import Marked, marked_answers
from grading.embedded_grader import EmbeddedGrader
from interview.reading import drawing_of
from scenarios.request import grading_request

_EARNS_SOMETHING = 10
_HARMLESS = frozenset({"truncated", "too-short"})
_Z = 1.96


def variants(text: str) -> Iterator[tuple[str, str]]:
    """The forms of one text, named."""
    yield "as written", text
    lines = [line.strip() for line in text.replace(". ", ".\n").splitlines() if line.strip()]
    yield "bullets", "\n".join(line if line[0] in "#-*|" else f"- {line}" for line in lines)
    parts = text.split("\n\n")
    middle = len(parts) // 2
    if middle:
        yield "first half", "\n\n".join(parts[:middle])
        yield "second half", "\n\n".join(parts[middle:])


def upper_bound(alarms: int, texts: int) -> float:
    """The upper end of the Wilson interval at 95 %, as a share."""
    share = alarms / texts
    middle = share + _Z**2 / (2 * texts)
    spread = _Z * math.sqrt(share * (1 - share) / texts + _Z**2 / (4 * texts**2))
    return (middle + spread) / (1 + _Z**2 / texts)


def alarms(answers: Iterator[Marked]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Grade each form of each honest answer: its name, its form, the guards that went off."""
    grader = EmbeddedGrader()
    for answer in answers:
        if answer.total < _EARNS_SOMETHING:
            continue
        for form, text in variants(answer.text):
            request = grading_request(
                answer.pack.scenario,
                answer.pack.rubric,
                answer=text,
                drawing=drawing_of(answer.drawing),
            )
            raised = tuple(g for g in grader.grade(request).guards if g not in _HARMLESS)
            yield answer.name, form, raised


def main() -> None:
    """Print the false alarms by guard, and the bound."""
    found = list(alarms(marked_answers()))
    wrong = [(name, form, guards) for name, form, guards in found if guards]
    for name, form, guards in wrong:
        print(f"{name}, {form}: {', '.join(guards)}")
    print(dict(Counter(guard for _, _, guards in wrong for guard in guards)))
    bound = upper_bound(len(wrong), len(found))
    print(
        f"{len(wrong)} false alarms on {len(found)} honest texts:"
        f" {len(wrong) / len(found):.1%}, upper 95 % bound {bound:.1%}"
    )


if __name__ == "__main__":
    main()
