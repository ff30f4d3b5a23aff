"""The tables, and how their constraints are named.

Instants are ISO 8601 texts in UTC and JSON is plain text: one unreadable value then spoils one
row, not the query that meets it, and both databases sort and keep them alike.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from interview.canonical import clean

# SQLite's batch migrations cannot drop a constraint that has no name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Id(TypeDecorator[str]):
    """An id may come from an address bar; one that no database can hold is merely unknown."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else clean(value)


_ULID = _Id(26)
_INSTANT = String(32)
_WORD = String(20)
_SLUG = String(60)
_DIGEST = String(64)

scenario_snapshot = Table(
    "scenario_snapshot",
    metadata,
    Column("digest", _DIGEST, primary_key=True),
    Column("json", Text, nullable=False),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", _ULID, primary_key=True),
    Column("owner", String(200), nullable=False),
    Column("scenario_slug", _SLUG, nullable=False),
    Column("scenario_digest", _DIGEST, ForeignKey("scenario_snapshot.digest"), nullable=False),
    Column("state", _WORD, nullable=False),
    Column("state_before", _WORD, comment="what restore goes back to"),
    Column("mode", _WORD, nullable=False),
    Column("phase", _WORD),
    Column("deadlines", Text, nullable=False, comment="JSON: phase to instant"),
    Column("parent_attempt", _ULID, ForeignKey("attempt.id", ondelete="SET NULL")),
    Column("failed_because", Text),
    Column("last_seq", Integer, nullable=False, comment="of its newest event"),
    Column("started_at", _INSTANT, nullable=False),
    Column("updated_at", _INSTANT, nullable=False),
    Index("ix_attempt_owner_started_at", "owner", "started_at"),
)

draft = Table(
    "draft",
    metadata,
    Column("attempt_id", _ULID, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True),
    Column("field", _WORD, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("good_text", Text, nullable=False, comment="drawing: last text that could be read"),
    Column("positions", Text, nullable=False, comment="drawing: JSON, id to [x, y]"),
    Column("words", Integer, nullable=False),
    Column("saved_at", _INSTANT),
)

attempt_event = Table(
    "attempt_event",
    metadata,
    Column("attempt_id", _ULID, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", _INSTANT, nullable=False),
    Column("phase", _WORD),
    Column("kind", _WORD, nullable=False),
    Column("payload", Text, nullable=False, comment="JSON"),
    Column("schema", Integer, nullable=False),
)

submission = Table(
    "submission",
    metadata,
    Column("id", _ULID, primary_key=True),
    Column("attempt_id", _ULID, ForeignKey("attempt.id", ondelete="CASCADE"), nullable=False),
    Column("answer", Text, nullable=False),
    Column("drawing_text", Text, nullable=False),
    Column("input_hash", _DIGEST, nullable=False),
    Column("at", _INSTANT, nullable=False),
    UniqueConstraint("attempt_id"),
)

grading = Table(
    "grading",
    metadata,
    Column("id", _ULID, primary_key=True),
    Column(
        "submission_id", _ULID, ForeignKey("submission.id", ondelete="CASCADE"), nullable=False
    ),
    Column("grader_fingerprint", String(400), nullable=False),
    Column("rubric_version", Integer, nullable=False),
    Column("try", Integer, nullable=False),
    Column("grader_name", String(100), nullable=False),
    Column("grader", Text, nullable=False, comment="JSON"),
    Column("total", Float),
    Column("level", _WORD),
    Column("grade", Text, nullable=False, comment="JSON"),
    Column("at", _INSTANT, nullable=False),
    UniqueConstraint("submission_id", "grader_fingerprint", "rubric_version", "try"),
)

verdict_note = Table(
    "verdict_note",
    metadata,
    Column("id", _ULID, primary_key=True),
    Column("grading_id", _ULID, ForeignKey("grading.id", ondelete="CASCADE"), nullable=False),
    Column("criterion", _SLUG, nullable=False),
    Column("check", _SLUG, nullable=False),
    Column("author", String(200), nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("verdict", _WORD),
    Column("reason", Text, nullable=False),
    Column("at", _INSTANT, nullable=False),
    CheckConstraint("kind IN ('contest', 'override', 'second_mark')", name="kind"),
    Index("ix_verdict_note_grading_id", "grading_id"),
)
