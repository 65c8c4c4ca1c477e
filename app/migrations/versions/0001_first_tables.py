"""First tables: learners, the log of answers and undos, and what follows from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    people()
    log()
    memories()
    plans()
    marks_of_readers()


def downgrade() -> None:
    for table in "readings", "suspensions", "plans", "sightings", "memories", "undos", "answers", "learners":
        op.drop_table(table)


def learner(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("learner", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name=f"fk_{table}_learner_learners", ondelete="CASCADE"),
    )


def people() -> None:
    op.create_table(
        "learners",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("local", sa.Boolean()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text()),
        sa.Column("exam_date", sa.Date()),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("new_a_day", sa.Integer(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("zone_known", sa.Boolean(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Integer(), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("replayed", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learners"),
        sa.UniqueConstraint("local", name="uq_learners_local"),
    )


def log() -> None:
    op.create_table(
        "answers",
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        *learner("answers"),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("hashes", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger()),
        sa.Column("confidence", sa.Text()),
        sa.Column("ms", sa.Integer()),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("shown_at", sa.BigInteger()),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_answers"),
        sa.UniqueConstraint("id", name="uq_answers_id"),
    )
    op.create_index("ix_answers_learner_day", "answers", ["learner", "day"])
    op.create_index("ix_answers_learner_seq", "answers", ["learner", "seq"])
    op.create_table(
        "undos",
        sa.Column("id", sa.Text(), nullable=False),
        *learner("undos"),
        sa.Column("answer", NUMBER, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["answers.seq"], name="fk_undos_answer_answers", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_undos"),
        sa.UniqueConstraint("answer", name="uq_undos_answer"),
    )
    op.create_index("ix_undos_learner", "undos", ["learner"])


def memories() -> None:
    op.create_table(
        "memories",
        *learner("memories"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("learner", "kind", "key", name="pk_memories"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sightings",
        *learner("sightings"),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("learner", "item", name="pk_sightings"),
        sqlite_with_rowid=False,
    )


def plans() -> None:
    op.create_table(
        "plans",
        *learner("plans"),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("answer", NUMBER),
        sa.Column("cause", NUMBER),
        sa.PrimaryKeyConstraint("learner", "day", "position", name="pk_plans"),
        sqlite_with_rowid=False,
    )


def marks_of_readers() -> None:
    op.create_table(
        "suspensions",
        *learner("suspensions"),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("learner", "item", name="pk_suspensions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "readings",
        *learner("readings"),
        sa.Column("chapter", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("learner", "chapter", "section", name="pk_readings"),
        sqlite_with_rowid=False,
    )
