"""The check loop: what a machine repeats, and what people repeat on purpose."""

import time

import pytest

from mtqa.checks.loop import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def run(text):
    """The findings on one article."""
    document = segment(read_text(text))
    return list(CHECK.run(document, Resources(document)))


def mended(text, findings):
    """The text with the first suggestion of every finding put in."""
    for finding in sorted(findings, key=lambda one: one.span, reverse=True):
        text = text[: finding.span.start] + finding.suggestions[0].text + text[finding.span.end :]
    return text


WORDS = tuple("the port of the northern city will be closed for repairs until further notice".split())  # noqa: SIM905 - CONFIG: read as words


@pytest.mark.parametrize("length", range(1, 15))
@pytest.mark.parametrize("copies", [2, 3, 4, 9])
def test_phrase_by_length_and_copies(length, copies):
    """A phrase of up to three words loops from three copies on, a longer one from two; one copy is left."""
    phrase = " ".join(["harbour", *WORDS[: length - 1]])
    text = f"Officials said on Monday that {' '.join([phrase] * copies)} in the south."
    findings = run(text)
    if length < 4 and copies < 3:
        assert findings == []
        return
    (finding,) = findings
    assert finding.text.count("harbour") == copies
    assert mended(text, findings) == f"Officials said on Monday that {phrase} in the south."


@pytest.mark.parametrize(
    "text",
    [
        "“No, no, no, no,” he said.",
        "It was a very, very, very long night.",
        "They ran and ran and ran and ran.",
        "Prices rise more and more and more and more.",
        "Step by step by step, day after day after day after day, they came closer.",
        "The crowd shouted: “USA! USA! USA! USA!”",
        "Education, education, education: these were his three priorities.",
        "She won 6-3, 6-3, 6-3.",
        "The code is 1 2 3 1 2 3 1 2 3 and the number 555 555 555 555.",
        "Dial nine nine nine and wait.",
        "Ha ha ha ha, he laughed, and ding ding ding went the bell.",
        "It sounds like knock, knock, knock.",
        "Government of the people, by the people, for the people, shall not perish.",
        "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness.",
        "He came. He saw. He came. He saw.",
        "“Come and see it. Come and see it,” the children sang.",
        "They sell permits for the north; permits for the north of the island cost more.",
        "The Bank of Korea (the Bank of Korea was founded in 1950) kept its rate.",
        "The only team that has never been absent from the league and the only team that has never been relegated.",
        "On July 26 and on July 27 and on July 28 and on July 29 it will rain.",
        "Hahahahahahaha! Mississippi, Tennessee, 1000000000000000000.",
        "www.example.org, www.example.org/www/www",
    ],
)
def test_deliberate_repetition_is_left_alone(text):
    """Rhetoric, chants, numbers, lists and glosses are no loops."""
    assert run(text) == []


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Korea, Korea, Korea, Korea, Korea and Japan met.", "Korea, Korea, Korea, Korea, Korea"),
        ("The THE the talks failed.", "The THE the"),
        ("He paid with the\nthe\nthe card that his father had given to him.", "the\nthe\nthe"),
        (
            "He left. It is hard to say. It is hard to say. It is hard to say. She stayed.",
            "It is hard to say. It is hard to say. It is hard to say",
        ),
        (
            "The minister of finance resigned on Monday morning. The minister of finance resigned on Monday morning. He is ill.",
            "The minister of finance resigned on Monday morning. The minister of finance resigned on Monday morning",
        ),
        ("It was an interinterinterinterinternational event.", "interinterinterinterinternational"),
    ],
)
def test_flags(text, flagged):
    """Copies are found across case, line breaks and sentences, and begin where a sentence begins."""
    assert [finding.text for finding in run(text)] == [flagged]


def test_copies_that_differ():
    """A sentence whose word sequences keep coming back is flagged whole, without a suggestion."""
    text = (
        "The head of the group of the state is the head of the group of the town and the head of the group of the "
        "land is the head of the group of the sea."
    )
    (finding,) = run(text)
    assert finding.text == text
    assert finding.suggestions == ()
    assert finding.category == "linguistic-conventions/unintelligible"


LONG = "The government will publish the figures of the third quarter next week."


def test_repeated_sentence():
    """A sentence inside another paragraph is flagged where it stands the second time, and points to the first."""
    text = f"{LONG} Nobody expects much.\n\nExports fell in August. {LONG} The won rose.\n"
    (finding,) = run(text)
    assert finding.span.start == text.rindex(LONG)
    assert [span.start for span in finding.related] == [0]
    assert run(mended(text, [finding])) == []


@pytest.mark.parametrize("copies", [2, 3, 5])
def test_repeated_paragraph(copies):
    """Every later copy of a paragraph is flagged."""
    text = "\n\n".join(["Exports fell in August.", *[LONG] * copies, "The won rose."])
    findings = run(text)
    assert [finding.text for finding in findings] == [LONG] * (copies - 1)
    assert run(mended(text, findings)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Exports fell in August. {LONG} The won rose.\n\n{LONG}\n\nThat is all.",
        f"“{LONG}”\n\nHe said it on Monday.\n\n“{LONG}”\n\nThat is all.",
        "He did not answer.\n\nThey asked again.\n\nHe did not answer.",
        "Figures of the third quarter will be published next week\n\nExports fell.\n\nFigures of the third quarter will be published next week\n\nThat is all.",
    ],
)
def test_pull_quotes_and_captions(text):
    """A pull quote, a quotation, a short line and a headline that stands again as a caption are left alone."""
    assert run(text) == []


def test_furniture_is_left_alone():
    """What segmentation took for page furniture is not looked at."""
    assert run("Talks resume\n\nThey met on Monday.\n\nShare this: share this: share this: share this:") == []


def test_brackets_are_not_torn():
    """No suggestion where brackets or quotation marks stand between the copies."""
    (finding,) = run("It is the Bank of Korea (the Bank of Korea (the Bank of Korea (the Bank of Korea).")
    assert finding.suggestions == ()


@pytest.mark.parametrize("copies", [4, 6, 9])
def test_copies_with_one_word_changed(copies):
    """A phrase that comes back with another word changed each time is one finding without a suggestion."""
    phrase = ["northern", "port", "gates", "stayed", "closed"]
    changes = ["tin", "oil", "gas", "coal", "iron", "salt", "lead", "zinc", "gold"]
    loop = []
    for at in range(copies):
        copy = list(phrase)
        copy[(3 * at) % len(copy)] = changes[at]
        loop += copy
    (finding,) = run(f"Officials said that {' '.join(loop)} on Monday.")
    assert "small changes" in finding.message
    assert finding.suggestions == ()
    assert len(finding.text) > 0.6 * len(" ".join(loop))


@pytest.mark.parametrize(
    "text",
    [
        "To eat, but not to cook; to drink, but not to brew; to wear, but not to spin; to dwell, but not to build; to give, but not to take.",
        "It has the power of the press, and the power of the purse, and the power of the sword, and the power of the word.",
        "On the first day of May, on the second day of May, on the third day of May and on the fourth day of May it rained.",
        "From the north to the south and from the east to the west and from the hills to the sea and from the sea to the hills they came.",
    ],
)
def test_parallel_clauses_are_no_loop(text):
    """People part what they repeat by punctuation or a conjunction."""
    assert run(text) == []


@pytest.mark.parametrize(
    ("word", "flagged"), [("eveeveeveeveeveent", True), ("hahahahahahahahaha", False), ("zzzzzzzzzzzzzzzzzz", False)]
)
def test_two_letters_inside_a_word(word, flagged):
    """A syllable of two letters repeats by mistake, unless it is a sound."""
    assert bool(run(f"It was in any {word} too late for them.")) is flagged


@pytest.mark.parametrize("word", ["far", "many", "he"])
def test_words_that_people_say_up_to_four_times(word):
    """Five in a row without a comma are a machine's."""
    assert run(f"It was {word} {word} {word} {word} away.") == []
    assert len(run(f"It was {word} {word} {word} {word} {word} away.")) == 1


@pytest.mark.parametrize("unit", ["a b c d e f ", "a b c x ", "the of a the b of ", "a a b "])
def test_changing_copies_take_linear_time(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    run("word " + "".join(f"{unit}w{at} " for at in range(6_000)) + "end.")
    assert time.perf_counter() - start < 6
