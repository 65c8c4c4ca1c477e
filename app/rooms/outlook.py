"""What Today says about a day: the plan by kind, the way to the exam, the last seven days, the weakest skill."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app import current
from app.look.frame import horizon
from app.rooms import planning
from app.rooms.asking import form_of
from app.rooms.feedback import section_for
from quizzes.evidence.recall import by_skill
from quizzes.practice.memory import due
from quizzes.practice.plan import pool, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.store.plans import PlanEntry
    from quizzes.course.course import Section, Skill
    from quizzes.practice.learning import Held, Key

KINDS = ("question", "scenario", "order", "card")
WEEK = 7
AWAY = 2


@dataclass(frozen=True, slots=True)
class Share:
    """What one kind takes of the plan: how many things, how many of them new, whole minutes."""

    kind: str
    things: int
    new: int
    minutes: int

    @property
    def known(self) -> int:
        """Things met before."""
        return self.things - self.new


@dataclass(frozen=True, slots=True)
class Outlook:
    """One day at a glance: `on` and `began` are local dates, `away` counts days without an answer.

    `spent` is whole minutes of answers given today; `spare` those of the daily minutes that the plan does not fill.
    `weakest` is a skill with its recall on the day that `when` names; `read_at` the chapter and section that teach it.
    """

    on: date
    began: date
    shares: tuple[Share, ...]
    strip: planning.Strip
    spent: int
    spare: int
    met: int
    ideas: int
    waiting: int
    week: tuple[bool, ...]
    away: int
    weakest: tuple[Skill, float] | None
    read_at: tuple[str, Section] | None
    when: str

    @property
    def minutes(self) -> int:
        """Minutes planned for what is left of the plan."""
        return sum(share.minutes for share in self.shares)

    @property
    def things(self) -> int:
        """Things left of the plan."""
        return sum(share.things for share in self.shares)


def outlook(entries: Sequence[PlanEntry], held: Mapping[Key, Held], minutes: Mapping[int, float]) -> Outlook:
    """Look at today's plan, what is remembered, and the minutes of former days (by day number)."""
    day = current.today()
    ahead, when = horizon()
    ideas = pool(current.course(), current.edition())
    left = [entry for entry in entries if entry.answer is None]
    planned = {entry.key for entry in entries}
    studied = {then for then, some in minutes.items() if some}
    last = max((then for then in studied if then < day), default=None)
    strip, weak = planning.strip(entries), weakest(held, day + ahead)
    return Outlook(
        on=date.fromordinal(day),
        began=date.fromordinal(min(studied, default=day)),
        shares=tuple(share for kind in KINDS if (share := share_of(kind, left, held)).things),
        strip=strip,
        spent=max(1, round(minutes[day])) if minutes.get(day) else 0,
        spare=max(0, current.learner().minutes - strip.minutes),
        met=sum(key in held for key in ideas),
        ideas=len(ideas),
        waiting=sum(key in ideas and key not in planned and due(one.memory) <= day for key, one in held.items()),
        week=tuple(then in studied for then in range(day - WEEK + 1, day + 1)),
        away=day - last - 1 if last and day not in studied and day - last > AWAY else 0,
        weakest=weak,
        read_at=section_for([weak[0].id]) if weak else None,
        when=when,
    )


def share_of(kind: str, left: Sequence[PlanEntry], held: Mapping[Key, Held]) -> Share:
    """What one kind of item takes of what is left."""
    items = current.course().items
    own = [entry for entry in left if entry.item in items and form_of(items[entry.item]) == kind]
    time = sum(seconds(items[entry.item]) for entry in own)
    return Share(kind, len(own), sum(entry.key not in held for entry in own), math.ceil(time / 60))


def weakest(held: Mapping[Key, Held], day: int) -> tuple[Skill, float] | None:
    """The skill that will be held least on a day, with its recall then; none before anything was answered."""
    course = current.course()
    recall = by_skill(course, held, day)
    if not recall:
        return None
    least = min(recall, key=lambda skill: recall[skill])
    return course.skills[least], recall[least]
