"""A class server behind a proxy with TLS, and somebody who comes through it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from argon2 import profiles
from flask.testing import FlaskClient

from app import create_app
from app.config import Config
from app.passwords import Passwords
from tests.app.conftest import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse


NAME = "momentum.example.org"
TOKEN = "0123456789abcdef" * 2


def class_app(data: Path, **more: Any) -> Flask:
    """The application of a class server over the small course."""
    config = Config(SMALL, data, f"sqlite:///{data / 'momentum.db'}", accounts=True, url=f"https://{NAME}")
    made = create_app(replace(config, **more))
    made.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    made.extensions["passwords"] = Passwords(profiles.CHEAPEST)
    return made


class Stranger(FlaskClient):
    """A browser behind the proxy."""

    def open(self, *path: Any, **more: Any) -> TestResponse:
        """One request to the public name."""
        headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", **more.pop("headers", {})}
        return super().open(*path, base_url=f"https://{NAME}", headers=headers, **more)
