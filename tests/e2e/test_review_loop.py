"""The whole loop on the seed article, with the real model: check, decide, add to the glossary, stop, find it all again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from mtqa.decisions import NAME, DecisionLog
from mtqa.glossary.store import GlossaryFile

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    # Playwright's driver closes its pipes late; that is not about the page
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def visit(tmp_path, seeds):
    """The seed article with the right name, and a glossary that knows only somebody whose name sounds like it."""
    text = (seeds / "biden-korea-visit.txt").read_text(encoding="utf-8")
    (tmp_path / "visit.txt").write_text(text.replace("Eun Sook-eol", "Yoon Suk-yeol"), encoding="utf-8")
    rows = (seeds / "glossary.csv").read_text(encoding="utf-8").splitlines()
    mine = ["eun,Eun Sook-yeol,person" if row.startswith("yoon-suk-yeol,") else row for row in rows]
    (tmp_path / "glossary.csv").write_text("\n".join(mine) + "\n", encoding="utf-8")
    return tmp_path


def article(browse, running, **more):
    """The page of the article, once it is checked."""
    page = browse(running.url, **more)
    page.goto(f"{running.base}/article/0")
    settled(page)
    return page


def settled(page):
    """Wait until the article is checked and its page listens to keys."""
    page.locator("ol.list").wait_for(timeout=120_000)
    page.wait_for_function("() => document.readyState === 'complete' && window.mtqa && window.mtqa.ready")
    page.evaluate("window.mtqa.ready")


def note_of(page, text, nth=0):
    """A finding by what stands there."""
    return page.locator(".list > li", has=page.locator(".was", has_text=text)).nth(nth)


def state_of(page, number):
    """What the page says of a finding."""
    said = page.locator(f"#f1-n{number} .n-state")
    return said.text_content() if said.count() else ""


def number_of(note):
    """The number of a finding."""
    return int(note.get_attribute("id").rpartition("-n")[2])


def test_the_whole_loop(review, browse, visit):
    """By keys where there are keys; nothing that was decided is lost on the way."""
    running = review("-g", "glossary.csv", "visit.txt", "--user", "Anna")
    page = article(browse, running)
    log = DecisionLog(visit / NAME)

    doubted = note_of(page, "Yoon Suk-yeol")
    assert "Eun Sook-yeol" in doubted.text_content()
    twice = page.locator(".list > li .was", has_text="Yoon Suk-yeol").count()
    assert twice == 2

    # the filter shows one check, and the walk keeps to what is shown
    page.locator("form.filter [name=check]").select_option("name-near-miss")
    shown = page.locator(".list > li:visible")
    assert 2 <= shown.count() < page.locator(".list > li").count()
    page.keyboard.press("j")
    first = number_of(page.locator(".note.cur"))
    page.keyboard.press("a")
    page.locator(f"#f1-n{first}.is-accepted").wait_for()
    second = number_of(page.locator(".note.cur"))
    assert second != first
    page.keyboard.press("d")
    page.locator(f"#f1-n{second}.is-dismissed").wait_for()
    page.keyboard.press("z")
    page.locator(f"#f1-n{second}:not(.is-dismissed)").wait_for()
    assert [one.judgement for one in log.read().events] == ["accepted", "dismissed", "open"]
    assert len(log.read().current) == 1
    page.locator("form.filter [name=check]").select_option("")

    # what is doubted is right, and somebody else
    note_of(page, "Yoon Suk-yeol").locator(".n-num").click()
    page.keyboard.press("g")
    dialog = page.get_by_role("dialog", name="Add to the glossary")
    dialog.get_by_label("“Yoon Suk-yeol” is right, with an entry of its own").check()
    assert dialog.get_by_label("Term", exact=True).input_value() == "Yoon Suk-yeol"
    dialog.get_by_label("Kind").select_option("person")
    dialog.get_by_label("In other languages").fill("ko:윤석열")
    dialog.get_by_text("Saving will add Yoon Suk-yeol (person).").wait_for()
    dialog.get_by_role("button", name="Save", exact=True).click()
    insist = dialog.get_by_role("button", name="Save all the same")
    insist.or_(page.get_by_text("Added Yoon Suk-yeol (person)")).first.wait_for(timeout=60_000)
    if insist.count() and insist.is_visible():
        insist.click()
    # vague suspicions about the same words may come and go with it
    page.get_by_text("Added Yoon Suk-yeol (person); ").wait_for(timeout=120_000)
    settled(page)
    assert "Somebody else" not in page.locator("body").text_content()
    assert note_of(page, "Yoon Suk-yeol").count() == 0
    entry = GlossaryFile(visit / "glossary.csv").read().by_id["yoon-suk-yeol"]
    assert [(term.lang, term.text) for term in entry.sources] == [("ko", "윤석열")]

    # one that is confirmed keeps its verdict through the second check; one more with a text of one's own
    accepted = next(iter(log.read().current))
    page.keyboard.press("j")
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill("what it should say")
    dialog.get_by_role("button", name="Accept with this text").click()
    page.locator(".n-state", has_text="should be “what it should say”").wait_for()
    assert set(log.read().current) > {accepted}

    # the export is what the file says
    with page.expect_download() as download:
        page.evaluate("location.href = '/export/0/decisions'")
    exported = [json.loads(line) for line in download.value.path().read_text(encoding="utf-8").splitlines()]
    assert {one["fingerprint"] for one in exported} == set(log.read().current)

    page.context.close()  # an open page would say that it cannot reach the server
    code, said = running.end()
    assert code == 0, said
    assert NAME in said
    assert "Traceback" not in said

    # another day
    again = article(browse, review("-g", "glossary.csv", "visit.txt"))
    assert again.locator(".note.is-accepted").count() == len(log.read().current) == 2
    assert again.locator(".n-state", has_text="Anna").count() == 2
    assert note_of(again, "Yoon Suk-yeol").count() == 0

    # and the next run of the check knows it
    command = [sys.executable, "-m", "mtqa", "check", "visit.txt", "-g", "glossary.csv", "--format", "json"]
    done = subprocess.run([*command, "--fail-on", "never"], cwd=visit, capture_output=True, text=True, check=True)
    (file,) = json.loads(done.stdout)["files"]
    assert [one["state"] for one in file["findings"]].count("accepted") == 2
    assert sum(file["summary"]["confirmed_counts"].values()) == 2


def test_two_people_on_one_finding(review, browse, visit):
    """Who comes second is told what the first decided, sees it on the page, and may then decide otherwise."""
    running = review("-g", "glossary.csv", "visit.txt", "--user", "Anna")
    one = article(browse, running)
    two = article(browse, running, expected=("status of 409",))
    number = number_of(note_of(one, "Yoon Suk-yeol"))
    for page in (one, two):
        page.locator(f"#f1-n{number} .n-num").click()
    # the second page hears of others every three seconds; it must not before it decides
    two.evaluate("window.mtqaStore.onChange = () => {}")
    two.route("**/api/state*", lambda route: route.abort())
    one.keyboard.press("a")
    one.locator(f"#f1-n{number}.is-accepted").wait_for()
    two.keyboard.press("d")
    dialog = two.get_by_role("dialog")
    dialog.get_by_text("Yours was not written").wait_for()
    assert "accepted by Anna" in dialog.text_content()
    two.keyboard.press("Escape")
    assert state_of(two, number).startswith("Confirmed error")
    events = DecisionLog(visit / NAME).read().events
    assert [event.judgement for event in events] == ["accepted"]
    two.locator(f"#f1-n{number} [data-do=dismissed]").click()
    two.locator(f"#f1-n{number}.is-dismissed").wait_for()
    assert [event.judgement for event in DecisionLog(visit / NAME).read().events] == ["accepted", "dismissed"]


def test_killed_in_the_middle(review, browse, visit):
    """What the page showed as decided is in the file, whatever becomes of the program."""
    running = review("-g", "glossary.csv", "visit.txt", "--user", "Anna")
    page = article(browse, running, expected=("ERR_CONNECTION", "Failed to fetch"))
    shown = []
    for key in "adud":
        page.keyboard.press("j")
        number = number_of(page.locator(".note.cur"))
        page.keyboard.press(key)
        page.locator(f"#f1-n{number} .n-state").wait_for()
        shown.append(number)
    running.end(signal.SIGKILL)
    assert len(DecisionLog(visit / NAME).read().current) == len(set(shown)) == 4
    page.keyboard.press("a")
    page.get_by_role("dialog").get_by_text("Yours was not written").wait_for()
    assert len(DecisionLog(visit / NAME).read().events) == 4
