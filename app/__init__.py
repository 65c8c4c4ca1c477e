"""World: who asks, when, and what is remembered. `create_app` puts the parts together and does nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Config

__version__ = "0.1.0"


def create_app(config: Config) -> Flask:
    """One web application over one course folder and one database.

    Raises:
        CourseError: nothing in the course folder can be served.
        DatabaseError: the database cannot be opened.
        ConfigError: the data folder cannot be written.
    """
    from flask import Flask  # noqa: PLC0415 `momentum --help` needs no Flask

    from app import config as settings  # noqa: PLC0415
    from app import errors, gates, identity, logs, metrics, passwords, security, views  # noqa: PLC0415
    from app.db import open_database  # noqa: PLC0415
    from app.library import Library  # noqa: PLC0415
    from app.look import frame, markdown, moments, signs  # noqa: PLC0415
    from app.look.environment import Templates  # noqa: PLC0415
    from app.store import learners  # noqa: PLC0415
    from app.store.sign_ins import LONGEST  # noqa: PLC0415

    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.secret(config),
        MAX_CONTENT_LENGTH=1024 * 1024,
        MOMENTUM=config,
        WTF_CSRF_TIME_LIMIT=None,
        PERMANENT_SESSION_LIFETIME=LONGEST,
        SESSION_REFRESH_EACH_REQUEST=False,  # a sign-in lasts no longer for being used, so its cookie need not either
        **security.cookies(config),
    )
    app.jinja_environment = Templates
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["library"] = Library(config.content, config.data)
    app.extensions["database"] = open_database(config.database)
    if not config.accounts:
        with app.extensions["database"].writing() as db:
            learners.local(db)  # made once, so that every later page only reads
    parts = (logs, metrics, security, identity, gates, passwords, errors, markdown, moments, signs, frame, views)
    for part in parts:
        part.add_to(app)
    return app
