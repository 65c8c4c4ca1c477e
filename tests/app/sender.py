"""Somebody who answers over HTTP what a running server asks, without JavaScript, and remembers what got its reply."""

from __future__ import annotations

import http.client
from contextlib import closing
from html.parser import HTMLParser
from random import Random
from urllib.parse import urlencode

SEE_OTHER = 303
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Study(HTMLParser):
    """The form of a page that asks an item: where it goes, its hidden fields, and what can be chosen by name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.inside = False
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.select = ""
        self.wanted, self.several = 1, dict[str, int]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what belongs to the form."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = "data-item" in found
            self.action = found["action"] if self.inside else self.action
        elif self.inside and tag == "fieldset":
            self.wanted = int(found.get("data-answers", 1))
        elif self.inside and tag == "select":
            self.select = found["name"]
        elif self.inside and tag == "option":  # the places of an order, numbered from 1
            places = self.choices.setdefault(self.select, [])
            places.append(str(len(places) + 1))
        elif self.inside and found.get("type") == "hidden" and found.get("name") != "order":
            self.hidden[found["name"]] = found["value"]
        elif self.inside and tag in {"input", "button"} and "name" in found:
            self.several[found["name"]] = self.wanted
            self.choices.setdefault(found["name"], []).append(found["value"])

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        self.inside = self.inside and tag != "form"

    def answer(self, rng: Random) -> list[tuple[str, str]]:
        """The form filled in by chance; an order's places by numbers, each once."""
        places = [name for name in self.choices if name.startswith("place-")]
        numbers = rng.sample(self.choices[places[0]], len(places)) if places else []
        chosen = [
            (name, value)
            for name, values in self.choices.items()
            if name not in places
            for value in rng.sample(values, self.several[name])
        ]
        return [*self.hidden.items(), *chosen, *zip(places, numbers, strict=True)]


class Candidate:
    """Somebody who answers what the study page asks, and remembers which answers got their reply."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 nothing secret hangs on it
        self.cookie = ""
        self.counted: list[str] = []
        self.pending: tuple[str, list[tuple[str, str]]] | None = None

    def ask(self, place: str, method: str, path: str, fields: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        """One request; status and body."""
        with closing(http.client.HTTPConnection(place, timeout=20)) as line:
            line.request(method, path, urlencode(fields or []), {**FORM, "Cookie": self.cookie})
            reply = line.getresponse()
            for cookie in reply.headers.get_all("Set-Cookie", []):
                if cookie.startswith("session="):
                    self.cookie = cookie.partition(";")[0]
            return reply.status, reply.read().decode()

    def question(self, place: str) -> Study:
        """What is asked next: today's plan first, then drills."""
        page = Study(self.ask(place, "GET", "/study/?reveal=1")[1])
        return page if page.action else Study(self.ask(place, "GET", "/drills/step+activity")[1])

    def send(self, place: str) -> None:
        """Send the answer that waits for its reply; keep it waiting if none comes."""
        assert self.pending is not None
        action, fields = self.pending
        status = self.ask(place, "POST", action, fields)[0]
        assert status == SEE_OTHER, f"{action} answered {status} to {fields}"
        self.counted.append(dict(fields)["answer_id"])
        self.pending = None
