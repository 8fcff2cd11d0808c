"""Formats, encodings, and what of a page is the article."""

from __future__ import annotations

import codecs

import pytest

from mtqa.data import BlockKind
from mtqa.readers import read, read_path, read_text


def blocks(source, media_type):
    """Kind and text of each block."""
    document = read(source.encode(), id="x", media_type=media_type)
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


@pytest.mark.parametrize(
    ("name", "source", "media_type"),
    [
        ("a.txt", "<p>Kim", "text/plain"),
        ("a.TEXT", "# Kim", "text/plain"),
        ("a.md", "Kim", "text/markdown"),
        ("a.Markdown", "Kim", "text/markdown"),
        ("a.htm", "Kim", "text/html"),
        ("a.xhtml", "Kim", "text/html"),
        ("<stdin>", "\n<!DOCTYPE html><p>Kim", "text/html"),
        ("<stdin>", "<?xml version='1.0'?>\n<html><p>Kim", "text/html"),
        ("<stdin>", "<article>\nKim", "text/html"),
        ("<stdin>", "# Kim\n\nHe spoke.", "text/markdown"),
        ("<stdin>", "---\ntitle: x\n---\nKim", "text/markdown"),
        ("<stdin>", "Kim <b>spoke</b>.", "text/plain"),
        ("<stdin>", "#1 in the country", "text/plain"),
        ("<stdin>", "< 5 percent", "text/plain"),
        ("<stdin>", "— Kim", "text/plain"),
        ("notes.v2", "Kim * Un", "text/plain"),
    ],
)
def test_format(name, source, media_type):
    """The suffix tells; without a known one, the first characters."""
    assert read(source.encode(), id=name).media_type == media_type


@pytest.mark.parametrize(
    ("data", "text", "notices"),
    [
        ("Yoon’s".encode(), "Yoon’s", 0),
        (codecs.BOM_UTF8 + "Yoon’s".encode(), "Yoon’s", 0),
        (codecs.BOM_UTF16_LE + "Yoon’s".encode("utf-16-le"), "Yoon’s", 1),
        (codecs.BOM_UTF16_BE + "Yoon’s 😀".encode("utf-16-be"), "Yoon’s 😀", 1),
        (codecs.BOM_UTF32_LE + "Yoon’s".encode("utf-32-le"), "Yoon’s", 1),
        ("Yoon’s “visit”, a café".encode("cp1252"), "Yoon’s “visit”, a café", 1),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", 0),
        (b"an \x1b[1m escape", "an \x1b[1m escape", 0),
    ],
)
def test_encoding(data, text, notices):
    """Byte-order mark, UTF-8, cp1252; line ends stay; what was guessed is said."""
    document = read(data, id="a.txt")
    assert document.text == text
    assert len(document.notices) == notices


def test_cp1252_notice_names_the_encoding():
    """The notice is a message for the user."""
    assert "cp1252" in read("Yoon’s".encode("cp1252") + b" visit to the South", id="a.txt").notices[0]


def test_a_declared_encoding_is_honoured():
    """A page that is not UTF-8 may say what it is."""
    data = "<meta charset=windows-1251><p>Песков".encode("cp1251")
    assert read(data, id="a.html").text == "Песков"


def test_plain_text_is_its_own_original():
    """Offsets into plain text are offsets into the file."""
    document = read_text("Kim spoke.\r\n\r\nHe left.")
    assert document.source_map is None
    assert document.original is document.text
    assert document.id == "<text>"


def test_read_path(tmp_path):
    """A file is read as its suffix says and goes by its path."""
    path = tmp_path / "a.md"
    path.write_bytes(b"**Kim** spoke.\r\n")
    document = read_path(path)
    assert (document.id, document.text) == (str(path), "Kim spoke.")


PROSE, HEADING, CAPTION = BlockKind.PROSE.value, BlockKind.HEADING.value, BlockKind.CAPTION.value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<h1>Visit</h1><p>Kim <b>Jong</b> Un spoke.<p>He left.",
            [(HEADING, "Visit"), (PROSE, "Kim Jong Un spoke."), (PROSE, "He left.")],
        ),
        (
            "<p>a</p><script>x<b</script><style>p{}</style><nav>n</nav><aside>s</aside><template>t</template><noscript>o</noscript>",
            [(PROSE, "a")],
        ),
        (
            "<p hidden>h</p><p style='display: none'>h</p><div aria-hidden=true>h</div><p class='x sr-only'>h</p><p>a",
            [(PROSE, "a")],
        ),
        ("<svg><title>icon</title></svg><p>a", [(PROSE, "a")]),
        ("<ul><li>one<li>two</ul>three", [(PROSE, "one"), (PROSE, "two"), (PROSE, "three")]),
        ("<table><tr><td>one<td>two<tr><th>three</table>", [(PROSE, "one"), (PROSE, "two"), (PROSE, "three")]),
        (
            "<figure><img alt=x><figcaption>Kim at <i>home</i></figcaption></figure><p>a",
            [(CAPTION, "Kim at home"), (PROSE, "a")],
        ),
        ("<p>one<br>two<br><br>three", [(PROSE, "one\ntwo"), (PROSE, "three")]),
        ("<p>a <!-- <p>no --> b<![CDATA[ no ]]> c <?php no ?>", [(PROSE, "a b c")]),
        ("<p title='1 > 0' data-x=\"<p>\">a", [(PROSE, "a")]),
        ("<p>R&amp;D &lt;b&gt; &#8220;x&#8221; 1 < 2", [(PROSE, "R&D <b> “x” 1 < 2")]),
        ("<p>a <b>b <i>c</b> d</i> e", [(PROSE, "a b c d e")]),
        ("<p>a<div>b", [(PROSE, "a"), (PROSE, "b")]),
        (
            "<body><header><h1>Top</h1></header><article><p>Story text.</p></article><div>x</div>",
            [(HEADING, "Top"), (PROSE, "Story text.")],
        ),
        ("<div>menu</div><main><p>Story text.</p></main><p>foot", [(PROSE, "Story text.")]),
        ("<title>Page</title><p>Story.", [(HEADING, "Page"), (PROSE, "Story.")]),
        ("<article>one</article><p>" + "long text " * 20, [(PROSE, "one"), (PROSE, ("long text " * 20).strip())]),
        ("<footer>f</footer><form><p>a</p><select><option>o</select><button>b</button></form>", [(PROSE, "a")]),
        ("just text", [(PROSE, "just text")]),
    ],
)
def test_html(source, expected):
    """The readable blocks of the article, and nothing of the page around it."""
    assert blocks(source, "text/html") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Visit #\n\nKim\nspoke.", [(HEADING, "Visit"), (PROSE, "Kim spoke.")]),
        ("Visit\n=====\n\nto\n---\nKorea", [(HEADING, "Visit"), (HEADING, "to"), (PROSE, "Korea")]),
        ("**Eun** Sook-eol, *a*`b`~~c~~", [(PROSE, "Eun Sook-eol, abc")]),
        ("[text](http://x 't') ![pic](y.png) [ref][r]\n\n[r]: /u", [(PROSE, "text ref")]),
        ("a \\* b &amp; c\\\nd", [(PROSE, "a * b & c\nd")]),
        ("---\ntitle: no\n---\n\nKim", [(PROSE, "Kim")]),
        ("- one\n- two\n  1. three", [(PROSE, "one"), (PROSE, "two"), (PROSE, "three")]),
        ("> quote\n> goes on\n\nprose", [(PROSE, "quote goes on"), (PROSE, "prose")]),
        ("|a|b|\n|-|-|\n|c|d|", [(PROSE, "a"), (PROSE, "b"), (PROSE, "c"), (PROSE, "d")]),
        ("```\ncode\n```\n\n    code\n\nprose", [(PROSE, "prose")]),
        ("<div>\n<h2>In</h2>\n<p hidden>no\n</div>\n\nprose", [(HEADING, "In"), (PROSE, "prose")]),
        ("a <!-- no --> b<br>c", [(PROSE, "a b\nc")]),
        ("5 * 3 and snake_case_name", [(PROSE, "5 * 3 and snake_case_name")]),
        ("- " * 10 + "deep", [(PROSE, "deep")]),
        ("see <https://x.y/%20a>", [(PROSE, "see https://x.y/%20a")]),
        ("---\nno end of front matter", [(PROSE, "no end of front matter")]),
    ],
)
def test_markdown(source, expected):
    """The readable blocks, without the marks."""
    assert blocks(source, "text/markdown") == expected
    assert blocks(source.replace("\n", "\r\n"), "text/markdown") == expected
