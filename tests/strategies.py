"""What hypothesis draws for tests of the content grammar: files with an author's mistakes in them, and sound items."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

ROOT = Path(__file__).parent
SOUND = ROOT / "golden" / "mistakes" / "000-sound"
CONTENT = ROOT.parent / "content"
MARKERS = "#-[]>:{}|=~?_*`!.()x/\"'"
NASTY = "\x00\t\u00a0\u200b\u2028\ufeff\U0001f9ed\u0661\u202eé[]{}#>|=~`!\\<&\r"


@cache
def real_files(ending: str) -> tuple[str, ...]:
    """The texts of all shipped files and of the small sound course with this ending."""
    found = sorted([*CONTENT.rglob(f"*{ending}"), *SOUND.rglob(f"*{ending}")])
    return tuple(path.read_bytes().decode() for path in found if path.name != "README.md")


@cache
def item_files() -> tuple[str, ...]:
    """All item files, with frames, cases and sketches added."""
    return (*(text for text in real_files(".md") if "{{" not in text), RARE)


@cache
def lesson_files() -> tuple[str, ...]:
    """All lesson files."""
    return tuple(text for text in real_files(".md") if "{{" in text)


RARE = """\
## frame survey-before
hard: yes | domain: library

- {org}: a hospital / a city library / a parcel depot
- {what ~ org}: waiting times / returned books / lost parcels
- {when}: before anything is changed / ahead of the redesign

{When}, {org} ==counts its {what}=={step} and asks {an org} nothing.

### step
- [x] where-are-we-now
  > Facts come first.
- [~ 0.5] where-do-we-want-to-be
  > The target comes later.

## case help-desk
skill: ci.steps

A university help desk takes sixteen hours.

### event baseline
The desk ==measures last term=={step}.

- step: where-are-we-now
  > Facts about today.
- activity: improve ~ 0.5 plan

### event after
It compares.

- step: did-we-get-there ~ 0.25 where-are-we-now

## sketch own-case
skill: ci.steps

Choose something at your own work.

1. A reason
2. A number for today

### checklist
- Does the vision say why?
- Is there a date?

## order lunch
skill: ci.steps
sources: a cook

Put lunch in order.

1. Cook {#cook}
2. Serve
   the guests {#serve}
3. Eat {#eat}

## question fenced
skill: ci.steps | style: list | bloom: 1 | answers: 2 | shuffle: no
ok: L1 a quotation; L4 another one

What does this print?

```
## card not-a-card
- [x] nothing
```

* [x] One
  line {#one}
> because it
  does
* [X] Two {#two}

  > first

  > second
* [~ 0.5] Three {#three}
  > nearly
* [void] Four {#four}

> [!WHY]
> See above.
>
> And below.
"""


@st.composite
def mutated(draw: DrawFn, texts: Sequence[str]) -> str:
    """A stretch of a real file with one to six mistakes in it."""
    lines = draw(st.sampled_from(texts)).split("\n")
    start = draw(st.integers(0, max(0, len(lines) - 10)))
    text = "\n".join(lines[start : start + draw(st.integers(5, 60))])
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6)):
        text = change(draw, text)
    return text


def spot(draw: DrawFn, text: str) -> int:
    """An offset in a text."""
    return draw(st.integers(0, len(text)))


def drop_line(draw: DrawFn, text: str) -> str:
    """One line is lost."""
    lines = text.split("\n")
    del lines[draw(st.integers(0, len(lines) - 1))]
    return "\n".join(lines)


def double_line(draw: DrawFn, text: str) -> str:
    """One line stands twice."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    return "\n".join([*lines[: at + 1], *lines[at:]])


def swap_lines(draw: DrawFn, text: str) -> str:
    """Two lines change places."""
    lines = text.split("\n")
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def indent_line(draw: DrawFn, text: str) -> str:
    """One line moves to the right."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] = draw(st.sampled_from([" ", "  ", "\t", "      "])) + lines[at]
    return "\n".join(lines)


def insert(draw: DrawFn, text: str) -> str:
    """Characters slip in."""
    at = spot(draw, text)
    more = draw(st.one_of(st.text(NASTY + MARKERS, max_size=6), st.text(max_size=6)))
    return text[:at] + more + text[at:]


def truncate(draw: DrawFn, text: str) -> str:
    """The end is lost."""
    return text[: spot(draw, text)]


def join_lines(draw: DrawFn, text: str) -> str:
    """A line end is lost."""
    at = text.find("\n", spot(draw, text))
    return text if at < 0 else text[:at] + text[at + 1 :]


def blank_line(draw: DrawFn, text: str) -> str:
    """A blank line slips in."""
    lines = text.split("\n")
    lines.insert(draw(st.integers(0, len(lines))), "")
    return "\n".join(lines)


def change_case(draw: DrawFn, text: str) -> str:
    """One line is written in capitals."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] = lines[at].upper()
    return "\n".join(lines)


def drop_marker(draw: DrawFn, text: str) -> str:
    """One mark is lost."""
    found = [each.start() for each in re.finditer(f"[{re.escape(MARKERS)}]", text)]
    if not found:
        return text
    at = draw(st.sampled_from(found))
    return text[:at] + text[at + 1 :]


def windows(_draw: DrawFn, text: str) -> str:
    """The file comes from another system."""
    return text.replace("\n", "\r\n")


CHANGES: list[Callable[[DrawFn, str], str]] = [
    drop_line,
    double_line,
    swap_lines,
    indent_line,
    insert,
    truncate,
    join_lines,
    blank_line,
    change_case,
    drop_marker,
    windows,
]

slugs = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
words = st.from_regex(r"[A-Za-zäß][a-zé]{0,7}", fullmatch=True)
phrases = st.lists(words, min_size=1, max_size=8).map(" ".join)
spaces = st.sampled_from(["", " ", "   "])
gaps = st.sampled_from(["\n", "\n\n", "\n \n"])


@st.composite
def item_texts(draw: DrawFn) -> str:
    """A file of sound items in careless layout: extra space, blank lines, marks and attributes in any allowed form."""
    ids = draw(st.lists(slugs, min_size=1, max_size=4, unique=True))
    blocks = [draw(st.sampled_from(KINDS))(draw, slug) for slug in ids]
    text = draw(gaps).join(f"{block}{draw(gaps)}" for block in blocks)
    front = draw(st.sampled_from(["", "---\ntitle: Some items\n---\n\n", "sources:  a book\n\n"]))
    return (front + text).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def heading(draw: DrawFn, kind: str, slug: str, *attributes: str) -> str:
    """A heading with its attributes on one line or several, and the blank line after them."""
    bar = draw(st.sampled_from([" | ", "|", "\n"]))
    rows = draw(st.permutations(attributes))
    return f"##{draw(st.sampled_from([' ', '  ']))}{kind} {slug}{draw(spaces)}\n{bar.join(rows)}{draw(gaps)}\n"


def reason(draw: DrawFn) -> str:
    """A quote under a row, indented or not, right there or after a blank line; or none."""
    if not draw(st.booleans()):
        return ""
    start = draw(st.sampled_from(["\n  > ", "\n> ", "\n\n  > ", "\n    >"]))
    more = draw(st.sampled_from(["", "\n  > and so", "\n  >\n  > And more."]))
    return f"{start}{draw(phrases)}{more}"


def card(draw: DrawFn, slug: str) -> str:
    """A card."""
    return (
        f"{heading(draw, 'card', slug, 'skill: a.words')}Q: {draw(phrases)}{draw(gaps)}A:{draw(spaces)}{draw(phrases)}."
    )


def question(draw: DrawFn, slug: str) -> str:
    """A question of four options, some without a slug."""
    texts = draw(st.lists(phrases, min_size=4, max_size=4, unique_by=str.casefold))
    marks = draw(st.permutations(["x", " ", "~ 0.25", "void"]))
    written = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    options = [
        f"- [{mark}]{draw(spaces)}{text}{f' {{#o{number}}}' if own else ''}{draw(spaces)}{reason(draw)}"
        for number, (text, mark, own) in enumerate(zip(texts, marks, written, strict=True))
    ]
    start = heading(draw, "question", slug, "skill: a.words", "style: standard", "bloom: 2")
    return f"{start}{draw(phrases)}?\n{draw(gaps)}{draw(gaps).join(options)}\n\n> [!why] {draw(phrases)}"


def scenario(draw: DrawFn, slug: str) -> str:
    """A scenario of one axis with two cues."""
    one, two = draw(phrases), draw(phrases)
    text = f"{draw(phrases)} =={one}=={{step}}, {draw(phrases)} =={two}=={{step}}."
    axes = f"###  step{draw(gaps)}- [x] now{reason(draw)}\n- [~.5] next{draw(spaces)}{reason(draw)}"
    return f"{heading(draw, 'scenario', slug, 'domain: a library', 'hard: yes')}{text}\n\n{axes}"


def order(draw: DrawFn, slug: str) -> str:
    """Three to five steps."""
    texts = draw(st.lists(phrases, min_size=3, max_size=5, unique_by=str.casefold))
    steps = "\n".join(f"{number}. {text} {{#s{number}}}" for number, text in enumerate(texts, start=1))
    return f"{heading(draw, 'order', slug, 'skill: a.words')}{draw(phrases)}:\n\n{steps}"


def term(draw: DrawFn, slug: str) -> str:
    """A term of two paragraphs."""
    return f"{heading(draw, 'term', slug, 'skill: a.words', 'see: x')}{draw(phrases)}.\n{draw(gaps)}{draw(phrases)}."


KINDS: list[Callable[[DrawFn, str], str]] = [card, question, scenario, order, term]

any_text: SearchStrategy[str] = st.text(st.characters(), max_size=200)
