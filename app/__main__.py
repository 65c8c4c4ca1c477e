"""`python -m app` is the `momentum` command."""

from app.cli import main

main()
