"""Authors' Markdown to safe HTML: lines, blocks, stories with lit words, lessons in parts. Their HTML never passes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from app.look import quotes
from app.look.figures import drawing
from app.look.signs import sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flask import Flask

    from quizzes.course.course import Course, Model
    from quizzes.course.items import Cue

CALLOUT = re.compile(r"\[!(\w+)\][ \t]*([^\n]*)(?:\n|$)")
DIRECTIVE = re.compile(r"\{\{\s*(check|drill|cards|figure)(?:\s+([\w-]+))?\s*\}\}")
BLANK = re.compile(r"\[\?\]")
SCHEMES = {"", "http", "https", "mailto"}
# Characters of the private use area stand for the ends of lit words, and of a learner's own, while Markdown is read.
BEGIN, END, OWN, OWN_END = "\ue000", "\ue001", "\ue002", "\ue003"
NOTHING, OPEN, CLOSE = Markup(), Markup('<mark class="cue">'), Markup("</mark>")
NOWHERE = dict.fromkeys(map(ord, (BEGIN, END))) | {ord(OWN): '<span class="own">', ord(OWN_END): "</span>"}
PRIVATE = dict.fromkeys(map(ord, (BEGIN, END, OWN, OWN_END)), "\ufffd")
FORMATTED = re.compile(r"[*_`\[<]")
REMEMBERED = 4096
"""Pieces of a course whose HTML is kept: reading Markdown took a tenth of the time of a page."""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a lesson's section, ready for a template.

    `value`: a callout's kind (definition, trap, case, exam), a figure's name, the item's id of a check or drill;
    `html`: what stands in it (a figure's drawing); `title`: a callout's own title.
    """

    kind: Literal["html", "callout", "figure", "check", "drill", "cards"]
    value: str = ""
    html: Markup = NOTHING
    title: str = ""


def add_to(app: Flask) -> None:
    """Give templates the filters `inline` and `markdown`."""
    app.jinja_env.filters["inline"] = inline
    app.jinja_env.filters["markdown"] = block


def safe_link(url: str) -> bool:
    """Whether a link may stand: the web, mail, or a page of ours; never a script, a file or data."""
    try:
        return urlsplit(url.strip()).scheme.lower() in SCHEMES
    except ValueError:
        return False


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    reader.disable("image")
    reader.core.ruler.push("quotes", quotes.rule)
    reader.validateLink = safe_link  # type: ignore[method-assign]
    reader.add_render_rule("raw", lambda _self, tokens, at, _options, _env: tokens[at].content)
    reader.add_render_rule("table_open", lambda *_: '<div class="scroll-x"><table>')
    reader.add_render_rule("table_close", lambda *_: "</table></div>")
    return reader


READER = _reader()


@lru_cache(REMEMBERED)
def inline(text: str) -> Markup:
    """One line of Markdown: emphasis, code and links, no paragraph around it."""
    return _html(READER.parseInline(text.translate(PRIVATE)))


@lru_cache(REMEMBERED)
def block(text: str) -> Markup:
    """Paragraphs, lists and tables of Markdown."""
    return _html(READER.parse(text.translate(PRIVATE)))


def with_cues(
    text: str,
    cues: Sequence[Cue],
    models: Mapping[str, Model],
    truth: Mapping[str, Sequence[str]] | None = None,
    own: Sequence[tuple[int, int]] = (),
) -> Markup:
    """A story with its deciding words lit, each with the sign of its axis and words for screen readers.

    `truth` gives the label ids that are true on each axis; one alone lends the sign its number. `own` are the places
    (start, end) of words the learner marked; they get a wavy line, unless the text is formatted and tags could cross.
    """
    lit = sorted(cues, key=lambda cue: cue.start)
    names = [_deciding(cue.axis, models, (truth or {}).get(cue.axis, ())) for cue in lit]
    tokens = READER.parse(_with_ends(text, lit, () if FORMATTED.search(text) else own))
    lamp = Lamp(names)
    for token in tokens:
        token.children = list(lamp.light(token.children)) if token.children else token.children
    # What is left stands where nothing can be lit: in a code block, or in the word after its fence.
    return Markup(_html(tokens).translate(NOWHERE))  # noqa: S704 it was rendered by the reader a moment ago


def _with_ends(text: str, cues: Sequence[Cue], own: Sequence[tuple[int, int]]) -> str:
    """The text with private characters at the ends of cues and of own words; own ones never cross a cue's end."""
    edges = sorted({edge for cue in cues for edge in (cue.start, cue.end)})
    ends = [(cue.start, 2, BEGIN) for cue in cues] + [(cue.end, 1, END) for cue in cues]
    for start, end in own:
        inner = [edge for edge in edges if start < edge < end]
        for one, other in zip([start, *inner], [*inner, end], strict=True):
            ends += [(one, 3, OWN), (other, 0, OWN_END)]
    pieces, last = [], 0
    for place, _, character in sorted(ends):
        pieces += [text[last:place].translate(PRIVATE), character]
        last = place
    return "".join([*pieces, text[last:].translate(PRIVATE)])


def _deciding(axis: str, models: Mapping[str, Model], truth: Sequence[str]) -> Markup:
    """What stands at the end of lit words: the axis' sign, and what a screen reader says."""
    if axis not in models:
        return Markup('<span class="hidden"> (what set it off)</span>')
    model = models[axis]
    number = model.number(truth[0]) if len(truth) == 1 else 0
    words = f"{model.id} {number}" if number else model.id
    return sign(model.id, len(model.labels), number, 24) + Markup(
        '<span class="hidden"> (deciding for {})</span>'
    ).format(words)


class Lamp:
    """Lights runs of inline tokens between the two private characters, each run in its own mark, never across tags."""

    def __init__(self, names: Sequence[Markup]) -> None:
        """Take what stands at the end of each lit run, in the order of the text."""
        self.names = iter(names)
        self.on = False

    def light(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens with marks put in; a run that passes the border of an emphasis goes on behind it."""
        for token in tokens:
            if token.type in {"text", "code_inline"} and (self.on or BEGIN in token.content):
                yield from self._pieces(token)
            else:
                token.content = token.content.replace(END, "")
                yield token

    def _pieces(self, token: Token) -> Iterator[Token]:
        pieces = [piece for piece in re.split(f"([{BEGIN}{END}])", token.content) if piece]
        for place, piece in enumerate(pieces):
            if piece == BEGIN:
                self.on = True
            elif piece == END:
                if self.on and place == 0:  # the lit words ended behind a tag: their sign gets a mark of its own
                    yield _raw(OPEN + next(self.names, NOTHING) + CLOSE)
                self.on = False
            elif self.on:
                sign_here = next(self.names, NOTHING) if pieces[place + 1 : place + 2] == [END] else NOTHING
                yield from (_raw(OPEN), _like(token, piece), _raw(sign_here + CLOSE))
            else:
                yield _like(token, piece)


def _like(token: Token, words: str) -> Token:
    return token.copy(content=words)


def _raw(html: str) -> Token:
    return Token("raw", "", 0, content=str(html))


def sections(text: str, course: Course, level: int = 2) -> tuple[Block, ...]:
    """The parts of a lesson's section in order; its topmost headings (###) become `level`, deeper ones follow.

    A figure the course does not have is left out: checking has reported it.
    """
    parts: list[Block] = []
    held: list[Token] = []
    for group in _groups(READER.parse(text.translate(PRIVATE))):
        special = _callout(group) or _directives(group, course)
        if special is None:
            held += _lowered(group, level)
            continue
        parts += [*_held(held), *special]
        held = []
    return (*parts, *_held(held))


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each top-level block."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _held(tokens: list[Token]) -> list[Block]:
    return [Block("html", html=_html(tokens))] if tokens else []


def _callout(group: list[Token]) -> list[Block] | None:
    """A quote that begins with [!kind] and perhaps a title; anything else gives none."""
    if group[0].type != "blockquote_open" or len(group) < 4 or group[2].type != "inline":  # noqa: PLR2004 open, open, inline, close
        return None
    found = CALLOUT.match(group[2].content)
    if not found:
        return None
    rest = group[2].content[found.end() :]
    words = READER.parseInline(rest)[0]
    body = [*group[1:2], words, *group[3:-1]] if rest.strip() else group[4:-1]
    return [Block("callout", found[1].lower(), _html(body), found[2].strip())]


def _directives(group: list[Token], course: Course) -> list[Block] | None:
    """A paragraph of nothing but {{ word name }} lines; anything else gives none."""
    lines = group[1].content.splitlines() if group[0].type == "paragraph_open" else ["no"]
    found = [DIRECTIVE.fullmatch(line.strip()) for line in lines]
    return [block for one in found if one for block in _directive(one[1], one[2] or "", course)] if all(found) else None


def _directive(word: str, name: str, course: Course) -> Iterator[Block]:
    match word:
        case "figure":
            if name in course.figures:
                yield Block("figure", name, drawing(course.figures[name]))
        case "check" | "drill" | "cards":
            yield Block(word, name)


def _lowered(group: list[Token], level: int) -> list[Token]:
    """Headings moved so that ### becomes `level`."""
    for token in group:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, max(level, int(token.tag[1]) - 3 + level))}"
    return group


def _html(tokens: Sequence[Token]) -> Markup:
    """Tokens as HTML, the blank of a question drawn; everything authors wrote has been escaped on the way."""
    for token in tokens:
        if token.children and any(BLANK.search(child.content) for child in token.children):
            token.children = [piece for child in token.children for piece in _blanks(child)]
    return Markup(READER.renderer.render(list(tokens), READER.options, {}))  # noqa: S704 html is off, links are checked


def _blanks(token: Token) -> Iterator[Token]:
    if token.type != "text":
        yield token
        return
    for place, piece in enumerate(BLANK.split(token.content)):
        if place:
            yield _raw('<span class="blank"><span class="hidden">blank</span></span>')
        if piece:
            yield _like(token, piece)
