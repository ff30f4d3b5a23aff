"""What can be computed of a drawing alone, as facts in a fixed order.

Pure: no I/O, no clock, no randomness. The findings are explained in docs/reference/facts.md.
"""

from architecture.analysis_calls import call_facts
from architecture.analysis_failure import failure_facts, single_points_of_failure
from architecture.analysis_reach import reach_facts, reaches_the_work
from architecture.analysis_stores import store_facts
from architecture.availability import availability_facts
from architecture.fact import Fact
from architecture.graph import wiring, zones_of
from architecture.model import Architecture

__all__ = ["analyse", "has_end_to_end_path", "single_points_of_failure"]


def analyse(architecture: Architecture) -> tuple[Fact, ...]:
    """Compute every finding on a drawing.

    Returns:
        Facts by family in a fixed order, within a family by component id. The order in which
        components and connections were written changes neither facts nor ids. An id is its
        family, or `family:subject`.

    Cost:
        Bounded: beyond fixed sizes availability is bounded instead of enumerated, and says so.
    """
    plan = wiring(architecture)
    zones = zones_of(architecture)
    return (
        *reach_facts(plan),
        *store_facts(plan),
        *call_facts(plan),
        *failure_facts(plan, zones),
        *availability_facts(plan, zones),
    )


def has_end_to_end_path(architecture: Architecture) -> bool:
    """Tell whether a client reaches something that does the work or keeps data.

    Sync and async connections count, replication does not.
    """
    return reaches_the_work(wiring(architecture))
