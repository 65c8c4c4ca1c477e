"""One item of a file: where it stands, and the file with it replaced, appended or removed, every other byte kept.

A block is an item's text from its heading to its last line that is not blank, its lines ended by LF, without a last
line end. In the file it takes the line ends that stand there.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.attributes import ALLOWED, read_attributes
from quizzes.course.grammar.chunks import cut
from quizzes.course.grammar.layout import OWN_LINE
from quizzes.course.grammar.lines import NEWLINE, Notes, scan
from quizzes.course.grammar.reading import BUILDERS, read_heading
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BOM = "\ufeff"
BLANK_START = re.compile(r"\A(?:[^\S\n]*\n)+")


class SplicingError(Exception):
    """A block that cannot stand where it should; the words are for the author."""


class Span(NamedTuple):
    """One item of a text: kind, id, its first and last line (1-based), and its characters `text[start:end]`."""

    kind: str
    id: str
    line: int
    end_line: int
    start: int
    end: int


@lru_cache(maxsize=8)  # an edit asks for those of one text several times
def spans(text: str) -> tuple[Span, ...]:
    """Every chunk of a text from its heading to its last line that is not blank, whether it reads well or not.

    A heading that names no kind or no id gives a span without them.
    """
    notes = Notes("")
    _, chunks = cut(scan(text, notes), notes, BUILDERS)
    ends = [found.span() for found in NEWLINE.finditer(text)]
    starts = [len(text) - len(text.removeprefix(BOM)), *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    found = []
    for chunk in chunks:
        kind, slug = read_heading(chunk, notes) or ("", "")
        first, last = chunk.heading.number, chunk.last
        found.append(Span(kind, slug, first, last, starts[first - 1], stops[last - 1]))
    return tuple(found)


def where(text: str, slug: str) -> Span | None:
    """Where an item stands; the first, if the id stands twice."""
    return next((span for span in spans(text) if span.id == slug != ""), None)


def block_of(text: str, span: Span) -> str:
    """The block of an item."""
    return NEWLINE.sub("\n", text[span.start : span.end])


def etag_of(text: str, span: Span) -> str:
    """A digest of an item's bytes: it differs exactly when somebody changed them."""
    return sha256(text[span.start : span.end].encode("utf-8", "surrogatepass")).hexdigest()


def as_block(text: str) -> str:
    """What a person sent as a block: line ends LF, no blank lines before and after."""
    return BLANK_START.sub("", NEWLINE.sub("\n", text.removeprefix(BOM)) + "\n").rstrip()


def heading_of(block: str) -> tuple[str, str]:
    """Kind and id of the one item in a block; SplicingError when it is not exactly one."""
    found = spans(block)
    if len(found) != 1 or found[0].start or not found[0].id:
        raise SplicingError(
            "This is not one item. It begins with ## and a kind and an id, and no other line begins with ##."
        )
    return found[0].kind, found[0].id


def replaced(text: str, slug: str, block: str) -> str:
    """The text with this item's block; SplicingError when the block is not this item, or would swallow others."""
    return rewritten(text, {slug: block})


def rewritten(text: str, blocks: Mapping[str, str]) -> str:
    """As `replaced`, for several items of one text: their blocks by id."""
    every, own = spans(text), {}
    for slug, sent in blocks.items():
        span, block = known(every, slug), as_block(sent)
        if block != as_block(block_of(text, span)):
            if heading_of(block) != (span.kind, slug):
                raise SplicingError(f"The first line must stay ## {span.kind} {slug}: a kind and an id are for ever.")
            own[span] = block.replace("\n", newline(text, span))
    items = [own.get(span, text[span.start : span.end]) for span in every]
    between = [text[one:two] for one, two in pairwise([0, *(at for span in every for at in span[-2:]), len(text)])][::2]
    fresh = "".join(chain.from_iterable(zip_longest(between, items, fillvalue="")))
    return agreed(fresh, items)


def appended(text: str, *blocks: str) -> str:
    """The text with these items more at its end, a blank line before each."""
    every, end = spans(text), newline(text)
    taken, own = {span.id for span in every}, []
    for block in map(as_block, blocks):
        slug = heading_of(block)[1]
        if slug in taken:
            raise SplicingError(f"The id {slug!r} is taken in this file.")
        taken.add(slug)
        own.append(block.replace("\n", end))
    tail = text[len(text.rstrip()) :]
    gap = end * max(0, 2 - len(NEWLINE.findall(tail))) if text.removeprefix(BOM) else ""
    more = "".join(f"{end * (number > 0)}{block}{end}" for number, block in enumerate(own))
    return agreed(text + gap + more, [*(text[each.start : each.end] for each in every), *own])


def removed(text: str, slug: str) -> str:
    """The text without an item and the blank lines after it; of the last one, those before it."""
    every = spans(text)
    span = known(every, slug)
    after = next((each.start for each in every if each.start > span.start), None)
    if after is None:
        filled = len(text[: span.start].rstrip())
        blank = NEWLINE.search(text, filled, span.start)
        fresh = text[: blank.start() if blank else span.start] + text[span.end :]
    else:
        fresh = text[: span.start] + text[after:]
    return agreed(fresh, [text[each.start : each.end] for each in every if each != span])


def known(every: Sequence[Span], slug: str) -> Span:
    """The span of an item; SplicingError when it is not there."""
    span = next((each for each in every if each.id == slug != ""), None)
    if span is None:
        raise SplicingError(f"There is no item {clip(slug)!r} in this file any more.")
    return span


def agreed(fresh: str, items: Sequence[str]) -> str:
    """The fresh text, if these are its items; a code fence that is left open could reach into its neighbours."""
    if [fresh[each.start : each.end] for each in spans(fresh)] != list(items):
        raise SplicingError(
            "With this text the items around it would read differently. Look for a code fence (```) without its end."
        )
    return fresh


def newline(text: str, span: Span | None = None) -> str:
    """The line end of an item: that of most of its own lines, else of the line's own end, else of most of the file."""
    for part in (text[span.start : span.end], text[span.end :][:2]) if span else ():
        if found := NEWLINE.findall(part):
            return str(Counter(found).most_common(1)[0][0])
    found = NEWLINE.findall(text)
    return str(Counter(found).most_common(1)[0][0]) if found else "\n"


def with_attribute(block: str, key: str, value: str) -> str:
    """A block with an attribute set, such as status to retired; SplicingError when its kind has no such attribute."""
    block = as_block(block)
    kind, _ = heading_of(block)
    if key not in ALLOWED[kind]:
        raise SplicingError(f"A {kind} has no attribute {key!r}.")
    notes, rows = Notes(""), block.split("\n")
    value = " ".join(value.replace("|", "/").split())
    _, chunks = cut(scan(block, notes), notes, BUILDERS)
    found, used = read_attributes(chunks[0].body, ALLOWED[kind], notes)
    beside = {other for other, each in found.items() if each.line == chunks[0].heading.number + 1}
    if key in found:
        old, line, column = found[key]
        row = rows[line - 1]
        rows[line - 1] = row[: column - 1] + value + row[column - 1 + len(old) :]
    elif beside and not {key, *beside} & {*OWN_LINE}:
        rows[1] = f"{rows[1].rstrip()} | {key}: {value}"
    else:
        rows.insert(used + 1, f"{key}: {value}")
    return "\n".join(rows)
