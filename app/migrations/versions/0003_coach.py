"""The coach: forecasts kept by day, days off, mock scores, real results, and what the planner remembers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("plans", sa.Column("repeats", sa.Boolean(), nullable=False, server_default=sa.true()))
    by_edition = ("learner", "day", "edition")
    by_day(
        "forecasts",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        key=by_edition,
    )
    by_day("days_off")
    by_day(
        "results",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "mocks",
        sa.Column("id", sa.Text(), nullable=False),
        *learner("mocks"),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mocks"),
    )
    op.create_index("ix_mocks_learner", "mocks", ["learner"])
    op.create_table(
        "traces",
        *learner("traces"),
        sa.Column("upto", NUMBER, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("learner", name="pk_traces"),
        sqlite_with_rowid=False,
    )


def by_day(table: str, *columns: sa.Column[object], key: tuple[str, ...] = ("learner", "day")) -> None:
    op.create_table(
        table,
        *learner(table),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
        sqlite_with_rowid=False,
    )


def learner(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("learner", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name=f"fk_{table}_learner_learners", ondelete="CASCADE"),
    )


def downgrade() -> None:
    for table in "traces", "mocks", "results", "days_off", "forecasts":
        op.drop_table(table)
    with op.batch_alter_table("plans") as plans:
        plans.drop_column("repeats")
