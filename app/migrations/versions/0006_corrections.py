"""Corrections: up to which keys and rulings a learner's memories and marks have been brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("learners", sa.Column("corrected", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("learners", "corrected")
