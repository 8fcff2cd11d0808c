"""``mtqa explain``."""

from __future__ import annotations

import inspect
from typing import Annotated

import typer

from mtqa.cli.boundary import bounded, emit, require_stdout

__all__ = ["explain"]


@bounded
def explain(
    check: Annotated[
        str | None, typer.Argument(metavar="[CHECK]", help="Id of a check; without one, all are listed.")
    ] = None,
) -> None:
    """Say what a check does, what it will miss, and show examples; or list the checks."""
    from mtqa.checks import all_checks
    from mtqa.options import Options

    require_stdout()
    checks = all_checks()
    if check is None:
        width = max(map(len, checks))
        lines = [f"{name:<{width}}  {one.info.severity.value:<8}  {one.info.title}" for name, one in checks.items()]
        emit("\n".join(lines) + "\n")
        return
    Options(select=(check,)).chosen(checks)
    info = checks[check].info
    lines = [f"{info.id} · {info.severity.value} · {info.category.value}", "", inspect.cleandoc(info.doc)]
    for title, wanted in (("Flagged", True), ("Left alone", False)):
        texts = [example for example in info.examples if bool(example.flagged) is wanted]
        if texts:
            lines += ["", f"{title}:"]
        for example in texts:
            hint = f"  [{', '.join(example.flagged)}]" if wanted else ""
            shown = " ".join(example.text.split())
            lines.append(f"  - {shown}{hint}" + (f"  ({example.comment})" if example.comment else ""))
    emit("\n".join(lines) + "\n")
