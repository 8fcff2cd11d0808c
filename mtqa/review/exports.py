"""An article with its decisions in a form of another program, to be downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from mtqa.errors import MtqaError
from mtqa.review.rendering import error_page, page
from mtqa.review.workspace import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.requests import Request

    from mtqa.data import Report
    from mtqa.report.exports import Form, Which
    from mtqa.review.workspace import Workspace

__all__ = ["export_routes", "review_forms"]

#: Seconds that an export waits for a check.
_WAIT: Final = 30.0


def _html(reports: Sequence[Report], *, which: Which | None = None) -> str:  # noqa: ARG001 - as all forms
    from mtqa.report import to_html

    return to_html(reports)


def review_forms() -> tuple[Form, ...]:
    """What an article can be exported as: the forms of ``mtqa export``, and the report as one page."""
    from mtqa.report.exports import FORMS, Form

    page_form = Form("html", ".report.html", "text/html", "The report as one page, to be mailed or kept", _html)
    return (page_form, *FORMS.values())


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
        content = form.write([report])
        data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        headers = {"content-disposition": _attached(_file_name(article.path, form))}
        # a text is UTF-8, which starlette says of those whose type begins with "text/"
        return Response(data, media_type=form.media_type, headers=headers)

    return [
        Route("/export/{article:int}", choose, methods=["GET"]),
        Route("/export/{article:int}/{form}", export, methods=["GET"]),
    ]


def _file_name(article: Path, form: Form) -> str:
    return f"{article.stem}{form.suffix}" if form.suffix else f"{article.stem}.corrected{article.suffix}"


def _attached(name: str) -> str:
    """The header that has a file saved under a name, whatever the name is."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_. ") else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"
