"""What an edit of one item would do to answers given and papers sat, foretold by replay; nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from quizzes.course.items import Case, Question
from quizzes.course.library import events_of
from quizzes.evidence.replay import replay
from quizzes.exam.correction import Place, counts
from quizzes.practice.learning import Given, keys
from quizzes.practice.marking import ResponseError
from quizzes.practice.memory import due
from quizzes.practice.ruling import RULINGS, Ruling, judged, ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.evidence.replay import Projection
    from quizzes.practice.learning import Key

Change: TypeAlias = Literal["new", "none", "wording", "meaning", "key", "ruling"]
Weighed: TypeAlias = tuple[tuple[str, float], ...] | Literal["unknown"] | None


class Paper(NamedTuple):
    """A settled paper; `pass_mark` is None for one that is not like the exam."""

    places: tuple[Place, ...]
    pass_mark: int | None


class Past(NamedTuple):
    """What one learner did: the answers that count, oldest first, at least all to `related`; papers that are marked."""

    log: tuple[Given, ...]
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What one ruling does: answers in practice with another mark, learners whose memory moves, results that change.

    `sooner` and `later` count those whose next review moves, `days` is the most that one does.
    """

    ruling: Ruling
    answers: int = 0
    moved: int = 0
    sooner: int = 0
    later: int = 0
    days: int = 0
    results: int = 0
    to_pass: int = 0
    to_fail: int = 0


@dataclass(frozen=True, slots=True)
class Impact:
    """What an edit changes, whom it meets, and, where the key or the ruling changes, what each ruling would do."""

    change: Change
    learners: int
    answers: int
    results: int
    effects: tuple[Effect, ...] = ()


class Before(NamedTuple):
    """A learner's past as it stands: what each answer to the item is worth, and the states before and after them."""

    past: Past
    first: int
    worth: tuple[Weighed, ...]
    start: Projection
    now: Projection


def impact(course: Course, edited: Item, pasts: Sequence[Past]) -> Impact:
    """What the course with the edited item in it would mean for these learners."""
    own, change = names(edited), kind_of(course.items.get(edited.id), edited)
    answered = [sum(one.item in own for one in past.log) for past in pasts]
    papers = sum(any(place.item in own for place in paper.places) for past in pasts for paper in past.papers)
    found: list[Effect] = []
    if change in {"key", "ruling"}:
        stand = [before(course, past, own) for past in pasts]
        found = [effect(course, edited, stand, said) for said in RULINGS]
    return Impact(change, sum(map(bool, answered)), sum(answered), papers, tuple(found))


def kind_of(former: Item | None, edited: Item) -> Change:
    """How far an edit goes: by the hashes, and by what the author rules about older keys."""
    if former is None:
        return "new"
    if former.kind != edited.kind or former.hashes.key != edited.hashes.key:
        return "key"
    if ruling(former) != ruling(edited):
        return "ruling"
    if former.hashes.meaning != edited.hashes.meaning:
        return "meaning"
    return "none" if former.hashes.content == edited.hashes.content else "wording"


def names(item: Item) -> frozenset[str]:
    """What answers to an item are given to: its id; for a case those of its events."""
    return frozenset((item.id, *events_of([item])))


def related(course: Course, edited: Item) -> frozenset[str]:
    """All that speaks to the same memories as an item, or to memories of such: what its replay needs, and no more."""
    spoken: dict[str, set[Key]] = {}
    for each in (course, with_item(course, edited)):
        for item in (*each.items.values(), *each.events.values()):
            spoken.setdefault(item.id, set()).update(keys(each, item))
    found: frozenset[str] = frozenset()
    more = names(edited)
    while more != found:
        found, reached = more, {key for name in more for key in spoken.get(name, ())}
        more = found | {name for name, own in spoken.items() if own & reached}
    return found


def with_item(course: Course, item: Item) -> Course:
    """A course with one item in place of the one of its id."""
    items = {**course.items, item.id: item}
    events = {**course.events, **events_of([item])} if isinstance(item, Case) else course.events
    return replace(course, items=items, events=events)


def before(course: Course, past: Past, own: frozenset[str]) -> Before:
    """How a learner's past stands; what came before the first answer to the item is replayed once for all rulings."""
    first = next((place for place, one in enumerate(past.log) if one.item in own), len(past.log))
    start = replay(course, past.log[:first])
    worth = tuple(weigh(course, one) for one in past.log if one.item in own)
    return Before(past, first, worth, start, replay(course, past.log[first:], start))


def effect(course: Course, edited: Item, stand: Iterable[Before], said: Ruling) -> Effect:
    """What one ruling would do."""
    after = with_item(course, replace(edited, revision=f"{said}: as foretold"))
    found, own = Effect(said), names(edited)
    for one in stand:
        mine = [given for given in one.past.log if given.item in own]
        changed = [given for then, given in zip(one.worth, mine, strict=True) if then != weigh(after, given)]
        found = replace(found, answers=found.answers + sum(given.where != "exam" for given in changed))
        if changed:
            now = replay(after, one.past.log[one.first :], one.start)
            found = add_shift(found, shift(one.now, now, spoken_to(own, course, after)))
        for paper in one.past.papers:
            found = add_result(found, paper, total(course, paper), total(after, paper))
    return found


def weigh(course: Course, given: Given) -> Weighed:
    """The points of an answer by axis, None for a void one, "unknown" where it no longer fits the course."""
    item = course.find(given.item)
    try:
        mark = judged(item, given, course.models) if item else None
    except ResponseError:
        return "unknown"
    return tuple((part.axis, part.points) for part in mark.parts) if mark else None if item else "unknown"


def shift(then: Projection, now: Projection, spoken: Iterable[Key]) -> int | None:
    """By how many days the next review moves, the most of these memories; None where none is another one."""
    moved = [key for key in spoken if then.held.get(key) != now.held.get(key)]
    days = [due_of(now, key) - due_of(then, key) for key in moved if key in then.held and key in now.held]
    return max(days, key=abs, default=0) if moved else None


def spoken_to(own: frozenset[str], *courses: Course) -> frozenset[Key]:
    """The memories that an item speaks to in any of these courses."""
    items = [(course, item) for course in courses for name in own if (item := course.find(name))]
    return frozenset(key for course, item in items for key in keys(course, item))


def due_of(projection: Projection, key: Key) -> int:
    """The day number on which a memory is to be asked again."""
    return due(projection.held[key].memory)


def total(course: Course, paper: Paper) -> int:
    """The marks of a paper that count in a course."""
    return sum(counts(question(course, place.item), place) for place in paper.places)


def question(course: Course, name: str) -> Question | None:
    """A question of the course by its id."""
    item = course.items.get(name)
    return item if isinstance(item, Question) else None


def add_shift(found: Effect, days: int | None) -> Effect:
    """One learner's memory more, if it moves."""
    if days is None:
        return found
    return replace(
        found,
        moved=found.moved + 1,
        sooner=found.sooner + (days < 0),
        later=found.later + (days > 0),
        days=max(found.days, abs(days)),
    )


def add_result(found: Effect, paper: Paper, before: int, after: int) -> Effect:
    """One paper more, if its result changes."""
    passed = (before >= paper.pass_mark, after >= paper.pass_mark) if paper.pass_mark is not None else (True, True)
    return replace(
        found,
        results=found.results + (before != after),
        to_pass=found.to_pass + (passed == (False, True)),
        to_fail=found.to_fail + (passed == (True, False)),
    )
