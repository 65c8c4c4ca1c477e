"""200 exam sittings at once on a laptop's server, each saving a choice every two seconds.

The server is the program itself, started as a learner starts it. The anchor is Flask under the same web server with one
view and one insert; both take turns, so that a busy machine is busy for both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.app.full_course import write
from tests.bench.load.exams.ground import amiss, begin
from tests.bench.load.figures import percentiles
from tests.bench.load.server import ROOT, Server
from tests.bench.timing import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

EVERY, TURN, WARM_UP = 2, 10, 4
"""Seconds between two saves of a sitting, of one server's turn, and before anything is measured."""
HOLD = 300
"""Milliseconds under which 99 of 100 saves must be."""


def report(place: Path, many: int, turns: int) -> int:
    """One run, told as a table."""
    load = os.getloadavg()[0]
    say(f"{many} sittings, a save every {EVERY} s each, for {turns * TURN} s; load at the start: {load:.1f}", "")
    sittings = begin(write(place / "course"), place / "data", many)
    job: dict[str, Any] = {
        "sittings": [{"id": one.id, "paper": [asked.shown for asked in one.paper]} for one in sittings],
        "every": EVERY,
        "turn": TURN,
        "turns": turns,
        "warm_up": WARM_UP,
    }
    settings = {"MOMENTUM_CONTENT": f"{place / 'course'}", "MOMENTUM_DATA": f"{place / 'data'}", "MOMENTUM_PORT": "0"}
    anchor = Server("tests.bench.load.exams.anchor", f"{place / 'anchor.db'}")
    with Server("app", "serve", settings=settings) as momentum, anchor:
        servers = {"momentum": momentum, "anchor": anchor}
        before = {name: server.cpu() for name, server in servers.items()}
        headers = momentum.pass_for(f"/exams/{sittings[0].id}/1")
        job["targets"] = {name: {"port": server.port, "headers": headers} for name, server in servers.items()}
        found = drive(job)
        for name, server in servers.items():
            found[name]["cpu"] = (server.cpu() - before[name]) * 1000 / len(found[name]["sent"])
    wrong = [*amiss(place / "data" / "momentum.db", found["momentum"]["sent"])]
    return told(found, wrong)


def drive(job: Mapping[str, Any]) -> dict[str, Any]:
    """Let the client do a job in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.load.exams.client"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(job), stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def told(found: Mapping[str, Any], wrong: Sequence[str]) -> int:
    """The table, what was kept, and whether it holds."""
    figures = {name: [*percentiles(one["times"]), one["cpu"]] for name, one in found.items()}
    figures["ratio"] = [ours / theirs for ours, theirs in zip(*figures.values(), strict=True)]
    say(f"{'ms':<10}{'saves':>8}{'errors':>8}" + "".join(f"{one:>9}" for one in ("p50", "p90", "p99", "max", "CPU")))
    for name, row in figures.items():
        counts = [len(found[name][what]) for what in ("times", "errors")] if name in found else ["", ""]
        say(f"{name:<10}{counts[0]:>8}{counts[1]:>8}" + "".join(f"{one:9.2f}" for one in row))
    own, errors = found["momentum"], [word for one in found.values() for word in one["errors"]]
    late = percentiles([one for each in found.values() for one in each["late"]])[2]
    say("", f"of it the client's own lateness: {late:.2f} at p99; load at the end: {os.getloadavg()[0]:.1f}")
    say(f"{len(own['sent']):,} choices sent, warming up included; not in the database as sent: {len(wrong)}")
    say(*sorted({f"error: {word}" for word in errors}), *wrong[:5])
    holds = not errors and not wrong and figures["momentum"][2] < HOLD
    say(f"no error, every choice there once, p99 under {HOLD} ms: {'yes' if holds else 'NO'}")
    return 0 if holds else 1
