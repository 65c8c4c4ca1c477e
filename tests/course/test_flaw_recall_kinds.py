"""Item rules for cards, order items, stories, frames and what is unfinished: found in a hundred clean ones, alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quizzes.course.items import Card, Frame, Grade, Order, Scenario, Slot
from tests.course.clean import DRAFT, MANY, clean, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzes.course.items import Item


def label_words(item: Item) -> Item:
    """The story says its label."""
    assert isinstance(item, Scenario)
    title = DRAFT.models["step"].label(item.full("step")[0]).title
    return replace(item, text=f"{item.text} {title}")


def no_label(item: Item) -> Item:
    """Nothing is right."""
    assert isinstance(item, Scenario)
    grades = tuple(replace(grade, full=False, credit=0.0, reason="So.") for grade in item.axes["step"])
    return replace(item, axes=item.axes | {"step": grades})


def no_reason(item: Item) -> Item:
    """A near miss is not explained."""
    assert isinstance(item, Scenario)
    named = {grade.label for grade in item.axes["step"]}
    other = next(label.id for label in DRAFT.models["step"].labels if label.id not in named)
    return replace(item, axes=item.axes | {"step": (*item.axes["step"], Grade(other, 0.0))})


def telltale(item: Item) -> Item:
    """The last step says that it is the last."""
    assert isinstance(item, Order)
    last = replace(item.options[-1], text=f"Finally, {item.options[-1].text}")
    return replace(item, options=(*item.options[:-1], last))


def same_step(item: Item) -> Item:
    """One step stands there twice."""
    assert isinstance(item, Order)
    return replace(item, options=(*item.options[1:], item.options[-1]))


def two_steps(item: Item) -> Item:
    """There is nothing to put in order."""
    assert isinstance(item, Order)
    return replace(item, options=item.options[:2])


def long_answer(item: Item) -> Item:
    """The answer is a speech."""
    assert isinstance(item, Card)
    return replace(item, answer=" ".join(["word"] * 41))


def two_questions(item: Item) -> Item:
    """Two things are asked."""
    return replace(item, text=f"{item.text} Why? Since when?")


def same_front(item: Item) -> Item:
    """A second card asks the same."""
    return replace(item, id="newcomer")


def gap(item: Item) -> Item:
    """One value leaves a gap."""
    assert isinstance(item, Frame)
    return replace(item, text=f"{item.text} Look: {{tin}}.", slots=(*item.slots, Slot("tin", ("tin", "tin "))))


def todo(item: Item) -> Item:
    """A note to oneself."""
    return replace(item, text=f"{item.text} TODO")


def html(item: Item) -> Item:
    """A tag that nobody will obey."""
    return replace(item, text=f"{item.text} <b>Now</b>")


def image(item: Item) -> Item:
    """A picture for those only who see it."""
    return replace(item, text=f"{item.text} ![](a.png)")


FLAWS = [
    *[("L32", inject, "scenario") for inject in (label_words, no_label, no_reason)],
    *[("L33", inject, "order") for inject in (telltale, same_step, two_steps)],
    *[("L36", inject, "card") for inject in (long_answer, two_questions, same_front)],
    ("L38", gap, "frame"),
    *[("L37", inject, sort) for inject in (todo, html, image) for sort in ("card", "term", "scenario", "order")],
]
TRIED = {code for code, *_ in FLAWS}


@pytest.mark.parametrize(("code", "inject", "sort"), FLAWS, ids=[f"{c}-{i.__name__}-{s}" for c, i, s in FLAWS])
def test_an_injected_flaw_is_found_and_nothing_else(code: str, inject: Callable[[Item], Item], sort: str) -> None:
    """In every one of a hundred, and no other rule speaks."""
    items = clean(sort)
    assert len(items) == MANY
    assert [set(told(inject(item))) for item in items] == [{code}] * MANY
