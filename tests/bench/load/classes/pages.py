"""What a learner does with a page: finds its form and fills it in as a browser without JavaScript would.

Patterns and not a parser of HTML: the client must be light, and the pages are our own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from random import Random

ANSWER = re.compile(r'<form[^>]*action="(/study/answer)".*?</form>', re.DOTALL)
MORE = re.compile(r'<form[^>]*action="(/study/more)".*?</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
GROUP = re.compile(r'<fieldset[^>]*data-answers="(\d+)".*?</fieldset>', re.DOTALL)
CHOICE = re.compile(r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]+)"')
PLACES = re.compile(r'<select name="(place-[^"]+)"')
GRADE = re.compile(r'name="grade" value="([^"]+)"')
REVEAL = re.compile(r'href="(/study/\?[^"]*reveal=1[^"]*)"')


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is sent: where to, its body, and the id of the answer in it ("" where it is none)."""

    path: str
    body: str
    answer: str = ""


def filled(page: str, rng: Random) -> Filled | str:
    """The form of a page, filled in by chance; or the address of the page that shows the rest, or "" for nothing."""
    found = ANSWER.search(page) or MORE.search(page)
    if not found:
        return ""
    form, path = found[0], found[1]
    if path == "/study/answer" and (shut := REVEAL.search(form)):
        return unescape(shut[1])
    fields = [(name, unescape(value)) for name, value in HIDDEN.findall(form) if name != "order"]
    for group in GROUP.finditer(form):
        choices = CHOICE.findall(group[0])
        fields += rng.sample(choices, min(int(group[1]), len(choices)))
    fields += [(name, str(place)) for place, name in enumerate(PLACES.findall(form), 1)]
    if grades := GRADE.findall(form):
        fields.append(("grade", rng.choice(grades)))
    return Filled(path, urlencode(fields), dict(fields).get("answer_id", ""))
