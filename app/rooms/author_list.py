"""The course as lists for its author: chapters with their counts, and the items that are looked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.rooms.author_bench import draft
from quizzes.course.grammar.fields import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.course.course import Chapter
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem

STATUSES = ("draft", "review", "live", "retired")
KINDS = tuple(TEXTS)
MOST = 60
"""Items on one page."""
PLURALS = {"sketch": "sketches"}
NAMES = [
    *(("card", "Card"), ("question", "Question"), ("scenario", "Scenario"), ("frame", "Frame")),
    *(("order", "Order"), ("term", "Key term"), ("case", "Running case"), ("sketch", "Sketch")),
]


def plural(kind: str) -> str:
    """Several of a kind."""
    return PLURALS.get(kind, f"{kind}s")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; "" is anything. `only` is problems or waivers."""

    q: str = ""
    chapter: str = ""
    kind: str = ""
    status: str = ""
    only: str = ""
    page: int = 1

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Wanted:
        """From an address; what is none of the choices counts as not given."""
        page = args.get("page", "")
        return cls(
            args.get("q", "").strip(),
            args.get("chapter", ""),
            args.get("kind", "") if args.get("kind") in KINDS else "",
            args.get("status", "") if args.get("status") in STATUSES else "",
            args.get("only", "") if args.get("only") in {"problems", "waivers"} else "",
            min(int(page), 10_000) if page.isascii() and page.isdigit() and int(page[:6]) else 1,
        )

    def fits(self, item: Item, problems: Iterable[Problem]) -> bool:
        """Whether an item is looked for."""
        text = f"{item.id} {getattr(item, 'title', '')} {item.text}".casefold()
        return (
            all(word in text for word in self.q.casefold().split())
            and self.chapter in {"", item.chapter}
            and self.kind in {"", item.kind}
            and self.status in {"", item.status}
            and (self.only != "waivers" or bool(item.waived))
            and (self.only != "problems" or any(each.level != "info" for each in problems))
        )

    @property
    def args(self) -> dict[str, str]:
        """As an address carries it, without the page."""
        given = {"q": self.q, "chapter": self.chapter, "kind": self.kind, "status": self.status, "only": self.only}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a list, and what is wrong with it."""

    item: Item
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, how many there are in all, and what to choose from."""

    items: tuple[Listed, ...]
    total: int
    pages: int
    chapters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A chapter: how many items of each kind, and how many that are not live by status."""

    chapter: Chapter
    kinds: Mapping[str, int]
    waiting: Mapping[str, int]
    errors: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole course at a glance."""

    chapters: tuple[Shelf, ...]
    items: int
    statuses: Mapping[str, int]
    errors: int
    warnings: int
    waivers: int


def overview() -> Overview:
    """Every chapter with its counts."""
    items, problems = draft().items, current.problems()
    levels = Counter(problem.level for problem in problems)
    statuses: Counter[str] = Counter(item.status for item in items)
    waivers = sum(bool(item.waived) for item in items)
    shelves = tuple(shelf(chapter, items, problems) for chapter in draft().syllabus.chapters)
    return Overview(shelves, len(items), statuses, levels["error"], levels["warning"], waivers)


def shelf(chapter: Chapter, items: Iterable[Item], problems: Iterable[Problem]) -> Shelf:
    """One chapter with its counts."""
    own = [item for item in items if item.chapter == chapter.id]
    kinds = Counter(item.kind for item in own)
    waiting: Counter[str] = Counter(item.status for item in own if item.status != "live")
    errors = sum(each.level == "error" and each.path.startswith(f"{chapter.id}/") for each in problems)
    return Shelf(chapter, {kind: kinds[kind] for kind in KINDS if kinds[kind]}, waiting, errors)


def found(wanted: Wanted) -> Found:
    """The items that are looked for, in course order."""
    by_path: dict[str, list[Problem]] = {}
    for problem in current.problems():
        by_path.setdefault(problem.path, []).append(problem)
    own = [(item, inside(item, by_path.get(item.place.path, ()))) for item in draft().items]
    fitting = [listed(item, problems) for item, problems in own if wanted.fits(item, problems)]
    pages = max(1, -(-len(fitting) // MOST))
    start = (min(wanted.page, pages) - 1) * MOST
    chapters = tuple((each.id, each.title) for each in draft().syllabus.chapters)
    return Found(tuple(fitting[start : start + MOST]), len(fitting), pages, chapters)


def inside(item: Item, problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stand in the lines of an item."""
    return [each for each in problems if item.place.line <= each.line <= item.place.end_line]


def listed(item: Item, problems: Iterable[Problem]) -> Listed:
    """An item with its problems counted."""
    levels = Counter(problem.level for problem in problems)
    return Listed(item, levels["error"], levels["warning"])
