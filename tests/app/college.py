"""A class server over the small course: people of every role, who sign in as a browser without JavaScript does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from argon2 import profiles

from app import create_app
from app.config import Config
from app.passwords import Passwords
from app.store import accounts, classes
from app.store.accounts import Role
from tests.app.conftest import SMALL, Candidate, Sheet

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://localhost"
SECRET = "orchid trellis mandolin quarry"
"""Everybody's password here: long, and nobody's first guess."""


OTHER = "lantern gravel oboe tideline"
"""Another that would do."""


class College:
    """The application with accounts, and the people in it."""

    def __init__(self, data: Path, database: str, content: Path = SMALL) -> None:
        """Open the doors; nobody has an account yet."""
        config = Config(content, data, database, accounts=True, url=URL)
        self.data = data
        self.app = create_app(config)
        self.app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
        self.app.extensions["passwords"] = Passwords(profiles.CHEAPEST)
        self.kept = self.app.extensions["passwords"].hash(SECRET)

    def close(self) -> None:
        """Shut them."""
        self.app.extensions["database"].close()

    def person(self, name: str, role: Role = Role.LEARNER, *, signed_in: bool = True) -> Person:
        """Somebody with an account at name@example.org."""
        email = f"{name.lower()}@example.org"
        with self.app.extensions["database"].writing() as db:
            number = accounts.add(db, email, role, name=name, password=self.kept)
        somebody = Person(self, number, email, role)
        if signed_in:
            somebody.sign_in()
        return somebody

    def classroom(self, name: str, teacher: Person, *learners: Person) -> classes.Classroom:
        """A class with its instructor and learners."""
        with self.app.extensions["database"].writing() as db:
            number = classes.add(db, name, None, teacher.number)
            for learner in learners:
                classes.join(db, number, learner.number)
            found = classes.find(db, number)
        assert found
        return found

    def mails(self, count: int) -> list[dict[str, str]]:
        """All mails sent, oldest first, once there are so many; they are sent beside the page."""
        end = monotonic() + 10
        while len(found := sorted((self.data / "mail").glob("*.eml"))) < count and monotonic() < end:
            sleep(0.02)
        return [_read(path) for path in found]


def _read(path: Path) -> dict[str, str]:
    message = message_from_bytes(path.read_bytes())
    text = message.get_payload(decode=True)
    assert isinstance(text, bytes)
    link = re.search(rf"{URL}(\S+)", text.decode())
    return {"to": str(message["To"]), "text": text.decode(), "link": link[1] if link else ""}


@dataclass
class Person:
    """Somebody with an account, and a browser."""

    college: College
    number: int
    email: str
    role: Role

    def __post_init__(self) -> None:
        """Open the browser."""
        self.browser = Candidate(self.college.app)

    def sign_in(self, password: str = SECRET, **fields: Any) -> Sheet:
        """Sign in with address and password."""
        return self.browser.send("/sign-in/", email=self.email, password=password, **fields)

    def open(self, path: str) -> Sheet:
        """A page, wherever redirects lead."""
        return self.browser.open(path)

    def send(self, path: str, /, **fields: Any) -> Sheet:
        """Send a form and follow where it leads."""
        return self.browser.send(path, **fields)


def stranger(college: College) -> Person:
    """Somebody without an account."""
    return Person(college, 0, "nobody@example.org", Role.LEARNER)
