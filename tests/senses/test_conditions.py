"""Conditions: where their words must stand."""

import pytest

from mtqa.data import Span
from mtqa.senses.conditions import holds, parse, read_words

TEXT = "On Monday, the council agreed to lift 12 new sanctions; Paris and other capitals did not vote"
SETS = {"cities": ("paris", "rome")}


def at_lift(condition):
    """Whether the condition holds at the word "lift"."""
    found = read_words(TEXT, Span(0, len(TEXT)))
    at = next(i for i, word in enumerate(found) if word.key == "lift")
    return holds(parse(condition, sets=SETS), found, at, at + 1, everywhere=frozenset({"moscow", "sanctioned"}))


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "obj=sanction",
        "obj=sanction*",
        "obj=new obj=sanction",
        "next=#",
        "prev=to",
        "pre=council|senate",
        "with=council",
        "after=paris",
        "near=vote",
        "near=@cities",
        "after=^",
        "doc=moscow",
        "doc=sanction*",
        "!next=the",
        "!obj=paris",
        "obj=tariff ; obj=sanction",
        "obj==sanctions",
    ],
)
def test_holds(condition):
    """Places, inflections, prefixes, marks, sets, negation and alternatives."""
    assert at_lift(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "obj=tariff",
        "next=sanction",
        "obj=paris",
        "pre=monday",
        "prev=council",
        "obj=sanction obj=old",
        "!obj=sanction",
        "obj==sanction",
        "doc=london",
        "prev=^",
        "next=.",
    ],
)
def test_does_not_hold(condition):
    """A clause bounds "obj" and "pre"; every atom must hold."""
    assert not at_lift(condition)


def test_end_of_clause():
    """The end of a clause can be asked for."""
    found = read_words("the exit, they said", Span(0, 19))
    assert holds(parse("next=.", sets={}), found, 1, 2, everywhere=frozenset())
    assert not holds(parse("prev=.", sets={}), found, 1, 2, everywhere=frozenset())
    assert holds(parse("prev=.", sets={}), found, 0, 1, everywhere=frozenset())


@pytest.mark.parametrize("text", ["sanction", "beside=x", "obj=", "obj=a||b", "near=@nothing"])
def test_refuses(text):
    """What is not a condition is named."""
    with pytest.raises(ValueError, match=text.partition("=")[0]):
        parse(text, sets=SETS)
