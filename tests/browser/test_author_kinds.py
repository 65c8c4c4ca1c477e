"""The editor in a real browser: each kind of item is written from nothing and mended, with and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.author_room import git
from tests.browser.author_desk import MADE, file, new, save, served

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Site

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A small course in a Git work tree of its own."""
    yield from served(tmp_path)


WITHOUT = {"question", "case"}
"""Rows, and rows in events: the kinds that scripts help most with."""


@pytest.mark.parametrize(
    ("script", "kinds"),
    [(True, MADE.keys()), (False, WITHOUT), pytest.param(False, MADE.keys() - WITHOUT, marks=pytest.mark.hard)],
)
def test_each_kind_is_written_from_nothing_and_mended(
    visit: Visit, site: Site, kinds: Collection[str], *, script: bool
) -> None:
    """With and without JavaScript: filled in, saved, in its file as an author would write it; then one word changed."""
    page = visit("/author/", script=script)
    for kind in sorted(kinds):
        fill, name = MADE[kind]
        new(page, site, kind, f"new-{kind}")
        expected = fill(page)
        save(page)
        assert expected in file(site, name), kind
        page.locator("#text").fill(page.locator("#text").input_value() + " Mended here.")
        save(page)
        assert "Mended here." in file(site, name), kind
    assert git(site.content, "rev-list", "--count", "HEAD") == str(1 + 2 * len(kinds))
