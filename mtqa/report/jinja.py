"""How every page of mtqa is made from its templates: each value escaped, data in a script element harmless."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["json_block", "templates_of"]

#: What could end a script block or be taken for markup, and the JSON escape of it.
_JSON_ESCAPES: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


def templates_of(package: str) -> Environment:
    """The templates of a package, with escaping on and no undefined value let through."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def json_block(value: Any) -> Markup:
    """``value`` as JSON that is safe inside a script element: nothing in it can end the element."""
    from markupsafe import Markup

    # ASCII only, so U+2028, controls and lone surrogates are escapes too
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(_JSON_ESCAPES))  # noqa: S704 - made harmless here
