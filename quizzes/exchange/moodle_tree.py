"""The questions of a Moodle XML file as small trees, one after the other, within limits; not what they mean.

Document types and entities are refused, files that are packed in are skipped. Whatever ends the reading early is one
problem with its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from quizzes.course.problems import Problem, clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MEGABYTES = 20
DEEPEST, MOST_ELEMENTS, MOST_PARTS, MOST_QUESTIONS = 40, 300_000, 2_000, 5_000
CHUNK, LONGEST_TAG = 1 << 16, 1 << 19
"""Bytes fed at once, and how many may wait for the end of a tag: longer than that is an attack."""
SPLIT = "export it in several files, one for each category"


class Stop(Exception):  # noqa: N818 it tells of a file, not of an error of ours, and is caught where files are read
    """The file cannot be read on; `line` 0 means where the reading stands."""

    def __init__(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.line = code, message, hint, line


class Refusal(Stop):
    """One question cannot be read; `line` 0 means its own."""


@dataclass(slots=True)
class Element:
    """An element of a question: its own words, what is in it, and the lines it stands on."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    end: int = 0
    words: list[str] = field(default_factory=list)
    parts: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """Its direct parts of this tag."""
        return (part for part in self.parts if part.tag == tag)

    def one(self, tag: str) -> Element | None:
        """Its first part of this tag."""
        return next(self.all(tag), None)

    @property
    def own(self) -> str:
        """Its own words, trimmed."""
        return "".join(self.words).strip()

    def told(self, tag: str) -> str:
        """The words of a part, in its `<text>` or bare; "" if it is not there."""
        part = self.one(tag)
        inside = part.one("text") if part else None
        return inside.own if inside else part.own if part else ""


class Target:
    """What the parser tells it becomes elements; each question is handed on when it ends."""

    def __init__(self, hand_on: Callable[[Element], None]) -> None:
        """`hand_on` gets each question."""
        self.hand_on = hand_on
        self.line: Callable[[], int] = lambda: 1
        self.path: list[Element] = []
        self.depth = self.elements = self.questions = self.parts = 0
        self.skipped = 0
        """How deep the reading stands in something that is not wanted."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.depth, self.elements = self.depth + 1, self.elements + 1
        self.hold_limits()
        if self.depth == 1:
            if tag != "quiz":
                raise Stop("E53", f"not Moodle XML: its outermost element is <{clip(tag)}>", "export as Moodle XML")
        elif self.skipped or tag == "file" or (not self.path and tag != "question"):
            self.skipped += 1
        else:
            self.open(Element(tag, attributes, self.line()))

    def open(self, node: Element) -> None:
        """An element of a question begins."""
        if self.path:
            self.parts += 1
            self.path[-1].parts.append(node)
        else:
            self.parts, self.questions = 0, self.questions + 1
        self.path.append(node)

    def hold_limits(self) -> None:
        """More of anything than a bank has ends the reading."""
        if self.depth > DEEPEST:
            raise Stop("E54", f"elements stand more than {DEEPEST} deep in each other", "no question needs that")
        if self.elements > MOST_ELEMENTS or self.questions > MOST_QUESTIONS:
            raise Stop("E50", f"more than {MOST_QUESTIONS:,} questions or {MOST_ELEMENTS:,} elements", SPLIT)
        if self.parts > MOST_PARTS:
            raise Stop("E50", f"a question of more than {MOST_PARTS:,} elements", "take it out", self.path[0].line)

    def end(self, _tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        elif self.path:
            node = self.path.pop()
            node.end = self.line()
            if not self.path:
                self.hand_on(node)

    def data(self, words: str) -> None:
        """Words."""
        if self.path and not self.skipped:
            self.path[-1].words.append(words)

    def close(self) -> None:
        """The file ends."""


def each_question(data: bytes, path: str, hand_on: Callable[[Element], None]) -> Problem | None:
    """Hand on the questions of a file one by one; the problem that ended the reading early, if one did."""
    target = Target(hand_on)
    parser = XMLParser(target=target, forbid_dtd=True)
    target.line = lambda: parser.parser.CurrentLineNumber
    try:
        feed(parser, data)
    except Stop as stop:
        return Problem(path, stop.line or target.line(), 1, stop.code, stop.message, stop.hint)
    except DefusedXmlException:
        hint = "a bank needs neither; take the <!DOCTYPE ...> out if you trust the file"
        return Problem(path, target.line(), 1, "E52", "the file declares a document type or entities", hint)
    except ParseError as error:
        return broken(path, error)
    except (ValueError, LookupError) as error:  # what Python says of an encoding that it does not know
        hint = "save the file as UTF-8 and let its first line say so"
        return Problem(path, 1, 1, "E51", f"the encoding of the file cannot be read: {clip(str(error), 80)}", hint)
    return None


def feed(parser: XMLParser, data: bytes) -> None:
    """Give the parser all bytes, a stretch at a time."""
    if len(data) > MEGABYTES << 20:
        raise Stop("E50", f"a file of more than {MEGABYTES} MB", SPLIT)
    for start in range(0, len(data), CHUNK):
        parser.feed(data[start : start + CHUNK])
        if start - parser.parser.CurrentByteIndex > LONGEST_TAG:
            raise Stop("E50", f"a tag of more than {LONGEST_TAG:,} bytes", "no question needs that")
    parser.close()


def broken(path: str, error: ParseError) -> Problem:
    """XML that cannot be read: where, and why."""
    line, column = error.position
    why = str(error).rpartition(": line")[0] or str(error)
    hint = "the file may be cut off, changed by hand, or not in the encoding that its first line names"
    return Problem(path, line, column + 1, "E51", f"not XML that can be read: {clip(why, 60)}", hint)
