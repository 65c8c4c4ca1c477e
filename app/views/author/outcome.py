"""What follows from a save: the page it came from, a conflict to settle, or what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, session, url_for

from app.desk.values import Conflict, Refused
from app.rooms import author_saving as saving
from app.rooms.author_bench import opened
from app.rooms.author_diff import difference, merged
from app.rooms.author_impact import ruled, weighed

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from app.desk.values import Clash
    from app.rooms.author_bench import Editing

CONFLICT, UNREADABLE = 409, 422


def after_saving(desk: Editing, page: Callable[[Editing], str], endpoint: str) -> ResponseReturnValue:
    """Save what is on the desk and answer.

    What stands in the file already was saved by the same form sent twice.
    """
    now = opened(desk.slug)
    if now and now.block == desk.block and now.etag != desk.opened.etag:
        return done(desk, endpoint, "Saved. It stands like this in the file.")
    if desk.errors:
        return page(desk), UNREADABLE
    desk = ruled(weighed(desk, *sent_ruling()))
    if desk.amiss or desk.errors:
        return page(desk), UNREADABLE
    answer = saving.save(desk)
    if isinstance(answer, Conflict):
        return conflict(desk, answer.clashes[0]), CONFLICT
    if isinstance(answer, Refused):
        return page(saving.refused(desk, answer)), UNREADABLE
    return done(desk, endpoint, saving.told(answer, desk.item.status if desk.item else ""))


def sent_ruling() -> tuple[str, str]:
    """What the author chose for former answers, and why, as the form sent it."""
    return request.form.get("ruling", ""), request.form.get("reason", "")


def done(desk: Editing, endpoint: str, words: str) -> ResponseReturnValue:
    """Back to the page it came from, which lets the browser forget its draft."""
    flash(words)
    session["saved"] = desk.key
    return redirect(url_for(endpoint, slug=desk.slug), 303)


def conflict(desk: Editing, clash: Clash) -> str:
    """What the author began from, what they made of it, what is in the file now, and both together if that goes."""
    began = desk.opened.block
    return render_template(
        "author/conflict.html",
        desk=desk,
        clash=clash,
        own=difference(began, desk.block),
        other=difference(began, clash.block),
        merged=merged(began, desk.block, clash.block),
    )
