from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.replay import Projection, replay
from quizzes.practice.learning import Given, Held, Sighting, learn
from tests.builders import a_card, a_case, a_course, a_frame, a_question, a_scenario, an_order

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
    a_frame("x2"),
    a_case("x3", {"a": {"step": "now"}, "b": {"step": "target", "activity": {"plan": 1.0, "improve": 0.5}}}),
)
KNOWN = ("card", "order", "two", "q0", "q1", "x0", "x1", "x2", "x3.a", "x3.b")
choices: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "card": st.fixed_dictionaries({"grade": st.sampled_from(["again", "hard", "good", "easy"])}),
    "order": st.fixed_dictionaries({"order": st.permutations(["vision", "now", "target"])}),
    "two": st.fixed_dictionaries({"options": st.lists(st.sampled_from("abcd"), min_size=1, max_size=2, unique=True)}),
}
steps = st.lists(st.sampled_from(["now", "vision", "target"]), min_size=1, max_size=1)
activities = st.lists(st.sampled_from(["plan", "improve", "engage"]), min_size=1, max_size=1)
asked = st.fixed_dictionaries({}, optional={"step": steps, "activity": activities}).filter(bool)
one_option = st.fixed_dictionaries({"options": st.lists(st.sampled_from("abcd"), min_size=1, max_size=1)})
only_step = st.fixed_dictionaries({"labels": st.fixed_dictionaries({"step": steps})})
labelled = st.fixed_dictionaries({"labels": asked})


@st.composite
def answers(draw: st.DrawFn) -> Given:
    """Any answer; its day is how many days passed since the one before."""
    item = draw(st.sampled_from(KNOWN))
    response = draw(choices.get(item, only_step if item == "x3.a" else labelled if item[0] == "x" else one_option))
    said = draw(st.sampled_from(["sure", "unsure", "guess", None]))
    where = draw(st.sampled_from(["study", "drill", "reading"]))
    return Given("", item, response, said, draw(st.sampled_from([0, 0, 0, 1, 2, 9, 40])), where, None)


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
        item = COURSE.find(given_now.item)
        assert item
        learned = learn(COURSE, item, given_now, self.held, self.seen.get(given_now.item))
        self.held |= learned.held
        self.seen[given_now.item] = learned.sighting

    def undo(self) -> None:
        """Take the newest answer back."""
        if self.log:
            self.log.pop()
            self.held, self.seen = self.before.pop()


@given(st.lists(st.tuples(answers(), st.sampled_from(["once", "twice", "undone", "late"])), max_size=30))
def test_replay_gives_exactly_the_states_of_live_answering(story: list[tuple[Given, str]]) -> None:
    """To the last bit, with answers sent twice, resent late, and undone; to frames, events and in readings too."""
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


def test_readings_are_replayed_as_readings() -> None:
    """The axes of one reading stay no repeats of each other, and a frame none of itself."""
    reading = [
        Given(str(number), "x0", {"labels": labels}, None, 1000, "reading", None)
        for number, labels in enumerate(({"step": ["now"]}, {"activity": ["plan"]}))
    ]
    frame = Given("9", "x2", {"labels": {"activity": ["plan"]}}, None, 1001, "drill", None)
    log = [*reading, frame, replace(frame, id="10", day=1002)]
    assert replay(COURSE, log).held["skill", "ci.activity.plan"].memory.rating == 3
    assert replay(COURSE, reading).held["skill", "ci.activity.plan"].memory.rating == 3
    drilled = [replace(given, where="drill") for given in reading]
    assert replay(COURSE, drilled).held["skill", "ci.activity.plan"].memory.rating == 2


def test_no_answers_give_no_states() -> None:
    """A new learner."""
    assert replay(COURSE, []) == Projection({}, {}, 0)
