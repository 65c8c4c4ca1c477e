"""The API, version 1: what a program may ask and say in the name of who gave it a token. One file a noun."""

from __future__ import annotations

from app.views.api import answers, classes, items, me, overview, plan
from app.views.api.door import room

__all__ = ["answers", "classes", "items", "me", "overview", "plan", "room"]
