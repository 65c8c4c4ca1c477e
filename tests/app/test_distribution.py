"""Tables can be distributed by learner: every statement of a learner's path names whose rows it speaks of."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from app.store import memories
from app.store.tables import owned
from tests.app.conftest import Candidate, small_app
from tests.app.life import Life
from tests.conftest import CONTENT
from tests.databases import ask, heard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import time_machine

    from app.db import Database

ACROSS = {
    "everybody's last papers, so that a new one is new": r"sittings.paper FROM sittings WHERE sittings.edition =",
    "how many answers the server holds": r"SELECT count\(\*\) AS count_1 FROM (answers|undos)$",
    "the inbox finds a report by its id": r"FROM reports WHERE reports.id =",
    "the inbox lists reports": r"FROM reports WHERE reports.outcome IS NULL",
    "the inbox closes reports": r"(UPDATE|FROM) reports .*WHERE reports.id IN",
}
"""What by its nature asks for the rows of all learners, and what it looks like."""
NAMES = "|".join(table.name for table in owned)
TOUCHED = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE) ({NAMES})\b")


@contextmanager
def overheard(database: Database) -> Iterator[list[str]]:
    """Every statement that a database hears, by SQLAlchemy and past it; each with single spaces."""
    said: list[str] = []
    with heard(database, said.append):
        yield said
    said[:] = [" ".join(re.sub(r"--.*", "", one).split()) for one in said]


def amiss(statement: str) -> list[str]:
    """The tables of learners that a statement speaks of more often than of whose rows it means."""
    found = TOUCHED.findall(statement)
    if statement.startswith("INSERT"):
        head = statement.partition(")")[0]
        return [] if not found or re.search(r"\blearner\b", head) else found[:1]
    named = {name: len(re.findall(rf"\b{name}\.learner =|= {name}\.learner\b", statement)) for name in set(found)}
    return [name for name, times in named.items() if found.count(name) > times]


@pytest.fixture
def anna(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[Candidate]:  # noqa: ARG001 her time stands still
    """Anna over the shipped course."""
    app = small_app(tmp_path, CONTENT)
    yield Candidate(app)
    app.extensions["database"].close()


def test_every_statement_of_a_learner_names_the_learner(anna: Candidate) -> None:
    """While she studies, undoes, drills, notes, sits exams and looks back; what crosses learners is listed above."""
    with overheard(anna.app.extensions["database"]) as said:
        Life(anna).live()
        anna.send("/account/start-over", sure="y")
    touched = {name for one in said for name in TOUCHED.findall(one)}
    assert touched == {table.name for table in owned}
    without = {one for one in said if amiss(one)}
    for why, known in ACROSS.items():
        found = {one for one in without if re.search(known, one)}
        assert found, why
        without -= found
    assert without == set()


UNIQUE = """
SELECT c.relname, array_agg(a.attname::text) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname, i.indexrelid
"""


def test_the_program_runs_on_keys_that_can_be_distributed(
    tmp_path: Path,
    postgres_url: str,
    clock: time_machine.Traveller,  # noqa: ARG001 her time stands still
) -> None:
    """With the keys of docs/distributed.sql, the learner in each: the same life, and a replay finds no difference."""
    for statement in (CONTENT.parent / "docs/distributed.sql").read_text().partition("BEGIN;")[2].split(";\n"):
        if (sql := statement.strip()) == "COMMIT":
            break
        ask(postgres_url, sql)
    keys = ask(postgres_url, UNIQUE)
    assert {name for name, _ in keys} >= {table.name for table in owned}
    assert [name for name, columns in keys if name in NAMES.split("|") and "learner" not in str(columns)] == []
    app = small_app(tmp_path, CONTENT)
    Life(Candidate(app)).live()
    with app.extensions["database"].writing() as db:
        assert memories.replay(db, app.extensions["library"].course).differences == 0
    app.extensions["database"].close()
