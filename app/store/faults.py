"""What can go wrong with a database, in words for the person who meets it; nothing here opens or writes one."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

NEWER = (
    "This database was made by a newer Momentum (its version is {version!r}). "
    "Install the newest Momentum, or choose another database with MOMENTUM_DATABASE_URL."
)
FOREIGN = (
    "The database {name} holds the tables of another program. Give Momentum a database of its own: "
    "set MOMENTUM_DATA to an empty folder, or MOMENTUM_DATABASE_URL to an empty database."
)
NO_DRIVER = "PostgreSQL needs its driver, which is not installed. Install it with: pip install momentum[class]"
NO_URL = (
    "{url!r} is no database that Momentum knows. MOMENTUM_DATABASE_URL must look like "
    "sqlite:////home/anna/momentum.db or postgresql://user:password@host/name."
)
NO_SERVER = (
    "The database {name} could not be reached ({reason}). "
    "Check that PostgreSQL is running there and that MOMENTUM_DATABASE_URL is right."
)
NO_FOLDER = (
    "Momentum cannot write in the folder {name} ({reason}). "
    "Make it writable for yourself, or choose another folder with MOMENTUM_DATA."
)
OTHER = "The database {name} could not be used ({reason}). Nothing was changed."

# SQLite's primary result codes (sqlite.org/rescode.html) and what each asks of a person.
OPENING = {
    sqlite3.SQLITE_BUSY: "The database {name} is locked by another program. Close that program, then try again.",
    sqlite3.SQLITE_NOTADB: (
        "The file {name} is not a database. Move it away, or choose another folder with MOMENTUM_DATA."
    ),
    sqlite3.SQLITE_CORRUPT: "The database {name} is damaged. Bring back a copy with: momentum restore FILE",
    sqlite3.SQLITE_CANTOPEN: (
        "The database {name} cannot be opened: its folder or the file itself may not be written or read. "
        "Make both writable for yourself, or choose another folder with MOMENTUM_DATA."
    ),
    sqlite3.SQLITE_READONLY: (
        "The database {name} may not be written. Make the file and its folder writable for yourself, "
        "or choose another folder with MOMENTUM_DATA."
    ),
    sqlite3.SQLITE_FULL: "The disk that holds {name} is full. Free some space, then try again.",
    sqlite3.SQLITE_IOERR: "The disk that holds {name} cannot be read or written. Check the disk and its free space.",
}
BUSY = (
    "Another program holds the database, so nothing was saved. "
    "Wait a moment and send it again; if that does not help, close the other program."
)
WRITING = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_FULL: (
        "The disk is full, so nothing was saved. Free some space and send it again; all you did before is safe."
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk could not be written, so nothing was saved. Check the disk and its free space, then send it again."
    ),
    sqlite3.SQLITE_READONLY: (
        "The database file may not be written, so nothing was saved. "
        "Make {name} and its folder writable, then send it again."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database {name} is not there any more or may not be opened, so nothing was saved. "
        "See that its folder exists and is writable, then send it again."
    ),
}
LOST = (
    "The database {name} does not answer, so nothing was saved. Check that PostgreSQL is running, then send it again."
)
UNFIT = (
    "What was sent holds a sign that no keyboard makes (NUL), and the database keeps none, so nothing was saved. "
    "Take it out and send it again."
)


class DatabaseError(Exception):
    """A database that cannot be opened or read; its words say what to do."""


class WriteError(DatabaseError):
    """Something that could not be kept; nothing was written, and its words say what to do."""


class ConflictError(Exception):
    """An id that is already taken by something else: another learner's, or for another item."""


def opening(error: Exception, name: str) -> DatabaseError | None:
    """What to say when a database cannot be opened or read; None if the fault is the program's own."""
    words = OPENING.get(primary(error)) or (UNFIT if unfit(error) else None)
    if words:
        return DatabaseError(words.format(name=name))
    if unreachable(error):
        return DatabaseError(NO_SERVER.format(name=name, reason=reason(error)))
    if isinstance(cause(error), sqlite3.Error) and not isinstance(cause(error), sqlite3.ProgrammingError):
        return DatabaseError(OTHER.format(name=name, reason=reason(error)))
    return None


def writing(error: Exception, name: str) -> WriteError | None:
    """What to say when something could not be written; None if the fault is the program's own."""
    words = WRITING.get(primary(error)) or (LOST if unreachable(error) else UNFIT if unfit(error) else None)
    return WriteError(words.format(name=name)) if words else None


def cause(error: BaseException) -> BaseException:
    """The driver's own error inside SQLAlchemy's."""
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def code(error: BaseException) -> int:
    """SQLite's primary result code, 0 if the error carries none."""
    return int(getattr(cause(error), "sqlite_errorcode", 0)) & 0xFF


def primary(error: BaseException) -> int:
    """The code by which words are found; a server's disk may be full, too."""
    return sqlite3.SQLITE_FULL if type(cause(error)).__name__ == "DiskFull" else code(error)


def reason(error: BaseException) -> str:
    """The first line of what the driver said; it never holds the password."""
    lines = str(cause(error)).strip().splitlines()
    return lines[0].rstrip(".:") if lines else type(cause(error)).__name__


def unfit(error: BaseException) -> bool:
    """Whether a text holds what PostgreSQL cannot keep."""
    return type(cause(error)).__name__ == "DataError" and "NUL (0x00)" in str(cause(error))


def unreachable(error: BaseException) -> bool:
    """Whether a server refused, vanished or never answered."""
    if isinstance(cause(error), sqlite3.Error):
        return False
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    # The driver has a class for each reason a server gives, all of this kind; the store must not import the driver.
    return lost or any(kind.__name__ == "OperationalError" for kind in type(cause(error)).__mro__)
