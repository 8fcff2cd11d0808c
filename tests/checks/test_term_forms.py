"""``term-forbidden`` and ``term-watch``: what is reported where, and what is written instead."""

import pytest

from mtqa.checks import all_checks
from mtqa.checks._addresses import in_address
from mtqa.data import Span
from mtqa.glossary import parse_csv
from mtqa.mqm import Severity
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment

COLUMNS = "term,kind,variants,wrong,superseded,watch,match,note"
ROWS = """
Kyiv,place,,Kiev,
Mumbai,place,,,Bombay
chairperson,term,,chairman,
crisis,term,,krise,
head of state,term,,state head,
COVID-19,term,Covid,corona[ -]?virus(es)? {pattern any-case},
United States,place,,US,
Smith,person,,Jones,
Türkiye,place,Turkey,the Turkey,
eventually,term,,,,yes,,German eventuell means perhaps
billion,term,,,,yes,,
Arctic Council,organisation,,Artic Council,
"""


def resources(text, rows=ROWS):
    """An article with a glossary."""
    cells = [row + "," * (COLUMNS.count(",") - row.count(",")) for row in rows.strip().splitlines()]
    return Resources(segment(read_text(text)), glossary=parse_csv("\n".join([COLUMNS, *cells, ""]), origin="g.csv"))


def findings(name, text, rows=ROWS):
    """The findings of one check."""
    made = resources(text, rows)
    return list(all_checks()[name].run(made.document, made))


def mended(text, rows=ROWS):
    """The article with every suggestion of ``term-forbidden`` applied."""
    for finding in sorted(findings("term-forbidden", text, rows), key=lambda one: -one.span.start):
        text = text[: finding.span.start] + finding.suggestions[0].text + text[finding.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("In Kiev, KIEV and Kiev’s centre.", "In Kyiv, KYIV and Kyiv’s centre."),
        ("Bombay-based firms left Bombay.", "Mumbai-based firms left Mumbai."),
        ("Two chairmen and a Chairman met.", "Two chairpersons and a Chairperson met."),
        ("Both krises deepened.", "Both crises deepened."),
        ("The state heads met.", "The heads of state met."),
        ("State Heads met.", "Heads Of State met."),
        ("A Coronavirus spread; coronaviruses spread.", "A COVID-19 spread; COVID-19 spread."),
        ("the US said; US’ allies; US-led", "the United States said; United States’ allies; United States-led"),
        ("at the Jones’ house", "at the Smith’s house"),
        ("The Artic\nCouncil met.", "The Arctic Council met."),
        ("They wrote “Kiev” and ‘Kiev’.", "They wrote “Kyiv” and ‘Kyiv’."),
    ],
)
def test_what_is_written_instead(text, right):
    """The preferred form, in the plural, the capitals and the possessive of the text."""
    assert mended(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "In Kyiv, Mumbai and the United States.",
        "Kievan Rus was a state.",
        "See www.Kiev.example, //x.example/Kiev/Bombay and info@Kiev.example.",
        "Kiev.example and @Kiev said so.",
        "The corona of the sun; Corona beer.",
        "Tell us more. It was ours.",
        "TELL US MORE ABOUT IT",
        "Turkey and Türkiye; turkey.",
        "Joneses and Jonestown.",
        "chairs, man; chair, man; manned chairs",
        "heads of the state; state headers",
        "The Arctic and the Council.",
        "eventually, a billion",
    ],
)
def test_what_is_left_alone(text):
    """Right forms, other words, addresses and handles, text in capitals."""
    assert findings("term-forbidden", text) == []


def test_every_occurrence_is_reported():
    """Also in headings and captions; not in page furniture."""
    text = "Kiev at War\n\nKiev fell. Then Kiev rose.\n\nSubscribe to our newsletter\n\nKiev again, said Kiev."
    assert len(findings("term-forbidden", text)) == 5


def test_a_superseded_form_is_said_to_have_been_right():
    """The message tells the two statuses apart."""
    wrong, superseded = findings("term-forbidden", "Kiev and Bombay")
    assert "lists “Kiev” as wrong" in wrong.message
    assert "was right once" in superseded.message
    assert [one.suggestions[0].entry for one in (wrong, superseded)] == ["Kyiv", "Mumbai"]


def test_a_guarded_wrong_form_is_flagged_where_it_is_meant():
    """A name that is a word is flagged beside a title, not in a recipe."""
    rows = "Condoleezza Ryce,person,,Rice,"
    assert findings("term-forbidden", "Rice prices rose. Then Rice fell.", rows) == []
    assert [one.text for one in findings("term-forbidden", "Then Secretary Rice spoke.", rows)] == ["Rice"]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("They will eventually come. Eventually they did.", ["eventually", "Eventually"]),
        ("A billion here, two billions there.", ["billion", "billions"]),
        ("BILLIONS EVENTUALLY LOST", ["BILLIONS", "EVENTUALLY"]),
        ("The event, eventual and billionaire.", []),
        ("a trillion", []),
        ("See //x.example/billion/eventually now.", []),
        ("", []),
    ],
)
def test_what_is_watched(text, surfaces):
    """Every form, every time, and nothing else."""
    assert [one.text for one in findings("term-watch", text or "-")] == surfaces


def test_to_watch_is_neutral():
    """It repeats the note, suggests nothing, weighs nothing."""
    one, other = findings("term-watch", "eventually, a billion")
    assert one.message == "look twice at “eventually”: German eventuell means perhaps"
    assert other.message == "look twice at “billion”"
    assert one.severity is Severity.NEUTRAL
    assert one.suggestions == ()


def test_a_watched_entry_neither_hides_nor_suspects():
    """What is forbidden stays forbidden inside it, what is garbled stays garbled, and nothing is taken for it."""
    rows = "Kyiv,place,,Kiev,\nKiev metro,place,,,,yes\nPyongyang,place,,,\nPyongyong,place,,,,yes\nMohammed Odeh,person,,,,yes\n"
    text = "The Kiev metro. They flew to Pyongyong on Monday. Then Mohamed Oda left."
    made = resources(text, rows)
    found = {
        name: [one.text for one in all_checks()[name].run(made.document, made)]
        for name in all_checks()
        if "name-near" in name or "term-" in name
    }
    assert found["term-watch"] == ["Kiev metro", "Pyongyong"]
    assert found["term-forbidden"] == ["Kiev"]
    assert found["name-near-miss"] == ["Pyongyong"]


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/a/KIEV/b",
        "www.KIEV.example",
        "me@KIEV.example",
        "KIEV@mail.example",
        "@KIEV",
        "@the_KIEV",
        "KIEV.example/x",
        "KIEV.com",
        "KIEV.co.example",
    ],
)
def test_addresses(text):
    """Web and mail addresses, handles."""
    at = text.index("KIEV")
    assert in_address(f"See {text}, now", Span(4 + at, 8 + at))


@pytest.mark.parametrize(
    "text",
    [
        "KIEV",
        "KIEV.",
        "KIEV. The",
        "KIEV.The",
        "KIEV/Moscow",
        "#KIEV",
        "KIEV@",
        "a@b KIEV",
        "www KIEV",
        "https://x.example KIEV",
        "KIEV...",
        "KIEV...and",
        "(KIEV)",
        "KIEV's",
        "KIEV, com",
    ],
)
def test_no_addresses(text):
    """Punctuation, hashtags, addresses beside it."""
    at = text.index("KIEV")
    assert not in_address(f"See {text}, now", Span(4 + at, 8 + at))
