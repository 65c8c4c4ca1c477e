"""The server of `momentum serve` in a thread, and a real Chromium; axe is run inside the page."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.sync_api import expect, sync_playwright
from waitress import create_server

from app.cli.serve import bound
from app.config import Config
from tests.databases import databases
from tests.warm import warm_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
AXE = next((ROOT / "tests/browser/vendor").glob("axe-core@*/axe.min.js")).read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OFF = [
    # Menus that nobody opens, in a process of their own for each context: half a second each.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    # This list replaces Playwright's own; the rest of it comes from there.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
]
QUIET = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--component-updater=url-source=http://127.0.0.1:9/",
    "--gaia-url=http://127.0.0.1:9/",
    "--disable-background-networking",
    "--disable-domain-reliability",
    "--no-pings",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    f"--disable-features={','.join(OFF)}",
]
expect.set_options(timeout=15_000)
"""Milliseconds until a page counts as stuck: three workers share two cores."""
Theme = Literal["light", "dark"]
SIZES = {1280: 800, 375: 740, 320: 640}


class Site:
    """The application over a course folder and a data folder, on a free port; it can be stopped and started again."""

    def __init__(self, data: Path, content: Path) -> None:
        """Start it."""
        self.data, self.content = data, content
        self.start()

    def start(self) -> None:
        """Serve from a thread."""
        config = Config(self.content, self.data, databases.address(self.data), port=getattr(self, "port", 0))
        self.app: Flask = warm_app(config)
        self.serve(create_server(self.app, sockets=[bound(config)], threads=4))

    def serve(self, server: Any) -> None:
        """Let a server answer from a thread."""
        self.server = server
        self.port = int(self.server.effective_port)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()

    def stop(self) -> None:
        """Stop serving and close the database."""
        self.server.trigger.pull_trigger(self.hang_up)
        self.thread.join()
        self.server.task_dispatcher.shutdown()
        self.app.extensions["database"].close()

    def hang_up(self) -> None:
        """Close every connection; its loop ends when none is left. Only the server's own thread may do this."""
        for channel in list(self.server.active_channels.values()):
            channel.handle_close()
        self.server.close()

    def restart(self, page: Page) -> None:
        """As if the laptop had been closed and opened; the page goes first, or a file it still loads would fail."""
        page.goto("about:blank")
        self.stop()
        self.start()

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A fresh site over the shipped course."""
    running = Site(tmp_path, ROOT / "content")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    place = os.environ.get("CHROMIUM") or shutil.which("chromium") or str(ROOT / ".tools/usr/bin/chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=place, chromium_sandbox=False, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def faults() -> list[str]:
    """What the browser's console has complained of."""
    return []


@pytest.fixture
def visit(browser: Browser, site: Site, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a page: `visit("/study/", width=375, theme="dark", script=False)`.

    Errors in the browser's console fail the test; one that breaks the network itself clears `faults` first.
    """
    opened: list[BrowserContext] = []

    def open_page(path: str, *, width: int = 1280, theme: Theme = "light", script: bool = True) -> Page:
        context = browser.new_context(
            locale="en-GB", timezone_id="UTC", reduced_motion="reduce", color_scheme=theme,
            java_script_enabled=script, viewport={"width": width, "height": SIZES[width]},
        )  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(site.url(path))
        return page

    yield open_page
    for context in opened:
        context.close()
    unexpected = [fault for fault in faults if "the server responded with a status of 4" not in fault]
    assert unexpected == [], "the browser's console stays empty"


def axe(page: Page) -> list[str]:
    """What axe finds on a page as it stands, one line a finding."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(f"axe.run({{runOnly: {json.dumps(RULES)}, resultTypes: ['violations']}})")
    return [
        f"{page.url} {rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels a page scrolls sideways."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


FORM = "form[data-item]"
MORE = "form[action$='/study/more'] button"


def go_on(page: Page, key: str, *, to: str) -> None:
    """Press a key that leads to another page and wait until that one stands: `to` is a selector it must hold."""
    page.locator("main").evaluate("main => main.dataset.former = 'yes'")
    page.keyboard.press(key)
    page.locator(f"main:not([data-former]) :is({to})").first.wait_for(state="attached")
