"""An exam as a candidate sits it without JavaScript, and as the page's script does, for tests over the full course."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app.store import coaching, learners, sittings

if TYPE_CHECKING:
    from app.store.sittings import Sitting
    from tests.app.conftest import Candidate, Sheet


@dataclass(frozen=True)
class Examinee:
    """Anna at her paper; `name` is the sitting's id."""

    anna: Candidate
    name: str

    @classmethod
    def begin(cls, anna: Candidate, **fields: Any) -> Examinee:
        """Start a paper, a mock unless fields say otherwise."""
        sheet = anna.send("/exams/start", **({"kind": "mock"} | fields))
        found = re.match(r"/exams/([0-9a-f-]{36})/1$", sheet.path)
        assert found, sheet.text
        return cls(anna, found[1])

    @property
    def sitting(self) -> Sitting:
        """As it is kept."""
        with self.anna.app.extensions["database"].reading() as db:
            found = sittings.find(db, learners.local(db), self.name)
        assert found
        return found

    def path(self, end: object = "") -> str:
        """An address of this sitting."""
        return f"/exams/{self.name}/{end}".rstrip("/")

    def option(self, place: int, *, right: bool = True) -> str:
        """A right or a wrong option of a question, by today's key."""
        asked = self.sitting.paper[place - 1]
        options = {one.id: one for one in self.anna.app.extensions["library"].course.items[asked.item].options}
        return next(slug for slug in asked.shown if (options[slug].credit == 1) is right)

    def choose(self, place: int, *, right: bool = True, **fields: Any) -> Sheet:
        """Choose with the form of a question."""
        sent = {"act_id": str(uuid4()), "was": "", "options": self.option(place, right=right), "go": place + 1}
        return self.anna.send(self.path(place), **(sent | fields))

    def script(self, *acts: dict[str, Any]) -> dict[str, Any]:
        """Send acts as the page's script does."""
        rows = [{"id": str(uuid4()), "option": "", "ago": 0} | act for act in acts]
        response = self.anna.client.post(self.path("acts"), json={"acts": rows})
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.get_json()
        return found

    def answer_all(self, right: int) -> None:
        """Answer every question, so many of them rightly."""
        many = len(self.sitting.paper)
        self.script(
            *(
                {"place": place, "name": "choose", "option": self.option(place, right=place <= right)}
                for place in range(1, many + 1)
            )
        )

    def hand_in(self) -> Sheet:
        """Hand it in."""
        return self.anna.send(self.path("hand-in"))


def mocks(anna: Candidate) -> tuple[coaching.Mock, ...]:
    """The mocks that the forecast hears of."""
    with anna.app.extensions["database"].reading() as db:
        return coaching.sat(db, learners.local(db), "itil4")
