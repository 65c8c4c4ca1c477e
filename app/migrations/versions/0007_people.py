"""Accounts, sign-ins, tokens, tickets and counted tries; classes with their members and assignments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    people()
    ways_in()
    classes()
    work()


def people() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text()),
        sa.Column("second", sa.Text()),
        sa.Column("step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("spare", sa.Text(), server_default="[]", nullable=False),
        sa.Column("open", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["learners.id"], name="fk_accounts_id_learners", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("email", name="uq_accounts_email"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("account", NUMBER, autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_sign_ins_account_accounts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account", "digest", name="pk_sign_ins"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tokens",
        sa.Column("account", NUMBER, autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger()),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_tokens_account_accounts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account", "digest", name="pk_tokens"),
        sqlite_with_rowid=False,
    )


def ways_in() -> None:
    op.create_table(
        "tickets",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("account", NUMBER, autoincrement=False, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_tickets_account_accounts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name="pk_tickets"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tickets_account", "tickets", ["account"])
    op.create_table(
        "tries",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_tries"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tries_since", "tries", ["since"])


def classes() -> None:
    op.create_table(
        "classes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.Column("edition", sa.Text()),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_classes"),
        sa.UniqueConstraint("code", name="uq_classes_code"),
    )
    op.create_table(
        "teachers",
        sa.Column("classroom", NUMBER, autoincrement=False, nullable=False),
        sa.Column("account", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_teachers_account_accounts", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["classroom"], ["classes.id"], name="fk_teachers_classroom_classes", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("classroom", "account", name="pk_teachers"),
    )
    op.create_index("ix_teachers_account", "teachers", ["account"])
    op.create_table(
        "members",
        sa.Column("classroom", NUMBER, autoincrement=False, nullable=False),
        sa.Column("account", NUMBER, autoincrement=False, nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_members_account_accounts", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["classroom"], ["classes.id"], name="fk_members_classroom_classes", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("classroom", "account", name="pk_members"),
    )
    op.create_index("ix_members_account", "members", ["account"])


def work() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("classroom", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom"], ["classes.id"], name="fk_assignments_classroom_classes", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
    )
    op.create_index("ix_assignments_classroom_due", "assignments", ["classroom", "due"])


def downgrade() -> None:

    op.drop_table("tokens")
    op.drop_table("tickets")
    op.drop_table("teachers")
    op.drop_table("sign_ins")
    op.drop_table("members")
    op.drop_table("assignments")
    op.drop_table("accounts")
    op.drop_table("tries")
    op.drop_table("classes")
