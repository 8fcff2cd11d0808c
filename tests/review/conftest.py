"""A workspace of small articles, and clients of the page that serves it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from mtqa.data import Span, Suggestion
from mtqa.decisions import NAME, DecisionLog
from mtqa.fingerprint import with_fingerprints
from mtqa.glossary.store import GlossaryFile
from mtqa.review import Access, Desk, Workspace, create_app

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
TEXTS = {
    "a.txt": "President Yun Sokyol spoke in Seoul on Monday. Later Yun Sokyol left.\n",
    "b.txt": "The envoy met Yun Sokyol in Busan.\n",
    "c.txt": "Nothing is wrong here.\n",
}
GLOSSARY = "id,term,kind,variants,wrong\nbusan,Busan,place,,Pusan City\n"


@dataclass(frozen=True)
class Live:
    """What the page is told in live mode; a double that knows only the names of the contract."""

    article: int
    user: str
    progress: str
    home: str = "/"
    css_href: str = ""
    script_hrefs: tuple[str, ...] = ()


@pytest.fixture
def page(monkeypatch):
    """Stand in for the report's page: these tests are about what serves it."""
    from mtqa.report import html_report

    as_a_file = html_report.to_html

    def to_html(reports, *, title=None, live=None):
        if live is None:
            return as_a_file(reports)
        (report,) = reports
        states = " ".join(report.states())
        return f"<html><body data-article={live.article}>{report.document.id}: {states}; {live.progress}</body></html>"

    monkeypatch.setattr(html_report, "Live", Live, raising=False)
    monkeypatch.setattr("mtqa.report.to_html", to_html)


@pytest.fixture
def folder(tmp_path):
    """A folder of articles with a glossary."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def check(factory, folder):
    """Find "Yun Sokyol", unless the glossary says that it is right."""

    def run(path: Path):
        text = path.read_text(encoding="utf-8")
        document = factory.doc(text, id=str(path))
        glossary = GlossaryFile(folder / "glossary.csv").read()
        right = {form for entry in glossary.entries for form in entry.forms}
        found = [
            factory.finding(
                document,
                Span(at.start(), at.end()),
                suggestions=[Suggestion("Yoon Suk Yeol", None, "by sound")],
            )
            for at in re.finditer("Yun Sokyol", text)
            if "Yun Sokyol" not in right
        ]
        return factory.report(document, list(with_fingerprints(document, found)))

    return run


@pytest.fixture
def workspace(folder, check):
    """The articles, each checked when it is asked for."""
    logs = {}

    def log(path):
        return logs.setdefault(path.parent, DecisionLog(path.parent / NAME))

    return Workspace([folder / name for name in TEXTS], check=check, log=log)


@pytest.fixture
def access():
    """What a request must show."""
    return Access(PORT, token="right-token", once="once-token", session="right-session")


@pytest.fixture
def desk(folder):
    """The glossary that is written to."""
    return Desk(GlossaryFile(folder / "glossary.csv"))


@pytest.fixture
def app(workspace, access, desk, page):
    """The application."""
    return create_app(workspace, access=access, desk=desk, user="Anna")


@pytest.fixture
def client(app, workspace):
    """A client that has the cookie and writes as the page does."""
    made = signed_in(app)
    made.app_workspace = workspace
    return made


@pytest.fixture
def stranger(app):
    """A client without anything."""
    return plain(app)


def plain(app):
    """A client without anything."""
    from starlette.testclient import TestClient

    return TestClient(app, base_url=ORIGIN, follow_redirects=False)


def signed_in(app):
    """A client that has the cookie and writes as the page does."""
    from starlette.testclient import TestClient

    headers = {"cookie": f"mtqa_{PORT}=right-session", "origin": ORIGIN, "sec-fetch-site": "same-origin"}
    return TestClient(app, base_url=ORIGIN, headers=headers, follow_redirects=False)


@pytest.fixture
def tools():
    """What test modules of this folder share."""
    return SimpleNamespace(PORT=PORT, HOST=HOST, ORIGIN=ORIGIN, plain=plain, signed_in=signed_in)


@pytest.fixture
def fingerprints(workspace):
    """Of the findings of the first article."""
    return [one.fingerprint for one in workspace.report(0).findings]
