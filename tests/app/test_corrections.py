"""A key changes after people answered: what becomes of their marks, and how they hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.rooms.consequences import foretold
from app.store import learners, memories
from tests.app.examinee import Examinee, mocks
from tests.app.test_exam_results import rekey

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

    from tests.app.conftest import Candidate


def a_mock(anna: Candidate, right: int = 30) -> Examinee:
    """A mock with so many right, handed in."""
    sitting = Examinee.begin(anna)
    sitting.answer_all(right)
    sitting.hand_in()
    return sitting


def lonely(sitting: Examinee) -> int:
    """A place that was answered wrongly, its skill asked nowhere else in the paper."""
    items = sitting.anna.app.extensions["library"].course.items
    skills = [items[asked.item].skills[0] for asked in sitting.sitting.paper]
    return next(place for place, skill in enumerate(skills, start=1) if place > 30 and skills.count(skill) == 1)


def questions(anna: Candidate) -> Path:
    """The file of questions."""
    found: Path = next(anna.app.extensions["library"].folder.glob("*/questions.md"))
    return found


def edit(sitting: Examinee, place: int, *, right: str, said: str = "") -> None:
    """Give a question of a paper another key, and rule about old answers."""
    path, item = questions(sitting.anna), sitting.sitting.paper[place - 1].item
    rekey(path, item, right)
    head, found, tail = path.read_text().partition(f"## question {item}\n")
    path.write_text(f"{head}{found}{f'revision: {said}' + chr(10) if said else ''}{tail}")


def kept(anna: Candidate) -> Any:
    """Everything that must come back when an edit is undone."""
    with anna.app.extensions["database"].reading() as db:
        me = learners.local(db)
        return memories.held(db, me), memories.seen(db, me), mocks(anna)


WHY = "the old key was in an older syllabus"


@pytest.mark.parametrize(("said", "score"), [("regrade", 31), ("accept-both", 31), ("void", 31), ("keep", 30)])
def test_a_ruling_counts_and_its_undoing_restores_every_result(candidate: Candidate, said: str, score: int) -> None:
    """Marks, mock, memories: as ruled at the next visit, and exactly as they were once the old key is back.

    What it would do was foretold before.
    """
    sitting = a_mock(candidate)
    place = lonely(sitting)
    before, text = kept(candidate), questions(candidate).read_text()
    course = candidate.app.extensions["library"].course
    edit(sitting, place, right=sitting.option(place, right=False), said=f"{said}: {WHY}")
    edited = candidate.app.extensions["library"].course.items[sitting.sitting.paper[place - 1].item]
    with candidate.app.extensions["database"].reading() as db:
        told = next(one for one in foretold(db, course, edited).effects if one.ruling == said)
    today = candidate.open("/").text
    assert f"Its key was corrected: {WHY}." in candidate.open(sitting.path("review")).text
    assert sitting.sitting.score == score
    assert (told.results, told.moved) == (score - 30, int(said != "keep"))
    assert [one.score for one in mocks(candidate)] == [score]
    assert (f"Mock exam 1”, 23 November, was corrected: {WHY}. Your score went from 30 to 31." in today) is (
        score == 31
    )
    assert (kept(candidate) == before) is (said == "keep")
    questions(candidate).write_text(text)
    again = candidate.open("/").text
    assert kept(candidate) == before
    assert (sitting.sitting.marks, sitting.sitting.score) == (sitting.sitting.first, 30)
    assert ("A correction of “Mock exam 1”, 23 November, was taken back. Your score went from 31 to 30." in again) is (
        score == 31
    )


def test_without_a_ruling_marks_wait_for_their_learner_and_memories_do_not(candidate: Candidate) -> None:
    """The result keeps its mark and says what it would be; what is remembered goes by today's key."""
    sitting = a_mock(candidate)
    place = lonely(sitting)
    before = kept(candidate)
    edit(sitting, place, right=sitting.option(place, right=False))
    assert "corrected" not in candidate.open("/").text
    held, _, sat = kept(candidate)
    assert held != before[0]
    assert sat == before[2]
    assert "By today\u2019s keys it would be 31 of 40." in candidate.open(sitting.path("result")).text
    assert sitting.sitting.regrades == ()


def test_a_learners_own_choice_stays_beside_a_ruling(candidate: Candidate) -> None:
    """They let one key count that nobody ruled on; a ruling on another question comes and goes around it."""
    sitting = a_mock(candidate)
    place = lonely(sitting)
    edit(sitting, place, right=sitting.option(place, right=False))
    assert "30 before, 31 after" in candidate.send(sitting.path("regrade")).text
    text = questions(candidate).read_text()
    edit(sitting, 1, right=sitting.option(1, right=False), said=f"regrade: {WHY}")
    result = candidate.open(sitting.path("result")).text
    assert f"A question was corrected: {WHY}. Your score went from 31 to 30." in result
    assert "Keys have changed since" not in result
    questions(candidate).write_text(text)
    assert sitting.sitting.score == 30
    assert "31 of 40" in candidate.open(sitting.path("result")).text
    assert len(sitting.sitting.regrades) == 3


def test_void_gives_its_mark_to_a_blank_too(candidate: Candidate) -> None:
    """Nobody loses a mark for a question that should not have been asked."""
    sitting = Examinee.begin(candidate)
    sitting.hand_in()
    edit(sitting, 1, right=sitting.option(1, right=False), said="void: two answers were right.")
    assert "1 of 40" in candidate.open(sitting.path("result")).text
    assert (
        "A question was corrected: two answers were right. Your score went from 0 to 1."
        in candidate.open(sitting.path("result")).text
    )


def test_it_is_told_on_today_for_a_day_and_always_with_the_result(
    candidate: Candidate, clock: time_machine.Traveller
) -> None:
    """Whenever they look in first: the day counts from there, and looking again changes nothing."""
    sitting = a_mock(candidate)
    place = lonely(sitting)
    edit(sitting, place, right=sitting.option(place, right=False), said=f"void: {WHY}")
    clock.shift(5 * 86_400)
    for _ in range(2):
        assert "was corrected" in candidate.open("/").text
    clock.shift(86_400)
    assert "was corrected" not in candidate.open("/").text
    assert "was corrected" in candidate.open(sitting.path("result")).text
    assert len(sitting.sitting.regrades) == 1


def test_several_questions_are_told_together(candidate: Candidate) -> None:
    """One notice a paper, each reason once; marks that balance leave the score."""
    sitting = a_mock(candidate)
    place = lonely(sitting)
    edit(sitting, place, right=sitting.option(place, right=False), said=f"regrade: {WHY}")
    edit(sitting, 1, right=sitting.option(1, right=False), said=f"regrade: {WHY}")
    text = candidate.open("/").text
    assert f"2 questions of “Mock exam 1”, 23 November, were corrected: {WHY}. Your score is still 30." in text


def test_a_key_that_changed_while_a_paper_lay_open_is_the_one_it_was_marked_by(candidate: Candidate) -> None:
    """Put back afterwards, its learner may let it count; a ruling speaks of those marked by the other key."""
    sitting = Examinee.begin(candidate)
    sitting.answer_all(30)
    text = questions(candidate).read_text()
    edit(sitting, 1, right=sitting.option(1, right=False))
    sitting.hand_in()
    assert "29 of 40" in candidate.open(sitting.path("result")).text
    questions(candidate).write_text(text)
    assert "By today\u2019s keys it would be 30 of 40." in candidate.open(sitting.path("result")).text
    edit(sitting, 1, right=sitting.option(1, right=True), said="regrade: a slip of an hour")
    assert "30 of 40" in candidate.open(sitting.path("result")).text


def test_study_follows_a_ruling(drilling: Candidate) -> None:
    """What was learned from a void question is forgotten at the next look, and comes back with the old key."""
    drilling.answer("box-size", options="large")
    before, path = kept(drilling), next(drilling.app.extensions["library"].folder.glob("*/questions.md"))
    text = path.read_text()
    assert ("skill", "move.words") in before[0]
    rekey(path, "box-size", "large")
    path.write_text(
        path.read_text().replace("## question box-size\n", "## question box-size\nrevision: void: unclear\n")
    )
    drilling.open("/study/")
    assert "box-size" not in kept(drilling)[1]
    assert ("skill", "move.words") not in kept(drilling)[0]
    path.write_text(text)
    drilling.open("/progress/")
    assert kept(drilling) == before


def test_a_retired_question_takes_nothing_along(candidate: Candidate) -> None:
    """It stays listed: its result, its review and what was learned from it stay, under replay too."""
    sitting = a_mock(candidate)
    before, path = kept(candidate), questions(candidate)
    item = sitting.sitting.paper[0].item
    path.write_text(path.read_text().replace(f"## question {item}\n", f"## question {item}\nstatus: retired\n"))
    for page in ("/", "/progress/", "/exams/", "/study/", sitting.path("result"), sitting.path("review")):
        assert candidate.open(page).status == 200, page
    assert "Question 1: right" in candidate.open(sitting.path("review")).text
    assert kept(candidate) == before
    with candidate.app.extensions["database"].writing() as db:
        report = memories.replay(db, candidate.app.extensions["library"].course)
    assert (report.differences, report.unknown) == (0, 0)
