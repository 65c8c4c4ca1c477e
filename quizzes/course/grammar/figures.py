"""Checking a figure: plain SVG drawn with classes, with a text alternative, and nothing that runs or loads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from quizzes.course.grammar.lines import Notes
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from quizzes.course.problems import Problem

ELEMENTS = frozenset(
    {
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "marker",
        "use",
        "clipPath",
        "symbol",
    }
)
REMOTE = {"href", "xlink:href", "src"}
ADDRESS = re.compile(r"url\s*\(\s*['\"]?(?!#)|(?:https?|javascript|data|file):|@import", re.IGNORECASE)
SVG = "http://www.w3.org/2000/svg"


class FigureReader:
    """Walks through an SVG and notes what a figure must not hold."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.seen: set[str] = set()
        self.told: dict[str, str] = {"title": "", "desc": ""}
        self.open: list[str] = []
        self.root: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartCdataSectionHandler = self.cdata
        self.parser.CommentHandler = self.comment

    def problem(self, message: str, hint: str) -> None:
        """Note a problem where the parser stands."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.notes.problem("C50", line, message, column=column, hint=hint)

    def doctype(self, *_: object) -> None:
        """Entities could make it huge or load files."""
        self.problem("a document type in a figure", "delete the <!DOCTYPE ...> line")

    def instruction(self, *_: object) -> None:
        """Stylesheets can be loaded this way."""
        self.problem("a processing instruction in a figure", "delete the <? ... ?> line")

    def cdata(self) -> None:
        """A page, which is HTML, ends it elsewhere than XML does."""
        self.problem("a CDATA section in a figure", "write &lt; and &amp; instead")

    def comment(self, text: str) -> None:
        """The same of a comment that begins or ends oddly."""
        if text.startswith((">", "->")) or "--!" in text or "<!--" in text:
            self.problem("a comment that a browser ends elsewhere", "write plain words in comments, or delete it")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Check one element and its attributes."""
        if not self.open:
            self.root = attributes
        self.open.append(name)
        self.seen.add(name)
        if name not in ELEMENTS:
            hint = "a figure is made of shapes and text; colours come from classes"
            self.problem(f"<{clip(name)}> has no place in a figure", hint)
        for key, value in attributes.items():
            self.attribute(key, value)

    def attribute(self, key: str, value: str) -> None:
        """Check one attribute."""
        if key.lower().startswith("on") or key == "style":
            self.problem(f"the attribute {clip(key)!r} in a figure", "use classes such as fig-fill, and no script")
        elif key in REMOTE and not value.startswith("#"):
            self.problem(f"a reference out of the figure: {clip(value)!r}", "refer to #ids of the same file only")
        elif not key.startswith("xmlns") and ADDRESS.search(value):
            self.problem(f"a reference out of the figure: {clip(value)!r}", "draw it in this file")

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.open.pop()

    def data(self, text: str) -> None:
        """Gather what the title and the description say."""
        if len(self.open) == 2 and self.open[-1] in self.told:  # noqa: PLR2004 right under <svg>
            self.told[self.open[-1]] += text


def read_figure(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The figure as it may be put into a page ("" if it may not) and its problems."""
    notes = Notes(path)
    reader = FigureReader(notes)
    try:
        reader.parser.Parse(text.removeprefix("\ufeff").encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        hint = "open it in a browser: it shows what is wrong"
        message = f"this is not XML: {expat.ErrorString(error.code)}"
        notes.problem("C50", error.lineno, message, column=error.offset + 1, hint=hint)
        return "", tuple(notes.problems)
    if reader.open or "svg" not in reader.seen or reader.root.get("xmlns") != SVG or "viewBox" not in reader.root:
        hint = f'begin with <svg xmlns="{SVG}" viewBox="0 0 580 400" role="img">'
        notes.problem("C50", 1, "this is not an SVG drawing with a viewBox", hint=hint)
    for name, told in reader.told.items():
        if not told.strip():
            hint = f"write <{name}> right under <svg>: it is read out to who cannot see the drawing"
            notes.problem("C50", 1, f"the figure has no <{name}>", hint=hint)
    return ("" if notes.problems else text.removeprefix("\ufeff")), tuple(sorted(notes.problems))
