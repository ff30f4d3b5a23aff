"""Errors of the room.

GraderUnavailable (RuntimeError)   transient: nothing was judged, ask again
LexiconInvalid (ValueError)        a lexicon file breaks its own rules
"""


class GraderUnavailable(RuntimeError):
    """The grader could not be asked now; trying later may work."""


class LexiconInvalid(ValueError):
    """A lexicon file that breaks its own rules; names file, concept and remedy."""
