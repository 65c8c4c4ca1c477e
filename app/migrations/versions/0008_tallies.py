"""Tallies: a learner's first answers kept short, for the pages of a class."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("learner", NUMBER, autoincrement=False, nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("upto", NUMBER, nullable=False),
        sa.Column("undone", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name="fk_tallies_learner_learners", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner", name="pk_tallies"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("tallies")
