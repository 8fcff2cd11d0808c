"""What others wrote stays text on every page of the review: names of files, articles, terms, notes, people."""

from __future__ import annotations

import pytest

from mtqa.data import Decision, Judgement
from mtqa.decisions import NAME, DecisionLog
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.glossary.store import GlossaryFile
from mtqa.glossary.validate import tidied

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

WHOLE = "all.txt"


@pytest.fixture
def folder(tmp_path, payloads, hostile_names):
    """Articles with hostile names and texts, a hostile glossary, and hostile decisions of somebody else."""
    single = [" ".join(text.split()) for text in payloads]
    for name in hostile_names:
        (tmp_path / name).write_text("The the envoy met him in Busan.\n", encoding="utf-8")
    # "the the" makes a finding of each, with the payload as its neighbour
    paragraphs = [f"The the envoy said {text} and left." for text in payloads]
    wrong = [f"They wrote {text} in the letter." for text in single]
    (tmp_path / WHOLE).write_text("\n\n".join([*paragraphs, *wrong]), encoding="utf-8")
    entries = [
        tidied(
            Entry(
                f"p{n}",
                f"Right {text} {n}",
                EntryKind.TERM,
                wrong=(text,),
                note=text,
                url=text,
                roles=(f"role {text}",),
            )
        )
        for n, text in enumerate(single)
        if len(text) > 3 and text.isascii()
    ]
    file = GlossaryFile(tmp_path / "glossary.csv")
    file.create()
    file.edit(lambda now: Glossary((*now.entries, *entries)), summary=single[0])
    return tmp_path


def decide_everything(folder, payloads):
    """Somebody with a strange name has an opinion about each finding."""
    import mtqa

    report = mtqa.check(folder / WHOLE, glossary=folder / "glossary.csv", lm=None)
    decisions = [
        Decision(
            one.fingerprint, list(Judgement)[n % 3], text=text, by=text, note=text, file=text, check=text, found=text
        )
        for n, (one, text) in enumerate(zip(report.findings, payloads * 3, strict=False))
    ]
    DecisionLog(folder / NAME).append(decisions)
    return report


def test_nothing_runs_and_nothing_is_asked_for(review, browse, folder, payloads):
    """Every page: 0 dialogs, 0 reports of the policy, 0 requests elsewhere."""
    report = decide_everything(folder, payloads)
    assert len(report.findings) > len(payloads)
    running = review("-g", "glossary.csv", "--lm", "none", ".")
    page = browse(running.url)
    links = page.locator("main a[href^='/article/']")
    assert links.count() >= len(list(folder.glob("*.txt")))
    address = page.get_by_role("link", name=WHOLE, exact=True).get_attribute("href")
    article = address.rpartition("/")[2]
    page.goto(running.base + address)
    page.locator(".n-state").first.wait_for(timeout=120_000)
    page.wait_for_function("() => document.readyState === 'complete'")
    said = " ".join(page.locator("ol.list").text_content().split())
    # each stands in a decision, or, if it begins with what the page writes before a text, in part
    assert [text for text in payloads if " ".join(text.split()) not in said] == []

    # what is opened by a key has been written by somebody, too
    page.keyboard.press("j")
    for key in "heg":
        page.keyboard.press(key)
        page.get_by_role("dialog").first.wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("dialog").first.wait_for(state="detached")
    for path in (
        f"/export/{article}",
        "/glossary",
        "/glossary/history",
        "/glossary/entry?id=p0",
        "/glossary?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/article/0",
        "/article/7",
    ):
        page.goto(running.base + path)
        page.locator("main").wait_for()
    page.wait_for_timeout(300)


def test_the_exported_page(browse, folder, payloads, tmp_path):
    """The same decisions in the page that is mailed."""
    import mtqa
    from mtqa.decisions import decided
    from mtqa.report import to_html

    decide_everything(folder, payloads)
    report = mtqa.check(folder / WHOLE, glossary=folder / "glossary.csv", lm=None)
    marked = decided(report, DecisionLog(folder / NAME).read())
    assert len(marked.decisions) > len(payloads)
    path = tmp_path / "report.html"
    path.write_text(to_html([marked], title=payloads[0]), encoding="utf-8")
    page = browse(path.as_uri())
    page.keyboard.press("j")
    for key in "he":
        page.keyboard.press(key)
        page.get_by_role("dialog").first.wait_for()
        page.keyboard.press("Escape")
    page.wait_for_timeout(300)
