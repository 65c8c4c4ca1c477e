"""Run and test Momentum from a clone: makes the environments it needs, then starts the program.

Standard library only, so that a bare machine with Python 3.11 is enough. `make run` and `make test` call it.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
BIN = TOOLS / "usr/bin"
# An environment that is active in the caller's shell would lead pip and venv astray.
MISLEADING = {"VIRTUAL_ENV", "PYTHONHOME", "PYENV_VERSION"}
OLDEST = (3, 11)
DEBIAN = ["chromium", "libatomic1", "fonts-dejavu-core"]
# The commands that read and write answers.
COMMANDS = [f"tests/cli/test_{name}.py" for name in ("backups", "drill", "move_database")]
USAGE = """usage: python3 dev.py COMMAND
  run            serve the course (the same as `momentum serve`)
  momentum ...   any command of the program, such as: python3 dev.py momentum check
  test           linters, types, tests in their small forms; about ten minutes
  test-hard      the long forms of the tests
  bench          speed as ratios against anchors
  bench-load     exam sittings and whole classes against the running program
  setup run|test only make the environment"""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code is that of the program started."""
    if sys.version_info < OLDEST:
        raise SystemExit(f"dev.py: this is Python {sys.version.split()[0]}; Momentum needs 3.11 or newer.")
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


def bench_load(words: list[str]) -> int:
    """Exam sittings that all save at once, through the server as a learner starts it."""
    return start(python("test"), "-m", "tests.bench.load", *words)


def bench_learning(words: list[str]) -> int:
    """Simulated learners under many policies."""
    return start(python("test"), "-m", "tests.bench.learning", *words)


def setup(groups: list[str]) -> int:
    """Make environments and nothing else."""
    for group in groups:
        python(group)
    return 0


def test(selection: list[str]) -> int:
    """Run every check in turn and stop at the first that fails."""
    tool = python("test").parent
    find_browser()
    # Whoever is done first takes over from the other; a browser leaves time for a third worker.
    two, three = (["-q", "--dist", "worksteal", "-n", workers, *selection] for workers in ("2", "3"))
    engine = ["tests/course", "tests/practice", "tests/exam", "tests/evidence", "tests/exchange"]
    steps: list[list[str | Path]] = [
        [tool / "ruff", "check", "-q", "."],
        [tool / "ruff", "format", "--check", "-q", "."],
        [tool / "mypy"],
        [tool / "lint-imports", "--no-cache"],
        [tool / "python", "-m", "app", "check"],
        [tool / "coverage", "erase"],
        [tool / "coverage", "run", "-m", "pytest", *two, *engine],
        [tool / "coverage", "combine", "-q"],
        [tool / "coverage", "report"],
        [tool / "pytest", *three, *(f"--ignore={folder}" for folder in engine)],
        [tool / "pytest", *on_server(three)],
    ]
    for step in steps:
        print("*", *(Path(step[0]).name, *step[1:]), flush=True)
        if code := start(*step):
            return code
    return 0


def on_server(words: list[str]) -> list[str]:
    """What is tested on PostgreSQL once more: the browser's tests and the longest others in the long form only."""
    folders = ["--database", "postgresql", "tests/app", "tests/store", *COMMANDS]
    if "not hard" not in words:
        return [*words, *folders, "tests/browser"]
    return [*(word.replace("not hard", "not hard and not long") for word in words), *folders]


def start(*command: object) -> int:
    """Run a program in the project's folder and hand back its exit code; Ctrl-C goes to the program."""
    environment = {name: value for name, value in os.environ.items() if name not in MISLEADING}
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
    # An environment knows its own path: a clone that was moved needs a new one.
    stamp, mark = folder / "stamp", hashlib.sha256(wanted.read_bytes() + f"{sys.version} {ROOT}".encode()).hexdigest()
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
        pip = [interpreter, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        call(*pip, "--require-hashes", "-r", wanted)
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
    command.write_text(f'#!{folder}/bin/python\nfrom app.cli import main\n\nif __name__ == "__main__":\n    main()\n')
    command.chmod(0o755)


def find_browser() -> None:
    """Name Chromium in the environment; on Debian, fetch it: installed for root, into `.tools/` for anyone else."""
    places = (os.environ.get("CHROMIUM"), shutil.which("chromium"), BIN / "chromium")
    found = next((str(place) for place in places if place and Path(place).exists()), "")
    if not found or not (loads("libatomic.so.1") or (BIN / "node").exists()):
        found = fetch_browser()
    os.environ["CHROMIUM"] = found
    if not loads("libatomic.so.1"):
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(BIN / "node")


def fetch_browser() -> str:
    """Get Chromium, and the library that Playwright's Node asks for, from Debian; returns where Chromium is."""
    if not shutil.which("apt-get"):
        raise SystemExit("dev.py: the browser tests need Chromium and libatomic. Install both, or set CHROMIUM.")
    print("Fetching Chromium for the browser tests (once; a minute or two) ...", flush=True)
    if os.geteuid() != 0:
        return unpack_browser()
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    call("apt-get", "update", "-qq")
    call("apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN)
    return "/usr/bin/chromium"


def unpack_browser() -> str:
    """Unpack Chromium and the libraries this machine lacks into `.tools/`, with package lists of our own."""
    debs, root = TOOLS / "apt", TOOLS / "debian"
    shutil.rmtree(TOOLS, ignore_errors=True)
    for folder in (debs / "lists/partial", debs / "cache/archives/partial", root, BIN):
        folder.mkdir(parents=True)
    apt = ["apt-get", "-qq", "-o", f"Dir::State::Lists={debs / 'lists'}", "-o", f"Dir::Cache={debs / 'cache'}"]
    call(*apt, "update")
    plan = [*apt, "--simulate", "--no-install-recommends", "install", *DEBIAN]
    listing = subprocess.run(plan, capture_output=True, text=True, check=True).stdout
    missing = [line.split()[1] for line in listing.splitlines() if line.startswith("Inst ")]
    subprocess.run([*apt, "download", *missing], cwd=debs, check=True)
    for deb in debs.glob("*.deb"):
        call("dpkg", "-x", deb, root)
    shutil.rmtree(debs)
    fonts = f"<dir>/usr/share/fonts</dir><dir>{root}/usr/share/fonts</dir><cachedir>{TOOLS}/fonts</cachedir>"
    (TOOLS / "fonts.conf").write_text(f"<fontconfig>{fonts}</fontconfig>\n")
    node = next(ROOT.glob(".venv/test/lib/python3*/site-packages/playwright/driver/node"))
    chromium = shutil.which("chromium") or root / "usr/lib/chromium/chromium"
    return [launcher(name, program) for name, program in (("node", node), ("chromium", chromium))][-1]


def launcher(name: str, program: object) -> str:
    """A script that starts a program with the unpacked libraries and fonts."""
    folders = [*(TOOLS / "debian").glob("**/*-linux-gnu"), *(TOOLS / "debian").glob("**/*-linux-gnu/pulseaudio")]
    libraries = ":".join(str(folder) for folder in sorted(folders))
    script = BIN / name
    words = f'LD_LIBRARY_PATH="{libraries}" FONTCONFIG_FILE="{TOOLS}/fonts.conf"'
    script.write_text(f'#!/bin/sh\n{words} exec "{program}" "$@"\n')
    script.chmod(0o755)
    return str(script)


def loads(library: str) -> bool:
    """Whether this machine has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


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
    "bench-load": bench_load,
    "bench-learning": bench_learning,
    "setup": setup,
}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
