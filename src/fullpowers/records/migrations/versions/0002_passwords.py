"""Passwords of protected drafts, so that they can be read again: apart from the log, as all secrets are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "password",
        sa.Column("draft", sa.String(32), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("draft", name="pk_password"),
        sa.ForeignKeyConstraint(["draft"], ["record.id"], name="fk_password_draft_record"),
    )
