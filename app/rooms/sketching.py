"""Sketches as pages and files show them: what each line is about, what is too long, the text to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.sketches import Draft
    from quizzes.course.course import Course
    from quizzes.course.items import Sketch

LONGEST = 600
"""Characters of one line: a sketch is no essay."""


def headings(course: Course, sketch: Sketch, written: int = 0) -> tuple[str, ...]:
    """What each line is about: the labels of the ordered model that has as many, else its number.

    Of as many lines as are `written`, those beyond the model answer are about nothing that is asked any more.
    """
    count = len(sketch.model)
    fitting = (model for model in course.models.values() if model.ordered and len(model.labels) == count)
    model = next(fitting, None)
    asked = [label.title for label in model.labels] if model else [f"Line {place + 1}" for place in range(count)]
    return (*asked, *["No longer asked"] * (written - count))


def faults(sketch: Sketch, sent: Sequence[str]) -> dict[int, str]:
    """What keeps lines from being saved, by their place."""
    if len(sent) < len(sketch.model):
        return {0: "This sketch was changed since. Copy what you want to keep, and load the page again."}
    long = {place: len(line) for place, line in enumerate(sent) if len(line) > LONGEST}
    return {place: f"{length} characters; {LONGEST} fit. One sentence is enough." for place, length in long.items()}


def kept(sketch: Sketch, sent: Sequence[str], former: Draft | None) -> tuple[str, ...]:
    """The lines to save: those sent, each as one line, and former ones that the form did not show; no empty surplus."""
    unseen = former.lines[len(sent) :] if former else ()
    lines = [" ".join(line.split()) for line in (*sent, *unseen)]
    asked = len(sketch.model)
    return (*lines[:asked], *filter(None, lines[asked:]))


def as_markdown(sketch: Sketch, about: Sequence[str], own: Draft | None) -> str:
    """A sketch with its lines, the points ticked, and the model answer."""
    lines = own.lines if own else ()
    ticked = own.ticked if own else ()
    paired = enumerate(_paired(about, lines), start=1)
    mine = [f"{number}. **{title}** {line or '...'}" for number, (title, line) in paired]
    points = [f"- [{'x' if place in ticked else ' '}] {point}" for place, point in enumerate(sketch.checklist)]
    model = [f"{number}. {line}" for number, line in enumerate(sketch.model, start=1)]
    blocks = ["# A case of my own", sketch.text, "\n".join(mine)]
    blocks += ["## Checklist", "\n".join(points)] if points else []
    return "\n\n".join([*blocks, "## A model answer", "\n".join(model)]) + "\n"


def _paired(about: Sequence[str], lines: Sequence[str]) -> list[tuple[str, str]]:
    return [(title, lines[place] if place < len(lines) else "") for place, title in enumerate(about)]
