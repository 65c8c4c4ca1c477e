"""A candidate who studies a course of one small chapter, without JavaScript, on a database of her own."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine

from app.config import Config
from tests.app.author_room import Ines, in_git
from tests.conftest import CONTENT
from tests.databases import databases
from tests.warm import warm_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.app.college import College

SMALL = Path(__file__).parent / "small_course"
EXERCISES = Path(__file__).parent / "exercises"
RIGHT: dict[str, dict[str, object]] = {
    "box-meaning": {"grade": "good"},
    "box-size": {"options": "small"},
    "two-tools": {"options": ["strap", "trolley"]},
    "name-the-step": {"options": "act"},
    "move-order": {"order": ["look", "plan", "carry"]},
    "sofa-plan": {"axes": "step+activity", "axis-step": "route", "axis-activity": "pack"},
    "sofa-go": {"axes": "step+activity", "axis-step": "act", "axis-activity": "carry"},
    "two-at-once": {"axes": "step+activity", "axis-step": "act", "axis-activity": ["pack", "carry"]},
    "van-away": {"axes": "step", "axis-step": "act"},
}


@dataclass(frozen=True)
class Sheet:
    """A page as it came: status, address and HTML."""

    status: int
    path: str
    html: str

    @property
    def text(self) -> str:
        """The words of the page's own part, with tags and runs of space taken out."""
        main = self.html.partition("<main")[2].partition("</main>")[0]
        return unescape(" ".join(re.sub(r"<[^>]+>", " ", main.partition(">")[2]).split()))

    @property
    def item(self) -> str:
        """The item asked on this page; "" for none."""
        found = re.search(r'<form[^>]*data-item="([^"]+)"', self.html)
        return found[1] if found else ""

    @property
    def form(self) -> dict[str, Any]:
        """The hidden fields of the form that asks."""
        form = self.html.partition("data-item=")[2].partition("</form>")[0]
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
        return {name: unescape(value) for name, value in fields}

    def checked(self) -> list[str]:
        """The values of all radios and checkboxes that are chosen."""
        return re.findall(r'value="([^"]*)"[^>]* checked', self.html)

    def values(self, name: str) -> list[str]:
        """The values of every input of a name, in the order of the page."""
        return re.findall(rf'name="{name}" value="([^"]*)"', self.html)


class Candidate:
    """Anna learns: she opens pages and sends forms."""

    def __init__(self, app: Flask) -> None:
        """Open a browser."""
        self.app = app
        self.client: FlaskClient = app.test_client()

    def open(self, path: str) -> Sheet:
        """A page, wherever redirects lead."""
        return self._sheet(self.client.get(path, follow_redirects=True))

    def send(self, path: str, /, **fields: Any) -> Sheet:
        """Send a form and follow where it leads."""
        return self._sheet(self.client.post(path, data=fields, follow_redirects=True))

    def answer(self, item: str, path: str = "/study/answer", /, **fields: Any) -> Sheet:
        """Answer an item, whatever was asked; a fresh id unless one is given."""
        return self.send(path, **({"item": item, "answer_id": str(uuid4())} | fields))

    def until(self, item: str) -> Sheet:
        """Study, answering everything rightly, until an item is asked or nothing is left."""
        for _ in range(20):
            sheet = self.open("/study/")
            if sheet.item in {item, ""}:
                return sheet
            self.answer(sheet.item, **RIGHT[sheet.item])
        raise AssertionError(f"{item} never came")

    def through(self) -> Sheet:
        """Study, answering everything rightly, to the end of the day."""
        return self.until("")

    def undo(self, sheet: Sheet, **fields: Any) -> Sheet:
        """Press Undo on a page."""
        form = sheet.html.partition('action="/study/undo"')[2].partition("</form>")[0]
        assert form, "the page offers no Undo"
        hidden: dict[str, Any] = {}
        for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form):
            hidden.setdefault(name, []).append(unescape(value))
        return self.send("/study/undo", **(hidden | fields))

    def count(self) -> int:
        """How many answers count."""
        from app.store import transfer

        with self.app.extensions["database"].reading() as db:
            return transfer.count(db)

    def change(self, **settings: Any) -> None:
        """Change her settings."""
        from app.store import learners

        with self.app.extensions["database"].writing() as db:
            learners.change(db, learners.local(db), **settings)

    def _sheet(self, response: TestResponse) -> Sheet:
        return Sheet(response.status_code, response.request.full_path.rstrip("?"), response.text)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A Monday morning that stands still until the test moves it."""
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as traveller:
        yield traveller


def small_app(data: Path, content: Path = SMALL) -> Flask:
    """The real application over the small course."""
    made = warm_app(Config(content, data, databases.address(data)))
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    return made


@pytest.fixture
def anna(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[Candidate]:  # noqa: ARG001 her time stands still
    """A candidate on her first day."""
    app = small_app(tmp_path)
    yield Candidate(app)
    app.extensions["database"].close()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Candidate]:
    """A candidate of ITIL 4 over the shipped course."""
    app = small_app(tmp_path, CONTENT)
    yield Candidate(app)
    app.extensions["database"].close()


@pytest.fixture
def college(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[College]:  # noqa: ARG001 its time stands still
    """A class server over the same course, on a Monday morning."""
    from tests.app.college import College

    opened = College(tmp_path, databases.address(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def classroom(tmp_path: Path) -> Iterator[Flask]:
    """A class server behind one proxy."""
    from tests.app.class_server import TOKEN, class_app

    app = class_app(tmp_path, proxies=1, metrics=TOKEN)
    yield app
    app.extensions["database"].close()


@pytest.fixture
def stranger(classroom: Flask) -> FlaskClient:
    """Somebody without a session who comes through the proxy."""
    from tests.app.class_server import Stranger

    classroom.test_client_class = Stranger
    return classroom.test_client()


@pytest.fixture
def drilling(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[Candidate]:  # noqa: ARG001 her time stands still
    """Anna over the same course with the other exercises in it: a frame, a case, a sketch, a story in four steps."""
    course = shutil.copytree(SMALL, tmp_path / "course")
    shutil.copytree(EXERCISES, course, dirs_exist_ok=True)
    app = small_app(tmp_path, course)
    yield Candidate(app)
    app.extensions["database"].close()


@pytest.fixture
def ines(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[Ines]:  # noqa: ARG001 her time stands still
    """An author over a copy of the same course, in a Git work tree of its own."""
    course = shutil.copytree(SMALL, tmp_path / "course")
    shutil.copytree(EXERCISES, course, dirs_exist_ok=True)
    app = small_app(tmp_path, in_git(course))
    yield Ines(app, course)
    app.extensions["database"].close()


@pytest.fixture(scope="session")
def full_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with enough for four mocks."""
    from tests.app.full_course import write

    return write(tmp_path_factory.mktemp("full") / "course", papers=4)


@pytest.fixture
def candidate(tmp_path: Path, full_course: Path, clock: time_machine.Traveller) -> Iterator[Candidate]:  # noqa: ARG001
    """Anna over a copy of it; her time stands still."""
    app = small_app(tmp_path, shutil.copytree(full_course, tmp_path / "course"))
    yield Candidate(app)
    app.extensions["database"].close()
