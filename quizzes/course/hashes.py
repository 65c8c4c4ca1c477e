"""Three digests of an item, so that an edit can be told from a new meaning and from a new key.

`content` is everything written in the item, in the layout of `momentum fmt`; `meaning` the letters and digits of
what a learner sees before answering (and a card's answer), with the key; `key` the option slugs or labels and
their credits. A slug that is not written yet is left out of the key. Places are in none of them.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from quizzes.course.items import Card, Case, Frame, Hashes, Order, Question, Scenario, Sketch, Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.items import Grade, Item


def hashes(item: Item, block: str) -> Hashes:
    """The three digests of an item, 16 hexadecimal digits each; `block` is its usual layout."""
    key = key_of(item)
    return Hashes(digest([block]), digest([item.kind, *seen(item), "", *key]), digest([item.kind, *key]))


def digest(parts: Iterable[str]) -> str:
    """A short digest of texts."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def letters(text: str) -> str:
    """Letters and digits only, small."""
    return "".join(filter(str.isalnum, text.casefold()))


def seen(item: Item) -> list[str]:
    """The letters and digits that a learner sees before answering; of a card, its answer too."""
    match item:
        case Card():
            more = [letters(item.answer)]
        case Question():
            more = [f"{letters(option.text)}={option.credit:g}" for option in item.options]
            more = sorted(more) if item.shuffle else more
        case Order():
            more = [letters(option.text) for option in item.options]
        case Term():
            more = [letters(item.title)]
        case Frame():
            more = [letters(value) for slot in item.slots for value in slot.values]
            more += [letters("=".join(pair)) for never in item.never for pair in never]
        case Case():
            more = [letters(event.text) for event in item.events]
        case Sketch():
            more = [letters(line) for line in (*item.model, *item.checklist)]
        case _:
            more = []
    return [letters(item.text), *more]


def key_of(item: Item) -> list[str]:
    """What counts as right: slugs or labels with their credits."""
    match item:
        case Question():
            known = sorted(f"{o.id}={o.credit:g}{'v' * o.void}" for o in item.options if o.written)
            others = [f"={o.credit:g}{'v' * o.void}" for o in item.options if not o.written]
            return [*known, *others, str(item.answers)]
        case Order():
            return [option.id if option.written else "" for option in item.options]
        case Scenario():
            return axes_key(item.axes)
        case Case():
            return [row for event in item.events for row in (event.id, *axes_key(event.axes))]
        case _:
            return []


def axes_key(axes: dict[str, tuple[Grade, ...]]) -> list[str]:
    """Each axis with its labels, both sorted; labels worth nothing are as good as not listed."""
    found: list[str] = []
    for axis in sorted(axes):
        keyed = sorted(f"{grade.label}={grade.credit:g}{'x' * grade.full}" for grade in axes[axis] if grade.credit)
        found.append(f"{axis}: {' '.join(keyed)}")
    return found
