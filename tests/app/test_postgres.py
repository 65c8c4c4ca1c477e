"""The whole application on a real PostgreSQL: the same pages, the same counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app import create_app
from app.config import Config
from app.store import memories, transfer
from tests.app.conftest import SMALL, Candidate
from tests.pgtemp import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

PAGES = ("/", "/lessons/", "/study/", "/drills/", "/progress/", "/terms/", "/account/", "/account/export", "/healthz")
TWICE = "5e2b3f36-6c1f-4a57-9a3e-2f6c1d0f7a11"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The application over the small course and an empty PostgreSQL database."""
    with Server() as server:
        made = create_app(Config(SMALL, tmp_path, server.url(server.create())))
        made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        yield made
        made.extensions["database"].close()


def test_study_undo_and_every_page_work_as_on_sqlite(app: Flask) -> None:
    """Answered, sent twice, taken back, given again: one answer counts, and replay finds no difference."""
    anna = Candidate(app)
    anna.answer("box-size", options="none", answer_id=TWICE)
    again = anna.answer("box-size", options="none", answer_id=TWICE)
    assert "Already counted. Nothing was changed." in again.text
    assert "Taken back." in anna.undo(again).text
    assert anna.count() == 0
    anna.answer("box-size", options="none")
    for path in PAGES:
        assert anna.open(path).status == 200, path
    with app.extensions["database"].writing() as db:
        assert transfer.count(db) == 1
        assert memories.replay(db, app.extensions["library"].course).differences == 0
