"""The texts of a Moodle question as Markdown, whatever their format, within limits; and notes on what was left out."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from quizzes.course.problems import Problem
from quizzes.exchange.elements import UNSHOWN, markdown_of
from quizzes.exchange.moodle_tree import SPLIT, Element, Refusal, Stop

if TYPE_CHECKING:
    from quizzes.course.problems import Level

LONGEST, MOST_CHARACTERS, MOST_MARKS, DEEPEST = 50_000, 5_000_000, 150_000, 200
PICTURE = re.compile(r"<(?:img|video|audio|object)\b", re.IGNORECASE)
PACKED = "@@PLUGINFILE@@"
"""How a text names a file that is packed in beside it."""

INLINE_FILE = re.compile(r"data:[\w/+.-]*;base64,[A-Za-z0-9+/=\s]*")
OPENED = re.compile(r"<(/?)(?!(?:br|img|hr|p|li|input|wbr|td|tr)\b)[A-Za-z]", re.IGNORECASE)
SPANS = re.compile(r"(?:<span[^<>]*>[^<]*</span>\s*){2,}", re.IGNORECASE)
SPAN = re.compile(r"<span([^<>]*)>([^<]*)</span>", re.IGNORECASE)
LANG = re.compile(r"\blang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
BRACES = re.compile(r"(?:\{mlang[ ]+[\w,-]+\}[^{]*\{mlang\}\s*){2,}", re.IGNORECASE)
BRACE = re.compile(r"\{mlang[ ]+([\w,-]+)\}([^{]*)\{mlang\}", re.IGNORECASE)


class Budget:
    """How much text the questions of one file may hold together, so that no file can keep a machine busy for long."""

    def __init__(self) -> None:
        self.characters = self.marks = 0

    def spend(self, text: str) -> None:
        """Count a text; more than any bank has ends the reading."""
        self.characters += len(text)
        self.marks += text.count("<") + text.count("&")
        if self.characters > MOST_CHARACTERS or self.marks > MOST_MARKS:
            raise Stop("E50", f"more than {MOST_CHARACTERS:,} characters or {MOST_MARKS:,} tags of text", SPLIT)


class Hearing:
    """One question while it is read: where it stands, what was wrong, and what is left out."""

    def __init__(self, path: str, node: Element, budget: Budget) -> None:
        self.path, self.node, self.budget = path, node, budget
        self.problems: list[Problem] = []
        self.dropped: dict[str, None] = {}

    def problem(self, code: str, message: str, hint: str = "", line: int = 0, level: Level = "error") -> None:
        """Note what is wrong, at a line of the question or at its first."""
        self.problems.append(Problem(self.path, line or self.node.line, 1, code, message, hint, level))

    def drop(self, what: str) -> None:
        """Note something that nothing here can carry."""
        self.dropped[what] = None

    def report_dropped(self) -> None:
        """Say once what is left out of the question."""
        if self.dropped:
            self.problem("E61", f"left out: {', '.join(self.dropped)}", level="info")

    def text(self, part: Element | None) -> str:
        """The Markdown of a part of the question; "" if it is not there."""
        return self.markdown(part, self.source(part)) if part else ""

    def data(self, part: Element | None, name: str) -> str:
        """The value of a `data-` attribute in the HTML of a part, "" if it has none."""
        holder = (part.one("text") or part) if part else None
        found = re.search(rf'\bdata-{name}="([^"<>]{{0,200}})"', holder.own) if holder else None
        return found[1] if found else ""

    def source(self, part: Element | None) -> str:
        """What stands in a part as it stands, but for files and other languages."""
        if part is None:
            return ""
        holder = part.one("text") or part
        if holder.parts:
            hint = "put it into <![CDATA[ ... ]]>, as Moodle does"
            raise Refusal("E56", f"HTML stands bare in the XML of <{part.tag}>", hint, holder.line)
        text = UNSHOWN.sub("", INLINE_FILE.sub(PACKED, holder.own))
        if len(text) > LONGEST:
            message = f"a text of more than {LONGEST:,} characters"
            raise Refusal("E55", message, "a question that long cannot be answered", part.line)
        self.budget.spend(text)
        if PACKED in text:
            self.drop("files")
        return self.in_one_language(text)

    def plain(self, part: Element) -> str:
        """The words of an answer that is typed or chosen, which Moodle shows as they are, as Markdown."""
        return markdown_of(html.escape(html.unescape(self.source(part))))

    def markdown(self, part: Element, source: str) -> str:
        """The Markdown of a source in the format that its part names; HTML where it names none."""
        form = part.attributes.get("format", "html")
        if form == "markdown":
            return source
        if form == "plain_text":
            source = html.escape(source)
        if form != "html" and "<p" not in source:  # Moodle's own format and plain text show line ends as they are
            source = source.replace("\n", "<br>")
        if PICTURE.search(source):
            self.drop("pictures")
        return markdown_of(self.shallow(source, part))

    def shallow(self, source: str, part: Element) -> str:
        """The source, unless its elements stand so deep that cleaning them would take long."""
        depth = 0
        for found in OPENED.finditer(source):
            depth += -1 if found[1] else 1
            if depth > DEEPEST:
                message = f"HTML elements stand more than {DEEPEST} deep in each other"
                raise Refusal("E54", message, "write the text anew", part.line)
        return source

    def in_one_language(self, text: str) -> str:
        """Of words in several languages the English ones, else the first."""

        def choose(run: re.Match[str]) -> str:
            spans = SPAN.findall(run[0])
            if any("multilang" not in attributes for attributes, _ in spans):
                return run[0]
            told = [(found[1] if (found := LANG.search(attributes)) else "", words) for attributes, words in spans]
            return self.english(told)

        text = SPANS.sub(choose, text)
        return BRACES.sub(lambda run: self.english(BRACE.findall(run[0])), text)

    def english(self, told: list[tuple[str, str]]) -> str:
        """The English words of pairs of language and words, else the first."""
        self.drop("other languages")
        return next((words for language, words in told if language.lower().startswith("en")), told[0][1])
