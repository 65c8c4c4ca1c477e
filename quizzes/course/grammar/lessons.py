"""Reading a lesson: its front matter and its titled sections, with callouts and directives."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.course import Lesson, Section
from quizzes.course.grammar.attributes import read_attributes, values
from quizzes.course.grammar.chunks import cut, read_front
from quizzes.course.grammar.lines import Notes, gather, scan
from quizzes.course.grammar.marks import TAG, no_cues, place
from quizzes.course.grammar.rows import CALLOUT, QUOTE
from quizzes.course.grammar.slugs import SLUG, slug_of
from quizzes.course.items import Place
from quizzes.course.problems import clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.course.grammar.attributes import Attribute
    from quizzes.course.grammar.chunks import Chunk
    from quizzes.course.grammar.lines import Line
    from quizzes.course.problems import Problem

FRONT = ("title", "minutes", "sources", "reviewed")
ALLOWED = ("skill", "editions")
CALLOUTS = ("definition", "trap", "case", "exam")
DIRECTIVES = ("check", "drill", "cards", "figure")
DIRECTIVE = re.compile(r"[ \t]*\{\{(.*?)\}\}[ \t]*", re.DOTALL)
HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
MOST_MINUTES = 600


class Directive(NamedTuple):
    """One `{{ word argument }}` and where it stands."""

    word: str
    argument: str
    line: int
    column: int


class LessonReading(NamedTuple):
    """A lesson as read, and what was noted on the way."""

    lesson: Lesson | None
    chunks: list[Chunk]
    attributes: list[Mapping[str, Attribute]]
    front: Mapping[str, Attribute]
    notes: Notes
    lines: list[Line]


def read_lesson(text: str, path: str, chapter: str) -> tuple[Lesson | None, tuple[Problem, ...]]:
    """The lesson of one file (None if it has no section) and its problems."""
    reading = read_lesson_file(text, path, chapter)
    return reading.lesson, tuple(sorted(reading.notes.problems))


def read_lesson_file(text: str, path: str, chapter: str) -> LessonReading:
    """As `read_lesson`, with all that was noted on the way."""
    notes = Notes(path)
    lines = scan(text, notes)
    front_lines, chunks = cut(lines, notes)
    front = read_front(front_lines, FRONT, notes)
    sections: dict[str, Section] = {}
    attributes = [read_section(chunk, sections, notes) for chunk in chunks]
    for key in ("title", "minutes"):
        if key not in front:
            notes.problem("C02", 1, f"the lesson has no {key}", hint=f"write {key}: ... above the first heading")
    if not sections:
        notes.problem("C10", 1, "the lesson has no section", hint="write ## Title {#slug} and its text")
        return LessonReading(None, chunks, attributes, front, notes, lines)
    written = {key: front[key].value for key in ("title", "sources", "reviewed") if key in front}
    lesson = Lesson(
        chapter=chapter,
        title=written.get("title", chapter),
        minutes=minutes(front, notes),
        sections=tuple(sections.values()),
        sources=written.get("sources", ""),
        reviewed=written.get("reviewed", ""),
    )
    return LessonReading(lesson, chunks, attributes, front, notes, lines)


def minutes(front: Mapping[str, Attribute], notes: Notes) -> int:
    """The minutes a lesson takes; 0 if they are not written as a number."""
    if "minutes" not in front:
        return 0
    entry = front["minutes"]
    if re.fullmatch(r"[1-9][0-9]{0,2}", entry.value) and int(entry.value) <= MOST_MINUTES:
        return int(entry.value)
    message = f"minutes cannot be {clip(entry.value)!r}"
    notes.problem("C02", entry.line, message, column=entry.column, hint=f"a whole number from 1 to {MOST_MINUTES}")
    return 0


def read_section(chunk: Chunk, sections: dict[str, Section], notes: Notes) -> Mapping[str, Attribute]:
    """Add one section to those found; its attributes as written."""
    title, slug = read_title(chunk, sections, notes)
    notes.take([chunk.heading])
    attributes, used = read_attributes(chunk.body, ALLOWED, notes)
    fields = values(attributes, notes)
    body = chunk.body[used:]
    notes.take(body)
    for line in body:
        check_line(line, notes)
    text, numbers = gather(body)
    no_cues(text, partial(place, text, numbers), notes)
    if not text:
        notes.problem("C10", chunk.heading.number, "this section is empty", hint="write its text, or delete it")
    own = Place(notes.path, chunk.heading.number, chunk.last)
    sections[slug] = Section(slug, title, fields.get("skills", ()), fields.get("editions", ()), text, own)
    return attributes


def read_title(chunk: Chunk, sections: Mapping[str, Section], notes: Notes) -> tuple[str, str]:
    """Title and id of a section; an id that is missing, wrong or taken is a problem and replaced."""
    at = chunk.title.rfind("{#")
    found = TAG.fullmatch(chunk.title, at) if at >= 0 else None
    title, slug = (chunk.title[:at].strip(), found[1].strip()) if found else (chunk.title, "")
    number, text = chunk.heading.number, chunk.heading.text
    derived = slug_of(slug or title)
    if not title:
        notes.problem("C04", number, "this section has no title", hint="write ## Title {#slug}")
    if not found:
        hint = f"end the heading with {{#{derived}}}"
        notes.problem("C05", number, "this section has no id", column=len(text) + 1, hint=hint)
    elif not SLUG.fullmatch(slug):
        hint = f"small letters, digits and hyphens, as in {{#{derived}}}"
        notes.problem("C05", number, f"not an id: {clip(slug)!r}", column=text.find("{#") + 1, hint=hint)
    elif slug in sections:
        message = f"the section id {slug!r} is taken in line {sections[slug].place.line}"
        notes.problem("C53", number, message, column=text.find("{#") + 1, hint="give this section another")
    else:
        return title, slug
    while derived in sections:
        derived += "-again"
    return title, derived


def check_line(line: Line, notes: Notes) -> None:
    """Note headings, callouts and directives in a section that mean nothing."""
    text = line.text
    if line.code:
        return
    if "#" in text and (heading := HEADING.match(text)) and len(heading[1]) == 1:
        notes.problem("C04", line.number, "a heading of the first level", hint="sections begin with ## Title {#slug}")
    quote = QUOTE.fullmatch(text) if "[!" in text else None
    callout = CALLOUT.fullmatch(quote[1]) if quote else None
    if callout and callout[1].lower() not in CALLOUTS:
        message = f"there is no callout [!{clip(callout[1])}] in lessons"
        hint = did_you_mean(callout[1].lower(), CALLOUTS)
        notes.problem("C19", line.number, message, column=text.find("[!") + 1, hint=hint)
    if "{{" in text or "}}" in text:
        read_directive(line, notes)


def read_directive(line: Line, notes: Notes | None) -> Directive | None:
    """The directive on this line, or None (noted as a problem) if it is none that we know."""
    found = DIRECTIVE.fullmatch(line.text)
    words = found[1].split() if found else []
    at = max(0, line.text.find("{{")) + 1
    takes = 1 if words and words[0] == "cards" else 2
    if words and words[0] in DIRECTIVES and len(words) == takes:
        return Directive(words[0], words[1] if takes > 1 else "", line.number, at)
    if notes:
        hint = "alone on its line: {{ check id }}, {{ drill id }}, {{ figure name }} or {{ cards }}"
        if words and words[0] not in DIRECTIVES and (near := did_you_mean(words[0], DIRECTIVES)):
            hint = near
        message = f"not a directive: {clip(line.text)!r}"
        notes.problem("C52", line.number, message, column=at, hint=hint)
    return None


def directives(lines: Sequence[Line]) -> list[Directive]:
    """All directives of these lines that are understood."""
    found = (read_directive(line, None) for line in lines if "{{" in line.text and not line.code)
    return [each for each in found if each]
