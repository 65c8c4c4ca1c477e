"""Aiken, the plainest format there is: a question on one line, lettered options, and a line ANSWER: with a letter.

It holds words alone. An id, attributes, reasons and an explanation have no place in it, and are told as lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import TYPE_CHECKING

from quizzes.course.grammar.lines import Notes
from quizzes.course.grammar.slugs import Taken
from quizzes.course.items import Option, Place, Question
from quizzes.course.problems import clip
from quizzes.exchange.decoding import MOST, text_of, too_many
from quizzes.exchange.naming import Names
from quizzes.exchange.parcel import Arrival, Loss, Parcel
from quizzes.exchange.texts import BLANK, bare_words, like, of_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.course.course import Course
    from quizzes.course.items import Item

CHOICE = re.compile(r"([A-Za-z])[.)](?:[ \t]+(.*)|)")
ANSWER = re.compile(r"answer[ \t]*:[ \t]*(.*)", re.IGNORECASE)
GAP, HIDDEN = "[?]", "\x02"
"""A missing word in our texts, and while a text is turned into ours."""
FORM = "write it on a line of its own under the options, as in ANSWER: B"


@dataclass(slots=True)
class Sheet:
    """A question while it is read: lines and texts of its stem and of its options."""

    stem: list[tuple[int, str]] = field(default_factory=list)
    options: list[tuple[int, str]] = field(default_factory=list)
    sound: bool = True

    @property
    def line(self) -> int:
        """Its first line."""
        return (self.stem or self.options or [(1, "")])[0][0]

    @property
    def words(self) -> str:
        """Its question on one line."""
        return " ".join(text for _, text in self.stem)

    def add(self, number: int, letter: str, text: str, notes: Notes) -> None:
        """Add an option; the first that is not lettered as it should be is told."""
        wanted = ascii_uppercase[len(self.options) :][:1]
        if letter == wanted:
            self.options.append((number, text))
        elif self.sound:
            message = f"option {letter} stands where {wanted or 'none'} should"
            notes.problem("E33", number, message, hint="letter the options A, B, C in their order, up to Z")
            self.sound = False


def read(data: bytes, name: str) -> Arrival:
    """The questions of an Aiken file, and a problem for each that is not whole."""
    notes = Notes(name)
    text = text_of(data, notes)
    names = Names((), notes)
    items: list[Item] = []
    for count, (sheet, key, number) in enumerate(sheets(text, notes) if text else (), start=1):
        if too_many(count, MOST, "questions", sheet.line, notes):
            return Arrival((), tuple(each for each in notes.problems if each.code == "E04"))
        if key is None:
            report_open(sheet, notes)
        elif item := question_of(sheet, key, number, names, notes):
            items.append(item)
    if text and not items and not notes.problems:
        notes.problem("E05", 1, "there is no question in this file", hint=FORM)
    return Arrival(tuple(items), tuple(sorted(notes.problems)))


def sheets(text: str, notes: Notes) -> Iterator[tuple[Sheet, str | None, int]]:
    """The questions of a file, whole or not, each with its key (None: there is none) and the line of it."""
    sheet = Sheet()
    for number, row in enumerate(text.split("\n"), start=1):
        line = row.strip()
        if answer := ANSWER.fullmatch(line):
            yield sheet, answer[1], number
            sheet = Sheet()
        elif option := CHOICE.fullmatch(line):
            sheet.add(number, option[1].upper(), (option[2] or "").strip(), notes)
        elif line:
            if sheet.options or (sheet.stem and sheet.stem[-1][0] < number - 1):
                yield sheet, None, number
                sheet = Sheet()
            sheet.stem.append((number, line))
    if sheet.stem or sheet.options:
        yield sheet, None, sheet.line


def report_open(sheet: Sheet, notes: Notes) -> None:
    """Note a question that has no line with its key."""
    what = "options" if sheet.options else "line"
    message = f"no ANSWER: under the {what} of this question: {clip(sheet.words)!r}"
    notes.problem("E31", sheet.line, message, hint=FORM)


def question_of(sheet: Sheet, key: str, number: int, names: Names, notes: Notes) -> Question | None:
    """The question whose key stands on this line, None (and a problem) if it is not whole."""
    letter = key.strip().rstrip(".)").upper()
    if not sheet.sound:
        return None
    if not sheet.options:
        notes.problem("E30", number, "ANSWER: without options above it", hint="write the options as A. and B.")
        return None
    if not sheet.stem:
        notes.problem("E35", sheet.line, "options without a question above them", hint="write it on one line")
        return None
    empty = next((line for line, text in sheet.options if not text), 0)
    if empty or len(sheet.options) == 1:
        what = "an option without text" if empty else "a question with one option"
        notes.problem("E34", empty or sheet.line, what, hint="a question needs two options or more, each with words")
        return None
    letters = ascii_uppercase[: len(sheet.options)]
    if len(letter) != 1 or letter not in letters:
        message = f"the key {clip(key)!r} is not one of the options {letters[0]} to {letters[-1]}"
        notes.problem("E32", number, message, column=8, hint="write one letter, as in ANSWER: B")
        return None
    return built(sheet, letters.index(letter), number, names)


def built(sheet: Sheet, right: int, end: int, names: Names) -> Question:
    """A whole question; `end` is the line of its key."""
    taken = Taken(())
    options = [
        Option(taken.derive(text), of_plain(text), float(index == right), line=line, end_line=line)
        for index, (line, text) in enumerate(sheet.options)
    ]
    blank = sheet.words.count(BLANK) == 1
    return Question(
        id=names.made(sheet.words),
        kind="question",
        chapter="",
        place=Place(names.notes.path, sheet.line, end),
        text=of_plain(sheet.words.replace(BLANK, HIDDEN) if blank else sheet.words).replace(HIDDEN, GAP),
        options=tuple(options),
        style="missing-word" if blank else "standard",
    )


def write(_course: Course, items: Iterable[Item], _name: str) -> Parcel:
    """The questions with one right answer, in bare words."""
    blocks: list[str] = []
    losses: list[Loss] = []
    for item in items:
        block = block_of(item) if isinstance(item, Question) else ""
        if block and isinstance(item, Question):
            blocks.append(block)
            losses.append(Loss(item.id, f"Aiken has no place for {', '.join(lost(item))}"))
        else:
            losses.append(Loss(item.id, why_not(item), whole=True))
    return Parcel("\n".join(blocks).encode("utf-8", "replace"), len(blocks), tuple(losses))


def block_of(item: Question) -> str:
    """A question in Aiken, "" where it cannot be written so that it is read again."""
    stem = bare_words(item.text).replace(GAP, BLANK)
    options = [option for option in item.options if not option.void]
    texts = [bare_words(option.text) for option in options]
    right = [index for index, option in enumerate(options) if option.credit == 1]
    if len(right) != 1 or not 1 < len(options) <= len(ascii_uppercase) or not stem or not all(texts):
        return ""
    if CHOICE.fullmatch(stem) or ANSWER.fullmatch(stem):
        return ""
    rows = [f"{letter}. {text}" for letter, text in zip(ascii_uppercase, texts, strict=False)]
    return "\n".join([stem, *rows, f"ANSWER: {ascii_uppercase[right[0]]}", ""])


def why_not(item: Item) -> str:
    """Why an item is not in the file."""
    if not isinstance(item, Question):
        return like("Aiken", item.kind)
    if sum(option.credit == 1 and not option.void for option in item.options) != 1:
        return "Aiken has no question with several right answers, or with none"
    return "Aiken could not tell the question from its options"


def lost(item: Question) -> list[str]:
    """What a question loses, in words."""
    texts = [item.text, *(option.text for option in item.options)]
    options = [option for option in item.options if not option.void]
    told = {
        "marks of emphasis, lists and line breaks": any(of_plain(bare_words(text)) != text for text in texts),
        "reasons": any(option.reason for option in options),
        "the explanation": bool(item.why),
        "part credit": any(0 < option.credit < 1 for option in options),
        "withdrawn options": len(options) < len(item.options),
    }
    return ["its id, attributes and ids of options", *(what for what, found in told.items() if found)]
