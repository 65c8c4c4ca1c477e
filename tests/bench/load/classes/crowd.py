"""A large database against a small one: how long an answer and the study page take for a learner taken by chance.

Every learner has done as much in the one as in the other, so only the size of the tables differs.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from app.store.tables import learners
from tests.bench.load.classes.ground import CALLED, Client, Kind, enrol, places, sign_in, target
from tests.bench.load.classes.history import Shape, fill
from tests.bench.load.figures import HEAD, load, percentiles, row, verdict
from tests.bench.timing import say

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.load.classes.ground import Place

HOLD = 1.2
"""How much longer it may take at p50."""
MINUTES = 120
"""A long plan, so that the few learners do not run out of things to do."""
TURN = 0.25
"""Seconds of one server's turn: short, so that a busy machine is busy for both."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many learners in the large and in the small database, how many of them study, what each has done."""

    many: int = 10_000
    few: int = 10
    asked: int = 200
    shape: Shape = field(default_factory=Shape)


def report(folder: Path, kind: Kind, seconds: int, sizes: Sizes | None = None) -> bool:
    """One run, told as a table; whether it holds."""
    sizes = sizes or Sizes()
    counts = {"few": sizes.few, "many": sizes.many}
    each = f"{sizes.shape.memories} memories, {sizes.shape.answers} answers each"
    say("", f"{sizes.many:,} learners against {sizes.few}, {each}, on {CALLED[kind]}; load {load()}")
    with places(folder, kind, *counts) as found, ExitStack() as running:
        targets = {}
        for place, (name, count) in zip(found, counts.items(), strict=True):
            passes = populated(place, count, min(sizes.asked, count), sizes.shape)
            server = running.enter_context(place.server())
            server.up()
            targets[name] = target(server, passes)
        say(f"filled; load {load()}")
        return told(Client(job(targets, seconds)).report())


def populated(place: Place, count: int, asked: int, shape: Shape) -> list[dict[str, str]]:
    """Fill a database; the passes of so many of its learners, taken by chance."""
    app = place.app()
    database = app.extensions["database"]
    numbers = enrol(app, count)
    with database.writing() as db:
        db.execute(update(learners).values(minutes=MINUTES))
    fill(database, app.extensions["library"].course, numbers, shape)
    chosen = Random(3).sample(numbers, asked)  # noqa: S311 the same learners in each run
    passes = [sign_in(app, number) for number in chosen]
    database.close()
    return passes


def job(targets: dict[str, Any], seconds: int) -> dict[str, Any]:
    """What the client is asked to do."""
    return {
        "targets": targets, "questions": [], "walkers": 1,
        "think": 0, "turn": TURN, "turns": max(1, round(seconds / TURN)), "warm_up": TURN,
    }  # fmt: skip


def told(found: dict[str, Any]) -> bool:
    """The table, the ratios, and whether they hold."""
    say(HEAD)
    middle: dict[str, dict[str, float]] = {"page": {}, "answer": {}}
    errors: list[str] = []
    for name, one in found["reports"].items():
        errors += one["errors"]
        each = one["cpu"] * 1000 / max(1, sum(map(len, one["times"].values())))
        say(f"{name}: {each:.2f} ms of the server's processor a request")
        for kind, times in one["times"].items():
            figures = percentiles(times)
            middle[kind][name] = figures[0]
            say(row(f"{name}: {kind}", len(times), sum(e.startswith(kind) for e in one["errors"]), figures))
    say(f"the client took {found['share']:.0%} of a core; load at the end {load()}", *sorted({*errors}))
    ratios = {kind: both["many"] / both["few"] if both["few"] else 0.0 for kind, both in middle.items()}
    return all([
        verdict("no error", holds=not errors),
        *(verdict(f"{name}: {x:.2f} x at p50, at most {HOLD}", holds=0 < x <= HOLD) for name, x in ratios.items()),
    ])  # fmt: skip
