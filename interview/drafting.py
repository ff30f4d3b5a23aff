"""Saving: a compare-and-set on the draft and an event, in one transaction."""

from dataclasses import dataclass

from architecture.notation import parse
from interview.attempt import (
    MAX_DRAWING_CHARACTERS,
    MAX_SECTION_CHARACTERS,
    SECTIONS,
    Draft,
    DrawingDraft,
    EventKind,
    SectionId,
    State,
)
from interview.canonical import clean, words
from interview.errors import AttemptClosed, StaleAttempt, TooLarge
from interview.patch import patch
from interview.ports import AttemptStore, Clock, DraftField, FieldDraft, NewEvent, Transaction
from interview.views import Saved

OPEN: frozenset[State] = frozenset({"drafting", "paused"})
"""States in which an attempt can be written to."""

Positions = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Drafting:
    """Keeps what is typed and drawn; a save never overwrites a newer text."""

    store: AttemptStore
    clock: Clock

    def save(self, attempt_id: str, section: SectionId, body: str, *, rev: int) -> Saved:
        """Save a section; see `Practice.save`."""
        if section not in dict(SECTIONS):
            raise ValueError(f"no section '{section}'; there are: {', '.join(dict(SECTIONS))}")
        text = _bounded(section, body, MAX_SECTION_CHARACTERS)
        draft = FieldDraft(body=text, words=words(text))
        with self.store.saving() as transaction:
            return self._replace(attempt_id, section, draft, rev, transaction)

    def save_drawing(self, attempt_id: str, text: str, *, rev: int, positions: Positions) -> Saved:
        """Save the drawing as typed; the last text that could be read stays beside it."""
        body = _bounded("drawing", text, MAX_DRAWING_CHARACTERS)
        is_good = parse(body).architecture is not None
        with self.store.saving() as transaction:
            before = self.store.drafts(attempt_id, within=transaction).get("drawing")
            last_good = before.good_text if before else ""
            draft = FieldDraft(
                body=body, good_text=body if is_good else last_good, positions=positions
            )
            return self._replace(attempt_id, "drawing", draft, rev, transaction)

    def _replace(
        self,
        attempt_id: str,
        field: DraftField,
        draft: FieldDraft,
        rev: int,
        transaction: Transaction,
    ) -> Saved:
        attempt = self.store.attempt(attempt_id, within=transaction)
        if attempt.state not in OPEN:
            raise AttemptClosed(attempt_id, attempt.state)
        current = self.store.drafts(attempt_id, within=transaction).get(field, FieldDraft())
        at = self.clock.now()
        if (current.body, current.positions) == (draft.body, draft.positions):
            # Also when `rev` is old: a save whose answer got lost on the way is sent again.
            return Saved(rev=current.rev, at=current.saved_at or at)
        written = draft.model_copy(update={"rev": rev + 1, "saved_at": at})
        if current.rev != rev or not self.store.write_draft(
            attempt_id, field, written, rev=rev, within=transaction
        ):
            raise StaleAttempt(field, current=as_draft(field, current), yours=draft.body)
        kind: EventKind = "drawn" if field == "drawing" else "typed"
        change = {"field": field, "rev": rev + 1, **patch(current.body, draft.body)}
        event = NewEvent(kind=kind, payload=change, at=at)
        self.store.record(attempt_id, event, expect=OPEN, within=transaction)
        return Saved(rev=rev + 1, at=at)


def as_draft(field: DraftField, kept: FieldDraft) -> Draft | DrawingDraft:
    """Show a kept draft as the room does."""
    return as_drawing(kept) if field == "drawing" else as_section(kept)


def as_section(kept: FieldDraft) -> Draft:
    """Show a kept draft as a section."""
    return Draft(body=kept.body, rev=kept.rev, saved_at=kept.saved_at)


def as_drawing(kept: FieldDraft) -> DrawingDraft:
    """Show a kept draft as a drawing."""
    return DrawingDraft(
        text=kept.body,
        good_text=kept.good_text,
        positions=kept.positions,
        rev=kept.rev,
        saved_at=kept.saved_at,
    )


def _bounded(field: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise TooLarge(field, length=len(text), limit=limit)
    return clean(text)
