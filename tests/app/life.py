"""A learner who does a bit of everything over the shipped course, so that every table holds something of hers."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

from werkzeug.datastructures import MultiDict

from app import clock
from app.store import corrections, learners, reports
from tests.app.examinee import Examinee
from tests.app.sender import Study

if TYPE_CHECKING:
    from tests.app.conftest import Candidate, Sheet

PAGES = (
    *("/", "/lessons/", "/study/", "/drills/", "/progress/", "/terms/", "/account/", "/account/export", "/calendar/"),
    *("/exams/", "/diagnostics/", "/reports/", "/healthz"),
)
WEDNESDAY = date(2026, 11, 25).toordinal()


class Life:
    """Anna, and how she answers: by chance, the same each time."""

    def __init__(self, anna: Candidate) -> None:
        self.anna = anna
        self.rng = Random(1)  # noqa: S311 nothing secret hangs on it

    def live(self) -> None:
        """All of it."""
        self.study()
        self.practise()
        self.note()
        self.sit()
        self.look_back()

    def answer(self, path: str) -> Sheet:
        """Answer what a page asks."""
        return self.reply(self.anna.open(path))

    def reply(self, sheet: Sheet) -> Sheet:
        """Answer what was asked."""
        page = Study(sheet.html)
        assert page.action, sheet.path
        fields = MultiDict(page.answer(self.rng))
        response = self.anna.client.post(page.action, data=fields, follow_redirects=True)
        assert response.status_code == 200, page.action
        return self.anna._sheet(response)  # noqa: SLF001

    def study(self) -> None:
        """Some of today, one answer taken back, one thing left for later, one set aside and taken back in."""
        self.anna.send("/account/edition", edition="itil4")
        self.anna.change(exam_date=date(2027, 1, 15))
        for _ in range(5):
            after = self.answer("/study/?reveal=1")
        self.anna.undo(after)
        self.anna.send("/study/skip", position=self.anna.open("/study/").values("position")[0])
        item = self.anna.open("/study/").item
        self.anna.send("/study/suspend", item=item)
        self.anna.send("/study/resume", item=item)
        self.anna.send("/study/suspend", item=item)
        self.anna.send("/study/more")

    def practise(self) -> None:
        """Drills, and the first questions of a diagnostic."""
        for _ in range(3):
            after = self.answer("/drills/step+activity")
        self.anna.undo(after)
        self.reply(self.reply(self.anna.send("/diagnostics/start", quick="1")))

    def note(self) -> None:
        """What she writes and notes: lessons read, a sketch, days off, a report that is answered and read."""
        self.anna.send("/lessons/02-service-and-value/skip")
        self.anna.send("/sketches/own-case", line=["Why not?"] * 7, compare="1")
        self.anna.send("/sketches/own-case/compare", point=["0"])
        for day in (WEDNESDAY, WEDNESDAY + 1):
            self.anna.send("/calendar/off", day=day)
        self.anna.send("/calendar/on", day=WEDNESDAY)
        item = next(iter(self.anna.app.extensions["library"].course.items))
        self.anna.send("/reports/", report_id=str(uuid4()), item=item, about="wrong", words="Two options fit.")
        with self.anna.app.extensions["database"].reading() as db:
            filed = [one.id for one in reports.open_of(db, learners.local(db))]
        assert filed
        self.anna.send("/author/inbox/close", report=filed, outcome="explained", reply="Look again.")
        self.anna.open("/reports/")

    def sit(self) -> None:
        """A paper that is paused once, and a mock handed in with a few answers; the real result."""
        paper = Examinee.begin(self.anna, kind="custom", number="5", practice="y")
        paper.choose(1)
        self.anna.send(paper.path("pause"))
        self.anna.send(paper.path("pause"))
        paper.hand_in()
        mock = Examinee.begin(self.anna)
        mock.answer_all(20)
        mock.hand_in()
        self.anna.open(mock.path("review"))
        self.anna.send(mock.path("study"))
        self.anna.send(mock.path("regrade"))
        self.anna.change(exam_date=clock.now().date())
        self.anna.send("/results/", passed="yes", score="30")
        self.anna.change(exam_date=date(2027, 1, 15))

    def look_back(self) -> None:
        """Every page once more, and memories brought to today's keys."""
        for path in PAGES:
            assert self.anna.open(path).status == 200, path
        with self.anna.app.extensions["database"].writing() as db:
            corrections.follow(db, self.anna.app.extensions["library"].course, learners.local(db).id)
        self.anna.send("/study/more")
