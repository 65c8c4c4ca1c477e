"""Run and test Momentum from a clone: makes the environments it needs, then starts the program.

Standard library only, so that a bare machine with Python 3.11 is enough. `make run` and `make test` call it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
# An environment that is active in the caller's shell would lead pip and venv astray.
MISLEADING = {"VIRTUAL_ENV", "PYTHONHOME", "PYENV_VERSION"}
DEBIAN = ["chromium", "libatomic1", "fonts-dejavu-core"]
USAGE = """usage: python3 dev.py COMMAND
  run            serve the course (the same as `momentum serve`)
  momentum ...   any command of the program, such as: python3 dev.py momentum check
  test           linters, types, tests; small forms, about five minutes
  test-hard      the long forms of the tests
  bench          speed as ratios against anchors
  setup run|test only make the environment"""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code is that of the program started."""
    command, *rest = arguments or [""]
    act = ACTS.get(command)
    if act is None:
        print(USAGE, file=sys.stderr)
        return 2
    return act(rest)


def momentum(words: list[str]) -> int:
    """Any command of the program itself."""
    return start(python("run"), "-m", "app", *words)


def bench(words: list[str]) -> int:
    """Speed as ratios; its environment alone holds the programs we compare with."""
    return start(python("bench"), "-m", "tests.bench", *words)


def setup(groups: list[str]) -> int:
    """Make environments and nothing else."""
    for group in groups:
        python(group)
    return 0


def test(selection: list[str]) -> int:
    """Run every check in turn and stop at the first that fails."""
    tool = python("test").parent
    os.environ["CHROMIUM"] = chromium()
    steps: list[list[str | Path]] = [
        [tool / "ruff", "check", "-q", "."],
        [tool / "ruff", "format", "--check", "-q", "."],
        [tool / "mypy"],
        [tool / "lint-imports", "--no-cache"],
        [tool / "python", "-m", "app", "check"],
    ]
    for step in steps:
        print("*", *(Path(step[0]).name, *step[1:]), flush=True)
        if code := start(*step):
            return code
    tests = [tool / "coverage", "run", "-m", "pytest", "-n", "2", *selection]
    print("*", "pytest", *selection, flush=True)
    for stale in ROOT.glob(".coverage.*"):
        stale.unlink()
    if code := start(*tests):
        return code
    start(tool / "coverage", "combine", "-q")
    return start(tool / "coverage", "report")


def start(*command: object) -> int:
    """Run a program in the project's folder and hand back its exit code; Ctrl-C goes to the program."""
    environment = {k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONHOME", "PYENV_VERSION"}}
    child = subprocess.Popen([str(word) for word in command], cwd=ROOT, env=environment)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def python(group: str) -> Path:
    """The interpreter of `.venv/<group>`, made from its hashed requirements when they changed."""
    folder = ROOT / ".venv" / group
    wanted = ROOT / "requirements" / f"{group}.txt"
    if not wanted.exists():
        raise SystemExit(f"dev.py: there is no {wanted.relative_to(ROOT)}")
    stamp, mark = folder / "stamp", hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()
    interpreter = folder / "bin" / "python"
    if stamp.exists() and stamp.read_text() == mark:
        return interpreter
    print(f"Preparing .venv/{group} (once; half a minute or so) ...", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    if uv := shutil.which("uv"):
        call(uv, "venv", "-q", "--python", sys.executable, folder)
        call(uv, "pip", "install", "-q", "--python", interpreter, "--require-hashes", "-r", wanted)
    else:
        make_venv(folder)
        call(
            interpreter,
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            wanted,
        )
    link(folder)
    stamp.write_text(mark)
    return interpreter


def make_venv(folder: Path) -> None:
    """A bare venv; on Debian its package may be missing, which is then said by name."""
    made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        hint = f"Install it first: apt-get install python{version}-venv (or python3-venv)."
        raise SystemExit(f"dev.py: Python cannot make a virtual environment.\n{hint}\n\n{made.stdout}{made.stderr}")


def link(folder: Path) -> None:
    """Let the environment import this clone and give it the `momentum` command."""
    packages = next((folder / "lib").glob("python3*")) / "site-packages"
    (packages / "momentum.pth").write_text(f"{ROOT}\n")
    command = folder / "bin" / "momentum"
    command.write_text(f"#!{folder}/bin/python\nfrom app.cli import main\n\nmain()\n")
    command.chmod(0o755)


def chromium() -> str:
    """Where Chromium is; on Debian it is installed (root) or unpacked into `.tools/` (anyone else)."""
    for place in (os.environ.get("CHROMIUM"), shutil.which("chromium"), TOOLS / "usr/bin/chromium"):
        if place and Path(place).exists():
            return str(place)
    if not shutil.which("apt-get"):
        raise SystemExit("dev.py: the browser tests need Chromium. Install it, or set CHROMIUM to its path.")
    print("Fetching Chromium for the browser tests (once) ...", flush=True)
    if os.geteuid() == 0:
        call("apt-get", "update", "-qq")
        call("apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN)
        return "/usr/bin/chromium"
    return unpack_chromium()


def unpack_chromium() -> str:
    """Unpack Chromium and the libraries it misses into `.tools/`, without being root."""
    debs = TOOLS / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    listing = subprocess.run(
        ["apt-cache", "depends", "--recurse", "--no-recommends", "--no-suggests", "--no-conflicts",
         "--no-breaks", "--no-replaces", "--no-enhances", *DEBIAN],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    names = sorted({line for line in listing.splitlines() if line and line[0].isalnum()})
    missing = [name for name in names if not installed(name)]
    subprocess.run(["apt-get", "download", "-qq", *missing], cwd=debs, check=True)
    for deb in debs.glob("*.deb"):
        call("dpkg", "-x", deb, TOOLS)
    shutil.rmtree(debs)
    return wrap(TOOLS / "usr/lib/chromium/chromium")


def installed(package: str) -> bool:
    """Whether Debian has this package in place already."""
    asked = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], capture_output=True, text=True, check=False)
    return asked.stdout.endswith(" installed")


def wrap(binary: Path) -> str:
    """A launcher that lets the unpacked browser find its unpacked libraries."""
    libraries = ":".join(str(TOOLS / place) for place in ("usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu"))
    launcher = TOOLS / "usr/bin/chromium"
    launcher.unlink(missing_ok=True)
    launcher.parent.mkdir(parents=True, exist_ok=True)
    launcher.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH="{libraries}" exec "{binary}" "$@"\n')
    launcher.chmod(0o755)
    return str(launcher)


def call(*command: object) -> None:
    """Run a program that must succeed."""
    if code := start(*command):
        raise SystemExit(f"dev.py: this failed with exit code {code}: {' '.join(str(word) for word in command)}")


ACTS = {
    "run": lambda rest: momentum(["serve", *rest]),
    "momentum": momentum,
    "test": lambda rest: test(["-m", "not hard", *rest]),
    "test-hard": lambda rest: test(["--hypothesis-profile", "hard", *rest]),
    "bench": bench,
    "setup": setup,
}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
