"""Pages from templates; every value is escaped."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from markupsafe import Markup
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
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mtqa.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["json_block"] = _json_block
    return environment


def _json_block(value: object) -> Markup:
    """``value`` as JSON that is safe inside a script element: nothing in it can end the element."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=True, allow_nan=False)
    return Markup(text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&"}))  # noqa: S704 - made harmless here
