"""What hypothesis draws as frames: slots, followers, articles, capitals, cues and values that exclude each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from quizzes.course.items import Cue
from tests.builders import a_frame

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from quizzes.course.items import Frame

VALUES = ("tea", "old maps", "Ada", "ox", "unit", "hour", "\u00e9clair", "8 pots", "ice-cream", "tea maps", "{", "==")
SAID = ("the ", " counts ", ", ", "\n\nThen ", "tea", " ", "; not yet: ", "Stra\u00dfe ")
FORMS = ("{name}", "{Name}", "{a name}", "{A name}", "{an name}", "{An name}", "{a Name}")
few = st.lists(st.sampled_from(VALUES), min_size=1, max_size=3, unique=True)


@st.composite
def frames(draw: DrawFn) -> Frame:
    """A frame of one to three free slots with up to three values each, and at most one slot that follows."""
    slots = {name: draw(few) for name in ("who", "org", "when-1")[: draw(st.integers(1, 3))]}
    leader = draw(st.sampled_from([None, *slots]))
    if leader:
        alike = st.sampled_from(VALUES)
        slots[f"goods ~ {leader}"] = draw(st.lists(alike, min_size=len(slots[leader]), max_size=len(slots[leader])))
    names = [name.split(" ~ ")[0] for name in slots]
    again = draw(st.lists(st.sampled_from(names), max_size=2))
    parts = [part for name in draw(st.permutations([*names, *again])) for part in draw(piece(name))]
    return a_frame(slots=slots, text="".join(parts), cues=draw(cues(parts)), never=draw(nevers(slots)))


@st.composite
def piece(draw: DrawFn, name: str) -> list[str]:
    """Words as written, perhaps none, and a use of a slot."""
    use = draw(st.sampled_from(FORMS)).replace("name", name).replace("Name", name.capitalize())
    return [*draw(st.lists(st.sampled_from(SAID), max_size=2)), use]


@st.composite
def cues(draw: DrawFn, parts: list[str]) -> tuple[Cue, ...]:
    """Up to two cues that do not touch; each begins and ends anywhere but inside a slot."""
    text, at, allowed = "".join(parts), 0, {0}
    for part in parts:
        allowed |= {at + len(part)} | (set() if part.startswith("{") else set(range(at, at + len(part))))
        at += len(part)
    ends = sorted(draw(st.sets(st.sampled_from(sorted(allowed)), max_size=4)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return tuple(Cue(text[start:end], "step", start, end) for start, end in pairs)


@st.composite
def nevers(draw: DrawFn, slots: dict[str, list[str]]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Up to two combinations of values of two slots or more, where there are two."""
    values = {name.split(" ~ ")[0]: own for name, own in slots.items()}
    if len(values) == 1:
        return ()
    chosen = st.lists(st.sampled_from(sorted(values)), min_size=2, max_size=3, unique=True)
    rows = draw(st.lists(chosen, max_size=2))
    return tuple(tuple((name, draw(st.sampled_from(values[name]))) for name in row) for row in rows)
