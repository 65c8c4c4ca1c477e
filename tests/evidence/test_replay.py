from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.replay import Projection, replay
from quizzes.practice.learning import Given, Held, Sighting, learn
from tests.builders import a_card, a_course, a_question, a_scenario, an_order

if TYPE_CHECKING:
    from quizzes.practice.learning import Key

COURSE = a_course(
    a_card("card", "s.0"),
    a_question("q0", "s.0"),
    a_question("q1", "s.0"),
    a_question("two", "s.1", right="ab"),
    a_scenario("x0"),
    a_scenario("x1", {"step": {"now": 1.0, "vision": 1.0}, "activity": {"plan": 1.0, "engage": 0.5}}),
    an_order("order", "s.1"),
)
choices: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "card": st.fixed_dictionaries({"grade": st.sampled_from(["again", "hard", "good", "easy"])}),
    "order": st.fixed_dictionaries({"order": st.permutations(["vision", "now", "target"])}),
    "two": st.fixed_dictionaries({"options": st.lists(st.sampled_from("abcd"), min_size=1, max_size=2, unique=True)}),
}
steps = st.lists(st.sampled_from(["now", "vision", "target"]), min_size=1, max_size=1)
activities = st.lists(st.sampled_from(["plan", "improve", "engage"]), min_size=1, max_size=1)
asked = st.fixed_dictionaries({}, optional={"step": steps, "activity": activities}).filter(bool)
one_option = st.fixed_dictionaries({"options": st.lists(st.sampled_from("abcd"), min_size=1, max_size=1)})
labelled = st.fixed_dictionaries({"labels": asked})


@st.composite
def answers(draw: st.DrawFn, known: tuple[str, ...] = ("card", "order", "two", "q0", "q1", "x0", "x1")) -> Given:
    """Any answer; its day is how many days passed since the one before."""
    item = draw(st.sampled_from(known))
    response = draw(choices.get(item, labelled if item.startswith("x") else one_option))
    said = draw(st.sampled_from(["sure", "unsure", "guess", None]))
    return Given("", item, response, said, draw(st.sampled_from([0, 0, 0, 1, 2, 9, 40])), "study", None)


class Live:
    """A learner as the store keeps one: a log, states changed answer by answer, undo by what stood before."""

    def __init__(self) -> None:
        self.log: list[Given] = []
        self.held: dict[Key, Held] = {}
        self.seen: dict[str, Sighting] = {}
        self.before: list[tuple[dict[Key, Held], dict[str, Sighting]]] = []
        self.unknown = 0

    def keep(self, given_now: Given) -> None:
        """Keep an answer; one that is there already changes nothing."""
        if given_now.id in {given.id for given in self.log}:
            return
        self.before.append((dict(self.held), dict(self.seen)))
        self.log.append(given_now)
        learned = learn(COURSE, COURSE.items[given_now.item], given_now, self.held, self.seen.get(given_now.item))
        self.held |= learned.held
        self.seen[given_now.item] = learned.sighting

    def undo(self) -> None:
        """Take the newest answer back."""
        if self.log:
            self.log.pop()
            self.held, self.seen = self.before.pop()


@given(st.lists(st.tuples(answers(), st.sampled_from(["once", "twice", "undone", "late"])), max_size=30))
def test_replay_gives_exactly_the_states_of_live_answering(story: list[tuple[Given, str]]) -> None:
    """To the last bit, with answers sent twice, resent late, and undone."""
    live, day = Live(), 1000
    for number, (given_now, fate) in enumerate(story):
        day += given_now.day
        live.keep(replace(given_now, id=str(number), day=day))
        if fate == "twice":
            live.keep(replace(given_now, id=str(number), day=day))
        if fate == "late" and live.log:
            live.keep(live.log[0])
        if fate == "undone":
            live.undo()
    assert replay(COURSE, live.log) == Projection(live.held, live.seen, 0)


@given(st.lists(answers(), max_size=20), st.integers(0, 20))
def test_a_replay_can_be_cut_anywhere(log: list[Given], cut: int) -> None:
    """The states after a part of the log do not depend on what comes later."""
    days = [replace(given, day=1000 + place) for place, given in enumerate(log)]
    part, whole = replay(COURSE, days[:cut]), replay(COURSE, days)
    assert set(part.held) <= set(whole.held)
    assert all(whole.held[key].answers >= hold.answers for key, hold in part.held.items())


def test_what_no_longer_fits_is_counted_and_skipped() -> None:
    """Items that are gone and options that were taken away do no harm to the rest."""
    fine = Given("1", "q0", {"options": ["a"]}, None, 1000, "study", 5)
    odd = [
        replace(fine, id="2", item="gone"),
        replace(fine, id="3", response={"options": ["z"]}),
        replace(fine, id="4"),
    ]
    projection = replay(COURSE, [fine, *odd])
    assert projection.unknown == 2
    assert projection.held["skill", "s.0"].answers == 2
    assert projection.seen == {"q0": Sighting(2, 1000, 2)}


def test_no_answers_give_no_states() -> None:
    """A new learner."""
    assert replay(COURSE, []) == Projection({}, {}, 0)
