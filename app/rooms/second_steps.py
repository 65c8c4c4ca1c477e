"""The second step of a sign-in: six digits that change every half minute (RFC 6238), and spare codes beside them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pyotp
import segno

from app import clock
from app.db import database
from app.store import accounts
from app.store.sign_ins import digest

if TYPE_CHECKING:
    from app.store.accounts import Account

SECONDS = 30
SLACK = (-1, 0, 1)
"""Steps that are taken: clocks differ, and typing takes a while."""
SPARES = 8


def right(account: Account, given: str) -> bool:
    """Whether a code fits. Each works once: the step it belongs to, or the spare code, is used up at once."""
    code = "".join(given.split()).replace("-", "").lower()
    with database().writing() as db:
        step, spare = accounts.second_step(db, account.id)
        # A step of the future was used by a clock that was put back since; it must not shut out those of today.
        ahead = step > _now() + max(SLACK)
        if (used := fitting(account.second or "", code)) > (-1 if ahead else step):
            accounts.change(db, account.id, step=used)
            return True
        if digest(code) in spare:
            accounts.change(db, account.id, spare=[one for one in spare if one != digest(code)])
            return True
    return False


def _now() -> int:
    return int(clock.now().timestamp()) // SECONDS


def fitting(secret: str, code: str) -> int:
    """The time step for which a code is right, of those about now; -1 when there is none."""
    now = _now()
    maker, given = pyotp.TOTP(secret), code.encode("utf-8", "replace")
    steps = (now + shift for shift in SLACK)
    return max((step for step in steps if secrets.compare_digest(maker.generate_otp(step).encode(), given)), default=-1)


def new_secret() -> str:
    """A secret to share with a telephone: 160 random bits in base 32."""
    return pyotp.random_base32()


def picture(secret: str, email: str) -> str:
    """What a telephone's camera reads, as SVG: no script and no other server is needed for it."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Momentum")
    return segno.make(address, error="m").svg_inline(
        scale=5, border=4, svgclass="code-picture", lineclass=None, omitsize=True
    )


def begin(account: int, secret: str) -> list[str]:
    """Ask for the second step from now on; returns the spare codes, which are shown this once."""
    codes = [f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(SPARES)]
    kept = [digest(code.replace("-", "")) for code in codes]
    with database().writing() as db:
        accounts.change(db, account, second=secret, spare=kept, step=_now())
    return codes


def end(account: int) -> None:
    """Ask for it no more."""
    with database().writing() as db:
        accounts.change(db, account, second=None, spare=[], step=0)
