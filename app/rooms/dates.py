"""Days as people type them: read where only one day can be meant, answered in words where not."""

from __future__ import annotations

import calendar
import re
from datetime import date
from difflib import get_close_matches

from wtforms import ValidationError

HOW = "Write the date as year-month-day, such as 2026-12-11, or as 11 December 2026."
FAR = 731
"""Two years in days: a day beyond is almost surely a slip."""
YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})|(\d\d)(\d\d)(20\d\d)")
DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[-. ]*(?P<month>[^\W\d_]{3,})\.?(?:[-, ]*(?P<year>\d{4}))?"
    r"|(?P<month_>[^\W\d_]{3,})\.? *(?P<day_>\d{1,2})(?:st|nd|rd|th)?(?:,? +(?P<year_>\d{4}))?"
)


def from_today(text: str, today: int, former: date | None = None) -> date | None:
    """As `read_date`; a day that is past or more than two years ahead is refused, unless it was there before.

    Raises:
        ValidationError: it cannot be taken; the words say why, and what to do.
    """
    chosen = read_date(text, today)
    if chosen is None or chosen == former:
        return chosen
    if chosen.toordinal() < today:
        raise ValidationError("This day is past. Choose one from today on, or leave it empty.")
    if chosen.toordinal() > today + FAR:
        told = f"{chosen.day} {calendar.month_name[chosen.month]} {chosen.year}"
        raise ValidationError(
            f"{told} is more than two years away, most likely a slip. "
            "Mend the year, or leave this empty until the day is nearer."
        )
    return chosen


def read_date(text: str, today: int) -> date | None:
    """The date that is written in a text; none when empty. Without a year it is the next such day.

    Raises:
        ValidationError: it is no date; the words say what it may have meant.
    """
    text = " ".join(text.casefold().split())
    if not text:
        return None
    if found := NAMED.fullmatch(text):
        month, day, year = (found[name] or found[f"{name}_"] for name in ("month", "day", "year"))
        number = month_called(month)
        return real_day(int(year), number, int(day)) if year else next_day(number, int(day), today)
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = (group for group in found.groups() if group)
    elif found := YEAR_FIRST.fullmatch(text) or DIGITS.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise ValidationError(HOW)
    return real_day(int(year), int(month), int(day))


def month_called(word: str) -> int:
    """The number of a month by its English name, or the beginning of it."""
    names = [name.casefold() for name in calendar.month_name]
    for number, name in enumerate(names):
        if name.startswith(word):
            return number
    near = get_close_matches(word, names[1:], n=1)
    hint = f" Did you mean {near[0].capitalize()}?" if near else ""
    raise ValidationError(f"There is no month {word.capitalize()[:20]}.{hint} {HOW}")


def next_day(month: int, day: int, today: int) -> date:
    """The next day of this name, today included; of 29 February the next there is."""
    start = date.fromordinal(today)
    for year in range(start.year, start.year + 9):
        if 1 <= day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= start:
            return date(year, month, day)
    return real_day(start.year, month, day)


def real_day(year: int, month: int, day: int) -> date:
    """The date of these numbers; ValidationError when the calendar has no such day."""
    if not 1 <= month <= 12:  # noqa: PLR2004 months
        raise ValidationError(f"There is no month {month}. {HOW}")
    if not 2000 <= year <= 2999:  # noqa: PLR2004 a typing slip, not an exam
        raise ValidationError(f"The year {year} is surely a slip. {HOW}")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name, following = calendar.month_name[month], calendar.month_name[month % 12 + 1]
        raise ValidationError(f"{name} has {last} days. Did you mean {last} {name} or 1 {following}?")
    return date(year, month, day)
