"""What can be wrong with a unit or a formula.

    EstimationError (ValueError)
    ├── UnknownUnit        a unit's text cannot be read
    └── FormulaError       a formula cannot be used as written
        ├── BadFormula     more than + - * / over numbers, names and parentheses, or too large
        ├── UnknownName    neither a declared parameter nor a unit
        ├── ReservedName   a parameter is called like a unit
        ├── BareConversion a conversion constant such as 86400 is written without its units
        ├── UnlikeUnits    units are added that cannot be added
        ├── UnitMismatch   the result is in another unit than declared
        └── NotFinite      division by zero, or a result too large

All of them are an author's slip, never a bug and never bad luck.
"""


class EstimationError(ValueError):
    """Base of what this room refuses."""


class UnknownUnit(EstimationError):
    """A unit's text cannot be read."""


class FormulaError(EstimationError):
    """A formula cannot be used as written."""


class BadFormula(FormulaError):
    """More than + - * / over numbers, names and parentheses, or too large."""


class UnknownName(FormulaError):
    """Neither a declared parameter nor a unit."""


class ReservedName(FormulaError):
    """A parameter is called like a unit, so that a formula would be ambiguous."""


class BareConversion(FormulaError):
    """A conversion constant is written without its units."""


class UnlikeUnits(FormulaError):
    """Units are added that cannot be added."""


class UnitMismatch(FormulaError):
    """The result is in another unit than declared."""


class NotFinite(FormulaError):
    """Division by zero, or a result too large to be a number."""
