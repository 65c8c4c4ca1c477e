"""Texts of foreign files as Markdown, whatever they are written in, and Markdown as bare words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from quizzes.exchange.markup import BLOCKS, to_html, to_markdown

if TYPE_CHECKING:
    from quizzes.course.grammar.lines import Notes

SIMPLE = re.compile(r"[A-Za-z][^\\`*_\[\]<>&\s]*(?: [^\\`*_\[\]<>&\s]+)*")
"""Words that are the same in HTML, plain text and Markdown; most are, and need no parser."""
LOST = re.compile(r"<\s*(script|style|iframe|object|embed|form|img|table|video|audio|svg)\b", re.IGNORECASE)
TAGS = re.compile(r"<(/?)([a-z]+[1-6]?)[^>]*>")
BLANK = "_____"
"""How other programs show a gap."""


def of_html(text: str) -> str:
    """Markdown of HTML."""
    return text if SIMPLE.fullmatch(text) else to_markdown(text)


def of_moodle(text: str) -> str:
    """Markdown of HTML whose line ends are shown, but for those next to an element."""
    if SIMPLE.fullmatch(text):
        return text
    text = re.sub(r"\n(?=<)|(?<=>)\n", " ", re.sub(r"(?<=>)\s+(?=<)", "", text))
    return to_markdown(re.sub(r"\n", "<br>", re.sub(r"\n\s*\n", "<p>", text)))


def of_plain(text: str) -> str:
    """Markdown that shows just these characters and line ends."""
    return text if SIMPLE.fullmatch(text) else of_moodle(html.escape(text, quote=False))


def flat(text: str) -> str:
    """A text on one line, as an option needs it."""
    return re.sub(r"\s*\\?\n\s*", " ", text).strip() if "\n" in text else text


def bare_words(markdown: str) -> str:
    """The words of a Markdown text without marks, on one line; numbers of a list are words."""
    numbers: list[int | None] = []

    def shown(found: re.Match[str]) -> str:
        end, tag = found[1], found[2]
        if tag in {"ol", "ul"} and end:
            numbers.pop()
        elif tag in {"ol", "ul"}:
            start = re.search(r'start="(\d+)"', found[0])
            numbers.append(None if tag == "ul" else int(start[1]) if start else 1)
        elif tag == "li" and not end and (number := numbers.pop()) is not None:
            numbers.append(number + 1)
            return f" {number}. "
        elif tag == "li" and not end:
            numbers.append(None)
        return " " if tag in BLOCKS or tag == "br" else ""

    words = " ".join(html.unescape(TAGS.sub(shown, to_html(markdown))).split())
    return words or " ".join(markdown.split())


def like(title: str, kind: str) -> str:
    """What is told of an item whose kind a format does not know."""
    return f"{title} has nothing like {'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def report_lost(text: str, line: int, notes: Notes) -> None:
    """Note elements of HTML that cannot come along."""
    if "<" in text and (found := LOST.search(text)):
        message = f"<{found[1].lower()}> has no counterpart here and was left out"
        notes.problem("E08", line, message, hint="look at the text, and say in words what was there", level="warning")
