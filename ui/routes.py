"""Where a page can lead to. Pages know this protocol, `app.py` knows the pages."""

from typing import Protocol


class Routes(Protocol):
    """The ways between pages; each ends the run of the page that takes it."""

    def to_library(self) -> None:
        """Go to the library."""
        ...

    def to_room(self, attempt_id: str) -> None:
        """Go to an attempt that is open."""
        ...

    def to_feedback(self, attempt_id: str) -> None:
        """Go to the grade of an attempt."""
        ...

    def to_history(self) -> None:
        """Go to the list of attempts."""
        ...
