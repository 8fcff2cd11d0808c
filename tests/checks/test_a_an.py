"""The check a-an: by sound, and only where the letters tell it."""

import time

import pytest

from mtqa.checks._sounds import takes_an
from mtqa.checks.a_an import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


@pytest.mark.parametrize(
    "word",
    """
    apple hour honest honour heir unidentified unimportant uninformed umbrella usher utter onerous eyewitness oasis 8 80 8.5 11 18 11,000
    18-year-old FBI NGO MP SMS HIV MRI NBA X-ray F-16 S-curve e-mail ulcer egg EU OECD IAEA LGBT $8 €11 éclair M.P. SUVs
    """.split(),  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
def test_takes_an(word):
    """Vowel sounds: silent h, letters said "eff", "em", "ex", numbers said "eight", "eleven"."""
    assert takes_an(word, 0) is True


@pytest.mark.parametrize(
    "word",
    """
    banana house university union unique unanimous useful usual utopia ubiquitous European eulogy ewe one once one-off UN US UK UAE UNESCO
    U.S. U-turn NATO NASA FIFA SARS BBC GDP CEO T-shirt 1 100 110 5 70 2018 $5 $100 Ukrainian Ugandan universal unit unitary year yes NAFTA
    """.split(),  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
def test_takes_a(word):
    """Consonant sounds: "you", "won", initialisms said as words."""
    assert takes_an(word, 0) is False


@pytest.mark.parametrize(
    "word",
    "historic herb hotel URL FAQ 1100 1800 Xbox Mbappé mRNA Uyghur Ouagadougou XIX RMB Ulm Hermès Ng b nth".split(),  # noqa: SIM905 - CONFIG: as above
)
def test_has_no_answer(word):
    """Where people differ, or the letters do not tell."""
    assert takes_an(word, 0) is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("It is a apple.", "It is an apple."),
        ("He met an UN envoy and a EU one.", "He met a UN envoy and an EU one."),
        ("For “a unusual” day.", "For “an unusual” day."),
        ("A honest man came. A umbrella fell.", "An honest man came. An umbrella fell."),
        ("It took a “interesting” turn.", "It took an “interesting” turn."),
        ("An 100-day plan.", "A 100-day plan."),
    ],
)
def test_mends(wrong, right):
    """The other article takes its place, with its capital."""
    text = wrong
    for finding in reversed(findings(text)):
        text = text[: finding.span.start] + finding.suggestions[0].text + text[finding.span.end :]
    assert text == right
    assert findings(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "Serie A is a league. Vitamin A and group A are here; plan A includes it.",
        "Yan'an folk songs; An Jing came; Tian-an men; R&D, Q&A experts.",
        "At 9 a.m. in May; à la carte; a in the margin; “an” before vowels; a or an?",
        "The letter a is first; point a of the list; an b; a e i o u.",
        "Ein Mann an der Tür; an die Freude; camino a el mar; a un lado.",
    ],
)
def test_leaves_alone(text):
    """Letters, names and other languages."""
    assert findings(text) == []


def test_a_flood_is_one_finding():
    """Many are said once, without a suggestion that mends only one."""
    (finding,) = findings("It is a apple. " * 40)
    assert "40 such articles" in finding.message
    assert finding.suggestions == ()


@pytest.mark.parametrize("unit", ["a ", "a a", "an $8", "a 8,888,", "A U.N.", "a-a ", 'a "', "an X-", "a é"])
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("word " + unit * 20_000 + " end.")
    assert time.perf_counter() - start < 3
