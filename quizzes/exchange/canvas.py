"""Canvas: a quiz as a QTI 1.2 package that Canvas imports; written only, and the same bytes each time."""

from __future__ import annotations

import html
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quizzes.course.grammar.slugs import slug_of
from quizzes.course.items import Card, Case, Frame, Order, Question, Scenario, Sketch
from quizzes.exchange import retold
from quizzes.exchange.canvas_items import card, losses_of, order, question, scenario, sketch
from quizzes.exchange.canvas_qti import Asked, element, item_of
from quizzes.exchange.elements import UNSHOWN
from quizzes.exchange.parcel import Loss, Parcel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.course import Course
    from quizzes.course.items import Item

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the package, so that exporting twice gives the same bytes."""

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
QUIZ = "http://canvas.instructure.com/xsd/cccv1p0"


def write(course: Course, items: Iterable[Item], name: str) -> Parcel:
    """A package with one quiz of this name."""
    asked: list[Asked] = []
    losses: list[Loss] = []
    written = 0
    for item in items:
        found, lost = asked_of(course, item)
        asked += found
        losses += lost
        written += bool(found)
    return Parcel(package(asked, name), written, tuple(losses))


def asked_of(course: Course, item: Item) -> tuple[list[Asked], list[Loss]]:
    """What Canvas asks for an item, and what is lost."""
    match item:
        case Frame() | Case():
            scenarios, loss = retold.wordings(item) if isinstance(item, Frame) else retold.happenings(item)
            pairs = [asked_of(course, each) for each in scenarios]
            return [one for found, _ in pairs for one in found], [loss, *(each for _, lost in pairs for each in lost)]
        case Question():
            found = question(item)
        case Scenario() if item.axes and all(map(item.full, item.axes)):
            found = scenario(course, item)
        case Order():
            found = order(item)
        case Card():
            found = card(item)
        case Sketch():
            found = sketch(item)
        case _:
            no_key = isinstance(item, Scenario)
            why = "an axis has no label to find" if no_key else f"Canvas has nothing for a {item.kind}"
            return [], [Loss(item.id, why, whole=True)]
    return [found], losses_of(item)


def package(asked: Iterable[Asked], name: str) -> bytes:
    """The zip: manifest, questions, and what Canvas wants to know of the quiz."""
    every = [*asked]
    quiz = f"quiz-{slug_of(name)}"
    files = {
        "imsmanifest.xml": manifest(quiz),
        f"{quiz}/{quiz}.xml": assessment(every, quiz, name),
        f"{quiz}/assessment_meta.xml": meta(quiz, name, sum(one.points for one in every)),
    }
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(dated(path), UNSHOWN.sub("", XML + text).encode())
    return held.getvalue()


def dated(path: str) -> ZipInfo:
    """A place in the zip that says nothing of when and where it was made."""
    info = ZipInfo(path, EARLIEST)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # the same on every system
    info.external_attr = 0o644 << 16
    return info


def assessment(asked: Iterable[Asked], quiz: str, name: str) -> str:
    """The questions."""
    items = "\n".join(map(item_of, asked))
    section = element("section", items, ident="root_section")
    return element("questestinterop", element("assessment", section, ident=quiz, title=name), xmlns=QTI)


def manifest(quiz: str) -> str:
    """What is in the package."""
    head = element("metadata", element("schema", "IMS Content") + element("schemaversion", "1.1.3"))
    questions = element("file", href=f"{quiz}/{quiz}.xml") + element("dependency", identifierref=f"{quiz}-meta")
    about = element("file", href=f"{quiz}/assessment_meta.xml")
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    resources = element("resource", questions, identifier=quiz, type="imsqti_xmlv1p2")
    resources += element("resource", about, identifier=f"{quiz}-meta", type=kind, href=f"{quiz}/assessment_meta.xml")
    inside = head + element("organizations") + element("resources", resources)
    return element("manifest", inside, identifier=f"{quiz}-package", xmlns=PACKAGE)


def meta(quiz: str, name: str, points: float) -> str:
    """What Canvas wants to know of the quiz: it is for practice, and options are shuffled."""
    told = {
        "title": html.escape(name),
        "shuffle_answers": "true",
        "scoring_policy": "keep_highest",
        "quiz_type": "practice_quiz",
        "points_possible": f"{points:.1f}",
        "show_correct_answers": "true",
        "allowed_attempts": "-1",
    }
    return element("quiz", "".join(element(tag, value) for tag, value in told.items()), identifier=quiz, xmlns=QUIZ)
