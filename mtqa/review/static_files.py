"""Styles and scripts: a fixed list of our own files, so that no address can lead to another."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["OWN", "PAGE_SCRIPT", "PAGE_STYLE", "static_routes"]

OWN_STYLE: Final = "review.css"
#: Files of the review page itself.
OWN: Final = (OWN_STYLE, "requests.js", "entry_form.js", "live.js", "index.js", "checking.js", "glossary.js")
#: The style and the script of the report, as one file each; the style has ours behind it.
PAGE_STYLE: Final = "page.css"
PAGE_SCRIPT: Final = "page.js"
_TYPES: Final = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


def static_routes() -> list[Route]:
    """The addresses under ``/static``."""
    return [Route("/static/{name}", _serve, methods=["GET"])]


def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in (*OWN, PAGE_STYLE, PAGE_SCRIPT):
        raise HTTPException(404)
    return Response(_content(name), media_type=_TYPES[name.rpartition(".")[2]])


@cache
def _content(name: str) -> str:
    if name in OWN:
        return (resources.files("mtqa.review") / "static" / name).read_text(encoding="utf-8")
    from mtqa.report import html_report

    parts = html_report.STYLES if name == PAGE_STYLE else html_report.SCRIPTS
    folder = resources.files("mtqa.report") / "templates"
    content = "\n".join((folder / part).read_text(encoding="utf-8") for part in parts)
    return f"{content}\n{_content(OWN_STYLE)}" if name == PAGE_STYLE else content
