"""Whether an answer is about this scenario at all.

Pure: no I/O, no clock, no randomness. The scenario's own nouns (seats, huts, rides) are what its
prompt says beyond everyday and trade words; an answer to another scenario lacks them.
"""

from dataclasses import dataclass
from functools import lru_cache

from estimation.reading import quantities
from grading.clause import Document
from grading.grader import Parameter
from grading.stem import STOP, stem, tokens, word_set

LEAST_SHARE = 0.05
_TRADE_OF_THIN = 0.2
_TRADE_OF_BARE = 0.3
_FEWEST_NOUNS = 3
_FEWEST_LINES = 5
_ENOUGH_LINES = 15
_SHORTEST = 2
# Small whole numbers stand in any answer. Of the 64 marked answers none
# shares four others with the scenario that it is not about.
_SMALL = 20
_SAME = 0.002
_FEWEST_FIGURES = 4
_TRADE = frozenset(
    stem(word)
    for word in word_set(
        "django postgresql postgres celery gunicorn kubernetes redis kafka aws pod pods "
        "monolith microservices python uvicorn asgi wsgi channels websocket websockets mysql "
        "mongodb rabbitmq nginx graphql drf terraform docker lambda"
    )
)
_EVERYDAY = frozenset(
    stem(word)
    for word in word_set(
        """about above across add after again all almost alone along already although always
among amount and another any anyone anything app appetite application architecture area around
arrive asked assume available away back bad based because become before begin being below best
better between big bit both bring broken build building but path sync brows browse built
business call came can cannot case change cheap check choose city clear clearly click client
close cloud code come coming common company component connect control copy core correct cost
could country current currently customer daily data database date day days deal decide deep
design detail developer did different difficult done down each early easily easy edge eight
either else end engine engineer engineering enough evening even event ever every everyone
everything exact example exist existing expect extra fail fall far fast feature few fifteen
fifty figure find first five follow for form forty found four fourteen free friday from full
further future general get give global goes going good great group grow growing grown had half
hand happen hard has have head help here high hit hold hour how hundred idea important improve
including information infrastructure inside instead into issue join just keep kind know large
largest last late later launch lead learn least leave left less let like limit line list little
live local long look lot low machine main make making manage many map market maximum may mean
measure mention might million minute mobile monday money month monthly more morning most move
much must name near need network never new next nine nobody normal not nothing now number off
office often old once one only open operate operation option order other our out over own page
part partner pay pattern peak people per percent performance period person phone place plan
platform please point possible prefer present probably problem product production project
promise provide public put python question quick quickly quiet quite rate rather reach read
ready real really reason recent region regular release reliable reliability remain request
require result right rough run running safe same saturday save say scale second section see
seem send sense separate serve server service set seven several should show shown side simple
since single site situation six sixty size slow slowly small so some someone something
sometimes soon stack staff stage standard start state stay still stop store storage strong such
sunday sure system take team tell ten test than that the them then there these they thing think
third this thousand three through thursday time times today together told tomorrow too top
total traffic tuesday turn twelve twenty two type under until up update upon use user using
usual usually value very view visit wait walk want way web website wednesday week weekend well
went were what when where whether which while who whole why will with within without work
worker working world would write year yes yet you your zero age billion region zone max
connections gb tb ghz"""
    )
)


@dataclass(frozen=True, slots=True)
class Nouns:
    """What sets a scenario's text apart: its own nouns, and the trade's that it names."""

    own: frozenset[str]
    trade: frozenset[str]


def nouns(prompt: str, facts: tuple[str, ...]) -> Nouns:
    """The stems that tell this scenario from others."""
    return _nouns(" ".join((prompt, *facts)).lower())


@lru_cache(maxsize=64)
def _nouns(text: str) -> Nouns:
    stems = {
        word.stem
        for word in tokens(text)
        if word.word.isalpha() and len(word.word) > _SHORTEST and word.word not in STOP
    }
    return Nouns(frozenset(stems - _EVERYDAY - _TRADE), frozenset(stems & _TRADE))


def foreign(text: Document, known: Nouns) -> frozenset[int]:
    """The sentences of paragraphs without any of the scenario's nouns, if nearly all are so.

    Returns:
        Sentence indexes to withhold; empty for an answer that is about this scenario.
    """
    if len(known.own) < _FEWEST_NOUNS or len(text.sentences) < _FEWEST_LINES:
        return frozenset()
    own, both = share(text, known.own), share(text, known.own | known.trade)
    is_bare = own == 0 and len(text.sentences) >= _ENOUGH_LINES and both < _TRADE_OF_BARE
    if not is_bare and (own >= LEAST_SHARE or both >= _TRADE_OF_THIN):
        return frozenset()
    near = {s.block for s in text.sentences if any(token.stem in known.own for token in s.tokens)}
    return frozenset(s.index for s in text.sentences if s.block not in near)


def works_with(answer: str, parameters: tuple[Parameter, ...]) -> bool:
    """Whether the answer calculates with this scenario's own figures, though it names no noun."""
    stated = {quantity.value for quantity in quantities(answer)}
    telling = {item.value for item in parameters if item.value > _SMALL or item.value % 1}
    used = sum(any(abs(one - value) <= _SAME * value for one in stated) for value in telling)
    return used >= _FEWEST_FIGURES


def share(text: Document, stems: frozenset[str]) -> float:
    """The share of sentences that use one of these stems."""
    using = sum(any(token.stem in stems for token in s.tokens) for s in text.sentences)
    return using / len(text.sentences) if text.sentences else 0.0
