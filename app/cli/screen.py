"""What the terminal drill looks like: 76 columns, shapes and words before colours."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from quizzes.practice.feedback import feedback
from quizzes.practice.marking import mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.course.course import Course, Model
    from quizzes.course.items import Grade, Scenario

WIDTH = 76
CUE = "bold black on yellow"
NARROW = 60
STATES = {
    "right": ("+", "green", "  (right)"),
    "part": ("~", "yellow", "  (you, in part)"),
    "wrong": ("x", "red", "  (you)"),
    "": (" ", "", ""),
}


class Screen:
    """One terminal, or a pipe: then prompts are printed like any other line."""

    def __init__(self) -> None:
        """As wide as the terminal, at most 76 columns."""
        self.console = Console(highlight=False, soft_wrap=False)
        self.console.width = min(WIDTH, self.console.width)

    def say(self, words: str) -> None:
        """One line."""
        self.console.print(Text(words))

    def frame(self, text: Text, title: str, colour: str = "bright_black") -> None:
        """A text in a frame with its name."""
        self.console.print(Panel(text, title=title, title_align="left", border_style=colour))

    def scenario(self, scenario: Scenario, models: Sequence[Model], number: int, count: int) -> None:
        """The description, and below it the labels to choose from."""
        self.console.print()
        self.console.print(Text(f"Scenario {number} of {count}", "bold"))
        self.console.print(
            Panel(Text(scenario.text), title="scenario", title_align="left", border_style="bright_black")
        )
        self.console.print(self.labels(models, {}, {}))

    def ask(self, model: Model, wanted: int) -> str:
        """A line typed for one axis; EOFError when the input has ended."""
        several = f" ({wanted} numbers)" if wanted > 1 else ""
        self.console.print(Text(f"{model.id.capitalize()}, 1 to {len(model.labels)}{several}: "), end="")
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        if not sys.stdin.isatty():
            self.console.print(Text(line.strip()))
        return line

    def verdict(
        self, course: Course, scenario: Scenario, models: Sequence[Model], chosen: Mapping[str, Sequence[str]]
    ) -> None:
        """Every label with its sign, the deciding words lit, the reason, and the deciding question after a mistake."""
        marked = mark(scenario, {"labels": chosen}, course.models)
        self.console.print(
            Panel(lit(scenario), title="the deciding words", title_align="left", border_style="bright_black")
        )
        self.console.print(self.labels(models, {axis: scenario.axes[axis] for axis in chosen}, chosen))
        for part in marked.parts:
            said = feedback(course, scenario, part)
            self.console.print(Text(f"{part.axis.capitalize()}: ", "bold") + Text(said.text))
            if said.pair_question:
                answers = "\n".join(said.pair_answers.values())
                self.frame(Text(said.pair_question, "bold") + Text(f"\n{answers}"), "the deciding question", "blue")
        self.say(f"Marks {marked.points:.2g} of 1")

    def labels(
        self, models: Sequence[Model], grades: Mapping[str, Sequence[Grade]], chosen: Mapping[str, Sequence[str]]
    ) -> Table:
        """The axes side by side; below 60 columns one after the other."""
        table = Table.grid(padding=(0, 3))
        columns = [rows(model, grades.get(model.id, ()), chosen.get(model.id, ())) for model in models]
        if self.console.width < NARROW:
            for column in columns:
                table.add_row(column)
        else:
            table.add_row(*columns)
        return table

    def summary(self, points: Sequence[float]) -> None:
        """How it went, and that it was kept."""
        if not points:
            self.say("No answers this time; nothing was changed.")
            return
        full = sum(point >= 1 for point in points)
        self.say(f"{len(points)} answered, {full} fully right, {sum(points):.3g} marks. All of them are kept.")
        self.say("What you mix up is under Progress in the browser: momentum serve")


def rows(model: Model, grades: Sequence[Grade], chosen: Sequence[str]) -> Text:
    """An axis as one line a label: sign, number, title, and whose it is."""
    credit = {grade.label: grade.credit for grade in grades}
    text = Text(model.id.capitalize(), "bold")
    for number, label in enumerate(model.labels, start=1):
        yours, worth = label.id in chosen, credit.get(label.id, 0.0)
        state = "right" if worth == 1 else "part" if yours and worth else "wrong" if yours else ""
        sign, colour, whose = STATES[state]
        text.append(f"\n{sign} {number} {label.title}{whose}", colour)
    return text


def lit(scenario: Scenario) -> Text:
    """The description with its deciding words in brackets and in colour."""
    text, at = Text(), 0
    for cue in sorted(scenario.cues, key=lambda cue: cue.start):
        text.append(scenario.text[at : cue.start])
        text.append(f"[{scenario.text[cue.start : cue.end]}]", CUE)
        at = cue.end
    return text.append(scenario.text[at:])
