"""The law of the store: whatever is answered, sent twice and undone, what is stored equals a replay of what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from app.store import answers, memories, plans
from quizzes.evidence.replay import replay
from quizzes.practice.learning import Given
from quizzes.practice.plan import Entry
from tests.builders import a_card, a_case, a_course, a_frame, a_question, a_scenario, an_order
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    from app.db import Database
    from app.store.answers import Submission
    from app.store.learners import Learner

DAY = 739_000
COURSE = a_course(
    a_card("card"),
    a_question("one"),
    a_question("two"),
    a_question("pair", right=("a", "b"), wrong=("c", "d")),
    a_scenario("both"),
    a_scenario("step-only", {"step": "now"}),
    a_scenario("several", {"step": {"now": 1.0, "target": 1.0, "vision": 0.5}}),
    an_order("order"),
    a_frame("framed"),
    a_case("case", {"first": {"step": "now"}}),
)
PLAN = (
    Entry(("card", "card"), "card", repeat=False),
    Entry(("skill", "ci.definition"), "one", repeat=False),
    Entry(("skill", "ci.step.now"), "both", repeat=False),
    Entry(("skill", "ci.activity.plan"), "both", repeat=False),
    Entry(("skill", "ci.steps"), "order", repeat=False),
)
STEP, ACTIVITY = st.sampled_from(["vision", "now", "target"]), st.sampled_from(["plan", "improve", "engage"])
OPTION = st.sampled_from(["a", "b", "c", "d"])


def responses() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """An item and something that can be answered to it."""
    both = st.one_of(
        st.builds(lambda step, activity: {"step": [step], "activity": [activity]}, STEP, ACTIVITY),
        st.builds(lambda step: {"step": [step]}, STEP),
        st.builds(lambda activity: {"activity": [activity]}, ACTIVITY),
    )
    one = OPTION.map(lambda option: {"options": [option]})
    grade = st.sampled_from(["again", "hard", "good", "easy"]).map(lambda grade: {"grade": grade})
    two = st.lists(STEP, min_size=1, max_size=2, unique=True)
    return st.one_of(
        st.tuples(st.just("card"), grade),
        st.tuples(st.sampled_from(["one", "two"]), one),
        st.tuples(st.just("pair"), st.lists(OPTION, min_size=1, max_size=2, unique=True).map(lambda o: {"options": o})),
        st.tuples(st.sampled_from(["both", "framed"]), both.map(lambda labels: {"labels": labels})),
        st.tuples(st.sampled_from(["step-only", "case.first"]), STEP.map(lambda step: {"labels": {"step": [step]}})),
        st.tuples(st.just("several"), two.map(lambda steps: {"labels": {"step": steps}})),
        st.tuples(st.just("order"), st.permutations(["vision", "now", "target"]).map(lambda o: {"order": o})),
    )


ANSWER = st.tuples(
    st.just("answer"),
    responses(),
    st.sampled_from([None, "sure", "unsure", "guess"]),
    st.sampled_from(["study", "study", "drill", "reading", "lesson"]),
)
ACTS = st.lists(
    st.one_of(
        ANSWER,
        ANSWER,
        ANSWER,
        st.tuples(st.just("again"), st.integers(0, 30)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("undo twice")),
        st.tuples(st.just("wait"), st.integers(-1, 20)),
        st.tuples(st.just("replay")),
        st.tuples(st.just("skip")),
    ),
    max_size=25,
)


class Story:
    """One learner's acts, and beside the store a plain list of what should count."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing() as db:
            self.learner: Learner = a_learner(db)
        self.day = DAY
        self.sent: list[tuple[Submission, int]] = []
        self.counting: list[Given] = []
        self.plan()

    def plan(self) -> None:
        """Plan the day, if it has no plan yet."""
        with self.database.writing() as db:
            if not plans.of_day(db, self.learner, self.day):
                plans.keep(db, self.learner, self.day, PLAN)

    def answer(self, response: tuple[str, dict[str, Any]], confidence: str | None, where: str) -> None:
        """Give an answer."""
        sent = a_submission(*response, confidence=confidence, where=where)
        with self.database.writing() as db:
            assert answers.keep(db, COURSE, self.learner, sent, self.day).fresh
        self.sent.append((sent, self.day))
        self.counting.append(Given(sent.id, sent.item, sent.response, confidence, self.day, where, None))

    def again(self, which: int) -> None:
        """Send an earlier answer once more, undone or not, perhaps days later."""
        if not self.sent:
            return
        sent, day = self.sent[which % len(self.sent)]
        with self.database.writing() as db:
            kept = answers.keep(db, COURSE, self.learner, sent, self.day)
        assert not kept.fresh
        assert (kept.answer.id, kept.answer.day) == (sent.id, day)

    def undo(self, times: int) -> None:
        """Take back the newest answer, sending the same undo so many times."""
        undo_id, newest = str(uuid4()), self.counting.pop().id if self.counting else None
        for _ in range(times):
            with self.database.writing() as db:
                undone = answers.undo(db, COURSE, self.learner, undo_id, NOON)
            assert (undone.id if undone else None) == newest

    def act(self, act: tuple[Any, ...]) -> None:
        """Do one thing."""
        match act:
            case ("answer", response, confidence, where):
                self.answer(response, confidence, where)
            case ("again", which):
                self.again(which)
            case ("undo",):
                self.undo(1)
            case ("undo twice",):
                self.undo(2)
            case ("wait", days):
                self.day += days
                self.plan()
            case ("replay",):
                with self.database.writing() as db:
                    assert memories.rebuild(db, COURSE, self.learner.id).differences == 0
            case ("skip",):
                self.skip()

    def skip(self) -> None:
        """Put off what is next."""
        with self.database.writing() as db:
            if entry := plans.following(plans.of_day(db, self.learner, self.day)):
                plans.skip(db, self.learner, self.day, entry.position)

    def check(self) -> None:
        """The law."""
        expected = replay(COURSE, self.counting)
        with self.database.reading() as db:
            assert memories.held(db, self.learner) == expected.held
            assert memories.seen(db, self.learner) == expected.seen
            last = answers.last(db, self.learner)
            given = {one.seq: one.id for one in answers.of_day(db, self.learner, self.day)}
            ticked = [entry.answer for entry in plans.of_day(db, self.learner, self.day) if entry.answer is not None]
        assert (last.id if last else None) == (self.counting[-1].id if self.counting else None)
        assert {given[seq] for seq in ticked} <= {one.id for one in self.counting}


@settings(max_examples=max(settings().max_examples // 2, 1))
@given(ACTS)
def test_what_is_stored_equals_a_replay_of_what_counts(database: Database, acts: list[tuple[Any, ...]]) -> None:
    """Answers, double sends, undos, days and replays in any order leave exactly the states the log gives."""
    story = Story(database)
    for act in acts:
        story.act(act)
    story.check()


@settings(max_examples=max(settings().max_examples // 2, 1))
@given(ACTS, st.lists(ANSWER, min_size=1, max_size=6))
def test_undo_leaves_no_trace(database: Database, acts: list[tuple[Any, ...]], more: list[tuple[Any, ...]]) -> None:
    """Answering and undoing as often leaves memories, sightings and the day's plan as they were."""
    story = Story(database)
    for act in acts:
        story.act(act)
    before = snapshot(story)
    for act in more:
        story.act(act)
    for _ in more:
        story.undo(1)
    assert snapshot(story) == before


def snapshot(story: Story) -> tuple[object, ...]:
    """All that follows from a learner's log."""
    with story.database.reading() as db:
        plan = plans.of_day(db, story.learner, story.day)
        return memories.held(db, story.learner), memories.seen(db, story.learner), plan
