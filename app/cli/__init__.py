"""The `momentum` command: one file a command, loaded only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword

import click

from app import __version__

COMMANDS = {
    "serve": "Serve the course in the browser.",
    "drill": "Classify scenarios in the terminal.",
    "check": "Check a course and say what to mend.",
    "diff": "Say by item what changed since a Git revision.",
    "preview": "See in the browser what you save in your editor.",
    "new": "Print a scaffold for a new item.",
    "fmt": "Put course files into their canonical layout.",
    "ids": "Write the missing ids of options.",
    "export": "Write the course, or a bank for another program.",
    "import": "Bring items of another program into a chapter.",
    "answers": "Export, replay or count the logged answers; first answers as a table.",
    "user": "Add accounts to a class server and help people in.",
    "backup": "Copy the database to a file, also while serving.",
    "restore": "Put a backup in the place of the database.",
    "move-database": "Copy everything into an empty database of the other kind.",
    "doctor": "Check settings, database, course and disk, and say what to do.",
}
WELCOME = """Momentum, an exam coach for ITIL Foundation.

  momentum serve     study in the browser
  momentum drill     classify ten scenarios here in the terminal
  momentum check     check the course files you are writing

Every command explains itself: momentum serve --help
All commands: momentum --help"""


class Late(click.Group):
    """A group that imports a command's module only to run it, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's own signature
        """Every command, in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or none."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        command: click.Command = import_module(f"app.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Late, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="momentum")
@click.pass_context
def momentum(ctx: click.Context) -> None:
    """An exam coach for ITIL Foundation: study in the browser, drill in the terminal, check what you write."""
    if ctx.invoked_subcommand is None:
        click.echo(WELCOME)


def main() -> None:
    """Entry point; exit codes: 0 fine, 1 problems found, 2 wrong use."""
    momentum(prog_name="momentum")
