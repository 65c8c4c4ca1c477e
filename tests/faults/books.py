"""What the database holds against what learners were told: nothing lost, nothing twice, state as the log gives it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from app.db import open_database
from app.library import read_folder
from app.store import memories, projection
from quizzes.course.library import build
from tests.app.conftest import SMALL
from tests.databases import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.faults.hall import Learner


def kept(address: str) -> dict[int, list[str]]:
    """The ids of all answers by their learner's number."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for learner, name in ask(address, "SELECT learner, CAST(id AS text) FROM answers ORDER BY seq"):
        found[int(str(learner))].append(str(name))
    return found


def lost(address: str, learners: Sequence[Learner]) -> list[str]:
    """Answers that got their reply and are not there."""
    told = {learner.number: list(learner.counted) for learner in learners}
    there = kept(address)
    return [name for number, names in told.items() for name in {*names} - {*there[number]}]


def audit(address: str, learners: Sequence[Learner]) -> int:
    """Every learner's log is what they were told, each answer once; the state is what it gives. How many there are."""
    there, course = kept(address), build(read_folder(SMALL))
    database = open_database(address)
    try:
        with database.reading() as db:
            for learner in learners:
                mine = there[learner.number]
                assert len(mine) == len({*mine})
                assert sorted(learner.counted) == sorted(mine)
                heard = sum(one.times for one in projection.seen(db, learner.number).values())
                assert heard == len(mine)
                assert memories.compare(db, course, learner.number).differences == 0
    finally:
        database.close()
    return sum(map(len, there.values()))
