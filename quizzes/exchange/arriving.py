"""What bringing an arrival into a chapter would do, item by item: add, change, leave alone or refuse. Writes nothing.

What a file does not say stays as it is: an item that is there keeps its attributes, its reasons and its explanation
where the other program has none. An item counts as the one that is there when the file carries our tags with its id, or
when it asks the very same; an id that was only made from its words gives way.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzes.course.flaws.wording import letters
from quizzes.course.grammar.attributes import attributes_of
from quizzes.course.grammar.layout import item_block
from quizzes.course.grammar.reading import NEEDS_SKILL, read_items
from quizzes.course.items import Case, Frame, Hashes, Order, Place, Question
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from quizzes.course.course import Course
    from quizzes.course.grammar.attributes import Attribute
    from quizzes.course.items import Item, Option
    from quizzes.exchange.parcel import Arrival

Written: TypeAlias = "Callable[[Item], Mapping[str, Attribute]]"
Act: TypeAlias = Literal["add", "change", "same", "refuse"]
OWN = {"id", "kind", "chapter", "place", "hashes"}
"""What an item is known by, and never gets from a file."""


@dataclass(frozen=True, slots=True)
class Step:
    """What would become of one item: its block as it would be written, and its problems, placed where it came from."""

    item: str
    kind: str
    act: Act
    place: Place
    block: str = ""
    problems: tuple[Problem, ...] = ()


def steps(
    course: Course, arrival: Arrival, chapter: str, skill: str = "", written: Written = attributes_of
) -> Iterator[Step]:
    """One step an item, in the order of the file; `skill` is for items that name none.

    `written` gives the attributes that stand in the file of an item that is there: others it has by default.

    Raises:
        KeyError: the course has no such chapter or skill.
    """
    if skill and skill not in course.skills:
        raise KeyError(skill)
    if all(each.id != chapter for each in course.chapters):
        raise KeyError(chapter)
    asked = {(item.kind, letters(item.text)): item for item in course.items.values()}
    taken, seen = set(course.items), set[tuple[str, str, str]]()
    for item in arrival.items:
        if whole := rendered(course, item):
            yield Step(whole.id, item.kind, "same", item.place)
            continue
        there = known(course, asked, item)
        step = changed(item, there, written(there)) if there else added(item, skill, taken)
        if (told := (item.kind, step.item.rstrip("-0123456789"), letters(item.text))) in seen:
            step = replace(step, act="refuse", problems=(twice(step),))
        seen.add(told)
        taken.add(step.item)
        yield step


def known(course: Course, asked: dict[tuple[str, str], Item], item: Item) -> Item | None:
    """The item of the course that this one is, None if it is new."""
    same = course.items.get(item.id)
    ours = bool(item.skills) or item.kind not in NEEDS_SKILL
    if same and same.kind == item.kind and ours:
        return same
    return asked.get((item.kind, letters(item.text)))


def rendered(course: Course, item: Item) -> Item | None:
    """The frame or case of the course that a scenario was made of for another program; None for any other item."""
    parts = item.id.split("-") if item.kind == "scenario" and item.id not in course.items else []
    wholes = (course.items.get("-".join(parts[:length])) for length in range(1, len(parts)))
    return next((whole for whole in wholes if isinstance(whole, Frame | Case)), None)


def changed(item: Item, there: Item, written: Mapping[str, Attribute]) -> Step:
    """The step of an item that is there already."""
    fresh = replace(merged(there, item), hashes=Hashes("", "", ""))
    before = attributes_of(there)
    news = {key: each for key, each in attributes_of(fresh).items() if each != before.get(key)}
    block = item_block(fresh, {**written, **news})
    same = block == item_block(there, written)
    return judged(Step(fresh.id, fresh.kind, "same" if same else "change", item.place, block), item)


def added(item: Item, skill: str, taken: set[str]) -> Step:
    """The step of an item that is new."""
    skills = item.skills or ((skill,) if skill and item.kind in NEEDS_SKILL else ())
    fresh = replace(item, id=free(item.id, taken), skills=skills)
    fresh = with_slugs(replace(fresh, status="draft") if unexplained(fresh) else fresh)
    return judged(Step(fresh.id, fresh.kind, "add", item.place, item_block(fresh, attributes_of(fresh))), item)


def judged(step: Step, item: Item) -> Step:
    """The step with the problems of its block, refused if one is an error."""
    read, found = read_items(step.block, item.place.path, item.chapter)
    problems = tuple(placed(problem, item) for problem in found)
    if len(read) != 1:
        problems += (swelling(item),)
    if step.act != "same" and any(problem.level == "error" for problem in problems):
        step = replace(step, act="refuse")
    return replace(step, problems=problems)


def free(slug: str, taken: set[str]) -> str:
    """The id, with a number where another item has it."""
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def unexplained(item: Item) -> bool:
    """Whether it is a question in which nothing says why the right option is right; such a one stays a draft."""
    return isinstance(item, Question) and not item.why and not any(option.reason for option in item.options)


def merged(there: Item, item: Item) -> Item:
    """The item that is there with all that the file says of it."""
    said = {}
    for each in fields(item):
        value = getattr(item, each.name)
        if each.name in OWN or (each.default is not MISSING and value == each.default):
            continue
        said[each.name] = value
    if isinstance(there, Question) and isinstance(item, Question):
        said["options"] = options(there.options, item.options)
    if isinstance(there, Order) and isinstance(item, Order):
        said["options"] = options(there.options, item.options)
    return replace(there, **said)


def options(there: Iterable[Option], fresh: Iterable[Option]) -> tuple[Option, ...]:
    """The options of the file; one that is there keeps its slug, and its reason where the file has none."""
    by_id = {option.id: option for option in there}
    by_words = {letters(option.text): option for option in by_id.values()}
    found = []
    for option in fresh:
        old = by_words.get(letters(option.text)) or by_id.get(option.id)
        own = replace(option, written=True)
        found.append(replace(own, id=old.id, reason=option.reason or old.reason) if old else own)
    return tuple(found)


def with_slugs(item: Item) -> Item:
    """The item with every option's slug written, as it will be its name in answers."""
    if isinstance(item, Question | Order):
        return replace(item, options=tuple(replace(option, written=True) for option in item.options))
    return item


def placed(problem: Problem, item: Item) -> Problem:
    """A problem of the block at the place in the file the item came from."""
    return replace(problem, path=item.place.path, line=item.place.line, column=1)


def swelling(item: Item) -> Problem:
    """Its words hold a heading that would begin another item."""
    message = "its text holds a heading as items have, so it would not stay one item"
    return Problem(item.place.path, item.place.line, 1, "E09", message, "write the heading in bold instead")


def twice(step: Step) -> Problem:
    """The file holds the same item again."""
    message = "this file holds the same item before"
    return Problem(step.place.path, step.place.line, 1, "E07", message, "keep one of the two")
