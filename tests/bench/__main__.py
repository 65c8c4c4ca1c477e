"""The report. `--quick` takes a log of 100,000 answers in place of a million."""

from __future__ import annotations

import sys
import tempfile
from collections import deque
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from app.store import memories, traces
from quizzes.course.checking import flaws_of
from quizzes.course.draft import read_part, read_text
from quizzes.course.flaws.every import check_flaws
from quizzes.course.flaws.neighbours import Neighbours
from quizzes.course.library import build
from quizzes.practice import pace_m
from quizzes.practice.pace import Situation
from quizzes.practice.plan import plan_day, pool
from tests.bench.anchors import Anki, Raw, has_anki
from tests.bench.course_folder import course_folder
from tests.bench.ground import COURSE, FIRST_DAY, ITEMS, SKILLS, Desk, fill
from tests.bench.question_bank import PATH, question_bank
from tests.bench.timing import BLOCK, Line, say, take_turns, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 1000
FITS = 80
"""Memories that fit into 25 minutes."""


def main(words: list[str]) -> None:
    """Measure and say."""
    many = 100_000 if "--quick" in words else 1_000_000
    with tempfile.TemporaryDirectory(prefix="momentum-bench-") as folder:
        place = Path(folder)
        say("One run on this machine; p50; x is how many times the anchor.", "")
        say(*keeping(place), *looking(place), *growth(place, many), *planning(place), *loading(), *judging())


def keeping(place: Path) -> Iterator[Line]:
    """Keep an answer: read memory, mark, schedule, write answer, memory, sighting and plan, commit."""
    contenders: dict[str, Callable[[], float]] = {
        "momentum": Desk(place / "momentum.db").answer,
        "raw sqlite3": Raw(place / "raw.db").answer,
    }
    if has_anki():
        contenders["Anki, FULL"] = Anki(place / "full.anki2", "FULL", ROUNDS + 2 * BLOCK).answer
        contenders["Anki, NORMAL"] = Anki(place / "normal.anki2", "NORMAL", ROUNDS + 2 * BLOCK).answer
    found = take_turns(contenders, ROUNDS)
    hold = {"Anki, FULL": 0.7, "Anki, NORMAL": 4.0}
    yield Line("keep an answer", found["momentum"])
    for anchor in [name for name in found if name != "momentum"]:
        yield Line(f"  {anchor}: {found[anchor]:.1f} us", found["momentum"], anchor, found[anchor], hold.get(anchor))


def looking(place: Path) -> Iterator[Line]:
    """Next item of a kept plan."""
    desk = Desk(place / "next.db")
    desk.plan(FIRST_DAY, 0)
    contenders: dict[str, Callable[[], float]] = {"momentum": desk.next}
    if has_anki():
        anki = Anki(place / "next.anki2", "FULL", ROUNDS + 2 * BLOCK)
        contenders["Anki"] = lambda: (anki.answer(), anki.looks.pop())[1]
    found = take_turns(contenders, ROUNDS)
    yield Line("next item from a kept plan", found["momentum"])
    if "Anki" in found:
        yield Line(f"  Anki: {found['Anki']:.1f} us", found["momentum"], "Anki", found["Anki"], 4.0)


def growth(place: Path, many: int) -> Iterator[Line]:
    """Keep an answer with few and with many in the log."""
    few, full = Desk(place / "few.db"), Desk(place / "many.db")
    fill(few.database, 10_000)
    fill(full.database, many)
    found = take_turns({"few": few.answer, "many": full.answer}, ROUNDS)
    yield Line("keep an answer, 10,000 in the log", found["few"])
    yield Line(f"keep an answer, {many:,} in the log", found["many"], "10,000", found["few"], 1.2)


def planning(place: Path) -> Iterator[Line]:
    """Plan a session of a learner with 600 memories, read from the store."""
    desk = Desk(place / "plan.db")
    for _ in range(SKILLS):
        desk.answer()
    day = FIRST_DAY + 40

    def plan() -> None:
        with desk.database.reading() as db:
            held, seen = memories.held(db, desk.learner), memories.seen(db, desk.learner)
        entries = plan_day(pool(COURSE, "itil4"), held, seen, day, new=20, minutes=25, rng=Random(1))  # noqa: S311
        assert entries

    yield Line(f"plan a session, {SKILLS} memories", median(timed(plan) for _ in range(50)) * 1e6, "15 ms", 15_000, 1.0)
    with desk.database.reading() as db:
        state, weights = traces.remembered(db, COURSE, desk.learner), dict.fromkeys(pool(COURSE, "itil4"), 1.0)
    at = Situation(day=day, days_left=20, elapsed=40, span=60, minutes=25, tries=SKILLS, knew=SKILLS / 2)

    def pace() -> None:
        assert list(islice(pace_m.order(state.traces, weights, state.trust, at), FITS))

    name = f"order {len(state.traces)} memories towards an exam"
    yield Line(name, median(timed(pace) for _ in range(50)) * 1e6, "15 ms", 15_000, 1.0)


def loading() -> Iterator[Line]:
    """Read a course folder of 2,000 items for serving, again after a file was saved, and all its problems."""
    files = course_folder(ITEMS)
    assert len(build(files).items) >= ITEMS
    read_part.cache_clear()
    cold = timed(lambda: build(files, errors_only=True))
    yield Line(f"load a course of {ITEMS:,} items, cold", cold * 1e6, "1 s", 1e6, 1.0)
    last = max(path for path in files if path.endswith(".md"))
    saved = {**files, last: files[last] + b"\n"}
    yield Line("the same after one file was saved", timed(lambda: build(saved, errors_only=True)) * 1e6)
    yield Line("all problems of it", timed(lambda: build(saved)) * 1e6)


def judging() -> Iterator[Line]:
    """All item rules over a bank of 2,000 questions, and one of its questions as somebody types it."""
    bank = question_bank(ITEMS)
    found = min(timed(lambda: deque(check_flaws(bank), maxlen=0)) for _ in range(3))
    yield Line(f"item rules over {ITEMS:,} questions", found * 1e6, "3 s", 3e6, 1.0)
    reading = min(timed(lambda: read_text(PATH, "\n".join(bank.lines(PATH)))) for _ in range(3))
    yield Line(f"  reading them: {reading * 1e3:.1f} ms", found * 1e6, "reading them", reading * 1e6)
    half = Neighbours(question_bank(ITEMS // 2))
    items = half.draft.items[::10]
    flaws_of(half, items[0])
    typed = median(timed(partial(flaws_of, half, item)) for item in items)
    yield Line(f"item rules of one question beside {ITEMS // 2:,}", typed * 1e6, "50 ms", 50_000, 1.0)
    near = median(timed(partial(half.likeness.near, item.text)) for item in items)
    yield Line(f"near duplicates of a stem among {ITEMS // 2:,}", near * 1e6, "50 ms", 50_000, 0.2)


main(sys.argv[1:])
