"""A class that studies: everybody looks at a page, thinks, answers, reads what it has to say, thinks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.bench.load.classes.ground import CALLED, Client, Kind, amiss, places, signed_in, target
from tests.bench.load.figures import HEAD, load, percentiles, row, verdict
from tests.bench.timing import say

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.load.classes.ground import Place
    from tests.bench.load.server import Server

HOLD = 300
"""Milliseconds under which 99 of 100 requests must be."""


@dataclass(frozen=True, slots=True)
class Class:
    """How large a class is, and how many seconds each of its learners thinks."""

    kind: Kind
    learners: int
    think: float


CLASSES = (Class("sqlite", 200, 2), Class("postgresql", 1000, 5))


def report(folder: Path, which: Class, seconds: int) -> bool:
    """One run, told as a table; whether all of it holds."""
    say(
        "",
        f"{which.learners:,} learners, {which.think:g} s to think, {seconds} s, on {CALLED[which.kind]}; load {load()}",
    )
    with places(folder, which.kind, "class") as (place,):
        passes = signed_in(place, which.learners)
        with place.server() as server:
            server.up()
            found = Client(job(server, passes, which.think, seconds)).report()
        return told(place, found)


def job(server: Server, passes: list[dict[str, str]], think: float, seconds: float) -> dict[str, Any]:
    """What the client is asked to do."""
    return {
        "targets": {"class": target(server, passes)}, "questions": [], "walkers": 0,
        "think": think, "turn": seconds, "turns": 1, "warm_up": 2 * think,
    }  # fmt: skip


def told(place: Place, found: dict[str, Any]) -> bool:
    """The table, what was kept, and whether it holds."""
    own = found["reports"]["class"]
    say(HEAD)
    for kind, times in own["times"].items():
        wrong = sum(error.startswith(kind) for error in own["errors"])
        say(row(kind, len(times), wrong, percentiles(times)))
    every = [one for times in own["times"].values() for one in times]
    asked = len(every) / own["seconds"]
    each = own["cpu"] * 1000 / max(1, len(every))
    say(f"{asked:.0f} requests a second; {each:.1f} ms of its processor a request, the database's server left out")
    late = percentiles(own["late"])[2]
    say(f"the client took {found['share']:.0%} of a core and was {late:.1f} ms late at p99; load at the end {load()}")
    wrong = amiss(place, own["kept"])
    say(*sorted({f"error: {one}" for one in own["errors"]}), *wrong[:5])
    return all([
        verdict("no error", holds=not own["errors"]),
        verdict(f"each of {len(own['kept']):,} answers is in the database once, and no other", holds=not wrong),
        verdict(f"p99 under {HOLD} ms", holds=percentiles(every)[2] < HOLD),
    ])  # fmt: skip
