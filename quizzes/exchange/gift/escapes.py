r"""Escapes of GIFT and the brackets in its comments.

A backslash before one of `: # = { } ~ \` stands for that character, before `n` for a line end, before any other for
itself. Each escape becomes two characters that no file holds, so that places in the text stay what they were.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PLAIN = "\\:#={}~\n"
SPELLED = "\\:#={}~n"
MARK = "\x01"
GAP = "\x02"
"""Where the answers of a missing-word question stood in its text; no file holds it."""
HIDDEN = {letter: MARK + chr(14 + number) for number, letter in enumerate(SPELLED)}
SHOWN = {hidden: PLAIN[number] for number, hidden in enumerate(HIDDEN.values())}
ESCAPE = re.compile(r"\\([\\:#={}~n])")
PAIR = re.compile(f"{MARK}(.)", re.DOTALL)
RESERVED = re.compile(r"[\\:#={}~\n]")

IDENTITY = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f]){1,120})\]")
TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f]){1,120})\]")
BACK = re.compile(r"\\(.)")
OURS = re.compile(r"\[momentum:((?:\\.|[^\[\]\\])*)\]")
LONGEST_TAG = 50
"""As many characters Moodle keeps of a tag."""
AWKWARD = re.compile(r"[\\<>`\[\]]|\s\s|^\s|\s$")


class Remarks(NamedTuple):
    """What the comments above a question say: its id, its tags, and what is there for us alone."""

    id: str = ""
    tags: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()


def hide(text: str) -> str:
    """The text with its escapes hidden, as long as before."""
    return ESCAPE.sub(lambda found: HIDDEN[found[1]], text) if "\\" in text else text


def show(text: str) -> str:
    """The text with its hidden escapes as the characters they stand for."""
    return PAIR.sub(lambda found: SHOWN.get(found[0], ""), text) if MARK in text else text


def escape(text: str) -> str:
    """A text as GIFT writes it, on one line."""
    return RESERVED.sub(lambda found: "\\n" if found[0] == "\n" else "\\" + found[0], text)


def remarks(comments: str) -> Remarks:
    """The id, tags and words of ours in the comment lines of a question."""
    if "[" not in comments:
        return Remarks()
    identity = IDENTITY.search(comments)
    tags = tuple(found.replace("\\]", "]").strip() for found in TAG.findall(comments))
    ours = tuple(BACK.sub(lambda each: "\n" if each[1] == "n" else each[1], found) for found in OURS.findall(comments))
    return Remarks(identity[1].strip().replace("\\]", "]") if identity else "", tags, ours)


def bracket(words: str) -> str:
    """A tag in its bracket; what Moodle would shorten or refuse stands in a bracket of ours, which it passes over."""
    if len(words) <= LONGEST_TAG and not AWKWARD.search(words):
        return f"[tag:{words}]"
    return ours(words)


def ours(words: str) -> str:
    """A bracket that only we read."""
    flat = words.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace("\n", "\\n")
    return f"[momentum:{flat}]"
