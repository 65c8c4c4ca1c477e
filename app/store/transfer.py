"""Data on its way out: the log for other tools, and all that is kept about one learner."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.store.log import every, from_row
from app.store.tables import accounts, answers, classes, members, owned, sign_ins, tokens, undos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, CursorResult, Row

    from app.store.learners import Learner

AT_ONCE = 1000


def export_answers(db: Connection) -> Iterator[dict[str, Any]]:
    """Every answer ever given, undone ones too, in the order kept; the fields are a contract for other tools."""
    rows = db.execute(every.order_by(answers.c.seq), execution_options={"yield_per": AT_ONCE})
    for row in rows:
        exported = _exported(row)
        del exported["day"]
        yield exported


def count(db: Connection, learner: Learner | None = None) -> int:
    """How many answers count, those not undone: a learner's, or all."""
    kept, undone = (select(func.count()).select_from(table) for table in (answers, undos))
    if learner:
        kept, undone = kept.where(answers.c.learner == learner.id), undone.where(undos.c.learner == learner.id)
    return db.execute(kept).scalar_one() - db.execute(undone).scalar_one()


def export_learner(db: Connection, learner: Learner) -> dict[str, Any]:
    """All that is kept about one learner, as plain JSON."""
    mine = every.where(answers.c.learner == learner.id).order_by(answers.c.seq)
    found: dict[str, Any] = {
        "learner": _plain(asdict(learner)),
        "answers": [_exported(row) for row in db.execute(mine)],
    }
    for table in owned:
        if table is answers:
            continue
        rows = db.execute(select(table).where(table.c.learner == learner.id).order_by(*table.primary_key)).mappings()
        found[table.name] = [_plain(dict(row)) for row in rows]
    return found | {name: [_plain(dict(row)) for row in rows.mappings()] for name, rows in _of_account(db, learner)}


def _of_account(db: Connection, learner: Learner) -> Iterator[tuple[str, CursorResult[Any]]]:
    """What an account has beside: where it is signed in, its tokens and classes. Secrets and digests stay here."""
    mine = accounts.c.id == learner.id
    email, made = accounts.c.email, accounts.c.made_at
    yield "account", db.execute(select(email, accounts.c.role, accounts.c.open, made).where(mine))
    where = select(sign_ins.c.began_at, sign_ins.c.seen_at, sign_ins.c.agent)
    yield "sign_ins", db.execute(where.where(sign_ins.c.account == learner.id))
    what = select(tokens.c.name, tokens.c.made_at, tokens.c.seen_at, tokens.c.until)
    yield "tokens", db.execute(what.where(tokens.c.account == learner.id))
    joined = select(classes.c.name, members.c.joined_at).join_from(
        members, classes, members.c.classroom == classes.c.id
    )
    yield "classes", db.execute(joined.where(members.c.account == learner.id))


def _exported(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    answer = asdict(from_row(row))
    parts = answer.pop("parts")
    mark = {"points": answer.pop("points"), "parts": parts}
    answer.pop("seq")
    return _plain({**answer, "learner": row.learner, "mark": mark})


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Moments and dates as text."""
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in values.items()}
