"""`make bench-learning`: simulated learners under many policies. `--quick`: three cells, two learners, two minutes.

`--learners N` a model and cell (4), `--worlds uniform,itil4,v5`, `--out FILE` for the page (else it is printed).
"""

from __future__ import annotations

import argparse
import sys
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tests.bench.learning import foretold
from tests.bench.learning.contest import Job, contest, jobs, run
from tests.bench.learning.grid import CELLS, QUICK_CELLS, REPORTED, WORLDS
from tests.bench.learning.table import page
from tests.bench.timing import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PROCESSES = 2
Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


def main(words: Sequence[str]) -> None:
    """Run, and write the page."""
    asked = read(words)
    cells = QUICK_CELLS if asked.quick else CELLS
    worlds = asked.worlds.split(",")
    results = contest(jobs(worlds, cells, asked.learners), through)
    command = f'make bench-learning WITH="{" ".join(words)}"' if words else "make bench-learning"
    lines = list(page(results, worlds, cells, asked.learners, command))
    lines += list(foretold.part(pooled(foretold.live, foretold.lives(REPORTED, quick=asked.quick))))
    if asked.out:
        Path(asked.out).write_text("\n".join(lines) + "\n")
    else:
        say(*lines)


def read(words: Sequence[str]) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--learners", type=int, default=2 if "--quick" in words else 4)
    parser.add_argument("--worlds", default="uniform,itil4" if "--quick" in words else ",".join(WORLDS))
    parser.add_argument("--out")
    return parser.parse_args(words)


def through(wanted: Sequence[Job]) -> Iterable[tuple[Job, float]]:
    """All jobs."""
    return pooled(run, wanted)


def pooled(work: Callable[[Wanted], Found], wanted: Sequence[Wanted]) -> list[Found]:
    """The work on each, over two processes, told now and then how far it is."""
    found = []
    with Pool(PROCESSES) as pool:
        for done, one in enumerate(pool.imap(work, wanted, 4), start=1):
            found.append(one)
            if done % 500 == 0:
                sys.stderr.write(f"{done} of {len(wanted)}\n")
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
