"""What the terminal drill says: the story, the labels with their signs, what decides between two, and how it went."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from app.cli.screen import FRAME, QUIET, RULED
from quizzes.course.items import Frame, Scenario
from quizzes.evidence.confusion import confusion
from quizzes.practice.feedback import feedback
from quizzes.practice.rating import RIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from app.cli.screen import Screen
    from quizzes.course.course import Course, Model
    from quizzes.practice.marking import Mark, Part

CUE = "black on yellow"
SIGNS = {"right": ("+", "green"), "part": ("~", "yellow"), "wrong": ("x", "red"), "": (" ", "")}
EMPHASIS = re.compile(r"(\*\*|\*|`)(.+?)\1")


def question(screen: Screen, scenario: Scenario, models: Sequence[Model], heading: str, about: str) -> None:
    """The description, and below it the labels to choose from."""
    screen.row([Text(heading, "bold"), Text(about, QUIET)])
    screen.frame(Text(scenario.text), "scenario")
    screen.side_by_side([labels(model) for model in models])


def answer(screen: Screen, course: Course, scenario: Scenario, models: Sequence[Model], mark: Mark) -> None:
    """The deciding words lit, every label with its sign, why, and the deciding question after a mistake."""
    parts = {part.axis: part for part in mark.parts}
    screen.frame(lit(scenario, parts), "scenario")
    screen.side_by_side([labels(model, scenario, parts[model.id]) for model in models])
    for model in models:
        reason(screen, course, scenario, model, parts[model.id])
    twins(screen, course, scenario, models, mark)
    points = [fraction(parts[model.id].points) for model in models]
    marks = Text.assemble(("Marks ", QUIET), f"{' + '.join(points)} of {len(points)}")
    screen.row([marks, Text("[ ] = deciding words", QUIET)], gap=6)


def labels(model: Model, scenario: Scenario | None = None, part: Part | None = None) -> list[Text]:
    """An axis as one line a label: sign, number, title, and whose it is once it is answered."""
    lines = [Text(model.id.capitalize(), "bold")]
    states = {label.id: state(scenario, part, label.id) for label in model.labels}
    widest = max((len(label.title) for label in model.labels if states[label.id][0]), default=0)
    for number, label in enumerate(model.labels, start=1):
        name, whose = states[label.id]
        sign, colour = SIGNS[name]
        title = f"{label.title:<{widest}}  {whose}" if whose else label.title
        lines.append(Text(f"{sign} {number} {title}", colour))
    return lines


def state(scenario: Scenario | None, part: Part | None, label: str) -> tuple[str, str]:
    """How a label stands: right, part, wrong or nothing, and the words that say so."""
    if scenario is None or part is None:
        return "", ""
    yours = label in part.chosen
    if label in part.right:
        return "right", "you, right" if yours else "right"
    credit = next((grade.credit for grade in scenario.axes[part.axis] if grade.label == label), 0.0)
    if not yours:
        return "", ""
    return ("part", f"you, {'half a mark' if credit == 1 / 2 else fraction(credit)}") if credit else ("wrong", "you")


def reason(screen: Screen, course: Course, scenario: Scenario, model: Model, part: Part) -> None:
    """Why: in a frame with the deciding question where two neighbours were mixed up, else in one paragraph."""
    said = feedback(course, scenario, part)
    if not said.pair_question:
        screen.show("", Text(f"{model.id.capitalize()}  ", QUIET) + inline(said.text))
        return
    answers = (
        Text(f"{model.number(label)}  ").append_text(inline(said.pair_answers[label]))
        for label in sorted(said.pair_answers, key=model.number)
    )
    lines = [Text(inline(said.pair_question).plain, "bold"), "", *(screen.hanging(line, indent=3) for line in answers)]
    screen.frame(Group(*lines, "", inline(said.text)), either(screen, model, (said.chosen, said.true)), RULED)


def told_apart(screen: Screen, model: Model, labels: Sequence[str]) -> None:
    """The question that decides between two labels; where no author wrote one, their names."""
    pair = model.pair(*labels)
    titles = " or ".join(f"{model.number(label)} {model.label(label).title}" for label in labels)
    screen.frame(Text(inline(pair.question).plain if pair else titles, "bold"), either(screen, model, labels), RULED)


def either(screen: Screen, model: Model, labels: Sequence[str]) -> str:
    """The title of a frame about two labels, "step 4 or step 5?"; a shorter one where it would not fit."""
    title = " or ".join(named(model, label) for label in sorted(labels, key=model.number))
    return f"which {model.id}?" if len(title) > screen.width - 2 * FRAME else f"{title}?"


def twins(screen: Screen, course: Course, scenario: Scenario, models: Sequence[Model], mark: Mark) -> None:
    """After a mistake, the scenario beside its twin, which tells of the neighbouring label in nearly the same words."""
    twin = course.items.get(scenario.twin)
    wrong = {part.axis for part in mark.parts if part.points < RIGHT}
    if not isinstance(twin, Scenario) or twin.status != "live" or Frame in {type(scenario), type(twin)}:
        return
    for model in models:
        if model.id in wrong & twin.axes.keys() and scenario.full(model.id) != twin.full(model.id):
            screen.show("", Text("One moment apart", QUIET))
            for story in sorted((scenario, twin), key=lambda one: model.number(one.full(model.id)[0])):
                number = model.number(story.full(model.id)[0])
                screen.show(screen.hanging(Text(f"  {number} ") + lit(story, {model.id})))
            return


def summary(screen: Screen, models: Sequence[Model], marks: Sequence[Mark]) -> None:
    """How the sitting went, what was mixed up in it, and that it was kept."""
    if not marks:
        screen.say("No answers this time; nothing was changed.")
        return
    parts = [part for mark in marks for part in mark.parts]
    full = sum(mark.points >= RIGHT for mark in marks)
    count = f"{len(marks)} scenario{'s' * (len(marks) > 1)} in this sitting"
    total = fraction(sum(part.points for part in parts))
    screen.say(f"{count}, {full} fully right: {total} of {len(parts)} marks.")
    mixed = [line for model in models for line in mixups(model, parts)]
    if mixed:
        screen.say("Mixed up:")
        screen.show(*(screen.hanging(Text(line)) for line in mixed))
    screen.say("All of it is kept. More is under Progress in the browser: momentum serve")


def mixups(model: Model, parts: Sequence[Part]) -> Iterator[str]:
    """Each pair of labels that was taken for one another, most often first, with how often."""
    for mixup in confusion(model, ((part, 1.0) for part in parts)).mixups():
        one, other = sorted(mixup.labels, key=model.number)
        yield f"  {named(model, one)} and {named(model, other)}, {mixup.times} of {mixup.of}"


def named(model: Model, label: str) -> str:
    """A label as one speaks of it: by its number where the axis is a sequence, else by its title."""
    return f"{model.id} {model.number(label)}" if model.ordered else model.label(label).title


def lit(scenario: Scenario, axes: Collection[str] | Mapping[str, object]) -> Text:
    """The description with the words that decide these axes in brackets and in colour."""
    text, at = Text(), 0
    for cue in sorted(scenario.cues, key=lambda cue: cue.start):
        if cue.axis in axes and cue.start >= at:
            text.append(scenario.text[at : cue.start])
            text.append(f"[{scenario.text[cue.start : cue.end]}]", CUE)
            at = cue.end
    return text.append(scenario.text[at:])


def inline(markdown: str) -> Text:
    """A sentence of Markdown without its marks; emphasis is not needed to understand it."""
    return Text(EMPHASIS.sub(r"\2", markdown))


def fraction(points: float) -> str:
    """Points as people write them: 0, ½, 1, 2½; else two digits."""
    whole = int(points)
    if points - whole == 1 / 2:
        return f"{whole or ''}½"
    return str(whole) if points == whole else f"{points:.2g}"
