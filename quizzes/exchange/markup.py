"""Markdown to the HTML that other programs show, and their HTML back to Markdown: words, emphasis, code, lists, breaks.

What comes in is cleaned first: scripts, styles, forms and handlers are gone with what is in them. Of an image its words
stay, of a table its cells, of any other element what it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARKDOWN = MarkdownIt("commonmark", {"html": False})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = {"p", "div", "ul", "ol", "li", "pre", "blockquote", "table", "tbody", "thead", "tr", "hr", *HEADINGS}
INLINE = {"br", "b", "strong", "i", "em", "code", "img", "a", "td", "th"}
GONE = {"script", "style", "iframe", "object", "embed", "form", "template", "noscript", "textarea", "select", "title"}
ATTRIBUTES = {"img": {"alt"}, "a": {"href"}, "ol": {"start"}}
EMPTY = {"br", "img", "hr"}
DEEPEST = 40
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
CLOSING = re.compile(r"(?<!\\)#$")
"""What would be read as the end of a heading."""
SPECIAL = re.compile(r"([\\`*_\[\]<&])")
STARTS = re.compile(r"^(?:([-+>#=~])|(\d{1,9})([.)](?=\s|$)))", re.MULTILINE)


def to_html(markdown: str) -> str:
    """HTML of a text; one paragraph alone stands without its element, as an option does."""
    html: str = MARKDOWN.render(markdown).strip()
    inside = html.removeprefix("<p>").removesuffix("</p>")
    return inside if html.startswith("<p>") and html.endswith("</p>") and "<p>" not in inside else html


def to_markdown(html: str) -> str:
    """The Markdown of an HTML text; showing it as HTML again looks the same, but for what was cleaned away."""
    return "\n\n".join(blocks(tree(html).inside))


def tree(html: str) -> Node:
    """An HTML text, cleaned, as the nodes in a root; of attributes that show nothing those named `data-` stay."""
    safe = nh3.clean(
        html,
        tags=BLOCKS | INLINE,
        clean_content_tags=GONE,
        attributes=ATTRIBUTES,
        generic_attribute_prefixes={"data-"},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    reader = Reader()
    reader.feed(safe)
    reader.close()
    return reader.path[0]


@dataclass(slots=True)
class Node:
    """An element and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)


class Reader(HTMLParser):
    """Clean HTML as nodes; `path` is the way to the one that is open, the root first."""

    def __init__(self) -> None:
        """Begin with an empty root."""
        super().__init__(convert_charrefs=True)
        self.path = [Node("div")]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open an element; deeper than anybody writes, what is in it belongs to the one around it."""
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.path[-1].inside.append(node)
        if tag not in EMPTY and len(self.path) < DEEPEST:
            self.path.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if len(self.path) > 1 and self.path[-1].tag == tag:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        """Words."""
        self.path[-1].inside.append(data)


def is_block(part: Node | str) -> bool:
    """Whether a part stands on lines of its own."""
    return isinstance(part, Node) and part.tag in BLOCKS


def blocks(parts: Iterable[Node | str]) -> list[str]:
    """The Markdown blocks of what is in an element; words between blocks are a paragraph."""
    found: list[str] = []
    last, other = "", False
    for block, run in groupby(parts, is_block):
        if not block and (words := paragraph(run)):
            found.append(words)
            last = ""
        for node in (part for part in run if isinstance(part, Node) and block):
            unlike = node.tag == last and not other
            if texts := block_of(node, other=unlike):
                found += texts
                last, other = node.tag, unlike
    return found


def block_of(node: Node, *, other: bool = False) -> list[str]:
    """The blocks of one block element; `other`: a list right after one of its kind, which has to look otherwise."""
    if node.tag in {"ul", "ol"}:
        return [text for text in (listed(node, other=other),) if text]
    if node.tag == "pre":
        text = plain(node).strip("\n")
        bar = fence(text, 3)
        return [f"{bar}\n{text}\n{bar}"]
    if node.tag == "blockquote":
        return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks(node.inside)).split("\n"))]
    if node.tag in HEADINGS:
        words = CLOSING.sub(r"\\#", paragraph(node.inside))
        return [f"{'#' * (HEADINGS.index(node.tag) + 1)} {words}"] if words else []
    return ["***"] if node.tag == "hr" else blocks(node.inside)


def listed(node: Node, *, other: bool) -> str:
    """A list; its entries stand close unless one holds paragraphs."""
    signs = ("{}) ", "* ") if other else ("{}. ", "- ")
    entries = [part for part in node.inside if isinstance(part, Node)]
    loose = any(isinstance(part, Node) and part.tag == "p" for entry in entries for part in entry.inside)
    filled = [text for text in (("\n\n" if loose else "\n").join(blocks(entry.inside)) for entry in entries) if text]
    start = node.attributes.get("start", "1")
    rows = []
    for number, text in enumerate(filled, start=int(start) if re.fullmatch(r"[0-9]{1,8}", start) else 1):
        marker = signs[node.tag == "ul"].format(number)
        rows.append(marker + text.replace("\n", "\n" + " " * len(marker)))
    return "\n".join(line.rstrip(" \t") for line in ("\n\n" if loose else "\n").join(rows).split("\n"))


def paragraph(parts: Iterable[Node | str]) -> str:
    """Words with their marks as one paragraph."""
    lines = "".join(map(inline, parts)).split("\\\n")
    text = "\\\n".join(line.strip(" ") for line in lines).strip().removesuffix("\\")
    return STARTS.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", text.strip())


def inline(part: Node | str) -> str:
    """Words, or an element among words."""
    if isinstance(part, str):
        return SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", part))
    if part.tag in {"br", "code"}:
        return "\\\n" if part.tag == "br" else code(plain(part))
    inside = "".join(map(inline, part.inside or [part.attributes.get("alt", "")]))
    if part.tag == "a" and part.attributes.get("href"):
        return f"[{inside}]({address(part.attributes['href'])})"
    if part.tag in MARKS and inside.strip():
        mark, core = MARKS[part.tag], inside.strip()
        return inside.replace(core, f"{mark}{core}{mark}")
    return f"{inside} " if part.tag in {"td", "th"} else inside


def address(href: str) -> str:
    """Where a link leads, as Markdown reads it whole."""
    if re.fullmatch(r"[^\s()<>\\]+", href):
        return href
    return "<" + re.sub(r"[\s<>\\]", lambda found: quote(found[0]), href) + ">"


def code(text: str) -> str:
    """A code span, with a fence longer than any in it."""
    text = " ".join(line.strip() for line in text.split("\n")) if "\n" in text else text
    bar = fence(text, 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{bar}{space}{text}{space}{bar}" if text else ""


def fence(text: str, least: int) -> str:
    """As many accents as no run of them in a text has."""
    return "`" * max(least, max((len(run) for run in re.findall("`+", text)), default=0) + 1)


def plain(node: Node) -> str:
    """The bare words of an element."""
    return "".join(part if isinstance(part, str) else plain(part) for part in node.inside)
