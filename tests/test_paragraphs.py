"""Paragraphs of plain text, however its lines were broken."""

from __future__ import annotations

import pytest

from mtqa.paragraphs import paragraphs

WRAPPED = """The ambassador of South Korea to the
United States spoke on Monday about the
sanctions of the Security Council, which
he called a burden for the people.  Kim
was not there.

The talks went on for three days. North
Korea did not send anyone, and no one
had thought that it would.
"""
LINES = """Kim met the ambassador of South Korea in Seoul on Monday.
The ambassador spoke of sanctions.
China vetoed the move, officials said, and Russia did too.
He left."""


def found(text):
    """The paragraphs as text."""
    return [span.of(text) for span in paragraphs(text)]


def test_hard_wrapped_prose():
    """Lines wrapped at a width are one paragraph, names that begin a line among them."""
    assert [text.split()[0] for text in found(WRAPPED)] == ["The", "The"]


def test_one_paragraph_per_line():
    """Where each line is a paragraph, each stays one."""
    assert found(LINES) == LINES.split("\n")


def test_heading_on_the_line_before():
    """A heading directly above wrapped prose is not swallowed by it."""
    assert found("A short heading\n" + WRAPPED)[0] == "A short heading"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo", ["one", "two"]),
        ("one\r\n\r\ntwo", ["one", "two"]),
        ("one\r\rtwo", ["one", "two"]),
        ("one\n \t\N{NO-BREAK SPACE}\ntwo", ["one", "two"]),
        ("One.\N{PARAGRAPH SEPARATOR}two", ["One.", "two"]),
        ("one\ftwo", ["one", "two"]),
        ("One and\r\ntwo go on", ["One and\r\ntwo go on"]),
        ("One and\N{LINE SEPARATOR}two", ["One and\N{LINE SEPARATOR}two"]),
        ("One and\vtwo", ["One and\vtwo"]),
        ("- one\n- two", ["- one", "- two"]),
        ("1. one\n2. two", ["1. one", "2. two"]),
        ("Kim said:\n• one thing\n• another", ["Kim said:", "• one thing", "• another"]),
        ("  indented  \n\n\n", ["indented"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_breaks(text, expected):
    """What separates two paragraphs and what does not."""
    assert found(text) == expected
