"""Checking lessons: the skills, items, figures and sections that they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.course.flaws.single import unfinished
from quizzes.course.grammar.lessons import directives
from quizzes.course.grammar.lines import Line, Notes, scan
from quizzes.course.items import Question, Scenario
from quizzes.course.problems import Problem, clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.course.course import Lesson
    from quizzes.course.draft import Draft
    from quizzes.course.grammar.lessons import Directive

LINK = re.compile(r"(?<!\!)\[[^\[\]]*+\]\(([^()\s]++)[^()]*+\)")
CODE = re.compile(r"`+[^`]*`+")
CHAPTER = re.compile(r"(?:\.\./)?(\d{2}-[a-z0-9-]+)(?:/(?:lesson\.md)?)?(?:#([a-z0-9-]+))?")
OUTSIDE = re.compile(r"(?:https?://|mailto:)\S+")


def check_lessons(draft: Draft) -> Iterator[Problem]:
    """All problems of references from lessons, and figures that no lesson shows."""
    shown: set[str] = set()
    for lesson in draft.lessons.values():
        path = lesson.sections[0].place.path
        lines = scan("\n".join(draft.lines(path)), Notes(path))
        yield from check_sections(draft, lesson)
        found = directives(lines)
        shown.update(each.argument for each in found if each.word == "figure")
        for directive in found:
            yield from check_directive(draft, path, directive)
        for second in [each for each in found if each.word == "cards"][1:]:
            hint = "the cards of a chapter stand in its lesson once"
            yield Problem(path, second.line, second.column, "C52", "a second {{ cards }}", hint)
        for line in lines:
            yield from check_links(draft, lesson.chapter, path, line)
            yield from check_words(path, line)
    for item in draft.items:
        place = item.place
        for number in range(place.line, place.end_line + 1):
            line = Line(number, draft.lines(place.path)[number - 1])
            yield from check_links(draft, item.chapter, place.path, line)
    for name in sorted(set(draft.figures) - shown):
        hint = "show it with {{ figure " + name + " }}, or delete it"
        yield Problem(f"figures/{name}.svg", 1, 1, "C49", f"no lesson shows the figure {name!r}", hint, "info")


def check_sections(draft: Draft, lesson: Lesson) -> Iterator[Problem]:
    """The skills and editions of a lesson's sections."""
    if not draft.syllabus.chapters:
        return
    editions = [edition.id for edition in draft.syllabus.editions]
    for section in lesson.sections:
        place = section.place
        for what, named, known in (
            ("skill", section.skills, list(draft.syllabus.skills)),
            ("edition", section.editions, editions),
        ):
            for word in named:
                if word not in known:
                    found = draft.find(place.path, [word], place.line + 1, place.end_line)
                    message = f"there is no {what} {clip(word)!r}"
                    yield Problem(place.path, *(found or (place.line, 1)), "L31", message, did_you_mean(word, known))


def check_directive(draft: Draft, path: str, directive: Directive) -> Iterator[Problem]:
    """A directive must name a question, a scenario or a figure that is there."""
    word, name = directive.word, directive.argument
    if word == "figure" and name not in draft.figures:
        message = f"there is no figure {clip(name)!r}"
        hint = did_you_mean(name, draft.figures) or f"draw figures/{name}.svg"
        yield Problem(path, directive.line, directive.column, "C49", message, hint)
    if word not in {"check", "drill"}:
        return
    wanted = Question if word == "check" else Scenario
    kind = "question" if word == "check" else "scenario"
    item = draft.first.get(name)
    if item is None or not isinstance(item, wanted):
        known = [each.id for each in draft.first.values() if isinstance(each, wanted)]
        none, other = f"there is no {kind} {clip(name)!r}", f"{name!r} is a {{}}, and {word} shows a {kind}"
        message = other.format(item.kind) if item else none
        yield Problem(path, directive.line, directive.column, "C47", message, did_you_mean(name, known))
    elif item.status != "live":
        message = f"{name!r} is not shown: its status is {item.status}"
        yield Problem(path, directive.line, directive.column, "C47", message, "name a live item, or make it live")


def check_words(path: str, line: Line) -> Iterator[Problem]:
    """L37 for one line of a lesson: nothing unfinished, no empty link, no image without words, no HTML."""
    if not line.code:
        for message, hint, word in unfinished(line.text):
            yield Problem(path, line.number, line.text.find(word) + 1, "L37", message, hint)


def check_links(draft: Draft, chapter: str, path: str, line: Line) -> Iterator[Problem]:
    """Links inside the course must lead to a section that is there."""
    if line.code or "](" not in line.text:
        return
    text = CODE.sub(lambda found: " " * len(found[0]), line.text)
    for found in LINK.finditer(text):
        target = found[1]
        if OUTSIDE.fullmatch(target):
            continue
        if hint := broken(draft, chapter, target):
            message = f"a link that leads nowhere: {clip(target)!r}"
            yield Problem(path, line.number, found.start(1) + 1, "C51", message, hint)


def broken(draft: Draft, own: str, target: str) -> str:
    """What to do about a link that leads nowhere, "" if it leads somewhere."""
    chapter, section = own, target.removeprefix("#")
    if not target.startswith("#"):
        found = CHAPTER.fullmatch(target)
        if not found:
            return "write #section, ../NN-chapter/lesson.md#section or a whole address"
        chapter, section = found[1], found[2] or ""
    chapters = {each.id: each for each in draft.syllabus.chapters}
    if chapters and chapter not in chapters:
        return did_you_mean(chapter, chapters) or "there is no such chapter"
    if chapter not in draft.lessons:
        return "this chapter has no lesson" if chapter in chapters and chapters[chapter].ready else ""
    known = [each.id for each in draft.lessons[chapter].sections]
    return (did_you_mean(section, known) or "there is no such section") if section and section not in known else ""
