"""Errors of the room; the store behind the ports raises those marked with *.

InterviewError
├── UnknownAttempt * (LookupError)   no attempt has this id
├── UnknownScenario (LookupError)    no playable scenario has this slug
├── AttemptClosed * (ValueError)     handed in or discarded: nothing can be changed any more
├── StaleAttempt (ValueError)        a newer text is saved; carries it
├── EmptyAnswer (ValueError)         nothing to hand in
├── NotHandedIn (ValueError)         there is no grade to show yet
├── TooLarge (ValueError)            a text above its limit
├── GradingFailed (RuntimeError)     handed in and safe, but not graded; handing in again retries
└── StoreError * (RuntimeError)      nothing was written
    ├── StoreBusy *                  transient: another program holds the database
    ├── StoreFull *                  no room, or no permission, to write
    ├── StoreCorrupt *               the database file itself is damaged
    └── UnreadableRow *              one stored row cannot be read; names it
"""

from interview.attempt import Draft, DrawingDraft


class InterviewError(Exception):
    """Anything that keeps an interview from going on as asked."""


class UnknownAttempt(InterviewError, LookupError):
    """No attempt has this id."""

    def __init__(self, attempt_id: str) -> None:
        super().__init__(f"no attempt '{attempt_id[:40]}'; start one from the library")
        self.attempt_id = attempt_id


class UnknownScenario(InterviewError, LookupError):
    """No scenario that can be played has this slug."""

    def __init__(self, slug: str, known: tuple[str, ...] = ()) -> None:
        shown = ", ".join(known[:20]) or "none"
        super().__init__(f"no scenario '{slug[:60]}'; those that can be played: {shown}")
        self.slug = slug


class AttemptClosed(InterviewError, ValueError):
    """The attempt takes no more changes."""

    def __init__(self, attempt_id: str, state: str) -> None:
        super().__init__(f"attempt {attempt_id} is {state}; only an open attempt can be changed")
        self.attempt_id = attempt_id
        self.state = state


class StaleAttempt(InterviewError, ValueError):
    """A newer version is saved; nothing was overwritten, and both texts are at hand."""

    def __init__(self, field: str, *, current: Draft | DrawingDraft, yours: str) -> None:
        super().__init__(
            f"{field}: a newer version (revision {current.rev}) is saved;"
            " compare it with yours and save again"
        )
        self.field = field
        self.current = current
        self.yours = yours


class EmptyAnswer(InterviewError, ValueError):
    """Neither a word nor a box to hand in."""

    def __init__(self) -> None:
        super().__init__("nothing to hand in yet; write something or draw a component first")


class NotHandedIn(InterviewError, ValueError):
    """There is no grade to show."""

    def __init__(self, attempt_id: str, state: str) -> None:
        super().__init__(f"attempt {attempt_id} is {state}; hand it in to see a grade")
        self.attempt_id = attempt_id
        self.state = state


class TooLarge(InterviewError, ValueError):
    """A text above its limit; nothing was saved."""

    def __init__(self, field: str, *, length: int, limit: int) -> None:
        super().__init__(
            f"{field}: {length} characters; shorten it to {limit} or fewer, nothing was saved"
        )
        self.field = field
        self.length = length
        self.limit = limit


class GradingFailed(InterviewError, RuntimeError):
    """The answer is handed in and safe, but no grade was made."""

    def __init__(self, attempt_id: str, because: str) -> None:
        super().__init__(
            f"attempt {attempt_id} is handed in but not graded: {because}; grade it again"
        )
        self.attempt_id = attempt_id
        self.because = because


class StoreError(InterviewError, RuntimeError):
    """The store could not do what was asked; nothing was written."""


class StoreBusy(StoreError):
    """Another program holds the database; the same request may be sent again."""


class StoreFull(StoreError):
    """There is no room, or no permission, to write."""


class StoreCorrupt(StoreError):
    """The database file is damaged."""


class UnreadableRow(StoreError):
    """One stored row cannot be read; the others can."""

    def __init__(self, table: str, key: str, problem: str, *, raw: str = "") -> None:
        super().__init__(f"{table} {key}: cannot be read ({problem}); its raw text is kept")
        self.table = table
        self.key = key
        self.problem = problem
        self.raw = raw
