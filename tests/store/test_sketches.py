"""Sketches: kept line by line, replaced by the next saving, thrown away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.store import learners, sketches
from app.store.sketches import Draft
from tests.store.actors import NOON, a_learner

if TYPE_CHECKING:
    from app.db import Database
    from app.store.learners import Learner

MINE = Draft(("Why.", "", '\u4eac \U0001f9ed \u2028 "quoted"'), (0, 2), NOON)


def test_a_sketch_is_found_as_it_was_saved(database: Database, anna: Learner) -> None:
    """Empty lines, any letters, ticked points and the moment; nothing is there before."""
    with database.writing() as db:
        assert sketches.find(db, anna, "own-case") is None
        sketches.save(db, anna, "own-case", MINE)
    with database.reading() as db:
        assert sketches.find(db, anna, "own-case") == MINE
        assert sketches.of(db, anna) == {"own-case": MINE}


def test_saving_again_replaces(database: Database, anna: Learner) -> None:
    """One sketch an item; another item's stays as it is."""
    later = Draft(("Because.",), (), NOON + timedelta(hours=1))
    with database.writing() as db:
        for item in "own-case", "other":
            sketches.save(db, anna, item, MINE)
        sketches.save(db, anna, "own-case", later)
        assert sketches.of(db, anna) == {"own-case": later, "other": MINE}


def test_a_sketch_is_thrown_away_alone(database: Database, anna: Learner) -> None:
    """Twice is as once; other items and other learners keep theirs."""
    with database.writing() as db:
        ben = a_learner(db)
        for learner, item in (anna, "own-case"), (anna, "other"), (ben, "own-case"):
            sketches.save(db, learner, item, MINE)
        for _ in range(2):
            sketches.throw_away(db, anna, "own-case")
        assert sketches.of(db, anna) == {"other": MINE}
        assert sketches.of(db, ben) == {"own-case": MINE}


def test_starting_over_throws_all_of_them_away(database: Database, anna: Learner) -> None:
    """Of this learner only."""
    with database.writing() as db:
        ben = a_learner(db)
        for learner in anna, ben:
            sketches.save(db, learner, "own-case", MINE)
        learners.start_over(db, anna)
        assert sketches.of(db, anna) == {}
        assert sketches.of(db, ben) == {"own-case": MINE}
