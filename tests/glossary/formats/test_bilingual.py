"""DeepL, Google, OmegaT and Weblate: their rules, and what becomes of rows."""

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary.formats import deepl, google, omegat, weblate
from mtqa.glossary.model import Entry, EntryKind, Glossary, Term

YOON = Entry(
    id="ysy",
    term="Yoon Suk Yeol",
    kind=EntryKind.PERSON,
    variants=("Yoon Suk-yeol",),
    wrong=("Eun Sook-eol",),
    sources=(Term("윤석열", "ko"), Term("尹锡悦", "zh")),
)


def terms(imported):
    """Terms with their source terms."""
    return [
        (entry.term, entry.variants, [(term.text, term.lang) for term in entry.sources]) for entry in imported.entries
    ]


@pytest.mark.parametrize(
    ("text", "langs"),
    [
        ("윤석열\tYoon Suk Yeol\n", ""),
        ("윤석열,Yoon Suk Yeol\n", ""),
        ("윤석열,Yoon Suk Yeol,KO,EN-US\n", "ko"),
        ("윤석열,Yoon Suk Yeol,ko,en,0.9\n", "ko"),
        ("Yoon Suk Yeol,윤석열,en,ko\n", "ko"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}윤석열\tYoon Suk Yeol\n\n", ""),
    ],
)
def test_deepl_reads_two_to_five_columns(text, langs):
    """Columns behind the terms are languages; a file for the other direction is turned round."""
    assert terms(deepl.read(text.encode(), origin="g")) == [("Yoon Suk Yeol", (), [("윤석열", langs)])]


def test_deepl_says_what_it_turns_round_and_leaves_out():
    """The relevance, rows of other languages and a reversed file are stated."""
    assert "relevance" in deepl.read("윤석열,Yoon,ko,en,0.9\n".encode(), origin="g").lost[0]
    assert "neither term" in deepl.read(b"a,b,fr,de\nc,d,fr,en\n", origin="g").lost[0]
    turned = deepl.read("Seoul\t서울\nPyongyang\t평양\n".encode(), origin="g")
    assert terms(turned)[0] == ("Seoul", (), [("서울", "")])
    assert "first was read as the right forms" in turned.lost[0]


def test_deepl_writes_only_what_deepl_takes():
    """No control characters, no second row of a source term, at most 1,024 bytes."""
    glossary = Glossary(
        (
            YOON,
            Entry(id="2", term="Other", sources=(Term("윤석열", "ko"),)),
            Entry(id="3", term="Seoul", sources=(Term("서" * 400, "ko"),)),
            Entry(id="4", term="Bad\N{LINE SEPARATOR}", sources=(Term("나", "ko"),)),
            Entry(id="5", term="None"),
        )
    )
    exported = deepl.write(glossary, source_lang="ko")
    assert exported.data.decode() == "윤석열\tYoon Suk Yeol\n"
    said = " ".join(exported.lost)
    assert "1 entry without a source term in 'ko'" in said
    assert "1,024 bytes" in said
    assert "control character" in said
    assert "variants" in said


def test_deepl_stops_at_ten_mebibytes():
    """Rows beyond the size that the service takes are counted."""
    glossary = Glossary(
        tuple(
            Entry(id=str(n), term=f"{n} " + "x" * 900, sources=(Term(f"{n} " + "y" * 900, "fr"),)) for n in range(6000)
        )
    )
    exported = deepl.write(glossary)
    assert len(exported.data) <= 10 * 1024 * 1024
    assert any("10 MiB" in sentence for sentence in exported.lost)


def test_one_pair_of_languages_must_be_chosen():
    """With source terms in two languages, a file of one pair asks which."""
    for write in (deepl.write, google.write, omegat.write, weblate.write):
        with pytest.raises(GlossaryError, match=r"ko, zh.*--source-lang"):
            write(Glossary((YOON,)))
    assert deepl.write_csv(Glossary((YOON,))).data.decode() == (
        "윤석열,Yoon Suk Yeol,ko,en\n尹锡悦,Yoon Suk Yeol,zh,en\n"
    )


def test_google_equivalent_terms():
    """A header of language codes; the part of speech is kept, the description is the note."""
    data = "en,ko,zh,pos,description\nSeoul,서울,首尔,noun,capital\n,평양,,,\n".encode()
    imported = google.read(data, origin="g")
    (entry,) = imported.entries
    assert [(term.text, term.lang) for term in entry.sources] == [("서울", "ko"), ("首尔", "zh")]
    assert (entry.note, entry.extra) == ("capital", (("pos", "noun"),))
    assert "(row 3)" in imported.lost[0]
    assert google.write_terms(Glossary(imported.entries)).data.decode() == (
        "en,ko,zh,pos,description\nSeoul,서울,首尔,noun,capital\n"
    )
    with pytest.raises(GlossaryError, match="no column of 'en'"):
        google.read(b"fr,ko\na,b\n", origin="g")


def test_omegat_comments_alternatives_and_hash_lines():
    """Several targets of a source are alternatives, the third column is the note, # begins a comment."""
    text = "# Glossary\n윤석열\tYoon Suk Yeol\tthe president\n윤석열\tYoon Suk-yeol\n"
    (entry,) = omegat.read(text.encode(), origin="g").entries
    assert (entry.term, entry.variants, entry.note) == ("Yoon Suk Yeol", ("Yoon Suk-yeol",), "the president")
    assert entry.origin == "g:2"
    exported = omegat.write(Glossary((YOON,)), source_lang="ko")
    assert exported.data.decode() == "윤석열\tYoon Suk Yeol\n윤석열\tYoon Suk-yeol\n"


def test_omegat_leaves_out_what_would_be_a_comment():
    """A source term that begins with # cannot be in the file."""
    exported = omegat.write(Glossary((Entry(id="a", term="Tag", sources=(Term("#태그", "ko"),)),)))
    assert exported.data == b""
    assert any("comment" in sentence for sentence in exported.lost)


def test_weblate_columns_in_any_order_and_homonyms():
    """Context tells homonyms apart and is the subject; comments are the note; fuzzy rows are counted."""
    text = (
        "source,target,context,fuzzy,developer_comments,translator_comments,location\n"
        "은행,bank,money,,place of money,,\n은행,ginkgo,trees,True,,nut,src:1\n"
    )
    imported = weblate.read(text.encode(), origin="g", source_lang="ko")
    assert [(entry.term, entry.subject, entry.note) for entry in imported.entries] == [
        ("bank", "money", "place of money"),
        ("ginkgo", "trees", "nut"),
    ]
    assert any("fuzzy" in sentence for sentence in imported.lost)
    assert any("location (row 3)" in sentence for sentence in imported.lost)


@pytest.mark.parametrize("module", [deepl, google, omegat, weblate])
def test_a_row_without_a_pair(module):
    """One cell where two should be is an error with the row, not an entry."""
    with pytest.raises(GlossaryError, match=r"g, row 1"):
        module.read("한 칸\n".encode(), origin="g")
