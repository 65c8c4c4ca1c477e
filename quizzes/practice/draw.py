"""Which item for a memory, and in which order its options are shown; chance comes as `rng`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.course.items import Frame, Order, Question
from quizzes.practice.learning import is_repeat
from quizzes.practice.marking import standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from quizzes.course.items import Item
    from quizzes.practice.learning import Sighting


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item chosen, and whether it is one that may still be remembered word by word."""

    item: Item
    repeat: bool


def draw(items: Sequence[Item], seen: Mapping[str, Sighting], answers: int, day: int, rng: Random) -> Drawn:
    """One of `items` (at least one): never seen, else seen longest ago and no repeat, else a frame, else a repeat.

    A frame never repeats itself: it is rendered in fresh words each time. `answers` is how many answers the memory
    has heard; equals are settled by chance.
    """
    frames = [item for item in items if isinstance(item, Frame)]
    written = [item for item in items if not isinstance(item, Frame)]
    unseen = [item for item in written if item.id not in seen]
    if unseen:
        return Drawn(rng.choice(unseen), repeat=False)
    fresh = [item for item in written if not is_repeat(seen[item.id], answers, day)]
    if frames and not fresh:
        return Drawn(min(frames, key=lambda item: (_last(item, seen), rng.random())), repeat=False)
    candidates = fresh or written
    longest = min(seen[item.id].day for item in candidates)
    chosen = rng.choice([item for item in candidates if seen[item.id].day == longest])
    return Drawn(chosen, repeat=not fresh)


def _last(item: Item, seen: Mapping[str, Sighting]) -> int:
    """The day number an item was last seen on, 0 for never."""
    return seen[item.id].day if item.id in seen else 0


def shown(item: Item, rng: Random) -> tuple[str, ...]:
    """The slugs of the options in the order to show them, withdrawn ones left out; () where there are none.

    Shuffled unless a question says otherwise; an order never starts solved.
    """
    if not isinstance(item, Question | Order):
        return ()
    written = standing(item.options)
    if isinstance(item, Question) and not item.shuffle:
        return written
    mixed = rng.sample(written, len(written))
    if isinstance(item, Order) and tuple(mixed) == written:
        mixed = mixed[1:] + mixed[:1]
    return tuple(mixed)
