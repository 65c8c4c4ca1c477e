"""Attributes as tags of other programs: what was said comes back, and strange tags are kept apart."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from app.library import read_folder
from quizzes.course.grammar.attributes import ALLOWED, FIELDS
from quizzes.course.grammar.reading import read_items
from quizzes.course.items import Question
from quizzes.exchange.tags import tagged, tags_of
from tests.strategies import CONTENT

SHIPPED = [
    item
    for path, data in read_folder(CONTENT).items()
    if path.endswith(".md") and "/" in path and not path.endswith("lesson.md")
    for item in read_items(data.decode(), path, "x")[0]
]


def test_every_attribute_of_every_shipped_item_comes_back() -> None:
    """All fields that attributes speak about, from tags alone."""
    for item in SHIPPED:
        named = {FIELDS.get(key, key) for key in ALLOWED[item.kind]} - {"title"}
        unsaid: dict[str, Any] = {each.name: each.default for each in fields(item) if each.name in named}
        bare = replace(item, **unsaid)
        back, others, problems = tagged(bare, tags_of(item), "some.xml", 1)
        assert (others, problems) == ((), [])
        assert back == item


def test_strange_tags_stay_apart_and_wrong_ones_are_told_with_their_place() -> None:
    """A tag of another program is none of ours; one of ours with a wrong value is."""
    item = next(item for item in SHIPPED if isinstance(item, Question))
    back, others, problems = tagged(item, ["hard", "course:one", "bloom:9", "use:mock"], "some.xml", 7)
    assert back.use == "mock"
    assert others == ("hard", "course:one")
    assert [(each.path, each.line, each.code, each.message) for each in problems] == [
        ("some.xml", 7, "C09", "'bloom' cannot be '9'")
    ]


def test_every_attribute_has_a_field() -> None:
    """Each attribute that a kind may have is read from an item by its name."""
    fields = {name for item in SHIPPED for name in type(item).__dataclass_fields__}
    assert {FIELDS.get(key, key) for keys in ALLOWED.values() for key in keys} <= fields
