"""Second factors, asked for beside a password: apart from the log, as all secrets are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "factor",
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_factor"),
        sa.ForeignKeyConstraint(["person"], ["record.id"], name="fk_factor_person_record"),
    )
