"""The formats by name, loaded when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.exchange.parcel import Arrival, Parcel


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its title for people, the module that knows it, the ending of its files.

    `reads`: it is read too, by `reader` if that is another module; `dated`: the moment goes into its files.
    """

    name: str
    title: str
    module: str
    ending: str
    type: str
    reads: bool = True
    dated: bool = False
    reader: str = ""

    def write(self, course: Course, items: Sequence[Item], name: str, now: datetime) -> Parcel:
        """The items as a file; `name` is what the bank is called there, `now` goes into formats that are dated."""
        more = (now,) if self.dated else ()
        parcel: Parcel = _module(self.module).write(course, items, name, *more)
        return parcel

    def read(self, data: bytes, name: str) -> Arrival:
        """What is in a file called `name`.

        Raises:
            ValueError: the format is only written.
        """
        if not self.reads:
            raise ValueError(f"{self.title} is only written, not read.")
        arrival: Arrival = _module(self.reader or self.module).read(data, name)
        return arrival


def _module(name: str) -> Any:  # noqa: ANN401 a module
    return import_module(f"quizzes.exchange.{name}")


FORMATS = {
    each.name: each
    for each in (
        Format("gift", "GIFT", "gift", ".gift", "text/plain"),
        Format("moodle-xml", "Moodle XML", "moodle_xml", ".xml", "application/xml"),
        Format("aiken", "Aiken", "aiken", ".txt", "text/plain"),
        Format("csv", "Table (CSV)", "table.wide", ".csv", "text/csv", reader="table"),
        Format("tsv", "Cards as text (TSV)", "table.deck", ".tsv", "text/tab-separated-values", reader="table"),
        Format("anki", "Anki deck", "anki", ".apkg", "application/octet-stream", dated=True),
        Format("canvas", "Canvas (QTI)", "canvas", ".zip", "application/zip", reads=False),
    )
}
