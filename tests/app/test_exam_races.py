"""A button pressed twice at once, in two tabs or by an impatient hand: one paper, one result, one pause."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from app.store import answers, learners, memories, sittings
from tests.app.conftest import Candidate
from tests.app.examinee import Examinee, mocks
from tests.app.test_exam_results import rekey

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Sheet

AT_ONCE = 4


def together(anna: Candidate, act: Callable[[Candidate], Sheet]) -> list[Sheet]:
    """Do the same in several browsers at the same moment."""
    ready = threading.Barrier(AT_ONCE)

    def press(_number: int) -> Sheet:
        browser = Candidate(anna.app)
        ready.wait()
        return act(browser)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(press, range(AT_ONCE)))


def test_handed_in_at_once_is_one_result(candidate: Candidate) -> None:
    """The forecast hears of one mock, the log of each answer once, and memories agree with it."""
    paper = Examinee.begin(candidate)
    paper.answer_all(30)
    pages = together(candidate, lambda browser: browser.send(paper.path("hand-in")))
    assert {(page.status, page.path) for page in pages} == {(200, paper.path("result"))}
    assert [mock.score for mock in mocks(candidate)] == [30]
    database, course = candidate.app.extensions["database"], candidate.app.extensions["library"].course
    with database.writing() as db:
        given = answers.given_where(db, learners.local(db), "exam")
        assert len(given) == len({one.id for one in given}) == len(paper.sitting.paper)
        assert memories.replay(db, course).differences == 0


def test_started_at_once_is_one_paper(candidate: Candidate) -> None:
    """The others go on with it."""
    pages = together(candidate, lambda browser: browser.send("/exams/start", kind="mock"))
    assert {page.status for page in pages} == {200}
    with candidate.app.extensions["database"].reading() as db:
        assert len(sittings.of_learner(db, learners.local(db))) == 1


def test_marked_anew_at_once_is_noted_once(candidate: Candidate) -> None:
    """The note of what the marks were before is written by the first."""
    paper = Examinee.begin(candidate, kind="custom", number="5")
    paper.answer_all(5)
    paper.hand_in()
    file = next(candidate.app.extensions["library"].folder.glob("*/questions.md"))
    rekey(file, paper.sitting.paper[0].item, paper.option(1, right=False))
    together(candidate, lambda browser: browser.send(paper.path("regrade")))
    assert len(paper.sitting.regrades) == 1
    assert paper.sitting.score == 4
