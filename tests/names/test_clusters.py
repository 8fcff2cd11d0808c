"""Spellings of one article that disagree with each other."""

import pytest

from mtqa.glossary import Glossary, parse_csv
from mtqa.glossary.match import find_forms
from mtqa.names.analysis import analyse
from mtqa.names.clusters import find_inconsistencies
from mtqa.names.clusters.spellings import referents, spellings_of
from mtqa.names.spans import find_names
from mtqa.readers import read_text
from mtqa.segment import segment


def disagreeing(text, glossary=""):
    """The forms flagged as inconsistent, with what the article says elsewhere."""
    entries = parse_csv(glossary, origin="test") if glossary else Glossary()
    found = analyse(segment(read_text(text)), entries).inconsistencies
    for one in found:
        assert one.span.of(text) == one.text
        assert one.related
    return [(one.text, one.suggestion) for one in found]


def alone(text, glossary=""):
    """The forms flagged by the step itself, without what the glossary resolves."""
    document = segment(read_text(text))
    mentions = find_forms(text, parse_csv(glossary, origin="test")) if glossary else ()
    return find_inconsistencies(document, find_names(document), taken=(), mentions=mentions)


AHN = (
    "“It is dangerous,” said Ahn Ho-young, South Korea’s former ambassador to the United States.\n\n"
    "Ahan, a former South Korean ambassador, said the response was confusing.\n\nAhn noted that the threat had grown."
)


def test_a_garbled_family_name_disagrees_with_the_full_name():
    """Role and family name in use connect the two."""
    assert disagreeing(AHN) == [("Ahan", "Ahn")]


def test_the_rarer_spelling_is_flagged_everywhere():
    """The more frequent form is the one to keep."""
    text = (
        "Governor Oleksandr Starukh said the town was shelled.\n\nThen Governor Oleksandr Staruch visited it.\n\n"
        "Doctors met Oleksandr Starukh.\n\nThey thanked Governor Oleksandr Staruch.\n\nOleksandr Starukh left."
    )
    assert disagreeing(text) == [("Oleksandr Staruch", "Oleksandr Starukh")] * 2


def test_places_with_the_same_head_are_compared():
    """A county spelt in two ways is one county; of two equally frequent spellings the known one is kept."""
    text = "A plane fell in Trostianez County.\n\nPolice of Trostyanets County came.\n\nThe mayor wept."
    assert disagreeing(text) == [("Trostianez County", "Trostyanets County")]


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        (
            "Benjamin Natanyahu spoke in Jerusalem.\n\nNetanyahu said the war would go on.\n\nNetanyahu left.",
            [("Benjamin Natanyahu", "Benjamin Netanyahu")],
        ),
        (
            "Rafael Grossi warned of danger.\n\nGrossy said inspectors had left.\n\nGrossi spoke to reporters.",
            [("Grossy", "Grossi")],
        ),
        (
            "Anna Ivstigneva is a lawyer.\n\nEvstigneeva said that the case was closed.\n\nIvstigneva agreed.",
            [("Evstigneeva", "Ivstigneva")],
        ),
        (
            "The secretary, Martin Andanal, spoke.\n\nAndanar said the law was good.\n\nAndanar left at noon.",
            [("Martin Andanal", "Martin Andanar")],
        ),
        (
            "Shells fell on Trostyanets.\n\nThe mayor of Trostianez fled.\n\nTrostyanets was hit again.",
            [("Trostianez", "Trostyanets")],
        ),
        (
            "GROSSY WARNS OF A GREAT DANGER\n\nRafael Grossi warned of danger.\n\nGrossi spoke to reporters.",
            [("GROSSY", "GROSSI")],
        ),
    ],
)
def test_a_family_name_or_place_alone_in_two_spellings(text, flagged):
    """No full name need be repeated; the form that is flagged is mended as it stands."""
    assert [(one.text, one.suggestion) for one in alone(text)] == flagged


def test_reasons_say_what_differs_and_why_this_one_is_right():
    """Sound, document and count are told, in this order."""
    text = "Rafael Grossi warned of danger.\n\nGrossy said inspectors had left.\n\nGrossi spoke to reporters."
    (one,) = alone(text)
    assert [reason.kind for reason in one.evidence] == ["sound", "document", "count"]
    assert one.evidence[0].detail == "“Grossy” sounds like “Grossi”: -y for -i"
    assert "Rafael Grossi" in one.evidence[1].detail
    assert "“Grossi” 2× and “Grossy” 1×" in one.evidence[2].detail
    assert [span.of(text) for span in one.related] == ["Rafael Grossi", "Grossi"]


def test_the_form_of_the_glossary_is_kept():
    """However rare it is in the article."""
    text = (
        "Governor Oleksandr Staruch spoke.\n\nDoctors met Oleksandr Starukh.\n\n"
        "They thanked Governor Oleksandr Staruch.\n\nThen Oleksandr Staruch left."
    )
    assert [one.text for one in alone(text)] == ["Oleksandr Starukh"]
    kept = alone(text, "term\nOleksandr Starukh\n")
    assert [(one.text, one.suggestion) for one in kept] == [("Oleksandr Staruch", "Oleksandr Starukh")] * 3
    assert "the glossary has it" in kept[0].evidence[-1].detail


def test_a_form_that_is_right_is_never_flagged():
    """Two entries of the glossary are two, whatever they sound like."""
    text = "Rafael Grossi warned of danger.\n\nRafael Grossy warned of more.\n\nRafael Grossi left."
    assert alone(text) != ()
    assert alone(text, "term\nRafael Grossi\nRafael Grossy\n") == ()


def test_short_forms_belong_to_the_full_name():
    """A family name that one full name has is that person; one that two have is nobody in particular."""
    text = "Anna Petrova spoke.\n\nPetrova left. Ivan Orlov and Oleg Orlov met.\n\nOrlov stayed."
    document = segment(read_text(text))
    found = referents(spellings_of(text, find_names(document), taken=(), mentions=()))
    assert {one.full.text: [short.text for short in one.short] for one in found} == {
        "Anna Petrova": ["Petrova"],
        "Ivan Orlov": [],
        "Oleg Orlov": [],
        "Orlov": [],
    }


def test_what_the_glossary_resolves_is_not_reported_twice():
    """With the entry it is a near miss, and no inconsistency."""
    assert disagreeing(AHN, "term,kind,roles\nAhn Ho-young,person,ambassador\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Kim Jong Un met envoys.\n\nKim Jong Il had refused.\n\nKim Jong Un smiled.",
        "Leader Kim Jong Un spoke.\n\nLeader Kim Il Sung founded the state.\n\nLeader Kim Jong Il followed him.",
        "Lee Jae-myung leads the party.\n\nLee Jae-yong leads Samsung.\n\nLee Jae-yong was pardoned.",
        "Coal comes from Shanxi.\n\nApples come from Shaanxi.\n\nShanxi is poor.",
        "Mines in Zambia closed.\n\nBeaches in Gambia opened.\n\nZambia protested.",
        "President George W. Bush left.\n\nPresident George H. W. Bush had left before.",
        "President Joseph Kabila left.\n\nPresident Laurent Kabila was his father.",
        "Anna Petrova spoke.\n\nPetrova is a lawyer.\n\nMs Petrova left.",
        "Mr Paris arrived.\n\nThey met in Parris.\n\nMr Paris left.",
        "Volodymyr Zelensky spoke.\n\nVolodymyr Zelenskyy left.",
        "Koreans vote.\n\nSouth Korea is ready.\n\nKorean media agree.",
        "Mr Ahn Ho-young spoke.\n\nMr Ahn Ho Young left.",
        "Seoul University won.\n\nSeoul City lost.\n\nSeoul won.",
        "Flight KE 123 left.\n\nFlight KE 132 landed.",
        "The Third Army marched.\n\nThe Fifth Army waited.",
        "Xu Zhengyu sang.\n\nZhu Zhongyu danced.\n\nXu Zhengyu bowed.",
        "Wang Yining won gold.\n\nWang Huning spoke in Beijing.",
        "Ms Zhang sang.\n\nMs Zhao danced.\n\nZhang bowed. Zhao left.",
        "Li Yun won gold.\n\nLi Yuan won silver.\n\nLi Yun smiled. Li Yuan wept.",
        "Chen Xiaoming was here.\n\nCheng Xiaoming was there.\n\nChen Xiaoming left.",
        "Leader Kim Jong-un spoke.\n\nLeader Kim Jong-il had ruled.\n\nKim Jong-un left.",
        "Mr Petersen spoke.\n\nMr Peterson replied.\n\nPetersen laughed. Peterson frowned.",
        "Toyota sells the Corolla.\n\nAkio Toyoda resigned.\n\nToyoda led Toyota.",
        "Ali Khamenei succeeded Ruhollah Khomeini.\n\nKhomeini founded the state.\n\nKhamenei leads it.",
        "Austria lost.\n\nAustralia won.\n\nSlovakia drew.\n\nSlovenia lost.\n\nIran won.\n\nIraq lost.",
        "George Miller visited Georgia.\n\nThe Georgian team won.\n\nGeorgia cheered.",
        "The iPhone sold well.\n\nThe iPad sold badly.\n\nApple praised the iPhone.",
        "The Model S is fast.\n\nThe Model X is big.\n\nTesla sells the Model S.",
        "World War I ended.\n\nWorld War II began.\n\nWorld War III is feared.",
        "Elizabeth Warren spoke.\n\nLiz Warren left.\n\nWarren stayed.",
        "Bill Clinton won.\n\nHillary Clinton lost.\n\nBill rested. Hillary wrote.",
        "Christian leaders met.\n\nChristina Lee spoke.\n\nChristians prayed.",
        "Sino-US talks began.\n\nChina-US trade grew.\n\nThe Sino side spoke.",
        "Jean-Luc Martin spoke.\n\nJean Martin left.\n\nJean-Luc wept.",
        "Bashar al-Assad fled.\n\nAssad fell.\n\nAl-Assad is in Moscow.",
        "In March Marshal Marchenko marched.\n\nMarch was cold.",
        "Nobody came.",
    ],
)
def test_different_entities_are_never_merged(text):
    """Relatives, look-alikes, parts, usage, inflections, numbers: none is a disagreement."""
    assert disagreeing(text) == []


def test_both_in_one_sentence_are_two():
    """A sentence that names both means two people."""
    text = "Governor Oleksandr Starukh met Governor Oleksandr Staruch.\n\nOleksandr Starukh left."
    assert disagreeing(text) == []


def test_page_furniture_counts_for_nothing():
    """A name in a list of links is no evidence."""
    text = "Governor Oleksandr Starukh spoke to the press on Monday.\n\nLeave a Reply\n\nYour email address will not be published."
    assert disagreeing(text) == []
