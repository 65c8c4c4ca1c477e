"""Who may do what: every route, everybody, one's own and somebody else's, as the table in matrix.txt says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.gates_world import ROLES, Row, World, rows
from tests.databases import heard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = {
    "nobody": "nobody",
    "bo": "learner",
    "anna": "learner",
    "ivo": "instructor",
    "ines": "instructor",
    "odin": "operator",
}
LET_IN = {
    "person": {"learner", "instructor", "operator"},
    "author": {"instructor", "operator"},
    "operator": {"operator"},
}
WRITTEN_BY_PAGES = {
    "plans": "today's plan is made when it is first looked at, from what is there",
    "traces": "what the planner worked out of the log",
    "forecasts": "what was foretold today",
    "tallies": "first answers kept short for the pages of a class, from the log",
    "sign_ins": "when it was last seen",
    "reports": "that the author's answer was shown",
}
"""Tables that looking at a page may write: nothing that somebody did stands in them, or only that it was looked at."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One server for all; the tests of this file run in their order."""
    made = World(folder(tmp_path_factory))
    yield made
    made.college.close()


def folder(factory: pytest.TempPathFactory) -> Path:
    """Where it lives."""
    return factory.mktemp("gates")


def expected(rule: str, who: str) -> set[str]:
    """What the table says: in, door, 403 or 404.

    Who is let into a room may find nothing of their own in it, which is a 404 too; a thing of Anna's she must find.
    """
    kind = KINDS[who]
    if rule == "everybody":
        return {"in"}
    if kind == "nobody" or rule in {"halfway", "token"}:
        return {"door"}
    if rule == "class":
        return {"403"} if kind == "learner" else {"in"} if who == "ines" else {"404"}
    if rule == "unripe":
        return {"in", "404"} if who == "anna" else {"404"}
    if rule == "owner":
        return {"in"} if who == "anna" else {"404"}
    return {"in", "404"} if kind in LET_IN[rule] else {"403"}


def seen(world: World, who: str, method: str, row: Row) -> str:
    """What happens: in, door, 403 or 404; a fault of ours is none of them."""
    status, onward = world.ask(who, method, row)
    assert status < 500, f"{method} {row.endpoint} as {who}: {status}"
    if status == 401 or onward.startswith("/sign-in/?next="):
        return "door"
    return str(status) if status in {403, 404} else "in"


def routes(world: World) -> list[tuple[str, Row]]:
    """Every method of every route with its row."""
    table = rows()
    found = [
        (method, table[rule.endpoint])
        for rule in world.college.app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    # What ends one's own sign-in comes last, else all that follows would be asked by a stranger.
    last = {
        "sign_in.out": 2,
        "account.delete": 2,
        "assignments.take_back": 1,
        "classes.leave": 1,
        "exams.hand_in": 1,
        "people.delete": 1,
        "study.undo": 1,
    }
    return sorted(found, key=lambda each: last.get(each[1].endpoint, 0))


def test_the_table_names_every_route(world: World) -> None:
    """A new one without a line fails here, and so does a line without its route."""
    there = {rule.endpoint for rule in world.college.app.url_map.iter_rules()}
    assert there - rows().keys() == set(), "routes that matrix.txt does not name"
    assert rows().keys() - there == set(), "lines of matrix.txt without a route"


def test_looking_changes_nothing(world: World) -> None:
    """No GET writes what somebody did: a link, a prefetch or a picture in somebody's page can do no harm."""
    found: list[str] = []

    def note(statement: str) -> None:
        words = statement.split()
        if words and words[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            found.append(words[2 if words[0].upper() != "UPDATE" else 1].strip('"'))

    with heard(world.college.app.extensions["database"], note):
        for who in ("anna", "ines", "odin"):
            for method, row in routes(world):
                if method == "GET":
                    found.clear()
                    world.ask(who, method, row)
                    assert set(found) <= WRITTEN_BY_PAGES.keys(), f"GET {row.endpoint} as {who} writes {set(found)}"


@pytest.mark.parametrize("who", ROLES)
def test_everybody_gets_what_the_table_says(world: World, who: str) -> None:
    """And what belongs to Anna is as it was, whatever others send with her numbers in it."""
    before = world.hers()
    wrong = []
    for method, row in routes(world):
        said, wanted = seen(world, who, method, row), expected(row.rule, who)
        if said not in wanted:
            wrong.append(f"{method} {row.endpoint} as {who}: {said}, and the table says {wanted}")
    assert not wrong, "\n".join(wrong)
    if who != "anna":
        assert world.hers() == before
