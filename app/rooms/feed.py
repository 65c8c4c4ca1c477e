"""The calendar feed: days of study and the exam as iCalendar (RFC 5545), to be read by any calendar program."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.rooms.schedule import Day

DAY = timedelta(days=1)


def feed(days: Iterable[Day], now: datetime, home: str) -> bytes:
    """All days of study from today on, and the exam, as whole-day events with ids that stay; `home` is our address."""
    calendar = Calendar.new(prodid="-//Momentum//Study plan//EN", name="Momentum", uid="momentum-study-plan")
    for day in days:
        if day.exam or (day.state != "past" and not day.off):
            calendar.add_component(event(day, now, home))
    return bytes(calendar.to_ical())


def event(day: Day, now: datetime, home: str) -> Event:
    """One day as an event."""
    summary = "ITIL Foundation exam" if day.exam else f"Study, {day.planned} minutes"
    return Event.new(
        uid=f"momentum-{'exam' if day.exam else 'study'}-{day.on.isoformat()}",
        stamp=now,
        start=day.on,
        end=day.on + DAY,
        summary=summary,
        description="" if day.exam else f"Today\N{RIGHT SINGLE QUOTATION MARK}s plan: {home}",
    )
