"""The one place that reads the wall clock; everything else is handed a `Clock`."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the Clock that others are handed
