"""Items that no rule speaks to, to put flaws into: a hundred of a sort, shipped ones, then generated ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from quizzes.course.checking import flaws_of
from quizzes.course.draft import read_part
from quizzes.course.flaws.found import keys
from quizzes.course.flaws.neighbours import Neighbours
from quizzes.course.flaws.question import ABSOLUTE
from quizzes.course.items import Frame, Question, Scenario
from quizzes.course.library import draft_of
from tests.builders import an_option, an_order
from tests.strategies import CONTENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.items import Item

MANY = 100
PATHS = sorted([*CONTENT.glob("*.toml"), *CONTENT.glob("models/*.toml"), *CONTENT.glob("[0-9]*/*.md")])
DRAFT = draft_of(
    {
        path.relative_to(CONTENT).as_posix(): read_part(path.relative_to(CONTENT).as_posix(), path.read_bytes())
        for path in PATHS
        if path.name != "lesson.md"
    }
)
AROUND = Neighbours(DRAFT)


def told(item: Item) -> list[str]:
    """The codes of what the rules say to this item beside all shipped ones, one a problem."""
    return [problem.code for problem in flaws_of(AROUND, item)]


@cache
def clean(sort: str) -> tuple[Item, ...]:
    """A hundred items of a sort that no rule speaks to, spread over the course."""
    found = [item for item in DRAFT.items if sort_of(item) == sort and not item.waived and not told(item)]
    step = max(1, len(found) // MANY)
    chosen: list[Item] = [*found[::step][:MANY], *more(sort, found)]
    return tuple(chosen[:MANY])


def sort_of(item: Item) -> str:
    """What flaws can be put into it: the style of a question with one plain key, else the kind."""
    match item:
        case Question():
            plain = item.answers == 1 and item.shuffle and not any(ABSOLUTE.search(key.text) for key in keys(item))
            return item.style if plain else ""
        case Scenario() if not isinstance(item, Frame):
            return "scenario" if "step" in item.axes else ""
    return item.kind


def more(sort: str, found: Sequence[Item]) -> list[Item]:
    """Generated items of a sort, for those of which fewer are shipped."""
    match sort:
        case "missing-word":
            return more_blanks(found)
        case "order":
            return more_orders()
        case "frame":
            return more_frames(found)
    return []


def more_blanks(found: Sequence[Item]) -> list[Item]:
    """The shipped sentences with a blank, told by somebody; no paper may hold both."""
    ways = ("A colleague says so, too.", "It was said on the radio.", "You heard it at lunch.")
    return [
        replace(item, id=f"{item.id}-{number}", text=f"{item.text} {way}", enemies=(*item.enemies, item.id))
        for number, way in enumerate(ways)
        for item in found
        if isinstance(item, Question)
    ]


def more_orders() -> list[Item]:
    """Lists of steps of many lengths."""
    things = ("letter", "parcel", "ticket", "ladder", "garden", "kettle", "window", "bridge", "basket", "candle")
    acts = ("Fetch the {}", "Look at the {}", "Clean the {}", "Paint the {}", "Sell the {}", "Mourn for the {}")
    return [
        an_order(
            f"{thing}-{length}-{turn}",
            text=f"Put these acts in order, as the {thing} asks for it.",
            options=tuple(
                an_option(f"o{n}", text=act.format(thing)) for n, act in enumerate((acts * 2)[turn:][:length])
            ),
            editions=(),
        )
        for thing in things
        for length in (3, 4, 5)
        for turn in range(4)
    ]


def more_frames(found: Sequence[Item]) -> list[Item]:
    """The shipped frames with the values of their slots turned round, all by as much, so that followers still fit."""
    frames = [item for item in found if isinstance(item, Frame)]
    return [
        replace(
            frame,
            id=f"{frame.id}-{by}",
            slots=tuple(replace(slot, values=slot.values[by:] + slot.values[:by]) for slot in frame.slots),
        )
        for by in (1, 2, 3)
        for frame in frames
    ]
