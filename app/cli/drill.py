"""`momentum drill`: scenarios in the terminal, kept in the same log as the browser's."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from app.cli.ground import Refusal, content_option, open_store, read_course

if TYPE_CHECKING:
    from datetime import datetime

    from app.cli.screen import Screen
    from app.db import Database
    from app.store.learners import Learner
    from quizzes.course.course import Course, Model
    from quizzes.course.items import Scenario


class Stop(Exception):  # noqa: N818 not an error: the learner has had enough
    """The learner stops, or the input has ended."""


@dataclass
class Drill:
    """One sitting at the terminal: what it is about, and how it went."""

    course: Course
    models: tuple[Model, ...]
    store: Database
    learner: Learner
    screen: Screen
    rng: Random
    points: list[float] = field(default_factory=list)

    def play(self, count: int) -> None:
        """Show scenarios until there were `count`, or the learner stops."""
        while len(self.points) < count:
            scenario = self.next()
            self.screen.scenario(scenario, self.models, len(self.points) + 1, count)
            shown_at = self.now()
            labels = {model.id: self.choose(model, len(scenario.full(model.id))) for model in self.models}
            self.keep(scenario, labels, shown_at)

    def next(self) -> Scenario:
        """The scenario that is due, drawn as in the browser."""
        from app.store import memories
        from quizzes.practice.interleave import next_scenario

        axes = [model.id for model in self.models]
        with self.store.reading() as db:
            seen = memories.seen(db, self.learner)
        found = next_scenario(scenarios(self.course, axes), axes, seen, self.today(), self.rng)
        if found is None:
            raise Refusal(f"the course has no scenario for {' and '.join(axes)}.")
        return found

    def choose(self, model: Model, wanted: int) -> list[str]:
        """Ask for labels by their numbers until the input makes sense; u takes the last answer back, q stops."""
        while True:
            words = self.screen.ask(model, wanted).split()
            if words in (["q"], ["quit"]):
                raise Stop
            if words == ["u"]:
                self.undo()
            elif numbers := numbers_in(words, len(model.labels), wanted):
                return [model.labels[number - 1].id for number in numbers]
            else:
                self.screen.say(f"Type {wanted} number{'s' * (wanted > 1)} from 1 to {len(model.labels)}, or u, or q.")

    def keep(self, scenario: Scenario, labels: dict[str, list[str]], shown_at: datetime) -> None:
        """Log the answer, then show what was right and why."""
        from app.store import answers

        now = self.now()
        submission = answers.Submission(
            id=str(uuid4()), item=scenario.id, response={"labels": labels}, shown=(), seed=None, confidence=None,
            ms=int((now - shown_at).total_seconds() * 1000), where="drill", shown_at=shown_at, answered_at=now,
        )  # fmt: skip
        with self.store.writing() as db:
            kept = answers.keep(db, self.course, self.learner, submission, self.today())
        self.points.append(kept.answer.points)
        self.screen.verdict(self.course, scenario, self.models, labels)

    def undo(self) -> None:
        """Take the last answer of this sitting back."""
        from app.store import answers

        if not self.points:
            self.screen.say("There is nothing to take back yet.")
            return
        with self.store.writing() as db:
            answers.undo(db, self.course, self.learner, str(uuid4()), self.now())
        self.points.pop()
        self.screen.say("Taken back. It will come again.")

    def now(self) -> datetime:
        """This moment."""
        from app import clock

        return clock.now()

    def today(self) -> int:
        """The learner's local day number."""
        from app import clock
        from quizzes.practice.days import local_day

        return local_day(clock.now(), self.learner.zone)


def numbers_in(words: list[str], most: int, wanted: int) -> list[int]:
    """The numbers typed, if there are as many as wanted, all different and from 1 to `most`; else none."""
    numbers = [int(word) for word in words if word.isdecimal() and 1 <= int(word) <= most]
    return numbers if len(numbers) == len(words) == len(set(numbers)) == wanted else []


def scenarios(course: Course, axes: list[str]) -> list[Scenario]:
    """The live scenarios with a key on each of these axes."""
    from quizzes.course.items import Scenario

    return [
        item
        for item in course.items.values()
        if type(item) is Scenario and item.status == "live" and set(axes) <= item.axes.keys()
    ]


def models_for(course: Course, axis: str, edition: str) -> tuple[Model, ...]:
    """The models named in --axis; by default the step, and the activity of the learner's edition."""
    names = axis.replace("+", ",").split(",") if axis else ["step", "activity" if edition == "itil4" else "lifecycle"]
    for name in names:
        if name not in course.models:
            raise Refusal(f"there is no axis {name!r}. Choose from: {', '.join(course.models)}.")
    return tuple(course.models[name] for name in names)


@click.command()
@click.option("--axis", default="", help="Axes with commas: step, activity, lifecycle, level, principle.")
@click.option("--n", "count", type=click.IntRange(1), default=10, show_default=True, help="How many scenarios.")
@click.option("--seed", type=int, help="The same seed and the same answers so far give the same drill.")
@content_option
def command(axis: str, count: int, seed: int | None, content: str | None) -> None:
    """Classify scenarios: type the number of the step, then that of the activity. u undo, q stop.

    Example: momentum drill --axis step,activity --n 10
    """
    from app.cli.screen import Screen
    from app.store import learners

    course = read_course(content)
    screen = Screen()
    with open_store() as store:
        with store.writing() as db:
            learner = learners.local(db)
        edition = learner.edition or course.editions[0].id
        drill = Drill(course, models_for(course, axis, edition), store, learner, screen, Random(seed))  # noqa: S311
        try:
            drill.play(count)
        except (Stop, KeyboardInterrupt, EOFError):
            screen.say("")
        screen.summary(drill.points)
