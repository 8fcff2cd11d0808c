"""The one XML parser: nothing is expanded, nothing is loaded, nothing hangs, and every refusal says where."""

import codecs
import contextlib
import os
import socket
import zlib

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.formats import tbx, tmx, xml

BODY = '<termEntry id="a"><langSet xml:lang="en"><tig><term>{}</term></tig></langSet></termEntry>'


def martif(inside="", *, prolog="", term="Seoul"):
    """A small TBX file."""
    return f'{prolog}<martif type="TBX"><text><body>{BODY.format(term)}{inside}</body></text></martif>'


def terms(data):
    """Terms that the TBX reader finds."""
    data = data if isinstance(data, bytes) else data.encode()
    return [entry.term for entry in tbx.read(data, origin="x.tbx").entries]


def refusal(data):
    """The message with which the TBX and the TMX reader refuse a file; it must name the file, in one line."""
    data = data if isinstance(data, bytes) else data.encode()
    messages = []
    for module in (tbx, tmx):
        with pytest.raises(GlossaryError) as caught:
            module.read(data, origin="x.tbx")
        messages.append(str(caught.value))
        assert messages[-1].startswith("x.tbx")
        assert messages[-1].isprintable()
        assert len(messages[-1]) < 400
    return messages[0]


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whatever opens a connection fails the test."""

    def refuse(*args, **kwargs):
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


DECLARING = {
    "file": '<!DOCTYPE martif [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "http": '<!DOCTYPE martif [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter": '<!DOCTYPE martif [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
    "internal": '<!DOCTYPE martif [<!ENTITY x "text">]>',
    "laughs": '<!DOCTYPE martif [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">'
    '<!ENTITY x "&c;&c;&c;&c;&c;&c;&c;&c;">]>',
    "blow-up": f'<!DOCTYPE martif [<!ENTITY x "{"a" * 100_000}">]>',
    "both": '<!DOCTYPE martif SYSTEM "x.dtd" [<!ENTITY x "text">]>',
    "public": '<!DOCTYPE martif PUBLIC "-//x" "x.dtd" [ <!ATTLIST term id CDATA "x"> ]>',
    "empty subset": "<!DOCTYPE martif [ ]>",
    "after a comment": '<!-- a --><?pi ?>\n<!DOCTYPE martif\n[<!ENTITY x "text">]>',
    "spread": '<!DOCTYPE\n\n martif \n [\n<!ENTITY x "text">\n]\n>',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("doctype", DECLARING.values(), ids=DECLARING)
def test_a_doctype_that_declares_is_refused(doctype, encoding):
    """XXE, external subsets, billion laughs, quadratic blow-up: refused before a parser sees them, in any encoding."""
    message = refusal(martif(prolog=doctype, term="&x;" * 1000).encode(encoding))
    assert "DOCTYPE" in message
    assert "line " in message


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">',
        "<!DOCTYPE martif SYSTEM './TBXcoreStructV02.dtd' >",
        '<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">',
        '<!DOCTYPE martif SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE martif>",
    ],
)
def test_a_doctype_that_only_names_a_dtd_is_passed_over(doctype, tmp_path, monkeypatch):
    """Old TBX files have one; the file that it names is not read, even if it is there."""
    (tmp_path / "TBXcoreStructV02.dtd").write_text('<!ENTITY x "LOADED"><!ATTLIST martif type CDATA "x">')
    monkeypatch.chdir(tmp_path)
    data = martif(prolog=f'<?xml version="1.0"?>\n<!-- > "\' [ -->\n{doctype}\n', term="Busan")
    assert terms(data) == ["Busan"]
    assert "Entity 'x' not defined" in refusal(data.replace("Busan", "&x;"))


def test_a_doctype_below_the_root_is_refused():
    """It is no prolog there, and no XML."""
    assert "line 1" in refusal(martif('<!DOCTYPE x [<!ENTITY x "y">]>'))


def test_an_include_is_an_element_like_any_other():
    """XInclude is never processed."""
    inside = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    assert terms(martif(inside, term=f"Seoul{inside}")) == ["Seoul"]


def test_the_parser_itself_is_hardened(tmp_path):
    """Even were a DOCTYPE to reach it, it resolves nothing and loads nothing."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET")

    class Target:
        text = ""

        def start(self, tag, attributes):
            pass

        def end(self, tag):
            pass

        def data(self, text):
            self.text += text

        def close(self):
            return self.text

    parser = xml.new_parser(Target())
    parser.feed(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'.encode())
    assert "SECRET" not in parser.close()


HUGE = 12_000_000  # more than libxml2 takes in one piece
HOSTILE = {
    "depth": "<a>" * 100_000 + "</a>" * 100_000,
    "depth in a concept": "<termEntry>" + "<a>" * 100_000,
    "elements in a concept": "<termEntry>" + "<a/>" * 60_000 + "</termEntry>",
    "text in a concept": f"<termEntry><note>{'x ' * 3_000_000}</note></termEntry>",
    "attribute": f'<termEntry id="{"x" * HUGE}"/>',
    "attributes": "<termEntry " + " ".join(f'a{number}=""' for number in range(30_000)) + "/>",
    "spaces in a tag": f"<termEntry{' ' * HUGE}/>",
    "line breaks in a tag": "<termEntry" + "\n" * HUGE + "/>",
    "a name": f"<{'n' * 100_000}/>",
    "names": "".join(f"<n{number}/>" for number in range(3_000)),
    "a comment": f"<!--{'- ' * HUGE}-->",
    "a section": f"<termEntry><![CDATA[{'x' * HUGE}]]>",
    "an instruction": f"<?x {'x' * HUGE}?>",
    "a reference": f"&#{'0' * HUGE}65;",
    "open tags": "<" * 1_000_000,
    "ampersands": "&" * 1_000_000,
    "a control character": "<term>&#1;</term>",
    "a doubled attribute": '<termEntry id="a" id="b"/>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_glossary_has_is_refused(name):
    """Deep, wide, long or broken: one message with the line, soon and in little memory."""
    assert ", line " in refusal("\n" + martif("\n" + HOSTILE[name]))


@pytest.mark.parametrize("filler", [" ", "\n", "<!---->", "<x/>", "<!-- x -->\n", "&#32;", "x", "<x>y</x>\n"])
def test_filler_costs_nothing(filler):
    """Megabytes between the concepts are passed over."""
    data = martif(filler * (2_000_000 // len(filler)) + BODY.format("Busan").replace('"a"', '"b"'))
    assert terms(data) == ["Seoul", "Busan"]


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    """300 MB of spaces are over the 200 MB that a file may have; the limit is that of the configuration."""
    assert "larger than 200 MB" in refusal(b" " * 300_000_000)
    with limits.use(limits.Limits(bytes=100)):
        assert "[limits]" in refusal(martif())


def test_the_number_of_concepts_is_limited():
    """One more than the limit is refused with the line of the first too many."""
    units = '\n<tu><tuv xml:lang="en"><seg>x</seg></tuv></tu>' * 4
    with limits.use(limits.Limits(entries=3)):
        with pytest.raises(GlossaryError, match=r"x\.tbx, line 4: more than 3 concepts.*\[limits\]"):
            terms(martif(("\n" + BODY.format("x")) * 3))
        with pytest.raises(GlossaryError, match=r"x\.tmx, line 5: more than 3 units"):
            tmx.read(f"<tmx><body>{units}</body></tmx>".encode(), origin="x.tmx")


def test_a_truncated_file_is_refused():
    """Wherever it was cut off, before or within a tag, a concept or a character."""
    data = martif(term="서울", prolog='<?xml version="1.0" encoding="UTF-8"?>\n<!-- x -->\n').encode()
    for cut in range(1, len(data)):
        refusal(data[:cut])
    assert "ends too early" in refusal(data[:-20])


NO_XML = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t", "empty"),
    "zip": (b"PK\x03\x04" + bytes(100), "ZIP"),
    "gzip": (b"\x1f\x8b" + zlib.compress(b"x"), "compressed"),
    "nul": (martif().encode().replace(b"Seoul", b"Se\0ul"), "null"),
    "nul first": (bytes(1000), "null"),
    "binary": (bytes(range(1, 256)) * 10, "UTF-8"),
    "text": (b"Seoul,Busan\n", "well-formed"),
    "csv": (b"id,term\n1,x", "well-formed"),
    "two roots": (martif().encode() * 2, "line 1"),
    "prolog only": (b'<?xml version="1.0"?>', "early"),
    "endless prolog": (b"<!-- x -->" * 200_000, "before the root"),
    "other root": (b"<html></html>", "html"),
    "utf-7": (b'<?xml version="1.0" encoding="utf-7"?>' + martif().encode("utf-7"), "utf-7"),
    "codec": (b'<?xml version="1.0" encoding="zlib"?><martif/>', "zlib"),
    "no codec": (b'<?xml version="1.0" encoding="x-none"?><martif/>', "x-none"),
    "ebcdic": (martif(prolog='<?xml version="1.0" encoding="cp037"?>').encode("cp037"), "UTF-8"),
    "latin-1 as utf-8": (martif(prolog="\n\n", term="Zoë").encode("latin-1"), "line 3: the byte 0xEB"),
    "half of utf-16": (martif().encode("utf-16")[:-1], "UTF-16"),
}


@pytest.mark.parametrize(("data", "said"), NO_XML.values(), ids=NO_XML)
def test_what_is_no_xml_is_refused(data, said):
    """Binary files, other formats, wrong and odd encodings."""
    assert said in refusal(data)


def test_random_damage_is_refused_or_read():
    """No damaged byte leads to anything but a result or a refusal."""
    data = martif(prolog='<?xml version="1.0"?><!DOCTYPE martif SYSTEM "x.dtd">', term="Zoë &amp; 서울").encode()
    state = 1
    for _ in range(3000):
        state = state * 1103515245 + 12345 & 0x7FFFFFFF
        at, byte = state % len(data), (state >> 8) % 256
        damaged = data[:at] + bytes([byte]) + data[at + 1 :]
        tbx.looks_like(damaged)
        with contextlib.suppress(GlossaryError):
            terms(damaged)


@pytest.mark.parametrize(
    ("encoding", "declared", "mark"),
    [
        ("utf-8", "", b""),
        ("utf-8", "UTF-8", codecs.BOM_UTF8),
        ("utf-8", "utf-16", b""),  # programs that write XML into a string declare this
        ("utf-16-le", "UTF-16", codecs.BOM_UTF16_LE),
        ("utf-16-be", "utf-16", codecs.BOM_UTF16_BE),
        ("utf-16-le", "utf-8", codecs.BOM_UTF16_LE),
        ("utf-16-le", "UTF-16LE", b""),
        ("utf-16-be", "", b""),
        ("euc-kr", "euc-kr", b""),
        ("shift_jis", "Shift_JIS", b""),
        ("gb18030", "GB18030", b""),
        ("iso8859-1", "ISO-8859-1", b""),
        ("cp1251", "windows-1251", b""),
    ],
)
def test_encodings(encoding, declared, mark):
    """The byte order mark decides, then the declaration; line breaks of Windows change nothing."""
    term = {"euc-kr": "서울", "shift_jis": "東京", "gb18030": "北京", "iso8859-1": "Zoë", "cp1251": "Киев"}.get(
        encoding, "서울 Zoë 𝔖"
    )
    prolog = f'<?xml version="1.0" encoding="{declared}"?>\r\n' if declared else ""
    data = mark + martif("<!-- x -->\r\n" * 9000, prolog=prolog, term=term).encode(encoding)
    assert xml.root_name(data) == "martif"
    assert terms(data) == [term]


def test_lines_are_those_of_the_file():
    """Records know their line in a file of many blocks, with comments and sections that look like records."""
    lines = ["<martif>"]
    for number in range(5_000):
        lines += ["<!-- <termEntry> --><![CDATA[<termEntry >]]>"] * (number % 50 == 0)
        lines += ["", "<termEntry\n n='1'>" + "x" * (number % 97), "<a\n b='1'/><b>", "</b></termEntry>"]
    text = "\n".join(lines)
    counted = {}
    for at, line in enumerate(text.split("\n"), start=1):
        if line == "<termEntry":
            counted[len(counted)] = at
    found = [node.line for node in xml.elements((text + "\n</martif>").encode(), origin="x", names=("termEntry",))]
    assert found[1:] == list(counted.values())


def test_attributes_and_text_come_as_they_are():
    """Predefined entities, character references, sections and nested elements, in attributes and text."""
    data = b"""<r><rec a="&amp;&lt;&gt;&quot;&#38;amp;&#x41;&#10;&amp;#38;" xml:lang='ko'>&amp;&lt;<i>b<i>c</i></i>"""
    data += b"""<![CDATA[<&amp;>]]>&#x41;d<code>no</code></rec></r>"""
    record = list(xml.elements(data, origin="x", names=("rec",)))[1]
    assert record.attributes == {"a": '&<>"&amp;A\n&#38;', "xml:lang": "ko"}
    assert record.text() == "&<bc<&amp;>Adno"
    assert record.text(skip=("code",)) == "&<bc<&amp;>Ad"
    assert record.lang == "ko"


@pytest.mark.parametrize("text", ["a\0b", "\x1f", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_not_written(text):
    """The message names the entry and the character."""
    with pytest.raises(GlossaryError, match=r"'e1'.*U\+"):
        xml.writable(text, entry="e1")
    assert xml.writable("a\n\t\x85한😀", entry="e1")


def test_records_come_while_the_file_is_read():
    """Not after it: what stands at the end is not looked at before it is its turn, and nothing piles up."""
    nodes = xml.elements(martif(BODY.format("x") * 10_000 + "<").encode(), origin="x", names=("termEntry",))
    assert [next(nodes).name for _ in range(5_000)][:2] == ["martif", "termEntry"]
    with pytest.raises(GlossaryError, match="well-formed"):
        list(nodes)


def test_reading_opens_no_file(monkeypatch):
    """Bytes in, records out."""

    def refuse(*args, **kwargs):
        raise AssertionError("a file")

    data = martif(prolog='<!DOCTYPE martif SYSTEM "/etc/passwd">').encode()
    terms(data)
    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr(os, "open", refuse)
    assert terms(data) == ["Seoul"]
