"""The exam over HTTP: what can be sat, what is kept, what counts, what the result says, and what it moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from app.store import learners, memories, sittings, transfer
from tests.app.conftest import SMALL, Candidate, small_app
from tests.app.examinee import Examinee, mocks
from tests.store.actors import a_learner

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

    from quizzes.exam.sitting import Act


def test_a_whole_mock_without_script(candidate: Candidate) -> None:
    """Forty forms, a last look, a result; all of it is in the log once, and the forecast hears of the score."""
    sitting = Examinee.begin(candidate)
    for place in range(1, 41):
        sheet = sitting.choose(place, right=place <= 30, go=place + 1 if place < 40 else "hand-in")
        assert "Reason" not in sheet.html
    assert "All 40 are answered." in sheet.text
    result = sitting.hand_in()
    assert "30 of 40. A pass, with 4 marks to spare." in result.text
    assert "somewhere between 27 and 33" in result.text
    assert candidate.count() == 40
    assert [(one.score, one.of) for one in mocks(candidate)] == [(30, 40)]
    assert "Mock exam 1" in candidate.open("/exams/").text
    assert "30 of 40" in candidate.open("/progress/").text
    with candidate.app.extensions["database"].writing() as db:
        assert memories.replay(db, candidate.app.extensions["library"].course).differences == 0
        [exported] = transfer.export_learner(db, learners.local(db))["sittings"]
    assert sum(exported["marks"]) == 30


def test_version_5_has_its_own_paper(candidate: Candidate) -> None:
    """Twelve of area 1 and sixteen of area 4, and nothing of ITIL 4."""
    candidate.change(edition="v5")
    sitting = Examinee.begin(candidate)
    areas = [slot.cell.partition(".")[0] for slot in sitting.sitting.paper]
    assert (len(areas), areas.count("1"), areas.count("4")) == (40, 12, 16)
    sitting.answer_all(40)
    assert "40 of 40. A pass, with 14 marks to spare." in sitting.hand_in().text
    assert mocks(candidate) == ()
    candidate.change(edition="itil4")
    assert "Nothing yet." in candidate.open("/exams/").text


def test_a_form_keeps_flags_and_changes_of_mind(candidate: Candidate) -> None:
    """Choose, flag, change, clear: the page shows what stands, and the log has all of it."""
    sitting = Examinee.begin(candidate)
    sheet = sitting.choose(1, right=False, flag="flag", go=1)
    assert "Flagged" in sheet.text
    assert "1 answered, 39 open" in sheet.text
    assert "Question 1, answered, flagged" in sheet.html
    wrong, right = sitting.option(1, right=False), sitting.option(1)
    sitting.choose(1, was=wrong)
    sheet = candidate.send(sitting.path(2), act_id=str(uuid4()), was="", clear="yes")
    assert "Question 2, seen, blank" in sheet.html
    assert "Changes of mind 1 helped, 0 hurt" in sitting.hand_in().text
    review = candidate.open(sitting.path("review?which=flagged"))
    assert review.text.count("Question 1: right flagged") == 1
    assert "change of mind helped" in review.text
    assert [act.option for act in acts_of(sitting) if act.name == "choose"] == [wrong, right]


def acts_of(sitting: Examinee) -> tuple[Act, ...]:
    """The log of a sitting."""
    with sitting.anna.app.extensions["database"].reading() as db:
        return sittings.acts_of(db, learners.local(db), sitting.name)


def test_a_stale_page_does_not_choose_again(candidate: Candidate) -> None:
    """Going on from a tab that shows an older choice sends nothing that was not changed there."""
    sitting = Examinee.begin(candidate)
    sitting.choose(1, right=False)
    old = sitting.option(1, right=False)
    sitting.script({"place": 1, "name": "choose", "option": sitting.option(1)})
    sitting.choose(1, was=old, options=old)
    sitting.hand_in()
    assert sitting.sitting.marks == (1, *[0] * 39)


def test_the_same_act_twice_counts_once(candidate: Candidate) -> None:
    """Sent again after a lost reply, or a form pressed twice."""
    sitting = Examinee.begin(candidate)
    act = {"id": str(uuid4()), "place": 3, "name": "choose", "option": sitting.option(3)}
    sitting.script(act)
    sitting.script(act, act)
    form = str(uuid4())
    sitting.choose(4, act_id=form, flag="flag")
    sitting.choose(4, act_id=form, flag="flag")
    assert len(acts_of(sitting)) == 1 + 3


def test_time_is_the_servers(candidate: Candidate, clock: time_machine.Traveller) -> None:
    """At the deadline it closes; ten seconds later it is marked as it stood, and later answers are shown as late."""
    sitting = Examinee.begin(candidate)
    sitting.choose(1)
    clock.shift(59 * 60)
    assert sitting.script({"place": 2, "name": "choose", "option": sitting.option(2)})["left"] == 60
    clock.shift(65)
    assert sitting.script({"place": 3, "name": "choose", "option": sitting.option(3), "ago": 9}) == {
        "left": 0.0,
        "open": False,
        "paused": False,
    }
    assert "Time is up" in candidate.open(sitting.path()).text
    assert not sitting.sitting.settled
    clock.shift(10)
    sitting.script({"place": 4, "name": "choose", "option": sitting.option(4), "ago": 30})
    result = candidate.open(sitting.path("result"))
    assert "3 of 40. Not a pass yet, 23 marks short." in result.text
    assert sitting.sitting.marks == (1, 1, 1, *[0] * 37)
    assert "Arrived after the deadline and was not counted" in candidate.open(sitting.path("review?which=blank")).text
    assert candidate.count() == 3


def test_it_is_settled_by_whatever_is_looked_at_next(candidate: Candidate, clock: time_machine.Traveller) -> None:
    """A day later, from the list of exams; the answers belong to the day they were given on."""
    sitting = Examinee.begin(candidate)
    sitting.answer_all(26)
    clock.shift(86_400)
    assert "A paper is under way." not in candidate.open("/").text
    assert "26 of 40 · pass" in candidate.open("/exams/").text
    [mock] = mocks(candidate)
    assert mock.day == sitting.sitting.began.date().toordinal()


def test_only_one_paper_is_under_way(candidate: Candidate) -> None:
    """Another start leads to the one that is open."""
    sitting = Examinee.begin(candidate)
    sheet = candidate.send("/exams/start", kind="chapter", chapter="01-all")
    assert sheet.path == sitting.path(1)
    assert "A paper is under way already." in sheet.text
    assert "Under way" in candidate.open("/exams/").text
    assert "A paper is under way. Go on with it" in candidate.open("/").text


def test_practice_may_be_paused_and_moves_no_forecast(candidate: Candidate, clock: time_machine.Traveller) -> None:
    """The clock stands, the question is away; the real form refuses."""
    sitting = Examinee.begin(candidate, practice="yes")
    clock.shift(600)
    sheet = candidate.send(sitting.path("pause"))
    assert "Paused" in sheet.text
    assert "The clock stands still" in sheet.text
    clock.shift(7200)
    assert candidate.open(sitting.path(1)).text.startswith("Paused")
    assert "Question 1 of 40" in candidate.send(sitting.path("pause")).text
    assert sitting.script()["left"] == 3000
    sitting.hand_in()
    assert mocks(candidate) == ()
    real = Examinee.begin(candidate)
    assert candidate.send(real.path("pause")).status == 400


def test_extra_time(candidate: Candidate) -> None:
    """From the account: 75 minutes in place of 60."""
    candidate.change(extra_time=True)
    assert "40 questions, 75 minutes. Your extra time is in it." in candidate.open("/exams/new?kind=mock").text
    assert Examinee.begin(candidate).sitting.seconds == 75 * 60


def test_shorter_papers(candidate: Candidate) -> None:
    """Half a paper, ten of a chapter, a test of one's own: never an item kept for mocks, none for the forecast."""
    for fields, questions in (
        ({"kind": "half"}, 20),
        ({"kind": "chapter", "chapter": "01-all"}, 10),
        ({"kind": "custom", "areas": ["1", "4"], "styles": ["standard"], "number": "12"}, 12),
    ):
        sitting = Examinee.begin(candidate, **fields)
        assert len(sitting.sitting.paper) == questions
        sitting.answer_all(questions)
        assert f"{questions} of {questions}" in sitting.hand_in().text
    areas = {slot.cell.partition(".")[0] for slot in sitting.sitting.paper}
    assert areas == {"1", "4"}
    assert mocks(candidate) == ()


def test_a_test_that_nothing_fits(candidate: Candidate) -> None:
    """Said in words, with what was ticked still ticked; a number out of range or broken too."""
    sheet = candidate.send("/exams/start", kind="custom", styles=["negative"], number="10")
    assert sheet.status == 422
    assert "No question fits these areas and styles." in sheet.text
    assert "negative" in sheet.checked()
    for number in ("99", "7.5"):
        sheet = candidate.send("/exams/start", kind="custom", number=number)
        assert sheet.text.count("A whole number from 1 to 40.") == 1
        assert "valid" not in sheet.text
        assert f'value="{number}"' in sheet.html
    assert candidate.open("/exams/new?kind=nothing").status == 404


def test_a_thin_bank_is_never_filled_silently(clock: time_machine.Traveller, tmp_path: Path) -> None:  # noqa: ARG001
    """The shipped course: what is missing is named cell by cell, and a start is refused."""
    app = small_app(tmp_path, SMALL.parents[2] / "content")
    anna = Candidate(app)
    text = anna.open("/exams/").text
    full = "The course has too few questions for a full paper so far"
    if full in text:
        assert "How the guiding principles help to adopt and adapt (2.2) 5" in text
        assert anna.send("/exams/start", kind="mock").status == 422
    app.extensions["database"].close()


def test_nonsense_is_refused_in_words(candidate: Candidate) -> None:
    """An unknown option, a place beyond the paper, no id: nothing is kept."""
    sitting = Examinee.begin(candidate)
    good = {"id": str(uuid4()), "place": 1, "name": "choose", "option": sitting.option(1)}
    for body, said in (
        ({"acts": [good, good | {"place": 41}]}, "There is no such question"),
        ({"acts": [good | {"name": "cheat"}]}, "nothing that can be done to it"),
        ({"acts": [good | {"option": "zz"}]}, "does not offer that answer"),
        ({"acts": [good | {"id": "1"}]}, "an id of its own"),
        ({"acts": [good | {"ago": -1}]}, "how long ago it was"),
        ({"acts": [good | {"place": "1"}]}, "names its place"),
        ({"acts": "none"}, "Send a list of acts."),
        ([], "Send a list of acts."),
    ):
        response = candidate.client.post(sitting.path("acts"), json=body)
        assert response.status_code == 400
        assert said in response.text
    for go in ("41", "0", "9" * 30, "9" * 5000, "\u0669" * 5000):
        assert "There is no such question" in sitting.choose(1, go=go).text
    assert acts_of(sitting) == ()
    for place in ("41", "9" * 30, "9" * 5000):
        assert candidate.open(sitting.path(place)).status == 404


def test_nobody_elses_paper(candidate: Candidate) -> None:
    """Ben's sitting is not there for Anna, whatever she asks of it."""
    sitting = Examinee.begin(candidate)
    with candidate.app.extensions["database"].writing() as db:
        ben = a_learner(db)
        sittings.begin(db, ben, replace(sitting.sitting, id=str(uuid4())))
        [other] = sittings.of_learner(db, ben)
    for end in ("", "1", "state", "result", "review", "last-look"):
        assert candidate.open(f"/exams/{other.id}/{end}".rstrip("/")).status == 404
    for end in ("1", "hand-in", "pause", "study", "regrade"):
        assert candidate.send(f"/exams/{other.id}/{end}").status == 404
