"""Notes of Anki as items: ours by the text they carry, strangers' as cards, those with gaps as one card a gap."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from html import escape, unescape
from typing import TYPE_CHECKING

from quizzes.course.grammar.reading import read_items
from quizzes.course.grammar.slugs import Taken
from quizzes.course.items import Card, Hashes, Place
from quizzes.course.problems import Problem, clip
from quizzes.exchange.markup import to_html, to_markdown
from quizzes.exchange.parcel import Arrival
from quizzes.exchange.tags import tagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.course.items import Item
    from quizzes.exchange.anki_reading import Raw

OURS = "Momentum"
GAP = re.compile(r"\{\{c(\d{1,3})::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
SOUND = re.compile(r"\[sound:[^\]]*\]")
PRE = re.compile(r'\s*<pre class="(\w*)">(.*)</pre>\s*', re.DOTALL)
MEDIA = re.compile(r"<img|\[sound:")


def arrived(notes: Iterable[Raw], name: str) -> Arrival:
    """The items of all notes, and what could not be taken from which note."""
    items: list[Item] = []
    problems: list[Problem] = []
    taken = Taken(())
    for note in notes:
        ours = own(note, name, problems)
        items += (ours,) if ours else cards(note, name, taken, problems)
    return Arrival(tuple(items), tuple(problems))


def own(note: Raw, name: str, problems: list[Problem]) -> Item | None:
    """The item that a note of ours carries; a card with what was changed in Anki."""
    if OURS not in note.names or len(note.texts) <= note.names.index(OURS):
        return None
    written = PRE.fullmatch(note.texts[note.names.index(OURS)])
    if written is None or len(found := read_items(unescape(written[2]), name, "")[0]) != 1:
        return None
    item = replace(found[0], place=Place(name, note.number, note.number), hashes=Hashes("", "", ""))
    if isinstance(item, Card):
        return changed(item, note)
    if written[1] != seal(note.texts[0], note.texts[1]):
        message, hint = f"what was changed in Anki is left behind: {item.id}", "change it in the course"
        problems.append(Problem(name, note.number, 1, "E84", message, hint, "warning"))
    return item


def seal(front: str, back: str) -> str:
    """A digest of what a note shows, by which we see that it was changed."""
    return blake2b(f"{front}\x1f{back}".encode(), digest_size=8).hexdigest()


def carried(front: str, back: str, block: str) -> str:
    """The field that carries an item's own text."""
    return f'<pre class="{seal(front, back)}">{escape(block)}</pre>'


def changed(card: Card, note: Raw) -> Card:
    """The card with the words of the note, where they are others."""
    front, back = note.texts[0], note.texts[1]
    text = card.text if front == to_html(card.text) else to_markdown(front)
    answer = card.answer if back == to_html(card.answer) else to_markdown(back)
    return replace(card, text=text or card.text, answer=answer or card.answer)


def cards(note: Raw, name: str, taken: Taken, problems: list[Problem]) -> Iterator[Card]:
    """A stranger's note as cards."""
    place = Place(name, note.number, note.number)
    if any(MEDIA.search(text) for text in note.texts):
        message = "pictures and sounds are left behind"
        problems.append(Problem(name, note.number, 1, "E85", message, "their words stay, if they have any", "warning"))
    sides = list(gaps(note.texts[0]) if note.cloze else pairs(note))
    if not sides:
        message = f"a note without two sides: {clip(to_markdown(note.texts[0])) or 'empty'!r}"
        problems.append(Problem(name, note.number, 1, "E83", message, "give it a question and an answer in Anki"))
    for front, back in sides:
        card = Card(id=taken.derive(front), kind="card", chapter="", place=place, text=front, answer=back)
        yield with_tags(card, note, name, problems)


def with_tags(card: Card, note: Raw, name: str, problems: list[Problem]) -> Card:
    """The card with what its tags say in our words."""
    item, _, wrong = tagged(card, note.tags, name, note.number)
    problems += wrong
    return item


def pairs(note: Raw) -> Iterator[tuple[str, str]]:
    """Front and back of a plain note; what stands in more fields belongs to the back."""
    texts = [to_markdown(SOUND.sub("", text)) for text in note.texts]
    back = "\n\n".join(text for text in texts[1:] if text)
    if texts[0] and back:
        yield texts[0], back


def gaps(text: str) -> Iterator[tuple[str, str]]:
    """A front and a back for each number of gaps."""
    for number in dict.fromkeys(found[1] for found in GAP.finditer(text)):
        answers = [to_markdown(found[2]) for found in GAP.finditer(text) if found[1] == number]
        front = GAP.sub(lambda found: f"[{found[3] or '...'}]" if found[1] == number else found[2], text)  # noqa: B023 used at once
        shown = to_markdown(SOUND.sub("", front))
        if shown and any(answers):
            yield shown, "; ".join(dict.fromkeys(answer for answer in answers if answer))
