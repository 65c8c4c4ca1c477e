"""Learn: the map of the course, and lessons read section by section with checks on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from app import clock, current
from app.db import database
from app.look import markdown
from app.look.frame import short
from app.rooms import planning
from app.rooms.checks import checks
from app.rooms.reading import Reading, reading
from app.store import readings
from quizzes.course.items import Term
from quizzes.course.search import search
from quizzes.practice.opening import SKIPPED

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from quizzes.course.course import Section

room = Blueprint("lessons", __name__, url_prefix="/lessons")
MOST_HITS = 30


@room.get("/")
def index() -> ResponseReturnValue:
    """The course map: every chapter, what was read of it; or the sections that speak of what is searched for."""
    course, wanted = current.course(), request.args.get("q", "").strip()
    with database().reading() as db:
        read = readings.sections_read(db, current.learner())
    known = {chapter: reading(lesson, read, current.edition()) for chapter, lesson in course.lessons.items()}
    return render_template(
        "lessons/index.html",
        chapters=course.chapters,
        readings=known,
        elsewhere={chapter: only for chapter, lesson in course.lessons.items() if (only := others(*lesson.sections))},
        wanted=wanted,
        hits=search(course.lessons.values(), current.edition(), wanted)[:MOST_HITS],
    )


@room.get("/<chapter>/")
def chapter(chapter: str) -> ResponseReturnValue:
    """One chapter: its sections with what was read, and what it holds to practise."""
    found = opened(chapter)
    return render_template(
        "lessons/chapter.html",
        reading=found,
        number=number(chapter),
        counts=current.counts(chapter),
        others=others(*found.lesson.sections),
    )


@room.post("/<chapter>/skip")
def skip(chapter: str) -> ResponseReturnValue:
    """Pass the lesson over: all of the chapter may be asked in study."""
    opened(chapter)
    with database().writing() as db:
        before = readings.sections_read(db, current.learner())
        readings.read(db, current.learner(), chapter, SKIPPED, clock.now())
    planning.take_in(before)
    flash("Skipped. All of this chapter may be asked now; the lesson stays here.")
    return redirect(url_for(".chapter", chapter=chapter), 303)


@room.post("/<chapter>/unskip")
def unskip(chapter: str) -> ResponseReturnValue:
    """Study what was read of it only, as before."""
    opened(chapter)
    with database().writing() as db:
        readings.forget(db, current.learner(), chapter, SKIPPED)
    flash("Taken back. What you read opens as you go.")
    return redirect(url_for(".chapter", chapter=chapter), 303)


@room.get("/<chapter>/whole")
def whole(chapter: str) -> ResponseReturnValue:
    """The whole lesson on one page, to print or to search; without checks."""
    found = opened(chapter)
    texts = {section.id: markdown.sections(section.text, current.course(), level=3) for section in found.sections}
    return render_template("lessons/whole.html", reading=found, texts=texts)


@room.get("/<chapter>/<section>")
def section(chapter: str, section: str) -> ResponseReturnValue:
    """One section with its self-checks, and the list of all sections beside it."""
    found = opened(chapter)
    here = one_of(found, section)
    blocks = markdown.sections(here.text, current.course())
    exam = [block for block in blocks if block.value == "exam"]
    return render_template(
        "lessons/section.html",
        reading=found,
        number=number(chapter),
        section=here,
        asking=current.course().asking(here),
        others=others(here),
        text=[block for block in blocks if block not in exam],
        exam=exam,
        terms=terms_of(here),
        asked=checks(blocks, request.path),
        following=found.after(here),
        before=found.before(here),
    )


@room.post("/<chapter>/<section>/read")
def read(chapter: str, section: str) -> ResponseReturnValue:
    """Note that a section was read and go on to the next, or to the chapter after the last."""
    found = opened(chapter)
    here = one_of(found, section)
    with database().writing() as db:
        before = readings.sections_read(db, current.learner())
        readings.read(db, current.learner(), chapter, section, clock.now())
    planning.take_in(before)
    following = found.after(here)
    if following is None:
        return redirect(url_for(".chapter", chapter=chapter), 303)
    return redirect(url_for(".section", chapter=chapter, section=following.id), 303)


def opened(chapter: str) -> Reading:
    """A chapter's lesson as this learner reads it; 404 when it is not written yet."""
    lesson = current.course().lessons.get(chapter)
    if lesson is None:
        abort(404)
    with database().reading() as db:
        read = readings.sections_read(db, current.learner())
    return reading(lesson, read, current.edition())


def one_of(found: Reading, section: str) -> Section:
    """The section of this id, or 404."""
    return next((one for one in found.sections if one.id == section), None) or abort(404)


def others(*sections: Section) -> str:
    """The names of the editions that ask for these sections where the learner's own does not; "" where it does."""
    asking = current.course().asking(*sections)
    if current.edition() in asking:
        return ""
    return " and ".join(short(edition) for edition in current.course().editions if edition.id in asking)


def number(chapter: str) -> int:
    """The number of a chapter on the course map."""
    return next(one.number for one in current.course().chapters if one.id == chapter)


def terms_of(section: Section) -> list[Term]:
    """The key terms of a section's first skill, three at most."""
    items = current.course().items.values()
    own = [item for item in items if isinstance(item, Term) and set(item.skills) & set(section.skills[:1])]
    return own[:3]
