"""Checking items: the skills, editions, items, models and labels that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.flaws.wording import letters
from quizzes.course.grammar.slugs import SLUG
from quizzes.course.items import TRIGGER, Case, Event, Question, Scenario
from quizzes.course.problems import Problem, clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzes.course.course import Label, Model
    from quizzes.course.draft import Draft
    from quizzes.course.items import Cue, Grade, Item


def check_items(draft: Draft) -> Iterator[Problem]:
    """All problems of references from items."""
    for item in draft.items:
        if draft.first[item.id] is not item:
            yield duplicate(draft, item)
        if draft.syllabus.skills or draft.syllabus.chapters:
            yield from check_skills(draft, item)
        yield from check_named(draft, item)
        if isinstance(item, Scenario):
            yield from check_axes(draft, item, item.axes, item.place.line)
            yield from check_cues(draft, item, item.cues, item.axes)
        elif isinstance(item, Case):
            for event in item.events:
                yield from check_event(draft, item, event)


def duplicate(draft: Draft, item: Item) -> Problem:
    """An id that an earlier item has."""
    first = draft.first[item.id].place
    line = draft.lines(item.place.path)[item.place.line - 1]
    message = f"the id {item.id!r} is taken in {first.path}:{first.line}"
    return Problem(item.place.path, item.place.line, line.rfind(item.id) + 1, "C46", message, "choose another id")


def check_skills(draft: Draft, item: Item) -> Iterator[Problem]:
    """Skills and editions must be known, and the editions among those that the item can serve."""
    skills = draft.syllabus.skills
    editions = [edition.id for edition in draft.syllabus.editions]
    for skill in item.skills:
        if skill not in skills:
            message = f"there is no skill {clip(skill)!r}"
            yield draft.in_item(item, "L31", message, did_you_mean(skill, skills), word=skill)
    serving: set[str] = set()
    for skill in item.skills:
        serving.update(skills[skill].editions if skill in skills else editions)
    if isinstance(item, Scenario):
        for axis in item.axes:
            serving.update(draft.models[axis].editions if axis in draft.models else editions)
    for edition in item.editions:
        if edition not in editions:
            message = f"there is no edition {clip(edition)!r}"
            yield draft.in_item(item, "L31", message, did_you_mean(edition, editions), word=edition)
        elif edition not in serving and serving:
            what = "axes" if isinstance(item, Scenario) else "skill"
            message = f"the edition {edition!r} is not one of its {what}'s"
            hint = f"choose one of: {', '.join(sorted(serving))}"
            yield draft.in_item(item, "C56", message, hint, word=edition)


def check_named(draft: Draft, item: Item) -> Iterator[Problem]:
    """Items that are named must be there and of the right kind."""
    for other in item.see:
        yield from missing(draft, item, "see", other)
    if item.replaces and item.replaces == item.id:
        yield draft.in_item(item, "C47", "this item replaces itself", "name the former id")
    if isinstance(item, Question | Scenario):
        for other in item.enemies:
            yield from missing(draft, item, "enemies", other)
    if isinstance(item, Scenario) and item.twin:
        yield from check_twin(draft, item)


def missing(draft: Draft, item: Item, key: str, other: str) -> Iterator[Problem]:
    """A problem if the other item is not there, or is this one."""
    if other == item.id:
        yield draft.in_item(item, "C47", f"{key!r} names the item itself", "name another item", word=f"{key}: {other}")
    elif other not in draft.first:
        message = f"{key!r} names an unknown item {clip(other)!r}"
        yield draft.in_item(item, "C47", message, near(other, draft), word=other)


def near(other: str, draft: Draft) -> str:
    """The nearest id, if any is near."""
    return did_you_mean(other, draft.first) or "write it, or take the name out"


def check_twin(draft: Draft, item: Scenario) -> Iterator[Problem]:
    """A twin is a scenario that names this one as its twin."""
    found = list(missing(draft, item, "twin", item.twin))
    yield from found
    if found:
        return
    twin = draft.first[item.twin]
    if not isinstance(twin, Scenario):
        message = f"the twin {item.twin!r} is a {twin.kind}, not a scenario"
        yield draft.in_item(item, "C47", message, "name the other scenario of the pair", word=item.twin)
    elif twin.twin != item.id:
        message = f"the twin {item.twin!r} does not name this one as its twin"
        hint = f"write twin: {item.id} there ({twin.place.path}:{twin.place.line})"
        yield Problem(item.place.path, item.place.line, 1, "C48", message, hint, "warning")


def check_axes(draft: Draft, item: Item, axes: Mapping[str, tuple[Grade, ...]], line: int) -> Iterator[Problem]:
    """Axes and labels must be those of the models."""
    for axis, grades in axes.items():
        model = draft.models.get(axis)
        if model is None:
            path, last = item.place.path, item.place.end_line
            heading = draft.find(path, [f"### {axis}"], line + 1, last)
            found = (heading[0], heading[1] + 4) if heading else draft.find(path, [f"{axis}:"], line, last)
            message = f"there is no model {clip(axis)!r}"
            hint = titled(axis, draft.models.values()) or did_you_mean(axis, draft.models)
            yield Problem(item.place.path, *(found or (line, 1)), "C45", message, hint)
            continue
        for grade in grades:
            yield from check_label(draft, item, model, grade)


def check_label(draft: Draft, item: Item, model: Model, grade: Grade) -> Iterator[Problem]:
    """One label must be of the model."""
    known = [label.id for label in model.labels]
    if grade.label not in known:
        found = draft.find(item.place.path, [grade.label], grade.line, grade.line)
        message = f"{model.id!r} has no label {clip(grade.label)!r}"
        hint = titled(grade.label, model.labels) or did_you_mean(grade.label, known)
        yield Problem(item.place.path, *(found or (grade.line, 1)), "C45", message, hint)


def titled(words: str, known: Iterable[Label | Model]) -> str:
    """A hint with the id of the label or model whose title was written in its place."""
    told = letters(words)
    return next((f"write its id: {each.id}" for each in known if letters(each.title) == told), "")


def check_cues(
    draft: Draft, item: Item, cues: tuple[Cue, ...], axes: Mapping[str, tuple[Grade, ...]]
) -> Iterator[Problem]:
    """A cue decides an axis that is keyed, or says what set the story off."""
    mistaken = not axes or any(axis not in draft.models for axis in axes)  # said there; a cue may well be right
    for cue in cues:
        if SLUG.fullmatch(cue.axis) and cue.axis not in (*axes, TRIGGER) and not mistaken:
            what = "is not keyed here" if cue.axis in draft.models else "is no model"
            message = f"a cue for {clip(cue.axis)!r}, which {what}"
            hint = f"key it under ### {clip(cue.axis)}, or name one of: {', '.join(map(clip, axes))}"
            word = f"{{{cue.axis}}}"
            yield draft.in_item(item, "C55", message, hint, word=word)


def check_event(draft: Draft, item: Case, event: Event) -> Iterator[Problem]:
    """The axes, labels and cues of one event."""
    yield from check_axes(draft, item, event.axes, event.line)
    yield from check_cues(draft, item, event.cues, event.axes)
