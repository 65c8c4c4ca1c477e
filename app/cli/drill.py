"""`momentum drill`: scenarios in the terminal, kept in the same log as the browser's."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, TypeVar

import click

from app.cli.ground import Refusal, content_option, open_store, read_course

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.cli.screen import Screen
    from app.cli.sitting import Asked, Sitting
    from quizzes.course.course import Model

UNDO_STOP = {"u": "undo", "q": "stop"}
Result = TypeVar("Result")


class Stop(Exception):  # noqa: N818 not an error: the learner has had enough
    """The learner stops."""


@dataclass(frozen=True, slots=True)
class Drill:
    """A sitting and the screen it is seen on."""

    sitting: Sitting
    screen: Screen

    @property
    def models(self) -> tuple[Model, ...]:
        """The axes asked."""
        return self.sitting.topic.models

    def play(self, count: int) -> None:
        """Show scenarios until there were `count`, or the learner stops; one that was taken back comes next."""
        from app import clock

        self.open()
        again: Asked | None = None
        while len(self.sitting.done) < count:
            asked = again or self.next()
            self.show(asked, count)
            shown_at = clock.now()
            labels = self.classify(asked)
            if labels is None:
                again = self.undo() or asked
                continue
            self.keep(asked, labels, shown_at)
            again = self.undo() if self.pause(last=len(self.sitting.done) == count) == "u" else None

    def open(self) -> None:
        """Say once what tells the two labels of a pair apart."""
        from app.cli import verdict

        topic = self.sitting.topic
        if topic.axis:
            verdict.told_apart(self.screen, topic.axis, topic.labels)

    def next(self) -> Asked:
        """The scenario that is due; Refusal when the course has none."""
        asked = self.sitting.next()
        if asked is None:
            topic = self.sitting.topic
            pair = [topic.axis.label(label).title for label in topic.labels] if topic.axis else []
            about = f" that shows {' or '.join(pair)}" if pair else ""
            raise Refusal(f"the course has no scenario for {' and '.join(topic.axes)}{about}.")
        return asked

    def show(self, asked: Asked, count: int) -> None:
        """The scenario, its labels, and what can be pressed."""
        from app.cli import verdict

        heading = f"Scenario {len(self.sitting.done) + 1} of {count}"
        verdict.question(self.screen, asked.scenario, self.models, heading, self.about())
        self.screen.keys({f"1-{max(len(model.labels) for model in self.models)}": "choose", **UNDO_STOP})

    def classify(self, asked: Asked) -> dict[str, list[str]] | None:
        """Labels for each axis in turn; u goes one axis back, and from the first one to the last answer: None."""
        labels: dict[str, list[str]] = {}
        while len(labels) < len(self.models):
            model = self.models[len(labels)]
            if chosen := self.choose(model, len(asked.scenario.full(model.id))):
                labels[model.id] = chosen
            elif labels:
                labels.popitem()
            elif self.sitting.done:
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

    def keep(self, asked: Asked, labels: dict[str, list[str]], shown_at: datetime) -> None:
        """Log the answer, then show what was right and why."""
        from app.cli import verdict

        submission = self.sitting.submission(asked, labels, shown_at)
        mark = self.insist(lambda: self.sitting.keep(asked, submission))
        verdict.answer(self.screen, self.sitting.course, asked.scenario, self.models, mark)

    def undo(self) -> Asked | None:
        """Take the last answer of this sitting back and return what it answered; None if there is a newer one."""
        again = self.insist(self.sitting.undo)
        newer = "There is a newer answer from elsewhere, so this one was left as it is."
        self.screen.say("Taken back. Here it is again." if again else newer)
        return again

    def insist(self, act: Callable[[], Result]) -> Result:
        """Write to the log; where the database refuses and somebody is there to mend it, say why and try again."""
        from app.db import WriteError

        while True:
            try:
                return act()
            except WriteError as error:
                if not self.screen.waits:
                    raise
                self.screen.say(f"{error}")
            self.read("Enter sends it again, q stops: ")

    def about(self) -> str:
        """The edition and the axes, for the head of each scenario."""
        course, learner = self.sitting.course, self.sitting.learner
        titles = {edition.id: edition.title for edition in course.editions}
        edition = titles.get(learner.edition or "", course.editions[0].title)
        return f"{edition}, {' and '.join(self.sitting.topic.axes)}"


def numbers_in(words: list[str], most: int, wanted: int) -> list[int]:
    """The numbers typed, if there are as many as wanted, all different and from 1 to `most`; else none."""
    numbers = [int(word) for word in words if word.isdecimal() and 1 <= int(word) <= most]
    return numbers if len(numbers) == len(words) == len(set(numbers)) == wanted else []


@click.command()
@click.option("--axis", default="", help="Axes with commas: step, activity, lifecycle, level, principle.")
@click.option("--n", "count", type=click.IntRange(1), default=10, show_default=True, help="How many scenarios.")
@click.option("--pair", default="", metavar="A,B", help="Only two labels of one axis, by number, id or title.")
@click.option("--seed", type=int, help="The same seed and the same answers so far give the same drill.")
@content_option
def command(axis: str, count: int, pair: str, seed: int | None, content: str | None) -> None:
    """Classify scenarios: type the number of the step, then that of the activity. u undo, q stop.

    Example: momentum drill --axis step,activity --n 10

    Two neighbours only: momentum drill --pair take-action,did-we-get-there
    """
    from app.cli import verdict
    from app.cli.screen import Screen
    from app.cli.sitting import Sitting
    from app.cli.topic import topic
    from app.store import learners

    course = read_course(content)
    with open_store() as store:
        with store.writing() as db:
            learner = learners.local(db)
        about = topic(course, axis, pair, learner.edition or course.editions[0].id)
        drill = Drill(Sitting(course, about, store, learner, Random(seed)), Screen())  # noqa: S311
        try:
            drill.play(count)
        except (Stop, KeyboardInterrupt, EOFError):
            drill.screen.say("")
        verdict.summary(drill.screen, drill.models, [one.mark for one in drill.sitting.done])
