"""Item rule L38: a frame renders enough texts, all of them sound, and none that another frame keys differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.course.flaws.single import gives_away
from quizzes.course.flaws.wording import content_words, stems, words
from quizzes.course.problems import clip
from quizzes.course.variants import alternatives, article, filled, filling, forbidden, free, overlap, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.course.draft import Draft
    from quizzes.course.items import Frame
    from quizzes.course.problems import Problem

ENOUGH = 200
COUNTED = 100_000
FAR = 2_654_435_761
"""A prime near the golden section of 2^32: its multiples lie evenly over any range."""
ROUNDS = 3
ARTICLE = re.compile(r"\b(an?)\s+([^\W\d_][\w'-]*)", re.IGNORECASE)
ONE = re.compile(r"\b(?:1|one)\s+(\w+[^\Ws]s)\b", re.IGNORECASE)
TWICE = re.compile(r"\b(\w+)\s+\1\b", re.IGNORECASE)
SMALL = re.compile(r"(?:\A|[.?!][\"\u201d]?\s+)([a-z]\w*)")
GAP = re.compile(r"[{}]|  |\s[,.;:?!]")


def check_frame(draft: Draft, item: Frame) -> Iterator[Problem]:
    """How many renderings a frame has, and what is wrong with one of a sample in which every value stands."""
    yield from enough(draft, item)
    told: set[str] = set()
    for values in sample(item):
        shown = filled(item, values)
        for message, hint in faults(draft, shown):
            if message not in told:
                told.add(message)
                yield draft.in_item(item, "L38", message, f"{hint}: {clip(shown.text, 160)!r}", level="warning")


def enough(draft: Draft, item: Frame) -> Iterator[Problem]:
    """Whether a frame has enough renderings; none at all is an error."""
    many = renderings(item)
    if many > COUNTED and item.never and not often(item, many):
        hint = "take never: lines out, until one in a hundred may be shown"
        yield draft.in_item(item, "L38", "this frame forbids nearly all of its renderings", hint)
    elif not many:
        yield draft.in_item(item, "L38", "this frame forbids all of its renderings", "take a never: line out")
    elif many < ENOUGH:
        hint = f"give it more values until there are {ENOUGH}"
        yield draft.in_item(item, "L38", f"this frame has {many} different renderings", hint, level="warning")


def renderings(item: Frame) -> int:
    """How many fillings may be shown; above 100,000 nobody counts which of them are forbidden."""
    many = total(item)
    if not item.never or many > COUNTED:
        return many
    return sum(not forbidden(item, filling(item, index)) for index in range(many))


def often(item: Frame, many: int) -> bool:
    """Whether one in a hundred fillings may be shown, of a thousand far apart."""
    looked = (filling(item, place * FAR % many) for place in range(1000))
    return sum(not forbidden(item, values) for values in looked) >= 10  # noqa: PLR2004 one in a hundred


def sample(item: Frame) -> Iterator[dict[str, str]]:
    """Fillings in which every value stands three times, beside others each time, less those that are forbidden."""
    slots = free(item)
    longest = max(len(slot.values) for slot in slots)
    for turn in range(ROUNDS * longest):
        index, step = 0, 1
        for rank, slot in enumerate(slots):
            index += (turn + turn // longest * rank) % len(slot.values) * step
            step *= len(slot.values)
        values = filling(item, index)
        if not forbidden(item, values):
            yield values


def faults(draft: Draft, item: Frame) -> Iterator[tuple[str, str]]:
    """What is wrong with one rendering, and what to do about it."""
    text = item.text
    for one in ARTICLE.finditer(text):
        if one[1].lower() != article(one[2]):
            yield f"a rendering says {one[0]!r}", "let {a slot} choose the article"
    for pattern, what in ((ONE, "one of many"), (TWICE, "a word twice"), (GAP, "a gap or brace")):
        if found := pattern.search(text):
            yield f"a rendering holds {what}: {found[0]!r}", "put the values right"
    if small := SMALL.search(text):
        yield f"a sentence begins in small letters: {small[1]!r}", "write {Slot} with a capital"
    told, flat = stems(text), " ".join(words(text.casefold()))
    for axis in item.axes:
        labels = draft.models[axis].labels if axis in draft.models else ()
        for label in labels:
            if label.id in item.full(axis) and gives_away(label, told, flat):
                word = next(iter(content_words(label.title)), label.title)
                yield f"a rendering holds the words of its label: {label.title!r}", f"say {word!r} in other words"


def check_frames(draft: Draft, frames: Iterable[Frame], others: Iterable[Frame] = ()) -> Iterator[Problem]:
    """Frames with different labels on an axis that can give the same text as an earlier one, whatever their seeds."""
    earlier = [(frame, alternatives(frame)) for frame in others]
    for frame in frames:
        rows = alternatives(frame)
        for one, own in earlier:
            shared = one.axes.keys() & frame.axes.keys()
            differ = one.id != frame.id and any(set(one.full(axis)) != set(frame.full(axis)) for axis in shared)
            if differ and overlap(own, rows):
                message = f"can give the same text as {one.id!r}, which has another label"
                hint = f"see {one.place.path}:{one.place.line}; let a deciding word differ"
                yield draft.in_item(frame, "L38", message, hint)
        earlier.append((frame, rows))
