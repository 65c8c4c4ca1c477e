"""The rooms: one file a noun, each a blueprint whose name is the first word of its address."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from werkzeug.routing import IntegerConverter

if TYPE_CHECKING:
    from flask import Flask

ROOMS = (
    *("today", "calendar", "diagnostics", "lessons", "study", "exams"),
    *("drills", "contrasts", "four_steps", "cases", "orders", "sketches"),
    *("progress", "results", "terms", "account", "reports", "about", "operating"),
    *("author.index", "author.items", "author.source", "author.history"),
    *("author.inbox", "author.statistics", "author.exchange", "author.live"),
)


FOR_ACCOUNTS = (
    *("sign_in", "sign_up", "password", "sign_ins", "second_step", "tokens", "people", "api"),
    *("classes", "teaching", "assignments"),
)
"""Rooms that are there only where people sign in."""


class Number(IntegerConverter):
    """A number in an address, as long as a database can hold: a longer one is no page."""

    regex = r"[0-9]{1,18}"


def add_to(app: Flask) -> None:
    """Register every room."""
    app.url_map.converters["int"] = Number
    for room in ROOMS + FOR_ACCOUNTS * app.config["MOMENTUM"].accounts:
        app.register_blueprint(import_module(f"app.views.{room}").room)
