"""GIFT as Moodle reads it: every case made by hand, with the values its reader gives and what becomes of them here."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quizzes.course.grammar.lines import Notes
from quizzes.exchange.gift import read
from quizzes.exchange.gift.escapes import GAP
from quizzes.exchange.gift.items import questions

if TYPE_CHECKING:
    from quizzes.exchange.gift.values import Gift, Number, Words

FILES = sorted((Path(__file__).parent.parent / "golden" / "gift").glob("*.gift"))


def plain(gift: Gift) -> dict[str, Any]:
    """A question as the files of values say it: what says nothing is left out, a format only where it is another."""

    def said(words: Words) -> str:
        text = words.text.replace(GAP, "_____")
        return text if words.format == gift.text.format or not text else f"[{words.format}]{text}"

    whole = {
        "kind": gift.kind,
        "id": gift.id,
        "tags": list(gift.tags),
        "ours": list(gift.ours),
        "category": gift.category,
        "title": gift.title,
        "format": gift.text.format if gift.text.format != "moodle" else "",
        "single": gift.single,
        "choices": [[said(each.words), each.weight, said(each.feedback)] for each in gift.choices],
        "pairs": [[said(each.left), each.right] for each in gift.pairs],
        "numbers": [[*number(each), each.weight, said(each.feedback)] for each in gift.numbers],
        "general": said(gift.general),
    }
    return {key: value for key, value in whole.items() if value} | {"text": said(gift.text)}


def number(each: Number) -> list[Any]:
    """A number and its tolerance, as exact as somebody writes them."""
    return ["*" if each.answer is None else round(each.answer, 9), round(each.tolerance, 9)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_each_question_is_read_as_moodle_reads_it(path: Path, end: str) -> None:
    """Kind, choices, weights, feedback, pairs, numbers, category, format, title, id and tags, with all line ends."""
    wanted = tomllib.loads(path.with_suffix(".toml").read_text())
    data = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", end.encode())
    found = [plain(gift) for gift in questions(data, Notes(path.name))]
    expected = [{key: each[key] for key in each if key != "becomes"} for each in wanted["question"]]
    assert [each["text"] for each in found] == [each["text"] for each in expected]
    assert found == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_question_becomes_what_it_can_and_the_rest_is_told_with_its_line(path: Path) -> None:
    """In the order of the file; each refusal and warning stands at a line."""
    wanted = tomllib.loads(path.with_suffix(".toml").read_text())
    arrival = read(path.read_bytes(), path.name)
    assert [item.kind for item in arrival.items] == [
        each["becomes"] for each in wanted["question"] if "becomes" in each
    ]
    told = [f"{each.line} {each.code} {each.level}" for each in arrival.problems]
    assert sorted(told) == sorted(wanted.get("problems", []))
    assert all(each.path == path.name and each.message and each.column >= 1 for each in arrival.problems)


def test_there_are_more_than_a_hundred_cases() -> None:
    """As many as were promised."""
    assert sum(len(tomllib.loads(path.with_suffix(".toml").read_text())["question"]) for path in FILES) > 100
