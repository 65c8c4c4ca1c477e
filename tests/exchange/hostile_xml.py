"""Moodle XML that means harm or is very large, and reading it with limits of memory and working time."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quizzes.exchange.moodle_xml import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MEGABYTE = 1 << 20
MEMORY, SECONDS = 200 * MEGABYTE, 10


def card(text: str, kind: str = "shortanswer") -> str:
    """A question of this text."""
    answer = '<answer fraction="100"><text>a</text></answer>'
    return f'<question type="{kind}"><questiontext format="html"><text>{text}</text></questiontext>{answer}</question>'


def quiz(inside: str) -> str:
    """A whole file."""
    return f"{HEAD}<quiz>{inside}</quiz>"


def html(inside: str) -> str:
    """HTML as Moodle writes it."""
    return f"<![CDATA[{inside}]]>"


def bomb() -> str:
    """Entities of entities: 10 to the power of 12 letters."""
    deeper = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(11))
    return f'{HEAD}<!DOCTYPE q [<!ENTITY a0 "ha">{deeper}]><quiz>&a11;</quiz>'


HOSTILE: Mapping[str, Callable[[], str | bytes]] = {
    "entity bomb": bomb,
    "outside entity": lambda: f'{HEAD}<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
    "document type": lambda: f'{HEAD}<!DOCTYPE quiz SYSTEM "http://localhost/a.dtd"><quiz/>',
    "cut off": lambda: f'{HEAD}<quiz>{card("a") * 3}<question type="essay"><name>',
    "empty": lambda: "",
    "no text": lambda: bytes(range(256)) * 999,
    "latin 1 as UTF-8": lambda: quiz("é").encode("latin-1"),
    "unheard encoding": lambda: quiz("").replace("UTF-8", "klingon"),
    "encoding of many bytes": lambda: quiz("é").replace("UTF-8", "shift_jis"),
    "UTF-16 as UTF-8": lambda: quiz("").encode("utf-16-le"),
    "entity of HTML": lambda: quiz("&nbsp;"),
    "200 megabytes": lambda: f"{HEAD}<quiz>{'a' * 200 * MEGABYTE}",
    "depth": lambda: f"{HEAD}<quiz>{'<a>' * 3_000_000}",
    "elements": lambda: quiz("<a/>" * 3_000_000),
    "a million lines of questions": lambda: quiz("\n<question/>" * 1_000_000),
    "answers": lambda: quiz(f'\n<question type="essay">{"<answer/>" * 1_000_000}</question>'),
    "attributes": lambda: HEAD + "<quiz " + " ".join(f"a{n}=''" for n in range(1_200_000)) + "/>",
    "an attribute": lambda: f'{HEAD}<quiz a="{"a" * 15 * MEGABYTE}"/>',
    "a page": lambda: f"{HEAD}<html></html>",
    "one text": lambda: quiz(card("x" * 19 * MEGABYTE)),
    "texts": lambda: quiz(card("x" * 49_000) * 390),
    "tags": lambda: quiz(card(html("<b><p>" * 90 + "x" + "</p></b>" * 90)) * 4_900),
    "depth of HTML": lambda: quiz(card(html("<div>" * 9_000))),
    "open gaps": lambda: quiz(card("{1:MC:" * 8_000, "cloze") * 90),
}

LARGE: Mapping[str, Callable[[], str | bytes]] = {
    "a million empty lines": lambda: quiz("\n" * 1_000_000 + card("What?")),
    "UTF-16": lambda: ("\ufeff" + quiz(card("What?")).replace("UTF-8", "UTF-16")).encode("utf-16-le"),
    "a packed file": lambda: quiz(card("What?") + f"<a><file>{'QUJD' * 4_500_000}</file></a>"),
    "questions": lambda: quiz(card("What is it?") * 4_999),
    "space in code": lambda: quiz(card(html(f"<ul><li><code>{' ' * 45_000}x</code></li></ul>")) * 100),
    "as many tags as may be": lambda: quiz(card(html("<p>a &amp; b</p>" * 60)) * 800),
}


def main(name: str) -> None:
    """Read a file under limits; print how many items it held, and its last problem."""
    made = {**HOSTILE, **LARGE}[name]()
    data = made if isinstance(made, bytes) else made.encode()
    del made
    found = re.search(r"VmSize:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found
    memory = (int(found[1]) << 10) + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    seconds = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2])) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    arrival = read(data, "bank.xml")
    last = [f"{each.line}: {each.code} {each.message}" for each in arrival.problems[-1:]]
    sys.stdout.write("\n".join([str(len(arrival.items)), *last]))


if __name__ == "__main__":
    main(sys.argv[1])
