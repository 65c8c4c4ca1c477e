"""Frames and cases as plain scenarios, for formats that know neither slots nor stories."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from quizzes.course.items import Case, Frame, Scenario
from quizzes.course.library import as_scenario
from quizzes.course.variants import showable, variant
from quizzes.exchange.parcel import Loss

if TYPE_CHECKING:
    from quizzes.course.items import Event

WORDINGS = 3
SEEDS = range(12)
"""Among these seeds the wordings of a frame are looked for."""


def wordings(frame: Frame) -> tuple[list[Scenario], Loss]:
    """A few renderings of a frame, each a scenario of its own, and what is lost."""
    if not showable(frame):
        return [], Loss(frame.id, "a frame that cannot be rendered", whole=True)
    shown: dict[str, Frame] = {}
    for seed in SEEDS:
        one = variant(frame, seed)
        shown.setdefault(one.text, one)
    few = list(shown.values())[:WORDINGS]
    lost = f"slots do not travel: {WORDINGS} wordings at most go as scenarios of their own"
    return [plain(one, f"{frame.id}-{number}") for number, one in enumerate(few, start=1)], Loss(frame.id, lost)


def plain(frame: Frame, slug: str) -> Scenario:
    """A rendered frame as a scenario with this id."""
    own = {each.name: getattr(frame, each.name) for each in fields(Scenario)}
    return Scenario(**(own | {"id": slug, "kind": "scenario"}))


def happenings(case: Case) -> tuple[list[Scenario], Loss]:
    """The events of a case, each with the story before it as a scenario of its own, and what is lost."""
    lost = "the case does not travel as one story: its events go as scenarios of their own"
    return [happening(case, event) for event in case.events], Loss(case.id, lost)


def happening(case: Case, event: Event) -> Scenario:
    """An event with the story before it."""
    before = f"{case.text}\n\n" if case.text else ""
    moved = [replace(cue, start=cue.start + len(before), end=cue.end + len(before)) for cue in event.cues]
    own = as_scenario(case, event)
    text = before + event.text
    return replace(own, id=f"{case.id}-{event.id}", kind="scenario", text=text, cues=tuple(moved))
