"""The kinds of things authors write, as plain values; nothing here reads or checks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["standard", "negative", "list", "missing-word"]
Status: TypeAlias = Literal["draft", "review", "live", "retired"]


TRIGGER = "trigger"
"""What cues of a story may name beside its axes: the words that say what set it off."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file of the course and its lines, 1-based, both ends included."""

    path: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Hashes:
    """Three digests of one item: all of it, what it means to a learner, and its key."""

    content: str
    meaning: str
    key: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer offered. `credit` is 1 (full), 0, or between; `written`: its slug stands in the file.

    Its text stands in `line` to `end_line`, reasons not counted.
    """

    id: str
    text: str
    credit: float = 0.0
    reason: str = ""
    void: bool = False
    written: bool = True
    line: int = 0
    end_line: int = 0


@dataclass(frozen=True, slots=True)
class Grade:
    """What one label of an axis is worth for a scenario; `full`: marked [x], one to be found."""

    label: str
    credit: float
    full: bool = False
    reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """Deciding words: `text[start:end]` of the item's text, and the axis (a model's id, or TRIGGER) they decide."""

    text: str
    axis: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all kinds share. `text` is Markdown without cue marks; `skills` first is primary."""

    id: str
    kind: str
    chapter: str
    place: Place
    text: str
    skills: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    status: Status = "live"
    confidence: Literal["certain", "likely"] = "certain"
    waived: tuple[tuple[str, str], ...] = ()
    see: tuple[str, ...] = ()
    sources: str = ""
    reviewed: str = ""
    replaces: str = ""
    revision: str = ""
    hashes: Hashes = Hashes("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Item):
    """A flashcard: `text` is its front, `answer` its back."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Item):
    """A multiple-choice question; `answers` is how many options are right."""

    options: tuple[Option, ...]
    style: Style = "standard"
    bloom: int = 1
    answers: int = 1
    shuffle: bool = True
    use: Literal["any", "mock"] = "any"
    enemies: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Item):
    """A description to classify: for each axis (a model's id) what its labels are worth."""

    axes: dict[str, tuple[Grade, ...]]
    cues: tuple[Cue, ...] = ()
    hard: bool = False
    domain: str = ""
    twin: str = ""
    enemies: tuple[str, ...] = ()

    def full(self, axis: str) -> tuple[str, ...]:
        """The labels of an axis that are to be found; several mean that all of them are asked for."""
        return tuple(grade.label for grade in self.axes[axis] if grade.full)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Item):
    """Things to put in order; `options` stand in the right one."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Item):
    """A key term; `text` is its definition, `title` the term itself."""

    title: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A gap of a frame: its values, and the slot whose position it follows, if any."""

    name: str
    values: tuple[str, ...]
    follows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(Scenario):
    """A scenario with slots that renders fresh wordings; `never` lists (slot, value) pairs that exclude each other."""

    slots: tuple[Slot, ...]
    never: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One happening of a case, with what its labels are worth an axis."""

    id: str
    text: str
    axes: dict[str, tuple[Grade, ...]]
    line: int = 0
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Item):
    """A running story whose events are to be placed one after the other."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch(Item):
    """A free exercise: a model answer in lines and a checklist to compare with."""

    model: tuple[str, ...]
    checklist: tuple[str, ...] = field(default=())
