"""What authors did to items, as rows of the audit: a save that changed nothing leaves none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import current
from app.db import database
from app.store import audit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.desk.values import Saved


def saved(act: str, outcome: Saved, before: Mapping[str, str]) -> None:
    """Note what was written: a row an item, with its text before (where it had one) and now, and the commit."""
    if not outcome.paths:
        return
    with database().writing() as db:
        for item in outcome.items:
            told = {"before": before.get(item.id, ""), "after": item.block, "commit": outcome.commit, "path": item.path}
            if told["before"] != told["after"]:
                audit.note(db, current.learner(), act, item.id, told)
