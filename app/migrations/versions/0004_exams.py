"""Exams: sittings and their acts, what was expected before a mock, and more time for those who need it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("learners", sa.Column("extra_time", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("mocks", sa.Column("expected", sa.Double()))
    op.create_table(
        "sittings",
        sa.Column("id", sa.Text(), nullable=False),
        *learner("sittings"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Double()),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("paused", sa.BigInteger()),
        sa.Column("handed_in", sa.BigInteger()),
        sa.Column("marks", sa.Text()),
        sa.Column("regrades", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sittings"),
    )
    op.create_index("ix_sittings_learner_began", "sittings", ["learner", "began"])
    op.create_table(
        "acts",
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        *learner("acts"),
        sa.Column("sitting", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("heard", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sitting"], ["sittings.id"], name="fk_acts_sitting_sittings", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq", name="pk_acts"),
        sa.UniqueConstraint("id", name="uq_acts_id"),
    )
    op.create_index("ix_acts_learner_sitting_seq", "acts", ["learner", "sitting", "seq"])


def learner(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("learner", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name=f"fk_{table}_learner_learners", ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("acts")
    op.drop_table("sittings")
    # Not in a batch: that would make the table anew and take along all that belongs to its learners.
    op.drop_column("mocks", "expected")
    op.drop_column("learners", "extra_time")
