"""What hypothesis draws as sound items in careless layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn

VOCABULARY = (
    *("a", "An", "the", "Desk", "library", "counts", "café", "Straße", "16", "80%", "now;", "next,", "not"),
    *("(new)", "one's", "e.g.", "*soon*", "well-run", "北京"),
)
slugs = st.sampled_from([f"{one}{other}" for one in ("desk", "a", "x1") for other in ("", "-2", "-of-a", "-x-9")])
phrases = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=8).map(" ".join)
spaces = st.sampled_from(["", " ", "   "])
gaps = st.sampled_from(["\n", "\n\n", "\n \n"])


@st.composite
def item_texts(draw: DrawFn) -> str:
    """A file of sound items in careless layout: extra space, blank lines, marks and attributes in any allowed form."""
    ids = draw(st.lists(slugs, min_size=1, max_size=3, unique=True))
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


def frame(draw: DrawFn, slug: str) -> str:
    """A frame of two or three slots, one of which may follow another, with values that exclude each other."""
    values = draw(st.lists(phrases, min_size=2, max_size=4, unique=True))
    slash, amp = draw(st.sampled_from([" / ", "  /   "])), draw(st.sampled_from([" & ", "  &  "]))
    slots = [("org", slash.join(values)), ("role", slash.join(draw(st.lists(phrases, min_size=1, max_size=3))))]
    if draw(st.booleans()):
        tilde = draw(st.sampled_from([" ~ ", "~"]))
        slots.append((f"what{tilde}org", slash.join(draw(st.permutations(values)))))
    rows = [f"{draw(bullets)} {{{name}}}{draw(spaces)}:{draw(spaces)}{words}{draw(spaces)}" for name, words in slots]
    if draw(st.booleans()):
        names = [name.split("~")[0].strip() for name, _ in slots]
        firsts = [words.split(slash)[0] for _, words in slots]
        pairs = [f"{{{name}}}{draw(spaces)}={draw(spaces)}{one}" for name, one in zip(names, firsts, strict=True)]
        rows.append(f"{draw(bullets)} never{draw(spaces)}:{draw(spaces)}{amp.join(pairs)}")
    uses = " ".join(draw(uses_of(name.split("~")[0].strip())) for name, _ in slots)
    text = f"=={draw(phrases)}=={{trigger}}, {draw(phrases)} =={uses}=={{step}}."
    rows = draw(st.permutations(rows))
    start = next(at for at, row in enumerate(rows) if "never" not in row.split("{")[0])
    body = draw(gaps).join([rows[start], *rows[:start], *rows[start + 1 :]])
    return f"{heading(draw, 'frame', slug, 'domain: mixed')}{body}\n\n{text}\n\n### step\n- [x] now{reason(draw)}"


bullets = st.sampled_from(["-", "*", "+", " -"])


def uses_of(name: str) -> st.SearchStrategy[str]:
    """A slot in one of its forms."""
    forms = (name, name.capitalize(), f"a {name}", f"An {name}", f"an {name.capitalize()}")
    return st.sampled_from([f"{{{form}}}" for form in forms])


def case(draw: DrawFn, slug: str) -> str:
    """A case of one to three events, some with credits for a second label."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        text = f"{draw(phrases)} =={draw(phrases)}=={{trigger}}, =={draw(phrases)}=={{step}}."
        labels = draw(st.sampled_from(["now", "now ~ .5 next", "now,  next", "next ~ 0.25 now"]))
        other = draw(st.sampled_from(["", f"\n- activity:{draw(spaces)}engage{reason(draw)}"]))
        row = f"{draw(bullets).strip()} step:{draw(spaces)}{labels}{draw(spaces)}{reason(draw)}"
        found.append(f"###{draw(spaces)} event e{number}\n{text}\n\n{row}{other}")
    return "\n\n".join([f"{heading(draw, 'case', slug, 'skill: a.words')}{draw(phrases)}.", *found])


def sketch(draw: DrawFn, slug: str) -> str:
    """A sketch of two or three lines, with or without a checklist."""
    lines = "\n".join(f"{number}. {draw(phrases)}" for number in range(1, draw(st.integers(3, 4))))
    points = f"\n\n###  checklist{draw(gaps)}- {draw(phrases)}?\n- {draw(phrases)}" if draw(st.booleans()) else ""
    return f"{heading(draw, 'sketch', slug, 'skill: a.words')}Write {draw(phrases)}.\n\n{lines}{points}"


KINDS: list[Callable[[DrawFn, str], str]] = [card, question, scenario, order, term, frame, case, sketch]
