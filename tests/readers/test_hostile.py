"""Input made to be slow or deep ends, in a document or in one clear message.

Quadratic work on any of these would take minutes; the tests only need to end.
"""

from __future__ import annotations

import pytest

from mtqa.data import Segment
from mtqa.errors import InputError
from mtqa.readers import read
from mtqa.segment import segment, sentences

HTML = {
    "div": "<div>" * 190_000 + "x",
    "less-than": "<" * 500_000,
    "comment": "<!--" * 100_000,
    "a-open": "<a " * 200_000,
    "a": "x<a>" * 200_000,
    "ampersand": "&" * 500_000,
    "entity": ("&" + "a" * 31) * 25_000,
    "attribute": "<p title='" + "x" * 990_000 + "'>Kim",
    "attributes": "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">Kim",
    "paragraphs": "<p><b>x" * 50_000,
    "cdata": "<![CDATA[" * 100_000,
    "nested-articles": "<article>" * 400 + "<p>x</p>" * 50_000,
    "line": "x" * 900_000,
}
MARKDOWN = {
    "quotes": ">" * 50_000 + "x",
    "quote-lines": ("> " * 400 + "x\n") * 1_000,
    "lists": "- " * 50_000 + "x",
    "brackets": "[" * 50_000,
    "images": "![" * 50_000,
    "links": "[a](" * 50_000,
    "stars": "*" * 50_000,
    "emphasis": "*a " * 50_000,
    "mixed": "*_" * 50_000,
    "code": "` `` " * 30_000,
    "less-than": "<" * 200_000,
    "comments": "x <!--" * 50_000,
    "backslashes": "\\" * 300_000,
    "table": "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n|x|",
    "line": "x" * 900_000,
}
PLAIN = {
    "line": "x" * 900_000,
    "quotes": "“" * 200_000,
    "opened": "“A. " * 50_000,
    "apostrophes": "'" * 800_000,
    "marks": ".#" * 400_000,
    "closed-marks": '"。' * 200_000,
    "abbreviations": "Mr. " * 200_000,
    "initials": "A." * 200_000,
    "asked": 'a b?" ' * 100_000,
    "dots": ". " * 400_000,
    "spaces": "a" + " " * 900_000 + "b",
    "lines": "a\n" * 300_000,
    "separators": "a\N{LINE SEPARATOR}" * 200_000,
}


def ends(source, media_type):
    """Read and cut, or refuse in one line."""
    try:
        document = segment(read(source.encode(), id="x", media_type=media_type))
    except InputError:
        return
    assert document.text
    assert all(isinstance(found, Segment) for found in document.segments)


@pytest.mark.parametrize("source", HTML.values(), ids=HTML)
def test_html(source):
    """Deep, unclosed and endless HTML."""
    ends(source, "text/html")


@pytest.mark.parametrize("source", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown(source):
    """Deep and ambiguous Markdown."""
    ends(source, "text/markdown")


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_plain(source):
    """Lines and marks without end."""
    ends(source, "text/plain")


@pytest.mark.parametrize(
    ("source", "media_type"), [("<div>" * 600 + "x", "text/html"), ("> " * 100 + "x", "text/markdown")]
)
def test_too_deep_is_said(source, media_type):
    """Text nested too deeply is refused, never dropped without a word."""
    with pytest.raises(InputError, match="inside one another"):
        read(source.encode(), id="x", media_type=media_type)


def test_a_long_paragraph_is_cut_as_its_sentences_are():
    """Looking at a stretch at a time changes no boundary."""
    unit = "U.S. and South Korean officials met Mr. Kim at 10 a.m. on Monday, No. 5 on the list. “It rose 3.5 percent,” he said. "
    text = (unit * 200).strip()
    assert [span.of(text) for span in sentences(text, "en")] == [span.of(unit) for span in sentences(unit, "en")] * 200
