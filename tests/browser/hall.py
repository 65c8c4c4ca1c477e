"""The exam hall: a server in a process of its own that can be killed, and a paper as the tests know it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from playwright.sync_api import expect

from app import clock
from app.course_cache import built
from app.library import read_folder
from app.store.columns import EPOCH, MICROSECOND
from quizzes.course.items import Question
from tests.browser.conftest import ROOT
from tests.databases import ask, databases
from tests.warm import lay

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from quizzes.course.course import Course

ROOM, NOT_SAVED = "[data-exam]", "Not saved yet."


class Served(Protocol):
    """Where a server has its course and its data."""

    content: Path
    data: Path


class Hall:
    """`python -m app serve` over a course and a data folder, on one port for all its lives."""

    def __init__(self, data: Path, content: Path) -> None:
        self.data, self.content = data, content
        lay(content, data)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.start()

    def start(self) -> None:
        """Start the process and wait until it listens."""
        words = {
            "MOMENTUM_DATA": str(self.data),
            "MOMENTUM_CONTENT": str(self.content),
            "MOMENTUM_PORT": str(self.port),
            "MOMENTUM_DATABASE_URL": databases.address(self.data),
            "PATH": os.environ["PATH"],
        }
        command = [sys.executable, "-u", "-m", "app", "serve"]
        with (self.data / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=words, cwd=ROOT, text=True)
        assert self.process.stdout is not None
        assert "Momentum is at" in self.process.stdout.readline(), (self.data / "log").read_text()

    def stop(self) -> None:
        """`kill -9`: at once, without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"


class Paper:
    """A sitting that a page has just begun: where the right option of each question stands, and its row."""

    def __init__(self, page: Page, data: Path, course: Course) -> None:
        self.id = page.locator(ROOM).get_attribute("data-exam") or ""
        self.data, self.base = data, page.url.rsplit("/", 1)[0]
        rows = json.loads(self.row("paper"))
        self.items = [course.items[item] for item, *_ in rows]
        self.shown: list[list[str]] = [shown for _, _, shown, _ in rows]
        self.key = [
            next(shown.index(option.id) + 1 for option in item.options if option.credit == 1)
            for item, shown in zip(self.items, self.shown, strict=True)
            if isinstance(item, Question)
        ]

    def row(self, column: str) -> str:
        """What the database holds of the sitting."""
        return str(self.ask(f"SELECT {column} FROM sittings WHERE id = :sitting")[0][0])  # noqa: S608

    def acts(self, name: str = "choose") -> list[tuple[int, str]]:
        """The acts of one kind that the server has heard, in the order they were made."""
        mine = "SELECT place, option FROM acts WHERE sitting = :sitting AND name = :name ORDER BY made, seq"
        return [(int(place), str(option)) for place, option in self.ask(mine, name=name)]

    def standing(self) -> dict[int, str]:
        """The last option chosen of each question."""
        return dict(self.acts())

    def end_in(self, seconds: float) -> None:
        """Move the deadline to so many seconds from now; the page hears of it when it next asks."""
        moment = (clock.now() - EPOCH) // MICROSECOND + round(seconds * 1_000_000)
        self.ask("UPDATE sittings SET deadline = :moment WHERE id = :sitting", moment=moment)

    def asleep(self, seconds: float) -> None:
        """As if so much time had passed since: every moment that the database holds of the sitting is put back."""
        back = round(seconds * 1_000_000)
        self.ask("UPDATE sittings SET began = began - :b, deadline = deadline - :b WHERE id = :sitting", b=back)
        self.ask("UPDATE acts SET made = made - :b, heard = heard - :b WHERE sitting = :sitting", b=back)

    def ask(self, sql: str, **values: object) -> list[Any]:
        """Rows of the database behind the program's back; `:sitting` is this one."""
        return ask(databases.address(self.data), sql, {"sitting": self.id, **values})

    def digit(self, place: int, *, right: bool) -> int:
        """The number key of the right option of a question, or of one that is not."""
        return self.key[place - 1] if right else self.key[place - 1] % 4 + 1

    def option(self, place: int, digit: int) -> str:
        """The option behind a number key."""
        return self.shown[place - 1][digit - 1]


def read(site: Served) -> Course:
    """The course that is served."""
    return built(read_folder(site.content), site.data, errors_only=True)


def begin(page: Page, kind: str = "mock", *, practice: bool = False) -> None:
    """From the start page of a paper into its first question; where there is a script, until it has reported itself."""
    page.goto(re.sub(r"(//[^/]+)/.*", rf"\1/exams/new?kind={kind}", page.url))
    if practice:
        page.get_by_label("Practice mode").check()
    page.get_by_role("button", name="Start the clock").click()
    expect(page.locator(ROOM)).to_be_visible()
    if not page.locator("noscript .button").count():
        expect(page.locator("[data-saved] span")).to_have_text(re.compile("Saved"))


def at(page: Page, place: int) -> None:
    """The question that lies open, wherever it is said."""
    expect(page.locator("#question h1")).to_contain_text(f"Question {place} of")
    expect(cell(page, place)).to_have_attribute("aria-current", "step")
    assert page.url.endswith(f"/{place}")


def cell(page: Page, place: int) -> Locator:
    """A question's cell in the grid."""
    return page.locator(".exam-grid ol .cell").nth(place - 1)


def keys(page: Page, pressed: Iterable[object]) -> None:
    """Press keys one after the other."""
    for key in pressed:
        page.keyboard.press(str(key))


def waiting(page: Page) -> int:
    """How many acts this machine still holds."""
    number: int = page.evaluate("Object.keys(localStorage).flatMap((key) => JSON.parse(localStorage[key])).length")
    return number


def all_arrived(page: Page, most: float = 15) -> None:
    """Wait until nothing waits on this machine any more."""
    page.wait_for_function("() => Object.keys(localStorage).every((key) => !key.includes('exam'))", timeout=1000 * most)
    expect(page.get_by_text(NOT_SAVED)).to_be_hidden()


def answer(page: Page, paper: Paper, right: Iterable[int], wrong: Iterable[int] = (), flag: Iterable[int] = ()) -> None:
    """Many acts in one request, as the page's script sends them; then the page is loaded again."""
    every = [
        *({"place": at, "name": "choose", "option": paper.option(at, paper.digit(at, right=True))} for at in right),
        *({"place": at, "name": "choose", "option": paper.option(at, paper.digit(at, right=False))} for at in wrong),
        *({"place": at, "name": "flag"} for at in flag),
    ]
    send(page, *({**act, "id": str(uuid4()), "ago": 0} for act in every))
    page.reload()


def send(page: Page, *acts: dict[str, object]) -> None:
    """One request of the page's script."""
    sent = """acts => fetch(document.querySelector("[data-acts]").dataset.acts, {
        method: "POST",
        headers: {"Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrf_token]").value},
        body: JSON.stringify({acts}),
    }).then(response => response.status)"""
    assert page.evaluate(sent, acts) == 200
