"""Flaws to put into clean questions: each takes a sound one and gives it back spoilt in one way."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzes.course.flaws.question import asking
from quizzes.course.flaws.repeats import telling
from quizzes.course.flaws.wording import words
from tests.course.clean import AROUND

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzes.course.items import Option, Question


def with_options(item: Question, change: Callable[[int, Option], Option]) -> Question:
    """The question with each option changed; wrong ones are numbered from 1, the right one is 0."""
    number, options = 0, []
    for option in item.options:
        number += option.credit < 1
        options.append(change(number if option.credit < 1 else 0, option))
    return replace(item, options=tuple(options))


def with_texts(item: Question, form: str, *which: int) -> Question:
    """The question with the texts of some options put into a form, such as '{} always'."""
    return with_options(item, lambda n, o: replace(o, text=form.format(o.text)) if n in which else o)


def long_key(item: Question) -> Question:
    """The right option tells more than all others."""
    most = max(len(option.text) for option in item.options)
    return with_texts(item, "{}" + " and quite a lot of lengthy padding" * (1 + most // 20), 0)


def absolutes(item: Question) -> Question:
    """Two wrong options go too far."""
    return with_texts(item, "{} always", 1, 2)


def absolute_key(item: Question) -> Question:
    """The right option goes too far."""
    return with_texts(item, "{} always", 0)


def catch_all(item: Question) -> Question:
    """One option sums up the others."""
    return with_texts(item, "None of the above", 1)


def quiet_not(item: Question) -> Question:
    """The question is turned round with a small word."""
    return replace(item, text=f"{item.text}\n\nWhich of these is not part of it?")


def two_nots(item: Question) -> Question:
    """The question is turned round twice."""
    return replace(item, style="negative", text=f"{item.text}\n\nWhich of these is NOT so if it is not?")


def not_in_option(item: Question) -> Question:
    """The question is turned round, and so is an option."""
    turned = replace(item, style="negative", text=f"{item.text}\n\nWhich of these is NOT so?")
    return with_texts(turned, "{}, if not now", 1)


def echo(item: Question) -> Question:
    """The right option takes up a word of the stem."""
    others = {part for option in item.options for part in telling(option.text)} | AROUND.common
    word = next((word for part, word in telling(item.text).items() if part not in others), "")
    return with_texts(item, "{} " + word, 0)


def article(item: Question) -> Question:
    """The stem ends in an article that some options do not fit."""
    ended = with_texts(with_texts(item, "Area {}", 1), "Zone {}", 2)
    return replace(ended, text=f"{item.text}\n\nIt is an")


def twice(item: Question) -> Question:
    """Two options say the same."""
    first = next(option for option in item.options if option.credit < 1)
    return with_options(item, lambda n, o: replace(o, text=f"{first.text}!") if n == 2 else o)


def lead_in(item: Question) -> Question:
    """All options begin alike."""
    return with_texts(item, "One way is {}", 0, 1, 2, 3)


def unsorted(item: Question) -> Question:
    """Numbers that are offered in no order."""
    numbers = iter(("30 %", "10 %", "40 %", "20 %"))
    changed = with_options(item, lambda _, option: replace(option, text=next(numbers, "50 %")))
    return replace(changed, shuffle=False)


def full_stop(item: Question) -> Question:
    """One option is a sentence."""
    return with_texts(item, "{}.", 1)


def small_letter(item: Question) -> Question:
    """One option begins small."""
    return with_options(item, lambda n, o: replace(o, text=o.text[0].swapcase() + o.text[1:]) if n == 1 else o)


def short_stem(item: Question) -> Question:
    """Nothing is asked."""
    return replace(item, text="Which of these?")


def long_stem(item: Question) -> Question:
    """Much is told before anything is asked."""
    return replace(item, text=f"{'We go on as it is. ' * 12}{item.text}")


def hard_stem(item: Question) -> Question:
    """What is asked hangs on a sentence that nobody can read."""
    before = (
        "Notwithstanding multitudinous meteorological peculiarities and hitherto unprecedented "
        "ornithological considerations, particularly regarding hippopotamuses in subtropical and tropical surroundings"
    )
    return replace(item, text=f"{before}, {asking(item)}")


def no_reason(item: Question) -> Question:
    """A wrong option is not explained."""
    return with_options(item, lambda n, o: replace(o, reason="") if n == 1 else o)


def no_explanation(item: Question) -> Question:
    """Nothing says why the right option is right."""
    return replace(with_options(item, lambda n, o: o if n else replace(o, reason="")), why="")


def by_letter(item: Question) -> Question:
    """A reason points to a place."""
    return with_options(item, lambda n, o: replace(o, reason=f"{o.reason} As option B says.") if n == 1 else o)


def one_of_two(item: Question) -> Question:
    """Two right options are asked for, and there is one."""
    return replace(item, answers=2)


def no_skill(item: Question) -> Question:
    """It trains what the course does not know."""
    return replace(item, skills=("un.known",))


def no_blank(item: Question) -> Question:
    """The gap is lost."""
    return replace(item, text=item.text.replace("[?]", "gap"))


def unfinished(item: Question) -> Question:
    """A reason is still to be written."""
    return with_options(item, lambda n, o: replace(o, reason="TODO") if n == 1 else o)


def dead_link(item: Question) -> Question:
    """The explanation leads nowhere."""
    return replace(item, why=f"{item.why} See [here]().")


def contradiction(item: Question) -> Question:
    """A second question asks the same, and calls wrong what the first calls right."""
    turned = with_options(item, lambda n, o: replace(o, credit=float(n == 1), text="Quux" if n == 1 else o.text))
    return replace(turned, id="newcomer")


def duplicate(item: Question) -> Question:
    """A second question asks nearly the same."""
    return replace(item, id="newcomer", text=f"{item.text} So?")


def cue(item: Question) -> Question:
    """A second question asks for a word that stands in the stem of the first."""
    word = max(words(item.text), key=len)
    other = with_options(item, lambda n, o: o if n else replace(o, text=word.capitalize()))
    return replace(other, id="newcomer", text=re.sub(re.escape(word), "it", item.text, flags=re.IGNORECASE))
