"""`momentum preview`: the page that shows what was saved last, opened in the browser."""

from __future__ import annotations

import click

from app.cli.ground import content_option


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The port; MOMENTUM_PORT, or else 8000.")
@click.option("--no-open", "still", is_flag=True, help="Do not open the browser.")
@content_option
@click.pass_context
def command(ctx: click.Context, port: int | None, content: str | None, *, still: bool) -> None:
    """Show each item and lesson as learners see it, a second after you save it in your editor; until Ctrl-C.

    Example: momentum preview --content ~/my-course
    """
    from app.cli.serve import command as serve

    ctx.invoke(serve, host="127.0.0.1", port=port, content=content, show=not still, page="/author/live/")
