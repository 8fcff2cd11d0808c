"""The review page as one ASGI application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from mtqa.review.api import Api
from mtqa.review.exports import export_routes, review_forms
from mtqa.review.glossary_pages import GlossaryPages
from mtqa.review.pages import Pages
from mtqa.review.rendering import error_page
from mtqa.review.security import MOST_BYTES, READ_SECONDS, Guard
from mtqa.review.static_files import static_routes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from mtqa.report.exports import Form
    from mtqa.review.access import Access
    from mtqa.review.desk import Desk
    from mtqa.review.workspace import Workspace

__all__ = ["create_app"]

_NO_DESK = (
    "there is no glossary to write to; start with --glossary PATH, or make a project of the folder with: mtqa init"
)


def create_app(
    workspace: Workspace,
    *,
    access: Access,
    desk: Desk | None = None,
    user: str = "",
    forms: Sequence[Form] | None = None,
    most_bytes: int = MOST_BYTES,
    read_seconds: float = READ_SECONDS,
) -> ASGIApp:
    """The application; it holds no state but what it is given.

    Args:
        workspace: The articles; started or not.
        access: What a request must show.
        desk: The glossary that is written to; ``None`` if there is none.
        user: Who decides.
        forms: What an article can be exported as; ``None`` for all that there is.
        most_bytes: Bytes of a request's body.
        read_seconds: Seconds in which it must have come.
    """
    routes = [
        *Pages(workspace, user=user).routes(),
        *GlossaryPages(workspace, desk, user=user, no_desk=_NO_DESK).routes(),
        *Api(workspace, desk, user=user, no_desk=_NO_DESK).routes(),
        *export_routes(workspace, review_forms() if forms is None else forms, user=user),
        *static_routes(),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _http_error, 500: _fault})
    return Guard(app, access, most_bytes=most_bytes, read_seconds=read_seconds)


def _http_error(request: Request, exc: Exception) -> Response:
    assert isinstance(exc, HTTPException)
    sentence = {404: "There is nothing at this address.", 405: "This address takes another method."}.get(
        exc.status_code, exc.detail
    )
    return _said(request, exc.status_code, sentence, headers=dict(exc.headers or {}))


def _fault(request: Request, exc: Exception) -> Response:
    return _said(request, 500, f"Something went wrong in mtqa ({type(exc).__name__}); the terminal says more.")


def _said(request: Request, status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": sentence}, status_code=status, headers=headers)
    return error_page(sentence, status=status, headers=headers)
