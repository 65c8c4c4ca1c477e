import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.look.charts import heat_map, matrix, route
from app.look.signs import progress_arcs, sign

MONDAY = date(2026, 11, 23).toordinal()


def test_the_heat_map_of_the_design() -> None:
    """Six weeks from 2 November to the exam's: today framed, 12 of 25 minutes palest, 31 darkest, a dash for none."""
    minutes = {MONDAY - 19: 12.2, MONDAY - 18: 18, MONDAY - 16: 0, MONDAY - 14: 28, MONDAY - 13: 31, MONDAY: 8}
    heat = heat_map(minutes, MONDAY, 25, MONDAY + 18)
    assert [words for _, words in heat.weeks] == ["2 Nov", "9", "16", "23", "30", "7 Dec"]
    by_date = {day.date.toordinal(): day for day in heat.days}
    assert {level: by_date[MONDAY - back].level for level, back in {1: 19, 2: 18, 0: 16, 3: 14, 4: 13}.items()} == {
        level: level for level in range(5)
    }
    assert by_date[MONDAY].state == "today"
    assert [day.date.toordinal() for day in heat.days if day.exam] == [MONDAY + 18]
    assert heat.days[0].date.toordinal() == MONDAY - 19
    assert heat.days[-1].exam


@given(
    st.dictionaries(st.integers(-400, 0), st.floats(0, 300), max_size=20),
    st.integers(0, 6),
    st.one_of(st.none(), st.integers(-30, 400)),
)
def test_every_heat_map_shows_today_once_and_stays_in_its_frame(
    history: dict[int, float], weekday: int, exam: int | None
) -> None:
    """Any history, any weekday, any exam day: one today, no day twice, nothing drawn outside."""
    today = MONDAY + weekday
    heat = heat_map({today + ago: some for ago, some in history.items()}, today, 25, today + exam if exam else None)
    assert sum(day.state == "today" for day in heat.days) == 1
    assert len({day.date for day in heat.days}) == len(heat.days)
    assert all(0 <= day.x < heat.width <= 6 * 46 and 0 <= day.y < heat.height for day in heat.days)
    assert all(day.date.isoweekday() == day.y // 46 + 1 for day in heat.days)


def test_the_route_runs_from_the_first_day_to_the_exam() -> None:
    """Today stands where it belongs, at the ends when it is past them; ticks thin out over many days."""
    assert route(100, 119, 137, 133, 370).today == 190
    assert route(100, 500, 137, None, 370).today == 370
    assert route(100, 90, 137, None, 370).today == 0
    assert len(route(100, 119, 137).ticks) == 38
    assert len(route(100, 119, 100 + 364).ticks) == 53
    assert route(100, 100, 100).today == 0


def test_shades_of_the_matrix_go_by_share_of_the_row() -> None:
    """Right answers are right; the larger the share of a row, the deeper; an empty cell has no shade."""
    rows = matrix(
        ["a", "b", "c"], {("a", "a"): 95, ("a", "b"): 5, ("b", "a"): 2, ("b", "b"): 8, ("c", "a"): 2, ("c", "b"): 6}
    )
    assert [[cell.shade for cell in row] for row in rows] == [
        ["right", "mix-1", ""],
        ["mix-2", "right", ""],
        ["mix-3", "mix-4", ""],
    ]


def test_a_row_of_few_answers_is_too_early_to_colour() -> None:
    """Under five answers a mix-up has no red; what was right is right all the same."""
    rows = matrix(["a", "b"], {("a", "a"): 1, ("a", "b"): 3.9, ("b", "a"): 4.96})
    assert [[cell.shade for cell in row] for row in rows] == [["right", "early"], ["mix-4", ""]]


@pytest.mark.parametrize(
    ("axis", "sides"), [("step", 7), ("activity", 6), ("lifecycle", 8), ("principle", 7), ("level", 4)]
)
def test_every_label_has_a_sign_of_its_own(axis: str, sides: int) -> None:
    """As many different signs as labels, each with its number, none in need of style; hidden from screen readers."""
    signs = [sign(axis, sides, number) for number in range(1, sides + 1)]
    assert len(set(signs)) == sides
    assert all(f">{number}</text>" in one for number, one in enumerate(signs, 1))
    assert all('aria-hidden="true"' in one and "style" not in one for one in signs)
    assert "lit" not in sign(axis, sides)


def test_step_two_of_seven_points_to_the_right() -> None:
    """North is the start and the steps run clockwise: the second arc lies on the right side."""
    found = re.search(r'class="lit" d="M(\S+) \S+A\S+ \S+ 0 0 1 (\S+)', sign("step", 7, 2))
    assert found
    assert min(float(found[1]), float(found[2])) > 10


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_progress_ring_fills_arc_by_arc(done: int, of: int) -> None:
    """Filled arcs come first, and a finished chapter has all seven."""
    filled = [bool(part) for _, part in progress_arcs(done, of)]
    assert filled == sorted(filled, reverse=True)
    assert sum(filled) == (7 if of and done >= of else sum(filled))
    assert sum(filled) == 0 or done
