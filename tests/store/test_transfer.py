"""What leaves the store: the export contract and a learner's own data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.store import answers, readings, sketches, suspensions, transfer
from app.store.sketches import Draft
from app.store.tables import metadata
from tests.builders import a_course, a_question, a_scenario
from tests.store.actors import NOON, a_submission

if TYPE_CHECKING:
    from app.db import Database
    from app.store.learners import Learner

DAY = 739_000
COURSE = a_course(a_question("one"), a_scenario("both"))


def test_answers_are_exported_as_the_contract_says(database: Database, anna: Learner) -> None:
    """Every answer in the order kept, undone ones marked so; the fields are exactly the contract's."""
    labels = {"labels": {"step": ["now"], "activity": ["improve"]}}
    one = a_submission("one", shown=("b", "a", "c", "d"), confidence="guess", ms=900, seed=7)
    with database.writing() as db:
        answers.keep(db, COURSE, anna, one, DAY)
        answers.keep(db, COURSE, anna, a_submission("both", labels), DAY)
        answers.undo(db, COURSE, anna, "undo", NOON)
        assert transfer.count(db) == 1
    with database.reading() as db:
        first, second = (json.loads(json.dumps(answer)) for answer in transfer.export_answers(db))
    assert first == {
        "id": one.id,
        "learner": anna.id,
        "item": "one",
        "hashes": {"content": "", "meaning": "", "key": ""},
        "shown": ["b", "a", "c", "d"],
        "seed": 7,
        "response": {"options": ["a"]},
        "confidence": "guess",
        "ms": 900,
        "where": "study",
        "shown_at": "2026-11-23T12:00:00+00:00",
        "answered_at": "2026-11-23T12:00:00+00:00",
        "mark": {"points": 1.0, "parts": [{"axis": "", "points": 1.0, "right": ["a"], "chosen": ["a"]}]},
        "undone": False,
    }
    assert second["undone"]
    assert [part["axis"] for part in second["mark"]["parts"]] == ["step", "activity"]


def test_a_learner_gets_all_that_is_kept_about_them(database: Database, anna: Learner) -> None:
    """Settings, answers, undos, memories, sightings, plans, sections read, suspensions, sketches: plain JSON."""
    with database.writing() as db:
        answers.keep(db, COURSE, anna, a_submission("one"), DAY)
        readings.read(db, anna, "15", "why", NOON)
        suspensions.suspend(db, anna, "both", NOON)
        sketches.save(db, anna, "own-case", Draft(("Why.", ""), (1,), NOON))
        data = json.loads(json.dumps(transfer.export_learner(db, anna)))
    assert data["learner"]["name"] == anna.name
    assert [answer["item"] for answer in data["answers"]] == ["one"]
    assert data["readings"] == [
        {"learner": anna.id, "chapter": "15", "section": "why", "at": "2026-11-23T12:00:00+00:00"}
    ]
    assert data["sketches"] == [
        {
            "learner": anna.id,
            "item": "own-case",
            "lines": ["Why.", ""],
            "ticked": [1],
            "at": "2026-11-23T12:00:00+00:00",
        }
    ]
    own = {table.name for table in metadata.tables.values() if "learner" in table.columns}
    assert set(data) == {"learner", *own, "account", "sign_ins", "tokens", "classes"}
    assert {name for name, rows in data.items() if rows} == {
        *("learner", "answers", "memories", "sightings", "readings", "suspensions", "sketches"),
    }
