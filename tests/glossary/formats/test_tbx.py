"""TBX of both versions and styles: our own comes back whole, and the files of other programs are understood."""

import re
from dataclasses import replace

import mtqa_tests_strategies as strategies
import pytest
from hypothesis import HealthCheck, given, settings

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.formats import tbx
from mtqa.glossary.formats.records import Imported
from mtqa.glossary.model import Entry, EntryKind, Glossary, Term, TermStatus

COMMON = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
WRITERS = {"tbx": tbx.write, "tbx-dca": tbx.write_dca, "tbx-v2": tbx.write_v2}


def by_id(entries):
    """Entries sorted by id."""
    return tuple(sorted(entries, key=lambda entry: entry.id))


@COMMON
@given(glossary=strategies.glossaries())
@pytest.mark.parametrize("name", WRITERS)
def test_every_attribute_comes_back(name, glossary):
    """import(export(g)) == g, sorted by id, in every version and style."""
    data = WRITERS[name](glossary).data
    back = tbx.read(data, origin="g.tbx")
    assert back.entries == by_id(glossary.entries)
    assert back.lost == ()
    assert tbx.looks_like(data)


WEBLATE = """<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">
<martif type="TBX" xml:lang="en">
  <martifHeader><fileDesc><sourceDesc><p>Translate Toolkit</p></sourceDesc></fileDesc></martifHeader>
  <text><body>
    <termEntry id="1">
      <descrip type="definition">head of state</descrip>
      <langSet xml:lang="ko"><tig><term>대통령</term></tig></langSet>
      <langSet xml:lang="en"><tig><term>president</term></tig>
        <tig><term>head of government</term><termNote type="administrativeStatus">forbidden</termNote></tig>
        <note from="translator">not chairman</note></langSet>
    </termEntry>
    <termEntry id="2">
      <langSet xml:lang="ko"><descrip type="Translation needed">No</descrip><tig><term>KakaoTalk</term></tig></langSet>
    </termEntry>
    <termEntry id="3">
      <langSet xml:lang="ko"><tig><term>바다</term><termNote type="administrativeStatus">obsolete</termNote></tig></langSet>
      <langSet xml:lang="en"><tig><term>ocean</term><termNote type="administrativeStatus">obsolete</termNote></tig></langSet>
    </termEntry>
  </body></text>
</martif>"""

MICROSOFT = """<?xml version="1.0" encoding="utf-16"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en-US">
 <martifHeader><fileDesc><titleStmt><title>Terminology</title></titleStmt></fileDesc></martifHeader>
 <text><body>
  <termEntry id="27766_1436">
   <langSet xml:lang="en-US">
    <descripGrp><descrip type="definition">To place text or data.</descrip></descripGrp>
    <ntig><termGrp><term id="27766_1436_en">paste</term><termNote type="partOfSpeech">Verb</termNote></termGrp></ntig>
   </langSet>
   <langSet xml:lang="ko-KR">
    <ntig><termGrp><term id="27766_1436_ko">붙여넣다</term><termNote type="partOfSpeech">Verb</termNote></termGrp></ntig>
   </langSet>
  </termEntry>
  <termEntry id="27766_1437">
   <langSet xml:lang="en-US">
    <ntig><termGrp><term id="27766_1437_en">paste</term><termNote type="partOfSpeech">Noun</termNote></termGrp></ntig>
   </langSet>
   <langSet xml:lang="ko-KR"><ntig><termGrp><term>풀</term></termGrp></ntig></langSet>
  </termEntry>
 </body></text>
</martif>"""

IATE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Default" xml:lang="en">
 <text><body>
  <termEntry id="IATE-783281">
   <descripGrp><descrip type="subjectField">EUROPEAN UNION;LAW</descrip></descripGrp>
   <descripGrp><descrip type="subjectField">FINANCE</descrip></descripGrp>
   <langSet xml:lang="en">
    <descripGrp><descrip type="definition">a <hi>bank</hi> of banks</descrip>
     <admin type="source">Regulation 575/2013 &amp; others</admin></descripGrp>
    <tig><term>ECB</term><termNote type="termType">abbreviation</termNote>
     <descrip type="reliabilityCode">3</descrip></tig>
    <tig><term>European <hi type="x">Central</hi> Bank</term><termNote type="termType">fullForm</termNote>
     <descrip type="reliabilityCode">4</descrip><descrip type="context">The ECB said ...</descrip></tig>
    <tig><term>Central Bank of Europe</term>
     <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    <tig><term>EMI</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
   </langSet>
   <langSet xml:lang="de">
    <descripGrp><descrip type="definition">Bank der Banken</descrip></descripGrp>
    <tig><term>EZB</term><termNote type="termType">abbreviation</termNote></tig>
    <tig><term>Europäische Zentralbank</term><termNote type="termType">fullForm</termNote></tig>
   </langSet>
  </termEntry>
 </body></text>
</martif>"""

MULTITERM = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="en">
 <text><body>
  <termEntry id="c5">
   <transacGrp><transac type="origination">super</transac><date>2003-04-05T10:11:12</date></transacGrp>
   <transacGrp><transac type="modification">bob</transac><date>2004-01-01</date></transacGrp>
   <descrip type="Subject field">Weapons</descrip>
   <xref type="xGraphic" target="missile.png">missile</xref>
   <langSet lang="English">
    <tig><term>ballistic missile</term><termNote type="Status">approved</termNote>
     <transacGrp><transac type="origination">super</transac><date>2003-04-05</date></transacGrp></tig>
    <tig><term>rocket</term><termNote type="Status">not recommended</termNote></tig>
    <tig><term>BM</term><termNote type="Status">under review</termNote></tig>
   </langSet>
   <langSet lang="Korean"><tig><term>탄도<ph>&lt;br/></ph> 미사일</term></tig></langSet>
  </termEntry>
 </body></text>
</martif>"""

MEMOQ = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<martif type="TBX" xml:lang="en">
<text><body>
<termEntry id="7"><admin type="customerSubset">Yonhap</admin><admin type="projectSubset">Sports</admin>
<note>guid 1</note><ref type="crossReference" target="8">see</ref>
<langSet xml:lang="en-us"><ntig><termGrp><term>soccer</term><termNote type="forbidden">No</termNote></termGrp></ntig></langSet>
<langSet xml:lang="en-gb"><ntig><termGrp><term>football</term></termGrp></ntig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>footie</term><termNote type="forbidden">Yes</termNote></termGrp></ntig></langSet>
<langSet xml:lang="ko"><ntig><termGrp><term>축구</term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""

BASIC_DCT = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="https://raw.githubusercontent.com/x/TBXcoreStructV03_TBX-Basic_integrated.rng" type="application/xml"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="c1">
   <min:subjectField>politics</min:subjectField>
   <basic:externalCrossReference target="https://example.org/a?b=1&amp;c=2">more</basic:externalCrossReference>
   <transacGrp><basic:transactionType>origination</basic:transactionType>
    <basic:responsibility target="p1">Ann</basic:responsibility><date>2020-01-02</date></transacGrp>
   <min:customerSubset>Yonhap</min:customerSubset>
   <note>about the
 party</note>
   <langSec xml:lang="en">
    <descripGrp><basic:definition>ruling party</basic:definition><basic:source>https://example.org/def</basic:source></descripGrp>
    <termSec><term>Workers' Party of Korea</term>
     <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
     <min:partOfSpeech>properNoun</min:partOfSpeech></termSec>
    <termSec><term>WPK</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>
     <basic:termType>acronym</basic:termType></termSec>
    <termSec><term>Korean Labour Party</term>
     <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
   </langSec>
   <langSec xml:lang="ko"><termSec><term>조선로동당</term></termSec></langSec>
  </conceptEntry>
 </body></text>
</tbx>"""


def basic_dca():
    """The same sample in DCA style."""
    text = BASIC_DCT.replace('style="dct"', 'style="dca"')
    for name, element in {
        "subjectField": "descrip",
        "externalCrossReference": "xref",
        "transactionType": "transac",
        "responsibility": "transacNote",
        "customerSubset": "admin",
        "definition": "descrip",
        "source": "admin",
        "administrativeStatus": "termNote",
        "partOfSpeech": "termNote",
        "termType": "termNote",
    }.items():
        text = re.sub(rf"<\w+:{name}([ >])", rf'<{element} type="{name}"\1', text)
        text = re.sub(rf"</\w+:{name}>", f"</{element}>", text)
    return text


def read(text, **options):
    """What the reader makes of a file."""
    imported = tbx.read(text.encode(), origin="x.tbx", **options)
    refuse_conflicts(imported.entries)
    return imported


def concept(*langs, aux="", identity="c1"):
    """A concept of version 2."""
    return f'<termEntry id="{identity}">{aux}{"".join(langs)}</termEntry>'


def lang(code, *terms):
    """A language of a concept; a term may end in "=" and its status."""
    parts = [term.partition("=") for term in terms]
    sections = [
        f"<tig><term>{text}</term>"
        + (f'<termNote type="administrativeStatus">{status}</termNote>' if status else "")
        + "</tig>"
        for text, _, status in parts
    ]
    return f'<langSet xml:lang="{code}">{"".join(sections)}</langSet>'


def martif(*concepts):
    """A file of version 2, one concept a line."""
    return "<martif><text><body>\n" + "\n".join(concepts) + "</body></text></martif>"


def test_weblate():
    """Comments are notes, forbidden terms wrong forms; what is not to be translated is its own term."""
    imported = read(WEBLATE)
    president, kakao = imported.entries
    assert president == Entry(
        id="1",
        term="president",
        wrong=("head of government",),
        sources=(Term("대통령", "ko"),),
        note="not chairman",
        extra=(("definition", "head of state"),),
    )
    assert (kakao.term, kakao.sources) == ("KakaoTalk", (Term("KakaoTalk", "ko"),))
    assert kakao.extra == (("Translation needed", "No"),)
    assert imported.lost == ("1 concept of 3 without a right term in 'en' left out (terms in: en, ko)",)


def test_microsoft():
    """Declared UTF-16 and written as UTF-8; region dropped and said; homonyms are one entry."""
    imported = read(MICROSOFT)
    (paste,) = imported.entries
    assert (paste.id, paste.term, paste.origin) == ("27766_1436", "paste", "x.tbx:6")
    assert paste.sources == (Term("붙여넣다", "ko-KR"), Term("풀", "ko-KR"))
    assert dict(paste.extra) == {"definition": "To place text or data.", "partOfSpeech": "Verb"}
    assert any("region of 2 terms" in one and "en-US (2)" in one for one in imported.lost)
    assert any("1 concept with the same term and kind" in one for one in imported.lost)
    assert read(MICROSOFT, target_lang="en_US").lost == tuple(one for one in imported.lost if "region" not in one)


def test_iate():
    """The full form leads the abbreviation; statuses, subjects, definition with its source; the rest is said."""
    imported = read(IATE)
    (ecb,) = imported.entries
    assert (ecb.term, ecb.variants) == ("European Central Bank", ("ECB",))
    assert (ecb.wrong, ecb.superseded) == (("Central Bank of Europe",), ("EMI",))
    assert ecb.sources == (Term("EZB", "de", TermStatus.ADMITTED), Term("Europäische Zentralbank", "de"))
    assert ecb.subject == "EUROPEAN UNION;LAW; FINANCE"
    assert dict(ecb.extra) == {
        "definition": "a bank of banks",
        "source": "Regulation 575/2013 & others",
        "termType": "fullForm",
    }
    lost = " / ".join(imported.lost)
    assert "reliabilityCode (2)" in lost
    assert "context (1)" in lost
    assert "definition (1)" in lost  # the German one
    assert "1 variant are abbreviations" not in lost


def test_multiterm():
    """Names of languages, plain statuses, who and when; other transactions and graphics are said to be lost."""
    imported = read(MULTITERM)
    (missile,) = imported.entries
    assert missile == Entry(
        id="c5",
        term="ballistic missile",
        variants=("BM",),
        wrong=("rocket",),
        sources=(Term("탄도 미사일", "ko"),),
        subject="Weapons",
        added_by="super",
        added_at="2003-04-05T10:11:12",
    )
    lost = " / ".join(imported.lost)
    assert "under review (1)" in lost
    assert "2 transactions" in lost
    assert "xGraphic (1)" in lost


def test_memoq():
    """``forbidden`` flags, subsets, and the language before its regions."""
    imported = read(MEMOQ)
    (soccer,) = imported.entries
    assert (soccer.term, soccer.variants, soccer.wrong) == ("soccer", ("football",), ("footie",))
    assert soccer.extra == (("customerSubset", "Yonhap"), ("projectSubset", "Sports"))
    assert soccer.note == "guid 1"
    assert any("crossReference (1)" in one for one in imported.lost)
    british = read(MEMOQ, target_lang="en-GB").entries[0]
    assert (british.term, british.variants) == ("football", ())
    assert Term("soccer", "en-US") in british.sources


@pytest.mark.parametrize("text", [BASIC_DCT, basic_dca()], ids=["dct", "dca"])
def test_basic_v3(text):
    """Both styles of TBX-Basic say the same."""
    imported = read(text)
    assert imported.entries == (
        Entry(
            id="c1",
            term="Workers' Party of Korea",
            kind=imported.entries[0].kind,
            variants=("WPK",),
            wrong=("Korean Labour Party",),
            sources=(Term("조선로동당", "ko"),),
            subject="politics",
            note="about the\n party",
            url="https://example.org/a?b=1&c=2",
            added_by="Ann",
            added_at="2020-01-02",
            extra=(
                ("customerSubset", "Yonhap"),
                ("definition", "ruling party"),
                ("source", "https://example.org/def"),
                ("partOfSpeech", "properNoun"),
            ),
        ),
    )
    assert imported.lost == ("that 1 variant is an abbreviation or the like is not kept",)


def test_a_forgotten_namespace():
    """A prefix that was never declared is taken for what it is called."""
    text = re.sub(r' xmlns:\w+="[^"]*"', "", BASIC_DCT)
    assert read(text).entries == read(BASIC_DCT).entries


@pytest.mark.parametrize(
    ("status", "place"),
    [
        ("preferredTerm-admn-sts", "variants"),
        ("preferred", "variants"),
        ("admittedTerm-admn-sts", "variants"),
        ("Admitted", "variants"),
        ("deprecatedTerm-admn-sts", "wrong"),
        ("deprecated", "wrong"),
        ("Forbidden", "wrong"),
        ("notRecommended", "wrong"),
        ("not recommended", "wrong"),
        ("supersededTerm-admn-sts", "superseded"),
        ("superseded", "superseded"),
        ("obsolete", "superseded"),
        ("", "variants"),
        ("whatever", "variants"),
    ],
)
def test_statuses(status, place):
    """Every value of the picklist, and plain words for them; an unknown one is none, and said."""
    imported = read(martif(concept(lang("en", "first=preferred", f"second={status}"), lang("ko", "가"))))
    entry = imported.entries[0]
    assert entry.term == "first"
    assert getattr(entry, place) == ("second",)
    assert bool(imported.lost) is (status == "whatever")


def test_a_concept_without_a_right_term_is_left_out():
    """And counted, with the languages that there are."""
    imported = read(
        martif(
            concept(lang("ko", "가"), lang("de", "x")),
            concept(lang("en", "x=deprecated"), identity="c2"),
            concept(identity="c3"),
            concept(lang("en", ""), identity="c4"),
            concept(lang("en", "y"), identity="c5"),
        )
    )
    assert [entry.id for entry in imported.entries] == ["c5"]
    assert any(
        "4 concepts of 5 without a right term in 'en' left out (terms in: de, en, ko)" in one for one in imported.lost
    )


def test_contradictions_are_settled_for_the_right():
    """A form that is right anywhere in the file is wrong nowhere; which forms were dropped is said."""
    imported = read(
        martif(
            concept(lang("en", "laptop", "mouse=deprecated", "laptop=deprecated")),
            concept(lang("en-GB", "mouse"), identity="c2"),
        )
    )
    laptop, mouse = imported.entries
    assert (laptop.term, laptop.wrong, mouse.term) == ("laptop", (), "mouse")
    lost = " / ".join(imported.lost)
    assert "another has as right, left out of the wrong forms: mouse" in lost
    assert "as wrong that the same concept has as right (line 2)" in lost


def test_doubled_and_missing_ids():
    """Each entry gets an id of its own, the term; concepts of one term and kind are one entry."""
    imported = read(
        martif(
            concept(lang("en", "one")),
            concept(lang("en", "two")),
            concept(lang("en", "three")).replace(' id="c1"', ""),
            concept(lang("en", "one", "uno"), lang("ko", "하나"), identity="c9", aux="<note>n</note>"),
        )
    )
    assert [(entry.id, entry.forms) for entry in imported.entries] == [
        ("c1", ("one", "uno")),
        ("two", ("two",)),
        ("three", ("three",)),
    ]
    assert imported.entries[0].note == "n"
    assert imported.entries[0].sources == (Term("하나", "ko"),)


def test_many_concepts_of_one_term_are_joined_at_once():
    """Not pair by pair, which would take hours."""
    text = martif(*(concept(lang("en", "x", f"v{number}"), identity=f"c{number}") for number in range(20_000)))
    (entry,) = read(text).entries
    assert len(entry.variants) == 20_000


def test_what_is_no_term_is_left_out_with_its_line():
    """Too long, mixed scripts, no letters at all in the right forms."""
    mixed = "Kyiv".replace("K", "\N{CYRILLIC CAPITAL LETTER KA}")
    imported = read(martif(concept(lang("en", "x" * 1001, mixed, "fine")), concept(lang("en", mixed), identity="c2")))
    assert [entry.forms for entry in imported.entries] == [("fine",)]
    lost = " / ".join(imported.lost)
    assert "more than 1,000 characters (line 2)" in lost
    assert "(lines 2, 3)" in lost


def test_columns_that_would_be_taken_for_ours_are_renamed():
    """TBX's ``context`` is a sentence; a column of that name would be words of mtqa."""
    aux = (
        '<descrip type="context">He said so.</descrip><descrip type="Notes">x</descrip><descrip type="a">1\n2</descrip>'
    )
    entry = read(martif(concept(lang("en", "x"), aux=aux + aux.replace("He", "She")))).entries[0]
    assert entry.context == ()
    assert entry.extra == (("a", "1\n2"), ("tbx Notes", "x"), ("tbx context", "He said so.\nShe said so."))


@pytest.mark.parametrize("name", WRITERS)
def test_what_other_programs_see(name):
    """Everything that TBX has a category for is in it; what is for mtqa only is said with counts."""
    entry = Entry(
        id="WPK (party)",
        term="Workers' Party",
        kind=EntryKind.WORK,
        variants=("WPK",),
        wrong=("Labour Party",),
        superseded=("Old Party",),
        sources=(Term("당", "ko"),),
        subject="politics",
        note="a < b",
        url="https://example.org/?a=1&b",
        added_by="ann",
        added_at="2026-01-02",
        roles=("chairman",),
        extra=(("definition", "a party"), ("partOfSpeech", "noun")),
    )
    exported = WRITERS[name](Glossary((entry,)))
    text = exported.data.decode()
    assert exported.lost == (
        (
            "in the file for mtqa only, other programs pass it over: ids that are no XML names (1), kinds (1), "
            "roles (1); the numbers are of entries"
        ),
    )
    plain = re.sub(r"\s*<[^<>]*(?:x-mtqa-|mtqa:)[^<>]*>[^<>]*</[^<>]*>", "", text)
    (back,) = read(plain).entries
    assert back == replace(entry, id="WPK_party", kind=EntryKind.ORGANISATION, roles=())
    assert read(text).entries == (entry,)


def test_ids_become_xml_names():
    """The id itself where it is one; names do not collide, and the ids come back."""
    ids = ["a", "a b", "a_b", "김정은", "윤석열", "entry", "1", "-x", "a/b", "_", "x" * 200]
    glossary = Glossary(tuple(Entry(id=one, term=f"t{number}") for number, one in enumerate(ids)))
    data = tbx.write(glossary).data.decode()
    names = re.findall(r'<conceptEntry id="([^"]*)"', data)
    assert len(set(names)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", one) for one in names)
    assert {"a", "a_b", "entry", "_"} <= set(names)
    assert {entry.id for entry in read(data).entries} == set(ids)


@pytest.mark.parametrize("name", WRITERS)
def test_another_target_language(name):
    """The forms are in the language that was named, on the way out and in."""
    glossary = Glossary((Entry(id="a", term="Kanzler", sources=(Term("chancellor", "en"), Term("Kanzler", "de-AT"))),))
    data = WRITERS[name](glossary, target_lang="de").data
    assert tbx.read(data, origin="x", target_lang="de").entries == glossary.entries
    assert tbx.read(data, origin="x").entries[0].term == "chancellor"


def test_writing_is_stable():
    """Sorted by id, the same to the byte whatever the order, and again after reading."""
    entries = [Entry(id=str(number), term=f"t{number}", note="x\n\ny") for number in range(20)]
    data = tbx.write(Glossary(tuple(entries))).data
    assert tbx.write(Glossary(tuple(reversed(entries)))).data == data
    assert tbx.write(Glossary(tbx.read(data, origin="x").entries)).data == data


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ('<descrip type="x-mtqa-match">exactly</descrip>', "x-mtqa-match is 'exactly'; it can be sound,"),
        ('<descrip type="x-mtqa-case">x</descrip>', "x-mtqa-case is 'x'"),
        ('<descrip type="x-mtqa-kind">?</descrip>', "x-mtqa-kind is '?'"),
    ],
)
def test_a_broken_category_of_ours_is_refused(fact, said):
    """With the line of its concept."""
    with pytest.raises(GlossaryError, match=r"x\.tbx, line 3") as caught:
        read(martif(concept(lang("en", "a")), concept(lang("en", "b"), aux=fact, identity="c2")))
    assert said in str(caught.value)


def test_an_unknown_category_of_ours_is_said_to_be_lost():
    """A later mtqa may write more."""
    imported = read(martif(concept(lang("en", "a"), aux='<descrip type="x-mtqa-later">x</descrip>')))
    assert imported.lost == ("not kept: x-mtqa-later (1)",)


@pytest.mark.parametrize("data", [b"<tmx/>", b"<TBX/>", b"<html><tbx/></html>", b"<conceptEntry/>"])
def test_other_xml_is_refused(data):
    """By its root element, with what to do."""
    with pytest.raises(GlossaryError, match=r"x\.tbx: no TBX: the root element is"):
        tbx.read(data, origin="x.tbx")


@pytest.mark.parametrize("name", WRITERS)
def test_what_xml_cannot_hold_is_refused(name):
    """With the entry, whatever attribute it stands in."""
    for values in ({"note": "a\x01"}, {"extra": (("a\x0b", "x"),)}, {"url": "http:\x02"}, {"variants": ("\ud800",)}):
        with pytest.raises(GlossaryError, match=r"the entry 'bad': the character U\+.*mtqa glossary edit"):
            WRITERS[name](Glossary((Entry(id="bad", term="x", **values),)))


def test_an_empty_glossary():
    """No concepts, no loss."""
    for write in WRITERS.values():
        exported = write(Glossary())
        assert exported.lost == ()
        assert tbx.read(exported.data, origin="x") == Imported(())
