"""What we are held against: sqlite3 writing the same rows without us, and Anki's own engine if it is installed."""

from __future__ import annotations

import sqlite3
from collections import deque
from importlib.util import find_spec
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.db import PRAGMAS, open_database
from tests.bench.ground import A_DAY, FIRST_DAY, ITEMS, SKILLS
from tests.bench.timing import timed

if TYPE_CHECKING:
    from pathlib import Path

READ = """SELECT s.times, s.day, s.at, m.* FROM learners l
    LEFT JOIN sightings s ON s.learner = l.id AND s.item = ?
    LEFT JOIN memories m ON m.learner = l.id AND m.kind = 'skill' AND m.key = ? WHERE l.id = 1"""
ANSWER = """INSERT INTO answers (id, learner, item, hashes, response, shown, confidence, ms, "where", shown_at,
    answered_at, day, points, parts, before)
    VALUES (?, 1, ?, ?, '{"options":["a"]}', '["b","a","d","c"]', 'sure', 4000, 'study', 1795435200000000,
    1795435200000000, ?, 1.0, '[["",1.0,["a"],["a"]]]', ?)"""
MEMORY = """INSERT INTO memories VALUES (1, 'skill', ?, 12.345678901234567, 5.678901234567891, ?, 3, 1, 0, 1)
    ON CONFLICT (learner, kind, key) DO UPDATE SET stability = excluded.stability, day = excluded.day"""
SIGHTING = """INSERT INTO sightings VALUES (1, ?, 1, ?, 1)
    ON CONFLICT (learner, item) DO UPDATE SET times = excluded.times, day = excluded.day"""
TICK = """UPDATE plans SET answer = ? WHERE learner = 1 AND day = ? AND position =
    (SELECT min(position) FROM plans WHERE learner = 1 AND day = ? AND answer IS NULL AND item = ?)"""
PLAN = (
    "INSERT INTO plans (learner, day, position, kind, key, item, repeat, answer, cause)"
    " VALUES (1, ?, ?, 'skill', ?, ?, 0, NULL, NULL)"
)
LEARNER = (
    "INSERT INTO learners (id, local, name, minutes, new_a_day, zone, zone_known, theme, buttons, shortcuts, began,"
    " replayed) VALUES (1, 1, 'You', 25, 20, 'UTC', 0, 'auto', 2, 1, 0, 0)"
)
HASHES = '["' + '","'.join(letter * 64 for letter in "cmk") + '"]'
BEFORE = '{"held":[["skill","skill-1",[12.345678901234567,5.678901234567891,739000,3,4,0,9]]],"seen":null}'


class Raw:
    """The same rows into the same tables with sqlite3 alone: no marking, no memory model, no checks."""

    def __init__(self, path: Path) -> None:
        open_database(f"sqlite:///{path}").close()
        self.db = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self.db.execute(f"PRAGMA {pragma}")
        self.db.execute(LEARNER)
        self.rng = Random(3)  # noqa: S311 the same work in each run
        self.numbers = count()

    def answer(self) -> float:
        """One transaction of the five statements; its seconds."""
        number = next(self.numbers)
        day, item, skill = FIRST_DAY + number // A_DAY, f"item-{number % ITEMS}", f"skill-{number % SKILLS}"
        if number % A_DAY == 0:
            entries = [(day, n, f"skill-{(number + n) % SKILLS}", f"item-{(number + n) % ITEMS}") for n in range(A_DAY)]
            self.db.executemany(PLAN, entries)
        name = str(UUID(int=self.rng.getrandbits(128)))

        def keep() -> None:
            self.db.execute("BEGIN IMMEDIATE")
            self.db.execute(READ, (item, skill)).fetchall()
            seq = self.db.execute(ANSWER, (name, item, HASHES, day, BEFORE)).lastrowid
            self.db.execute(MEMORY, (skill, day))
            self.db.execute(SIGHTING, (item, day))
            self.db.execute(TICK, (seq, day, day, item))
            self.db.execute("COMMIT")

        return timed(keep)


class Anki:
    """Anki's engine answering Good to new cards; `synchronous` FULL is how it is shipped."""

    def __init__(self, path: Path, synchronous: str, cards: int) -> None:
        from anki.collection import Collection
        from anki.scheduler.v3 import CardAnswer

        self.good = CardAnswer.GOOD
        opened: Any = Collection(str(path))
        self.collection = opened
        self.add(cards)
        self.collection.db.execute(f"PRAGMA synchronous = {synchronous}")
        self.looks: deque[float] = deque()

    def add(self, cards: int) -> None:
        """A deck of so many new cards, all of which may be learned today."""
        decks, models = self.collection.decks, self.collection.models
        deck = decks.id("Default")
        settings = decks.config_dict_for_deck_id(deck)
        settings["new"].update(perDay=9999, delays=[])
        settings["rev"].update(perDay=9999)
        decks.update_config(settings)
        for number in range(cards):
            note = self.collection.new_note(models.by_name("Basic"))
            note["Front"], note["Back"] = f"Front {number}", f"Back {number}"
            self.collection.add_note(note, deck)

    def answer(self) -> float:
        """Answer the next card; its seconds, without looking it up, which `look` gives."""
        scheduler, found = self.collection.sched, []
        self.looks.append(timed(lambda: found.append(scheduler.get_queued_cards())))
        queued = found[0].cards[0]
        card = self.collection.get_card(queued.card.id)
        card.start_timer()
        answer = scheduler.build_answer(card=card, states=queued.states, rating=self.good)
        return timed(lambda: scheduler.answer_card(answer))


def has_anki() -> bool:
    """Whether Anki's engine can be compared with."""
    return find_spec("anki") is not None
