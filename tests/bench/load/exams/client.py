"""The learners, as a program of its own that needs nothing but the standard library: a job as JSON in, a report out.

Every save has a moment at which it is due, whatever became of the one before; its time counts from that moment. So a
server that stalls is charged for all that waited behind the stall.
"""

from __future__ import annotations

import asyncio
import json
import selectors
import sys
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

PATIENCE = 10
"""Seconds after which a save that was not answered is an error."""


@dataclass
class Report:
    """What came of one server: milliseconds a save, how late we ourselves were, what went wrong, what was sent."""

    times: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sent: dict[str, list[Any]] = field(default_factory=dict)


class Sitting:
    """One learner's browser: a paper, and a connection that is kept."""

    def __init__(self, target: dict[str, Any], sitting: dict[str, Any], rng: Random) -> None:
        self.port, self.id, self.paper, self.rng = target["port"], sitting["id"], sitting["paper"], rng
        sent = {"Host": f"127.0.0.1:{self.port}", "Content-Type": "application/json", **target["headers"]}
        lines = [f"POST /exams/{self.id}/acts HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
        self.head = "\r\n".join(lines)
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def save(self, report: Report) -> str:
        """Choose any option of any question; what is wrong with the reply, "" for nothing."""
        place = self.rng.randint(1, len(self.paper))
        act_id, option = str(UUID(int=self.rng.getrandbits(128))), self.rng.choice(self.paper[place - 1])
        act = {"id": act_id, "place": place, "name": "choose", "option": option, "ago": 0}
        body = json.dumps({"acts": [act]})
        report.sent[act_id] = [self.id, place, option]
        request = f"{self.head}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        try:
            return await asyncio.wait_for(self.ask(request), PATIENCE)
        except (OSError, EOFError, TimeoutError) as error:
            self.line = None
            return type(error).__name__

    async def ask(self, request: str) -> str:
        """Send it and read the reply to its end."""
        self.line = self.line or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.line
        writer.write(request.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        body = await reader.readexactly(int(head.partition("content-length:")[2].partition("\r\n")[0]))
        said: dict[str, object] = json.loads(body) if head.startswith("http/1.1 200 ") else {}
        return "" if said.get("open") is True else head.partition("\r\n")[0]


async def drive(sittings: list[Sitting], report: Report, job: dict[str, Any], seconds: float) -> None:
    """Each sitting saves every so often, beginning at a moment of its own, for so many seconds."""
    began, every = perf_counter() + 0.1, job["every"]

    async def sit(sitting: Sitting, due: float) -> None:
        while due < began + seconds:
            if (early := due - perf_counter()) > 0:
                await asyncio.sleep(early)
                report.late.append((perf_counter() - due) * 1000)
            wrong = await sitting.save(report)
            report.times.append((perf_counter() - due) * 1000)
            report.errors += [wrong] if wrong else []
            due += every

    await asyncio.gather(*(sit(one, began + one.rng.uniform(0, every)) for one in sittings))


async def run(job: dict[str, Any]) -> dict[str, Any]:
    """Warm up, then let the servers take turns; what was sent while warming up is told too, its times are not."""
    reports = {name: Report() for name in job["targets"]}
    rooms = {
        name: [Sitting(target, one, Random(place)) for place, one in enumerate(job["sittings"])]  # noqa: S311 the same work for each
        for name, target in job["targets"].items()
    }
    for name, sittings in rooms.items():
        await drive(sittings, reports[name], job, job["warm_up"])
        reports[name].times.clear()
        reports[name].late.clear()
    for _ in range(job["turns"]):
        for name, sittings in rooms.items():
            await drive(sittings, reports[name], job, job["turn"])
    return {name: vars(report) for name, report in reports.items()}


def main() -> None:
    """Read the job, do it, write the report."""
    # Its clock ticks in microseconds; that of the usual one in milliseconds, which is what we measure.
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selectors.SelectSelector())) as runner:
        sys.stdout.write(json.dumps(runner.run(run(json.load(sys.stdin)))))


if __name__ == "__main__":
    main()
