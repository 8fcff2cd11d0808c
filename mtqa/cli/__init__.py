"""The command line: parse, call one library function, print, choose an exit code."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

import mtqa
from mtqa.cli import check, explain, export, fix, init, models, review, score
from mtqa.cli.boundary import ExitStatus, discard_stdout, note

__all__ = ["app", "main"]

_EPILOG = (
    "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 usage, configuration or input error; 130 interrupted."
)


#: Groups that are loaded when they are called, each with its help.
_LATER: Final = {
    "decisions": "List, take back, bring together and count what people decided about findings.",
    "glossary": "Add, change, import, check and share the entries of a glossary.",
}


class _Root(TyperGroup):
    """The commands; groups of many are loaded when one of their commands is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """See click; its types have another home in each version of Typer."""
        if args and args[0] in _LATER:
            group = import_module(f"mtqa.cli.{args[0]}").app
            self.commands[args[0]] = typer.main.get_command(group)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="mtqa",
    cls=_Root,
    help="Check a machine-translated article: garbled names, leftovers of the machine, fluency.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"mtqa {mtqa.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and leave."
    ),
) -> None:
    pass


app.command("check", epilog=_EPILOG)(check.check)
app.command("score", epilog=_EPILOG)(score.score)
app.command("explain")(explain.explain)
app.command("export")(export.export)
app.command("fix", epilog=fix.EPILOG)(fix.fix)
app.command("init")(init.init)
app.command("review")(review.review)
for _name, _help in _LATER.items():
    app.add_typer(typer.Typer(help=_help), name=_name)
app.add_typer(models.app, name="models")


def main() -> None:
    """Entry point of the ``mtqa`` command."""
    # Threads of the language model that wait must sleep: on a busy machine, spinning ones cost seconds.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    for stream in (sys.stdout, sys.stderr):
        # A report quotes the article; a terminal that cannot show a letter must not end the run.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except OSError as exc:
        # Help and lists are printed by libraries: a full disk reaches us here.
        if exc.errno not in {errno.ENOSPC, errno.EIO}:
            raise
        discard_stdout()
        note(f"error: the output cannot be written ({exc.strerror})")
        sys.exit(ExitStatus.FAILURE)
