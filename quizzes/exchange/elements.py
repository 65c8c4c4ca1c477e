"""HTML elements that carry more than they show: ids as `data-` attributes, and Markdown that HTML would change.

Such an attribute shows nowhere and lives through an editor of another program as long as its element does. The
Markdown counts only while the element shows what was made of it: what was edited there is what is read.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from quizzes.course.hashes import digest
from quizzes.exchange.markup import Node, blocks, plain, to_html, to_markdown, tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLANK = "_____"
"""What the blank of a stem, `[?]`, looks like elsewhere."""

CREDIT = re.compile(r"\d(\.\d{1,6})?")
"""A credit as an attribute spells it."""

UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, or no page can show."""


def html_of(text: str) -> str:
    """The HTML of a text, blanks as lines to write on, without what no page can show."""
    return to_html(UNSHOWN.sub("", text).replace("[?]", BLANK))


def plain_of(text: str) -> str:
    """The bare words of a text, for lists to choose from."""
    return " ".join(plain(tree(html_of(text))).split())


def dress(text: str, tag: str = "div", **data: str) -> str:
    """A text as an element with these `data-` attributes, and with its Markdown where that would not come back."""
    shown = html_of(text)
    seen = to_markdown(shown)
    if blanked(seen) != text:
        data |= {"markdown": text, "seen": digest([seen])}
    told = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    return f"<{tag}{told}>{shown}</{tag}>"


def plain_or_dressed(text: str) -> str:
    """A text as bare HTML, as a teacher would write it; in an element only where its Markdown has to go along."""
    shown = html_of(text)
    return shown if blanked(to_markdown(shown)) == text else dress(text)


def blanked(markdown: str) -> str:
    """Markdown with its blanks in our spelling."""
    return markdown.replace("\\_" * len(BLANK), "[?]")


def said(parts: Iterable[Node | str]) -> str:
    """The Markdown of some nodes; that of a single element as it was given along, while it shows the same."""
    every = [*parts]
    filled = [part for part in every if isinstance(part, Node) or part.strip()]
    if len(filled) == 1 and isinstance(filled[0], Node) and "data-markdown" in filled[0].attributes:
        return said_by(filled[0])
    return blanked("\n\n".join(blocks(every)))


def said_by(node: Node) -> str:
    """The Markdown of what is in one element."""
    seen = "\n\n".join(blocks(node.inside))
    own = node.attributes
    if "data-markdown" in own and own.get("data-seen") == digest([seen]):
        return own["data-markdown"]
    return blanked(seen)


def markdown_of(text: str) -> str:
    """The Markdown of an HTML text that may hold dressed elements."""
    return said(tree(text).inside)


def marked(node: Node, name: str) -> Iterator[Node]:
    """All elements in a node that have the attribute `data-<name>`, in reading order, itself included."""
    if f"data-{name}" in node.attributes:
        yield node
    for part in node.inside:
        if isinstance(part, Node):
            yield from marked(part, name)


def first(node: Node, tag: str) -> Node | None:
    """The first element of a tag in a node."""
    inside = [part for part in node.inside if isinstance(part, Node)]
    return next((part for part in inside if part.tag == tag), None) or next(
        (found for part in inside if (found := first(part, tag))), None
    )
