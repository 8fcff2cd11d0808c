"""Compiling a glossary file: the same entries and the same complaints as reading it into memory."""

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary import bulk, limits
from mtqa.glossary.store_csv import load_csv
from mtqa.names.index.cache import compiled_glossary

FILES = {
    "terms alone": "term\nYoon Suk-yeol\nJeju Island\nTHAAD\nsupply chain\n윤석열\nŁódź\n",
    "every column": (
        "id,term,kind,variants,wrong,source_term,source_lang,roles,note,colour,\n"
        'ysy,Yoon Suk-yeol,person,Yoon Suk Yeol| Yoon  Seok-youl |,Yun Sook-yul|,윤석열,ko,President|leader,"a\nb",red,x\n'
        ",Seoul,place,,,,,,,,\n"
    ),
    "semicolons and blank rows": "term;kind\n\nSeoul;place\n;\nBusan;city\n\n",
    "a byte order mark, CRLF": "\N{ZERO WIDTH NO-BREAK SPACE}term,kind\r\nSeoul,place\r\n",
    "short and long rows": "term,kind,note\nSeoul\nBusan,place,a,,\n",
    "marks and rules": (
        "id,term,variants,wrong,superseded,match,case,watch,context,must_flag,source_term\n"
        "a,Covid-19 {same-case},Covid|SARS\\|2,[Cc]orona ?virus {pattern}|Kovid,Wuhan virus,inflected,,,virus,A b.|C d.,ko:코로나\n"
        ",KJU {exact},,,,,,yes,,,\n"
        "c,Seoul,Soul {any-case},,Hanyang,Exact,same-case,no,,,ko:서울|ja:ソウル\n"
    ),
    "unusual spaces": "term,variants\nKim\N{NO-BREAK SPACE}Il,Kim   Il|Kim Il\n  Moon   Jae-in  ,Moon\n",
    "ids made": "id,term,kind\n,Łódź & Co.,org\n,Yunnan,place\n,Yunnan,org\nParis,Paris Hilton,person\n,Paris,place\n",
    "a form only of punctuation in a variant": "term,variants,wrong\nC++,-|++|C#,--\n",
    "a term in quotation marks": 'term,kind\n"“the Quad”",organisation\n"\'Abd al-Rahman",person\n',
    "the kind in other words": "term,type\nSeoul,GPE\nAsiana,Org\nx,\n",
}


@pytest.mark.parametrize("rows", [1, 2, 8192])
@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_the_same_entries_as_in_memory(text, rows, csv_file, cache, monkeypatch):
    """Every entry comes back whole, whatever the size of a block."""
    monkeypatch.setattr(bulk, "_ROWS", rows)
    path = csv_file(text)
    compiled = compiled_glossary(path, note=lambda _message: None)
    expected = load_csv(path).entries
    assert compiled.size == len(expected)
    assert compiled.entries(range(compiled.size)) == expected


REFUSED = {
    "empty": "",
    "blank": " \n\n",
    "no term column": "name,kind\nSeoul,place\n",
    "a column twice": "term,Kind,type\nSeoul,place,place\n",
    "an empty term": "term,kind\nSeoul,place\n,place\n",
    "a term of dashes": "term,kind\nSeoul,place\n--,place\n",
    "an unknown kind": "term,kind\nSeoul,place\nTokyo,plaace\n",
    "a control character": "term,kind\nSeoul,place\nTo\x07kyo,place\n",
    "a line break in a term": 'term,kind\nSeoul,place\n"To\nkyo",place\n',
    "too many cells": "term,kind\nSeoul,place\nTokyo,place,x\n",
    "broken quoting": 'term,kind\nSeoul,place\n"Tokyo"x,place\n',
    "a long form": "term,variants\nSeoul,\nTokyo,a|" + "x" * 1001 + "\n",
    "the same term": "term,kind\nSeoul,place\nBusan,place\nSeoul,place\n",
    "the same term but for its apostrophe": "term,kind\nXi'an,place\nXi’an,place\n",
    "the same term, kinds guessed": "term\nSeoul\nBusan\nSeoul\n",
    "the same id": "id,term\na,Seoul\nb,Busan\na,Daegu\n",
    "right and wrong": "term,wrong\nSea of Japan,\nEast Sea,Sea of  Japan\n",
    "a variant that is wrong elsewhere": "term,variants,wrong\nKyiv,Kiev,\nKyiv Post,,Kiev\n",
    "not UTF-8": b"term\nSeoul\n" + b"M\xfcnchen\n",
    "a null byte": b"term\nSeoul\0\n",
    "UTF-16": "term\nSeoul\n".encode("utf-16"),
    "a workbook": b"PK\x03\x04 and so on",
}


@pytest.mark.parametrize("rows", [1, 8192])
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_the_same_complaint_as_in_memory(text, rows, csv_file, cache, monkeypatch):
    """A mistake is reported in the words of the small loader, with file, row and column."""
    monkeypatch.setattr(bulk, "_ROWS", rows)
    path = csv_file(text)
    with pytest.raises(GlossaryError) as expected:
        load_csv(path)
    with pytest.raises(GlossaryError) as caught:
        compiled_glossary(path, note=lambda _message: None)
    assert str(caught.value) == str(expected.value)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_nothing_is_left_of_a_file_that_was_refused(text, csv_file, cache):
    """A refused file leaves no compiled file, whole or in part."""
    with pytest.raises(GlossaryError):
        compiled_glossary(csv_file(text), note=lambda _message: None)
    left = {path.suffix for path in cache.glob("glossaries/*")} | {path.suffix for path in cache.glob("glossaries/.*")}
    assert left <= {".lock"}


def test_too_many_entries(csv_file, cache):
    """Beyond the limit the first row too many is named."""
    with limits.use(limits.Limits(entries=2)), pytest.raises(GlossaryError, match=r"row 4: more than 2 entries; split"):
        compiled_glossary(csv_file("term\na\nb\nc\n"), note=lambda _message: None)


def test_too_many_bytes(csv_file, cache):
    """A file beyond the limit of bytes is refused before it is read."""
    with (
        limits.use(limits.Limits(bytes=10)),
        pytest.raises(GlossaryError, match=r"larger than .* MB, which no glossary should be"),
    ):
        compiled_glossary(csv_file("term\nSeoul, the capital\n"), note=lambda _message: None)
