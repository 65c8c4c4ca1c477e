"""One sitting from its log: the last choice made in time counts, whatever else arrived and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exam.result import Line, Share, between, by, error, long_ones, pass_mark, score
from quizzes.exam.sitting import (
    GRACE,
    NAMES,
    Act,
    Standing,
    blanks,
    changes,
    closing,
    right,
    seconds,
    standing,
    stretches,
)
from tests.builders import a_question, an_option

BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)
DEADLINE = BEGAN + timedelta(minutes=60)


def at(seconds_in: float) -> datetime:
    """A moment of the sitting."""
    return BEGAN + timedelta(seconds=seconds_in)


def an_act(place: int, name: str = "choose", option: str = "a", made: float = 10, waited: float = 0) -> Act:
    """Something done so many seconds in, heard a little later."""
    known = next(each for each in NAMES if each == name)
    return Act(place, known, option if name == "choose" else "", at(made), at(made + waited))


ACTS = st.lists(
    st.builds(
        an_act,
        st.integers(1, 4),
        st.sampled_from(NAMES),
        st.sampled_from("abcd"),
        st.floats(0, 4000),
        st.floats(0, 200),
    ),
    max_size=30,
).map(lambda acts: sorted(acts, key=lambda act: act.heard))


@given(ACTS)
def test_the_last_choice_made_in_time_counts(acts: list[Act]) -> None:
    """Against the plain rule: of the acts heard in time, the one made last decides."""
    closed = closing(DEADLINE, None)
    found = standing(acts, closed)
    for place in range(1, 5):
        timely = [act for act in acts if act.place == place and act.heard <= closed and act.name in {"choose", "clear"}]
        last = max(timely, key=lambda act: act.made, default=None)
        if last and sum(act.made == last.made for act in timely) == 1:
            assert found.chosen.get(place) == (last.option or None)
        late = [act.option for act in acts if act.place == place and act.heard > closed and act.name == "choose"]
        assert (place in found.late) == bool(late)
        assert (found.state(place) == "answered") == (place in found.chosen)
    assert blanks(4, found) == [place for place in range(1, 5) if place not in found.chosen]


@given(ACTS, ACTS)
def test_what_comes_too_late_changes_nothing(acts: list[Act], more: list[Act]) -> None:
    """Anything heard after the grace is kept beside, never among what counts."""
    closed = closing(DEADLINE, None)
    late = [act._replace(heard=closed + timedelta(seconds=1)) for act in more]
    before, after = standing(acts, closed), standing([*acts, *late], closed)
    assert (before.chosen, before.flagged, before.seen) == (after.chosen, after.flagged, after.seen)


def test_the_closing_moment() -> None:
    """Handing in closes at once; the deadline with ten seconds of grace; the earlier of both."""
    assert closing(DEADLINE, None) == DEADLINE + GRACE
    assert closing(DEADLINE, at(60)) == at(60)
    assert closing(DEADLINE, DEADLINE + 2 * GRACE) == DEADLINE + GRACE


def test_an_answer_that_waited_for_the_network_has_its_place_in_time() -> None:
    """Made before a newer one, it does not take its place, though it arrives later."""
    acts = [an_act(1, option="b", made=40), an_act(1, option="a", made=20, waited=60)]
    assert standing(acts, closing(DEADLINE, None)).chosen == {1: "b"}


def test_flags_and_sights() -> None:
    """A flag goes on and off; whatever was done to a question, it was seen."""
    acts = [an_act(1, "flag"), an_act(2, "flag", made=20), an_act(2, "unflag", made=30), an_act(3, "see", made=40)]
    found = standing(acts, closing(DEADLINE, None))
    assert found.flagged == {1}
    assert [found.state(place) for place in (1, 3, 4)] == ["seen", "seen", "open"]
    assert Standing().state(1) == "open"


@given(ACTS)
def test_the_time_of_all_questions_is_that_of_the_sitting(acts: list[Act]) -> None:
    """From the beginning to the end, nothing twice; a question's time is never below 0."""
    closed = closing(DEADLINE, None)
    found = seconds(acts, BEGAN, closed, 3610)
    assert all(one >= 0 for one in found.values())
    assert sum(found.values()) == pytest.approx((closed - BEGAN).total_seconds())


def test_time_belongs_to_the_question_that_lay_open() -> None:
    """The first from the beginning on; then whichever was turned to."""
    acts = [an_act(1, made=30), an_act(2, "see", made=40), an_act(2, made=100), an_act(1, "see", made=130)]
    assert seconds(acts, BEGAN, at(150), 3600) == {1: 60.0, 2: 90.0}


def a_pause(name: Literal["pause", "resume"], place: int, made: float) -> Act:
    """The clock is stopped or runs on, and the server hears it at once."""
    return Act(place, name, "", at(made), at(made))


def test_a_pause_is_nobodys_time() -> None:
    """What lies between a pause and its end is left out, whatever another tab does meanwhile; the open one goes on."""
    month = 30 * 86_400
    acts = [an_act(1, made=30), a_pause("pause", 2, 50), an_act(3, "see", made=60), a_pause("resume", 2, month)]
    assert seconds([*acts, an_act(4, "see", made=month + 5)], BEGAN, at(month + 9), 3600) == {1: 50, 2: 5, 3: 0, 4: 4}
    assert seconds(acts[:2], BEGAN, at(month), 3600) == {1: 50, 2: 0}


@given(ACTS, st.floats(0, 4000), st.floats(0, 1e7))
def test_no_question_takes_longer_than_all_may(acts: list[Act], since: float, long: float) -> None:
    """Of older sittings nobody knows when they were paused: their deadline has moved, and that is all."""
    found = seconds(acts, BEGAN, at(3600 + long), 3600)
    assert all(0 <= one <= 3600 for one in found.values())
    noted = [a_pause("pause", 1, since), a_pause("resume", 1, since + long)]
    assert sum(seconds([*acts, *noted], BEGAN, at(4200 + long), 9000).values()) == pytest.approx(4200)


def test_changes_of_mind() -> None:
    """First and last choice where they differ; back to the first is none."""
    acts = [an_act(1, option=option, made=made) for made, option in enumerate("aba")]
    acts += [an_act(2, option="a", made=50), an_act(2, "clear", made=51), an_act(2, option="c", made=52)]
    assert changes(acts, closing(DEADLINE, None)) == {2: ("a", "c")}


def test_full_marks_or_none() -> None:
    """Part credit is none in an exam, a withdrawn option is our mistake, and what is not offered is wrong."""
    offered = (an_option("full", 1.0), an_option("part", 0.5), an_option("none"), an_option("void", void=True))
    question = a_question("q", options=offered)
    wanted = {"full": True, "part": False, "none": False, "void": True, "gone": False, None: False}
    assert {option: right(question, option) for option in wanted} == wanted


@pytest.mark.parametrize(
    ("places", "said"),
    [((), []), ((3,), [(3, 3)]), ((3, 4), [(3, 3), (4, 4)]), ((12, 7, 8, 9, 3), [(3, 3), (7, 9), (12, 12)])],
)
def test_numbers_are_said_in_stretches(places: tuple[int, ...], said: list[tuple[int, int]]) -> None:
    """As one would say them: three or more on end from the first to the last."""
    assert stretches(places) == said


def a_line(place: int, *, right: bool = True, **changes: object) -> Line:
    """A question of a result."""
    own = {"item": "q", "area": "1", "style": "list", "bloom": 1, "first": "a", "last": "a", "first_right": right}
    return Line(**{"place": place, "right": right, "seconds": 60.0, **own, **changes})  # type: ignore[arg-type]


def test_what_one_paper_can_tell() -> None:
    """The standard error of 26 of 40 is 3.06 marks; at either end it is never nothing."""
    assert error(Share(26, 40)) == pytest.approx(3.055, abs=0.001)
    assert between(Share(26, 40)) == (23, 29)
    assert 0 < error(Share(40, 40)) < 1
    assert error(Share(0, 1)) == 1


def test_marks_by_kind() -> None:
    """Counted in the order met; a change of mind helped, hurt, or did neither."""
    lines = [
        a_line(1),
        a_line(2, right=False, first="b", first_right=True),
        a_line(3, area="2", first="b", first_right=False),
        a_line(4, right=False, area="2", first="b", first_right=False),
        a_line(5, right=False, area="2", first="", last="", first_right=False),
    ]
    assert score(lines) == Share(2, 5)
    assert by(lines, lambda line: line.area) == {"1": Share(1, 2), "2": Share(1, 3)}
    assert [line.changed for line in lines] == ["", "hurt", "helped", "neither", ""]
    assert [line.blank for line in lines] == [False] * 4 + [True]
    slow = [a_line(1), a_line(2, seconds=300.0), a_line(3, seconds=200.0), a_line(4, seconds=20.0)]
    assert [line.place for line in long_ones(slow, 4 * 90)] == [2, 3]


@pytest.mark.parametrize(("questions", "marks"), [(40, 26), (20, 13), (10, 7), (1, 1)])
def test_the_pass_mark_of_shorter_papers_is_rounded_up(questions: int, marks: int) -> None:
    """65 % of them or more."""
    assert pass_mark(questions, 26, 40) == marks
