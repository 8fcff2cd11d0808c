"""An article with its decisions in a form of another program, to be downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from mtqa.errors import MtqaError
from mtqa.review.rendering import error_page, page
from mtqa.review.workspace import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request

    from mtqa.data import Report
    from mtqa.review.workspace import Workspace

__all__ = ["FORMS", "Form", "export_routes"]

#: Seconds that an export waits for a check.
_WAIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a report can be had in.

    Attributes:
        name: In the address.
        label: For people.
        suffix: Of the file, after the name of the article.
        media_type: Of the file.
        render: Makes it.
    """

    name: str
    label: str
    suffix: str
    media_type: str
    render: Callable[[Report], str | bytes]


def _html(report: Report) -> str:
    from mtqa.report import to_html

    return to_html([report])


def _json(report: Report) -> str:
    from mtqa.report import to_json

    return to_json([report])


FORMS: Final = (
    Form("html", "Report as one page, to be mailed or kept", ".report.html", "text/html; charset=utf-8", _html),
    Form("json", "Report as JSON, for programs", ".report.json", "application/json", _json),
)


def export_routes(workspace: Workspace, forms: Sequence[Form], *, user: str) -> list[Route]:
    """The addresses under ``/export``."""
    by_name = {form.name: form for form in forms}

    def choose(request: Request) -> Response:
        try:
            article = workspace.article(request.path_params["article"])
        except Unknown as exc:
            return error_page(f"{exc}.", status=404)
        return page("exports.html.j2", title=f"Export {article.name}", user=user, article=article, forms=forms)

    def export(request: Request) -> Response:
        form = by_name.get(request.path_params["form"])
        if form is None:
            raise HTTPException(404)
        try:
            article = workspace.article(request.path_params["article"])
            report = workspace.report(article.index, seconds=_WAIT)
        except Unknown as exc:
            return error_page(f"{exc}.", status=404)
        except MtqaError as exc:
            return error_page(str(exc), status=500)
        if report is None:
            return error_page("The article is still being checked; try again in a moment.", status=503)
        content = form.render(report)
        data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        headers = {"content-disposition": _attached(f"{PurePath(article.name).stem}{form.suffix}")}
        return Response(data, media_type=form.media_type, headers=headers)

    return [
        Route("/export/{article:int}", choose, methods=["GET"]),
        Route("/export/{article:int}/{form}", export, methods=["GET"]),
    ]


def _attached(name: str) -> str:
    """The header that has a file saved under a name, whatever the name is."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_. ") else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"
