"""``mtqa glossary``: the commands, one module for those that belong together."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import typer

__all__ = ["app"]

app = typer.Typer(
    name="glossary",
    help="Add, change, import, check and share the entries of a glossary.",
    no_args_is_help=True,
    add_completion=False,
)

for _module in sorted(found.name for found in iter_modules(__path__) if found.name != "common"):
    import_module(f"{__name__}.{_module}").register(app)
