"""``mtqa review``."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.articles import LmOption, NoProjectOption, OfflineOption, PackOption
from mtqa.cli.boundary import bounded, emit, note
from mtqa.errors import MtqaError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtqa.config import Config
    from mtqa.data import Report
    from mtqa.decisions import DecisionLog
    from mtqa.review import Desk, Workspace
    from mtqa.review.server import Place

__all__ = ["review"]


@bounded
def review(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help="Articles, folders of them, or reports (JSON), whose articles are checked again; else this folder.",
        ),
    ] = None,
    glossary: Annotated[
        list[Path] | None,
        typer.Option(
            "--glossary",
            "-g",
            metavar="PATH",
            help="Glossary CSV on top of the project's (mtqa.toml). Repeat it; the last one is written to.",
        ),
    ] = None,
    pack: PackOption = None,
    no_project: NoProjectOption = False,
    lm: LmOption = None,
    offline: OfflineOption = False,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="PATH", help="Keep all decisions there; else beside each article."),
    ] = None,
    user: Annotated[str | None, typer.Option("--user", metavar="NAME", help="Who decides; else you.")] = None,
    tty: Annotated[bool, typer.Option("--tty", help="Review here in the terminal, finding by finding.")] = False,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="0 for one that is free.")] = 0,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let other machines open the page: --host may be any.")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
) -> None:
    """Review articles on a local page: decide about each finding, add to the glossary, follow the progress.

    Decisions are written as they are made. Ctrl-C ends it. The page is on this machine alone, and only whoever has
    the address with its token can open it.
    """
    from mtqa.cli.glossary.common import user as current_user
    from mtqa.cli.project import current_config, layers
    from mtqa.cli.review_check import Checker
    from mtqa.corpus import article_paths as in_folder
    from mtqa.review.inputs import article_paths

    found = article_paths(paths or [Path()], found_in=lambda folder: [path for path, _ in in_folder([folder])])
    config = None if no_project else current_config()
    log = _log_of(decisions, None if config is None else config.path.parent)
    by = " ".join(user.split())[:80] if user else current_user()
    place = None
    if not tty:
        from mtqa.review.server import listen

        place = listen(host, port, allow_remote=allow_remote)  # first: a model takes seconds to load
    for sentence in layers(glossary or (), pack or (), use_project=not no_project).notes:
        note(sentence)
    check = Checker(
        lambda: layers(glossary or (), pack or (), use_project=not no_project), lm=lm, offline=offline, note=note
    )

    def checked(path: Path) -> Report:
        """Check an article; decisions about findings that were edited beside go on with them."""
        report = check(path)
        with suppress(MtqaError):  # whoever reads the decisions next is told what is wrong with them
            log(path).carry(report)
        return report

    if place is None:
        from mtqa.cli.review_tty import walk

        walk(list(found), check=checked, log=log, user=by)
        return
    from mtqa.review import Workspace

    workspace = Workspace(found, check=checked, log=log, basis=check.basis)
    _serve(workspace, _desk(glossary, config), place, by=by, browser=not no_browser)


def _serve(workspace: Workspace, desk: Desk | None, place: Place, *, by: str, browser: bool) -> None:
    """Serve until Ctrl-C, and say where the decisions are."""
    from mtqa.review import create_app
    from mtqa.review.server import serve

    app = create_app(workspace, access=place.access, desk=desk, user=by)
    url = place.url(place.access.token)
    n_articles = len(workspace.articles)
    note(f"{n_articles:,} article{'s' * (n_articles != 1)} to review; Ctrl-C ends it")
    if place.access.any_address:
        note(
            "warning: other machines can open this page, and whoever has the address reads the articles and decides; "
            "what goes over the network is not encrypted"
        )
    logs = ", ".join(map(str, workspace.logs()[:3])) + (" and more" if len(workspace.logs()) > 3 else "")

    def ready() -> None:
        emit(f"{url}\n")
        workspace.start()
        if browser:
            threading.Thread(target=_open, args=(place.url(place.access.once),), daemon=True).start()

    serve(
        app,
        place,
        ready=ready,
        ending=lambda: workspace.stop(seconds=0.2),
        said=lambda: note(f"ended; decisions are in {logs}"),
    )


def _open(url: str) -> None:
    """Open a browser, if there is one; the address stands in the terminal anyway."""
    import webbrowser

    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        return  # a browser of the terminal would take it over
    with suppress(Exception):  # whatever a browser's program does is no reason to end
        webbrowser.open(url)


def _log_of(given: Path | None, project: Path | None) -> Callable[[Path], DecisionLog]:
    """Where the decisions about an article are kept; one log for one file."""
    from mtqa.decisions import DecisionLog
    from mtqa.decisions.find import decisions_path

    logs: dict[Path, DecisionLog] = {}

    def log(article: Path) -> DecisionLog:
        path = decisions_path(article, project=project) if given is None else given
        return logs.setdefault(path, DecisionLog(path, note=note))

    return log


def _desk(given: Sequence[Path] | None, config: Config | None) -> Desk | None:
    """The glossary that is written to: the last one given, or else the project's."""
    from mtqa.cli.project import shortest
    from mtqa.glossary.store import GlossaryFile
    from mtqa.review import Desk

    if given:
        return Desk(GlossaryFile(given[-1], note=note))
    if config is None:
        return None
    # the glossary that a project names is made when it is first written to
    return Desk(GlossaryFile(shortest(config.glossary), note=note), may_create=True)
