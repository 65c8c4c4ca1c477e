"""A paper that cannot be marked, wholly or in one answer, keeps nobody from the other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from app.rooms.settling import answer_id
from app.store import answers, learners
from app.store.tables import acts
from tests.app.examinee import Examinee
from tests.store.actors import a_learner, a_submission

if TYPE_CHECKING:
    import pytest
    import time_machine

    from tests.app.conftest import Candidate

PAGES = ("/", "/exams/", "/progress/")


def test_an_answer_whose_id_is_taken_is_passed_over(candidate: Candidate) -> None:
    """By another answer of hers, or by somebody else's: the paper is marked, and the act stays in its own log."""
    sitting = Examinee.begin(candidate)
    sitting.answer_all(30)
    first, second = (answer_id(sitting.sitting, place) for place in (1, 2))
    items, course = sitting.sitting.paper, candidate.app.extensions["library"].course
    given = {"options": [items[4].shown[0]]}
    with candidate.app.extensions["database"].writing() as db:
        for learner, taken in ((learners.local(db), first), (a_learner(db), second)):
            answers.keep(db, course, learner, a_submission(items[4].item, given, id=taken), 1)
    assert "30 of 40" in sitting.hand_in().text
    assert [candidate.open(path).status for path in PAGES] == [200] * 3
    with candidate.app.extensions["database"].reading() as db:
        kept = {one.item for one in answers.given_where(db, learners.local(db), "exam")}
    assert {one.item for one in items} - kept == {items[0].item, items[1].item}


def test_a_paper_that_cannot_be_marked_waits(
    candidate: Candidate, clock: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    """Every page opens, another paper can be begun, the log says what broke; once it is mended it is marked."""
    sitting = Examinee.begin(candidate)
    sitting.choose(1)
    move(sitting, 1, 41)
    clock.shift(4000)
    assert [candidate.open(path).status for path in PAGES] == [200] * 3
    assert "could not be marked" in caplog.text
    assert "IndexError" in caplog.text
    assert "all your answers are kept" in candidate.open(sitting.path("result")).text
    other = Examinee.begin(candidate, kind="half")
    assert other.name != sitting.name
    assert "0 of 20" in other.hand_in().text
    move(sitting, 41, 1)
    assert "1 of 40" in candidate.open(sitting.path("result")).text


def move(sitting: Examinee, before: int, after: int) -> None:
    """Spoil the log of a sitting, or mend it: an act names another place."""
    with sitting.anna.app.extensions["database"].writing() as db:
        db.execute(update(acts).where(acts.c.sitting == sitting.name, acts.c.place == before).values(place=after))
