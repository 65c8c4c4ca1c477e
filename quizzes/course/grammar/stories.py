"""The bodies of frame, case and sketch."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.choices import no_quotes, refuse_row, report_number
from quizzes.course.grammar.kinds import by_heading, first_row, heading_words, plain_text, story, text_of
from quizzes.course.grammar.marks import place, read_cues
from quizzes.course.grammar.rows import BULLET, NUMBER, RowReader
from quizzes.course.grammar.slugs import SLUG, slug_of
from quizzes.course.items import Case, Event, Frame, Grade, Sketch, Slot
from quizzes.course.problems import clip, did_you_mean
from quizzes.course.variants import USE, slot_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.grammar.kinds import Parts
    from quizzes.course.grammar.lines import Line, Notes
    from quizzes.course.grammar.rows import Row

SLOT = re.compile(r"\s*[-*+][ \t]+\{([^{}]*)\}[ \t]*:(.*)", re.DOTALL)
NAME = re.compile(r"[ \t]*([a-z][a-z0-9-]*)[ \t]*(?:~[ \t]*([a-z][a-z0-9-]*)[ \t]*)?")
NEVER = re.compile(r"\s*[-*+][ \t]+(?i:never)\b[ \t]*(:?)(.*)", re.DOTALL)
SET = re.compile(r"[ \t]*\{([a-z][a-z0-9-]*)\}[ \t]*=(.*)", re.DOTALL)
KEYED = re.compile(r"([a-z][a-z0-9-]*)[ \t]*:(.*)", re.DOTALL)
GIVEN = re.compile(r"~[ \t]*+(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})[ \t]+([a-z0-9-]+)|([a-z0-9-]+)|(\S+)")


class Found(NamedTuple):
    """A slot and where it stands."""

    slot: Slot
    line: int


def frame(parts: Parts) -> Frame:
    """A frame: slots with their values, then a scenario's body that uses them."""
    start = first_row(parts.body, SLOT)
    start = end = 0 if start == len(parts.body) else start
    while end < len(parts.body) and (parts.body[end].blank or of_slots(parts.body[end])):
        end += 1
    parts.notes.refuse("C11", parts.body[:start], "text above the slots", hint="a frame begins with its slots")
    lines = [line for line in parts.body[start:end] if not line.blank]
    found = read_slots([line for line in lines if not NEVER.fullmatch(line.text)], parts.notes)
    never = read_nevers([line for line in lines if NEVER.fullmatch(line.text)], found, parts.notes)
    if not found:
        parts.missing("this frame has no slots", "write them first, as in - {org}: a library / a hospital")
    text, cues, axes = story(parts, parts.body[end:])
    report_uses(text, found, parts)
    slots = tuple(each.slot for each in found.values())
    return Frame(**parts.common("frame"), text=text, cues=cues, axes=axes, slots=slots, never=never)


def of_slots(line: Line) -> bool:
    """Whether a line declares a slot, or says which values exclude each other."""
    return bool(SLOT.fullmatch(line.text) or NEVER.fullmatch(line.text))


def read_slots(lines: Sequence[Line], notes: Notes) -> dict[str, Found]:
    """The slots by name; one that follows another needs as many values as that."""
    found: dict[str, Found] = {}
    for line in lines:
        notes.take([line])
        match = SLOT.fullmatch(line.text)
        name = NAME.fullmatch(match[1]) if match else None
        if not match or not name:
            hint = "write {name} or {name ~ other}, in small letters"
            notes.problem("C21", line.number, f"not a slot: {clip(line.text)!r}", hint=hint)
            continue
        values = tuple(value.strip() for value in match[2].split(" / ") if value.strip())
        slot = Slot(name[1], values, name[2] or "")
        if slot.name in found:
            notes.problem("C21", line.number, f"the slot {slot.name!r} is given twice", hint="keep one")
        elif not values:
            notes.problem("C21", line.number, f"the slot {slot.name!r} has no values", hint="separate values by /")
        else:
            found[slot.name] = Found(slot, line.number)
    for each in found.values():
        report_follower(each, found, notes)
    return found


def read_nevers(
    lines: Sequence[Line], found: dict[str, Found], notes: Notes
) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Combinations of values that are never rendered together; each names two slots or more."""
    nevers: list[tuple[tuple[str, str], ...]] = []
    for line in lines:
        notes.take([line])
        match = NEVER.fullmatch(line.text)
        sets = [SET.fullmatch(part) for part in match[2].split(" & ")] if match and match[1] else []
        never = tuple((each[1], each[2].strip()) for each in sets if each)
        if len(dict(never)) < max(2, len(sets)):
            hint = "write values of two slots or more, as in - never: {who} = a nurse & {where} = a bank"
            notes.problem("C21", line.number, f"not a rule for slots: {clip(line.text)!r}", hint=hint)
            continue
        unknown = [(name, value) for name, value in never if name not in found or value not in found[name].slot.values]
        for name, value in unknown:
            values = found[name].slot.values if name in found else ()
            what = f"the slot {name!r} has no value {clip(value)!r}" if values else f"there is no slot {name!r}"
            notes.problem("C21", line.number, what, hint=did_you_mean(value, values) or did_you_mean(name, found))
        if not unknown:
            nevers.append(never)
    return tuple(nevers)


def report_follower(each: Found, found: dict[str, Found], notes: Notes) -> None:
    """Note a slot that goes with another one that is missing or of another length."""
    slot = each.slot
    if not slot.follows:
        return
    if slot.follows == slot.name or slot.follows not in found:
        hint = did_you_mean(slot.follows, set(found) - {slot.name})
        message = f"{slot.name!r} follows an unknown slot {slot.follows!r}"
        notes.problem("C21", each.line, message, hint=hint)
    elif leader := found[slot.follows].slot.follows:
        message = f"{slot.name!r} follows {slot.follows!r}, which follows {leader!r}"
        notes.problem("C21", each.line, message, hint="follow a slot that follows no other one")
    elif len(slot.values) != (other := len(found[slot.follows].slot.values)):
        message = f"{slot.name!r} has {len(slot.values)} values and {slot.follows!r} has {other}"
        notes.problem("C21", each.line, message, hint="give both as many, in the same order")


def report_uses(text: str, found: dict[str, Found], parts: Parts) -> None:
    """Note slots in the text that are not declared, and slots that the text does not use."""
    used = {slot_name(use[2]) for use in USE.finditer(text)}
    for name in sorted(used - set(found)):
        message = f"the text uses a slot that is not listed: {{{name}}}"
        parts.notes.problem("C21", parts.place.line, message, hint=did_you_mean(name, found))
    for name in sorted(set(found) - used):
        message = f"the text does not use the slot {name!r}"
        parts.notes.problem("C21", found[name].line, message, hint="use it or delete it")


def case(parts: Parts) -> Case:
    """A case: a beginning, then events to be placed one after the other."""
    groups = by_heading(parts.body)
    text = plain_text(groups[0][1], parts.notes)
    if not text:
        parts.missing("this case has no beginning", "write above the first event what it is about")
    events: dict[str, Event] = {}
    for heading, lines in groups[1:]:
        read_event(heading, lines, events, parts.notes)
    if not events:
        parts.missing("this case has no events", "write them as ### event its-id")
    return Case(**parts.common("case"), text=text, events=tuple(events.values()))


def read_event(heading: Line | None, lines: list[Line], events: dict[str, Event], notes: Notes) -> None:
    """Add one event: what happens, then a line for each axis."""
    words, number = heading_words(heading).split(), heading.number if heading else 0
    start = first_row(lines, BULLET)
    text, numbers = text_of(lines[:start], notes)
    text, cues = read_cues(text, partial(place, text, numbers), notes)
    found = RowReader(BULLET, notes, (), "axis: - step: label-id").read(lines[start:])
    axes: dict[str, tuple[Grade, ...]] = {}
    for row in found.rows:
        read_placing(row, axes, notes)
    if len(words) != 2 or words[0] != "event" or not SLUG.fullmatch(words[1]):  # noqa: PLR2004 event and id
        hint = f"write ### event and a slug, as in ### event {slug_of(' '.join(words[1:]) or 'first')}"
        notes.problem("C22", number, f"not an event: {clip(' '.join(words))!r}", column=5, hint=hint)
        notes.refused.update(line.number for line in lines)
        return
    if words[1] in events:
        notes.refused.update(line.number for line in lines)
        notes.problem("C22", number, f"the event {words[1]!r} is given twice", hint="give it another id")
        return
    if heading:
        notes.take([heading])
    if not text or not axes:
        hint = "say what happens, then - step: and the label's id"
        notes.problem("C22", number, f"the event {words[1]!r} has no {'axis' if text else 'text'}", hint=hint)
    events[words[1]] = Event(words[1], text, axes, number, cues)


def read_placing(row: Row, axes: dict[str, tuple[Grade, ...]], notes: Notes) -> None:
    """One line of an event: `axis: label ~ 0.5 other`, the quote under it as reason of the full ones."""
    found = KEYED.fullmatch(row.text)
    if not found or found[1] in axes:
        what = "this axis is given twice" if found else f"not an axis with a label: {clip(row.text)!r}"
        notes.problem("C22", row.line, what, column=row.column, hint="write - step: where-are-we-now")
        refuse_row(row, notes)
        return
    grades: list[Grade] = []
    for credit, part, full, other in GIVEN.findall(found[2].replace(",", " ")):
        if other or (credit and not 0 < float(credit) <= 1):
            hint = "labels by id, and ~ 0.5 before a label that earns a part"
            notes.problem("C22", row.line, f"not understood: {clip(other or credit)!r}", column=row.column, hint=hint)
            refuse_row(row, notes)
            break
        if full:
            grades.append(Grade(full, 1.0, full=True, reason=row.reason, line=row.line))
        else:
            grades.append(Grade(part, float(credit), line=row.line))
    axes[found[1]] = tuple(grades)
    if not any(grade.full for grade in grades):
        hint = "name the label that is right before the others"
        notes.problem("C22", row.line, f"no full label on {found[1]!r}", column=row.column, hint=hint)
        refuse_row(row, notes)


def sketch(parts: Parts) -> Sketch:
    """A free exercise: a task, the lines of a model answer, and a checklist."""
    groups = by_heading(parts.body)
    start = first_row(groups[0][1], NUMBER)
    text = plain_text(groups[0][1][:start], parts.notes)
    model = RowReader(NUMBER, parts.notes, (), "line: 1. text").read(groups[0][1][start:]).rows
    no_quotes(model, "a line of a model answer", parts.notes)
    for number, row in enumerate(model, start=1):
        report_number(row, number, parts.notes)
    if not text:
        parts.missing("this sketch has no task", "say above the model answer what is to be written")
    if not model:
        parts.missing("this sketch has no model answer", "write its lines as 1. 2. 3.")
    points = read_checklist(groups[1:], parts.notes)
    lines = tuple(row.text for row in model)
    return Sketch(**parts.common("sketch"), text=text, model=lines, checklist=points)


def read_checklist(groups: Sequence[tuple[Line | None, list[Line]]], notes: Notes) -> tuple[str, ...]:
    """The points under ### checklist; another heading, or a second one, is a problem."""
    found: tuple[str, ...] = ()
    for number, (heading, lines) in enumerate(groups):
        own = [heading] if heading else []
        if heading_words(heading) != "checklist" or number > 0:
            hint = "a sketch has one part of its own: ### checklist"
            notes.refuse("C11", [*own, *lines], "a part that is not known", hint=hint)
            continue
        notes.take(own)
        points = RowReader(BULLET, notes, (), "point: - text").read(lines).rows
        no_quotes(points, "a point", notes)
        found = tuple(row.text for row in points)
        if not all(found) or not found:
            line = heading.number if heading else 0
            notes.problem("C10", line, "a checklist without words", hint="write its points as - What must it hold?")
    return found
