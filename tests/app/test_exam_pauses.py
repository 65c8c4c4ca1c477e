"""A practice paper that was paused: the pause is nobody's time, however long it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from app.store import answers, learners
from app.store.tables import acts
from tests.app.examinee import Examinee

if TYPE_CHECKING:
    import time_machine

    from tests.app.conftest import Candidate

MONTH = 30 * 86_400
PAGES = ("/", "/exams/", "/progress/")


def paused_for_a_month(anna: Candidate, clock: time_machine.Traveller) -> Examinee:
    """Two questions of twenty and forty seconds; a pause of a month in the midst of the second."""
    sitting = Examinee.begin(anna, practice="yes")
    clock.shift(20)
    sitting.choose(1)
    clock.shift(10)
    anna.send(sitting.path("pause"))
    clock.shift(MONTH)
    anna.send(sitting.path("pause"))
    clock.shift(30)
    sitting.choose(2, go=3)
    return sitting


def times(sitting: Examinee) -> list[int | None]:
    """Milliseconds of the answers in the log."""
    with sitting.anna.app.extensions["database"].reading() as db:
        return [one.ms for one in answers.given_where(db, learners.local(db), "exam")]


def test_a_pause_is_no_time_spent(candidate: Candidate, clock: time_machine.Traveller) -> None:
    """Neither in the log nor in the result."""
    sitting = paused_for_a_month(candidate, clock)
    clock.shift(4)
    result = sitting.hand_in()
    assert "2 of 40" in result.text
    assert times(sitting) == [20_000, 40_000]
    assert "1 20 right 2 40 right 3 4 blank 4 0 blank" in result.text


def test_a_paper_whose_pause_was_not_noted_can_be_marked(candidate: Candidate, clock: time_machine.Traveller) -> None:
    """Sat with an older version: no question takes longer than all may, and every page opens."""
    sitting = paused_for_a_month(candidate, clock)
    with candidate.app.extensions["database"].writing() as db:
        db.execute(delete(acts).where(acts.c.name.in_(["pause", "resume"])))
    clock.shift(4000)
    assert [candidate.open(path).status for path in (*PAGES, sitting.path("result"))] == [200] * 4
    assert times(sitting) == [20_000, 3_600_000]


def test_a_pause_in_which_it_is_handed_in(candidate: Candidate, clock: time_machine.Traveller) -> None:
    """A form of an older tab hands it in while the clock stands: the pause is left out all the same."""
    sitting = Examinee.begin(candidate, practice="yes")
    clock.shift(20)
    sitting.choose(1)
    candidate.send(sitting.path("pause"))
    clock.shift(MONTH)
    assert "1 of 40" in sitting.hand_in().text
    assert times(sitting) == [20_000]


def test_nobody_pauses_by_an_act(candidate: Candidate) -> None:
    """Pauses are noted by the server alone."""
    sitting = Examinee.begin(candidate, practice="yes")
    row = {"id": sitting.name, "place": 1, "name": "pause"}
    assert candidate.client.post(sitting.path("acts"), json={"acts": [row]}).status_code == 400
