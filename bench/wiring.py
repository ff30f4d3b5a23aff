"""A practice on a data folder of its own, wired as app.py does it."""

from pathlib import Path

from grading.embedded_grader import EmbeddedGrader
from interview.catalogue import PackCatalogue
from interview.clock import SystemClock
from interview.practice import Practice
from scenarios.loader import load_packs
from scenarios.topics import topics
from storage.opening import open_store


def practice(folder: Path) -> Practice:
    """Wire the rooms to attempts in `folder`."""
    return Practice(
        store=open_store(folder),
        catalogue=PackCatalogue(load_packs(), topics()),
        grader=EmbeddedGrader(),
        clock=SystemClock(),
    )
