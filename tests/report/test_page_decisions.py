"""Deciding in the page, in a real browser: what is kept, shown, taken back and given out."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

import pytest

from mtqa.data import Decision, Judgement, Span
from mtqa.decisions import Decisions, decided, parse_decisions
from mtqa.report import to_html
from mtqa.report.corrected import corrected

pytestmark = [
    pytest.mark.browser,
    # Playwright's driver closes its pipes late; that is not about the page
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off') } })"


@pytest.fixture(scope="module")
def report(factory):
    """The seed article's report; every finding has a fingerprint of its own, as from the pipeline."""
    report = factory.seed_report()
    return replace(
        report, findings=tuple(replace(one, fingerprint=f"fp{n:02d}") for n, one in enumerate(report.findings, 1))
    )


@pytest.fixture(scope="module")
def html(report):
    """Its page."""
    return to_html([report])


def state(page, number):
    """What the note's buttons, the note and the mark say: three ways that must agree."""
    pressed = page.locator(f"#f1-n{number} .acts [aria-pressed=true]")
    said = pressed.get_attribute("data-do") if pressed.count() else "open"
    for place in (f"#f1-n{number}", f"#f1-m{number}"):
        classes = re.findall(r"is-(\w+)", page.locator(place).get_attribute("class"))
        assert classes == ([] if said == "open" else [said]), place
    return said


def exported(page):
    """The decisions that the button gives out, read by the library."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Export decisions").click()
    assert download.value.suggested_filename == "decisions.jsonl"
    return parse_decisions(download.value.path().read_bytes(), origin="decisions.jsonl")


def test_keys_decide_and_go_on(visit, html, report):
    """Each key decides, the walk goes to the next open finding, and the count follows."""
    page = visit(html)
    page.keyboard.press("j")
    for number, (key, word) in enumerate((("a", "accepted"), ("d", "dismissed"), ("u", "unsure")), 1):
        page.keyboard.press(key)
        page.locator(f"#f1-n{number + 1}.cur").wait_for()
        assert state(page, number) == word
    assert f"3 of {len(report.findings)} decided" in page.locator("#mtqa-tools").text_content()
    assert f"{len(report.findings) - 3} left" in page.locator("#mtqa-live").text_content()
    assert page.evaluate("document.activeElement.closest('.note').id") == "f1-n4"


def test_found_again_and_taken_in_by_the_library(visit, html, report):
    """What is decided outlives the page, and the export says all of it in the fields of the library."""
    page = visit(html)
    page.locator("[data-part=by]").fill("Anna")
    page.locator("[data-part=by]").blur()
    page.locator("#f1-n1 [data-do=accepted]").click()
    page.locator("#f1-n2 [data-do=dismissed]").click()
    page.locator("#f1-n2 [data-do=undo]").click()
    page.locator("#f1-n2 .acts [aria-pressed=true]").wait_for(state="detached")
    page.reload()
    page.locator("#f1-n1.is-accepted").wait_for()
    assert state(page, 2) == "open"
    assert "3 not exported yet" in page.locator("#mtqa-tools").text_content()
    decisions = exported(page)
    assert [(one.fingerprint, one.judgement) for one in decisions.events] == [
        ("fp01", Judgement.ACCEPTED),
        ("fp02", Judgement.DISMISSED),
        ("fp02", Judgement.OPEN),
    ]
    first, second, third = decisions.events
    finding = report.findings[0]
    assert (first.by, first.check, first.found, first.confidence) == (
        "Anna",
        finding.check,
        finding.text,
        pytest.approx(finding.confidence, abs=1e-4),
    )
    assert first.suggested == (finding.suggestions[0].text if finding.suggestions else "")
    assert first.at
    assert third.undoes == second.id
    assert len({one.id for one in decisions.events}) == 3
    assert list(decisions.current) == ["fp01"]
    assert not page.locator("[data-part=unsaved]").is_visible()


def test_key_takes_back_only_what_was_done_here(visit, html):
    """Pressing a decision again takes it back, and `z` then leaves what was decided in an earlier visit."""
    page = visit(html)
    page.locator("#f1-n1 [data-do=dismissed]").click()
    page.locator("#f1-n1.is-dismissed").wait_for()
    page.reload()
    page.locator("#f1-n1.is-dismissed").wait_for()
    page.locator("#f1-n1 [data-do=accepted]").click()
    page.locator("#f1-n1.is-accepted").wait_for()
    page.locator("#f1-n1 [data-do=accepted]").click()
    page.locator("#f1-n1.is-dismissed").wait_for()
    page.locator("#f1-n5 .n-num").click()
    page.locator("#f1-n5.cur").wait_for()
    page.keyboard.press("z")
    page.get_by_text("Nothing to undo.").wait_for()
    assert state(page, 1) == "dismissed"


def test_own_text(visit, html):
    """The dialog takes a text and a note, and says both on the note; what it says already is no correction."""
    page = visit(html)
    number = 13
    page.locator(f"#f1-n{number} .n-num").click()
    page.locator(f"#f1-n{number}.cur").wait_for()
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    was = dialog.locator("bdi").text_content()
    dialog.get_by_label("Corrected text").fill(was)
    dialog.get_by_role("button", name="Accept").click()
    assert dialog.is_visible()
    assert state(page, number) == "open"
    dialog.get_by_label("Corrected text").fill("Yoon <b>Suk</b>")
    dialog.get_by_label("Note").fill("as the office writes it")
    dialog.get_by_role("button", name="Accept").click()
    page.locator(f"#f1-n{number}.is-accepted").wait_for()
    said = page.locator(f"#f1-n{number} .n-state").text_content()
    assert "Yoon <b>Suk</b>" in said
    assert "as the office writes it" in said
    assert exported(page).current[f"fp{number}"].text == "Yoon <b>Suk</b>"


def test_long_text_is_not_cut_by_the_dialog(visit, factory):
    """A sentence that was flagged comes into the dialog whole, white space as it will be kept."""
    sentence = " ".join(f"word{n}" for n in range(120)) + "."
    document = factory.doc(f"{sentence[:300]}\n{sentence[301:]}")
    finding = replace(factory.finding(document, document.text, suggestions=[]), fingerprint="long")
    page = visit(to_html([factory.report(document, [finding])]))
    page.locator("#f1-n1 [data-do=edit]").click()
    value = page.get_by_role("dialog").get_by_label("Corrected text").input_value()
    assert value == " ".join(document.text.split())
    page.get_by_role("dialog").get_by_role("button", name="Accept").click()
    page.locator("#f1-n1.is-accepted").wait_for()
    assert exported(page).current["long"].text == ""  # nothing was written, so nothing is to be put in


def test_several_at_once(visit, html, report):
    """Filter, select all shown, see what would be done, do it; one undo takes all of it back."""
    page = visit(html)
    check = max({one.check for one in report.findings}, key=[one.check for one in report.findings].count)
    numbers = [n for n, one in enumerate(report.findings, 1) if one.check == check]
    page.locator("select[name=check]").select_option(check)
    page.get_by_role("button", name="Select all shown").click()
    page.locator(".bulk").get_by_role("button", name="Dismiss").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_role("heading").text_content() == f"Dismiss {len(numbers)} findings of {check}?"
    assert dialog.locator("li").count() == len(numbers)
    dialog.get_by_role("button", name="Dismiss").click()
    page.locator(f"#f1-n{numbers[-1]}.is-dismissed").wait_for()
    assert {state(page, n) for n in numbers} == {"dismissed"}
    assert not page.locator(".bulk").is_visible()
    page.locator("#mtqa-tools [data-do=undo]").click()
    page.locator(f"#f1-n{numbers[-1]}.is-dismissed").wait_for(state="detached")
    assert {state(page, n) for n in numbers} == {"open"}


def test_filter_by_state_is_remembered(visit, html, report):
    """Decided findings can be put out of sight, the walk keeps to that, and a reload finds it again."""
    page = visit(html)
    page.locator("#f1-n1 [data-do=dismissed]").click()
    page.locator("#f1-n1.is-dismissed").wait_for()
    page.locator("select[name=state]").select_option("open")
    assert not page.locator("#f1-n1").is_visible()
    page.reload()
    assert page.locator("select[name=state]").input_value() == "open"
    page.locator("#f1-n1").wait_for(state="hidden")
    assert page.locator(".status").text_content() == f"{len(report.findings) - 1} of {len(report.findings)} shown"


def test_severity_that_is_all_decided_can_be_looked_at(visit, report):
    """Decisions that come with the report are shown; their findings are not lost by the filter, and are not counted."""
    critical = [one for one in report.findings if one.severity == "critical"]
    log = Decisions(
        tuple(Decision(one.fingerprint, Judgement.DISMISSED, by="Ben", id=one.fingerprint) for one in critical)
    )
    page = visit(to_html([decided(report, log)]))
    page.locator("[name=severity][value=critical]").wait_for()
    numbers = [n for n, one in enumerate(report.findings, 1) if one.severity == "critical"]
    assert {state(page, n) for n in numbers} == {"dismissed"}
    assert page.locator(f"#f1-n{numbers[0]}").is_visible()
    row = page.locator(".sevs [data-severity=critical]")
    assert not row.is_visible()
    page.locator(f"#f1-n{numbers[0]} [data-do=undo]").click()
    row.wait_for()
    assert row.locator("b").text_content() == "1"


def test_browser_that_keeps_nothing(visit, html):
    """Without storage the page says so, and neither deciding nor taking a file in loses anything."""
    page = visit(html, before=NO_STORAGE)
    page.locator("#f1-n1 [data-do=accepted]").click()
    page.get_by_text("this browser keeps nothing").wait_for()
    line = json.dumps({"fingerprint": "fp02", "judgement": "dismissed", "by": "Ben"}) + "\n"
    page.locator("[data-part=file]").set_input_files(
        {"name": "decisions.jsonl", "mimeType": "text/plain", "buffer": line.encode()}
    )
    page.locator("#f1-n2.is-dismissed").wait_for()
    assert state(page, 1) == "accepted"
    assert set(exported(page).current) == {"fp01", "fp02"}


def test_glossary_line_can_be_copied(visit, html):
    """A file cannot write to the glossary: it gives out the command."""
    page = visit(html)
    page.locator("#f1-n13 .n-num").click()
    page.locator("#f1-n13.cur").wait_for()
    page.keyboard.press("g")
    assert "mtqa glossary" in page.get_by_role("dialog").locator("pre").first.text_content()


@pytest.mark.parametrize("seed", range(4))
def test_corrected_text_is_that_of_the_library(visit, factory, seed):
    """Before and after: whatever was decided, the page and ``mtqa fix`` come to the same text."""
    chance = random.Random(seed)
    document = factory.doc(
        "A 😀 was was the the end, 😀😀 he said.\n\nNobody  knows the 𝒜 of of it.\n\nThe end the end.\n"
    )
    findings, events = [], []
    for number in range(12):
        block = chance.choice(document.blocks).span
        start = chance.randrange(block.start, block.end)
        span = Span(start, chance.randrange(start + 1, block.end + 1))
        suggestions = chance.choice([[], [""], ["X"], ["😀 y"]])
        one = factory.finding(document, span, suggestions=suggestions, confidence=chance.randrange(100) / 100)
        findings.append(replace(one, fingerprint=f"{number:016}"))
        text = chance.choice(["", "", "typed"])
        events.append(Decision(findings[-1].fingerprint, chance.choice(list(Judgement)), text=text))
    report = decided(factory.report(document, findings), Decisions(tuple(events)))
    page = visit(to_html([report]))
    page.locator("#f1-corrected").wait_for()
    assert page.evaluate("mtqa.correctedTexts()") == [corrected(report).text]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(visit, html, scheme, width):
    """The page with every state in it, and each dialog."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(html, width=width, scheme=scheme)
    for number, name in enumerate(("accepted", "dismissed", "unsure"), 1):
        page.locator(f"#f1-n{number} [data-do={name}]").click()
        page.locator(f"#f1-n{number}.is-{name}").wait_for()
        page.locator(f"#f1-n{number + 1}.cur").wait_for()  # the page has gone on: nothing moves under the next click

    def passes(where):
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = axe.run(page, options={"runOnly": tags})
        assert result.violations_count == 0, f"{where}: {result.generate_report()}"

    passes("page")
    for name in ("edit", "glossary", "history"):
        page.locator(f"#f1-n1 [data-do={name}]").click()
        page.get_by_role("dialog").wait_for()
        passes(name)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
    page.locator("#mtqa-tools [data-do=help]").click()
    passes("help")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Select all shown").click()
    page.locator(".bulk").get_by_role("button", name="Dismiss").click()
    passes("bulk")
