"""Passwords: hashed with argon2id, and judged before they are taken."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from functools import cached_property
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from flask import abort, current_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argon2 import Parameters
    from flask import Flask

SHORTEST = 12
LONGEST = 200
AT_ONCE = 4
"""Hashes made at the same moment in one process: 256 MiB at most, however many ask."""
PATIENCE = 5.0
"""Seconds that a request waits for its turn."""
BUSY = "Too many people are signing in at this moment. Wait a little, then try again."
JUDGED = 72
"""Characters that are judged: zxcvbn's own limit, as its work grows with the square of them."""
SIGNS_SEEN = frozenset("@({[<&#!|$+%/")
SIGNS = dict.fromkeys(map(ord, SIGNS_SEEN))
MOST_SIGNS = 3
WEAKEST = 3
"""Of zxcvbn's 0 to 4: "safely unguessable: moderate protection from offline slow-hash scenario" """


class Passwords:
    """Hashing and checking with one set of parameters.

    The default is the second recommendation of RFC 9106 (section 4): 64 MiB, three passes, four lanes.
    """

    def __init__(self, parameters: Parameters = profiles.RFC_9106_LOW_MEMORY) -> None:
        self.hasher = PasswordHasher.from_parameters(parameters)
        self.turns = BoundedSemaphore(AT_ONCE)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn; 503 when there is none for too long."""
        if not self.turns.acquire(timeout=PATIENCE):
            abort(503, BUSY)
        try:
            yield
        finally:
            self.turns.release()

    def hash(self, password: str) -> str:
        """What is kept of a password: a salted hash that says by which parameters it was made."""
        with self.turn():
            return self.hasher.hash(password)

    def right(self, kept: str | None, given: str) -> bool:
        """Whether a password is the one that was kept; with nothing kept it takes as long and is wrong."""
        against = kept or self._nobodys
        try:
            with self.turn():
                return self.hasher.verify(against, given[: LONGEST + 1]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def old(self, kept: str) -> bool:
        """Whether a hash was made by other parameters than today's and should be made anew at the next sign-in."""
        return self.hasher.check_needs_rehash(kept)

    @cached_property
    def _nobodys(self) -> str:
        return self.hash(secrets.token_urlsafe(16))


def fault(password: str, *, about: tuple[str, ...] = ()) -> str:
    """What is wrong with a new password, in a sentence; "" when it will do. `about`: words others know of its owner."""
    if len(password) < SHORTEST:
        return f"Use {SHORTEST} characters or more. Four words with nothing in common are easy to remember."
    if len(password) > LONGEST:
        return f"Use {LONGEST} characters at most."
    from zxcvbn import zxcvbn  # noqa: PLC0415 its lists of common passwords take a tenth of a second to read

    known = [
        part
        for word in (*about, "momentum", "itil")
        for part in (word, *word.replace("@", " ").replace(".", " ").split())
    ]
    if not (judged := spoken(password[:JUDGED])) or zxcvbn(judged, user_inputs=known)["score"] < WEAKEST:
        return "This one would soon be guessed. Use words that have nothing to do with each other, or with you."
    return ""


def spoken(password: str) -> str:
    """A password as it is judged: with more than three different signs that stand for letters, without those.

    For every such sign zxcvbn tries each letter it may stand for, with all others: 72 of them would take seconds.
    """
    return password.translate(SIGNS) if len(set(password) & SIGNS_SEEN) > MOST_SIGNS else password


def passwords() -> Passwords:
    """Those of the application that serves now."""
    found: Passwords = current_app.extensions["passwords"]
    return found


def add_to(app: Flask) -> None:
    """Give the application its passwords."""
    app.extensions["passwords"] = Passwords()
