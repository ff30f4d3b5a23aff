"""`make bench`: every figure with its bound; ends with an error if one is missed."""

import sys
import tempfile
from pathlib import Path

from architecture.analysis import analyse
from architecture.drawing import draw
from architecture.notation import format_notation, parse
from bench import pages, processes
from bench.measure import Figure, cpu_ms
from bench.subjects import BOXES, WORDS, drawing, request
from grading.embedded_grader import EmbeddedGrader


def main() -> int:
    """Print the table."""
    figures: list[Figure] = []

    def add(name: str, value: float, unit: str, bound: float | None = None) -> None:
        figures.append(Figure(name, value, unit, bound))
        print(figures[-1], flush=True)

    wanted, grader = request(), EmbeddedGrader()
    checks = sum(len(criterion.checks) for criterion in wanted.rubric.criteria)
    name = f"embedded grade, {WORDS} words, {checks} checks"
    add(f"{name}, warm", cpu_ms(lambda: grader.grade(wanted)), "ms", 150)
    add(f"{name}, cold, whole process", processes.cold_grade_s(), "s", 1.5)
    text = format_notation(drawing())
    add(f"parse, analyse and draw {BOXES} boxes", cpu_ms(lambda: _drawn(text)), "ms", 150)
    with tempfile.TemporaryDirectory() as folder:
        for page, real_ms, still_ms in pages.reruns(Path(folder)):
            add(f"rerun of {page}", real_ms, "ms", 60 if page == "room" else None)
            add(f"rerun of {page}, against constant data", real_ms / still_ms, "x", 1.5)
    start_s, memory_mb = processes.start_and_idle_memory()
    add("start of the app until a browser shows the library", start_s, "s", 8)
    add("resident memory, idle after one visit", memory_mb, "MB", 300)
    missed = [figure.name for figure in figures if not figure.holds]
    print(f"{len(figures) - len(missed)} of {len(figures)} within their bounds")
    return 1 if missed else 0


def _drawn(text: str) -> str:
    architecture = parse(text).architecture
    assert architecture is not None
    analyse(architecture)
    return draw(architecture)


if __name__ == "__main__":
    sys.exit(main())
