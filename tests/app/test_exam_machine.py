"""Whatever happens to a sitting, the score is the marks of the last choices made in time."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from jinja2 import FileSystemBytecodeCache

from app.store import memories
from quizzes.course.items import Question
from tests.app.conftest import Candidate, small_app
from tests.app.examinee import Examinee
from tests.app.full_course import write

if TYPE_CHECKING:
    from flask import Flask

    from quizzes.course.items import Item

QUESTIONS, GRACE = 5, 10.0
PLACES, OPTIONS, DEVICES = st.integers(1, QUESTIONS), st.integers(0, 3), st.integers(0, 1)
TEMPLATES = FileSystemBytecodeCache()
START = 1_795_428_000.0
"""The 23rd of November 2026, ten in the morning."""


class Sitting(RuleBasedStateMachine):
    """Five questions on two devices; `made` holds every choice as (moment, order, place, option, moment heard)."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        folder = Path(self.home.name)
        self.course = write(folder / "course", skills_a_cell=1, cards=0, questions=1)
        self.data = folder / "data"
        self.data.mkdir()
        self.travel = time_machine.travel(START, tick=False)
        self.clock = self.travel.start()
        self.now = START
        self.app = self.opened()
        self.made: list[tuple[float, int, int, str, float]] = []
        self.sent: list[dict[str, Any]] = []
        self.handed_in: float | None = None

    def opened(self) -> Flask:
        """The program over this course and database; templates are compiled once for all of them."""
        app = small_app(self.data, self.course)
        app.jinja_env.bytecode_cache = TEMPLATES
        return app

    @initialize()
    def begin(self) -> None:
        """A paper of five, seven minutes."""
        self.exam = Examinee.begin(Candidate(self.app), kind="custom", number=str(QUESTIONS))
        self.paper = self.exam.sitting.paper
        self.deadline = START + self.exam.sitting.seconds
        self.devices = [self.exam, Examinee(Candidate(self.app), self.exam.name)]
        self.shown = [dict[int, str](), dict[int, str]()]

    @rule(device=DEVICES, place=PLACES, option=OPTIONS, waited=st.sampled_from([0, 0, 0, 5, 40]))
    def choose_by_script(self, device: int, place: int, option: int, waited: float) -> None:
        """Chosen, and heard at once or after a while without network."""
        act = {"id": str(uuid4()), "place": place, "name": "choose", "option": self.paper[place - 1].shown[option]}
        made = max(START, self.now - waited)
        self.devices[device].script(act | {"ago": self.now - made})
        self.sent.append(act | {"ago": self.now - made})
        self.note(made, place, str(act["option"]))

    @rule(device=DEVICES, place=PLACES, option=OPTIONS)
    def choose_by_form(self, device: int, place: int, option: int) -> None:
        """A device sends what it shows; only what was changed on it is a choice."""
        slug = self.paper[place - 1].shown[option]
        was = self.shown[device].get(place, "")
        sheet = self.devices[device].choose(place, options=slug, was=was, go=place)
        assert sheet.status == 200
        self.shown[device][place] = slug
        if slug != was:
            self.note(self.now, place, slug)

    @rule(device=DEVICES, place=PLACES)
    def clear(self, device: int, place: int) -> None:
        """An answer is taken away."""
        self.devices[device].anna.send(self.exam.path(place), act_id=str(uuid4()), clear="yes")
        self.shown[device].pop(place, None)
        self.note(self.now, place, "")

    @rule(device=DEVICES, place=PLACES, name=st.sampled_from(["flag", "unflag", "see"]))
    def flag(self, device: int, place: int, name: str) -> None:
        """What changes no answer."""
        self.devices[device].script({"place": place, "name": name})

    @precondition(lambda self: self.sent)
    @rule(device=DEVICES, pick=st.integers(0, 99))
    def send_again(self, device: int, pick: int) -> None:
        """A reply was lost, so it comes once more, from whichever device."""
        self.devices[device].script(self.sent[pick % len(self.sent)])

    @rule(device=DEVICES, place=PLACES)
    def reload(self, device: int, place: int) -> None:
        """A page shows what stands, and reading it changes nothing."""
        sheet = self.devices[device].anna.open(self.exam.path(place))
        assert sheet.status == 200
        if "data-exam=" in sheet.html:
            panel = sheet.html.partition("data-panel>")[2].partition("</form>")[0]
            checked = re.findall(r'value="([^"]*)" data-key="\d" checked', panel)
            assert "".join(checked) == self.counted().get(place, "")
            self.shown[device][place] = self.counted().get(place, "")

    @rule(seconds=st.sampled_from([1, 7, 30, 100, 300]))
    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.now += seconds
        self.clock.move_to(self.now)

    @rule()
    def crash(self) -> None:
        """The program is gone without a word, and another one opens what it left."""
        self.app.extensions["database"].close()
        self.app = self.opened()
        for device, one in enumerate(self.devices):
            self.devices[device] = Examinee(Candidate(self.app), one.name)
        self.exam = self.devices[0]

    @rule(device=DEVICES)
    def hand_in(self, device: int) -> None:
        """The first time counts; after the deadline it is none."""
        self.devices[device].hand_in()
        if self.handed_in is None and self.now < self.deadline:
            self.handed_in = self.now

    def note(self, made: float, place: int, option: str) -> None:
        """Remember a choice."""
        late = self.handed_in is not None
        self.made.append((made, len(self.made), place, option, self.now + late))

    def counted(self) -> dict[int, str]:
        """What counts, by the plain rule."""
        closed = self.deadline + GRACE if self.handed_in is None else self.handed_in
        last = {place: option for _, _, place, option, heard in sorted(self.made) if heard <= closed}
        return {place: option for place, option in last.items() if option}

    def teardown(self) -> None:
        """In the end the marks are those of what counts, in the log once, and a replay agrees."""
        try:
            if hasattr(self, "exam"):
                self.clock.move_to(max(self.now, self.deadline) + GRACE + 1)
                assert self.exam.anna.open(self.exam.path("result")).status == 200
                known, counted = self.app.extensions["library"].course.items, self.counted()
                right = {place: key_of(known[one.item]) for place, one in enumerate(self.paper, start=1)}
                wanted = [int(counted.get(place) == right[place]) for place in right]
                assert list(self.exam.sitting.marks or ()) == wanted
                assert self.exam.anna.count() == len(counted)
                with self.app.extensions["database"].writing() as db:
                    assert memories.replay(db, self.app.extensions["library"].course).differences == 0
        finally:
            self.app.extensions["database"].close()
            self.travel.stop()
            self.home.cleanup()


def key_of(item: Item) -> str:
    """The slug of its right option."""
    assert isinstance(item, Question)
    return next(option.id for option in item.options if option.credit == 1)


Sitting.TestCase.settings = settings(
    max_examples=max(10, settings().max_examples // 10), stateful_step_count=25, deadline=None
)
test_sitting = pytest.mark.long(Sitting.TestCase)
