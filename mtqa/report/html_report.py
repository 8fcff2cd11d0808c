"""The reports as one page that needs nothing else: no network, no other file, no server.

The page may be opened by double click, mailed and kept for years, so it carries its style and its
small script, and a Content-Security-Policy that allows exactly these two (by hash) and nothing
else.  Every value goes through Jinja2's autoescaping; the script reads its data from a JSON block.
It works without the script.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from mtqa.data import Report
from mtqa.report.html_view import FileView, category_words, file_view, ran, shape
from mtqa.report.json_report import SCHEMA_VERSION, tool_version
from mtqa.report.wording import SUSPECTED, one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["to_html"]

#: Parts of the one style and the one script, in their order; each part of the page has its own.
STYLES: Final = ("style.css",)
SCRIPTS: Final = ("script.js",)

#: What could end a script block or be taken for markup, and the JSON escape of it.
_JSON_ESCAPES: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


def to_html(reports: Sequence[Report], *, title: str | None = None) -> str:
    """One self-contained HTML page; the same reports always give the same bytes.

    Args:
        reports: One per article; with several the page begins with an index.
        title: Heading of the page; by default the file's name, or how many articles there are.
    """
    from markupsafe import Markup

    files = [file_view(report, position) for position, report in enumerate(reports, 1)]
    style, script = ("\n".join(map(_asset, parts)) for parts in (STYLES, SCRIPTS))
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            title=one_line(title) if title is not None else _title(files),
            files=files,
            checks=ran(reports),
            suspected=SUSPECTED,
            version=tool_version(),
            # the only values that are not escaped: our own files, and JSON that _data has made harmless
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            data=Markup(_data(files)),  # noqa: S704
            policy=_policy(style, script),
        )
    )
    return visible(page)


def _title(files: Sequence[FileView]) -> str:
    if len(files) == 1:
        return one_line(files[0].name)
    return f"{len(files)} articles" if files else "No article"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _data(files: Sequence[FileView]) -> str:
    """What the script (and later the review) needs to know of each finding, safe inside ``<script>``."""
    run: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "files": [
            {
                "key": view.key,
                "findings": [
                    {
                        "number": note.number,
                        "check": note.finding.check,
                        "category": note.finding.category.value,
                        "severity": note.finding.severity.value,
                        "confidence": round(note.finding.confidence, 4),
                        "fingerprint": note.finding.fingerprint,
                    }
                    for note in view.notes
                ],
            }
            for view in files
        ],
    }
    # ASCII only, so U+2028, controls and lone surrogates are escapes too
    return json.dumps(run, ensure_ascii=True, allow_nan=False, separators=(",", ":")).translate(_JSON_ESCAPES)


@cache
def _asset(name: str) -> str:
    return (resources.files("mtqa.report") / "templates" / name).read_text(encoding="utf-8").strip()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mtqa.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["category"] = category_words
    environment.filters["shape"] = shape
    environment.filters["one_line"] = one_line
    return environment
