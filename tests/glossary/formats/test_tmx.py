"""TMX: our own comes back whole; the units of other programs are pairs of terms."""

import re

import mtqa_tests_strategies as strategies
import pytest
from hypothesis import HealthCheck, given, settings

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.formats import tmx
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode, Term, TermStatus

COMMON = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def by_id(entries):
    """Entries sorted by id."""
    return tuple(sorted(entries, key=lambda entry: entry.id))


def read(*units, header="", **options):
    """What a TMX file of these units reads as."""
    text = f'<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="ko">{header}</header>\n<body>'
    return tmx.read((text + "\n".join(units) + "</body></tmx>").encode(), origin="x.tmx", **options)


def unit(more="", /, *, attributes="", **segments):
    """A unit with a segment per language."""
    variants = "".join(
        f'<tuv xml:lang="{lang.replace("_", "-")}"><seg>{text}</seg></tuv>' for lang, text in segments.items()
    )
    return f"<tu {attributes}>{more}{variants}</tu>"


@COMMON
@given(glossary=strategies.glossaries())
def test_every_attribute_comes_back(glossary):
    """import(export(g)) == g, sorted by id: what TMX cannot say stands in properties."""
    exported = tmx.write(glossary)
    back = tmx.read(exported.data, origin="g.tmx")
    assert back.entries == by_id(glossary.entries)
    assert back.lost == ()
    assert tmx.looks_like(exported.data)
    assert tmx.write(Glossary(back.entries)) == exported
    assert bool(exported.lost) is bool(glossary.entries)  # at least the kinds are for mtqa only


def test_a_plain_program_sees_pairs():
    """Without mtqa's properties a written file is term, first right source terms, and the note."""
    entry = Entry(
        id="yoon",
        term="Yoon Suk Yeol",
        kind=EntryKind.PERSON,
        variants=("Yoon",),
        wrong=("Yun",),
        sources=(
            Term("尹", "zh", TermStatus.DEPRECATED),
            Term("尹錫悅", "zh"),
            Term("윤석열", "ko"),
            Term("윤", "ko", TermStatus.ADMITTED),
            Term("x", "en-GB"),
            Term("y", ""),
        ),
        note="a & b",
        added_by="ann",
        added_at="2026-01-31T12:00:00Z",
    )
    exported = tmx.write(Glossary((entry, Entry(id="x", term="Alone"))))
    plain = re.sub(rb"\s*<prop.*</prop>", b"", exported.data)
    (alone, back) = tmx.read(plain, origin="x").entries
    assert back == Entry(
        id="Yoon Suk Yeol",
        term="Yoon Suk Yeol",
        kind=EntryKind.PERSON,
        sources=(Term("尹錫悅", "zh"), Term("윤석열", "ko")),
        note="a & b",
        added_by="ann",
        added_at="2026-01-31T12:00:00Z",
    )
    assert alone.term == "Alone"
    assert "variants (1), wrong forms (1)" in exported.lost[0]
    assert exported.lost[1].startswith("1 entry without a right source term")
    assert b'srclang="*all*"' in exported.data
    assert b'srclang="ko"' in tmx.write(Glossary((entry,)), source_lang="ko").data


def test_units_with_one_source_term_are_one_entry():
    """Alternatives of each other, as in every format of pairs; a subject tells homonyms apart."""
    imported = read(
        unit(ko="윤석열", en="Yoon Suk Yeol"),
        unit(ko="윤석열", en="Yoon Suk-yeol"),
        unit(zh="尹錫悅", en="Yoon Suk Yeol"),
        unit('<prop type="domain">finance</prop>', ko="은행", en="bank"),
        unit('<prop type="domain">plants</prop>', ko="은행", en="ginkgo"),
    )
    yoon, bank, ginkgo = imported.entries
    assert yoon.forms == ("Yoon Suk Yeol", "Yoon Suk-yeol")
    assert yoon.sources == (Term("윤석열", "ko"), Term("尹錫悅", "zh"))
    assert (bank.subject, ginkgo.subject) == ("finance", "plants")
    refuse_conflicts(imported.entries)


def test_notes_dates_and_authors_are_kept():
    """``creationid`` and ``creationdate``; where there are none, who changed it last."""
    units = (
        unit(
            "<note>one</note><note>two</note>", attributes='creationid="ann" creationdate="20260131T120000Z"', en="A1"
        ),
        unit(attributes='changeid="bob" changedate="20260201T000000Z"', en="B1"),
        unit(attributes='creationdate="yesterday"', en="C1"),
    )
    first, second, third = read(*units).entries
    assert (first.note, first.added_by, first.added_at) == ("one\ntwo", "ann", "2026-01-31T12:00:00Z")
    assert (second.added_by, second.added_at) == ("bob", "2026-02-01T00:00:00Z")
    assert third.added_at == "yesterday"


def test_codes_are_no_text():
    """What stands in bpt, ept, it, ph and ut is markup; what stands in hi is text."""
    seg = '<bpt i="1">&lt;b></bpt>Kim <hi>Jong</hi>\n  Un<ept i="1">&lt;/b></ept><ph>\\n</ph><it pos="begin">x<sub>y</sub></it>'
    imported = read(unit(en=seg, ko="김정은"))
    assert imported.entries[0].term == "Kim Jong Un"
    assert any("codes in 1 segment" in sentence for sentence in imported.lost)


def test_languages():
    """Regions count as the language, ``lang`` as ``xml:lang``; what has no target is left out and counted."""
    imported = read(
        unit(EN_us="Color", en_GB="Colour", en="Hue", KO_KR="색"),
        '<tu><tuv lang="en"><seg>Sea</seg></tuv><tuv><seg>바다</seg></tuv></tu>',
        unit(ko="강", de="Fluss"),
        source_lang="ja",
    )
    color, sea = imported.entries
    assert color.forms == ("Hue", "Color", "Colour")
    assert color.sources == (Term("색", "ko-KR"),)
    assert sea.sources == (Term("바다", "ja"),)
    assert any("1 unit without a segment in 'en' left out (in: de, ko)" in one for one in imported.lost)
    assert any("en-GB (1), en-US (1)" in one for one in imported.lost)
    assert read(unit(ko="강", de="Fluss"), target_lang="de").entries[0].term == "Fluss"


def test_what_is_no_term_is_left_out():
    """Sentences of a translation memory, control characters, mixed scripts, empty segments; counted with their units."""
    imported = read(
        unit(en="x" * 1001, ko="a"),
        unit(en="Kyiv".replace("K", "\N{CYRILLIC CAPITAL LETTER KA}"), ko="b"),
        unit(en="", ko="c"),
        unit(en="Fine", ko="d"),
        unit('<prop type="x-origin">tm</prop>', en="Good", ko="e"),
    )
    assert [entry.term for entry in imported.entries] == ["Fine", "Good"]
    text = " / ".join(imported.lost)
    for part in ("more than 1,000 characters (unit 1)", "two scripts", "(unit 2)", "1 unit without", "x-origin (1)"):
        assert part in text


def test_what_another_program_changed_in_our_file_counts():
    """A segment edited elsewhere wins over the property; segments added there are kept."""
    entry = Entry(
        id="e",
        term="Old",
        variants=("Alt",),
        match=MatchMode.EXACT,
        sources=(Term("가", "ko"), Term("나", "ko", TermStatus.ADMITTED)),
        exceptions=(FormRule("Alt", MatchMode.SOUND, CaseRule.ANY_CASE),),
    )
    data = tmx.write(Glossary((entry,))).data.replace(b"<seg>Old</seg>", b"<seg>New</seg>")
    data = data.replace(b"</tu>", b'<tuv xml:lang="de"><seg>Neu</seg></tuv></tu>')
    (back,) = tmx.read(data, origin="x").entries
    assert (back.id, back.term, back.variants, back.exceptions) == ("e", "New", ("Alt",), entry.exceptions)
    assert back.sources == (*entry.sources, Term("Neu", "de"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('-match">exact', '-match">exactly', "x-mtqa-match is 'exactly'; it can be sound, inflected, exact, pattern"),
        ("{any-case}", "{any-kase}", "any-kase"),
    ],
)
def test_a_broken_property_of_ours_is_refused(old, new, said):
    """With the line of its unit."""
    data = unit(
        '<prop type="x-mtqa-id">e</prop><prop type="x-mtqa-match">exact</prop><prop type="x-mtqa-variant">B {any-case}</prop>',
        en="A",
    )
    assert old in data
    with pytest.raises(GlossaryError, match=r"x\.tmx, line 4") as caught:
        read(data.replace(old, new))
    assert said in str(caught.value)


@pytest.mark.parametrize("data", [b"<martif/>", b"<TMX/>", b"<html><tmx/></html>"])
def test_other_xml_is_refused(data):
    """By its root element."""
    assert not tmx.looks_like(data)
    with pytest.raises(GlossaryError, match="no TMX"):
        tmx.read(data, origin="x")


def test_what_xml_cannot_hold_is_refused():
    """With the entry."""
    with pytest.raises(GlossaryError, match=r"'bad'.*U\+0001"):
        tmx.write(Glossary((Entry(id="bad", term="x", note="a\x01"),)))
