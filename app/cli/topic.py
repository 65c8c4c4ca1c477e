"""What a terminal drill is about: its axes, and the two labels that --pair narrows it down to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cli.ground import Refusal
from quizzes.course.items import Scenario
from quizzes.course.problems import did_you_mean
from quizzes.practice.interleave import shows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.course import Course, Model

PAIR = 2


@dataclass(frozen=True, slots=True)
class Topic:
    """The axes asked; with a pair also its two labels, and the one of these axes they belong to."""

    models: tuple[Model, ...]
    axis: Model | None = None
    labels: tuple[str, ...] = ()

    @property
    def axes(self) -> list[str]:
        """The ids of the axes."""
        return [model.id for model in self.models]

    def keyed(self, course: Course) -> list[Scenario]:
        """The live scenarios and frames with a key on each axis; with a pair, only those that show one of the two."""
        return [item for item in course.items.values() if isinstance(item, Scenario) and self.asks(item)]

    def asks(self, item: Scenario) -> bool:
        """Whether a scenario belongs to it."""
        keyed = item.status == "live" and set(self.axes) <= item.axes.keys()
        return keyed and (self.axis is None or shows(item, self.axis.id, self.labels))


def topic(course: Course, axis: str, pair: str, edition: str) -> Topic:
    """What --axis and --pair ask for; without --axis a pair is asked on its own axis alone.

    Raises:
        Refusal: there is no such axis or label, or the two are no pair.
    """
    models = models_for(course, axis, edition)
    if not pair:
        return Topic(models)
    others = () if axis else tuple(model for model in course.models.values() if model not in models)
    own, labels = pair_among((*models, *others), pair)
    return Topic(models if axis else (own,), own, labels)


def models_for(course: Course, axis: str, edition: str) -> tuple[Model, ...]:
    """The models named in --axis; by default the step, and the activity of the learner's edition."""
    typed = [name.strip() for name in axis.replace("+", ",").split(",") if name.strip()]
    names = dict.fromkeys(typed or ["step", "activity" if edition == "itil4" else "lifecycle"])
    for name in names:
        if name not in course.models:
            raise Refusal(f"there is no axis {name!r}. Choose from: {', '.join(course.models)}.")
    return tuple(course.models[name] for name in names)


def pair_among(models: Sequence[Model], typed: str) -> tuple[Model, tuple[str, ...]]:
    """The first of these models that has both labels typed, and their ids in its order."""
    words = [word.strip() for word in typed.split(",") if word.strip()]
    if len(words) != PAIR:
        raise Refusal("--pair takes two labels with a comma between them, such as plan,improve or 4,5.")
    for model in models:
        known = names(model)
        labels = {known[plain(word)] for word in words if plain(word) in known}
        if len(labels) == PAIR:
            return model, tuple(sorted(labels, key=model.number))
    raise Refusal(why_no_pair(models, words))


def why_no_pair(models: Sequence[Model], words: Sequence[str]) -> str:
    """What is wrong about two labels typed: one that is unknown, or no axis for both."""
    for word in words:
        if not any(plain(word) in names(model) for model in models):
            where = f"the axis {models[0].id}" if len(models) == 1 else f"the axes {', '.join(m.id for m in models)}"
            hint = did_you_mean(plain(word), {label.id for model in models for label in model.labels})
            return f"there is no label {word!r} on {where}" + (f"; {hint}" if hint else ".")
    return f"{words[0]!r} and {words[1]!r} are no pair: it takes two different labels of one axis."


def names(model: Model) -> dict[str, str]:
    """The label of each name it can be called by: its title, its number, its id."""
    titles = {plain(label.title): label.id for label in model.labels}
    numbers = {str(number): label.id for number, label in enumerate(model.labels, start=1)}
    return titles | numbers | {plain(label.id): label.id for label in model.labels}


def plain(name: str) -> str:
    """A name as it is compared: in small letters, without a question mark at its end."""
    return " ".join(name.casefold().rstrip("? ").split())
