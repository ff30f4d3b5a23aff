"""What a stated quantity may stand for: a result, or one of a formula's inputs.

Time, bytes and money are strict: 12,500 sessions are no 12,500 users per second. Counted nouns
are as free as speech: people say rps of whatever arrives, and leave the noun out. But a noun that
means something else in the same scenario is not the thing asked for: where orders, users and holds
all occur, 25,000 orders are no users. Machines never stand for what runs on them.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from estimation.calculator import Measure, calculate
from estimation.expression import Name, Pair, Term, parse, said, walk
from estimation.quantity import Quantity
from estimation.units import Dimension, Unit, base_text, reserved_names, unit

Fit = Literal["exact", "free"]

# What people call whatever arrives or happens; any other noun must be the one asked for.
_GENERIC = frozenset(
    {"booking", "check", "entry", "event", "item", "operation", "payment", "read", "record"}
    | {"request", "session", "transaction", "update", "user", "write"}
)
_PACE = 40.0
_SAME = 1.01
_PHYSICAL = frozenset({"s", "B", "EUR", "USD"})
# Machines are kept apart from what runs on them, and workers from the pods they run in.
_MACHINES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("worker", "process", "thread"), "worker"),
        **dict.fromkeys(("pod", "instance", "replica", "server", "node", "service"), "pod"),
        **dict.fromkeys(("shard", "partition"), "shard"),
        "core": "core",
    }
)


@dataclass(frozen=True, slots=True)
class Input:
    """A parameter, or a part of the formula that people may state instead of its parameters."""

    name: str
    value: float
    """In base units."""
    unit: Unit
    term: Term
    parameters: frozenset[str]


@dataclass(frozen=True)
class Frame:
    """A formula with the scenario's values, ready to be held against what people state."""

    formula: str
    wanted: Unit
    known: Mapping[str, Measure]
    units: Mapping[str, str]

    @cached_property
    def tree(self) -> Term:
        """The formula as terms."""
        return parse(self.formula)

    @cached_property
    def result(self) -> float:
        """What the scenario's values give, in base units."""
        return calculate(self.tree, self.known, self.formula).value

    @cached_property
    def leaves(self) -> tuple[Input, ...]:
        """The parameters that the formula uses."""
        used = {term.name for term in walk(self.tree) if isinstance(term, Name)}
        return tuple(
            Input(name, measure.value, unit(self.units[name]), Name(name), frozenset({name}))
            for name, measure in self.known.items()
            if name in used
        )

    @cached_property
    def others(self) -> tuple[Input, ...]:
        """The scenario's parameters that the formula does not use."""
        used = {leaf.name for leaf in self.leaves}
        return tuple(
            Input(name, measure.value, unit(self.units[name]), Name(name), frozenset({name}))
            for name, measure in self.known.items()
            if name not in used
        )

    @cached_property
    def parts(self) -> tuple[Input, ...]:
        """Intermediate results: 52 users/s in `seats/.../sellout_s*session_s`."""
        return tuple(self._parts())

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Counted nouns that mean something of their own in this scenario."""
        used = (self.wanted.dimension, *(leaf.unit.dimension for leaf in self.leaves))
        declared = (measure.dimension for measure in self.known.values())
        # "rps" is said of whatever arrives: requests are special only where the formula has them.
        elsewhere = {name for one in declared for name, _ in one} - {"request"}
        return frozenset({name for one in used for name, _ in one} | elsewhere) - _PHYSICAL

    @cached_property
    def interchangeable(self) -> frozenset[str]:
        """Counted nouns that the formula itself converts, as in `*worker/request`."""
        names = {term.name for term in walk(self.tree) if isinstance(term, Name)}
        return frozenset(names & self.vocabulary & reserved_names())

    @cached_property
    def wanted_nouns(self) -> frozenset[str]:
        """What the result counts."""
        return _counted(self.wanted.dimension, 1)

    @cached_property
    def is_rate_or_data(self) -> bool:
        """Whether the unit alone tells the result from most other numbers."""
        physical = dict(_physical(self.wanted.dimension))
        return bool(physical) and physical != {"s": 1}

    def is_counted(self, dimension: Dimension) -> bool:
        """Whether a unit has a noun in it."""
        return bool(_counted(dimension, 1) | _counted(dimension, -1))

    def means_other(self, quantity: Quantity) -> bool:
        """Whether its noun has another meaning in this formula, though it may be converted."""
        nouns = _counted(unit(quantity.unit).dimension, 1)
        return bool(nouns & self.vocabulary - self.wanted_nouns)

    def is_other(self, quantity: Quantity) -> bool:
        """Whether it restates a parameter that this formula does not use."""
        return any(self._restates(quantity, one) for one in self.others)

    def is_input(self, quantity: Quantity) -> bool:
        """Whether it restates a parameter, used or not, rather than a result."""
        return any(self._restates(quantity, one) for one in (*self.leaves, *self.others))

    def _restates(self, quantity: Quantity, given: Input) -> bool:
        found = self.ratio(quantity, given)
        return found is not None and 1 / _SAME <= found[0] <= _SAME

    def fits(self, quantity: Quantity) -> Fit | None:
        """Whether a quantity could be this estimation, with its own noun or another one."""
        found, wanted = unit(quantity.unit).dimension, self.wanted.dimension
        # 42 queries per page are no queries: what a result is per must be asked for.
        if _counted(found, -1) - _counted(wanted, -1):
            return None
        return self._fit(found, wanted)

    def ratio(
        self, quantity: Quantity, given: Input
    ) -> tuple[float, Fit | Literal["bare"]] | None:
        """How a quantity compares with an input: their ratio, and how well the units fit."""
        if given.value <= 0 or quantity.value <= 0:
            return None
        if quantity.unit == "1":
            return quantity.value * given.unit.factor / given.value, "bare"
        read = unit(quantity.unit)
        fit = self._fit(read.dimension, given.unit.dimension)
        if fit and _same_pace(read, given.unit):
            return quantity.base_value / given.value, fit
        above, slash, _ = given.unit.text.partition("/")
        # "600,000 users" for users/day: what it is per went without saying.
        if slash and above.strip() and read.dimension == unit(above).dimension:
            size = given.unit.factor / unit(above).factor
            return quantity.base_value * size / given.value, "exact"
        return None

    def _fit(self, found: Dimension, wanted: Dimension) -> Fit | None:
        if found == wanted:
            return "exact"
        if _physical(found) != _physical(wanted):
            return None
        above, below = _counted(found, 1), _counted(found, -1)
        strange = (above - _counted(wanted, 1)) | (below - _counted(wanted, -1))
        ours = _counted(wanted, 1) | _counted(wanted, -1)
        converted = self.interchangeable if ours & self.interchangeable else frozenset[str]()
        others = strange - converted
        if any(noun in self.vocabulary or not _alike(noun, ours) for noun in others):
            return None
        return "exact" if others and others <= set(_MACHINES) else "free"

    def _parts(self) -> Iterator[Input]:
        for term in walk(self.tree):
            if not isinstance(term, Pair) or term is self.tree:
                continue
            used = {one.name for one in walk(term) if isinstance(one, Name)} & set(self.known)
            measure = calculate(term, self.known, self.formula)
            # A half-done conversion (requests x workers) is nothing that anyone would state.
            if used and measure.dimension and len(_counted(measure.dimension, 1)) <= 1:
                base = Unit(base_text(measure.dimension), 1.0, measure.dimension)
                yield Input(said(term, {}), measure.value, base, term, frozenset(used))


def frame(formula: str, wanted: str, parameters: Mapping[str, tuple[float, str]]) -> Frame:
    """Put the scenario's values into a formula.

    Args:
        formula: As `estimation.formula` describes.
        wanted: The declared unit of the result.
        parameters: Each name with its value and unit.

    Raises:
        UnknownUnit: A unit cannot be read.
    """
    known = {
        name: Measure(value * unit(text).factor, unit(text).dimension)
        for name, (value, text) in parameters.items()
    }
    return Frame(
        formula, unit(wanted), known, {name: text for name, (_, text) in parameters.items()}
    )


def _physical(dimension: Dimension) -> Dimension:
    return tuple((name, power) for name, power in dimension if name in _PHYSICAL)


def _counted(dimension: Dimension, sign: int) -> frozenset[str]:
    return frozenset(
        name for name, power in dimension if power * sign > 0 and name not in _PHYSICAL
    )


def _same_pace(read: Unit, given: Unit) -> bool:
    """Whether rates are in about the same unit of time: nobody gives daily users per second."""
    powers = dict(given.dimension)
    if powers.get("s") != -1 or "B" in powers:
        return True
    return 1 / _PACE < read.factor / given.factor < _PACE


def _alike(noun: str, ours: frozenset[str]) -> bool:
    """Whether a noun may stand for one of ours: anything general for a thing, pods for servers."""
    groups = {_MACHINES.get(name) for name in ours}
    return _MACHINES[noun] in groups if noun in _MACHINES else noun in _GENERIC and None in groups
