"""Several threads at once, as the server has them: nothing is lost, nothing counts twice."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from app.store import answers, learners, memories
from app.store.log import given
from quizzes.evidence.replay import replay
from tests.builders import a_course, a_question
from tests.store.actors import NOON, a_submission

if TYPE_CHECKING:
    from app.db import Database
    from app.store.answers import Kept, Submission
    from app.store.learners import Learner

DAY = 739_000
COURSE = a_course(*(a_question(f"q{number}", f"skill{number % 3}") for number in range(40)))
THREADS = 4


def test_the_same_answer_from_two_threads_at_once_counts_once(database: Database, anna: Learner) -> None:
    """One of them keeps it, the other is told that it was kept."""
    together = threading.Barrier(2)

    def send(submission: Submission) -> Kept:
        together.wait()
        with database.writing() as db:
            return answers.keep(db, COURSE, anna, submission, DAY)

    with ThreadPoolExecutor(2) as threads:
        for number in range(40):
            sent = a_submission(f"q{number}")
            kept = list(threads.map(send, [sent, sent]))
            assert sorted(one.fresh for one in kept) == [False, True]
            assert kept[0].answer == kept[1].answer
    check(database, anna, 40)


def test_different_answers_to_one_skill_from_four_threads_all_count(database: Database, anna: Learner) -> None:
    """Each memory has heard every answer: no thread works on a state that another has changed."""

    def send(number: int) -> None:
        with database.writing() as db:
            answers.keep(db, COURSE, anna, a_submission(f"q{number % 40}", {"options": ["ab"[number % 2]]}), DAY)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(send, range(120)))
    check(database, anna, 120)


def test_undo_and_answers_at_once_agree_with_the_log(database: Database, anna: Learner) -> None:
    """However they fall, what is stored is what the log gives."""

    def act(number: int) -> None:
        with database.writing() as db:
            if number % 4 == 3:
                answers.undo(db, COURSE, anna, f"undo-{number // 8}", NOON)
            else:
                answers.keep(db, COURSE, anna, a_submission(f"q{number % 5}"), DAY + number // 30)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(act, range(120)))
    check(database, anna, None)


def test_the_local_learner_is_made_once(database: Database) -> None:
    """Four first visits at once meet the same learner."""
    together = threading.Barrier(THREADS)

    def visit(_number: int) -> Learner:
        together.wait()
        with database.writing() as db:
            return learners.local(db)

    with ThreadPoolExecutor(THREADS) as threads:
        assert len(set(threads.map(visit, range(THREADS)))) == 1


def check(database: Database, learner: Learner, count: int | None) -> None:
    """The log has so many answers that count, and the memories are those it gives."""
    with database.reading() as db:
        log = list(given(db, learner.id))
        assert count is None or len(log) == count
        expected = replay(COURSE, log)
        assert memories.held(db, learner) == expected.held
        assert memories.seen(db, learner) == expected.seen
