"""The page in a real browser, opened as a file: silent, offline, walkable, and nothing in it runs but our script."""

from __future__ import annotations

import re
import sys

import pytest

from mtqa.report import to_html
from mtqa.report.html_strip import strips

pytestmark = [
    pytest.mark.browser,
    # Playwright's driver closes its pipes late; that is not about the page
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def seed(factory):
    """The page of the seed article."""
    return to_html([factory.seed_report()])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 375, 768, 1280])
def test_silent_and_no_wider_than_the_screen(visit, factory, scheme, width):
    """No error, no request, and nothing to scroll sideways, from phone to desktop."""
    page = visit(to_html([factory.seed_report(), factory.sample_report()]), width=width, height=800, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_long_words_do_not_widen_the_page(visit, factory, width):
    """A word of a thousand letters breaks; it does not push the page out of the window."""
    word = "x" * 1000
    document = factory.doc(f"{word} and {word}.", id=f"{word}.txt")
    finding = factory.finding(
        document, word, message=word, suggestions=[word, word], evidence=[(word, word)], check=word
    )
    page = visit(to_html([factory.report(document, [finding], skipped=[(word, word)], signature=word)]), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_policy_is_in_force(chromium, seed, tmp_path):
    """A script, a style and an image that are not ours are refused, and the browser says so."""
    path = tmp_path / "report.html"
    intruder = (
        "<script>window.ran = true</script><style>h1 { color: red }</style><img src='https://evil.example/x.png'>"
    )
    path.write_text(seed.replace("</main>", f"{intruder}</main>"), encoding="utf-8")
    said = []
    context = chromium.new_context()
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
    assert len([line for line in said if "Content Security Policy" in line]) == 3
    context.close()


@pytest.mark.parametrize("several", [False, True])
def test_hostile_text_stays_text(visit, factory, hostile, payloads, several):
    """Payloads in every field: no dialog, no request, no violation, no element; the text is there literally."""
    page = visit(to_html([hostile, factory.sample_report()] if several else [hostile], title=payloads[1]))
    page.keyboard.press("j")
    assert page.locator("script").count() == 2
    assert page.locator("iframe, object, embed, base, img, video, math, template, noscript").count() == 0
    text = page.evaluate("document.body.textContent")
    assert [payload for payload in payloads if payload not in text] == []
    handlers = (
        "[...document.querySelectorAll('*')].filter((e) => e.getAttributeNames().some((n) => n.startsWith('on')))"
    )
    assert page.evaluate(f"{handlers}.length") == 0
    page.wait_for_timeout(100)


def test_works_without_script(chromium, seed, tmp_path):
    """Marks and notes lead to each other by themselves, and no dead control is shown."""
    path = tmp_path / "report.html"
    path.write_text(seed, encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    page.locator("#f1-m13").click()
    assert page.url.endswith("#f1-n13")
    assert page.locator("#f1-n13:target").is_visible()
    page.locator("#f1-n13 .n-num").click()
    assert page.url.endswith("#f1-m13")
    assert not page.locator("form.filter").is_visible()
    context.close()


def test_chosen_note_comes_into_view(visit, seed):
    """A click on a mark brings its note beside it and lights both."""
    page = visit(seed)
    page.locator("#f1-m13").click()
    page.wait_for_function("document.querySelector('#f1-n13').classList.contains('cur')")
    box = page.locator("#f1-n13").bounding_box()
    assert 0 <= box["y"] < 900
    assert "cur" in page.locator("#f1-m13").get_attribute("class")


def test_nested_findings_are_lit_apart(visit, factory):
    """Choosing the longer of two findings does not light the shorter one inside it, nor the other way round."""
    document = factory.doc("zero one two three four")
    page = visit(
        to_html([factory.report(document, [factory.finding(document, s) for s in (document.text, "one two")])])
    )
    page.evaluate("location.hash = 'f1-n1'")
    page.wait_for_selector(".m.cur")
    assert page.locator(".m.cur").all_text_contents()[0] == "zero "
    assert page.locator(".m.cur").count() == 2
    page.evaluate("location.hash = 'f1-n2'")
    page.wait_for_selector("#f1-n2.cur")
    assert page.locator(".m.cur").count() == 1


def test_phone_sheet_leaves_the_words_free(visit, seed):
    """On a phone the note lies over the lower part, and the words it is about stay visible."""
    page = visit(seed, width=375, height=800)
    page.locator("#f1-m13").click()
    page.wait_for_timeout(100)
    sheet, mark = page.locator("#f1-n13").bounding_box(), page.locator("#f1-m13").bounding_box()
    assert 799 <= sheet["y"] + sheet["height"] <= 801
    assert mark["y"] >= 0
    assert mark["y"] + mark["height"] < sheet["y"]


def test_keys_walk(visit, seed, factory):
    """Keys j and k walk through the findings and stop at both ends; the note has the focus."""
    page = visit(seed)
    n = len(factory.seed_report().findings)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.note').id") == "f1-n1"
    page.keyboard.press("j")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.closest('.note').id") == "f1-n3"
    page.keyboard.press("k")
    page.keyboard.press("p")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('.note').id") == "f1-n1"
    for _ in range(n + 2):
        page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.note').id") == f"f1-n{n}"
    mark = page.locator(f"#f1-m{n}").bounding_box()
    assert 0 <= mark["y"] < 900


def test_keys_can_be_switched_off(visit, seed):
    """Single letters do nothing once a person has switched them off, nor with a modifier (WCAG 2.1.4)."""
    page = visit(seed)
    page.keyboard.press("Control+j")
    assert page.locator(".note.cur").count() == 0
    page.locator("[name=keys]").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator(".note.cur").count() == 0


def test_filters(visit, seed, factory):
    """Filters hide notes and unmark text, say how many are left, and walking keeps to them."""
    findings = factory.seed_report().findings
    page = visit(seed)
    page.locator("[name=severity][value=minor]").uncheck()
    left = [n for n, finding in enumerate(findings, 1) if finding.severity != "minor"]
    assert page.locator(".note:visible").count() == len(left)
    assert page.locator(".status").text_content() == f"{len(left)} of {len(findings)} shown"
    assert "off" in page.locator("#f1-m1").get_attribute("class")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.note').id") == f"f1-n{left[0]}"
    page.locator("select[name=check]").select_option("name-near-miss")
    page.locator("select[name=confidence]").select_option("0.9")
    left = [n for n, f in enumerate(findings, 1) if f.check == "name-near-miss" and f.confidence >= 0.9]
    assert page.locator(".note:visible").count() == len(left)
    page.locator("select[name=check]").select_option("")
    page.locator("select[name=confidence]").select_option("0")
    page.locator("[name=severity][value=minor]").check()
    assert page.locator(".status").text_content() == f"{len(findings)} findings"
    assert page.locator(".m.off").count() == 0


def test_bars_lead_to_sentences(visit, seed, factory):
    """A bar of the strip names its sentence and goes to it, also behind the gap between two paragraphs."""
    page = visit(seed)
    report = factory.seed_report()
    (strip,) = strips(report.document, report.fluency, low=frozenset())
    picture = page.locator(".strip")
    box = picture.bounding_box()
    for bar in (strip.bars[0], strip.bars[len(strip.bars) // 2], strip.bars[-1]):
        place = {"x": (bar.x + 4) / strip.width * box["width"], "y": box["height"] / 2}
        picture.hover(position=place)
        score = next(one.score for one in report.fluency.segments if one.segment == bar.segment)
        assert picture.locator("title").text_content() == f"Sentence {bar.segment + 1}: {score:.0f} of 100"
        picture.click(position=place)
        assert page.url.endswith(f"#f1-s{bar.segment}")
        assert 0 <= page.locator(f"#f1-s{bar.segment}").bounding_box()["y"] < 900
        page.evaluate("scrollTo(0, 0)")


def test_the_chart_leads_to_paragraphs(visit, seed):
    """The same for the picture of the whole article."""
    page = visit(seed)
    picture = page.locator(".chart svg")
    picture.hover(position={"x": 2, "y": 30})
    assert re.fullmatch(r"Paragraph \d+: \d+ of 100", picture.locator("title").text_content())
    picture.click(position={"x": picture.bounding_box()["width"] - 3, "y": 30})
    assert "#f1-s" in page.url


def test_the_table_is_made_when_it_is_asked_for(visit, seed, factory):
    """A row for each scored sentence, with its number, its beginning and the way to it."""
    page = visit(seed)
    assert page.locator(".numbers table").count() == 0
    page.get_by_text("All numbers, sentence by sentence").click()
    rows = page.locator(".numbers tbody tr")
    report = factory.seed_report()
    segments = report.fluency.segments
    rows.first.wait_for()
    assert rows.count() == len(segments)
    last = segments[-1]
    cells = rows.last.locator("td").all_text_contents()
    assert cells[:2] == [str(last.segment + 1), f"{last.score:.0f}"]
    begins = cells[2].rstrip("…")
    assert begins
    assert " ".join(last.span.of(report.document.text).split()).startswith(begins)
    rows.last.get_by_role("link").click()
    assert page.url.endswith(f"#f1-s{last.segment}")


def test_first_stop_of_the_keyboard_skips_ahead(visit, seed):
    """The first Tab offers to skip to the report, and can be seen."""
    page = visit(seed)
    page.keyboard.press("Tab")
    box = page.evaluate(
        "(() => { const r = document.activeElement.getBoundingClientRect(); return [r.left, r.top] })()"
    )
    assert page.evaluate("document.activeElement.className") == "skip"
    assert min(box) >= 0


def test_prints(visit, seed):
    """On paper the notes follow the text, nothing is cut off, and controls are gone."""
    page = visit(seed, width=700)
    page.emulate_media(media="print")
    text, notes = page.locator("#f1-text").bounding_box(), page.locator("#f1-notes").bounding_box()
    assert notes["y"] >= text["y"] + text["height"]
    assert page.locator("#f1-notes").evaluate("(e) => e.scrollHeight <= e.clientHeight + 1")
    assert not page.locator("form.filter").is_visible()
    assert page.locator("#f1-m13").evaluate("(e) => getComputedStyle(e).borderBottomStyle") == "double"
    assert len(page.pdf(format="A4")) > 10_000


@pytest.mark.skipif(sys.platform == "win32", reason="timing of the runner")
def test_long_article_is_laid_out_and_walked(visit, factory):
    """300 findings in 20,000 words: all there, and the last can be reached."""
    page = visit(to_html([factory.large_report()]))
    assert page.locator(".note").count() == 300
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('.note').id") == "f1-n300"
