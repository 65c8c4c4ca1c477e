"""What a page says after an answer: the parts of its mark, the pairs mixed up, what to notice, where to read on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from app import current
from app.look import markdown
from app.rooms.asking import form_of
from app.store import memories, plans
from quizzes.course.items import Frame, Question, Scenario
from quizzes.course.variants import variant
from quizzes.practice import contrast, words
from quizzes.practice.feedback import feedback as about
from quizzes.practice.learning import is_leech, keys
from quizzes.practice.marking import Mark, Part, ResponseError, mark
from quizzes.practice.rating import RIGHT, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup
    from sqlalchemy import Connection

    from app.store.answers import Answer
    from quizzes.course.course import Model, Pair, Section
    from quizzes.course.items import Item, Option
    from quizzes.practice.learning import Key


class Said(Protocol):
    """What was answered and what stood before the learner then: an answer, or a report that carries one."""

    @property
    def response(self) -> dict[str, Any] | None:
        """What was chosen."""

    @property
    def shown(self) -> tuple[str, ...]:
        """The option slugs in the order shown."""

    @property
    def seed(self) -> int | None:
        """What a frame was filled from."""


@dataclass(frozen=True, slots=True)
class Half:
    """One of two twin stories side by side: the label it shows and its text with the deciding words lit."""

    model: Model
    label: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that is said to one answer. `mark` is None when the item was changed so that the answer no longer fits.

    `story` is a scenario's text with its deciding words lit and the learner's own marked; `overlap` compares the two.
    `halves` are it and its twin, if it has one.
    `notices` are names of paragraphs: sure, guess, leech, again, repeat.
    """

    item: Item
    answer: Answer | None = None
    mark: Mark | None = None
    options: tuple[Option, ...] = ()
    axes: tuple[tuple[Model, Part], ...] = ()
    pairs: tuple[tuple[Model, Pair], ...] = ()
    story: Markup | None = None
    overlap: words.Overlap | None = None
    halves: tuple[Half, ...] = ()
    notices: tuple[str, ...] = ()
    lesson: tuple[str, Section] | None = None

    @property
    def form(self) -> str:
        """The kind whose templates show it: frames and events are scenarios."""
        return form_of(self.item)

    @property
    def halves_mixed_up(self) -> bool:
        """Whether the label chosen wrongly is the twin's, so that the two are to be told apart; else the twin waits."""
        return any(
            half.label in part.chosen and half.label not in part.right
            for half in self.halves
            for model, part in self.axes
            if model == half.model
        )

    @property
    def right(self) -> bool:
        """Whether it got all its points."""
        return self.mark is not None and self.mark.points >= RIGHT


def feedback(db: Connection, answer: Answer, item: Item) -> Feedback:
    """Everything the page after an answer shows; a frame as it was rendered then."""
    seen = as_seen(item, answer)
    seen = replace(seen, answer=answer, lesson=section_for(skills_of(seen.item, axes_answered(answer))))
    if seen.mark is None:
        return seen
    return replace(
        seen,
        pairs=pairs_mixed_up(seen.item, seen.mark),
        halves=halves(seen.item, seen.mark),
        notices=notices(db, answer, seen.item, seen.mark),
    )


def as_seen(item: Item, said: Said) -> Feedback:
    """The item as it stood before the learner, and the marks of what was chosen: what needs no learner to tell.

    `mark` is None when nothing was chosen, or when the item was changed so that the answer no longer fits.
    """
    item = variant(item, said.seed)
    models, asked = current.course().models, axes_answered(said)
    try:
        marked = mark(item, said.response, models) if said.response is not None else None
    except ResponseError:
        marked = None
    if marked is None:
        return Feedback(item, options=options_in_order(item, said))
    parts = {part.axis: part for part in marked.parts}
    return Feedback(
        item=item,
        mark=marked,
        options=options_in_order(item, said),
        axes=tuple((models[axis], parts[axis]) for axis in asked or () if axis in models),
        story=lit(item, asked, words_marked(said)) if isinstance(item, Scenario) and asked else None,
        overlap=overlap_of(item, said),
    )


def axes_answered(said: Said) -> tuple[str, ...] | None:
    """The axes that were asked, steps in order first; None for an item without axes."""
    labels, models = (said.response or {}).get("labels"), current.course().models
    if not isinstance(labels, dict):
        return None
    return tuple(sorted(labels, key=lambda axis: (axis not in models or not models[axis].ordered, axis)))


def skills_of(item: Item, asked: Iterable[str] | None = None) -> tuple[str, ...]:
    """The skills an item trains, those its memories are kept for first."""
    heard = (name for kind, name in keys(current.course(), item, asked) if kind == "skill")
    return tuple(dict.fromkeys((*heard, *item.skills)))


def options_in_order(item: Item, said: Said) -> tuple[Option, ...]:
    """Every option of a question in its place as shown, those added or withdrawn since at the end."""
    if not isinstance(item, Question):
        return ()
    found = {option.id: option for option in item.options}
    return tuple(found[slug] for slug in dict.fromkeys((*said.shown, *found)) if slug in found)


def pairs_mixed_up(item: Item, marked: Mark) -> tuple[tuple[Model, Pair], ...]:
    """The pairs of neighbours this answer mixed up, one an axis at most."""
    course = current.course()
    if isinstance(item, Question):
        own = [model for model in course.models.values() if current.edition() in model.editions]
        pair = contrast.named(item, own, marked.parts[0].chosen)
        return (pair,) if pair else ()
    found = []
    for part in marked.parts:
        model, said = course.models.get(part.axis), about(course, item, part)
        if model and (both := model.pair(said.true, said.chosen)):
            found.append((model, both))
    return tuple(found)


def lit(item: Scenario, axes: Iterable[str], marked: Iterable[int] = ()) -> Markup:
    """A scenario's text with the words lit that decide these axes, signed with the true label, and own words marked."""
    truth = {axis: item.full(axis) if axis in item.axes else () for axis in axes}
    cues = [cue for cue in item.cues if cue.axis in truth]
    return markdown.with_cues(item.text, cues, current.course().models, truth, words.spans(item.text, marked))


def words_marked(said: Said) -> tuple[int, ...]:
    """The numbers of the words that the learner marked before answering."""
    marked = (said.response or {}).get("words")
    return tuple(marked) if isinstance(marked, list) else ()


def overlap_of(item: Item, said: Said) -> words.Overlap | None:
    """How the learner's own words met the deciding ones; None when none were marked."""
    marked = words_marked(said)
    if not marked or not isinstance(item, Scenario):
        return None
    return words.overlap(item, axes_answered(said) or (), marked)


def halves(item: Item, marked: Mark) -> tuple[Half, ...]:
    """A scenario and its twin on the first axis that tells them apart, one that was got wrong if there is one.

    A frame has none: its words change, so it is never one moment apart.
    """
    course = current.course()
    twin = course.items.get(item.twin) if isinstance(item, Scenario) else None
    if not isinstance(item, Scenario) or not isinstance(twin, Scenario) or twin.status != "live":
        return ()
    if Frame in {type(item), type(twin)}:
        return ()
    for axis in (part.axis for part in sorted(marked.parts, key=lambda part: part.points >= RIGHT)):
        one, other = item.full(axis), twin.full(axis) if axis in twin.axes else ()
        if axis in course.models and one and other and one != other:
            model = course.models[axis]
            both = sorted(((item, one[0]), (twin, other[0])), key=lambda half: model.number(half[1]))
            return tuple(Half(model, label, lit(story, (axis,))) for story, label in both)
    return ()


def notices(db: Connection, answer: Answer, item: Item, marked: Mark) -> tuple[str, ...]:
    """What to say about this answer beyond right and wrong, the weightiest first."""
    learner, heard = current.learner(), keys(current.course(), item, axes_answered(answer))
    entries, sighting = plans.of_day(db, learner, answer.day), memories.seen_of(db, learner, item.id)
    planned = [entry for entry in entries if entry.answer == answer.seq]
    wrong = any(part.points < WRONG for part in marked.parts)
    said = {
        "sure": wrong and answer.confidence == "sure",
        "guess": marked.points >= RIGHT and answer.confidence == "guess",
        "leech": wrong and leech(db, heard),
        "again": wrong and any(entry.again and entry.answer is None and entry.item == item.id for entry in entries),
        "repeat": not isinstance(item, Frame)
        and (planned[0].repeat if planned else sighting is not None and sighting.times > 1),
    }
    return tuple(name for name, holds in said.items() if holds)


def leech(db: Connection, heard: Iterable[Key]) -> bool:
    """Whether one of these memories has just slipped so often that it should be learned another way."""
    held = (memories.held_of(db, current.learner(), key) for key in heard)
    return any(is_leech(one) for one in held if one)


def section_for(skills: Iterable[str]) -> tuple[str, Section] | None:
    """The chapter and section that train the first of these skills that any lesson trains, in the learner's edition."""
    for skill in skills:
        for chapter, lesson in current.course().lessons.items():
            for section in lesson.sections:
                if skill in section.skills and (not section.editions or current.edition() in section.editions):
                    return chapter, section
    return None
