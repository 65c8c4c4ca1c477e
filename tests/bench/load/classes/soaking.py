"""A class that studies for a long time: does the memory of any process grow?"""

from __future__ import annotations

import time
from statistics import linear_regression
from typing import TYPE_CHECKING

from tests.bench.load.classes.ground import CALLED, Client, places, signed_in
from tests.bench.load.classes.studying import Class, job, told
from tests.bench.load.figures import load, verdict
from tests.bench.timing import say

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.load.server import Server

HOLD = 1.0
"""Megabytes a minute by which a process may grow once it has settled."""
SETTLED = 5
"""Minutes until then: the first request of each kind loads what it needs."""
MINUTE = 60.0
CLASSES = (Class("sqlite", 200, 8), Class("postgresql", 200, 10))
"""A moderate rate: no queue is to be measured here, and nobody does more than a long day's work."""


def report(folder: Path, which: Class, minutes: int, *, minute: float = MINUTE) -> bool:
    """One run with the memory of each process a minute; whether all of it holds. `minute`: its seconds."""
    say(
        "",
        f"{which.learners} learners study for {minutes} minutes on {CALLED[which.kind]}; load {load()}; MB by process:",
    )
    with places(folder, which.kind, "soak") as (place,):
        passes = signed_in(place, which.learners)
        with place.server() as server:
            server.up()
            client = Client(job(server, passes, which.think, minutes * minute))
            seen = watched(server, client, minute)
            found = client.report()
        return all([told(place, found), flat(seen)])


def watched(server: Server, client: Client, minute: float) -> list[dict[str, float]]:
    """The memory of each process, minute by minute, as long as the client runs."""
    seen = []
    while client.working:
        seen.append(server.memory())
        say(f"{len(seen) - 1:>6} min  " + "  ".join(f"{name} {size:7.1f}" for name, size in seen[-1].items()))
        end = time.monotonic() + minute
        while client.working and time.monotonic() < end:
            time.sleep(0.1)
    return seen


def flat(seen: list[dict[str, float]]) -> bool:
    """Whether no process grew, by least squares over the minutes after it had settled."""
    late = seen[SETTLED:] if len(seen) > SETTLED + 1 else seen
    if len(late) < 2:
        return verdict("too short to tell whether memory grows", holds=True)
    held = []
    for name in late[-1]:
        sizes = [one[name] for one in late if name in one]
        slope = linear_regression(range(len(sizes)), sizes).slope if len(sizes) > 1 else 0.0
        held.append(verdict(f"process {name} grows by {slope:.2f} MB a minute, under {HOLD:g}", holds=slope < HOLD))
    return all(held)
