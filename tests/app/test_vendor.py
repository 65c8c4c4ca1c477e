import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
VENDORED = tomllib.loads((ROOT / "app" / "static" / "vendor" / "VENDOR.toml").read_text(encoding="utf-8"))["vendor"]


@pytest.mark.parametrize("one", VENDORED, ids=lambda one: one["name"])
def test_files_of_others_are_what_they_were_when_taken(one: dict[str, Any]) -> None:
    """Same bytes, nothing more and nothing less, the licence among them, the version in the folder's name."""
    folder = ROOT / one["folder"]
    assert folder.name == f"{one['name']}@{one['version']}"
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()} == one["sha256"]
    assert any(name.startswith("LICENSE") for name in one["sha256"])


def test_every_vendored_folder_is_listed() -> None:
    """No file of others without version, digest and licence."""
    folders = {path for path in (ROOT / "app" / "static" / "vendor").iterdir() if path.is_dir()}
    assert folders <= {ROOT / one["folder"] for one in VENDORED}
