"""A sitting as its learner sees it: the question that lies open, the grid, the time left; and what they do to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from app import clock, current
from app.store import sittings
from app.store.sittings import Sent
from quizzes.course.items import Question
from quizzes.exam import sitting as exam
from quizzes.exam.sitting import NAMES, Act, blanks, closing, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.sittings import Sitting
    from quizzes.course.items import Option
    from quizzes.exam.sitting import Standing

LONGEST_AGO = 86_400
PLACE = 4  # digits; no paper has ten thousand questions
NO_PLACE = "There is no such question, or nothing that can be done to it."


class ActError(ValueError):
    """An act that cannot be understood; its words say why."""


@dataclass(frozen=True)
class Seat:
    """A sitting at a moment: its paper and its time; enough to say something into it."""

    sitting: Sitting
    now: datetime

    @cached_property
    def closed(self) -> datetime:
        """The last moment that counts."""
        return closing(self.sitting.deadline, self.sitting.handed_in)

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return len(self.sitting.paper)

    @property
    def left(self) -> float:
        """Seconds to the deadline, 0 when it has passed; it stands still in a pause."""
        return max(0.0, (self.sitting.deadline - (self.sitting.paused or self.now)).total_seconds())

    @property
    def open(self) -> bool:
        """Whether it goes on."""
        return self.sitting.handed_in is None and (self.sitting.paused is not None or self.now < self.sitting.deadline)

    @property
    def over(self) -> bool:
        """Whether nothing that arrives now would still count."""
        return not self.open and (self.sitting.handed_in is not None or self.now > self.closed)

    def question(self, place: int) -> Question | None:
        """The question at a place, counted from 1; None when it has left the course since."""
        item = current.course().items.get(self.sitting.paper[place - 1].item)
        return item if isinstance(item, Question) else None

    def options(self, place: int) -> tuple[Option, ...]:
        """Its options in the order drawn."""
        question = self.question(place)
        found = {option.id: option for option in question.options} if question else {}
        return tuple(found[slug] for slug in self.sitting.paper[place - 1].shown if slug in found)


@dataclass(frozen=True)
class Desk(Seat):
    """A seat with all that was done there; `here` is the question that lies open, 0 for none."""

    acts: tuple[Act, ...]
    here: int = 0

    @cached_property
    def standing(self) -> Standing:
        """What stands chosen, flagged and seen; what lies open is seen, though opening a page writes nothing."""
        found = standing(self.acts, self.closed)
        return replace(found, seen=found.seen | {self.here}) if self.here else found

    @property
    def blanks(self) -> list[int]:
        """The questions without an answer."""
        return blanks(self.questions, self.standing)

    @property
    def taken(self) -> dict[int, float]:
        """Seconds that each question lay open, by place, pauses left out."""
        return exam.seconds(self.acts, self.sitting.began, self.closed, self.sitting.seconds)

    def latest(self) -> int:
        """Where to go on: the question of the last act, the first before any."""
        return exam.in_order(self.acts)[-1].place if self.acts else 1


def seat(db: Connection, sitting_id: str) -> Seat | None:
    """A learner's sitting as its clock stands now; what was done in it, which grows, is left unread."""
    found = sittings.find(db, current.learner(), sitting_id)
    return Seat(found, clock.now()) if found else None


def desk(db: Connection, sitting_id: str, here: int = 0) -> Desk | None:
    """A learner's sitting as it stands now."""
    at = seat(db, sitting_id)
    return Desk(at.sitting, at.now, sittings.acts_of(db, current.learner(), sitting_id), here) if at else None


def from_form(sitting: Sitting, place: int, form: Mapping[str, str]) -> list[Sent]:
    """What a question's form says: another option than it showed, cleared, flagged or not, and where to go next.

    Its parts share the form's id, so that the same form sent twice counts once.

    Raises:
        ActError: it cannot be understood.
    """
    option, now = form.get("options", ""), clock.now()
    found: list[tuple[int, str, str]] = []
    if "clear" in form:
        found.append((place, "clear", ""))
    elif option and option != form.get("was", ""):
        found.append((place, "choose", option))
    if form.get("flag") in {"flag", "unflag"}:
        found.append((place, form["flag"], ""))
    if (go := place_sent(form)) is not None:
        found.append((go, "see", ""))
    base = _uuid(form.get("act_id", ""))
    return [
        _sent(sitting, str(uuid5(NAMESPACE_URL, f"{base}:{name}")), at, name, chosen, now, now)
        for at, name, chosen in found
    ]


def place_sent(form: Mapping[str, str]) -> int | None:
    """The question a form wants to go to; None when it names none.

    Raises:
        ActError: no paper has so many.
    """
    go = form.get("go", "")
    if go.isdecimal() and len(go) > PLACE:
        raise ActError(NO_PLACE)
    return int(go) if go.isdecimal() else None


def from_json(sitting: Sitting, body: Any) -> list[Sent]:  # noqa: ANN401 whatever was sent
    """Acts as the page's script sends them; `ago` says how many seconds each had to wait.

    Raises:
        ActError: one cannot be understood; none of them is then kept.
    """
    rows = body.get("acts") if isinstance(body, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ActError("Send a list of acts.")
    return list(_from_rows(sitting, rows, clock.now()))


def _from_rows(sitting: Sitting, rows: list[dict[str, Any]], now: datetime) -> Iterator[Sent]:
    for row in rows:
        ago, place = row.get("ago", 0), row.get("place")
        if not isinstance(ago, int | float) or not 0 <= ago <= LONGEST_AGO or not isinstance(place, int):
            raise ActError("An act names its place, and how long ago it was in seconds.")
        made = max(sitting.began, now - timedelta(seconds=ago))
        option, name = row.get("option") or "", str(row.get("name", ""))
        yield _sent(sitting, _uuid(row.get("id")), place, name, str(option), made, now)


def _sent(sitting: Sitting, act_id: str, place: int, name: str, option: str, made: datetime, heard: datetime) -> Sent:
    known = next((each for each in NAMES if each == name), None)
    if known is None or not 1 <= place <= len(sitting.paper):
        raise ActError(NO_PLACE)
    if known == "choose" and option not in sitting.paper[place - 1].shown:
        raise ActError("This question does not offer that answer. Load the page again.")
    return Sent(act_id, Act(place, known, option if known == "choose" else "", made, heard))


def _uuid(text: object) -> str:
    try:
        return str(UUID(str(text)))
    except ValueError as error:
        raise ActError("Every act carries an id of its own.") from error
