"""Quantities with units read from text; stated formulas recomputed."""
