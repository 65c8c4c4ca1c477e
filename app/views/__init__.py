"""The rooms: one file a noun, each a blueprint whose name is the first word of its address."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

ROOMS = (
    *("today", "calendar", "diagnostics", "lessons", "study", "exams"),
    *("drills", "contrasts", "four_steps", "cases", "orders", "sketches"),
    *("progress", "results", "terms", "account", "reports", "about"),
    *("author.index", "author.items", "author.source", "author.history"),
    *("author.inbox", "author.statistics", "author.exchange", "author.live"),
)


def add_to(app: Flask) -> None:
    """Register every room."""
    for room in ROOMS:
        app.register_blueprint(import_module(f"app.views.{room}").room)
