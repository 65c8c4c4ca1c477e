"""The server's clock is put an hour back or a day forward between two requests.

What cannot hold: a sitting's deadline is a moment, so a jump back lengthens it and a jump forward shortens it by just
the jump, and one that was marked while the clock ran ahead stays marked. After a jump back of up to ten seconds a
change of mind within them may count as the earlier. An answer's own day is what the clock said when it was given;
memories and sightings never go back to an earlier one. A jump forward ends what is older by then: links in letters,
sign-ins of operators and instructors. While the clock is wrong, codes of a telephone do not fit; spare codes do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pyotp
import pytest

from app import clock as now
from app.database_checkup import of_database
from app.rooms import second_steps
from app.store import answers, learners, memories, sittings
from tests.app.college import OTHER, College, Person
from tests.app.conftest import RIGHT
from tests.app.full_course import write
from tests.databases import databases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import time_machine

    from app.store.learners import Learner
    from app.store.sittings import Sitting

HOUR, DAY = 3600, 86_400
PAGES = ("/", "/study/", "/progress/", "/calendar/", "/exams/", "/drills/", "/account/", "/lessons/")
JUMPS = pytest.mark.parametrize("jump", [(-HOUR,), (DAY,), (DAY, -DAY), (-HOUR, HOUR), (-DAY, DAY)])


@JUMPS
def test_days_never_go_back_and_no_time_is_negative(
    college: College, clock: time_machine.Traveller, jump: tuple[int, ...]
) -> None:
    """Just after a day began, an hour back is yesterday: memories keep the later day, pages open, replay holds."""
    clock.move_to("2026-11-24T04:10:00Z")
    anna = college.person("Anna")
    days: dict[object, int] = {}
    for seconds in (0, *jump):
        asked = anna.open("/study/")
        clock.shift(seconds)
        for item in (asked.item, "box-size", "name-the-step", "box-meaning"):
            sent = {"item": item, "answer_id": str(uuid4()), "shown_at": asked.form.get("shown_at", "")}
            assert anna.send("/study/answer", **(sent | RIGHT[item])).status == 200
        for path in PAGES:
            assert anna.open(path).status == 200, path
        with college.app.extensions["database"].reading() as db:
            held = memories.held(db, learner(anna))
            assert {key: days.get(key, 0) for key in held if days.get(key, 0) > held[key].memory.day} == {}
            days = {key: one.memory.day for key, one in held.items()}
            given = answers.given_where(db, learner(anna), "study")
            assert [one.ms for one in given if one.ms is not None and one.ms < 0] == []
            assert memories.compare(db, college.app.extensions["library"].course, anna.number).differences == 0


@JUMPS
def test_a_learner_stays_signed_in(college: College, clock: time_machine.Traveller, jump: tuple[int, ...]) -> None:
    """Neither a cookie of the future nor one of yesterday signs a learner out."""
    anna = college.person("Anna")
    for seconds in jump:
        clock.shift(seconds)
        assert anna.open("/account/").path == "/account/"
        assert anna.send("/account/zone", zone="Europe/Paris").status == 204


@pytest.mark.parametrize("back", [HOUR, DAY])
def test_nobody_waits_longer_for_a_clock_that_was_put_back(
    college: College, clock: time_machine.Traveller, back: int
) -> None:
    """Who was told to wait a quarter of an hour waits no longer than that, whatever the clock says."""
    anna = college.person("Anna", signed_in=False)
    for _ in range(5):
        assert anna.sign_in(OTHER).status == 422
    assert anna.sign_in().status == 429
    clock.shift(-back)
    assert anna.sign_in().path == "/"


def test_a_code_used_in_the_future_does_not_shut_out_those_of_today(
    college: College, clock: time_machine.Traveller
) -> None:
    """The clock ran a day ahead while she signed in: put right, today's codes work, and each still works once."""
    anna = college.person("Anna")
    secret = second_steps.new_secret()
    clock.shift(DAY)
    with college.app.app_context():
        second_steps.begin(anna.number, secret)
    clock.shift(-DAY)
    anna.send("/sign-in/out")
    code = pyotp.TOTP(secret).at(now.now())
    anna.sign_in()
    assert anna.send("/sign-in/code", code=code).path == "/"
    anna.send("/sign-in/out")
    anna.sign_in()
    assert "does not fit" in anna.send("/sign-in/code", code=code).text


@pytest.fixture
def hall(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[College]:  # noqa: ARG001 its time stands still
    """A class over a course with enough for a mock."""
    opened = College(tmp_path, databases.address(tmp_path), write(tmp_path / "course"))
    yield opened
    opened.close()


class Sat:
    """A mock of Anna's."""

    def __init__(self, college: College, anna: Person, **more: str) -> None:
        sheet = anna.send("/exams/start", kind="mock", **more)
        self.college, self.anna, self.base = college, anna, sheet.path.rpartition("/")[0]

    @property
    def sitting(self) -> Sitting:
        """As it is kept."""
        with self.college.app.extensions["database"].reading() as db:
            found = sittings.find(db, learner(self.anna), self.base.rpartition("/")[2])
        assert found
        return found

    def choose(self, place: int, option: int, ago: float = 0) -> dict[str, object]:
        """Choose the nth option shown, as the page's script sends it; what the server says of the time."""
        act = {"id": str(uuid4()), "place": place, "name": "choose", "ago": ago}
        act["option"] = self.sitting.paper[place - 1].shown[option]
        reply = self.anna.browser.client.post(f"{self.base}/acts", json={"acts": [act]})
        assert reply.status_code == 200
        told: dict[str, object] = reply.get_json()
        return told

    def chosen(self, place: int) -> int:
        """Which option of a question stands."""
        said = self.anna.browser.client.get(f"{self.base}/state").get_json()["chosen"]
        return self.sitting.paper[place - 1].shown.index(said[str(place)])


@pytest.mark.parametrize("jump", [-HOUR, -60, 60, 1800])
def test_a_sitting_moves_by_the_jump_and_no_more(hall: College, clock: time_machine.Traveller, jump: int) -> None:
    """The time left changes by the jump; the last choice made still counts as the last; it can be handed in."""
    sat = Sat(hall, hall.person("Anna"))
    clock.shift(300)
    before = sat.choose(1, 0)["left"]
    clock.shift(jump)
    assert sat.choose(1, 1)["left"] == pytest.approx(float(str(before)) - jump)
    assert sat.chosen(1) == 1
    clock.shift(60)
    sat.choose(1, 2)
    assert sat.chosen(1) == 2
    assert "of 40." in sat.anna.send(f"{sat.base}/hand-in").text


def test_a_sitting_asked_for_in_a_day_that_was_not_yet_there(hall: College, clock: time_machine.Traveller) -> None:
    """A choice that arrived while the clock ran a day ahead was late; put right, the sitting goes on."""
    sat = Sat(hall, hall.person("Anna"))
    clock.shift(300)
    sat.choose(1, 0)
    clock.shift(DAY)
    assert sat.choose(1, 1)["open"] is False
    clock.shift(-DAY)
    assert sat.choose(1, 2)["open"] is True
    assert sat.chosen(1) == 2


def test_a_pause_takes_no_time_whatever_the_clock_does(hall: College, clock: time_machine.Traveller) -> None:
    """Practice mode: what was left before is left after."""
    anna = hall.person("Anna")
    sat = Sat(hall, anna, practice="yes")
    left = sat.sitting.deadline - now.now()
    anna.send(f"{sat.base}/pause")
    clock.shift(-HOUR)
    anna.send(f"{sat.base}/pause")
    assert sat.sitting.deadline - now.now() == left


def test_the_doctor_says_that_the_clock_is_wrong(college: College, clock: time_machine.Traveller) -> None:
    """An answer from later than now."""
    anna = college.person("Anna")
    anna.send("/study/answer", item="box-size", answer_id=str(uuid4()), **RIGHT["box-size"])
    clock.shift(-HOUR)
    config = college.app.config["MOMENTUM"]
    found = {one.name: one for one in of_database(config, None, 1, iter, every=True)}
    assert found["clock"].level == "wrong"
    assert found["clock"].do == "Set the clock, and let it follow a time server."


def learner(who: Person) -> Learner:
    """The learner of an account."""
    with who.college.app.extensions["database"].reading() as db:
        return learners.find(db, who.number)
