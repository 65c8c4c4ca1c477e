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


def headings(course: Course, sketch: Sketch) -> tuple[str, ...]:
    """What each line is about: the labels of the ordered model that has as many, else its number."""
    for model in course.models.values():
        if model.ordered and len(model.labels) == len(sketch.model):
            return tuple(label.title for label in model.labels)
    return tuple(f"Line {number}" for number in range(1, len(sketch.model) + 1))


def faults(sketch: Sketch, sent: Sequence[str]) -> dict[int, str]:
    """What keeps lines from being saved, by their place."""
    if len(sent) != len(sketch.model):
        return {0: "This sketch was changed since. Copy what you want to keep, and load the page again."}
    long = {place: len(line) for place, line in enumerate(sent) if len(line) > LONGEST}
    return {place: f"{length} characters; {LONGEST} fit. One sentence is enough." for place, length in long.items()}


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
