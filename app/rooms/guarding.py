"""Guarding the ways in: how often a password or a code may be tried, from where, and for how long one waits."""

from __future__ import annotations

from datetime import timedelta

from flask import request

from app.db import database
from app.store import tries
from app.store.accounts import folded
from app.store.tries import Limit

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
HERE = Limit(5, QUARTER)
"""For one account from one address: a slip of the finger, five times."""
ACCOUNT = Limit(25, HOUR)
"""For one account from everywhere: many machines together guess 600 times a day at most."""
ADDRESS = Limit(60, QUARTER)
"""For one address: a whole class behind one router signs in, a list of passwords does not get far."""


def wait(what: str, whom: str) -> str:
    """Count a try of `what` for an account's address or name; the sentence that refuses it, "" to go ahead.

    It says the same whether or not there is such an account.
    """
    address = request.remote_addr or ""
    whom = folded(whom)
    counted = (
        ((what, "here", whom, address), HERE),
        ((what, "account", whom), ACCOUNT),
        ((what, "address", address), ADDRESS),
    )
    with database().writing() as db:
        waits = [left for words, limit in counted if (left := tries.add(db, tries.key(*words), limit))]
    if not waits:
        return ""
    minutes = max(1, -(-max(waits) // timedelta(minutes=1)))
    return f"Too many tries. Wait {minutes} {'minute' if minutes == 1 else 'minutes'}, then try again."


def worked(what: str, whom: str) -> None:
    """Forget the tries of this account from this address: it was the right person."""
    with database().writing() as db:
        tries.clear(db, tries.key(what, "here", folded(whom), request.remote_addr or ""))
