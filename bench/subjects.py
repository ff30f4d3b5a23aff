"""What is measured: an answer of 900 words, a drawing of 50 boxes."""

from architecture.model import Architecture, Component, Connection
from grading.grader import GradingRequest
from interview.reading import drawing_of
from scenarios.loader import load_shipped
from scenarios.request import grading_request

WORDS = 900
BOXES = 50


def request(slug: str = "ticket-onsale") -> GradingRequest:
    """Ask for a grade of 900 words, the strong answer and part of the other strong one."""
    pack = load_shipped(slug)
    strong, alternative = pack.answer("strong"), pack.answer("strong_alt")
    text = f"{strong.text}\n\n{alternative.text}"
    cut = _first_words(text, WORDS)
    return grading_request(
        pack.scenario, pack.rubric, answer=cut, drawing=drawing_of(strong.head.drawing)
    )


def _first_words(text: str, count: int) -> str:
    seen = 0
    for index, character in enumerate(text):
        if character.isspace() and index and not text[index - 1].isspace():
            seen += 1
            if seen == count:
                return text[:index]
    return text


def drawing(boxes: int = BOXES) -> Architecture:
    """Make a layered drawing: one client, then services, caches and databases in rows of seven."""
    kinds = ("load_balancer", "service", "cache", "sql_db", "queue", "worker", "service")
    components = [Component(id="client", name="Client", kind="client")]
    components += [
        Component(id=f"n{index}", name=f"Part {index}", kind=kinds[index % 7], replicas=2)
        for index in range(boxes - 1)
    ]
    connections = [Connection(source="client", target=f"n{index}") for index in range(7)]
    for index in range(boxes - 8):
        connections.append(Connection(source=f"n{index}", target=f"n{index + 7}", timeout_s=1.0))
        if index % 3 == 0:
            connections.append(
                Connection(
                    source=f"n{index}", target=f"n{min(index + 8, boxes - 2)}", mode="async"
                )
            )
    return Architecture(components=tuple(components), connections=tuple(connections))
