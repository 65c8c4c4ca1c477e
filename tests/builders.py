"""Small course values for tests: say what matters to the test, the rest is made up."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from quizzes.course.course import Chapter, Course, Edition, Label, Model, Pair, Section, Skill
from quizzes.course.items import Card, Case, Event, Frame, Grade, Option, Order, Place, Question, Scenario, Slot, Term
from quizzes.course.library import events_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quizzes.course.items import Item

CHAPTER = "15-continual-improvement"
EDITION = "itil4"
STEPS = ("vision", "now", "target")
ACTIVITIES = ("plan", "improve", "engage")
SLOTS = {"who": ("Ann", "Bo"), "org": ("a bank", "a school"), "goods ~ org": ("loans", "books")}


def a_place(line: int = 1, path: str = f"{CHAPTER}/items.md") -> Place:
    """A place in a file."""
    return Place(path, line, line)


def an_option(slug: str, credit: float = 0.0, **changes: Any) -> Option:
    """An option with a text and a reason made from its slug."""
    own: dict[str, Any] = {"text": f"Option {slug}", "credit": credit, "reason": f"Why {slug}."}
    return Option(slug, **(own | changes))


def a_card(slug: str = "card", skill: str = "ci.definition", **changes: Any) -> Card:
    """A flashcard of a skill."""
    return Card(**(_shared(slug, "card", skill) | {"answer": f"Back of {slug}"} | changes))


def a_question(
    slug: str = "question",
    skill: str = "ci.definition",
    *,
    right: Sequence[str] = ("a",),
    wrong: Sequence[str] = ("b", "c", "d"),
    **changes: Any,
) -> Question:
    """A question with these right and wrong options, in this order."""
    options = tuple(an_option(one, 1.0) for one in right) + tuple(an_option(one) for one in wrong)
    own = {"options": options, "answers": len(right)}
    return Question(**(_shared(slug, "question", skill) | own | changes))


def a_scenario(
    slug: str = "scenario", axes: Mapping[str, str | Mapping[str, float]] | None = None, **changes: Any
) -> Scenario:
    """A scenario: an axis names its one true label, or a credit a label where every 1 is to be found."""
    return Scenario(**(_shared(slug, "scenario", "") | {"axes": _axes(axes)} | changes))


def a_frame(
    slug: str = "frame",
    slots: Mapping[str, Sequence[str]] | None = None,
    axes: Mapping[str, str | Mapping[str, float]] | None = None,
    **changes: Any,
) -> Frame:
    """A frame with these slots, named `name` or `name ~ other`; its text is all of them in turn if none is given."""
    named = [(name.split(" ~ "), values) for name, values in (SLOTS if slots is None else slots).items()]
    made = tuple(Slot(name, tuple(values), "".join(follows)) for (name, *follows), values in named)
    own = {"text": " ".join(f"{{{slot.name}}}" for slot in made), "slots": made, "axes": _axes(axes)}
    return Frame(**(_shared(slug, "frame", "") | own | changes))


def a_case(
    slug: str = "case", events: Mapping[str, Mapping[str, str | Mapping[str, float]]] | None = None, **changes: Any
) -> Case:
    """A case; an event has a text made from its id, and axes as those of a scenario."""
    wanted = {"first": {"step": "now"}, "second": {"step": "target"}} if events is None else events
    made = tuple(Event(one, f"Text of {one}", _axes(axes)) for one, axes in wanted.items())
    return Case(**(_shared(slug, "case", "ci.steps") | {"events": made} | changes))


def an_order(slug: str = "order", skill: str = "ci.steps", *, entries: Sequence[str] = STEPS, **changes: Any) -> Order:
    """Things to order, standing in the right order."""
    own = {"options": tuple(an_option(one, reason="") for one in entries)}
    return Order(**(_shared(slug, "order", skill) | own | changes))


def a_term(slug: str = "term", **changes: Any) -> Term:
    """A key term."""
    return Term(**(_shared(slug, "term", "") | {"title": slug.capitalize()} | changes))


def a_label(slug: str, axis: str = "step", **changes: Any) -> Label:
    """A label of an axis, heard by the skill ci.<axis>.<slug>."""
    own: dict[str, Any] = {
        "title": f"{slug.capitalize()}?",
        "short": slug,
        "skill": f"ci.{axis}.{slug}",
        "gist": f"Gist of {slug}.",
    }
    return Label(slug, **(own | changes))


def a_pair(one: str, other: str, **changes: Any) -> Pair:
    """What tells two labels apart."""
    own = {
        "question": f"{one} or {other}?",
        "answers": {one: f"Answer {one}.", other: f"Answer {other}."},
        "chose": {one: f"Chose {one}.", other: f"Chose {other}."},
    }
    return Pair((one, other), **(own | changes))


def a_model(
    axis: str = "step", labels: Iterable[str | Label] = STEPS, pairs: Iterable[Pair] = (), **changes: Any
) -> Model:
    """An axis with these labels, in both editions."""
    own: dict[str, Any] = {"title": axis.capitalize(), "editions": (EDITION, "v5"), "ordered": True}
    made = tuple(a_label(label, axis) if isinstance(label, str) else label for label in labels)
    return Model(axis, **(own | {"labels": made, "pairs": tuple(pairs)} | changes))


def a_skill(slug: str, chapter: str = CHAPTER, editions: Iterable[str] = (EDITION, "v5"), **changes: Any) -> Skill:
    """A skill that serves these editions."""
    own: dict[str, Any] = {"title": slug, "chapter": chapter, "criteria": dict.fromkeys(editions, ("1.1",))}
    return Skill(slug, **(own | changes))


def a_section(slug: str = "section", **changes: Any) -> Section:
    """A section of a lesson."""
    own: dict[str, Any] = {
        "title": slug.capitalize(),
        "skills": (),
        "editions": (),
        "text": "Words.",
        "place": a_place(),
    }
    return Section(slug, **(own | changes))


def a_course(*items: Item, models: Iterable[Model] | None = None, **changes: Any) -> Course:
    """A course of one chapter with these items, the models step and activity, and every skill they name."""
    axes = tuple(models) if models is not None else (a_model(), a_model("activity", ACTIVITIES))
    named = [skill for item in items for skill in item.skills]
    skills = dict.fromkeys([*named, *(label.skill for model in axes for label in model.labels)])
    own = {
        "title": "A course",
        "editions": (Edition(EDITION, "ITIL 4"), Edition("v5", "Version 5")),
        "chapters": (Chapter(CHAPTER, "Continual improvement", 15, ready=True),),
        "skills": {skill: a_skill(skill) for skill in skills},
        "models": {model.id: model for model in axes},
        "items": {item.id: item for item in items},
        "events": events_of(items),
    }
    return Course(**(own | changes))


def dice(seed: int = 1) -> Random:
    """Chance that comes out the same each time."""
    return Random(seed)  # noqa: S311 nothing secret hangs on it


def _shared(slug: str, kind: str, skill: str) -> dict[str, Any]:
    own = {"id": slug, "kind": kind, "chapter": CHAPTER, "place": a_place(), "text": f"Text of {slug}"}
    return own | {"skills": (skill,) if skill else (), "editions": (EDITION, "v5")}


def _axes(wanted: Mapping[str, str | Mapping[str, float]] | None) -> dict[str, tuple[Grade, ...]]:
    found = {"step": "now", "activity": "plan"} if wanted is None else wanted
    return {axis: _grades({label: 1.0} if isinstance(label, str) else label) for axis, label in found.items()}


def _grades(worth: Mapping[str, float]) -> tuple[Grade, ...]:
    return tuple(Grade(label, credit, full=credit >= 1) for label, credit in worth.items())
