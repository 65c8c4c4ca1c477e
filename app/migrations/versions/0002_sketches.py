"""Sketches: what learners write about a case of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sketches",
        sa.Column("learner", NUMBER, autoincrement=False, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("ticked", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name="fk_sketches_learner_learners", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner", "item", name="pk_sketches"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("sketches")
