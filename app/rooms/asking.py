"""One item before its answer, as a page shows it: order of options, axes asked, what is chosen, what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app import clock
from app.look.frame import short
from quizzes.course.items import Card, Frame, Order, Question, Scenario
from quizzes.course.variants import variant
from quizzes.practice.draw import shown
from quizzes.practice.learning import asked as axes_of
from quizzes.practice.words import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.course import Course, Model
    from quizzes.course.items import Item, Option
    from quizzes.practice.learning import Sighting

CONFIDENCE = {"sure": "Sure", "unsure": "Not quite", "guess": "Guess"}
GRADES = {
    2: {"again": "Not yet", "good": "Got it"},
    4: {"again": "Again", "hard": "Hard", "good": "Good", "easy": "Easy"},
}
SEEDS = 2**31
SHORT_TITLE = 2  # words; a longer title is called by its model's id


@dataclass(frozen=True, slots=True)
class Asked:
    """One item before its answer: its options in the order shown, the axes asked, and what is chosen so far.

    A frame is there as rendered from `seed`. `marking`: the words of a story can be marked. `errors` says what is
    wrong at which field ("" for the whole form); `status` is the HTTP status that fits them.
    """

    item: Item
    answer_id: str
    shown_at: str
    shown: tuple[str, ...] = ()
    axes: tuple[Model, ...] = ()
    response: Mapping[str, Any] = field(default_factory=dict)
    confidence: str = ""
    back: str = ""
    seed: int | None = None
    marking: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of a question or an order, in the order shown; of an order, as the learner has moved them."""
        known = {option.id: option for option in getattr(self.item, "options", ())}
        moved = self.response.get("order", ())
        return tuple(known[slug] for slug in (moved if sorted(moved) == sorted(self.shown) else self.shown))

    @property
    def form(self) -> str:
        """The kind of form that asks it: frames and events are scenarios."""
        return form_of(self.item)

    @property
    def marked(self) -> tuple[int, ...]:
        """The numbers of the words marked so far."""
        return tuple(self.response.get("words", ()))

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the story, each with the marks that stand at it."""
        return tuple(self.item.text[start:end] for start, end in tokens(self.item.text))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The slugs chosen so far."""
        return tuple(self.response.get("options", ()))

    def labels(self, axis: str) -> tuple[str, ...]:
        """The labels of an axis chosen so far."""
        return tuple(self.response.get("labels", {}).get(axis, ()))

    def wanted(self, axis: str) -> int:
        """How many labels of an axis are to be found."""
        return len(self.item.full(axis)) if isinstance(self.item, Scenario) else 1

    @property
    def missing(self) -> dict[str, str]:
        """What is not chosen yet, in words, by the field it concerns."""
        item = self.item
        if isinstance(item, Scenario):
            words = {model.id: f"Choose {in_words(self.wanted(model.id))} here." for model in self.axes}
            return {f"axis-{axis}": said for axis, said in words.items() if not self.labels(axis)}
        if isinstance(item, Card) and not self.response["grade"]:
            return {"grade": "Say how it went: choose one of the buttons."}
        if isinstance(item, Question) and len(self.chosen) < item.answers:
            return {"options": "Choose an answer first." if item.answers == 1 else f"Choose {in_words(item.answers)}."}
        if isinstance(item, Order) and len(self.response["order"]) < len(self.shown):
            return {"order": "Two things stand in the same place. Give each a place of its own."}
        return {}


def ask(item: Item, learner: int, models: tuple[Model, ...] = (), sighting: Sighting | None = None) -> Asked:
    """Put an item before a learner; a reload shows the same order until it has been answered."""
    rng = chance(learner, item.id, sighting.times if sighting else 0)
    seed = rng.randrange(SEEDS) if isinstance(item, Frame) else None
    return Asked(variant(item, seed), str(uuid4()), clock.now().isoformat(), shown(item, rng), models, seed=seed)


def form_of(item: Item) -> str:
    """The kind whose templates show an item: frames and events are scenarios."""
    return "scenario" if isinstance(item, Scenario) else item.kind


def chance(*parts: object) -> Random:
    """A source of chance that gives the same for the same parts, so that a page survives its reload."""
    return Random(":".join(map(str, parts)))  # noqa: S311 it shuffles options, it guards nothing


def models_asked(course: Course, item: Item, edition: str) -> tuple[Model, ...]:
    """The axes of a scenario that belong to an edition, in the order its author wrote them; () for other kinds."""
    if not isinstance(item, Scenario):
        return ()
    return tuple(course.models[axis] for axis in axes_of(course, item, edition))


def in_words(count: int) -> str:
    """A small count in words."""
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)


def trains(course: Course, item: Item, models: tuple[Model, ...] = ()) -> str:
    """What an item trains, in words that do not give its answer away: a skill, or the models to classify by."""
    if models:
        return " and ".join(model.title for model in models)
    for skill in item.skills[:1]:
        for model in course.models.values():
            own = {label.skill for label in model.labels}
            if skill in own and len(own) > 1:
                return model.title
        return course.skills[skill].title if skill in course.skills else ""
    return ""


def scope(course: Course, item: Item, models: tuple[Model, ...] = ()) -> str:
    """Which edition an item belongs to, and how many labels that edition counts: "ITIL 4, six activities"."""
    own = [edition for edition in course.editions if all(edition.id in model.editions for model in models)]
    own = [edition for edition in own if models or edition.id in item.editions]
    if len(own) != 1:
        return "The same in both editions"
    counts = [f"{in_words(len(model.labels))} {noun(model)}" for model in models if len(model.editions) == 1]
    return ", ".join([short(own[0]), *counts])


def noun(model: Model) -> str:
    """What the labels of a model are called together, from the last word of its title."""
    word = model.title.split()[-1].lower()
    return word.removesuffix("y") + "ies" if word.endswith("y") else word + "s"


def question(models: tuple[Model, ...]) -> str:
    """What is asked of a scenario: "Which step, which activity?"."""
    names = (model.title.lower() if len(model.title.split()) <= SHORT_TITLE else model.id for model in models)
    return f"{', '.join(f'which {name}' for name in names)}?".capitalize()
