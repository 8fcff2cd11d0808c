"""Every character of a document's text leads back to its own place in the file."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.data import Span
from mtqa.errors import InputError
from mtqa.readers import read

HTML_PIECES = [
    *(
        "word",
        "Eun",
        "Sook-eol",
        "안호영",
        "😀",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\N{NO-BREAK SPACE}",
        "a b c",
        ".",
        "’s",
        "<",
        ">",
        "]]>",
    ),
    *(
        "&amp;",
        "&nbsp;",
        "&#8217;",
        "&#x2019;",
        "&amp",
        "&notit;",
        "&bogus;",
        "&",
        "&#0;",
        "&#128;",
        "&lt;p&gt;",
        "&NotEqualTilde;",
    ),
    *(
        "<p>",
        "</p>",
        "<P CLASS=x>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href='x>y'>",
        "</a>",
        "<br>",
        "<br/>",
        "<span hidden>",
        "</span>",
    ),
    *(
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<div>",
        "</div>",
        "<hr>",
    ),
    *(
        "<!-- x -->",
        "<!-->",
        "<![CDATA[ y ]]>",
        "<?php z ?>",
        "<!doctype html>",
        "</>",
        "</ x>",
        "<script>s<b</script>",
        "<style>",
        "</style>",
    ),
    *(
        "<nav>",
        "</nav>",
        "<article>",
        "</article>",
        "<main>",
        "</main>",
        "<title>",
        "</title>",
        "<svg>",
        "<path/>",
        "</svg>",
        "<figcaption>",
    ),
]
MARKDOWN_PIECES = [
    *(
        "word",
        "Eun",
        "Sook-eol",
        "안호영",
        "😀",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\r\n\r\n",
        "\t",
        "\N{NO-BREAK SPACE}",
        ".",
        "’s",
        "!",
    ),
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "`",
        "``",
        "`code`",
        "**Eun** Sook-eol",
        "*a*b",
        "\\",
        "\\*",
        "\\\n",
        "  \n",
        "\\|",
        "&amp;",
        "&nbsp;",
        "&x;",
        "&",
    ),
    *(
        "[",
        "]",
        "(",
        ")",
        "[text](http://x.y)",
        "[text][r]",
        "\n[r]: /u 'title'\n",
        "![alt](x.png)",
        "<http://x.y/%20>",
        "<a@b.c>",
        "<b>",
        "</b>",
        "<br>",
    ),
    *(
        "\n# ",
        "\n## a ##\n",
        "\n===\n",
        "\n---\n",
        "\n- ",
        "\n1. ",
        "\n> ",
        "> ",
        "\n    ",
        "\n```\n",
        "|",
        "\n|a|b|\n|-|-|\n|",
        "\n<div>\n",
        "\n</div>\n\n",
        "---\nt: x\n---\n",
    ),
]


def check_map(document):
    """Every code point lies inside the original, in order, and says what its source spells."""
    starts, ends = document.source_map.starts, document.source_map.ends
    original, text = document.original, document.text
    assert len(starts) == len(ends) == len(text)
    previous = Span(0, 0)
    for index, char in enumerate(text):
        place = Span(starts[index], ends[index])
        assert place.end <= len(original)
        assert place == previous or previous.end <= place.start
        previous = place
        source = place.of(original)
        if char.isspace():
            # white space, an entity, or the markup that breaks a line or separates two blocks
            continue
        assert source, f"{char!r} stands nowhere"
        assert source == char or char in html.unescape(source) or source == "\\" + char, (char, source)
    for block in document.blocks:
        surface = block.span.of(text)
        assert surface == surface.strip("\n\r\t ")
        assert surface


def read_or_refuse(source, media_type):
    """The document, or ``None`` if there is nothing to read."""
    try:
        return read(source.encode(), id="x", media_type=media_type)
    except InputError:
        return None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(HTML_PIECES), min_size=1, max_size=40).map("".join))
def test_html_maps(source):
    """HTML of any shape."""
    document = read_or_refuse(source, "text/html")
    if document is not None:
        check_map(document)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKDOWN_PIECES), min_size=1, max_size=40).map("".join))
def test_markdown_maps(source):
    """Markdown of any shape."""
    document = read_or_refuse(source, "text/markdown")
    if document is not None:
        check_map(document)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200))
def test_any_text_reads(source):
    """Whatever the characters, each format gives a document or says why not."""
    for media_type in ("text/plain", "text/markdown", "text/html"):
        document = read_or_refuse(source, media_type)
        if document is not None and document.source_map is not None:
            check_map(document)


@pytest.mark.parametrize(
    ("source", "media_type", "surface", "spelled"),
    [
        ("<p>President <b>Eun</b> Sook-eol spoke.", "text/html", "Eun Sook-eol", "Eun</b> Sook-eol"),
        ("<p>AT&amp;T said", "text/html", "AT&T", "AT&amp;T"),
        ("<p>the\r\n   deal", "text/html", "the deal", "the\r\n   deal"),
        ("<p>Chung&nbsp;Jae", "text/html", "Chung\N{NO-BREAK SPACE}Jae", "Chung&nbsp;Jae"),
        ("<p>a<wbr>b<!-- c -->d", "text/html", "abd", "a<wbr>b<!-- c -->d"),
        ("President **Eun** Sook-eol spoke", "text/markdown", "Eun Sook-eol", "Eun** Sook-eol"),
        ("see [Ahn *Ho*-young](http://x.y 'Ahn') now", "text/markdown", "Ahn Ho-young", "Ahn *Ho*-young"),
        ("a \\*star\\* b", "text/markdown", "*star*", "\\*star\\*"),
        ("> Kim\n> Jong Un", "text/markdown", "Kim Jong Un", "Kim\n> Jong Un"),
        ("a `x  y` b", "text/markdown", "x y", "x  y"),
        ("|n|m|\n|-|-|\n|Kim|a \\| b|", "text/markdown", "a | b", "a \\| b"),
        ("Kim <b>Jong</b> Un", "text/markdown", "Kim Jong Un", "Kim <b>Jong</b> Un"),
        ("see <https://x.y/a> now", "text/markdown", "https://x.y/a", "https://x.y/a"),
    ],
)
def test_a_surface_leads_back(source, media_type, surface, spelled):
    """A span of the text gives the stretch of the file that spells it."""
    document = read(source.encode(), id="x", media_type=media_type)
    at = document.text.index(surface)
    assert document.to_original(Span(at, at + len(surface))).of(source) == spelled
