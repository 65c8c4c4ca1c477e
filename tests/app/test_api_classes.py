"""Results of classes through the API: for their instructors only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app import clock
from app.store.accounts import Role
from app.store.tables import results, sittings
from tests.app.programs import Program, refused

if TYPE_CHECKING:
    from tests.app.college import College, Person


def sit(college: College, learner: Person) -> None:
    """A mock that was passed, one practised with pauses, a chapter's ten, and the real exam, which is hers alone."""
    now = clock.now()
    usual = {"learner": learner.number, "edition": "itil4", "about": {"pass": 2}, "paper": [], "seed": 1, "seconds": 60}
    usual |= {"began": now, "deadline": now, "marks": [1, 0, 1], "regrades": []}
    with college.app.extensions["database"].writing() as db:
        for name, kind, practice in (("a", "mock", False), ("b", "mock", True), ("c", "chapter", False)):
            db.execute(insert(sittings).values(usual | {"id": name, "kind": kind, "practice": practice}))
        real = {"learner": learner.number, "day": 1, "edition": "itil4", "score": None, "passed": True, "at": now}
        db.execute(insert(results).values(real))


def test_instructors_see_the_results_of_their_own_classes(college: College) -> None:
    """Who has not answered is there too; a class of somebody else, or none, is not."""
    ines, ivan = (college.person(name, Role.INSTRUCTOR) for name in ("Ines", "Ivan"))
    anna, ben = college.person("Anna"), college.person("Ben")
    own = college.classroom("Evening class", ines, anna, ben)
    college.classroom("Morning class", ivan, anna)
    Program.of(anna).answer("box-size", options=["small"])
    Program.of(anna).answer("box-size", options=["none"])
    program = Program.of(ines)
    [listed] = program.get("/classes")["classes"]
    assert (listed["id"], listed["name"], listed["learners"], listed["code"]) == (own.id, "Evening class", 2, own.code)
    sit(college, anna)
    results = program.get(f"/classes/{own.id}/results")
    assert [learner["name"] for learner in results["learners"]] == ["Anna", "Ben"]
    moment = "2026-11-23T10:00:00Z"
    exams = [
        {"kind": "mock", "edition": "itil4", "score": 2, "of": 3, "passed": True, "at": moment},
    ]
    assert results["learners"][0] | {"id": 0} == {
        "id": 0, "name": "Anna", "answers": 2, "right": 0.5, "days_active": 1, "last_active": "2026-11-23",
        "exams": exams,
    }  # fmt: skip
    assert results["learners"][1]["right"] is None
    for number in (own.id + 1, 999, 2**70):
        refused(program.call(f"/classes/{number}/results"), 404)
