"""Items as the questions of a Moodle XML file, and what Moodle has no place for.

Texts are HTML, because that is what teachers edit in Moodle. Ids of options go as `data-option`, credits that Moodle
has no weight for as `data-credit` on the feedback, attributes as tags, our id as the ID number.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from quizzes.course.grammar.attributes import attributes_of
from quizzes.course.grammar.layout import item_block
from quizzes.course.items import Card, Case, Frame, Order, Question, Scenario, Sketch
from quizzes.course.problems import clip
from quizzes.exchange import retold
from quizzes.exchange.elements import UNSHOWN, dress, plain_or_dressed
from quizzes.exchange.moodle_gaps import choices, feedback, text_with_gaps
from quizzes.exchange.parcel import Loss
from quizzes.exchange.tags import tags_of
from quizzes.exchange.weights import fraction, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.course import Course
    from quizzes.course.items import Item, Option

LONGEST_TAG = 50
SAME = 1e-4
"""Weights are written with five places."""

NEVER_IN_TAGS = set("<>`")


class Writing:
    """A file while it is written."""

    def __init__(self, course: Course, name: str) -> None:
        """`name` is the category that holds those of the chapters."""
        self.course, self.name = course, name
        self.rows: list[str] = []
        self.losses: list[Loss] = []
        self.written = 0
        self.chapter: str | None = None

    def file(self) -> bytes:
        """The bytes of the whole file."""
        rows = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *self.rows, "</quiz>", ""]
        return UNSHOWN.sub("", "\n".join(rows)).encode()

    def add(self, item: Item) -> None:
        """Write one item, or say why it is not in the file."""
        match item:
            case Frame():
                self.several(*retold.wordings(item))
            case Case():
                self.several(*retold.happenings(item))
            case Question():
                self.put(item, "multichoice", question(item))
                self.losses += losses_of(item)
            case Scenario():
                self.scenario(item)
            case Order():
                self.put(item, "ordering", order(item))
            case Card():
                self.put(item, "essay", card(item), worth=0)
            case Sketch():
                self.put(item, "essay", sketch(item), worth=0)
            case _:
                self.losses.append(Loss(item.id, f"Moodle has no question for a {item.kind}", whole=True))

    def several(self, scenarios: Iterable[Scenario], loss: Loss) -> None:
        """Write what stands for an item of a kind that Moodle does not know."""
        before = self.written
        for each in scenarios:
            self.scenario(each)
        self.losses.append(loss)
        self.written = before + (self.written > before)

    def scenario(self, item: Scenario) -> None:
        """Write a scenario; an axis without a label to find cannot be asked for."""
        if not item.axes or not all(map(item.full, item.axes)):
            self.losses.append(Loss(item.id, "an axis has no label to find", whole=True))
            return
        offered = choices(self.course, item)
        rows = [part("generalfeedback", feedback(self.course, item)), simple("shuffleanswers", "0")]
        rows += [f"<selectoption>{text(one.words)}{simple('group', str(one.group))}</selectoption>" for one in offered]
        keys = sum(len(item.full(axis)) for axis in item.axes)
        self.put(item, "gapselect", rows, worth=keys, asked=text_with_gaps(self.course, item, offered))
        if any(grade.credit > 0 and not grade.full for grades in item.axes.values() for grade in grades):
            self.losses.append(Loss(item.id, "Moodle gives near misses nothing; they stand in the feedback"))
        if any(len(item.full(axis)) > 1 for axis in item.axes):
            self.losses.append(Loss(item.id, "Moodle wants several labels of an axis in the order of its gaps"))

    def put(self, item: Item, kind: str, rows: Iterable[str], worth: int = 1, asked: str | None = None) -> None:
        """Write one question of this type; `rows` are what this type alone has."""
        self.open_category(item)
        tags = tags_of(item)
        head = [
            f"<name>{text(clip(item.text, 80))}</name>",
            part("questiontext", plain_or_dressed(item.text) if asked is None else asked),
            simple("defaultgrade", str(worth)),
            simple("penalty", "0.3333333"),
            simple("hidden", "0"),
            simple("idnumber", item.id),
        ]
        told = [f"<tag>{text(tag)}</tag>" for tag in tags]
        every = [*head, *rows, f"<tags>{''.join(told)}</tags>" if told else ""]
        self.rows += [f'<question type="{kind}">', *(row for row in every if row), "</question>"]
        self.written += 1
        if cut := [tag.partition(":")[0] for tag in tags if len(tag) > LONGEST_TAG or NEVER_IN_TAGS & set(tag)]:
            self.losses.append(Loss(item.id, f"Moodle cuts tags at {LONGEST_TAG} characters: {', '.join(cut)}"))
        if UNSHOWN.search(item_block(item, attributes_of(item))):
            self.losses.append(Loss(item.id, "characters that XML cannot hold"))

    def open_category(self, item: Item) -> None:
        """Begin the category of the item's chapter, if another one is open."""
        if item.chapter == self.chapter:
            return
        self.chapter = item.chapter
        titles = {chapter.id: chapter.title for chapter in self.course.chapters}
        names = [self.name, titles.get(item.chapter, item.chapter)]
        path = "/".join(["$course$", "top", *(each.replace("/", "//") for each in names if each)])
        self.rows.append(f'<question type="category"><category>{text(path)}</category></question>')


def text(words: str) -> str:
    """Plain words."""
    return f"<text>{html.escape(words, quote=False)}</text>"


def simple(tag: str, words: str) -> str:
    """An element with a value."""
    return f"<{tag}>{html.escape(words, quote=False)}</{tag}>"


def part(tag: str, shown: str, **attributes: str) -> str:
    """An element with HTML in it."""
    return f"<{tag}{opened(attributes)}>{cdata(shown)}</{tag}>"


def opened(attributes: dict[str, str]) -> str:
    """The attributes of an element with HTML."""
    return "".join(f' {name}="{value}"' for name, value in (attributes | {"format": "html"}).items())


def cdata(shown: str) -> str:
    """HTML as Moodle writes it."""
    if not shown or "]]>" in shown:
        return text(shown)
    return f"<text><![CDATA[{shown}]]></text>"


def question(item: Question) -> list[str]:
    """What a multiple-choice question has."""
    return [
        part("generalfeedback", plain_or_dressed(item.why)) if item.why else "",
        simple("single", "false" if item.answers > 1 else "true"),
        simple("shuffleanswers", "true" if item.shuffle else "false"),
        simple("answernumbering", "abc"),
        *(answer(option, item.answers) for option in item.options),
    ]


def answer(option: Option, keys: int) -> str:
    """An option with its weight and its reason."""
    data = {"void": "yes"} if option.void else {}
    if rounded(option, keys):
        data["credit"] = f"{option.credit:g}"
    reason = dress(option.reason, **data) if data else plain_or_dressed(option.reason) if option.reason else ""
    inside = part("feedback", reason) if reason else ""
    weight = told(fraction(option.credit, keys))
    return f'<answer fraction="{weight}" format="html">{cdata(words(option))}{inside}</answer>'


def rounded(option: Option, keys: int) -> bool:
    """Whether Moodle has no weight of just this size for an option that earns something."""
    return option.credit > 0 and abs(fraction(option.credit, keys) - 100 * option.credit / keys) > SAME


def words(option: Option) -> str:
    """The words of an option with its id, if that is written."""
    return dress(option.text, option=option.id) if option.written else plain_or_dressed(option.text)


def losses_of(item: Question) -> list[Loss]:
    """What Moodle makes of a question that is not quite the same."""
    found = []
    if off := [option for option in item.options if rounded(option, item.answers)]:
        weights = ", ".join(f"{each.id} {told(fraction(each.credit, item.answers))} %" for each in off)
        found.append(Loss(item.id, f"Moodle has no weight of just this size: {weights}"))
    if any(option.void for option in item.options):
        found.append(Loss(item.id, "Moodle knows no withdrawn option; it is a wrong one there"))
    return found


def order(item: Order) -> list[str]:
    """What things to order have: the weight is the place."""
    told = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "gradingtype": "ABSOLUTE_POSITION"}
    steps = [
        f'<answer fraction="{place}" format="html">{cdata(words(option))}</answer>'
        for place, option in enumerate(item.options, start=1)
    ]
    return [*(simple(tag, value) for tag, value in told.items()), simple("showgrading", "SHOW"), *steps]


def card(item: Card) -> list[str]:
    """A card is an essay worth nothing: think, hand in, and see the answer in the feedback."""
    return [part("generalfeedback", plain_or_dressed(item.answer)), *ESSAY]


def sketch(item: Sketch) -> list[str]:
    """A sketch is an essay with the model answer and the checklist as notes for those who mark it."""
    lines = "".join(dress(line, "li") for line in item.model)
    points = "".join(dress(point, "li") for point in item.checklist)
    return [*ESSAY, part("graderinfo", f"<ol>{lines}</ol>" + (f"<ul>{points}</ul>" if points else ""))]


ESSAY = (
    simple("responseformat", "editor"),
    simple("responserequired", "0"),
    simple("responsefieldlines", "10"),
    simple("attachments", "0"),
)
