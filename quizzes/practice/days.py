"""Which day a moment belongs to for a learner: a day begins at 04:00 on the learner's own clock."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime

DAY_BEGINS = timedelta(hours=4)


class ZoneError(ValueError):
    """A time zone of a name that nobody knows."""

    def __init__(self, zone: str) -> None:
        super().__init__(f"There is no time zone called {zone!r}. Choose a name such as Europe/Paris or UTC.")


def local_day(moment: datetime, zone: str) -> int:
    """The day number (proleptic ordinal of the local date) of an aware moment; 03:59 is still the evening before.

    Counted on the wall clock, so a day lasts 23 or 25 hours when clocks change; day numbers never go
    backwards, as no zone since 1970 put its clocks back across 04:00.

    Raises:
        ZoneError: no zone has this name.
        ValueError: the moment has no time zone, so nobody knows when it was.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone belongs to no day; give an aware one.")
    wall = moment.astimezone(zone_called(zone)).replace(tzinfo=None)
    return (wall - DAY_BEGINS).toordinal()


@lru_cache(maxsize=256)
def zone_called(zone: str) -> ZoneInfo:
    """The zone of an IANA name such as Asia/Tokyo; raises ZoneError."""
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise ZoneError(zone) from error
