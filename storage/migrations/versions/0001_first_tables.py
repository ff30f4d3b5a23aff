"""Create the first tables: attempts, drafts, events, snapshots, submissions, gradings, notes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scenario_snapshot",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_scenario_snapshot")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("scenario_slug", sa.String(length=60), nullable=False),
        sa.Column("scenario_digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column(
            "state_before",
            sa.String(length=20),
            nullable=True,
            comment="what restore goes back to",
        ),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=True),
        sa.Column("deadlines", sa.Text(), nullable=False, comment="JSON: phase to instant"),
        sa.Column("parent_attempt", sa.String(length=26), nullable=True),
        sa.Column("failed_because", sa.Text(), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False, comment="of its newest event"),
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_attempt"],
            ["attempt.id"],
            name=op.f("fk_attempt_parent_attempt_attempt"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["scenario_digest"],
            ["scenario_snapshot.digest"],
            name=op.f("fk_attempt_scenario_digest_scenario_snapshot"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_owner_started_at", ["owner", "started_at"], unique=False)

    op.create_table(
        "attempt_event",
        sa.Column("attempt_id", sa.String(length=26), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_attempt_event_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "seq", name=op.f("pk_attempt_event")),
    )
    op.create_table(
        "draft",
        sa.Column("attempt_id", sa.String(length=26), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "good_text", sa.Text(), nullable=False, comment="drawing: last text that could be read"
        ),
        sa.Column("positions", sa.Text(), nullable=False, comment="drawing: JSON, id to [x, y]"),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_draft_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "field", name=op.f("pk_draft")),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("attempt_id", sa.String(length=26), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("drawing_text", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_submission_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_submission_attempt_id")),
    )
    op.create_table(
        "grading",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("submission_id", sa.String(length=26), nullable=False),
        sa.Column("grader_fingerprint", sa.String(length=400), nullable=False),
        sa.Column("rubric_version", sa.Integer(), nullable=False),
        sa.Column("try", sa.Integer(), nullable=False),
        sa.Column("grader_name", sa.String(length=100), nullable=False),
        sa.Column("grader", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("total", sa.Float(), nullable=True),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_grading_submission_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grading")),
        sa.UniqueConstraint(
            "submission_id",
            "grader_fingerprint",
            "rubric_version",
            "try",
            name=op.f("uq_grading_submission_id"),
        ),
    )
    op.create_table(
        "verdict_note",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("grading_id", sa.String(length=26), nullable=False),
        sa.Column("criterion", sa.String(length=60), nullable=False),
        sa.Column("check", sa.String(length=60), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "kind IN ('contest', 'override', 'second_mark')", name=op.f("ck_verdict_note_kind")
        ),
        sa.ForeignKeyConstraint(
            ["grading_id"],
            ["grading.id"],
            name=op.f("fk_verdict_note_grading_id_grading"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_note")),
    )
    with op.batch_alter_table("verdict_note", schema=None) as batch_op:
        batch_op.create_index("ix_verdict_note_grading_id", ["grading_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("verdict_note", schema=None) as batch_op:
        batch_op.drop_index("ix_verdict_note_grading_id")

    op.drop_table("verdict_note")
    op.drop_table("grading")
    op.drop_table("submission")
    op.drop_table("draft")
    op.drop_table("attempt_event")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_owner_started_at")

    op.drop_table("attempt")
    op.drop_table("scenario_snapshot")
