"""Guarding the ways in: how often a password or a code may be tried, from where, and for how long one waits.

A browser in which somebody has signed in before keeps a mark of it and is counted by itself: so nobody is locked out
by strangers who try passwords at their address (OWASP calls it a device cookie).
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from flask import after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from app.db import database
from app.store import tries
from app.store.accounts import folded
from app.store.tries import Limit

if TYPE_CHECKING:
    from flask import Response

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
HERE = Limit(5, QUARTER)
"""For one account from one address, or from a browser it knows: a slip of the finger, five times."""
ACCOUNT = Limit(25, HOUR)
"""For one account from everywhere: many machines together guess 600 times a day at most."""
ADDRESS = Limit(60, QUARTER)
"""For one address: a whole class behind one router signs in, a list of passwords does not get far."""
CROWD = Limit(200, QUARTER)
"""For one address and no account: a whole class behind one router signs up, and slips now and then."""
KNOWN_FOR = timedelta(days=180)


def wait(what: str, whom: str) -> str:
    """Count a try of `what` for an account's address or name; the sentence that refuses it, "" to go ahead.

    It says the same whether or not there is such an account.
    """
    address, whom = place(), folded(whom)
    if mark := known(whom):
        return counted(((what, "known", mark), HERE))
    return counted(
        ((what, "here", whom, address), HERE),
        ((what, "account", whom), ACCOUNT),
        ((what, "address", address), ADDRESS),
    )


def wait_here(what: str) -> str:
    """Count a try of what belongs to no account, by its address alone; the sentence that refuses it, or ""."""
    return counted(((what, "address", place()), CROWD))


def counted(*limits: tuple[tuple[str, ...], Limit]) -> str:
    """Count a try of each; always in the same order, so that two at once never wait for each other."""
    with database().writing() as db:
        waits = [left for words, limit in limits if (left := tries.add(db, tries.key(*words), limit))]
    if not waits:
        return ""
    minutes = max(1, -(-max(waits) // timedelta(minutes=1)))
    return f"Too many tries. Wait {minutes} {'minute' if minutes == 1 else 'minutes'}, then try again."


def worked(what: str, whom: str) -> None:
    """Forget the tries of this account from here: it was the right person."""
    whom = folded(whom)
    with database().writing() as db:
        tries.clear(db, tries.key(what, "here", whom, place()))
        if mark := known(whom):
            tries.clear(db, tries.key(what, "known", mark))


def place() -> str:
    """Where a request comes from: an address, or the network of a household, which has 2^64 addresses of its own."""
    given = request.remote_addr or ""
    try:
        found = ip_address(given.partition("%")[0])
    except ValueError:
        return given
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))


def known(whom: str) -> str:
    """The mark of a browser in which this account has signed in before; "" for any other."""
    try:
        mark, about = signer().loads(request.cookies.get(cookie(), ""))
    except (BadSignature, ValueError, TypeError):
        return ""
    return mark if about == tries.key(mark, whom) else ""


def remember(whom: str) -> None:
    """Let this browser keep a mark of who signed in, which tells nobody who that was."""
    mark = known(folded(whom)) or secrets.token_hex(8)
    value = signer().dumps([mark, tries.key(mark, folded(whom))])

    @after_this_request
    def keep(response: Response) -> Response:
        secure = current_app.config["MOMENTUM"].secure
        response.set_cookie(cookie(), value, KNOWN_FOR, secure=secure, httponly=True, samesite="Strict")
        return response


def cookie() -> str:
    """Its name: by TLS one that only this very host can set."""
    return "__Host-known" if current_app.config["MOMENTUM"].secure else "known"


def signer() -> URLSafeSerializer:
    """What signs it."""
    return URLSafeSerializer(current_app.secret_key or "", salt="known browser")
