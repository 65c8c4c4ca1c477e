"""An answer alone against the anchor: eight connections press the button as fast as they can, servers take turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.bench.load.classes.ground import CALLED, Client, Kind, amiss, places, questions, signed_in, target
from tests.bench.load.figures import HEAD, load, percentiles, row, verdict
from tests.bench.load.server import Server
from tests.bench.timing import say

if TYPE_CHECKING:
    from pathlib import Path

HOLD = 0.5
"""Answers a second, of those of the anchor, that there must be at least."""
LEARNERS, WALKERS, TURN = 100, 8, 3
"""Learners who answer, connections, seconds of one server's turn."""


def report(folder: Path, kind: Kind, seconds: int) -> bool:
    """One run, told as a table; whether all of it holds."""
    say("", f"An answer (its 303 alone), {WALKERS} connections, {seconds} s each, on {CALLED[kind]}; load {load()}")
    with places(folder, kind, "momentum", "anchor") as (place, bare):
        passes, asked = signed_in(place, LEARNERS), questions()
        where = f"{bare.data / 'anchor.db'}" if kind == "sqlite" else bare.database
        anchor = Server("tests.bench.load.classes.anchor", kind, where, log=bare.data / "log")
        with place.server() as server, anchor:
            servers = {"momentum": server, "anchor": anchor}
            for one in servers.values():
                one.up()
            targets = {name: target(one, passes) for name, one in servers.items()}
            found = Client(job(targets, asked, seconds)).report()
        return told(found, amiss(place, found["reports"]["momentum"]["kept"]))


def job(targets: dict[str, Any], asked: list[tuple[str, list[str]]], seconds: int) -> dict[str, Any]:
    """What the client is asked to do."""
    return {
        "targets": targets, "questions": asked, "walkers": WALKERS,
        "think": 0, "turn": min(TURN, seconds), "turns": max(1, seconds // TURN), "warm_up": min(TURN, seconds),
    }  # fmt: skip


def told(found: dict[str, Any], wrong: list[str]) -> bool:
    """The table, the ratio, and whether it holds."""
    say(f"{HEAD}    a second  CPU ms")
    rates: dict[str, float] = {}
    errors: list[str] = []
    for name, one in found["reports"].items():
        times = one["times"]["answer"]
        rates[name], errors = len(times) / one["seconds"], errors + one["errors"]
        figures = row(name, len(times), len(one["errors"]), percentiles(times))
        say(f"{figures}{rates[name]:12.0f}{one['cpu'] * 1000 / max(1, len(times)):8.2f}")
    say(f"the client took {found['share']:.0%} of a core; load at the end {load()}", *sorted({*errors}), *wrong[:5])
    ratio = rates["momentum"] / rates["anchor"] if rates["anchor"] else 0.0
    return all([
        verdict("no error, each answer in the database once", holds=not errors and not wrong),
        verdict(f"{ratio:.2f} x the anchor's answers a second, at least {HOLD:g}", holds=ratio >= HOLD),
    ])  # fmt: skip
