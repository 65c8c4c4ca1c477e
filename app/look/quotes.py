"""Straight quotes of prose to typographic ones, where text is rendered: files keep what authors typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

PAIRS = {'"': ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
         "'": ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}")}  # fmt: skip
OPENERS = "([{/\N{EN DASH}\N{EM DASH}\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"


def rule(state: StateCore) -> None:
    """A rule for the Markdown reader: curl the quotes of all text; code stays as it is."""
    for token in state.tokens:
        if token.type == "inline":
            _curl(token.children or ())


def _curl(children: Iterable[Token]) -> None:
    last = " "
    for child in children:
        if child.type == "text":
            child.content, last = _curled(child.content, last)
        elif child.type in {"softbreak", "hardbreak"}:
            last = " "
        elif child.type == "code_inline":
            last = "x"


def _curled(text: str, last: str) -> tuple[str, str]:
    """The text, and the character that what follows stands after; private ones, ends of lit words, are passed over."""
    found = []
    for character in text:
        curled = character
        if character in PAIRS:
            opens = last.isspace() or last in OPENERS
            curled = PAIRS[character][0 if opens else 1]
        found.append(curled)
        last = last if "\ue000" <= character <= "\uf8ff" else curled
    return "".join(found), last
