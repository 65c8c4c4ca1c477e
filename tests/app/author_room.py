"""Ines writes: she opens the editor and sends its form as a browser without JavaScript would, over a course in Git."""

from __future__ import annotations

import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse


def git(folder: Path, *words: str) -> str:
    """What Git says in a folder."""
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def in_git(course: Path) -> Path:
    """The course as a Git work tree with everything in it committed."""
    git(course, "init", "-q", "-b", "main")
    git(course, "config", "user.name", "Ines Gitter")
    git(course, "config", "user.email", "ines@example.org")
    git(course, "add", ".")
    git(course, "commit", "-qm", "Begin")
    return course


class Fields(HTMLParser):
    """The fields of the editor's form and what a browser would send of them."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.inside, self.area, self.select = False, "", ""
        self.text: list[str] = []
        self.options: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form or a field."""
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == "editor"
        name = given.get("name") or ""
        if not self.inside or not (name or tag == "option"):
            return
        if tag == "input" and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            self.sent.append((name, given.get("value") or ""))
        elif tag == "textarea":
            self.area, self.text = name, []
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option" and self.select:
            self.options.append((given.get("value") or "", "selected" in given))

    def handle_data(self, data: str) -> None:
        """Keep the text of a textarea."""
        if self.area:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a form or a field."""
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.area:
            self.sent.append((self.area, "".join(self.text).removeprefix("\n")))
            self.area = ""
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected] or [self.options[0][0]]
            self.sent.append((self.select, chosen[-1]))
            self.select = ""


class Ines:
    """An author at the desk of one course."""

    def __init__(self, app: Flask, course: Path) -> None:
        """Open a browser."""
        self.app, self.course = app, course
        self.client = app.test_client()

    def open(self, path: str) -> TestResponse:
        """A page as it comes."""
        return self.client.get(path)

    def form(self, path: str) -> dict[str, Any]:
        """What the form of a page would send as it stands."""
        page = self.client.get(path)
        assert page.status_code == 200, page.text
        return self.fields(page.text)

    @staticmethod
    def fields(html: str) -> dict[str, Any]:
        """The fields of a page that was sent, several values of a name as a list."""
        found: dict[str, Any] = {}
        for name, value in Fields(html).sent:
            found[name] = value if name not in found else [*as_list(found[name]), value]
        return found

    def send(self, path: str, fields: dict[str, Any], act: str = "save", **changes: Any) -> TestResponse:
        """Press a button of the editor."""
        sent = fields | changes | {"act": act}
        return self.client.post(path, data={name: as_typed(value) for name, value in sent.items()})

    def edit(self, slug: str, act: str = "save", **changes: Any) -> TestResponse:
        """Open an item, change some fields and press a button."""
        path = f"/author/items/{slug}"
        return self.send(path, self.form(path), act, **changes)

    def said(self, answer: TestResponse) -> str:
        """The page that a redirect leads to."""
        assert answer.status_code == 303, answer.text
        return self.client.get(answer.location).text

    def read(self, name: str) -> str:
        """A file of the chapter."""
        return (self.course / "01-moving" / name).read_bytes().decode()

    def subject(self) -> str:
        """The subject and author of the last commit."""
        return git(self.course, "log", "-1", "--format=%s by %an")


def as_typed(value: object) -> object:
    """A value with the line ends that browsers send."""
    return value.replace("\r\n", "\n").replace("\n", "\r\n") if isinstance(value, str) else value


def as_list(value: object) -> list[Any]:
    """A value as a list."""
    return value if isinstance(value, list) else [value]
