"""Glossary: the key terms with their editions, searchable, each linked to where it is taught."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from app import current
from app.rooms.feedback import section_for
from quizzes.course.items import Term
from quizzes.course.search import search_terms

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from quizzes.course.course import Course

room = Blueprint("terms", __name__, url_prefix="/terms")


@room.get("/")
def index() -> ResponseReturnValue:
    """All terms from A to Z, or those searched for, the best first; those of the other edition alone come after."""
    course, wanted = current.course(), request.args.get("q", "").strip()
    everything = terms(course)
    found = search_terms(everything, wanted)
    near = get_close_matches(wanted.lower(), [term.title.lower() for term in everything], n=1, cutoff=0.6)
    return render_template(
        "terms/index.html",
        own=[term for term in found if current.edition() in term.editions],
        other=[term for term in found if current.edition() not in term.editions],
        wanted=wanted,
        near=near[0] if near and not found else "",
        taught={term.id: place for term in found if (place := section_for(term.skills))},
    )


def terms(course: Course) -> list[Term]:
    """The live terms in alphabetical order."""
    live = [item for item in course.items.values() if isinstance(item, Term) and item.status == "live"]
    return sorted(live, key=lambda term: term.title.lower())
