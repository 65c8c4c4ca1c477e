"""Reading models/*.toml: the labels of one axis, and the pairs of neighbours that get confused."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from quizzes.course.course import Label, Model, Pair
from quizzes.course.grammar.slugs import SLUG
from quizzes.course.problems import clip, did_you_mean
from quizzes.course.tables.syllabus import identity
from quizzes.course.tables.toml import read_table

if TYPE_CHECKING:
    from quizzes.course.problems import Problem
    from quizzes.course.tables.toml import Spot, Table

TWO = 2


def read_model(text: str, path: str) -> tuple[Model | None, tuple[Problem, ...]]:
    """The model of one file (None if it is not TOML or has no id) and its problems."""
    table, notes = read_table(text, path)
    if table is None:
        return None, tuple(notes.problems)
    table.only("id", "title", "editions", "ordered", "label", "pair")
    spots: dict[str, Spot] = {}
    slug = identity(table, "id", "model", SLUG, spots)
    if slug and slug != PurePosixPath(path).stem:
        table.problem("C33", f"the model {slug!r} stands in another file", f"name the file {slug}.toml", key="id")
    rows = table.tables("label")
    labels = tuple(each for row in rows if (each := read_label(row, spots)))
    if len(rows) < TWO:
        table.problem("C32", "a model needs two labels or more", "add [[label]] with id, title, short, skill, gist")
    pairs = tuple(pair for row in table.tables("pair") if (pair := read_pair(row, labels, spots)))
    model = Model(slug, table.text("title"), table.texts("editions"), table.truth("ordered", False), labels, pairs)
    return (model if slug else None), tuple(sorted(notes.problems))


def read_label(row: Table, spots: dict[str, Spot]) -> Label | None:
    """One [[label]]."""
    row.only("id", "title", "short", "skill", "gist", "cues")
    slug = identity(row, "id", "label", SLUG, spots)
    label = Label(
        slug, row.text("title"), row.text("short"), row.text("skill"), row.text("gist"), row.texts("cues", ())
    )
    return label if slug else None


def read_pair(row: Table, labels: tuple[Label, ...], spots: dict[str, Spot]) -> Pair | None:
    """One [[pair]]: two labels of this model, what decides, an answer each and a word to who chose wrongly."""
    row.only("labels", "question", "answers", "chose")
    named = row.texts("labels")
    known = [label.id for label in labels]
    strange = [each for each in named if each not in known]
    for each in strange:
        row.problem(
            "C35", f"this model has no label {clip(each)!r}", did_you_mean(each, known), key="labels", word=each
        )
    if strange:
        return None
    if len(set(named)) != TWO or len(named) != TWO:
        row.problem("C38", "a pair names two labels", 'labels = ["one", "other"]', key="labels")
        return None
    name = "pair " + " ".join(sorted(named))
    if name in spots:
        row.problem("C34", f"this pair is already in line {spots[name].line}", "keep one of the two", key="labels")
        return None
    spots[name] = row.spot("labels")
    texts = [sides(row, key, named) for key in ("answers", "chose")]
    return Pair((named[0], named[1]), row.text("question"), *texts)


def sides(row: Table, key: str, labels: tuple[str, ...]) -> dict[str, str]:
    """A text for each of the two labels."""
    found = row.table(key)
    for name in found:
        if name not in labels:
            at = f"{key}.{name}"
            row.problem("C38", f"{name!r} is not a label of this pair", did_you_mean(name, labels), key=at)
    texts = {name: found.get(name) for name in labels}
    for name, text in texts.items():
        if (key in row.found) and (not isinstance(text, str) or not text.strip()):
            row.problem("C38", f"{key!r} has no text for {name!r}", f'write {key}.{name} = "..."', key=key)
    return {name: text.strip() if isinstance(text, str) else "" for name, text in texts.items()}
