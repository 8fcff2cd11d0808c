"""The check repeated-word: doubled by mistake, and doubled by English."""

import pytest

from mtqa.checks import all_checks
from mtqa.checks.repeated_word import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def run(text, check=CHECK):
    """The findings on one article."""
    document = segment(read_text(text))
    return list(check.run(document, Resources(document)))


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("He saw the the ship.", "the the"),
        ("He saw the THE ship.", "the THE"),
        ("They left for for the coast.", "for for"),
        ("He went to to Seoul and of of course stayed.", "to to"),
        ("It is a a problem.", "a a"),
        ("The the ship sank.", "The the"),
        ("He works at the ministry ministry of finance.", "ministry ministry"),
        ("He was\N{NO-BREAK SPACE}said to be with\N{NO-BREAK SPACE}with her.", "with\N{NO-BREAK SPACE}with"),
    ],
)
def test_flags(text, flagged):
    """A doubled word is flagged; the suggestion is its first copy."""
    finding = run(text)[0]
    assert finding.text == flagged
    assert finding.suggestions[0].text == flagged.split()[0]


def test_across_a_line_break():
    """The second copy may stand on the next line of a wrapped paragraph."""
    (finding,) = run("The talks that were held in the capital on the\nthe first of May\nended without a result.")
    assert finding.text == "the\nthe"


def test_particles_are_less_certain():
    """As "carried on on Monday" is right, a doubled particle weighs less than a doubled article."""
    (particle,) = run("They stayed in in the church.")
    (article,) = run("They stayed in the the church.")
    assert particle.confidence < article.confidence


@pytest.mark.parametrize(
    "text",
    [
        "All that he had had was gone; she knew that that was wrong.",
        "What it is is a mistake, and those who do do well. He gave her her book.",
        "They flew to Bora Bora, Baden Baden and Pago Pago, and saw Sing Sing.",
        "The Mau Mau rising, Boutros Boutros Ghali, Lang Lang and Li Li.",
        "Gorilla gorilla, Bison bison and Vulpes vulpes are species.",
        "They ate gado gado and mahi mahi, and smelled ylang ylang.",
        "Bye bye. It was very very long, so so far, ha ha.",
        "Who is it? It is he. He, he said, is the one – one of many.",
        "“The end,” “end” and (end) end it.",
        "The numbers are 5 5, 12 12 and 1,000 1,000.",
        "He came to to-day's meeting at the-the shop.",
        "Item A A is there; vitamin K K was not.",
        "The best\n\nBest of all",
    ],
)
def test_left_alone(text):
    """Words that English doubles, names, other languages, numbers, and words divided by punctuation."""
    assert run(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "He saw the the the ship.",
        "He saw the the the the ship.",
        "They sold the the big old ship and they sold the the big old ship and left.",
        "It is in the the port. It is in the the port. It is in the the port. It is in the the port.",
    ],
)
def test_loops_are_not_reported_twice(text):
    """What loop flags is left to it."""
    assert len(run(text, all_checks()["loop"])) == 1
    assert run(text) == []


def test_furniture_is_left_alone():
    """What segmentation took for page furniture is not looked at."""
    assert run("Talks resume\n\nThey met on Monday.\n\nMore from the the Times") == []
