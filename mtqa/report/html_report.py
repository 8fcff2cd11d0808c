"""The reports as one page that needs nothing else: no network, no other file, no server.

The page may be opened by double click, mailed and kept for years, so it carries its style and its
small script, and a Content-Security-Policy that allows exactly these two (by hash) and nothing
else.  Every value goes through Jinja2's autoescaping; the script reads its data from a JSON block.
It works without the script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from mtqa.data import Report, State
from mtqa.mqm import WEIGHTS
from mtqa.report.html_view import FileView, NoteView, category_words, file_view, ran, shape
from mtqa.report.jinja import json_block, templates_of
from mtqa.report.json_report import SCHEMA_VERSION, tool_version
from mtqa.report.wording import SUSPECTED, one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["SCRIPTS", "STYLES", "Live", "to_html"]

#: Parts of the one style and the one script, in their order; each part of the page has its own.
STYLES: Final = ("style.css", "decide.css", "views.css")
SCRIPTS: Final = (
    "base.js",
    "store_file.js",
    "walk.js",
    "strip.js",
    "filter.js",
    "decide.js",
    "dialogs.js",
    "bulk.js",
    "tools.js",
    "corrected.js",
    "entities.js",
    "words.js",
)

#: Code points of a finding's text in the data; the dialog of a longer one begins empty, never with half of it.
_LONGEST_TEXT: Final = 2000


@dataclass(frozen=True, slots=True)
class Live:
    """What the page needs to know when a server shows it, and writes the decisions as they are made.

    Attributes:
        article: Number of the article on the server.
        user: Who decides.
        home: Address of the list of articles.
        progress: How far the review is, in words.
        css_href: Address of the style.
        script_hrefs: Addresses of the scripts, in their order; the last ones are those of the page.
    """

    article: int
    user: str = ""
    home: str = "/"
    progress: str = ""
    css_href: str = ""
    script_hrefs: tuple[str, ...] = ()


def to_html(reports: Sequence[Report], *, title: str | None = None, live: Live | None = None) -> str:
    """One self-contained HTML page; the same reports always give the same bytes.

    Args:
        reports: One per article; with several the page begins with an index.
        title: Heading of the page; by default the file's name, or how many articles there are.
        live: For a page that a server shows: style and scripts are its own files, and so is the policy.
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
            # the only values that are not escaped: our own files; the data are made harmless by json_block
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            data=_data(files, live),
            policy=_policy(style, script),
            live=live,
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


def _data(files: Sequence[FileView], live: Live | None) -> Markup:
    """What the script needs to know of each finding, safe inside ``<script>``."""
    run: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "mode": "file" if live is None else "live",
        "article": None if live is None else live.article,
        "user": "" if live is None else live.user,
        "report": _identity(files),
        "weights": {severity.value: weight for severity, weight in WEIGHTS.items()},
        "files": [_file(view) for view in files],
    }
    return json_block(run)


def _identity(files: Sequence[FileView]) -> str:
    """The same for pages with the same findings: what decisions are kept under in a browser."""
    parts = [part for view in files for part in (view.name, *(note.finding.fingerprint for note in view.notes))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _file(view: FileView) -> dict[str, Any]:
    kinds = list(dict.fromkeys(_kind(note) for note in view.notes))
    at = {kind: number for number, kind in enumerate(kinds)}
    return {
        "key": view.key,
        "name": view.name,
        "n_words": view.report.summary.n_words,
        "rated": view.report.summary.penalty is not None,
        "kinds": kinds,
        "findings": [[at[_kind(note)], *_finding(note, view)] for note in view.notes],
        "corrected": view.corrected,
        "words": view.word_bits,
        "numbers": None if view.fluency is None else view.fluency.numbers,
    }


def _kind(note: NoteView) -> tuple[str, str, str]:
    """What many findings have in common, and the data name once."""
    finding = note.finding
    return finding.check, finding.category.dimension, finding.severity.value


def _finding(note: NoteView, view: FileView) -> tuple[float, str, str, str, dict[str, Any]]:
    """What the script cannot read off the note, in the order in which ``base.js`` takes it; last, what is not as usual."""
    finding = note.finding
    more: dict[str, Any] = {}
    if len(finding.text) > _LONGEST_TEXT:
        more["whole"] = False
    if finding.suggestions:
        more["suggestion"] = finding.suggestions[0].text
        if finding.suggestions[0].entry is not None:
            more["entry"] = finding.suggestions[0].entry
    if note.state is not State.OPEN:
        more["state"] = note.state.value
    if finding.fingerprint in view.report.known:
        more["known"] = True
    if note.decision is not None:
        more["decision"] = {key: value for key, value in asdict(note.decision).items() if value not in ("", None)}
    return round(finding.confidence, 4), finding.fingerprint, finding.context, finding.text[:_LONGEST_TEXT], more


@cache
def _asset(name: str) -> str:
    """A style or script without what only its writers need: comments on lines of their own, and indents."""
    text = (resources.files("mtqa.report") / "templates" / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _environment() -> Environment:
    environment = templates_of("mtqa.report")
    environment.filters["category"] = category_words
    environment.filters["shape"] = shape
    environment.filters["one_line"] = one_line
    return environment
