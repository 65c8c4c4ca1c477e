"""`momentum user`: accounts of a class server, for its first operator and for when nobody can sign in."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from app.cli.ground import Refusal, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.store.accounts import Account

ROLES = click.Choice(["learner", "instructor", "operator"])


@click.group()
def command() -> None:
    """Add accounts to a class server, list them, and help people back in.

    Example: momentum user add anna@example.org --name Anna --role operator
    """


@contextmanager
def server() -> Iterator[None]:
    """The application as the server has it, without serving; Refusal where there are no accounts."""
    from app.cli.serve import application
    from app.rooms.inviting import RefusedError

    config = settings()
    if not config.accounts:
        raise Refusal(
            "this is a laptop without accounts. For a class server set MOMENTUM_AUTH=accounts and MOMENTUM_URL."
        )
    app = application(config)
    try:
        with app.test_request_context():
            yield
    except RefusedError as error:
        raise Refusal(f"{error}") from error
    finally:
        app.extensions["database"].close()


def found(email: str) -> Account:
    """The account of an address; Refusal without one."""
    from app.db import database
    from app.store import accounts

    with database().reading() as db:
        account = accounts.find_by_email(db, email)
    if account is None:
        raise Refusal(f"there is no account for {email}. See them all: momentum user list")
    return account


@command.command()
@click.argument("email")
@click.option("--name", required=True, help="What people call them.")
@click.option("--role", type=ROLES, default="learner", show_default=True)
@click.option("--take-over", is_flag=True, help="Give them all that was learned here before there were accounts.")
def add(email: str, name: str, role: str, *, take_over: bool) -> None:
    """Open an account and print the link by which its owner chooses a password.

    Example: momentum user add anna@example.org --name Anna --role operator --take-over
    """
    from app.db import database
    from app.rooms import inviting
    from app.rooms.sign_in_forms import ADDRESS, NO_ADDRESS
    from app.store import learners
    from app.store.accounts import Role, TakenError

    if not ADDRESS.fullmatch(email):
        raise Refusal(NO_ADDRESS)
    with server():
        try:
            with database().writing() as db:
                former = learners.former(db) if take_over else None
                if take_over and former is None:
                    raise Refusal("nobody learned here without an account, or they were taken over before.")
                link = inviting.invite(db, None, email, name, Role(role), learner=former)
        except TakenError as error:
            raise Refusal(f"there is an account for {email} already. A new link: momentum user link {email}") from error
        click.echo(f"{name} is {_article(role)} now. This link chooses a password; it works once, for 14 days:\n{link}")


def _article(role: str) -> str:
    return f"{'a' if role == 'learner' else 'an'} {role}"


@command.command("list")
def listing() -> None:
    """Print all accounts: number, role, state, address and name.

    Example: momentum user list
    """
    from app.db import database
    from app.store import accounts

    with server():
        with database().reading() as db:
            everybody = accounts.every(db)
        for one in everybody:
            state = "closed" if not one.open else "open" if one.password else "invited"
            click.echo(f"{one.id}\t{one.role}\t{state}\t{one.email}\t{one.name}")


@command.command()
@click.argument("email")
def link(email: str) -> None:
    """Print a link that chooses a new password, for somebody whom mail does not reach.

    Example: momentum user link anna@example.org
    """
    from app.db import database
    from app.rooms import inviting

    with server():
        account = found(email)
        with database().writing() as db:
            made = inviting.link(db, None, account)
        click.echo(made)


@command.command()
@click.argument("email")
@click.argument("role", type=ROLES)
def role(email: str, role: str) -> None:
    """Give somebody another role.

    Example: momentum user role anna@example.org instructor
    """
    from app.rooms import inviting
    from app.store.accounts import Role

    with server():
        inviting.give(None, found(email), Role(role))
        click.echo(f"{email} is {_article(role)} now.")


@command.command()
@click.argument("email")
def close(email: str) -> None:
    """Shut an account; what was learned stays. Open it again on the page People.

    Example: momentum user close anna@example.org
    """
    from app.rooms import inviting

    with server():
        inviting.close(None, found(email))
        click.echo(f"{email} can no longer sign in.")


@command.command("second-step-off")
@click.argument("email")
def second_step_off(email: str) -> None:
    """Turn the second step off for somebody who lost telephone and spare codes.

    Example: momentum user second-step-off anna@example.org
    """
    from app.rooms import inviting

    with server():
        inviting.second_step_off(None, found(email))
        click.echo(f"{email} signs in with the password alone.")


@command.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(email: str, *, yes: bool) -> None:
    """Delete somebody and all they did, for good.

    Example: momentum user delete anna@example.org
    """
    from app.rooms import inviting

    with server():
        account = found(email)
        if not yes:
            click.confirm(f"Delete {account.name} ({email}), every answer and every result?", abort=True)
        inviting.remove(None, account)
        click.echo(f"{email} is deleted.")
