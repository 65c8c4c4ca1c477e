"""Ground for all tests: hypothesis profiles, the shipped course, a fresh app on a database of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from quizzes.course.course import Course

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"

slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=slow)
settings.register_profile("hard", max_examples=2500, deadline=None, suppress_health_check=slow)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def course() -> Course:
    """The shipped course, read once."""
    from app.library import read_folder
    from quizzes.course.library import build

    return build(read_folder(CONTENT))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The real application over the shipped course and an empty SQLite database."""
    from app.config import Config
    from tests.warm import warm_app

    made = warm_app(Config(CONTENT, tmp_path, f"sqlite:///{tmp_path / 'momentum.db'}"))
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    yield made
    made.extensions["database"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, as far as HTTP goes."""
    return app.test_client()
