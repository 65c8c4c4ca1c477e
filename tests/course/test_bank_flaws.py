"""Rules that look at many items at once: said once, as information, and only with enough items."""

from __future__ import annotations

from quizzes.course.library import build
from tests.course.test_mistakes import FOLDERS, files_of

SOUND = files_of(FOLDERS[0])
TRIED = {"L2", "L9", "L25", "L32"}
"""Rules whose flaws no single item has."""


def a_question(number: int, *, place: int = 0, shuffle: bool = True, key: str = "The right one by far") -> str:
    """A question whose key stands in this place."""
    texts = [f"Wrong {word} {number}" for word in ("red", "blue", "pink")]
    texts.insert(place, f"{key} {number}")
    options = "".join(
        f"- [{'x' if at == place else ' '}] {text} {{#o{at}}}\n  > Because.\n" for at, text in enumerate(texts)
    )
    own = "" if shuffle else " | shuffle: no"
    heading = f"## question q-{number}\nskill: a.words | style: standard | bloom: 2{own}"
    return f"{heading}\n\nWhat is it in case {number}?\n\n{options}"


def codes(text: str) -> list[str]:
    """The codes of all problems of the small course with these items."""
    return [problem.code for problem in build({**SOUND, "01-start/more.md": text.encode()}).problems]


def told(text: str) -> list[tuple[str, str, int, str]]:
    """Code, path, line and message of the problems of the small course with these items."""
    course = build({**SOUND, "01-start/more.md": text.encode()})
    assert {problem.level for problem in course.problems} <= {"info"}
    return [(problem.code, problem.path, problem.line, problem.message) for problem in course.problems]


def test_keys_that_are_too_often_the_longest() -> None:
    """L2 speaks from 40 questions on."""
    questions = [a_question(number) for number in range(40)]
    assert not told("\n".join(questions[:39]).replace("by far 0", "0", 1)[: -len(questions[38])])
    message = "the right option is the longest in 98% of 41 questions; chance is 25%"
    assert told("\n".join(questions)) == [("L2", "01-start/items.md", 1, message)]


def test_keys_that_stand_in_one_place() -> None:
    """L25 speaks of files with 40 unshuffled questions and more, by chi-square."""
    same = "\n".join(a_question(number, place=1, shuffle=False, key="Right") for number in range(40))
    message = "the key stands in place 2 in 40 of 40 unshuffled questions"
    assert told(same) == [("L25", "01-start/more.md", 1, message)]
    spread = "\n".join(a_question(number, place=number % 4, shuffle=False, key="Right") for number in range(40))
    assert not told(spread)


def test_a_label_that_is_nearly_always_right() -> None:
    """L32 speaks from 20 scenarios on, at the model's file."""
    texts = [f"## scenario s-{number}\n\nStory {number}.\n\n### activity\n- [x] engage\n" for number in range(20)]
    message = "'engage' is right in 20 of 20 scenarios on the axis 'activity'"
    assert told("\n".join(texts)) == [("L32", "models/activity.toml", 1, message)]
    assert not told("\n".join(texts[:19]))


def test_too_many_negative_questions() -> None:
    """L9 speaks from 40 questions on, over 10 %."""
    plain = [a_question(number, key="Right") for number in range(36)]
    turned = [a_question(number, key="Right").replace("style: standard", "style: negative") for number in range(36, 41)]
    negative = [text.replace("What is it", "What is it NOT") for text in turned]
    message = "12% of 42 questions are negative; 10% is enough"
    assert told("\n".join([*plain, *negative])) == [("L9", "01-start/items.md", 1, message)]
    assert not told("\n".join([*plain, *negative[1:]]))
    assert not told("\n".join([*plain[3:], *negative]))


def test_words_of_the_whole_bank_give_nothing_away() -> None:
    """L10 leaves out what stands in one of ten questions, where there are 40 to tell from."""
    echo = a_question(99, key="A case of it").replace("What is it", "What is it here")
    rare = [a_question(number, key="Right").replace("in case", "in spot") for number in range(38)]
    common = [*rare[:30], *(a_question(number, key="Right") for number in range(30, 38))]
    assert codes("\n".join([*rare, echo])) == ["L10"]
    assert codes("\n".join([*common, echo])) == []


def test_retired_items_are_not_judged() -> None:
    """They stay listed for old answers only."""
    text = a_question(1).replace("bloom: 2", "bloom: 2 | status: retired").replace("Wrong red", "TODO red")
    assert not told(text)
