"""The scripts of the review in a real browser, with a page that holds no more than the contract of the report's."""

from __future__ import annotations

import json
import threading

import pytest

from mtqa.decisions import NAME, DecisionLog
from mtqa.glossary.store import GlossaryFile
from mtqa.review import create_app
from mtqa.review.server import listen

pytestmark = [
    pytest.mark.browser,
    # Playwright's driver closes its pipes late; that is not about the page
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def bare_page(monkeypatch):
    """The least that the scripts of the review need of the report's page."""
    from collections import namedtuple

    from mtqa.report import html_report

    fields = ["article", "user", "progress", "home", "css_href", "script_hrefs"]
    monkeypatch.setattr(html_report, "Live", namedtuple("Live", fields), raising=False)  # noqa: PYI024

    def to_html(reports, *, title=None, live=None):
        (report,) = reports
        data = {
            "mode": "live",
            "article": live.article,
            "user": live.user,
            "progress": live.progress,
            "files": [{"findings": [{"fingerprint": one.fingerprint, "text": one.text} for one in report.findings]}],
        }
        scripts = "".join(f'<script src="{href}"></script>' for href in live.script_hrefs if "page.js" not in href)
        return (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">'
            f'<link rel="stylesheet" href="{live.css_href}"></head>'
            f"<body><main><h1>{report.document.id}</h1><p>{len(report.findings)} findings</p></main>"
            f'<script type="application/json" id="mtqa-data">{json.dumps(data)}</script>{scripts}</body></html>'
        )

    monkeypatch.setattr("mtqa.report.to_html", to_html)


@pytest.fixture
def served(workspace, desk, bare_page):
    """The application on a real port; the address with the token."""
    import uvicorn

    place = listen("127.0.0.1", 0, allow_remote=False)
    app = create_app(workspace, access=place.access, desk=desk, user="Anna")
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place.socket]})
    thread.start()
    yield place.url(place.access.token)
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def visit(chromium, served):
    """Open the review in a browser of its own; afterwards it must have been silent but for what a test expects."""
    contexts, noise = [], []

    def open_page(path="/", *, width=1280, scheme="light"):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noise.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (noise.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(served)
        base = served.partition("/?")[0]
        assert page.url == f"{base}/"
        if path != "/":
            page.goto(base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # a browser says of every refused write that it was refused
    assert [line for line in noise if "status of 409" not in line] == []


PUT = """async ([key, judgement, seen]) => {
  try {
    const [line] = await window.mtqaStore.put([{ fingerprint: key, judgement, text: "", note: "", seen }]);
    return { line };
  } catch (problem) {
    return { problem };
  }
}"""


def test_two_tabs_on_one_finding(visit, fingerprints, folder):
    """The second is told what the first decided, sees it by itself a moment later, and may then decide otherwise."""
    one, two = visit("/article/0"), visit("/article/0")
    key = fingerprints[0]
    for page in (one, two):
        assert page.evaluate("window.mtqaStore.load().then((it) => it.size)") == 0
    first = one.evaluate(PUT, [key, "accepted", ""])["line"]
    problem = two.evaluate(PUT, [key, "dismissed", ""])["problem"]
    assert problem["conflict"][key]["id"] == first["id"]
    assert "accepted by Anna" in problem["message"]
    assert two.evaluate(PUT, [key, "dismissed", first["id"]])["line"]["judgement"] == "dismissed"
    one.evaluate("window.heard = new Promise((done) => window.mtqaStore.onChange((it) => done([...it.values()])))")
    (heard,) = one.evaluate("window.heard")
    assert heard["judgement"] == "dismissed"
    assert len(DecisionLog(folder / NAME).read().events) == 2


def test_a_page_that_does_not_listen_is_told(visit, fingerprints):
    """Who decided elsewhere is not overlooked, whatever the page makes of it."""
    one, two = visit("/article/0"), visit("/article/0")
    one.evaluate(PUT, [fingerprints[0], "accepted", ""])
    two.get_by_text("1 decision was made in another tab or by somebody else.").wait_for()
    assert one.locator("#mtqa-outdated").count() == 0


def test_undo_and_decide_again(visit, fingerprints):
    """A finding whose decision was taken back has a last line all the same; the page need not know of it."""
    page = visit("/article/0")
    key = fingerprints[0]
    line = page.evaluate(PUT, [key, "accepted", ""])["line"]
    undo = "([key, seen]) => window.mtqaStore.undo([{ fingerprint: key, seen }])"
    (back,) = page.evaluate(undo, [key, line["id"]])
    assert back["judgement"] == "open"
    assert page.evaluate("window.mtqaStore.load().then((it) => it.size)") == 0
    assert page.evaluate(PUT, [key, "dismissed", ""])["line"]["judgement"] == "dismissed"
    history = page.evaluate("(key) => window.mtqaStore.history(key)", key)
    assert [one["judgement"] for one in history] == ["accepted", "open", "dismissed"]


def open_dialog(page, key):
    """Ask for the dialog as the page does."""
    page.evaluate(
        "(fingerprint) => document.dispatchEvent(new CustomEvent('mtqa:add-to-glossary',"
        " { detail: { file: 'f1', finding: { fingerprint } } }))",
        key,
    )
    dialog = page.get_by_role("dialog", name="Add to the glossary")
    dialog.wait_for()
    return dialog


def test_a_name_from_a_finding(visit, fingerprints, folder):
    """Chosen, given a Korean form, saved; the page comes again without the finding, and says so."""
    page = visit("/article/0")
    dialog = open_dialog(page, fingerprints[0])
    assert dialog.get_by_label("Term", exact=True).input_value() == "Yoon Suk Yeol"
    assert dialog.get_by_label("Wrong forms").input_value() == "Yun Sokyol"
    dialog.get_by_label("“Yun Sokyol” is right, with an entry of its own").check()
    assert dialog.get_by_label("Term", exact=True).input_value() == "Yun Sokyol"
    dialog.get_by_label("Kind").select_option("person")
    dialog.get_by_label("In other languages").fill("ko:윤석열")
    dialog.get_by_text("Saving will add Yun Sokyol (person).").wait_for()
    dialog.get_by_role("button", name="Save", exact=True).click()
    insist = dialog.get_by_role("button", name="Save all the same")
    page.wait_for_function(
        "() => document.body.textContent.includes('0 findings') || document.querySelector('.danger:not([hidden])')"
    )
    if insist.count() and insist.is_visible():
        insist.click()
    page.get_by_text("Added Yun Sokyol (person); 2 findings gone.").wait_for()
    assert page.get_by_text("0 findings").count() == 1
    entry = GlossaryFile(folder / "glossary.csv").read().by_id["yun-sokyol"]
    assert entry.source_term == "윤석열"
    assert entry.finding == fingerprints[0]


def test_the_guard_asks_for_a_second_step(visit, fingerprints, folder):
    """Nothing is saved before the second button; a change of the form takes that button away again."""
    page = visit("/article/0")
    dialog = open_dialog(page, fingerprints[0])
    dialog.get_by_label("“Yun Sokyol” is right, with an entry of its own").check()
    term = dialog.get_by_label("Term", exact=True)
    term.fill("Yesterday")
    dialog.get_by_label("Kind").select_option("person")
    dialog.get_by_role("button", name="Save", exact=True).click()
    insist = dialog.get_by_role("button", name="Save all the same")
    insist.wait_for()
    assert dialog.get_by_text("Nothing was saved yet.").is_visible()
    assert dialog.locator(".guard .severe").count() >= 1
    term.fill("Yesterday evening")
    assert not insist.is_visible()
    term.fill("Yesterday")
    dialog.get_by_role("button", name="Save", exact=True).click()
    insist.click()
    page.get_by_text("Added Yesterday (person)").wait_for()
    assert "yesterday" in GlossaryFile(folder / "glossary.csv").read().by_id


def test_escape_leaves_everything_as_it_was(visit, fingerprints, folder):
    """And the keys of the page are not heard while one types."""
    page = visit("/article/0")
    before = (folder / "glossary.csv").read_bytes()
    dialog = open_dialog(page, fingerprints[0])
    dialog.get_by_label("Note").fill("[ ] a d")
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert (folder / "glossary.csv").read_bytes() == before
    assert page.url.endswith("/article/0")
    page.keyboard.press("]")
    page.wait_for_url("**/article/1")


def test_an_article_that_is_changed_while_it_is_open(visit, folder):
    """The page says so; it does not change under the reader's hands."""
    page = visit("/article/0")
    assert page.get_by_text("2 findings").is_visible()
    (folder / "a.txt").write_text("Yun Sokyol came.\n", encoding="utf-8")
    # no background runs here
    page.evaluate("window.mtqaReview.post('/api/recheck', { article: 0 })")
    page.get_by_role("button", name="Load it again").click()
    page.get_by_text("1 findings").wait_for()


def test_an_article_that_takes_long(visit, workspace, monkeypatch):
    """The page says so, and gives way to the article when it is checked."""
    from mtqa.review import pages

    gate, check = threading.Event(), workspace._checks._check
    monkeypatch.setattr(pages, "_WAIT", 0.05)
    monkeypatch.setattr(workspace._checks, "_check", lambda path: gate.wait(20) and check(path))
    workspace.start()
    page = visit("/article/1")
    page.get_by_text("Checking…").wait_for()
    gate.set()
    page.get_by_text("1 findings").wait_for()
    workspace.stop(seconds=2)


def test_the_list_follows(visit, fingerprints):
    """Another tab decides, and the list shows it without being loaded again; j and k walk it."""
    page, other = visit("/"), visit("/article/0")
    many = "(keys) => window.mtqaStore.put(keys.map((fingerprint) => ({ fingerprint, judgement: 'unsure' })))"
    other.evaluate(many, fingerprints)
    page.get_by_text("reviewed 1 of 3").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "b.txt"
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/1")


def test_the_glossary_by_hand(visit, folder):
    """Search, change, take out, bring back."""
    page = visit("/glossary")
    page.get_by_label("Search").fill("busn")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Busan").click()
    page.get_by_label("Note").fill("a port")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Changed Busan (place).").wait_for()
    assert GlossaryFile(folder / "glossary.csv").read().by_id["busan"].note == "a port"
    page.get_by_role("button", name="Remove this entry").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_text("Removed “Busan”.").wait_for()
    assert not GlossaryFile(folder / "glossary.csv").read().entries
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    page.get_by_text("Restored version").wait_for()
    assert GlossaryFile(folder / "glossary.csv").read().by_id["busan"].note == "a port"


def test_two_people_change_one_entry(visit, folder):
    """The second gets what the first wrote, and nothing is lost."""
    one, two = visit("/glossary/entry?id=busan"), visit("/glossary/entry?id=busan")
    for page, text in ((one, "first"), (two, "second")):
        page.get_by_label("Note").fill(text)
        page.get_by_role("button", name="Save", exact=True).click()
    two.get_by_text("was changed meanwhile").wait_for()
    two.get_by_role("button", name="Show the entry as it is now").click()
    assert two.get_by_label("Note").input_value() == "first"
    assert GlossaryFile(folder / "glossary.csv").read().by_id["busan"].note == "first"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, fingerprints, scheme):
    """Each page, in both themes, and the dialog."""
    from axe_playwright_python.sync_playwright import Axe

    page = visit("/", scheme=scheme)
    base = page.url.rstrip("/")
    for path in (
        "/",
        "/glossary",
        "/glossary/new",
        "/glossary/entry?id=busan",
        "/glossary/history",
        "/export/0",
        "/article/9",
        "/article/0",
    ):
        if path != "/article/9":  # whose status the browser reports
            page.goto(base + path)
        if path == "/article/0":
            open_dialog(page, fingerprints[0]).get_by_text("Saving will").wait_for()
        result = Axe().run(
            page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        assert result.violations_count == 0, f"{path}: {result.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("path", ["/", "/glossary", "/glossary/entry?id=busan", "/glossary/history", "/article/0"])
def test_no_wider_than_a_phone(visit, path):
    """Nothing to scroll sideways."""
    page = visit(path, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
