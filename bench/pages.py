"""Reruns of pages: the real practice against the same widgets on constant data."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from bench.measure import interleaved_ms
from bench.wiring import practice
from interview.practice import Practice
from scenarios.loader import load_shipped

# Pages are run without a server here, and Streamlit says so at every turn.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True


@dataclass(frozen=True)
class Frozen:
    """A practice that gives the same views for ever, so that only drawing them costs."""

    views: dict[str, Any]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a stand-in for every query
        view = self.views.get(name)

        def query(*_args: object, **_named: object) -> object:
            return view

        return query


class Nowhere:
    """Routes that lead nowhere."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        def lead(*_args: object) -> str:
            return name

        return lead


def reruns(folder: Path) -> list[tuple[str, float, float]]:
    """Time each page's rerun in CPU ms: its name, with the real practice, on constant data."""
    real = practice(folder)
    attempt = _worked_on(real)
    graded = _worked_on(real)
    real.hand_in(graded)
    rows: list[tuple[str, float, float]] = []
    for name, attempt_id in (("practise", ""), ("room", attempt), ("feedback", graded)):
        live = _page(name, real, attempt_id)
        still = _page(name, _frozen(real, attempt_id), attempt_id)
        real_ms, still_ms = interleaved_ms(live.run, still.run, runs=31)
        for page in (live, still):
            assert not page.exception, page.exception
        assert _shape(live) == _shape(still), f"{name} has other widgets on constant data"
        rows.append((name, real_ms, still_ms))
    return rows


def _shape(page: AppTest) -> list[str]:
    return [element.type for element in page.main]


def _worked_on(real: Practice) -> str:
    pack = load_shipped("ticket-onsale")
    attempt = real.start(pack.scenario.slug)
    real.save(attempt, "design", pack.answer("strong").text, rev=0)
    real.save_drawing(attempt, pack.answer("strong").head.drawing, rev=0)
    return attempt


def _frozen(real: Practice, attempt_id: str) -> Frozen:
    views: dict[str, Any] = {
        "library": real.library(),
        "topic_tree": real.topic_tree(),
        "example": real.example(),
        "history": real.history(),
        "unreadable": real.unreadable(),
    }
    if attempt_id:
        views["room"] = real.room(attempt_id)
        if views["room"].attempt.state == "graded":
            views["feedback"] = real.feedback(attempt_id)
    return Frozen(views)


def _page(name: str, source: object, attempt_id: str) -> AppTest:
    # AppTest runs the text of this function by itself, so it may use nothing from out here.
    def draw(name: str, source: object, routes: object) -> None:
        import importlib

        importlib.import_module(f"ui.pages.{name}").render(source, routes)

    page = AppTest.from_function(draw, args=(name, source, Nowhere()), default_timeout=60)
    if attempt_id:
        page.query_params["attempt"] = attempt_id
    page.run()
    assert not page.exception, page.exception
    return page
