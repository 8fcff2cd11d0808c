"""``mtqa decisions``: what people decided, and what it says of the checks."""

from __future__ import annotations

import typer

from mtqa.cli.decisions import listing, numbers, transfer

__all__ = ["app"]

app = typer.Typer(
    name="decisions",
    help="List, take back, bring together and count what people decided about findings.",
    no_args_is_help=True,
    add_completion=False,
)
for _module in (listing, transfer, numbers):
    _module.register(app)
