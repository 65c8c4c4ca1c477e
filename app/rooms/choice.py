"""What a drill is chosen by, as its address has it: axes, chapter, labels or a pair, length, and when it began."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from app import clock
from app.rooms.answering import moment
from quizzes.course.items import Scenario
from quizzes.practice.interleave import shows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.course import Course, Model

LENGTHS = {"10": "10 scenarios", "5min": "5 minutes", "endless": "Until I stop"}
TEN = 10
FIVE_MINUTES = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Choice:
    """A drill: the axes asked; a chapter and labels that narrow it down ("" and () where they do not); its length.

    `began` is the moment it was started, None for one that was entered without a start; `marking`: the words of the
    story can be marked before answering.
    """

    models: tuple[Model, ...]
    chapter: str = ""
    labels: tuple[str, ...] = ()
    length: str = "endless"
    began: datetime | None = None
    marking: bool = False

    @property
    def axes(self) -> str:
        """The axes as the address has them."""
        return "+".join(model.id for model in self.models)

    @property
    def args(self) -> dict[str, Any]:
        """What stands in the address of every page of this drill, the axes included."""
        told = {
            "chapter": self.chapter,
            "only": ",".join(self.labels),
            "length": self.length if self.length != "endless" else "",
            "since": self.began.isoformat() if self.began else "",
            "mark": "1" if self.marking else "",
        }
        return {"axes": self.axes} | {name: value for name, value in told.items() if value}

    @property
    def marking_toggled(self) -> dict[str, Any]:
        """The same drill with or without marking of words."""
        return replace(self, marking=not self.marking).args

    @property
    def axis(self) -> Model | None:
        """The one axis that the labels belong to, if any are chosen."""
        own = (model for model in self.models if {label.id for label in model.labels}.issuperset(self.labels))
        return next(own, None) if self.labels else None

    def keyed(self, course: Course) -> tuple[Scenario, ...]:
        """The live scenarios and frames that this drill can ask, in course order."""
        return tuple(item for item in course.items.values() if isinstance(item, Scenario) and self.asks(item))

    def asks(self, item: Scenario) -> bool:
        """Whether this drill can ask a scenario."""
        axis = self.axis
        return (
            item.status == "live"
            and all(model.id in item.axes for model in self.models)
            and self.chapter in {"", item.chapter}
            and (axis is None or shows(item, axis.id, self.labels))
        )

    def over(self, done: int) -> bool:
        """Whether it has reached its length after so many answers."""
        if self.length == "5min":
            return self.began is not None and clock.now() - self.began >= FIVE_MINUTES
        return self.length == "10" and done >= TEN


def models_named(course: Course, axes: str) -> tuple[Model, ...]:
    """The models that an address like "step+activity" names; () when one is unknown or named twice."""
    named = axes.split("+")
    known = all(axis in course.models for axis in named) and len(set(named)) == len(named)
    return tuple(course.models[axis] for axis in named) if known else ()


def read(course: Course, axes: str, args: Mapping[str, str]) -> Choice | None:
    """The drill that an address tells of; None where its axes are unknown. What else is unknown is left out."""
    models = models_named(course, axes)
    if not models:
        return None
    labels = tuple(dict.fromkeys(label for label in args.get("only", "").split(",") if label))
    known = any({label.id for label in model.labels}.issuperset(labels) for model in models)
    chapter, length = args.get("chapter", ""), args.get("length", "")
    return Choice(
        models,
        chapter if any(chapter == one.id for one in course.chapters) else "",
        labels if known else (),
        length if length in LENGTHS else "endless",
        moment(args.get("since", "")),
        bool(args.get("mark")),
    )


def started(choice: Choice) -> Choice:
    """The same drill, begun just now."""
    return replace(choice, began=clock.now())
