"""Moodle XML: a bank as Moodle's question bank exports and imports it, both ways."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzes.course.grammar.slugs import SLUG, Taken
from quizzes.course.items import Question
from quizzes.exchange.moodle_read import READERS
from quizzes.exchange.moodle_text import Budget, Hearing
from quizzes.exchange.moodle_tree import Element, Refusal, Stop, each_question
from quizzes.exchange.moodle_write import Writing
from quizzes.exchange.parcel import Arrival, Parcel
from quizzes.exchange.tags import tagged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem

MOST_ERRORS = 500
USUAL = {"", "Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."}
"""What Moodle says to every answer anyway."""


def write(course: Course, items: Iterable[Item], name: str) -> Parcel:
    """A file that Moodle imports, with a category for each chapter in one of this name."""
    writing = Writing(course, name)
    for item in items:
        writing.add(item)
    return Parcel(writing.file(), writing.written, tuple(writing.losses))


def read(data: bytes, name: str) -> Arrival:
    """The items of an export of Moodle; of a file that cannot be read to its end, none."""
    bank = Bank(name)
    ended = each_question(data, name, bank.add)
    if ended:
        return Arrival((), (*bank.problems, ended))
    return Arrival(tuple(bank.items), tuple(bank.problems))


class Bank:
    """What one file has brought so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self.budget = Budget()
        self.taken = Taken(())
        self.errors = 0

    def add(self, node: Element) -> None:
        """Read one question; what is wrong with it says nothing about the next."""
        kind = node.attributes.get("type", "").strip()
        if kind == "category":
            return
        hearing = Hearing(self.path, node, self.budget)
        try:
            self.items += [self.finished(item, hearing) for item in self.found(hearing, kind)]
        except Refusal as no:
            hearing.problem(no.code, no.message, no.hint, no.line)
        hearing.report_dropped()
        self.problems += hearing.problems
        self.errors += sum(problem.level == "error" for problem in hearing.problems)
        if self.errors > MOST_ERRORS:
            raise Stop("E66", f"more than {MOST_ERRORS} problems; the rest is not listed", "is it a file of Moodle?")

    def found(self, hearing: Hearing, kind: str) -> Iterable[Item]:
        """The items of a question of this type, without ids and attributes."""
        reader = READERS.get(kind)
        if reader is None:
            hint = f"these are read: {', '.join(READERS)}"
            raise Refusal("E57", f"a question of the type {kind[:30]!r}, which nothing here can carry", hint)
        return reader(hearing)

    def finished(self, item: Item, hearing: Hearing) -> Item:
        """The item with its attributes and its id."""
        note_rest(hearing)
        node = hearing.node
        tags = [each.told("text") for holder in node.all("tags") for each in holder.all("tag")]
        item, others, problems = tagged(item, tags, self.path, node.line)
        hearing.problems += problems
        if others:
            hearing.drop(f"tags ({', '.join(others)[:80]})")
        if isinstance(item, Question) and "[?]" in item.text and not any(tag.startswith("style:") for tag in tags):
            item = replace(item, style="missing-word")
        return replace(item, id=self.name(item, hearing))

    def name(self, item: Item, hearing: Hearing) -> str:
        """The id: that of Moodle if it is one of ours and free, else one made from it, the name or the text."""
        given = hearing.node.told("idnumber")
        if SLUG.fullmatch(given) and self.taken.give(given):
            return given
        made = self.taken.derive(given or hearing.node.told("name") or item.text)
        if given:
            message = f"the id {given[:60]!r} is taken or is no slug: {made!r} stands for it"
            hearing.problem("E62", message, "ids are small letters and digits with hyphens", level="warning")
        return made


def note_rest(hearing: Hearing) -> None:
    """Note what every type may have and nothing here can carry."""
    node = hearing.node
    if node.one("hint"):
        hearing.drop("hints")
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        if re.sub(r"<[^<>]*>", "", node.told(tag)).strip() not in USUAL:
            hearing.drop("feedback for right and wrong")
