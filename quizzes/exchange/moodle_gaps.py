"""Scenarios as Moodle's "select missing words" and back: a gap for each label to find, a group of choices an axis.

Moodle gives part credit a gap. What it has no place for (near misses, reasons, deciding words) stands in the general
feedback, where learners read it after answering, and is read back from there; the right label is read from the gap.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.slugs import SLUG, slug_of
from quizzes.course.items import Cue, Grade
from quizzes.exchange.elements import CREDIT, dress, first, marked, plain_or_dressed, said, said_by
from quizzes.exchange.markup import Node, plain, tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.course.course import Course
    from quizzes.course.items import Scenario

GAP = re.compile(r"\[\[(\d{1,3})\]\]")
NTH = re.compile(r"[1-9]\d?")


class Choice(NamedTuple):
    """One label to choose: its words, its group, and what it stands for."""

    words: str
    group: int
    axis: str
    label: str


def title(course: Course, axis: str, label: str = "") -> str:
    """The title of an axis or of a label on it; its id where the course does not know it."""
    model = course.models.get(axis)
    if not label:
        return model.title if model else axis
    return next((one.title for one in model.labels if one.id == label), label) if model else label


def choices(course: Course, item: Scenario) -> list[Choice]:
    """All labels of all axes, in the order of their models."""
    found: list[Choice] = []
    for group, (axis, grades) in enumerate(item.axes.items(), start=1):
        model = course.models.get(axis)
        labels = [*(label.id for label in model.labels)] if model else []
        every = dict.fromkeys([*labels, *(grade.label for grade in grades)])
        found += [Choice(title(course, axis, label), group, axis, label) for label in every]
    return found


def text_with_gaps(course: Course, item: Scenario, offered: Sequence[Choice]) -> str:
    """The description, and under it a line of gaps for each axis."""
    rows = [plain_or_dressed(item.text).replace("[[", "[&#91;")]
    for axis in item.axes:
        keys = [(axis, label) for label in item.full(axis)]
        places = [number for number, one in enumerate(offered, start=1) if (one.axis, one.label) in keys]
        gaps = " ".join(f"[[{number}]]" for number in places)
        rows.append(f'<p data-axis="{html.escape(axis)}">{html.escape(title(course, axis))}: {gaps}</p>')
    return "\n".join(rows)


def feedback(course: Course, item: Scenario) -> str:
    """Reasons, part credits and deciding words, for learners to read and for us to read back."""
    rows: list[str] = []
    for axis, grades in item.axes.items():
        rows.append(f"<p>{html.escape(title(course, axis))}</p>")
        rows.append(f'<ul data-labels="{html.escape(axis)}">')
        rows += [graded(title(course, axis, grade.label), grade) for grade in grades]
        rows.append("</ul>")
    if item.cues:
        told = [dress(cue.text, "li", cue=cue.axis, nth=str(nth(item.text, cue))) for cue in item.cues]
        rows += ["<p>Deciding words</p>", "<ul>", *told, "</ul>"]
    return "\n".join(rows)


def graded(words: str, grade: Grade) -> str:
    """One label with what it is worth and why."""
    told = "right" if grade.full else f"worth {grade.credit:g}" if grade.credit else "not right"
    data = f'data-label="{html.escape(grade.label)}" data-credit="{grade.credit:g}"'
    data += ' data-full="yes"' if grade.full else ""
    reason = dress(grade.reason, "div", reason="yes") if grade.reason else ""
    return f"<li {data}><strong>{html.escape(words)}</strong>: {told}{reason}</li>"


def nth(text: str, cue: Cue) -> int:
    """The how manieth time its words stand in the text, 1 for the first."""
    return sum(text.startswith(cue.text, at) for at in range(cue.start + 1))


class Gapped(NamedTuple):
    """A question with gaps as read: the text without them, and for each axis the words of its right choices."""

    text: str
    keys: dict[str, list[str]]


def split_gaps(source: str, words: Sequence[str]) -> Gapped:
    """The text and the keys of a question of ours; `words` are all choices in their order."""
    root = tree(source)
    keys: dict[str, list[str]] = {}
    rest: list[Node | str] = []
    for part in root.inside:
        axis = part.attributes.get("data-axis", "") if isinstance(part, Node) else ""
        if isinstance(part, Node) and SLUG.fullmatch(axis):
            numbers = [int(number) for number in GAP.findall(plain(part))]
            keys[axis] = [words[number - 1] for number in numbers if 0 < number <= len(words)]
        else:
            rest.append(part)
    return Gapped(said(rest), keys)


def axes_of(source: str, keys: dict[str, list[str]]) -> dict[str, tuple[Grade, ...]]:
    """The grades of each axis: what the feedback lists, with the right ones as the gaps have them."""
    root = tree(source)
    listed: dict[str, list[Grade]] = {axis: [] for axis in keys}
    slugs: dict[tuple[str, str], str] = {}
    for group in marked(root, "labels"):
        axis = group.attributes["data-labels"]
        for node in marked(group, "label"):
            grade, named = grade_of(node), first(node, "strong")
            if axis in listed and SLUG.fullmatch(grade.label):
                slugs[axis, plain(named).strip() if named else ""] = grade.label
                listed[axis].append(grade)
    return {
        axis: tuple(keyed(listed[axis], [slugs.get((axis, one)) or slug_of(one, words=12) for one in right]))
        for axis, right in keys.items()
    }


def grade_of(node: Node) -> Grade:
    """What a listed label is worth."""
    own = node.attributes
    credit = float(own["data-credit"]) if CREDIT.fullmatch(own.get("data-credit", "")) else 0.0
    reason = next(marked(node, "reason"), None)
    full = "data-full" in own
    return Grade(own["data-label"], 1.0 if full else min(credit, 1.0), full, said_by(reason) if reason else "")


def keyed(grades: Iterable[Grade], right: Sequence[str]) -> Iterator[Grade]:
    """The grades with exactly these labels right: the gap is what a teacher edits."""
    wanted = dict.fromkeys(right)
    for grade in grades:
        full = grade.label in wanted
        wanted.pop(grade.label, None)
        credit = 1.0 if full else 0.0 if grade.full else grade.credit
        yield replace(grade, credit=credit, full=full)
    yield from (Grade(label, 1.0, full=True) for label in wanted)


def cues_of(source: str, text: str) -> tuple[tuple[Cue, ...], list[str]]:
    """The deciding words that the feedback lists, found again in the text; and those that are not there."""
    found: list[Cue] = []
    missing: list[str] = []
    for node in marked(tree(source), "cue"):
        words, axis, times = said_by(node), node.attributes["data-cue"], node.attributes.get("data-nth", "")
        start = place(text, words, int(times) if NTH.fullmatch(times) else 1)
        if start < 0 or not SLUG.fullmatch(axis):
            missing.append(words)
        else:
            found.append(Cue(words, axis, start, start + len(words)))
    return tuple(found), missing


def place(text: str, words: str, times: int) -> int:
    """Where words stand for the n-th time in a text, -1 if they do not."""
    start = -1
    for _ in range(times):
        start = text.find(words, start + 1) if words else -1
        if start < 0:
            break
    return start
