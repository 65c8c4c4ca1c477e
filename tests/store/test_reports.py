"""Reports: kept once, answered, opened again, read by their reporter; and the audit, which only grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine

from app.store import audit, learners, reports, transfer
from app.store.faults import ConflictError
from app.store.reports import MOST_OPEN, Report
from quizzes.course.items import Hashes
from tests.store.actors import NOON, a_learner

if TYPE_CHECKING:
    from app.db import Database
    from app.store.learners import Learner

LATER = NOON + timedelta(hours=1)
ODD = "Two keys fit.\n\u4eac \U0001f9ed \u2028 \u202e <b>'\"; --"


def a_report(learner: Learner, item: str = "one", **changes: Any) -> Report:
    """A report with a new id; no two say the same."""
    own: dict[str, Any] = {
        "id": str(uuid4()),
        "learner": learner.id,
        "item": item,
        "hashes": Hashes("c", "m", "k"),
        "about": "wrong",
        "at": NOON,
    }
    own["words"] = f"Number {own['id']}"
    return Report(**(own | changes))


def test_a_report_is_found_as_it_was_filed(database: Database, anna: Learner) -> None:
    """With its version, the largest seed, the answer, the options in the order shown, and any letters."""
    full = a_report(anna, seed=2**31 - 1, response={"options": ["b"]}, shown=("b", "a"), words=ODD)
    bare = a_report(anna, "term")
    with database.writing() as db:
        assert [reports.file(db, anna, one) for one in (full, bare)] == ["filed", "filed"]
    with database.reading() as db:
        assert (reports.find(db, full.id), reports.find(db, bare.id)) == (full, bare)
        assert reports.find(db, str(uuid4())) is None
        assert reports.of_item(db, "one") == (full,)
        assert sorted(one.id for one in reports.open_ones(db)) == sorted([full.id, bare.id])
        assert reports.waiting(db) == 2


def test_the_same_report_counts_once(database: Database, anna: Learner) -> None:
    """By its id, whatever it says then; and by the same words on the same item, capitals and blanks aside."""
    first = a_report(anna, words="The key is wrong.")
    with database.writing() as db:
        assert reports.file(db, anna, first) == "filed"
        assert reports.file(db, anna, replace(first, words="Changed on its way.", item="other")) == "known"
        assert reports.file(db, anna, a_report(anna, words=" the KEY  is\nwrong. ")) == "known"
        assert reports.file(db, anna, a_report(anna, words="The key is wrong, surely.")) == "filed"
        assert reports.file(db, anna, a_report(anna, "two", words="The key is wrong.")) == "filed"
        assert reports.file(db, a_learner(db), a_report(anna, words="The key is wrong.")) == "filed"
        assert reports.find(db, first.id) == first


def test_the_same_words_count_again_once_they_were_answered(database: Database, anna: Learner) -> None:
    """What was not mended after all may be said again."""
    first, again = (a_report(anna, words="Still wrong.") for _ in range(2))
    with database.writing() as db:
        reports.file(db, anna, first)
        reports.close(db, [first.id], "mended", "Mended.", LATER)
        assert reports.file(db, anna, again) == "filed"


def test_twenty_reports_of_a_learner_may_wait(database: Database, anna: Learner) -> None:
    """The next is not kept; an answer makes room, and another learner has twenty of their own."""
    kept = [a_report(anna) for _ in range(MOST_OPEN)]
    more = a_report(anna)
    with database.writing() as db:
        assert {reports.file(db, anna, one) for one in kept} == {"filed"}
        assert reports.file(db, anna, more) == "full"
        assert reports.file(db, anna, kept[0]) == "known"
        assert reports.find(db, more.id) is None
        assert reports.file(db, a_learner(db), a_report(anna)) == "filed"
        reports.close(db, [kept[7].id], "declined", "No.", LATER)
        assert reports.file(db, anna, more) == "filed"


def test_an_id_of_another_learner_is_refused(database: Database, anna: Learner) -> None:
    """And theirs stays as it is."""
    with database.writing() as db:
        ben = a_learner(db)
        bens = a_report(ben)
        reports.file(db, ben, bens)
        with pytest.raises(ConflictError):
            reports.file(db, anna, a_report(anna, id=bens.id))
        assert reports.of_learner(db, anna) == ()
        assert reports.of_learner(db, ben) == (bens,)


def test_closing_answers_once(database: Database, anna: Learner) -> None:
    """Several at a time; one closed before keeps its answer and its moment, unknown ids are passed over."""
    one, two, three = (a_report(anna, at=NOON + timedelta(minutes=minute)) for minute in range(3))
    with database.writing() as db:
        for report in (one, two, three):
            reports.file(db, anna, report)
        done = reports.close(db, [two.id, one.id, "nothing"], "explained", ODD, LATER)
        assert done == tuple(replace(each, outcome="explained", reply=ODD, closed_at=LATER) for each in (one, two))
        assert reports.close(db, [one.id], "declined", "No.", LATER + timedelta(hours=1)) == ()
        assert reports.find(db, one.id) == done[0]
        assert reports.open_ones(db) == (three,)
        assert reports.close(db, [], "declined", "No.", LATER) == ()


def test_closed_ones_are_searched_by_item(database: Database, anna: Learner) -> None:
    """Newest closed first, as many as wanted; the search is plain text in any capitals."""
    with database.writing() as db:
        for minute, item in enumerate(("ci.one", "ci_one", "two")):
            report = a_report(anna, item)
            reports.file(db, anna, report)
            reports.close(db, [report.id], "mended", "Done.", LATER + timedelta(minutes=minute))
        reports.file(db, anna, a_report(anna, "ci.open"))

        def items(wanted: str = "", most: int = 50) -> list[str]:
            return [one.item for one in reports.closed_ones(db, wanted, most)]

        assert items() == ["two", "ci_one", "ci.one"]
        assert items(most=1) == ["two"]
        assert items("ONE") == ["ci_one", "ci.one"]
        assert items("i_o") == ["ci_one"]
        assert items("%") == []


def test_opening_again_takes_the_answer_back_and_keeps_its_words(database: Database, anna: Learner) -> None:
    """Twice is as once, and an answer that was read is news again when it comes anew."""
    report = a_report(anna)
    with database.writing() as db:
        reports.file(db, anna, report)
        assert reports.reopen(db, report.id) is None
        reports.close(db, [report.id], "declined", "No.", LATER)
        reports.read(db, anna, LATER)
        assert reports.reopen(db, report.id) == replace(report, reply="No.")
        assert (reports.reopen(db, report.id), reports.reopen(db, "nothing")) == (None, None)
        assert (reports.waiting(db), reports.unread(db, anna)) == (1, 0)
        reports.close(db, [report.id], "mended", "Yes.", LATER)
        assert reports.unread(db, anna) == 1


def test_an_answer_is_read_by_its_reporter(database: Database, anna: Learner) -> None:
    """What waits is not news; reading marks all of one's own, and nobody else's."""
    with database.writing() as db:
        ben = a_learner(db)
        mine, waits, bens = a_report(anna), a_report(anna), a_report(ben)
        for learner, report in ((anna, mine), (anna, waits), (ben, bens)):
            reports.file(db, learner, report)
        assert reports.unread(db, anna) == 0
        done = reports.close(db, [mine.id, bens.id], "mended", "Thank you.", LATER)
        assert all(one.unread for one in done)
        assert (reports.unread(db, anna), reports.unread(db, ben)) == (1, 1)
        reports.read(db, anna, LATER)
        reports.read(db, anna, LATER + timedelta(hours=1))
        assert (reports.unread(db, anna), reports.unread(db, ben)) == (0, 1)
        assert [one.read_at for one in reports.of_learner(db, anna) if one.id == mine.id] == [LATER]


def test_a_learners_reports_go_with_them(database: Database, anna: Learner) -> None:
    """They are in what a learner exports, and gone when they start over; nobody else's are."""
    with database.writing() as db:
        ben = a_learner(db)
        bens = a_report(ben)
        reports.file(db, ben, bens)
        reports.file(db, anna, a_report(anna, words=ODD))
        exported = transfer.export_learner(db, anna)
        assert [(row["item"], row["words"], row["hashes"]) for row in exported["reports"]] == [
            ("one", ODD, ["c", "m", "k"])
        ]
        learners.start_over(db, anna)
        assert reports.of_learner(db, anna) == ()
        assert reports.open_ones(db) == (bens,)


def test_the_audit_tells_what_was_done_to_a_thing(database: Database, anna: Learner) -> None:
    """Newest first, with who and when; of other things nothing, and rows stay when a learner starts over."""
    with database.writing() as db:
        ben = a_learner(db)
        for hour, (by, act, about) in enumerate(
            [(anna, "closed", "one"), (ben, "saved", "two"), (ben, "saved", "one")]
        ):
            with time_machine.travel(NOON + timedelta(hours=hour), tick=False):
                audit.note(db, by, act, about, {"before": ODD, "after": None})
        learners.start_over(db, anna)
    with database.reading() as db:
        found = audit.of(db, "one")
        assert [(one.by, one.act, one.at) for one in found] == [
            ("Ben", "saved", NOON + timedelta(hours=2)),
            ("You", "closed", NOON),
        ]
        assert found[0].told == {"before": ODD, "after": None}
        assert audit.of(db, "three") == ()


def test_the_audit_outlives_who_is_in_it(database: Database) -> None:
    """The row stays, without the name."""
    from sqlalchemy import delete

    from app.store.tables import learners as table

    with database.writing() as db:
        ben = a_learner(db)
        audit.note(db, ben, "saved", "one", {})
        db.execute(delete(table).where(table.c.id == ben.id))
        assert [(one.by, one.act) for one in audit.of(db, "one")] == [("", "saved")]
