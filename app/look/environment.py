"""Templates as Flask has them, with one thing quicker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask.templating import Environment

if TYPE_CHECKING:
    from collections.abc import MutableMapping


class Templates(Environment):
    """Flask's environment, whose templates look into its globals and not into a chain of them and nothing.

    At each import Jinja subtracts the names of one set of globals from another: for a chain it does so name by name,
    which took a twentieth of the time of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template that brings its own, `d`, or none."""
        return super().make_globals(d) if d else self.globals
