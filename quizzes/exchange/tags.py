"""Attributes of items as the tags of other programs, `skill:ci.steps`, and back: so that ids and all else travel."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from quizzes.course.grammar.attributes import ALLOWED, SLUGS, Attribute, attributes_of, listed, values
from quizzes.course.grammar.lines import Notes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.items import Item
    from quizzes.course.problems import Problem

TAG = re.compile(r"([a-z]+):(.*)", re.DOTALL)
_Item = TypeVar("_Item", bound="Item")


def tags_of(item: Item) -> list[str]:
    """One tag for each attribute that says something, for lists one for each entry; some hold spaces."""
    found = []
    for key, attribute in attributes_of(item).items():
        parts = listed(attribute.value) if key in SLUGS else [attribute.value]
        found += [f"{key}:{part}" for part in parts]
    return found


def tagged(item: _Item, tags: Iterable[str], path: str, line: int) -> tuple[_Item, tuple[str, ...], list[Problem]]:
    """The item with what its tags say, the tags that say nothing to us, and problems of those that say it wrongly."""
    found: dict[str, list[str]] = {}
    others: list[str] = []
    for tag in tags:
        split = TAG.fullmatch(tag.strip())
        if split and split[1] in ALLOWED[item.kind] and split[2].strip():
            found.setdefault(split[1], []).append(split[2].strip())
        else:
            others.append(tag)
    notes = Notes(path)
    written = {key: Attribute(", ".join(parts), line, 1) for key, parts in found.items()}
    fields = values(written, notes)
    return replace(item, **fields), tuple(others), notes.problems
