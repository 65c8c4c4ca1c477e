"""Item rules for scenarios, order items and cards, and for the text of all kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.course.flaws.wording import content_words, letters, stem, stems, words
from quizzes.course.items import Card, Case, Frame, Order, Question, Scenario, Sketch
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.course.course import Label
    from quizzes.course.draft import Draft
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem

TODO = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b")
HTML = re.compile(r"<(?:!--|/?[A-Za-z][\w-]*+(?:\s[^<>]*+)?/?>)")
LINK = re.compile(r"(!?)\[([^\[\]]*+)\]\(([^()\s]*+)[^()]*+\)")
CODE = re.compile(r"`+[^`]*`+|(?ms:^ {0,3}(```+|~~~+).*?^ {0,3}\1)")
ORDER_WORD = re.compile(r"(?:first(?:ly)?|second(?:ly)?|then|next|after that|finally|lastly|last)\b", re.IGNORECASE)
QUOTED = re.compile(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\*[^*]*\*")
LEAST_STEPS, MOST_STEPS = 3, 8
MOST_WORDS = 40


def check_scenario(draft: Draft, item: Scenario) -> Iterator[Problem]:
    """L32: each axis has a full label, near misses have reasons, and the labels' words stay out of the story.

    The story of a frame is looked at as rendered (`frame.check_frame`).
    """
    yield from unkeyed(draft, item)
    told, flat = stems(item.text), " ".join(words(item.text.casefold()))
    for axis, grades in item.axes.items():
        for grade in grades:
            if not grade.full and not grade.reason:
                message = f"a near miss without its reason: {clip(grade.label)!r}"
                hint = "add a line > why it is near, and what decides against it"
                yield draft.in_item(item, "L32", message, hint, line=grade.line, level="warning")
        labels = draft.models[axis].labels if axis in draft.models else ()
        full = {grade.label for grade in grades if grade.full}
        for label in labels:
            if label.id in full and not isinstance(item, Frame) and gives_away(label, told, flat):
                message = f"the story holds the words of its label: {label.title!r}"
                hint = "say it in other words"
                word = next(iter(content_words(label.title)), "")
                yield draft.in_item(item, "L32", message, hint, word=word, level="warning")


def unkeyed(draft: Draft, item: Scenario) -> Iterator[Problem]:
    """L32: an axis without a full label."""
    for axis, grades in item.axes.items():
        if grades and not any(grade.full for grade in grades):
            hint = "mark the label that is right with [x]"
            yield draft.in_item(item, "L32", f"no label of {clip(axis)!r} is right", hint, word=f"### {axis}")


def check_case(draft: Draft, item: Case) -> Iterator[Problem]:
    """L32: the labels' words stay out of the events."""
    for event in item.events:
        told, flat = stems(event.text), " ".join(words(event.text.casefold()))
        for axis, grades in event.axes.items():
            full = {grade.label for grade in grades if grade.full}
            for label in draft.models[axis].labels if axis in draft.models else ():
                if label.id in full and gives_away(label, told, flat):
                    message = f"the event holds the words of its label: {label.title!r}"
                    hint = "say it in other words"
                    yield draft.in_item(item, "L32", message, hint, line=event.line, level="warning")


def gives_away(label: Label, told: set[str], flat: str) -> bool:
    """Whether all telling words of a label's title stand in a story; without telling words: the title itself."""
    for part in label.title.split("/"):
        telling = content_words(part)
        if telling and all(stem(word) in told for word in telling):
            return True
        if not telling and f" {' '.join(words(part.casefold()))} " in f" {flat} ":
            return True
    return False


def check_order(draft: Draft, item: Order) -> Iterator[Problem]:
    """L33: 3-8 steps, all different, none that says where it stands."""
    number = len(item.options)
    if number and not LEAST_STEPS <= number <= MOST_STEPS:
        hint = f"from {LEAST_STEPS} to {MOST_STEPS} can be put in order in the head"
        yield draft.in_item(item, "L33", f"{number} steps to put in order", hint, level="warning")
    seen: dict[str, int] = {}
    for option in item.options:
        if (told := letters(option.text)) in seen:
            message = f"the same step as in line {seen[told]}: {clip(option.text)!r}"
            yield draft.in_item(item, "L33", message, "say how they differ", line=option.line, level="warning")
        seen.setdefault(told, option.line)
        if found := ORDER_WORD.match(option.text):
            message = f"the step says where it stands: {found[0]}"
            yield draft.in_item(item, "L33", message, "begin with what happens", line=option.line, level="warning")


def check_card(draft: Draft, item: Card) -> Iterator[Problem]:
    """L36: one question, and an answer that can be said in one breath."""
    if (length := len(words(item.answer))) > MOST_WORDS:
        hint = f"{MOST_WORDS} words or fewer: make two cards of it"
        yield draft.in_item(item, "L36", f"an answer of {length} words", hint, word="A:", level="warning")
    if QUOTED.sub("", item.text).count("?") > 1:
        hint = "one card asks one thing: make two of it"
        yield draft.in_item(item, "L36", "this card asks two questions", hint, level="warning")


def check_text(draft: Draft, item: Item) -> Iterator[Problem]:
    """L37: nothing unfinished, no broken link, no image without words, no HTML."""
    for text in texts(item):
        for message, hint, word in unfinished(text):
            yield draft.in_item(item, "L37", message, hint, word=word)


def texts(item: Item) -> list[str]:
    """All Markdown texts of an item."""
    found = [item.text]
    match item:
        case Card():
            found.append(item.answer)
        case Question():
            found += [item.why, *(each for option in item.options for each in (option.text, option.reason))]
        case Scenario():
            found += [grade.reason for grades in item.axes.values() for grade in grades]
        case Order():
            found += [option.text for option in item.options]
        case Case():
            found += [event.text for event in item.events]
            found += [g.reason for event in item.events for grades in event.axes.values() for g in grades]
        case Sketch():
            found += [*item.model, *item.checklist]
    if isinstance(item, Frame):
        found += [value for slot in item.slots for value in slot.values]
    return [text for text in found if text]


def unfinished(text: str) -> Iterator[tuple[str, str, str]]:
    """What is not finished in a Markdown text: message, hint, and the word at which it shows."""
    if todo := TODO.search(text):
        yield (
            f"still to be done: {todo[0]}",
            "write what is missing; a note to yourself belongs outside the course",
            todo[0],
        )
    if "](" in text:
        for found in LINK.finditer(CODE.sub("", text)):
            if found[1] and not found[2].strip():
                yield "an image without words", "describe it between the brackets: ![words](file)", found[3]
            elif not found[3]:
                yield f"a link that leads nowhere: {clip(found[2])!r}", "write its address", found[2]
    if "<" in text and (html := HTML.search(CODE.sub("", text))):
        yield f"HTML is shown as it stands: {clip(html[0])}", "use Markdown, or put it into `code`", html[0]
