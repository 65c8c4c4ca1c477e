"""Setting an assignment: the form of each kind, what it is called, what counts, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, ValidationError

from app import current
from app.rooms import choice, papers
from app.rooms.dates import from_today, read_date
from app.rooms.whole_number import WholeNumber, Within
from quizzes.course.items import Card, Order, Question, Scenario

if TYPE_CHECKING:
    from datetime import date

    from app.rooms.choice import Choice
    from app.store.assignments import Assignment
    from app.store.classes import Classroom
    from quizzes.course.course import Course, Model

KINDS = {
    "chapter": ("Read a chapter", "its lesson, and some of its items answered"),
    "test": ("A short test", "ten questions of a chapter, or half a paper"),
    "drill": ("Drill scenarios", "so many stories on axes you choose"),
    "mock": ("A mock exam", "a whole paper, weighted like the real one"),
}
"""By kind: what it is called, and what it is."""
MOST = 200
LONGEST = 300
HALF = "half"
USUAL = {"chapter": 10, "drill": 20}
TEN = "10"


class AssignmentForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What is to be done, until when, and a sentence; each kind asks for some of the fields."""

    chapter = SelectField("Chapter", validate_choice=False)
    axes = SelectField("Classify by", validate_choice=False)
    only = SelectField("Only these", validate_choice=False)
    number = WholeNumber("How many")
    due = StringField("Due on")
    words = StringField("A sentence for the class")

    kind: str = ""
    classroom: Classroom | None = None
    former: date | None = None

    @classmethod
    def of(cls, classroom: Classroom, kind: str, former: date | None = None, **told: Any) -> AssignmentForm:  # noqa: ANN401
        """The form of a kind with this class's choices; `told` are values to begin with, `former` the day it had."""
        form: AssignmentForm = cls(data=told)
        form.kind, form.classroom, form.former = kind, classroom, former
        return form

    def validate_chapter(self, field: Field) -> None:
        """A chapter that has what is asked of it."""
        if self.kind in {"chapter", "test"} and field.data not in dict(self.chapters()):
            raise ValidationError("Choose a chapter.")

    def validate_axes(self, field: Field) -> None:
        """Axes that a drill knows, and labels that leave something to ask."""
        if self.kind != "drill":
            return
        found = choice.read(current.course(), field.data or "", {"only": self.only.data or ""})
        if found is None or not found.keyed(current.course()):
            raise ValidationError("Choose what to classify by.")

    def validate_number(self, field: Field) -> None:
        """One or more; of a chapter no more than it has."""
        if self.kind not in USUAL:
            return
        least, most = (0, self.most()) if self.kind == "chapter" else (1, MOST)
        Within(least, most)(self, field)

    def validate_due(self, field: Field) -> None:
        """Empty, or a day from today on that is not far off (unless it was that before)."""
        from_today(field.data or "", current.today(), self.former)

    def validate_words(self, field: Field) -> None:
        """A sentence or two."""
        field.data = " ".join((field.data or "").split())
        if len(field.data) > LONGEST:
            raise ValidationError(f"Up to {LONGEST} letters; yours has {len(field.data)}.")

    def most(self) -> int:
        """How many items of the chosen chapter everybody in the class can answer."""
        course, chapter = current.course(), self.chapter.data or ""
        return min(len(answerable(course, chapter, edition)) for edition in editions(self.classroom))

    def chapters(self) -> list[tuple[str, str]]:
        """(id, words) of the chapters this kind can ask for; a test may also be half a paper."""
        course = current.course()
        found = [(one.id, f"{one.number}. {one.title}") for one in course.chapters if self.has(one.id)]
        return [*found, (HALF, "Half a paper, from the whole course")] if self.kind == "test" else found

    def has(self, chapter: str) -> bool:
        """Whether a chapter has a lesson, for a test whether it has questions in the editions of the class."""
        course = current.course()
        if self.kind == "chapter":
            return chapter in course.lessons
        items = [one for one in course.items.values() if isinstance(one, Question) and one.chapter == chapter]
        asked = [one for one in items if one.status == "live" and one.use != "mock"]
        return all(any(edition in one.editions for one in asked) for edition in editions(self.classroom))

    def target(self) -> dict[str, Any]:
        """What is to be done, as it is kept."""
        if self.kind == "chapter":
            return {"chapter": self.chapter.data, "items": self.number.data}
        if self.kind == "test":
            return {} if self.chapter.data == HALF else {"chapter": self.chapter.data}
        if self.kind == "drill":
            return {"axes": self.axes.data, "only": self.only.data or "", "number": self.number.data}
        return {}

    def until(self) -> date | None:
        """The day it is due."""
        return read_date(self.due.data or "", current.today())

    def faults(self) -> list[tuple[str, str]]:
        """Every fault as (field, sentence)."""
        return [(name, str(sentence)) for name, found in self.errors.items() for sentence in found]


def editions(classroom: Classroom | None) -> list[str]:
    """The editions a class studies."""
    known = [one.id for one in current.course().editions]
    return [classroom.edition] if classroom and classroom.edition in known else known


def axes(classroom: Classroom) -> list[Model]:
    """The axes of a class's editions, those with an order of their own first."""
    studied = set(editions(classroom))
    found = [model for model in current.course().models.values() if studied & set(model.editions)]
    return sorted(found, key=lambda model: not model.ordered)


def answerable(course: Course, chapter: str, edition: str) -> frozenset[str]:
    """The live items of a chapter that are answered and count, in an edition; those kept for mocks are not asked."""
    return frozenset(
        item.id
        for item in course.items.values()
        if isinstance(item, Card | Question | Scenario | Order)
        and (item.chapter, item.status) == (chapter, "live")
        and edition in item.editions
        and getattr(item, "use", "") != "mock"
    )


@dataclass(frozen=True, slots=True)
class Told:
    """An assignment in words: its title, what counts, and where it is done (None: it has left the course)."""

    title: str
    counts: str
    href: str | None
    act: str


GONE = "The course no longer has this. Your instructor can take the assignment back."
READING = (
    "Counts when every section is marked as read, also before this was set{items}. "
    "Answers in study, in the lesson, in drills and in tests all count."
)


def told(course: Course, one: Assignment) -> Told:
    """What to call an assignment, and how it is done."""
    return {"chapter": _chapter, "test": _test, "drill": _drill, "mock": _mock}[one.kind](course, one.target)


def _chapter(course: Course, target: dict[str, Any]) -> Told:
    number, lesson = target["items"], course.lessons.get(target["chapter"])
    if lesson is None:
        return Told("Read a chapter", GONE, None, "")
    things = "1 item" if number == 1 else f"{number} different items"
    some = f", and {things} of the chapter answered since" if number else ""
    title = f"Read “{lesson.title}”" + (f" and answer {number} of its items" if number else "")
    return Told(title, READING.format(items=some), url_for("lessons.chapter", chapter=lesson.chapter), "Read")


def _test(course: Course, target: dict[str, Any]) -> Told:
    counts = "Counts when the paper is handed in, or its time is over."
    if "chapter" not in target:
        return Told("Sit half a paper", counts, url_for("exams.new", kind=HALF), "Sit it")
    chapter = next((one for one in course.chapters if one.id == target["chapter"]), None)
    if chapter is None:
        return Told("Test yourself", GONE, None, "")
    href = url_for("exams.new", kind="chapter", chapter=chapter.id)
    return Told(f"Test yourself: {chapter.title}", counts, href, "Sit it")


def drill(course: Course, target: dict[str, Any]) -> Choice | None:
    """The drill that is to be done; None where the course does not know it any more."""
    found = choice.read(course, target["axes"], {"only": target["only"]})
    return found if found and found.keyed(course) else None


def _drill(course: Course, target: dict[str, Any]) -> Told:
    found, number = drill(course, target), target["number"]
    if found is None:
        return Told("Drill scenarios", GONE, None, "")
    first, *rest = [model.title for model in found.models]
    named = " and ".join([first, *(f"{title[0].lower()}{title[1:]}" for title in rest)])
    some = {label.id: label.title for model in found.models for label in model.labels}
    only = " or ".join(f"“{some[label]}”" for label in found.labels)
    asked = only if only and len(found.models) == 1 else f"{named}, only {only}" if only else named
    stories = "1 scenario" if number == 1 else f"{number} scenarios"
    title = f"Drill {stories}: {asked}"
    counts = f"Counts when {stories} of this drill {'has' if number == 1 else 'have'} been answered since it was set."
    href = url_for("drills.start", axes=found.axes, only=target["only"] or None, length=TEN)
    return Told(title, counts, href, "Drill")


def _mock(_course: Course, _target: dict[str, Any]) -> Told:
    counts = "Counts when the paper is handed in, or its time is over."
    return Told(f"Sit a {papers.NAMES['mock'].lower()}", counts, url_for("exams.new", kind="mock"), "Sit it")
