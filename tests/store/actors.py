"""What learners send, for the tests of the store: say what matters, the rest is made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import insert

from app.store.answers import Submission
from app.store.learners import Learner
from app.store.sittings import Asked, Sitting
from app.store.tables import learners

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_submission(item: str, response: dict[str, Any] | None = None, **changes: Any) -> Submission:
    """An answer to an item as a study page sends it; a new id each time."""
    own: dict[str, Any] = {
        "id": str(uuid4()),
        "item": item,
        "response": {"options": ["a"]} if response is None else response,
        "shown": (),
        "seed": None,
        "confidence": None,
        "ms": None,
        "where": "study",
        "shown_at": NOON,
        "answered_at": NOON,
    }
    return Submission(**(own | changes))


def a_sitting(name: str, *items: str, **changes: Any) -> Sitting:
    """A mock of these questions that began at noon and has an hour, under keys without a hash."""
    own: dict[str, Any] = {
        "kind": "mock",
        "practice": False,
        "edition": "itil4",
        "about": {"pass": 1},
        "paper": tuple(Asked(item, "1.1", tuple("abcd"), ("", "", "")) for item in items),
        "seed": 1,
        "seconds": 3600,
        "expected": None,
        "began": NOON,
        "deadline": NOON + timedelta(hours=1),
    }
    return Sitting(id=name, **(own | changes))


def a_learner(db: Connection, name: str = "Ben") -> Learner:
    """One more learner beside the local one."""
    settings = {"minutes": 25, "new_a_day": 10, "zone": "UTC", "theme": "auto", "buttons": 2, "shortcuts": True}
    row = {"name": name, "zone_known": False, "began": NOON, "replayed": 0, **settings}
    key = db.execute(insert(learners).values(row)).inserted_primary_key
    assert key is not None
    return Learner(id=key[0], name=name, began=NOON)
