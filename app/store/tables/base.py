"""What every table is made of: names of constraints, numbers of rows, and the learner a row belongs to."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only when the column is spelled INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")


def owner(*, primary: bool = False) -> Column[int]:
    """The learner a row belongs to, and goes with."""
    return belongs("learner", "learners", primary=primary)


def belongs(name: str, to: str, *, primary: bool = False) -> Column[int]:
    """A column that names the row of another table which this one belongs to, and goes with."""
    key = ForeignKey(f"{to}.id", ondelete="CASCADE")
    return Column(name, Number, key, primary_key=primary, autoincrement=False, nullable=False)
