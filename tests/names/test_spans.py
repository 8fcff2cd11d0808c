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
        ("He met Sheikh Tamim and Ms. Kallas there.", ["Tamim", "Kallas"]),
        ("It was Navalniy`s choice.", ["Navalniy"]),
        ("It was Navalniy\N{ACUTE ACCENT}s choice.", ["Navalniy"]),
        ("It was Navalniy\N{PRIME}s choice.", ["Navalniy"]),
        ("He met Iv`anov there.", ["Iv`anov"]),
        ("He saw Ahn Ho\N{EN DASH}young leave.", ["Ahn Ho\N{EN DASH}young"]),
        ("He saw Ahn Ho - young leave.", ["Ahn Ho - young"]),
        ("The Xi Jinping-led party won.", ["Xi Jinping"]),
        ("The Jae-myung-led party won.", ["Jae-myung"]),
        ("An anti-Jae-myung group met.", ["Jae-myung"]),
        ("He met al-Burhan and bin Salman.", ["al-Burhan", "bin Salman"]),
        ("He met Ben-Gvir there.", ["Ben-Gvir"]),
        ("He met V.V. Putin and George H.W. Bush.", ["V.V. Putin", "George H.W. Bush"]),
        ("He met A. Cardel and I. C. Taviov.", ["A. Cardel", "I. C. Taviov"]),
        ("In Van I, a former envoy, he trusts.", ["Van I"]),
        ("They say U Thant left.", ["U Thant"]),
        ("The talks in Kiev,Ukraine failed.", ["Kiev", "Ukraine"]),
        ("He bought an iPhone and a Huawei P30.", ["iPhone", "Huawei P30"]),
        ("The G7 saw an F-16.", ["G7", "F-16"]),
        ("He fears COVID-19 more.", ["COVID-19"]),
        ("The Apollo 11 crew came home.", ["Apollo"]),
        ("He met Merria\N{ZERO WIDTH SPACE} New\N{ZERO WIDTH SPACE}man.", [
            "Merria\N{ZERO WIDTH SPACE} New\N{ZERO WIDTH SPACE}man"
        ]),
        ("He met Jose\N{THIN SPACE}Nasasi.", ["Jose\N{THIN SPACE}Nasasi"]),
        ("Then Liu He spoke.", ["Liu He"]),
        ("He Lifeng spoke.", ["He Lifeng"]),
        ("They saw An Jong-hui leave.", ["An Jong-hui"]),
        ("Song Kang-ho won.", ["Song Kang-ho"]),
        ("He met «Ivanov» and (Petrov).", ["Ivanov", "Petrov"]),
    ],
)  # fmt: skip
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
        "A year passed. I left, as I said.",
        "He said: 'Because it rains.'",
        "The state-of-the-art, well-known mid-term co-operation failed.",
        "they went home and left",
        "On July 26 and In May 2020 it rained.",
        "He said so. She agreed.",
        "So they left. An hour passed. No end came.",
        "The year 2022 - not 2023 - was mild.",
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
        ("Eun Sook-eol in Seoul", ["Eun Sook-eol", "Seoul"]),
        ("Interview: Lee Chun-seok", ["Lee Chun-seok"]),
        ("Lee Chun-seok Visits Seoul Again as Prices Rise", ["Lee Chun-seok", "Seoul"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Biden left.", ["Biden"]),
        ("But Putin stayed.", ["Putin"]),
        ("Recently Navalny spoke.", ["Navalny"]),
        ("The Nissan I bought is old.", ["Nissan"]),
        ("In Harry And Meghan he saw two.", ["Harry", "Meghan"]),
        ("On Tuesday On July 25 it rained in Seoul.", ["Seoul"]),
        ("So Putin stayed. An Obama aide left.", ["Putin", "Obama"]),
        ("For Kherson it was over.", ["Kherson"]),
    ],
)
def test_an_ordinary_word_is_not_glued_to_a_name(text, expected):
    """A capital that grammar asks for does not join the name that follows."""
    assert [name for name in names(text) if name not in ("Tuesday On July", "Tuesday")] == expected


def test_a_text_without_capitals_is_read_by_its_words():
    """Where nothing is capitalised, words that are no English words are names."""
    text = "yesterday kim jong oon met xi jinpin in seoul.\nthen prices rose and people left."
    assert names(text) == ["kim jong oon", "xi jinpin", "seoul"]


def test_a_lower_case_heading_is_read_by_its_words():
    """A heading without capitals is no slip."""
    assert names("kim jong oon visits seoul", kind=BlockKind.HEADING) == ["kim jong oon", "seoul"]


def test_one_lower_case_sentence_is_a_slip_and_makes_no_names():
    """Sentences with capitals around it say that this text uses them."""
    text = "Then Xi spoke in Seoul.\nantelopes roam near kaizan.\nThen Lee left Tokyo.\nIt was late."
    assert names(text) == ["Xi", "Seoul", "Lee", "Tokyo"]


def test_a_number_after_a_name_is_a_word_of_the_run_but_not_of_the_name():
    """The number of "Apollo 11" can be matched, the 26 of "Seoul 26 people" is not part of the name's text."""
    (name,) = find_names(make("The Apollo 11 crew came home."))
    assert [(word.text, word.kind) for word in name.words] == [
        ("Apollo", WordKind.PLAIN),
        ("11", WordKind.NUMBER),
    ]
    assert name.text == "Apollo"


@pytest.mark.parametrize(
    "text",
    [
        "a`" * 20_000,
        "a-" * 20_000 + "A",
        "Aa-" * 20_000,
        "Ho - " * 10_000,
        "A. " * 20_000,
        "re" * 20_000,
        "An " * 20_000,
        "A" + " " * 40_000 + "B",
        "Re" * 20_000 + " said",
        "Apollo 11 " * 5_000,
    ],
)
def test_hostile_words_are_read_in_linear_time(text):
    """Long words, chains of joiners and floods of initials end; the suite would hang otherwise."""
    assert find_names(make(text)) is not None


@pytest.mark.parametrize("text", ["A" * 20_000, "Aa " * 20_000, "A-" * 20_000, "A.' " * 10_000, "Xi of " * 10_000])
def test_hostile_text_is_read_in_linear_time(text):
    """Long runs of capitals and joiners end; the suite would hang otherwise."""
    assert find_names(make(text)) is not None
