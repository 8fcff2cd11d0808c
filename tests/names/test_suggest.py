"""Entries suggested from trusted texts: what is a name, what stands for it, what kind it is, how they rank."""

import pytest

from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.names.suggest import mine
from mtqa.readers import read_text
from mtqa.segment import segment


def documents(*texts):
    """Articles with their sentences."""
    return [segment(read_text(text, id=f"{number}.txt")) for number, text in enumerate(texts)]


def mined(*texts, entries=(), **options):
    """What is suggested from some articles."""
    return mine(documents(*texts), Glossary(tuple(entries)), **options)


def terms(*texts, **options):
    """The terms that are suggested."""
    return {one.entry.term for one in mined(*texts, **options).suggestions}


def one(*texts, **options):
    """The first suggestion."""
    return mined(*texts, **options).suggestions[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials met Foreign Minister Nikola Poposki in Skopje on Monday.", {"Nikola Poposki", "Skopje"}),
        ("The port of Walvis Bay lies south of Swakopmund.", {"Walvis Bay", "Swakopmund"}),
        ("Analysts at Kookmin University disagree with Wu Xinbo.", {"Kookmin University", "Wu Xinbo"}),
        ("The talks between Abiy Ahmed and Isaias Afwerki went on.", {"Abiy Ahmed", "Isaias Afwerki"}),
        ("They asked the Ministry of Culture and Tourism for help.", {"Ministry of Culture and Tourism"}),
        ("On Friday the chairman of Grameenphone, Petter Furberg, left.", {"Grameenphone", "Petter Furberg"}),
        ("Last week the Organisation of Islamic Cooperation met twice.", {"Organisation of Islamic Cooperation"}),
        ("Flights of Kenya Airways to Kisumu were late.", {"Kisumu"}),
    ],
)
def test_names_are_found(text, expected):
    """People, places and organisations of many regions, whatever stands beside them."""
    assert expected <= terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "The new law is strict. Nobody likes it. Sanctions hurt the poor.",
        "Yesterday it rained. Tomorrow it will snow. Perhaps.",
        "“Nobody came,” he said. “Why should they?”",
        "On Monday in March the French and the Koreans met; it was Easter.",
        "The President and the Prime Minister spoke. The Minister agreed.",
        "However, the government did nothing. Meanwhile, prices rose.",
        "He is the CEO. She is an MP. The EU and the UN agreed with the US.",
        "Dr. and Mrs. went home. A. B. stayed.",
        "It happened on Jan. 5, on Tue. and in Sept.",
        "THE WHOLE SENTENCE IS IN CAPITALS AND SAYS NOTHING.",
        "Chapter 5. Section 7. Figure 12 shows the costs.",
        "North and South differ. The East is poor. The West is rich.",
    ],
)
def test_words_with_capitals_are_no_names(text):
    """Capitals of sentences, quotations, calendars, titles and peoples suggest nothing."""
    assert terms(text) == set()


def test_headlines_suggest_nothing():
    """A word that only a headline has may be anything; one that the text has too counts there alone."""
    headline = "Leaders Discuss Pressing Issues With Great Enthusiasm In Tirana Today\n\n"
    found = mined(headline + "The leaders met in Tirana, where it rained all day.").suggestions
    assert [(suggestion.entry.term, suggestion.count) for suggestion in found] == [("Tirana", 1)]


@pytest.mark.parametrize("word", ["sanction", "corridor", "framework", "parliament", "minister"])
def test_a_word_that_is_small_elsewhere_is_no_name(word):
    """A capital inside a sentence is not enough for a word that the text uses small."""
    assert terms(f"They spoke of the {word.title()} again. The {word} is old. A {word} costs much.") == set()


@pytest.mark.parametrize(
    "entry",
    [
        Entry("a", "Nikola Poposki", EntryKind.PERSON),
        Entry("a", "Poposki, N.", EntryKind.PERSON, variants=("Nikola Poposki",)),
        Entry("a", "Nikola Popovski", EntryKind.PERSON, wrong=("Nikola Poposki",)),
        Entry("a", "Nikola Poposki", EntryKind.PERSON, watch=True),
    ],
)
def test_what_the_glossary_has_is_not_suggested(entry):
    """Right, wrong and watched forms, and the family name alone."""
    text = "Minister Nikola Poposki spoke. Poposki’s visit ended. Then Nikola Poposki left."
    assert terms(text, entries=[entry]) <= ({"Poposki"} if entry.watch else set())


@pytest.mark.parametrize(("form", "text"), [("Zelensky", "Zelenskyy"), ("Kyiv", "Kiev"), ("Macau", "Macao")])
def test_spellings_that_usage_holds_equal_are_covered(form, text):
    """The checks take them for right, so no entry is needed."""
    assert terms(f"They spoke with {text} at noon.", entries=[Entry("a", form, EntryKind.PLACE)]) == set()


def test_a_longer_name_is_another():
    """A university is no city; the rest of a run that names a person is."""
    seoul = Entry("seoul", "Seoul", EntryKind.PLACE)
    assert terms("She studied at Seoul National University.", entries=[seoul]) == {"Seoul National University"}
    assert terms("She lives in Seoul.", entries=[seoul]) == set()


def test_short_forms_count_for_the_full_name():
    """A family name alone, a possessive and an abbreviation are mentions of the full name, and no entries."""
    text = (
        "The Korea Institute for National Unification (KINU) published it. KINU’s report is long.\n\n"
        "Wole Soyinka disagreed. Soyinka wrote back, and Soyinka’s letter was short."
    )
    found = {suggestion.entry.term: suggestion for suggestion in mined(text).suggestions}
    assert found.keys() == {"Korea Institute for National Unification", "Wole Soyinka"}
    kinu = found["Korea Institute for National Unification"]
    assert (kinu.entry.variants, kinu.entry.kind, kinu.count) == (("KINU",), EntryKind.ORGANISATION, 2)
    assert found["Wole Soyinka"].count == 3
    assert "2 of them as “Soyinka”" in found["Wole Soyinka"].reasons[0]


def test_short_forms_of_other_documents():
    """The corpus knows a full name that one of its articles does not say; of two of them, none is meant."""
    full = "The envoy Wole Soyinka disagreed with them."
    alone = "They asked Soyinka for his view."
    assert one(full, alone).count == 2
    two = ("The envoy Wole Soyinka disagreed.", "The doctor Femi Soyinka agreed.", alone)
    assert sorted(suggestion.count for suggestion in mined(*two).suggestions) == [1, 1]


def test_a_place_is_no_short_form():
    """A city has an entry beside the newspaper that is called after it."""
    text = "The Lagos Herald reports from Lagos. In Lagos it rains."
    assert {"Lagos Herald", "Lagos"} == terms(text)


def test_spellings_of_one_name_are_one_entry():
    """The more frequent one is the term; what matching tolerates is no variant."""
    text = "We met Muammar Gaddafi, and Muammar Gaddafi’s son. Others wrote of Muammar Qaddafi or MUAMMAR GADDAFI."
    found = one(text)
    assert (found.entry.term, found.entry.variants) == ("Muammar Gaddafi", ("Muammar Qaddafi",))


def test_letters_tell_plans_apart():
    """A middle initial may be left out; a letter at the end is the name."""
    assert one("They met George W. Tubman there. George Tubman smiled.").count == 2
    assert not {"Plan A", "Plan B"} & {
        form for found in mined("Here is Plan A, not Plan B.").suggestions for form in found.entry.variants
    }


def test_explained_terms():
    """A term in small letters whose abbreviation the text explains; brackets alone suggest nothing."""
    found = one("The gross regional product (GRP) grew. They expect the GRP to grow.")
    assert (found.entry.term, found.entry.kind, found.entry.variants) == (
        "gross regional product",
        EntryKind.TERM,
        ("GRP",),
    )
    assert terms("It was cheap (about half) and good (NB). It rose (see page five).") == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They met Foreign Minister Bujar Osmani there.", EntryKind.PERSON),
        ("They met Kang Kyung-wha there.", EntryKind.PERSON),
        ("They met Park Jin there.", EntryKind.PERSON),
        ("They walked in Hyde Park for hours.", EntryKind.PLACE),
        ("Bujar Osmani, a professor of law, was there.", EntryKind.PERSON),
        ("It rained in the town of Mbuyapey for days.", EntryKind.PLACE),
        ("They crossed the Kunene River by boat.", EntryKind.PLACE),
        ("The Bashkir Academy of Sciences replied.", EntryKind.ORGANISATION),
        ("The Baltic Fleet left port.", EntryKind.ORGANISATION),
        ("The carmaker Zhongtong was fined.", EntryKind.ORGANISATION),
        ("They went to the Samarkand Festival by train.", EntryKind.EVENT),
        ("They had caught Severe Acute Respiratory Syndrome by then.", EntryKind.TERM),
        ("He read the novel “Half of a Yellow Sun” again.", EntryKind.WORK),
        ("She saw the film “The Wind Rises” twice.", EntryKind.WORK),
    ],
)
def test_kinds(text, kind):
    """What stands beside a name and its own words tell what it is."""
    assert one(text).entry.kind is kind


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("They met Foreign Minister Bujar Osmani.", ("Foreign Minister",)),
        ("They met Secretary of Commerce Ana Berg.", ("Secretary of Commerce",)),
        ("They met the Minister of Foreign Affairs Bujar Osmani.", ("Minister of Foreign Affairs",)),
        ("They met opposition leader Bobi Wine.", ("opposition leader",)),
        ("Bujar Osmani, Albania’s former ambassador, left.", ("ambassador",)),
        ("They met Mr. Osmani Bujar and Mrs. Ana Berg.", ()),
        ("Bujar Osmani was there.", ()),
        ("The Foreign Minister left. Then Bujar Osmani came.", ()),
    ],
)
def test_roles(text, roles):
    """A title before, a role in apposition; a form of address is none."""
    assert one(text).entry.roles == roles


def test_rank():
    """A garbled-prone name of several documents is worth more than a city that everybody knows."""
    text = "President Tshisekedi Tshilombo came from Paris, in France. "
    ranked = [suggestion.entry.term for suggestion in mined(text, text, text).suggestions]
    assert ranked[0] == "Tshisekedi Tshilombo"
    assert ranked[-1] == "France"
    useful = [suggestion.usefulness for suggestion in mined(text).suggestions]
    assert useful == sorted(useful, reverse=True)
    assert all(0 <= value <= 1 for value in useful)


def test_look_alikes_are_named():
    """Two names that are easily taken for each other, one of them in the glossary, say so."""
    text = "They met Wang Yining there."
    assert any("“Wang Huning”" in reason for reason in one(text, entries=[Entry("a", "Wang Huning")]).reasons)
    assert not any("easily" in reason for reason in one(text, entries=[Entry("a", "Bujar Osmani")]).reasons)


def test_evidence():
    """Counts, documents, and up to three places with their lines."""
    text = "\n\n".join(f"On day {n} Bujar Osmani came." for n in range(5))
    found = one(text, text)
    assert (found.count, found.documents, len(found.quotes)) == (10, 2, 3)
    assert [(quote.document, quote.line) for quote in found.quotes] == [("0.txt", 1), ("0.txt", 3), ("0.txt", 5)]
    assert "Bujar Osmani" in found.quotes[0].text


def test_limits():
    """A limit, a least count and kinds leave out the others, and say how many."""
    text = "They met Bujar Osmani in Skopje. Bujar Osmani left Skopje with Ana Berg."
    assert mined(text, limit=1).left_out == 2
    assert terms(text, min_count=2) == {"Bujar Osmani", "Skopje"}
    assert terms(text, kinds={EntryKind.PLACE}) == {"Skopje"}


def test_ids_are_free():
    """Two suggestions and an entry that would have one id have three."""
    held = Entry("skopje", "Something else", EntryKind.TERM)
    assert one("They live in Skopje.", entries=[held]).entry.id == "skopje-place"


def test_the_same_for_the_same():
    """Nothing depends on the order of dictionaries or sets."""
    text = "They met Bujar Osmani, Ana Berg, Wu Xinbo and Femi Soyinka in Skopje, Kisumu and Walvis Bay."
    assert mined(text) == mined(text)


@pytest.mark.parametrize("text", ["x " * 20_000, "A" * 50_000, "Ab " * 20_000, "(ABC) " * 5_000, "“A b " * 5_000])
def test_hostile_texts(text):
    """Long runs and open brackets take no time, and suggest nothing absurd."""
    assert all(len(suggestion.entry.term) < 200 for suggestion in mined(text).suggestions)
