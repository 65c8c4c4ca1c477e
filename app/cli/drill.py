"""`momentum drill`: scenarios in the terminal, kept in the same log as the browser's."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from app.cli import verdict
from app.cli.ground import Refusal, content_option, open_store, read_course
from app.cli.screen import Screen

if TYPE_CHECKING:
    from datetime import datetime

    from app.db import Database
    from app.store.answers import Submission
    from app.store.learners import Learner
    from quizzes.course.course import Course, Model
    from quizzes.course.items import Scenario
    from quizzes.practice.marking import Mark

UNDO_STOP = {"u": "undo", "q": "stop"}


class Stop(Exception):  # noqa: N818 not an error: the learner has had enough
    """The learner stops, or the input has ended."""


@dataclass(frozen=True, slots=True)
class Done:
    """One answer of this sitting: its id, its scenario, and how it was marked."""

    answer: str
    scenario: Scenario
    mark: Mark


@dataclass
class Drill:
    """One sitting at the terminal: what it is about, and what was answered."""

    course: Course
    models: tuple[Model, ...]
    store: Database
    learner: Learner
    screen: Screen
    rng: Random
    done: list[Done] = field(default_factory=list)

    def play(self, count: int) -> None:
        """Show scenarios until there were `count`, or the learner stops; one that was taken back comes next."""
        again: Scenario | None = None
        while len(self.done) < count:
            scenario = again or self.next()
            heading = f"Scenario {len(self.done) + 1} of {count}"
            verdict.question(self.screen, scenario, self.models, heading, self.about())
            self.screen.keys({f"1-{max(len(model.labels) for model in self.models)}": "choose", **UNDO_STOP})
            shown_at = self.now()
            labels = self.classify(scenario)
            if labels is None:
                again = self.undo()
                continue
            self.keep(scenario, labels, shown_at)
            again = self.undo() if self.pause(last=len(self.done) == count) == "u" else None

    def next(self) -> Scenario:
        """The scenario that is due, drawn as in the browser."""
        from app.store import memories, suspensions
        from quizzes.practice.interleave import next_scenario

        axes = [model.id for model in self.models]
        with self.store.reading() as db:
            seen, away = memories.seen(db, self.learner), suspensions.suspended(db, self.learner)
        there = [scenario for scenario in scenarios(self.course, axes) if scenario.id not in away]
        found = next_scenario(there, axes, seen, self.today(), self.rng)
        if found is None:
            raise Refusal(f"the course has no scenario for {' and '.join(axes)}.")
        return found

    def classify(self, scenario: Scenario) -> dict[str, list[str]] | None:
        """Labels for each axis in turn; u goes one axis back, and from the first one to the last answer: None."""
        labels: dict[str, list[str]] = {}
        while len(labels) < len(self.models):
            model = self.models[len(labels)]
            if chosen := self.choose(model, len(scenario.full(model.id))):
                labels[model.id] = chosen
            elif labels:
                labels.popitem()
            elif self.done:
                return None
            else:
                self.screen.say("There is nothing to take back yet.")
        return labels

    def choose(self, model: Model, wanted: int) -> list[str]:
        """Ask for labels by their numbers until the input makes sense; [] when it is taken back."""
        several = f" ({wanted} numbers)" if wanted > 1 else ""
        while True:
            words = self.read(f"{model.id.capitalize()}, 1 to {len(model.labels)}{several}: ")
            if words == ["u"]:
                return []
            if numbers := numbers_in(words, len(model.labels), wanted):
                return [model.labels[number - 1].id for number in numbers]
            self.screen.say(f"Type {wanted} number{'s' * (wanted > 1)} from 1 to {len(model.labels)}, or u, or q.")

    def pause(self, *, last: bool) -> str:
        """Time to read: Enter goes on, u takes back. A pipe reads by itself."""
        if not self.screen.waits:
            return ""
        self.screen.keys({"Enter": "finish" if last else "next", **UNDO_STOP})
        while (words := self.read("")) not in ([], ["u"]):
            self.screen.say("Press Enter, or u and Enter, or q and Enter.")
        return "".join(words)

    def read(self, prompt: str) -> list[str]:
        """The words of a line typed, in small letters; Stop for q."""
        words = self.screen.ask(prompt).lower().split()
        if words in (["q"], ["quit"]):
            raise Stop
        return words

    def keep(self, scenario: Scenario, labels: dict[str, list[str]], shown_at: datetime) -> None:
        """Log the answer, then show what was right and why."""
        from app.store import answers
        from quizzes.practice.marking import mark

        now = self.now()
        submission = answers.Submission(
            id=str(uuid4()), item=scenario.id, response={"labels": labels}, shown=(), seed=None, confidence=None,
            ms=int((now - shown_at).total_seconds() * 1000), where="drill", shown_at=shown_at, answered_at=now,
        )  # fmt: skip
        while not self.kept(submission):
            self.read("Enter sends it again, q stops: ")
        marked = mark(scenario, submission.response, self.course.models)
        self.done.append(Done(submission.id, scenario, marked))
        verdict.answer(self.screen, self.course, scenario, self.models, marked)

    def kept(self, submission: Submission) -> bool:
        """Log an answer; where the database refuses and somebody is there to mend it, say why and return False."""
        from app.db import WriteError
        from app.store import answers

        try:
            with self.store.writing() as db:
                answers.keep(db, self.course, self.learner, submission, self.today())
        except WriteError as error:
            if not self.screen.waits:
                raise
            self.screen.say(f"{error}")
            return False
        return True

    def undo(self) -> Scenario | None:
        """Take the last answer of this sitting back and return its scenario; None if there is a newer one."""
        from app.store import answers

        newest = self.done[-1]
        with self.store.writing() as db:
            last = answers.last(db, self.learner)
            if last is None or last.id != newest.answer:
                self.screen.say("There is a newer answer from elsewhere, so this one was left as it is.")
                return None
            answers.undo(db, self.course, self.learner, str(uuid4()), self.now())
        self.done.pop()
        self.screen.say("Taken back. Here it is again.")
        return newest.scenario

    def about(self) -> str:
        """The edition and the axes, for the head of each scenario."""
        titles = {edition.id: edition.title for edition in self.course.editions}
        edition = titles.get(self.learner.edition or "", self.course.editions[0].title)
        return f"{edition}, {' and '.join(model.id for model in self.models)}"

    def now(self) -> datetime:
        """This moment."""
        from app import clock

        return clock.now()

    def today(self) -> int:
        """The learner's local day number."""
        from quizzes.practice.days import local_day

        return local_day(self.now(), self.learner.zone)


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
    typed = [name.strip() for name in axis.replace("+", ",").split(",") if name.strip()]
    names = dict.fromkeys(typed or ["step", "activity" if edition == "itil4" else "lifecycle"])
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
        verdict.summary(screen, drill.models, [one.mark for one in drill.done])
