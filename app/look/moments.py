"""Moments and browsers in words: "29 November, 15:40", "Firefox on Linux"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import clock, current
from quizzes.practice.days import zone_called

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
"""Most browsers claim to be others too, so the order decides."""
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def add_to(app: Flask) -> None:
    """Give templates the filters `moment` and `browser`."""
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["browser"] = browser


def moment(when: datetime) -> str:
    """A moment on the wall clock of who reads it; the year only when it is another one."""
    zone = zone_called(current.learner().zone)
    there, now = when.astimezone(zone), clock.now().astimezone(zone)
    year = "" if there.year == now.year else f" {there.year}"
    return f"{there.day} {there:%B}{year}, {there:%H:%M}"


def browser(agent: str) -> str:
    """A browser by the name people know it by, and what it runs on."""
    name = next((words for mark, words in BROWSERS if mark in agent), "Another browser")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return f"{name} on {system}" if system else name
