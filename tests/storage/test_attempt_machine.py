"""Typing, saving from a stale tab, handing in and reopening, in any order."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from interview.errors import AttemptClosed, EmptyAnswer, StaleAttempt
from interview.patch import replay
from storage.store import SqlAttemptStore
from tests.fakes.practice import a_practice, an_sql_store

TEXTS = st.sampled_from(["", "thing 1", "thing 1 thing 2", "nothing"])


class AttemptMachine(RuleBasedStateMachine):
    store: SqlAttemptStore

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.reopened = 0
        self.body, self.rev, self.is_handed_in = "", 0, False

    @initialize()
    def begin(self) -> None:
        self._open()
        self.attempt_id = self.practice.start("ski-lift")

    @rule(text=TEXTS)
    def save(self, text: str) -> None:
        if self.is_handed_in:
            with pytest.raises(AttemptClosed):
                self.practice.save(self.attempt_id, "design", text, rev=self.rev)
            return
        saved = self.practice.save(self.attempt_id, "design", text, rev=self.rev)
        self.body, self.rev = text, saved.rev

    @rule(text=TEXTS, behind=st.integers(1, 3))
    def save_from_a_stale_tab(self, text: str, behind: int) -> None:
        if self.is_handed_in or text == self.body:
            return
        with pytest.raises(StaleAttempt) as stale:
            self.practice.save(self.attempt_id, "design", text, rev=self.rev - behind)
        assert stale.value.current.rev == self.rev

    @rule()
    def hand_in(self) -> None:
        if not self.body and not self.is_handed_in:
            with pytest.raises(EmptyAnswer):
                self.practice.hand_in(self.attempt_id)
            return
        view = self.practice.hand_in(self.attempt_id)
        self.is_handed_in = True
        assert view.answer == f"## Design\n\n{self.body}\n"

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self._open()

    @rule()
    def discard_and_restore(self) -> None:
        self.practice.discard(self.attempt_id)
        self.practice.restore(self.attempt_id)

    @invariant()
    def the_room_shows_what_was_saved(self) -> None:
        room = self.practice.room(self.attempt_id)
        assert room.attempt.state == ("graded" if self.is_handed_in else "drafting")
        draft = room.drafts["design"]
        assert (draft.body, draft.rev) == (self.body, self.rev)

    @invariant()
    def the_events_tell_the_same_story(self) -> None:
        events = self.store.events(self.attempt_id)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        typed = [event.payload for event in events if event.kind == "typed"]
        assert replay(typed) == self.body
        handed_in = [event.kind for event in events if event.kind != "typed"]
        assert handed_in == (["submitted", "graded"] if self.is_handed_in else [])

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def opened(self) -> SqlAttemptStore:
        return an_sql_store(Path(self.folder.name))

    def _open(self) -> None:
        self.store = self.opened()
        self.practice = a_practice(self.store)


TestAttemptMachine = AttemptMachine.TestCase
TestAttemptMachine.settings = settings(
    max_examples=15,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
