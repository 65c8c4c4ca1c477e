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
    """The words of a Markdown text without marks, on one line."""
    shown = TAGS.sub(lambda found: " " if found[2] in BLOCKS or found[2] == "br" else "", to_html(markdown))
    return " ".join(html.unescape(shown).split())


def report_lost(text: str, line: int, notes: Notes) -> None:
    """Note elements of HTML that cannot come along."""
    if "<" in text and (found := LOST.search(text)):
        message = f"<{found[1].lower()}> has no counterpart here and was left out"
        notes.problem("E08", line, message, hint="look at the text, and say in words what was there", level="warning")
