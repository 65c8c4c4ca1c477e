"""Glossary: the key terms with their editions, searchable, each linked to where it is taught."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from app import current
from app.rooms.feedback import section_for
from quizzes.course.items import Term

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from quizzes.course.course import Course

room = Blueprint("terms", __name__, url_prefix="/terms")


@room.get("/")
def index() -> ResponseReturnValue:
    """All terms from A to Z, or those that hold the words searched for."""
    course, wanted = current.course(), request.args.get("q", "").strip()
    everything = terms(course)
    found = [term for term in everything if matches(term, wanted)]
    near = get_close_matches(wanted.lower(), [term.title.lower() for term in everything], n=1, cutoff=0.6)
    return render_template(
        "terms/index.html",
        terms=found,
        wanted=wanted,
        near=near[0] if near and not found else "",
        taught={term.id: place for term in found if (place := section_for(term.skills))},
    )


def terms(course: Course) -> list[Term]:
    """The live terms in alphabetical order."""
    live = [item for item in course.items.values() if isinstance(item, Term) and item.status == "live"]
    return sorted(live, key=lambda term: term.title.lower())


def matches(term: Term, wanted: str) -> bool:
    """Whether every word searched for stands in the term or its definition."""
    text = f"{term.title} {term.text}".lower()
    return all(word in text for word in wanted.lower().split())
