"""The learners of a class, as a program of its own that needs nothing but Python: a job as JSON in, a report out.

It keeps its connections and lends them to whoever asks, as the proxy does that stands in front of a class server.
A request's time counts from the moment at which its learner wanted it, so a server that stalls is charged for it.
"""

from __future__ import annotations

import asyncio
import json
import selectors
import sys
from dataclasses import dataclass, field
from random import Random
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from tests.bench.load.classes.pages import Filled, filled
from tests.bench.load.server import cpu

PATIENCE = 20
"""Seconds after which a request that was not answered is an error."""
AT_ONCE = 4
"""First pages asked for at once while warming up: each makes a plan."""


@dataclass
class Report:
    """What came of one server.

    `times`: milliseconds by kind; `errors`; `kept`: ids of the answers acknowledged; `late`: milliseconds the client
    itself was late; `seconds`: how long it was measured; `cpu`: processor seconds that the server took then.
    """

    times: dict[str, list[float]] = field(default_factory=lambda: {"page": [], "answer": []})
    errors: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0


@dataclass
class Reply:
    """An answer of the server."""

    status: int
    head: str
    body: str

    def header(self, name: str) -> str:
        """A header, "" when it is not there; the name in lower case."""
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name:
                return value.strip()
        return ""


class Site:
    """One server, and the connections to it that nobody is using."""

    def __init__(self, target: dict[str, Any]) -> None:
        self.port: int = target["port"]
        self.pid: int = target["pid"]
        lines = {"Content-Type": "application/x-www-form-urlencoded", **target["headers"]}
        self.lines = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.report = Report()
        self.measured = False

    async def ask(self, kind: str, request: str, cookie: str, body: str = "", due: float = 0.0) -> Reply | None:
        """Send one request and read the reply to its end; None after an error, which is noted."""
        due = due or perf_counter()
        sent = f"{request} HTTP/1.1\r\n{self.lines}Cookie: {cookie}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        try:
            reply = await asyncio.wait_for(self.over_a_line(sent), PATIENCE)
        except (OSError, EOFError, TimeoutError) as error:
            self.report.errors.append(f"{kind}: {type(error).__name__}")
            return None
        if self.measured:
            self.report.times[kind].append((perf_counter() - due) * 1000)
        if reply.status not in {200, 303}:
            self.report.errors.append(f"{kind}: {reply.status}")
            return None
        return reply

    async def over_a_line(self, sent: str) -> Reply:
        """Over a connection that is free, or a new one; one that failed is not used again."""
        reader, writer = self.lent() or await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(sent.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        reply = Reply(int(head[9:12]), head, "")
        reply.body = (await reader.readexactly(int(reply.header("content-length") or 0))).decode()
        if reply.header("connection") == "close":
            writer.close()
        else:
            self.free.append((reader, writer))
        return reply

    def lent(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A free connection that the server has not closed meanwhile for lying idle; None when there is none."""
        while self.free:
            reader, writer = self.free.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return None


class Learner:
    """One signed-in browser."""

    def __init__(self, site: Site, ticket: dict[str, str], rng: Random) -> None:
        self.site, self.cookie, self.token, self.rng = site, ticket["cookie"], ticket["token"], rng
        self.at = "/study/"
        self.form: Filled | str = ""

    async def look(self, due: float = 0.0) -> None:
        """Open the page one is at, and the one behind it where a card shows its answer only then.

        What an answer has to say has no form: from there one goes on to the next thing.
        """
        path, self.at = self.at, "/study/"
        while path:
            reply = await self.site.ask("page", f"GET {path}", self.cookie, due=due)
            self.form = filled(reply.body, self.rng) if reply else ""
            path, due = self.form if isinstance(self.form, str) else "", 0.0

    async def send(self, due: float = 0.0) -> None:
        """Send the form of the page, if it has one; the next page is where the reply leads to."""
        form, self.at = self.form, "/study/"
        if isinstance(form, str):
            return
        kind = "answer" if form.answer else "page"
        reply = await self.site.ask(kind, f"POST {form.path}", self.cookie, form.body, due)
        if reply is None:
            return
        if form.answer and reply.status == 303:
            self.site.report.kept.append(form.answer)
        elif form.answer:
            self.site.report.errors.append(f"answer: not counted, {reply.status}")
        self.at = reply.header("location") or "/study/"

    async def press(self, question: tuple[str, list[str]]) -> None:
        """Answer a question that no page has asked: the form that its page would have."""
        name = str(UUID(int=self.rng.getrandbits(128), version=4))
        fields = {"csrf_token": self.token, "answer_id": name, "item": question[0], "shown": ",".join(question[1])}
        fields |= {"shown_at": "2026-01-01T00:00:00+00:00", "options": self.rng.choice(question[1])}
        self.form = Filled("/study/answer", urlencode(fields | {"confidence": "sure"}), name)
        await self.send()


async def study(learner: Learner, think: float, until: float) -> None:
    """Look, think, answer, look, think, and so on."""
    due = perf_counter() + learner.rng.uniform(0, 2 * think)
    while due < until:
        await asyncio.sleep(max(0.0, due - perf_counter()))
        learner.site.report.late.append((perf_counter() - due) * 1000)
        if isinstance(learner.form, Filled):
            await learner.send(due)
            await learner.look()
        else:
            await learner.look(due)
        due = perf_counter() + think


async def walk(learners: list[Learner], job: dict[str, Any], rng: Random, until: float) -> None:
    """One connection, closed loop: any learner answers, either by a page's form or by a button alone."""
    while perf_counter() < until:
        learner = rng.choice(learners)
        if job["questions"]:
            await learner.press(rng.choice(job["questions"]))
        else:
            learner.at = "/study/"
            await learner.look()
            await learner.send()


async def warm(learners: list[Learner]) -> None:
    """Everybody opens the page once, a few at a time: the first page of a day makes its plan."""
    waiting = list(learners)

    async def some() -> None:
        while waiting:
            await waiting.pop().look()

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))


async def turn(site: Site, learners: list[Learner], job: dict[str, Any], seconds: float) -> None:
    """One server's turn."""
    began, took, chance = perf_counter(), cpu(site.pid), Random(len(site.report.kept))  # noqa: S311
    until = began + seconds
    if job["walkers"]:
        await asyncio.gather(*(walk(learners, job, Random(chance.random()), until) for _ in range(job["walkers"])))  # noqa: S311
    else:
        await asyncio.gather(*(study(one, job["think"], until) for one in learners))
    if site.measured:
        site.report.seconds += perf_counter() - began
        site.report.cpu += cpu(site.pid) - took


async def run(job: dict[str, Any]) -> dict[str, Any]:
    """Warm up, then let the servers take turns; what was kept while warming up is told too, its times are not."""
    rooms = []
    for target in job["targets"].values():
        site = Site(target)
        rooms.append((site, [Learner(site, one, Random(n)) for n, one in enumerate(target["passes"])]))  # noqa: S311
    for site, learners in rooms:
        if not job["questions"]:
            await warm(learners)
        await turn(site, learners, job, job["warm_up"])
        site.measured = True
        site.report.late.clear()
    began = perf_counter()
    took = process_time()
    for _ in range(job["turns"]):
        for site, learners in rooms:
            await turn(site, learners, job, job["turn"])
    share = (process_time() - took) / (perf_counter() - began)
    reports = {name: vars(site.report) for name, (site, _) in zip(job["targets"], rooms, strict=True)}
    return {"share": share, "reports": reports}


def main() -> None:
    """Read the job, do it, write the report."""
    # Its clock ticks in microseconds where it can; that of the usual one in milliseconds, which is what we measure.
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selectors.DefaultSelector())) as runner:
        sys.stdout.write(json.dumps(runner.run(run(json.load(sys.stdin)))))


if __name__ == "__main__":
    main()
