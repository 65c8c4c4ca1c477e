"""Study: one thing after the other, nothing counted twice, nothing lost, the newest taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from app import clock
from app.store import answers, learners, tables
from app.store.answers import Submission
from quizzes.course.items import Question
from tests.app.conftest import RIGHT, SMALL, Candidate, small_app

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine


def test_a_question_kept_for_mocks_is_not_answered_outside_of_them(tmp_path: Path) -> None:
    """Nor does its key show; nothing is kept of it."""
    other = small_app(tmp_path, SMALL.parents[2] / "content")
    try:
        anna, items = Candidate(other), other.extensions["library"].course.items.values()
        kept = next(item for item in items if isinstance(item, Question) and item.use == "mock")
        sheet = anna.answer(kept.id, options=kept.options[0].id)
        assert sheet.status == 404
        assert anna.count() == 0
    finally:
        other.extensions["database"].close()


@pytest.mark.parametrize("act", ["answer", "undo", "skip", "suspend", "resume", "more"])
def test_acts_refuse_get(anna: Candidate, act: str) -> None:
    """A link or a crawler changes nothing."""
    assert anna.open(f"/study/{act}").status == 405


@pytest.mark.parametrize("item", ["", "nothing-of-the-kind"])
def test_an_unknown_item_is_not_found(anna: Candidate, item: str) -> None:
    """A form about nothing counts nothing."""
    assert anna.answer(item, options="small").status == 404
    assert anna.send("/study/suspend", item=item).status == 404
    assert anna.count() == 0


@pytest.mark.parametrize("name", ["x", "not-a-uuid-at-all", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_answer_is_not_found(anna: Candidate, name: str) -> None:
    """There is no feedback to what was never answered."""
    assert anna.open(f"/study/answers/{name}").status == 404


@pytest.mark.parametrize("position", ["", "x", "-1", "1" + "0" * 30, "9" * 5000])
def test_a_place_that_no_plan_has_is_refused(anna: Candidate, position: str) -> None:
    """Nothing is put off, however long the number is."""
    before = anna.open("/study/").item
    assert anna.send("/study/skip", position=position).status == 400
    assert anna.open("/study/").item == before


def test_the_same_answer_twice_counts_once(anna: Candidate) -> None:
    """An answer resent after a lost reply is welcomed, not counted again, even if it says something else."""
    form = anna.open("/study/").form | {"item": "box-size", "shown": ""}
    anna.answer("box-size", **(form | {"options": "large"}))
    again = anna.answer("box-size", **(form | {"options": "small"}))
    assert "Already counted. Nothing was changed." in again.text
    assert "Your answer: not this one" in again.text
    assert anna.count() == 1


def test_an_id_that_belongs_to_another_item_is_refused_and_renewed(anna: Candidate) -> None:
    """Two items cannot share an answer; the second may be sent once more as it stands."""
    name = str(uuid4())
    anna.answer("box-size", answer_id=name, options="small")
    sheet = anna.answer("name-the-step", answer_id=name, options="act")
    assert sheet.status == 409
    assert "nothing was counted" in sheet.text
    assert sheet.checked() == ["act"]
    assert anna.answer("name-the-step", **(sheet.form | {"options": "act"})).status == 200
    assert anna.count() == 2


def test_undo_puts_the_answer_back_and_asks_again(anna: Candidate) -> None:
    """The item stands first again, as if it had not been answered; the log keeps the answer and its undo."""
    before = anna.open("/study/")
    sheet = anna.answer(before.item, **RIGHT[before.item])
    back = anna.undo(anna.open("/study/") if not sheet.path.startswith("/study/answers") else sheet)
    assert "Taken back." in back.text
    assert (back.item, back.form["shown"]) == (before.item, before.form["shown"])
    assert anna.count() == 0


def test_undo_twice_takes_back_one(anna: Candidate) -> None:
    """Pressing twice, or sending again, is as pressing once."""
    anna.answer("name-the-step", options="act")
    sheet = anna.answer("box-size", options="small")
    anna.undo(sheet)
    assert "Taken back." in anna.undo(sheet).text
    assert anna.count() == 1
    assert "It does not count." in anna.open(sheet.path).text
    assert "Undo" not in anna.open(sheet.path).text


def test_undo_on_an_old_page_leaves_newer_answers_alone(anna: Candidate) -> None:
    """Only the newest answer can be taken back; an old page says so."""
    old = anna.answer("name-the-step", options="act")
    anna.answer("box-size", options="small")
    assert "There is a newer answer since" in anna.undo(old).text
    assert anna.count() == 2


def test_undo_refuses_what_is_no_answer(anna: Candidate) -> None:
    """An edited form undoes nothing."""
    assert anna.send("/study/undo", undo_id="1", answer_id="2").status == 400
    assert anna.send("/study/undo", undo_id=str(uuid4()), answer_id=str(uuid4())).status == 404


def test_a_card_shows_its_back_only_when_asked(anna: Candidate, clock: time_machine.Traveller) -> None:
    """Without JavaScript: a link shows the answer, a button grades it, and the next thing is there."""
    front = anna.until("box-meaning")
    assert "six sides" not in front.html
    link = front.html.partition('href="/study/?reveal=1&amp;')[2].partition('"')[0]
    clock.shift(20)
    back = anna.open(f"/study/?reveal=1&{link}")
    assert "six sides" in back.text
    assert "Not yet" in back.text
    following = anna.answer("box-meaning", **(back.form | {"grade": "good"}))
    assert following.path == "/study/"
    assert following.item != "box-meaning"
    assert 'action="/study/undo"' in following.html


def test_a_card_has_four_buttons_for_those_who_want_them(anna: Candidate) -> None:
    """Two by default, four by setting; no numbers of the scheduler on either."""
    anna.until("box-meaning")
    assert anna.open("/study/?reveal=1").values("grade") == ["again", "good"]
    anna.change(buttons=4)
    assert anna.open("/study/?reveal=1").values("grade") == ["again", "hard", "good", "easy"]


def test_an_answer_from_a_lesson_goes_back_there(anna: Candidate) -> None:
    """The self-check leads back to where it stands in its section, and there the reasons are."""
    fields = {"item": "box-size", "answer_id": str(uuid4()), "options": "small", "back": "/lessons/01-moving/words"}
    response = anna.client.post("/study/answer", data=fields)
    assert (response.status_code, response.location) == (303, "/lessons/01-moving/words#check-box-size")
    assert "Small boxes stay light enough." in anna.open("/lessons/01-moving/words").text


def test_an_empty_answer_from_a_lesson_keeps_the_way_back(anna: Candidate) -> None:
    """The page that asks again still leads back to the section."""
    sheet = anna.answer("box-size", back="/lessons/01-moving/words")
    assert sheet.status == 422
    assert sheet.form["back"] == "/lessons/01-moving/words"
    assert "Back to the lesson" in sheet.text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/lessons/../account/", "/account/"])
def test_a_foreign_way_back_is_not_taken(anna: Candidate, back: str) -> None:
    """Only a section of a lesson can be gone back to."""
    assert anna.answer("box-size", options="small", back=back).path.startswith("/study/answers/")


def test_a_form_without_its_token_is_refused(anna: Candidate) -> None:
    """Somebody else's page cannot answer for her."""
    anna.app.config["WTF_CSRF_ENABLED"] = True
    assert anna.answer("box-size", options="small").status == 400
    assert anna.count() == 0


def test_a_strangers_answer_stays_his(anna: Candidate) -> None:
    """Ben's answer is not found by Anna, cannot be undone by her, and its name cannot be used again."""
    name = an_answer_of_ben(anna)
    assert anna.open(f"/study/answers/{name}").status == 404
    assert anna.send("/study/undo", undo_id=str(uuid4()), answer_id=name).status == 404
    sheet = anna.answer("box-size", answer_id=name, options="large")
    assert sheet.status == 409
    assert sheet.form["answer_id"] != name
    assert anna.count() == 1


def an_answer_of_ben(anna: Candidate) -> str:
    """Let another learner answer; the answer's id."""
    database, course = anna.app.extensions["database"], anna.app.extensions["library"].course
    sent = Submission(
        str(uuid4()), "box-size", {"options": ["small"]}, (), None, None, None, "study", None, clock.now()
    )
    with database.writing() as db:
        ben = replace(learners.local(db), id=77, name="Ben")
        row = dict(db.execute(select(tables.learners)).mappings().one()) | {"id": 77, "local": None}
        db.execute(insert(tables.learners), row)
        answers.keep(db, course, ben, sent, 1)
    return sent.id
