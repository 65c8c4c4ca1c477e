"""Answers through the API count once, however often and from wherever they are sent; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.store import memories
from app.store.tables import answers
from tests.app.programs import Program, refused

if TYPE_CHECKING:
    import time_machine

    from tests.app.college import College

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


def test_the_same_answer_from_eight_threads_counts_once(served: College) -> None:
    """One is told 201, the others 200, and all the same."""
    anna = Program.of(served.person("Anna", signed_in=False))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(lambda _: anna.call("/answers", "POST", json=body()), range(AT_ONCE)))
    assert sorted(reply.status_code for reply in replies) == [200] * (AT_ONCE - 1) + [201]
    assert len({reply.text for reply in replies}) == 1
    assert count(served) == 1


def test_sent_again_gets_the_same_reply(served: College) -> None:
    """However the uuid is spelled, and whenever it was shown."""
    anna = Program.of(served.person("Anna", signed_in=False))
    first = anna.call("/answers", "POST", json=body())
    for again in (body(), body(answer_id=ID.upper()), body(shown_at="2026-11-23T09:59:00Z"), body(seed=None)):
        reply = anna.call("/answers", "POST", json=again)
        assert (reply.status_code, reply.text) == (200, first.text)
    assert count(served) == 1


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
