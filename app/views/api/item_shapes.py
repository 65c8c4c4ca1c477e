"""Items as their authors wrote them, a shape for each kind: the same fields as `momentum export json`; and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeAlias

from pydantic import Field

from app.views.api.shapes import Shape

if TYPE_CHECKING:
    from app.rooms.bank_statistics import Row


class Hashes(Shape):
    """Digests of all of an item, of what it means to a learner, and of its key."""

    content: str
    meaning: str
    key: str


class Cue(Shape):
    """Deciding words: `text` stands from `start` to `end` of the item's text, counted in characters."""

    text: str
    axis: str
    start: int
    end: int


class Common(Shape):
    """What all kinds share; `file` with its first and last line is where it stands in the course folder."""

    id: str
    chapter: str
    file: str
    line: int
    end_line: int
    skills: list[str]
    editions: list[str]
    status: Literal["draft", "review", "live", "retired"]
    confidence: Literal["certain", "likely"]
    hashes: Hashes
    text: str
    cues: list[Cue]


class Option(Shape):
    """An option with its credit (1, 0, or between) and reason; `void`: it was withdrawn."""

    id: str
    text: str
    credit: float
    reason: str
    void: bool


class Piece(Shape):
    """One of several to put in order."""

    id: str
    text: str


class Grade(Shape):
    """What a label is worth."""

    label: str
    credit: float
    reason: str


class Slot(Shape):
    """A gap of a frame."""

    name: str
    follows: str
    values: list[str]


class Value(Shape):
    """A value in a slot."""

    slot: str
    value: str


class Event(Shape):
    """One happening of a case."""

    id: str
    text: str
    axes: dict[str, list[Grade]]


class Card(Common):
    """A flashcard."""

    kind: Literal["card"]
    answer: str


class Question(Common):
    """A multiple-choice question."""

    kind: Literal["question"]
    style: str
    bloom: int
    use: Literal["any", "mock"]
    answers: int
    options: list[Option]
    why: str


class Scenario(Common):
    """A story to classify, or an event of a case."""

    kind: Literal["scenario", "event"]
    hard: bool
    domain: str
    twin: str
    axes: dict[str, list[Grade]]


class Frame(Common):
    """A scenario with slots."""

    kind: Literal["frame"]
    hard: bool
    domain: str
    twin: str
    axes: dict[str, list[Grade]]
    slots: list[Slot]
    never: list[list[Value]]


class Order(Common):
    """Things to put in order; they stand in the right one."""

    kind: Literal["order"]
    options: list[Piece]


class Term(Common):
    """A key term and its definition."""

    kind: Literal["term"]
    title: str
    see: list[str]


class Case(Common):
    """A running story."""

    kind: Literal["case"]
    events: list[Event]


class Sketch(Common):
    """A free exercise."""

    kind: Literal["sketch"]
    model: list[str]
    checklist: list[str]


Item: TypeAlias = Annotated[
    Card | Question | Scenario | Frame | Order | Term | Case | Sketch, Field(discriminator="kind")
]


class Figures(Shape):
    """What first answers of `n` learners say of one axis: facility 0 to 1 with its 95 % interval, item-rest r, and d.

    Figures are null where nobody has answered; `verdicts` are the same in words.
    """

    item: str
    axis: str
    n: int
    facility: float | None
    low: float | None
    high: float | None
    r: float | None
    d: float | None
    verdicts: list[str]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the bank."""
        found = row.figures
        return cls(
            item=row.task.item.id,
            axis=row.task.axis,
            n=found.n if found else 0,
            facility=found.facility if found else None,
            low=found.low if found else None,
            high=found.high if found else None,
            r=found.r if found else None,
            d=found.d if found else None,
            verdicts=[verdict.words for verdict in row.verdicts],
        )
