"""What the planner remembers: the same whether the log is read at once or in pieces, and through its JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.traces import Remembered, advance, as_json, from_json, guessing, with_price
from quizzes.practice.learning import Given
from tests.builders import a_card, a_course, a_question, a_scenario, an_order

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = 739_000
ITEMS = (
    a_card("card", "a"),
    a_question("one", "a"),
    a_question("two", "b"),
    a_scenario("story"),
    an_order("order", "c"),
)
COURSE = a_course(*ITEMS)
RESPONSES: dict[str, list[dict[str, Any]]] = {
    "card": [{"grade": "good"}, {"grade": "again"}],
    "one": [{"options": ["a"]}, {"options": ["b"]}, {"options": ["zebra"]}],
    "two": [{"options": ["a"]}, {"options": ["c"]}],
    "story": [{"labels": {"step": ["now"], "activity": ["plan"]}}, {"labels": {"step": ["target"]}}],
    "order": [{"order": ["vision", "now", "target"]}],
    "gone": [{}],
}
answers = st.lists(st.tuples(st.sampled_from(list(RESPONSES)), st.integers(0, 2), st.integers(0, 5)), max_size=25)


def log(rows: Sequence[tuple[str, int, int]]) -> list[Given]:
    """Answers from (item, which response, days since the last)."""
    day, found = DAY, []
    for place, (item, which, gap) in enumerate(rows):
        day += gap
        response = RESPONSES[item][which % len(RESPONSES[item])]
        found.append(Given(str(place), item, response, None, day, "study", 4000))
    return found


@given(answers, st.integers(0, 25))
def test_in_pieces_as_at_once(rows: list[tuple[str, int, int]], cut: int) -> None:
    """Reading on from what was kept, even through JSON, gives what the whole log gives."""
    given_ = log(rows)
    whole = advance(COURSE, Remembered(), given_)
    half = from_json(json.loads(json.dumps(as_json(advance(COURSE, Remembered(), given_[:cut])))))
    assert advance(COURSE, half, given_[cut:]) == whole


@given(answers)
def test_traces_are_of_memories_that_were_answered(rows: list[tuple[str, int, int]]) -> None:
    """One for each memory heard, dated by its last answer; first tries are counted once a memory."""
    found = advance(COURSE, Remembered(), log(rows))
    assert found.first_tries == len(found.traces)
    assert all(trace.day >= DAY for trace in found.traces.values())


def test_the_chance_of_a_guess_is_by_what_can_be_chosen() -> None:
    """Four options, three labels; nothing for cards and orders. The price of a second is carried."""
    card, one, _, story, order = ITEMS
    assert [guessing(COURSE, item, axis) for item, axis in ((one, ""), (story, "step"), (card, ""), (order, ""))] == [
        0.25, 1 / 3, 0.0, 0.0]  # fmt: skip
    assert with_price(Remembered(), 0.5).trust.price == 0.5
