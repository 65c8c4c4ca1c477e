"""One day's plan: memories in a wanted order, an item drawn for each, until the minutes are full.

The order comes from `pace_m` towards an exam date; without one, due memories come first, then new ones in course order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.items import Question, Scenario
from quizzes.practice.draw import draw
from quizzes.practice.learning import asked, keys
from quizzes.practice.memory import due, retrievability

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from random import Random

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.practice.learning import Held, Key, Sighting

    Pool = Mapping[Key, tuple[Item, ...]]

SECONDS = {"card": 24, "question": 45, "scenario": 70, "frame": 70, "order": 60}
IN_A_ROW = 3
UNBOUND = 10**9


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do: the memory it is for, the id of the item drawn, and whether that item was seen lately.

    `again`: a wrong answer is worth a second look today.
    """

    key: Key
    item: str
    repeat: bool
    again: bool = True


class Budget(NamedTuple):
    """What a day has room for: minutes, and how many memories may be met for the first time."""

    minutes: float
    new: int = UNBOUND


class Wanted(NamedTuple):
    """A memory in the order it is wanted, and whether a wrong answer is worth a second look today."""

    key: Key
    again: bool = True


def seconds(item: Item) -> int:
    """How long an item usually takes."""
    return SECONDS.get(item.kind, 60)


def pool(course: Course, edition: str) -> dict[Key, tuple[Item, ...]]:
    """The items for each memory of an edition, in course order: skill by skill, the skill's own memory, then its cards.

    Only live items of the edition that are for practice; a scenario stands under each skill it speaks to.
    """
    found: dict[str, dict[Key, list[Item]]] = {skill: {("skill", skill): []} for skill in _in_order(course)}
    for item in course.items.values():
        if item.kind in SECONDS and _practised(item, edition):
            for key in _keys(course, item, edition):
                group = item.skills[0] if key[0] == "card" and item.skills else key[1]
                found.setdefault(group, {}).setdefault(key, []).append(item)
    return {key: tuple(items) for memories in found.values() for key, items in memories.items() if items}


def _in_order(course: Course) -> list[str]:
    """Skills in course order, those of chapters that are only planned last: their lessons cannot be read yet."""
    planned = {chapter.id for chapter in course.chapters if not chapter.ready}
    return sorted(course.skills, key=lambda skill: course.skills[skill].chapter in planned)


def without(items: Pool, suspended: Collection[str]) -> dict[Key, tuple[Item, ...]]:
    """A pool with these items left out; a memory that has none left goes too."""
    left = {key: tuple(item for item in own if item.id not in suspended) for key, own in items.items()}
    return {key: own for key, own in left.items() if own}


def _practised(item: Item, edition: str) -> bool:
    mock = isinstance(item, Question) and item.use == "mock"
    return item.status == "live" and not mock and (not item.editions or edition in item.editions)


def _keys(course: Course, item: Item, edition: str) -> tuple[Key, ...]:
    """The memories an item speaks to in an edition: a skill of another edition has none here."""
    axes = asked(course, item, edition) if isinstance(item, Scenario) else None
    known = course.skills
    return tuple(
        key
        for key in keys(course, item, axes)
        if key[0] == "card" or key[1] not in known or edition in known[key[1]].editions
    )


def plan_day(
    pool: Pool,
    held: Mapping[Key, Held],
    seen: Mapping[str, Sighting],
    day: int,
    *,
    new: int,
    minutes: int,
    rng: Random,
) -> tuple[Entry, ...]:
    """What to do on a day without an exam ahead: what is due, the weakest first, then `new` in course order."""
    return fill_day(pool, map(Wanted, _wanted(pool, held, day)), held, seen, day, Budget(minutes, new), rng)


def fill_day(
    pool: Pool,
    wanted: Iterable[Wanted],
    held: Mapping[Key, Held],
    seen: Mapping[str, Sighting],
    day: int,
    budget: Budget,
    rng: Random,
) -> tuple[Entry, ...]:
    """What to do on a day: at most one entry a memory and an item, no enemies, kinds mixed; the last may run over.

    Memories come in the `wanted` order until the budget is used up. A memory that an item drawn earlier speaks to as
    well needs no entry of its own. The same inputs give the same plan.
    """
    speaks = _speaks(pool)
    chosen: list[tuple[Entry, Item]] = []
    taken: set[str] = set()
    barred: set[str] = set()
    covered: set[Key] = set()
    left, fresh = budget.minutes * 60, budget.new
    for key, again in wanted:
        is_new = key not in held
        if left <= 0 or (is_new and fresh <= 0):
            break
        candidates = [] if key in covered else _friends(pool[key], taken, barred)
        if not candidates:
            continue
        drawn = draw(candidates, seen, 0 if is_new else held[key].answers, day, rng)
        chosen.append((Entry(key, drawn.item.id, drawn.repeat, again), drawn.item))
        taken.add(drawn.item.id)
        barred.update(_enemies(drawn.item))
        covered |= speaks[drawn.item.id]
        left, fresh = left - seconds(drawn.item), fresh - is_new
    return tuple(_mixed(chosen))


def _speaks(pool: Pool) -> dict[str, set[Key]]:
    speaks: dict[str, set[Key]] = {}
    for key, items in pool.items():
        for item in items:
            speaks.setdefault(item.id, set()).add(key)
    return speaks


def _wanted(pool: Pool, held: Mapping[Key, Held], day: int) -> Iterator[Key]:
    """The due keys, lowest retrievability first, then the new ones; equals in course order."""
    met = [key for key in pool if key in held and due(held[key].memory) <= day]
    yield from sorted(met, key=lambda key: retrievability(held[key].memory, day))
    yield from (key for key in pool if key not in held)


def _friends(items: Sequence[Item], taken: set[str], barred: set[str]) -> list[Item]:
    """The items that neither give away one already taken nor are given away by it."""
    return [item for item in items if item.id not in barred and taken.isdisjoint(_enemies(item))]


def _enemies(item: Item) -> tuple[str, ...]:
    return item.enemies if isinstance(item, Question | Scenario) else ()


def _mixed(chosen: list[tuple[Entry, Item]]) -> Iterator[Entry]:
    """The same entries, never more than three of one kind in a row while another kind is at hand."""
    left = list(chosen)
    kinds: list[str] = []
    while left:
        last = set(kinds[-IN_A_ROW:])
        full = len(kinds) >= IN_A_ROW and len(last) == 1
        at = next((place for place, (_, item) in enumerate(left) if item.kind not in last), 0) if full else 0
        entry, item = left.pop(at)
        kinds.append(item.kind)
        yield entry
