"""Answers through the API count once, however often and from wherever they are sent."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.store import memories
from app.store.tables import answers
from tests.app.college import College
from tests.app.conftest import EXERCISES, SMALL
from tests.app.programs import Program, refused
from tests.databases import databases

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

ID = "5e2b3f36-6c1f-4a57-9a3e-2f6c1d0f7a11"
AT_ONCE = 8


def count(college: College) -> int:
    """How many answers are kept; replay finds no difference."""
    with college.app.extensions["database"].writing() as db:
        assert memories.replay(db, college.app.extensions["library"].course).differences == 0
        return int(db.execute(select(func.count()).select_from(answers)).scalar_one())


def body(**changed: Any) -> dict[str, Any]:
    """An answer to one question."""
    usual = {"answer_id": ID, "item": "box-size", "response": {"options": ["small"]}, "confidence": "sure"}
    return usual | changed


def test_the_same_answer_from_eight_threads_counts_once(college: College) -> None:
    """One is told 201, the others 200, and all the same."""
    anna = Program.of(college.person("Anna", signed_in=False))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(lambda _: anna.call("/answers", "POST", json=body()), range(AT_ONCE)))
    assert sorted(reply.status_code for reply in replies) == [200] * (AT_ONCE - 1) + [201]
    assert len({reply.text for reply in replies}) == 1
    assert count(college) == 1


def test_sent_again_gets_the_same_reply(college: College) -> None:
    """However the uuid is spelled, and whenever it was shown."""
    anna = Program.of(college.person("Anna", signed_in=False))
    first = anna.call("/answers", "POST", json=body())
    for again in (body(), body(answer_id=ID.upper()), body(shown_at="2026-11-23T09:59:00Z"), body(seed=None)):
        reply = anna.call("/answers", "POST", json=again)
        assert (reply.status_code, reply.text) == (200, first.text)
    assert count(college) == 1


OTHERS: tuple[dict[str, Any], ...] = (
    {"response": {"options": ["none"]}},
    {"item": "name-the-step", "response": {"options": ["act"]}},
    {"confidence": "guess"},
    {"confidence": None},
    {"shown": ["large", "none", "middle", "small"]},
    {"response": {"options": ["nonsense"]}},
    {"item": "nothing"},
)


def test_another_answer_under_the_same_uuid_is_a_conflict(college: College) -> None:
    """The first one stands; so it does when somebody else comes with its uuid."""
    anna, ben = (Program.of(college.person(name, signed_in=False)) for name in ("Anna", "Ben"))
    anna.call("/answers", "POST", json=body())
    for other in OTHERS:
        refused(anna.call("/answers", "POST", json=body(**other)), 409)
    refused(ben.call("/answers", "POST", json=body()), 409)
    assert count(college) == 1


def test_an_answer_taken_back_stays_so_when_it_is_sent_again(college: College) -> None:
    """The reply says that it does not count."""
    person = college.person("Anna")
    anna = Program.of(person)
    anna.call("/answers", "POST", json=body())
    person.browser.undo(person.open(f"/study/answers/{ID}"))
    reply = anna.call("/answers", "POST", json=body())
    assert (reply.status_code, reply.json and reply.json["undone"]) == (200, True)


def test_time_taken_comes_from_when_it_was_shown(college: College, clock: time_machine.Traveller) -> None:
    """A moment in another zone is the same moment; one that makes no sense is left out."""
    anna = Program.of(college.person("Anna", signed_in=False))
    clock.shift(5)
    anna.call("/answers", "POST", json=body(shown_at="2026-11-23T12:00:00+02:00"))
    wild = body(answer_id=ID.replace("5e", "6e"), shown_at="9999-12-31T23:59:59-14:00")
    assert anna.call("/answers", "POST", json=wild).status_code == 201
    with college.app.extensions["database"].reading() as db:
        assert db.execute(select(answers.c.ms).order_by(answers.c.seq)).scalars().all() == [5000, None]


def test_frames_events_and_questions_kept_for_mocks(tmp_path: Path, clock: time_machine.Traveller) -> None:  # noqa: ARG001
    """A frame wants the seed of its words, an event of a case is answered like a story, a mock's not at all."""
    course = shutil.copytree(SMALL, tmp_path / "course")
    shutil.copytree(EXERCISES, course, dirs_exist_ok=True)
    questions = course / "01-moving/questions.md"
    questions.write_text(questions.read_text().replace("bloom: 1\n", "bloom: 1 | use: mock\n", 1))
    college = College(tmp_path, databases.address(tmp_path), course)
    anna = Program.of(college.person("Anna", signed_in=False))
    assert refused(anna.answer("shelf-plan", labels={"step": ["route"]}), 422).keys() == {"/seed"}
    frame = {"answer_id": ID, "item": "shelf-plan", "response": {"labels": {"step": ["route"]}, "words": [2, 1, 1]}}
    told = anna.call("/answers", "POST", json=frame | {"seed": 7})
    assert (told.status_code, told.json and told.json["points"]) == (201, 1.0)
    assert anna.call("/answers", "POST", json=frame | {"seed": 7}).text == told.text
    refused(anna.call("/answers", "POST", json=frame | {"seed": 8}), 409)
    assert anna.answer("from-flat-to-flat.go", labels={"step": ["act"]}).status_code == 201
    refused(anna.answer("box-size", options=["small"]), 404)
    assert count(college) == 2
    college.close()
