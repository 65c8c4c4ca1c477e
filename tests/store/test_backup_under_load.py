"""A backup taken while others answer: the log up to one moment, whole, and all that follows from it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from app import backups
from app.db import open_database
from app.store import answers, memories, transfer
from tests.builders import a_course, a_question
from tests.databases import databases
from tests.store.actors import a_learner, a_submission

if TYPE_CHECKING:
    from pathlib import Path

    from app.db import Database
    from app.store.learners import Learner

DAY = 739_000
COURSE = a_course(*(a_question(f"q{number}", f"skill{number % 3}") for number in range(40)))
WRITERS = 3


class Load:
    """Learners who answer without a pause; `kept` is what each was told is kept, in the order told."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing() as db:
            self.people = [a_learner(db, f"Learner {number}") for number in range(WRITERS)]
        self.kept: list[str] = []
        self.enough = threading.Event()

    def answer(self, who: Learner) -> None:
        """One answer after the other until it is enough."""
        number = 0
        while not self.enough.is_set():
            number += 1
            sent = a_submission(f"q{number % 40}", {"options": ["ab"[number % 2]]})
            with self.database.writing() as db:
                answers.keep(db, COURSE, who, sent, DAY + number // 30)
            self.kept.append(sent.id)

    def wait(self, more: int) -> None:
        """Until so many more were kept."""
        until = len(self.kept) + more
        while len(self.kept) < until:
            self.enough.wait(0.002)


def test_a_backup_under_load_is_the_log_up_to_a_moment(database: Database, address: str, tmp_path: Path) -> None:
    """All that was kept before it began is in it, no answer without those before it; a replay finds no difference."""
    load, saved, restored = Load(database), tmp_path / "saved.db", databases.address(tmp_path / "restored")
    with ThreadPoolExecutor(WRITERS) as threads:
        running = [threads.submit(load.answer, who) for who in load.people]
        load.wait(60)
        before = list(load.kept)
        backups.save(address, saved)
        load.wait(20)
        load.enough.set()
        for one in running:
            one.result()
    backups.restore(restored, saved, tmp_path / "kept")
    log = logged(database)
    opened = open_database(restored)
    copy = logged(opened)
    assert {one for log in copy.values() for one in log} >= set(before)
    assert all(log[who][: len(ids)] == ids for who, ids in copy.items())
    assert sum(map(len, copy.values())) < sum(map(len, log.values()))
    with opened.writing() as db:
        assert memories.replay(db, COURSE).differences == 0
    opened.close()


def logged(database: Database) -> dict[int, list[str]]:
    """The ids of all answers by learner, in the order kept."""
    found: dict[int, list[str]] = {}
    with database.reading() as db:
        for answer in transfer.export_answers(db):
            found.setdefault(answer["learner"], []).append(answer["id"])
    return found
