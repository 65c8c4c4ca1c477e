"""One sitting from its log of acts: what stands chosen, flagged and seen, and what came too late; nothing is undone.

An act is heard by the server at a moment, and was made a little earlier where it had to wait for the network. The last
choice made counts for each question, of those heard in time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from quizzes.practice.marking import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from quizzes.course.items import Question

Name: TypeAlias = Literal["choose", "clear", "flag", "unflag", "see", "pause", "resume"]
NAMES: tuple[Name, ...] = ("choose", "clear", "flag", "unflag", "see")
"""What is done to a question; that the clock of a practice paper stood or ran on is noted by the server alone."""
GRACE = timedelta(seconds=10)
"""How long after the deadline an answer that was on its way still counts."""


class Act(NamedTuple):
    """Something done to a question, counted from 1; `option` is a slug where one was chosen.

    A pause and its end name the question that lay open.
    """

    place: int
    name: Name
    option: str
    made: datetime
    heard: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands by question: the option chosen, whether it is flagged or was seen; `late` are choices not counted."""

    chosen: Mapping[int, str] = field(default_factory=dict)
    flagged: frozenset[int] = frozenset()
    seen: frozenset[int] = frozenset()
    late: Mapping[int, str] = field(default_factory=dict)

    def state(self, place: int) -> str:
        """What the grid says of a question: "answered", "seen" (and blank) or "open"."""
        return "answered" if place in self.chosen else "seen" if place in self.seen else "open"


def closing(deadline: datetime, handed_in: datetime | None) -> datetime:
    """The last moment at which an act is heard in time: that of handing in, or the deadline and its grace."""
    last = deadline + GRACE
    return min(handed_in, last) if handed_in else last


def in_order(acts: Iterable[Act]) -> list[Act]:
    """As they were made; those of one moment as they were heard."""
    return sorted(acts, key=lambda act: act.made)


def standing(acts: Iterable[Act], closed: datetime) -> Standing:
    """What stands after all acts, given as heard, up to the moment of closing."""
    chosen: dict[int, str] = {}
    late: dict[int, str] = {}
    flagged, seen = set(), set()
    for act in in_order(acts):
        if act.heard > closed:
            if act.name == "choose":
                late[act.place] = act.option
            continue
        seen.add(act.place)
        if act.name == "choose":
            chosen[act.place] = act.option
        elif act.name == "clear":
            chosen.pop(act.place, None)
        elif act.name == "flag":
            flagged.add(act.place)
        elif act.name == "unflag":
            flagged.discard(act.place)
    return Standing(chosen, frozenset(flagged), frozenset(seen), late)


def right(question: Question, option: str | None) -> bool:
    """Whether a choice gets the mark: full marks or none, as in the exam; a blank gets none."""
    known = {each.id for each in question.options}
    return option in known and mark(question, {"options": [option]}).points >= 1


def seconds(acts: Iterable[Act], began: datetime, closed: datetime, allowed: float) -> dict[int, float]:
    """How long each question lay open: from one act to the next, for the question that the earlier was about.

    Pauses are left out. Of older sittings it is not known when they were paused, so no question takes longer than the
    time `allowed` for all.
    """
    timely = [act for act in in_order(acts) if act.heard <= closed]
    steps = [(1, began, False)]
    for act in timely:
        still = act.name == "pause" or (steps[-1][2] and act.name != "resume")
        steps.append((act.place, max(act.made, began), still))
    found: dict[int, float] = {}
    for (place, since, still), (_, until, _) in pairwise([*steps, (0, closed, False)]):
        spent = 0.0 if still else max(0.0, (until - since).total_seconds())
        found[place] = min(allowed, found.get(place, 0.0) + spent)
    return found


def changes(acts: Iterable[Act], closed: datetime) -> dict[int, tuple[str, str]]:
    """The questions whose answer was changed: the first and the last option chosen, where they differ."""
    chosen: dict[int, list[str]] = {}
    for act in in_order(acts):
        if act.name == "choose" and act.heard <= closed:
            chosen.setdefault(act.place, []).append(act.option)
    return {place: (own[0], own[-1]) for place, own in chosen.items() if own[0] != own[-1]}


def blanks(questions: int, now: Standing) -> list[int]:
    """The questions without an answer."""
    return [place for place in range(1, questions + 1) if place not in now.chosen]


def stretches(places: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as one says them, "3, 7 to 9 and 12": each run by its ends, a pair as two."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    said = [[(run[0], run[-1])] if len(run) > 2 else [(one, one) for one in run] for run in runs]  # noqa: PLR2004
    return [one for each in said for one in each]
