"""The examples of docs/api.md are run with curl against a server, and give what stands below them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import make_server

from app.store.accounts import Role
from tests.app.programs import Program

if TYPE_CHECKING:
    from tests.app.college import College

DOC = Path(__file__).parents[2] / "docs/api.md"
EXAMPLE = re.compile(r"^```sh\n(.*?)^```\n\n```json\n(.*?)^```", re.DOTALL | re.MULTILINE)


def matches(said: Any, written: Any) -> bool:
    """Whether what a server said is what is written; "..." stands for anything."""
    if written == "...":
        return True
    if isinstance(written, dict) and isinstance(said, dict):
        return written.keys() == said.keys() and all(matches(said[name], value) for name, value in written.items())
    if isinstance(written, list) and isinstance(said, list):
        return len(said) == len(written) and all(map(matches, said, written))
    return bool(said == written)


def test_the_examples_do_what_they_say(college: College) -> None:
    """One after the other, as a reader would try them."""
    if not shutil.which("curl"):
        pytest.skip("there is no curl")
    anna, ines = college.person("Anna", signed_in=False), college.person("Ines", Role.INSTRUCTOR, signed_in=False)
    college.classroom("Evening class", ines, anna)
    server = make_server("127.0.0.1", 0, college.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    given = {"URL": f"http://localhost:{server.server_port}"}
    given |= {"TOKEN": Program.of(anna).token, "TEACHER": Program.of(ines).token}
    examples = EXAMPLE.findall(DOC.read_text())
    assert len(examples) == 10
    try:
        for command, written in examples:
            ran = subprocess.run(["bash", "-c", command], env=os.environ | given, capture_output=True, check=True)
            said = json.loads(ran.stdout)
            if not matches(said, json.loads(written)):
                assert said == json.loads(written), command
    finally:
        server.shutdown()
        server.server_close()


def test_every_call_stands_in_the_document(college: College) -> None:
    """Nobody has to guess."""
    text = DOC.read_text()
    for path in Program(college.app).get("/openapi.json")["paths"]:
        assert path.replace("{number}", "1").replace("{slug}", "box-meaning") in text, path
