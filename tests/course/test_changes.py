"""What became of an item between two versions: wording, meaning or key, told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from quizzes.course.changes import changes
from quizzes.course.grammar.reading import read_items
from quizzes.course.grammar.writing import canonical, with_ids
from tests.course.careless import item_texts

if TYPE_CHECKING:
    from quizzes.course.items import Item

TEXT = """## card a-card
skill: a.words

Q: What is a word?
A: What is said.

## question a-question
skill: a.words | style: standard | bloom: 2

What do people call the thing that is said?

- [x] A word {#word}
  > It is said.
- [ ] A deed {#deed}
- [ ] A wish {#wish}

## scenario a-story
domain: library

The library ==counts its readers=={step} today.

### step
- [x] now
- [ ] next

## order a-order
skill: a.next

Put the letters in their order.

1. A {#a}
2. B {#b}
3. C {#c}

## case a-case
skill: a.words

A desk.

### event first
It counts.

- step: now
"""


def items(text: str) -> dict[str, Item]:
    """The items of a text by id."""
    return {item.id: item for item in read_items(text, "01-start/items.md", "01-start")[0]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It is said.", "People say it.", ("wording", "a-question", "A word [It is said.] → [People say it.]")),
        ("domain: library", "domain: library | hard: yes", ("wording", "a-story", "hard: False → True")),
        (
            "skill: a.words\n\nQ",
            "skill: a.words\nstatus: retired\n\nQ",
            ("wording", "a-card", "status: live → retired"),
        ),
        ("What is said.", "What is written.", ("meaning", "a-card", "What is [said.] → [written.]")),
        ("A wish", "A hope", ("meaning", "a-question", "] A [wish] → [hope]")),
        ("[x] A word", "[~ 0.5] A word", ("key", "a-question", "word 1 → 0.5")),
        ("- [ ] A wish {#wish}", "- [void] A wish {#wish}", ("key", "a-question", "wish 0 → void")),
        ("- [ ] A wish {#wish}\n", "", ("key", "a-question", "wish 0 → -")),
        (
            "- [x] now\n- [ ] next",
            "- [~ 0.5] now\n- [x] next",
            ("key", "a-story", "step: now 1x → 0.5, step: next - → 1x"),
        ),
        ("1. A {#a}\n2. B {#b}", "1. B {#b}\n2. A {#a}", ("key", "a-order", "a 1 → 2, b 2 → 1")),
        ("- step: now", "- step: next", ("key", "a-case", "first step: now 1x → -, first step: next - → 1x")),
        ("## card a-card", "## term a-card", ("key", "a-card", "card → term")),
    ],
)
def test_a_change_is_told_by_the_deepest_thing_it_touched(old: str, new: str, expected: tuple[str, str, str]) -> None:
    """With the words or the worths that are another, and where."""
    assert old in TEXT
    [change] = changes(items(TEXT), items(TEXT.replace(old, new, 1)))
    assert (change.sort, change.id, change.what) == expected
    assert change.place == items(TEXT.replace(old, new, 1))[change.id].place


def test_added_and_removed_items_are_told_with_their_first_words() -> None:
    """The removed one where it stood."""
    less = TEXT[: TEXT.index("## case")].replace("a-card", "card-two")
    assert [(each.sort, each.id, each.place.line, each.what) for each in changes(items(TEXT), items(less))] == [
        ("removed", "a-card", 1, "What is a word?"),
        ("added", "card-two", 1, "What is a word?"),
        ("removed", "a-case", 35, "A desk."),
    ]


@given(item_texts())
def test_layout_and_written_slugs_change_no_item(text: str) -> None:
    """`momentum fmt` is told as nothing, `momentum ids` as wording at most."""
    assert changes(items(text), items(canonical(text, "01-start/items.md"))) == []
    told = changes(items(text), items(with_ids(text, "01-start/items.md")))
    assert {change.sort for change in told} <= {"wording"}
