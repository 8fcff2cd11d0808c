"""What each block of an article is, and that segments keep inside the blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.data import Block, BlockKind, Document, Span
from mtqa.readers import read, read_path, read_text
from mtqa.segment import segment

SEED = Path(__file__).parents[2] / "seeds" / "biden-korea-visit.txt"
P, H, C, F = BlockKind.PROSE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.FURNITURE
#: A paragraph that no one takes for a heading.
BODY = "The ambassador spoke on Monday about the sanctions. He left Seoul in the evening, officials said."


def kinds(text):
    """The kind of each block of a plain text."""
    return [block.kind for block in segment(read_text(text)).blocks]


def test_the_seed_article():
    """Headline, three teasers, four furniture lines; the rest is prose."""
    document = segment(read_path(SEED))
    by_kind = {
        kind: [block.span.of(document.text) for block in document.blocks if block.kind is kind] for kind in BlockKind
    }
    assert [text.split()[0] for text in by_kind[H]] == ["Biden’s", "South", "North", "South"]
    assert [text.split()[0] for text in by_kind[F]] == ["Placeholder", "Related", "Leave", "Your"]
    assert by_kind[C] == []
    assert len(by_kind[P]) == len(document.blocks) - 8
    assert all(len(text) > 120 for text in by_kind[P])


@pytest.mark.parametrize(
    "text",
    [
        "Kim visits Seoul",
        "US, South Korea agree: no more tests",
        "What next for Korea?",
    ],
)
def test_headlines(text):
    """A first line without a full stop, or one that asks."""
    assert kinds(f"{text}\n\n{BODY}\n\n{BODY}") == [H, P, P]


@pytest.mark.parametrize(
    "text",
    [
        "He had one message for the other five countries:",
        "It is something they have never dreamed of in the past. “",
        "That is a gift from heaven, Lankov said “",
        "“We will have to see,” she said.",
        "He said: “It is over.”",
        "Is it over? The ambassador thinks so. What comes next?",
        "and then the talks went on without a full stop",
        "- a point of a list without a full stop",
        "No one knows what the talks will bring ...",
        "The ambassador spoke for a long time about the many sanctions and about the people who live with them " * 2,
    ],
)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_prose(text, place):
    """A paragraph whose end is garbled, a list, a question among others: none is a heading."""
    article = {"first": [text, BODY, BODY], "middle": [BODY, text, BODY], "last": [BODY, BODY, text]}[place]
    index = ["first", "middle", "last"].index(place)
    assert kinds("\n\n".join(article))[index] is P


@pytest.mark.parametrize("text", ["Photo: Lee Jin-man/AP", "Kim at the border on Monday. (AP Photo/Lee Jin-man)"])
def test_captions(text):
    """A credit makes a caption, or a line of the page; never prose."""
    assert kinds(f"{BODY}\n\n{text}\n\n{BODY}")[1] in {C, F}


def test_a_list_of_lines_has_no_headings():
    """Where nothing ends a sentence, a missing full stop says nothing."""
    assert set(kinds("Kim met Lee\n\nLee left Seoul\n\nPark stayed")) == {P}


def test_what_markup_says_is_kept():
    """A heading of a page stays one though it ends in a full stop."""
    document = segment(read(f"<h1>Kim left.</h1><p>{BODY}".encode(), id="x.html"))
    assert [block.kind for block in document.blocks] == [H, P]


def test_blocks_are_found_when_a_document_has_none():
    """A document made by hand is cut into paragraphs first."""
    assert len(segment(Document(id="x", text=f"{BODY}\n\n{BODY}")).blocks) == 2


def test_twice_is_the_same():
    """Cutting a document that is cut changes nothing."""
    once = segment(read_path(SEED))
    assert segment(once) == once


PIECES = st.sampled_from(
    [
        "Kim",
        "He left. ",
        "“Why?” ",
        "Mr. ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\r\n\r\n",
        ". ",
        "“",
        "\f",
        "\v",
        "\N{LINE SEPARATOR}",
        "\N{PARAGRAPH SEPARATOR}",
        "\N{NO-BREAK SPACE}",
        "- ",
        "Related Posts\n\n",
        "a",
        "\N{RIGHT-TO-LEFT MARK}",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(str.strip))
def test_segments_tile_the_blocks(text):
    """Blocks hold all that is not blank; segments hold all of a block, in order, and never cross one."""
    document = segment(read_text(text))
    at = 0
    for block in document.blocks:
        assert text[at : block.span.start].strip() == ""
        at = block.span.end
    assert text[at:].strip() == ""
    assert [found.index for found in document.segments] == list(range(len(document.segments)))
    for number, block in enumerate(document.blocks):
        own = [found for found in document.segments if found.block == number]
        at = block.span.start
        for found in own:
            assert block.span.contains(found.span)
            assert text[at : found.span.start].strip() == ""
            assert found.span.of(text) == found.span.of(text).strip() != ""
            assert found.kind is block.kind
            at = found.span.end
        assert text[at : block.span.end].strip() == ""


def test_a_blank_block_has_no_segments():
    """A block of white space, from a reader of someone else's, is cut into nothing."""
    document = Document(id="x", text="  \nKim left.", blocks=(Block(Span(0, 2)), Block(Span(3, 12))))
    assert [found.block for found in segment(document).segments] == [1]
