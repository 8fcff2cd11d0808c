"""Pages from templates; every value is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse

from mtqa.report.jinja import json_block, templates_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from starlette.responses import Response

__all__ = ["error_page", "page"]


def page(template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> Response:
    """A template of ours with its values."""
    text = _environment().get_template(template).render(**values)
    # a file name that is no valid text must not make the page impossible to send
    return HTMLResponse(text.encode("utf-8", "replace"), status_code=status, headers=headers)


def error_page(sentence: str, *, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """A page that says what is wrong, and leads back."""
    return page("error.html.j2", status=status, headers=headers, sentence=sentence, title="mtqa review", user="")


@cache
def _environment() -> Environment:
    environment = templates_of("mtqa.review")
    environment.filters["json_block"] = json_block
    return environment
