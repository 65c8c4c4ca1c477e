"""A question of a GIFT file as plain values: what Moodle's reader makes of it, before it becomes an item of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Format: TypeAlias = Literal["moodle", "html", "plain", "markdown"]
Kind: TypeAlias = Literal["description", "essay", "numerical", "multichoice", "matching", "truefalse", "shortanswer"]
FORMATS: tuple[Format, ...] = ("moodle", "html", "plain", "markdown")


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the format it is written in; `moodle` is HTML whose line ends are shown."""

    text: str
    format: Format = "moodle"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer, its weight in per cent, and what is said to whoever gives it; of a short answer the text is bare."""

    words: Words
    weight: float
    feedback: Words
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that belong together; the right one is bare text."""

    left: Words
    right: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is right, give or take the tolerance; None stands for any other number."""

    answer: float | None
    tolerance: float
    weight: float
    feedback: Words
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """A question; `single`: one answer is to be chosen. A true/false one has the choices True and False.

    `text` holds the character GAP where the answers stood among words, `line` is that of its first words.
    """

    kind: Kind
    line: int
    end_line: int
    text: Words
    title: str = ""
    category: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    general: Words = Words("")
    single: bool = False
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    numbers: tuple[Number, ...] = ()
