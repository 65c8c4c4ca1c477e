"""Counting requests in this process, a minute at a time: a microsecond each, where a row of the database costs many.

Several processes count each for themselves, so that together they let through so many times as much.
"""

from __future__ import annotations

from collections import Counter
from threading import Lock

from app import clock

MINUTE = 60


class Throttle:
    """So many requests a minute for each who asks; minutes are those of the clock."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._minute = 0
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, who: str) -> int:
        """Count a request; how many there were in this minute, this one with them."""
        minute = int(clock.now().timestamp()) // MINUTE
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[who] += 1
            return self._counts[who]

    def wait(self) -> int:
        """Seconds until the next minute, 1 at least."""
        return MINUTE - int(clock.now().timestamp()) % MINUTE
