"""`make bench-load`: the server under load, on a laptop and for a class. `WITH="class --seconds 20"` for less.

exams    200 sittings on a laptop, each saving a choice every two seconds, against an anchor
class    200 learners on SQLite, 1,000 on PostgreSQL: look, think, answer, read, think
answers  an answer alone against an anchor, eight connections, on either database
--big    10,000 learners with 600 memories and a million answers against 10 learners; takes many minutes
--soak M the class at a moderate rate for M minutes, with the memory of each process
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.load.classes import answering, crowd, soaking, studying
from tests.bench.load.classes.ground import CALLED
from tests.bench.load.exams import report as exams

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTS = ("exams", "class", "answers")


def main(words: Sequence[str]) -> int:
    """Run what is asked for; 1 where something does not hold."""
    asked = arguments(words)
    kinds = [kind for kind in CALLED if asked.database in {kind, "both"}]
    with TemporaryDirectory(prefix="momentum-load-") as folder:
        place = Path(folder)
        if asked.big:
            held = [crowd.report(place, kind, asked.seconds) for kind in kinds]
        elif asked.soak:
            held = [soaking.report(place, one, asked.soak) for one in soaking.CLASSES if one.kind in kinds]
        else:
            parts: dict[str, Callable[[], list[bool]]] = {
                "exams": lambda: [exams.report(place, asked.sittings, max(1, round(asked.seconds / exams.TURN))) == 0],
                "class": lambda: [
                    studying.report(place, x, asked.seconds) for x in studying.CLASSES if x.kind in kinds
                ],
                "answers": lambda: [answering.report(place, kind, asked.seconds) for kind in kinds],
            }
            held = [one for name in asked.parts or PARTS for one in parts[name]()]
    return 0 if all(held) else 1


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser("bench-load", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them unless named")
    parser.add_argument("--seconds", type=int, default=60, help="how long each server is measured")
    parser.add_argument("--sittings", type=int, default=200)
    parser.add_argument("--database", choices=[*CALLED, "both"], default="both", help="for a class")
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--soak", type=int, metavar="MINUTES", default=0)
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
