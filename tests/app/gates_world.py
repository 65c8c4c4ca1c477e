"""A class server over the shipped course, and one of everything that is Anna's: for the table of who may what."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import url_for

from app.store import assignments, sign_ins, tokens
from app.store.accounts import Role
from app.store.tables import owned
from tests.app.college import URL, College, Person, stranger
from tests.strategies import CONTENT

TABLE = Path(__file__).parent / "matrix.txt"
ROLES = ("nobody", "bo", "ivo", "ines", "odin", "anna")
"""Anna comes last: what she does ends things. Bo learns in Ivo's class, Anna in Ines's; Odin is the operator."""


class Row:
    """One line of the table: endpoint, rule, values in the address, fields of the query or form."""

    def __init__(self, line: str) -> None:
        """Read a line."""
        self.endpoint, self.rule, *words = line.split()
        query = next((word[1:] for word in words if word.startswith("?")), "")
        self.fields = dict(pair.split("=") for pair in query.split("&") if pair)
        self.values = dict(word.split("=") for word in words if not word.startswith("?"))


def rows() -> dict[str, Row]:
    """The table by endpoint."""
    lines = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {row.endpoint: row for row in map(Row, lines)}


class World:
    """The people, and Anna's things by the names that stand in the table."""

    def __init__(self, data: Path) -> None:
        """Sign everybody in and let Anna do one of everything."""
        content = shutil.copytree(CONTENT, data / "course")
        self.college = College(data, f"sqlite:///{data / 'momentum.db'}", content)
        self.people: dict[str, Person] = {"nobody": stranger(self.college)}
        roles = {"ivo": Role.INSTRUCTOR, "ines": Role.INSTRUCTOR, "odin": Role.OPERATOR}
        for name in ROLES[1:]:
            self.people[name] = self.college.person(name.title(), roles.get(name, Role.LEARNER))
        self.anna = self.people["anna"]
        self.classroom = self.college.classroom("Anna's class", self.people["ines"], self.anna)
        self.college.classroom("Bo's class", self.people["ivo"], self.people["bo"])
        self.names: dict[str, str] = {"SPARE": str(self.college.person("Spare", signed_in=False).number)}
        self.things()

    def item(self, kind: str, **wanted: Any) -> Any:
        """The first live item of a kind, with these properties."""
        items = self.college.app.extensions["library"].course.items.values()
        return next(
            item
            for item in items
            if item.kind == kind
            and item.status == "live"
            and "itil4" in item.editions
            and all(getattr(item, name) == value for name, value in wanted.items())
        )

    def things(self) -> None:
        """What is Anna's, and what is the course's."""
        card, order, question = self.item("card"), self.item("order"), self.item("question", use="any", answers=1)
        self.names |= {"CARD": card.id, "ORDER": order.id, "ITEM": question.id}
        self.names |= {"CASE": "claimants-eighty-five", "SKETCH": self.item("sketch").id, "SCENARIO": "break-ins-gaps"}
        self.names |= {
            "EVENT": "claimants-eighty-five.running-after",
            "STEPS": self.steps(),
        }
        self.names["ANSWER"] = self.answer("/study/answer", question.id, options=question.options[0].id)
        drill = {"axes": "step", "axis-step": "take-action"}
        self.names["DRILL_ANSWER"] = self.answer("/drills/answer", self.names["SCENARIO"], **drill)
        self.names["CASE_ANSWER"] = self.answer("/cases/answer", self.names["EVENT"], **drill)
        steps = [step.id for step in order.options]
        self.names["ORDER_ANSWER"] = self.answer("/orders/answer", order.id, order=steps)
        self.names |= {"LEFT": self.names["DRILL_ANSWER"], "RIGHT": self.names["CASE_ANSWER"]}
        sheet = self.anna.send("/exams/start", kind="mock")
        found = re.match(r"/exams/([0-9a-f-]{36})/1$", sheet.path)
        assert found, sheet.text
        self.names |= {"SITTING": found[1], "REPORT": str(uuid4())}
        self.anna.send("/reports/", report_id=self.names["REPORT"], item=question.id, about="typo", words="A slip.")
        with self.college.app.extensions["database"].writing() as db:
            sign_ins.begin(db, self.anna.number, "a phone")
            tokens.issue(db, self.anna.number, "a program")
        self.names["SIGN_IN"] = self.beginning("/sign-ins/")
        self.names["TOKEN"] = self.beginning("/tokens/")
        self.names["UPLOAD"] = self.upload()
        with self.college.app.extensions["database"].writing() as db:
            self.names["ASSIGNMENT"] = str(assignments.add(db, self.classroom.id, "mock", {}))
        self.names |= {"CLASS": str(self.classroom.id), "ANNA": str(self.anna.number)}

    def steps(self) -> str:
        """A story to read in four steps: the address that the room leads to."""
        return self.anna.open("/four-steps/").path.rpartition("/")[2].partition("?")[0]

    def answer(self, path: str, item: str, **fields: Any) -> str:
        """Answer as Anna; the answer's id, which stands in the address that follows."""
        sheet = self.anna.browser.answer(item, path, **fields)
        found = re.search(r"/answers/([0-9a-f-]{36})", sheet.path)
        assert found, sheet.text
        return found[1]

    def beginning(self, page: str) -> str:
        """The name by which the page ends the one listed there."""
        found = re.search(rf'action="{page}([0-9a-f]+)/end"', self.anna.open(page).html)
        assert found
        return found[1]

    def upload(self) -> str:
        """A file that Ines brought."""
        file = (io.BytesIO(b"A question?\nA. One\nB. Two\nANSWER: A\n"), "one.txt")
        chapter = "15-continual-improvement"
        fields = {"file": file, "form": "aiken", "chapter": chapter, "skill": ""}
        sheet = self.people["ines"].send("/author/exchange/", **fields)
        found = re.search(r"/author/exchange/([0-9a-f]{16})", sheet.path)
        assert found, sheet.text
        return found[1]

    def filled(self, values: dict[str, str]) -> dict[str, str]:
        """Values of a row with Anna's things in the place of their names."""
        return {name: self.names.get(value, value) for name, value in values.items()}

    def ask(self, who: str, method: str, row: Row) -> tuple[int, str]:
        """Ask for a route as somebody; the status, and where a redirect leads."""
        with self.college.app.test_request_context(base_url=URL):
            values: dict[str, Any] = dict(self.filled(row.values))
            path = url_for(row.endpoint, **values)
        fields = self.filled(row.fields)
        sent: dict[str, Any] = {"query_string": fields} if method == "GET" else {"data": fields}
        with self.people[who].browser.client.open(path, method=method, **sent) as response:
            return response.status_code, response.headers.get("Location", "")

    def hers(self) -> dict[str, list[Any]]:
        """All rows of Anna's own."""
        with self.college.app.extensions["database"].reading() as db:
            return {
                table.name: [
                    tuple(row) for row in db.execute(table.select().where(table.c.learner == self.anna.number))
                ]
                for table in owned
                if table.name != "tallies"  # her instructor's pages bring it up to date
            }
