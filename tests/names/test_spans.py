"""Name spans in running text."""

import pytest

from mtqa.data import Block, BlockKind, Document, Segment, Span
from mtqa.names.spans import WordKind, find_names


def make(text: str, *, kind: BlockKind = BlockKind.PROSE) -> Document:
    """A document whose lines are blocks of one segment each."""
    spans = []
    start = 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    blocks = tuple(Block(span, kind) for span in spans)
    segments = tuple(Segment(i, span, i, kind) for i, span in enumerate(spans))
    return Document("test", text, blocks=blocks, segments=segments)


def names(text: str, *, kind: BlockKind = BlockKind.PROSE) -> list[str]:
    """The texts of the names found."""
    document = make(text, kind=kind)
    found = find_names(document)
    assert all(name.span.of(document.text) == name.text for name in found)
    return [name.text for name in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Anna Ivstigneva spoke.", ["Anna Ivstigneva"]),
        ("They met President-elect Eun Sook-eol.", ["Eun Sook-eol"]),
        ("They met Prof. Andrei Lankov there.", ["Andrei Lankov"]),
        ("It was Pyongyang’s choice.", ["Pyongyang"]),
        ("It was Jones' choice.", ["Jones"]),
        ("He knows Mohammed bin Salman well.", ["Mohammed bin Salman"]),
        ("He met Bashar al-Assad there.", ["Bashar al-Assad"]),
        ("He met Ursula von der Leyen there.", ["Ursula von der Leyen"]),
        ("A book by J. K. Rowling sold.", ["J. K. Rowling"]),
        ("He saw Ahn Ho‑young leave.", ["Ahn Ho‑young"]),
        ("He met O’Brien at noon.", ["O’Brien"]),
        ("At the Ministry of Foreign Affairs, they wait.", ["Ministry of Foreign Affairs"]),
        ("He works at Kukmin University in Seoul.", ["Kukmin University", "Seoul"]),
        ("During the Kovid lockdown it fell.", ["Kovid"]),
        ("Troops of UNIFIL left.", ["UNIFIL"]),
        ("He praised pro-Kremlin media.", ["Kremlin"]),
        ("A Seoul-based firm won.", ["Seoul"]),
        ("He saw Łukasz Żak win.", ["Łukasz Żak"]),
        ("Ahan, a former ambassador, said so.", ["Ahan"]),
        ("Zhang Jun has been blamed.", ["Zhang Jun"]),
        ("“Wang Yi said no,” he wrote.", ["Wang Yi"]),
    ],
)
def test_a_name_is_the_maximal_run_without_title_and_possessive(text, expected):
    """Titles, possessives and words around a name are not part of it; particles and initials are."""
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The weather was fine. It rained later.",
        "Meanwhile prices rose.",
        "However, they stayed.",
        "Despite the rain, we went.",
        "Most recently they met.",
        "I think I'm late, and I know it.",
        "“Because it rains,” he said.",
        "In July it snowed.",
        "Ambitious plans failed.",
        "Interestingly, nobody came.",
        "",
        "12,000 people and 3.5 percent",
    ],
)
def test_ordinary_words_are_no_names(text):
    """A capital that grammar asks for makes no name."""
    assert names(text) == []


def test_a_word_at_the_start_is_a_name_if_the_article_uses_it_as_one():
    """The word "Moon" is an ordinary word until the article capitalises it inside a sentence."""
    assert names("Moon landings are rare.") == []
    assert names("Moon was angry.\nThen President Moon left.") == ["Moon", "Moon"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korea Tests New Missile Capable of Reaching Washington", ["South Korea", "Washington"]),
        ("NEW PRESIDENT EUN SOOK-EOL URGES THE NORTH TO DISARM", ["EUN SOOK-EOL"]),
        ("Storm Warning Issued as Prices Continue to Rise", []),
    ],
)
def test_capitals_of_a_headline_are_no_evidence(text, expected):
    """In a headline only words that are no ordinary words make names."""
    assert [name for name in names(text, kind=BlockKind.HEADING) if name not in ("NORTH", "North")] == expected


def test_page_furniture_is_not_read():
    """Furniture holds no names that matter."""
    assert names("Leave a Reply to Andrei Lankov", kind=BlockKind.FURNITURE) == []


def test_two_names_with_punctuation_between_are_two():
    """Commas, conjunctions and brackets end a name."""
    assert names("Talks of Seoul, Tokyo and Beijing (China) ended.") == ["Seoul", "Tokyo", "Beijing", "China"]


def test_compound_of_two_countries_can_be_seen_apart():
    """The compound "US-China" is one run of two words, so that each can be matched."""
    (name,) = find_names(make("He fears US-China rivalry."))
    assert [word.text for word in name.words] == ["US", "China"]


def test_windows_hold_only_useful_words():
    """A title or an ordinary word is in a window only if the glossary has it."""
    (name,) = find_names(make("They met South Korean President Eun Sook-eol."))
    shown = [" ".join(word.text for word in window) for window in name.windows(frozenset())]
    assert shown == ["Eun Sook-eol", "Eun", "Sook-eol"]
    wider = [" ".join(word.text for word in window) for window in name.windows(frozenset({"president"}))]
    assert "President Eun Sook-eol" in wider


def test_hints_tell_people_and_organisations_apart():
    """A title or a verb of speech says person; a head noun says organisation."""
    person, speaker, body = find_names(make("Then Gen. Marl met Kateri said nobody at Wesel County."))
    assert (person.person_like, person.organisation_like) == (True, False)
    assert speaker.person_like
    assert (body.person_like, body.organisation_like) == (False, True)
    assert body.words[-1].kind is WordKind.GENERIC


def test_context_words_stay_inside_the_segment():
    """The words left and right of a name come from its own sentence."""
    _, second = find_names(make("Then Kulakov left.\nThe aide of Marl stayed behind."))
    assert second.left == ("the", "aide", "of")
    assert second.right == ("stayed", "behind")


@pytest.mark.parametrize("text", ["A" * 20_000, "Aa " * 20_000, "A-" * 20_000, "A.' " * 10_000, "Xi of " * 10_000])
def test_hostile_text_is_read_in_linear_time(text):
    """Long runs of capitals and joiners end; the suite would hang otherwise."""
    assert find_names(make(text)) is not None
