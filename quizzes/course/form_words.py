"""How a form says what the rules say: in the words that stand on it, at its fields, and never by marks of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quizzes.course.grammar.composing import Composed
    from quizzes.course.problems import Problem

MISREAD = "this would be read as something else once it is written"
HINT = "headings, boxes, bars and slugs have a meaning of their own: put other words or signs here"
SLUGS = "small letters, digits and hyphens, such as ci-vision-why"
UNNAMED = "C05"
OF_ID = {UNNAMED, "C46"}
"""What is wrong with an id; what else the rules say at a heading is about something under it."""
BESIDE = {"L26", "L27", "L29"}
"""Rules that hold a question against others: they speak of its text."""
OF_OPTIONS = {"L16", "L17", "L18"}
"""Rules that hold its options against each other."""
TEXT = {"card": "Front", "question": "Question", "order": "Task", "term": "Definition", "case": "How it begins",
        "sketch": "Task", "scenario": "Story", "frame": "Story"}  # fmt: skip
"""What the form calls the text of each kind."""
LABELS = {"skill": "Skill", "style": "Style", "bloom": "Level", "answers": "Right options", "title": "Term",
          "status": "Status", "editions": "Editions", "confidence": "How sure", "use": "Asked", "shuffle": "Options",
          "hard": "Hard", "domain": "Where it plays", "twin": "Its twin", "enemies": "Never in one paper with",
          "see": "See also", "sources": "Sources", "replaces": "It replaces", "ok": "Rules set aside",
          "revision": "What became of former answers", "reviewed": "Reviewed"}  # fmt: skip
"""What the form calls each attribute."""
NAMED = re.compile(r"'([a-z]+)'(?= (?:cannot be|names|has no value)\b)")
SAME = re.compile(r"the same (option|step) as in line (\d+)")
ELSEWHERE = re.compile(r"see \S+:\d+; ")
OWN = re.compile(r"events-\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """A problem at a field of the form; "" is the item as a whole."""

    field: str
    problem: Problem


class Said(NamedTuple):
    """What a form says in place of a message: other words, another hint, at another field; "" leaves what there was.

    Groups of the pattern stand in message and hint as in `re.Match.expand`; `$text` is what the form calls the text,
    `$event` the event that the problem is in.
    """

    pattern: str
    message: str = ""
    hint: str = ""
    field: str = ""


NO_LABEL = "no label is chosen"
CHOOSE_LABEL = "choose one from the list, or remove the row"
OUT = "leave {#…} out of the words: the form keeps it by itself"
SAYINGS = (
    Said(r"this (\w+) has no id", "it has no id yet", SLUGS),
    Said(r".* has no skill", "no Skill is given", "choose one from the list: start typing, such as ci", "skill"),
    Said(r".* has no style", "no Style is chosen", "choose one", "style"),
    Said(r".* has no bloom", "no Level is chosen", "choose one", "bloom"),
    # Parts that are missing.
    Said(r"this question asks nothing", hint="write it under $text", field="text"),
    Said(r"this question has no options", hint="write two or more, and say which one is right", field="rows"),
    Said(r"a question with one option", field="rows"),
    Said(r"(an option|a step) without text", hint="write its words, or remove it"),
    Said(r"this card has no question", "this card asks nothing", "write it under $text", "text"),
    Said(r"this card has no answer", hint="write it under Back", field="answer"),
    Said(r"there is no description", "there is no story", "write it under $text", "text"),
    Said(r"no axis is keyed", NO_LABEL, "add one, and choose it from the list", "rows"),
    Said(r"an axis without the id of a model|a box without a label|no label under .*", NO_LABEL, CHOOSE_LABEL),
    Said(r"not an axis with a label: .*", NO_LABEL, CHOOSE_LABEL),
    Said(r"(no label of .* is right|no full label on .*)", hint="choose Right for the one that is"),
    Said(r"there is no task|this sketch has no task", hint="write it under $text", field="text"),
    Said(r"there are no steps", hint="write them in their right order", field="rows"),
    Said(r"this term has no definition", hint="write it under $text", field="text"),
    Said(r"this case has no beginning", hint="write it under $text", field="text"),
    Said(r"this case has no events", hint="add one", field="events"),
    Said(r"not an event: 'event'", "this event has no id", SLUGS),
    Said(r"not an event: 'event (.*)'", r"not an id: '\1'", SLUGS),
    Said(r"the event '.*' has no text", hint="write under What happens", field="$event-text"),
    Said(r"(the event '.*' has no) axis", r"\1 label", "add one, and choose it from the list", "$event-text"),
    Said(r"this sketch has no model answer", hint="write it under Model answer, one line for each step", field="model"),
    Said(r"a checklist without words", hint="write it under Checklist", field="checklist"),
    # Slots.
    Said(r"this frame has no slots", hint="write them under Slots, as in {org}: a library / a hospital", field="slots"),
    Said(r"text above the slots", "this is not a slot", "write {name}: one value / another", "slots"),
    Said(r"not a (slot|rule for slots): '- (.*)", r"not a \1: '\2"),
    Said(r"the text uses a slot that is not listed: (.*)", r"\1 is not listed under Slots", field="text"),
    Said(r"this frame (?:forbids|has \d+).*", field="slots"),
    # Marks that the form sets by itself.
    Said(r"(.*) marked \[x\], and (.*) must be", r"\1 marked as right, and \2 must be", field="rows"),
    Said(r"a box cannot hold (.*)", r"what it is worth cannot be \1", "choose from the list"),
    Said(r"the slug must end the option|two slugs in one option|.* is not a slug", MISREAD, OUT),
    Said(r"the slug '.*' is taken in this item", MISREAD, OUT),
    Said(r"a heading inside an item: .*", hint="use bold words instead"),
    Said(r"(?:not an attribute|there is no attribute|an attribute after a blank line).*", MISREAD, HINT),
    Said(r"'.*' is given twice|not a kind of item.*|this is not one item|a heading without kind.*", MISREAD, HINT),
    Said(r"this belongs to no .*|there is no callout.*|a second \[!.*", MISREAD, HINT),
    # Rules.
    Said(r"a mock exam takes .*", hint="choose Anywhere under Asked, or give one right option of four", field="use"),
    Said(r"an option named by its place.*", hint="name it by its words, or choose In this order under Options"),
    Said(r"the style is negative, but (.*)", r"the Style is Negative, but \1"),
    Said(r"(a negative question .*), but its style is standard", r"\1, but its Style is Standard",
         "choose Negative under Style"),
    Said(r"nothing explains the right answer", hint="say it here, or as the reason of the right option", field="why"),
    Said(r"an option without its reason.*", hint="say why somebody would choose it, and what speaks against it"),
    Said(r"a near miss without its reason.*", hint="say under Reason why it is near, and what decides against it"),
    Said(r"a blank \[\?\] in a question of another style", hint="choose Missing word under Style"),
    Said(r"a list question needs numbered statements", hint="write them as 1. 2. 3. 4. under $text", field="text"),
    Said(r"\d+ steps to put in order", field="rows"),
    Said(r"an answer of \d+ words", field="answer"),
    Said(r"a cue for '(.*)', which is not keyed here", r"the words marked for \1 decide nothing here",
         r"choose a label of \1, or mark them for another one"),
    Said(r"this waiver has no rule or no reason.*", hint="write the rule and why, as in L1 official definition"),
    Said(r"(?:this waiver is not needed|there is no rule|an error cannot be waived).*", field="ok"),
    Said(r"this item replaces itself", field="replaces"),
    Said(r"the twin '.*' does not name this one.*", hint="name this one under Its twin there", field="twin"),
)  # fmt: skip
HINTS = (
    (re.compile(r"mark the right one with \[x\]"), "mark the right one"),
    (re.compile(r"mark the others with \[ \]"), "leave the others unmarked"),
    (re.compile(r", or write answers: 2"), ", or choose Two under Right options"),
    (re.compile(r"write enemies: (\S+)"), r"name \1 under Never in one paper with"),
    (re.compile(r"delete it from the line ok:"), "delete it from Rules set aside"),
    (re.compile(r"as in - never:"), "as in never:"),
    (ELSEWHERE, ""),
)
"""Words of hints that speak of marks in a file, wherever they stand."""
TABLE = tuple((re.compile(said.pattern, re.DOTALL), said) for said in SAYINGS)


def in_form_words(composed: Composed, problem: Problem, kind: str) -> Told:
    """A problem of what was typed into a form, as the form says it, with its field."""
    name = "text" if problem.code in BESIDE else composed.field_at(problem.line, problem.column)
    if name == "id" and problem.code not in OF_ID:
        name = "rows" if problem.code in OF_OPTIONS else "text"
    own = OWN.match(name)
    message, hint = problem.message, problem.hint
    for pattern, said in TABLE:
        if found := pattern.fullmatch(problem.message):
            message, hint = found.expand(said.message) or message, found.expand(said.hint) or hint
            name = said.field.replace("$event", own[0] if own else "") or name
            break
    for pattern, words in HINTS:
        hint = pattern.sub(words, hint)
    message = NAMED.sub(lambda found: LABELS.get(found[1], found[0]), message)
    message = SAME.sub(lambda found: f"the same as {found[1]} {place(composed, int(found[2]))}", message)
    return Told(name, replace(problem, message=message, hint=hint.replace("$text", TEXT[kind])))


def place(composed: Composed, line: int) -> int:
    """The number that the row of a line bears in the form."""
    found = re.match(r"rows-(\d+)", composed.field_at(line))
    return int(found[1]) + 1 if found else line


def once(told: list[Told]) -> list[Told]:
    """Without what is said of a field already."""
    found: dict[tuple[str, str], Told] = {}
    for each in told:
        found.setdefault((each.field, each.problem.message), each)
    return list(found.values())
