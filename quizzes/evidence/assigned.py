"""What counts as done of an assignment: one rule a kind, from what a learner did since it was set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

State: TypeAlias = Literal["none", "part", "done", "late", "overdue"]
"""Not begun; begun; done in time; done after the day; not done, and the day is past."""


@dataclass(frozen=True, slots=True)
class Done:
    """So many of so many things are done; `at` is the moment the last of them was, None before that."""

    done: int
    of: int
    at: datetime | None = None


def of_chapter(
    sections: Collection[str], read: Mapping[str, datetime], answered: Iterable[datetime], wanted: int, since: datetime
) -> Done:
    """Every section read, at any time, and so many different items answered since; `answered`: a moment an item.

    A section is read once, so what was read before it was set counts: nobody has to read it again.
    """
    own = [read[section] for section in sections if section in read]
    given = sorted(moment for moment in answered if moment >= since)[:wanted]
    done, of = len(own) + len(given), len(sections) + wanted
    return Done(done, of, max([since, *own, *given]) if done == of else None)


def of_drill(answered: Iterable[datetime], wanted: int, since: datetime) -> Done:
    """So many scenarios of the drill answered since; the same one again counts again, as a drill goes on."""
    given = sorted(moment for moment in answered if moment >= since)[:wanted]
    return Done(len(given), wanted, given[-1] if len(given) == wanted else None)


def of_paper(began_and_ended: Iterable[tuple[datetime, datetime]], since: datetime) -> Done:
    """One paper begun since and handed in, or ended by the clock."""
    ended = [end for began, end in began_and_ended if began >= since]
    return Done(1, 1, min(ended)) if ended else Done(0, 1)


def state(found: Done, finished: int | None, due: int | None, today: int) -> State:
    """How that stands on a day: `finished`, `due` and `today` are day numbers of the learner's own calendar.

    The day it is due still counts.
    """
    if finished is not None:
        return "late" if due is not None and finished > due else "done"
    if due is not None and today > due:
        return "overdue"
    return "part" if found.done else "none"
