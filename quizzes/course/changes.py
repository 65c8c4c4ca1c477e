"""What became of items between two versions of a course, told by their three hashes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from quizzes.course.grammar.layout import body_of
from quizzes.course.hashes import key_of, seen
from quizzes.course.items import Case, Order, Place, Question, Scenario
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.course.items import Grade, Item

WIDTH = 50
"""Characters of a text that are shown in one line of a list."""
Sort: TypeAlias = Literal["added", "removed", "wording", "meaning", "key"]


@dataclass(frozen=True, slots=True)
class Change:
    """One item that is not what it was; `place` is where it stands, of a removed one where it stood."""

    sort: Sort
    id: str
    kind: str
    place: Place
    what: str


def changes(before: Mapping[str, Item], after: Mapping[str, Item]) -> list[Change]:
    """Every item that differs, in the order of the files."""
    found = [Change("added", item.id, item.kind, item.place, headline(item)) for item in missing(after, before)]
    found += [Change("removed", item.id, item.kind, item.place, headline(item)) for item in missing(before, after)]
    for slug in before.keys() & after.keys():
        old, new = before[slug], after[slug]
        if sort := sort_of(old, new):
            found.append(Change(sort, slug, new.kind, new.place, what_changed(old, new, sort)))
    return sorted(found, key=lambda change: (change.place.path, change.place.line, change.id))


def missing(here: Mapping[str, Item], there: Mapping[str, Item]) -> list[Item]:
    """The items that are only in the first."""
    return [item for slug, item in here.items() if slug not in there]


def sort_of(old: Item, new: Item) -> Sort | None:
    """The deepest thing that changed in an item, None when it is the same."""
    if old.hashes.content == new.hashes.content:
        return None
    if old.kind != new.kind or key_changed(old, new):
        return "key"
    return "meaning" if seen(old) != seen(new) else "wording"


def key_changed(old: Item, new: Item) -> bool:
    """Whether what counts as right is another; writing the slugs that were only derived until then does not count."""
    return old.hashes.key != new.hashes.key and key_of(slugged(old)) != key_of(slugged(new))


def slugged(item: Item) -> Item:
    """An item as if all its slugs were written."""
    if isinstance(item, Question | Order):
        return replace(item, options=tuple(replace(option, written=True) for option in item.options))
    return item


def headline(item: Item) -> str:
    """The first words of an item."""
    return clip(item.text, WIDTH)


def what_changed(old: Item, new: Item, sort: Sort) -> str:
    """One line on what is another: of a key the worth of its parts, else the first words that differ."""
    if old.kind != new.kind:
        return f"{old.kind} → {new.kind}"
    if sort == "key":
        before, after = dict(worths(old)), dict(worths(new))
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return clip(", ".join(f"{name} {before.get(name, '-')} → {after.get(name, '-')}" for name in names), 2 * WIDTH)
    return words_changed(old, new) or ", ".join(fields_changed(old, new)) or "layout"


def worths(item: Item) -> Iterator[tuple[str, str]]:
    """The parts of a key: options, places or labels, and what each is worth."""
    match item:
        case Question():
            yield from ((option.id, "void" if option.void else f"{option.credit:g}") for option in item.options)
            yield "answers", f"{item.answers}"
        case Order():
            yield from ((option.id, f"{number}") for number, option in enumerate(item.options, start=1))
        case Scenario():
            yield from graded(item.axes)
        case Case():
            for event in item.events:
                yield from ((f"{event.id} {name}", worth) for name, worth in graded(event.axes))
        case _:
            pass


def graded(axes: Mapping[str, tuple[Grade, ...]]) -> Iterator[tuple[str, str]]:
    """The labels of axes that are worth something; x marks those to be found."""
    for axis, grades in axes.items():
        yield from ((f"{axis}: {each.label}", f"{each.credit:g}{'x' * each.full}") for each in grades if each.credit)


def words_changed(old: Item, new: Item) -> str:
    """The first words of the body that differ, with those in their place; "" when the body is the same."""
    one, two = words(old), words(new)
    for tag, start, end, begin, stop in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal":
            gone, come = clip(" ".join(one[start:end]), WIDTH), clip(" ".join(two[begin:stop]), WIDTH)
            before = clip(" ".join(one[max(0, start - 2) : start]))
            return f"{before} [{gone}] → [{come}]".strip()
    return ""


def words(item: Item) -> list[str]:
    """The words of a body, without slugs and the marks of quotes."""
    return [word for word in body_of(item).split() if word != ">" and not word.startswith("{#")]


def fields_changed(old: Item, new: Item) -> list[str]:
    """What differs in the attributes."""
    names = [field.name for field in fields(new) if field.name not in {"place", "hashes", "chapter", "editions"}]
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in [*names, "editions"])
    return [f"{name}: {plain(one)} → {plain(two)}" for name, one, two in pairs if one != two]


def plain(value: Any) -> str:  # noqa: ANN401 any value of an item
    """A value of an attribute, short."""
    return clip(" ".join(map(str, value)) if isinstance(value, tuple) else str(value)) or "-"
