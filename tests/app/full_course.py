"""A full course for tests: every cell of both shipped exams served by skills with cards and questions of their own."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKILLS, CARDS, QUESTIONS = 2, 2, 5
"""How many skills serve a cell, and what each has to practise, unless a test says otherwise."""
LETTERS = "abcd"


def write(
    folder: Path, *, skills_a_cell: int = SKILLS, cards: int = CARDS, questions: int = QUESTIONS, papers: int = 0
) -> Path:
    """Write the course into a folder and return it: one chapter, one lesson section a cell, our own plain words.

    With `papers`, as many questions more as so many papers without a repeat need.
    """
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "content/exams.toml", folder / "exams.toml")
    exams = tomllib.loads((folder / "exams.toml").read_text())["exam"]
    cells = [(exam["edition"], cell["cell"]) for exam in exams for cell in exam["cell"]]
    marks = [cell["marks"] for exam in exams for cell in exam["cell"]]
    skills = [
        (f"s{place}x{number}", edition, cell)
        for place, (edition, cell) in enumerate(cells)
        for number in range(skills_a_cell)
    ]
    (folder / "syllabus.toml").write_text(
        'format = 1\ntitle = "A full course"\n'
        + "".join(f'\n[[edition]]\nid = "{id_}"\ntitle = "{title}"\n' for id_, title in EDITIONS.items())
        + '\n[[chapter]]\nfolder = "01-all"\ntitle = "All of it"\nstatus = "ready"\n'
        + "".join(skill(*each) for each in skills)
    )
    chapter = folder / "01-all"
    chapter.mkdir()
    (chapter / "lesson.md").write_text(
        "---\ntitle: All of it\nminutes: 20\n---\n"
        + "".join(
            f"\n## About {slug} {{#on-{slug}}}\nskill: {slug}\n\nWords about {slug}.\n" for slug, _, _ in skills[:8]
        )
    )
    (chapter / "cards.md").write_text("".join(card(slug, n) for slug, _, _ in skills for n in range(cards)))
    deep = [max(questions, -(-papers * mark // skills_a_cell)) for mark in marks for _ in range(skills_a_cell)]
    (chapter / "questions.md").write_text(
        "".join(question(slug, n) for (slug, _, _), many in zip(skills, deep, strict=True) for n in range(many))
    )
    return folder


EDITIONS = {"itil4": "ITIL 4 Foundation", "v5": "ITIL Foundation (Version 5)"}


def skill(slug: str, edition: str, cell: str) -> str:
    """A skill of one edition that serves one cell."""
    about = f'id = "{slug}"\ntitle = "Skill {slug}"\nchapter = "01-all"'
    return f'\n[[skill]]\n{about}\ncriteria = {{ {edition} = ["{cell}"] }}\n'


def card(slug: str, number: int) -> str:
    """A card."""
    sides = f"Q: What is thing {number} of {slug}?\nA: It is {number} of {slug}."
    return f"## card {slug}-card{number}\nskill: {slug}\n\n{sides}\n\n"


def question(slug: str, number: int) -> str:
    """A question whose right option moves from one to the next."""
    right = number % len(LETTERS)
    rows = "".join(
        f"- [{'x' if place == right else ' '}] Answer {letter} of {slug} {number} {{#{letter}}}\n  > Reason {letter}.\n"
        for place, letter in enumerate(LETTERS)
    )
    head = f"## question {slug}-q{number}\nskill: {slug} | style: standard | bloom: 2"
    stem = f"Which answer to case {number} of {slug} fits here?"
    return f"{head}\n\n{stem}\n\n{rows}\n> [!why] It is {LETTERS[right]}.\n\n"
