"""The first tables: logs, events, records, and what is no part of a matter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _log()
    _people()
    _work()


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("last", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log"),
    )
    op.create_table(
        "event",
        sa.Column("log", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("target", sa.String(32), nullable=False),
        sa.Column("writer", sa.String(32), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.PrimaryKeyConstraint("log", "seq", name="pk_event"),
        sa.ForeignKeyConstraint(["log"], ["log.id"], name="fk_event_log_log"),
        sa.UniqueConstraint("writer", "key", name="uq_event_writer_key"),
    )
    op.create_index("ix_event_log_target", "event", ["log", "target"])
    op.create_table(
        "record",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("log", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.ForeignKeyConstraint(["log"], ["log.id"], name="fk_record_log_log"),
    )
    op.create_index("ix_record_log_kind", "record", ["log", "kind"])


def _people() -> None:
    op.create_table(
        "credential",
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("changed", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_credential"),
        sa.ForeignKeyConstraint(["person"], ["record.id"], name="fk_credential_person_record"),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("made", sa.String(40), nullable=False),
        sa.Column("seen", sa.String(40), nullable=False),
        sa.Column("until", sa.String(40), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.ForeignKeyConstraint(["person"], ["record.id"], name="fk_session_person_record"),
    )
    op.create_index("ix_session_person", "session", ["person"])


def _work() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("matter", sa.String(32), nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("progress", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("made", sa.String(40), nullable=False),
        sa.Column("lease", sa.String(40), nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    op.create_index("ix_job_state_lease", "job", ["state", "lease"])
    op.create_index("ix_job_matter", "job", ["matter"])
    op.create_table(
        "channel",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("wishes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channel"),
        sa.ForeignKeyConstraint(["person"], ["record.id"], name="fk_channel_person_record"),
    )
    op.create_index("ix_channel_person", "channel", ["person"])
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("channel", sa.Integer, nullable=False),
        sa.Column("log", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sent", sa.String(40), nullable=False),
        sa.Column("fault", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(
            ["channel"], ["channel.id"], name="fk_notice_channel_channel", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_notice_sent_due", "notice", ["sent", "due"])
