"""The page: self-contained, escaped, linked both ways, the same bytes every time."""

import base64
import hashlib
import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from mtqa.data import BlockKind, Span
from mtqa.mqm import Category
from mtqa.report import to_html
from mtqa.report.html_report import Live
from mtqa.report.html_view import SHAPES, shape

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """The elements, ids, links and text of a page."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.ids, self.hrefs, self.text, self.open = [], [], [], [], [], []
        self.scripts, self.styles = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Collect an element."""
        self.tags.append(tag)
        self.attributes.extend((tag, name, value) for name, value in attrs)
        self.ids.extend(value for name, value in attrs if name == "id")
        self.hrefs.extend(value for name, value in attrs if name == "href")
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        """Collect an element that closes itself (in SVG)."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        """Every end tag closes the element that was opened last."""
        assert self.open.pop()[0] == tag, self.getpos()

    def handle_data(self, data):
        """Collect text, scripts and styles apart."""
        tag, attrs = self.open[-1] if self.open else ("", {})
        if tag == "script":
            self.scripts.append((attrs.get("type"), data))
        elif tag == "style":
            self.styles.append(data)
        else:
            self.text.append(data)


@pytest.fixture(scope="module")
def seed(factory):
    """The page of the seed article."""
    return to_html([factory.seed_report()])


def test_same_bytes(factory, seed):
    """The same report gives the same page; nothing in it is of the moment."""
    assert seed == to_html([factory.seed_report()])


def test_well_formed(factory, hostile, seed):
    """Elements nest and close, also with hostile text and several files."""
    several = to_html([factory.seed_report(), factory.sample_report(), factory.report(factory.doc(""))])
    for html in (seed, several, to_html([hostile]), to_html([])):
        page = Page(html)
        assert page.open == []
        assert len(page.ids) == len(set(page.ids))


def test_every_link_stays_in_the_page(factory, hostile):
    """No address leads out, and every fragment leads somewhere."""
    page = Page(to_html([factory.seed_report(), hostile, factory.large_report(n_words=500, n_findings=40)]))
    assert set(page.hrefs) - {f"#{id}" for id in page.ids} == {"data:,"}  # noqa: A001
    assert not {"src", "srcset", "action", "formaction", "poster", "data", "style", "background", "xlink:href"} & {
        name for _, name, _ in page.attributes
    }


def test_no_external_address(seed):
    """Not even a namespace or a comment names a server."""
    assert "http:" not in seed
    assert "https:" not in seed
    assert "//" not in re.sub(r"(^ *|<script>)// .*$", "", seed, flags=re.MULTILINE)


def test_policy_allows_exactly_our_style_and_script(seed):
    """The hashes in the policy are those of the one style and the one script in the page."""
    page = Page(seed)
    (policy,) = [
        value for tag, name, value in page.attributes if tag == "meta" and (value or "").startswith("default-src")
    ]
    code = [data for kind, data in page.scripts if kind is None]

    def of(content):
        return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

    assert len(code) == len(page.styles) == 1
    assert policy == (
        f"default-src 'none'; style-src '{of(page.styles[0])}'; script-src '{of(code[0])}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_inline_that_the_policy_would_block(hostile, seed):
    """No event handlers and no style attributes."""
    for html in (seed, to_html([hostile])):
        assert [one for one in Page(html).attributes if one[1].startswith("on") or one[1] == "style"] == []


def test_hostile_text_is_only_text(hostile, factory, payloads):
    """Payloads appear literally and add no element that an ordinary report does not have."""
    page = Page(to_html([hostile], title=payloads[0]))
    ordinary = Page(to_html([factory.seed_report(), factory.sample_report()]))
    assert set(page.tags) <= set(ordinary.tags)
    assert page.tags.count("script") == 2
    text = "".join(page.text)
    for payload in payloads:
        assert payload in text


def data(html):
    """What the script reads."""
    return json.loads(next(content for kind, content in Page(html).scripts if kind == "application/json"))


def test_data_block(hostile, seed):
    """The script's data is JSON, cannot end its block, and names each finding."""
    for html in (seed, to_html([hostile])):
        ((_, data),) = [script for script in Page(html).scripts if script[0] == "application/json"]
        assert not set("<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}") & set(data)
        (file,) = json.loads(data)["files"]
        assert len(file["findings"]) == html.count('class="n-num"')
    assert file["kinds"][file["findings"][0][0]][0] == "<script>alert(1)</script>"


def test_marks_and_notes_are_linked_both_ways(factory, seed):
    """Each finding has one mark and one note, and each leads to the other."""
    page = Page(seed)
    for n in range(1, len(factory.seed_report().findings) + 1):
        assert page.ids.count(f"f1-m{n}") == page.ids.count(f"f1-n{n}") == 1
        assert {f"#f1-m{n}", f"#f1-n{n}"} <= set(page.hrefs)


def test_every_scored_sentence_can_be_gone_to(factory, seed):
    """The script knows each sentence that was scored, with its number, and each has its place."""
    page = Page(seed)
    segments = factory.seed_report().fluency.segments
    (file,) = data(seed)["files"]
    numbers = [one.segment for one in segments]
    assert file["numbers"].get("segments", list(range(len(segments)))) == numbers
    assert file["numbers"]["values"].split() == [f"{one.score:.0f}" for one in segments]
    assert file["numbers"].get("drawn", numbers) == numbers
    assert file["numbers"]["unit"] == "of 100"
    assert {f"f1-s{one.segment}" for one in segments} <= set(page.ids)
    assert "fluency 10" in "".join(page.text)


def test_says_what_a_person_needs(seed):
    """Suspected, the scale, the range, what did not run, what ran, the signature."""
    text = " ".join("".join(Page(seed).text).split())
    for words in (
        "19 suspected issues",
        "52 of 100, fluency",
        "Within the typical range, 41 to 68",
        "103.8 points per 1,000 words",
        "If every suspected issue were confirmed",
        "1 check did not run",
        "the glossary lists no forbidden form",
        "Page furniture, not scored",
        "Caption",
        "very likely, 97%",
        "Flag words or phrases that a translation machine repeated.",
        "mtqa:0.1.0|checks:9|glossary:1f2e3d4c|lm:smollm2-135m@ct2-int8-1a2b3c4d|seg:sentencex-1|lang:en",
    ):
        assert words in text


def test_article_is_whole(factory, seed):
    """The text of the article stands in the page, marks and all."""
    page = seed[seed.index('class="body"') : seed.index('class="notes"')]
    plain = re.sub(
        r"<sup>.*?</sup>|<a class=\"flu\".*?</a>|<p class=\"label\".*?</p>|<[^>]*>", "", page, flags=re.DOTALL
    )
    plain = plain.split(">", 1)[1].replace("&#34;", '"').replace("&#39;", "'")
    assert plain.split()[: len(factory.seed_document().text.split())] == factory.seed_document().text.split()


@pytest.mark.parametrize("severity", ["critical", "major", "minor", "neutral"])
def test_severity_is_said_in_words(seed, severity):
    """Severity is never a colour alone: a word in the note, and one for a screen reader at the mark."""
    assert f"<b>{severity}</b> <span>" in seed
    assert f'<span class="vh">, {severity})</span>' in seed


def test_every_dimension_has_its_own_sign():
    """Each MQM dimension has a sign, no two the same, and each is drawn in the page."""
    dimensions = {category.dimension for category in Category}
    assert set(SHAPES) == dimensions
    assert len(set(SHAPES.values())) == len(dimensions)
    html = to_html([])
    assert all(f".c-{name} {{" in html for name in (*SHAPES.values(), shape("audience-appropriateness")))


def test_no_model(factory):
    """Without a language model the page says so and draws no strip."""
    html = to_html([factory.report(factory.doc("One sentence."))])
    assert "no language model ran" in html
    assert '<svg class="strip"' not in html


def test_model_without_calibration(factory):
    """Without a calibration the unit is bits, and no scale is drawn."""
    document = factory.doc("One sentence. Another one.")
    html = to_html([factory.report(document, fluency=factory.fluency(document, calibrated=False))])
    assert "bits per token" in html
    assert '<svg class="scale"' not in html
    assert '<svg class="strip"' in html


def test_low_sentence_without_calibration(factory):
    """A flagged sentence is labelled in bits when there is no score: nothing is made up."""
    document = factory.doc("One sentence. Another one.")
    finding = factory.finding(document, "One sentence.", check="low-fluency")
    scored = to_html([factory.report(document, [finding], fluency=factory.fluency(document, {0: 8.0}))])
    fluency = factory.fluency(document, calibrated=False)
    bare = to_html([factory.report(document, [finding], fluency=fluency)])
    assert "fluency 8<span" in scored
    assert f"{fluency.segments[0].surprisal:.1f} bits per token<span" in bare


def test_numbers_that_are_none(factory):
    """A number that could not be computed is a dash, and the page still stands."""
    document = factory.doc("One sentence. Another one.")
    fluency = factory.fluency(document)
    bad = float("nan")
    segments = tuple(replace(s, score=bad, surprisal=bad, bits_per_char=bad) for s in fluency.segments)
    fluency = replace(fluency, score=bad, surprisal=bad, bits_per_char=bad, perplexity=float("inf"), segments=segments)
    html = to_html([factory.report(document, fluency=fluency)])
    assert "nan" not in re.sub(r"<style>.*?</style>|<script.*?</script>", "", html, flags=re.DOTALL).lower()


@pytest.mark.parametrize(
    "original", ["a\r\nb Kovid\r\n", "\ufeffKovid", "Kovid\x00\x1b[31m", "\ud800 Kovid", "윤 😀 Kovid"]
)
def test_awkward_text(factory, original):
    """Line ends, marks, controls and lone surrogates cannot break the page or its encoding."""
    document = factory.doc(original)
    html = to_html([factory.report(document, [factory.finding(document, "Kovid")])])
    html.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", html)
    assert re.search(r'<a class="m major" id="f1-m1"[^>]*>Kovid<sup>', html)


def test_finding_on_white_space(factory):
    """White space that was flagged can be seen in its note, and makes no link without a name."""
    document = factory.doc("two  spaces")
    html = to_html([factory.report(document, [factory.finding(document, Span(3, 5), suggestions=[" "])])])
    assert "␣␣" in html
    assert "(white space)" in html


def test_crossing_findings_make_no_nested_links(factory):
    """A link within a link is no HTML: overlapping findings become neighbours."""
    document = factory.doc("zero one two three four")
    spans = [Span(0, 12), Span(5, 18), Span(9, 12), Span(0, 23)]
    html = to_html([factory.report(document, [factory.finding(document, span) for span in spans])])
    body = html[html.index('class="body"') : html.index('class="notes"')]
    depth = 0
    for tag in re.findall(r"<(/?)a\b", body):
        depth += -1 if tag else 1
        assert depth in (0, 1)


def test_several_files_have_an_index(factory):
    """The index leads to each file; ids do not collide."""
    html = to_html([factory.sample_report(), factory.sample_report()], title="Tuesday")
    page = Page(html)
    assert {"#f1", "#f2"} <= set(page.hrefs)
    assert '<h1 dir="auto">Tuesday</h1>' in html


@pytest.mark.parametrize("n", [1, 2])
def test_headings_leave_no_level_out(factory, n):
    """A person who walks by headings finds no gap."""
    levels = [int(level) for level in re.findall(r"<h(\d)", to_html([factory.seed_report()] * n))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_language_and_direction(factory):
    """The article has its own language, and its paragraphs find their own direction."""
    document = replace(factory.doc("שלום עולם. Kovid.", kinds={0: BlockKind.PROSE}), lang="he")
    html = to_html([factory.report(document, [factory.finding(document, "Kovid")])])
    assert '<div class="body" lang="he">' in html
    assert '<p class="t" dir="auto">' in html


def test_size(factory, seed):
    """The seed article's page stays small; a long article's grows with its text."""
    assert len(seed.encode()) < 250_000
    assert len(to_html([factory.large_report()]).encode()) < 1_500_000


def test_data_block_says_what_the_script_relies_on(factory):
    """The mode, an id that follows the findings, and for each finding what a decision about it will name."""
    report = factory.seed_report()
    block = data(to_html([report]))
    assert (block["mode"], block["article"], block["user"]) == ("file", None, "")
    assert block["report"] == data(to_html([report], title="Another title"))["report"]
    assert block["report"] != data(to_html([replace(report, findings=report.findings[1:])]))["report"]
    (file,) = block["files"]
    kind, confidence, fingerprint, context, text, more = file["findings"][0]
    finding = report.findings[0]
    assert file["kinds"][kind] == [finding.check, finding.category.dimension, finding.severity.value]
    assert (confidence, fingerprint, context, text) == (
        finding.confidence,
        finding.fingerprint,
        finding.context,
        finding.text,
    )
    # what is as usual is left out
    assert more["suggestion"] == finding.suggestions[0].text
    assert set(more) <= {"suggestion", "entry"}


def test_live_page_has_nothing_inline(factory):
    """Style and scripts are the server's, in the order given, and so is the policy; only the data stay."""
    live = Live(3, "Anna", "/", "1 of 2", "/static/page.css", ("/static/live.js", "/static/page.js"))
    html = to_html([factory.seed_report()], live=live)
    assert "<style" not in html
    assert "Content-Security-Policy" not in html
    assert re.findall(r"<script ([^>]*)>", html) == [
        'type="application/json" id="mtqa-data"',
        'src="/static/live.js"',
        'src="/static/page.js"',
    ]
    assert '<link rel="stylesheet" href="/static/page.css">' in html
    block = json.loads(next(content for kind, content in Page(html).scripts if kind == "application/json"))
    assert (block["mode"], block["article"], block["user"]) == ("live", 3, "Anna")
